"""The conversation with one person, in order of time."""

from dataclasses import replace
from datetime import datetime, timedelta

from outreach.core.followingup.conversation import Turn, conversation
from outreach.core.history import Delivery, Key, Status
from outreach.core.inbound.nouns import Inbound, Kept, Kind, Match
from outreach.core.notices import confirm_key, digest_key
from tests.core.building import at

START = at("2027-02-04 09:00")


def sent(step: str, days: int, status: Status = Status.SENT, channel: str = "email") -> Delivery:
    moment = START + timedelta(days)
    settled = None if status is Status.UNKNOWN else moment + timedelta(minutes=1)
    return Delivery(Key("spring", step, "once", "ann"), channel, status, 1, moment, settled)


def heard(days: int, kind: Kind = "answer", text: str = "", **more: object) -> Kept:
    when: datetime = START + timedelta(days)
    inbound = Inbound("x", "imap", "INBOX 1", "email", when, kind, "ann@example.org", "Ann", "Re: Hello",
                      text, Match(), **more)  # type: ignore[arg-type]  # fmt: skip
    return Kept(1, inbound)


def test_what_went_and_what_came_stand_in_order_of_time() -> None:
    turns = conversation(
        [sent("reminder", 14), sent("invitation", 0)],
        [heard(15, text="Is there parking?"), heard(2, "rsvp", rsvp="tentative")],
    )
    assert [(turn.side, turn.what, turn.words) for turn in turns] == [
        ("us", "spring invitation, email", ""),
        ("them", "may come", "Re: Hello"),
        ("us", "spring reminder, email", ""),
        ("them", "wrote", "Is there parking?"),
    ]


def test_what_may_not_have_left_says_so_and_a_call_was_only_asked_for() -> None:
    turns = conversation([sent("invitation", 0, Status.UNKNOWN), sent("phone", 1, channel="phone")], [])
    assert [turn.what for turn in turns] == [
        "spring invitation, email, which may not have left",
        "spring phone, call asked for",
    ]


def test_a_proposal_is_no_answer() -> None:
    (turn,) = conversation([], [heard(1, "rsvp", proposed=START)])
    assert turn == Turn(START + timedelta(1), "them", "proposed another time", "Re: Hello")


def test_what_the_house_writes_to_its_own_people_is_called_as_they_call_it() -> None:
    keys = (digest_key("ann", START.date()), confirm_key("rsvp", 7, "ann"))
    turns = conversation([Delivery(key, "email", Status.SENT, 1, START) for key in keys], [])
    assert {turn.what for turn in turns} == {"their list, email", "that their answer is noted, email"}


def test_who_answered_in_somebodys_place_is_named() -> None:
    match = Match("ann", relation="forwarded")
    inbound = replace(heard(1, text="I come in her place.").inbound, match=match, sender="zed@example.org")
    (turn,) = conversation([], [Kept(1, inbound)])
    assert turn.what == "zed@example.org wrote"
