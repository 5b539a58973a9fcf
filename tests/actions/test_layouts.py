"""Remembered layouts are the layouts that would be made anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.actions.layouts import Layouts
from outreach.core.campaign import Campaign
from outreach.core.history import Announced, History, Vote
from outreach.core.plan import Schedule
from outreach.core.schedule import lay_out_all
from tests.core.building import ASK, NOW, at, begun, campaign, setting, step

FIRST, SECOND = datetime(2027, 2, 8, 10), datetime(2027, 2, 9, 14)
MEETING = campaign(
    step("6 weeks before event at 09:00", "invite"),
    step("2 weeks before event at 09:00"),
    step("every 2 weeks from 2027-01-05 at 09:00 local", id="local"),
)
MOVED = Announced(
    "uid", 0, 0, "Spring meeting", at("2027-03-11 09:00"), timedelta(hours=2), "", cancelled=False, at=NOW
)
POLL = campaign(ASK, step("every 1 months from 2027-01-05 at 09:00", id="news"), campaign="date", kind="poll")
CALL = {"title": "Call", "starts": {"poll": "date"}, "duration": "30m"}
TEAM = campaign(step("2 days before event"), campaign="team", kind="action-team", event=CALL)
CAMPAIGNS = (MEETING, TEAM, POLL)
MOVED_BACK = replace(MOVED, revision=1, starts=at("2027-03-18 09:00"))
HISTORIES: dict[str, Sequence[History]] = {
    "spring": (
        History("spring"),
        History("spring", progress=begun("invite"), announced=MOVED),
        History("spring", progress=begun("invite"), announced=MOVED_BACK),
    ),
    "date": (
        History("date"),
        History("date", votes=(Vote("champion-1", NOW, {FIRST: "yes"}),)),
        History("date", decision=SECOND),
    ),
    "team": (History("team"),),
}  # fmt: skip
MOMENTS = st.lists(
    st.tuples(st.integers(0, 24 * 40), st.integers(0, 24 * 90), st.integers(0, 2), st.integers(0, 2)),
    min_size=1, max_size=8,
)  # fmt: skip


def laid(
    layouts: Layouts, campaigns: Sequence[Campaign], now: datetime, ahead: timedelta, **which: int
) -> dict[str, Schedule]:
    histories = {name: each[which.get(name, 0)] for name, each in HISTORIES.items()}
    return lay_out_all(campaigns, histories, setting(now, now + ahead), layouts.lay_out)


@settings(max_examples=60, deadline=None)
@given(MOMENTS)
def test_what_is_remembered_is_what_would_be_made(moments: list[tuple[int, int, int, int]]) -> None:
    layouts, now = Layouts(), NOW
    for hours, ahead, spring, date in moments:
        now += timedelta(hours=hours)
        histories = {name: each[0] for name, each in HISTORIES.items()}
        histories |= {"spring": HISTORIES["spring"][spring], "date": HISTORIES["date"][date]}
        for horizon in (now, now + timedelta(hours=ahead), now + timedelta(366)):
            here = setting(now, horizon)
            remembered = lay_out_all(CAMPAIGNS, histories, here, layouts.lay_out)
            assert remembered == lay_out_all(CAMPAIGNS, histories, here)


def test_an_unchanged_layout_is_the_same_object() -> None:
    layouts, week = Layouts(), timedelta(7)
    before = laid(layouts, CAMPAIGNS, NOW, week)
    again = laid(layouts, CAMPAIGNS, NOW + timedelta(hours=1), week)
    assert all(again[name] is before[name] for name in before)


def test_a_change_still_to_be_told_is_due_at_every_new_moment() -> None:
    layouts = Layouts()
    for now in (NOW, NOW + timedelta(hours=1)):
        found = laid(layouts, [MEETING], now, timedelta(0), spring=1)["spring"]
        assert [touch.due for touch in found.touches if touch.change] == [now]


def test_an_event_is_dated_when_its_poll_closes() -> None:
    layouts = Layouts()
    before = laid(layouts, CAMPAIGNS, at("2027-01-14 16:59"), timedelta(0), date=1)["team"]
    after = laid(layouts, CAMPAIGNS, at("2027-01-14 17:00"), timedelta(0), date=1)["team"]
    assert (before.starts, after.starts) == (None, at("2027-02-08 10:00"))


def test_what_recurs_comes_in_as_the_horizon_moves() -> None:
    layouts = Layouts()
    counts = [
        len(laid(layouts, [POLL], NOW, timedelta(days))["date"].touches) for days in (0, 2, 40, 400, 2, 0)
    ]
    assert counts == [1, 2, 3, 15, 2, 1]
