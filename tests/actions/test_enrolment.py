"""Who a step goes to when it begins to go out, and who joins later."""

import pytest

from outreach.core.people import Consent
from tests.world import MEETING, PLAIN, Office, at, counted, member, rows

DUE = "2027-03-04 09:00"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
HEAD = MEETING.replace("location: Hall", "location: Hall, signed_by: [ann, bob]")


def step(to: str) -> str:
    return REMINDER.replace("}", f", to: {to}}}")


def answered(office: Office) -> None:
    """Ann comes, Bob does not, Cat only wrote, Dee is silent."""
    office.people(
        member("ann", recruiter="eve", tags=frozenset({"team"})),
        member("bob", key=True),
        member("cat", key=True),
        member("dee", recruiter="eve"),
        member("eve", roles=frozenset({"champion"}), partnerships=frozenset()),
    )
    office.answer("ann", "2027-03-01 09:00", "accepted")
    office.answer("bob", "2027-03-01 09:00", "declined")
    office.answer("cat", "2027-03-01 09:00", text="Tell me more")


@pytest.mark.parametrize(
    ("to", "who"),
    [
        ("all", "ann bob cat dee eve"),
        ("replied", "ann bob cat"),
        ("not_replied", "dee eve"),
        ("accepted", "ann"),
        ("declined", "bob"),
        ("not_declined", "ann cat dee eve"),
        ("key_people", "bob cat"),
        ("[key_people, not_declined]", "cat"),
        ("signers", "ann bob"),
        ("recruiters", "eve"),
        ("[dee, ann]", "ann dee"),
        ("cat", "cat"),
        ("{tags: [team]}", "ann"),
        ("{roles: [champion]}", "eve"),
    ],
)
def test_the_words_of_to_choose_who_it_goes_to_and_the_plan_counts_them(
    office: Office, to: str, who: str
) -> None:
    answered(office)
    office.campaign(step(to), head=HEAD)
    office.run("2027-03-02 09:00")
    assert rows(office.plan("2027-03-02 09:00"), "reminder") == [(DUE, "send", len(who.split()))]
    office.run(DUE)
    assert office.mail.who == who.split()


def test_a_commitment_goes_to_its_own_owner(office: Office) -> None:
    office.people("ann", "bob")
    commitments = "commitments:\n  - {id: room, what: A room, who: bob, due: 2027-03-11}\nsteps:\n"
    reminder = REMINDER.replace("2 weeks before event", "1 week before commitments").replace(
        "}", ", to: owners}"
    )
    team = MEETING.replace("kind: meeting", "kind: action-team").replace("steps:\n", commitments)
    office.campaign(reminder, head=team)
    office.run("2027-03-01 09:00")
    office.run(DUE)
    assert office.mail.keys == ["spring/reminder/room/bob"]


def test_the_outer_table_gets_its_own_messages_and_nobody_sits_at_both(office: Office) -> None:
    office.people(
        "ann", member("pat", roles=frozenset({"support_partner"})),
        member("sam", roles=frozenset({"support_partner", "business_member"})),
    )  # fmt: skip
    outer = "{audience: {roles: [support_partner]}, stay_until: 45 minutes after event}"
    table = f"location: Hall, outer_table: {outer}"
    partners = INVITATION.replace("id: invitation", "id: partners, for: outer_table")
    office.campaign(INVITATION, partners, REMINDER, head=MEETING.replace("location: Hall", table))
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    assert sorted(office.mail.keys) == [
        "spring/invitation/once/ann", "spring/invitation/once/sam", "spring/partners/once/pat",
    ]  # fmt: skip
    invites = {each.key.recipient: each.invite for each in office.mail.emails()}
    assert invites["ann"] is not None
    assert invites["pat"] is not None
    assert invites["ann"].uid == invites["pat"].uid
    assert (invites["pat"].duration - invites["ann"].duration).total_seconds() == 45 * 60


def test_who_joins_later_is_invited_at_the_next_pass_and_gets_no_other_step_that_has_begun(
    office: Office,
) -> None:
    office.people("ann", "bob", "cat")
    early = REMINDER.replace("id: reminder", "id: early").replace("2 weeks", "5 weeks")
    office.campaign(INVITATION, early, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.run("2027-02-11 09:00")
    office.people("dee")
    assert rows(office.plan("2027-02-12 10:00"), "invitation") == [("2027-02-12 10:00", "send", 1)]
    assert counted(office.run("2027-02-12 10:00")) == {"sent": 1}
    assert office.mail.keys[-1] == "spring/invitation/once/dee"
    assert counted(office.run("2027-02-12 11:00")) == {}
    office.run(DUE)
    assert office.status(step="reminder") == dict.fromkeys(["ann", "bob", "cat", "dee"], "sent")
    assert "dee" not in office.status(step="early")


def test_few_who_join_within_the_notice_are_invited_and_many_are_held(office: Office) -> None:
    office.people("ann", "bob", "cat")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.people("dee")
    made = office.plan("2027-03-01 10:00")
    assert rows(made, "invitation") == [("2027-03-01 10:00", "send", 1)]
    [finding] = [each for row in made.rows for each in row.findings if each.rule == "N001"]
    assert finding.level.value == "warning"
    assert counted(office.run("2027-03-01 10:00")) == {"sent": 1}
    office.people(*(f"late-{number}" for number in range(5)))
    assert rows(office.plan("2027-03-01 11:00"), "invitation") == [("2027-02-04 09:00", "hold", 5)]
    assert counted(office.run("2027-03-01 11:00")) == {"held": 5}
    assert [(each.step, each.count) for each in office.asked()] == [("invitation", 5)]


def test_a_change_to_somebody_already_invited_invites_nobody_again(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.people(member("ann", title="Owner"))
    assert rows(office.plan("2027-02-05 09:00"), "invitation") == []
    assert counted(office.run("2027-02-05 09:00")) == {}


def test_a_mended_address_or_consent_comes_too_late_for_what_has_gone_out(office: Office) -> None:
    office.people("ann", member("bob", consent=Consent.NO))
    office.campaign(REMINDER)
    office.run("2027-03-02 09:00")
    assert counted(office.run(DUE)) == {"sent": 1, "skipped": 1}
    office.people("bob")
    assert counted(office.run("2027-03-04 10:00")) == {}


def test_who_is_forgotten_before_a_held_message_goes_is_passed_over(office: Office) -> None:
    office.write("templates/letter.md", PLAIN + "{{ contact.organisation }}\n")
    office.people("ann")
    office.campaign(REMINDER)
    office.run("2027-03-02 09:00")
    assert counted(office.run(DUE)) == {"held": 1}
    office.ledger.forget("ann", at("2027-03-04 09:30"))
    office.run("2027-03-04 10:00")
    assert (office.mail.who, office.status(step="reminder"), office.asked()) == ([], {"ann": "skipped"}, [])


def test_a_reader_in_another_zone_waits_for_the_window_there_in_the_plan_and_in_life(office: Office) -> None:
    office.people("ann", member("hal", timezone="Pacific/Honolulu"))
    office.campaign(REMINDER)
    office.run("2027-03-02 09:00")
    assert rows(office.plan("2027-03-02 09:00"), "reminder") == [
        (DUE, "send", 1),
        ("2027-03-04 11:00", "send", 1),
    ]
    office.run(DUE)
    assert office.mail.who == ["ann"]
    assert counted(office.run("2027-03-04 10:59")) == {}
    assert counted(office.run("2027-03-04 11:00")) == {"sent": 1}


def test_a_local_time_comes_for_each_reader_on_their_own_clock(office: Office) -> None:
    office.people(
        "ann", member("eli", timezone="America/New_York"), member("sea", timezone="America/Los_Angeles")
    )
    office.campaign(REMINDER.replace("09:00", "09:00 local"))
    office.run("2027-03-02 09:00")
    expected = [("2027-03-04 07:00", "send", 1), (DUE, "send", 1), ("2027-03-04 10:00", "send", 1)]
    assert rows(office.plan("2027-03-02 09:00"), "reminder") == expected
    for wall, who in [("06:59", ""), ("07:00", "eli"), ("09:00", "eli ann"), ("10:00", "eli ann sea")]:
        office.run(f"2027-03-04 {wall}")
        assert office.mail.who == who.split()


def test_who_accepts_before_a_local_time_comes_for_anybody_is_among_those_who_accepted(
    office: Office,
) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER.replace("09:00", "09:00 local").replace("}", ", to: accepted}"))
    office.run("2027-03-02 09:00")
    office.answer("ann", "2027-03-03 13:00", "accepted")
    office.run("2027-03-03 14:00")
    office.answer("bob", "2027-03-03 18:00", "accepted")
    office.run(DUE)
    assert office.mail.who == ["ann", "bob"]


def test_who_joins_after_the_event_moved_nearer_is_invited_all_the_same(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-03 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"sent": 1}
    office.campaign(INVITATION, REMINDER, head=MEETING.replace("2027-03-18", "2027-03-15"))
    office.run("2027-02-08 09:00")
    office.people("bob")
    office.run("2027-02-08 10:00")
    assert office.status(step="invitation", occurrence="once")["bob"] == "sent"
