"""How things look: tables on a terminal, plain lines otherwise, and the JSON of findings."""

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import indent, wrap
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from outreach.core.finding import Finding, Level

WIDE = 200
"""Columns when nobody is looking: wide enough that nothing is cut in a log."""
LABEL = 11
"""Columns for the label before a paragraph."""
GAP, INSET = 2, 4
"""Columns between those of a table, and those by which a long line goes on further in."""
PROSE = 24
"""Columns that sentences in a table need to be read with ease."""
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


def heading(text: str) -> None:
    """A line above others; broken between words on a terminal."""
    out = console()
    out.print(Text(text, style="bold"), soft_wrap=not out.is_terminal)


def paragraph(text: str, *, label: str = "") -> None:
    """Prose, with a label before it or without: broken between words on a terminal, one line otherwise."""
    out = console()
    lead = f"{label}:".ljust(LABEL) if label else ""
    lines = wrap(text, max(out.width - len(lead), 20)) if out.is_terminal else [text]
    broken = f"\n{' ' * len(lead)}".join(lines)
    out.print(Text.assemble((lead, "bold"), broken), soft_wrap=True)


def verbatim(text: str) -> None:
    """What somebody may write, set in: on a terminal a long line goes on further in, as YAML lets it."""
    out = console()
    for line in text.splitlines():
        deeper = " " * (len(line) - len(line.lstrip()) + 4)
        fits = not out.is_terminal or len(line) + 4 <= out.width
        parts = [line] if fits else _wrapped(line, out.width - 4, deeper)
        out.print(Text(indent("\n".join(parts), "    ")), soft_wrap=True)


def _wrapped(line: str, width: int, deeper: str) -> list[str]:
    return wrap(
        line, width, subsequent_indent=deeper, drop_whitespace=True, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: frozenset[str] = frozenset(),
    widths: Sequence[int] = (),
    headed: bool = True,
) -> None:
    """A table; columns named in `right` hold numbers, the first ones are at least as wide as `widths` say.

    On a terminal that is too narrow for it each row is a line of its own: nothing is ever cut.
    """
    out = console()
    cells = [[each if isinstance(each, Text) else Text(str(each)) for each in row] for row in rows]
    if out.is_terminal and _needed(headings, cells) > out.width:
        _print_lines(out, cells)
        return
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0), show_header=headed)
    for name, width in zip_longest(headings, widths[: len(headings)]):
        shown.add_column(
            name, justify="right" if name in right else "left", overflow="fold", min_width=width,
            no_wrap=not _is_prose(name, headings),
        )  # fmt: skip
    for row in cells:
        shown.add_row(*row)
    if out.is_terminal:
        out.print(shown)
        return
    with out.capture() as captured:
        out.print(shown)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _is_prose(name: str, headings: Sequence[str]) -> bool:
    """Whether a column holds sentences, which may be broken between words."""
    return name in (headings[-1], "what")


def _needed(headings: Sequence[str], rows: Sequence[Sequence[Text]]) -> int:
    """How many columns of a terminal a table needs to be read with ease."""
    longest = [
        max(map(cell_len, (name, *(row[at].plain for row in rows)))) for at, name in enumerate(headings)
    ]
    fair = (
        min(length, PROSE) if _is_prose(name, headings) else length
        for name, length in zip(headings, longest, strict=True)
    )
    return sum(fair) + GAP * (len(headings) - 1)


def _print_lines(out: Console, rows: Iterable[Sequence[Text]]) -> None:
    """Each row on a line of its own; where that is too long it goes on further in."""
    for row in rows:
        line = Text(" " * GAP).join(cell for cell in row if cell.plain)
        for number, part in enumerate(line.wrap(out, out.width - INSET)):
            part.rstrip()
            out.print(Text.assemble(" " * INSET if number else "", part), soft_wrap=True)


def worth_showing(found: Iterable[Finding], *, advice: bool = False) -> list[Finding]:
    """Each finding once: advice where it is asked for, and whatever somebody let off, every time."""
    return [
        each
        for each in dict.fromkeys(found)
        if advice or each.waived or each.level is not Level.ADVICE or not each.rule
    ]


def findings(found: Iterable[Finding]) -> None:
    """Findings as a person reads them: the place, the rule, what is wrong, what mends it, why."""
    for each in found:
        _show(each, more=0, why=True)


def findings_in_short(found: Iterable[Finding]) -> None:
    """The same beside something else: those that say the same once, and why where it stops something."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for each in found:
        words = (each.rule, each.level, each.message, each.fix, each.waived, each.waiver)
        alike.setdefault(words, []).append(each)
    for first, *others in alike.values():
        _show(first, more=len(others), why=first.level is Level.ERROR)


def _show(finding: Finding, *, more: int, why: bool) -> None:
    out = console()
    line = Text()
    line.append(f"{finding.place} ", style="dim")
    waived = " (waived)" if finding.waived else ""
    line.append(f"{finding.level.value}{waived} ", style=COLOURS[finding.level])
    if finding.rule:
        line.append(f"{finding.rule} ", style="bold")
    line.append(finding.message)
    if more:
        line.append(f" (and in {counted(more, 'more place')})", style="dim")
    out.print(line, soft_wrap=True)
    if finding.waived:
        out.print(Text(f"    {finding.waiver}", style="yellow"), soft_wrap=True)
    elif finding.fix:
        out.print(Text(f"    {finding.fix}", style="green"), soft_wrap=True)
    if why and finding.source:
        out.print(Text(f"    {finding.source}", style="dim"), soft_wrap=True)


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
