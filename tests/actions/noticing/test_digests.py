"""Digests: each person's list on the days they chose, once, and nothing where there is nothing to tell."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from outreach.actions.running.run import run
from outreach.core.followup import Note
from outreach.core.history import Status
from outreach.core.mime import to_bytes
from outreach.core.people import Standing
from outreach.core.tokens import read_token, reference
from outreach.ports import NotSent, Refused, Uncertain, Unsupported
from tests.actions.noticing.desk import APPROVING, DIGESTS, HOUR, LATER, MONDAY, Desk
from tests.world import MEETING, SECRET, SETTINGS, at, member

INVITATION = "{id: invite, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = (
    "{id: reminder, send: email, template: letter.md, when: 1 week before event at 09:00, to: not_declined}"
)
HOPED = MEETING.replace("location: Hall}", "location: Hall, businesses_hoped_for: 20}")
WAITING = "Waiting for your approval"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.ledger.close()


def test_a_digest_goes_out_from_its_hour_on_and_once(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    assert desk.attend(MONDAY) == {}
    assert desk.attend(HOUR)["sent"] == 1
    assert desk.attend(HOUR) == desk.attend(LATER) == {}
    assert [str(each.key) for each in desk.notices()] == ["!digest/owners/2027-03-08/champion-1"]


def test_one_whose_hour_was_missed_comes_late_on_its_day_and_on_no_other(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    assert desk.attend("2027-03-09 07:30") == {}
    assert desk.attend("2027-03-11 23:50")["sent"] == 1


def test_one_that_could_not_leave_on_its_day_is_missed(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["*"] = NotSent("no connection", scope="channel")
    desk.attend(HOUR)
    assert desk.ends()["champion-1"] == "waiting"
    desk.mail.fails.clear()
    assert desk.attend("2027-03-09 07:30")["missed"]
    assert not desk.notices()


def test_on_a_holiday_nobody_gets_one_and_the_next_open_day_makes_up_for_it(tmp_path: Path) -> None:
    zoned = DIGESTS.replace("  timezone: America/Denver", "  timezone: America/Denver\n  holidays: US-WY")
    desk = Desk(tmp_path, settings=zoned)
    desk.ask("champion-1", "builder-1", date(2027, 2, 15))
    assert desk.attend("2027-02-15 08:00") == {}
    assert desk.attend("2027-02-16 08:00")["sent"] == 1


def test_its_hour_is_that_of_its_readers_own_clock(desk: Desk) -> None:
    desk.people(member("east-1", timezone="America/New_York"))
    desk.ask("east-1", "builder-1")
    assert desk.attend("2027-03-08 05:29") == {}
    assert desk.attend("2027-03-08 05:30")["sent"] == 1


def test_without_anything_to_tell_nobody_gets_one(desk: Desk) -> None:
    assert desk.attend(HOUR)["sent"] == 0
    assert not desk.notices()


def test_without_digests_in_the_settings_nobody_gets_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=SETTINGS)
    desk.ask("champion-1", "builder-1")
    assert desk.attend(HOUR) == {}
    assert desk.status() == {}


def test_who_never_wants_one_gets_none(desk: Desk) -> None:
    desk.ask("never-1", "builder-1")
    desk.attend(HOUR)
    assert not desk.notices()


def test_nobody_who_may_not_be_written_to_gets_one_and_the_ledger_says_why(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=DIGESTS + "only_to: [comms-1@example.org, convener@example.org]\n")
    for owner in ("champion-1", "comms-1", "convener", "a-role-nobody-has"):
        desk.ask(owner, "builder-1")
    desk.ledger.suppress("convener@example.org", Standing.BOUNCED, at(MONDAY))
    desk.attend(HOUR)
    assert [each.key.recipient for each in desk.notices()] == ["comms-1"]
    why = {each.key.recipient: each.reason for each in desk.ledger.deliveries() if each.status == "skipped"}
    assert why.keys() >= {"champion-1", "convener"}
    assert "only_to" in why["champion-1"]
    assert not desk.ledger.unfinished("!digest")
    assert why["convener"] == "the address bounced for good"


def test_who_leaves_while_it_waits_gets_none(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["*"] = NotSent("greylisted", retry_after=60)
    desk.attend(HOUR)
    desk.mail.fails.clear()
    desk.ledger.suppress("champion-1@example.org", Standing.UNSUBSCRIBED, at(HOUR))
    assert desk.attend("2027-03-08 07:35") == {"skipped": 1}
    assert not desk.notices()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotSent("busy"), "waiting"),
        (Refused("no such user", address=True), "failed"),
        (Unsupported("too big"), "failed"),
        (Uncertain("the answer was lost"), "unknown"),
        (RuntimeError("nobody foresaw this"), "unknown"),
    ],
)
def test_what_becomes_of_it_is_told_by_the_same_words_as_of_any_message(
    desk: Desk, error: Exception, status: str
) -> None:
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["champion-1"] = error
    desk.attend(HOUR)
    assert desk.ends()["champion-1"] == status
    suppressed = desk.ledger.standing("champion-1@example.org") is not Standing.OK
    assert suppressed == (isinstance(error, Refused))
    assert len(desk.asked("fix_address")) == suppressed


def test_one_nobody_knows_the_end_of_is_never_sent_again_by_a_machine(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["champion-1"] = Uncertain("the answer was lost")
    desk.attend(HOUR)
    desk.mail.fails.clear()
    assert desk.attend("2027-03-08 08:00") == {}
    key = next(each.key for each in desk.ledger.deliveries(Status.UNKNOWN))
    desk.ledger.resolve(key, "waiting", "it never came", at("2027-03-08 09:00"))
    assert desk.attend("2027-03-08 09:01") == {"sent": 1}


def test_a_person_is_asked_about_one_nobody_knows_the_end_of_in_words_of_people(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["champion-1"] = Uncertain("the answer was lost")
    desk.attend(HOUR)
    desk.run("2027-03-08 08:00")
    (asked,) = desk.asked("resolve")
    assert asked.reason.startswith("e-mails with what there is to do: it is not known whether they left")
    assert (asked.campaign, asked.step) == ("", "")
    desk.run("2027-03-08 08:05")
    assert len(desk.asked("resolve")) == 1


def test_a_mail_of_the_house_says_that_no_person_wrote_it_and_where_an_answer_goes(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    email = desk.digest("champion-1")
    written = message_from_bytes(to_bytes(email), policy=policy.default)
    assert written["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in written
    assert written["Subject"].startswith("Your list for Monday, March 8: 1 to call")


@pytest.mark.parametrize("tokens", ["plus", "subject"])
def test_an_answer_carries_the_token_that_proves_whose_digest_it_answers(tmp_path: Path, tokens: str) -> None:
    replies = f"replies: {{address: hello@example.org, tokens: {tokens}}}\n"
    desk = Desk(tmp_path, settings=DIGESTS + replies)
    desk.ask("champion-1", "builder-1")
    email = desk.digest("champion-1")
    local = email.reply_to.address.partition("@")[0]
    token = local.partition("+")[2] if tokens == "plus" else email.subject.rpartition("[")[2].rstrip("]")
    assert read_token(token, SECRET) == ("digest", reference(email.key))


def test_the_calls_come_with_number_name_business_telephone_and_what_to_say(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-2", text="Hello,\nwill you come?\n\nBe kind.")
    desk.ask("champion-1", "builder-1", date(2027, 3, 9))
    text, html = desk.digest("champion-1").text, desk.digest("champion-1").html
    assert f"- {number} · Builder-2 2, Roof 2\n  307-555-0102 · Due today" in text
    assert "> Hello,\n> will you come?\n>\n> Be kind." in text
    assert 'href="tel:307-555-0102"' in html
    assert f"such as {number} yes" in text


def test_a_call_shows_the_number_that_is_known_now(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1", phone="307 555 0101")
    desk.ask("champion-1", "builder-2", phone="307 555 0102")
    desk.people(member("builder-1", last_name="1", phone="307 555 0177"), member("builder-2", phone=""))
    text = desk.digest("champion-1").text
    assert "307-555-0177" in text
    assert "307-555-0101" not in text
    assert "307-555-0102" in text


def test_what_is_overdue_stands_first_and_key_people_first_on_a_day(desk: Desk) -> None:
    desk.people(member("builder-5", key=True, last_name="Five"))
    for contact in ("builder-1", "builder-2", "builder-5"):
        desk.ask("champion-1", contact)
    desk.ask("champion-1", "builder-3", date(2027, 3, 1))
    desk.ask("champion-1", kind="decide", due=date(2027, 3, 9), reason="choose the `date`")
    text = desk.digest("champion-1").text
    order = [
        "Overdue",
        "Builder-3",
        "To call",
        "Builder-5",
        "Builder-1",
        "Builder-2",
        "To decide",
        "Choose the date",
    ]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert "Overdue since Monday, March 1" in text
    assert "Key person, due today" in text


def test_what_names_nobody_says_which_campaign_and_step_it_is_about(desk: Desk) -> None:
    desk.campaign(INVITATION)
    desk.ask("champion-1", kind="decide", step="missed-you", reason="missed on March 1: its time has passed")
    desk.ask("champion-1", kind="task", step="press", reason="Spring meeting: press note")
    desk.ask("champion-1", "builder-1", kind="answer", reason="Answer Builder-1")
    text = desk.digest("champion-1").text
    assert "· Spring meeting, missed you: missed on March 1: its time has passed\n" in text
    assert "· Spring meeting: press note\n" in text
    assert "· Answer Builder-1\n" in text


def test_what_is_to_be_done_is_cut_at_a_word_and_names_its_campaign_once(desk: Desk) -> None:
    desk.campaign(INVITATION)
    desk.ask("champion-1", kind="task", step="press", reason="Spring meeting: press note", text="Read this.")
    desk.ask("champion-1", kind="decide", contact="b1", reason="decide " * 60)
    text = desk.digest("champion-1").text
    assert "· Spring meeting: press note\n" in text
    assert "press note: Spring meeting" not in text
    assert "decide decide ...\n" in text


def test_what_was_noted_last_is_shown_without_what_turns_its_line_round_and_cut_at_a_word(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    note = f"back\u202e on\x1b[2J\nMonday {'long ' * 100}"
    desk.ledger.add_note(number, Note(at(MONDAY), "champion-1", note))
    line = next(each for each in desk.digest("champion-1").text.splitlines() if "Noted last" in each)
    assert "back on[2J Monday long" in line
    assert line.endswith(" long...")


def test_what_is_due_after_the_next_digest_is_left_to_it(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1", date(2027, 3, 10))
    desk.ask("champion-1", "builder-2", date(2027, 3, 11))
    text = desk.digest("champion-1").text
    assert "Builder-1" in text
    assert "Builder-2" not in text


def test_after_a_week_the_conveners_get_it_too_with_its_owners_name(desk: Desk) -> None:
    desk.campaign(INVITATION)
    desk.ask("champion-1", "builder-1", date(2027, 2, 26))
    desk.ask("champion-1", "builder-2", date(2027, 3, 3))
    text = desk.digest("convener").text
    assert "Long overdue with others" in text
    assert "for Champion-1 One" in text
    assert "Builder-2" not in text


def test_a_long_list_is_cut_and_says_how_much_more_there_is(desk: Desk) -> None:
    for _ in range(45):
        desk.ask("champion-1", "builder-1")
    assert "And 5 more: outreach followups lists everything." in desk.digest("champion-1").text


def test_a_recruiter_is_told_of_their_own_list_and_nothing_of_the_campaigns(desk: Desk) -> None:
    desk.campaign(INVITATION, REMINDER, head=HOPED)
    for wall in ("2027-01-05 09:00", "2027-02-04 09:00"):
        desk.run(wall)
    desk.ask("champion-1", "builder-1")
    text = desk.digest("champion-1").text
    assert "To call" in text
    for title in ("Who is coming", "What goes out next", "What went out", WAITING):
        assert title not in text


def test_an_owner_is_told_who_is_coming_what_went_out_and_what_goes_out_next(desk: Desk) -> None:
    desk.campaign(INVITATION, REMINDER, head=HOPED)
    desk.run("2027-01-05 09:00")
    desk.run("2027-02-04 09:00")
    answers = {
        "builder-1": "accepted",
        "builder-2": "accepted",
        "builder-3": "tentative",
        "builder-4": "declined",
    }
    for who, rsvp in answers.items():
        desk.answer(who, "2027-02-10 09:00", rsvp)  # type: ignore[arg-type]
    first, last = (
        desk.digest("convener", "2027-02-04 09:01").text,
        desk.digest("convener", "2027-03-11 07:30").text,
    )
    assert "What went out\n\n- Invite, Spring meeting: 9 sent" in first
    assert "2 of 20 businesses hoped for, 2 people · 1 may come · 1 cannot" in last
    assert "- Reminder, Spring meeting, to 8 people\n  Thursday, March 11, 2027 at 9:00 AM MST" in last
    assert "What went out" not in last


def test_to_how_many_is_not_told_before_it_is_known_who_came(desk: Desk) -> None:
    missed = "{id: missed, send: email, template: letter.md, when: 1 day after event at 09:00, to: absent}"
    desk.campaign(INVITATION, REMINDER, missed)
    desk.run("2027-01-05 09:00")
    desk.run("2027-02-04 09:00")
    assert "- Missed, Spring meeting\n" in desk.digest("convener", "2027-03-18 11:30").text


def test_what_waits_for_approval_is_shown_in_full_to_the_team_and_the_owner_only(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=APPROVING)
    desk.campaign(INVITATION, REMINDER)
    desk.ask("champion-1", "builder-1")
    desk.attend("2027-02-01 08:00")
    told = {each.key.recipient: each.text for each in desk.notices()}
    assert WAITING in told["comms-1"]
    assert WAITING in told["convener"]
    assert (
        "1 · Spring meeting: Invite\n\nTo go out Thursday, February 4, 2027 at 9:00 AM MST."
        in told["convener"]
    )
    assert "> Subject: Spring meeting" in told["convener"]
    assert "> Hello [first name], please reply." in told["convener"]
    assert "champion-1" not in told or WAITING not in told["champion-1"]
    kept = desk.ledger.offered(reference(next(each.key for each in desk.notices())))
    assert [(campaign, each.step, each.occurrence) for campaign, each in kept] == [
        ("spring", "invite", "once")
    ]


def test_what_a_rule_refuses_is_not_offered_and_the_reason_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=APPROVING)
    desk.campaign(INVITATION)
    email = desk.digest("comms-1", "2027-02-01 08:00")
    assert "Spring meeting cannot be approved yet. N003: no reminder follows it" in email.text
    assert not list(desk.ledger.offered(reference(email.key)))


def test_a_text_that_cannot_be_made_is_not_offered(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=APPROVING)
    desk.write("templates/letter.md", '---\nsubject: "{{ campaign.title }}"\n---\n{{ contact.nothing }}\n')
    desk.campaign(INVITATION, REMINDER)
    desk.attend("2027-02-01 08:00")
    assert not any(WAITING in each.text for each in desk.notices())


def test_a_text_too_long_to_be_read_in_a_mail_is_counted_and_not_offered(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=APPROVING)
    long = "Please reply. " * 900
    desk.write("templates/letter.md", f'---\nsubject: "{{{{ campaign.title }}}}"\n---\n{long}\n')
    desk.campaign(INVITATION, REMINDER)
    email = desk.digest("comms-1", "2027-02-01 08:00")
    assert "1 waits: outreach approve shows them." in email.text
    assert not list(desk.ledger.offered(reference(email.key)))


def test_a_digest_that_is_tried_again_shows_the_texts_under_the_numbers_they_had(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=APPROVING)
    desk.campaign(INVITATION, REMINDER)
    desk.mail.fails["*"] = NotSent("greylisted", retry_after=60)
    desk.attend("2027-02-01 08:00")
    desk.mail.fails.clear()
    earlier = "{id: a-first, send: email, template: letter.md, when: on 2027-02-03 at 09:00}"
    desk.campaign(earlier, INVITATION, REMINDER)
    text = desk.digest("comms-1", "2027-02-01 08:05").text
    assert "1 · Spring meeting: Invite" in text
    assert "1 more waits" in text


def test_digests_are_no_part_of_what_a_campaign_sends(desk: Desk) -> None:
    desk.campaign(INVITATION)
    desk.run("2027-01-05 09:00")
    desk.ask("champion-1", "builder-1", date(2027, 1, 11))
    account = desk.run("2027-01-11 08:00")
    assert [str(each.key) for each in desk.notices()] == ["!digest/owners/2027-01-11/champion-1"]
    assert account.tally.counts["sent"] == 0
    assert account.exit_status == 0
    assert all(not row.touch.campaign.id.startswith("!") for row in desk.plan("2027-01-11 08:00").rows)
    mails = desk.wire["email"].sent[:]
    desk.simulate("2027-01-11 08:00", "2027-02-01 08:00", assumed=False, wire=desk.wire)  # type: ignore[arg-type]
    assert desk.wire["email"].sent == mails


def test_one_that_fails_makes_a_pass_tell_of_it(desk: Desk) -> None:
    desk.campaign(INVITATION, REMINDER)
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["champion-1"] = Unsupported("too big")
    account = desk.run(HOUR)
    assert account.tally.counts["failed"] == 1
    assert account.exit_status == 1


def test_a_call_off_sends_nothing_of_the_kind(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    run(replace(desk.world(), at_once="spring"), at(HOUR))
    assert not desk.notices()
