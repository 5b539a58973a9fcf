"""Invitations as iCalendar files, read back by two programs that do not know each other."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.icalendar_file import to_ics
from outreach.core.message import Invite, Mailbox
from tests.core.test_message import INVITE

DENVER = ZoneInfo("America/Denver")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=150)


def events(invite: Invite) -> Iterator[Any]:
    """The event as icalendar reads it, then as vobject does."""
    raw = to_ics(invite)
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(raw)
    assert not calendar.errors
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    yield event
    yield vobject.readOne(raw.decode()).vevent


def test_an_invitation_holds_what_a_calendar_needs() -> None:
    invite = replace(INVITE, url="https://out.example.org/r/1?a=1;b=2,3")
    event, other = events(invite)
    assert str(event["SUMMARY"]) == other.summary.value == invite.title
    assert str(event["LOCATION"]) == other.location.value == invite.location
    assert str(event["UID"]) == other.uid.value == invite.uid
    assert str(event["URL"]) == other.url.value == invite.url
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "OPAQUE", 0)
    assert event["DTSTAMP"].dt == invite.stamp
    assert icalendar.Calendar.from_ical(to_ics(invite))["METHOD"] == "REQUEST"


def test_it_asks_the_one_attendee_for_an_answer_to_the_organizer() -> None:
    event, other = events(INVITE)
    assert str(event["ORGANIZER"]) == other.organizer.value == "mailto:hello@partnerships.example.org"
    assert str(event["ATTENDEE"]) == other.attendee.value == "mailto:member-1@example.org"
    asked = event["ATTENDEE"].params
    assert (asked["RSVP"], asked["PARTSTAT"], asked["CN"]) == ("TRUE", "NEEDS-ACTION", "Member One")


def test_an_address_beyond_ascii_is_a_uri_that_every_calendar_reads() -> None:
    event, other = events(replace(INVITE, attendee=Mailbox("Member One", "jörg+a@example.org")))
    assert str(event["ATTENDEE"]) == other.attendee.value == "mailto:j%C3%B6rg+a@example.org"


def test_a_cancellation_takes_the_event_out_of_the_calendar() -> None:
    cancelled = replace(INVITE, method="CANCEL", sequence=2)
    event, other = events(cancelled)
    assert event["STATUS"] == other.status.value == "CANCELLED"
    assert event["SEQUENCE"] == 2
    assert str(event["UID"]) == INVITE.uid
    assert icalendar.Calendar.from_ical(to_ics(cancelled))["METHOD"] == "CANCEL"


@pytest.mark.parametrize(
    ("wall", "utc_hour"),
    [
        (datetime(2027, 3, 13, 9, tzinfo=DENVER), 16),
        (datetime(2027, 3, 14, 9, tzinfo=DENVER), 15),
        (datetime(2027, 11, 6, 9, tzinfo=DENVER), 15),
        (datetime(2027, 11, 7, 9, tzinfo=DENVER), 16),
    ],
    ids=["day before spring", "spring", "day before fall", "fall"],
)
def test_nine_in_denver_stays_nine_on_both_sides_of_a_clock_change(wall: datetime, utc_hour: int) -> None:
    for event in events(replace(INVITE, starts=wall)):
        start = event["DTSTART"].dt if isinstance(event, icalendar.Event) else event.dtstart.value
        end = event["DTEND"].dt if isinstance(event, icalendar.Event) else event.dtend.value
        assert start.astimezone(UTC).hour == utc_hour
        assert start.astimezone(DENVER).hour == 9
        assert end - start == timedelta(hours=2)


def test_a_length_is_counted_in_hours_that_pass() -> None:
    late = datetime(2027, 3, 13, 23, tzinfo=DENVER)
    event, _ = events(replace(INVITE, starts=late, duration=timedelta(hours=8)))
    assert event["DTEND"].dt.astimezone(DENVER).hour == 8


@given(title=TEXTS, location=TEXTS, description=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_out_as_it_went_in(title: str, location: str, description: str) -> None:
    description = f"{description}\n{title}"
    event, other = events(replace(INVITE, title=title, location=location, description=description))
    assert str(event["SUMMARY"]) == other.summary.value == title
    assert str(event["DESCRIPTION"]) == other.description.value == description
    assert str(event.get("LOCATION", "")) == location


def test_a_backslash_before_a_letter_starts_no_new_line() -> None:
    invite = replace(INVITE, title=r"Hall\North and \\Nave\n", location=r"C:\New")
    event, other = events(invite)
    assert str(event["SUMMARY"]) == other.summary.value == invite.title
    assert str(event["LOCATION"]) == other.location.value == invite.location


@given(name=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_name_comes_out_as_it_went_in_but_for_double_quotes_and_backslashes(name: str) -> None:
    event, _ = events(replace(INVITE, attendee=Mailbox(name, "m@example.org")))
    expected = " ".join(name.replace('"', "'").replace("\\", "/").split())
    assert " ".join(event["ATTENDEE"].params.get("CN", "").split()) == expected


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=80, deadline=None)
def test_nothing_that_a_person_typed_adds_a_line(text: str) -> None:
    crafted = f"{text}\r\nATTENDEE:mailto:everyone@example.org\nX-A:b\r{text}"
    person = Mailbox(crafted, "m@example.org")
    invite = replace(
        INVITE, title=crafted, location=crafted, description=crafted, organizer=person, attendee=person
    )
    unfolded = to_ics(invite).decode().replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded]
    assert names.count("ATTENDEE") == 1
    assert "X-A" not in names


@pytest.mark.parametrize("address", ["a@example.org\r\nX:y", "a b@example.org", "a\t@example.org"])
def test_an_address_with_a_break_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="space or a control character"):
        to_ics(replace(INVITE, attendee=Mailbox("", address)))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_ics(replace(INVITE, starts=datetime(2027, 3, 18, 9)))


def test_the_same_invitation_gives_the_same_bytes() -> None:
    assert to_ics(INVITE) == to_ics(replace(INVITE))


def test_an_invitation_is_written_so() -> None:
    assert to_ics(INVITE).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//outreach//campaigns//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "SUMMARY:Construction launch",
        "DTSTART:20270318T150000Z",
        "DTEND:20270318T170000Z",
        "DTSTAMP:20270204T160000Z",
        "UID:construction-launch@partnerships.example.org",
        "SEQUENCE:0",
        'ATTENDEE;CN="Member One";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-',
        " PARTICIPANT;RSVP=TRUE:mailto:member-1@example.org",
        "DESCRIPTION:Will you join us?",
        "LOCATION:Example Builders\\, 100 Main Street",
        'ORGANIZER;CN="Example Sector Partnerships":mailto:hello@partnerships.examp',
        " le.org",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_who_invites_nobody_does_not_wait_for_the_library_of_calendars() -> None:
    code = "import sys, outreach.core.mime; sys.exit('icalendar' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode
        == 0
    )


def test_what_turns_a_proposal_down_names_the_event_and_changes_nothing_of_it() -> None:
    comment = "The hall is ours on that morning only; sorry."
    declined = replace(INVITE, method="DECLINECOUNTER", sequence=3, comment=comment)
    assert icalendar.Calendar.from_ical(to_ics(declined))["METHOD"] == "DECLINECOUNTER"
    event, other = events(declined)
    assert str(event["UID"]) == other.uid.value == INVITE.uid
    assert int(event["SEQUENCE"]) == int(other.sequence.value) == 3
    assert str(event["COMMENT"]) == other.comment.value == comment
    assert str(event["ATTENDEE"]) == other.attendee.value == "mailto:member-1@example.org"
    assert set(event) == {"UID", "SEQUENCE", "DTSTAMP", "ORGANIZER", "ATTENDEE", "COMMENT"}
    assert set(event["ATTENDEE"].params) == {"CN", "CUTYPE", "ROLE"}
