"""`config/faq.yaml`: the common questions of a workspace."""

from datetime import date
from pathlib import Path

import pytest

from outreach import wiring
from outreach.core.errors import NotUnderstoodError
from outreach.core.resembling import Common
from outreach.starting.starter import start
from outreach.workspace.faq import FAQ, read_faq

REPOSITORY = Path(__file__).parent.parent


def written(root: Path, text: str) -> Path:
    path = root / FAQ
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return root


def wrong(root: Path, text: str) -> list[str]:
    with pytest.raises(NotUnderstoodError) as caught:
        read_faq(written(root, text))
    return [str(each) for each in caught.value.problems]


def test_a_workspace_without_the_file_offers_nothing(tmp_path: Path) -> None:
    assert read_faq(tmp_path) == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_an_empty_file_offers_nothing(text: str, tmp_path: Path) -> None:
    assert read_faq(written(tmp_path, text)) == ()


def test_a_question_has_an_answer_and_other_ways_of_asking(tmp_path: Path) -> None:
    text = "- question: What does it cost?\n  also: [Is it free?]\n  answer: >-\n    Nothing\n    at all.\n"
    assert read_faq(written(tmp_path, text)) == (
        Common("What does it cost?", "Nothing at all.", ("Is it free?",)),
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("question: Why?\nanswer: So.\n", ["1:1: write a list of `- question: ` with `answer: `"]),
        ("- question: Why?\n", ["1:3: `answer` is missing"]),
        ("- question: Why?\n  anser: So.\n", ["2:3: unknown key `anser`; did you mean `answer`?"]),
        ("- question: ''\n  answer: So.\n", ["1:13: "]),
        ("- question: Why?\n  answer: So.\n  also: Why not?\n", ["3:9: "]),
        ("- question: Why?\n  answer: 12\n", ["2:11: "]),
        ("- Why?\n", ["1:3: "]),
        ("- question: Why?\n  question: How?\n  answer: So.\n", ["2:3: "]),
        ("- question: [\n", ["2:1: "]),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, problems: list[str], tmp_path: Path) -> None:
    found = wrong(tmp_path, text)
    assert len(found) == len(problems), found
    for said, begins in zip(sorted(found), problems, strict=True):
        assert said.startswith(f"config/faq.yaml:{begins}"), found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    good = "- question: Why?\n  answer: So.\n"
    assert len(wrong(tmp_path, f"- question: Why?\n{good}- answer: So.\n")) == 2


def test_the_starter_brings_the_file_and_it_is_understood(tmp_path: Path) -> None:
    start(tmp_path / "workspace", date(2026, 12, 1), "a-secret-of-thirty-two-letters-----")
    found = wiring.faq(wiring.room(tmp_path / "workspace"))
    assert found == read_faq(REPOSITORY)
    assert len(found) > 20


def test_the_starters_entries_ask_nothing_twice() -> None:
    ways = [way for entry in read_faq(REPOSITORY) for way in (entry.question, *entry.also)]
    assert len({way.casefold() for way in ways}) == len(ways)
