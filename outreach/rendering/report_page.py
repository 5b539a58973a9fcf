"""A report as a page that a board can be shown: one file, with charts, that needs no network and no script.

Nobody is named on it unless that is asked for: a board is told how many are silent and have left; who
that is concerns those who telephone them.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import Template

from outreach.actions.report.faith import Promise
from outreach.actions.report.figures import CampaignFigures, Meeting, Report
from outreach.core.followingup.words import who
from outreach.rendering import charts
from outreach.rendering import report_words as words

MOST_BARS = 12
"""Bars that one drawing shows; its table has all."""
LABEL = 44
"""Letters of a label above a bar."""


def report_page(report: Report, *, names: bool = False) -> str:
    """A whole HTML document.

    Args:
        report: what it tells.
        names: whether the silent, those who left and the owners of follow-ups are named.
    """
    labels = [each.label for each in report.parts]
    return _template().render(
        report=report,
        names=names,
        words=words,
        who=who,
        headlines=_headlines(report),
        sent=charts.columns(report.sent_by_part, labels),
        replies=charts.columns(report.replies_by_part, labels),
        rates=_rates(report.campaigns),
        came=_came(report.meetings),
        cadence=_cadence(report),
        answers=_answers(report),
        followups=_followups(report),
    )


def _headlines(report: Report) -> list[tuple[str, str]]:
    """The figures on top: a number, and what it counts."""
    reach, held = report.reach, [each for each in report.meetings if each.recorded]
    kept, decided = report.kept("update")
    found = [
        (
            words.number(report.delivered.sent),
            "e-mail sent" if report.delivered.sent == 1 else "e-mails sent",
        ),
        (words.number(reach.reached), "people reached"),
        (words.number(reach.businesses_reached), "businesses reached"),
        (words.percent(report.reply_rate), "of those written to replied"),
    ]
    if held:
        people = sum(each.came for each in held)
        events = words.counted(len(held), "event")
        found.append((words.number(people), f"came to {events}"))
    if decided:
        found.append((f"{kept} of {decided}", "updates in time"))
    return found


def _rates(found: Sequence[CampaignFigures]) -> charts.Rows:
    """The reply rate of the campaigns that wrote to most people."""
    most = sorted(found, key=lambda each: -each.heard.written_to)[:MOST_BARS]
    shown = [each for each in most if each.heard.written_to]
    bars = [
        (_label(each.title), f"{words.percent(each.reply_rate)} of {words.number(each.heard.written_to)}",
         (("good", each.reply_rate or 0.0), ("track", 1 - (each.reply_rate or 0.0))), None)
        for each in shown
    ]  # fmt: skip
    return charts.rows(bars, 1)


def _came(found: Sequence[Meeting]) -> charts.Rows:
    """Businesses that came, and those that accepted and did not, beside those hoped for."""
    shown = [each for each in found if each.state != "called off"][-MOST_BARS:]
    counts = [(each.businesses_accepted, each.businesses_came, each.hoped_for or 0) for each in shown]
    return charts.rows([_event_bar(each) for each in shown], max((max(each) for each in counts), default=0))


def _event_bar(each: Meeting) -> charts.Bar:
    label = _label(f"{words.day(each.starts.date(), year=False)}: {each.title}")
    hoped = f" of {each.hoped_for} hoped for" if each.hoped_for else ""
    accepted, came = each.businesses_accepted, each.businesses_came
    if not each.recorded:
        return label, f"{accepted}{hoped} accepted", (("soft", accepted),), each.hoped_for
    pieces = (("good", came), ("soft", max(accepted - came, 0)))
    return label, f"{came}{hoped}", pieces, each.hoped_for


def _cadence(report: Report) -> charts.Lines:
    """The updates of each partnership on a time line; where too long went by, the line is broken."""
    by_partnership: dict[str, list[Promise]] = {}
    for each in report.promises:
        if each.kind == "update":
            by_partnership.setdefault(each.about, []).append(each)
    end = min(report.scope.last, report.scope.today)
    named = [
        (_label(name),
         [(each.start, each.done or end, each.verdict == "broken") for each in owed],
         [day for each in owed for day in (each.start, each.done) if day])
        for name, owed in list(by_partnership.items())[:MOST_BARS]
    ]  # fmt: skip
    ticks = [(each.first, each.label) for each in report.parts]
    return charts.lines(named, report.scope.first, report.scope.last, ticks)


def _answers(report: Report) -> charts.Rows:
    """How long what wanted an answer waited for one."""
    found = report.responses
    pieces = (("good", found.in_one), ("fair", found.in_two), ("bad", found.later), ("track", found.open))
    wanted = found.answered + found.open
    return charts.rows([("", "", pieces, None)] if wanted else [], wanted)


def _followups(report: Report) -> dict[str, int]:
    """All owners together."""
    kinds = ("raised", "done", "late", "withdrawn", "overdue", "open")
    return {kind: sum(getattr(each, kind) for each in report.errands) for kind in kinds}


def _label(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "built_in"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
