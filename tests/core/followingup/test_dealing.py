"""Dealing calls: at most ten a week each, key people first, over open days, the same when dealt again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.followingup.dealing import A_WEEK, OpenCall, deal
from outreach.core.when import Calendar, Window, is_open_day, never

HOURS = Calendar(ZoneInfo("America/Denver"), Window(frozenset(range(5)), time(8), time(18)), never)
PRESIDENTS_DAY = date(2027, 2, 15)
WITH_A_HOLIDAY = replace(HOURS, is_holiday=lambda day: day == PRESIDENTS_DAY)
MONDAY = date(2027, 2, 1)
THURSDAY = MONDAY + timedelta(3)


def calls(number: int, due: date = MONDAY, **more: object) -> list[OpenCall]:
    return [OpenCall(each, "ann", due, **more) for each in range(1, number + 1)]  # type: ignore[arg-type]


def dealt(open_calls: Iterable[OpenCall], made: Mapping[str, int] | None = None, today: date = MONDAY,
          hours: Calendar = HOURS) -> list[OpenCall]:  # fmt: skip
    known = list(open_calls)
    moved = deal(known, made or {}, today, hours)
    return [replace(each, due=moved.get(each.id, each.due)) for each in known]


def by_day(done: Iterable[OpenCall]) -> dict[date, int]:
    return dict(sorted(Counter(each.due for each in done).items()))


def week_of(day: date) -> date:
    return day - timedelta(day.weekday())


def test_ten_calls_are_two_a_day_and_the_eleventh_waits_for_the_next_week() -> None:
    assert by_day(dealt(calls(11))) == {
        MONDAY + timedelta(day): count for day, count in {0: 2, 1: 2, 2: 2, 3: 2, 4: 2, 7: 1}.items()
    }


def test_a_week_with_a_holiday_has_ten_calls_on_four_days() -> None:
    tuesday = PRESIDENTS_DAY + timedelta(1)
    done = dealt(calls(10, PRESIDENTS_DAY), today=PRESIDENTS_DAY, hours=WITH_A_HOLIDAY)
    assert by_day(done) == {tuesday + timedelta(day): count for day, count in enumerate([3, 3, 3, 1])}


def test_key_people_are_called_at_once_and_the_others_after_them() -> None:
    mixed = [replace(each, is_key=each.id > 8) for each in calls(12)]
    done = {each.id: each.due for each in dealt(mixed)}
    assert {done[number] for number in (9, 10, 11, 12)} == {MONDAY}
    assert done[1] == MONDAY + timedelta(1)


def test_what_was_raised_late_in_a_week_goes_on_in_the_next() -> None:
    done = by_day(dealt(calls(6, THURSDAY), today=THURSDAY))
    assert done == {THURSDAY: 2, THURSDAY + timedelta(1): 2, MONDAY + timedelta(7): 2}


def test_everybody_has_ten_of_their_own() -> None:
    mine, yours = calls(10), [replace(each, id=each.id + 100, owner="bob") for each in calls(10)]
    assert {week_of(each.due) for each in dealt([*mine, *yours])} == {MONDAY}


def test_what_was_made_this_week_counts() -> None:
    done = dealt(calls(4), made={"ann": 8, "bob": 10})
    assert Counter(week_of(each.due) for each in done) == {MONDAY: 2, MONDAY + timedelta(7): 2}


def test_what_is_overdue_stays_as_it_is_and_counts() -> None:
    late = [replace(each, due=MONDAY - timedelta(4), id=each.id + 100) for each in calls(9)]
    done = dealt([*late, *calls(3)])
    assert [each.due for each in done[:9]] == [MONDAY - timedelta(4)] * 9
    assert Counter(week_of(each.due) for each in done[9:]) == {MONDAY: 1, MONDAY + timedelta(7): 2}


def test_a_call_that_must_be_made_on_its_day_is_not_moved_and_counts() -> None:
    fixed = [replace(each, id=each.id + 100, fixed=True) for each in calls(9)]
    done = dealt([*fixed, *calls(3)])
    assert {each.due for each in done[:9]} == {MONDAY}
    assert sum(week_of(each.due) == MONDAY for each in done) == A_WEEK


def test_nobody_is_called_after_the_event_even_if_that_makes_more_than_ten_a_week() -> None:
    friday = MONDAY + timedelta(4)
    done = by_day(dealt(calls(30, until=friday)))
    assert done == {MONDAY + timedelta(day): 6 for day in range(5)}


def test_what_is_of_use_for_a_shorter_time_goes_first() -> None:
    later, sooner = calls(10), [replace(each, id=each.id + 100, until=MONDAY) for each in calls(2)]
    assert [each.due for each in dealt([*later, *sooner])[10:]] == [MONDAY, MONDAY]


def test_a_call_raised_on_a_closed_day_is_due_on_the_next_open_one() -> None:
    saturday = MONDAY - timedelta(2)
    (done,) = dealt(calls(1, saturday), today=saturday)
    assert done.due == MONDAY


def test_dealing_tens_of_thousands_to_one_person_fills_half_a_year_and_ends() -> None:
    done = dealt(calls(20_000))
    assert max(each.due for each in done) <= MONDAY + timedelta(weeks=26)


days = st.integers(-20, 40).map(lambda number: MONDAY + timedelta(number))
open_calls = st.builds(
    OpenCall,
    st.just(0),
    st.sampled_from(["ann", "bob"]),
    days,
    st.booleans(),
    st.none() | days,
    st.booleans(),
)
hands = st.lists(open_calls, max_size=60).map(
    lambda known: [replace(each, id=number) for number, each in enumerate(known)]
)
made = st.dictionaries(st.sampled_from(["ann", "bob"]), st.integers(0, 12))
law = settings(deadline=None, max_examples=150)


@law
@given(hands, made, days)
def test_dealing_again_changes_nothing(known: list[OpenCall], done: dict[str, int], today: date) -> None:
    once = dealt(known, done, today, WITH_A_HOLIDAY)
    assert deal(once, done, today, WITH_A_HOLIDAY) == {}


@law
@given(hands, made, days, st.randoms())
def test_the_order_in_which_calls_are_given_does_not_matter(
    known: list[OpenCall], done: dict[str, int], today: date, chance: Random
) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)
    assert deal(known, done, today, HOURS) == deal(shuffled, done, today, HOURS)


@law
@given(hands, made, days)
def test_no_call_is_due_before_it_was_raised_nor_moved_to_a_closed_day_or_past_its_use(
    known: list[OpenCall], done: dict[str, int], today: date
) -> None:
    moved = deal(known, done, today, WITH_A_HOLIDAY)
    for call in known:
        day = moved.get(call.id, call.due)
        assert day >= call.due
        if call.id in moved:
            assert not call.fixed
            assert call.due >= today
            assert is_open_day(WITH_A_HOLIDAY, day)
            assert call.until is None or day <= call.until


@law
@given(hands, made, days)
def test_no_week_has_more_than_ten_calls_where_there_is_time(
    known: list[OpenCall], done: dict[str, int], today: date
) -> None:
    unhurried = [replace(each, due=max(each.due, today), until=None, fixed=False) for each in known]
    weeks = Counter((each.owner, week_of(each.due)) for each in dealt(unhurried, done, today))
    for (owner, week), number in weeks.items():
        already = done.get(owner, 0) if week == week_of(today) else 0
        assert number + already <= A_WEEK
