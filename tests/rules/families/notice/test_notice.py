"""N001, N002 and N006: invitations leave people time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.grace import notice_until
from outreach.core.history import Announced, History, Progress
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.notice.notice import InvitationNotice, LaunchNotice, NoticeRule, TeamNotice
from tests.rules.building import case, house
from tests.rules.examples import example

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


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("now", [STARTS, datetime(2028, 1, 10, 17, tzinfo=UTC)])
def test_once_a_meeting_has_begun_there_is_nothing_left_to_mend(now: datetime, moment: Moment) -> None:
    assert notice(case(LAUNCH.format(when="3 weeks before event at 09:00"), now=now, moment=moment)) == ()


def test_a_waiver_that_runs_out_with_its_meeting_never_comes_back_as_an_error() -> None:
    waived = LAUNCH.replace(
        "steps:",
        "waive: [{{rule: N001, reason: The hall was free, by: champion-1, until: 2027-03-18}}]\nsteps:",
    ).format(when="3 weeks before event at 09:00")
    (found,) = notice(case(waived))
    assert found.waived
    assert notice(case(waived, now=datetime(2027, 4, 1, 17, tzinfo=UTC))) == ()


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


def test_when_it_is_too_late_for_the_day_of_the_meeting_both_may_have_to_move() -> None:
    text = LAUNCH.format(when="3 weeks before event at 09:00")
    now = datetime(2027, 2, 20, 17, tzinfo=UTC)
    (found,) = notice(case(text, now=now, moment=Moment.PLAN))
    assert found.message == "goes out 21 days before 18 March; 28 are needed"
    assert found.fix == (
        "move the meeting to 22 March or later and the invitation to 22 February, or waive N001 with a reason"
    )
    moved = text.replace("2027-03-18", "2027-03-22").replace(
        "3 weeks before event at 09:00", "on 2027-02-22 at 09:00"
    )
    assert notice(case(moved, now=now, moment=Moment.PLAN)) == ()


def advised(text: str, **more: object) -> tuple[Finding, ...]:
    return examine(case(text, **more), (LaunchNotice,))  # type: ignore[arg-type]


def test_a_launch_invitation_five_weeks_ahead_is_advised_to_leave_a_week_earlier() -> None:
    (found,) = advised(LAUNCH.format(when="5 weeks before event at 09:00"))
    assert found.message == "goes out 35 days before 18 March; 42 are better"
    assert found.fix == "move it to 4 February or earlier"
    assert str(found.place) == "campaigns/example.yaml:7:11"
    assert (found.rule, found.step, found.level, found.effect) == ("N002", "invitation", Level.ADVICE, None)
    assert found.source == "training manual, step 3"


@pytest.mark.parametrize(
    "when",
    [
        "41 days before event at 09:00",
        "4 weeks before event",
        "on 2027-02-05 at 08:00",
        "2 hours before event",
    ],
)
def test_a_launch_invitation_less_than_six_weeks_ahead_is_advised(when: str) -> None:
    assert [found.step for found in advised(LAUNCH.format(when=when))] == ["invitation"]


@pytest.mark.parametrize(
    "when",
    [
        "42 days before event at 17:59",
        "6 weeks before event",
        "on 2027-02-04 at 18:00",
        "2 months before event",
    ],
)
def test_six_weeks_are_enough_for_a_launch(when: str) -> None:
    assert advised(LAUNCH.format(when=when)) == ()


def test_six_weeks_are_asked_of_launches_and_of_nobody_else() -> None:
    text = LAUNCH.format(when="4 weeks before event at 09:00")
    assert advised(text.replace("kind: launch", "kind: meeting")) == ()
    assert advised(text.replace("send: invite", "send: invite\n    for: outer_table")) == ()
    assert advised(text.replace("duration: 2h", "status: cancelled, reason: Snow")) == ()
    assert advised(text.replace("2027-03-18 09:00", "{poll: when-to-meet}")) == ()


def test_of_a_launch_with_two_invitations_the_first_counts() -> None:
    again = "  - {id: again, send: invite, template: a.md, when: 4 weeks before event at 09:00}\n"
    assert advised(LAUNCH.format(when="6 weeks before event at 09:00") + again) == ()
    (found,) = advised(LAUNCH.format(when="5 weeks before event at 09:00") + again)
    assert found.step == "invitation"


def test_an_invitation_whose_moment_is_past_is_no_longer_advised() -> None:
    text = LAUNCH.format(when="5 weeks before event at 09:00")
    assert len(advised(text, now=STARTS - timedelta(36))) == 1
    assert advised(text, now=STARTS - timedelta(34)) == ()


def test_when_six_weeks_are_past_the_advice_is_to_move_the_launch() -> None:
    text, now = LAUNCH.format(when="5 weeks before event at 09:00"), datetime(2027, 2, 8, 17, tzinfo=UTC)
    (found,) = advised(text, now=now)
    assert found.fix == "move the launch to 22 March or later and the invitation to 8 February"
    moved = text.replace("2027-03-18", "2027-03-22").replace(
        "5 weeks before event at 09:00", "on 2027-02-08 at 15:00"
    )
    assert advised(moved, now=now) == ()


def test_six_weeks_are_advice_on_the_files_only() -> None:
    text = LAUNCH.format(when="5 weeks before event at 09:00")
    assert advised(text, moment=Moment.PLAN) == advised(text, moment=Moment.SEND) == ()


def test_a_house_may_want_a_launch_announced_even_earlier() -> None:
    text = LAUNCH.format(when="6 weeks before event at 09:00")
    (found,) = advised(text, house=house(rules={"N002": {"days": 56}}))
    assert found.message == "goes out 42 days before 18 March; 56 are better"


@given(st.integers(1, 60))
def test_the_advice_for_a_launch_applied_is_content(days: int) -> None:
    for found in advised(LAUNCH.format(when=f"{days} days before event at 09:00")):
        day = datetime.strptime(found.fix.split(" or ")[0] + " 2027", "move it to %d %B %Y").date()  # noqa: DTZ007
        assert advised(LAUNCH.format(when=f"on {day} at 09:00")) == ()


TEAM = """\
kind: action-team
event: {{title: Training action team call, starts: 2027-04-08 09:00, duration: 30m}}
steps:
  - id: invitation
    send: invite
    template: teams/invitation.md
    when: {when}
"""
CALL = datetime(2027, 4, 8, 15, tzinfo=UTC)


def team(text: str, **more: object) -> tuple[Finding, ...]:
    return examine(case(text, **more), (TeamNotice,))  # type: ignore[arg-type]


def test_a_teams_call_announced_three_business_days_ahead_names_the_last_day_that_would_do() -> None:
    (found,) = team(TEAM.format(when="3 business days before event at 09:00"))
    assert found.message == "goes out 3 business days before 8 April; 5 are needed"
    assert found.fix == "move it to 1 April or earlier"
    assert str(found.place) == "campaigns/example.yaml:7:11"
    assert (found.rule, found.step, found.occurrence) == ("N006", "invitation", "once")
    assert found.source == "training manual, steps 4 and 5, reconciled; the number is ours"
    assert found.stops


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("4 business days before event at 09:00", "goes out 4 business days before 8 April; 5 are needed"),
        ("on 2027-04-02 at 08:00", "goes out 4 business days before 8 April; 5 are needed"),
        ("6 days before event at 09:00", "goes out 4 business days before 8 April; 5 are needed"),
        ("1 day before event at 09:00", "goes out 1 business day before 8 April; 5 are needed"),
        ("1 hour before event", "goes out on 8 April, the day itself; 5 are needed"),
        ("on 2027-04-12 at 09:00", "goes out 4 days after 8 April; 5 are needed"),
    ],
)
def test_a_teams_shorter_notice_is_said_in_business_days(when: str, message: str) -> None:
    assert [found.message for found in team(TEAM.format(when=when))] == [message]


@pytest.mark.parametrize(
    "when",
    [
        "5 business days before event at 17:59",
        "on 2027-04-01 at 18:00",
        "1 week before event",
        "on 2027-03-22 at 09:00",
    ],
)
def test_five_business_days_are_enough_for_a_team(when: str) -> None:
    assert team(TEAM.format(when=when)) == ()


def test_holidays_and_weekends_are_no_notice() -> None:
    # Thanksgiving 2027 is Thursday 25 November, and a holiday of the partnership's calendar.
    over_thanksgiving = TEAM.replace("2027-04-08", "2027-11-30")
    assert team(over_thanksgiving.format(when="on 2027-11-22 at 09:00")) == ()
    (found,) = team(over_thanksgiving.format(when="on 2027-11-23 at 09:00"))
    assert found.message == "goes out 4 business days before 30 November; 5 are needed"
    assert found.fix == "move it to 22 November or earlier"


@pytest.mark.parametrize(
    "text",
    [
        TEAM.replace("kind: action-team", "kind: meeting"),
        TEAM.replace("send: invite", "send: email"),
        TEAM.replace("send: invite", "send: invite\n    for: outer_table"),
        TEAM.replace("duration: 30m", "status: cancelled, reason: Snow"),
        TEAM.replace("2027-04-08 09:00", "{{poll: action-team-date}}"),
    ],
    ids=["a meeting", "an e-mail", "the outer table", "called off", "no date yet"],
)
def test_only_invitations_to_a_teams_coming_call_owe_five_business_days(text: str) -> None:
    assert team(text.format(when="1 business day before event at 09:00")) == ()


@given(
    st.datetimes(datetime(2026, 12, 20), datetime(2027, 2, 10)),
    st.datetimes(datetime(2027, 1, 8), datetime(2027, 2, 12)),
    st.integers(5, 12),
)
def test_a_team_owes_exactly_the_notice_after_which_its_invitation_is_missed(
    leaves: datetime, starts: datetime, days: int
) -> None:
    text = TEAM.replace("2027-04-08 09:00", f"{starts:%Y-%m-%d %H:%M}").format(when="1 month before event")
    judged = case(text, now=datetime(2026, 12, 1, tzinfo=UTC), house=house(rules={"N006": {"days": days}}))
    begins = judged.schedule.starts
    last = notice_until(judged.campaign, begins, judged.schedule.mail, judged.house.rules)
    assert begins is not None
    assert last is not None
    at = leaves.replace(tzinfo=UTC)
    at_stake = replace(
        judged, moment=Moment.SEND, now=min(at, begins - timedelta(1)),
        touches=(replace(judged.touches[0], due=at),),
    )  # fmt: skip
    assert (examine(at_stake, (TeamNotice,)) == ()) is (at <= last)


def test_an_invitation_that_its_grace_would_let_go_late_is_held_at_its_moment() -> None:
    graced = TEAM.format(when="2 weeks before event at 09:00") + "    grace: 10 days\n"
    in_time, late = datetime(2027, 4, 2, 5, 59, tzinfo=UTC), datetime(2027, 4, 2, 6, tzinfo=UTC)
    assert team(graced, now=in_time, moment=Moment.SEND) == ()
    (found,) = team(graced, now=late, moment=Moment.SEND)
    assert found.fix == "move the call to 9 April or later, or waive N006 with a reason"
    assert team(graced.replace("2027-04-08", "2027-04-09"), now=late, moment=Moment.SEND) == ()


@pytest.mark.parametrize(("joined", "people"), [(1, 6), (5, 6)])
def test_whoever_joins_a_team_later_is_invited_with_a_warning_whatever_their_number(
    joined: int, people: int
) -> None:
    (found,) = team(
        TEAM.format(when="2 weeks before event at 09:00"),
        now=CALL - timedelta(2),
        moment=Moment.SEND,
        history=began(CALL - timedelta(14)),
        late={"invitation": (joined, people)},
    )
    assert found.level is Level.WARNING
    assert found.message == (
        f"{joined} of 6 members joined after it went out and are invited 2 business days before 8 April; "
        "5 are needed"
    )


def test_a_house_may_want_more_notice_for_its_teams() -> None:
    text = TEAM.format(when="5 business days before event at 09:00")
    (found,) = team(text, house=house(rules={"N006": {"days": 8}}))
    assert found.message == "goes out 5 business days before 8 April; 8 are needed"
    assert found.fix == "move it to 29 March or earlier"
    applied = TEAM.format(when="on 2027-03-29 at 09:00")
    assert team(applied, house=house(rules={"N006": {"days": 8}})) == ()


@given(st.integers(1, 40))
def test_the_remedy_for_a_team_applied_makes_the_rule_pass(days: int) -> None:
    for found in team(TEAM.format(when=f"{days} days before event at 09:00")):
        day = datetime.strptime(found.fix.split(" or ")[0] + " 2027", "move it to %d %B %Y").date()  # noqa: DTZ007
        assert team(TEAM.format(when=f"on {day} at 09:00")) == ()


def test_once_a_call_has_begun_its_notice_is_nobodys_matter() -> None:
    assert team(TEAM.format(when="1 business day before event at 09:00"), now=CALL) == ()


@pytest.mark.parametrize("rule", [InvitationNotice, LaunchNotice, TeamNotice])
def test_the_examples_of_each_rule_break_and_keep_it(rule: type[NoticeRule]) -> None:
    assert [found.rule for found in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


def test_an_invitation_sent_in_time_for_the_day_it_named_is_not_at_fault_when_the_meeting_moves() -> None:
    text = LAUNCH.format(when="6 weeks before event at 09:00").replace("2027-03-18", "2027-03-01")
    went = datetime(2027, 2, 4, 16, tzinfo=UTC)
    told = Announced("uid", 0, 0, "Launch", STARTS, timedelta(hours=2), "Hall", cancelled=False, at=went)
    history = History(
        "example", began=went, announced=told, progress={KEY: Progress(went, 1, finished=False)}
    )
    judged = case(text, history=history, now=datetime(2027, 2, 8, 16, tzinfo=UTC), moment=Moment.PLAN)
    assert notice(judged) == ()
