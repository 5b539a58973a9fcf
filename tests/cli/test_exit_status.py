"""How commands end, what they print where, and what their help says."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from typer.main import get_command

from outreach.cli.app import app
from outreach.rules.catalogue import RULES

from .conftest import Desk

COMMANDS = [
    ("init",), ("new",), ("check",), ("rules",), ("plan",), ("preview",), ("approve",), ("agreed",), ("run",),
    ("simulate",), ("deliveries",), ("resolve",), ("followups",), ("done",), ("contacts", "import"),
    ("contacts", "list"), ("contacts", "export"), ("contacts", "forget"),
]  # fmt: skip
INSIDE = re.compile(r"\b(touch(?:es)?|occurrences?|claim(?:s|ed)?|settle[sd]?)\b", re.IGNORECASE)
EMPTY_FOLDER_COMMANDS = [
    ("check",), ("plan",), ("run",), ("approve", "--all"), ("preview", "a", "b"), ("agreed", "a", "b"),
    ("deliveries",), ("followups",), ("done", "1"), ("resolve", "a/b/c/d", "sent"), ("contacts", "list"),
    ("contacts", "import", "people.csv"), ("contacts", "forget", "a"),
    ("simulate", "--from", "2027-01-01", "--to", "2027-01-02"), ("new", "poll", "x", "--partnership", "p"),
]  # fmt: skip


def _names(words: tuple[str, ...]) -> str:
    return " ".join(words)


def test_every_command_is_tried_here() -> None:
    assert {words[0] for words in COMMANDS} <= set(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", COMMANDS, ids=_names)
def test_the_help_of_every_command_has_an_example(words: tuple[str, ...], workspace: Desk) -> None:
    ended = workspace.bare(*words, "--help")
    assert ended.status == 0
    assert f"Example: outreach {_names(words)}" in " ".join(ended.out.split())
    assert workspace.bare(*words, "-h").out == ended.out


@pytest.mark.parametrize("words", COMMANDS, ids=_names)
def test_words_of_the_inside_are_in_no_help(words: tuple[str, ...], workspace: Desk) -> None:
    text = workspace.bare(*words, "--help").out.replace("--occurrence", "")
    assert INSIDE.findall(re.sub(r"campaign/step/\w+/recipient", "", text)) == []


def test_words_of_the_inside_are_in_nothing_that_is_printed(peopled: Desk) -> None:
    peopled.invite_too_late()
    printed = [
        peopled("check"),
        peopled("plan"),
        peopled("approve", "--all"),
        peopled.at("2027-02-25T16:01")("run"),
        peopled("deliveries"),
        peopled("followups"),
        peopled("contacts", "list"),
        peopled("preview", "construction-updates", "update", "--occurrence", "2027-01-13"),
        peopled("simulate", "--from", "2027-03-01", "--to", "2027-03-03"),
    ]
    assert [INSIDE.findall((each.out + each.err).replace("--occurrence", "")) for each in printed] == [
        []
    ] * len(printed)


@pytest.mark.parametrize("words", EMPTY_FOLDER_COMMANDS, ids=_names)
def test_an_empty_folder_names_init(words: tuple[str, ...], workspace: Desk) -> None:
    nowhere = workspace.root.parent / "nowhere"
    nowhere.mkdir()
    ended = workspace.bare("-C", str(nowhere), *words)
    assert ended.status == 2
    assert "`outreach init DIR`" in ended.err
    assert ended.out == ""
    assert list(nowhere.iterdir()) == []
    document = workspace.bare("-C", str(nowhere), *words, "--json").document
    assert "`outreach init DIR`" in document["errors"][0]["message"]
    assert set(document["errors"][0]) == {"file", "line", "column", "message"}


@pytest.mark.parametrize("words", [("check",), ("plan",), ("run",)], ids=_names)
def test_a_folder_that_is_not_there_names_init_too(words: tuple[str, ...], workspace: Desk) -> None:
    ended = workspace.bare("-C", str(workspace.root / "nowhere"), *words)
    assert ended.status == 2
    assert "`outreach init DIR`" in ended.err


SHAPES: dict[tuple[str, ...], dict[str, Any]] = {
    ("check",): {"ok": False, "findings": []},
    ("plan",): {"findings": [], "touches": [], "limits": []},
    ("run",): {
        "sent": 0, "held": 0, "skipped": 0, "failed": 0, "missed": 0, "unknown": 0, "replies": 0,
        "followups": 0, "problems": [],
    },
}  # fmt: skip


@pytest.mark.parametrize("words", SHAPES, ids=_names)
@pytest.mark.parametrize("wrong", ["--bogus", "--now=noon"])
def test_a_failure_has_the_shape_of_the_document(words: tuple[str, ...], wrong: str, workspace: Desk) -> None:
    ended = workspace(*words, wrong, "--json")
    assert ended.status == 2
    assert {**SHAPES[words], "errors": ended.document["errors"]} == ended.document
    assert ended.document["errors"]


@pytest.mark.parametrize(
    "words",
    [
        ("plann",),
        ("check", "--advise"),
        ("deliveries", "--status", "lost"),
        ("contacts", "forget"),
        ("--what",),
    ],
    ids=_names,
)
def test_words_that_make_no_command_are_two_in_either_form(words: tuple[str, ...], workspace: Desk) -> None:
    assert workspace(*words).status == 2
    assert workspace(*words).out == ""
    ended = workspace(*words, "--json")
    assert ended.status == 2
    assert ended.document["errors"][0]["message"]


def test_a_workspace_without_campaigns_is_well(workspace: Desk) -> None:
    workspace.only()
    assert workspace.json("check")["ok"] is True
    assert workspace.json("plan") == {"errors": [], "findings": [], "touches": [], "limits": []}
    assert "Next: outreach new launch NAME --partnership P" in workspace.good("plan").out
    assert workspace.good("run").out == ""
    assert workspace.json("approve", "--all")["campaigns"] == []
    assert workspace.json("simulate", "--from", "2027-01-01", "--to", "2027-12-31")["sent"] == 0


def test_a_workspace_without_a_folder_of_campaigns_says_so(workspace: Desk) -> None:
    workspace.only()
    (workspace.root / "campaigns").rename(workspace.root / "gone")
    ended = workspace("check", "--json")
    assert ended.status == 2
    assert "there is no folder `campaigns` here" in ended.document["errors"][0]["message"]


def test_the_catalogue_lists_every_rule(workspace: Desk) -> None:
    listed = workspace.bare("rules", "--json").document
    assert [each["code"] for each in listed] == [rule.code for rule in RULES]
    assert all(set(each) >= {"code", "level", "name", "effect", "moments", "source"} for each in listed)
    words = workspace.bare("rules").out
    assert all(rule.code in words for rule in RULES)


def test_one_rule_is_shown_in_full_with_a_bad_and_a_good_example(workspace: Desk) -> None:
    shown = workspace.bare("rules", "n001").out
    assert shown.startswith("N001  ")
    for part in ("Source: ", "Breaks it:", "Keeps it:", "rules: {N001: {days: 28}}"):
        assert part in shown
    document = workspace.bare("rules", "N001", "--json").document
    assert document["code"] == "N001"
    assert document["bad"]
    assert document["good"]


def test_an_unknown_rule_is_refused_with_the_nearest_one(workspace: Desk) -> None:
    ended = workspace.bare("rules", "N01")
    assert ended.status == 2
    assert "there is no rule `N01`; did you mean `N001`?" in ended.err
    assert workspace.bare("rules", "N01", "--json").document["errors"]


HEAVY = ("sqlmodel", "sqlalchemy", "alembic", "icalendar", "holidays")


def test_help_pays_for_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys, json\nfrom typer.testing import CliRunner\nfrom outreach.cli.app import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        f"print(json.dumps([each for each in {HEAVY!r} if each in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_works(shell: str, workspace: Desk) -> None:
    program = [sys.executable, "-m", "outreach"]
    words = {"COMP_WORDS": "outreach pl", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "outreach pl"}
    shown = subprocess.run(
        program,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "_PYTHON__M_OUTREACH_COMPLETE": f"complete_{shell}", **words},
    )
    assert "Traceback" not in shown.stderr
    assert "plan" in shown.stdout


def test_a_reader_that_stops_reading_is_no_error(peopled: Desk) -> None:
    command = f"{sys.executable} -m outreach -C {peopled.root} plan --now 2026-12-01T09:00 | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("when ")
    assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_no_other_letters_gets_something_readable(peopled: Desk) -> None:
    peopled.write("people.csv", "id,email,first_name\nodd-1,odd-1@example.org,Zoë 👷\n")
    peopled.good("contacts", "import", "people.csv")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    as_json = peopled.process("contacts", "list", "--json", env=environment)
    assert [each["name"] for each in json.loads(as_json.stdout) if each["id"] == "odd-1"] == ["Zoë 👷"]
    in_words = peopled.process("contacts", "list", env=environment)
    assert in_words.returncode == 0
    assert "odd-1" in in_words.stdout
