"""P005: key people who have not voted are telephoned."""

from datetime import UTC, datetime
from typing import Any

import pytest

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.examine import examine
from outreach.rules.families.polls.calls import PollKeyPeople
from outreach.rules.families.polls.days import PollOpenFor
from tests.rules.building import case
from tests.rules.examples import example

POLL = """\
kind: poll
poll:
  question: When should we meet?
  options: [2027-05-04 10:00, 2027-05-05 14:00]
  closes: {closes}
  key_people: {key_people}
audience: {{tags: [training-action-team]}}
steps:
  - {{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}}
"""
THREE_DAYS = "3 days after opening at 17:00"
CALL = "{id: phone, send: call, template: c.md, when: 2 days after ask at 14:00, to: [key_people, not_voted]}"


def called(
    *steps: str, key_people: str = "[champion-1]", closes: str = THREE_DAYS, **more: Any
) -> tuple[Finding, ...]:
    text = POLL.format(key_people=key_people, closes=closes)
    return examine(case(text + "".join(f"  - {step}\n" for step in steps), **more), (PollKeyPeople,))


def test_the_examples_break_and_keep_it() -> None:
    assert [found.rule for found in examine(example(PollKeyPeople.bad), (PollKeyPeople,))] == ["P005"]
    assert examine(example(PollKeyPeople.good), (PollKeyPeople,)) == ()


def test_a_poll_that_names_no_key_people_is_told_at_the_poll() -> None:
    (found,) = called(CALL, key_people="[]")
    assert found.message == (
        "names no key people; it needs at least one, who is telephoned before the poll closes"
    )
    assert found.fix == (
        "write `key_people:` with the ids of those without whom the meeting cannot take place, "
        "as `[champion-1]`"
    )
    assert str(found.place) == "campaigns/example.yaml:2:1"
    assert (found.level, found.effect, found.step) == (Level.ERROR, Effect.REFUSE, "")


def test_a_poll_without_a_call_is_told_at_the_step_that_asks() -> None:
    (found,) = called()
    assert found.message == (
        "no call to key people who have not voted follows it; one is needed before the poll closes"
    )
    assert found.fix == (
        "add a step with `send: call`, `to: [key_people, not_voted]` and "
        "`when: 2 days after opening at 14:00`"
    )
    assert str(found.place) == "campaigns/example.yaml:9:5"
    assert found.step == "ask"


def test_both_are_two_things_to_mend() -> None:
    assert len(called(key_people="[]")) == 2


@pytest.mark.parametrize(
    "to",
    ["[key_people, not_voted]", "key_people", "not_voted", "all", "[champion-1]", "[champion-1, builder-1]"],
)
def test_a_call_that_leaves_out_no_key_person_is_enough(to: str) -> None:
    assert called(f"{{id: phone, send: call, template: c.md, when: 2 days after ask, to: {to}}}") == ()


@pytest.mark.parametrize(
    "step",
    [
        CALL.replace("call,", "email,"),
        CALL.replace("[key_people, not_voted]", "voted"),
        CALL.replace("[key_people, not_voted]", "[key_people, voted]"),
        CALL.replace("[key_people, not_voted]", "[builder-1]"),
        CALL.replace("[key_people, not_voted]", "[recruiters, not_voted]"),
        CALL.replace("[key_people, not_voted]", "{roles: [champion]}"),
        CALL.replace("2 days after ask at 14:00", "1 day after poll at 14:00"),
        CALL.replace("to:", "paused: true, to:"),
        CALL.replace("to:", "for: outer_table, to:"),
    ],
)
def test_what_misses_key_people_or_comes_when_it_is_over_is_no_such_call(step: str) -> None:
    assert [found.step for found in called(step)] == ["ask"]


@pytest.mark.parametrize(
    ("closes", "when"),
    [
        (THREE_DAYS, "2 days after opening at 14:00"),
        ("on 2027-03-24 at 14:00", "1 day after opening at 14:00"),
        ("1 day after opening at 15:00", "1 day after opening at 14:00"),
        ("1 day after opening at 14:00", "3 hours after opening"),
        ("on 2027-03-22 at 17:00", "3 hours after opening"),
    ],
)
def test_the_call_it_asks_for_comes_before_the_close_and_makes_it_pass(closes: str, when: str) -> None:
    (found,) = called(closes=closes)
    assert found.fix.endswith(f"`when: {when}`")
    step = f"{{id: phone, send: call, template: c.md, to: [key_people, not_voted], when: {when}}}"
    assert called(step, closes=closes) == ()
    text = POLL.format(key_people="[champion-1]", closes=closes) + f"  - {step}\n"
    assert examine(case(text), (PollOpenFor,)) == ()


def test_naming_them_makes_it_pass() -> None:
    assert called(CALL) == ()


def test_a_poll_that_nobody_is_asked_is_told_at_its_steps() -> None:
    text = """\
    kind: poll
    poll: {question: When?, options: [], closes: on 2027-03-25 at 17:00, key_people: [champion-1]}
    steps:
      - {id: a, send: email, template: a.md, when: on 2027-03-22 at 09:00}
    """
    (found,) = examine(case(text), (PollKeyPeople,))
    assert (found.place.line, found.step) == (3, "")
    assert found.fix.endswith("`when: 2 days after opening at 14:00`")


def test_key_people_are_a_matter_of_the_files_and_of_open_polls() -> None:
    assert called(moment=Moment.PLAN) == ()
    assert len(called(now=datetime(2027, 3, 25, 22, tzinfo=UTC))) == 1
    assert called(now=datetime(2027, 3, 25, 23, tzinfo=UTC)) == ()


def test_a_campaign_without_a_poll_has_no_key_people() -> None:
    text = "kind: updates\nsteps: [{id: a, send: email, template: u.md, when: on 2027-01-12 at 09:00}]"
    assert examine(case(text), (PollKeyPeople,)) == ()
