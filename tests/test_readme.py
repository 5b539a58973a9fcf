"""The README says what the code does: every command, setting, rule and channel has its row, and no other."""

import re
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
import typer.main
import yaml

from outreach.cli.app import app
from outreach.cli.forms.choice import Form
from outreach.core.house import Channels, House
from outreach.rules.catalogue import RULES, describe

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def rows(section: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    text = README.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_command_has_its_row_and_every_row_its_command() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert {re.match(r"`outreach ([\w-]+)", row[0])[1] for row in rows("Commands")} == commands  # type: ignore[index]


def test_options_named_in_a_row_are_options_of_the_command() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for named, what in ((row[0], " ".join(row)) for row in rows("Commands")):
        command = commands[re.match(r"`outreach ([\w-]+)", named)[1]]  # type: ignore[index]
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[\w-]+", what)) <= known, named


def test_every_setting_has_its_row_and_every_row_its_setting() -> None:
    assert {row[0].strip("`") for row in rows("Settings")} == set(House.model_fields)


def test_the_workflow_runs_commands_that_there_are() -> None:
    (written,) = re.findall(r"```yaml\n(# \.github.*?)```", README, re.DOTALL)
    steps = yaml.safe_load(written)["jobs"]["check"]["steps"]
    runs = [words for each in steps if (words := each.get("run", "").split())[:1] == ["outreach"]]
    forms = [words[words.index("--format") + 1] for words in runs]
    assert [words[1] for words in runs] == ["check", "check"]
    assert forms == [form for form in Form if form is not Form.TEXT]
    assert steps[-1]["with"]["sarif_file"] == runs[-1][-1]


def test_every_rule_has_its_row_in_its_own_words() -> None:
    written = [
        [each.code, each.level.value, each.effect.value if each.effect else "", each.says]
        for each in map(describe, RULES)
    ]
    assert rows("Rules") == written, "the README is not current; run: make docs"


def test_every_channel_has_its_row_and_every_row_its_channel() -> None:
    chosen = (get_args(field.annotation) for field in Channels.model_fields.values())
    assert {row[0].strip("`") for row in rows("Channels")} == set(chain.from_iterable(chosen))


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)#]+)\)", README))
def test_what_the_readme_links_to_is_there(path: str) -> None:
    assert (Path(__file__).parents[1] / path).exists()
