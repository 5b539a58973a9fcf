"""P003: a poll is open for a few days."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History
from outreach.rules.examine import examine
from outreach.rules.families.polls.days import PollOpenFor
from tests.rules.building import case, house
from tests.rules.examples import example

POLL = """\
kind: poll
poll:
  question: When should the team meet?
  options: [2027-07-06 10:00, 2027-07-07 14:00]
  closes: {closes}
steps:
  - id: ask
    send: poll
    template: polls/ask.md
    when: {opens}
"""
MONDAY = "on 2027-03-22 at 09:00"
THREE_DAYS = "3 days after opening at 17:00"


def poll(
    closes: str = THREE_DAYS, steps: str = "", *, opens: str = MONDAY, **more: object
) -> tuple[Finding, ...]:
    text = POLL.format(closes=closes, opens=opens) + "".join(f"  - {step}\n" for step in steps.splitlines())
    return examine(case(text, **more), (PollOpenFor,))  # type: ignore[arg-type]


def test_the_examples_break_and_keep_it() -> None:
    assert [found.rule for found in examine(example(PollOpenFor.bad), (PollOpenFor,))] == ["P003"]
    assert examine(example(PollOpenFor.good), (PollOpenFor,)) == ()


def test_a_week_is_too_long_and_the_last_day_that_would_do_is_named() -> None:
    (found,) = poll("1 week after opening at 17:00")
    assert found.message == "closes on 29 March, 7 days after it opens on 22 March; 3 are the most"
    assert found.fix == "let it close on 25 March or earlier"
    assert str(found.place) == "campaigns/example.yaml:5:11"
    assert (found.level, found.effect, found.step) == (Level.ERROR, Effect.REFUSE, "")


@pytest.mark.parametrize(
    "closes",
    [
        "3 days after opening at 17:00",
        "3 days after opening at 18:00",
        "2 days after opening at 09:00",
        "1 hour after opening",
        "on 2027-03-25 at 18:00",
        "2 days after ask at 17:00",
    ],
)
def test_until_the_end_of_the_third_day_is_a_few_days(closes: str) -> None:
    assert poll(closes) == ()


@pytest.mark.parametrize(
    "closes", ["4 days after opening at 08:00", "on 2027-03-26 at 08:00", "4 days after ask"]
)
def test_the_morning_of_the_fourth_day_is_too_late(closes: str) -> None:
    (found,) = poll(closes)
    assert found.message == "closes on 26 March, 4 days after it opens on 22 March; 3 are the most"


def test_days_are_counted_where_the_campaign_is() -> None:
    text = (
        POLL.format(closes="on 2027-03-25 at 17:00", opens="on 2027-03-22 at 08:00")
        + "timezone: Asia/Tokyo\n"
    )
    assert examine(case(text), (PollOpenFor,)) == ()


def test_a_close_that_moves_off_a_weekend_counts_where_it_lands() -> None:
    (found,) = poll(opens="on 2027-03-25 at 09:00")
    assert found.message == (
        "closes on 29 March (moved from Sunday 28 March, a closed day, to Monday 29 March), "
        "4 days after it opens on 25 March; 3 are the most"
    )
    assert found.fix == "let it close on 26 March or earlier"
    assert poll("on 2027-03-27 at 17:00", opens="on 2027-03-26 at 09:00") == ()


def test_a_poll_on_the_eve_of_closed_days_had_better_open_after_them() -> None:
    (found,) = poll(opens="on 2027-05-28 at 09:00")
    assert found.message == (
        "closes on 1 June (moved from Monday 31 May, a holiday, to Tuesday 1 June), "
        "4 days after it opens on 28 May; 3 are the most"
    )
    assert found.fix == "let it open on 1 June, and close on 4 June or earlier"
    assert poll(opens="on 2027-06-01 at 09:00") == ()


@pytest.mark.parametrize("closes", ["on 2027-03-19 at 17:00", "on 2027-03-22 at 09:00"])
def test_a_poll_that_closes_before_it_has_opened_can_be_answered_by_nobody(closes: str) -> None:
    (found,) = poll(closes)
    day, at = closes[11:13], closes[-5:]
    assert found.message == f"closes on {day} March at {at}, not after it opens on 22 March at 09:00"
    assert found.fix == "let it close after that, on 25 March or earlier"


LATE = [
    "{id: more, send: email, when: on 2027-03-26 at 09:00, to: not_voted}",
    "{id: more, send: email, when: on 2027-03-26 at 09:00}",
    "{id: more, send: call, when: on 2027-03-26 at 09:00, to: [key_people, not_voted]}",
    "{id: more, send: call, when: on 2027-03-26 at 09:00, to: key_people}",
    "{id: more, send: email, when: 4 days after ask at 09:00, to: not_replied}",
    "{id: more, send: poll, when: on 2027-03-26 at 09:00}",
]


@pytest.mark.parametrize("step", LATE)
def test_what_goes_to_voters_after_the_close_comes_too_late(step: str) -> None:
    (found,) = poll(steps=step)
    assert found.message == (
        "goes to voters on 26 March at 09:00, when the poll has closed, on 25 March at 17:00"
    )
    assert (
        found.fix
        == "move it to before 25 March at 17:00, or count it from `poll` if it tells how the poll ended"
    )
    assert (found.place.line, found.step) == (11, "more")


@pytest.mark.parametrize("step", LATE)
def test_moved_to_before_the_close_it_is_well(step: str) -> None:
    moved = step.replace("on 2027-03-26 at 09:00", "on 2027-03-25 at 16:59").replace("4 days", "3 days")
    assert poll(steps=moved) == ()


def test_a_call_at_the_very_close_is_too_late() -> None:
    (found,) = poll(steps="{id: phone, send: call, when: on 2027-03-25 at 17:00, to: not_voted}")
    assert found.message.startswith("goes to voters on 25 March at 17:00, ")


@pytest.mark.parametrize(
    "steps",
    [
        "{id: result, send: email, when: 1 day after poll at 09:00}",
        "{id: end, send: email, when: 1 day after poll}\n{id: more, send: call, when: 1 day after end}",
        "{id: tell, send: email, when: on 2027-03-26 at 09:00, to: [convener]}",
        "{id: press, send: task, when: on 2027-03-26 at 09:00}",
        "{id: more, send: email, when: on 2027-03-26 at 09:00, to: not_voted, paused: true}",
        "{id: last, send: email, when: 2 hours before poll, to: not_voted}",
    ],
)
def test_what_counts_from_the_close_or_is_for_others_may_come_later(steps: str) -> None:
    assert poll(steps=steps) == ()


def test_a_step_that_recurs_is_told_once() -> None:
    steps = (
        "{id: more, send: email, when: every 1 week from 2027-03-24 at 09:00 until 2027-06-30, to: not_voted}"
    )
    (found,) = poll(steps=steps)
    assert found.message.startswith("goes to voters on 31 March at 09:00, ")


def test_a_close_that_has_to_come_earlier_brings_its_reminders_along() -> None:
    steps = (
        "{id: remind, send: email, when: on 2027-03-26 at 09:00, to: not_voted}\n"
        "{id: phone, send: call, when: 1 day after remind at 14:00, to: [key_people, not_voted]}"
    )
    (found,) = poll("1 week after opening at 17:00", steps)
    assert (
        found.fix
        == "let it close on 25 March or earlier, and bring `remind` and `phone` forward to before that"
    )
    mended = steps.replace("2027-03-26", "2027-03-24")
    assert poll("on 2027-03-25 at 17:00", mended) == ()


def test_five_days_are_a_setting_and_six_are_not() -> None:
    assert poll("on 2027-03-26 at 17:00", house=house(rules={"P003": {"days": 5}})) == ()
    (found,) = poll("1 week after opening at 17:00", house=house(rules={"P003": {"days": 5}}))
    assert found.message.endswith("; 5 are the most")
    assert len(poll("on 2027-03-26 at 17:00", house=house(rules={"P003": {"days": 6}}))) == 1


def test_a_stricter_house_is_taken_at_its_word() -> None:
    (found,) = poll(house=house(rules={"P003": {"days": 1}}))
    assert found.message == "closes on 25 March, 3 days after it opens on 22 March; 1 is the most"
    assert found.fix == "let it close on 23 March or earlier"


@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.PLAN])
def test_a_poll_that_is_over_is_left_alone(moment: Moment) -> None:
    text = "1 week after opening at 17:00"
    assert len(poll(text, moment=moment, now=datetime(2027, 3, 29, 22, tzinfo=UTC))) == 1
    assert poll(text, moment=moment, now=datetime(2027, 3, 29, 23, tzinfo=UTC)) == ()
    decided = History("example", decision=datetime(2027, 7, 6, 10))
    assert poll(text, moment=Moment.PLAN, history=decided) == ()


def test_nothing_is_said_at_the_moment_of_sending_or_of_a_campaign_without_a_poll() -> None:
    assert poll("1 week after opening at 17:00", moment=Moment.SEND) == ()
    text = "kind: updates\nsteps: [{id: a, send: email, template: u.md, when: on 2027-01-12 at 09:00}]"
    assert examine(case(text), (PollOpenFor,)) == ()


@given(opens=st.dates(date(2027, 1, 4), date(2027, 12, 20)), days=st.integers(1, 12), most=st.integers(1, 5))
def test_the_day_it_names_is_one_that_will_do(opens: date, days: int, most: int) -> None:
    strict = house(rules={"P003": {"days": most}})
    found = poll(f"{days} days after opening at 17:00", opens=f"on {opens} at 09:00", house=strict)
    if found:
        named = [datetime.combine(_after(opens, words), time(17)) for words in found[0].fix.split(" on ")[1:]]
        first = named[0].date() if len(named) > 1 else opens
        mended = poll(f"on {named[-1].date()} at 17:00", opens=f"on {first} at 09:00", house=strict)
        assert mended == ()


def _after(opens: date, words: str) -> date:
    """The day that words name, on or after the asking."""
    number, month = words.replace(",", "").split()[:2]
    for year in (opens.year, opens.year + 1):
        day = datetime.strptime(f"{number} {month} {year}", "%d %B %Y").date()  # noqa: DTZ007
        if day >= opens - timedelta(1):
            return day
    raise AssertionError(words)
