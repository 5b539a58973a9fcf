"""Parts: the touches of a plan with the people of each, before and after R001 has put some off."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.businesses import heard_by
from outreach.actions.crowding import Doors, Planned, adjusted
from outreach.actions.shares import Cohort, Share, shares_of
from outreach.actions.world import World
from outreach.core.deciding import Matter
from outreach.core.knocks import CODE, Room
from outreach.core.plan import Decide, Decision
from outreach.rules.case import Decided

TOLD = frozenset({"K001", "K002", "R003", "E006"})
"""The rules whose decisions about some people of a touch are told as findings; R001 is told by `put_off`."""


@dataclass(slots=True)
class Part:
    """One touch of a plan: what is decided about those it may still reach, and those passed over.

    `moves` are how many people are put off, from which share to which.
    """

    matter: Matter
    alike: tuple[Cohort, ...]
    each: tuple[Share, ...]
    held: Decision | None
    passed: Mapping[Share, int]
    is_new: bool
    moves: list[tuple[Share, Share, int]] = field(default_factory=list)

    def shares(self, now: datetime) -> Mapping[Share, int]:
        """How many people are decided how, at which moment."""
        if not self.is_new and not self.alike:
            return {}
        found = shares_of(self.matter, self.alike, self.each, now, self.held)
        return adjusted(found, self.moves) if self.moves else found

    def outcomes(self, now: datetime) -> Iterator[Decided]:
        """What rules decide about some of its people."""
        step, occurrence = self.matter.touch.step.id, self.matter.touch.occurrence
        counts = Counter[Decision]()
        for (_, decision), count in self.shares(now).items():
            if count and decision.rule in TOLD and decision is not self.held:
                counts[decision] += count
        for decision, count in counts.items():
            yield Decided(step, occurrence, decision.rule, decision.what, decision.reason, count)


def put_off(world: World, now: datetime, parts: Sequence[Part]) -> Iterable[tuple[str, Decided]]:
    """Put off what comes too often; what that and R002 have to say, by campaign."""
    room, by_touch = Room.of(world.house), {part.matter.touch.name: part for part in parts}
    doors = Doors(room, now)
    for part in parts:
        if part.each:
            doors.add(part.matter, part.alike, part.each)
    people = doors.people
    had = world.ledger.knocks(people, room.since(now)) if people else {}
    told: dict[tuple[str, str, str, Decide], Counter[datetime | None]] = defaultdict(Counter)
    for planned, known, alike in doors.fares(had):
        for each, share in doors.moved(planned, known):
            _move(by_touch, each, share, len(alike))
            _, step, occurrence, _ = name = each.matter.touch.name
            told[name[0], step, occurrence, share[1].what][share[0]] += len(alike)
    return [*_told(told), *heard_by(world, doors, had)]


def _move(parts: Mapping[tuple[str, str, str, str], Part], each: Planned, share: Share, count: int) -> None:
    parts[each.matter.touch.name].moves.append((each.share, share, count))


def _told(
    told: Mapping[tuple[str, str, str, Decide], Counter[datetime | None]],
) -> Iterator[tuple[str, Decided]]:
    for (campaign, step, occurrence, what), moments in told.items():
        waits = what is Decide.SEND
        until = max((each for each in moments if each is not None), default=None) if waits else None
        said = Decide.WAIT if waits else what
        yield campaign, Decided(step, occurrence, CODE, said, "", moments.total(), until)
