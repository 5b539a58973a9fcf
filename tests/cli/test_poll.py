"""`poll`: the votes, and the date that a person chooses."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from outreach.core.history import Choice, Reply

from .conftest import Desk

NAME = "action-team-date"
A, B, C = "2027-04-06T10:00:00-06:00", "2027-04-07T14:00:00-06:00", "2027-04-08T09:00:00-06:00"
FIRST, SECOND = "A (Tuesday 6 April 2027 at 10:00)", "B (Wednesday 7 April 2027 at 14:00)"
OFFERED = f"{FIRST}, {SECOND}, C (Thursday 8 April 2027 at 09:00)"
DURING, AFTER = "2027-03-24T20:00", "2027-03-26T14:00"


@pytest.fixture
def asked(peopled: Desk) -> Desk:
    """The poll has been sent; it closes on 25 March at 17:00 in Cheyenne."""
    peopled.good("approve", NAME)
    peopled.at("2027-03-22T15:01")("run")
    return peopled


def vote(desk: Desk, who: str, **choices: Choice) -> None:
    """Somebody votes, by the letters of the options."""
    walls = {letter: datetime.fromisoformat(each[:16]) for letter, each in zip("ABC", (A, B, C), strict=True)}
    chosen: Mapping[datetime, Choice] = {walls[letter]: choice for letter, choice in choices.items()}
    with desk.ledger() as ledger:
        ledger.record(Reply(NAME, who, desk.clock, "vote", choices=chosen))


def only(desk: Desk, *words: str) -> dict[str, Any]:
    """The one poll there is."""
    (found,) = desk.json("poll", *words)
    assert isinstance(found, dict)
    return found


def dates_wanted(desk: Desk) -> int:
    """How many follow-ups ask somebody to choose a date."""
    return sum("`outreach poll decide" in each["reason"] for each in desk.json("followups"))


def test_votes_are_counted_for_each_option_on_the_campaigns_clock(asked: Desk) -> None:
    vote(asked, "champion-1", A="yes", B="no", C="if_need_be")
    vote(asked, "champion-2", A="yes", C="no")
    assert only(asked) == {
        "campaign": NAME,
        "closes": "2027-03-25T23:00:00Z",
        "status": "open",
        "options": [
            {"starts": A, "yes": 2, "if_need_be": 0, "no": 0},
            {"starts": B, "yes": 0, "if_need_be": 0, "no": 1},
            {"starts": C, "yes": 0, "if_need_be": 1, "no": 1},
        ],
        "winner": None,
    }


def test_a_poll_waits_opens_and_is_decided_by_its_votes(asked: Desk) -> None:
    assert only(asked, "--now", "2027-03-21T09:00")["status"] == "waiting"
    vote(asked, "champion-2", B="yes")
    assert only(asked)["status"] == "open"
    decided = only(asked.at(AFTER))
    assert (decided["status"], decided["winner"]) == ("decided", B)


def test_the_list_is_what_poll_alone_prints(asked: Desk) -> None:
    asked.at(AFTER)
    words = asked.good("poll").out
    assert words == asked.good("poll", "list").out
    assert "Tue 2027-04-06 10:00" in words
    assert f"{NAME}: the poll closed without a vote for any option." in words
    assert words.endswith("\nNext: outreach plan\n")
    assert only(asked, "list")["status"] == "undecided"


@pytest.mark.parametrize(
    "option", [["B"], ["b"], ["2027-04-07 14:00"], ["2027-04-07", "14:00"], ["2027-04-07T14:00"]]
)
def test_a_person_chooses_by_letter_or_by_date_and_time(option: list[str], asked: Desk) -> None:
    asked.at(AFTER)
    said = asked.good("poll", "decide", NAME, *option).out
    assert said == f"{NAME}: the date is B (Wednesday 7 April 2027 at 14:00). Next: outreach plan\n"
    decided = only(asked)
    assert (decided["status"], decided["winner"]) == ("decided", B)


def test_the_choice_dates_the_team_and_closes_its_follow_up(asked: Desk) -> None:
    asked.at(AFTER)("run")
    assert dates_wanted(asked) == 1
    document = asked.json("poll", "decide", NAME, "C")
    assert document == {"errors": [], "campaign": NAME, "winner": C}
    assert dates_wanted(asked) == 0
    rows = asked.json("plan")["touches"]
    (due,) = {each["due_local"] for each in rows if each["step"] == "recap" and "team" in each["campaign"]}
    assert due.startswith("2027-04-09")


def test_an_open_poll_is_decided_only_early(asked: Desk) -> None:
    asked.at(DURING)
    refused = asked("poll", "decide", NAME, "A")
    assert refused.status == 2
    assert (
        f"{NAME} is open until Thursday 25 March at 17:00; to choose before everybody has voted, add --early"
        in refused.err
    )
    assert only(asked)["status"] == "open"
    asked.good("poll", "decide", NAME, "A", "--early")
    assert only(asked)["winner"] == A


def test_a_later_choice_replaces_an_earlier_one(asked: Desk) -> None:
    asked.at(AFTER)
    asked.good("poll", "decide", NAME, "A")
    asked.good("poll", "decide", NAME, "B")
    assert only(asked)["winner"] == B


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            (NAME, "D"),
            f"{NAME} offers no option `D`; it offers {OFFERED}",
        ),
        ((NAME, "2027-04-06 11:00"), "offers no option `2027-04-06 11:00`; it offers A ("),
        ((NAME, "2027-02-30 11:00"), "offers no option `2027-02-30 11:00`; it offers A ("),
        (("construction-launch", "A"), f"construction-launch is no poll; polls are: {NAME}"),
        (("action-team-dat", "A"), f"there is no campaign `action-team-dat`; did you mean `{NAME}`?"),
    ],
)
def test_what_cannot_be_chosen_is_refused(words: tuple[str, str], said: str, asked: Desk) -> None:
    ended = asked.at(AFTER)("poll", "decide", *words, "--json")
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]
    assert ended.document["winner"] is None
    assert only(asked)["winner"] is None


def test_without_polls_the_list_says_so(peopled: Desk) -> None:
    peopled.only("construction-launch.yaml")
    assert peopled.json("poll") == []
    assert peopled.good("poll").out.startswith("There is no poll. Next: outreach new poll ")


def test_a_broken_file_is_named_beside_the_polls_that_can_be_read(asked: Desk) -> None:
    asked.write("campaigns/broken.yaml", "campaign: [\n")
    ended = asked("poll", "--json")
    assert ended.status == 2
    assert [each["campaign"] for each in ended.document] == [NAME]
    assert "campaigns/broken.yaml" in ended.err
