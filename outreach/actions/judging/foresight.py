"""Foresight: what the rules say of everything that is planned, across all campaigns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from outreach.actions.agenda import Agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.judging.crowd import Crowd
from outreach.actions.judging.judge import Beside, Judged, as_sent, case_of, refusals, standing_at
from outreach.actions.judging.repeating import Before
from outreach.actions.judging.texts import Texts
from outreach.core.audience import answers_of, answers_wanted, audience
from outreach.core.deciding import Matter, may_be_written
from outreach.core.errors import Problem
from outreach.core.finding import Effect, Finding, Moment
from outreach.core.history import Answers
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.rules.ahead import goes_out
from outreach.rules.case import Case, Decided, Occasion, Polled, Posted, Repeat
from outreach.rules.catalogue import RULES
from outreach.rules.examine import examine, examine_family
from outreach.rules.families.texts.repeating import as_seen
from outreach.rules.family import Family
from outreach.rules.written import WrittenPost

ON_WALLS = frozenset({"S008"})
"""The rule that one text does not stand twice on a network; what is planned counts in order of its day."""
OUTCOMES = frozenset({"K001", "K002", "R001", "R002", "R003", "E006"})
"""The rules that speak of what is decided about people, once that is known."""

_BY_ITSELF = tuple(rule for rule in RULES if rule.code not in ON_WALLS)
_ON_WALLS = tuple(rule for rule in RULES if rule.code in ON_WALLS)
_OUTCOMES = tuple(rule for rule in RULES if rule.code in OUTCOMES)


def wanted(crowd: Crowd, matter: Matter) -> Iterator[tuple[Contact, Answers]]:
    """Those a touch is meant for now, with their answers."""
    for each in crowd.meant(audience(matter.touch)):
        said = answers_of(matter.history, each)
        if answers_wanted(matter.touch, each, said):
            yield each, said


@dataclass
class Foresight:
    """Every campaign of one agenda as the rules see it when a plan is made; each is judged once."""

    composer: Composer
    laid: Agenda
    crowd: Crowd
    texts: Texts
    _cases: dict[str, tuple[Case, tuple[Problem, ...]]] = field(default_factory=dict)
    _alone: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _judged: dict[str, Judged] = field(default_factory=dict)

    def judged(self, campaign: str) -> Judged:
        """What the rules say of a campaign, and of its files what refuses it."""
        if campaign not in self._judged:
            case, problems = self._case(campaign)
            repeated = examine(replace(case, posted=self._beside(case)), _ON_WALLS) if case.posts else ()
            found = dict.fromkeys((*self._by_itself(campaign), *repeated, *refusals(case)))
            self._judged[campaign] = Judged(tuple(found), problems)
        return self._judged[campaign]

    def families(self) -> tuple[Finding, ...]:
        """What the rules say of each partnership as a whole."""
        world, found = self.composer.world, list[Finding]()
        histories = {name: as_sent(each) for name, each in self.laid.histories.items()}
        for name, partnership in world.partnerships.items():
            own = (each for each in self.laid.schedules.values() if each.campaign.partnership == name)
            family = Family(
                world.house, name, partnership, partnership.place, tuple(own), histories, self.laid.now
            )
            found += examine_family(family)
        return tuple(found)

    def outcomes(self, campaign: str, decided: tuple[Decided, ...]) -> tuple[Finding, ...]:
        """What the rules say of what was decided about people."""
        case, _ = self._case(campaign)
        case = replace(case, decided=decided, posts=(), letters=(), unwritten={})
        return tuple(each for each in examine(case, _OUTCOMES) if each.rule in OUTCOMES)

    def on_files(self, campaign: str) -> tuple[Finding, ...]:
        """What the rules say of a campaign's files, as `check` does."""
        return examine(replace(self._case(campaign)[0], moment=Moment.CHECK))

    def _by_itself(self, campaign: str) -> tuple[Finding, ...]:
        """What the rules say of a campaign, whatever others post."""
        if campaign not in self._alone:
            self._alone[campaign] = examine(self._case(campaign)[0], _BY_ITSELF)
        return self._alone[campaign]

    def _case(self, campaign: str) -> tuple[Case, tuple[Problem, ...]]:
        """A campaign as a case of the moment at which a plan is made, and what could not be made of it."""
        if campaign not in self._cases:
            self._cases[campaign] = self._made(self.laid.schedules[campaign])
        return self._cases[campaign]

    def _made(self, schedule: Schedule) -> tuple[Case, tuple[Problem, ...]]:
        late: dict[str, tuple[int, int]] = {}
        touches: list[Touch] = []
        repeats: dict[Occasion, Repeat] = {}
        unagreed: dict[Occasion, tuple[str, ...]] = {}
        for touch in schedule.touches:
            matter, occasion = self.laid.matter(touch), (touch.step.id, touch.occurrence)
            late |= self._late(matter)
            if matter.progress is None or not matter.progress.finished or touch.step.id in late:
                touches.append(touch)
                repeat = self._before.repeat(matter, partial(self._meant, matter))
                repeats |= {occasion: repeat} if repeat is not None else {}
                names = self.texts.unagreed(matter)
                unagreed |= {occasion: names} if names else {}
        beside = Beside(self.crowd, late, unagreed, self._polled(schedule), (), repeats)
        standing = standing_at(touches, self.laid.now)
        return case_of(self.composer, self.laid, schedule, standing, Moment.PLAN, self.laid.now, beside)

    def _meant(self, matter: Matter) -> Iterator[str]:
        return (each.id for each, _ in wanted(self.crowd, matter))

    def _late(self, matter: Matter) -> dict[str, tuple[int, int]]:
        """Those who joined an invitation late, and all its people, by step."""
        touch = matter.touch
        if matter.progress is None or touch.step.send != "invite" or touch.change is not None:
            return {}
        enrolled = self.composer.world.ledger.enrolled(*self.laid.stored(touch))
        meant = (each for each, _ in wanted(self.crowd, matter) if may_be_written(matter, each))
        joined = sum(each.id not in enrolled for each in meant)
        return {touch.step.id: (joined, len(enrolled) + joined)} if joined else {}

    @cached_property
    def _before(self) -> Before:
        return Before(self.composer, self.laid.now)

    def _polled(self, schedule: Schedule) -> tuple[Polled, ...]:
        """The other polls of the installation, where this is one."""
        if schedule.campaign.poll is None:
            return ()
        return tuple(each for each in self._polls if each.campaign != schedule.campaign.id)

    @cached_property
    def _polls(self) -> tuple[Polled, ...]:
        found = []
        for name, schedule in self.laid.schedules.items():
            asking = next((each for each in schedule.touches if each.step.send == "poll"), None)
            if asking is not None and schedule.opens is not None:
                people = frozenset(each.id for each in self.crowd.meant(audience(asking)))
                found.append(Polled(name, schedule.opens, people))
        return tuple(found)

    def _beside(self, case: Case) -> tuple[Posted, ...]:
        """What says on a network what one of the campaign's posts says there."""
        own = {(network, as_seen(post.text)) for post in case.posts for network in post.networks}
        return tuple(each for mark in own for each in self._posted.get(mark, ()))

    @cached_property
    def _posted(self) -> Mapping[tuple[str, str], list[Posted]]:
        """What stands on the networks and what is planned to, by network and text.

        In order of moment, and without what the rules hold.
        """
        standing = defaultdict[tuple[str, str], list[Posted]](list)
        for each in self._before.posted():
            standing[each.network, as_seen(each.text)].append(each)
        planned = (post for name in self.laid.schedules for post in _planned_posts(self._case(name)[0]))
        for post in sorted(planned, key=lambda each: (each.at, each.campaign, each.step, each.network)):
            same = standing[post.network, as_seen(post.text)]
            if not self._is_held(post, tuple(same)):
                same.append(post)
        return standing

    def _is_held(self, planned: Posted, standing: tuple[Posted, ...]) -> bool:
        """Whether a rule keeps a planned post from going up."""
        case, _ = self._case(planned.campaign)
        mine = (post for post in case.posts if _is(post, planned))
        posts = tuple(replace(post, networks=(planned.network,)) for post in mine)
        repeated = examine(replace(case, posts=posts, posted=standing), _ON_WALLS)
        return any(
            each.stops
            and each.effect is Effect.HOLD
            and each.step == planned.step
            and each.occurrence in ("", planned.occurrence)
            and (not each.networks or planned.network in each.networks)
            for each in (*self._by_itself(planned.campaign), *repeated)
        )


def _planned_posts(case: Case) -> Iterator[Posted]:
    texts = {
        (post.step.id, post.occurrence, network): post for post in case.posts for network in post.networks
    }
    for touch in case.touches:
        post, at = texts.get(touch.name[1:]), case.leaves(touch)
        if touch.step.send == "post" and post is not None and at is not None and goes_out(case, touch):
            yield Posted(*touch.name, post.text, at)


def _is(post: WrittenPost, planned: Posted) -> bool:
    same = (post.step.id, post.occurrence) == (planned.step, planned.occurrence)
    return same and planned.network in post.networks
