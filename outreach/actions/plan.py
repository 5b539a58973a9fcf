"""Plan: what goes out, when, to how many, and why. A simulation without channels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.agenda import NEVER, Agenda, agenda
from outreach.actions.compose import Composer
from outreach.actions.crowd import Crowd
from outreach.actions.judging import Beside, Judged, judge, standing_at
from outreach.actions.sending import passed_over
from outreach.actions.shares import Cohort, Share, cohorts, shares_of
from outreach.actions.texts import Texts, held_by
from outreach.actions.world import World
from outreach.core.audience import answers_of, answers_wanted, audience
from outreach.core.deciding import GO, Matter, gate
from outreach.core.errors import Problem
from outreach.core.finding import Finding, Moment
from outreach.core.history import SILENT, Answers, Progress
from outreach.core.people import Contact
from outreach.core.plan import Decide, Decision, Schedule, Touch
from outreach.ports import Pending


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a plan: so many people, decided alike, at one moment (UTC; None while undecided)."""

    touch: Touch
    schedule: Schedule
    due: datetime | None
    recipients: int
    decision: Decision
    approved: bool
    agreed: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows in order of moment, findings that belong to no one row, and what could not be understood."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    agenda: Agenda


def plan(world: World, now: datetime, start: datetime, end: datetime) -> Plan:
    """What goes out from `start` to `end`, both included, as things stand at `now` (all UTC)."""
    laid = agenda(world, now, end)
    composer = Composer.of(world)
    crowd = Crowd(tuple(world.ledger.contacts()))
    judged = {name: _judged(composer, laid, crowd, each) for name, each in laid.schedules.items()}
    texts = Texts(composer, laid)
    planner = _Planner(world, laid, judged, crowd, texts, now)
    rows = [
        row
        for matter in laid.matters()
        for row in planner.rows(matter, end)
        if (at := _shown_at(row, now)) is None or start <= at <= end
    ]
    rows.sort(key=lambda row: (row.due is None, row.due or now, row.touch.name))
    shown = {finding for row in rows for finding in row.findings}
    everywhere = [finding for each in judged.values() for finding in each.findings]
    problems = [*texts.problems, *(problem for each in judged.values() for problem in each.problems)]
    outer = tuple(dict.fromkeys(each for each in everywhere if each not in shown))
    return Plan(tuple(rows), outer, tuple(dict.fromkeys((*world.problems, *problems))), laid)


def _shown_at(row: Row, now: datetime) -> datetime | None:
    """The moment for which a row is part of a plan: what is held or missed stands in the way today."""
    late = row.decision.what in (Decide.HOLD, Decide.MISSED)
    return max(row.due, now) if row.due is not None and late else row.due


def _judged(composer: Composer, laid: Agenda, crowd: Crowd, schedule: Schedule) -> Judged:
    """What the rules say of what may still go out, those who joined an invitation late included."""
    late: dict[str, tuple[int, int]] = {}
    touches: list[Touch] = []
    for touch in schedule.touches:
        matter = laid.matter(touch)
        if matter.progress is not None and touch.step.send == "invite" and touch.change is None:
            enrolled = composer.world.ledger.enrolled(*laid.stored(touch))
            joined = sum(each.id not in enrolled for each, _ in _wanted(crowd, matter))
            late |= {touch.step.id: (joined, len(enrolled) + joined)} if joined else {}
        if matter.progress is None or not matter.progress.finished or touch.step.id in late:
            touches.append(touch)
    return judge(
        composer, laid, schedule, standing_at(touches, laid.now), Moment.PLAN, laid.now, Beside(crowd, late)
    )


def _wanted(crowd: Crowd, matter: Matter) -> Iterator[tuple[Contact, Answers]]:
    """Those a touch is meant for now, with their answers."""
    for each in crowd.meant(audience(matter.touch)):
        said = answers_of(matter.history, each)
        if answers_wanted(matter.touch, each, said):
            yield each, said


@dataclass(frozen=True, slots=True)
class _Planner:
    world: World
    laid: Agenda
    judged: Mapping[str, Judged]
    crowd: Crowd
    texts: Texts
    now: datetime
    known: dict[tuple[object, ...], tuple[Cohort, ...]] = field(default_factory=dict)

    def rows(self, matter: Matter, end: datetime) -> Iterator[Row]:
        touch = matter.touch
        done = matter.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
        if done is not None and done.finished and touch.step.send != "invite":
            return
        if touch.begins is not None and touch.begins > end:
            return
        alike = self._cohorts(matter, done)
        if done is None or alike:
            held = self._held(matter) or self.texts.broken(matter)
            yield from self._as_rows(matter, shares_of(matter, alike, self.now, held, self._gap))
        if done is not None and not done.finished and gate(matter, self.now) is GO:
            yield from self._as_rows(matter, self._passed_over(matter))

    def _held(self, matter: Matter) -> Decision | None:
        needed = self.world.house.approval == "required"
        return held_by(self.judged[matter.touch.campaign.id], matter, approval_needed=needed)

    def _as_rows(self, matter: Matter, shares: Mapping[Share, int]) -> Iterator[Row]:
        approved, agreed = self.texts.approved(matter), not self.texts.unagreed(matter)
        findings = self._findings(matter.touch)
        for (due, decision), count in shares.items():
            yield Row(
                matter.touch, matter.schedule, due, count, decision, approved, agreed, findings
            )  # fmt: skip

    def _cohorts(self, matter: Matter, done: Progress | None) -> tuple[Cohort, ...]:
        """The people by likeness; of what has not begun, once for all steps to the same people."""
        touch = matter.touch
        if done is not None or touch.change is not None:
            return cohorts(touch, self._people(matter, done))
        mark = (touch.campaign.id, touch.step.send in ("post", "task"), audience(touch), touch.step.words)
        if mark not in self.known:
            self.known[mark] = cohorts(touch, self._people(matter, done))
        return self.known[mark]

    def _people(self, matter: Matter, done: Progress | None) -> Iterable[tuple[Contact | None, Answers]]:
        """Those a touch may still reach, with their answers; one None for a post or a task."""
        touch = matter.touch
        if touch.step.send in ("post", "task"):
            return [(None, SILENT)] if done is None else self._pending(matter)
        if touch.change is not None and done is None:
            campaign, step, occurrence = self.laid.stored(touch)
            reached = self.world.ledger.reached(campaign, step, occurrence.partition("+")[0])
            return [(each, answers_of(matter.history, each)) for each in reached]
        if done is None:
            return self._wanted(matter, frozenset())
        pending = self._pending(matter)
        if touch.step.send != "invite" or touch.change is not None:
            return pending
        return [*pending, *self._wanted(matter, self.world.ledger.enrolled(*self.laid.stored(touch)))]

    def _wanted(self, matter: Matter, without: frozenset[str]) -> list[tuple[Contact | None, Answers]]:
        return [(each, said) for each, said in _wanted(self.crowd, matter) if each.id not in without]

    def _pending(self, matter: Matter) -> list[tuple[Contact | None, Answers]]:
        """Those written down already who may still get it. While it is paused that is everybody."""
        open_still = self._open(matter.touch)
        if gate(matter, self.now) is GO:
            open_still = [each for each in open_still if passed_over(matter, each) is None]
        return [(each.contact, each.answers) for each in open_still]

    def _passed_over(self, matter: Matter) -> Mapping[Share, int]:
        """Those written down already who will not get it, by reason."""
        passed: Counter[Share] = Counter()
        for each in self._open(matter.touch):
            if (over := passed_over(matter, each)) is not None:
                passed[self.now, Decision(Decide.SKIP, over.reason, over.rule)] += 1
        return passed

    def _open(self, touch: Touch) -> list[Pending]:
        return self.world.ledger.pending(*self.laid.stored(touch), touch.channel, "", 1_000_000, NEVER)

    def _gap(self, matter: Matter, contact: Contact) -> Decision | None:
        return self.texts.broken_for(matter, contact)

    def _findings(self, touch: Touch) -> tuple[Finding, ...]:
        return tuple(
            each
            for each in self.judged[touch.campaign.id].findings
            if each.step == touch.step.id and each.occurrence in (touch.occurrence, "")
        )
