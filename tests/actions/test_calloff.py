"""Calling an event off, moving it, or taking one invitation back: who hears of it, and what stops it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from outreach.actions.calloff import Intended, cancelled, moved, taken_back, with_campaign
from outreach.actions.newscast import (
    against,
    approve_news,
    coming,
    ended,
    news,
    see_that_words_were_seen,
    told,
    told_alone,
    withdraw,
)
from outreach.actions.running.run import run
from outreach.core.errors import NotUnderstoodError, UsageError
from outreach.core.history import Status
from outreach.core.people import Standing
from outreach.ports import NotSent
from outreach.rules.message import faults
from outreach.workspace.changing import rewriting
from tests.world import APPROVED, MEETING, PLAIN, Office, at, counted, member

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
POLL = """\
campaign: date
title: When we meet
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll: {question: When?, options: [2027-04-06 10:00, 2027-04-07 14:00], closes: 3 days after opening at 17:00}
steps:
"""
NIGHT = at("2027-02-08 22:00")


@pytest.fixture
def invited(office: Office) -> Office:
    """An office in which ann and bob have been invited to the spring meeting, and approval is needed."""
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann", "bob")
    office.campaign(INVITATION, REMINDER)
    office.approve("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.mail.sent.clear()
    return office


def called_off(office: Office, wanted: Intended, now: datetime = NIGHT) -> dict[str, int]:
    """Carry it out as the command does; how it ended."""
    world = office.world()
    after = with_campaign(world, wanted.campaign)
    matters = news(after, "spring", now)
    assert against(after, matters, now) == []
    approve_news(after, matters, "comms-1", now)
    rewriting(office.root, world.named("spring"), wanted.campaign, wanted.values).write()
    run(after, now)
    return {status.value: number for status, number in ended(after, matters).items() if number}


def take_back(office: Office, who: str, now: datetime = NIGHT) -> None:
    """Take one invitation back, as the command does."""
    world = office.world()
    matter, contact = taken_back(world, "spring", who, now), world.ledger.known([who])[who]
    alone = with_campaign(world, world.named("spring"))
    approve_news(alone, [matter], "comms-1", now)
    withdraw(alone, matter, contact, "Seats are few", now)
    run(alone, now)


def test_a_cancelled_event_is_told_at_night_too_and_the_file_says_so(invited: Office) -> None:
    assert called_off(invited, cancelled(invited.world(), "spring", "Snow: no way up", NIGHT)) == {"sent": 2}
    assert invited.mail.keys == ["spring/invitation/once+1/ann", "spring/invitation/once+1/bob"]
    assert "Snow: no way up" in invited.mail.emails()[0].text
    event = invited.world().named("spring").event
    assert event is not None
    assert (event.status, event.reason) == ("cancelled", "Snow: no way up")
    assert counted(invited.run("2027-03-04 09:00")) == {}


def test_only_the_news_is_approved_and_what_else_the_change_alters_waits_for_approval(
    invited: Office,
) -> None:
    assert called_off(invited, moved(invited.world(), "spring", "Snow", "2027-04-08 10:00", NIGHT)) == {
        "sent": 2
    }
    [told_of] = {each.invite.starts for each in invited.mail.emails() if each.invite}
    assert told_of == at("2027-04-08 10:00")
    assert "- Why: Snow" in invited.mail.emails()[0].text
    approvals = invited.ledger.history("spring").approvals
    assert {name for name, each in approvals.items() if each.by == "comms-1" and each.at == NIGHT} == {
        ("invitation", "once+1")
    }


@pytest.mark.parametrize("edited", ["letter", "place"])
def test_words_that_nobody_has_approved_do_not_go_out_with_the_news_of_a_move(
    invited: Office, edited: str
) -> None:
    see_that_words_were_seen(invited.world(), "spring", NIGHT)
    called_off(invited, moved(invited.world(), "spring", "Snow", "2027-04-08", NIGHT))
    see_that_words_were_seen(invited.world(), "spring", NIGHT)
    if edited == "letter":
        invited.write("templates/letter.md", PLAIN.replace("please reply", "a draft, please reply"))
    else:
        file = invited.root / "campaigns/spring.yaml"
        file.write_text(file.read_text("utf-8").replace("location: Hall", "location: Attic"), "utf-8")
    with pytest.raises(UsageError, match="what invitation says has changed since it was approved"):
        see_that_words_were_seen(invited.world(), "spring", NIGHT)
    invited.approve("2027-02-08 22:00")
    see_that_words_were_seen(invited.world(), "spring", NIGHT)


def test_an_invitation_that_has_not_gone_out_yet_stands_in_the_way_of_no_move(invited: Office) -> None:
    later = INVITATION.replace("invitation", "more").replace("6 weeks", "5 weeks")
    invited.campaign(INVITATION, REMINDER, later)
    see_that_words_were_seen(invited.world(), "spring", NIGHT)


def test_a_day_without_a_time_keeps_the_time_of_day(invited: Office) -> None:
    wanted = moved(invited.world(), "spring", "Snow", "2027-04-08", NIGHT)
    assert wanted.values["event", "starts"] == "2027-04-08 09:00"


def test_what_was_cut_short_goes_on_when_it_is_done_again(invited: Office) -> None:
    invited.mail.fails["*"] = NotSent("away", scope="channel")
    wanted = cancelled(invited.world(), "spring", "Snow", NIGHT)
    assert called_off(invited, wanted) == {"waiting": 2}
    again = cancelled(invited.world(), "spring", "Snow", NIGHT)
    assert again.values == {}
    invited.mail.fails.clear()
    assert called_off(invited, again, at("2027-02-08 22:30")) == {"sent": 2}
    with pytest.raises(
        UsageError, match="spring was called off already, and everybody invited has been told"
    ):
        cancelled(invited.world(), "spring", "Snow", NIGHT)


def test_a_move_that_nobody_got_gives_way_to_the_cancellation(invited: Office) -> None:
    invited.mail.fails["*"] = NotSent("away", scope="channel")
    called_off(invited, moved(invited.world(), "spring", "Snow", "2027-04-08", NIGHT))
    invited.mail.fails.clear()
    assert called_off(
        invited, cancelled(invited.world(), "spring", "Ice", NIGHT), at("2027-02-09 06:00")
    ) == {"sent": 2}
    assert [each.invite.method for each in invited.mail.emails() if each.invite] == ["CANCEL", "CANCEL"]
    assert invited.status(occurrence="once+1") == dict.fromkeys(
        ("spring/invitation/once+1/ann", "spring/invitation/once+1/bob"), "skipped"
    )


def test_who_cannot_be_written_to_is_counted_with_the_reason(invited: Office) -> None:
    invited.ledger.suppress("bob@example.org", Standing.UNSUBSCRIBED, NIGHT)
    wanted = cancelled(invited.world(), "spring", "Snow", NIGHT)
    after = with_campaign(invited.world(), wanted.campaign)
    found = told(after, news(after, "spring", NIGHT), NIGHT)
    assert [(each.people, each.hear_it, each.reason) for each in found] == [
        (1, True, ""), (1, False, "has unsubscribed")
    ]  # fmt: skip


def test_a_new_date_that_leaves_too_little_notice_is_stopped_unless_it_is_waived(invited: Office) -> None:
    wanted = moved(invited.world(), "spring", "Snow", "2027-03-01 09:00", NIGHT)
    after = with_campaign(invited.world(), wanted.campaign)
    [finding] = against(after, news(after, "spring", NIGHT), NIGHT)
    assert (finding.rule, finding.stops) == ("N005", True)
    assert "waive N005" in finding.fix
    waiver = "waive: [{rule: N005, reason: All agreed, by: convener, until: 2027-12-31}, {rule: F001,"
    invited.campaign(INVITATION, REMINDER, head=MEETING.replace("waive: [{rule: F001,", waiver))
    assert called_off(invited, moved(invited.world(), "spring", "Snow", "2027-03-01 09:00", NIGHT)) == {
        "sent": 2
    }


def test_those_who_were_coming_are_listed_the_certain_ones_first(invited: Office) -> None:
    invited.people(member("cat", phone="307-555-0100"), "dan", "eve")
    for who, rsvp in [("dan", "accepted"), ("ann", "tentative"), ("cat", "accepted"), ("bob", "declined")]:
        invited.answer(who, "2027-02-05 09:00", rsvp)  # type: ignore[arg-type]
    found = coming(invited.world(), "spring")
    assert [(each.rsvp, each.contact.id, each.contact.phone) for each in found] == [
        ("accepted", "cat", "307-555-0100"), ("accepted", "dan", ""), ("tentative", "ann", "")
    ]  # fmt: skip


def test_one_invitation_is_taken_back_and_that_person_hears_no_more_of_the_campaign(invited: Office) -> None:
    take_back(invited, "ann")
    [sent] = invited.mail.emails()
    assert sent.invite is not None
    assert (str(sent.key), sent.invite.method, sent.invite.sequence) == (
        "spring/invitation/once+withdrawn/ann", "CANCEL", 1
    )  # fmt: skip
    assert "Seats are few" in sent.text
    invited.mail.sent.clear()
    assert counted(invited.run("2027-03-04 09:00")) == {"sent": 1, "skipped": 1}
    assert called_off(invited, cancelled(invited.world(), "spring", "Snow", at("2027-03-05 09:00"))) == {
        "sent": 1, "skipped": 1
    }  # fmt: skip
    assert invited.mail.keys == ["spring/reminder/once/bob", "spring/invitation/once+1/bob"]


def test_another_one_can_be_taken_back_later(invited: Office) -> None:
    take_back(invited, "ann")
    take_back(invited, "bob", at("2027-02-09 21:00"))
    assert invited.mail.who == ["ann", "bob"]


def test_what_takes_an_invitation_back_is_not_lost_when_the_event_is_called_off_first(
    invited: Office,
) -> None:
    invited.mail.fails["*"] = NotSent("away", scope="channel")
    take_back(invited, "ann")
    invited.mail.fails.clear()
    called_off(invited, cancelled(invited.world(), "spring", "Snow", NIGHT), at("2027-02-09 10:00"))
    assert sorted(invited.mail.keys) == [
        "spring/invitation/once+1/bob", "spring/invitation/once+withdrawn/ann"
    ]  # fmt: skip
    assert {each.invite.method for each in invited.mail.emails() if each.invite} == {"CANCEL"}


def test_a_plan_counts_those_no_longer_expected_as_a_run_does(invited: Office) -> None:
    take_back(invited, "ann")
    made = invited.plan("2027-02-10 09:00")
    found = [
        (row.recipients, row.decision.what.value) for row in made.rows if row.touch.step.id == "reminder"
    ]
    assert sorted(found) == [(1, "send"), (1, "skip")]


def test_somebody_who_has_left_the_list_is_not_told_and_no_longer_expected(invited: Office) -> None:
    invited.ledger.suppress("ann@example.org", Standing.UNSUBSCRIBED, NIGHT)
    world = invited.world()
    matter = taken_back(world, "spring", "ann", NIGHT)
    [found] = told_alone(matter, world.ledger.known(["ann"])["ann"], NIGHT)
    assert (found.hear_it, found.reason) == (False, "has unsubscribed")
    take_back(invited, "ann")
    assert "ann" in invited.ledger.history("spring").withdrawn
    assert invited.mail.sent == []


def test_the_words_that_take_an_invitation_back_keep_the_rules_of_each_message(invited: Office) -> None:
    take_back(invited, "ann")
    world, [sent] = invited.world(), invited.mail.emails()
    step = world.named("spring").step("invitation")
    assert step is not None
    assert list(faults(world.house, step, sent, is_change=True)) == []


def polled(office: Office, *steps: str) -> None:
    office.write("config/outreach.yaml", APPROVED.replace("required", "none"))
    office.people("ann")
    ask = "{id: ask, send: poll, template: letter.md, when: on 2027-02-01 at 09:00}"
    office.campaign(ask, head=POLL, name="date")
    office.campaign(*steps, head=MEETING.replace("starts: 2027-03-18 09:00", "starts: {poll: date}"))
    office.run("2027-02-01 09:00")
    office.ledger.decide_poll("date", datetime(2027, 4, 6, 10), at("2027-02-05 09:00"))
    office.run("2027-02-05 09:00")
    office.run("2027-02-08 09:00")


def test_the_new_date_takes_the_place_of_a_poll_and_what_counted_from_it_keeps_its_day(
    office: Office,
) -> None:
    polled(office, INVITATION.replace("6 weeks before event", "1 day after poll"), REMINDER)
    assert [each.key.campaign for each in office.mail.sent].count("spring") == 1
    wanted = moved(office.world(), "spring", "Snow", "2027-04-20 10:00", NIGHT)
    assert wanted.values == {
        ("event", "starts"): "2027-04-20 10:00",
        ("event", "reason"): "Snow",
        ("steps", 0, "when"): "on 2027-02-05 at 09:00",
    }
    assert wanted.notes == (
        "the new date takes the place of the poll date; what counted from it keeps its day: invitation",
    )
    called_off(office, wanted)
    assert office.world().problems == ()
    assert office.ledger.history("spring").announced is not None
    assert counted(office.run("2027-02-09 09:00")) == {}


Change = Callable[[Office], object]


@pytest.mark.parametrize(
    ("spoil", "act", "words"),
    [
        (None, lambda w: cancelled(w, "sprong", "x", NIGHT), "no campaign `sprong`; did you mean `spring`"),
        ("another", lambda w: cancelled(w, "other", "x", NIGHT), "nobody has been invited yet"),
        ("social", lambda w: cancelled(w, "spring", "x", NIGHT), "spring has no event"),
        (None, lambda w: cancelled(w, "spring", "x", at("2027-03-18 09:30")), "began on 2027-03-18 09:00"),
        ("paused", lambda w: cancelled(w, "spring", "x", NIGHT), "spring is paused, so nothing goes out"),
        ("step gone", lambda w: cancelled(w, "spring", "x", NIGHT), "not in campaigns/spring.yaml any more"),
        (None, lambda w: cancelled(w, "spring", "a\nb", NIGHT), "--reason must be on one line"),
        (None, lambda w: moved(w, "spring", "x", "2027-02-01 09:00", NIGHT), "2027-02-01 09:00 has passed"),
        (None, lambda w: moved(w, "spring", "x", "soon", NIGHT), "`soon` is not a date and time such as"),
        (None, lambda w: moved(w, "spring", "x", "2027-03-18", NIGHT), "starts then already"),
        ("off", lambda w: moved(w, "spring", "x", "2027-05-05", NIGHT), "To hold it after all, take"),
        (None, lambda w: taken_back(w, "spring", "zoe", NIGHT), "nobody imported has the id `zoe`"),
        ("joined", lambda w: taken_back(w, "spring", "cat", NIGHT), "cat has not been invited to spring"),
        ("taken", lambda w: taken_back(w, "spring", "ann", NIGHT), "that is final"),
        ("off", lambda w: taken_back(w, "spring", "ann", NIGHT), "is called off for everybody"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why_and_what_to_do(
    invited: Office, spoil: str | None, act: Callable[[object], object], words: str
) -> None:
    spoilt: dict[str, Change] = {
        "another": lambda o: o.campaign(INVITATION, name="other", head=MEETING.replace("spring", "other", 1)),
        "social": lambda o: o.campaign(
            "{id: a, send: email, template: letter.md, when: on 2027-05-01 at 09:00}",
            head="campaign: spring\ntitle: x\nkind: social\naudience: {roles: [champion]}\nsteps:\n",
        ),
        "paused": lambda o: o.campaign(INVITATION, head=MEETING.replace("steps:", "paused: true\nsteps:")),
        "step gone": lambda o: o.campaign(REMINDER),
        "off": lambda o: o.campaign(INVITATION, head=MEETING.replace("2h", "2h, status: cancelled")),
        "joined": lambda o: o.people("cat"),
        "taken": lambda o: take_back(o, "ann"),
    }
    if spoil is not None:
        spoilt[spoil](invited)
    world = invited.world()
    with pytest.raises(UsageError, match=words):
        act(world)


def test_a_start_that_the_clocks_skip_is_refused_before_anything_is_written(invited: Office) -> None:
    with pytest.raises(NotUnderstoodError, match="the clocks are put forward over it"):
        moved(invited.world(), "spring", "Snow", "2028-03-12 02:30", NIGHT)


def test_a_forgotten_person_leaves_no_reason_behind(invited: Office) -> None:
    take_back(invited, "ann")
    assert invited.ledger.history("spring").withdrawn["ann"].reason == "Seats are few"
    invited.ledger.forget("ann", NIGHT)
    assert invited.ledger.history("spring").withdrawn["ann"].reason == ""


def test_what_takes_a_partner_s_invitation_back_lasts_as_long_as_the_invitation_did(invited: Office) -> None:
    tables = "outer_table: {audience: {roles: [support_partner]}, stay_until: 45 minutes after event}"
    head = MEETING.replace("location: Hall", f"location: Hall, {tables}")
    steps = (INVITATION, REMINDER, INVITATION.replace("invitation", "partners").replace(
        "send: invite", "send: invite, for: outer_table"))  # fmt: skip
    invited.people(member("pam", roles=frozenset({"support_partner"})))
    invited.campaign(*steps, head=head)
    invited.approve("2027-02-04 10:00")
    invited.run("2027-02-04 10:00")
    invited.campaign(*steps, head=head.replace("2027-03-18", "2027-03-11"))
    take_back(invited, "pam")
    first, last = (each.invite for each in invited.mail.emails() if each.key.recipient == "pam")
    assert first is not None
    assert last is not None
    assert (first.starts, first.duration) == (last.starts, last.duration)


def test_a_copy_for_a_simulation_knows_who_is_no_longer_expected(invited: Office) -> None:
    with invited.ledger.copy() as copy:
        assert copy.history("spring").withdrawn == {}
        take_back(invited, "ann")
    with invited.ledger.copy() as copy:
        assert set(copy.history("spring").withdrawn) == {"ann"}
    assert invited.status(step="invitation", occurrence="once+withdrawn") == {"ann": Status.SENT.value}
