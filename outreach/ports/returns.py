"""The door to what comes back, and to what a person must do about it; a part of the ledger's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from outreach.core.followup import FollowUp, Listed, Note, Wanted
from outreach.core.history import Approval, Delivery
from outreach.core.inbound.nouns import Inbound, Kept, Kind, Match
from outreach.core.people import Contact


class Returns(Protocol):
    """What came back as it came, whom it may be from, and what people must do. Times are UTC."""

    def together(self) -> AbstractContextManager[object]:
        """One transaction: everything written inside it is kept, or nothing is."""

    def keep(self, inbound: Inbound) -> int | None:
        """Keep what came back; its number, or None where the same thing is kept already."""

    def is_kept(self, identity: str) -> bool:
        """Whether the same thing has come before."""

    def kept_as(self, identity: str) -> Kept | None:
        """What came back under that identity."""

    def inbound(self, number: int) -> Kept | None:
        """What came back under that number."""

    def inbox(self, size: int | None = None, *, kinds: Sequence[Kind] = (), campaign: str = "",
              unanswered: bool = False) -> list[Kept]:  # fmt: skip
        """The newest first: so many of them (all for None), of those kinds, about that campaign."""

    def heard_from(self, contact: str, size: int = 20) -> list[Kept]:
        """What came back for a person, the newest first."""

    def all_of(self, contact: str, address: str) -> list[Kept]:
        """Everything that came for a person, or from or about an address."""

    def by_message_ids(self, ids: Sequence[str]) -> list[Kept]:
        """The mails that came under those Message-IDs (in angle brackets)."""

    def answer(self, number: int, at: datetime) -> bool:
        """A person has answered it; False where that was known, or nothing came under that number."""

    def attribute(self, number: int, match: Match, *, counts: bool) -> None:
        """A person says whose it is, and what it is about."""

    def take_back(self, identity: str) -> None:
        """Unsay what came under that identity: it was somebody else's, or about something else."""

    def mark(self, place: str, mark: str) -> None:
        """Where an inbox goes on from, at one of its places."""

    def marked(self, place: str) -> str:
        """The mark that is kept for a place, or nothing."""

    def people_at(self, address: str) -> list[Contact]:
        """Everybody with that address, by id."""

    def assisted_by(self, address: str) -> list[Contact]:
        """Everybody for whom somebody at that address may answer, by id."""

    def sent_to(self, contact: str, until: datetime, size: int = 20) -> list[Delivery]:
        """What left for a person, or may have, up to a moment (UTC); the newest first."""

    def by_provider_id(self, channel: str, provider_id: str) -> Delivery | None:
        """The post that a network knows by that name."""

    def campaign_of_event(self, uid: str) -> str:
        """The campaign whose event has that UID, or nothing."""

    def event_of(self, campaign: str) -> str:
        """The UID of a campaign's event, or nothing while nobody has been told of it."""

    def offer(self, ref: str, campaign: str, approvals: Sequence[Approval], at: datetime) -> None:
        """Write down which texts a digest (the `ref` of its delivery) showed to somebody who may approve."""

    def offered(self, ref: str) -> Iterator[tuple[str, Approval]]:
        """What a digest showed, each with its campaign; `by` is empty and `at` when it was shown."""

    # Follow-ups
    def follow_up(self, followups: Sequence[FollowUp]) -> int:
        """Raise each once by its key; how many are new."""

    def followups(self, *, done: bool = False) -> list[Listed]:
        """Open ones (or all, with `done`), by due day and number."""

    def todo(self, wanted: Wanted, size: int | None = None) -> list[Listed]:
        """Those that are wanted, in the order in which people do them; so many of them, or all for None."""

    def count_todo(self, wanted: Wanted) -> int:
        """How many are wanted."""

    def calls_made(self, since: datetime) -> Mapping[str, int]:
        """How many calls each owner has ticked off since that moment (UTC)."""

    def followup_done(self, followup_id: int, at: datetime) -> bool:
        """Tick one off; False where there is none of that number."""

    def followup(self, followup_id: int) -> Listed | None:
        """The one of that number."""

    def assign(self, followup_id: int, owner: str) -> bool:
        """Give one to somebody else; False where there is none of that number."""

    def put_off(self, followup_id: int, due: date) -> None:
        """Let one be due on another day."""

    def add_note(self, followup_id: int, note: Note) -> None:
        """Write down what somebody noted about one."""

    def notes(self, followup_id: int) -> list[Note]:
        """What was noted about one, in order."""

    def close_followups(self, keys: Sequence[str], at: datetime) -> None:
        """Tick off those of these keys, because their cause is gone."""
