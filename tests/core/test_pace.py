"""What a limit allows, over any stretch of time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.pace import SECONDS, Grant, Limit, Period, Spent, grant, window

NOW = datetime(2027, 3, 31, 22, 30, tzinfo=UTC)


def drawn(limits: list[Limit], asked: list[tuple[float, int]]) -> list[tuple[datetime, int]]:
    """What is granted to those who ask for so many, so many seconds after the one before."""
    spent: dict[Limit, Spent] = {}
    given_out, moment = [], NOW
    for after, wanted in asked:
        moment += timedelta(seconds=after)
        each, used = grant(limits, spent, wanted, moment)
        spent |= used
        given_out.append((moment, each.count))
    return given_out


def test_without_a_limit_everything_goes() -> None:
    assert grant([], {}, 200, NOW) == (Grant(200), {})


def test_a_tenth_of_a_limit_goes_at_once_and_the_rest_when_there_is_room() -> None:
    limit = Limit(100, "minute")
    first, used = grant([limit], {}, 200, NOW)
    assert (first.count, first.limit) == (10, limit)
    assert first.until == NOW + timedelta(minutes=1) / 90
    assert first.until is not None
    assert grant([limit], used, 200, first.until)[0].count == 1
    assert grant([limit], used, 200, NOW + timedelta(minutes=5))[0].count == 10


def test_a_day_is_a_day_in_utc_and_ends_at_midnight() -> None:
    limit = Limit(17, "day")
    first, used = grant([limit], {}, 20, NOW)
    assert first == Grant(17, datetime(2027, 4, 1, tzinfo=UTC), limit)
    assert grant([limit], used, 1, NOW)[0].count == 0
    assert grant([limit], used, 20, datetime(2027, 4, 1, tzinfo=UTC))[0].count == 17


@pytest.mark.parametrize(
    ("moment", "start", "end"),
    [("2027-02-28 23:59", "2027-02-01", "2027-03-01"), ("2027-12-01 00:00", "2027-12-01", "2028-01-01")],
)
def test_a_month_is_a_calendar_month(moment: str, start: str, end: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    whole = window(Limit(500, "month"), at)
    assert whole == tuple(datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (start, end))


def test_the_tightest_of_several_limits_counts_and_none_is_used_beyond_it() -> None:
    day, month = Limit(17, "day"), Limit(500, "month")
    spent = {month: Spent(datetime(2027, 3, 1, tzinfo=UTC), 495)}
    given_out, used = grant([day, month], spent, 50, NOW)
    assert (given_out.count, given_out.limit) == (5, month)
    assert (used[day].number, used[month].number) == (5, 500)


def test_where_nothing_goes_the_limit_that_lasts_longest_is_named() -> None:
    day, month = Limit(1, "day"), Limit(1, "month")
    _, used = grant([day, month], {}, 1, NOW - timedelta(days=10))
    later = NOW - timedelta(days=10, hours=-1)
    blocked, _ = grant([day, month], used, 1, later)
    assert (blocked.count, blocked.limit) == (0, month)
    assert grant([month, day], used, 1, later)[0].limit == month


PERIODS: list[Period] = ["second", "minute", "hour"]


@given(
    st.builds(Limit, st.integers(1, 50), st.sampled_from(PERIODS)),
    st.lists(st.tuples(st.floats(0, 900), st.integers(0, 60)), max_size=60),
)
def test_no_stretch_of_a_period_holds_more_than_the_limit(
    limit: Limit, asked: list[tuple[float, int]]
) -> None:
    got, period = drawn([limit], asked), timedelta(seconds=SECONDS[limit.period])
    for start, _ in got:
        assert sum(count for at, count in got if start <= at < start + period) <= limit.count


@given(
    st.builds(Limit, st.integers(1, 20), st.sampled_from(["day", "month"])),
    st.lists(st.tuples(st.floats(0, 400_000), st.integers(0, 30)), max_size=40),
)
def test_no_calendar_day_or_month_holds_more_than_the_limit(
    limit: Limit, asked: list[tuple[float, int]]
) -> None:
    per_window: dict[datetime, int] = {}
    for at, count in drawn([limit], asked):
        start, _ = window(limit, at)
        per_window[start] = per_window.get(start, 0) + count
    assert max(per_window.values(), default=0) <= limit.count


@given(
    st.lists(st.builds(Limit, st.integers(1, 30), st.sampled_from([*PERIODS, "day", "month"])), max_size=3),
    st.integers(1, 100),
)
def test_whoever_comes_back_when_told_gets_something(limits: list[Limit], wanted: int) -> None:
    spent: dict[Limit, Spent] = {}
    moment = NOW
    for _ in range(12):
        got, used = grant(limits, spent, wanted, moment)
        spent |= used
        if got.count == wanted:
            assert got.until is None
            return
        assert got.until is not None
        assert got.until > moment
        moment = got.until
        assert grant(limits, spent, 1, moment)[0].count == 1 or len(limits) > 1
