"""C002: a partnership that has launched keeps being heard of."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level
from outreach.core.history import History, Progress
from outreach.rules.examine import examine, examine_family
from outreach.rules.families.cadence.silence import SilenceAlarm
from outreach.rules.family import Family
from tests.rules.building import campaign, case
from tests.rules.examples import example, family
from tests.rules.families.partnerships import MARCH, a_family, lived

RHYTHM = "every 2 months from 2027-01-12 at 09:00 until {until}"
DAY = timedelta(1)


def updates(*whens: str) -> str:
    """A campaign of updates, one step for each of these moments."""
    steps = (
        f"  - id: update-{at}\n    send: email\n    template: u.md\n    when: {when}\n"
        for at, when in enumerate(whens)
    )
    return "kind: updates\nsteps:\n" + "".join(steps)


def once(*gone: tuple[str, str]) -> History:
    """The campaign `example`, of which these steps, which do not recur, went out on these days."""
    return lived("example", *gone, recurring=False)


def alarms(found_in: Family) -> tuple[Finding, ...]:
    return examine_family(found_in, (SilenceAlarm,))


def ended(until: str = "2027-03-31", now: datetime = MARCH, *days: str) -> Family:
    """A rhythm of two months whose updates of January and March went out."""
    gone = [("update-0", day) for day in days or ("2027-01-12", "2027-03-12")]
    return a_family(campaign(updates(RHYTHM.format(until=until))), now=now, example=lived("example", *gone))


def test_a_rhythm_that_has_ended_names_its_last_update_and_the_day_of_the_next() -> None:
    (found,) = alarms(ended())
    assert found.message == (
        "the last update went out on 12 March 2027 and none is planned; 2 months without one are the most, "
        "so one must go by 12 May 2027"
    )
    assert found.fix == "write `until 2027-05-12` or later, or plan an update for 12 May 2027 or earlier"
    assert str(found.place) == "campaigns/example.yaml:6:11"
    assert (found.rule, found.level, found.effect) == ("C002", Level.WARNING, None)
    assert (found.campaign, found.step) == ("example", "update-0")
    assert found.source == "training manual, step 5, tip 2"


def test_each_remedy_applied_silences_the_alarm() -> None:
    (found,) = alarms(ended())
    until = re.findall("until ([0-9-]+)", found.fix)[0]
    assert alarms(ended(until)) == ()
    gone = lived("example", ("update-0", "2027-03-12"))
    further = updates(RHYTHM.format(until="2027-03-31"), "on 2027-05-12 at 09:00")
    assert alarms(a_family(campaign(further), example=gone)) == ()


@pytest.mark.parametrize(("day", "kept"), [("2027-05-12", True), ("2027-05-13", False)])
def test_two_months_to_the_day_are_kept(day: str, *, kept: bool) -> None:
    text = updates("on 2027-03-12 at 09:00", f"on {day} at 09:00")
    assert (alarms(a_family(campaign(text), example=once(("update-0", "2027-03-12")))) == ()) is kept


def test_a_last_day_that_is_closed_is_met_on_the_next_open_one() -> None:
    # 5 July 2027 is the Monday on which Independence Day is kept; two months after 3 May is the Saturday.
    history = once(("update-0", "2027-05-03"))
    now = datetime(2027, 5, 20, 16, tzinfo=UTC)
    met = updates("on 2027-05-03 at 09:00", "on 2027-07-06 at 09:00")
    missed = updates("on 2027-05-03 at 09:00", "on 2027-07-07 at 09:00")
    assert alarms(a_family(campaign(met), now=now, example=history)) == ()
    assert len(alarms(a_family(campaign(missed), now=now, example=history))) == 1


def test_a_next_update_that_comes_too_late_is_said() -> None:
    text = updates("on 2027-03-12 at 09:00", "on 2027-06-08 at 09:00")
    (found,) = alarms(a_family(campaign(text), example=once(("update-0", "2027-03-12"))))
    assert (
        "the last update went out on 12 March 2027 and the next is planned for 8 June 2027" in found.message
    )
    assert found.fix == "plan an update for 12 May 2027 or earlier"


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 2), st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_an_endless_rhythm_of_two_months_is_never_silent(first: date, months: int, passed: int) -> None:
    text = campaign(updates(f"every {months} months from {first} at 09:00"))
    now = datetime(first.year, first.month, first.day, 23, tzinfo=UTC) + passed * DAY
    laid = a_family(text, now=now).schedules[0]
    gone = [("update-0", each.occurrence) for each in laid.touches if each.due and each.due <= now]
    assume(gone)
    for horizon in (DAY, 40 * DAY, 366 * DAY):
        assert alarms(a_family(text, now=now, horizon=horizon, example=lived("example", *gone))) == ()


def test_a_rhythm_that_goes_on_is_seen_beyond_the_horizon_of_a_short_plan() -> None:
    text = campaign(updates(RHYTHM.format(until="2027-12-31")))
    history = lived("example", ("update-0", "2027-03-12"))
    assert alarms(a_family(text, horizon=DAY, example=history)) == ()


def test_the_alarm_never_sounds_a_year_ahead() -> None:
    whole = [f"2027-{month:02}-12" for month in (1, 3, 5, 7, 9, 11)]
    before = datetime(2027, 11, 11, 16, tzinfo=UTC)
    assert alarms(ended("2027-12-31", MARCH)) == ()
    assert alarms(ended("2027-12-31", before, *whole[:-1])) == ()
    (found,) = alarms(ended("2027-12-31", before + 2 * DAY, *whole))
    assert found.message.endswith("so one must go by 12 January 2028")
    assert found.fix.startswith("write `until 2028-01-12` or later")


def test_once_the_day_has_passed_the_first_open_day_is_what_is_left() -> None:
    saturday = datetime(2027, 5, 15, 16, tzinfo=UTC)
    (found,) = alarms(ended(now=saturday))
    assert found.message.endswith("so one was due by 12 May 2027")
    assert found.fix == "plan an update for 17 May 2027 or earlier"
    mended = updates(RHYTHM.format(until="2027-03-31"), "on 2027-05-17 at 09:00")
    gone = lived("example", ("update-0", "2027-03-12"))
    assert alarms(a_family(campaign(mended), now=saturday, example=gone)) == ()


def test_an_update_that_is_late_but_can_still_go_is_no_silence() -> None:
    text = campaign(updates(RHYTHM.format(until="2027-12-31")))
    late = datetime(2027, 5, 20, 16, tzinfo=UTC)
    assert alarms(a_family(text, now=late, example=lived("example", ("update-0", "2027-03-12")))) == ()


def test_an_update_that_was_missed_or_skipped_is_none() -> None:
    text = campaign(updates("on 2027-01-12 at 09:00", "on 2027-03-12 at 09:00"))
    gone = once(("update-0", "2027-01-12"))
    missed = Progress(MARCH - 10 * DAY, 1, finished=True, counts={"missed": 30})
    history = replace(gone, progress={**gone.progress, ("update-1", "once", "email"): missed})
    (found,) = alarms(a_family(text, example=history))
    assert found.message.startswith("the last update went out on 12 January 2027 and none is planned")
    unbegun = replace(lived("example"), began=MARCH)
    (found,) = alarms(a_family(text, example=unbegun))
    assert found.message.startswith("no update has gone out and none is planned")


def test_updates_of_all_campaigns_of_the_partnership_count() -> None:
    recap = campaign(
        """\
        kind: meeting
        event: {title: Spring meeting, starts: 2027-04-15 09:00}
        steps:
          - {id: recap, send: email, template: r.md, when: 1 day after event at 09:00, counts_as: update}
        """,
        "spring",
    )
    gone = lived("example", ("update-0", "2027-03-12"))
    ending = campaign(updates(RHYTHM.format(until="2027-03-31")))
    assert alarms(a_family(ending, recap, example=gone)) == ()
    late = datetime(2027, 5, 3, 16, tzinfo=UTC)
    (found,) = alarms(
        a_family(
            ending,
            recap,
            now=late,
            example=gone,
            spring=lived("spring", ("recap", "2027-04-16"), recurring=False),
        )
    )
    assert found.message.startswith("the last update went out on 16 April 2027")
    assert (str(found.place), found.step) == ("campaigns/example.yaml:2:1", "")


@pytest.mark.parametrize("until", ["", " until 2027-12-31"])
@pytest.mark.parametrize("paused", ["paused: true\n", "    paused: true\n"], ids=["the campaign", "the step"])
def test_a_pause_is_silence_and_its_end_the_remedy(paused: str, until: str) -> None:
    text, gone = (
        updates("every 2 months from 2027-01-12 at 09:00" + until),
        lived("example", ("update-0", "2027-03-12")),
    )
    held = text + paused if paused.startswith(" ") else paused + text
    (found,) = alarms(a_family(campaign(held), example=gone))
    assert found.fix == "take `paused: true` out, or plan an update for 12 May 2027 or earlier"
    assert alarms(a_family(campaign(text), example=gone)) == ()


def test_where_ending_the_pause_would_not_help_a_further_update_is_asked_for() -> None:
    held = "paused: true\n" + updates(RHYTHM.format(until="2027-03-31"))
    (found,) = alarms(a_family(campaign(held), example=lived("example", ("update-0", "2027-03-12"))))
    assert found.fix == "plan an update for 12 May 2027 or earlier"


def test_what_went_out_from_a_step_that_is_gone_was_heard() -> None:
    text = campaign(updates("on 2027-05-20 at 09:00"))
    gone = once(("the-old-update", "2027-03-12"))
    (found,) = alarms(a_family(text, example=gone))
    assert found.message.endswith("so one must go by 12 May 2027")
    assert found.place.line == 2


LAUNCH = """\
kind: launch
event: {title: Launch, starts: 2027-03-18 09:00, duration: 2h}
steps:
  - {id: invitation, send: invite, template: a.md, when: 6 weeks before event at 09:00}
"""


@pytest.mark.parametrize(
    ("stage", "now", "sounds"),
    [
        ("preparing_to_launch", "2027-03-18T15:30", False),
        ("preparing_to_launch", "2027-03-18T17:00", True),
        ("moving_to_action", "2027-01-18T17:00", True),
        ("sustaining", "2027-01-18T17:00", True),
        ("resting", "2027-03-18T17:00", False),
    ],
)
def test_the_alarm_is_for_partnerships_that_have_launched_and_are_not_at_rest(
    stage: str, now: str, *, sounds: bool
) -> None:
    at = datetime.fromisoformat(f"{now}+00:00")
    assert bool(alarms(a_family(campaign(LAUNCH), now=at, stage=stage))) is sounds


def test_a_launch_that_was_called_off_was_none() -> None:
    off = LAUNCH.replace("duration: 2h", "status: cancelled, reason: Snow")
    assert alarms(a_family(campaign(off), stage="preparing_to_launch")) == ()


def test_without_any_update_the_months_count_from_the_launch_at_the_steps_of_the_last_campaign() -> None:
    (found,) = alarms(a_family(campaign(LAUNCH), stage="preparing_to_launch"))
    assert found.message == (
        "no update has gone out and none is planned; 2 months without one are the most, so one must go by "
        "18 May 2027"
    )
    assert found.fix == "plan an update for 18 May 2027 or earlier"
    assert str(found.place) == "campaigns/example.yaml:3:1"
    first = campaign(updates("on 2027-05-18 at 09:00"), "updates")
    assert alarms(a_family(campaign(LAUNCH), first, stage="preparing_to_launch")) == ()


def test_silence_before_the_launch_is_none() -> None:
    early = campaign(updates("on 2026-12-08 at 09:00"), "updates")
    gone = lived("updates", ("update-0", "2026-12-08"), recurring=False)
    (found,) = alarms(a_family(campaign(LAUNCH), early, stage="preparing_to_launch", updates=gone))
    assert found.message.endswith("so one must go by 18 May 2027")
    recent = lived("updates", ("update-0", "2027-02-10"), recurring=False)
    (found,) = alarms(a_family(campaign(LAUNCH), early, stage="preparing_to_launch", updates=recent))
    assert found.message.endswith("so one must go by 12 April 2027")


def test_of_several_campaigns_the_one_that_ends_last_is_named() -> None:
    summer = LAUNCH.replace("launch", "meeting").replace("2027-03-18", "2027-06-24")
    (found,) = alarms(a_family(campaign(summer, "summer"), campaign(LAUNCH)))
    assert (found.place.file, found.campaign) == ("campaigns/summer.yaml", "summer")


def test_a_partnership_without_a_campaign_is_named_where_it_is_written() -> None:
    (found,) = alarms(a_family())
    assert str(found.place) == "config/partnerships.yaml:7:1"
    assert found.message.endswith("so one must go by 24 May 2027")
    assert (found.campaign, found.step) == ("", "")


def test_a_house_may_want_an_update_every_month() -> None:
    history = lived("example", ("update-0", "2027-03-12"))
    text = campaign(updates(RHYTHM.format(until="2027-12-31")))
    (found,) = alarms(a_family(text, rules={"C002": {"months": 1}}, example=history))
    assert found.message == (
        "the last update went out on 12 March 2027 and the next is planned for 12 May 2027; "
        "1 month without one are the most, so one must go by 12 April 2027"
    )


def test_a_waiver_in_any_campaign_of_the_partnership_lets_it_off() -> None:
    waiver = "waive: [{rule: C002, reason: The summer break, by: convener, until: 2027-08-31}]\n"
    (found,) = alarms(a_family(campaign(LAUNCH + waiver), stage="sustaining"))
    assert found.waived


def test_a_single_campaign_does_not_show_it() -> None:
    assert examine(case(LAUNCH, now=MARCH), (SilenceAlarm,)) == ()


def test_the_examples_break_and_keep_the_rule() -> None:
    moment = SilenceAlarm.moments[0]
    assert [found.rule for found in alarms(family(example(SilenceAlarm.bad, moment)))] == ["C002"]
    assert alarms(family(example(SilenceAlarm.good, moment))) == ()
