"""Crowding: what R001 puts off, and what R002 sees, in everything that is planned.

People to whom the same is planned, and who have had the same, fare alike: each such group is followed once.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from outreach.actions.planning.shares import Cohort, Share
from outreach.core.deciding import LONGEST_PUT_OFF, Matter, begun, decide, reader_calendar
from outreach.core.grace import deadline
from outreach.core.knocks import Knock, Rank, Room, is_knock, turn
from outreach.core.plan import Decide, Decision

History = tuple[tuple[date, str], ...]
"""The days of somebody's knocks of late, each with its campaign."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One touch that knocks at the doors of one cohort: in which order, and what is decided so far."""

    order: int
    rank: Rank
    matter: Matter
    cohort: Cohort
    share: Share

    @property
    def at(self) -> datetime:
        """When it goes, as decided so far."""
        moment = self.share[0]
        if moment is None:
            raise ValueError("what is sent has a moment")
        return moment


@dataclass(slots=True)
class Doors:
    """Whom everything that knocks is planned for. `now` is the moment (UTC) of the plan."""

    room: Room
    now: datetime
    _planned: dict[int, list[Planned]] = field(default_factory=dict)
    """By the identity of the tuple of those who are meant."""
    _count: int = 0

    def add(self, matter: Matter, found: Rank, alike: Sequence[Cohort], each: Sequence[Share]) -> None:
        """Take in one touch of that rank, in the order in which a pass would look at it."""
        for cohort, share in zip(alike, each, strict=True):
            if share[1].what is not Decide.SEND or cohort.contact is None:
                continue
            if is_knock(matter.touch, matter.schedule, cohort.answers):
                self._count += 1
                planned = Planned(self._count, found, matter, cohort, share)
                self._planned.setdefault(id(cohort.members), []).append(planned)

    @property
    def people(self) -> list[str]:
        """The ids of everybody whom anything is planned for."""
        return sorted({person for each in self._planned.values() for person in each[0].cohort.members})

    def spans_partnerships(self, most: int) -> bool:
        """Whether anything is planned by more partnerships than that."""
        planned = (each[0].matter.touch.campaign.partnership for each in self._planned.values())
        return len(set(filter(None, planned))) > most

    def fares(self, had: Mapping[str, Sequence[Knock]]) -> Iterator[tuple[list[Planned], History, list[str]]]:
        """What is planned for people who fare alike, what they have had, and who they are.

        Args:
            had: the knocks of late by person.
        """
        numbered = list(self._planned.values())
        groups = defaultdict[str, list[int]](list)
        for number, planned in enumerate(numbered):
            for person in planned[0].cohort.members:
                groups[person].append(number)
        alike = defaultdict[tuple[tuple[int, ...], History], list[str]](list)
        for person, mine in groups.items():
            known = tuple((self.room.day(each.at), each.campaign) for each in had.get(person, ()))
            alike[tuple(mine), known].append(person)
        for (numbers, days), people in alike.items():
            yield [each for number in numbers for each in numbered[number]], days, people

    def moved(self, planned: list[Planned], had: History) -> list[tuple[Planned, Share]]:
        """What does not go as planned to people who had that, and what becomes of it instead."""
        days = [day for day, _ in had]
        if not _is_crowded(self.room, days, planned):
            return []
        moved = list[tuple[Planned, Share]]()
        queue = [(*_place(each, each.at), each, each.at) for each in planned]
        heapq.heapify(queue)
        while queue:
            *_, each, moment = heapq.heappop(queue)
            share = self._share(each, days, moment)
            at, decision = share
            if decision.what is Decide.WAIT and at is not None:
                heapq.heappush(queue, (*_place(each, at), each, at))
                continue
            if decision.what is Decide.SEND:
                days.append(self.room.day(moment))
            if share != each.share:
                moved.append((each, share))
        return moved

    def _share(self, each: Planned, days: list[date], moment: datetime) -> Share:
        """What is decided about one touch at one moment: it goes, is missed, or waits until a later one."""
        matter, contact = each.matter, each.cohort.contact
        if contact is None:
            return each.share
        touch, schedule = matter.touch, matter.schedule
        since = max(each.cohort.enrolled or self.now, touch.due or self.now)
        if moment > each.at:
            last = deadline(touch, schedule, begun=_has_begun(matter), put_off=LONGEST_PUT_OFF)
            if moment > last:
                return touch.due, Decision(Decide.MISSED, "its time has passed")
            again = decide(matter, contact, each.cohort.answers, moment)
            if again.what is not Decide.SEND:
                return (again.until or moment), again
        hours = reader_calendar(schedule.mail, contact)
        said = turn(touch, schedule, self.room, days, since, hours, moment)
        if said.what is Decide.MISSED:
            return touch.due, said
        return (said.until or moment), (each.share[1] if said.what is Decide.SEND else said)


def _has_begun(matter: Matter) -> bool:
    return matter.progress is not None and begun(matter.progress)


def _place(each: Planned, moment: datetime) -> tuple[datetime, Rank, datetime, int]:
    """Where it stands in the queue at a moment: as a pass would take it."""
    return moment, each.rank, each.matter.touch.due or moment, each.order


def _is_crowded(room: Room, had: Sequence[date], planned: Iterable[Planned]) -> bool:
    """Whether more comes together than may, however it is put off."""
    days = sorted([*had, *(room.day(each.at) for each in planned)])
    windows = zip(days, days[room.messages :], strict=False)
    return any((last - first).days < room.days for first, last in windows)


def adjusted(shares: Mapping[Share, int], moves: Iterable[tuple[Share, Share, int]]) -> Mapping[Share, int]:
    """The shares of a touch, so many people moved from one to another."""
    found = Counter(shares)
    for before, after, count in moves:
        found[before] -= count
        found[after] += count
    return {share: count for share, count in found.items() if count}
