"""When a call has lost its cause, and until when it is of use."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from outreach.core.followingup.closing import call_is_over, has_left, is_moot, of_use_until, touch_of
from outreach.core.followup import FollowUp
from outreach.core.history import Answers, History, Withdrawal
from outreach.core.people import Standing
from outreach.core.plan import Schedule
from tests.core.building import ASK, at, campaign, history, laid_out, only_touch, person, step

ANN = person("ann")
NOW = at("2027-03-01 09:00")
MEETING = laid_out(campaign(step("4 weeks before event at 09:00", "call", to="not_replied")))


def call(schedule: Schedule = MEETING) -> FollowUp:
    name = "/".join(only_touch(schedule, "call").name[:3])
    return FollowUp(f"{name}/ann", date(2027, 2, 18), "call", "spring", "call", "Call Ann", "convener", "ann")


def over(
    known: History | None = None, *, schedule: Schedule = MEETING, now: str = "", asked: Any = None
) -> bool:
    one = asked or call(schedule)
    touch, moment = touch_of(one.key, schedule.touches), at(now) if now else NOW
    return call_is_over(one, touch, ANN, schedule, known or history(), moment)


def test_a_call_stands_while_nothing_is_heard() -> None:
    assert not over()


@pytest.mark.parametrize(
    ("to", "answers", "closed"),
    [
        ("not_replied", Answers(replied=True), True),
        ("not_replied", Answers(replied=True, rsvp="accepted"), True),
        ("not_declined", Answers(replied=True, rsvp="accepted"), False),
        ("not_declined", Answers(replied=True, rsvp="declined"), True),
        ("all", Answers(replied=True), False),
    ],
)
def test_an_answer_closes_the_calls_of_those_who_had_not_given_it(
    to: str, answers: Answers, closed: bool
) -> None:
    schedule = laid_out(campaign(step("4 weeks before event at 09:00", "call", to=to)))
    assert over(history({"ann": answers}), schedule=schedule) is closed


def test_a_vote_closes_the_call_for_it_and_so_does_the_end_of_the_poll() -> None:
    phone = step("2 days after ask at 14:00", "call", to=["key_people", "not_voted"])
    poll = {**POLL, "key_people": ["ann"]}
    schedule = laid_out(campaign(ASK, phone, kind="poll", poll=poll))
    assert not over(schedule=schedule, now="2027-01-13 15:00")
    assert over(history({"ann": Answers(voted=True)}), schedule=schedule, now="2027-01-13 15:00")
    assert over(schedule=schedule, now="2027-01-14 17:00")
    assert of_use_until(only_touch(schedule, "call"), schedule) == date(2027, 1, 14)


POLL = {
    "question": "When?", "options": ["2027-02-08 10:00", "2027-02-09 14:00"],
    "closes": "3 days after opening at 17:00",
}  # fmt: skip


def test_nobody_is_called_once_the_event_is_over() -> None:
    assert not over(now="2027-03-18 10:59")
    assert over(now="2027-03-18 11:00")


def test_what_is_called_off_needs_no_calls() -> None:
    event = {"title": "Spring", "starts": "2027-03-18 09:00", "status": "cancelled", "reason": "Snow"}
    off = laid_out(campaign(step("4 weeks before event at 09:00", "call"), event=event))
    assert over(schedule=off)


def test_who_is_no_longer_invited_is_not_called() -> None:
    assert over(history(withdrawn={"ann": Withdrawal("moved away", NOW)}))


def test_a_call_about_a_commitment_stands_after_the_event_until_the_commitment_is_kept() -> None:
    promised = [{"id": "hall", "what": "Find a hall", "who": "ann", "due": "2027-04-20"}]
    asks = step("1 business day after commitments", "call", to="owners")
    schedule = laid_out(campaign(asks, commitments=promised))
    assert not over(schedule=schedule, now="2027-04-22 09:00")
    assert of_use_until(only_touch(schedule, "call"), schedule) is None
    assert over(history(done=frozenset({"hall"})), schedule=schedule, now="2027-04-22 09:00")


def test_a_call_of_a_step_that_is_no_longer_in_the_file_is_a_persons_to_close() -> None:
    gone = replace(call(), key="spring/older/once/ann")
    assert not over(history({"ann": Answers(replied=True)}), asked=gone)


def test_a_champion_who_comes_after_all_needs_no_call_and_neither_does_a_past_event() -> None:
    asked = replace(call(), key="spring/!declined ann")
    declined = history({"ann": Answers(replied=True, rsvp="declined")})
    assert not over(declined, asked=asked)
    assert over(history({"ann": Answers(replied=True, rsvp="accepted")}), asked=asked)
    assert over(declined, asked=asked, now="2027-03-18 12:00")


def test_a_call_before_an_event_is_of_use_until_the_open_day_before_it() -> None:
    assert of_use_until(only_touch(MEETING, "call"), MEETING) == date(2027, 3, 17)
    monday = {"title": "Spring", "starts": "2027-03-22 09:00"}
    schedule = laid_out(campaign(step("4 weeks before event at 09:00", "call"), event=monday))
    assert of_use_until(only_touch(schedule, "call"), schedule) == date(2027, 3, 19)


def test_who_leaves_after_the_call_was_asked_for_is_not_called_and_who_had_left_before_is() -> None:
    gone, asked = replace(ANN, standing=Standing.UNSUBSCRIBED), at("2027-02-18 09:00")
    assert has_left(gone, at("2027-02-19 09:00"), asked)
    assert not has_left(gone, at("2027-02-17 09:00"), asked)
    assert not has_left(ANN, None, asked)


def test_whose_address_bounced_is_called_all_the_same() -> None:
    bounced = replace(ANN, standing=Standing.BOUNCED)
    assert not has_left(bounced, at("2027-02-19 09:00"), at("2027-02-18 09:00"))


@pytest.mark.parametrize(
    ("key", "moot"), [("!proposal/1", True), ("!delegated/1", True), ("!whose/1", False)]
)
def test_nobody_decides_about_the_guests_of_an_event_that_is_over(key: str, moot: bool) -> None:
    asked = replace(call(), key=key, kind="decide")
    assert is_moot(asked, MEETING, at("2027-03-18 11:00")) is moot
    assert not is_moot(asked, MEETING, NOW)
