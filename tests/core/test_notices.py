"""The days on which a digest goes out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.fields import zone
from outreach.core.history import Key
from outreach.core.notices import confirm_key, digest_key, is_digest_day, is_notice, next_digest_day
from outreach.core.openhours import Calendar, Window, holiday_test, never
from outreach.core.when import parse_days, parse_time

WINDOW = Window(parse_days("mon-fri"), parse_time("08:00"), parse_time("18:00"))
PLAIN = Calendar(zone("America/Denver"), WINDOW, never)
WYOMING = Calendar(zone("America/Denver"), WINDOW, holiday_test("US-WY"))
MONDAY, PRESIDENTS_DAY = date(2027, 3, 8), date(2027, 2, 15)


def test_a_digest_goes_out_on_the_days_that_were_chosen_and_on_no_other() -> None:
    days = parse_days("mon,thu")
    week = [MONDAY + timedelta(each) for each in range(7)]
    assert [day.weekday() for day in week if is_digest_day(days, day, PLAIN)] == [0, 3]


def test_on_a_holiday_it_waits_for_the_next_open_day() -> None:
    mondays = parse_days("mon")
    assert not is_digest_day(mondays, PRESIDENTS_DAY, WYOMING)
    assert is_digest_day(mondays, PRESIDENTS_DAY + timedelta(1), WYOMING)
    assert not is_digest_day(mondays, PRESIDENTS_DAY + timedelta(2), WYOMING)
    assert next_digest_day(mondays, PRESIDENTS_DAY - timedelta(7), WYOMING) == date(2027, 2, 16)


def test_a_saturday_that_somebody_chose_is_a_digest_day_though_nothing_else_goes_out_then() -> None:
    assert is_digest_day(parse_days("sat"), date(2027, 3, 13), WYOMING)


def test_who_never_wants_one_has_no_next_day() -> None:
    assert next_digest_day(frozenset(), MONDAY, PLAIN) is None


@given(st.sets(st.integers(0, 6), min_size=1), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_the_next_day_is_a_digest_day_and_none_lies_between(days: set[int], day: date) -> None:
    chosen = frozenset(days)
    coming = next_digest_day(chosen, day, WYOMING)
    assert coming is not None
    assert is_digest_day(chosen, coming, WYOMING)
    between = (day + timedelta(each) for each in range(1, (coming - day).days))
    assert not any(is_digest_day(chosen, each, WYOMING) for each in between)


@pytest.mark.parametrize("key", [digest_key("convener", MONDAY), confirm_key("vote", 12, "builder-07")])
def test_no_campaign_of_people_has_the_name_of_a_notice(key: Key) -> None:
    assert is_notice(key)
    assert not is_notice(Key("digest", "owners", "once", "convener"))
    assert str(key).startswith("!")
