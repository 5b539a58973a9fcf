"""Telephone numbers, addresses and names by which a text says whom to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.reading.persons import addresses, names_somebody, telephones


@pytest.mark.parametrize(
    "number",
    [
        "307-555-0195",
        "(307) 555-0195",
        "(307)555-0195",
        "307.555.0195",
        "307 555 0195",
        "3075550195",
        "+1 307 555 0195",
        "1-307-555-0195",
        "307\u2011555\u20110195",
        "555-0195",
        "+44 20 7946 0958",
        "+49 (30) 901820",
        "1-800-GO-BUILD-IT",
        "[telephone]",
        "[recruiter's telephone]",
    ],
)
def test_a_telephone_number_is_found_as_it_is_written(number: str) -> None:
    assert telephones(f"Call {number}, or write.") == (number,)
    assert telephones(f"Call Convener One ({number}).") == (number,)


def test_a_number_without_an_area_code_is_found_before_any_words() -> None:
    for rest in ("for details", "weekdays", "and ask for people who build", "to reach our members"):
        assert telephones(f"Call 555-0195 {rest}.") == ("555-0195",)


@pytest.mark.parametrize(
    "text",
    [
        "We meet on 2027-03-18 at 09:00.",
        "We meet on 03/18/2027 or 3-18-2027.",
        "From 9:00 to 11:30, March 18, 2027",
        "Cheyenne, WY 82001-1234",
        "Forty firms, 300 hires, 1,200,000 dollars, $300-4000",
        "https://partnerships.example.org/307-555-0195",
        "mailto:hello+3075550195@example.org?subject=rsvp",
        "Invoice 12345678901234",
        "ISBN 978-3-16-148410-0",
        "Order 307-555-01956",
        "Firms with 200-2500 workers",
        "200-2500 construction workers",
        "Bill 307-2027 passed.",
        "House Bill 307-2027",
        "300-3500 a year",
        "[title]",
        "",
    ],
)
def test_days_times_postcodes_sums_and_links_are_no_telephone_numbers(text: str) -> None:
    assert telephones(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to convener@example.org.", ("convener@example.org",)),
        ("Write (mailto:convener@example.org), please", ("convener@example.org",)),
        (
            "first.last+spring@mail.example.org, b@example.org",
            ("first.last+spring@mail.example.org", "b@example.org"),
        ),
        ("Say yes (mailto:hello+token@example.org?subject=rsvp).", ()),
        ("https://example.org/?to=convener@example.org", ()),
        ("@wyoming on the networks, 3 @ 5 dollars", ()),
        ("convener@localhost", ()),
    ],
)
def test_addresses_to_write_to_are_found_and_buttons_are_not(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Questions? Call Convener One at 307-555-0195.",
        "Convener One, 307-555-0195",
        "call Ann at 307-555-0195",
        "Please write to Ann (ann@example.org).",
        "Reach Maria de la Cruz at 307-555-0195.",
        "Your convener is J. Sample: 307-555-0195",
        "call [convener] at [telephone]",
        "Ann: 307-555-0100",
        "Ask for Bob: 307-555-0100.",
        "Call 307-555-0100 and ask for Bob.",
        "Call [recruiter's first name] at [recruiter's telephone]",
    ],
)
def test_a_person_is_found_by_how_names_are_written(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "Questions? Call 307-555-0195 or write to hello@example.org.",
        "Call us at 307-555-0195.",
        "Call [telephone] or write to hello@example.org.",
        "Call the office of the Example Sector Partnerships at 307-555-0195.",
        "Write to the Workforce Council: hello@example.org",
        "Registration: 307-555-0195",
        "RSVP: 307-555-0195",
        "Cheyenne: 307-555-0195",
        "On Thursday, March 18, call 307-555-0195.",
        "100 Main Street, 307-555-0195",
        "",
    ],
)
def test_an_office_a_day_or_a_street_is_nobody(text: str) -> None:
    assert not names_somebody(text)


def test_whoever_is_known_is_somebody_and_the_reader_is_not() -> None:
    assert names_somebody("ask sunny at 307-555-0195", known=["sunny"])
    assert not names_somebody("sunnyside, 307-555-0195", known=["sunny", ""])
    assert not names_somebody("[first name], call 307-555-0195", others=["[first name]", ""])


@given(area=st.integers(200, 999), exchange=st.integers(200, 999), line=st.integers(0, 9999))
def test_every_number_of_north_america_is_found(area: int, exchange: int, line: int) -> None:
    number = f"{area}-{exchange}-{line:04}"
    assert telephones(f"at {number}.") == (number,)


@given(st.dates())
def test_no_day_is_a_telephone_number(day: object) -> None:
    assert telephones(f"on {day} at 09:00") == ()
