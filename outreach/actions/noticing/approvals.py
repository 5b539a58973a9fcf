"""What waits for somebody's approval, and may have it: what `outreach approve` would approve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.actions.judging.foresight import Foresight
from outreach.core.deciding import BEFORE, Matter, gate
from outreach.core.errors import OutreachError
from outreach.core.finding import Effect, Finding
from outreach.core.history import Approval
from outreach.core.plan import Decide, Schedule, Touch

SOON = timedelta(days=28)
"""How long before it goes out a text is shown for approval."""
Name = tuple[str, str, str]
"""A campaign, a step and an occurrence."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A text that waits: the touch that carries it, and the approval that would let it go out."""

    matter: Matter
    approval: Approval

    @property
    def name(self) -> Name:
        """What it is the text of."""
        return self.matter.touch.name[:3]


@dataclass(slots=True)
class Approvable:
    """What waits for approval in one world at one moment; each campaign is judged once.

    `foresight` must look a year ahead, as `approve` does: what refuses a campaign refuses it here, too.
    """

    foresight: Foresight
    now: datetime

    def awaiting(self, campaigns: Iterable[str]) -> Iterator[Awaiting]:
        """What waits in these campaigns and is due soon, each step and occurrence once, in order of due."""
        if self.foresight.composer.world.house.approval == "none":
            return
        for campaign in campaigns:
            found = self._found(campaign)
            if found and self._refusing(campaign) is None:
                yield from (each for each in found if not self._is_held(each.matter.touch))

    def barred(self, campaigns: Iterable[str]) -> Iterator[Finding]:
        """What keeps whole campaigns from being approved of which something waits and is due soon."""
        if self.foresight.composer.world.house.approval == "none":
            return
        for campaign in campaigns:
            refusing = self._refusing(campaign) if self._found(campaign) else None
            if refusing is not None:
                yield refusing

    def one(self, name: Name) -> Awaiting | None:
        """What waits under that name, if it does."""
        schedule = self.foresight.laid.schedules.get(name[0])
        touches = schedule.touches if schedule is not None else ()
        touch = next((each for each in touches if each.name[:3] == name), None)
        if touch is None or self._refusing(name[0]) is not None or self._is_held(touch):
            return None
        return self._awaiting(self.foresight.laid.matter(touch))

    def _found(self, campaign: str) -> list[Awaiting]:
        return [each for each in map(self._awaiting, self._soon(campaign)) if each is not None]

    def _soon(self, campaign: str) -> Iterator[Matter]:
        schedule = self.foresight.laid.schedules.get(campaign)
        for touch in _first_channels(schedule) if schedule is not None else ():
            if touch.due is not None and touch.due <= self.now + SOON:
                yield self.foresight.laid.matter(touch)

    def _awaiting(self, matter: Matter) -> Awaiting | None:
        touch = matter.touch
        if _is_over(matter, self.now) or self.foresight.texts.approved(matter):
            return None
        whole = gate(matter, max(self.now, touch.due) if touch.due is not None else self.now)
        if whole.what not in (Decide.SEND, Decide.WAIT) or whole.reason == BEFORE:
            return None
        try:
            words = self.foresight.texts.wording(matter)
        except OutreachError:
            return None
        approval = Approval(touch.step.id, touch.occurrence, words.fingerprint, words.text, "", self.now)
        return Awaiting(matter, approval)

    def _refusing(self, campaign: str) -> Finding | None:
        """The first finding for which `approve` refuses a campaign, as a plan or its files show it."""
        judged, files = self.foresight.judged(campaign), self.foresight.on_files(campaign)
        refused = (each for each in files if each.stops and each.effect is Effect.REFUSE)
        return judged.refusing() or next(refused, None)

    def _is_held(self, touch: Touch) -> bool:
        return self.foresight.judged(touch.campaign.id).holding_some(touch) is not None


def _is_over(matter: Matter, now: datetime) -> bool:
    """Whether nothing of it can go out any more; an invitation is open for those who join until the event."""
    known = matter.progress
    if matter.touch.step.send == "invite" and matter.touch.change is None and matter.schedule.starts:
        return known is not None and matter.schedule.starts <= now
    return known is not None and known.finished


def _first_channels(schedule: Schedule) -> Iterable[Touch]:
    """One touch for each step and occurrence, in order of due: its channels are approved together."""
    first: dict[Name, Touch] = {}
    for touch in schedule.touches:
        first.setdefault(touch.name[:3], touch)
    return first.values()
