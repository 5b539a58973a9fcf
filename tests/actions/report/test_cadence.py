"""Cadence kept: updates, invitations, recaps and polls, judged by what was really sent."""

from datetime import date

from outreach.actions.report.faith import Promise
from tests.actions.report.reporting import UPDATES, made
from tests.world import MEETING, PARTNERSHIPS, SETTINGS, Office, at

UPDATE = "{{id: {0}, send: email, template: letter.md, when: on {1} at 09:00}}"
LAUNCHED = PARTNERSHIPS.replace("laramie: {", "laramie: {stage: sustaining, ")
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
RECAP = "{id: recap, send: email, template: letter.md, when: 1 business day after event at 09:00}"
POLL = """\
campaign: date
title: When do we meet?
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll:
  question: When?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
  key_people: [ann]
steps:
  - {id: ask, send: poll, template: letter.md, when: on 2027-03-22 at 09:00}
  - {id: phone, send: call, template: letter.md, when: 2 days after ask, to: [key_people, not_voted]}
"""
Days = tuple[str, str]
YEAR: Days = ("2027-01-01", "2027-12-31")


def updated(office: Office, *days: str, stage: str = LAUNCHED) -> None:
    """Updates were planned for these days, and sent on them."""
    office.write("config/partnerships.yaml", stage)
    office.people("ann")
    steps = [UPDATE.format(f"u{number}", day) for number, day in enumerate(days)]
    office.campaign(*steps, head=UPDATES, name="updates")
    for day in days:
        office.run(f"{day} 09:00")


def of(office: Office, kind: str, now: str, days: Days = YEAR) -> list[Promise]:
    return [each for each in made(office, now, days).promises if each.kind == kind]


def verdicts(found: list[Promise]) -> list[tuple[date, date | None, str]]:
    return [(each.due, each.done, each.verdict) for each in found]


def test_updates_two_months_apart_are_kept_and_the_next_is_open(office: Office) -> None:
    updated(office, "2027-01-12", "2027-03-12")
    assert verdicts(of(office, "update", "2027-04-01 09:00")) == [
        (date(2027, 3, 12), date(2027, 3, 12), "kept"), (date(2027, 5, 12), None, "open"),
    ]  # fmt: skip


def test_an_update_that_came_late_broke_the_cadence_on_the_days_it_was_really_sent(office: Office) -> None:
    updated(office, "2027-01-12", "2027-03-19")
    (late, _) = of(office, "update", "2027-04-01 09:00")
    assert (late.start, late.due, late.done) == (date(2027, 1, 12), date(2027, 3, 12), date(2027, 3, 19))
    assert (late.verdict, late.rule) == ("broken", "C001")


def test_silence_that_goes_on_is_broken_though_something_is_planned(office: Office) -> None:
    updated(office, "2027-01-12")
    assert verdicts(of(office, "update", "2027-06-01 09:00")) == [(date(2027, 3, 12), None, "broken")]


def test_a_last_day_on_which_nothing_goes_out_is_met_on_the_next_open_one(office: Office) -> None:
    updated(office, "2027-03-12", "2027-05-12", "2027-07-12", "2027-09-13")
    *_, last, _ = of(office, "update", "2027-09-14 09:00")
    assert (last.due, last.verdict) == (date(2027, 9, 13), "kept")


def test_the_last_days_of_months_are_two_months_apart(office: Office) -> None:
    updated(office, "2027-02-26", "2027-04-26", "2027-06-30", "2027-08-31")
    found = of(office, "update", "2027-09-01 09:00")
    assert [each.verdict for each in found] == ["kept", "broken", "kept", "open"]


def test_the_first_update_of_a_period_is_counted_from_the_last_before_it(office: Office) -> None:
    updated(office, "2027-01-12", "2027-03-12", "2027-05-12")
    (owed,) = of(office, "update", "2027-05-13 09:00", ("2027-04-01", "2027-06-30"))
    assert (owed.start, owed.done) == (date(2027, 3, 12), date(2027, 5, 12))


def test_a_partnership_that_has_not_launched_owes_no_update(office: Office) -> None:
    updated(office, "2027-01-12", stage=PARTNERSHIPS)
    assert of(office, "update", "2027-06-01 09:00") == []


def test_a_partnership_at_rest_owes_none_after_its_last(office: Office) -> None:
    updated(office, "2027-01-12", stage=LAUNCHED.replace("sustaining", "resting"))
    assert of(office, "update", "2027-06-01 09:00") == []


def test_after_a_launch_the_months_count_from_it(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER, head=MEETING.replace("kind: meeting", "kind: launch"))
    assert verdicts(of(office, "update", "2027-06-01 09:00")) == [(date(2027, 5, 18), None, "broken")]


def test_an_update_whose_step_is_gone_from_the_file_was_sent_all_the_same(office: Office) -> None:
    updated(office, "2027-01-12", "2027-03-12")
    office.campaign(UPDATE.format("other", "2028-01-12"), head=UPDATES, name="updates")
    first, _ = of(office, "update", "2027-04-01 09:00")
    assert first.verdict == "kept"


def test_a_house_that_is_stricter_is_judged_by_its_own_number(office: Office) -> None:
    office.write(
        "config/outreach.yaml",
        f"{SETTINGS}rules: {{C001: {{months: 1}}}}\n",
    )
    updated(office, "2027-01-12", "2027-03-12")
    first, _ = of(office, "update", "2027-03-13 09:00")
    assert (first.due, first.verdict) == (date(2027, 2, 12), "broken")


def test_an_invitation_is_judged_by_the_day_it_first_went_out(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-04 09:00")
    office.people("ben")
    office.run("2027-03-01 09:00")
    assert verdicts(of(office, "invitation", "2027-03-02 09:00")) == [
        (date(2027, 2, 18), date(2027, 2, 4), "kept")
    ]


def test_a_meeting_to_which_nobody_was_invited_in_time_broke_the_rule(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    assert verdicts(of(office, "invitation", "2027-02-01 09:00")) == [(date(2027, 2, 18), None, "open")]
    assert verdicts(of(office, "invitation", "2027-02-19 09:00")) == [(date(2027, 2, 18), None, "broken")]


def test_an_action_team_is_owed_five_business_days(office: Office) -> None:
    office.people("ann")
    team = MEETING.replace("kind: meeting", "kind: action-team")
    office.campaign(INVITATION.replace("6 weeks", "6 business days"), head=team)
    office.run("2027-03-10 09:00")
    (owed,) = of(office, "invitation", "2027-03-11 09:00")
    assert (owed.rule, owed.due, owed.done, owed.verdict) == (
        "N006", date(2027, 3, 11), date(2027, 3, 10), "kept",
    )  # fmt: skip


def test_a_recap_that_never_came_is_broken_and_says_that_the_rule_was_waived(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    assert of(office, "recap", "2027-03-18 10:00") == []
    assert verdicts(of(office, "recap", "2027-03-19 09:00")) == [(date(2027, 3, 25), None, "open")]
    (owed,) = of(office, "recap", "2027-04-01 09:00")
    assert (owed.verdict, owed.waived) == ("broken", True)


def test_a_recap_the_day_after_is_kept(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER, RECAP)
    office.run("2027-02-04 09:00")
    office.run("2027-03-19 09:00")
    assert verdicts(of(office, "recap", "2027-03-20 09:00")) == [
        (date(2027, 3, 25), date(2027, 3, 19), "kept")
    ]


def test_a_poll_is_settled_by_its_votes_when_it_closes(office: Office) -> None:
    office.people("ann")
    office.write("campaigns/date.yaml", POLL)
    office.run("2027-03-22 09:00")
    assert verdicts(of(office, "poll", "2027-03-23 09:00")) == [(date(2027, 3, 25), None, "open")]
    option = made(office, "2027-03-23 09:00").campaigns
    assert [each.id for each in option] == ["date"]
    poll = office.world().campaigns[0].poll
    assert poll is not None
    office.answer("ann", "2027-03-23 09:00", campaign="date", choices={poll.options[0]: "yes"})
    assert verdicts(of(office, "poll", "2027-03-26 09:00")) == [
        (date(2027, 3, 25), date(2027, 3, 25), "kept")
    ]
    assert made(office, "2027-03-26 09:00").heard.voted == 1


def test_a_poll_that_nobody_settled_drags_on(office: Office) -> None:
    office.people("ann")
    office.write("campaigns/date.yaml", POLL)
    office.run("2027-03-22 09:00")
    assert verdicts(of(office, "poll", "2027-03-30 09:00")) == [(date(2027, 3, 25), None, "broken")]


def test_a_poll_that_a_person_settled_late_was_settled_on_that_day(office: Office) -> None:
    office.people("ann")
    office.write("campaigns/date.yaml", POLL)
    office.run("2027-03-22 09:00")
    poll = office.world().campaigns[0].poll
    assert poll is not None
    office.ledger.decide_poll("date", poll.options[1], at("2027-03-29 09:00"))
    assert verdicts(of(office, "poll", "2027-03-30 09:00")) == [
        (date(2027, 3, 25), date(2027, 3, 29), "broken")
    ]
