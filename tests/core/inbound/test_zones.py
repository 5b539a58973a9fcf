"""The times that calendars propose."""

from datetime import UTC, datetime

import pytest

from tests.core.inbound.calendars import (
    ANN,
    BOB,
    COUNTER,
    EXCHANGE_ZONE,
    GOOGLE,
    OURS,
    OUTLOOK,
    read,
    several,
    with_line,
)


@pytest.mark.parametrize(
    "zone",
    [
        "Mountain Standard Time", "America/Denver", "/freeassociation.sourceforge.net/America/Denver",
        "/mozilla.org/20070129_1/America/Denver", "/softwarestudio.org/Tzfile/America/Denver", "Customized",
        '"(UTC-07:00) Mountain Time (US & Canada)"', '"GMT -0700 (Standard) / GMT -0600 (Daylight)"',
    ],
)  # fmt: skip
def test_a_proposed_time_is_read_in_its_zone_whatever_that_is_called(zone: str) -> None:
    ics = with_line(COUNTER, "DTSTART;", f"DTSTART;TZID={zone}:20270311T140000")
    ics = with_line(ics, "DTEND", f"DTEND;TZID={zone}:20270319T140000")
    said = read(with_line(ics, "TZID", f"TZID:{zone.strip(chr(34))}"), method="COUNTER")
    assert said.starts == datetime(2027, 3, 11, 21, tzinfo=UTC)  # before the clocks change, and after
    assert said.ends == datetime(2027, 3, 19, 20, tzinfo=UTC)


def test_exchange_names_windows_zones_without_saying_what_they_are() -> None:
    said = read(COUNTER.replace(EXCHANGE_ZONE.format(zone="Mountain Standard Time"), ""))
    assert said.starts == datetime(2027, 3, 18, 15, tzinfo=UTC)


def test_outlooks_proposal_tells_the_time_before_beside_the_new_one() -> None:
    ics = with_line(OUTLOOK, "METHOD", "METHOD:COUNTER")
    ics = with_line(ics, "DTSTART", "DTSTART:20270319T200000Z\nX-MS-OLK-ORIGINALSTART:20270318T150000Z")
    said = read(with_line(ics, "DTEND", "DTEND:20270319T220000Z\nX-MS-OLK-ORIGINALEND:20270318T170000Z"))
    assert (said.method, said.partstat) == ("COUNTER", "tentative")
    assert (said.starts, said.ends) == (
        datetime(2027, 3, 19, 20, tzinfo=UTC),
        datetime(2027, 3, 19, 22, tzinfo=UTC),
    )


def test_googles_proposal_repeats_the_guests_and_is_the_senders() -> None:
    lines = (f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Example:mailto:{OURS}", BOB.format("ACCEPTED"),
             f"ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Ann;X-RESPONSE-COMMENT=Friday?:mailto:{ANN}")  # fmt: skip
    said = read(with_line(several(*lines), "METHOD", "METHOD:COUNTER"))
    assert (said.attendee, said.comment, said.starts) == (
        ANN,
        "Friday?",
        datetime(2027, 3, 18, 15, tzinfo=UTC),
    )


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "NEEDS-ACTION", "DECLINED"])
def test_a_proposal_is_never_a_yes(partstat: str) -> None:
    said = read(COUNTER.replace("TENTATIVE", partstat))
    assert said.partstat == ("declined" if partstat == "DECLINED" else "tentative")


def test_it_is_a_proposal_when_either_the_mail_or_the_calendar_says_so() -> None:
    assert read(GOOGLE, method="COUNTER").method == "COUNTER"
    assert read(with_line(GOOGLE, "METHOD", "METHOD:COUNTER"), method="REPLY").partstat == "tentative"


def test_an_answer_proposes_no_time() -> None:
    assert (read(GOOGLE).starts, read(GOOGLE).ends) == (None, None)


@pytest.mark.parametrize(
    ("end", "ends"),
    [
        ("DURATION:PT90M", 21),
        ("DURATION:-PT90M", None),
        ("DTEND:20270319T190000Z", None),
        ("DTEND:soon", None),
    ],
)
def test_how_long_it_lasts_is_told_by_its_end_or_its_length(end: str, ends: int | None) -> None:
    ics = with_line(with_line(COUNTER, "DTSTART;", "DTSTART:20270319T193000Z"), "DTEND", end)
    assert read(ics).ends == (datetime(2027, 3, 19, ends, tzinfo=UTC) if ends else None)


def test_a_day_and_a_time_without_a_zone_are_in_the_calendars_own() -> None:
    day = with_line(
        with_line(COUNTER, "DTSTART;", "DTSTART;VALUE=DATE:20270319"), "DTEND", "DTEND;VALUE=DATE:20270320"
    )
    assert read(day).starts == datetime(2027, 3, 19, 6, tzinfo=UTC)
    floating = with_line(COUNTER, "DTSTART;", "DTSTART:20270319T140000")
    assert read(floating).starts == datetime(2027, 3, 19, 20, tzinfo=UTC)
    named = with_line(GOOGLE, "METHOD", "METHOD:COUNTER\nX-WR-TIMEZONE:Europe/Berlin")
    assert read(with_line(named, "DTSTART", "DTSTART:20270319T140000")).starts == datetime(
        2027, 3, 19, 13, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "line",
    ["DTSTART:20270319T140000", "DTSTART;VALUE=DATE:20270319", "DTSTART;TZID=X:20270319T140000",
     "DTSTART:Friday", "DTSTART;TZID=America:20270319T140000", "DTSTART:00010101T000000", ""],
)  # fmt: skip
def test_a_time_of_which_nobody_can_tell_the_moment_is_left_open(line: str) -> None:
    said = read(with_line(with_line(GOOGLE, "METHOD", "METHOD:COUNTER"), "DTSTART", line))
    assert (said.method, said.starts, said.ends) == ("COUNTER", None, None)


def test_rules_made_to_be_slow_are_not() -> None:
    slow = "RRULE:FREQ=SECONDLY;BYSECOND=" + ",".join(map(str, range(60)))
    for rule in (
        slow,
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "RRULE:FREQ=YEARLY;BYMONTH=99999999;BYDAY=99SU",
    ):
        ics = COUNTER.replace("Mountain Standard Time", "Customized Time Zone")
        assert read(with_line(ics, "RRULE", rule)).starts is not None
