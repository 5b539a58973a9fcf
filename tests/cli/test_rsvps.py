"""`rsvps`: who is coming, answers by telephone, and proposals of another time."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from outreach.core.history import Announced, Key, Reply, Rsvp, Status
from outreach.core.inbound.nouns import Inbound, Match
from outreach.ports import Begun, Entry, Outcome

from .conftest import Desk

NAME = "construction-launch"
INVITED = ("champion-1", "builder-01", "builder-02", "builder-03", "builder-04")
FEBRUARY = "2027-02-10T16:00"
FRIDAY = datetime(2027, 3, 19, 20, tzinfo=UTC)
OTHERS = ("training-action-team",)


@pytest.fixture
def invited(peopled: Desk) -> Desk:
    """Five have their invitation: one accepted, one declined, three are silent."""
    keys = [Key(NAME, "invitation", "once", who) for who in INVITED]
    with peopled.ledger() as ledger:
        waiting = [Entry(key, "email", Status.WAITING, peopled.clock) for key in keys]
        ledger.enrol(NAME, "invitation", "once", "email", waiting, peopled.clock)
        ledger.claim(keys, peopled.clock)
        for key in keys:
            ledger.settle_and_begin((), [Begun(key, f"<{key.recipient}@example.org>")], peopled.clock)
        ledger.settle([Outcome(key, Status.SENT) for key in keys], peopled.clock)
    answer(peopled, "builder-04", "accepted", "Bringing a colleague")
    answer(peopled, "builder-02", "declined")
    return peopled.at(FEBRUARY)


def answer(desk: Desk, who: str, rsvp: Rsvp, text: str = "") -> None:
    with desk.ledger() as ledger:
        ledger.record(Reply(NAME, who, desk.clock, "rsvp", text, rsvp=rsvp))


def came(desk: Desk, **more: Any) -> int:
    """Something came back by mail; its number."""
    match = Match("builder-03", NAME, "invitation", "once", relation="self", confidence="certain")
    inbound = Inbound(
        "one", "files", "", "email", desk.clock, "rsvp", "builder-03@example.org", "Builder Three", "",
        "Friday?", match, counts=True, partstat="tentative", sequence=0, proposed=FRIDAY,
    )  # fmt: skip
    with desk.ledger() as ledger:
        number = ledger.keep(replace(inbound, **more))
    assert number is not None
    return number


def stranger(desk: Desk) -> int:
    match = Match(
        "", NAME, "", "", relation="stranger", confidence="likely", why="nobody we know has this address"
    )
    return came(desk, identity="two", sender="joe@example.com", sender_name="Joe", match=match, counts=False,
                rsvp="accepted", partstat="accepted", proposed=None, text="")  # fmt: skip


def one(desk: Desk, name: str = NAME) -> dict[str, Any]:
    found = desk.json("rsvps", name)
    assert isinstance(found, dict)
    return found


def test_every_event_ahead_is_counted_against_what_was_hoped_for(invited: Desk) -> None:
    number = came(invited)
    found = {each["campaign"]: each for each in invited.json("rsvps")}
    assert found[NAME] == {
        "campaign": NAME,
        "title": "Construction partnership launch meeting",
        "starts": "2027-03-18T09:00:00-06:00",
        "invited": 5,
        "accepted": 1,
        "tentative": 0,
        "declined": 1,
        "no_answer": 3,
        "businesses": 1,
        "businesses_hoped_for": 20,
        "proposals": [found[NAME]["proposals"][0]],
        "uncounted": [],
    }
    assert found[NAME]["proposals"][0]["id"] == number
    assert set(found) >= {NAME, *OTHERS}
    said = invited.good("rsvps").out
    assert f"{NAME}: 1 proposal of another time waits for a decision. See: outreach rsvps {NAME}" in said
    assert said.endswith(f"Each person of one: outreach rsvps {NAME}\n")


def test_each_person_is_shown_with_what_they_said(invited: Desk) -> None:
    first, *rest = one(invited)["people"]
    assert first == {
        "id": "builder-04",
        "name": first["name"],
        "organisation": first["organisation"],
        "table": "inner_table",
        "invited": True,
        "answer": "accepted",
        "at": "2026-12-01T16:00:00Z",
        "comment": "Bringing a colleague",
    }
    assert [each["answer"] for each in rest] == [None, None, None, "declined"]
    said = invited.good("rsvps", NAME).out
    assert said.startswith("Construction partnership launch meeting, Thursday 18 March 2027 at 09:00\n")
    assert (
        "5 invited: 1 coming, from 1 business (20 hoped for); 0 may come, 1 not coming, 3 no answer." in said
    )
    assert ["id", "name", "organisation", "answer", "when", "says"] in [
        each.split() for each in said.splitlines()
    ]
    assert "Bringing a colleague" in said
    assert said.endswith(f"Answered by telephone: outreach rsvps {NAME} record CONTACT accepted\n")


def test_a_proposal_stands_on_top_with_both_ways_to_decide_it(invited: Desk) -> None:
    number = came(invited)
    assert one(invited)["proposals"] == [
        {
            "id": number,
            "from": "builder-03@example.org",
            "name": "Builder Three",
            "contact": "builder-03",
            "relation": "self",
            "counts": True,
            "received": "2027-02-10T16:00:00Z",
            "comment": "Friday?",
            "proposed": "2027-03-19T20:00:00Z",
        }
    ]
    said = invited.good("rsvps", NAME).out
    assert said.index("Fri 2027-03-19 14:00") < said.index("Bringing a colleague")
    assert f"Keep the time: outreach rsvps {NAME} decline-proposal {number}\n" in said
    assert f'Move it: outreach call-off {NAME} --new-date "2027-03-19 14:00" --reason TEXT\n' in said


def test_a_strangers_answer_is_shown_and_not_counted(invited: Desk) -> None:
    number = stranger(invited)
    found = one(invited)
    assert [(each["id"], each["answer"], each["counts"]) for each in found["uncounted"]] == [
        (number, "accepted", False)
    ]
    assert found["accepted"] == 1
    said = invited.good("rsvps", NAME).out
    assert "Shown, not counted" in said
    assert f"When you know whose it is: outreach inbox {number} --is CONTACT\n" in said


def test_what_strangers_write_cannot_move_the_cursor(invited: Desk) -> None:
    crafted = "\x1b[2J\x1b]0;title\x07 hello\u202e"
    came(invited, text=crafted, sender_name=crafted)
    said = invited.good("rsvps", NAME).out
    assert "hello" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_an_answer_by_telephone_is_written_down(invited: Desk) -> None:
    words = ("rsvps", NAME, "record", "champion-1", "tentative", "--note", "if the concrete sets")
    assert invited.good(*words).out == (
        f"champion-1 is written down: may come. Next: outreach rsvps {NAME}\n"
    )
    assert invited.json(*words) == {
        "errors": [], "campaign": NAME, "contact": "champion-1", "answer": "tentative"
    }  # fmt: skip
    found = one(invited)
    assert (found["tentative"], found["no_answer"]) == (1, 2)
    champion = next(each for each in found["people"] if each["id"] == "champion-1")
    assert (champion["at"], champion["comment"]) == ("2027-02-10T16:00:00Z", "if the concrete sets")
    said = invited.good("rsvps", NAME, "record", "ambassador-1", "accepted").out
    assert said.startswith("ambassador-1 is written down: coming, though no invitation has gone to them. ")


def test_the_time_is_kept_and_the_one_who_proposed_another_is_told_once(invited: Desk) -> None:
    number = came(invited)
    with invited.ledger() as ledger:
        told = Announced(
            "uid@example.org", 0, 0, "Launch", FRIDAY, FRIDAY - FRIDAY, "Hall", False, invited.clock
        )
        ledger.announce(NAME, replace(told, at=datetime(2027, 2, 1, tzinfo=UTC)))
    ended = invited.json("rsvps", NAME, "decline-proposal", str(number))
    assert ended == {"errors": [], "campaign": NAME, "id": number, "contact": "builder-03"}
    assert one(invited)["proposals"] == []
    again = invited("rsvps", NAME, "decline-proposal", str(number))
    assert again.status == 2
    assert f"no proposal {number} of {NAME} waits for a decision; those that do: none" in again.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("construction-lunch",), "there is no campaign `construction-lunch`"),
        (("construction-updates",), "construction-updates has no event, so nobody is invited"),
        ((NAME, "recrod", "builder-01", "accepted"), "write it as `outreach rsvps CAMPAIGN record CONTACT"),
        ((NAME, "record", "builder-01"), "write it as `outreach rsvps CAMPAIGN record CONTACT"),
        ((NAME, "decline-proposal", "first"), "or `outreach rsvps CAMPAIGN decline-proposal ID`"),
        ((NAME, "decline-proposal", "9" * 5000), "or `outreach rsvps CAMPAIGN decline-proposal ID`"),
        ((NAME, "--note", "hello"), "--note goes with an answer that is written down"),
        ((NAME, "record", "bilder-01", "accepted"), "nobody imported has the id `bilder-01`; did you mean"),
        ((NAME, "record", "builder-01", "yes"), "`yes` is no answer; write one of accepted, declined"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_remedy(
    words: tuple[str, ...], told: str, invited: Desk
) -> None:
    ended = invited("rsvps", *words)
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err
    assert invited.json("rsvps", *words)["errors"][0]["message"] in ended.err


def test_once_it_is_over_who_came_is_asked_next(invited: Desk) -> None:
    said = invited.at("2027-03-18T18:00").good("rsvps", NAME).out
    assert said.endswith(f"Next: outreach attendance {NAME}\n")


def test_where_nothing_is_ahead_a_launch_is_next(peopled: Desk) -> None:
    peopled.only("ambassador-spring.yaml")
    assert peopled.good("rsvps").out == "No event is ahead. Next: outreach new launch NAME --partnership P\n"
    assert peopled.json("rsvps") == []


def test_a_broken_file_is_named_beside_the_events_that_can_be_read(invited: Desk) -> None:
    invited.write("campaigns/broken.yaml", "campaign: [\n")
    ended = invited("rsvps", "--json")
    assert ended.status == 2
    assert NAME in {each["campaign"] for each in ended.document}
    assert "campaigns/broken.yaml" in ended.err
