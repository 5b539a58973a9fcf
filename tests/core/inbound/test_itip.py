"""Whose answer a calendar brings, to what, and which."""

from dataclasses import replace

import pytest

from outreach.core.inbound.itip import calendar_reply
from outreach.core.inbound.nouns import CalendarReply
from outreach.core.message import Mailbox
from tests.core.inbound.calendars import (
    ANN,
    APPLE,
    BOB,
    CAME,
    EXCHANGE,
    GOOGLE,
    LOTUS,
    NEXTCLOUD,
    OURS,
    OUTLOOK,
    STAMP,
    THUNDERBIRD,
    UID,
    WRITTEN,
    ZIMBRA,
    mail,
    read,
    several,
    with_line,
)

ANSWER = CalendarReply("REPLY", UID, ANN, "accepted", "Ann Owner", 0, STAMP)


@pytest.mark.parametrize(
    ("ics", "said"),
    [
        pytest.param(GOOGLE, replace(ANSWER, comment="It's a pleasure, see you there"), id="google"),
        pytest.param(
            EXCHANGE,
            replace(ANSWER, partstat="declined", sequence=1, comment="We pour concrete that day."),
            id="exchange",
        ),
        pytest.param(OUTLOOK, replace(ANSWER, partstat="tentative", attendee_name=""), id="outlook"),
        pytest.param(APPLE, replace(ANSWER, attendee_name="Owner, Ann", comment="Glad to come"), id="apple"),
        pytest.param(ZIMBRA, replace(ANSWER, comment="See you, and thanks"), id="zimbra"),
        pytest.param(NEXTCLOUD, replace(ANSWER, attendee_name="", comment="Two of us"), id="nextcloud"),
        pytest.param(THUNDERBIRD, replace(ANSWER, partstat="declined"), id="thunderbird"),
        pytest.param(
            LOTUS, replace(ANSWER, by="desk@example.org", attendee_name="CN=Ann Owner/O=EXAMPLE"), id="notes"
        ),
    ],
)  # fmt: skip
def test_the_answer_of_every_calendar_is_read(ics: str, said: CalendarReply) -> None:
    assert read(ics, method="REPLY") == said


@pytest.mark.parametrize(
    "where",
    [
        {"method": "REPLY"},
        {},
        {"method": "request"},
        {"kind": "application/ics", "name": "invite.ics"},
        {"kind": "application/octet-stream", "name": "Reply.ICS"},
        {"kind": "text/plain", "name": "invite.ics"},
    ],
)
def test_it_is_found_wherever_a_mail_carries_it(where: dict[str, str]) -> None:
    assert read(OUTLOOK, **where).partstat == "tentative"


@pytest.mark.parametrize("ics", ["METHOD:REQUEST", "METHOD:PUBLISH", "METHOD:CANCEL"])
def test_a_calendar_that_asks_or_tells_is_no_answer(ics: str) -> None:
    assert calendar_reply(mail(OUTLOOK.replace("METHOD:REPLY", ics), method="REPLY")) is None


def test_a_calendar_without_a_method_is_what_the_mail_says_it_is() -> None:
    bare = OUTLOOK.replace("METHOD:REPLY\n", "")
    assert read(bare, method="reply").method == "REPLY"
    assert calendar_reply(mail(bare)) is None


def test_what_carries_no_calendar_answers_nothing() -> None:
    assert calendar_reply(mail(OUTLOOK, kind="application/ms-tnef", name="winmail.dat")) is None
    assert calendar_reply(mail("METHOD:REPLY\n")) is None
    assert calendar_reply(replace(mail(""), parts=())) is None


def test_an_answer_to_tasks_or_of_free_time_is_no_answer_to_an_invitation() -> None:
    assert calendar_reply(mail(OUTLOOK.replace("VEVENT", "VFREEBUSY"))) is None


# Who answers


def test_another_attendee_than_the_sender_is_believed() -> None:
    said = read(OUTLOOK, sender=Mailbox("Google Calendar", "calendar-notification@google.com"))
    assert said.attendee == ANN


@pytest.mark.parametrize(
    "value", ["invalid:nomail", "urn:uuid:4b6f5f1e-0001-4f7e-8a4e-000000000000", "MAILTO:", ""]
)
def test_without_an_address_the_sender_is_meant(value: str) -> None:
    said = read(with_line(OUTLOOK, "ATTENDEE", f"ATTENDEE;PARTSTAT=DECLINED;CN=Ann:{value}"))
    assert (said.attendee, said.partstat, said.attendee_name) == (ANN, "declined", "Ann")


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Ann@Example.ORG",
        "ATTENDEE;PARTSTAT=accepted:ann@example.org",
        'ATTENDEE;PARTSTAT="ACCEPTED":mailto:%61nn@example.org',
        "ATTENDEE ;PARTSTAT=Accepted:mailto: ann@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:<ann@example.org>",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Owner, Ann:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Owner: Ann:mailto:ann@example.org",
        "ATTENDEE;PARTSTAT=ACCEPTED;RSVP;CN=Ann:mailto:ann@example.org",
        'ATTENDEE;PARTSTAT=ACCEPTED;CN="Ann "the boss" Owner":mailto:ann@example.org',
        "ATTENDEE;CN=Ann;;PARTSTAT=ACCEPTED;:mailto:ann@example.org",
        "attendee;partstat=ACCEPTED:mailto:ann@example.org?subject=x",
    ],
)
def test_an_attendee_written_sloppily_is_read(line: str) -> None:
    said = read(with_line(OUTLOOK, "ATTENDEE", line))
    assert (said.attendee, said.partstat) == (ANN, "accepted")


@pytest.mark.parametrize("partstat", ["PARTSTAT=X-MAYBE;", "PARTSTAT=COMPLETED;", "PARTSTAT=;", ""])
def test_an_answer_that_nobody_knows_is_none(partstat: str) -> None:
    assert (
        read(with_line(OUTLOOK, "ATTENDEE", f"ATTENDEE;{partstat}CN=Ann:mailto:{ANN}")).partstat
        == "needs-action"
    )


def test_of_several_attendees_the_one_who_answers_is_meant() -> None:
    said = read(several(f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{ANN}", BOB.format("ACCEPTED")))
    assert (said.attendee, said.partstat) == ("bob@example.org", "accepted")


def test_of_several_who_have_answered_the_sender_is_meant() -> None:
    said = read(several(BOB.format("ACCEPTED"), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANN}"))
    assert (said.attendee, said.partstat) == (ANN, "declined")
    said = read(several(BOB.format("ACCEPTED"), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANN}"),
                sender=Mailbox("", "relay@mail.example"), reply_to=(ANN,))  # fmt: skip
    assert said.attendee == ANN


def test_the_organizer_among_the_guests_does_not_answer() -> None:
    said = read(several(f"ATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:{OURS}", BOB.format("TENTATIVE")),
                sender=Mailbox("", "relay@mail.example"))  # fmt: skip
    assert (said.attendee, said.partstat) == ("bob@example.org", "tentative")


def test_who_answers_in_somebodys_place_is_named() -> None:
    line = f'ATTENDEE;SENT-BY="mailto:Desk@example.org";PARTSTAT=ACCEPTED:mailto:{ANN}'
    said = read(with_line(OUTLOOK, "ATTENDEE", line), sender=Mailbox("The desk", "desk@example.org"))
    assert (said.attendee, said.by) == (ANN, "desk@example.org")
    said = read(
        with_line(OUTLOOK, "ATTENDEE", f'ATTENDEE;SENT-BY="mailto:{ANN}";PARTSTAT=ACCEPTED:mailto:{ANN}')
    )
    assert said.by == ""


DELEGATOR = f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:bob@example.org":mailto:{ANN}'
DELEGATE = f'ATTENDEE;PARTSTAT={{}};DELEGATED-FROM="mailto:{ANN}":mailto:bob@example.org'


def test_who_sends_somebody_else_delegates() -> None:
    said = read(several(DELEGATOR, DELEGATE.format("NEEDS-ACTION")))
    assert (said.attendee, said.partstat, said.delegated_to) == (ANN, "delegated", "bob@example.org")


def test_who_was_sent_answers_for_themselves() -> None:
    said = read(several(DELEGATOR, DELEGATE.format("ACCEPTED")), sender=Mailbox("", "bob@example.org"))
    assert (said.attendee, said.partstat, said.delegated_to) == ("bob@example.org", "accepted", "")


def test_delegation_is_seen_by_whom_it_names_alone() -> None:
    line = f'ATTENDEE;DELEGATED-TO="mailto:bob@example.org","mailto:cat@example.org":mailto:{ANN}'
    said = read(with_line(OUTLOOK, "ATTENDEE", line))
    assert (said.partstat, said.delegated_to) == ("delegated", "bob@example.org")


# Which event, which revision, when


def test_the_uid_that_exchange_wraps_is_unwrapped() -> None:
    wrapped = (
        "040000008200E00074C5B7101A82E008" + "0" * 48 + "7643616C2D55696401000000" + UID.encode().hex() + "00"
    )
    assert read(with_line(OUTLOOK, "UID", f"UID:{wrapped.upper()}")).uid == UID
    own = "040000008200E00074C5B7101A82E008" + "0" * 48 + "1122334455667788"
    assert read(with_line(OUTLOOK, "UID", f"UID:{own}")).uid == own


@pytest.mark.parametrize(
    ("line", "sequence"),
    [("SEQUENCE:3", 3), ("SEQUENCE: 2 ", 2), ("SEQUENCE:", None), ("SEQUENCE:-1", None), ("SEQUENCE:x", None),
     ("SEQUENCE:99999999999999999999", None), ("SEQUENCE:\u0663", None), ("", None)],
)  # fmt: skip
def test_a_sequence_is_a_number_or_none(line: str, sequence: int | None) -> None:
    assert read(with_line(OUTLOOK, "SEQUENCE", line)).sequence == sequence


@pytest.mark.parametrize(
    "line", ["", "DTSTAMP:20270205T094001", "DTSTAMP:yesterday", "DTSTAMP:20270231T000000Z"]
)
def test_where_a_calendar_does_not_say_when_it_was_written_the_mail_does(line: str) -> None:
    ics = with_line(OUTLOOK, "DTSTAMP", line)
    assert read(ics).stamp == WRITTEN
    assert read(ics, date=None).stamp == CAME
    assert read(ics, date=None, received=None).stamp is None


def test_a_stamp_in_a_zone_is_read_in_it() -> None:
    stamp = "DTSTAMP;TZID=Mountain Standard Time:20270205T094001"
    assert read(with_line(OUTLOOK, "DTSTAMP", stamp)).stamp == STAMP


def test_no_calendar_is_written_after_it_came() -> None:
    assert read(with_line(OUTLOOK, "DTSTAMP", "DTSTAMP:20991231T000000Z")).stamp == CAME


def test_the_whole_meeting_is_meant_before_one_of_its_days() -> None:
    day = f"BEGIN:VEVENT\nUID:x\nRECURRENCE-ID:20270318T150000Z\n{BOB.format('DECLINED')}\n"
    both = OUTLOOK.replace("BEGIN:VEVENT", f"{day}END:VEVENT\nBEGIN:VEVENT", 1)
    assert (read(both).uid, read(both).partstat) == (UID, "tentative")
    only = OUTLOOK.replace("SEQUENCE:0", "SEQUENCE:0\nRECURRENCE-ID:20270318T150000Z")
    assert read(only).partstat == "tentative"
