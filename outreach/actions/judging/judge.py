"""Bringing what is planned, or about to go out, before the rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from outreach.actions.agenda import Agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.judging.crowd import Crowd
from outreach.actions.judging.reading import read
from outreach.core.audience import audience
from outreach.core.campaign import Campaign
from outreach.core.deciding import begun
from outreach.core.errors import Problem
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History
from outreach.core.mentions import contact_ids
from outreach.core.plan import Schedule, Touch
from outreach.rules.case import Case, Occasion, People, Polled, Posted, Repeat
from outreach.rules.catalogue import RULES
from outreach.rules.examine import examine

ASKED = frozenset({"kit", "poll", "invite", "call"})
"""The kinds of step whose readers the rules look at."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What else a judgement needs to know, as in `Case`.

    `crowd` is everybody, or None where only those who are named matter. `texts_of` are the kinds of step
    whose texts matter; without it all do.
    """

    crowd: Crowd | None = None
    late: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unagreed: Mapping[Occasion, tuple[str, ...]] = field(default_factory=dict)
    polled: tuple[Polled, ...] = ()
    posted: tuple[Posted, ...] = ()
    repeats: Mapping[Occasion, Repeat] = field(default_factory=dict)
    texts_of: frozenset[str] | None = None


NOTHING_BESIDE = Beside()
_REFUSING = tuple(rule for rule in RULES if rule.effect is Effect.REFUSE)
_CADENCE = tuple(rule for rule in RULES if rule.code == "C001")
_REFUSING_FILES = tuple(rule for rule in _REFUSING if Moment.PLAN not in rule.moments)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one campaign, and what could not be rendered to be judged."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()

    def holding(self, touch: Touch) -> Finding | None:
        """The first finding that holds this touch."""
        held = (each for each in self._holding(touch) if not each.networks or touch.channel in each.networks)
        return next(held, None)

    def holding_some(self, touch: Touch) -> Finding | None:
        """The first finding that holds this touch, or the same step and occurrence on another network."""
        return next(self._holding(touch), None)

    def _holding(self, touch: Touch) -> Iterator[Finding]:
        for each in self.findings:
            mine = each.step == touch.step.id and each.occurrence in ("", touch.occurrence)
            if mine and each.stops and each.effect is Effect.HOLD:
                yield each

    def refusing(self) -> Finding | None:
        """The first finding for which `approve` refuses the campaign."""
        return next((each for each in self.findings if each.stops and each.effect is Effect.REFUSE), None)


def judge(
    composer: Composer,
    agenda: Agenda,
    schedule: Schedule,
    touches: Iterable[Touch],
    moment: Moment,
    now: datetime,
    beside: Beside = NOTHING_BESIDE,
) -> Judged:
    """What the rules of one moment say of these touches of one campaign."""
    case, problems = case_of(composer, agenda, schedule, touches, moment, now, beside)
    return Judged(examine(case), problems)


def case_of(
    composer: Composer,
    agenda: Agenda,
    schedule: Schedule,
    touches: Iterable[Touch],
    moment: Moment,
    now: datetime,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[Case, tuple[Problem, ...]]:
    """These touches of one campaign as the rules see them, and what could not be made to be seen."""
    at_stake = tuple(touches)
    read_too = (each for each in at_stake if beside.texts_of is None or each.step.send in beside.texts_of)
    written = read(composer, read_too, schedule)
    campaign = schedule.campaign
    case = Case(
        house=composer.world.house,
        schedule=schedule,
        moment=moment,
        now=now,
        touches=at_stake,
        history=as_sent(agenda.histories[campaign.id]),
        siblings=agenda.siblings(campaign),
        partnership=composer.world.partnerships.get(campaign.partnership or ""),
        posts=written.posts,
        letters=written.letters,
        unwritten=written.unwritten,
        people=_people(composer, beside.crowd, at_stake, campaign),
        late=beside.late,
        unagreed=beside.unagreed,
        polled=beside.polled,
        posted=beside.posted,
        repeats=beside.repeats,
        mastodon_characters=composer.world.ledger.noted("mastodon_characters"),
    )
    return case, tuple(written.problems)


def refusals(case: Case) -> tuple[Finding, ...]:
    """What `approve` refuses a campaign for, whether a plan or only the files show it."""
    on_files = replace(case, moment=Moment.CHECK)
    found = (*examine(case, _REFUSING), *examine(on_files, _REFUSING_FILES))
    return tuple(each for each in dict.fromkeys(found) if each.stops and each.effect is Effect.REFUSE)


def overdue(case: Case) -> tuple[Finding, ...]:
    """Updates that come late already: they go out, and a person is asked why (C001)."""
    found = examine(case, _CADENCE)
    return tuple(each for each in found if each.level is Level.WARNING and not each.waived)


def _people(
    composer: Composer, crowd: Crowd | None, touches: tuple[Touch, ...], campaign: Campaign
) -> People | None:
    """The people a campaign concerns; None while nobody has been imported."""
    ids = [contact_id for contact_id, _ in contact_ids(campaign)] + [composer.context.owner(campaign)]
    if crowd is None:
        known = ((each, composer.context.somebody(each)) for each in ids)
        named = {each: found for each, found in known if found is not None}
        return None if composer.context.is_empty else People(named=named)
    if not crowd.people:
        return None
    steps = {touch.step.id: touch for touch in touches if touch.step.send in ASKED}
    readers = {name: crowd.meant(audience(touch)) for name, touch in steps.items()}
    guests = crowd.chosen(campaign.audience) if campaign.audience is not None else ()
    return People(readers, guests, crowd.named(ids))


def as_sent(history: History) -> History:
    """The history without steps that are only written down: to the rules, what is held has not begun."""
    gone = {name: each for name, each in history.progress.items() if begun(each)}
    return replace(history, progress=gone)


def standing_at(touches: Iterable[Touch], now: datetime) -> Iterator[Touch]:
    """Touches as they would go out: one that is late stands at `now`."""
    for touch in touches:
        yield replace(touch, due=now) if touch.due is not None and touch.due < now else touch
