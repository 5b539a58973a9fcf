"""F003: a launch is followed within four weeks by the first call of an action team."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.campaign import Campaign
from outreach.core.finding import Finding, Level, Moment
from outreach.rules.examine import examine
from outreach.rules.families.afterwards.beginning import TeamsInFourWeeks
from tests.rules.building import campaign, case, house
from tests.rules.examples import example

LAUNCH = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, duration: 2h}
steps:
  - {id: recap, send: email, template: launch/recap.md, when: 1 business day after event at 09:00}
"""
TEAM = """\
kind: action-team
event:
  title: Training team call
  starts: {starts}
steps:
  - {{id: invitation, send: invite, template: teams/invitation.md, when: 2 weeks before event at 09:00}}
"""
POLL = """\
kind: poll
poll:
  question: When should the team meet?
  for: action-team
  options: [{options}]
  closes: 3 days after opening at 17:00
steps:
  - {{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}}
"""
LAUNCHED = datetime(2027, 3, 18, 15, tzinfo=UTC)
BEFORE, AFTER = LAUNCHED - timedelta(30), LAUNCHED + timedelta(6)


def team(starts: str, name: str = "training-team", more: str = "") -> Campaign:
    return campaign(TEAM.format(starts=starts) + more, name)


def poll(*options: str) -> Campaign:
    return campaign(POLL.format(options=", ".join(options)), "team-date")


def begun(
    *siblings: Campaign, now: datetime = AFTER, text: str = LAUNCH, **more: object
) -> tuple[Finding, ...]:
    judged = case(text, now=now, siblings=siblings, **{"moment": Moment.PLAN, **more})  # type: ignore[arg-type]
    return examine(judged, (TeamsInFourWeeks,))


def test_its_bad_example_breaks_it() -> None:
    (found,) = examine(example(TeamsInFourWeeks.bad, Moment.PLAN), (TeamsInFourWeeks,))
    assert (found.rule, found.level) == ("F003", Level.WARNING)


def test_its_good_example_with_the_team_beside_the_launch_keeps_it() -> None:
    launch, _, rest = TeamsInFourWeeks.good.partition("---\n")
    assert begun(campaign(rest.partition("---")[0]), text=launch) == ()
    assert len(begun(text=launch)) == 1


def test_a_launch_without_a_team_is_told_at_its_steps() -> None:
    (found,) = begun()
    assert found.message == (
        "no action team has a call after 18 March, or an open poll for one; the first is due by 15 April"
    )
    assert found.fix == (
        "write one, and the poll for its day, with "
        "`outreach new action-team NAME --partnership laramie-construction`"
    )
    assert str(found.place) == "campaigns/example.yaml:3:1"
    assert (found.campaign, found.step, found.level, found.effect) == ("example", "", Level.WARNING, None)


@pytest.mark.parametrize(
    ("now", "level"),
    [
        (LAUNCHED - timedelta(100), Level.ADVICE),
        (LAUNCHED + timedelta(hours=3), Level.ADVICE),
        (datetime(2027, 3, 23, 5, 59, tzinfo=UTC), Level.ADVICE),
        (datetime(2027, 3, 23, 6, 1, tzinfo=UTC), Level.WARNING),
        (LAUNCHED + timedelta(28), Level.WARNING),
        (LAUNCHED + timedelta(56), Level.WARNING),
        (LAUNCHED + timedelta(57), None),
        (LAUNCHED + timedelta(400), None),
    ],
)
def test_a_missing_call_is_advised_then_warned_of_and_not_for_ever(
    now: datetime, level: Level | None
) -> None:
    assert [each.level for each in begun(now=now)] == ([level] if level else [])


def test_after_the_four_weeks_it_says_that_the_call_was_due() -> None:
    (found,) = begun(now=LAUNCHED + timedelta(30))
    assert found.message.endswith("; the first was due by 15 April")


@pytest.mark.parametrize("now", [BEFORE, AFTER])
@pytest.mark.parametrize("starts", ["2027-03-19 08:00", "2027-04-07 14:00", "2027-04-15 17:00"])
def test_a_call_within_four_weeks_is_in_time(starts: str, now: datetime) -> None:
    assert begun(team(starts), now=now) == ()


@pytest.mark.parametrize("now", [BEFORE, AFTER])
def test_a_call_that_is_late_is_warned_of_where_its_day_is_written(now: datetime) -> None:
    (found,) = begun(team("2027-04-16 10:00"), now=now)
    assert found.message == (
        "the first call of an action team is on 16 April, 29 days after the launch of 18 March; "
        "28 are the most"
    )
    assert found.fix == "move it to 15 April or earlier"
    assert str(found.place) == "campaigns/training-team.yaml:4:11"
    assert (found.campaign, found.level) == ("example", Level.WARNING)


def test_of_several_teams_the_first_counts() -> None:
    assert begun(team("2027-05-20 10:00"), team("2027-04-07 10:00", "schools-team")) == ()


@pytest.mark.parametrize(
    "sibling",
    [
        team("2027-03-10 10:00"),
        team("2027-04-07 10:00\n  status: cancelled"),
        team("2027-04-07 10:00", more="paused: true\n"),
        campaign(TEAM.format(starts="2027-04-07 10:00").replace("action-team", "meeting"), "spring"),
        team("{poll: nobody-knows}"),
    ],
    ids=["before the launch", "called off", "paused", "a meeting", "waiting for no poll"],
)
def test_what_is_no_call_to_come_does_not_count(sibling: Campaign) -> None:
    assert [each.message.split()[0] for each in begun(sibling)] == ["no"]


@pytest.mark.parametrize("now", [BEFORE, LAUNCHED + timedelta(5)], ids=["to come", "open"])
def test_a_poll_that_looks_for_a_day_in_time_is_enough(now: datetime) -> None:
    siblings = (poll("2027-04-06 10:00", "2027-04-20 14:00"), team("{poll: team-date}"))
    assert begun(*siblings, now=now) == ()


def test_a_poll_all_of_whose_days_are_late_is_named_at_its_options() -> None:
    (found,) = begun(poll("2027-04-21 10:00", "2027-04-20 14:00"), team("{poll: team-date}"))
    assert found.message == (
        "the first call of an action team is on 20 April at the earliest, 33 days after the launch of "
        "18 March; 28 are the most"
    )
    assert found.fix == "offer 15 April or earlier"
    assert str(found.place) == "campaigns/team-date.yaml:5:12"
    mended = poll("2027-04-15 10:00", "2027-04-20 14:00")
    assert begun(mended, team("{poll: team-date}")) == ()


def test_a_poll_that_closed_without_a_day_has_to_be_decided() -> None:
    siblings = (poll("2027-04-06 10:00", "2027-04-07 14:00"), team("{poll: team-date}"))
    (found,) = begun(*siblings, now=datetime(2027, 3, 29, 16, tzinfo=UTC))
    assert found.message.startswith("no action team has a call after 18 March")
    assert found.fix == "choose a day with `outreach poll decide team-date`"


def test_once_a_team_has_met_or_nothing_can_be_moved_any_more_nothing_is_found() -> None:
    late = team("2027-04-22 10:00")
    assert len(begun(late, now=LAUNCHED + timedelta(28))) == 1
    assert begun(late, now=LAUNCHED + timedelta(29)) == ()
    assert begun(late, now=LAUNCHED + timedelta(50)) == ()


@pytest.mark.parametrize(
    "text",
    [
        LAUNCH.replace("launch\nevent", "meeting\nevent"),
        LAUNCH.replace("duration: 2h", "status: cancelled"),
        LAUNCH.replace("2027-03-18 09:00", "{poll: launch-date}"),
        f"{LAUNCH}paused: true\n",
    ],
    ids=["a meeting", "called off", "without a date", "paused"],
)
def test_only_a_launch_that_takes_place_is_followed_by_teams(text: str) -> None:
    assert begun(text=text) == ()


def test_it_is_looked_at_in_a_plan_only() -> None:
    assert begun(moment=Moment.CHECK) == ()
    assert begun(moment=Moment.SEND) == ()


def test_a_house_may_want_its_teams_in_three_weeks() -> None:
    strict = house(rules={"F003": {"weeks": 3, "business_days": 1}})
    (found,) = begun(team("2027-04-09 10:00"), house=strict)
    assert found.message.endswith("22 days after the launch of 18 March; 21 are the most")
    assert begun(team("2027-04-08 10:00"), house=strict) == ()
    (found,) = begun(now=LAUNCHED + timedelta(1), house=strict)
    assert found.level is Level.WARNING


@given(st.integers(29, 90))
def test_the_day_that_the_remedy_names_is_in_time(days: int) -> None:
    late = (LAUNCHED + timedelta(days)).date()
    (found,) = begun(team(f"{late} 10:00"))
    words = found.fix.removeprefix("move it to ").removesuffix(" or earlier")
    day = datetime.strptime(f"{words} 2027", "%d %B %Y").date()  # noqa: DTZ007
    assert begun(team(f"{day} 10:00")) == ()


def test_a_team_as_the_remedy_writes_it_makes_the_rule_pass() -> None:
    assert "outreach new action-team" in begun()[0].fix
    assert begun(poll("2027-04-06 10:00"), team("{poll: team-date}")) == ()
