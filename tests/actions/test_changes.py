"""An event that changes after it was announced: those invited are told, and nobody else."""

from outreach.core.history import Status
from outreach.core.people import Standing
from outreach.ports import NotSent
from tests.world import APPROVED, MEETING, SETTINGS, Office, at, counted, going, member, rows

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
STEPS = (INVITATION, REMINDER)
MOVED = MEETING.replace("location: Hall", "location: Library")
AGAIN = MEETING.replace("location: Hall", "location: School")
OFF = MEETING.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")


def invited(office: Office, settings: str = APPROVED) -> None:
    office.write("config/outreach.yaml", settings)
    office.people("ann", "bob")
    office.campaign(*STEPS)
    office.approve("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    assert office.mail.who == ["ann", "bob"]
    office.mail.sent.clear()


def test_a_change_needs_approval_and_goes_to_exactly_those_invited_as_the_same_event(office: Office) -> None:
    invited(office)
    first = office.ledger.history("spring").announced
    office.campaign(*STEPS, head=MOVED)
    made = office.plan("2027-02-08 09:00")
    [row] = [each for each in made.rows if each.touch.occurrence == "once+1"]
    assert (row.recipients, row.approved) == (2, False)
    assert counted(office.run("2027-02-08 09:00")) == {}
    assert [each.step for each in office.asked("decide")] == ["invitation"]
    office.approve("2027-02-08 10:00")
    assert counted(office.run("2027-02-08 10:00")) == {"sent": 2}
    assert office.asked() == []
    told = office.mail.emails()[0].invite
    assert first is not None
    assert told is not None
    assert (told.uid, told.sequence, told.method, told.location) == (first.uid, 1, "REQUEST", "Library")
    assert office.mail.keys == ["spring/invitation/once+1/ann", "spring/invitation/once+1/bob"]
    assert counted(office.run("2027-02-08 11:00")) == {}


def test_a_second_change_is_told_as_the_next_revision(office: Office) -> None:
    invited(office)
    for wall, head in [("2027-02-08 10:00", MOVED), ("2027-02-09 10:00", AGAIN)]:
        office.campaign(*STEPS, head=head)
        office.approve(wall)
        office.run(wall)
    assert [each.key.occurrence for each in office.mail.sent] == ["once+1", "once+1", "once+2", "once+2"]
    sequences = [each.invite.sequence for each in office.mail.emails() if each.invite]
    assert sequences == [1, 1, 2, 2]


def test_who_joins_after_a_change_is_invited_to_the_event_as_it_is_now_and_only_once(office: Office) -> None:
    invited(office)
    office.campaign(*STEPS, head=MOVED)
    office.people("cat")
    office.approve("2027-02-08 10:00")
    assert counted(office.run("2027-02-08 10:00")) == {"sent": 3}
    by_key = {str(each.key): each.invite for each in office.mail.emails()}
    assert sorted(by_key) == [
        "spring/invitation/once+1/ann", "spring/invitation/once+1/bob", "spring/invitation/once/cat",
    ]  # fmt: skip
    joined = by_key["spring/invitation/once/cat"]
    assert joined is not None
    assert (joined.location, joined.sequence) == ("Library", 1)


def test_both_tables_are_told_of_one_event(office: Office) -> None:
    table = "location: Hall, outer_table: {audience: {roles: [support_partner]}}"
    partners = INVITATION.replace("id: invitation", "id: partners, for: outer_table")
    office.people("ann", member("pat", roles=frozenset({"support_partner"})))
    office.campaign(INVITATION, partners, REMINDER, head=MEETING.replace("location: Hall", table))
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    told = office.ledger.history("spring").announced
    assert told is not None
    assert [each.invite.uid for each in office.mail.emails() if each.invite] == [told.uid, told.uid]


def test_an_event_that_changes_before_anybody_heard_of_it_is_simply_told_as_it_is(office: Office) -> None:
    office.write("templates/letter.md", '---\nsubject: "{{ campaign.title }}"\n---\n{{ contact.why }}\n')
    office.people("ann")
    office.campaign(*STEPS)
    office.run("2027-02-01 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}
    office.write("templates/letter.md", '---\nsubject: "{{ campaign.title }}"\n---\nHello\n')
    office.campaign(*STEPS, head=MOVED)
    assert counted(office.run("2027-02-04 10:00")) == {"sent": 1}
    [sent] = office.mail.emails()
    assert sent.invite is not None
    assert (str(sent.key), sent.invite.location) == ("spring/invitation/once/ann", "Library")


def test_a_cancelled_event_leaves_the_calendars_and_its_other_steps_stop(office: Office) -> None:
    invited(office)
    office.campaign(*STEPS, head=OFF)
    office.approve("2027-02-08 10:00")
    assert counted(office.run("2027-02-08 10:00")) == {"sent": 2}
    told = office.mail.emails()[0].invite
    assert told is not None
    assert (told.method, told.sequence) == ("CANCEL", 1)
    assert counted(office.run("2027-03-04 09:00")) == {}
    assert rows(office.plan("2027-03-01 09:00"), "reminder") == [("2027-03-04 09:00", "skip", 2)]
    assert office.asked() == []


def test_what_still_waits_when_an_event_is_called_off_is_passed_over(office: Office) -> None:
    invited(office)
    office.mail.fails["*"] = NotSent("away", scope="channel")
    office.run("2027-03-04 09:00")
    office.mail.fails.clear()
    office.campaign(*STEPS, head=OFF)
    office.approve("2027-03-04 10:00")
    account = office.run("2027-03-04 10:00")
    assert counted(account) == {"sent": 2, "skipped": 2}
    assert {each.key.step for each in office.ledger.deliveries(Status.SKIPPED)} == {"reminder"}
    assert account.exit_status == 0


def test_who_still_waited_for_an_invitation_gets_it_when_the_event_is_held_after_all(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(*STEPS)
    office.mail.fails["bob"] = NotSent("away")
    office.run("2027-02-04 09:00")
    office.campaign(*STEPS, head=OFF)
    office.run("2027-02-04 10:00")
    office.mail.fails.clear()
    office.campaign(*STEPS)
    assert going(office.plan("2027-02-04 11:00", "2027-02-05 00:00", "2027-02-04 00:00")) == 2
    office.run("2027-02-04 11:00")
    told = {each.key.recipient: each.invite.sequence for each in office.mail.emails() if each.invite}
    assert told == {"ann": 2, "bob": 2}
    assert counted(office.run("2027-02-04 11:10")) == {}


def test_who_may_not_be_written_to_any_more_is_somebody_to_telephone_when_the_event_changes(
    office: Office,
) -> None:
    invited(office, SETTINGS)
    office.people("cat", "dan")
    office.run("2027-02-05 09:00")
    office.answer("cat", "2027-02-05 10:00", "declined")
    for who in ("bob", "cat"):
        office.ledger.suppress(f"{who}@example.org", Standing.UNSUBSCRIBED, at("2027-02-05 11:00"))
    office.campaign(*STEPS, head=OFF)
    office.mail.fails["dan"] = NotSent("away")
    office.run("2027-02-08 10:00")
    office.mail.fails.clear()
    office.run("2027-02-08 11:00")
    office.ledger.suppress("ann@example.org", Standing.UNSUBSCRIBED, at("2027-02-08 12:00"))
    office.run("2027-02-08 13:00")
    assert [
        (each.step, each.count, each.reason.partition(",")[2].partition(",")[0]) for each in office.asked()
    ] == [("invitation", 1, " and not told that the event is called off")]


def test_a_plan_counts_a_change_that_a_later_one_overtakes_once_and_it_goes_on_if_that_is_taken_back(
    office: Office,
) -> None:
    invited(office, SETTINGS)
    office.campaign(*STEPS, head=MOVED)
    assert counted(office.run("2027-02-08 21:00")) == {}
    office.campaign(*STEPS, head=AGAIN)
    assert going(office.plan("2027-02-09 09:00", "2027-02-10 00:00")) == 2
    office.write("config/outreach.yaml", APPROVED)
    assert counted(office.run("2027-02-09 09:00")) == {}
    office.write("config/outreach.yaml", SETTINGS)
    office.campaign(*STEPS, head=MOVED)
    assert counted(office.run("2027-02-09 10:00")) == {"sent": 2}
    assert office.mail.keys == ["spring/invitation/once+1/ann", "spring/invitation/once+1/bob"]
