"""`assign` and `note`: who does it, and what is to be remembered."""

import pytest

from .conftest import Desk


@pytest.fixture
def posted(peopled: Desk) -> int:
    """The number of a post that somebody is to publish by hand."""
    peopled.good("approve", "action-team-date")
    peopled.at("2027-03-24T20:01")("run")
    return int(peopled.json("followups")[0]["id"])


def test_a_follow_up_is_given_to_somebody_else(posted: int, peopled: Desk) -> None:
    words = peopled.good("assign", str(posted), "convener-2").out
    assert words == f"{posted} is for convener-2 now. Next: outreach followups --for convener-2\n"
    (document,) = peopled.json("followups", str(posted))
    assert document["owner"] == "convener-2"
    assert posted in {each["id"] for each in peopled.json("followups", "--for", "convener-2")}


def test_what_was_assigned_is_told_in_json(posted: int, peopled: Desk) -> None:
    document = peopled.json("assign", str(posted), "comms-1")
    assert document == {"errors": [], "id": posted, "owner": "comms-1"}


@pytest.mark.parametrize(
    ("number", "owner", "said"),
    [
        ("1", "convener-3", "nobody has the id `convener-3`; did you mean `convener-"),
        ("4711", "convener", "there is no follow-up 4711; see: outreach followups"),
        ("one", "convener", "there is no follow-up one; see: outreach followups"),
    ],
)
def test_what_cannot_be_assigned_is_refused(
    number: str, owner: str, said: str, posted: int, peopled: Desk
) -> None:
    ended = peopled("assign", number, owner, "--json")
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]
    assert ended.document["id"] is None


def test_a_note_is_kept_with_who_and_when(posted: int, peopled: Desk) -> None:
    words = peopled.good("note", str(posted), "back on Monday", "--by", "champion-1").out
    assert words == f"Noted. Next: outreach followups {posted}\n"
    assert peopled.json("note", str(posted), "again", "--by", "champion-1") == {"errors": [], "id": posted}
    (document,) = peopled.json("followups", str(posted))
    assert [(each["at"], each["by"], each["text"]) for each in document["notes"]] == [
        ("2027-03-24T20:01:00Z", "champion-1", "back on Monday"),
        ("2027-03-24T20:01:00Z", "champion-1", "again"),
    ]
    assert document["done"] is False


def test_a_note_without_words_or_without_its_follow_up_is_refused(posted: int, peopled: Desk) -> None:
    assert "a note needs words" in peopled("note", str(posted), " ").err
    assert "there is no follow-up 4711" in peopled("note", "4711", "hello").err
