"""N001 after an outage: an invitation past its four weeks waits for a person; who joins later is invited."""

from collections.abc import Callable

import pytest

from outreach.core.finding import Level
from outreach.core.people import Consent, Contact
from outreach.ports import NotSent
from tests.world import APPROVED, MEETING, Office, counted, member, rows

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 1 week before event at 09:00}"
WAIVED = MEETING.replace(
    "waive: [", "waive: [{rule: N001, reason: The line was down, by: convener, until: 2027-03-18}, "
)
BEGAN, DUE, LATE = "2027-02-01 09:00", "2027-02-04 09:00", "2027-02-22 09:00"
"""The fourth of February is six weeks before the meeting of 18 March, the 18th four."""


def nobody_ran_it(office: Office) -> None:
    """No pass was made for weeks."""


def the_server_was_away(office: Office) -> None:
    """Passes were made, and nothing left the house."""
    office.mail.fails["*"] = NotSent("the server is away", scope="channel")
    for day in ("04", "12", "18"):
        office.run(f"2027-02-{day} 09:00")
    assert set(office.status(step="invitation").values()) == {"waiting"}
    office.mail.fails.clear()


outages = pytest.mark.parametrize("outage", [nobody_ran_it, the_server_was_away])


@pytest.fixture
def office(office: Office) -> Office:
    office.people("ann", "bob", "cat", "dee")
    office.campaign(INVITATION, REMINDER)
    office.run(BEGAN)
    return office


@outages
def test_an_invitation_delayed_past_the_four_weeks_is_held_with_one_follow_up_for_all(
    office: Office, outage: Callable[[Office], None]
) -> None:
    outage(office)
    assert rows(office.plan(LATE), "invitation") == [(DUE, "hold", 4)]
    account = office.run(LATE)
    assert (counted(account), account.exit_status) == ({"held": 4}, 1)
    [asked] = office.asked("decide")
    assert (asked.kind, asked.step, asked.count) == ("decide", "invitation", 4)
    assert "N001: goes out 24 days before 18 March; 28 are needed" in asked.reason
    again = office.run("2027-02-23 09:00")
    assert (counted(again), again.followups, office.mail.who) == ({}, 0, [])


@outages
def test_it_goes_out_to_all_once_somebody_lets_it(office: Office, outage: Callable[[Office], None]) -> None:
    outage(office)
    office.run(LATE)
    office.campaign(INVITATION, REMINDER, head=WAIVED)
    assert counted(office.run("2027-02-23 09:00")) == {"sent": 4}
    assert office.asked() == []


@outages
def test_it_goes_out_to_all_once_the_meeting_is_moved(
    office: Office, outage: Callable[[Office], None]
) -> None:
    outage(office)
    office.run(LATE)
    office.campaign(INVITATION, REMINDER, head=MEETING.replace("2027-03-18", "2027-03-25"))
    assert counted(office.run("2027-02-23 09:00")) == {"sent": 4}
    assert office.asked() == []


def test_it_is_held_though_it_was_approved(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.approve(BEGAN)
    assert counted(office.run(LATE)) == {"held": 4}
    assert ["N001" in each.reason for each in office.asked()] == [True]


def test_what_nobody_decides_is_missed_when_the_meeting_begins(office: Office) -> None:
    office.run(LATE)
    office.run("2027-03-11 09:00")
    assert counted(office.run("2027-03-18 09:05")) == {"missed": 4}
    [asked] = office.asked()
    assert (asked.step, asked.count, "missed" in asked.reason) == ("invitation", 4, True)


def test_one_that_had_begun_in_time_goes_on_after_the_outage(office: Office) -> None:
    office.mail.fails |= {name: NotSent("try later") for name in ("cat", "dee")}
    assert counted(office.run(DUE)) == {"sent": 2}
    office.mail.fails.clear()
    assert counted(office.run(LATE)) == {"sent": 2}
    assert office.asked() == []


def test_who_joins_while_it_is_held_is_held_with_the_others_and_counted(office: Office) -> None:
    office.run(LATE)
    office.people("eve")
    assert rows(office.plan("2027-02-23 09:00"), "invitation") == [(DUE, "hold", 5)]
    office.run("2027-02-23 09:00")
    office.campaign(INVITATION, REMINDER, head=WAIVED)
    assert counted(office.run("2027-02-24 09:00")) == {"sent": 5}
    assert office.asked() == []


def test_few_who_join_later_are_invited_at_the_next_pass_with_a_warning_that_counts_them(
    office: Office,
) -> None:
    office.run(DUE)
    office.people("eve", "fay")
    made = office.plan(LATE)
    [found] = {each for row in made.rows for each in row.findings if each.rule == "N001"}
    assert found.level is Level.WARNING
    assert "2 of 6 guests joined after it went out and are invited 24 days before 18 March" in found.message
    assert counted(office.run(LATE)) == {"sent": 2}
    assert office.asked() == []


def test_many_who_join_later_are_held_until_somebody_lets_them_be_invited(office: Office) -> None:
    office.run(DUE)
    office.people("eve", "fay", "gus", "hal", "ida")
    assert counted(office.run(LATE)) == {"held": 5}
    [asked] = office.asked()
    assert ("N001" in asked.reason, asked.count) == (True, 5)
    office.campaign(INVITATION, REMINDER, head=WAIVED)
    assert counted(office.run("2027-02-23 09:00")) == {"sent": 5}
    assert office.asked() == []


MENDED = {
    "an address": member("eve", email=""),
    "somebody who knows them": member("eve", consent=Consent.UNKNOWN),
}


@pytest.mark.parametrize("before", MENDED.values(), ids=MENDED.keys())
def test_whoever_is_found_to_have_one_later_is_invited_at_the_next_pass(
    office: Office, before: Contact
) -> None:
    office.people(before)
    assert counted(office.run(DUE)) == {"sent": 4, "skipped": 1}
    office.people(member("eve", recruiter="ann", consent=before.consent))
    assert rows(office.plan("2027-02-09 09:00"), "invitation") == [("2027-02-09 09:00", "send", 1)]
    assert counted(office.run("2027-02-09 09:00")) == {"sent": 1}
    assert counted(office.run("2027-02-09 09:05")) == {}
    assert office.mail.keys[-1] == "spring/invitation/once/eve"


def test_who_has_unsubscribed_is_no_joiner(office: Office) -> None:
    office.run(DUE)
    office.people(member("eve", consent=Consent.NO))
    assert counted(office.run("2027-02-09 09:00"))["sent"] == 0
    assert office.asked() == []
