from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from outreach.core.when import (
    Calendar,
    Planned,
    Window,
    holiday_test,
    in_zone,
    instant,
    never,
    parse_days,
    parse_when,
    resolve,
    wall_of,
)

DENVER = ZoneInfo("America/Denver")
NEW_YORK = ZoneInfo("America/New_York")
OFFICE = Calendar(DENVER, Window(parse_days("mon-fri"), time(8), time(18)), holiday_test("US-WY"))
ALWAYS = Calendar(DENVER, Window(parse_days("mon-sun"), time(0), time(23, 59)), never)
LAUNCH = "2027-03-18 09:00"


def planned(phrase: str, anchor: str | None = None, calendar: Calendar = OFFICE) -> list[Planned]:
    if anchor is None:
        return list(resolve(parse_when(phrase), None, calendar))
    start = datetime.fromisoformat(anchor) if ":" in anchor else date.fromisoformat(anchor)
    return list(resolve(parse_when(phrase), start, calendar))


def one(phrase: str, anchor: str | None = None, calendar: Calendar = OFFICE) -> tuple[str, tuple[str, ...]]:
    [only] = planned(phrase, anchor, calendar)
    assert wall_of(only.due, calendar.zone) == only.wall
    return f"{only.wall:%Y-%m-%d %H:%M}", only.notes


@pytest.mark.parametrize(
    ("phrase", "wall"),
    [
        ("6 weeks before event at 10:00", "2027-02-04 10:00"),
        ("4 weeks before event", "2027-02-18 09:00"),
        ("2 days before event", "2027-03-16 09:00"),
        ("1 month before event", "2027-02-18 09:00"),
        ("3 business days before event at 09:00", "2027-03-15 09:00"),
        ("2 business days after event at 09:00", "2027-03-22 09:00"),
        ("45 minutes after event", "2027-03-18 09:45"),
        ("24 hours after event", "2027-03-19 09:00"),
        ("36 hours before event at 09:00", "2027-03-16 09:00"),
    ],
)
def test_a_phrase_counts_from_its_anchor_on_the_wall_clock(phrase: str, wall: str) -> None:
    assert one(phrase, LAUNCH) == (wall, ())


def test_the_instant_follows_the_clocks_so_that_nine_stays_nine() -> None:
    [before] = planned("6 weeks before event at 09:00", LAUNCH)
    [after] = planned("1 business day after event at 09:00", LAUNCH)
    assert before.due == datetime(2027, 2, 4, 16, tzinfo=UTC)
    assert after.due == datetime(2027, 3, 19, 15, tzinfo=UTC)


def test_an_anchor_that_is_only_a_date_stands_for_the_opening_of_the_window() -> None:
    assert one("1 week before commitments", "2027-05-20") == ("2027-05-13 08:00", ())
    assert one("1 week before commitments at 09:00", "2027-05-20") == ("2027-05-13 09:00", ())
    assert one("2 hours after commitments", "2027-05-20") == ("2027-05-20 10:00", ())


def test_months_clamp_to_the_last_day_of_the_month() -> None:
    assert one("1 month before event", "2027-03-31 09:00", ALWAYS) == ("2027-02-28 09:00", ())
    assert one("1 month after event", "2028-01-31 09:00", ALWAYS) == ("2028-02-29 09:00", ())


def test_counting_back_onto_a_closed_day_moves_to_the_open_day_before() -> None:
    assert one("5 days before event", LAUNCH) == (
        "2027-03-12 09:00",
        ("moved from Saturday 13 March, a closed day, to Friday 12 March",),
    )


def test_counting_forward_onto_a_closed_day_moves_to_the_open_day_after() -> None:
    assert one("2 days after event", LAUNCH) == (
        "2027-03-22 09:00",
        ("moved from Saturday 20 March, a closed day, to Monday 22 March",),
    )


def test_a_given_date_that_is_a_holiday_moves_to_the_open_day_after() -> None:
    assert one("on 2027-11-25 at 09:00") == (
        "2027-11-26 09:00",
        ("moved from Thursday 25 November, a holiday, to Friday 26 November",),
    )


def test_the_nominal_day_is_the_day_before_any_move() -> None:
    [moved] = planned("on 2027-12-31 at 09:00")
    assert moved.nominal == date(2027, 12, 31)
    assert moved.wall.date() == date(2028, 1, 3)


@pytest.mark.parametrize(
    ("asked", "given", "end"),
    [("19:00", "18:00", "end"), ("06:30", "08:00", "start"), ("00:00", "08:00", "start")],
)
def test_a_time_outside_the_window_moves_to_the_nearest_open_moment_of_that_day(
    asked: str, given: str, end: str
) -> None:
    note = f"moved from {asked} to {given}, the {end} of the sending hours"
    assert one(f"on 2027-03-18 at {asked}") == (f"2027-03-18 {given}", (note,))


@pytest.mark.parametrize("edge", ["08:00", "18:00"])
def test_both_ends_of_the_window_are_inside_it(edge: str) -> None:
    assert one(f"on 2027-03-18 at {edge}") == (f"2027-03-18 {edge}", ())


def test_hours_that_end_outside_the_window_move_too_and_both_moves_are_told() -> None:
    assert one("84 hours before event", LAUNCH) == (
        "2027-03-12 18:00",
        (
            "moved from Sunday 14 March, a closed day, to Friday 12 March",
            "moved from 21:00 to 18:00, the end of the sending hours",
        ),
    )


def test_hours_are_time_that_really_passes_across_a_change_of_clocks() -> None:
    assert one("24 hours before event", "2027-03-14 12:00", ALWAYS) == ("2027-03-13 11:00", ())
    assert one("1 day before event", "2027-03-14 12:00", ALWAYS) == ("2027-03-13 12:00", ())
    assert one("90 minutes after event", "2027-11-07 00:45", ALWAYS) == ("2027-11-07 01:15", ())
    [second] = planned("90 minutes after event", "2027-11-07 00:45", ALWAYS)
    assert second.due == datetime(2027, 11, 7, 8, 15, tzinfo=UTC)
    assert second.wall.fold == 1


def test_a_time_that_the_clocks_skip_moves_forward_by_the_gap() -> None:
    assert one("on 2027-03-14 at 02:30", calendar=ALWAYS) == (
        "2027-03-14 03:30",
        ("02:30 does not exist on Sunday 14 March, when the clocks go forward: moved to 03:30",),
    )


def test_a_time_that_comes_twice_is_the_first() -> None:
    [first] = planned("on 2027-11-07 at 01:30", calendar=ALWAYS)
    assert first.due == datetime(2027, 11, 7, 7, 30, tzinfo=UTC)
    assert first.notes == (
        "01:30 comes twice on Sunday 7 November, when the clocks go back: the first is taken",
    )


def test_a_skipped_time_outside_the_window_is_told_as_one_move_only() -> None:
    daytime = Calendar(DENVER, Window(parse_days("mon-sun"), time(8), time(18)), never)
    assert one("on 2027-03-14 at 02:30", calendar=daytime) == (
        "2027-03-14 08:00",
        ("moved from 02:30 to 08:00, the start of the sending hours",),
    )


def test_a_recurring_step_counts_from_its_first_date_and_never_drifts() -> None:
    days = [each.nominal for each in planned("every 1 month from 2027-01-31 at 09:00 until 2027-06-30")]
    assert days == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
        date(2027, 6, 30),
    ]


def test_until_is_included_and_judged_by_the_nominal_day() -> None:
    every = "every 2 months from 2027-01-12 at 09:00 until"
    assert len(planned(f"{every} 2027-05-12")) == 3
    assert len(planned(f"{every} 2027-05-11")) == 2


def test_the_updates_of_a_year_go_out_on_open_days_at_nine() -> None:
    walls = [f"{each.wall:%a %m-%d %H:%M}" for each in planned(
        "every 2 months from 2027-01-12 at 09:00 until 2027-12-31")]  # fmt: skip
    assert walls == [
        "Tue 01-12 09:00",
        "Fri 03-12 09:00",
        "Wed 05-12 09:00",
        "Mon 07-12 09:00",
        "Mon 09-13 09:00",
        "Fri 11-12 09:00",
    ]


def test_a_move_that_would_leave_its_until_goes_to_the_open_day_before_instead() -> None:
    *_, last = planned("every 1 week from 2027-03-06 at 09:00 until 2027-03-14")
    assert last.nominal == date(2027, 3, 13)
    assert last.wall.date() == date(2027, 3, 12)
    assert last.notes == ("moved from Saturday 13 March, a closed day, to Friday 12 March",)


def test_without_an_until_the_occurrences_never_end_and_come_one_by_one() -> None:
    endless = resolve(parse_when("every 4 weeks from 2027-01-12 at 09:00"), None, OFFICE)
    assert len(list(islice(endless, 300))) == 300


def test_a_step_that_counts_from_something_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="`poll` has no day to count from yet"):
        planned("1 day after poll at 09:00")


@pytest.mark.parametrize(
    ("phrase", "anchor"),
    [
        ("1 day before event", "0001-01-01 09:00"),
        ("1 month before event", "0001-01-01 09:00"),
        ("1 hour after event", "9999-12-31 23:30"),
        ("3 business days after event", "9999-12-31"),
    ],
)
def test_a_day_beyond_all_calendars_is_refused_in_words(phrase: str, anchor: str) -> None:
    with pytest.raises(ValueError, match=f"counting from {anchor}.* leads beyond the years of any calendar"):
        planned(phrase, anchor)


@pytest.mark.parametrize(
    "phrase",
    ["on 2027-03-18 at 09:00", "2 business days before event", "every 1 week from 2027-03-18 at 09:00"],
)
def test_a_calendar_without_an_open_day_is_refused_and_never_searched_for_ever(phrase: str) -> None:
    closed = Calendar(DENVER, Window(parse_days("sun"), time(8), time(18)), lambda _: True)
    with pytest.raises(ValueError, match="no day is open for more than a year"):
        planned(phrase, LAUNCH, closed)


def test_a_local_time_is_the_same_wall_clock_time_in_each_readers_zone() -> None:
    [here] = planned("2 days before event at 09:00 local", LAUNCH)
    there = in_zone(here, NEW_YORK)
    assert here.due - there.due == timedelta(hours=2)
    assert (there.wall, there.nominal, there.notes) == (here.wall, here.nominal, ())


def test_a_local_time_that_the_readers_clocks_skip_is_told() -> None:
    [here] = planned(
        "on 2027-03-14 at 02:30", calendar=Calendar(ZoneInfo("America/Phoenix"), ALWAYS.window, never)
    )
    there = in_zone(here, NEW_YORK)
    assert there.wall == datetime.fromisoformat("2027-03-14 03:30")
    assert there.due == instant(there.wall, NEW_YORK)[0]
    assert "02:30 does not exist" in there.notes[-1]
