"""Ahead: whether something may still go out, so that mending it is of use."""

from outreach.core.deciding import Matter, gate
from outreach.core.finding import Moment
from outreach.core.plan import Decide, Touch
from outreach.rules.case import Case

GONE = frozenset({Decide.SKIP, Decide.MISSED})


def goes_out(case: Case, touch: Touch) -> bool:
    """Whether a touch is going out, or would as it is planned: it is not over, called off or paused.

    A campaign that nobody has approved begins now: what was due before is passed over.
    """
    if case.moment is Moment.SEND:
        return True
    progress = case.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
    if progress is not None and progress.finished:
        return False
    matter = Matter(_as_planned(case, touch), case.schedule, case.history, case.history.began or case.now)
    paused = touch.campaign.paused or touch.step.paused
    return not paused and gate(matter, case.now).what not in GONE


def still_goes_out(case: Case, step: str, occurrence: str = "") -> bool:
    """Whether any touch of a step is still going out; of that occurrence only, where one is named."""
    return any(
        touch.step.id == step and occurrence in ("", touch.occurrence) and goes_out(case, touch)
        for touch in case.touches
    )


def _as_planned(case: Case, touch: Touch) -> Touch:
    """The touch at its planned moment; one that is late stands at `now`."""
    if touch.due is None or touch.due > case.now:
        return touch
    return next((each for each in case.schedule.touches if each.name == touch.name), touch)
