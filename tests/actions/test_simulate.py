"""The days ahead, lived through on a copy of the ledger."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from outreach.actions.simulate import Played, simulate
from outreach.core.history import Reply
from tests.world import APPROVED, MEETING, SOCIAL, Office, Recorder, at, counted, member, outbox, starter

REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
YEAR = ("2027-01-01 00:00", "2027-12-31 23:59")


def rsvp(who: str, wall: str, rsvp: str) -> Played:
    reply = Reply("spring", who, at(wall), "rsvp", rsvp=rsvp)  # type: ignore[arg-type]
    return Played(reply, f"{who}@example.org")


def test_nothing_done_in_a_simulation_is_kept(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    assert counted(office.simulate(*YEAR)) == {"sent": 1}
    assert (office.status(), office.asked(), office.ledger.history("spring").began) == ({}, [], None)


def test_everything_counts_as_approved_unless_it_is_played_as_it_is(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann")
    office.campaign(REMINDER)
    assert counted(office.simulate(*YEAR)) == {"sent": 1}
    assert counted(office.simulate(*YEAR, assumed=False)) == {}
    office.approve("2026-12-01 09:00")
    assert counted(office.simulate(*YEAR, assumed=False)) == {"sent": 1}


def test_answers_are_played_at_their_moment(office: Office) -> None:
    office.people("ann", "bob", "cat")
    late = (
        REMINDER.replace("reminder", "late").replace("2 weeks", "1 week").replace("}", ", to: not_declined}")
    )
    office.campaign(INVITATION, REMINDER, late)
    mail = Recorder()
    said = [rsvp("ann", "2027-03-10 08:59", "declined"), rsvp("bob", "2027-03-11 09:01", "declined")]
    left = Played(Reply("spring", "cat", at("2027-03-05 12:00"), "unsubscribe"), "cat@example.org")
    account = office.simulate(*YEAR, played=[*said, left], wire={"email": mail})
    assert account.replies == 3
    assert [each.key.recipient for each in mail.sent if each.key.step == "late"] == ["bob"]


def test_attendance_played_releases_what_waits_for_it(office: Office) -> None:
    office.people("ann", "bob")
    recap = "{id: recap, send: email, template: letter.md, when: 1 day after event at 14:00, to: attended}"
    office.campaign(recap)
    mail = Recorder()
    came = Played(Reply("spring", "bob", at("2027-03-22 10:00"), "attendance", attended=True))
    office.simulate(*YEAR, played=[came], wire={"email": mail})
    assert [(str(each.key), each.date) for each in mail.emails()] == [
        ("spring/recap/once/bob", at("2027-03-22 10:00"))
    ]


def test_what_lies_before_the_first_day_is_lived_through_in_silence(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    mail = Recorder()
    account = office.simulate("2027-03-01 00:00", YEAR[1], now="2027-01-01 00:00", wire={"email": mail})
    assert mail.keys == ["spring/reminder/once/ann"]
    assert (counted(account), account.followups) == ({"sent": 1}, 0)


def test_a_message_for_another_zone_goes_at_the_moment_it_is_due_there(office: Office) -> None:
    office.people(
        "ann", member("hal", timezone="Pacific/Honolulu"), member("eli", timezone="America/New_York")
    )
    local = REMINDER.replace("reminder", "early").replace("09:00", "09:00 local")
    office.campaign(local, REMINDER.replace("2 weeks", "1 week"))
    mail = Recorder()
    office.simulate(*YEAR, wire={"email": mail})
    assert [(each.key.recipient, each.date) for each in mail.emails()] == [
        ("eli", at("2027-03-04 07:00")),
        ("ann", at("2027-03-04 09:00")),
        ("hal", at("2027-03-04 12:00")),
        ("ann", at("2027-03-11 09:00")),
        ("eli", at("2027-03-11 09:00")),
        ("hal", at("2027-03-11 11:00")),
    ]


def test_local_times_survive_the_change_of_the_clocks(office: Office) -> None:
    office.people("ann")
    weekly = "every 1 weeks from 2027-03-01 at 09:00 until 2027-03-30"
    weekly = f'{{id: word, send: email, template: letter.md, when: "{weekly}"}}'
    office.campaign(weekly, head=SOCIAL)
    mail = Recorder()
    office.simulate(*YEAR, wire={"email": mail})
    assert [each.date for each in mail.emails()] == [
        at(f"2027-03-{day:02} 09:00") for day in (1, 8, 15, 22, 29)
    ]


def test_what_is_held_is_counted_once_and_missed_in_the_end(office: Office) -> None:
    office.people("ann")
    content = (
        "{id: recap, send: email, template: letter.md, content: recap.md, when: 1 day after event at 14:00}"
    )
    office.campaign(content)
    account = office.simulate(*YEAR)
    assert counted(account) == {"held": 1, "missed": 1}
    assert account.followups == 3, "write the recap, decide what to do without it, record who came"


@pytest.mark.xdist_group("memory")
def test_two_simulations_write_the_same_bytes(tmp_path: Path) -> None:
    office = starter(tmp_path / "work")
    written = []
    for name in ("first", "second"):
        office.simulate("2027-01-25 00:00", "2027-02-12 23:59", wire=outbox(tmp_path / name))
        files = sorted(each for each in (tmp_path / name).rglob("*") if each.is_file())
        written.append({each.relative_to(tmp_path / name): each.read_bytes() for each in files})
    assert {each.suffix for each in written[0]} == {".eml", ".ics", ".txt"}
    assert written[0] == written[1]


def test_a_moment_is_told_to_whoever_watches(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    seen: Counter[object] = Counter()
    with office.ledger.copy() as copy:
        world = office.world(ledger=copy, wire={"email": Recorder()}, assumed=True)
        simulate(world, at(YEAR[0]), at(YEAR[0]), at(YEAR[1]), watch=lambda moment: seen.update([moment]))
    assert at("2027-03-04 09:00") in seen
    assert max(seen.values()) == 1


FILL = """
import sys
from pathlib import Path
from outreach.ledger.opening import open_ledger
from tests.world import SECRET, Office, member

office = Office(Path(sys.argv[1]))
office.ledger = open_ledger(f"sqlite:///{sys.argv[1]}/outreach.db", secret=SECRET)
office.people(*(member(f"p{number:06}") for number in range(int(sys.argv[2]))))
office.campaign("{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}")
"""
PEAK = """
import resource, sys
from pathlib import Path
from outreach.actions.running.run import run
from outreach.ledger.opening import open_ledger
from outreach.ports import Receipt
from tests.world import SECRET, Office, at

class Nowhere:
    name = "nowhere"
    def send(self, message):
        return Receipt()

office = Office(Path(sys.argv[1]))
office.ledger = open_ledger(f"sqlite:///{sys.argv[1]}/outreach.db", secret=SECRET)
run(office.world(), at("2027-03-01 09:00"))
sent = run(office.world(wire={"email": Nowhere()}), at("2027-03-04 09:00")).tally.counts
assert sum(sent.values()) == int(sys.argv[2]), sent
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(folder: Path, people: int) -> float:
    """The most memory (MiB) that a run took which sent to so many."""
    folder.mkdir()
    for script in (FILL, PEAK):
        command = [sys.executable, "-c", script, str(folder), str(people)]
        said = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]
        )
    return int(said.stdout) / 1024


@pytest.mark.xdist_group("memory")
def test_memory_does_not_grow_with_the_number_of_recipients(tmp_path: Path) -> None:
    assert peak(tmp_path / "many", 2_500) - peak(tmp_path / "few", 100) < 15


def test_an_event_that_is_called_off_sends_no_more(office: Office) -> None:
    office.people("ann")
    office.campaign(
        REMINDER, head=MEETING.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")
    )
    assert counted(office.simulate(*YEAR)) == {}
