"""`outreach new`: a complete campaign of any kind, clean today."""

import pytest

from outreach.cli.new import KINDS

from .conftest import Desk

MORE_TO_WRITE = {"social", "updates"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_campaign_of_every_kind_checks_clean_on_the_day_it_is_written(kind: str, peopled: Desk) -> None:
    ended = peopled.good("new", kind, f"spring-{kind}", "--partnership", "laramie-construction")
    assert f"campaigns/spring-{kind}.yaml" in ended.out
    assert ended.out.rstrip().endswith(f"Next: outreach check spring-{kind}")
    found = peopled.json("check")
    assert found["errors"] == []
    assert [each for each in found["findings"] if each["level"] == "error"] == []


def test_its_files_are_listed_in_json(workspace: Desk) -> None:
    document = workspace.json("new", "poll", "when", "--partnership", "laramie-construction")
    assert document["errors"] == []
    assert "campaigns/when.yaml" in document["files"]
    assert all((workspace.root / each).is_file() for each in document["files"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("lunch", "x", "--partnership", "laramie-construction"),
            "`lunch` is no kind of campaign; did you mean",
        ),
        (
            ("launch", "x", "--partnership", "laramie-constructoin"),
            "there is no partnership `laramie-constructoin`",
        ),
        (
            ("launch", "construction-launch", "--partnership", "laramie-construction"),
            "already; choose another",
        ),
        (("launch", "Spring Launch", "--partnership", "laramie-construction"), "Spring Launch"),
        (("launch", "../../elsewhere", "--partnership", "laramie-construction"), "../../elsewhere"),
        (("launch", "x"), "--partnership"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is(
    words: tuple[str, ...], said: str, workspace: Desk
) -> None:
    before = sorted((workspace.root / "campaigns").rglob("*"))
    ended = workspace("new", *words, "--json")
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]
    assert sorted((workspace.root / "campaigns").rglob("*")) == before
