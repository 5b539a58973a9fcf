"""Plan: what goes out, when, to how many, and why. A simulation without channels."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.compose import Composer
from outreach.actions.judging import Judged, judge, standing_at
from outreach.actions.shares import Cohort, Share, cohorts, shares_of
from outreach.actions.texts import Texts, held_by
from outreach.actions.world import World
from outreach.core.audience import Audience, answers_of, answers_wanted, audience
from outreach.core.deciding import Matter
from outreach.core.errors import Problem
from outreach.core.finding import Finding, Moment
from outreach.core.history import SILENT, Answers, Progress
from outreach.core.people import Contact
from outreach.core.plan import Decision, Schedule, Touch


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


@dataclass(slots=True)
class Crowd:
    """Everybody, and who is meant by each audience, worked out once."""

    people: tuple[Contact, ...]
    _chosen: dict[Audience, tuple[Contact, ...]] = field(default_factory=dict)

    def meant(self, who: Audience) -> tuple[Contact, ...]:
        """The people an audience means."""
        if who not in self._chosen:
            self._chosen[who] = tuple(each for each in self.people if each in who)
            if who.recruiters:
                ids = {each.recruiter for each in self._chosen[who] if each.recruiter}
                self._chosen[who] = tuple(each for each in self.people if each.id in ids)
        return self._chosen[who]


def plan(world: World, now: datetime, start: datetime, end: datetime) -> Plan:
    """What goes out from `start` to `end`, both included, as things stand at `now` (all UTC)."""
    laid = agenda(world, now, end)
    composer = Composer.of(world)
    judged = {
        name: judge(composer, laid, schedule, standing_at(_open(laid, schedule), now), Moment.PLAN, now)
        for name, schedule in laid.schedules.items()
    }
    crowd = Crowd(tuple(world.ledger.contacts()))
    planner = _Planner(world, laid, judged, crowd, Texts(composer, laid), now)
    rows = [
        row
        for matter in laid.matters()
        for row in planner.rows(matter, end)
        if row.due is None or start <= row.due <= end
    ]
    rows.sort(key=lambda row: (row.due is None, row.due or now, row.touch.name))
    shown = {finding for row in rows for finding in row.findings}
    everywhere = [finding for each in judged.values() for finding in each.findings]
    problems = [problem for each in judged.values() for problem in each.problems]
    outer = tuple(dict.fromkeys(each for each in everywhere if each not in shown))
    return Plan(tuple(rows), outer, tuple(dict.fromkeys((*world.problems, *problems))), laid)


def _open(laid: Agenda, schedule: Schedule) -> Iterator[Touch]:
    """The touches that may still go out."""
    progress = laid.histories[schedule.campaign.id].progress
    for touch in schedule.touches:
        known = progress.get((touch.step.id, touch.occurrence, touch.channel))
        if known is None or not known.finished:
            yield touch


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
        held = held_by(
            self.judged[touch.campaign.id], matter, approval_needed=self.world.house.approval == "required"
        )
        alike = self._cohorts(matter, done)
        if done is not None and not alike:
            return
        shares = shares_of(matter, alike, self.now, held or self.texts.broken(matter), self._gap)
        yield from self._as_rows(matter, shares)

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
            return [(None, SILENT)] if done is None else self._pending(touch)
        if touch.change is not None and done is None:
            base = touch.occurrence.partition("+")[0]
            reached = self.world.ledger.reached(touch.campaign.id, touch.step.id, base)
            return [(each, answers_of(matter.history, each)) for each in reached]
        if done is None:
            return self._wanted(matter, frozenset())
        pending = self._pending(touch)
        if touch.step.send != "invite" or touch.change is not None:
            return pending
        enrolled = self.world.ledger.enrolled(touch.campaign.id, touch.step.id, touch.occurrence)
        return [*pending, *self._wanted(matter, enrolled)]

    def _wanted(self, matter: Matter, without: frozenset[str]) -> list[tuple[Contact | None, Answers]]:
        meant = self.crowd.meant(audience(matter.touch))
        answered = ((each, answers_of(matter.history, each)) for each in meant if each.id not in without)
        return [(who, said) for who, said in answered if answers_wanted(matter.touch, who, said)]

    def _pending(self, touch: Touch) -> list[tuple[Contact | None, Answers]]:
        far = datetime.max.replace(tzinfo=self.now.tzinfo)
        rows = self.world.ledger.pending(
            touch.campaign.id, touch.step.id, touch.occurrence, touch.channel, "", 1_000_000, far
        )
        return [(each.contact, each.answers) for each in rows]

    def _gap(self, matter: Matter, contact: Contact) -> Decision | None:
        return self.texts.broken_for(matter, contact)

    def _findings(self, touch: Touch) -> tuple[Finding, ...]:
        return tuple(
            each
            for each in self.judged[touch.campaign.id].findings
            if each.step == touch.step.id and each.occurrence in (touch.occurrence, "")
        )
