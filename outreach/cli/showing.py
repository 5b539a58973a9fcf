"""How things look: tables on a terminal, plain lines otherwise, and the JSON of findings."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from outreach.core.finding import Finding, Level

WIDE = 200
"""Columns when nobody is looking: wide enough that nothing is cut in a log."""
COLOURS = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.ADVICE: "cyan"}


def console(*, errors: bool = False) -> Console:
    """A console that is sober when it is not a terminal."""
    stream = sys.stderr if errors else sys.stdout
    if stream.isatty():
        return Console(file=stream, highlight=False)
    return Console(file=stream, width=WIDE, no_color=True, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """A line for a person; never read as markup, never wrapped."""
    console().print(Text(text), soft_wrap=True)


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, right: frozenset[str] = frozenset()
) -> None:
    """A table; columns named in `right` hold numbers."""
    out = console()
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        shown.add_column(
            heading, justify="right" if heading in right else "left", overflow="fold",
            no_wrap=heading != headings[-1] and heading != "what",
        )  # fmt: skip
    for row in rows:
        shown.add_row(*(cell if isinstance(cell, Text) else Text(str(cell)) for cell in row))
    if out.is_terminal:
        out.print(shown)
        return
    with out.capture() as captured:
        out.print(shown)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def findings(found: Iterable[Finding]) -> None:
    """Findings as a person reads them: the place, the rule, what is wrong, what mends it, why."""
    out = console()
    for each in found:
        line = Text()
        line.append(f"{each.place} ", style="dim")
        waived = " (waived)" if each.waived else ""
        line.append(f"{each.level.value}{waived} ", style=COLOURS[each.level])
        if each.rule:
            line.append(f"{each.rule} ", style="bold")
        line.append(each.message)
        out.print(line, soft_wrap=True)
        if each.waived:
            out.print(Text(f"    {each.waiver}", style="yellow"), soft_wrap=True)
        elif each.fix:
            out.print(Text(f"    {each.fix}", style="green"), soft_wrap=True)
        if each.source:
            out.print(Text(f"    {each.source}", style="dim"), soft_wrap=True)


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding in the shape of `check --json`."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "effect": finding.effect.value if finding.effect else None,
        "campaign": finding.campaign,
        "step": finding.step,
        "occurrence": finding.occurrence,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "waived": finding.waived,
        "waiver": finding.waiver or None,
    }


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
