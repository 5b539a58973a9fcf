"""What rules ask a person for once an event is over: F003, F004 and F006, one follow-up each."""

from tests.world import MEETING, Office, member

LET_OFF = "reason: not what these tests are about, by: convener, until: 2099-12-31"
LAUNCH = MEETING.replace("kind: meeting", "kind: launch").replace(
    "waive: [", f"waive: [{{rule: L006, {LET_OFF}}}, {{rule: N003, {LET_OFF}}}, "
)
TEAM = f"""\
campaign: team
title: The training team
kind: action-team
partnership: laramie
event: {{title: Team call, starts: 2027-04-06 10:00, duration: 30m}}
audience: {{roles: [business_member]}}
waive: [{{rule: F001, {LET_OFF}}}]
"""
PROMISED = "commitments: [{id: teachers, what: Name three teachers, who: ann, due: 2027-05-20}]\n"
STEP = "{id: thanks, send: email, template: letter.md, when: 1 business day after event at 09:00}"


def after(office: Office) -> dict[str, str]:
    """The open follow-ups that a rule asks for, by rule."""
    asked = (each for each in office.asked() if "/!after the event " in each.key)
    return {each.key.rpartition(" ")[2]: each.kind for each in asked}


def test_who_came_is_asked_for_after_the_next_business_day_and_no_longer_once_it_is_recorded(
    office: Office,
) -> None:
    office.people(member("ann"))
    office.campaign(STEP)
    office.run("2027-03-01 09:00")
    office.run("2027-03-19 17:00")
    assert after(office) == {}
    assert office.run("2027-03-22 09:00").followups == 1
    assert after(office) == {"F006": "task"}
    assert office.run("2027-03-22 09:05").followups == 0
    office.answer("ann", "2027-03-22 10:00", attended=True)
    office.run("2027-03-22 10:05")
    assert after(office) == {}


def test_who_came_is_asked_for_once_where_mails_wait_for_it(office: Office) -> None:
    office.people(member("ann"))
    for name, days in (("spring", 1), ("summer", 2)):
        recap = STEP.replace("when: 1", f"to: attended, when: {days}")
        office.campaign(recap, head=MEETING.replace("campaign: spring", f"campaign: {name}"), name=name)
    for day in ("01 09:00", "19 10:00", "22 00:30", "22 10:00", "23 09:00"):
        office.run(f"2027-03-{day}")
    assert [each.key for each in office.asked("task")] == ["spring/!attendance", "summer/!attendance"]


def test_a_launch_without_a_first_call_is_asked_about_three_business_days_later(office: Office) -> None:
    office.people(member("ann"))
    office.campaign(STEP, head=LAUNCH)
    office.run("2027-03-01 09:00")
    office.answer("ann", "2027-03-19 08:00", attended=True)
    office.run("2027-03-22 17:00")
    assert after(office) == {}
    office.run("2027-03-23 09:00")
    assert after(office) == {"F003": "decide"}
    office.campaign(STEP, head=TEAM + "steps:\n", name="team")
    office.run("2027-03-23 09:05")
    assert after(office) == {}


def test_a_team_that_wrote_nothing_down_is_asked_two_business_days_after_its_call(office: Office) -> None:
    office.people(member("ann"))
    office.campaign(STEP, head=TEAM + "steps:\n", name="team")
    office.run("2027-03-01 09:00")
    office.run("2027-04-07 17:00")
    assert after(office) == {}
    office.run("2027-04-08 09:00")
    assert after(office) == {"F004": "write"}
    office.campaign(STEP, head=TEAM + PROMISED + "steps:\n", name="team")
    office.run("2027-04-08 09:05")
    assert after(office) == {}


def test_what_is_waived_is_not_asked_for(office: Office) -> None:
    office.people(member("ann"))
    head = MEETING.replace("waive: [", f"waive: [{{rule: F006, {LET_OFF}}}, ")
    assert "F006" in head
    office.campaign(STEP, head=head)
    office.run("2027-03-01 09:00")
    office.run("2027-03-24 09:00")
    assert after(office) == {}
