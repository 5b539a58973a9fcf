"""A calendar to subscribe to, as bytes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.feed import Feed, feed
from outreach.core.history import Announced
from outreach.core.message import Mailbox

MEETING = Announced(
    uid="spring-abc@partnerships.example.org",
    revision=0,
    sequence=0,
    title="Spring meeting; all welcome",
    starts=datetime(2027, 3, 18, 15, tzinfo=UTC),
    duration=timedelta(hours=2),
    location="Example Builders, 100 Main Street",
    cancelled=False,
    at=datetime(2027, 2, 4, 16, tzinfo=UTC),
)
FALL = replace(MEETING, uid="fall", starts=datetime(2027, 9, 16, 14, tzinfo=UTC), cancelled=True, sequence=2)
FEED = Feed(
    "Laramie, Construction",
    Mailbox("Example Sector Partnerships", "hello@partnerships.example.org"),
    (FALL, MEETING),
    "https://partnerships.example.org/construction",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)


def test_a_calendar_is_written_so() -> None:
    assert feed(FEED).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//outreach//campaigns//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Laramie\\, Construction",
        "X-WR-CALNAME:Laramie\\, Construction",
        "LAST-MODIFIED:20270204T160000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "URL:https://partnerships.example.org/construction",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:Spring meeting\\; all welcome",
        "DTSTART:20270318T150000Z",
        "DTEND:20270318T170000Z",
        "DTSTAMP:20270204T160000Z",
        "UID:spring-abc@partnerships.example.org",
        "SEQUENCE:0",
        "LAST-MODIFIED:20270204T160000Z",
        "LOCATION:Example Builders\\, 100 Main Street",
        'ORGANIZER;CN="Example Sector Partnerships":mailto:hello@partnerships.examp',
        " le.org",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        *feed(replace(FEED, meetings=(FALL,))).decode().split("\r\n")[11:],
    ]


def test_nobody_who_is_invited_stands_in_it() -> None:
    assert b"ATTENDEE" not in feed(FEED)
    assert b"DESCRIPTION" not in feed(FEED)


def test_the_same_meetings_in_another_order_give_the_same_bytes() -> None:
    assert feed(FEED) == feed(replace(FEED, meetings=(MEETING, FALL)))


def test_a_calendar_without_meetings_is_one_all_the_same() -> None:
    whole = icalendar.Calendar.from_ical(feed(replace(FEED, meetings=())))
    assert (whole["METHOD"], whole.walk("VEVENT")) == ("PUBLISH", [])


@given(name=TEXTS, title=TEXTS, location=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_out_as_it_went_in(name: str, title: str, location: str) -> None:
    made = feed(replace(FEED, name=name, meetings=(replace(MEETING, title=title, location=location),)))
    assert max(map(len, made.split(b"\r\n"))) <= 75
    [event] = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event.get("LOCATION", ""))) == (title, location)
