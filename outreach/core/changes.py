"""What those invited must still be told: the event has changed, is called off, or is no longer for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.core.campaign import Campaign, Event, Step
from outreach.core.history import Announced, History, Progress
from outreach.core.plan import Change, Touch
from outreach.core.when import Calendar, wall_of

NOTICED = timedelta(days=1)
"""How long after the event a cancellation that nobody was told of is still seen: it is missed, not lost."""
WITHDRAWN = "once+withdrawn"
"""The occurrence of what tells single people that their invitation is taken back."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One campaign's event as it is now, beside what was told of it. `starts` is UTC."""

    campaign: Campaign
    history: History
    mail: Calendar
    starts: datetime | None
    now: datetime

    def touches(self) -> Iterator[Touch]:
        """The last change that was announced, earlier ones not yet ended, and one that nobody knows yet.

        And what takes invitations back from single people, as long as some of it has not ended.
        """
        told, event = self.history.announced, self.campaign.event
        if told is None or event is None:
            return
        last = max(told.starts, self.starts or told.starts)
        news = news_of(event, told, self.starts)
        if self.now >= last + (NOTICED if news == "cancel" else timedelta()):
            news = None
        for step in self.campaign.steps:
            invited = self._progress(step, "once")
            if step.send != "invite" or invited is None:
                continue
            yield from self._announced(step, told, invited)
            yield from self._taken_back(step)
            if news is not None:
                yield self._touch(step, f"once+{told.revision + 1}", min(self.now, last), news)

    def taken_back(self, step: Step) -> Touch:
        """What would tell people of a step, now, that their invitation is taken back."""
        return self._touch(step, WITHDRAWN, self.now, "withdraw")

    def _announced(self, step: Step, told: Announced, invited: Progress) -> Iterator[Touch]:
        kind: Change = "cancel" if told.cancelled else "update"
        for revision in range(1, told.revision + 1):
            known = self._progress(step, f"once+{revision}")
            open_still = known is not None and not known.finished
            if open_still or (revision == told.revision and (known or invited.began <= told.at)):
                yield self._touch(step, f"once+{revision}", told.at, kind)

    def _taken_back(self, step: Step) -> Iterator[Touch]:
        known = self._progress(step, WITHDRAWN)
        if known is not None and not known.finished:
            yield self._touch(step, WITHDRAWN, known.began, "withdraw")

    def _progress(self, step: Step, occurrence: str) -> Progress | None:
        return self.history.progress.get((step.id, occurrence, "email"))

    def _touch(self, step: Step, occurrence: str, due: datetime, kind: Change) -> Touch:
        wall = wall_of(due, self.mail.zone)
        return Touch(self.campaign, step, occurrence, "email", due, wall.date(), wall, change=kind)


def news_of(event: Event, told: Announced, starts: datetime | None) -> Change | None:
    """What is to be told of the event, if it differs from what was told. `starts` is UTC."""
    if event.status == "cancelled":
        return None if told.cancelled else "cancel"
    if starts is None:
        return None
    now = (event.title, starts, event.duration, event.location)
    then = (told.title, told.starts, told.duration, told.location)
    return "update" if told.cancelled or now != then else None
