"""Check: what the files say, before anything is planned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.compose import Composer, NotWrittenError
from outreach.actions.composing.wording import wording
from outreach.actions.judging.crowd import Crowd
from outreach.actions.judging.judge import Beside, judge
from outreach.actions.judging.proofreading import Proofreader, not_told
from outreach.actions.world import World
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.core.finding import Finding, Level, Moment
from outreach.core.plan import Schedule, Touch
from outreach.core.spelling import nearest

AHEAD = timedelta(days=731)
"""How far a recurrence without an end is looked at."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What cannot be understood, and what the rules find; both in order of place."""

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]

    @property
    def exit_status(self) -> int:
        """2 when something cannot be understood, 1 when a rule is broken at level error, else 0."""
        if self.problems:
            return 2
        return int(any(finding.stops for finding in self.findings))


def check(
    world: World, now: datetime, mentions: Iterable[tuple[str, Place]], only: frozenset[str]
) -> Checked:
    """Check everything, or only the campaigns named.

    `mentions` are the contact ids that the files name, with their places. While nobody has been imported,
    one piece of advice says so and what needs people is left out.
    """
    laid = agenda(world, now, now + AHEAD, blank=True)
    composer = Composer.of(world)
    proofreader = Proofreader(composer)
    crowd = Crowd(tuple(world.ledger.contacts()))
    problems = [*world.problems]
    rendered: list[Problem] = []
    findings: list[Finding] = []
    for name, schedule in laid.schedules.items():
        if only and name not in only:
            continue
        judged = judge(composer, laid, schedule, schedule.touches, Moment.CHECK, now, Beside(crowd))
        findings += judged.findings
        problems += proofreader.problems(schedule)
        rendered += [*judged.problems, *_unrenderable(composer, laid, schedule)]
    problems += not_told(problems, rendered)
    if not crowd.people:
        findings.append(_nobody_imported())
    else:
        problems += _strangers(world, mentions)
    return Checked(
        tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.place, each.message))),
        tuple(sorted(dict.fromkeys(findings), key=lambda each: (each.place, each.rule, each.message))),
    )


def _unrenderable(composer: Composer, laid: Agenda, schedule: Schedule) -> Iterator[Problem]:
    """Texts that cannot be made, each step's first occurrence standing for all."""
    for touches in _by_step(schedule):
        try:
            wording(composer, touches, schedule, laid.histories[schedule.campaign.id])
        except NotUnderstoodError as error:
            yield from error.problems
        except NotWrittenError:
            continue


def _by_step(schedule: Schedule) -> Iterator[list[Touch]]:
    first: dict[str, str] = {}
    grouped: dict[str, list[Touch]] = {}
    for touch in schedule.touches:
        if first.setdefault(touch.step.id, touch.occurrence) == touch.occurrence:
            grouped.setdefault(touch.step.id, []).append(touch)
    return iter(grouped.values())


def _strangers(world: World, mentions: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Contact ids that nobody imported has."""
    named = tuple(mentions)
    known = world.ledger.known({contact_id for contact_id, _ in named})
    missing = [(contact_id, place) for contact_id, place in named if contact_id not in known]
    everybody = [each.id for each in world.ledger.contacts()] if missing else []
    for contact_id, place in missing:
        yield Problem(place, f"nobody imported has the id `{contact_id}`{nearest(contact_id, everybody)}")


def _nobody_imported() -> Finding:
    return Finding(
        rule="",
        level=Level.ADVICE,
        effect=None,
        place=Place("config/people.csv"),
        message="nobody has been imported yet, so what concerns people is not checked",
        fix="outreach contacts import config/people.csv",
        source="",
    )
