"""One unattended pass: everything due, once; nothing lost; a person told of the rest."""

import pytest

from outreach.actions.running.run import run
from outreach.core.errors import AnotherRunError
from outreach.core.history import Status
from outreach.core.people import Standing
from outreach.ledger.opening import open_ledger
from outreach.ports import NotSent, Refused, Unsupported
from tests.world import (
    APPROVED,
    LETTER,
    MEETING,
    POST,
    SECRET,
    SOCIAL,
    Office,
    Recorder,
    at,
    counted,
    member,
)

REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
DUE, LATER = "2027-03-04 09:00", "2027-03-04 10:00"
TALK = "{id: talk, send: post, networks: [x, mastodon], template: post.txt, when: on 2027-03-04 at 10:00}"


def test_what_is_due_goes_out_to_everybody_and_a_second_run_sends_nothing(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    assert office.mail.who == []
    first, second = office.run(DUE), office.run(DUE)
    assert office.mail.who == ["ann", "bob"]
    assert counted(first) == {"sent": 2}
    assert (counted(second), second.exit_status, second.followups) == ({}, 0, 0)


def test_a_run_while_another_is_in_progress_is_refused(office: Office) -> None:
    place = f"sqlite:///{office.root / 'var/outreach.db'}"
    with open_ledger(place, secret=SECRET) as mine, open_ledger(place, secret=SECRET) as other:
        with mine.only_run(), pytest.raises(AnotherRunError):
            run(office.world(ledger=other), at(DUE))
        assert counted(run(office.world(ledger=other), at(DUE))) == {}


def test_a_run_killed_in_the_middle_of_a_message_leaves_one_unknown_that_is_never_sent_again(
    office: Office,
) -> None:
    office.people("ann", "bob", "cat")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.mail.fails["bob"] = SystemExit("killed")
    with pytest.raises(SystemExit):
        office.run(DUE)
    assert office.status(step="reminder") == {"ann": "sent", "bob": "sending", "cat": "claimed"}
    office.mail.fails.clear()
    account = office.run(LATER)
    assert counted(account) == {"sent": 1, "unknown": 1}
    assert account.exit_status == 1
    assert office.mail.who == ["ann", "cat"]
    [asked] = office.asked("resolve")
    assert (asked.step, asked.count) == ("reminder", 1)
    assert counted(office.run("2027-03-04 11:00")) == {}
    assert office.mail.who == ["ann", "cat"]
    assert len(office.asked("resolve")) == 1


def test_the_follow_up_for_an_unknown_closes_once_a_person_has_settled_it(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.mail.fails["ann"] = RuntimeError("the line went dead")
    assert counted(office.run(DUE)) == {"unknown": 1}
    office.mail.fails.clear()
    office.ledger.resolve(office.key("ann", "reminder"), "waiting", "it did not leave", at(DUE))
    office.run(LATER)
    assert office.mail.who == ["ann"]
    assert office.asked("resolve") == []


def test_one_text_that_cannot_be_made_is_held_alone_and_goes_once_it_can(office: Office) -> None:
    office.write("templates/letter.md", LETTER)
    office.people(member("ann", organisation="Builders"), "bob", member("cat", organisation="Roofers"))
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    first = office.run(DUE)
    assert (counted(first), first.exit_status) == ({"sent": 2, "held": 1}, 1)
    [asked] = office.asked()
    assert (asked.kind, asked.step, asked.count) == ("write", "reminder", 1)
    again = office.run(LATER)
    assert (counted(again), again.followups, again.exit_status) == ({}, 0, 0)
    assert len(office.asked()) == 1
    office.people(member("bob", organisation="Plumbers"))
    assert counted(office.run("2027-03-04 11:00")) == {"sent": 1}
    assert office.mail.who == ["ann", "cat", "bob"]
    assert office.asked() == []


def test_a_channel_that_is_down_stops_with_one_problem_and_the_others_go_on(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER, TALK)
    office.run("2027-03-01 09:00")
    office.mail.fails["*"] = NotSent("the server is away", scope="channel")
    account = office.run(LATER)
    assert len(account.problems) == 1
    assert "email" in account.problems[0]
    assert office.wire["x"].who == ["x"]
    assert set(office.status(step="reminder").values()) == {"waiting"}
    office.mail.fails.clear()
    assert counted(office.run("2027-03-04 10:05")) == {"sent": 2}
    assert office.mail.who == ["ann", "bob"]


def test_a_message_that_never_left_is_tried_again_later_and_the_others_are_not_kept(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.mail.fails["ann"] = NotSent("try later", retry_after=600)
    assert counted(office.run(DUE)) == {"sent": 1}
    office.mail.fails.clear()
    assert counted(office.run("2027-03-04 09:09")) == {}
    assert counted(office.run("2027-03-04 09:10")) == {"sent": 1}
    assert office.mail.who == ["bob", "ann"]


@pytest.mark.parametrize("error", [Refused("no such box"), Unsupported("too long")])
def test_what_is_refused_for_good_has_failed_and_a_person_is_told_once(
    office: Office, error: Exception
) -> None:
    office.people("ann", "bob", "cat")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.mail.fails |= {"ann": error, "cat": error}
    account = office.run(DUE)
    assert (counted(account), account.exit_status) == ({"sent": 1, "failed": 2}, 1)
    [asked] = office.asked("decide")
    assert (asked.step, asked.count) == ("reminder", 2)
    assert counted(office.run(LATER)) == {}
    assert len(office.asked()) == 1


def test_whatever_else_a_channel_raises_the_message_may_have_left_and_is_not_repeated(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.mail.fails["ann"] = ValueError("what was that")
    assert counted(office.run(DUE)) == {"sent": 1, "unknown": 1}
    office.mail.fails.clear()
    assert counted(office.run(LATER)) == {}
    assert office.mail.who == ["bob"]


def test_who_unsubscribes_while_a_batch_goes_out_gets_nothing_more(office: Office) -> None:
    office.people("ann", "bob", "cat")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.mail.before = lambda message: (
        office.ledger.suppress("bob@example.org", Standing.UNSUBSCRIBED, at(DUE))
        if message.key.recipient == "ann"
        else None
    )
    assert counted(office.run(DUE)) == {"sent": 2, "skipped": 1}
    assert office.mail.who == ["ann", "cat"]


def test_nobody_is_written_to_who_unsubscribed_or_never_agreed(office: Office) -> None:
    office.people("ann", "bob", member("cat", consent=member("x").consent.NO))
    office.ledger.suppress("bob@example.org", Standing.BOUNCED, at("2027-01-01 09:00"))
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    account = office.run(DUE)
    assert (counted(account), account.exit_status) == ({"sent": 1, "skipped": 2}, 0)
    reasons = {each.key.recipient: each.reason for each in office.ledger.deliveries(Status.SKIPPED)}
    assert reasons == {
        "bob": "the address bounced for good",
        "cat": "has said no",
    }
    assert office.asked() == []


def test_a_post_without_its_hashtag_is_held_and_goes_out_once_it_has_one(office: Office) -> None:
    office.write("templates/post.txt", POST.replace("#wyomingnextgen", ""))
    office.campaign(TALK, head=SOCIAL)
    office.run("2027-03-01 09:00")
    account = office.run("2027-03-04 10:00")
    assert (counted(account), account.exit_status) == ({"held": 2}, 1)
    [asked] = office.asked()
    assert (asked.kind, asked.step, asked.count) == ("write", "talk", 2)
    assert "S001" in asked.reason
    assert counted(office.run("2027-03-04 10:05")) == {}
    office.write("templates/post.txt", POST)
    assert counted(office.run("2027-03-04 10:10")) == {"sent": 2}
    assert office.asked() == []


def test_an_invitation_that_comes_too_late_is_held_for_all_and_released_when_it_is_waived(
    office: Office,
) -> None:
    office.people("ann", "bob")
    late = INVITATION.replace("6 weeks", "3 weeks").replace("}", ", grace: 5 days}")
    office.campaign(late, REMINDER)
    office.run("2027-02-01 09:00")
    assert counted(office.run("2027-02-25 09:00")) == {"held": 2}
    [asked] = office.asked()
    assert (asked.step, asked.count) == ("invitation", 2)
    assert "N001" in asked.reason
    assert office.run("2027-02-25 10:00").followups == 0
    waiver = "waive: [{rule: N001, reason: the hall was lost, by: convener, until: 2027-03-18}, "
    office.campaign(late, REMINDER, head=MEETING.replace("waive: [", waiver))
    assert counted(office.run("2027-02-25 11:00")) == {"sent": 2}
    assert office.asked() == []


def test_what_was_not_sent_within_its_grace_is_missed_with_one_follow_up(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER, TALK)
    office.run("2027-03-01 09:00")
    account = office.run("2027-03-18 08:00")
    assert (counted(account), account.exit_status) == ({"missed": 4}, 1)
    asked = {each.step: (each.kind, each.count) for each in office.asked()}
    assert asked == {"reminder": ("decide", 2), "talk": ("decide", 2)}
    assert counted(office.run("2027-03-18 08:30")) == {}
    assert len(office.asked()) == 2


def test_what_was_due_before_a_campaign_began_is_passed_over_in_silence(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    account = office.run(LATER)
    assert (counted(account), account.exit_status) == ({}, 0)
    assert (office.status(), office.asked()) == ({}, [])


def test_where_nobody_approves_what_approval_would_refuse_holds_every_step(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(INVITATION)
    office.run("2027-02-01 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 2}
    assert "N003" in office.asked()[0].reason
    assert counted(office.run("2027-02-04 10:00")) == {}
    assert office.mail.who == []
    office.campaign(INVITATION, REMINDER)
    assert counted(office.run("2027-02-04 11:00")) == {"sent": 2}
    assert office.asked() == []


def test_what_has_begun_is_never_stopped_by_what_approval_would_refuse(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    other = "{id: word, send: email, template: letter.md, when: 5 weeks before event at 09:00, to: accepted}"
    office.campaign(INVITATION, other)
    office.answer("ann", "2027-02-05 09:00", "accepted")
    account = office.run("2027-02-11 09:00")
    assert counted(account) == {"sent": 1}
    [asked] = office.asked("decide")
    assert "N003" in asked.reason


def test_an_edit_after_approval_waits_again_for_that_step_only(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.write("templates/other.md", LETTER.replace("{{ contact.organisation }}", ""))
    office.people("ann")
    other = REMINDER.replace("reminder", "other").replace("letter.md", "other.md")
    office.campaign(REMINDER, other)
    assert office.approve("2027-03-01 09:00").exit_status == 0
    office.write("templates/letter.md", LETTER.replace("{{ contact.organisation }}", "Do come."))
    assert counted(office.run(DUE)) == {"sent": 1}
    assert office.mail.keys == ["spring/other/once/ann"]
    assert [(each.kind, each.step) for each in office.asked()] == [("decide", "reminder")]
    office.approve("2027-03-04 09:30", "reminder")
    assert counted(office.run(LATER)) == {"sent": 1}
    assert office.asked() == []


def test_what_nobody_approved_in_time_is_missed(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann")
    office.campaign(REMINDER, TALK)
    office.approve("2027-03-01 09:00", "talk")
    assert counted(office.run("2027-03-18 08:00")) == {"missed": 3}
    reasons = {each.key.step: each.reason for each in office.ledger.deliveries(Status.MISSED)}
    assert reasons == {"reminder": "it was not approved in time", "talk": "its time has passed"}


def test_what_is_paused_is_held_in_silence_and_passed_over_afterwards(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER, head=MEETING.replace("steps:", "paused: true\nsteps:"))
    office.run("2027-03-01 09:00")
    assert counted(office.run(DUE)) == {"held": 1}
    assert office.asked() == []
    office.campaign(REMINDER)
    assert counted(office.run(LATER)) == {"skipped": 1}
    assert (office.mail.who, office.asked()) == ([], [])


def test_what_was_paused_is_passed_over_even_when_its_time_is_gone(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER, head=MEETING.replace("steps:", "paused: true\nsteps:"))
    office.run("2027-03-01 09:00")
    office.run(DUE)
    office.campaign(REMINDER)
    account = office.run("2027-03-18 08:00")
    assert (counted(account), account.exit_status) == ({"skipped": 1}, 0)
    assert office.asked() == []


def test_what_is_for_those_who_came_waits_for_who_came_and_asks_once(office: Office) -> None:
    office.people("ann", "bob")
    recap = "{id: recap, send: email, template: letter.md, when: 1 day after event at 14:00, to: attended}"
    missed = "{id: missed, send: email, template: letter.md, when: 1 day after event at 14:00, to: absent}"
    office.campaign(recap, missed)
    office.run("2027-03-01 09:00")
    account = office.run("2027-03-19 14:00")
    assert (counted(account), account.exit_status) == ({}, 0)
    assert [(each.kind, each.count) for each in office.asked()] == [("task", 2)]
    office.answer("ann", "2027-03-19 14:30", attended=True)
    assert counted(office.run("2027-03-19 15:00")) == {"sent": 2}
    assert office.mail.keys == ["spring/recap/once/ann", "spring/missed/once/bob"]
    assert office.asked() == []


def test_a_renamed_step_is_not_sent_again(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.run(DUE)
    office.campaign(REMINDER.replace("id: reminder", "id: two-weeks, was: reminder"))
    assert counted(office.run(LATER)) == {}
    assert office.status() == {"spring/two-weeks/once/ann": "sent"}


def test_a_deleted_file_sends_nothing_and_forgets_nothing(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.run(DUE)
    (office.root / "campaigns/spring.yaml").unlink()
    assert counted(office.run(LATER)) == {}
    office.campaign(REMINDER)
    assert counted(office.run("2027-03-04 11:00")) == {}
    assert office.mail.who == ["ann"]


def test_a_broken_file_beside_it_stops_nothing_that_can_be_read(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    office.run("2027-03-01 09:00")
    office.write("campaigns/broken.yaml", "campaign: [")
    account = office.run(DUE)
    assert (counted(account), account.exit_status) == ({"sent": 1}, 2)


def test_calls_and_posts_by_hand_ask_a_person_with_everything_at_hand(office: Office) -> None:
    office.people(member("ann", phone="307-555-0101", recruiter="bob"), member("cat", phone="307-555-0102"))
    call = "{id: phone, send: call, template: letter.md, when: 2 weeks before event at 09:00}"
    post = TALK.replace("[x, mastodon]", "[facebook, linkedin]").replace("10:00", "09:00")
    office.campaign(call, post)
    office.run("2027-03-01 09:00")
    account = office.run(DUE)
    assert (counted(account), account.tally.by_hand, account.exit_status) == ({}, 4, 0)
    calls = {each.contact: (each.owner, each.phone) for each in office.asked("call")}
    assert calls == {"ann": ("bob", "307-555-0101"), "cat": ("convener", "307-555-0102")}
    assert all("please reply" in each.text.lower() for each in office.asked("call"))
    posts = office.asked("post")
    assert len(posts) == 2
    assert all("#wyomingnextgen" in each.text for each in posts)
    assert all(each.link.startswith("https://") for each in posts)
    assert office.run(LATER).tally.by_hand == 0


def test_commitments_are_reminded_of_until_they_are_kept_and_overdue_ones_ask(office: Office) -> None:
    head = """\
campaign: spring
title: The team
kind: action-team
partnership: laramie
event: {title: Call, starts: 2027-03-01 09:00, lead: ann}
audience: {roles: [business_member]}
commitments:
  - {id: room, what: Find a room, who: ann, due: 2027-03-12}
  - {id: coach, what: Find a coach, who: bob, due: 2027-03-12}
steps:
"""
    step = (
        "{id: remind, send: email, template: letter.md, when: 3 days before commitments at 09:00, to: owners}"
    )
    office.people("ann", "bob")
    office.campaign(step, head=head)
    office.run("2027-03-01 09:00")
    office.ledger.commitment_done("spring", "coach", at("2027-03-05 09:00"))
    assert counted(office.run("2027-03-09 09:00")) == {"sent": 1}
    assert office.mail.keys == ["spring/remind/room/ann"]
    assert office.run("2027-03-12 20:00").followups == 0
    assert office.run("2027-03-13 00:00").followups == 1
    [asked] = office.asked("task")
    assert asked.contact == "ann"
    assert "Find a room" in asked.reason
    office.ledger.commitment_done("spring", "room", at("2027-03-14 09:00"))
    office.run("2027-03-14 09:00")
    assert office.asked() == []


def test_a_stopped_channel_does_not_keep_a_recorder_of_another(office: Office) -> None:
    office.campaign(TALK, head=SOCIAL)
    office.run("2027-03-01 09:00")
    office.wire["x"] = Recorder("x", fails={"*": NotSent("limit reached", scope="channel")})
    assert counted(office.run("2027-03-04 10:00")) == {"sent": 1}
    assert office.status(step="talk") == {"mastodon": "sent", "x": "waiting"}
