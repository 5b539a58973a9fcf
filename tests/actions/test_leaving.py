"""People who were invited and are in the audience no more: nothing is sent, and a person is asked once."""

from dataclasses import replace

import pytest

from outreach.actions.agenda import agenda
from outreach.actions.running.leaving import chase_left
from outreach.actions.running.telling import Telling
from outreach.core.people import Contact
from outreach.ports import Ledger
from tests.world import MEETING, Office, at, member

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"


def chased(office: Office, wall: str) -> list[tuple[str, int, str]]:
    """What is asked about who has left, after a pass at that time."""
    now, world = at(wall), office.world()
    laid = agenda(world, now, now)
    telling = Telling(world, now)
    chase_left(world, laid.schedules["spring"], laid.histories["spring"], now, telling)
    asked = [each for each in office.asked("decide") if "/!left/" in each.key]
    return [(each.campaign, each.count, each.reason) for each in asked]


def left(name: str) -> Contact:
    return member(name, roles=frozenset({"supporter"}))


@pytest.fixture
def invited(office: Office) -> Office:
    office.people("ann", "bob", "cat", "dan", "eve")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.mail.sent.clear()
    return office


def test_while_all_are_still_meant_nobody_is_asked(invited: Office) -> None:
    assert chased(invited, "2027-02-05 09:00") == []


def test_one_question_names_how_many_and_the_command_and_nothing_is_sent(invited: Office) -> None:
    invited.people(left("ann"), left("bob"))
    [(campaign, count, reason)] = chased(invited, "2027-02-05 09:00")
    assert (campaign, count) == ("spring", 2)
    assert reason == (
        "2 people who were invited are no longer in the audience (ann, bob) and still have it in their "
        "calendars; `outreach call-off spring --for ann --reason TEXT` takes one invitation back, or leave "
        "it so"
    )
    invited.run("2027-02-05 10:00")
    assert invited.mail.sent == []
    assert len(chased(invited, "2027-02-05 11:00")) == 1


def test_many_are_counted_and_the_first_are_named(invited: Office) -> None:
    invited.people(*(left(name) for name in ("ann", "bob", "cat", "dan")))
    [(_, count, reason)] = chased(invited, "2027-02-05 09:00")
    assert count == 4
    assert "(ann, bob, cat, ...)" in reason


def test_an_audience_written_anew_asks_as_well(invited: Office) -> None:
    head = MEETING.replace("audience: {", "audience: {exclude: {contacts: [eve]}, ")
    chased(invited, "2027-02-05 09:00")
    invited.campaign(INVITATION, REMINDER, head=head)
    [(_, count, reason)] = chased(invited, "2027-02-05 09:00")
    assert (count, "somebody who was invited is no longer in the audience (eve)" in reason) == (1, True)


def test_who_comes_back_closes_the_question_and_another_who_leaves_asks_a_new_one(invited: Office) -> None:
    invited.people(left("ann"))
    assert len(chased(invited, "2027-02-05 09:00")) == 1
    invited.people("ann", when=at("2027-02-05 10:00"))
    assert chased(invited, "2027-02-05 11:00") == []
    invited.people(left("bob"), when=at("2027-02-05 12:00"))
    [(_, _, reason)] = chased(invited, "2027-02-05 13:00")
    assert "(bob)" in reason


def test_what_a_person_has_decided_is_not_asked_again(invited: Office) -> None:
    invited.people(left("ann"))
    chased(invited, "2027-02-05 09:00")
    [listed] = invited.ledger.followups()
    invited.ledger.followup_done(listed.id, at("2027-02-05 10:00"))
    invited.people("zoe")
    assert chased(invited, "2027-02-06 09:00") == []


@pytest.mark.parametrize("wall", ["2027-03-18 09:00", "2027-03-20 09:00"])
def test_once_the_event_begins_nobody_is_asked_any_more(invited: Office, wall: str) -> None:
    invited.people(left("ann"))
    assert len(chased(invited, "2027-02-05 09:00")) == 1
    assert chased(invited, wall) == []


def test_who_declined_or_is_not_expected_any_more_is_not_asked_about(invited: Office) -> None:
    invited.answer("ann", "2027-02-05 08:00", "declined")
    invited.people(left("ann"))
    assert chased(invited, "2027-02-05 09:00") == []


def test_everybody_is_gone_through_only_when_something_has_changed(
    invited: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    chased(invited, "2027-02-05 09:00")
    looked: list[str] = []
    reached = type(invited.ledger).reached

    def counted(self: Ledger, campaign: str, step: str, occurrence: str) -> object:
        looked.append(step)
        return reached(self, campaign, step, occurrence)  # type: ignore[arg-type]

    monkeypatch.setattr(type(invited.ledger), "reached", counted)
    chased(invited, "2027-02-05 09:05")
    assert looked == []
    invited.people(replace(member("ann"), phone="307-555-0100"))
    chased(invited, "2027-02-05 09:10")
    assert looked == ["invitation"]
