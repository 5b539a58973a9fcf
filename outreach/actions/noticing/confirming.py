"""Confirming, once, that what somebody wrote was understood: a vote, an answer to an invitation, a call list.

Loops cannot come of it (RFC 3834): only what counts as said by a person is confirmed, and an automatic reply
never does; a mail says of itself that a program wrote it; what somebody says of one kind on one day is
confirmed in at most one mail, and what they say after that in one of the next day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.context import LETTERS
from outreach.actions.noticing.answering import SAID, Answer, Approved, Said, is_approved, read_answer
from outreach.actions.noticing.enrolling import promise
from outreach.actions.noticing.envelope import Notice
from outreach.actions.noticing.keeping import time_kept
from outreach.actions.world import World
from outreach.core.campaign import Event
from outreach.core.followingup.words import shortened, who
from outreach.core.history import Choice, Key, Rsvp
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.people import Contact
from outreach.core.plan import Schedule

CHOICES: Mapping[Choice, str] = {"yes": "yes", "if_need_be": "if need be", "no": "no"}
NO_CHOICE = "you have not said"
ANSWERS: Mapping[Rsvp, str] = {
    "accepted": "You are coming.", "declined": "You cannot come.", "tentative": "You may come.",
}  # fmt: skip
NOT_APPROVED = (
    "not approved: its text has changed since you were shown it, or a rule stands against it; "
    "if it still waits, your next list shows it as it is now"
)
LONGEST = 200
"""Letters of a line that was not understood."""


def confirm(world: World, kept: Kept, now: datetime) -> bool:
    """Write down that somebody's vote or answer in words is to be confirmed; whether it is.

    A calendar's answer is not: its owner has seen it being given. For use inside the transaction that keeps
    what came back.
    """
    inbound = kept.inbound
    by_calendar = inbound.stamp is not None or inbound.sequence is not None
    if not inbound.counts or by_calendar or inbound.channel != "email":
        return False
    if inbound.kind == "vote" and inbound.choices:
        promise(world, "vote", kept.id, inbound.match.contact, now)
        return True
    if inbound.kind == "rsvp" and inbound.rsvp is not None:
        promise(world, "rsvp", kept.id, inbound.match.contact, now)
        return True
    return False


class Confirmations:
    """What is confirmed at one moment (UTC), from what the ledger holds then."""

    def __init__(self, world: World, now: datetime) -> None:
        self._world = world
        self._now = now

    @cached_property
    def laid(self) -> Agenda:
        """All campaigns in time."""
        return agenda(self._world, self._now, self._now)

    def notice(self, keys: Sequence[Key], contact: Contact) -> Notice | None:
        """One mail for all that one person has said of one kind, named by the last of its deliveries.

        None where nothing is left to be told.
        """
        numbers = sorted(int(key.occurrence) for key in keys if key.occurrence.isdecimal())
        kept = [found for each in numbers if (found := self._world.ledger.inbound(each)) is not None]
        if not kept:
            return None
        kind, last = keys[-1].step, kept[-1].inbound
        if kind == "calls":
            return self._calls(keys[-1], contact, kept)
        if kind == "time":
            return time_kept(self._world, keys[-1], contact, kept[-1], self._now)
        names = list(dict.fromkeys(each.inbound.match.campaign for each in kept))
        told = list(self._votes(names, contact) if kind == "vote" else self._events(names, contact))
        if not told:
            return None
        title = told[-1]["title"]
        values = {"subject": f"Noted: {title}", "polls" if kind == "vote" else "events": told}
        answers = _origin(last, keys[-1])
        return Notice(keys[-1], contact, f"confirm-{kind}", values, ("reply", answers), last.message_id)

    def _votes(self, names: Sequence[str], contact: Contact) -> Iterator[dict[str, Any]]:
        """Each poll with that person's vote as it stands."""
        for name, schedule in self._schedules(names):
            poll, votes = schedule.campaign.poll, self.laid.histories[name].votes
            vote = next((each for each in votes if each.contact == contact.id), None)
            if poll is not None and vote is not None:
                options = [
                    {
                        "letter": LETTERS[number % 26],
                        "starts": wall.replace(tzinfo=schedule.mail.zone),
                        "said": CHOICES[vote.choices[wall]] if wall in vote.choices else NO_CHOICE,
                    }
                    for number, wall in enumerate(poll.options)
                ]
                closes = schedule.closes if schedule.closes and schedule.closes > self._now else None
                yield {
                    "title": schedule.campaign.title, "question": poll.question, "options": options,
                    "closes": closes,
                }  # fmt: skip

    def _events(self, names: Sequence[str], contact: Contact) -> Iterator[dict[str, Any]]:
        """Each event with that person's answer as it stands."""
        for name, schedule in self._schedules(names):
            event, answers = schedule.campaign.event, self.laid.histories[name].answers.get(contact.id)
            if event is not None and answers is not None and answers.rsvp is not None:
                yield {**_place(event, schedule), "said": ANSWERS[answers.rsvp]}

    def _schedules(self, names: Sequence[str]) -> Iterator[tuple[str, Schedule]]:
        return ((name, self.laid.schedules[name]) for name in names if name in self.laid.schedules)

    def _calls(self, key: Key, contact: Contact, kept: Sequence[Kept]) -> Notice | None:
        """What was understood of answers to digests, and what was not."""
        read = [found for each in kept if (found := read_answer(self._world, each.inbound)) is not None]
        if not read:
            return None
        values = {
            "subject": "Noted: your answer to your list",
            "noted": list(self._noted(_last_said(read))),
            "approvals": list(self._approvals(_last_approved(read))),
            "unclear": [shortened(line, LONGEST) for each in read for line in each.unclear],
        }
        last = kept[-1].inbound
        return Notice(key, contact, "confirm-calls", values, ("digest", read[-1].digest), last.message_id)

    def _noted(self, said: Collection[Said]) -> Iterator[dict[str, Any]]:
        people = self._world.ledger.known({each.listed.followup.contact for each in said})
        for each in said:
            contact = people.get(each.listed.followup.contact)
            words = SAID[each.result.result] if each.result.result is not None else ""
            yield {
                "number": each.listed.id, "who": who(contact) if contact is not None else "", "said": words,
                "note": shortened(each.result.note, LONGEST),
            }  # fmt: skip

    def _approvals(self, approved: Iterable[Approved]) -> Iterator[dict[str, Any]]:
        for number, campaign, offer in approved:
            known = self._world.campaign(campaign)
            title = f"{known.title if known is not None else campaign}: {offer.step.replace('-', ' ')}"
            stands = is_approved(self._world, campaign, offer)
            yield {"number": number, "who": title, "said": "approved" if stands else NOT_APPROVED}


def _last_said(read: Iterable[Answer]) -> Collection[Said]:
    """What stands of what was said of each follow-up: the last of it, and every note."""
    found: dict[tuple[int, str], Said] = {}
    for each in (said for answer in read for said in answer.said):
        found[each.listed.id, each.result.note if each.result.result == "note" else ""] = each
    return found.values()


def _last_approved(read: Iterable[Answer]) -> Collection[Approved]:
    """Each text once, under the number that it had last."""
    approved = (each for answer in read for each in answer.approved)
    return {(each[1], each[2].step, each[2].occurrence): each for each in approved}.values()


def _place(event: Event, schedule: Schedule) -> dict[str, Any]:
    return {"title": event.title, "starts": schedule.starts, "location": event.location}


def _origin(inbound: Inbound, key: Key) -> Key:
    """The message that was answered, so that a later answer is about the same."""
    found = inbound.match
    if not (found.campaign and found.step):
        return key
    return Key(found.campaign, found.step, found.occurrence, found.contact)
