"""P001 and P002: at most four options, at least two, all of them possible."""

from datetime import UTC, datetime

import pytest

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History
from outreach.rules.examine import examine
from outreach.rules.families.polls.options import PollChoice, PollOptions
from tests.rules.building import case, house
from tests.rules.examples import example


def poll(options: int, **more: object) -> tuple[Finding, ...]:
    days = "\n".join(f"    - 2027-04-{day:02} 10:00" for day in range(5, 5 + options))
    text = f"""\
kind: poll
poll:
  question: When should the team meet?
  options:
{days}
  closes: 3 days after opening at 17:00
steps:
  - {{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}}
  - {{id: remind, send: email, template: polls/remind.md, when: 2 days after ask at 09:00, to: not_voted}}
"""
    return examine(case(text, **more), (PollOptions,))  # type: ignore[arg-type]


@pytest.mark.parametrize(("options", "surplus"), [(5, 1), (6, 2), (9, 5)])
def test_the_fifth_option_is_the_one_too_many(options: int, surplus: int) -> None:
    (found,) = poll(options)
    assert found.message == f"the poll offers {options} options; 4 are the most"
    assert found.fix == f"take out {surplus}, and keep those that suit the key people"
    assert str(found.place) == "campaigns/example.yaml:9:7"
    assert found.step == "ask"


@pytest.mark.parametrize("options", [1, 2, 4])
def test_four_options_or_fewer_are_well(options: int) -> None:
    assert poll(options) == ()


def test_at_the_moment_of_sending_what_is_about_to_go_is_held() -> None:
    assert [(each.step, each.occurrence) for each in poll(5, moment=Moment.SEND)] == [("ask", "once")]


def test_a_stricter_house_points_at_its_own_first_option_too_many() -> None:
    (found,) = poll(4, house=house(rules={"P001": {"options": 3}}))
    assert found.message == "the poll offers 4 options; 3 are the most"
    assert found.place.line == 8


def test_a_campaign_that_is_no_poll_is_left_alone() -> None:
    text = "kind: updates\nsteps: [{id: a, send: email, template: u.md, when: on 2027-01-12 at 09:00}]"
    assert examine(case(text), (PollOptions,)) == ()


def test_a_campaign_of_another_kind_that_asks_for_a_date_keeps_to_the_options_too() -> None:
    text = """\
    kind: action-team
    event: {title: Call, starts: 2027-05-04 10:00}
    poll:
      question: When?
      options: [2027-04-05 10:00, 2027-04-06 10:00, 2027-04-07 10:00, 2027-04-08 10:00, 2027-04-09 10:00]
      closes: 3 days after opening at 17:00
    steps: [{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}]
    """
    assert [found.message for found in examine(case(text), (PollOptions,))] == [
        "the poll offers 5 options; 4 are the most"
    ]


@pytest.mark.parametrize("moment", list(Moment))
def test_once_the_poll_has_closed_nothing_is_held_for_its_options(moment: Moment) -> None:
    (found,) = {
        each.message for each in poll(5, moment=moment, now=datetime(2027, 3, 25, 22, 59, tzinfo=UTC))
    }
    assert found.startswith("the poll offers 5 options")
    assert poll(5, moment=moment, now=datetime(2027, 3, 25, 23, tzinfo=UTC)) == ()


def test_a_poll_that_a_person_has_decided_early_is_settled() -> None:
    history = History("example", decision=datetime(2027, 4, 5, 10))
    assert poll(5, moment=Moment.PLAN, history=history) == ()


def offering(
    options: str, *, closes: str = "3 days after opening at 17:00", **more: object
) -> tuple[Finding, ...]:
    text = f"""\
    kind: poll
    poll:
      question: When should the team meet?
      options: {options}
      closes: {closes}
    steps:
      - {{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}}
    """
    return examine(case(text, **more), (PollChoice,))  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [PollOptions, PollChoice])
def test_the_examples_of_a_rule_break_and_keep_it(rule: type[PollOptions | PollChoice]) -> None:
    assert [found.rule for found in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


def test_one_option_is_no_choice() -> None:
    (found,) = offering("[2027-04-06 10:00]")
    assert found.message == "the poll offers 1 option; 2 are the least"
    assert found.fix == "add 1 that the key people can make"
    assert str(found.place) == "campaigns/example.yaml:4:12"
    assert (found.level, found.effect) == (Level.ERROR, Effect.REFUSE)


def test_no_option_at_all_is_told_too() -> None:
    (found,) = offering("[]")
    assert found.message == "the poll offers 0 options; 2 are the least"
    assert found.fix == "add 2 that the key people can make"


def test_an_option_that_is_written_twice_is_told_where_it_is_repeated() -> None:
    (found,) = offering("[2027-04-06 10:00, 2027-04-07 10:00, 2027-04-06 10:00]")
    assert found.message == "6 April at 10:00 is offered a second time; the first is in line 4"
    assert found.fix == "take it out, or write another time"
    assert str(found.place) == "campaigns/example.yaml:4:49"


def test_of_two_options_that_are_one_none_can_be_taken_out() -> None:
    (found,) = offering("[2027-04-06 10:00, 2027-04-06 10:00]")
    assert found.fix == "write another time in its place"


def test_each_repetition_is_one_thing_to_mend() -> None:
    assert len(offering("[2027-04-06 10:00, 2027-04-06 10:00, 2027-04-06 10:00]")) == 2


@pytest.mark.parametrize("option", ["2027-03-25 17:00", "2027-03-25 10:00", "2027-03-10 10:00"])
def test_an_option_that_is_past_when_the_poll_closes_names_both_moments(option: str) -> None:
    (found,) = offering(f"[2027-04-06 10:00, {option}]")
    day, at = option[8:].split()
    assert found.message == f"{day} March at {at} is not after the poll closes, on 25 March at 17:00"
    assert found.fix == "offer 26 March or later in its place"
    assert str(found.place) == "campaigns/example.yaml:4:31"


@pytest.mark.parametrize(
    "options",
    [
        "[2027-04-06 10:00, 2027-04-07 10:00]",
        "[2027-04-06 10:00, 2027-04-06 11:00]",
        "[2027-03-25 17:01, 2027-03-26 09:00]",
        "[2027-04-06 10:00, 2027-04-07 10:00, 2027-04-08 10:00, 2027-04-09 10:00]",
    ],
)
def test_two_or_more_different_options_after_the_close_are_a_choice(options: str) -> None:
    assert offering(options) == ()


def test_options_are_times_where_the_campaign_is() -> None:
    options = "[2027-04-06 10:00, 2027-03-25 17:30]\n      duration: 30m"
    assert offering(options, closes="on 2027-03-25 at 17:00") == ()
    assert len(offering(options, closes="on 2027-03-25 at 18:00")) == 1


@pytest.mark.parametrize(
    ("options", "mended"),
    [
        ("[2027-04-06 10:00]", "[2027-04-06 10:00, 2027-04-07 10:00]"),
        ("[2027-04-06 10:00, 2027-04-06 10:00]", "[2027-04-06 10:00, 2027-04-06 15:00]"),
        ("[2027-04-06 10:00, 2027-04-07 10:00, 2027-04-06 10:00]", "[2027-04-06 10:00, 2027-04-07 10:00]"),
        ("[2027-04-06 10:00, 2027-03-23 10:00]", "[2027-04-06 10:00, 2027-03-26 10:00]"),
    ],
)
def test_the_remedy_makes_it_a_choice(options: str, mended: str) -> None:
    assert len(offering(options)) == 1
    assert offering(mended) == ()


def test_a_house_that_wants_three_options_gets_them() -> None:
    (found,) = offering("[2027-04-06 10:00, 2027-04-07 10:00]", house=house(rules={"P002": {"options": 3}}))
    assert found.message == "the poll offers 2 options; 3 are the least"


def test_a_choice_is_looked_for_in_the_files_only_and_while_it_is_open() -> None:
    assert offering("[2027-04-06 10:00]", moment=Moment.PLAN) == ()
    assert offering("[2027-04-06 10:00]", now=datetime(2027, 3, 26, tzinfo=UTC)) == ()


def test_a_poll_without_a_close_is_still_asked_for_a_choice() -> None:
    text = """\
    kind: poll
    poll: {question: When?, options: [2020-04-06 10:00], closes: 3 days after opening at 17:00}
    steps: [{id: a, send: email, template: a.md, when: on 2027-03-22 at 09:00}]
    """
    assert [found.message for found in examine(case(text), (PollChoice,))] == [
        "the poll offers 1 option; 2 are the least"
    ]
