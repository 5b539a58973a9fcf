"""A meeting that moves twice and is then called off, as calendars of other authors follow it."""

from itertools import permutations
from pathlib import Path

import pytest

from outreach.actions.calloff import taken_back, with_campaign
from outreach.actions.newscast import approve_news, withdraw
from outreach.actions.running.run import run
from tests.calendars.conftest import Mailroom
from tests.calendars.readers import IcalJs, Libical, Seen, by_icalendar, by_vobject
from tests.world import MEETING, at, outbox

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: on 2027-03-08 at 09:00}"
STEPS = (INVITATION, REMINDER)
FIRST, SECOND, THIRD = "20270318T150000Z", "20270408T140000Z", "20270422T140000Z"
MOVED = MEETING.replace("2027-03-18 09:00", "2027-04-08 08:00")
AGAIN = MEETING.replace("2027-03-18 09:00", "2027-04-22 08:00")
OFF = AGAIN.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")
DAYS = (
    (MEETING, "2027-02-04 09:00"), (MOVED, "2027-02-08 10:00"), (AGAIN, "2027-02-09 10:00"),
    (OFF, "2027-02-10 10:00"),
)  # fmt: skip
TOLD = {0: (FIRST, "CONFIRMED"), 1: (SECOND, "CONFIRMED"), 2: (THIRD, "CONFIRMED"), 3: (THIRD, "CANCELLED")}
"""What is true of the event, by sequence."""
ANN = "ann@example.org"

pytestmark = pytest.mark.xdist_group("calendars")


def told(mailroom: Mailroom) -> list[Path]:
    """What ann's calendar is sent in the whole story."""
    for head, wall in DAYS:
        mailroom.office.campaign(*STEPS, head=head)
        mailroom.run(wall)
    return mailroom.invitations("ann")


def test_moved_twice_and_called_off_leaves_no_event_behind(mailroom: Mailroom, libical: Libical) -> None:
    shown = libical.shows(ANN, told(mailroom))
    assert [each.took_it_for for each in shown] == [
        "REQUEST-NEW", "REQUEST-RESCHEDULE", "REQUEST-RESCHEDULE", "CANCEL-EVENT"
    ]  # fmt: skip
    assert [(each.starts, each.status) for each in shown] == list(TOLD.values())


def test_in_whatever_order_it_arrives_what_is_newer_stays(mailroom: Mailroom, libical: Libical) -> None:
    messages = told(mailroom)
    for order in permutations(range(4)):
        newest = -1
        for number, held in zip(order, libical.shows(ANN, [messages[each] for each in order]), strict=True):
            newest = max(newest, number)
            starts, status = TOLD[newest]
            assert (held.sequence, held.status) == (newest, status), order
            assert status == "CANCELLED" or held.starts == starts, order


def test_a_message_that_arrives_twice_changes_nothing(mailroom: Mailroom, libical: Libical) -> None:
    twice = [each for each in told(mailroom) for _ in range(2)]
    shown = libical.shows(ANN, twice)
    assert [each.took_it_for for each in shown[1::2]] == ["OBSOLETE"] * 3 + ["CANCEL-EVENT"]
    for first, again in zip(shown[::2], shown[1::2], strict=True):
        assert (again.starts, again.status, again.sequence) == (first.starts, first.status, first.sequence)


def test_who_joined_in_between_follows_the_same_event_to_its_end(
    mailroom: Mailroom, libical: Libical
) -> None:
    for head, wall in DAYS:
        if head is AGAIN:
            mailroom.office.people("cat")
            mailroom.run("2027-02-08 15:00")
        mailroom.office.campaign(*STEPS, head=head)
        mailroom.run(wall)
    messages = mailroom.invitations("cat")
    assert [each.sequence for each in by_icalendar(messages)] == [1, 2, 3]
    assert {each.uid for each in by_icalendar(messages)} == {
        each.uid for each in by_icalendar(mailroom.invitations("ann"))
    }
    shown = libical.shows("cat@example.org", messages)
    assert [(each.starts, each.status) for each in shown] == list(TOLD.values())[1:]


def test_what_is_called_off_and_held_after_all_stands_in_the_calendar_again(
    mailroom: Mailroom, libical: Libical
) -> None:
    told(mailroom)
    mailroom.office.campaign(*STEPS, head=AGAIN)
    mailroom.run("2027-02-11 10:00")
    last = libical.shows(ANN, mailroom.invitations("ann"))[-1]
    assert (last.sequence, last.starts, last.status) == (4, THIRD, "CONFIRMED")


def test_a_guest_whose_invitation_is_taken_back_has_it_no_more_and_the_others_see_nothing(
    mailroom: Mailroom, libical: Libical
) -> None:
    for head, wall in DAYS[:2]:
        mailroom.office.campaign(*STEPS, head=head)
        mailroom.run(wall)
    now, world = at("2027-02-08 21:00"), mailroom.office.world(wire=outbox(mailroom.folder / "outbox"))
    matter, ann = taken_back(world, "spring", "ann", now), world.ledger.known(["ann"])["ann"]
    alone = with_campaign(world, world.named("spring"))
    approve_news(alone, [matter], "comms-1", now)
    withdraw(alone, matter, ann, "There are only twenty seats.", now)
    run(alone, now)
    for head, wall in DAYS[2:]:
        mailroom.office.campaign(*STEPS, head=head)
        mailroom.run(wall)
    hers, his = (libical.shows(f"{who}@example.org", mailroom.invitations(who)) for who in ("ann", "bob"))
    assert [(each.sequence, each.status) for each in hers] == [
        (0, "CONFIRMED"), (1, "CONFIRMED"), (2, "CANCELLED")
    ]  # fmt: skip
    assert [each.sequence for each in his] == [0, 1, 2, 3]
    assert "There are only twenty seats." in mailroom.mail("ann")[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_reminder_is_plain_mail_and_never_a_second_request(mailroom: Mailroom) -> None:
    mailroom.office.campaign(*STEPS)
    for wall in ("2027-02-04 09:00", "2027-03-08 09:00"):
        mailroom.run(wall)
    [reminder] = mailroom.mail("ann", "reminder")
    assert [each.get_content_type() for each in reminder.walk()] == [
        "multipart/alternative", "text/plain", "text/html"
    ]  # fmt: skip
    assert len(mailroom.invitations("ann")) == 1


def test_every_program_reads_the_same_in_every_message(
    mailroom: Mailroom, libical: Libical, ical_js: IcalJs
) -> None:
    files = [*told(mailroom), *mailroom.invitations("bob")]
    read = libical.read(files)
    assert read == ical_js.read(files) == by_icalendar(files) == by_vobject(files)
    assert [(each.method, each.sequence, each.attendee) for each in read[:4]] == [
        ("REQUEST", 0, "mailto:ann@example.org"), ("REQUEST", 1, "mailto:ann@example.org"),
        ("REQUEST", 2, "mailto:ann@example.org"), ("CANCEL", 3, "mailto:ann@example.org"),
    ]  # fmt: skip
    assert {(each.uid, each.organizer) for each in read} == {
        (read[0].uid, "mailto:hello@partnerships.example.org")
    }
    assert all(each.ends - each.starts == read[0].ends - read[0].starts for each in read)
    assert isinstance(read[0], Seen)


def test_a_message_is_shaped_as_mail_programs_act_on(mailroom: Mailroom) -> None:
    told(mailroom)
    for message, method in zip(
        mailroom.mail("ann"), ("REQUEST", "REQUEST", "REQUEST", "CANCEL"), strict=True
    ):
        kinds = [each.get_content_type() for each in message.walk()]
        assert kinds[:5] == [
            "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"
        ]  # fmt: skip
        part, attached = [each for each in message.walk() if not each.is_multipart()][2:]
        assert part["Content-Type"].params["method"] == method
        assert f"METHOD:{method}\r\n".encode() in part.get_payload(decode=True)
        assert attached.get_filename() == "invite.ics"
        assert attached.get_payload(decode=True) == part.get_payload(decode=True)


def test_the_way_to_answer_stands_in_the_description_for_those_whose_program_does_not_act(
    mailroom: Mailroom, ical_js: IcalJs
) -> None:
    letter = '---\nsubject: "Will you come?"\n---\nHello, [say yes]({{ links.rsvp }}).\n'
    mailroom.office.write("templates/letter.md", letter)
    mailroom.office.campaign(*STEPS)
    mailroom.run("2027-02-04 09:00")
    [event] = ical_js.raw(mailroom.invitations("ann"))
    assert event["rsvp"] == "TRUE"
    assert "mailto:hello@partnerships.example.org?subject=I%20will%20be%20there" in str(event["description"])
