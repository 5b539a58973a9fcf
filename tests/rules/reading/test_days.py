"""Days named in a text are found, with all that the text says of them, and nothing else is taken for one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.reading.days import days


def named(text: str) -> list[tuple[int | None, int, int, int | None, str]]:
    return [
        (each.year, each.month, each.day, each.weekday, text[each.start : each.end]) for each in days(text)
    ]


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "weekday"),
    [
        ("Thursday, February 11, 2027 at 9:00 AM MST", 2027, 2, 11, 3),
        ("11 February 2027", 2027, 2, 11, None),
        ("We meet on Feb. 11th.", None, 2, 11, None),
        ("by 2027-02-11 09:00", 2027, 2, 11, None),
        ("2/11/2027", 2027, 2, 11, None),
        ("2/11/27", 2027, 2, 11, None),
        ("by 5/6", None, 5, 6, None),
        ("Thursday, 2/11", None, 2, 11, 3),
        ("Thursday the 18th of March", None, 3, 18, 3),
        ("Fri., May 7", None, 5, 7, 4),
        ("Tues. Sept. 9", None, 9, 9, 1),
        ("SEPTEMBER 9", None, 9, 9, None),
        ("sept 9", None, 9, 9, None),
        ("May 13", None, 5, 13, None),
        ("on 18 March 9:00", None, 3, 18, None),
        ("at the Council meeting at 9 May 6", None, 5, 6, None),
        ("at 9, May 6, 2027", 2027, 5, 6, None),
        ("on 18 March 9 a.m.", None, 3, 18, None),
        ("March 18 and 20 builders came", None, 3, 18, None),
        ("March 18 - 9 to noon", None, 3, 18, None),
        ("March 18 to 9:00", None, 3, 18, None),
        ("Feb 29", None, 2, 29, None),
        ("Friday, the 7th of May, 2027", 2027, 5, 7, 4),
        ("June 24 (https://example.org/2027-02-11)", None, 6, 24, None),
    ],
)
def test_a_day_is_read_with_all_that_is_said_of_it(
    text: str, year: int | None, month: int, day: int, weekday: int | None
) -> None:
    assert [found[:4] for found in named(text)] == [(year, month, day, weekday)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("March 18\u201320", (None, 3, 18), (None, 3, 20)),
        ("May 5-6", (None, 5, 5), (None, 5, 6)),
        ("May 5 - 6, 2027", (2027, 5, 5), (2027, 5, 6)),
        ("March 18 and 19", (None, 3, 18), (None, 3, 19)),
        ("March 18th and 19th at the fairgrounds", (None, 3, 18), (None, 3, 19)),
        ("March 18 through 20.", (None, 3, 18), (None, 3, 20)),
        ("Thursday and Friday, March 18 and 19", (None, 3, 18), (None, 3, 19)),
        ("18 and 19 March 2027", (2027, 3, 18), (2027, 3, 19)),
        ("5-6 May", (None, 5, 5), (None, 5, 6)),
        ("from 9 to 6 March or April 1", (None, 3, 6), (None, 4, 1)),
        ("March 18 and 6 May", (None, 3, 18), (None, 5, 6)),
    ],
)
def test_both_ends_of_some_days_are_read(
    text: str, first: tuple[int | None, int, int], second: tuple[int | None, int, int]
) -> None:
    assert [found[:3] for found in named(text)] == [first, second]


def test_each_of_several_days_of_a_month_is_read() -> None:
    assert [found[2] for found in named("May 5, 6 and 7 at the fair")] == [5, 6, 7]


@pytest.mark.parametrize(
    "text",
    [
        "open 24/7",
        "1/2 hour, 3/4 of us",
        "may 13 people come",
        "they march 4 miles",
        "Feb 30, 2027",
        "2027-13-01",
        "Feb 29, 2027",
        "February 2027",
        "in May",
        "on Thursday",
        "at 9:00 on March 9:00",
        "https://example.org/2027-02-11/march-18",
        "307-555-0111",
        "tomorrow, next Thursday",
        "0/5/2027",
    ],
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert named(text) == []


def test_several_days_come_in_order_each_where_it_stands() -> None:
    text = "Register by May 6 for Thursday, May 13, 2027 or 24 June."
    assert [found[4] for found in named(text)] == ["May 6", "Thursday, May 13, 2027", "24 June"]


@pytest.mark.parametrize(
    ("text", "when", "fits"),
    [
        ("May 13", date(2027, 5, 13), True),
        ("May 13", date(2030, 5, 13), True),
        ("May 13, 2027", date(2028, 5, 13), False),
        ("Thursday, May 13", date(2027, 5, 13), True),
        ("Wednesday, May 13", date(2027, 5, 13), False),
        ("May 14", date(2027, 5, 13), False),
    ],
)
def test_a_named_day_may_be_each_day_of_which_all_it_says_is_right(
    text: str, when: date, *, fits: bool
) -> None:
    (day,) = days(text)
    assert day.is_on(when) is fits


@pytest.mark.parametrize(
    ("text", "anchor", "meant"),
    [
        ("March 16", date(2027, 12, 9), date(2028, 3, 16)),
        ("December 9", date(2027, 3, 18), date(2027, 12, 9)),
        ("March 18", date(2027, 4, 7), date(2027, 3, 18)),
        ("September 7", date(2027, 9, 16), date(2027, 9, 7)),
        ("February 29", date(2027, 3, 1), date(2028, 2, 29)),
        ("May 6, 2020", date(2027, 3, 18), date(2020, 5, 6)),
    ],
)
def test_without_a_year_the_day_lies_ahead_or_not_long_gone_by(text: str, anchor: date, meant: date) -> None:
    (day,) = days(text)
    assert day.near(anchor) == meant


SPELLED = ("{0:%A}, {0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}", "{0:%b}. {0.day}, {0.year}", "{0}")


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from((*SPELLED, "{0.month}/{0.day}/{0.year}"))
)
def test_every_day_is_found_however_it_is_spelled(when: date, spelling: str) -> None:
    (found,) = days(f"We meet on {spelling.format(when)} at nine.")
    assert found.is_on(when)
    assert found.near(when + timedelta(200)) == when


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_a_day_without_a_year_is_never_more_than_ninety_days_gone_by(when: date, anchor: date) -> None:
    (found,) = days(f"{when:%B} {when.day}")
    assert found.near(anchor) >= anchor - timedelta(90)
