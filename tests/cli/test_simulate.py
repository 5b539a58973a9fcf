"""`outreach simulate`: a year on a virtual clock, and what the plan said it would be."""

from pathlib import Path
from typing import Any

import pytest

from .conftest import SMALL, Desk

YEAR = ("--from", "2027-01-01", "--to", "2027-12-31")
WEEK = ("--from", "2027-02-01", "--to", "2027-02-07")
LEAVING = {"email", "x", "mastodon", "bluesky"}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _would_leave(plan: Any) -> int:
    return sum(
        row["recipients"]
        for row in plan["touches"]
        if row["decision"] == "send" and row["channel"] in LEAVING
    )


def test_over_a_year_what_was_seen_is_what_goes_out(peopled: Desk) -> None:
    out = peopled.root / "year"
    ended = peopled("simulate", *YEAR, "--out", str(out), "--json")
    document = ended.document
    assert ended.status in (0, 1)
    assert document["sent"] == _would_leave(peopled.json("plan", *YEAR))
    assert document["errors"] == []
    assert (document["failed"], document["unknown"]) == (0, 0)
    posts = [path for path in out.rglob("*.txt") if path.stem in LEAVING]
    assert document["sent"] == len(list(out.rglob("*.eml"))) + len(posts)


def test_two_simulations_are_the_same_to_the_byte(peopled: Desk) -> None:
    words = ("--from", "2027-01-20", "--to", "2027-02-12", "--json")
    first = peopled("simulate", *words, "--out", str(peopled.root / "first"))
    second = peopled("simulate", *words, "--out", str(peopled.root / "second"))
    assert first.out == second.out
    assert _files(peopled.root / "first") == _files(peopled.root / "second")
    assert len(_files(peopled.root / "first")) > 100


def test_a_simulation_changes_nothing_but_its_folder(peopled: Desk) -> None:
    before = {name: text for name, text in _files(peopled.root).items() if "simulation" not in name}
    deliveries = peopled.json("deliveries")
    peopled("simulate", *WEEK)
    after = {name: text for name, text in _files(peopled.root).items() if "simulation" not in name}
    assert {name for name in after if not name.startswith("var/outreach.db")} == {
        name for name in before if not name.startswith("var/outreach.db")
    }
    assert peopled.json("deliveries") == deliveries == []
    assert list((peopled.root / "var/simulation").rglob("*.eml"))


def test_a_folder_is_used_again_but_never_one_with_other_things_in_it(small: Desk) -> None:
    out = small.root / "out"
    small.good("simulate", *WEEK, "--out", str(out))
    small.good("simulate", *WEEK, "--out", str(out))
    (out / "precious.txt").write_text("mine")
    ended = small("simulate", *WEEK, "--out", str(out), "--json")
    assert ended.status == 2
    assert "holds precious.txt, which no simulation made" in ended.document["errors"][0]["message"]
    assert ended.document["sent"] == 0
    assert (out / "precious.txt").read_text() == "mine"


def test_the_workspace_itself_is_no_folder_for_a_simulation(small: Desk) -> None:
    before = _files(small.root / "campaigns")
    assert small("simulate", *WEEK, "--out", str(small.root)).status == 2
    assert _files(small.root / "campaigns") == before


def test_only_what_is_approved_goes_when_that_is_asked_for(peopled: Desk) -> None:
    week = ("--from", "2027-01-10", "--to", "2027-01-16", "--json")
    assert peopled("simulate", *week, "--as-approved").document["sent"] == 0
    peopled.good("approve", "construction-updates")
    assert peopled("simulate", *week, "--as-approved").document["sent"] == 103
    assert peopled("simulate", *week).document["sent"] == 103


ANSWERS = """\
- {at: 2027-02-05 10:00, from: builder-07, campaign: construction-launch, rsvp: declined}
- {at: 2027-02-05 11:00, from: builder-08, campaign: construction-launch, rsvp: accepted}
- {at: 2027-02-05 12:00, from: builder-09, campaign: construction-launch, unsubscribe: true}
- {at: 2027-02-05 13:00, from: builder-10, campaign: construction-launch, text: I shall see.}
"""


def test_answers_that_are_played_change_what_comes_after(peopled: Desk) -> None:
    days = ("--from", "2027-02-01", "--to", "2027-02-19")
    out = peopled.root / "out"
    path = peopled.write("answers.yaml", ANSWERS)
    document = peopled("simulate", *days, "--out", str(out), "--answers", str(path), "--json").document
    reminded = {path.stem for path in (out / "construction-launch/save-your-seat/once").glob("*.eml")}
    called = {path.stem for path in (out / "construction-launch/phone/once").iterdir()}
    assert document["replies"] == 4
    assert "builder-07" not in reminded
    assert {"builder-08", "builder-10"} <= reminded
    assert "builder-09" not in reminded
    assert not called & {"builder-07", "builder-08", "builder-10"}


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "from: builder-07",
            "from: bilder-07",
            "answers.yaml:1:32",
            "nobody imported has the id `bilder-07`",
        ),
        (
            "campaign: construction-launch",
            "campaign: lunch",
            "answers.yaml:1:54",
            "there is no campaign `lunch`",
        ),
        ("rsvp: declined", "rsvp: perhaps", "answers.yaml:1:81", "accepted"),
        ("rsvp: declined", "rvsp: declined", "answers.yaml:1:75", "did you mean `rsvp`"),
        ("at: 2027-02-05 10:00", "at: 2027-02-30 10:00", "answers.yaml:1:8", ""),
        ("rsvp: declined", "rsvp: declined, text: No", "answers.yaml:1:3", "exactly one of"),
    ],
)
def test_an_answer_that_is_not_understood_is_told_at_its_place(
    old: str, new: str, place: str, said: str, peopled: Desk
) -> None:
    path = peopled.write("answers.yaml", ANSWERS.replace(old, new, 1))
    ended = peopled("simulate", *WEEK, "--answers", str(path))
    assert ended.status == 2
    assert ended.err.startswith(f"{place}: ")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_answers_that_are_not_there_are_told(small: Desk) -> None:
    ended = small("simulate", *WEEK, "--answers", str(small.root / "nowhere.yaml"), "--json")
    assert ended.status == 2
    assert "nowhere.yaml" in ended.document["errors"][0]["file"]


def test_a_broken_file_is_named_and_the_rest_is_lived_through(small: Desk) -> None:
    small.write("campaigns/odd.yaml", SMALL.replace("title", "titel").replace("notice", "odd"))
    ended = small("simulate", *WEEK, "--json")
    assert ended.status == 2
    assert {each["file"] for each in ended.document["errors"]} == {"campaigns/odd.yaml"}


def test_days_lived_through_are_counted_as_a_person_counts_them(small: Desk) -> None:
    assert small.good("simulate", *WEEK).out.startswith("7 days lived through:")
    summer = ("--from", "2027-03-13", "--to", "2027-03-15")
    assert small.good("simulate", *summer).out.startswith("3 days lived through:")
    autumn = ("--from", "2027-11-06", "--to", "2027-11-08")
    assert small.good("simulate", *autumn).out.startswith("3 days lived through:")


def test_a_page_of_what_was_lived_through_is_written_when_asked_for(small: Desk) -> None:
    page = small.root / "year.html"
    small.good("simulate", *WEEK, "--html", str(page))
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")
