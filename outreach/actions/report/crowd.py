"""People in one pass over all of them: how far messages reached, who says nothing, who left."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from outreach.actions.people import why_unwritable
from outreach.actions.report.faith import Leaving, Left, Silence, Silent
from outreach.actions.report.figures import Reach
from outreach.actions.report.scope import Belonging, Field, belonging
from outreach.core.people import Contact, Role, Standing, business_of
from outreach.ports.reporting import Met

LEAST = 2
"""Messages that somebody must have had before their silence is told."""
LISTED = 20
"""People who are listed where not everybody is asked for."""
SLACK = 1_000
"""How many more than are listed are kept at most while everybody passes by."""
Thing = TypeVar("Thing")


@dataclass
class First(Generic[Thing]):
    """The first things by an order, of any number that come by; with no `size` all of them."""

    order: Callable[[Thing], tuple[object, ...]]
    size: int | None
    kept: list[Thing] = field(default_factory=list)

    def add(self, thing: Thing) -> None:
        """Another one."""
        self.kept.append(thing)
        if self.size is not None and len(self.kept) > self.size + SLACK:
            self.kept = self.found()

    def found(self) -> list[Thing]:
        """The first, in order."""
        return sorted(self.kept, key=self.order)[: self.size]


def _longest(each: Silent) -> tuple[object, ...]:
    return not each.contact.key, each.since, each.contact.id


def _latest(each: Left) -> tuple[object, ...]:
    return -each.on.toordinal(), each.contact.id


@dataclass
class Crowd:
    """What is counted while everybody passes by."""

    field_: Field
    members: Belonging
    size: int | None
    businesses: set[str] = field(default_factory=set)
    businesses_reached: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    why: Counter[Standing] = field(default_factory=Counter)

    def pass_by(self, everybody: Iterable[Met]) -> tuple[Reach, Silence, Leaving]:
        """Count everybody."""
        silent, left = First(_longest, self.size), First(_latest, self.size)
        for met in everybody:
            if met.messages or met.contact in self.members:
                self._count(met)
                if (one := self._silent(met)) is not None:
                    silent.add(one)
                if (gone := self._left(met)) is not None:
                    left.add(gone)
        return self._reach(), self._silence(silent.found()), Leaving(self.why, tuple(left.found()))

    def _count(self, met: Met) -> None:
        contact, counts = met.contact, self.counts
        writable = not why_unwritable(contact)
        counts["people"] += 1
        counts["writable"] += writable
        counts["reached of those"] += writable and met.messages > 0
        if Role.BUSINESS_MEMBER in contact.all_roles:
            business = business_of(contact) or f"!{contact.id}"
            self.businesses.add(business)
            if met.messages:
                self.businesses_reached.add(business)

    def _silent(self, met: Met) -> Silent | None:
        """Somebody as silent, where they are; all who might be are counted."""
        if met.messages < LEAST or why_unwritable(met.contact):
            return None
        self.counts["asked"] += 1
        if met.since is None or (met.heard is not None and met.heard >= self.field_.wanted.start):
            return None
        self.counts["silent"] += 1
        self.counts["silent key"] += met.contact.key
        since, until = self.field_.day(met.since), self.field_.day(self.field_.until)
        return Silent(met.contact, met.messages, since, (until - since).days, met.contact.recruiter)

    def _left(self, met: Met) -> Left | None:
        wanted, stopped = self.field_.wanted, met.stopped
        if stopped is None or not wanted.start <= stopped <= wanted.end:
            return None
        self.why[met.contact.standing] += 1
        return Left(met.contact, met.contact.standing, self.field_.day(stopped))

    def _reach(self) -> Reach:
        return Reach(
            people=self.counts["people"],
            may_be_written_to=self.counts["writable"],
            reached_of_those=self.counts["reached of those"],
            businesses=len(self.businesses),
            businesses_reached=len(self.businesses_reached),
        )

    def _silence(self, listed: list[Silent]) -> Silence:
        known = self.field_.world.ledger.known(each.recruiter for each in listed if each.recruiter)
        return Silence(
            written_to=self.counts["asked"],
            silent=self.counts["silent"],
            key=self.counts["silent key"],
            listed=tuple(_introduced(each, known) for each in listed),
        )


def crowd_of(field_: Field) -> tuple[Reach, Silence, Leaving]:
    """Reach, silence and leaving, in one pass over everybody."""
    size = None if field_.wanted.everybody else LISTED
    return Crowd(field_, belonging(field_), size).pass_by(field_.world.ledger.met(field_.about))


def _introduced(silent: Silent, known: Mapping[str, Contact]) -> Silent:
    recruiter = known.get(silent.recruiter)
    return replace(silent, recruiter_name=recruiter.name if recruiter else "")
