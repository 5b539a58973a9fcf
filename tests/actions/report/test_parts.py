"""A period in parts, and business time: laws that hold for any of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from outreach.actions.report.opentime import OpenTime
from outreach.actions.report.parts import MOST, cuts, parts_of
from outreach.core.openhours import Calendar, Window, add_open_time, holiday_test, is_open

DENVER = ZoneInfo("America/Denver")
WINDOW = Window(frozenset(range(5)), time(8), time(18))
CALENDAR = Calendar(DENVER, WINDOW, holiday_test("US-WY"))
DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC))


@given(DAYS, DAYS)
def test_the_parts_follow_each_other_and_cover_every_day_once(one: date, other: date) -> None:
    first, last = sorted((one, other))
    parts = parts_of(first, last)
    assert (parts[0].first, parts[-1].last) == (first, last)
    assert all(after.first - before.last == timedelta(1) for before, after in pairwise(parts))
    assert all(each.first <= each.last for each in parts)
    assert len(parts) <= MOST + 1
    assert len({each.name for each in parts}) == len(parts)


def test_a_year_is_told_by_months_a_month_by_weeks_and_a_decade_by_quarters_or_years() -> None:
    year = parts_of(date(2027, 1, 1), date(2027, 12, 31))
    assert [each.label for each in year][:3] == ["Jan", "Feb", "Mar"]
    assert year[1].name == "February 2027"
    assert [each.name for each in parts_of(date(2027, 3, 3), date(2027, 3, 16))] == [
        "3 to 7 March 2027",
        "8 to 14 March 2027",
        "15 to 16 March 2027",
    ]
    assert parts_of(date(2027, 1, 1), date(2031, 12, 31))[0].name == "January to March 2027"
    assert parts_of(date(2001, 1, 1), date(2031, 12, 31))[-1].name == "2031"


def test_a_part_begins_at_midnight_where_the_organisation_is() -> None:
    parts = parts_of(date(2027, 3, 1), date(2027, 5, 31))
    assert cuts(parts, DENVER)[:2] == [
        datetime(2027, 3, 1, 7, tzinfo=UTC),
        datetime(2027, 4, 1, 6, tzinfo=UTC),
    ]


@given(MOMENTS, st.integers(0, 60 * 200))
def test_open_time_added_is_open_time_counted(start: datetime, minutes: int) -> None:
    end = add_open_time(CALENDAR, start, timedelta(minutes=minutes))
    assert abs(OpenTime(CALENDAR).hours(start, end) - minutes / 60) < 1e-6


@given(MOMENTS, MOMENTS)
def test_open_time_is_never_negative_and_never_more_than_time(one: datetime, other: datetime) -> None:
    hours = OpenTime(CALENDAR).hours(one, other)
    assert 0 <= hours <= max((other - one) / timedelta(hours=1), 0) + 1e-6
    if (
        is_open(CALENDAR, one)
        and timedelta() < other - one < timedelta(minutes=1)
        and is_open(CALENDAR, other)
    ):
        assert hours > 0


def test_a_holiday_and_a_night_are_no_business_time() -> None:
    at = OpenTime(CALENDAR)
    eve, after = datetime(2027, 7, 2, 17, tzinfo=DENVER), datetime(2027, 7, 6, 9, tzinfo=DENVER)
    assert at.hours(eve, after) == 2
    assert at.day == 10
    assert at.later(date(2027, 7, 2), 2) == date(2027, 7, 7)
