"""Every partnership's meetings as a calendar to subscribe to: what stands in it, and when it is written."""

from dataclasses import dataclass, field

import icalendar
import pytest

from outreach.actions.running.feeds import put_feeds
from tests.world import MEETING, Office

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
MOVED = MEETING.replace("2027-03-18 09:00", "2027-04-08 08:00")
OFF = MEETING.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")


@dataclass
class Kept:
    """A shelf in memory."""

    files: dict[str, bytes] = field(default_factory=dict)
    fails: bool = False
    asked: int = 0

    def has(self, name: str) -> bool:
        """Whether it was kept."""
        return name in self.files

    def put(self, name: str, content: bytes) -> bool:
        """Keep it, or fail as a full disk does."""
        self.asked += 1
        if self.fails:
            raise OSError(28, "No space left on device")
        changed = self.files.get(name) != content
        self.files[name] = content
        return changed


def shelved(office: Office, shelf: Kept) -> list[str]:
    """Put the feeds as they are now on a shelf."""
    world = office.world()
    histories = {each.id: office.ledger.history(each.id) for each in world.campaigns}
    return put_feeds(world, histories, shelf)


def events(shelf: Kept) -> list[tuple[str, str, int]]:
    """Start, status and sequence of each event of the one calendar."""
    whole = icalendar.Calendar.from_ical(shelf.files["laramie.ics"])
    return [
        (f"{each['DTSTART'].dt:%Y-%m-%d %H:%M}", str(each["STATUS"]), int(each["SEQUENCE"]))
        for each in whole.walk("VEVENT")
    ]


@pytest.fixture
def announced(office: Office) -> Office:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    return office


def test_a_meeting_stands_in_it_once_people_have_heard_of_it(office: Office) -> None:
    shelf = Kept()
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    shelved(office, shelf)
    assert shelf.files == {}
    office.run("2027-02-04 09:00")
    shelved(office, shelf)
    assert events(shelf) == [("2027-03-18 15:00", "CONFIRMED", 0)]


def test_it_says_what_people_were_told_and_not_what_the_file_says_before_they_hear_of_it(
    announced: Office,
) -> None:
    shelf = Kept()
    announced.campaign(INVITATION, REMINDER, head=MOVED)
    shelved(announced, shelf)
    assert events(shelf) == [("2027-03-18 15:00", "CONFIRMED", 0)]
    announced.run("2027-02-08 09:00")
    shelved(announced, shelf)
    assert events(shelf) == [("2027-04-08 14:00", "CONFIRMED", 1)]


def test_what_is_called_off_stays_as_cancelled_under_the_uid_of_its_invitations(announced: Office) -> None:
    shelf = Kept()
    announced.campaign(INVITATION, REMINDER, head=OFF)
    announced.run("2027-02-08 09:00")
    shelved(announced, shelf)
    assert events(shelf) == [("2027-03-18 15:00", "CANCELLED", 1)]
    told = {each.invite.uid for each in announced.mail.emails() if each.invite}
    whole = icalendar.Calendar.from_ical(shelf.files["laramie.ics"])
    assert {str(each["UID"]) for each in whole.walk("VEVENT")} == told


def test_a_file_that_cannot_be_understood_takes_no_meeting_out(announced: Office) -> None:
    shelf = Kept()
    shelved(announced, shelf)
    before = dict(shelf.files)
    announced.write("campaigns/spring.yaml", "campaign: spring\nkind: [\n")
    assert shelved(announced, shelf) == []
    assert shelf.files == before


def test_a_shelf_that_is_full_is_told_and_stops_nothing(announced: Office) -> None:
    assert shelved(announced, Kept(fails=True)) == [
        "the calendar of laramie cannot be written: No space left on device; the next run tries again"
    ]


def test_another_pass_that_changes_nothing_gives_the_same_bytes(announced: Office) -> None:
    first, second = Kept(), Kept()
    shelved(announced, first)
    announced.run("2027-02-05 09:00")
    shelved(announced, second)
    assert first.files == second.files


def test_a_calendar_is_made_anew_only_when_it_has_changed_or_is_gone(announced: Office) -> None:
    shelf = Kept()
    for _ in range(3):
        shelved(announced, shelf)
    assert shelf.asked == 1
    shelf.files.clear()
    shelved(announced, shelf)
    assert (shelf.asked, list(shelf.files)) == (2, ["laramie.ics"])


def test_what_could_not_be_written_is_written_by_the_next_pass(announced: Office) -> None:
    shelf = Kept(fails=True)
    shelved(announced, shelf)
    shelf.fails = False
    assert shelved(announced, shelf) == []
    assert list(shelf.files) == ["laramie.ics"]
