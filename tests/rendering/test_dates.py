"""Filters for dates: United States style, on the reader's own clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outreach.core.errors import NotUnderstoodError
from tests.rendering.conftest import Workspace

MEETING = datetime(2027, 3, 18, 15, 0, tzinfo=UTC)


def shown(workspace: Workspace, value: object, expression: str, zone: str = "America/Denver") -> str:
    renderer = workspace({"templates/a.txt": "{{ " + expression + " }}"})
    return renderer.post("a.txt", {"value": value, "reader_zone": ZoneInfo(zone)}, "").text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("date", "Thursday, March 18, 2027"),
        ("day", "March 18"),
        ("time", "9:00 AM"),
        ("time_zone", "MDT"),
        ("datetime", "Thursday, March 18, 2027 at 9:00 AM MDT"),
    ],
)
def test_a_moment_is_shown_on_the_readers_clock(workspace: Workspace, name: str, expected: str) -> None:
    assert shown(workspace, MEETING, f"value | {name}") == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Chicago", "Thursday, March 18, 2027 at 10:00 AM CDT"),
        ("Asia/Tokyo", "Friday, March 19, 2027 at 12:00 AM JST"),
        ("America/Sao_Paulo", "Thursday, March 18, 2027 at 12:00 PM UTC-03:00"),
    ],
)
def test_another_reader_sees_another_clock(workspace: Workspace, zone: str, expected: str) -> None:
    assert shown(workspace, MEETING, "value | datetime", zone) == expected


def test_the_zone_follows_the_clock_change(workspace: Workspace) -> None:
    before, after = datetime(2027, 3, 14, 8, 59, tzinfo=UTC), datetime(2027, 3, 14, 9, 0, tzinfo=UTC)
    assert shown(workspace, before, "value | datetime") == "Sunday, March 14, 2027 at 1:59 AM MST"
    assert shown(workspace, after, "value | datetime") == "Sunday, March 14, 2027 at 3:00 AM MDT"


def test_without_a_filter_a_moment_and_a_day_read_well_too(workspace: Workspace) -> None:
    assert shown(workspace, MEETING, "value") == "Thursday, March 18, 2027 at 9:00 AM MDT"
    assert shown(workspace, date(2027, 3, 1), "value") == "Monday, March 1, 2027"
    assert shown(workspace, timedelta(hours=1, minutes=30), "value") == "1 hour 30 minutes"


def test_a_day_has_no_zone(workspace: Workspace) -> None:
    assert shown(workspace, date(2027, 3, 1), "value | date", "Asia/Tokyo") == "Monday, March 1, 2027"
    assert shown(workspace, date(2027, 3, 1), "value | day", "Asia/Tokyo") == "March 1"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2027, 3, 1), "a day without a time of day"),
        (datetime(2027, 3, 1, 9), "without a time zone"),
        ("soon", "what is not a date"),
    ],
)
def test_what_has_no_time_is_refused_in_plain_words(workspace: Workspace, value: object, said: str) -> None:
    with pytest.raises(NotUnderstoodError, match=said):
        shown(workspace, value, "value | time")
