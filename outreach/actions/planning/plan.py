"""Plan: what goes out, when, to how many, and why. A simulation without channels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from outreach.actions.agenda import NEVER, Agenda, agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.judging.crowd import Crowd
from outreach.actions.judging.foresight import Foresight, wanted
from outreach.actions.judging.texts import Texts, held_by
from outreach.actions.layouts import comes_in
from outreach.actions.planning.parts import Part, put_off
from outreach.actions.planning.quotas import Quota, quotas
from outreach.actions.planning.shares import Cohort, Share, cohorts, decided
from outreach.actions.running.sending import passed_over
from outreach.actions.world import World
from outreach.core.audience import answers_of, audience
from outreach.core.deciding import Matter, gate, may_be_written
from outreach.core.errors import Problem
from outreach.core.finding import Finding
from outreach.core.history import SILENT, Answers, Progress
from outreach.core.people import Contact
from outreach.core.plan import GO, Decide, Decision, Schedule, Touch
from outreach.ports import Pending
from outreach.rules.case import Decided

AHEAD = timedelta(days=366)
"""How far ahead a campaign is judged, however little of it is shown: a pass judges it so far, too."""


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
    """The rows in order of moment, findings that belong to no one row, and what could not be understood.

    `quotas` are the days and months in which it goes beyond what a provider takes.
    """

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    agenda: Agenda
    quotas: tuple[Quota, ...] = ()


def plan(world: World, now: datetime, start: datetime, end: datetime) -> Plan:
    """What goes out from `start` to `end`, both included, as things stand at `now` (all UTC)."""
    laid = agenda(world, now, max(end, now + AHEAD))
    composer = Composer.of(world)
    texts = Texts(composer, laid)
    foresight = Foresight(composer, laid, Crowd(tuple(world.ledger.contacts())), texts)
    planner = _Planner(foresight)
    parts, findings = planner.worked_out(end)
    rows = [
        row
        for part in parts
        for row in planner.rows(part, findings[part.matter.touch.campaign.id])
        if (at := _shown_at(row, now)) is None or start <= at <= end
    ]
    rows.sort(key=lambda row: (row.due is None, row.due or now, row.touch.name))
    shown = {finding for row in rows for finding in row.findings}
    everywhere = (*chain.from_iterable(findings.values()), *foresight.families())
    later = {touch.name[:3] for touch in laid.touches() if comes_in(touch) > end}
    outer = tuple(
        each
        for each in dict.fromkeys(everywhere)
        if each not in shown and (each.campaign, each.step, each.occurrence) not in later
    )
    unreadable = chain.from_iterable(foresight.judged(name).problems for name in laid.schedules)
    problems = dict.fromkeys((*world.problems, *texts.problems, *unreadable))
    going = [
        (row.touch.channel, row.due, row.recipients)
        for row in rows
        if row.due is not None and row.decision.what is Decide.SEND
    ]
    return Plan(tuple(rows), outer, tuple(problems), laid, quotas(world, going))


def findings_of(foresight: Foresight, end: datetime) -> dict[str, tuple[Finding, ...]]:
    """What the rules say of each campaign up to `end`, what they decide about people included."""
    return _Planner(foresight).worked_out(end)[1]


def _shown_at(row: Row, now: datetime) -> datetime | None:
    """The moment for which a row is part of a plan: what is held or missed stands in the way today."""
    late = row.decision.what in (Decide.HOLD, Decide.MISSED)
    return max(row.due, now) if row.due is not None and late else row.due


@dataclass(frozen=True, slots=True)
class _Planner:
    foresight: Foresight
    known: dict[tuple[object, ...], tuple[Cohort, ...]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.foresight.composer.world

    @property
    def laid(self) -> Agenda:
        return self.foresight.laid

    @property
    def now(self) -> datetime:
        return self.foresight.laid.now

    @property
    def texts(self) -> Texts:
        return self.foresight.texts

    @property
    def crowd(self) -> Crowd:
        return self.foresight.crowd

    def worked_out(self, end: datetime) -> tuple[list[Part], dict[str, tuple[Finding, ...]]]:
        """Every touch up to `end` with its people, and what the rules say of each campaign."""
        parts = [part for matter in self.laid.matters() if (part := self.part(matter, end)) is not None]
        return parts, self.findings(parts, put_off(self.world, self.crowd, self.now, parts))

    def part(self, matter: Matter, end: datetime) -> Part | None:
        """What is decided about the people of one touch; None where it is over or comes later."""
        touch = matter.touch
        done = matter.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
        if done is not None and done.finished and touch.step.send != "invite":
            return None
        if touch.begins is not None and touch.begins > end:
            return None
        alike = self._cohorts(matter, done)
        held = self._held(matter) or self.texts.broken(matter) if done is None or alike else None
        known = decided(matter, alike, self.now, held, self._gap)
        open_still = done is not None and not done.finished and gate(matter, self.now) is GO
        passed = self._passed_over(matter) if open_still else {}
        return Part(matter, alike, known, held, passed, is_new=done is None)

    def rows(self, part: Part, findings: tuple[Finding, ...]) -> Iterator[Row]:
        """The lines of one touch."""
        matter, own = part.matter, _findings_of(part.matter.touch, findings)
        shares = [*part.shares(self.now).items(), *part.passed.items()]
        approved = not shares or self.texts.approved(matter)
        agreed = not shares or not self.texts.unagreed(matter)
        for (due, decision), count in shares:
            yield Row(matter.touch, matter.schedule, due, count, decision, approved, agreed, own)

    def findings(
        self, parts: Iterable[Part], moved: Iterable[tuple[str, Decided]]
    ) -> dict[str, tuple[Finding, ...]]:
        """What the rules say of each campaign, what is decided about its people included."""
        outcomes: dict[str, list[Decided]] = {name: [] for name in self.laid.schedules}
        for campaign, each in moved:
            outcomes[campaign].append(each)
        for part in parts:
            outcomes[part.matter.touch.campaign.id] += part.outcomes(self.now)
        return {
            name: (*self.foresight.judged(name).findings, *self.foresight.outcomes(name, tuple(found)))
            for name, found in outcomes.items()
        }

    def _held(self, matter: Matter) -> Decision | None:
        needed = self.world.house.approval == "required"
        return held_by(self.foresight.judged(matter.touch.campaign.id), matter, approval_needed=needed)

    def _cohorts(self, matter: Matter, done: Progress | None) -> tuple[Cohort, ...]:
        """The people by likeness; of what has not begun, once for all steps to the same people."""
        touch = matter.touch
        if done is not None or touch.change is not None:
            known = {each.key.recipient: each.enrolled for each in self._open(touch)} if done else {}
            return cohorts(matter, self._people(matter, done), known)
        mark = (touch.campaign.id, touch.step.send in ("post", "task"), audience(touch), touch.step.words)
        if mark not in self.known:
            self.known[mark] = cohorts(matter, self._people(matter, done))
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
        joining = self._wanted(matter, self.world.ledger.enrolled(*self.laid.stored(touch)))
        return [*pending, *(each for each in joining if each[0] and may_be_written(matter, each[0]))]

    def _wanted(self, matter: Matter, without: frozenset[str]) -> list[tuple[Contact | None, Answers]]:
        return [(each, said) for each, said in wanted(self.crowd, matter) if each.id not in without]

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


def _findings_of(touch: Touch, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(
        each for each in findings if each.step == touch.step.id and each.occurrence in (touch.occurrence, "")
    )
