"""Calendars of any bytes at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.inbound.itip import calendar_reply
from tests.core.inbound.calendars import (
    ANN,
    BOB,
    COUNTER,
    EXCHANGE,
    GOOGLE,
    ZIMBRA,
    mail,
    read,
    with_line,
)


def test_however_its_lines_end_and_are_folded_it_is_read() -> None:
    said = read(GOOGLE)
    raw = GOOGLE.encode()
    for ending in (b"\n", b"\r\n", b"\r", b"\r\r\n", b"\n\n"):
        assert read(raw.replace(b"\n", ending)) == said
    assert read(raw.replace(b"\n ", b"")) == said
    assert read(raw.replace(b"\n ", b"\n\t")) == said
    assert read(raw.replace(b"E", b"E\0").replace(b"\nEN", b"\n\0EN")) == said
    assert read(b"\xef\xbb\xbf" + raw) == said


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("", "utf-8"), ("iso-8859-1", "utf-8"), ("iso-8859-1", "latin-1"), ("", "cp1252"),
     ("utf-16", "utf-16"), ("", "utf-16"), ("utf-16le", "utf-16le"), ("punycode", "utf-8"), ("x", "latin-1")],
)  # fmt: skip
def test_letters_are_read_in_whatever_set_they_are(charset: str, encoding: str) -> None:
    ics = GOOGLE.replace("Ann Own\n er", "Zoë Ünal").replace("\n", "\r\n")
    assert read(ics.encode(encoding), charset=charset).attendee_name == "Zoë Ünal"


def test_letters_of_japanese_mail_look_like_ascii_and_are_not() -> None:
    ics = with_line(GOOGLE, "ATTENDEE", f"ATTENDEE;PARTSTAT=ACCEPTED;CN=山田:mailto:{ANN}")
    assert read(ics.encode("iso2022_jp"), charset="ISO-2022-JP").attendee_name == "山田"


def test_a_letter_parted_by_a_fold_is_whole_again() -> None:
    raw = with_line(GOOGLE, "ATTENDEE", f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Zoë:mailto:{ANN}").encode()
    assert read(raw.replace("ë".encode(), b"\xc3\r\n \xab")).attendee_name == "Zoë"


def test_what_lacks_its_end_or_its_beginning_is_read() -> None:
    assert read(GOOGLE.partition("END:VEVENT")[0]) == read(GOOGLE)
    assert read(GOOGLE.replace("BEGIN:VCALENDAR\n", "")) == read(GOOGLE)
    torn = EXCHANGE.replace("END:VTIMEZONE\n", "").replace("END:DAYLIGHT\n", "")
    assert read(torn).partstat == "declined"


def test_what_stands_in_an_alarm_is_nobodys_answer() -> None:
    alarm = f"BEGIN:VALARM\nUID:no\n{BOB.format('ACCEPTED')}\nDTSTART:19700101T000000Z\nEND:VALARM\n"
    assert read(GOOGLE.replace("END:VEVENT", f"{alarm}END:VEVENT")) == read(GOOGLE)


def test_megabytes_beside_the_answer_do_not_hide_it() -> None:
    attached = "ATTACH;ENCODING=BASE64:" + "\n ".join(["A" * 74] * 100_000)
    crowd = "".join(f"BEGIN:VEVENT\nUID:{number}\nEND:VEVENT\n" for number in range(5000))
    assert read(GOOGLE.replace("DTSTART:", f"{attached}\nDTSTART:", 1)) == read(GOOGLE)
    assert read(GOOGLE.replace("END:VCALENDAR", f"{crowd}END:VCALENDAR")) == read(GOOGLE)


def test_a_comment_and_a_name_are_kept_within_bounds_and_without_control_characters() -> None:
    said = read(with_line(ZIMBRA, "COMMENT", "COMMENT:" + "see you \x07\\n" * 5000))
    assert len(said.comment) <= 4000
    assert said.comment.isprintable() or set(said.comment) - {"\n"} <= set("see you ")
    long = f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{"Ann " * 1000}":mailto:{ANN}'
    assert len(read(with_line(ZIMBRA, "ATTENDEE", long)).attendee_name) <= 200


PIECES = b"""\
BEGIN:VCALENDAR
BEGIN:VEVENT
BEGIN:VTIMEZONE
BEGIN:STANDARD
END:VEVENT
END:
METHOD:REPLY
METHOD:COUNTER
UID:1
ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example
ATTENDEE
ATTENDEE:
ATTENDEE;;=:
ATTENDEE;CN=":mailto:
DTSTART;TZID=X:20270318T090000
DTSTART:99991231T235959Z
DTSTART;TZID=Europe/Berlin:00010101T000000
DTEND:00010101
DURATION:P9999D
TZID:X
TZOFFSETTO:-2359
TZOFFSETTO:+9999
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=99991231T000000Z
COMMENT:\\
SEQUENCE:1
DTSTAMP:20270101
""".splitlines()
LINES = st.one_of(st.sampled_from(PIECES), st.binary(max_size=40))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(["", "utf-16", "x"]))
def test_no_bytes_at_all_raise_an_error(lines: list[bytes], charset: str) -> None:
    calendar_reply(mail(b"\n".join(lines), charset=charset, method="REPLY"))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 2000), st.binary(max_size=4))
def test_a_calendar_damaged_anywhere_raises_no_error(start: int, end: int, put: bytes) -> None:
    raw = COUNTER.encode()
    found = calendar_reply(mail(raw[:start] + put + raw[end:], method="REPLY"))
    assert found is None or found.attendee
