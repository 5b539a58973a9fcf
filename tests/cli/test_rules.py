"""`outreach rules`: the house's rules by family, and one in full, for the eye and for a pipe."""

import io
import re
from typing import Any

import pytest
import yaml
from rich.console import Console

from outreach.cli import rules, showing
from outreach.cli.rulebook.parts import FAMILIES, Fact, Sample, by_family, in_full, waiving
from outreach.core.campaign import Waiver
from outreach.rules.catalogue import RULES, Description, describe, threshold_problems
from tests.rules.building import house

from .conftest import Desk

DESCRIBED = [describe(rule) for rule in RULES]
every_rule = pytest.mark.parametrize("one", DESCRIBED, ids=lambda one: one.code)
ONE = next(one for one in DESCRIBED if one.code == "N001")


def on_a_terminal(width: int, monkeypatch: pytest.MonkeyPatch, code: str | None = None) -> list[str]:
    """The lines of `outreach rules` on a terminal of so many columns."""
    seen = io.StringIO()
    screen = Console(file=seen, width=width, force_terminal=True, no_color=True, highlight=False)
    monkeypatch.setattr(showing, "console", lambda: screen)
    monkeypatch.setattr("sys.stdout", seen)
    rules.rules(code)
    return re.sub(r"\x1b\[[\d;]*m", "", seen.getvalue()).splitlines()


def sample(one: Description, start: str) -> Any:
    """What is shown to be written, read as YAML."""
    parts = [*in_full(one), waiving(one)]
    (found,) = [part for part in parts if isinstance(part, Sample) and part.label.startswith(start)]
    return yaml.safe_load(found.text)


def test_rules_stand_under_their_families_in_the_order_of_the_catalogue(workspace: Desk) -> None:
    lines = workspace.good("rules").out.splitlines()
    codes = [line[:4] for line in lines if re.match(r"[A-Z]\d{3}  ", line)]
    headings = [line for line in lines if line in FAMILIES.values()]
    assert codes == [rule.code for rule in RULES]
    assert headings == list(by_family(DESCRIBED))
    assert lines[lines.index("Social posts and kits") + 1].startswith("S001  error    hold    A post ")
    assert lines[lines.index("Social posts and kits") - 1] == ""


def test_every_family_of_the_catalogue_has_a_name() -> None:
    assert {rule.code[0] for rule in RULES} <= set(FAMILIES)


def test_in_a_pipe_each_rule_is_one_line_without_spaces_at_its_end(workspace: Desk) -> None:
    lines = workspace.good("rules").out.splitlines()
    for one in DESCRIBED:
        (line,) = [each for each in lines if each.startswith(one.code)]
        assert line.endswith(one.says)
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", [80, 120])
def test_on_a_terminal_the_sentences_stand_in_line_and_nothing_is_cut(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = on_a_terminal(width, monkeypatch)
    words = " ".join(" ".join(lines).split())
    assert max(map(len, lines)) <= width
    for line in lines:
        if line not in FAMILIES.values() and not line.startswith(("code ", "One in full", "\n")) and line:
            assert re.match(r"(?:[A-Z]\d{3}  [a-z ]{7}  [a-z ]{6}  | {23})\S", line), line
    assert all(" ".join(one.says.split()) in words for one in DESCRIBED)
    assert "…" not in words


@every_rule
@pytest.mark.parametrize("width", [80, 120])
def test_one_rule_fits_a_terminal(one: Description, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_a_terminal(width, monkeypatch, one.code)
    words = " ".join(" ".join(lines).split())
    assert all(len(line) <= width or " " not in line.strip() for line in lines)
    assert " ".join(one.why.split()) in words
    assert " ".join(one.good.partition("\n--- ")[0].split()) in words


def test_one_rule_is_shown_with_all_that_a_person_needs(workspace: Desk) -> None:
    assert (
        workspace.good("rules", "n001").out
        == f"""\
N001  Four weeks' notice
{ONE.says}

{ONE.why}

Level:     error
Effect:    hold (the message is held, and goes out once the cause is mended)
Looked at: when files are checked, when the plan is made, at the moment of sending
Source:    training manual, step 5, tip 2; step 3

Breaks it:
{indented(ONE.bad)}

Keeps it:
{indented(ONE.good)}

To set it, in config/outreach.yaml, within its limits:
    # days: from 28 to 365
    rules: {{N001: {{days: 28}}}}

To let it off, in a campaign's file or in one of its steps:
    waive:
      - rule: N001
        reason: why it cannot be kept this time
        by: who says so
        until: 2027-06-30
"""
    )


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())


def test_an_example_shows_each_file_that_it_needs_by_itself(workspace: Desk) -> None:
    shown = workspace.good("rules", "S007").out
    assert "\n\nwith templates/posts/jobs.txt:\n    Watch how builders train: " in shown
    assert "--- posts" not in shown


@every_rule
def test_the_settings_shown_may_be_written_so(one: Description) -> None:
    if one.settings:
        assert list(threshold_problems(house(rules=sample(one, "To set it")["rules"]).rules)) == []


@every_rule
def test_the_waiver_shown_may_be_written_so(one: Description) -> None:
    if one.can_be_waived:
        (written,) = sample(one, "To let it off")["waive"]
        assert Waiver.model_validate(written).rule == one.code
    else:
        assert waiving(one) == Fact("Waiver", "nobody can waive this rule")


def test_a_setting_shown_is_heard_where_it_is_to_be_written(workspace: Desk) -> None:
    settings = (workspace.root / "config/outreach.yaml").read_text("utf-8")
    workspace.write("config/outreach.yaml", f"{settings}\nrules: {{N001: {{days: 60}}}}\n")
    assert "N001" in {each["rule"] for each in workspace.json("check")["findings"]}


def test_json_has_what_may_be_set_and_whether_it_may_be_waived(workspace: Desk) -> None:
    told = workspace.json("rules", "N001")
    assert told["settings"] == {"days": 28}
    assert told["limits"] == {"days": [28, 365]}
    assert told["can_be_waived"] is True
