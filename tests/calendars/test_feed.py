"""A calendar to subscribe to, as programs of other authors read it."""

from dataclasses import replace
from pathlib import Path

import pytest

from outreach.core.feed import feed
from tests.calendars.readers import IcalJs, Libical, by_icalendar, by_vobject
from tests.core.test_feed import FALL, FEED, MEETING

pytestmark = pytest.mark.xdist_group("calendars")


def test_every_program_reads_the_same_in_it(tmp_path: Path, libical: Libical, ical_js: IcalJs) -> None:
    file = tmp_path / "laramie.ics"
    file.write_bytes(feed(FEED))
    read = libical.read([file])
    assert read == ical_js.read([file]) == by_icalendar([file]) == by_vobject([file])
    assert [(each.method, each.uid, each.starts, each.status, each.attendee) for each in read] == [
        ("PUBLISH", MEETING.uid, MEETING.starts, "CONFIRMED", ""),
        ("PUBLISH", FALL.uid, FALL.starts, "CANCELLED", ""),
    ]


def test_its_name_and_how_often_to_ask_again_are_understood(tmp_path: Path, ical_js: IcalJs) -> None:
    file = tmp_path / "laramie.ics"
    file.write_bytes(feed(replace(FEED, name="Laramie Construction")))
    [first, _] = ical_js.raw([file])
    assert (first["name"], first["refresh"]) == ("Laramie Construction", "PT1H")
