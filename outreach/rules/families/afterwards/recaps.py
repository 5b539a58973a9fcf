"""Recaps: what was promised, by whom and by when, and when people meet next."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach.core.campaign import Step
from outreach.core.finding import Finding, Level, Moment
from outreach.core.steps import is_recap
from outreach.rules.ahead import still_goes_out
from outreach.rules.case import Case
from outreach.rules.reading.recaps import names_next_meeting, says_who_by_when
from outreach.rules.reading.words import said
from outreach.rules.rule import Rule

_TWO_WEEKS = timedelta(14)


class RecapTells(Rule):
    """A recap says who does what by when, and on which day people meet next.

    What nobody's name stands beside gets done by nobody, and what has no day, some day. The next date, read
    while the meeting is fresh, goes into the calendar. Looked for in the text as it goes out, the words of
    that day among it; several recaps of one meeting may share the telling. Words that are still to be written
    are waited for.

    Source: training manual, step 5, tip 2; step 5, review question 6.
    """

    code, name, level, effect = "F005", "Who, what, by when, and next", Level.WARNING, None
    moments = (Moment.CHECK,)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 2h}
steps:
  - {id: recap, send: email, template: meeting/recap.md, when: 1 business day after event at 09:00}
--- meeting/recap.md
Thank you for coming. Champion One names three instructors for the evening class by May 6.

We look forward to meeting again soon."""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 2h}
steps:
  - {id: recap, send: email, template: meeting/recap.md, when: 1 business day after event at 09:00}
--- meeting/recap.md
Thank you for coming. Champion One names three instructors for the evening class by May 6.

Next meeting: Thursday, June 24, at 9:00 AM."""

    def check(self, case: Case) -> Iterator[Finding]:
        """What none of the recaps to those at the table says, where all of them are written."""
        steps = _recaps(case)
        letters = [letter for letter in case.letters if letter.step.id in steps]
        if not steps or len({letter.step.id for letter in letters}) < len(steps):
            return
        paragraphs = [part for letter in letters for part in letter.paragraphs]
        ends = case.schedule.ends
        after = case.local_day(ends) if ends is not None else None
        step = next((each for each in steps.values() if each.content), next(iter(steps.values())))
        if not says_who_by_when(paragraphs, after):
            missing = (
                f"a line for each task, such as `Champion One names three instructors by {_soon(after)}`"
            )
            yield self._finding(case, step, "does not say who does what by when", missing)
        if not names_next_meeting(paragraphs, after):
            yield self._finding(case, step, "does not say on which day people meet next", _next_meeting(case))

    def _finding(self, case: Case, step: Step, message: str, missing: str) -> Finding:
        path = step.content or ""
        known = path and "{{" not in path
        where = (
            f"campaigns/{path}"
            if known
            else "the words of that day"
            if path
            else f"templates/{step.template}"
        )
        place = case.campaign.place_of(step, "content" if path else "template")
        return self.finding(case, place, message, f"write into {where} {missing}", step=step.id)


def _recaps(case: Case) -> dict[str, Step]:
    """The recaps to the inner table that are still to go out, by id."""
    recaps = (step for step in case.campaign.steps if is_recap(case.campaign, step))
    return {step.id: step for step in recaps if step.table == "inner_table" and still_goes_out(case, step.id)}


def _soon(after: date | None) -> str:
    """A day by which something may be due."""
    return said(after + _TWO_WEEKS) if after is not None else "the end of the month"


def _next_meeting(case: Case) -> str:
    """What to write of the next meeting: its day, where another campaign of the partnership has one."""
    ends = case.schedule.ends
    starts = (each.starts for each in case.siblings if each.campaign.id != case.campaign.id)
    later = [each for each in starts if each is not None and ends is not None and each > ends]
    if not later:
        return "a line with `Next meeting:` and its day"
    return f"a line such as `Next meeting: {said(case.local_day(min(later)), year=True)}`"
