"""C001: the updates of one partnership, across all its campaigns."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.examine import examine
from outreach.rules.families.cadence.updates import UpdateCadence
from tests.rules.building import campaign, case, house


def updates(*steps: str) -> str:
    return "kind: updates\nsteps:\n" + "".join(
        f"  - {{send: email, template: u.md, {step}}}\n" for step in steps
    )


def found_in(text: str, **more: object) -> tuple[Finding, ...]:
    return examine(case(text, **more), (UpdateCadence,))  # type: ignore[arg-type]


def test_a_gap_names_both_days_and_the_day_in_between() -> None:
    text = updates("id: a, when: on 2027-01-12 at 09:00", "id: b, when: on 2027-04-20 at 09:00")
    (found,) = found_in(text)
    assert found.message == "no update between 12 January 2027 and 20 April 2027; 2 months apart is the most"
    assert found.fix == "plan an update in between, by 12 March 2027"
    assert (found.step, found.occurrence, found.place.line) == ("b", "", 4)


def test_a_recurrence_that_is_too_slow_is_one_finding_that_counts() -> None:
    (found,) = found_in(updates("id: a, when: every 3 months from 2027-01-12 at 09:00 until 2027-12-31"))
    assert found.message == (
        "no update between 12 January 2027 and 12 April 2027, and 2 more gaps like it; "
        "2 months apart is the most"
    )
    assert found.fix == "write `every 2 months from ...`, or plan an update in between, by 12 March 2027"


@pytest.mark.parametrize(
    "when", ["every 9 weeks from 2027-01-12 at 09:00", "every 4 months from 2027-01-31 at 09:00"]
)
def test_endless_recurrences_that_are_too_slow_are_found_too(when: str) -> None:
    assert len(found_in(updates(f"id: a, when: {when}"))) == 1


@pytest.mark.parametrize(
    "when",
    [
        "every 2 months from 2027-01-12 at 09:00",
        "every 2 months from 2026-12-31 at 09:00",
        "every 1 months from 2027-01-31 at 09:00",
        "every 8 weeks from 2027-01-12 at 09:00",
        "on 2027-01-12 at 09:00",
    ],
)
def test_updates_that_recur_often_enough_are_well_whatever_the_months_lengths(when: str) -> None:
    assert found_in(updates(f"id: a, when: {when}")) == ()


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.integers(1, 2))
@settings(max_examples=60, deadline=None)
def test_every_two_months_satisfies_the_rule_from_any_first_day(first: date, months: int) -> None:
    assert found_in(updates(f"id: a, when: every {months} months from {first} at 09:00")) == ()


def test_two_months_end_on_the_last_day_of_a_shorter_month() -> None:
    late = updates("id: a, when: on 2026-12-31 at 09:00", "id: b, when: on 2027-03-02 at 09:00")
    assert found_in(late)[0].fix.endswith("by 1 March 2027")
    in_time = updates("id: a, when: on 2026-12-31 at 09:00", "id: b, when: on 2027-03-01 at 09:00")
    assert found_in(in_time) == ()


def test_a_last_day_that_is_closed_is_met_on_the_next_open_one() -> None:
    # 5 July 2027 is a Monday on which Independence Day, a Sunday, is kept.
    text = "id: a, when: on 2027-05-03 at 09:00", "id: b, when: on 2027-07-07 at 09:00"
    assert len(found_in(updates(*text))) == 1
    text = "id: a, when: on 2027-05-03 at 09:00", "id: b, when: on 2027-07-06 at 09:00"
    assert found_in(updates(*text)) == ()


def test_updates_of_other_campaigns_of_the_partnership_fill_the_gap() -> None:
    text = updates("id: a, when: on 2027-01-12 at 09:00", "id: b, when: on 2027-04-20 at 09:00")
    newsletter = """\
    kind: social
    steps:
      - {id: letter, send: email, template: l.md, when: on 2027-03-01 at 09:00, counts_as: update}
    """
    assert found_in(text, siblings=[campaign(newsletter, "newsletter")]) == ()
    uncounted = newsletter.replace(", counts_as: update", "")
    assert len(found_in(text, siblings=[campaign(uncounted, "newsletter")])) == 1


def test_a_gap_is_reported_where_its_later_update_stands() -> None:
    early, late = (
        updates("id: a, when: on 2027-01-12 at 09:00"),
        updates("id: b, when: on 2027-04-20 at 09:00"),
    )
    assert found_in(early, siblings=[campaign(late, "second")]) == ()
    assert [each.step for each in found_in(late, siblings=[campaign(early, "second")])] == ["b"]


def test_two_updates_on_the_day_after_a_gap_are_reported_once() -> None:
    first = updates("id: a, when: on 2027-01-12 at 09:00", "id: b, when: on 2027-04-20 at 09:00")
    second = updates("id: c, when: on 2027-04-20 at 10:00")
    there = found_in(first, siblings=[campaign(second, "second")])
    back = found_in(second.replace("kind", "campaign: zeta\nkind"), siblings=[campaign(first, "second")])
    assert (len(there), len(back)) == (1, 0)


def test_only_mail_of_updates_and_what_counts_as_one_is_an_update() -> None:
    text = """\
    kind: updates
    steps:
      - {id: a, send: email, template: u.md, when: on 2027-01-12 at 09:00}
      - {id: call, send: call, template: c.md, when: on 2027-02-12 at 09:00}
      - {id: b, send: email, template: u.md, when: on 2027-04-20 at 09:00}
    """
    assert [found.step for found in found_in(text)] == ["b"]
    meeting = """\
    kind: meeting
    event: {title: Meeting, starts: 2027-03-18 09:00}
    steps:
      - {id: a, send: email, template: u.md, when: on 2027-01-12 at 09:00}
      - {id: b, send: email, template: u.md, when: on 2027-04-20 at 09:00}
    """
    assert found_in(meeting) == ()


def test_an_update_that_is_paused_fills_no_gap() -> None:
    text = updates(
        "id: a, when: on 2027-01-12 at 09:00",
        "id: b, when: on 2027-03-01 at 09:00, paused: true",
        "id: c, when: on 2027-04-20 at 09:00",
    )
    assert [found.step for found in found_in(text)] == ["c"]


def test_the_plan_counts_from_the_last_update_that_was_sent() -> None:
    sent = datetime(2027, 1, 12, 16, tzinfo=UTC)
    history = History(
        "example", began=sent, progress={("old", "2027-01-12", "email"): Progress(sent, 1, finished=True)}
    )
    text = updates("id: a, when: on 2027-04-20 at 09:00")
    now = sent + timedelta(20)
    assert found_in(text, now=now, history=history) == ()
    (found,) = found_in(text, now=now, history=history, moment=Moment.PLAN)
    assert found.message.startswith("no update between 12 January 2027 and 20 April 2027")


def test_an_update_that_is_late_counts_from_the_day_on_which_it_can_go() -> None:
    sent = datetime(2027, 1, 12, 16, tzinfo=UTC)
    history = History(
        "example", began=sent, progress={("a", "2027-01-12", "email"): Progress(sent, 1, finished=True)}
    )
    text = updates("id: a, when: every 2 months from 2027-01-12 at 09:00")
    (found,) = found_in(text, now=datetime(2027, 3, 22, 16, tzinfo=UTC), history=history, moment=Moment.PLAN)
    assert found.message.startswith("no update between 12 January 2027 and 22 March 2027")
    assert found.fix == "it is late already: let it go out as soon as it can, and plan the next in time"
    assert found.level is Level.WARNING


def test_the_update_that_ends_a_silence_is_warned_of_and_never_refused() -> None:
    old = updates("id: a, when: every 2 months from 2026-01-12 at 09:00 until 2026-06-30")
    new = updates("id: b, when: every 2 months from 2027-01-06 at 09:00")
    for moment in (Moment.CHECK, Moment.PLAN):
        now = datetime(2027, 1, 5, 16, tzinfo=UTC)
        (found,) = found_in(new, siblings=[campaign(old, "old")], now=now, moment=moment)
        assert (found.level, found.step) == (Level.WARNING, "b")


def test_a_gap_that_is_over_is_nobodys_any_more() -> None:
    text = updates("id: a, when: on 2026-06-01 at 09:00", "id: b, when: on 2027-01-05 at 09:00")
    assert found_in(text, now=datetime(2027, 2, 4, 16, tzinfo=UTC)) == ()


def test_updates_that_were_missed_fill_no_gap_in_the_plan() -> None:
    sent = datetime(2027, 1, 12, 16, tzinfo=UTC)
    history = History(
        "example",
        began=sent,
        progress={
            ("a", "2027-01-12", "email"): Progress(sent, 1, finished=True, counts={"sent": 9}),
            ("a", "2027-03-12", "email"): Progress(sent, 1, finished=True, counts={"missed": 9}),
        },
    )
    text = updates("id: a, when: every 2 months from 2027-01-12 at 09:00")
    (found,) = found_in(text, now=datetime(2027, 5, 1, 16, tzinfo=UTC), history=history, moment=Moment.PLAN)
    assert found.message.startswith("no update between 12 January 2027 and 12 May 2027")


def test_a_house_that_wants_an_update_every_month_gets_it() -> None:
    text = updates("id: a, when: every 2 months from 2027-01-12 at 09:00 until 2027-06-30")
    (found,) = found_in(text, house=house(rules={"C001": {"months": 1}}))
    assert "1 month apart is the most" in found.message
    assert found.fix.startswith("write `every 1 months from ...`")
