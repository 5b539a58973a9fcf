"""Holding: whether a step that is due may go, and if not, why: approval, its text, the rules, agreement."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from outreach.actions.agenda import Agenda, family
from outreach.actions.composing.compose import Composer
from outreach.actions.judging.judge import Beside, Judged, case_of, judge, overdue, refusals, standing_at
from outreach.actions.judging.repeating import Before
from outreach.actions.judging.texts import Texts, held_by, nothing_sent
from outreach.actions.running.telling import Telling
from outreach.core.campaign import Campaign
from outreach.core.deciding import Matter
from outreach.core.finding import Finding, Moment
from outreach.core.plan import Decision

REFUSED_FOR = frozenset({"kit"})
"""The kinds of step for whose texts `approve` refuses a campaign (S009)."""
AHEAD = timedelta(days=366)
"""How far ahead a whole campaign is judged when the first of its messages is about to go."""


@dataclass(slots=True)
class Holding:
    """What stands in the way at one moment; each campaign's plan is judged once.

    `meant` gives the ids of those whom a touch is for.
    """

    composer: Composer
    laid: Agenda
    telling: Telling
    now: datetime
    meant: Callable[[Matter], Iterable[str]]
    texts: Texts = field(init=False)
    _before: Before = field(init=False)
    _plans: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _late: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _ahead: dict[str, Agenda] = field(default_factory=dict)
    """What lies ahead of each partnership, and of each campaign that has none."""

    def __post_init__(self) -> None:
        self.texts = Texts(self.composer, self.laid)
        self._before = Before(self.composer, self.now)

    def approved(self, matter: Matter) -> bool:
        """Whether it may go; an approved text that cannot be made any more is held with its reason."""
        kept = (matter.touch.step.id, matter.touch.occurrence) in matter.history.approvals
        return self.texts.approved(matter) or (kept and self.texts.broken(matter) is not None)

    def why(self, matter: Matter, joined: tuple[int, int]) -> Decision | None:
        """Why an approved touch may not go. `joined` are those who joined an invitation late, and all."""
        broken = self.texts.broken(matter)
        if broken is not None:
            return broken
        judged = self._judged(matter, joined)
        return held_by(judged, matter, approval_needed=self._approval_needed)

    @property
    def _approval_needed(self) -> bool:
        return self.composer.world.house.approval == "required"

    def _judged(self, matter: Matter, joined: tuple[int, int]) -> Judged:
        """What the rules say of the one touch, and of its whole campaign what `approve` would refuse."""
        at_stake = (replace(matter.touch, due=self.now),)
        beside = self._beside(matter, joined)
        found = judge(self.composer, self.laid, matter.schedule, at_stake, Moment.SEND, self.now, beside)
        refused = self._refused(matter.touch.campaign)
        if refused and (self._approval_needed or not nothing_sent(matter)):
            self._told(matter.touch.campaign, refused[0])
        for late in self._late.get(matter.touch.campaign.id, ()):
            if late.step == matter.touch.step.id:
                self._told(matter.touch.campaign, late)
        return replace(found, findings=(*found.findings, *refused))

    def _beside(self, matter: Matter, joined: tuple[int, int]) -> Beside:
        """What else bears on one touch that is about to go."""
        occasion = (matter.touch.step.id, matter.touch.occurrence)
        repeat = self._before.repeat(matter, partial(self.meant, matter))
        silent = self.texts.unagreed(matter)
        return Beside(
            late={matter.touch.step.id: joined} if joined[0] else {},
            unagreed={occasion: silent} if silent else {},
            posted=self._before.posted() if matter.touch.step.send == "post" else (),
            repeats={occasion: repeat} if repeat is not None else {},
        )

    def _refused(self, campaign: Campaign) -> tuple[Finding, ...]:
        if campaign.id not in self._plans:
            ahead = self._ahead_of(campaign)
            schedule = ahead.schedules[campaign.id]
            touches = standing_at(schedule.touches, self.now)
            case, _ = case_of(
                self.composer, ahead, schedule, touches, Moment.PLAN, self.now, Beside(texts_of=REFUSED_FOR)
            )
            self._plans[campaign.id] = refusals(case)
            self._late[campaign.id] = overdue(case)
        return self._plans[campaign.id]

    def _ahead_of(self, campaign: Campaign) -> Agenda:
        name = f"partnership {campaign.partnership}" if campaign.partnership else campaign.id
        if name not in self._ahead:
            self._ahead[name] = family(self.composer.world, self.laid, self.now + AHEAD, campaign)
        return self._ahead[name]

    def _told(self, campaign: Campaign, finding: Finding) -> None:
        """What was approved is never stopped; a person is told what stands against it."""
        reason = f"goes out all the same, but {finding.rule}: {finding.message}; {finding.fix}"
        self.telling.ask(
            campaign, f"{campaign.id}/refused/{finding.rule}", "decide", reason, step=finding.step
        )
