"""What a plan says goes out is what goes out."""

import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.actions.simulate import Played
from outreach.core.history import Reply
from outreach.core.people import Consent, Contact, Standing
from outreach.core.plan import Decide
from tests.world import (
    APPROVED,
    MEETING,
    SOCIAL,
    Office,
    at,
    counted,
    going,
    member,
    rows,
    starter,
)

REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
DUE = "2027-03-04 09:00"
POLL = """\
campaign: date
title: When we meet
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll:
  question: When?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 3 days after opening at 17:00
  key_people: [ann]
waive: [{rule: P005, reason: not what these tests are about, by: convener, until: 2099-12-31}]
steps:
  - {id: ask, send: poll, template: letter.md, when: on 2027-03-22 at 09:00}
"""
TEAM = """\
campaign: spring
title: The team
kind: action-team
partnership: laramie
audience: {roles: [business_member]}
event: {title: The call, starts: {poll: date}, duration: 30m, lead: ann}
waive: [{rule: F001, reason: not what these tests are about, by: convener, until: 2099-12-31}]
steps:
"""
TEAM_INVITATION = "{id: invitation, send: invite, template: letter.md, when: 1 day after poll at 09:00}"


@pytest.mark.parametrize("now", ["2026-12-01 09:00", "2027-04-15 12:00"])
def test_a_year_of_the_starter_goes_out_exactly_as_planned(tmp_path: Path, now: str) -> None:
    office = starter(tmp_path)
    last = "2027-12-31 23:59"
    planned = office.plan(now, last)
    lived = office.simulate(now, last)
    assert planned.problems == ()
    assert going(planned) == counted(lived)["sent"] > 500


def test_after_answers_the_plan_made_then_is_what_goes_out_from_then(tmp_path: Path) -> None:
    office = starter(tmp_path)
    half, last = "2027-03-10 12:00", "2027-12-31 23:59"
    copy = office.ledger.copy()
    said = [
        Reply("construction-launch", f"member-{number}", at("2027-02-20 09:00"), "rsvp", rsvp=rsvp)
        for number in range(1, 40)
        for rsvp in (("accepted", "declined", "tentative")[number % 3],)
    ]
    office.simulate("2027-01-01 00:00", half, played=[Played(each) for each in said])
    office.ledger = copy
    for each in said:
        office.ledger.record(each)
    planned = office.plan(half, last)
    assert going(planned) == counted(office.simulate(half, last))["sent"]


def test_a_step_that_reaches_nobody_yet_has_one_row_of_nobody(office: Office) -> None:
    office.campaign(REMINDER.replace("}", ", to: accepted}"))
    assert rows(office.plan("2027-01-04 09:00"), "reminder") == [(DUE, "send", 0)]


def test_what_only_awaits_approval_is_planned_to_go_and_says_so(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann")
    office.campaign(REMINDER)
    [row] = office.plan("2027-01-04 09:00").rows
    assert (row.decision.what, row.approved) == (Decide.SEND, False)
    office.approve("2027-01-05 09:00")
    assert office.plan("2027-01-06 09:00").rows[0].approved


def test_what_is_late_is_planned_for_now_and_what_is_too_late_is_missed(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    assert rows(office.plan("2027-03-08 10:00"), "reminder") == [("2027-03-08 10:00", "send", 1)]
    assert rows(office.plan("2027-03-17 10:00"), "reminder") == [(DUE, "missed", 1)]


def test_what_lies_before_the_beginning_is_planned_as_passed_over(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    assert rows(office.plan("2027-03-08 10:00", first="2027-03-01 00:00"), "reminder") == [(DUE, "skip", 1)]


def test_what_is_outside_the_window_is_one_row_at_the_moment_it_goes(office: Office) -> None:
    office.people(member("hal", timezone="Pacific/Honolulu"))
    office.campaign(REMINDER)
    assert rows(office.plan("2027-01-04 09:00"), "reminder") == [("2027-03-04 11:00", "send", 1)]
    assert rows(office.plan("2027-01-04 09:00", last="2027-03-04 10:59"), "reminder") == []
    assert rows(office.plan("2027-01-04 09:00", first="2027-03-04 10:00"), "reminder") == [
        ("2027-03-04 11:00", "send", 1)
    ]


def test_people_decided_differently_make_rows_of_their_own(office: Office) -> None:
    office.people("ann", member("bob", consent=Consent.NO), member("cat", email=""))
    office.campaign(REMINDER)
    found = {
        (each.decision.what.value, each.decision.reason) for each in office.plan("2027-01-04 09:00").rows
    }
    assert found == {
        ("send", ""),
        ("skip", "has said no"),
        ("skip", "has no e-mail address"),
    }


def test_what_one_reader_is_not_known_for_is_planned_as_held_for_that_reader(office: Office) -> None:
    office.write("templates/letter.md", "---\nsubject: Hello\n---\nHello {{ contact.organisation }}\n")
    office.people("ann", member("bob", organisation="Builders"))
    office.campaign(REMINDER)
    assert sorted(rows(office.plan("2027-01-04 09:00"), "reminder")) == [(DUE, "hold", 1), (DUE, "send", 1)]


def test_a_renamed_step_is_not_planned_again_before_any_run_has_seen_the_new_name(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.campaign(INVITATION.replace("id: invitation", "id: letter, was: invitation"), REMINDER)
    assert rows(office.plan("2027-02-05 09:00"), "letter") == []
    office.people("bob")
    assert rows(office.plan("2027-02-05 09:00"), "letter") == [("2027-02-05 09:00", "send", 1)]


def test_what_was_paused_is_planned_as_passed_over_once_it_is_not(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER, head=MEETING.replace("steps:", "paused: true\nsteps:"))
    assert rows(office.plan("2027-03-01 09:00"), "reminder") == [(DUE, "hold", 2)]
    office.run("2027-03-01 09:00")
    office.run(DUE)
    assert rows(office.plan("2027-03-04 10:00"), "reminder") == [(DUE, "hold", 2)]
    office.campaign(REMINDER)
    assert rows(office.plan("2027-03-04 10:00"), "reminder") == [("2027-03-04 10:00", "skip", 2)]


def test_behind_an_undecided_poll_a_step_has_no_moment_and_goes_once_the_votes_decide(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann", "bob")
    office.write("campaigns/date.yaml", POLL)
    office.campaign(TEAM_INVITATION, head=TEAM)
    assert rows(office.plan("2027-03-15 09:00", last="2027-03-20 00:00"), "invitation") == [("", "wait", 2)]
    office.approve("2027-03-15 09:00", campaign="date")
    office.approve("2027-03-15 09:00")
    office.run("2027-03-22 09:00")
    votes = {_wall("2027-04-06 10:00"): "no", _wall("2027-04-07 14:00"): "yes"}
    office.answer("ann", "2027-03-23 09:00", campaign="date", choices=votes)
    office.run("2027-03-25 17:00")
    made = office.plan("2027-03-25 17:00")
    assert rows(made, "invitation") == [("2027-03-26 09:00", "send", 2)]
    assert [each.approved for each in made.rows] == [True]
    assert counted(office.run("2027-03-26 09:00")) == {"sent": 2}
    sent = office.mail.emails()[-1].invite
    assert sent is not None
    assert sent.starts == at("2027-04-07 14:00")


def test_a_poll_without_a_winner_is_a_persons_decision_until_somebody_decides(office: Office) -> None:
    office.people("ann", "bob")
    office.write("campaigns/date.yaml", POLL)
    office.campaign(TEAM_INVITATION, head=TEAM)
    office.run("2027-03-15 09:00")
    office.run("2027-03-22 09:00")
    assert office.run("2027-03-25 17:00").followups == 1
    assert [(each.kind, each.campaign) for each in office.asked()] == [("decide", "date")]
    assert office.run("2027-03-25 18:00").followups == 0
    office.ledger.decide_poll("date", _wall("2027-04-06 10:00"), at("2027-03-25 19:00"))
    office.run("2027-03-25 19:00")
    assert office.asked() == []
    assert rows(office.plan("2027-03-25 19:00"), "invitation") == [("2027-03-26 09:00", "send", 2)]


def _wall(text: str) -> object:
    return at(text, "UTC").replace(tzinfo=None)


ZONES = ("", "Pacific/Honolulu", "America/New_York", "Asia/Tokyo")
people = st.lists(
    st.builds(
        member,
        st.sampled_from([f"p{number}" for number in range(12)]),
        timezone=st.sampled_from(ZONES),
        consent=st.sampled_from([Consent.YES, Consent.YES, Consent.NO]),
        email=st.sampled_from(["x@example.org", "x@example.org", ""]),
        key=st.booleans(),
        organisation=st.sampled_from(["Builders", "Builders", ""]),
        roles=st.sampled_from([frozenset({"business_member"}), frozenset({"support_partner"})]),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)
counting = st.builds(
    "{} {} {} event at {:02}:{}".format,
    st.integers(1, 9),
    st.sampled_from(["days", "business days", "weeks"]),
    st.sampled_from(["before", "after"]),
    st.integers(0, 23),
    st.sampled_from(["00", "30", "00 local"]),
)
dated = st.builds(
    "on 2027-{:02}-{:02} at {:02}:00".format, st.integers(1, 6), st.integers(1, 28), st.integers(0, 23)
)
recurring = st.builds("every {} weeks from 2027-01-05 at 10:00 until 2027-04-30".format, st.integers(1, 6))
whens = st.one_of(counting, dated, recurring)
SENDS = (
    "send: email, template: letter.md",
    "send: email, template: personal.md",
    "send: post, networks: [x, bluesky], template: post.txt",
    "send: call, template: letter.md",
)
steps = st.lists(
    st.tuples(
        st.sampled_from(SENDS),
        whens,
        st.sampled_from(["all", "not_replied", "accepted", "key_people", "not_declined", "absent"]),
        st.sampled_from(["", "", ", paused: true", ", grace: 2 days"]),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip
answers = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(["accepted", "declined"]), st.integers(0, 100)), max_size=6
)


def _for_readers(when: str, send: str) -> str:
    """The phrase as it may be written: only mail has a reader with a clock of their own."""
    return when if send.startswith("send: email") else when.removesuffix(" local")


def _office(known: list[Contact], written: list[tuple[str, str, str, str]]) -> Office:
    office = Office(Path(mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)))  # noqa: S108
    office.write("templates/personal.md", "---\nsubject: Hello\n---\nHello {{ contact.organisation }}\n")
    office.people(*(each if not each.email else member(each.id, **_parts(each)) for each in known))
    lines = [
        f'{{id: s{number}, {send}, when: "{_for_readers(when, send)}"{more}'
        f"{f', to: {to}' if 'post' not in send else ''}}}"
        for number, (send, when, to, more) in enumerate(written)
    ]
    office.campaign(INVITATION, REMINDER, *lines)
    return office


def _parts(each: Contact) -> dict[str, object]:
    names = ("timezone", "consent", "key", "organisation", "roles")
    return {name: getattr(each, name) for name in names}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known=people, written=steps, said=answers, day=st.integers(0, 90))
def test_whatever_is_written_what_is_planned_is_what_goes_out(
    known: list[Contact],
    written: list[tuple[str, str, str, str]],
    said: list[tuple[int, str, int]],
    day: int,
) -> None:
    office = _office(known, written)
    try:
        start = at("2027-01-04 08:00")
        office.run("2027-01-04 08:00")
        now = f"{start + timedelta(day):%Y-%m-%d} 11:17"
        for number, rsvp, minutes in said:
            when = start + timedelta(minutes=minutes)
            office.ledger.record(Reply("spring", f"p{number}", when, "rsvp", rsvp=rsvp))  # type: ignore[arg-type]
        if said:
            office.ledger.suppress(f"p{said[0][0]}@example.org", Standing.UNSUBSCRIBED, start)
        office.run(f"{start + timedelta(day // 2):%Y-%m-%d} 11:17")
        planned = office.plan(now, "2027-07-01 00:00")
        assert planned.problems == ()
        lived = office.simulate(now, "2027-07-01 00:00")
        assert going(planned) == counted(lived)["sent"]
    finally:
        office.ledger.close()
        shutil.rmtree(office.root)


def test_a_post_is_one_row_for_each_network(office: Office) -> None:
    talk = "{id: talk, send: post, networks: [x, facebook], template: post.txt, when: on 2027-03-04 at 10:00}"
    office.campaign(talk, head=SOCIAL)
    made = office.plan("2027-01-04 09:00")
    assert [(each.touch.channel, each.recipients) for each in made.rows] == [("facebook", 1), ("x", 1)]


def test_a_short_plan_minds_what_recurs_after_it_as_a_run_does(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    weekly = "{id: weekly, send: email, template: letter.md, when: every 1 weeks from 2027-02-10 at 09:00}"
    office.campaign(
        "{id: invitation, send: invite, template: letter.md, when: on 2027-02-04 at 09:00}", weekly
    )
    first, last = "2027-02-01 08:00", "2027-02-06 00:00"
    plan = office.plan(first, last)
    assert rows(plan, "invitation") == [("2027-02-04 09:00", "send", 1)]
    assert "N003" not in {each.rule for each in plan.findings}
    assert counted(office.simulate(first, last)) == {"sent": 1}


def test_a_short_plan_does_not_tell_of_single_occasions_after_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    letter = "send: email, template: letter.md, content: 'news/{{ occurrence.date }}.md'"
    office.campaign(f"{{id: news, {letter}, when: every 1 months from 2027-02-04 at 09:00}}", head=SOCIAL)
    told = office.plan("2027-02-01 08:00", "2027-03-10 00:00").findings
    row_findings = [
        each for row in office.plan("2027-02-01 08:00", "2027-03-10 00:00").rows for each in row.findings
    ]
    days = {each.occurrence for each in (*told, *row_findings) if each.rule == "E006"}
    assert days == {"2027-02-04", "2027-03-04"}
