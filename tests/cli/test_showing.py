"""How things look on a terminal and off it."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from outreach.cli import showing
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level

HEADINGS = ("when", "step", "people", "why")
ROWS = [
    ("Thu 04 Feb 2027 09:00", "invitation", 87, "signers have not all agreed yet; not to 1: no address"),
    ("Thu 04 Mar 2027 09:00", "two-weeks", 87, ""),
]
LATER = Finding("R003", Level.WARNING, None, Place("a.yaml", 43, 11), "goes later", "mend it", "ours")


def on_a_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The table above on a terminal of so many columns."""
    seen = io.StringIO()
    screen = Console(file=seen, width=width, force_terminal=True, no_color=True, highlight=False)
    monkeypatch.setattr(showing, "console", lambda: screen)
    showing.table(HEADINGS, ROWS, right=frozenset({"people"}))
    return [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", seen.getvalue()).splitlines()]


def test_on_a_wide_terminal_columns_stand_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_terminal(110, monkeypatch) == [
        "when                   step        people  why",
        "Thu 04 Feb 2027 09:00  invitation      87  signers have not all agreed yet; not to 1: no address",
        "Thu 04 Mar 2027 09:00  two-weeks       87",
    ]


def test_sentences_are_broken_between_words_before_a_row_loses_its_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = on_a_terminal(80, monkeypatch)
    assert lines[1].endswith("87  signers have not all agreed yet; not")
    assert lines[2].strip() == "to 1: no address"


@pytest.mark.parametrize("width", [30, 40, 60])
def test_on_a_narrow_terminal_each_row_is_a_line_that_goes_on_further_in_and_nothing_is_cut(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = on_a_terminal(width, monkeypatch)
    words = " ".join(" ".join(lines).split())
    assert max(map(len, lines)) <= width
    assert len([line for line in lines if not line.startswith("    ")]) == len(ROWS)
    assert all(str(cell) in words for row in ROWS for cell in row)


def test_what_is_found_in_several_places_is_said_once_with_how_many(
    capsys: pytest.CaptureFixture[str],
) -> None:
    showing.findings_in_short([LATER, *(replace(LATER, place=Place("b.yaml", line)) for line in (1, 2))])
    assert capsys.readouterr().out == (
        "a.yaml:43:11 warning R003 goes later (and in 2 more places)\n    mend it\n"
    )


def test_only_what_says_the_same_is_taken_together(capsys: pytest.CaptureFixture[str]) -> None:
    others = [replace(LATER, message="goes too late"), replace(LATER, waived=True, waiver="waived by a")]
    showing.findings_in_short([LATER, *others])
    shown = capsys.readouterr().out
    assert shown.count("R003") == 3
    assert "more place" not in shown


def test_an_error_is_told_with_its_source_even_in_short(capsys: pytest.CaptureFixture[str]) -> None:
    showing.findings_in_short([replace(LATER, level=Level.ERROR)])
    assert capsys.readouterr().out == "a.yaml:43:11 error R003 goes later\n    mend it\n    ours\n"
