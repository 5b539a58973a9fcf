"""F001, F002 and F006: recaps in time, the summary of a launch at once, and who came."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History
from outreach.rules.examine import examine
from outreach.rules.families.afterwards.following import RecapInAWeek, SummaryAtOnce, WhoCame
from outreach.rules.rule import Rule
from tests.rules.building import case, house
from tests.rules.examples import example

EVENT = """\
kind: {kind}
event: {{title: Example, starts: {starts}, duration: 2h}}
steps:
  - {{id: invitation, send: invite, template: a.md, when: 6 weeks before event at 09:00}}
"""
RECAP = "  - {{id: {id}, send: email, template: recap.md, {rest}}}\n"
ENDS = datetime(2027, 3, 18, 17, tzinfo=UTC)
UNDATED = "{poll: when-to-meet}"


def written(*recaps: str, kind: str = "launch", starts: str = "2027-03-18 09:00") -> str:
    """A campaign whose event is on Thursday 18 March, unless said otherwise."""
    added = (RECAP.format(id=f"recap-{at}", rest=rest) for at, rest in enumerate(recaps))
    return EVENT.format(kind=kind, starts=starts) + "".join(added)


def recapped(*recaps: str, kind: str = "launch", starts: str = "2027-03-18 09:00",
             **more: object) -> tuple[Finding, ...]:  # fmt: skip
    return examine(case(written(*recaps, kind=kind, starts=starts), **more), (RecapInAWeek,))  # type: ignore[arg-type]


def summed_up(*recaps: str, kind: str = "launch", starts: str = "2027-03-18 09:00",
              **more: object) -> tuple[Finding, ...]:  # fmt: skip
    return examine(case(written(*recaps, kind=kind, starts=starts), **more), (SummaryAtOnce,))  # type: ignore[arg-type]


def who_came(now: datetime, text: str = "", *, kind: str = "launch", **more: object) -> tuple[Finding, ...]:
    judged = case(text or written(kind=kind), now=now, **{"moment": Moment.PLAN, **more})  # type: ignore[arg-type]
    return examine(judged, (WhoCame,))


@pytest.mark.parametrize("rule", [RecapInAWeek, SummaryAtOnce, WhoCame])
def test_the_examples_of_a_rule_do_what_they_say(rule: type[Rule]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


def test_without_a_recap_the_steps_are_named() -> None:
    (found,) = recapped()
    assert found.message == "no recap follows 18 March; one is needed within 7 days"
    assert found.fix == (
        "add a step with `send: email`, `to: all`, a `template:` and "
        "`when: 1 business day after event at 09:00`"
    )
    assert str(found.place) == "campaigns/example.yaml:3:1"
    assert (found.step, found.level, found.effect) == ("", Level.ERROR, Effect.REFUSE)


def test_a_recap_that_is_late_is_named_with_its_days() -> None:
    (found,) = recapped("when: 10 days after event at 09:00, to: attended")
    assert found.message == "the recap goes out 11 days after 18 March; 7 are the most"
    assert found.fix == "write `when: 1 business day after event at 09:00`"
    assert str(found.place) == "campaigns/example.yaml:5:58"
    assert found.step == "recap-0"


@pytest.mark.parametrize(
    "rest",
    [
        "when: 1 hour after event",
        "when: 1 business day after event at 09:00, to: attended",
        "when: 1 week after event at 18:00",
        "when: 7 days after event at 09:00, to: [attended, all]",
        "when: 5 business days after event at 09:00",
    ],
)
def test_a_recap_within_seven_days_is_in_time(rest: str) -> None:
    assert recapped(rest) == ()


@pytest.mark.parametrize("to", ["[attended, absent]", "[all, declined]", "[attended, accepted]", "absent"])
def test_an_email_to_some_of_those_who_came_is_no_recap(to: str) -> None:
    assert len(recapped(f"when: 1 day after event at 09:00, to: {to}")) == 1


@pytest.mark.parametrize(
    ("rest", "days"),
    [
        ("when: 8 days after event at 09:00", 8),
        ("when: 6 business days after event at 09:00", 8),
        ("when: 2 weeks after event at 09:00", 14),
    ],
)
def test_a_recap_after_seven_days_is_late(rest: str, days: int) -> None:
    (found,) = recapped(rest)
    assert found.message == f"the recap goes out {days} days after 18 March; 7 are the most"


@pytest.mark.parametrize(
    "rest",
    [
        "when: 1 day after event at 09:00, to: absent",
        "when: 1 day after event at 09:00, to: [champion-1]",
        "when: 1 day after event at 09:00, to: {roles: [champion]}",
        "when: 1 day after event at 09:00, for: outer_table",
        "when: 1 day after event at 09:00, paused: true",
        "when: 1 day before event at 09:00",
        "when: on 2027-03-19 at 09:00",
        "when: 1 day after event at 09:00, send: call",
    ],
)
def test_what_leaves_out_those_who_came_or_does_not_follow_the_event_is_no_recap(rest: str) -> None:
    text = written(rest.removesuffix(", send: call"))
    text = text.replace("send: email", "send: call") if rest.endswith("call") else text
    (found,) = examine(case(text), (RecapInAWeek,))
    assert found.message.startswith("no recap follows 18 March")


def test_of_several_recaps_one_in_time_is_enough() -> None:
    late, good = (
        "when: 2 weeks after event at 09:00, to: all",
        "when: 1 day after event at 09:00, to: attended",
    )
    assert recapped(late, good) == ()
    (found,) = recapped(late, "when: 9 days after event at 09:00")
    assert (found.step, found.message.split()[4]) == ("recap-1", "11")


def test_a_recap_may_count_from_another() -> None:
    first = "when: 3 days after event at 09:00, to: absent"
    assert recapped(first, "when: 2 days after recap-0 at 09:00") == ()
    assert len(recapped(first, "when: 6 days after recap-0 at 09:00")) == 1


@pytest.mark.parametrize("kind", ["launch", "meeting", "action-team"])
def test_every_kind_of_meeting_is_summed_up(kind: str) -> None:
    assert len(recapped(kind=kind)) == 1
    assert len(recapped(kind=kind, moment=Moment.PLAN)) == 1
    assert recapped("when: 1 day after event at 09:00", kind=kind, moment=Moment.PLAN) == ()


@pytest.mark.parametrize(
    "text",
    [
        written().replace("duration: 2h", "status: cancelled"),
        "kind: updates\nsteps: [{id: a, send: email, template: a.md, when: on 2027-02-01 at 09:00}]",
    ],
    ids=["called off", "updates"],
)
def test_what_does_not_take_place_is_not_summed_up(text: str) -> None:
    for rule in (RecapInAWeek, SummaryAtOnce):
        assert examine(case(text), (rule,)) == ()


def test_the_days_are_counted_where_the_event_is() -> None:
    late_in_denver = written("when: 7 days after event at 17:30", starts="2027-03-18 16:00")
    assert examine(case(late_in_denver + "timezone: Asia/Tokyo\n"), (RecapInAWeek,)) == ()
    assert examine(case(late_in_denver), (RecapInAWeek,)) == ()


def test_after_the_seven_days_nobody_asks_for_a_recap_any_more() -> None:
    assert len(recapped(now=ENDS + timedelta(7))) == 1
    assert recapped(now=ENDS + timedelta(8)) == ()
    assert len(recapped("when: 2 weeks after event", now=ENDS + timedelta(3), moment=Moment.PLAN)) == 1


def test_a_recap_that_was_planned_in_time_is_not_late_because_it_waits() -> None:
    history = History("example", began=ENDS - timedelta(60))
    assert recapped(
        "when: 1 day after event, to: attended", now=ENDS + timedelta(5), moment=Moment.PLAN, history=history
    ) == ()  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "late"),
    [
        ("when: 1 business day after event at 09:00", False),
        ("when: 7 days after event at 09:00", False),
        ("when: 20 hours after event", False),
        ("when: 8 days after event at 09:00", True),
        ("when: 6 business days after event at 09:00", True),
        ("when: 1 months after event at 09:00", True),
    ],
)
def test_while_there_is_no_date_the_phrase_is_judged(rest: str, *, late: bool) -> None:
    assert bool(recapped(rest, starts=UNDATED)) is late


def test_while_there_is_no_date_the_event_stands_for_it() -> None:
    (missing,) = recapped(starts=UNDATED)
    assert missing.message == "no recap follows the event; one is needed within 7 days"
    (late,) = recapped("when: 2 weeks after event at 09:00", starts=UNDATED)
    assert late.message == "the recap goes out 14 days after the event; 7 are the most"
    chained = ("when: 3 days after event at 09:00, to: absent", "when: 6 days after recap-0 at 09:00")
    assert len(recapped(*chained, starts=UNDATED)) == 1


def test_a_house_may_want_its_recaps_sooner() -> None:
    three = house(rules={"F001": {"days": 4}})
    (found,) = recapped("when: 5 days after event at 09:00", house=three)
    assert found.message == "the recap goes out 5 days after 18 March; 4 are the most"
    assert recapped("when: 1 business day after event at 09:00", house=three) == ()
    one = house(rules={"F001": {"days": 1}})
    (found,) = recapped("when: 3 days after event at 09:00", house=one)
    assert found.message.endswith("; 1 is the most")


@pytest.mark.parametrize(
    ("starts", "rest", "late"),
    [
        ("2027-03-19 09:00", "when: 1 business day after event at 09:00", False),
        ("2027-03-19 09:00", "when: 2 business days after event at 09:00", True),
        ("2027-03-20 09:00", "when: 1 day after event at 09:00", False),
        ("2027-05-28 09:00", "when: 1 business day after event at 09:00", False),
        ("2027-05-28 09:00", "when: 2 business days after event at 09:00", True),
    ],
    ids=["over a weekend", "a day later", "on a Saturday", "over a long weekend", "a day later than that"],
)
def test_a_last_day_that_is_closed_is_met_on_the_next_open_one(starts: str, rest: str, *, late: bool) -> None:
    one = house(rules={"F001": {"days": 1}})
    assert bool(recapped(rest, starts=starts, house=one)) is late


def test_where_the_last_day_is_closed_the_recap_is_asked_for_until_the_next_open_one_is_over() -> None:
    one, friday = house(rules={"F001": {"days": 1}}), "2027-03-19 09:00"
    assert len(recapped(starts=friday, house=one, now=ENDS + timedelta(4))) == 1
    assert recapped(starts=friday, house=one, now=ENDS + timedelta(5)) == ()


@given(st.dates(date(2027, 1, 4), date(2027, 12, 31)), st.integers(1, 7), st.integers(1, 30))
def test_the_recap_that_the_remedy_writes_is_in_time(day: date, most: int, after: int) -> None:
    strict, starts = house(rules={"F001": {"days": most}}), f"{day} 09:00"
    for recaps in ((), (f"when: {after} days after event at 09:00",)):
        for found in recapped(*recaps, starts=starts, house=strict):
            phrase = found.fix.split("`when: ")[1].rstrip("`")
            assert recapped(f"when: {phrase}", starts=starts, house=strict) == ()


def test_a_summary_that_is_late_is_named_with_its_business_days() -> None:
    (found,) = summed_up("when: 4 business days after event at 09:00, to: attended")
    assert found.message == "the summary goes out 4 business days after 18 March; 2 are the most"
    assert found.fix == "write `when: 1 business day after event at 09:00`"
    assert str(found.place) == "campaigns/example.yaml:5:58"
    assert (found.step, found.level, found.effect) == ("recap-0", Level.WARNING, None)


@pytest.mark.parametrize(
    ("rest", "late"),
    [
        ("when: 2 hours after event", False),
        ("when: 1 business day after event at 09:00", False),
        ("when: 2 business days after event at 18:00", False),
        ("when: 3 days after event at 09:00", False),
        ("when: 3 business days after event at 09:00", True),
        ("when: 5 days after event at 09:00", True),
        ("when: 1 week after event at 09:00", True),
    ],
)
@pytest.mark.parametrize("starts", ["2027-03-18 09:00", UNDATED])
def test_two_business_days_are_the_most(rest: str, starts: str, *, late: bool) -> None:
    assert bool(summed_up(rest, starts=starts)) is late


def test_holidays_and_weekends_are_no_business_days() -> None:
    assert summed_up("when: 5 days after event at 09:00", starts="2027-07-02 09:00") == ()
    assert len(summed_up("when: 5 days after event at 09:00", starts="2027-06-08 09:00")) == 1


@pytest.mark.parametrize("kind", ["meeting", "action-team"])
def test_only_a_launch_is_summed_up_at_once(kind: str) -> None:
    assert summed_up("when: 1 week after event at 09:00", kind=kind) == ()


def test_that_there_is_no_summary_at_all_is_told_once_and_elsewhere() -> None:
    assert summed_up() == ()
    assert summed_up("when: 1 week after event at 09:00, to: absent") == ()


def test_once_the_business_days_are_over_nobody_asks_for_haste() -> None:
    assert len(summed_up("when: 1 week after event at 09:00", now=ENDS + timedelta(4))) == 1
    assert summed_up("when: 1 week after event at 09:00", now=ENDS + timedelta(5)) == ()


def test_a_house_may_want_the_summary_the_next_day() -> None:
    one = house(rules={"F002": {"business_days": 1}})
    (found,) = summed_up("when: 2 business days after event at 09:00", house=one)
    assert found.message == "the summary goes out 2 business days after 18 March; 1 is the most"
    assert summed_up("when: 1 business day after event at 09:00", house=one) == ()


@given(st.integers(3, 15))
def test_the_summary_that_the_remedy_writes_is_in_time(days: int) -> None:
    (found,) = summed_up(f"when: {days} business days after event at 09:00")
    assert summed_up(found.fix.removeprefix("write `").rstrip("`")) == ()


NEXT_DAY = datetime(2027, 3, 19, 18, tzinfo=UTC)


def test_a_launch_of_which_nobody_has_said_who_came_is_told_at_its_event() -> None:
    (found,) = who_came(NEXT_DAY + timedelta(1))
    assert found.message == "nobody has recorded who came on 18 March; it was due by 19 March"
    assert found.fix == (
        "record it with `outreach attendance example`; messages to those who came wait for it"
    )
    assert str(found.place) == "campaigns/example.yaml:2:8"
    assert (found.step, found.level, found.effect) == ("", Level.WARNING, None)


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (ENDS - timedelta(30), False),
        (ENDS + timedelta(hours=1), False),
        (NEXT_DAY, False),
        (datetime(2027, 3, 20, 5, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 20, 6, 1, tzinfo=UTC), True),
        (datetime(2027, 4, 15, 20, tzinfo=UTC), True),
        (datetime(2027, 4, 16, 7, tzinfo=UTC), False),
        (datetime(2028, 4, 16, 7, tzinfo=UTC), False),
    ],
)
def test_who_came_is_asked_from_the_end_of_the_next_business_day_for_four_weeks(
    now: datetime, *, asked: bool
) -> None:
    assert bool(who_came(now)) is asked


def test_after_a_friday_there_is_time_until_the_end_of_monday() -> None:
    text = written(kind="meeting", starts="2027-03-19 09:00")
    monday = datetime(2027, 3, 22, 18, tzinfo=UTC)
    assert who_came(monday, text) == ()
    assert len(who_came(monday + timedelta(1), text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        written(kind="action-team"),
        written().replace("duration: 2h", "duration: 2h, status: cancelled"),
        f"{written()}paused: true\n",
        written(starts=UNDATED),
        "kind: updates\nsteps: [{id: a, send: email, template: a.md, when: on 2027-02-01 at 09:00}]",
    ],
    ids=["a team's call", "called off", "paused", "without a date", "updates"],
)
def test_where_nobody_signed_in_nobody_asks_who_came(text: str) -> None:
    assert who_came(NEXT_DAY + timedelta(1), text) == ()


def test_it_is_asked_in_a_plan_only() -> None:
    assert who_came(NEXT_DAY + timedelta(1), moment=Moment.CHECK) == ()
    assert who_came(NEXT_DAY + timedelta(1), moment=Moment.SEND) == ()


def test_once_who_came_is_recorded_the_rule_passes() -> None:
    assert len(who_came(NEXT_DAY + timedelta(1), kind="meeting")) == 1
    recorded = History("example", attendance=True)
    assert who_came(NEXT_DAY + timedelta(1), kind="meeting", history=recorded) == ()


def test_a_house_may_want_it_recorded_the_same_day() -> None:
    at_once = house(rules={"F006": {"business_days": 0}})
    (found,) = who_came(NEXT_DAY, house=at_once)
    assert found.message == "nobody has recorded who came on 18 March; it was due by 18 March"
    assert who_came(ENDS + timedelta(hours=1), house=at_once) == ()
