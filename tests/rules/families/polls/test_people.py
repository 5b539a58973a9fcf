"""P007: nobody is polled often, and a launch's date is for its champions."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.core.people import Contact
from outreach.rules.case import Polled
from outreach.rules.examine import examine
from outreach.rules.families.polls.people import PollSparingly
from tests.rules.building import case, house
from tests.rules.examples import example

POLL = """\
kind: poll
poll:
  question: When should we meet?
  for: {purpose}
  options: [2027-05-04 10:00, 2027-05-05 14:00]
  closes: {closes}
  key_people: {key_people}
audience: {{tags: [training-action-team]}}
steps:
  - id: ask
    send: poll
    template: polls/ask.md
    when: {when}
    to: {to}
"""
MONDAY = "on 2027-03-22 at 09:00"
THREE_DAYS = "3 days after opening at 17:00"
USUAL = {
    "purpose": "action-team",
    "closes": THREE_DAYS,
    "key_people": "[champion-1]",
    "when": MONDAY,
    "to": "all",
}


def test_the_examples_break_and_keep_it() -> None:
    (found,) = examine(example(PollSparingly.bad, Moment.PLAN), (PollSparingly,))
    assert found.rule == "P007"
    assert examine(example(PollSparingly.good, Moment.PLAN), (PollSparingly,)) == ()


def people(*names: str, **more: Any) -> tuple[Contact, ...]:
    return tuple(Contact(name, **more) for name in names)


TEAM = people("builder-1", "builder-2", "builder-3")
CHAMPIONS = people("champion-1", "champion-2", roles=frozenset({"champion"}))


def other(day: int, *who: str, campaign: str = "summer-date", month: int = 3, hour: int = 15) -> Polled:
    return Polled(campaign, datetime(2027, month, day, hour, tzinfo=UTC), frozenset(who))


def asked(
    *polled: Polled,
    readers: Iterable[Contact] = TEAM,
    moment: Moment = Moment.PLAN,
    more: Any = None,
    **written: str,
) -> tuple[Finding, ...]:
    text = POLL.format(**USUAL | written)
    judged = case(text, moment=moment, readers={"ask": tuple(readers)}, polled=polled, **more or {})
    return examine(judged, (PollSparingly,))


def test_people_who_were_asked_two_weeks_before_are_counted() -> None:
    (found,) = asked(other(8, "builder-1", "builder-2", "builder-9"))
    assert found.message == "asks 2 of its 3 people 14 days after summer-date; 30 days apart is the least"
    assert found.fix == "move it to 7 April or later, or ask only people who were not asked"
    assert str(found.place) == "campaigns/example.yaml:13:11"
    assert (found.level, found.effect, found.step) == (Level.WARNING, None, "ask")


@pytest.mark.parametrize(
    ("who", "readers", "said"),
    [
        (("builder-1", "builder-2", "builder-3"), TEAM, "asks its 3 people 14 days after "),
        (("builder-1",), TEAM[:1], "asks 1 person 14 days after "),
        (("builder-1",), TEAM, "asks 1 of its 3 people 14 days after "),
    ],
)
def test_it_says_how_many_of_those_asked_are_asked_again(
    who: tuple[str, ...], readers: tuple[Contact, ...], said: str
) -> None:
    (found,) = asked(other(8, *who), readers=readers)
    assert found.message.startswith(said)


def test_thirty_days_are_enough_and_one_less_is_not() -> None:
    assert asked(other(20, "builder-1", month=2)) == ()
    (found,) = asked(other(21, "builder-1", month=2))
    assert found.message.startswith("asks 1 of its 3 people 29 days after ")
    assert found.fix.startswith("move it to 23 March or later")
    assert asked(other(21, "builder-1", month=2), when="on 2027-03-23 at 08:00") == ()


def test_days_are_counted_where_the_campaign_is() -> None:
    assert asked(other(21, "builder-1", month=2, hour=6)) == ()


@pytest.mark.parametrize(
    "polled",
    [
        (),
        (other(8, "builder-9"),),
        (other(8),),
        (other(29, "builder-1"),),
        (other(1, "builder-1", month=1),),
    ],
    ids=["no other poll", "other people", "nobody", "a later poll, which is told itself", "long ago"],
)
def test_polls_that_are_apart_or_of_others_are_well(polled: tuple[Polled, ...]) -> None:
    assert asked(*polled) == ()


def test_of_two_polls_at_one_moment_only_one_is_told() -> None:
    (found,) = asked(other(22, "builder-1", campaign="a-date"))
    assert found.message == "asks 1 of its 3 people on the day of a-date; 30 days apart is the least"
    assert asked(other(22, "builder-1", campaign="z-date")) == ()


def test_several_polls_before_it_are_named_together_and_count_each_person_once() -> None:
    (found,) = asked(
        other(15, "builder-1", "builder-2", campaign="b-date"),
        other(8, "builder-2", campaign="a-date"),
        other(1, "builder-3", month=2, campaign="old-date"),
    )
    assert found.message == (
        "asks 2 of its 3 people 7 days after b-date and 14 days after a-date; 30 days apart is the least"
    )
    assert found.fix.startswith("move it to 14 April or later")


def test_the_day_it_names_keeps_off_polls_that_are_still_to_come() -> None:
    (found,) = asked(other(8, "builder-1"), other(5, "builder-2", month=4, campaign="fall-date"))
    assert found.fix.startswith("move it to 5 May or later")


@given(days=st.lists(st.integers(-60, 60), min_size=1, max_size=4))
def test_the_day_it_names_is_far_enough_from_every_poll(days: list[int]) -> None:
    start = datetime(2027, 3, 22, 15, tzinfo=UTC)
    polled = [
        Polled(f"p-{at}", start + timedelta(each), frozenset({"builder-1"})) for at, each in enumerate(days)
    ]
    found = asked(*polled)
    if found:
        words = found[0].fix.removeprefix("move it to ").split(" or later")[0]
        day = datetime.strptime(f"{words} 2027", "%d %B %Y").date()  # noqa: DTZ007
        assert asked(*polled, when=f"on {day} at 09:00") == ()


def test_a_stricter_house_waits_longer() -> None:
    (found,) = asked(other(20, "builder-1", month=2), more={"house": house(rules={"P007": {"days": 60}})})
    assert found.message == "asks 1 of its 3 people 30 days after summer-date; 60 days apart is the least"
    assert found.fix.startswith("move it to 21 April or later")


def test_what_stands_late_is_counted_from_now() -> None:
    now = datetime(2027, 3, 24, 16, tzinfo=UTC)
    (found,) = asked(other(8, "builder-1"), more={"now": now})
    assert found.message.startswith("asks 1 of its 3 people 16 days after summer-date")


def test_an_asking_that_has_gone_out_cannot_be_taken_back() -> None:
    began = datetime(2027, 3, 22, 15, tzinfo=UTC)
    history = History(
        "example", progress={("ask", "once", "email"): Progress(began, 1, finished=False, counts={"sent": 2})}
    )
    more = {"history": history, "now": began + timedelta(hours=1)}
    assert asked(other(8, "builder-1"), purpose="launch", more=more) == ()


@pytest.mark.parametrize("history", [None, History("example", decision=datetime(2027, 5, 4, 10))])
def test_a_poll_that_is_over_is_left_alone(history: History | None) -> None:
    now = datetime(2027, 3, 20 if history else 26, tzinfo=UTC)
    assert asked(other(8, "builder-1"), purpose="launch", more={"history": history, "now": now}) == ()


def test_a_poll_that_is_paused_asks_nobody() -> None:
    text = POLL.format(**USUAL | {"purpose": "launch"})
    for paused in (f"{text}paused: true\n", text.replace("send: poll", "send: poll\n    paused: true")):
        judged = case(paused, moment=Moment.PLAN, readers={"ask": TEAM}, polled=(other(8, "builder-1"),))
        assert examine(judged, (PollSparingly,)) == ()


@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.SEND])
def test_who_is_asked_is_a_matter_of_the_plan(moment: Moment) -> None:
    assert asked(other(8, "builder-1"), moment=moment) == ()


def test_where_nobody_has_been_imported_nothing_is_found() -> None:
    judged = case(
        POLL.format(**USUAL | {"purpose": "launch"}), moment=Moment.PLAN, polled=(other(8, "builder-1"),)
    )
    assert judged.people is None
    assert examine(judged, (PollSparingly,)) == ()


def test_the_date_of_a_launch_is_not_asked_of_its_guests() -> None:
    (found,) = asked(readers=(*CHAMPIONS, *TEAM), purpose="launch")
    assert found.message == (
        "asks 3 people who are no champions, of 5 in all, for the date of a launch; "
        "that is settled with its champions"
    )
    assert found.fix == "write `audience: {roles: [champion], partnerships: [laramie-construction]}`"
    assert (str(found.place), found.step) == ("campaigns/example.yaml:8:11", "ask")


def test_one_guest_among_champions_is_one_too_many() -> None:
    (found,) = asked(readers=(*CHAMPIONS, TEAM[0]), purpose="launch")
    assert found.message.startswith("asks 1 person who is no champion, of 3 in all, ")


@pytest.mark.parametrize(
    ("to", "place", "fix"),
    [
        (
            "{tags: [training-action-team]}",
            "campaigns/example.yaml:14:9",
            "write `to: {roles: [champion], partnerships: [laramie-construction]}`",
        ),
        ("[builder-1, champion-1]", "campaigns/example.yaml:14:9", "name only champions"),
        ("key_people", "campaigns/example.yaml:7:15", "name only champions"),
    ],
)
def test_the_remedy_stands_where_those_asked_are_written(to: str, place: str, fix: str) -> None:
    (found,) = asked(purpose="launch", to=to)
    assert (str(found.place), found.fix) == (place, fix)


@pytest.mark.parametrize("role", ["champion", "lead_champion"])
def test_champions_may_be_asked_for_the_date_of_a_launch(role: str) -> None:
    assert asked(readers=people("champion-1", roles=frozenset({role})), purpose="launch") == ()


@pytest.mark.parametrize("purpose", ["meeting", "action-team"])
def test_guests_may_be_asked_for_the_date_of_another_meeting(purpose: str) -> None:
    assert asked(purpose=purpose) == ()


def test_two_askings_of_the_same_guests_are_one_thing_to_mend() -> None:
    text = POLL.format(**USUAL | {"purpose": "launch"})
    text += "  - {id: again, send: poll, template: polls/ask.md, when: 1 day after ask at 09:00}\n"
    judged = case(text, moment=Moment.PLAN, readers={"ask": TEAM, "again": TEAM})
    assert len(examine(judged, (PollSparingly,))) == 1
