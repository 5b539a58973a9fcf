"""What a person is asked to do about what came back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.campaign import Campaign
from outreach.core.followingup.addresses import address_to_fix, is_mended
from outreach.core.followingup.desk import Desk, identity_of
from outreach.core.followingup.raising import asked_for
from outreach.core.followup import FollowUp
from outreach.core.inbound.nouns import Inbound, Kept, Match
from outreach.core.people import Contact
from tests.core.building import at, campaign, laid_out, person

ANN = person("ann", first_name="Ann", last_name="Owner", organisation="Example Roofing", phone="307-555-0101",
             recruiter="champion-2")  # fmt: skip
BOB = person(
    "bob", first_name="Bob", last_name="Builder", organisation="Example Roofing", phone="307-555-0102"
)
CHAMPION = replace(ANN, id="champion-1", roles=frozenset({"champion"}))
FRIDAY = "2027-02-12 15:00"
"""The Monday after it is Presidents' Day: the next business day is Tuesday."""
SPRING = campaign()


def came(kind: str, text: str = "", *, received: str = FRIDAY, answered: bool = False, **more: Any) -> Kept:
    match = {name: more.pop(name) for name in ("relation", "contact", "by") if name in more}
    found = Match(campaign="spring", step="invitation", **({"contact": "ann", "relation": "self"} | match))
    known = {
        "identity": "a1b2", "inbox": "imap", "source": "INBOX 7", "channel": "email",
        "received": at(received), "kind": kind, "sender": "ann@example.org", "sender_name": "Ann",
        "subject": "Re: Spring meeting", "text": text, "match": found, "counts": True,
    }  # fmt: skip
    return Kept(12, Inbound(**(known | more)), at(received) if answered else None)


def desk(contact: Contact | None = ANN, about: Campaign | None = SPRING, **more: Any) -> Desk:
    schedule = laid_out(SPRING)
    return Desk("convener", schedule.mail, about, contact, ends=schedule.ends, **more)


def one(kept: Kept, where: Desk | None = None) -> FollowUp:
    (asked,) = asked_for(kept, where or desk())
    return asked


def test_an_answer_waits_for_one_for_two_business_days() -> None:
    asked = one(came("answer", "Is there parking near the hall?"))
    assert asked.kind == "answer"
    assert asked.due == date(2027, 2, 17)
    assert asked.reason == 'Answer Ann Owner (Example Roofing): "Is there parking near the hall?"'
    assert (asked.owner, asked.contact, asked.phone) == ("convener", "ann", "307-555-0101")
    assert (asked.campaign, asked.step) == ("spring", "invitation")
    assert asked.text == "Is there parking near the hall?"
    assert identity_of(asked.key) == "a1b2"


def test_what_came_late_in_the_evening_belongs_to_that_day_where_the_campaign_is() -> None:
    assert one(came("answer", "Hello", received="2027-02-09 23:30")).due == date(2027, 2, 11)


def test_what_has_been_answered_already_asks_for_nothing() -> None:
    assert asked_for(came("answer", "Thanks", answered=True), desk()) == ()


def test_a_mention_is_answered_where_it_was_made() -> None:
    url = "https://social.example.org/1"
    asked = one(came("mention", "@us What is this?", relation="stranger", contact="", counts=False,
                     sender="someone", sender_name="", url=url), desk(None))  # fmt: skip
    assert (asked.kind, asked.link, asked.contact) == ("answer", url, "")
    assert asked.reason.startswith('Answer someone: "@us')


@pytest.mark.parametrize("kind", ["auto_reply", "unsubscribe", "vote", "other"])
def test_what_needs_nobody_asks_for_nothing(kind: str) -> None:
    assert asked_for(came(kind, "I am away."), desk()) == ()


def test_a_plain_yes_asks_for_nothing_and_a_question_with_it_for_an_answer() -> None:
    assert asked_for(came("rsvp", "See you there", rsvp="accepted", partstat="accepted"), desk()) == ()
    asked = one(came("rsvp", "May I bring our foreman?", rsvp="accepted", partstat="accepted"))
    assert asked.kind == "answer"


def test_an_assistant_who_answers_is_named_as_one() -> None:
    asked = one(came("answer", "She will be there", relation="assistant"))
    assert asked.reason.startswith("Answer the assistant of Ann Owner (Example Roofing): ")


def no(contact: Contact, **more: Any) -> Kept:
    return came("rsvp", rsvp="declined", partstat="declined", contact=contact.id, **more)


def test_a_champion_who_declines_is_telephoned_on_the_next_business_day() -> None:
    asked = one(no(CHAMPION, text="We have a site visit"), desk(CHAMPION))
    assert (asked.kind, asked.due, asked.owner) == ("call", date(2027, 2, 16), "champion-2")
    assert asked.phone == "307-555-0101"
    assert asked.reason == (
        "Telephone Ann Owner (Example Roofing), champion, who will not come to Spring meeting, "
        'saying "We have a site visit"'
    )


@pytest.mark.parametrize(
    ("part", "said"),
    [("host", "who hosts it"), ("lead", "who leads it"), ("signed_by", "who signed the letter")],
)
def test_whoever_hosts_leads_or_signs_is_telephoned_too(part: str, said: str) -> None:
    who: object = ["ann"] if part == "signed_by" else "ann"
    event = {"title": "Spring meeting", "starts": "2027-03-18 09:00", part: who}
    assert said in one(no(ANN), desk(ANN, campaign(event=event))).reason


def test_anybody_else_may_decline_and_nobody_telephones() -> None:
    assert asked_for(no(ANN), desk(ANN)) == ()


@pytest.mark.parametrize("received", ["2027-03-18 11:00", "2027-03-19 09:00"])
def test_a_no_after_the_event_moves_nobody(received: str) -> None:
    assert asked_for(no(CHAMPION, received=received), desk(CHAMPION)) == ()


def test_a_no_to_what_is_called_off_moves_nobody() -> None:
    event = {"title": "Spring meeting", "starts": "2027-03-18 09:00", "status": "cancelled", "reason": "Snow"}
    assert asked_for(no(CHAMPION), desk(CHAMPION, campaign(event=event))) == ()


def test_a_proposal_is_decided_by_a_person_with_the_time_and_the_commands_at_hand() -> None:
    kept = came("rsvp", "Could we start later?", partstat="tentative", proposed=at("2027-03-18 13:00"))
    asked = one(kept)
    assert (asked.kind, asked.due) == ("decide", date(2027, 2, 16))
    assert asked.reason == (
        "Ann Owner (Example Roofing) proposes Thursday 18 March 2027 at 13:00 for Spring meeting, saying "
        '"Could we start later?"; `outreach call-off spring --new-date WHEN --reason TEXT` moves it, '
        "`outreach rsvps spring decline-proposal 12` keeps the time"
    )


def test_a_proposal_whose_time_cannot_be_read_is_decided_all_the_same() -> None:
    asked = one(came("rsvp", partstat="declined"))
    assert "proposes a time that cannot be read for Spring meeting; " in asked.reason


def test_whoever_sends_somebody_else_leaves_somebody_to_invite() -> None:
    asked = one(came("rsvp", partstat="delegated", rsvp="declined", recipient="foreman@example.org"))
    assert asked.kind == "decide"
    assert asked.reason.startswith(
        "Ann Owner (Example Roofing) sends foreman@example.org to Spring meeting; import that person with "
    )


@pytest.mark.parametrize(
    ("relation", "by", "said"),
    [
        ("colleague", BOB, "Bob Builder (Example Roofing), a colleague of Ann Owner (Example Roofing), will"),
        ("forwarded", None, "Zoe (zoe@example.com), somebody who has the message that went to Ann Owner"),
        (
            "stranger",
            None,
            "Zoe (zoe@example.com), somebody whom we do not know, will come to Spring meeting",
        ),
    ],
)
def test_an_answer_for_another_counts_for_nobody_until_a_person_says_whose_it_is(
    relation: str, by: Contact | None, said: str
) -> None:
    contact = None if relation == "stranger" else ANN
    whom = contact.id if contact else ""
    kept = came("rsvp", rsvp="accepted", partstat="accepted", relation=relation, counts=False, contact=whom,
                sender="zoe@example.com", sender_name="Zoe")  # fmt: skip
    asked = one(kept, desk(contact, by=by))
    assert asked.kind == "decide"
    assert asked.reason.startswith(said)
    assert asked.reason.endswith(
        "that counts for nobody until `outreach inbox 12 --is CONTACT` says whose it is"
    )
    assert asked.phone == ("" if contact is None else (by or ANN).phone)


def test_a_colleague_who_writes_is_answered_and_may_be_counted() -> None:
    asked = one(came("answer", "She asks for the agenda", relation="colleague", counts=False), desk(by=BOB))
    assert asked.kind == "answer"
    assert "; this is a colleague of Ann Owner (Example Roofing), so it counts for nobody" in asked.reason


def test_another_address_of_somebody_known_is_asked_about() -> None:
    kept = came("rsvp", rsvp="accepted", partstat="accepted", relation="other_address",
                sender="ann.owner@example.com")  # fmt: skip
    asked = one(kept)
    assert (asked.kind, asked.owner, asked.due) == ("fix_address", "champion-2", date(2027, 2, 17))
    assert "wrote from ann.owner@example.com, and we write to ann@example.org; ask which one" in asked.reason
    assert not is_mended(asked.key, ANN)
    assert is_mended(asked.key, replace(ANN, email="Ann.Owner@example.com"))


def bounce(recipient: str = "ann@example.org", **more: Any) -> Kept:
    return came("bounce", "550 5.1.1 no such user", counts=False, relation="nobody",
                recipient=recipient, **more)  # fmt: skip


def test_an_address_that_fails_for_good_is_mended_by_whoever_knows_the_person() -> None:
    asked = one(bounce(permanent=True))
    assert (asked.kind, asked.owner, asked.phone) == ("fix_address", "champion-2", "307-555-0101")
    assert asked.reason == (
        "Mail to ann@example.org comes back: Ann Owner (Example Roofing) gets nothing more from us "
        "(550 5.1.1 no such user); telephone and ask for the right address, and import it with "
        "`outreach contacts import`"
    )


def test_an_address_that_fails_for_now_asks_for_nothing_until_it_is_given_up() -> None:
    assert asked_for(bounce(permanent=False), desk()) == ()
    assert address_to_fix(bounce(permanent=False), desk()).kind == "fix_address"


def test_a_mended_address_needs_nobody_and_the_next_one_may_fail_too() -> None:
    key = one(bounce(permanent=True)).key
    mended = replace(ANN, email="ann@example.com")
    assert not is_mended(key, ANN)
    assert not is_mended(key, replace(ANN, email=""))
    assert not is_mended(key, None)
    assert is_mended(key, mended)
    assert one(bounce(permanent=True, recipient=mended.email), desk(mended)).key != key


def test_a_follow_ups_key_names_no_address() -> None:
    assert "@" not in one(bounce(permanent=True)).key


def test_a_complaint_is_told_and_nobody_telephones() -> None:
    asked = one(came("complaint", counts=False, relation="nobody"))
    assert (asked.kind, asked.phone, asked.due) == ("decide", "", date(2027, 2, 12))
    assert "there is nothing to do but to know" in asked.reason


def test_what_is_about_no_campaign_is_the_owners_of_the_house() -> None:
    kept = came("answer", "Who are you?")
    kept = replace(kept, inbound=replace(kept.inbound, match=Match()))
    asked = one(kept, desk(None, None))
    assert (asked.campaign, asked.owner) == ("", "convener")
    assert asked.reason == 'Answer Ann (ann@example.org): "Who are you?"'


@given(st.text(), st.text(), st.text(), st.sampled_from(["answer", "rsvp", "vote", "bounce", "complaint"]))
def test_whatever_strangers_write_a_reason_is_one_short_line_without_control_codes(
    text: str, name: str, sender: str, kind: str
) -> None:
    kept = came(kind, text, sender_name=name, sender=sender, recipient=sender, relation="stranger",
                contact="", counts=False, permanent=True)  # fmt: skip
    for asked in asked_for(kept, desk(None)):
        assert asked.reason.replace("\u200c", "").replace("\u200d", "").isprintable()
        assert len(asked.reason) < 700
        assert "\x1b" not in asked.text
