"""Parts: the touches of a plan with the people of each, before and after R001 has put some off."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.judging.crowd import Crowd
from outreach.actions.planning.businesses import heard_by
from outreach.actions.planning.crowding import Doors, Planned, adjusted
from outreach.actions.planning.shares import Cohort, Share, shares_of
from outreach.actions.planning.shares import Decided as Known
from outreach.actions.world import World
from outreach.core.deciding import Matter
from outreach.core.knocks import CODE, Room, rank
from outreach.core.plan import Decide, Decision
from outreach.rules.case import Decided

TOLD = frozenset({"K001", "K002", "E006"})
"""The rules whose decisions about some people of a touch are told as findings; R001 is told by `put_off`."""
HOURS = "R003"
"""The rule that mail keeps to the sending hours."""


@dataclass(slots=True)
class Part:
    """One touch of a plan: what is decided about those it may still reach, and those passed over.

    `moves` are how many people are put off, from which share to which.
    """

    matter: Matter
    alike: tuple[Cohort, ...]
    known: Known
    held: Decision | None
    passed: Mapping[Share, int]
    is_new: bool
    moves: list[tuple[Share, Share, int]] = field(default_factory=list)

    def shares(self, now: datetime) -> Mapping[Share, int]:
        """How many people are decided how, at which moment."""
        if not self.is_new and not self.alike:
            return {}
        found = shares_of(self.matter, self.alike, self.known, now, self.held)
        return adjusted(found, self.moves) if self.moves else found

    def outcomes(self, now: datetime) -> Iterator[Decided]:
        """What rules decide about some of its people."""
        counts = Counter[Decision]()
        for share, count in (*self._shares_alone(), *self.passed.items()):
            told = self._told(share, now)
            if told is not None and told is not self.held:
                counts[told] += count
        step, occurrence = self.matter.touch.step.id, self.matter.touch.occurrence
        for decision, count in counts.items():
            yield Decided(step, occurrence, decision.rule, decision.what, decision.reason, count)

    def _shares_alone(self) -> Iterator[tuple[Share, int]]:
        for cohort, share in zip(self.alike, self.known[1], strict=True):
            if cohort.contact is not None:
                yield share, cohort.count

    def _told(self, share: Share, now: datetime) -> Decision | None:
        """The decision of a rule that is told as a finding: that of a share, or why it comes so late."""
        moment, decision = share
        if decision.rule in TOLD:
            return decision
        touch = self.matter.touch
        if touch.begins is None or moment is None or touch.is_local or not touch.step.is_mail:
            return None
        put_off = moment > max(touch.begins, now) and decision.what in (Decide.SEND, Decide.MISSED)
        what = Decide.WAIT if decision.what is Decide.SEND else decision.what
        return Decision(what, "outside the sending hours", HOURS) if put_off else None


def put_off(
    world: World, crowd: Crowd, now: datetime, parts: Sequence[Part]
) -> Iterable[tuple[str, Decided]]:
    """Put off what comes too often; what that and R002 have to say, by campaign."""
    room, by_touch = Room.of(world.house), {part.matter.touch.name: part for part in parts}
    doors = Doors(room, now)
    for part in parts:
        found = rank(part.matter.touch, part.matter.schedule)
        if found is not None:
            doors.add(part.matter, found, part.alike, part.known[1])
    people = doors.people
    had = world.ledger.knocks(people, room.since(now)) if people else {}
    told: dict[tuple[str, str, str, Decide], Counter[datetime | None]] = defaultdict(Counter)
    for planned, known, alike in doors.fares(had):
        for each, share in doors.moved(planned, known):
            _move(by_touch, each, share, len(alike))
            _, step, occurrence, _ = name = each.matter.touch.name
            told[name[0], step, occurrence, share[1].what][share[0]] += len(alike)
    return [*_told(told), *heard_by(world, crowd, doors, had)]


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
