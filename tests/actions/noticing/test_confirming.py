"""Confirmations: once, to whoever wrote, of what the ledger holds by then; never to a machine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from outreach.core.history import Reply
from outreach.core.inbound.nouns import Kept, Match
from outreach.core.mime import to_bytes
from outreach.core.notices import is_notice
from outreach.core.people import Standing
from outreach.core.tokens import read_token, reference
from outreach.ports import NotSent, Uncertain
from tests.actions.noticing.desk import HOUR, LATER, Desk
from tests.world import SECRET, SETTINGS, at

REPLIES = SETTINGS + "replies: {address: hello@partnerships.example.org}\n"
INVITATION = "{id: invite, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = (
    "{id: reminder, send: email, template: letter.md, when: 1 week before event at 09:00, to: not_declined}"
)
POLL = """\
campaign: spring-date
title: A date for spring
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll:
  question: When shall we meet?
  options: [2027-04-06 10:00, 2027-04-07 14:00]
  closes: 5 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: letter.md, when: on 2027-03-08 at 09:00}
"""
FIRST, SECOND = datetime(2027, 4, 6, 10), datetime(2027, 4, 7, 14)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, settings=REPLIES)
    made.campaign(INVITATION, REMINDER)
    made.write("campaigns/spring-date.yaml", POLL)
    for wall in ("2027-01-05 09:00", "2027-02-04 09:00", "2027-03-08 09:00"):
        made.run(wall)
    made.mail.sent.clear()
    yield made
    made.ledger.close()


def voted(desk: Desk, wall: str = LATER, who: str = "builder-1", **choices: str) -> Kept:
    """A vote in words, as it is kept, and recorded."""
    said = {FIRST: choices.get("a", "yes"), SECOND: choices.get("b", "no")}
    found = Match(who, "spring-date", "ask", "once", relation="self", confidence="certain", purpose="reply")
    kept = desk.kept(f"A works {wall}", found, wall, kind="vote", counts=True, choices=said)
    reply = Reply("spring-date", who, at(wall), "vote", choices=said, identity=kept.inbound.identity)  # type: ignore[arg-type]
    desk.ledger.record(reply)
    return kept


def coming(desk: Desk, wall: str = LATER, rsvp: str = "accepted", **more: object) -> Kept:
    """An answer to the invitation in words, as it is kept, and recorded."""
    found = Match(
        "builder-1", "spring", "invite", "once", relation="self", confidence="certain", purpose="reply"
    )
    said = {"kind": "rsvp", "counts": True, "rsvp": rsvp, "partstat": rsvp}
    kept = desk.kept(f"I will come {wall}", found, wall, **(said | more))
    desk.answer("builder-1", wall, rsvp)  # type: ignore[arg-type]
    return kept


def test_a_vote_in_words_is_confirmed_once_with_what_was_noted(desk: Desk) -> None:
    kept = voted(desk)
    assert desk.confirm(kept)
    assert desk.attend(LATER) == {"sent": 1}
    assert desk.attend(LATER) == desk.attend("2027-03-09 16:00") == {}
    (email,) = desk.notices()
    assert str(email.key) == f"!confirm/vote/{kept.id}/builder-1"
    assert email.subject == "Noted: A date for spring"
    assert (
        "- A. Tuesday, April 6, 2027 at 10:00 AM MDT: yes\n- B. Wednesday, April 7, 2027 at 2:00 PM MDT: no"
        in (email.text)
    )


def test_an_answer_to_an_invitation_in_words_is_confirmed(desk: Desk) -> None:
    desk.confirm(coming(desk))
    desk.attend(LATER)
    (email,) = desk.notices()
    assert (
        "You are coming.\n\n- Spring meeting\n- Thursday, March 18, 2027 at 9:00 AM MDT\n- Hall" in email.text
    )


def test_it_answers_the_mail_and_says_that_a_program_wrote_it(desk: Desk) -> None:
    kept = coming(desk)
    desk.confirm(kept)
    desk.attend(LATER)
    written = message_from_bytes(to_bytes(desk.notices()[0]), policy=policy.default)
    assert written["In-Reply-To"] == written["References"] == kept.inbound.message_id
    assert written["Auto-Submitted"] == "auto-replied"


def test_an_answer_to_it_is_about_the_same_message_as_the_first(desk: Desk) -> None:
    desk.confirm(voted(desk))
    desk.attend(LATER)
    token = desk.notices()[0].reply_to.address.partition("@")[0].partition("+")[2]
    asked = next(
        each.key for each in desk.ledger.deliveries() if str(each.key) == "spring-date/ask/once/builder-1"
    )
    assert read_token(token, SECRET) == ("reply", reference(asked))


@pytest.mark.parametrize(
    "hostile", ["", "<a b@example.org>", "<x@y>\r\nBcc: z@example.org", "<" + "a" * 2000 + "@b>"]
)
def test_whatever_a_stranger_calls_a_mail_adds_no_header_to_ours(desk: Desk, hostile: str) -> None:
    desk.confirm(coming(desk, message_id=hostile))
    assert desk.attend(LATER) == {"sent": 1}
    written = message_from_bytes(to_bytes(desk.notices()[0]), policy=policy.default)
    assert written["In-Reply-To"] is None
    assert written["Bcc"] is None
    assert written["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "auto_reply"}, {"kind": "answer"}, {"kind": "unsubscribe"}, {"counts": False},
        {"rsvp": None},
        {"stamp": datetime(2027, 3, 8, tzinfo=UTC)}, {"sequence": 0}, {"channel": "mastodon"},
    ],
)  # fmt: skip
def test_what_a_machine_said_or_nobody_stands_for_is_not_confirmed(
    desk: Desk, more: dict[str, object]
) -> None:
    assert not desk.confirm(coming(desk, **more))
    assert desk.attend(LATER) == {}


def test_what_is_said_before_it_goes_is_confirmed_in_one_mail_as_it_stands_then(desk: Desk) -> None:
    desk.confirm(coming(desk, "2027-03-08 16:00"))
    desk.confirm(coming(desk, "2027-03-08 16:02", "declined"))
    assert desk.attend("2027-03-08 16:05") == {"sent": 1, "skipped": 1}
    (email,) = desk.notices()
    assert "You cannot come." in email.text
    assert "You are coming." not in email.text


def test_nobody_gets_two_of_a_kind_on_a_day_and_the_rest_comes_the_next_day(desk: Desk) -> None:
    desk.confirm(coming(desk, "2027-03-08 10:00"))
    desk.attend("2027-03-08 10:05")
    for hour in range(11, 20):
        desk.confirm(coming(desk, f"2027-03-08 {hour}:00", "declined"))
        assert desk.attend(f"2027-03-08 {hour}:05") == {}
    desk.confirm(voted(desk, "2027-03-08 20:00"))
    assert desk.attend("2027-03-08 20:05") == {"sent": 1}
    assert desk.attend("2027-03-09 00:05") == {"sent": 1, "skipped": 8}
    assert len(desk.notices()) == 3


def test_what_nobody_could_send_for_days_is_let_go(desk: Desk) -> None:
    desk.confirm(coming(desk))
    desk.mail.fails["*"] = NotSent("no connection", scope="channel")
    desk.attend(LATER)
    desk.mail.fails.clear()
    assert desk.attend("2027-03-12 16:00") == {"missed": 1}


def test_what_did_not_leave_is_tried_again_with_all_it_had_to_say(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    other = desk.ask("champion-1", "builder-2")
    desk.write("config/outreach.yaml", REPLIES + "digests: {days: mon}\n")
    desk.attend(HOUR)
    desk.mail.sent.clear()
    desk.mail.fails["*"] = NotSent("greylisted", retry_after=60)
    for text in (f"{number} yes", f"{other} no, too far"):
        desk.follow(desk.answered("champion-1", text))
    desk.attend(LATER)
    assert not desk.notices()
    desk.mail.fails.clear()
    assert desk.attend("2027-03-08 16:10") == {"sent": 1, "skipped": 1}
    (email,) = desk.notices()
    assert f"- {number} · Builder-1 1 (Roof 1): yes" in email.text
    assert f"- {other} · Builder-2 2 (Roof 2): no (too far)" in email.text


def test_of_what_was_said_twice_of_a_call_only_what_stands_is_confirmed(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.write("config/outreach.yaml", REPLIES + "digests: {days: mon}\n")
    desk.attend(HOUR)
    desk.mail.sent.clear()
    for minute, words in enumerate(("no answer", "note: has two sons", "yes", "no, too far", "no, too far")):
        desk.follow(desk.answered("champion-1", f"{number} {words}", f"2027-03-08 15:0{minute}"))
    desk.attend(LATER)
    (email,) = desk.notices()
    noted = [line for line in email.text.splitlines() if line.startswith(f"- {number}")]
    assert [line.partition("): ")[2] for line in noted] == ["no (too far)", "noted (has two sons)"]


def test_call_results_are_confirmed_with_what_was_not_understood(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.write("config/outreach.yaml", REPLIES + "digests: {days: mon}\n")
    desk.attend(HOUR)
    desk.mail.sent.clear()
    kept = desk.answered(
        "champion-1", f"{number} yes, with 2 people\nThe hall is *too small*, <b>I think</b>"
    )
    assert not desk.follow(kept)
    desk.attend(LATER)
    (email,) = desk.notices()
    assert f"- {number} · Builder-1 1 (Roof 1): yes (with 2 people)" in email.text
    assert "- The hall is *too small*, <b>I think</b>" in email.text
    assert "&lt;b&gt;I think&lt;/b&gt;" in email.html
    token = email.reply_to.address.partition("@")[0].partition("+")[2]
    digest = next(each.key for each in desk.ledger.deliveries() if each.key.campaign == "!digest")
    assert (read_token(token, SECRET) or ("", ""))[0] == "digest"
    assert digest.occurrence == "2027-03-08"


def test_who_has_left_or_been_forgotten_since_gets_none(desk: Desk) -> None:
    desk.confirm(coming(desk))
    desk.confirm(voted(desk, who="builder-2"))
    desk.ledger.suppress("builder-1@example.org", Standing.UNSUBSCRIBED, at(LATER))
    desk.ledger.forget("builder-2", at(LATER))
    assert desk.attend(LATER)["sent"] == 0
    assert not desk.notices()


def test_a_lost_answer_is_never_sent_again_and_a_person_is_asked(desk: Desk) -> None:
    desk.confirm(coming(desk))
    desk.mail.fails["builder-1"] = Uncertain("the answer was lost")
    account = desk.run(LATER)
    desk.mail.fails.clear()
    assert account.exit_status == 1
    desk.run("2027-03-08 16:10")
    assert not desk.notices()
    (asked,) = desk.asked("resolve")
    assert (asked.owner, asked.count) == ("convener", 1)


def test_the_same_promise_twice_is_one(desk: Desk) -> None:
    kept = coming(desk)
    assert desk.confirm(kept)
    assert desk.confirm(kept)
    desk.attend(LATER)
    desk.confirm(kept)
    desk.attend("2027-03-10 16:00")
    assert len(desk.notices()) == 1


def test_a_reply_and_the_promise_to_confirm_it_are_kept_together_or_not_at_all(desk: Desk) -> None:
    class Died(BaseException):
        """The program, in the middle."""

    def dies(kept: Kept) -> None:
        with desk.ledger.together():
            desk.confirm(kept)
            raise Died

    kept = coming(desk)
    with pytest.raises(Died):
        dies(kept)
    assert desk.attend(LATER) == {}


def test_a_promise_about_what_is_no_longer_there_is_let_go(desk: Desk) -> None:
    kept = coming(desk)
    desk.confirm(replace(kept, id=kept.id + 1000))
    assert desk.attend(LATER) == {"skipped": 1}
    assert not any(is_notice(each.key) for each in desk.mail.sent)
