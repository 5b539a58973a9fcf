"""R001: a partnership that keeps every other rule for a year pesters nobody."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach.actions.check import check
from outreach.core.finding import Level
from outreach.core.history import SILENT
from outreach.core.knocks import Room, is_knock
from tests.world import DENVER, Office, Recorder, at, member, starter

NOW = "2026-12-01 09:00"
FIRST, LAST = "2027-01-01 00:00", "2027-12-31 23:59"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The year that every workspace begins with, and one person to whom everything in it goes."""
    made = starter(tmp_path)
    roles = frozenset({"business_member", "ambassador"})
    tags, partnership = frozenset({"training-action-team"}), frozenset({"laramie-construction"})
    made.people(
        member("everywhere", roles=roles, tags=tags, partnerships=partnership, recruiter="champion-1")
    )
    return made


def busiest(days: list[date]) -> int:
    """How many of those days lie within 28."""
    return max((sum(first <= day < first + timedelta(28) for day in days) for first in days), default=0)


def test_the_year_keeps_every_rule(office: Office) -> None:
    found = check(office.world(), at(NOW), (), frozenset())
    assert found.problems == ()
    assert [each for each in found.findings if each.level is Level.ERROR] == []


def test_nothing_in_it_waits_for_its_turn_or_is_missed(office: Office) -> None:
    plan = office.plan(NOW, LAST)
    findings = [each for row in plan.rows for each in row.findings] + list(plan.findings)
    assert [each for each in findings if each.rule in ("R001", "R002")] == []
    assert [row for row in plan.rows if row.decision.rule == "R001"] == []


def test_and_yet_it_knocks_three_times_in_four_weeks(office: Office) -> None:
    wire, world = Recorder("email"), office.world()
    office.simulate(FIRST, LAST, now=NOW, wire={"email": wire})
    room = Room.of(world.house)
    knocks = defaultdict[str, list[date]](list)
    rows = {row.touch.name: row for row in office.plan(NOW, LAST).rows}
    for message in wire.emails():
        key = message.key
        row = rows[key.campaign, key.step, key.occurrence, "email"]
        if is_knock(row.touch, row.schedule, SILENT):
            knocks[key.recipient].append(message.date.astimezone(DENVER).date())
    counts = {who: busiest(days) for who, days in knocks.items()}
    assert max(counts.values()) <= room.messages
    assert counts["everywhere"] >= 3
