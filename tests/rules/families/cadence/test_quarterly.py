"""C003: the full partnership meets every quarter, and knows when it will meet again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.campaign import Campaign
from outreach.core.finding import Finding, Level
from outreach.core.history import History
from outreach.rules.examine import examine, examine_family
from outreach.rules.families.cadence.quarterly import QuarterlyMeeting
from outreach.rules.family import Family
from tests.rules.building import campaign, case
from tests.rules.examples import example, family
from tests.rules.families.partnerships import MARCH, a_family


def meeting(
    starts: str = "2027-03-18", name: str = "spring", kind: str = "meeting", more: str = ""
) -> Campaign:
    """A meeting on that day at nine, or one that a poll dates."""
    at = starts if starts.startswith("{") else f"{starts} 09:00"
    return campaign(
        f"kind: {kind}\n"
        f"event: {{title: Meeting, starts: {at}, duration: 2h{more}}}\n"
        "steps:\n"
        "  - {id: invitation, send: invite, template: a.md, when: 5 weeks before event at 09:00}\n",
        name,
    )


def poll(opens: str = "2027-03-22", purpose: str = "meeting", more: str = "") -> Campaign:
    """A poll that opens on that day at nine and closes three days later."""
    return campaign(
        "kind: poll\n"
        "poll:\n"
        "  question: When should the partnership meet?\n"
        f"  for: {purpose}\n"
        "  options: [2027-06-22 09:00, 2027-06-24 09:00]\n"
        "  closes: 3 days after opening at 17:00\n"
        f"steps: [{{id: ask, send: poll, template: p.md, when: on {opens} at 09:00}}]\n{more}",
        "summer-date",
    )


SPRING = meeting()
WAITING = meeting("{poll: summer-date}", "summer")


def found_in(judged: Family) -> tuple[Finding, ...]:
    return examine_family(judged, (QuarterlyMeeting,))


def quarter(*campaigns: Campaign, **more: object) -> tuple[Finding, ...]:
    return found_in(a_family(*campaigns, **more))  # type: ignore[arg-type]


def test_a_meeting_that_is_over_without_a_next_date_names_the_day_of_the_next() -> None:
    (found,) = quarter(SPRING)
    assert found.message == (
        "the full partnership met on 18 March 2027, and its next meeting has no date; "
        "3 months later is the latest, so it is due by 30 June 2027"
    )
    assert found.fix == "plan one for 30 June 2027 or earlier, or a poll for its date"
    assert str(found.place) == "campaigns/spring.yaml:3:1"
    assert (found.rule, found.level, found.effect) == ("C003", Level.WARNING, None)
    assert (found.campaign, found.step) == ("spring", "")
    assert found.source == "training manual, step 5, review question 6"


def test_each_remedy_applied_is_enough() -> None:
    assert quarter(SPRING, meeting("2027-06-30", "summer")) == ()
    assert quarter(SPRING, poll()) == ()
    assert quarter(SPRING, poll(), WAITING) == ()


@pytest.mark.parametrize(
    ("day", "kept"), [("2027-06-30", True), ("2027-07-01", False), ("2027-09-16", False)]
)
def test_a_meeting_in_march_is_followed_by_one_by_the_end_of_june(day: str, *, kept: bool) -> None:
    assert (quarter(SPRING, meeting(day, "summer")) == ()) is kept


def test_a_next_meeting_that_is_too_far_away_is_named_where_its_date_stands() -> None:
    (found,) = quarter(SPRING, meeting("2027-09-16", "fall"), meeting("2027-12-09", "winter"))
    assert found.message == (
        "the full partnership met on 18 March 2027, and its next meeting is on 16 September 2027; "
        "3 months later is the latest, so it is due by 30 June 2027"
    )
    assert found.fix == "move it to 30 June 2027 or earlier, or plan one in between"
    assert (str(found.place), found.campaign) == ("campaigns/fall.yaml:2:33", "fall")
    assert quarter(SPRING, meeting("2027-06-30", "fall"), meeting("2027-12-09", "winter")) == ()
    in_between = meeting("2027-06-29", "summer")
    assert quarter(SPRING, in_between, meeting("2027-09-16", "fall")) == ()


def test_meetings_further_ahead_are_not_judged_before_their_time() -> None:
    assert quarter(SPRING, meeting("2027-06-24", "summer"), meeting("2028-06-22", "next-summer")) == ()


@pytest.mark.parametrize(
    ("now", "found"), [("2027-03-18T15:00", 0), ("2027-03-18T16:59", 0), ("2027-03-18T17:00", 1)]
)
def test_nothing_is_asked_before_the_first_meeting_is_over(now: str, found: int) -> None:
    assert len(quarter(SPRING, now=datetime.fromisoformat(f"{now}+00:00"))) == found
    assert quarter(now=MARCH) == ()


@pytest.mark.parametrize("kind", ["launch", "meeting"])
def test_launches_and_meetings_both_count(kind: str) -> None:
    assert len(quarter(meeting(kind=kind))) == 1
    assert quarter(meeting(kind=kind), meeting("2027-06-24", "next", kind)) == ()


def test_a_teams_call_is_no_meeting_of_the_full_partnership() -> None:
    assert quarter(meeting(kind="action-team")) == ()
    assert len(quarter(SPRING, meeting("2027-04-08", "team", "action-team"))) == 1


def test_a_meeting_that_is_called_off_is_none() -> None:
    off = ", status: cancelled, reason: Snow"
    assert quarter(meeting(more=off)) == ()
    assert len(quarter(SPRING, meeting("2027-06-24", "summer", more=off))) == 1


@pytest.mark.parametrize(
    ("stage", "found"), [("resting", 0), ("preparing_to_launch", 1), ("moving_to_action", 1)]
)
def test_a_partnership_at_rest_need_not_meet(stage: str, found: int) -> None:
    assert len(quarter(SPRING, stage=stage)) == found


@pytest.mark.parametrize("opens", ["2027-03-22", "2027-03-19", "2027-05-10"])
def test_a_poll_that_is_open_or_to_come_is_on_its_way_to_a_date(opens: str) -> None:
    assert quarter(SPRING, poll(opens)) == ()
    assert quarter(SPRING, poll(opens), WAITING) == ()
    assert quarter(SPRING, poll(opens), WAITING, meeting("2027-09-16", "fall")) == ()


@pytest.mark.parametrize(
    "asked", [poll("2027-03-08"), poll(purpose="action-team"), poll(more="paused: true\n")],
    ids=["closed", "for a team", "paused"],
)  # fmt: skip
def test_any_other_poll_leads_to_no_date(asked: Campaign) -> None:
    assert [found.campaign for found in quarter(SPRING, asked)] == ["spring"]


def test_a_poll_that_closed_without_a_date_waits_for_a_person() -> None:
    closed = poll("2027-03-08")
    (found,) = quarter(SPRING, closed, WAITING)
    assert found.message.startswith(
        "the full partnership met on 18 March 2027, and its next meeting waits for the poll summer-date, "
        "which closed without a date; "
    )
    assert (
        found.fix == "choose a date with `outreach poll decide summer-date OPTION`, 30 June 2027 or earlier"
    )
    assert (str(found.place), found.campaign) == ("campaigns/summer.yaml:2:33", "summer")
    decided = History("summer-date", decision=datetime(2027, 6, 24, 9))
    assert quarter(SPRING, closed, WAITING, **{"summer-date": decided}) == ()


def test_the_last_meeting_counts_and_not_those_before_it() -> None:
    winter = meeting("2026-12-10", "winter", "launch")
    (found,) = quarter(winter, SPRING)
    assert "met on 18 March 2027" in found.message


def test_once_the_quarter_leaves_no_notice_the_first_month_that_does_is_named() -> None:
    june = datetime(2027, 6, 10, 16, tzinfo=UTC)
    (found,) = quarter(SPRING, now=june)
    assert found.message.endswith("so it is due by 30 June 2027")
    assert found.fix == "plan one for 31 July 2027 or earlier, or a poll for its date"
    assert quarter(SPRING, meeting("2027-07-31", "summer"), now=june) == ()
    (found,) = quarter(SPRING, meeting("2027-12-09", "winter"), now=datetime(2027, 8, 2, 16, tzinfo=UTC))
    assert found.message.endswith("so it was due by 30 June 2027")
    assert found.fix.startswith("move it to 31 August 2027 or earlier")


@given(st.dates(date(2026, 12, 3), date(2027, 12, 31)), st.integers(1, 400), st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_a_next_meeting_that_is_in_time_stays_in_time_until_it_is_over(
    first: date, apart: int, passed: int
) -> None:
    both = meeting(f"{first}"), meeting(f"{first + timedelta(apart)}", "next")
    after = datetime(first.year, first.month, first.day, 20, tzinfo=UTC)
    if quarter(*both, now=after) == ():
        later = min(after + timedelta(passed), after + timedelta(apart, hours=-8))
        assert quarter(*both, now=max(after, later)) == ()


def test_a_house_may_want_its_partnerships_to_meet_more_often() -> None:
    summer = meeting("2027-06-24", "summer")
    (found,) = quarter(SPRING, summer, rules={"C003": {"months": 2}})
    assert found.message.endswith("2 months later is the latest, so it is due by 31 May 2027")
    assert quarter(SPRING, meeting("2027-05-31", "summer"), rules={"C003": {"months": 2}}) == ()


def test_a_waiver_in_any_campaign_of_the_partnership_lets_it_off() -> None:
    waiver = campaign(
        "kind: updates\n"
        "steps: [{id: update, send: email, template: u.md, when: on 2027-04-01 at 09:00}]\n"
        "waive: [{rule: C003, reason: The summer is short, by: convener, until: 2027-09-30}]\n"
    )
    (found,) = quarter(SPRING, waiver)
    assert found.waived


def test_a_single_campaign_does_not_show_it() -> None:
    judged = case("kind: meeting\nevent: {title: Meeting, starts: 2027-03-18 09:00}\nsteps: []", now=MARCH)
    assert examine(replace(judged), (QuarterlyMeeting,)) == ()


def test_the_examples_break_and_keep_the_rule() -> None:
    moment = QuarterlyMeeting.moments[0]
    assert [each.rule for each in found_in(family(example(QuarterlyMeeting.bad, moment)))] == ["C003"]
    assert found_in(family(example(QuarterlyMeeting.good, moment))) == ()
