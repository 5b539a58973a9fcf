"""What once went wrong, and what must hold instead."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from outreach.actions.check import check
from outreach.actions.running.run import run
from outreach.channels.outbox import Outbox
from outreach.channels.simulated import LIST, SimulatedOutbox
from outreach.core.errors import UsageError
from outreach.ports import Channel
from tests.world import APPROVED, MEETING, SOCIAL, Office, at, counted, going, member, rows

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
STEPS = (INVITATION, REMINDER)
OFF = MEETING.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")
CALL = "{id: attendance, send: call, template: letter.md, when: 2 weeks before event at 09:00}"
POLL = """\
campaign: when
title: When
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll:
  question: When?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-07 10:00]
  closes: 3 days after opening at 17:00
waive: [{rule: P005, reason: not what these tests are about, by: convener, until: 2099-12-31}]
steps:
"""
TEAM = """\
campaign: spring
title: Team call
kind: action-team
partnership: laramie
event: {title: Team call, starts: {poll: when}, duration: 30m, location: Online}
audience: {roles: [business_member]}
waive: [{rule: F001, reason: not what these tests are about, by: convener, until: 2099-12-31}]
steps:
"""


@pytest.fixture
def careful(tmp_path: Path) -> Iterator[Office]:
    """A workspace in which everything has to be approved."""
    made = Office(tmp_path, settings=APPROVED)
    yield made
    made.ledger.close()


def test_a_cancellation_written_during_a_pause_is_told_after_it(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(*STEPS)
    office.run("2027-02-04 09:00")
    office.campaign(*STEPS, head=OFF.replace("steps:\n", "paused: true\nsteps:\n"))
    office.run("2027-02-08 09:00")
    office.campaign(*STEPS, head=OFF)
    assert counted(office.run("2027-02-08 10:00"))["sent"] == 2
    assert [each.invite.method for each in office.mail.emails()[2:] if each.invite] == ["CANCEL", "CANCEL"]


def test_calls_of_a_step_called_attendance_stay_on_the_list(office: Office) -> None:
    office.people("ann")
    office.campaign(*STEPS, CALL)
    office.run("2027-02-04 09:00")
    office.run("2027-03-04 09:00")
    assert [each.contact for each in office.asked("call")] == ["ann"]


def test_what_was_approved_before_a_poll_stays_approved_after_it(careful: Office) -> None:
    settings = f"{APPROVED}council: {{meetings: [2027-03-30 09:00, 2027-05-13 09:00]}}\n"
    careful.write("config/outreach.yaml", settings)
    careful.write(
        "templates/letter.md", "---\nsubject: Come\n---\nAlso: {{ next_council_meeting | date }}.\n"
    )
    careful.people("ann")
    ask = "{id: ask, send: poll, template: ask.md, when: on 2027-03-22 at 09:00}"
    careful.write("templates/ask.md", "---\nsubject: When?\n---\nPlease vote.\n")
    careful.campaign(ask, head=POLL, name="when")
    careful.campaign(
        "{id: invitation, send: invite, template: letter.md, when: 1 day after poll at 09:00}", head=TEAM
    )
    for name in ("when", "spring"):
        careful.approve("2027-03-01 09:00", campaign=name)
    careful.run("2027-03-22 09:00")
    choices = {datetime(2027, 4, 6, 10): "yes"}
    careful.answer("ann", "2027-03-23 09:00", campaign="when", choices=choices)
    careful.mail.sent.clear()
    assert counted(careful.run("2027-03-26 09:00")) == {"sent": 1}


def test_a_cancellation_nobody_approved_is_missed_and_told_to_a_person(careful: Office) -> None:
    careful.people("ann")
    careful.campaign(*STEPS)
    careful.approve("2027-02-01 09:00")
    careful.run("2027-02-04 09:00")
    careful.campaign(*STEPS, head=OFF)
    careful.run("2027-03-17 16:00")
    assert counted(careful.run("2027-03-18 09:05")) == {"missed": 1}
    assert any("missed" in each.reason for each in careful.asked("decide"))


def test_a_message_that_cannot_be_written_down_has_failed_and_is_not_unknown(
    office: Office, tmp_path: Path
) -> None:
    office.people(member("ann", email="an n@example.org"))
    office.campaign(*STEPS)
    wire: dict[str, Channel] = {**office.wire, "email": Outbox(tmp_path / "out", durable=False)}
    assert counted(run(office.world(wire=wire), at("2027-02-04 09:00"))) == {"failed": 1}


def test_recruiters_without_a_telephone_are_planned_as_they_will_be_sent(office: Office) -> None:
    office.write("templates/letter.md", "---\nsubject: Come\n---\nCall {{ recruiter.phone }}.\n")
    office.people(
        member("pat", phone="307-555-0101", roles=frozenset({"convener"})),
        member("sam", roles=frozenset({"convener"})),
        member("ann", recruiter="pat"),
        member("bob", recruiter="sam"),
    )
    office.campaign(*STEPS)
    assert going(office.plan("2027-02-01 09:00", "2027-02-05 00:00")) == 1
    assert counted(office.run("2027-02-04 09:00")) == {"sent": 1, "held": 1}


def test_a_second_message_that_becomes_unknown_is_asked_about_though_the_first_was_ticked_off(
    office: Office,
) -> None:
    office.people("ann")
    office.campaign(*STEPS)
    office.mail.fails["ann"] = RuntimeError("the line went dead")
    office.run("2027-02-04 09:00")
    key = office.key("ann", "invitation")
    office.ledger.resolve(key, "waiting", "send it again", at("2027-02-04 10:00"))
    office.ledger.followup_done(office.ledger.followups()[0].id, at("2027-02-04 10:00"))
    office.run("2027-02-04 11:00")
    assert [each.kind for each in office.asked()] == ["resolve"]


def test_what_a_task_is_for_is_part_of_what_is_approved(careful: Office) -> None:
    task = "{id: note, send: task, medium: press, who: the paper, when: on 2027-03-04 at 10:00}"
    careful.campaign(task)
    assert "the paper" in careful.approve("2027-02-01 09:00").approved[0].diff
    careful.campaign(task.replace("the paper", "channel five"))
    assert [each.outcome for each in careful.approve("2027-02-01 09:00").approved] == ["changed"]


def test_a_local_time_without_a_reader_is_refused(office: Office) -> None:
    office.campaign(
        "{id: talk, send: post, networks: [x], template: post.txt, when: on 2027-03-01 at 10:00 local}",
        head=SOCIAL,
    )
    [problem] = office.world().problems
    assert "only mail has a reader" in problem.message


def test_a_campaign_nobody_approved_is_asked_about_once_some_of_it_is_due(careful: Office) -> None:
    careful.people("ann")
    careful.campaign(*STEPS)
    careful.run("2027-02-03 09:00")
    assert careful.asked() == []
    careful.run("2027-02-04 09:07")
    careful.run("2027-02-04 09:12")
    assert [(each.kind, each.count) for each in careful.asked()] == [("decide", 1)]
    careful.approve("2027-02-04 09:20")
    careful.run("2027-02-04 09:22")
    assert careful.asked() == []


def test_words_of_an_occasion_that_are_an_empty_file_are_not_written_yet(office: Office) -> None:
    office.people("ann")
    office.write("campaigns/recaps/spring.md", "\n")
    office.campaign(
        "{id: recap, send: email, template: letter.md, content: recaps/spring.md, "
        "when: on 2027-03-04 at 10:00}"
    )
    assert rows(office.plan("2027-03-01 09:00"), "recap") == [("2027-03-04 10:00", "hold", 1)]


@pytest.mark.parametrize("name", ["../victim", "/victim", ".."])
def test_a_simulation_empties_nothing_but_folders_of_campaigns(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "kept.txt").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / LIST).write_text(name.replace("/victim", str(victim)) if name == "/victim" else name)
    with SimulatedOutbox.in_folder(tmp_path / "out"):
        pass
    assert (victim / "kept.txt").exists()


def test_a_simulation_refuses_a_folder_that_holds_anything_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(UsageError, match=r"mine\.txt"), SimulatedOutbox.in_folder(tmp_path):
        pass


def test_a_way_out_may_stand_in_mail_that_is_not_list_mail_too(office: Office) -> None:
    office.write("templates/letter.md", "---\nsubject: Hi\n---\n[leave]({{ links.unsubscribe }})\n")
    office.people("ann")
    mail = "{id: mail, send: email, template: letter.md, to: [ann], when: on 2027-03-04 at 10:00}"
    office.campaign(mail, head=SOCIAL)
    office.run("2027-03-01 09:00")
    assert counted(office.run("2027-03-04 10:00")) == {"sent": 1}


@pytest.mark.parametrize("missing", ["links.contact", "links.council"])
def test_a_link_that_the_settings_do_not_give_is_an_error_and_no_blank(careful: Office, missing: str) -> None:
    careful.write("templates/letter.md", f"---\nsubject: Hi\n---\nSee {{{{ {missing} }}}}.\n")
    careful.people("ann")
    careful.campaign(*STEPS)
    [problem] = careful.approve("2027-02-01 09:00").problems
    assert (problem.place.file, problem.place.line) == ("templates/letter.md", 4)


def test_a_kit_whose_template_never_shows_its_posts_is_an_error(careful: Office) -> None:
    careful.people("ann")
    kit = "{id: kit, send: kit, template: letter.md, posts: [post.txt], when: on 2027-03-04 at 10:00}"
    careful.campaign(kit, head=SOCIAL)
    [problem] = careful.approve("2027-02-01 09:00").problems
    assert "never shows the kit's posts" in problem.message


def test_a_delivery_keeps_the_moment_it_was_due_however_late_the_pass(office: Office) -> None:
    office.people("ann")
    office.campaign(*STEPS)
    office.run("2027-02-03 09:00")
    office.run("2027-02-04 09:05")
    [row] = office.ledger.deliveries()
    assert (row.due, row.settled) == (at("2027-02-04 09:00"), at("2027-02-04 09:05"))


def test_whom_the_audience_excludes_no_selection_brings_back(office: Office) -> None:
    office.people("ann", member("bob", tags=frozenset({"out"})))
    excluding = MEETING.replace("[business_member]}", "[business_member], exclude: {tags: [out]}}")
    office.campaign(
        *STEPS,
        "{id: mail, send: email, template: letter.md, to: {roles: [business_member]}, "
        "when: on 2027-03-05 at 10:00}",
        head=excluding,
    )
    assert rows(office.plan("2027-03-01 09:00"), "mail") == [("2027-03-05 10:00", "send", 1)]


def test_a_task_speaks_to_the_person_it_is_for(office: Office) -> None:
    office.write("templates/note.md", "---\nsubject: Note\n---\nHello {{ contact.greeting }}.\n")
    office.people("ann")
    office.campaign(
        "{id: note, send: task, who: ann, template: note.md, when: on 2027-03-04 at 10:00}", head=SOCIAL
    )
    office.run("2027-03-01 09:00")
    office.run("2027-03-04 10:00")
    assert [each.text for each in office.asked("task")] == ["Hello Ann."]
    assert check(office.world(), at("2027-03-01 09:00"), (), frozenset()).problems == ()
