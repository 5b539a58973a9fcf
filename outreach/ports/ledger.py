"""The door to the ledger: the only memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, Protocol

from outreach.core.history import (
    Announced,
    Approval,
    Delivery,
    History,
    Key,
    Reply,
    Status,
)
from outreach.core.knocks import Knock
from outreach.core.pace import Grant, Limit, Spent
from outreach.core.people import Contact, Standing
from outreach.ports.reporting import Reporting
from outreach.ports.returns import Returns
from outreach.ports.written import Begun, Entry, Outcome, Pending, Said, Stop


class Ledger(Returns, Reporting, Protocol):
    """What has been decided, sent and answered: the only memory. Every time is an argument, in UTC."""

    def only_run(self) -> AbstractContextManager[None]:
        """Hold the installation's one run. Raises `AnotherRunError` at once when it is taken.

        The lock belongs to the process: it is free the moment its holder dies, however it dies.
        """

    def copy(self) -> "Ledger":
        """A private copy in memory for a simulation; nothing done to it is kept."""

    def close(self) -> None:
        """Give back what it holds open; a copy is gone."""

    # People
    def contacts(self) -> Iterator[Contact]:
        """Everybody, by id, in batches under the hood; memory does not grow with their number."""

    def contact(self, contact_id: str) -> Contact | None:
        """One person, as they stand."""

    def known(self, ids: Iterable[str]) -> dict[str, Contact]:
        """Those of the ids that exist."""

    def people_version(self) -> int:
        """A count that rises with every change to anybody."""

    def save_contacts(self, contacts: Sequence[Contact], at: datetime) -> tuple[int, int, int]:
        """Add or update by id; (added, changed, unchanged). Never lifts a suppression."""

    def suppress(self, address: str, standing: Standing, at: datetime) -> None:
        """Never write to this address again; kept as a keyed hash that outlives the person."""

    def standing(self, address: str) -> Standing:
        """Whether that address may be written to, be it somebody's or of somebody who has been forgotten."""

    def suppressed_since(self, address: str) -> datetime | None:
        """Since when (UTC) nothing may go to that address, for the gravest reason; None where it may."""

    def reach(self, mark: int) -> None:
        """Note what keeps people from being invited for now; with another mark all are looked at anew."""

    def forget(self, contact_id: str, at: datetime) -> bool:
        """Erase a person; deliveries keep their keys, the address stays suppressed as a hash if it was."""

    # Campaigns
    def history(self, campaign: str) -> History:
        """What has happened in one campaign; an empty history where nothing has."""

    def begin(self, campaign: str, at: datetime) -> None:
        """Note when a campaign began; the first call counts."""

    def approve(self, campaign: str, approvals: Sequence[Approval]) -> None:
        """Keep approvals, replacing those of the same step and occurrence."""

    def agree(self, campaign: str, contact: str, fingerprint: str, at: datetime) -> None:
        """A person agreed to the letter that carries their name."""

    def announce(self, campaign: str, announced: Announced) -> None:
        """The event as it is now told to those invited."""

    def withdraw(self, reason: str, news: Mapping[str, Sequence[Entry]], at: datetime) -> int:
        """Take invitations back for good, and enrol what tells those people (by channel), in one transaction.

        `reason` is what they read. Returns how many deliveries were added.
        """

    def decide_poll(self, campaign: str, option: datetime, at: datetime) -> None:
        """A person chose a poll's option (wall clock)."""

    def commitment_done(self, campaign: str, commitment: str, at: datetime) -> None:
        """A commitment was kept."""

    def record(self, reply: Reply) -> None:
        """Keep something that came back."""

    def heard_in(self, campaign: str) -> list[Reply]:
        """Everything that people said in a campaign, in the order in which they said it."""

    # Deliveries
    def enrol(self, campaign: str, step: str, occurrence: str, channel: str,
              entries: Iterable[Entry], at: datetime) -> Mapping[Status, int]:  # fmt: skip
        """Write down, in one transaction, who is meant; existing keys stay as they are.

        But who was passed over for what has been mended since (no address, no consent) is taken in.

        `entries` is consumed lazily. Records or renews the progress of the step and occurrence. Returns how
        many were added, by status.
        """

    def pending(self, campaign: str, step: str, occurrence: str, channel: str,
                after: str, size: int, until: datetime) -> list[Pending]:  # fmt: skip
        """The next deliveries waiting (due by `until`) or held, by recipient after `after`; one query."""

    def enrolled(self, campaign: str, step: str, occurrence: str) -> frozenset[str]:
        """The recipients that have a delivery of that step and occurrence, whatever became of it.

        Left out is who was passed over for what may have been mended since.
        """

    def reached(self, campaign: str, step: str, occurrence: str) -> Iterator[Contact]:
        """Those to whom it was sent, or may have been (unknown), as they stand now; in batches."""

    def rename_step(self, campaign: str, old: str, new: str) -> None:
        """Carry what happened under a step's old id over to its new one (`was:`)."""

    def claim(self, keys: Sequence[Key], at: datetime) -> frozenset[Key]:
        """Reserve; returns those that were still waiting or held and are ours now."""

    def settle_and_begin(self, outcomes: Sequence[Outcome], begun: Sequence[Begun], at: datetime) -> None:
        """`settle` those before and mark the next as begun, in one commit, before their first byte leaves.

        Raises `LedgerError` where a claim is no longer ours: then none of the next must be sent. What was
        settled stays settled.
        """

    def settle(self, outcomes: Sequence[Outcome], at: datetime) -> None:
        """How they ended, or that they wait or are held again; a follow-up is the caller's business."""

    def finish(self, campaign: str, step: str, occurrence: str, channel: str) -> None:
        """Nothing of it can still be sent."""

    def unfinished(self, campaign: str) -> list[tuple[str, str]]:
        """The steps and occurrences of it of which something may still be sent, in order."""

    def next_due(self, after: datetime) -> datetime | None:
        """The earliest moment after `after` at which a waiting delivery is due."""

    def give_back_abandoned(self, at: datetime) -> tuple[int, Sequence[Key]]:
        """After a dead run: how many claims were given back, and which deliveries are unknown now."""

    def deliveries(self, status: Status | None = None) -> Iterator[Delivery]:
        """All rows, or those of one status, in order of due and key; streamed."""

    def delivery(self, key: Key) -> Delivery | None:
        """One row."""

    def by_ref(self, ref: str) -> Delivery | None:
        """The delivery whose short public id (`core.tokens.reference`) that is."""

    def resolve(
        self, key: Key, status: Literal["sent", "failed", "waiting"], reason: str, at: datetime
    ) -> None:
        """A person settles an unknown."""

    # Providers
    def allow(self, provider: str, limits: Sequence[Limit], wanted: int, at: datetime) -> Grant:
        """Take as many of those wanted as the limits allow now, for the whole installation."""

    def give_back(self, provider: str, limits: Sequence[Limit], unused: int) -> None:
        """What was taken of the limits for messages that did not go after all may go to others."""

    def spent(self, provider: str) -> Mapping[str, Spent]:
        """What has been used of a provider's limits, by period."""

    def stops(self) -> Sequence[Stop]:
        """The providers that did not take what they were given the last time, by name."""

    def stop(self, provider: str, until: datetime, reason: str, at: datetime) -> bool:
        """Leave a provider alone until then, once more; whether a person is to be told of it now."""

    def go_on(self, provider: str) -> bool:
        """A provider took something again; whether it had been left alone."""

    def note(self, name: str, number: int) -> None:
        """Keep a number that somebody told us, such as the longest post that a server takes."""

    def noted(self, name: str) -> int | None:
        """A number that was kept; None where there is none."""

    # What was said
    def say(self, said: Said) -> None:
        """Write down what a step and occurrence says on a channel, in place of what it would have said."""

    def said_since(self, since: datetime) -> Sequence[Said]:
        """Every text that first went out after that moment, in order."""

    def posted_since(self, since: datetime) -> Sequence[Said]:
        """The posts that were begun after that moment and left, or may have; `at` is when, in order."""

    def knocks(self, people: Sequence[str], since: datetime) -> Mapping[str, Sequence[Knock]]:
        """The unasked list mail of those people that was begun after that moment, by person, in order."""

    def asked_to_agree(self, campaign: str, contact: str, at: datetime) -> str:
        """The fingerprint of the letter that a signer was asked about last, as far as that was `at`.

        Empty where nobody asked them, or where something else of the campaign went to them since.
        """
