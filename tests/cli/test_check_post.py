"""`outreach check --post`: a loose text, its findings, its lengths, what is in it."""

from typer.testing import CliRunner

from outreach.cli.app import app

from .conftest import Desk

GOOD = """\
---
written_for: business
nonsense: is not heard
---

Growing industries bring better jobs \U0001f468\u200d\U0001f469\u200d\U0001f467. Watch how: https://example.org/video

They train together. Join us! #wyomingnextgen
"""
BAD = """\
Builders hire three hundred people a year.

They train
together.
"""


def test_a_good_text_is_shown_with_its_lengths_and_what_is_in_it(workspace: Desk) -> None:
    text = workspace.write("loose.txt", GOOD)
    found = workspace.json("check", "--post", str(text), "--advice")
    assert found == {
        "ok": True,
        "errors": [],
        "findings": [],
        "length": {"x": 122, "bluesky": 123, "mastodon": 121},
        "hashtags": ["#wyomingnextgen"],
        "links": ["https://example.org/video"],
        "calls_to_action": ["Watch how: https://example.org/video", "Join us!"],
    }


def test_a_person_reads_the_same(workspace: Desk) -> None:
    text = workspace.write("loose.txt", GOOD)
    ended = workspace.good("check", "--post", str(text))
    assert "Length: x 122 of 280, bluesky 123 of 300, mastodon 121 of 500" in ended.out
    assert "Calls to action: Watch how: https://example.org/video | Join us!" in ended.out
    assert ended.out.endswith("Next: outreach plan\n")


def test_a_bad_text_has_its_findings_at_its_lines(workspace: Desk) -> None:
    text = str(workspace.write("loose.txt", BAD))
    ended = workspace("check", "--post", text, "--json")
    assert ended.status == 1
    assert ended.document["ok"] is False
    assert [(each["rule"], each["file"], each["line"]) for each in ended.document["findings"]] == [
        ("S001", text, 1),
        ("S002", text, 1),
        ("S004", text, 1),
        ("S003", text, 3),
    ]
    assert {each["campaign"] for each in ended.document["findings"]} == {""}
    shown = workspace("check", "--post", text)
    assert f"{text}:3:1 error S003 the last paragraph has no call to action" in shown.out
    assert "4 errors. Mend them, then: outreach check --post FILE" in shown.out


def test_lines_are_those_of_the_file_behind_its_front_matter(workspace: Desk) -> None:
    text = workspace.write("loose.txt", f"---\nsubject: x\n---\n\n{BAD}")
    found = workspace.json("check", "--post", str(text))["findings"]
    assert {each["line"] for each in found} == {5, 7}


def test_advice_is_shown_when_it_is_asked_for(workspace: Desk) -> None:
    long = "Join us. " * 35 + "https://example.org #wyomingnextgen\n"
    text = str(workspace.write("loose.txt", long))
    assert [each["rule"] for each in workspace.json("check", "--post", text)["findings"]] == ["S005"]
    advised = workspace.json("check", "--post", text, "--advice")["findings"]
    assert [each["rule"] for each in advised] == ["S005", "S006", "S007"]


def test_a_text_may_come_by_standard_input(workspace: Desk) -> None:
    words = ["-C", str(workspace.root), "check", "--post", "-"]
    ended = CliRunner().invoke(app, words, input="Many came.\r\n", catch_exceptions=False)
    assert ended.exit_code == 1
    assert "-:1:1 error S001 the hashtag #wyomingnextgen is missing" in ended.stdout


def test_nothing_at_all_is_a_bad_post(workspace: Desk) -> None:
    text = workspace.write("loose.txt", "")
    found = workspace.json("check", "--post", str(text))
    assert {each["rule"] for each in found["findings"]} == {"S001", "S002", "S003", "S004"}
    assert found["length"] == {"x": 0, "bluesky": 0, "mastodon": 0}


def test_the_houses_own_hashtag_and_numbers_count(workspace: Desk) -> None:
    workspace.change("config/outreach.yaml", "#wyomingnextgen", "#builders")
    workspace.write(
        "config/outreach.yaml",
        (workspace.root / "config/outreach.yaml").read_text("utf-8") + "\nrules: {S005: {x: 100}}\n",
    )
    text = workspace.write("loose.txt", GOOD)
    rules = [each["rule"] for each in workspace.json("check", "--post", str(text))["findings"]]
    assert rules == ["S001", "S005"]


def test_a_file_that_is_not_there_or_no_text_is_told(workspace: Desk) -> None:
    ended = workspace("check", "--post", "nowhere.txt")
    assert (ended.status, ended.err.startswith("nowhere.txt cannot be read (")) == (2, True)
    odd = workspace.root / "odd.txt"
    odd.write_bytes(b"Join\nus \xff")
    ended = workspace("check", "--post", str(odd), "--json")
    assert ended.status == 2
    assert [(each["line"], each["message"]) for each in ended.document["errors"]] == [
        (2, "is not UTF-8 text; save it as UTF-8")
    ]


def test_a_loose_text_and_campaigns_do_not_go_together(workspace: Desk) -> None:
    ended = workspace("check", "ambassador-spring", "--post", "-")
    assert (ended.status, "leave the campaigns out" in ended.err) == (2, True)
