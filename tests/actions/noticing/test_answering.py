"""Answers to a digest: calls are noted, texts approved, and what is not plain is left to a person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outreach.core.followingup.desk import answer_key
from outreach.core.history import Approval
from outreach.core.inbound.nouns import Match
from outreach.core.tokens import reference
from tests.actions.noticing.desk import APPROVING, HOUR, LATER, TODAY, Desk
from tests.world import at, member

INVITATION = "{id: invite, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = (
    "{id: reminder, send: email, template: letter.md, when: 1 week before event at 09:00, to: not_declined}"
)
POLL = """\
campaign: spring
title: A date for spring
kind: poll
partnership: laramie
audience: {roles: [business_member]}
poll: {question: When?, options: [2027-04-06 10:00, 2027-04-07 14:00], closes: 3 days after opening at 17:00}
steps:
  - {id: ask, send: poll, template: letter.md, when: on 2027-03-05 at 09:00}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.campaign(INVITATION, REMINDER)
    yield made
    made.ledger.close()


def rsvps(desk: Desk) -> dict[str, str | None]:
    return {who: each.rsvp for who, each in desk.ledger.history("spring").answers.items()}


def notes(desk: Desk, number: int) -> list[str]:
    return [each.text for each in desk.ledger.notes(number)]


@pytest.mark.parametrize(
    ("words", "rsvp"), [("yes", "accepted"), ("no, too busy", "declined"), ("maybe", "tentative")]
)
def test_what_somebody_said_on_the_telephone_is_their_answer_and_the_call_is_done(
    desk: Desk, words: str, rsvp: str
) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    assert desk.follow(desk.answered("champion-1", f"{number} {words}"))
    assert rsvps(desk) == {"builder-1": rsvp}
    assert number not in desk.open()


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("left a message", date(2027, 3, 9)),
        ("no answer", date(2027, 3, 9)),
        ("wrong number", date(2027, 3, 11)),
    ],
)
def test_a_call_that_is_still_to_be_made_stays_open_and_comes_up_again_on_a_business_day(
    desk: Desk, words: str, due: date
) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    desk.follow(desk.answered("champion-1", f"{number} {words}"))
    assert desk.open()[number] == due
    assert notes(desk, number) == [words]
    assert rsvps(desk) == {}


def test_business_days_leave_out_the_weekend(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    desk.follow(desk.answered("champion-1", f"{number} no answer", "2027-03-12 16:00"))
    assert desk.open()[number] == date(2027, 3, 15)


def test_a_wrong_number_is_the_campaigns_owner_to_mend(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    desk.follow(desk.answered("champion-1", f"{number} wrong number"))
    (fix,) = desk.asked("fix_address")
    assert (fix.owner, fix.contact, fix.due) == ("convener", "builder-1", date(2027, 3, 9))
    assert fix.reason == "the telephone number of Builder-1 1 (Roof 1) is wrong; find the right one"


def test_a_wrong_number_is_no_longer_to_be_mended_once_there_is_another(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1", phone="307 555 0101")
    desk.run(HOUR)
    desk.follow(desk.answered("champion-1", f"{number} wrong number"))
    desk.people(member("builder-1", last_name="One", phone="307 555 0101"))
    desk.run("2027-03-08 16:05")
    assert len(desk.asked("fix_address")) == 1
    desk.people(member("builder-1", last_name="One", phone="307 555 0177"))
    desk.run("2027-03-08 16:10")
    assert desk.asked("fix_address") == []
    desk.follow(desk.answered("champion-1", f"{number} wrong number", "2027-03-08 16:15"))
    assert [each.phone for each in desk.asked("fix_address")] == ["307 555 0177"]


def test_the_same_answer_twice_changes_nothing(desk: Desk) -> None:
    numbers = [desk.ask("champion-1", f"builder-{n}") for n in range(1, 5)]
    desk.attend(HOUR)
    one, two, three, four = numbers
    text = f"{one} yes\n{two} left a message\n{three} wrong number\n{four} no"
    kept = desk.answered("champion-1", text)
    desk.follow(kept)
    before = (desk.open(), rsvps(desk), desk.asked(), [notes(desk, each) for each in numbers], desk.status())
    desk.follow(kept, "2027-03-12 16:00")
    assert before == (
        desk.open(), rsvps(desk), desk.asked(), [notes(desk, each) for each in numbers], desk.status()
    )  # fmt: skip


@pytest.mark.parametrize("words", ["left a message", "no answer", "wrong number"])
def test_who_was_not_reached_after_all_is_left_to_a_person_where_an_answer_stands(
    desk: Desk, words: str
) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    desk.follow(desk.answered("champion-1", f"{number} yes", "2027-03-08 15:00"))
    assert not desk.follow(desk.answered("champion-1", f"{number} {words}", "2027-03-08 15:01"))
    assert notes(desk, number) == ["yes"]
    desk.attend(LATER)
    text = desk.notices()[-1].text
    assert "a person will read it" in text.partition(f"- {number} {words}")[0]


def test_an_answer_to_an_old_digest_means_the_calls_it_named(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    desk.ask("champion-1", "builder-2")
    desk.attend("2027-03-11 07:30")
    desk.follow(desk.answered("champion-1", f"{number} yes", "2027-03-20 09:00", day="2027-03-08"))
    assert "builder-2" not in rsvps(desk)
    assert number not in desk.open()


def test_nobody_ticks_off_what_somebody_else_has_to_do(desk: Desk) -> None:
    theirs = desk.ask("comms-1", "builder-1")
    desk.ask("champion-1", "builder-2")
    desk.attend(HOUR)
    assert not desk.follow(desk.answered("champion-1", f"{theirs} yes\n999 yes"))
    assert theirs in desk.open()
    assert rsvps(desk) == {}


def test_a_convener_may_tell_what_came_of_anybodys_call(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1", date(2027, 2, 22))
    desk.attend(HOUR)
    assert desk.follow(desk.answered("convener", f"{number} yes"))
    assert number not in desk.open()


def test_what_is_no_call_is_only_done(desk: Desk) -> None:
    number = desk.ask("champion-1", kind="task")
    other = desk.ask("champion-1", kind="decide")
    desk.attend(HOUR)
    assert not desk.follow(desk.answered("champion-1", f"{number} yes\n{other} done"))
    assert number in desk.open()
    assert other not in desk.open()


def test_an_answer_that_is_ticked_off_by_mail_has_been_given(desk: Desk) -> None:
    asked = desk.kept("Where do we park?", Match("builder-1", "spring", relation="self"), HOUR)
    number = desk.ask("champion-1", "builder-1", kind="answer", key=answer_key(asked.inbound.identity))
    desk.attend(HOUR)
    desk.follow(desk.answered("champion-1", f"{number} done"))
    (kept,) = desk.ledger.heard_from("builder-1")
    assert kept.answered == at(LATER)


def test_a_call_about_a_poll_is_an_answer_and_no_vote(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("campaigns/spring.yaml", POLL)
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    assert desk.follow(desk.answered("champion-1", f"{number} yes"))
    history = desk.ledger.history("spring")
    assert history.answers["builder-1"].replied
    assert (history.answers["builder-1"].rsvp, history.votes) == (None, ())


def test_after_the_event_a_yes_is_no_answer_to_its_invitation(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1", date(2027, 3, 22))
    desk.attend("2027-03-22 07:30")
    desk.follow(desk.answered("champion-1", f"{number} yes", "2027-03-22 09:00", day="2027-03-22"))
    assert rsvps(desk) == {"builder-1": None}


def test_without_the_token_of_a_digest_nothing_is_taken_for_an_answer_to_one(desk: Desk) -> None:
    number = desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    for changed in (
        {"purpose": "reply"},
        {"purpose": None},
        {"occurrence": ""},
        {"occurrence": "2027-03-01"},
    ):
        kept = desk.answered("champion-1", f"{number} yes {changed}")
        stripped = replace(kept, inbound=replace(kept.inbound, match=replace(kept.inbound.match, **changed)))
        assert not desk.follow(stripped)
    assert number in desk.open()


def test_thanks_alone_is_nothing_to_do_and_nothing_to_confirm(desk: Desk) -> None:
    desk.ask("champion-1", "builder-1")
    desk.attend(HOUR)
    assert desk.follow(desk.answered("champion-1", "Thanks!\n\nChampion One"))
    assert not any(key.startswith("!confirm") for key in desk.status())


# Approving


@pytest.fixture
def approving(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, settings=APPROVING)
    made.campaign(INVITATION, REMINDER.replace("1 week", "4 weeks"))
    made.attend("2027-02-01 08:00")
    yield made
    made.ledger.close()


def approvals(desk: Desk) -> dict[str, str]:
    return {step: each.by for (step, _), each in desk.ledger.history("spring").approvals.items()}


def say(desk: Desk, text: str, wall: str = "2027-02-01 10:00", **match: object) -> bool:
    kept = desk.answered("comms-1", text, wall, day="2027-02-01")
    found = replace(kept.inbound.match, **match)  # type: ignore[arg-type]
    return desk.follow(replace(kept, inbound=replace(kept.inbound, match=found)), wall)


def test_approved_lets_go_out_what_the_digest_showed(approving: Desk) -> None:
    assert say(approving, "Approved, thank you.\n\nComms One")
    assert approvals(approving) == {"invite": "comms-1", "reminder": "comms-1"}
    assert approving.ledger.history("spring").began == at("2027-02-01 10:00")
    approving.run("2027-02-04 09:00")
    assert [key for key in approving.mail.keys if "/invite/" in key]


def test_only_the_numbers_named_are_approved(approving: Desk) -> None:
    assert say(approving, "approved 2")
    assert approvals(approving) == {"reminder": "comms-1"}


@pytest.mark.parametrize(
    "text",
    [
        "approved if you fix the date",
        "approved?",
        "approved except the reminder",
        "not approved",
        "ok",
        "1 yes",
    ],
)
def test_whatever_is_more_or_less_than_approval_is_read_by_a_person(approving: Desk, text: str) -> None:
    assert not say(approving, text)
    assert approvals(approving) == {}


@pytest.mark.parametrize("relation", ["colleague", "forwarded", "stranger", "nobody"])
def test_whoever_was_forwarded_a_digest_approves_nothing_with_it(approving: Desk, relation: str) -> None:
    assert not say(approving, "approved", relation=relation)
    assert approvals(approving) == {}


def test_a_text_that_has_changed_since_it_was_shown_is_not_approved(approving: Desk) -> None:
    approving.write(
        "templates/letter.md", '---\nsubject: "New: {{ campaign.title }}"\n---\nHello, please reply.\n'
    )
    assert not say(approving, "approved")
    assert approvals(approving) == {}


def test_a_newer_approval_is_not_replaced_by_an_older_digest(approving: Desk) -> None:
    newer = Approval("invite", "once", "another text", "another text", "convener", at("2027-02-01 09:00"))
    approving.ledger.approve("spring", [newer])
    approving.write(
        "templates/letter.md", '---\nsubject: "New: {{ campaign.title }}"\n---\nHello, please reply.\n'
    )
    assert not say(approving, "approved 1")
    assert approving.ledger.history("spring").approvals["invite", "once"] == newer


def test_what_a_rule_refuses_by_now_is_not_approved(approving: Desk) -> None:
    approving.campaign(INVITATION)
    assert not say(approving, "approved 1")
    assert approvals(approving) == {}


def test_approved_twice_is_approved_once(approving: Desk) -> None:
    assert say(approving, "approved")
    first = approving.ledger.history("spring").approvals
    assert say(approving, "approved!", "2027-02-02 10:00")
    assert approving.ledger.history("spring").approvals == first


def test_calls_and_approvals_stand_in_one_answer(approving: Desk) -> None:
    approving.people(member("builder-9"))
    number = approving.ask("comms-1", "builder-9", TODAY)
    assert number > 0
    assert say(approving, f"{number} left a message\n\nApproved 1")
    assert approvals(approving) == {"invite": "comms-1"}
    assert notes(approving, number) == ["left a message"]


def test_a_doubt_anywhere_in_the_answer_keeps_the_approval_back(approving: Desk) -> None:
    assert not say(approving, "Approved.\n\nIs the hall large enough?")
    assert approvals(approving) == {}


def test_what_was_offered_is_kept_under_the_name_of_its_digest(approving: Desk) -> None:
    (email,) = [each for each in approving.notices() if each.key.recipient == "comms-1"]
    shown = [(campaign, each.step) for campaign, each in approving.ledger.offered(reference(email.key))]
    assert shown == [("spring", "invite"), ("spring", "reminder")]
