"""P001: four options at most."""

import pytest

from outreach.core.finding import Finding, Moment
from outreach.rules.examine import examine
from outreach.rules.families.polls import PollOptions
from tests.rules.building import case, house


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
