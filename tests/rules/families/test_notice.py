"""N001 and N003: invitations leave time, and are followed by a reminder."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.notice import InvitationNotice, InvitationReminder
from tests.rules.building import campaign, case, house

LAUNCH = """\
kind: launch
event: {{title: Launch, starts: 2027-03-18 09:00, duration: 2h}}
steps:
  - id: invitation
    send: invite
    template: launch/letter.md
    when: {when}
"""
STARTS = datetime(2027, 3, 18, 15, tzinfo=UTC)
KEY = ("invitation", "once", "email")


def notice(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (InvitationNotice,))


def reminded(text: str, **more: object) -> tuple[Finding, ...]:
    return examine(case(text, **more), (InvitationReminder,))  # type: ignore[arg-type]


def began(at: datetime) -> History:
    return History("example", began=at, progress={KEY: Progress(at, 1, finished=False)})


def test_an_invitation_three_weeks_ahead_names_the_days_and_the_last_day_that_would_do() -> None:
    (found,) = notice(case(LAUNCH.format(when="3 weeks before event at 09:00")))
    assert found.message == "goes out 21 days before 18 March; 28 are needed"
    assert found.fix == "move it to 18 February or earlier"
    assert str(found.place) == "campaigns/example.yaml:7:11"
    assert (found.step, found.occurrence, found.level) == ("invitation", "once", Level.ERROR)
    assert found.source == "training manual, step 5, tip 2; step 3"


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("27 days before event at 09:00", "goes out 27 days before 18 March; 28 are needed"),
        ("on 2027-02-19 at 08:00", "goes out 27 days before 18 March; 28 are needed"),
        ("1 day before event at 09:00", "goes out 1 day before 18 March; 28 are needed"),
        ("2 hours before event", "goes out on 18 March, the day itself; 28 are needed"),
        ("on 2027-03-22 at 09:00", "goes out 4 days after 18 March; 28 are needed"),
    ],
)
def test_shorter_notice_is_said_in_days(when: str, message: str) -> None:
    assert [found.message for found in notice(case(LAUNCH.format(when=when)))] == [message]


@pytest.mark.parametrize(
    "when",
    [
        "4 weeks before event at 17:59",
        "28 days before event at 09:00",
        "6 weeks before event at 09:00",
        "on 2027-02-18 at 18:00",
    ],
)
def test_four_weeks_or_more_are_enough_whatever_the_hour(when: str) -> None:
    assert notice(case(LAUNCH.format(when=when))) == ()


def test_notice_counts_calendar_days_where_the_event_is() -> None:
    late_in_denver = LAUNCH.format(when="on 2027-02-18 at 17:30") + "timezone: Asia/Tokyo\n"
    assert notice(case(late_in_denver)) == ()
    moved = replace(
        (judged := case(LAUNCH.format(when="6 weeks before event"))),
        touches=(replace(judged.touches[0], due=datetime(2027, 2, 19, 6, 30, tzinfo=UTC)),),
    )
    assert notice(moved) == ()


@pytest.mark.parametrize(
    "change",
    [
        "send: email",
        "for: outer_table, send: invite",
    ],
)
def test_only_invitations_to_the_inner_table_owe_this_notice(change: str) -> None:
    text = f"""\
    kind: meeting
    event: {{title: Meeting, starts: 2027-03-18 09:00}}
    steps:
      - {{id: ask, template: a.md, when: 2 weeks before event at 09:00, {change}}}
    """
    assert notice(case(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "kind: action-team\nevent: {title: Call, starts: 2027-03-18 09:00}",
        "kind: meeting\nevent: {title: Meeting, starts: 2027-03-18 09:00, status: cancelled, reason: Snow}",
        "kind: meeting\nevent: {title: Meeting, starts: {poll: when-to-meet}}",
    ],
    ids=["a team's call", "a cancelled meeting", "a meeting without a date"],
)
def test_where_there_is_no_meeting_to_give_notice_of_nothing_is_found(text: str) -> None:
    step = "\nsteps: [{id: ask, send: invite, template: a.md, when: 1 week before event at 09:00}]"
    assert notice(case(text + step)) == ()


def test_an_invitation_that_is_late_stands_at_now_and_the_meeting_has_to_move() -> None:
    now = datetime(2027, 3, 1, 17, tzinfo=UTC)
    (found,) = notice(case(LAUNCH.format(when="6 weeks before event at 09:00"), now=now, moment=Moment.PLAN))
    assert found.message == "goes out 17 days before 18 March; 28 are needed"
    assert found.fix == "move the meeting to 29 March or later, or waive N001 with a reason"


def test_a_meeting_that_is_over_is_judged_as_it_was_planned() -> None:
    now = datetime(2028, 1, 10, 17, tzinfo=UTC)
    assert notice(case(LAUNCH.format(when="6 weeks before event at 09:00"), now=now)) == ()
    (found,) = notice(case(LAUNCH.format(when="3 weeks before event at 09:00"), now=now))
    assert found.message == "goes out 21 days before 18 March; 28 are needed"


def test_what_went_out_in_time_stays_in_time() -> None:
    history = began(STARTS - timedelta(42))
    now = STARTS - timedelta(10)
    assert notice(case(LAUNCH.format(when="6 weeks before event"), now=now, history=history)) == ()


def test_what_went_out_late_is_still_said() -> None:
    history = began(STARTS - timedelta(20))
    (found,) = notice(
        case(LAUNCH.format(when="3 weeks before event"), now=STARTS - timedelta(19), history=history)
    )
    assert found.message == "went out 20 days before 18 March; 28 are needed"


def test_what_was_missed_altogether_is_not_said_to_have_gone_out() -> None:
    late = Progress(STARTS - timedelta(20), 1, finished=True, counts={"missed": 30})
    history = History("example", began=STARTS - timedelta(60), progress={KEY: late})
    text = LAUNCH.format(when="6 weeks before event")
    assert notice(case(text, now=STARTS - timedelta(19), history=history)) == ()


@pytest.mark.parametrize(
    ("joined", "people", "level"), [(1, 30, Level.WARNING), (15, 30, Level.WARNING), (16, 30, Level.ERROR)]
)
def test_people_who_join_later_are_counted(joined: int, people: int, level: Level) -> None:
    history = began(STARTS - timedelta(42))
    judged = case(
        LAUNCH.format(when="6 weeks before event at 09:00"),
        now=STARTS - timedelta(10),
        moment=Moment.SEND,
        history=history,
        late={"invitation": (joined, people)},
    )
    (found,) = notice(judged)
    assert found.level is level
    assert found.message == (
        f"{joined} of 30 guests joined after it went out and are invited 10 days before 18 March; "
        "28 are needed"
    )


def test_people_who_join_while_there_is_time_are_nothing_to_tell() -> None:
    judged = case(
        LAUNCH.format(when="6 weeks before event at 09:00"),
        now=STARTS - timedelta(30),
        moment=Moment.SEND,
        history=began(STARTS - timedelta(42)),
        late={"invitation": (20, 30)},
    )
    assert notice(judged) == ()


def test_a_change_of_the_meeting_is_no_invitation() -> None:
    judged = case(LAUNCH.format(when="6 weeks before event at 09:00"), now=STARTS - timedelta(5))
    (touch,) = judged.touches
    changed = replace(touch, occurrence="once+1", change="update", due=judged.now)
    assert notice(replace(judged, touches=(changed,))) == ()


def test_a_house_that_wants_five_weeks_gets_them() -> None:
    judged = case(
        LAUNCH.format(when="30 days before event at 09:00"), house=house(rules={"N001": {"days": 35}})
    )
    (found,) = notice(judged)
    assert found.message == "goes out 30 days before 18 March; 35 are needed"
    assert found.fix == "move it to 11 February or earlier"


def test_the_remedy_is_a_day_on_which_mail_goes_out() -> None:
    text = LAUNCH.replace("2027-03-18", "2027-03-15").format(when="1 week before event at 09:00")
    (found,) = notice(case(text))
    assert found.fix == "move it to 12 February or earlier"


@given(st.integers(1, 80))
def test_the_remedy_applied_makes_the_rule_pass(days: int) -> None:
    found = notice(case(LAUNCH.format(when=f"{days} days before event at 09:00")))
    if found:
        day = datetime.strptime(found[0].fix.split(" or ")[0] + " 2027", "move it to %d %B %Y").date()  # noqa: DTZ007
        assert notice(case(LAUNCH.format(when=f"on {day} at 09:00"))) == ()


REMINDED = """\
kind: meeting
event: {title: Meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: a.md, when: 6 weeks before event at 09:00}
"""


@pytest.mark.parametrize(
    "step",
    [
        "",
        "{id: a, send: email, when: 2 weeks before event at 09:00, to: accepted}",
        "{id: a, send: email, when: 2 weeks before event at 09:00, to: [key_people, not_replied]}",
        "{id: a, send: email, when: 2 weeks before event at 09:00, to: [champion-1]}",
        "{id: a, send: email, when: 2 weeks before event at 09:00, to: {roles: [champion]}}",
        "{id: a, send: email, when: 1 day after event at 09:00}",
        "{id: a, send: email, when: 7 weeks before event at 09:00}",
        "{id: a, send: email, when: 6 weeks before event at 09:00}",
        "{id: a, send: call, when: 2 weeks before event at 09:00, to: not_replied}",
        "{id: a, send: email, for: outer_table, when: 2 weeks before event at 09:00}",
    ],
)
def test_without_a_reminder_the_invitation_is_named(step: str) -> None:
    (found,) = reminded(REMINDED + (f"  - {step}\n" if step else ""))
    assert found.message == (
        "no reminder follows it before 18 March; one is needed, to everyone or to those who have not "
        "answered or declined"
    )
    assert found.fix == (
        "add a step with `send: email`, `to: not_declined` and `when: 2 weeks before event at 09:00`"
    )
    assert (found.place.line, found.step) == (4, "invitation")


@pytest.mark.parametrize(
    "step",
    [
        "{id: a, send: email, when: 2 weeks before event at 09:00}",
        "{id: a, send: email, when: 2 weeks before event at 09:00, to: not_declined}",
        "{id: a, send: email, when: 1 business day before event at 09:00, to: not_replied}",
        "{id: a, send: email, when: 3 weeks after invitation at 09:00, to: [not_replied, not_declined]}",
        "{id: a, send: email, when: every 2 weeks from 2027-02-10 at 09:00 until 2027-03-17}",
    ],
)
def test_one_reminder_in_between_is_enough(step: str) -> None:
    assert reminded(f"{REMINDED}  - {step}\n") == ()


def test_the_remedy_of_a_missing_reminder_makes_the_rule_pass() -> None:
    for weeks in range(1, 9):
        text = REMINDED.replace("6 weeks", f"{weeks} weeks")
        (found,) = reminded(text)
        when = found.fix.split("`when: ")[1].rstrip("`")
        assert reminded(f"{text}  - {{id: more, send: email, to: not_declined, when: {when}}}\n") == ()


def test_a_meeting_whose_poll_is_open_still_needs_a_reminder_in_its_plan() -> None:
    undated = REMINDED.replace("2027-03-18 09:00", "{poll: when-to-meet}")
    (found,) = reminded(undated)
    assert found.message.startswith("no reminder follows it; one is needed")
    assert found.fix.endswith("`when: 2 business days before event at 09:00`")
    assert reminded(undated + "  - {id: a, send: email, when: 3 days before event at 09:00}\n") == ()


def test_while_the_poll_is_open_a_recap_is_taken_for_no_reminder() -> None:
    text = REMINDED.replace("2027-03-18 09:00", "{poll: when-to-meet}") + (
        "  - {id: recap, send: email, when: 1 day after event at 09:00}\n"
        "  - {id: more, send: email, when: 2 days after recap at 09:00}\n"
    )
    assert len(reminded(text)) == 1


def test_a_house_that_wants_two_reminders_says_how_many_there_are() -> None:
    text = REMINDED + "  - {id: a, send: email, when: 2 weeks before event at 09:00}\n"
    (found,) = reminded(text, house=house(rules={"N003": {"reminders": 2}}))
    assert found.message.startswith("only 1 reminder follows it before 18 March; 2 are needed")


def test_each_invitation_needs_a_reminder_after_it() -> None:
    text = REMINDED + (
        "  - {id: reminder, send: email, when: 5 weeks before event at 09:00}\n"
        "  - {id: again, send: invite, template: a.md, when: 30 days before event at 09:00}\n"
    )
    assert [found.step for found in reminded(text)] == ["again"]


def test_reminders_are_not_asked_for_at_the_moment_of_sending() -> None:
    assert reminded(REMINDED, moment=Moment.SEND) == ()


def test_a_cancelled_meeting_needs_no_reminder() -> None:
    assert reminded(REMINDED.replace("09:00}", "09:00, status: cancelled}", 1)) == ()


def test_the_builder_knows_where_the_campaign_is_written() -> None:
    assert campaign(REMINDED).place("kind").line == 1
