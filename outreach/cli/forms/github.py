"""A check as GitHub's workflow commands: each becomes a note beside the line that it is about.

A command is one line, `::error file=a.yaml,line=3,col=5,title=N001 Four weeks' notice::what is wrong`. What
would end it, or one of its properties, is written as a percent sign and two digits.
"""

from collections.abc import Iterator, Mapping

from outreach.cli.forms.report import STANDARD_INPUT, Report
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level
from outreach.rules.catalogue import rule_of

LEVELS: Mapping[Level, str] = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
UNNAMED = "outreach check"
"""The title of what no rule says."""


def commands(report: Report) -> Iterator[str]:
    """A line for everything in a report; what somebody let off is a notice that says who did."""
    for problem in report.problems:
        yield _command("error", problem.place, UNNAMED, problem.message)
    for each in report.findings:
        if each.waived:
            yield _command("notice", each.place, f"{_title(each)} (waived)", f"{each.message}\n{each.waiver}")
        else:
            yield _command(LEVELS[each.level], each.place, _title(each), f"{each.message}\n{each.fix}")


def _title(finding: Finding) -> str:
    rule = rule_of(finding.rule)
    return f"{finding.rule} {rule.name if rule else ''}".strip() or UNNAMED


def _command(kind: str, place: Place, title: str, message: str) -> str:
    about: dict[str, object] = {"title": title}
    if place.file == STANDARD_INPUT:
        message = f"standard input, line {place.line}: {message}"
    elif place.file:
        about = {"file": place.file, "line": place.line, "col": place.column, **about}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in about.items())
    return f"::{kind} {properties}::{_escaped(message.rstrip())}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
