"""Enrolment: writing down, once, who a step is for when it begins to go out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.agenda import first_moment, zones_of
from outreach.actions.composing.compose import Composer, key_of
from outreach.actions.world import World
from outreach.core.audience import answers_of, answers_wanted, audience
from outreach.core.deciding import Matter, decide, may_be_written
from outreach.core.history import SILENT, Progress, Status
from outreach.core.people import Contact
from outreach.core.plan import GO, Decide, Decision, Touch
from outreach.ports import Entry


@dataclass(slots=True)
class Enrolment:
    """Enrols at one moment. Only an invitation takes in those who join later."""

    world: World
    composer: Composer
    now: datetime
    version: int = field(init=False)
    _zones: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.version = self.world.ledger.people_version()

    def is_ahead(self, touch: Touch) -> bool:
        """Whether it is due for nobody yet; a `local` time comes earlier for readers in the east."""
        if touch.begins is None or touch.begins > self.now:
            return True
        if not touch.is_local or touch.due is None or touch.due <= self.now:
            return False
        if self._zones is None:
            self._zones = zones_of(self.world.ledger)
        return first_moment(touch, self._zones) > self.now

    def has_joiners(self, touch: Touch, known: Progress) -> bool:
        """Whether somebody may have joined since it was enrolled."""
        return touch.step.send == "invite" and touch.change is None and known.people != self.version

    def joiners(self, matter: Matter) -> tuple[int, int]:
        """How many are meant who have not been enrolled yet, and how many there are with them."""
        enrolled = self.world.ledger.enrolled(*matter.touch.name[:3])
        wanted = (each for each in self._audience(matter) if may_be_written(matter, each))
        joined = sum(each.id not in enrolled for each in wanted)
        return joined, len(enrolled) + joined

    def untold(self, matter: Matter) -> int:
        """How many have it in their calendars and hear of no change, since nothing may be sent to them.

        Not counted is who has said no, or is no longer expected.
        """
        touch, history = matter.touch, matter.history
        barred = (
            each
            for each in self.world.ledger.reached(*touch.name[:2], touch.occurrence.partition("+")[0])
            if not may_be_written(matter, each)
            and each.id not in history.withdrawn
            and answers_of(history, each).rsvp != "declined"
        )
        found = (self.world.ledger.delivery(key_of(touch, each.id)) for each in barred)
        return sum(each is not None and each.status is Status.SKIPPED for each in found)

    def meant(self, matter: Matter) -> Iterator[str]:
        """The ids of those a touch is for."""
        return (each.id for each in self._audience(matter))

    def enrol(
        self, matter: Matter, known: Progress | None, status: Status, held: Decision | None
    ) -> Mapping[Status, int]:
        """Write down who is meant, in that status unless they are passed over; how many were added."""
        touch = matter.touch
        if known is not None and not self.has_joiners(touch, known):
            return {}
        entries = (self._entry(matter, each, status, held) for each in self._meant(matter))
        return self.world.ledger.enrol(*touch.name, entries, self.now)

    def _meant(self, matter: Matter) -> Iterator[Contact | None]:
        touch, ledger = matter.touch, self.world.ledger
        if touch.step.send in ("post", "task"):
            yield None
        elif touch.change is not None:
            yield from ledger.reached(touch.campaign.id, touch.step.id, touch.occurrence.partition("+")[0])
        else:
            yield from self._audience(matter)

    def _audience(self, matter: Matter) -> Iterator[Contact]:
        who = audience(matter.touch)
        chosen: Iterator[Contact] = (each for each in self.world.ledger.contacts() if each in who)
        if who.recruiters:
            recruiters = {each.recruiter for each in chosen if each.recruiter}
            chosen = iter(self.world.ledger.known(recruiters).values())
        for contact in chosen:
            if answers_wanted(matter.touch, contact, answers_of(matter.history, contact)):
                yield contact

    def _entry(self, matter: Matter, contact: Contact | None, status: Status, held: Decision | None) -> Entry:
        touch = matter.touch
        key = key_of(touch, contact.id if contact is not None else touch.channel)
        due = min(touch.due or self.now, self.now)
        said = SILENT if contact is None else answers_of(matter.history, contact)
        decision = decide(matter, contact, said, self.now)
        if contact is None and decision.what is Decide.WAIT:
            decision = GO  # a post waits for its hours when it is sent
        if decision.what is Decide.SKIP:
            return Entry(key, touch.channel, Status.SKIPPED, due, decision.reason, decision.rule)
        why = held or decision
        return Entry(key, touch.channel, status, decision.until or due, why.reason, why.rule)
