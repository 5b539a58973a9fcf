"""N005: a meeting that moves after it was announced leaves those invited their notice again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import Announced, History, Progress
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.notice.moving import ChangeNotice
from tests.rules.building import case, house
from tests.rules.examples import DENVER, example

MEETING = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-25 09:00, duration: 1h, location: Hall}
steps:
  - {id: invitation, send: invite, template: a.md, when: on 2027-02-04 at 09:00}
  - {id: partners, send: invite, for: outer_table, template: b.md, when: on 2027-02-04 at 10:00}
  - {id: reminder, send: email, template: a.md, when: 2 weeks before event at 09:00}
"""
TEAM = MEETING.replace("kind: meeting", "kind: action-team")
MONDAY = datetime(2027, 3, 8, 17, tzinfo=UTC)
PLAN, SEND = Moment.PLAN, Moment.SEND


def told(
    starts: str = "2027-03-18 09:00", revision: int = 0, *, off: bool = False, also: tuple[str, ...] = ()
) -> History:
    """What those invited know since the fourth of February, by the invitation and `also` by other steps."""
    then = datetime(2027, 2, 4, 16, tzinfo=UTC)
    begins = datetime.fromisoformat(starts).replace(tzinfo=DENVER).astimezone(UTC)
    known = Announced(
        "uid",
        revision,
        revision,
        "Spring meeting",
        begins,
        timedelta(hours=1),
        "Hall",
        cancelled=off,
        at=then,
    )
    gone = Progress(then, 1, finished=True, counts={"sent": 30})
    progress = {(step, "once", "email"): gone for step in ("invitation", *also)}
    return History("example", began=then, announced=known, progress=progress)


def moved(text: str = MEETING, *, history: History | None = None, now: datetime = MONDAY,
          moment: Moment = PLAN, **more: object) -> tuple[Finding, ...]:  # fmt: skip
    judged = case(text, history=history or told(), now=now, moment=moment, **more)  # type: ignore[arg-type]
    return examine(judged, (ChangeNotice,))


def test_a_new_date_too_near_names_the_days_and_the_first_day_that_would_do() -> None:
    (found,) = moved()
    assert found.message == "the new date is told 17 days before 25 March; 28 are needed"
    assert found.fix == "choose 5 April or later, or waive N005 with a reason"
    assert str(found.place) == "campaigns/example.yaml:2:40"
    assert (found.rule, found.step, found.occurrence) == ("N005", "invitation", "once+1")
    assert (found.level, found.effect) == (Level.ERROR, Effect.HOLD)
    assert found.source == "training manual, step 5, tip 2; it follows from N001 and N006"


def test_the_remedy_applied_lets_the_change_go() -> None:
    assert moved(MEETING.replace("2027-03-25", "2027-04-05")) == ()
    waiver = "waive: [{rule: N005, reason: The hall burnt down, by: champion-1, until: 2027-03-25}]\n"
    assert [found.waived for found in moved(MEETING + waiver)] == [True]


@pytest.mark.parametrize("moment", [PLAN, SEND])
@pytest.mark.parametrize(("day", "kept"), [("2027-04-05", True), ("2027-04-04", False)])
def test_a_launch_or_a_meeting_needs_its_four_weeks_again(day: str, moment: Moment, *, kept: bool) -> None:
    text = MEETING.replace("2027-03-25", day)
    assert (moved(text, moment=moment) == ()) is kept
    assert (moved(text.replace("kind: meeting", "kind: launch"), moment=moment) == ()) is kept


@pytest.mark.parametrize(("day", "kept"), [("2027-03-15", True), ("2027-03-12", False)])
def test_a_teams_call_needs_its_five_business_days_again(day: str, *, kept: bool) -> None:
    found = moved(TEAM.replace("2027-03-25", day))
    assert (found == ()) is kept
    if found:
        assert found[0].message == "the new date is told 4 business days before 12 March; 5 are needed"
        assert found[0].fix == "choose 15 March or later, or waive N005 with a reason"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-03-09", "1 day before 9 March"),
        ("2027-03-08", "on 8 March, the day itself"),
        ("2027-03-05", "3 days after 5 March"),
    ],
)
def test_a_date_hardly_ahead_or_past_is_said_as_it_is(day: str, said: str) -> None:
    (found,) = moved(MEETING.replace("2027-03-25 09:00", f"{day} 15:00"))
    assert found.message == f"the new date is told {said}; 28 are needed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("location: Hall", "location: Library"),
        ("title: Spring meeting", "title: March meeting"),
        ("duration: 1h", "duration: 2h"),
        ("2027-03-18 09:00", "2027-03-18 13:30"),
    ],
    ids=["the place", "the title", "the length", "the hour"],
)
@pytest.mark.parametrize("now", [MONDAY, datetime(2027, 3, 17, 17, tzinfo=UTC)])
def test_what_keeps_its_day_is_told_at_any_time(old: str, new: str, now: datetime) -> None:
    text = MEETING.replace("2027-03-25", "2027-03-18").replace(old, new)
    assert [each.change for each in case(text, history=told(), now=now).touches if each.change] == ["update"]
    assert moved(text, now=now) == moved(text, now=now, moment=SEND) == ()


def test_place_and_date_together_are_a_new_date() -> None:
    assert len(moved(MEETING.replace("location: Hall", "location: Library"))) == 1


def test_a_meeting_that_was_called_off_and_takes_place_after_all_is_a_new_date() -> None:
    again = MEETING.replace("2027-03-25", "2027-03-18")
    (found,) = moved(again, history=told(revision=1, off=True))
    assert (found.occurrence, found.message) == (
        "once+2", "the new date is told 10 days before 18 March; 28 are needed",
    )  # fmt: skip


def test_support_partners_are_not_told_before_the_others_are() -> None:
    found = moved(history=told(also=("partners",)))
    assert [(each.step, each.occurrence) for each in found] == [
        ("invitation", "once+1"), ("partners", "once+1"),
    ]  # fmt: skip
    assert len({(each.message, each.place) for each in found}) == 1


def test_notice_counts_from_the_day_on_which_the_news_can_leave() -> None:
    # On Saturday 6 March nothing leaves; it is told on Monday, four weeks before 5 April and no more.
    saturday = datetime(2027, 3, 6, 17, tzinfo=UTC)
    text = MEETING.replace("2027-03-25", "2027-04-04")
    (found,) = moved(text, now=saturday)
    assert found.message == "the new date is told 27 days before 4 April; 28 are needed"
    assert moved(MEETING.replace("2027-03-25", "2027-04-05"), now=saturday) == ()


def test_a_change_on_its_way_counts_from_its_beginning() -> None:
    history = told()
    began = datetime(2027, 2, 22, 17, tzinfo=UTC)
    on_its_way = {("invitation", "once+1", "email"): Progress(began, 1, finished=False, counts={"sent": 3})}
    history = replace(history, progress={**history.progress, **on_its_way})
    assert moved(history=history) == ()


def test_what_has_been_told_already_is_not_held_any_more() -> None:
    history = told("2027-03-25 09:00", revision=1)
    assert moved(history=history) == ()


def test_before_the_meeting_is_announced_it_may_move_freely() -> None:
    assert moved(history=History("example")) == ()


@pytest.mark.parametrize(
    "text",
    [
        MEETING.replace("location: Hall", "status: cancelled, reason: Snow"),
        MEETING.replace("2027-03-25 09:00", "{poll: when-to-meet}"),
    ],
    ids=["called off", "a poll decides"],
)
def test_without_a_new_date_there_is_nothing_to_hold(text: str) -> None:
    assert moved(text) == ()


def test_once_both_dates_are_past_nobody_is_told_and_nothing_found() -> None:
    assert moved(now=datetime(2027, 3, 25, 15, tzinfo=UTC)) == ()


def test_a_house_that_wants_more_notice_wants_it_of_changes_too() -> None:
    five_weeks = house(rules={"N001": {"days": 35}})
    (found,) = moved(MEETING.replace("2027-03-25", "2027-04-05"), house=five_weeks)
    assert found.message == "the new date is told 28 days before 5 April; 35 are needed"
    assert moved(MEETING.replace("2027-03-25", "2027-04-12"), house=five_weeks) == ()
    eight_days = house(rules={"N006": {"days": 8}})
    assert len(moved(TEAM.replace("2027-03-25", "2027-03-17"), house=eight_days)) == 1


def test_a_paused_invitation_keeps_the_change_from_those_invited() -> None:
    text = MEETING.replace("2027-03-25", "2027-04-08").replace("at 09:00}", "at 09:00, paused: true}", 1)
    (found,) = moved(text)
    assert found.message == (
        "the meeting has changed, and those invited are not told while their invitation is paused"
    )
    assert found.fix == "take `paused: true` out"
    assert str(found.place) == "campaigns/example.yaml:4:90"
    assert (found.step, found.stops) == ("invitation", True)
    assert moved(text.replace(", paused: true", "")) == ()


def test_a_paused_campaign_keeps_it_from_everybody_and_is_named_once() -> None:
    text = "paused: true\n" + MEETING.replace("2027-03-25", "2027-04-08")
    (found,) = moved(text, history=told(also=("partners",)))
    assert found.message.endswith("while the campaign is paused")
    assert (found.place.line, found.step) == (1, "")
    assert moved(text, history=told("2027-04-08 09:00")) == ()


def test_without_any_invitation_in_the_file_nobody_hears_of_the_change() -> None:
    kept = MEETING.replace("2027-03-25", "2027-04-08")
    gone = "".join(line for line in kept.splitlines(keepends=True) if "send: invite" not in line)
    (found,) = moved(gone)
    assert found.message == (
        "the meeting has changed, and nobody is told: the step that invited people is not in the file "
        "any more"
    )
    assert found.fix == "put the step back that invited people, with the id that it had"
    assert (found.place.line, found.step) == (3, "")
    assert moved(kept) == ()
    assert moved(gone.replace("2027-04-08", "2027-03-18")) == ()
    assert moved(gone, now=datetime(2027, 4, 9, 17, tzinfo=UTC)) == ()
    assert moved(gone, moment=SEND) == ()


@given(st.integers(0, 80), st.integers(0, 60), st.sampled_from([MEETING, TEAM]))
def test_the_day_that_is_named_lets_the_change_go(ahead: int, passed: int, text: str) -> None:
    now = MONDAY + timedelta(passed)
    day = (now + timedelta(ahead)).date()
    text = text.replace("2027-03-25", str(day))
    history = told("2027-07-01 09:00")
    for found in moved(text, history=history, now=now):
        first = found.fix.removeprefix("choose ").split(" or later")[0]
        chosen = datetime.strptime(f"{first} 2027", "%d %B %Y").date()  # noqa: DTZ007
        assert moved(text.replace(str(day), str(chosen)), history=history, now=now) == ()


def test_the_examples_break_and_keep_the_rule() -> None:
    def broken(judged: Case) -> list[str]:
        return [found.rule for found in examine(judged, (ChangeNotice,))]

    assert broken(example(ChangeNotice.bad, PLAN)) == ["N005"]
    assert broken(example(ChangeNotice.good, PLAN)) == []
