from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from outreach.actions.noticing.envelope import written
from outreach.actions.noticing.keeping import time_kept
from outreach.actions.rsvps import Responses, decline_proposal, record, rsvps, rsvps_of, when_of
from outreach.core.errors import UsageError
from outreach.core.history import Rsvp, Status
from outreach.core.inbound.itip import calendar_reply
from outreach.core.inbound.nouns import Inbound, Mail, Match, Part
from outreach.core.message import Mailbox
from outreach.core.mime import to_bytes
from tests.core.inbound.calendars import COUNTER
from tests.world import MEETING, Office, at, member

REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
PARTNERS = (
    "{id: partners, send: invite, for: outer_table, template: letter.md, when: 6 weeks before event at 09:00}"
)
STEPS = (INVITATION, REMINDER)
HOPING = MEETING.replace("location: Hall", "location: Hall, businesses_hoped_for: 25")
TWO_TABLES = HOPING.replace(
    "businesses_hoped_for: 25",
    "businesses_hoped_for: 25, outer_table: {audience: {roles: [support_partner]}}",
)
NOW = "2027-02-10 09:00"


@pytest.fixture
def invited(tmp_path: Path) -> Iterator[Office]:
    """A meeting to which four people of three businesses were invited."""
    office = Office(tmp_path)
    firms = {"ann": "Ann Builders", "bob": "Bob & Co", "cat": "ann  builders", "dan": ""}
    office.people(*(member(who, last_name=f"{who}son", organisation=firm) for who, firm in firms.items()))
    office.campaign(*STEPS, head=HOPING)
    office.run("2027-02-04 09:00")
    yield office
    office.ledger.close()


def standing(office: Office, wall: str = NOW) -> Responses:
    return rsvps_of(office.world(), "spring", at(wall))


def answered(found: Responses) -> list[tuple[str, Rsvp | None]]:
    return [(each.contact.id, each.rsvp) for each in found.guests]


def came(office: Office, who: str, wall: str, **more: Any) -> int:
    """Something came back from somebody about the meeting; its number."""
    match = {"contact": who, "campaign": "spring", "step": "invitation", "occurrence": "once",
             "relation": "self", "confidence": "certain"} | more.pop("match", {})  # fmt: skip
    inbound = Inbound(
        identity=f"{who}-{wall}-{len(office.ledger.inbox())}", inbox="files", source="", channel="email",
        received=at(wall), kind="rsvp", sender=f"{who}@example.org", sender_name=who.capitalize(), subject="",
        text="", match=Match(**match), counts=True, message_id=f"<{who}@mail.example.org>",
    )  # fmt: skip
    number = office.ledger.keep(replace(inbound, **more))
    assert number is not None
    return number


def proposed(office: Office, who: str, wall: str, **more: Any) -> int:
    when = {"proposed": at("2027-03-19 14:00"), "partstat": "tentative", "sequence": 0} | more
    return came(office, who, wall, **when)


def test_everybody_invited_is_listed_those_coming_first(invited: Office) -> None:
    invited.answer("dan", "2027-02-05 09:00", "accepted")
    invited.answer("cat", "2027-02-05 09:00", "declined", text="Not this spring")
    invited.answer("bob", "2027-02-05 09:00", "tentative")
    found = standing(invited)
    assert answered(found) == [("dan", "accepted"), ("bob", "tentative"), ("ann", None), ("cat", "declined")]
    assert (found.guests[-1].comment, found.guests[-1].at) == ("Not this spring", at("2027-02-05 09:00"))
    counts = [found.count(each) for each in ("accepted", "tentative", "declined", None)]
    assert (found.invited, *counts, found.hoped_for) == (4, 1, 1, 1, 1, 25)


def test_businesses_are_counted_once_and_who_names_none_is_one(invited: Office) -> None:
    for who in ("ann", "cat", "dan"):
        invited.answer(who, "2027-02-05 09:00", "accepted")
    assert standing(invited).businesses == 2


def test_support_partners_are_guests_and_no_businesses(invited: Office) -> None:
    invited.people(member("pat", roles=frozenset({"support_partner"}), organisation="College"))
    invited.campaign(*STEPS, PARTNERS, head=TWO_TABLES)
    invited.run("2027-02-05 09:00")
    invited.answer("pat", "2027-02-06 09:00", "accepted")
    found = standing(invited)
    assert (found.guests[0].contact.id, found.guests[0].table) == ("pat", "outer_table")
    assert (found.invited, found.count("accepted"), found.businesses) == (5, 1, 0)


def test_who_answers_without_an_invitation_is_a_guest_too(invited: Office) -> None:
    invited.people(member("eve", roles=frozenset({"supporter"})))
    invited.answer("eve", "2027-02-05 09:00", "accepted")
    found = standing(invited)
    assert (found.guests[0].contact.id, found.guests[0].invited, found.invited) == ("eve", False, 4)


def test_whose_invitation_was_taken_back_is_no_guest(invited: Office) -> None:
    invited.answer("ann", "2027-02-05 09:00", "accepted")
    invited.ledger.withdraw("Only twenty seats.", {"email": []}, at("2027-02-06 09:00"))
    assert len(standing(invited).guests) == 4


def test_the_newest_answer_of_each_counts_whatever_way_it_came(invited: Office) -> None:
    invited.answer(
        "ann", "2027-02-05 09:00", "accepted", sequence=0, stamp=at("2027-02-05 08:59"), identity="1"
    )
    invited.answer("ann", "2027-02-06 09:00", "declined", text="by telephone")
    invited.answer("ann", "2027-02-07 09:00", text="Where is it, by the way?")
    guest = next(each for each in standing(invited).guests if each.contact.id == "ann")
    assert (guest.rsvp, guest.comment) == ("declined", "by telephone")


def test_what_stands_for_nobody_is_shown_and_not_counted(invited: Office) -> None:
    other = {"relation": "colleague", "why": "from somebody else of the same business"}
    came(
        invited,
        "ann",
        "2027-02-05 09:00",
        rsvp="declined",
        counts=False,
        sender="joe@example.org",
        match=other,
    )
    newest = came(invited, "ann", "2027-02-06 09:00", rsvp="accepted", counts=False, sender="joe@example.org",
                  match=other)  # fmt: skip
    came(invited, "bob", "2027-02-06 09:00", rsvp="accepted")
    found = standing(invited)
    assert [(each.id, each.inbound.rsvp) for each in found.uncounted] == [(newest, "accepted")]
    assert {each.rsvp for each in found.guests} == {None}


def test_only_events_ahead_are_listed_in_order_of_start(invited: Office) -> None:
    later = MEETING.replace("2027-03-18", "2027-05-06")
    for name, head in (
        ("summer", later),
        ("gone", MEETING.replace("2027-03-18", "2027-01-05")),
        ("off", later.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")),
    ):
        invited.campaign(*STEPS, head=head.replace("campaign: spring", f"campaign: {name}"), name=name)
    assert [each.campaign for each in rsvps(invited.world(), at(NOW))] == ["spring", "summer"]
    assert rsvps_of(invited.world(), "gone", at(NOW)).is_over
    assert [each.campaign for each in rsvps(invited.world(), at("2027-03-18 10:30"))] == ["spring", "summer"]


def test_when_an_event_begins_is_told_on_its_own_clock(invited: Office) -> None:
    assert when_of(standing(invited)) == "Thursday 18 March 2027 at 09:00"


@pytest.mark.parametrize(
    ("name", "told"), [("sprung", "did you mean `spring`"), ("posts", "posts has no event")]
)
def test_without_an_event_nobody_is_invited(name: str, told: str, invited: Office) -> None:
    post = "{id: mail, send: email, template: letter.md, when: on 2027-02-01 at 09:00}"
    head = "campaign: posts\ntitle: Posts\nkind: social\naudience: {roles: [business_member]}\nsteps:\n"
    invited.campaign(post, head=head, name="posts")
    with pytest.raises(UsageError, match=told):
        rsvps_of(invited.world(), name, at(NOW))


# An answer by telephone


def test_an_answer_by_telephone_counts_and_twice_is_as_once(invited: Office) -> None:
    for minute in ("09:00", "09:05"):
        guest = record(
            invited.world(), "spring", "bob", "Accepted", at(f"2027-02-10 {minute}"), "brings a chair"
        )
        assert (guest.rsvp, guest.invited) == ("accepted", True)
    assert len(list(invited.ledger.replies())) == 1
    assert answered(standing(invited))[0] == ("bob", "accepted")
    record(invited.world(), "spring", "bob", "declined", at("2027-02-11 09:00"))
    assert answered(standing(invited))[-1] == ("bob", "declined")


def test_an_answer_by_telephone_replaces_that_of_a_calendar(invited: Office) -> None:
    invited.answer(
        "ann", "2027-02-05 09:00", "accepted", sequence=3, stamp=at("2027-02-05 08:59"), identity="1"
    )
    record(invited.world(), "spring", "ann", "declined", at(NOW))
    assert answered(standing(invited))[-1] == ("ann", "declined")


def test_somebody_not_invited_may_be_written_down(invited: Office) -> None:
    invited.people(member("eve", roles=frozenset({"supporter"})))
    assert not record(invited.world(), "spring", "eve", "accepted", at(NOW)).invited
    assert answered(standing(invited))[0] == ("eve", "accepted")


@pytest.mark.parametrize(
    ("who", "answer", "wall", "told"),
    [
        ("bbo", "accepted", NOW, "nobody imported has the id `bbo`; did you mean `bob`"),
        (
            "bob",
            "acepted",
            NOW,
            "`acepted` is no answer; did you mean `accepted`.*accepted, declined, tentative",
        ),
        (
            "bob",
            "accepted",
            "2027-03-18 11:00",
            "spring is over; record who came with `outreach attendance spring`",
        ),
    ],
)
def test_what_cannot_be_written_down_is_refused(
    who: str, answer: str, wall: str, told: str, invited: Office
) -> None:
    with pytest.raises(UsageError, match=told):
        record(invited.world(), "spring", who, answer, at(wall))
    assert not list(invited.ledger.replies())


def test_of_what_is_called_off_nothing_is_written_down(invited: Office) -> None:
    invited.campaign(*STEPS, head=MEETING.replace("Hall", "Hall, status: cancelled, reason: Snow"))
    with pytest.raises(UsageError, match="spring was called off, so there is nothing to answer"):
        record(invited.world(), "spring", "bob", "accepted", at(NOW))


# Another time


def waiting(office: Office, wall: str = NOW) -> list[int]:
    return [each.id for each in standing(office, wall).proposals]


def test_each_persons_last_proposal_waits_for_a_decision(invited: Office) -> None:
    proposed(invited, "ann", "2027-02-05 09:00")
    second = proposed(invited, "ann", "2027-02-06 09:00")
    other = proposed(invited, "bob", "2027-02-05 12:00", proposed=None)
    came(invited, "cat", "2027-02-05 12:00", partstat="needs-action")
    assert waiting(invited) == [second, other]
    assert {each.rsvp for each in standing(invited).guests} == {None}


def test_who_accepts_the_time_after_all_no_longer_waits(invited: Office) -> None:
    proposed(invited, "ann", "2027-02-05 09:00")
    number = proposed(invited, "bob", "2027-02-05 09:00")
    for who, rsvp in (("ann", "accepted"), ("bob", "declined")):
        invited.answer(who, "2027-02-06 09:00", rsvp)  # type: ignore[arg-type]
    assert waiting(invited) == [number]


def test_once_the_event_has_moved_no_earlier_proposal_waits(invited: Office) -> None:
    proposed(invited, "ann", "2027-02-05 09:00")
    invited.campaign(*STEPS, head=HOPING.replace("2027-03-18 09:00", "2027-03-19 14:00"))
    invited.run("2027-02-08 09:00")
    later = proposed(invited, "bob", "2027-02-09 09:00")
    assert waiting(invited) == [later]
    assert waiting(invited, "2027-03-20 09:00") == []


def test_turned_down_it_waits_no_more_and_is_told_once(invited: Office) -> None:
    number = proposed(invited, "ann", "2027-02-05 09:00")
    kept = decline_proposal(invited.world(), "spring", number, at(NOW))
    assert (kept.id, waiting(invited)) == (number, [])
    told = [each for each in invited.ledger.deliveries() if each.key.campaign == "!confirm"]
    assert [(str(each.key), each.status) for each in told] == [
        (f"!confirm/time/{number}/ann", Status.WAITING)
    ]
    with pytest.raises(
        UsageError, match=f"no proposal {number} of spring waits for a decision; those that do: none"
    ):
        decline_proposal(invited.world(), "spring", number, at(NOW))


def test_a_strangers_proposal_is_answered_by_hand(invited: Office) -> None:
    number = proposed(invited, "", "2027-02-05 09:00", counts=False, sender="joe@example.com")
    with pytest.raises(UsageError, match=f"proposal {number} stands for nobody who was invited"):
        decline_proposal(invited.world(), "spring", number, at(NOW))
    assert waiting(invited) == [number]


def test_the_mail_that_turns_it_down_tells_the_calendar_too(invited: Office) -> None:
    part = Part("text/calendar", COUNTER.encode(), method="COUNTER")
    said = calendar_reply(Mail("<1@x>", Mailbox("", "ann@example.org"), "", "", parts=(part,)))
    assert said is not None
    number = proposed(invited, "ann", "2027-02-05 09:00", sequence=said.sequence)
    kept, ann = decline_proposal(invited.world(), "spring", number, at(NOW)), invited.ledger.contact("ann")
    assert ann is not None
    [told] = [each for each in invited.ledger.deliveries() if each.key.campaign == "!confirm"]
    notice = time_kept(invited.world(), told.key, ann, kept, at(NOW))
    assert notice is not None
    mail = message_from_bytes(to_bytes(written(invited.world(), notice, at(NOW))), policy=policy.default)
    assert mail["Subject"].startswith("Spring meeting stays on Thursday")
    words = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Hello Ann" in words
    assert "for proposing Friday, March 19, 2027 at 2:00 PM MDT for Spring meeting" in words
    [calendar] = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "DECLINECOUNTER"
    assert "SEQUENCE:1" in calendar.get_content()
    assert not list(mail.iter_attachments())


def test_the_next_pass_tells_it_once(invited: Office) -> None:
    number = proposed(invited, "ann", "2027-02-05 09:00")
    decline_proposal(invited.world(), "spring", number, at(NOW))
    for wall in (NOW, "2027-02-10 10:00", "2027-02-11 10:00"):
        invited.run(wall)
    told = [each for each in invited.mail.emails() if each.key.campaign == "!confirm"]
    assert [each.invite.method for each in told if each.invite is not None] == ["DECLINECOUNTER"]
    assert [each.to.address for each in told] == ["ann@example.org"]
