from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.when import (
    Calendar,
    Span,
    Window,
    add_business_days,
    add_months,
    add_open_time,
    after_span,
    closing,
    holiday_test,
    instant,
    is_open,
    is_open_day,
    never,
    next_open,
    open_day_on_or_after,
    open_day_on_or_before,
    opening,
    parse_days,
    parse_span,
    parse_time,
    wall_of,
)

DENVER = ZoneInfo("America/Denver")
law = settings(deadline=None)


def hours(days: str = "mon-fri", opens: str = "08:00", closes: str = "18:00") -> Window:
    return Window(parse_days(days), parse_time(opens), parse_time(closes))


OFFICE = Calendar(DENVER, hours(), holiday_test("US-WY"))
ROUND_THE_CLOCK = Calendar(DENVER, hours("mon-sun", "00:00", "23:59"), never)
CLOSED = Calendar(DENVER, Window(frozenset(), time(8), time(18)), never)
ALL_HOLIDAYS = Calendar(DENVER, hours("mon-sun"), lambda _: True)


def at(text: str, zone: ZoneInfo = DENVER) -> datetime:
    return instant(datetime.fromisoformat(text), zone)[0]


def test_a_window_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="the hours end at 08:00, not after they begin at 18:00"):
        Window(frozenset({0}), time(18), time(8))


def test_observed_holidays_of_a_state_are_holidays() -> None:
    is_holiday = holiday_test("US-WY")
    assert is_holiday(date(2027, 7, 4))
    assert is_holiday(date(2027, 7, 5))
    assert is_holiday(date(2027, 12, 31))
    assert not is_holiday(date(2027, 7, 6))
    assert holiday_test("US-WY") is is_holiday


def test_a_holiday_stays_one_when_it_is_asked_for_with_a_time() -> None:
    assert holiday_test("US")(datetime(2027, 11, 25, 9))


def test_without_a_calendar_no_day_is_a_holiday() -> None:
    assert not holiday_test(None)(date(2027, 12, 25))


@pytest.mark.parametrize("name", ["XX", "US-QQ", "wyoming"])
def test_an_unknown_holiday_calendar_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"`{name}` is no calendar of holidays"):
        holiday_test(name)


def test_an_ordinary_time_is_an_instant_without_a_note() -> None:
    assert instant(datetime(2027, 3, 18, 9), DENVER) == (datetime(2027, 3, 18, 15, tzinfo=UTC), "")


def test_a_time_that_is_skipped_moves_forward_by_the_gap_and_says_so() -> None:
    due, note = instant(datetime(2027, 3, 14, 2, 30), DENVER)
    assert due == datetime(2027, 3, 14, 9, 30, tzinfo=UTC)
    assert due.astimezone(DENVER).strftime("%H:%M") == "03:30"
    assert note == "02:30 does not exist on Sunday 14 March, when the clocks go forward: moved to 03:30"


def test_of_a_time_that_comes_twice_the_first_is_taken_and_it_says_so() -> None:
    due, note = instant(datetime(2027, 11, 7, 1, 30), DENVER)
    assert due == datetime(2027, 11, 7, 7, 30, tzinfo=UTC)
    assert note == "01:30 comes twice on Sunday 7 November, when the clocks go back: the first is taken"


def test_of_a_time_that_comes_twice_a_fold_means_the_second() -> None:
    due, note = instant(datetime(2027, 11, 7, 1, 30, fold=1), DENVER)
    assert (due, note) == (datetime(2027, 11, 7, 8, 30, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("wall", "zone", "shown"),
    [
        ("2027-04-30 00:30", "Africa/Cairo", "2027-04-30 01:30"),
        ("2027-10-03 02:15", "Australia/Lord_Howe", "2027-10-03 02:45"),
        ("2027-03-27 23:30", "America/Nuuk", "2027-03-28 00:30"),
        ("2027-03-14 02:30", "America/Phoenix", "2027-03-14 02:30"),
    ],
)
def test_gaps_at_midnight_and_of_half_an_hour_move_by_their_own_length(
    wall: str, zone: str, shown: str
) -> None:
    where = ZoneInfo(zone)
    assert wall_of(at(wall, where), where) == datetime.fromisoformat(shown)


def test_an_instant_is_made_of_naive_times_only() -> None:
    with pytest.raises(ValueError, match="carries a zone already"):
        instant(datetime(2027, 3, 18, 9, tzinfo=UTC), DENVER)


def test_the_last_day_of_a_month_stands_for_days_it_does_not_have() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2027, 3, 31), -1) == date(2027, 2, 28)
    assert add_months(date(2027, 1, 15), -1) == date(2026, 12, 15)


def test_weekends_and_holidays_are_closed_days() -> None:
    assert is_open_day(OFFICE, date(2027, 11, 24))
    assert not is_open_day(OFFICE, date(2027, 11, 25))
    assert not is_open_day(OFFICE, date(2027, 11, 27))
    assert open_day_on_or_after(OFFICE, date(2027, 7, 3)) == date(2027, 7, 6)
    assert open_day_on_or_before(OFFICE, date(2027, 7, 5)) == date(2027, 7, 2)
    assert open_day_on_or_before(OFFICE, date(2027, 7, 2)) == date(2027, 7, 2)


def test_business_days_pass_over_weekends_and_holidays() -> None:
    assert add_business_days(OFFICE, date(2027, 11, 24), 1) == date(2027, 11, 26)
    assert add_business_days(OFFICE, date(2027, 11, 29), -2) == date(2027, 11, 24)
    assert add_business_days(OFFICE, date(2027, 11, 27), 1) == date(2027, 11, 29)
    assert add_business_days(OFFICE, date(2027, 11, 27), -1) == date(2027, 11, 26)
    assert add_business_days(OFFICE, date(2027, 11, 27), 0) == date(2027, 11, 27)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2027-03-18 07:59", False),
        ("2027-03-18 08:00", True),
        ("2027-03-18 18:00", True),
        ("2027-03-18 18:01", False),
        ("2027-03-20 12:00", False),
        ("2027-05-31 12:00", False),
    ],
)
def test_a_moment_is_open_within_the_window_both_ends_included(moment: str, open_: bool) -> None:
    assert is_open(OFFICE, at(moment)) is open_


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2027-03-18 12:00", "2027-03-18 12:00"),
        ("2027-03-18 06:00", "2027-03-18 08:00"),
        ("2027-03-18 18:01", "2027-03-19 08:00"),
        ("2027-03-19 20:00", "2027-03-22 08:00"),
        ("2027-03-13 12:00", "2027-03-15 08:00"),
    ],
)
def test_the_next_open_moment_is_the_moment_itself_or_an_opening(moment: str, first: str) -> None:
    assert next_open(OFFICE, at(moment)) == at(first)


def test_open_time_is_counted_in_open_hours_only() -> None:
    assert add_open_time(OFFICE, at("2027-03-18 09:00"), timedelta(hours=24)) == at("2027-03-22 13:00")
    assert add_open_time(OFFICE, at("2027-03-19 18:00"), timedelta(hours=1)) == at("2027-03-22 09:00")
    assert add_open_time(OFFICE, at("2027-03-20 12:00"), timedelta(hours=10)) == at("2027-03-22 18:00")


@pytest.mark.parametrize(("day", "length"), [("2027-03-14", 4), ("2027-11-07", 6), ("2027-06-20", 5)])
def test_open_time_is_time_that_really_passes_when_the_clocks_change(day: str, length: int) -> None:
    early = Calendar(DENVER, hours("mon-sun", "00:00", "05:00"), never)
    end = add_open_time(early, at(f"{day} 00:00"), timedelta(hours=length))
    assert end == at(f"{day} 05:00")


def test_open_time_is_never_counted_back() -> None:
    with pytest.raises(ValueError, match="forward only"):
        add_open_time(OFFICE, at("2027-03-18 09:00"), timedelta(seconds=-1))


@pytest.mark.parametrize(
    ("span", "end"),
    [
        ("36 hours", "2027-03-14 22:00"),
        ("2 days", "2027-03-15 09:00"),
        ("1 week", "2027-03-20 09:00"),
        ("1 month", "2027-04-13 09:00"),
        ("1 business day", "2027-03-15 09:00"),
    ],
)
def test_a_grace_keeps_the_time_of_day_unless_it_counts_hours(span: str, end: str) -> None:
    assert after_span(OFFICE, at("2027-03-13 09:00"), parse_span(span)) == at(end)


@pytest.mark.parametrize("calendar", [CLOSED, ALL_HOLIDAYS])
def test_a_calendar_that_never_opens_is_an_error_and_no_endless_search(calendar: Calendar) -> None:
    moment, day = at("2027-03-18 09:00"), date(2027, 3, 18)
    searches = [
        lambda: open_day_on_or_after(calendar, day),
        lambda: open_day_on_or_before(calendar, day),
        lambda: add_business_days(calendar, day, 1),
        lambda: next_open(calendar, moment),
        lambda: add_open_time(calendar, moment, timedelta(hours=1)),
        lambda: after_span(calendar, moment, Span(1, "business days")),
    ]
    for search in searches:
        with pytest.raises(
            ValueError, match=r"no day is open for more than a year .* open a day in `send_window`"
        ):
            search()


zones = st.sampled_from(
    [ZoneInfo(f"America/{name}") for name in ("Denver", "New_York", "Phoenix", "Edmonton", "Nuuk", "Havana")]
)
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2036, 12, 31), timezones=st.just(UTC)
)  # fmt: skip
lengths = st.timedeltas(timedelta(), timedelta(hours=60))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    opens, closes = sorted(draw(st.tuples(st.integers(0, 1260), st.integers(0, 1439))))
    closes = max(closes, opens + 120)
    window = Window(
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        time(*divmod(opens, 60)),
        time(*divmod(min(closes, 1439), 60)),
    )
    return Calendar(draw(zones), window, draw(st.sampled_from([never, holiday_test("US-WY")])))


@law
@given(calendars(), days, st.integers(1, 40))
def test_counting_business_days_back_undoes_counting_them_forward(
    calendar: Calendar, day: date, number: int
) -> None:
    start = open_day_on_or_after(calendar, day)
    there = add_business_days(calendar, start, number)
    assert there > start
    assert is_open_day(calendar, there)
    assert add_business_days(calendar, there, -number) == start


@law
@given(calendars(), moments)
def test_the_next_open_moment_is_open_and_none_before_it_is(calendar: Calendar, moment: datetime) -> None:
    first = next_open(calendar, moment)
    assert is_open(calendar, first)
    assert first >= moment
    if first > moment:
        assert not is_open(calendar, first - timedelta(microseconds=1))
        assert next_open(calendar, moment + (first - moment) / 2) == first


@law
@given(calendars(), moments, lengths, lengths)
def test_open_time_adds_up(calendar: Calendar, start: datetime, one: timedelta, other: timedelta) -> None:
    end = add_open_time(calendar, start, one + other)
    assert add_open_time(calendar, add_open_time(calendar, start, one), other) == end
    assert is_open(calendar, end)
    assert end - start >= one + other


@law
@given(zones, st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 31)))
def test_every_wall_clock_time_is_shown_at_its_instant_or_the_note_says_otherwise(
    zone: ZoneInfo, wall: datetime
) -> None:
    due, note = instant(wall, zone)
    assert (wall_of(due, zone) == wall) or "does not exist" in note
    assert due.tzinfo is UTC


@law
@given(calendars(), days)
def test_a_day_opens_before_it_closes_and_is_open_at_both_ends(calendar: Calendar, day: date) -> None:
    start = open_day_on_or_after(calendar, day)
    assert opening(calendar, start) < closing(calendar, start)
    assert is_open(calendar, opening(calendar, start))
    assert is_open(calendar, closing(calendar, start))


@law
@given(days, st.integers(-600, 600))
def test_months_keep_the_day_or_take_the_months_last(day: date, months: int) -> None:
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == day.day or (there.day < day.day and (there + timedelta(1)).day == 1)
