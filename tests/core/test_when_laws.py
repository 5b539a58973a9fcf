"""Laws of planned moments, for any calendar that people might write."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outreach.core.when import (
    Calendar,
    Every,
    On,
    Planned,
    Relative,
    When,
    Window,
    add_months,
    holiday_test,
    in_zone,
    instant,
    is_open,
    never,
    resolve,
    wall_of,
)

NAMES = ("America/Denver", "America/New_York", "America/Phoenix", "America/Edmonton")
ZONES = [ZoneInfo(name) for name in NAMES]
ODD_ZONES = [
    ZoneInfo(name) for name in ("America/Nuuk", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo")
]
DAY_UNITS = ("days", "business days", "weeks", "months")
law = settings(deadline=None)

zones = st.sampled_from(ZONES + ODD_ZONES)
holidays = st.sampled_from([never, holiday_test("US-WY"), holiday_test("CA-AB")])
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
walls = st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 31))
anchors = days | walls
amounts = st.integers(1, 60)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens = draw(st.integers(0, 20))
    closes = draw(st.integers(opens + 2, 23))
    return Window(
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        time(opens, draw(st.integers(0, 59))),
        time(closes, draw(st.integers(0, 59))),
    )


calendars = st.builds(Calendar, zones, windows(), holidays)
office_hours = st.builds(
    Calendar, zones, st.just(Window(frozenset(range(5)), time(8), time(18))), holidays
)  # fmt: skip
relatives = st.builds(
    Relative,
    amounts,
    st.sampled_from(["minutes", "hours", *DAY_UNITS]),
    st.booleans(),
    st.just("event"),
    st.none() | clocks,
)


@st.composite
def recurrences(draw: st.DrawFn, *, ends: bool) -> Every:
    first = draw(days)
    until = first + timedelta(draw(st.integers(0, 1000))) if ends else None
    return Every(
        draw(st.integers(1, 13)), draw(st.sampled_from(["weeks", "months"])), first, draw(clocks), until
    )


def the_one(when: When, anchor: datetime | date | None, calendar: Calendar) -> Planned:
    [only] = resolve(when, anchor, calendar)
    return only


@law
@given(relatives | st.builds(On, days, clocks), anchors, calendars)
def test_whatever_is_planned_is_open_and_its_wall_clock_time_is_that_of_its_instant(
    when: When, anchor: datetime | date, calendar: Calendar
) -> None:
    only = the_one(when, anchor, calendar)
    assert is_open(calendar, only.due)
    assert wall_of(only.due, calendar.zone) == only.wall
    assert instant(only.wall, calendar.zone)[0] == only.due


@law
@given(relatives | st.builds(On, days, clocks), anchors, calendars)
def test_a_moment_is_moved_exactly_when_a_note_says_so(
    when: When, anchor: datetime | date, calendar: Calendar
) -> None:
    only = the_one(when, anchor, calendar)
    if not only.notes:
        assert only.wall.date() == only.nominal
        assert when.at is None or only.wall.time() == when.at
    if only.wall.date() != only.nominal:
        assert "moved from" in only.notes[0]


@law
@given(relatives, anchors, calendars)
def test_what_counts_back_never_moves_to_a_later_day_and_what_counts_forward_never_to_an_earlier(
    when: Relative, anchor: datetime | date, calendar: Calendar
) -> None:
    only = the_one(when, anchor, calendar)
    if when.before:
        assert only.wall.date() <= only.nominal
    else:
        assert only.wall.date() >= only.nominal


@law
@given(st.sampled_from(DAY_UNITS), amounts, amounts, anchors, calendars, st.none() | clocks, st.booleans())
def test_a_larger_amount_is_never_nearer_to_its_anchor(
    unit: str, one: int, other: int, anchor: datetime, calendar: Calendar, at: time | None, before: bool
) -> None:
    small, large = sorted((one, other))
    near = the_one(Relative(small, unit, before, "event", at), anchor, calendar)  # type: ignore[arg-type]
    far = the_one(Relative(large, unit, before, "event", at), anchor, calendar)  # type: ignore[arg-type]
    assert far.due <= near.due if before else far.due >= near.due


@law
@given(st.integers(1, 5000), walls, zones, st.booleans())
def test_minutes_are_minutes_that_pass_wherever_every_moment_is_open(
    minutes: int, wall: datetime, zone: ZoneInfo, before: bool
) -> None:
    always = Calendar(zone, Window(frozenset(range(7)), time.min, time.max), never)
    only = the_one(Relative(minutes, "minutes", before, "event"), wall, always)
    passed = timedelta(minutes=-minutes if before else minutes)
    assume(is_open(always, instant(wall, zone)[0] + passed))
    assert only.due - instant(wall, zone)[0] == passed


@law
@given(recurrences(ends=False), office_hours)
def test_the_occurrences_of_a_recurring_step_come_strictly_one_after_the_other(
    every: Every, calendar: Calendar
) -> None:
    dues = [each.due for each in islice(resolve(every, None, calendar), 30)]
    assert all(earlier < later for earlier, later in pairwise(dues))


@law
@given(recurrences(ends=True), calendars)
def test_every_occurrence_lies_inside_its_until_before_and_after_any_move(
    every: Every, calendar: Calendar
) -> None:
    found = list(resolve(every, None, calendar))
    assert every.until is not None
    assert found[0].nominal == every.first
    assert all(each.nominal <= every.until and each.wall.date() <= every.until for each in found)
    assert all(is_open(calendar, each.due) for each in found)
    endless = resolve(Every(every.amount, every.unit, every.first, every.at), None, calendar)
    assert next(islice(endless, len(found), None)).nominal > every.until


@law
@given(days, st.integers(1, 13), clocks, calendars)
def test_the_kth_month_is_counted_from_the_first_day_and_not_from_the_one_before(
    first: date, months: int, at: time, calendar: Calendar
) -> None:
    found = islice(resolve(Every(months, "months", first, at), None, calendar), 24)
    assert [each.nominal for each in found] == [add_months(first, months * turn) for turn in range(24)]


@pytest.mark.parametrize("zone", ZONES, ids=NAMES)
@pytest.mark.parametrize(
    ("amount", "unit", "times"), [(2, "months", 60), (4, "weeks", 130), (1, "weeks", 520)]
)
def test_nine_o_clock_stays_nine_o_clock_for_ten_years(
    zone: ZoneInfo, amount: int, unit: str, times: int
) -> None:
    office = Calendar(zone, Window(frozenset(range(5)), time(8), time(18)), holiday_test("US-WY"))
    every = Every(amount, unit, date(2027, 1, 12), time(9))  # type: ignore[arg-type]
    found = list(islice(resolve(every, None, office), times))
    assert {each.due.astimezone(zone).time() for each in found} == {time(9)}
    assert found[-1].nominal.year == 2036
    offsets = {each.due.astimezone(zone).utcoffset() for each in found[:30]}
    assert len(offsets) == (1 if zone.key == "America/Phoenix" else 2)


@law
@given(st.builds(On, days, clocks), calendars, zones)
def test_a_local_time_shows_the_same_on_every_readers_clock_unless_it_is_skipped_there(
    when: On, calendar: Calendar, zone: ZoneInfo
) -> None:
    here = the_one(when, None, calendar)
    there = in_zone(here, zone)
    assert wall_of(there.due, zone) == there.wall
    assert there.nominal == here.nominal
    assert there.wall == here.wall or "does not exist" in there.notes[-1]
