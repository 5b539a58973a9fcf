"""L003, L006 and L007: how many businesses a launch hopes for, calls before it, and where it is held."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.rules.examine import examine
from outreach.rules.families.launch.launching import FollowUpCalls, HeldAtBusiness, HopedFor
from outreach.rules.rule import Rule
from tests.rules.building import case, house
from tests.rules.examples import example

EVENT = """\
kind: launch
event:
  title: Construction partnership launch
  starts: 2027-03-18 09:00
  duration: 2h
  {more}
steps:
  - {{id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}}
"""
CALLED = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: launch/letter.md, when: 6 weeks before event at 09:00}
"""
PHONE = "  - {{id: phone, send: call, template: launch/call.md, {rest}}}\n"
NOT_AHEAD = [
    "kind: meeting\nevent: {title: Meeting, starts: 2027-03-18 09:00}",
    "kind: launch\nevent: {title: Launch, starts: 2027-03-18 09:00, status: cancelled, reason: Snow}",
    "kind: launch\nevent: {title: Launch, starts: 2026-11-05 09:00}",
    "kind: updates",
]
not_ahead = pytest.mark.parametrize(
    "head", NOT_AHEAD, ids=["a meeting", "called off", "over", "without an event"]
)


def hoped(more: str, **rest: object) -> tuple[Finding, ...]:
    return examine(case(EVENT.format(more=more), **rest), (HopedFor,))  # type: ignore[arg-type]


def held(more: str) -> tuple[Finding, ...]:
    return examine(case(EVENT.format(more=more)), (HeldAtBusiness,))


def called(*steps: str, text: str = CALLED, **rest: object) -> tuple[Finding, ...]:
    added = "".join(PHONE.format(rest=each) for each in steps)
    return examine(case(text + added, **rest), (FollowUpCalls,))  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [HopedFor, FollowUpCalls, HeldAtBusiness])
def test_the_examples_of_a_rule_do_what_they_say(rule: type[Rule]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


@pytest.mark.parametrize("rule", [HopedFor, FollowUpCalls, HeldAtBusiness])
@not_ahead
def test_only_a_launch_that_lies_ahead_is_looked_at(head: str, rule: type[Rule]) -> None:
    step = "\nsteps: [{id: a, send: email, template: a.md, when: on 2027-03-01 at 09:00}]"
    assert examine(case(head + step), (rule,)) == ()


def test_a_launch_that_hopes_for_too_few_names_the_least_and_the_best() -> None:
    (found,) = hoped("businesses_hoped_for: 8")
    assert found.message == "hopes for 8 businesses; 12 are the least, 25 or more are best"
    assert found.fix == "write `businesses_hoped_for: 25` under `event`"
    assert str(found.place) == "campaigns/example.yaml:6:25"
    assert (found.level, found.effect, found.source) == (Level.WARNING, None, "training manual, step 3")


@pytest.mark.parametrize(
    ("number", "level"),
    [
        (1, Level.WARNING), (11, Level.WARNING), (12, Level.ADVICE), (24, Level.ADVICE),
        (25, None), (26, None), (100, None),
    ],
)  # fmt: skip
def test_twelve_businesses_are_enough_and_twenty_five_are_best(number: int, level: Level | None) -> None:
    assert [each.level for each in hoped(f"businesses_hoped_for: {number}")] == ([level] if level else [])


def test_hoping_for_one_business_is_said_of_one() -> None:
    (found,) = hoped("businesses_hoped_for: 1")
    assert found.message.startswith("hopes for 1 business; ")


def test_a_launch_that_does_not_say_how_many_is_advised_at_its_event() -> None:
    (found,) = hoped("venue: business")
    assert found.message == "does not say how many businesses it hopes for; 25 or more are best"
    assert (found.level, found.place.line) == (Level.ADVICE, 3)


def test_a_launch_whose_date_a_poll_decides_already_hopes() -> None:
    text = EVENT.replace("2027-03-18 09:00", "{{poll: launch-date}}").format(more="businesses_hoped_for: 9")
    assert len(examine(case(text), (HopedFor,))) == 1


def test_a_house_may_hope_for_more() -> None:
    stricter = house(rules={"L003": {"businesses": 30}})
    (found,) = hoped("businesses_hoped_for: 29", house=stricter)
    assert found.message == "hopes for 29 businesses; 30 are the least"
    assert found.fix == "write `businesses_hoped_for: 30` under `event`"
    assert hoped("businesses_hoped_for: 30", house=stricter) == ()
    assert len(hoped("businesses_hoped_for: 39", house=house(rules={"L003": {"better": 40}}))) == 1


@given(st.integers(1, 24))
def test_the_number_that_the_remedy_names_is_enough(number: int) -> None:
    (found,) = hoped(f"businesses_hoped_for: {number}")
    assert hoped(found.fix.split("`")[1]) == ()


def test_without_calls_the_invitation_is_named() -> None:
    (found,) = called()
    assert found.message == (
        "nobody telephones those who have not answered; calls after the invitation are needed"
    )
    assert found.fix == (
        "add a step with `send: call`, `to: not_replied`, a `template:` with what to say, and "
        "`when: 4 weeks before event at 13:00`"
    )
    assert str(found.place) == "campaigns/example.yaml:4:5"
    assert (found.step, found.level) == ("invitation", Level.ERROR)


@pytest.mark.parametrize(
    "rest",
    [
        "when: 4 weeks before event at 13:00, to: [key_people, not_replied]",
        "when: 4 weeks before event at 13:00, to: accepted",
        "when: 4 weeks before event at 13:00, to: [champion-1, champion-2]",
        "when: 4 weeks before event at 13:00, to: {roles: [champion]}",
        "when: 4 weeks before event at 13:00, to: not_replied, for: outer_table",
        "when: 4 weeks before event at 13:00, to: not_replied, paused: true",
        "when: 7 weeks before event at 13:00, to: not_replied",
        "when: 6 weeks before event at 09:00, to: not_replied",
        "when: 1 day after event at 13:00, to: not_replied",
    ],
)
def test_a_call_that_leaves_out_the_silent_or_comes_at_another_time_does_not_count(rest: str) -> None:
    assert [each.rule for each in called(rest)] == ["L006"]


@pytest.mark.parametrize(
    "rest",
    [
        "when: 4 weeks before event at 13:00, to: not_replied",
        "when: 6 weeks before event at 10:00, to: [not_replied]",
        "when: 1 hour before event, to: not_replied",
        "when: 2 weeks after invitation at 13:00, to: [not_replied, not_declined]",
        "when: 4 weeks before event at 13:00, to: all",
        "when: 4 weeks before event at 13:00, to: not_declined",
        "when: on 2027-02-25 at 13:00, to: not_replied",
    ],
)
def test_a_call_to_everybody_who_is_silent_is_enough(rest: str) -> None:
    assert called(rest) == ()


def test_one_call_to_all_who_are_silent_is_enough_beside_one_to_key_people() -> None:
    keys = "when: 8 days before event at 13:00, to: [key_people, not_replied]"
    assert called(keys, "when: 4 weeks before event at 13:00, to: not_replied") == ()


def test_an_email_is_no_call() -> None:
    text = CALLED + "  - {id: a, send: email, template: a.md, when: 4 weeks before event, to: not_replied}\n"
    assert len(called(text=text)) == 1


def test_a_launch_without_an_invitation_is_told_at_its_steps() -> None:
    text = (
        CALLED.partition("  - ")[0]
        + "  - {id: a, send: email, template: a.md, when: 1 day after event at 09:00}\n"
    )
    (found,) = called(text=text)
    assert (str(found.place), found.step) == ("campaigns/example.yaml:3:1", "")
    assert called("when: 4 weeks before event at 13:00, to: not_replied", text=text) == ()


def test_while_its_poll_is_open_a_launch_needs_calls_in_its_plan() -> None:
    undated = CALLED.replace("2027-03-18 09:00", "{poll: launch-date}")
    assert len(called(text=undated)) == 1
    assert called("when: 4 weeks before event at 13:00, to: not_replied", text=undated) == ()
    assert len(called("when: 1 day after event at 13:00, to: not_replied", text=undated)) == 1


def test_calls_are_not_asked_for_in_a_plan() -> None:
    assert called(moment=Moment.PLAN) == ()


@pytest.mark.parametrize("when", ["6 weeks", "5 weeks", "30 days", "3 weeks", "10 days", "1 day"])
def test_the_call_that_the_remedy_adds_makes_the_rule_pass(when: str) -> None:
    text = CALLED.replace("6 weeks", when)
    (found,) = called(text=text)
    phrase = found.fix.split("`when: ")[1].rstrip("`")
    assert called(f"when: {phrase}, to: not_replied", text=text) == ()


def test_close_to_the_launch_the_remedy_is_a_day_still_to_come() -> None:
    (found,) = called(now=datetime(2027, 3, 1, 17, tzinfo=UTC))
    assert found.fix.endswith("`when: 1 day before event at 13:00`")
    (found,) = called(now=datetime(2027, 2, 20, 17, tzinfo=UTC))
    assert found.fix.endswith("`when: 2 weeks before event at 13:00`")


@pytest.mark.parametrize(
    ("more", "message", "line"),
    [
        ("venue: public", "the venue is public; ", 6),
        ("venue: online", "the venue is online; ", 6),
        ("host: champion-1", "no venue is given; ", 3),
    ],
)
def test_a_launch_held_elsewhere_is_advised(more: str, message: str, line: int) -> None:
    (found,) = held(more)
    assert found.message == f"{message}a member's own place says that the meeting is the industry's"
    assert found.fix == "ask a champion to be the host, and write `venue: business` under `event`"
    assert (found.level, found.place.line) == (Level.ADVICE, line)


def test_the_venue_that_the_remedy_names_makes_the_rule_pass() -> None:
    (found,) = held("venue: public")
    assert held(found.fix.split("`")[1]) == ()
    assert str(found.place) == "campaigns/example.yaml:6:10"


@pytest.mark.parametrize("more", ["venue: business", "host: champion-1\n  venue: business"])
def test_a_members_own_place_is_right(more: str) -> None:
    assert held(more) == ()
