"""Bringing what is planned, or about to go out, before the rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from outreach.actions.agenda import Agenda
from outreach.actions.compose import Composer
from outreach.actions.world import World
from outreach.core.audience import audience
from outreach.core.deciding import BEGUN
from outreach.core.errors import NotUnderstoodError, OutreachError, Problem
from outreach.core.finding import Effect, Finding, Moment
from outreach.core.history import History, Progress
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.ports import PostText
from outreach.rules.case import Case, WrittenPost
from outreach.rules.examine import examine

KIT = "kit"
"""Stands for the network of a kit's texts, which ambassadors post wherever they like."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one campaign, and what could not be rendered to be judged."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()

    def holding(self, touch: Touch) -> Finding | None:
        """The first finding that holds this touch."""
        return next(
            (
                each
                for each in self.findings
                if each.stops
                and each.effect is Effect.HOLD
                and each.step == touch.step.id
                and each.occurrence in ("", touch.occurrence)
            ),
            None,
        )

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
    late: Mapping[str, tuple[int, int]] | None = None,
) -> Judged:
    """What the rules of one moment say of these touches of one campaign."""
    at_stake = tuple(touches)
    posts, problems = written_posts(composer, at_stake, schedule)
    case = Case(
        house=composer.world.house,
        schedule=schedule,
        moment=moment,
        now=now,
        touches=at_stake,
        history=as_sent(agenda.histories[schedule.campaign.id]),
        siblings=agenda.siblings(schedule.campaign),
        posts=posts,
        late=late or {},
        readers={} if moment is Moment.SEND else _readers(composer.world, at_stake),
    )
    return Judged(examine(case), problems)


def _readers(world: World, touches: Iterable[Touch]) -> dict[str, tuple[Contact, ...]]:
    """Those whom each kit is meant for; nothing while nobody has been imported."""
    kits = {touch.step.id: audience(touch) for touch in touches if touch.step.send == "kit"}
    if not kits:
        return {}
    found: dict[str, list[Contact]] = {}
    for contact in world.ledger.contacts():
        for step, chosen in kits.items():
            if contact in chosen:
                found.setdefault(step, []).append(contact)
    return {step: tuple(people) for step, people in found.items()}


def as_sent(history: History) -> History:
    """The history without steps that are only written down: to the rules, what is held has not begun."""
    gone = {name: each for name, each in history.progress.items() if begun(each)}
    return replace(history, progress=gone)


def begun(progress: Progress) -> bool:
    """Whether any of it may have left the house."""
    return any(progress.counts.get(each) for each in BEGUN)


def standing_at(touches: Iterable[Touch], now: datetime) -> Iterator[Touch]:
    """Touches as they would go out: one that is late stands at `now`."""
    for touch in touches:
        yield replace(touch, due=now) if touch.due is not None and touch.due < now else touch


def written_posts(
    composer: Composer, touches: Iterable[Touch], schedule: Schedule
) -> tuple[tuple[WrittenPost, ...], tuple[Problem, ...]]:
    """The texts of posts and kits among the touches, each different text once with its networks."""
    problems: dict[Problem, None] = {}
    found: dict[tuple[str, str, str, str], WrittenPost] = {}
    for touch in touches:
        try:
            for network, text in _texts(composer, touch, schedule):
                mark = (touch.step.id, touch.occurrence, text.file, text.text)
                known = found.get(mark)
                networks = (*known.networks, network) if known else (network,)
                found[mark] = _written(touch, networks, text)
        except NotUnderstoodError as error:
            problems.update(dict.fromkeys(error.problems))
        except OutreachError:
            continue
    return tuple(found.values()), tuple(problems)


def _texts(composer: Composer, touch: Touch, schedule: Schedule) -> Iterator[tuple[str, PostText]]:
    renderer = composer.world.renderer
    values = composer.context.post(touch, schedule)
    if touch.step.send == "post":
        values["content"] = composer.content(touch, values)
        yield touch.channel, renderer.post(touch.step.template or "", values, touch.channel)
    for path in touch.step.posts:
        yield KIT, renderer.post(path, values, "")


def _written(touch: Touch, networks: tuple[str, ...], text: PostText) -> WrittenPost:
    paragraphs = tuple(part for part in text.text.split("\n\n") if part.strip())
    written = WrittenPost(touch.step, touch.occurrence, networks, paragraphs, text.file, text.lines)
    return replace(written, written_for=text.written_for)
