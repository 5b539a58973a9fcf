"""P004: whichever option wins, those invited hear of it in time."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.campaign import Campaign
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History
from outreach.core.house import House
from outreach.core.people import Partnership
from outreach.rules.examine import examine
from outreach.rules.families.notice.notice import InvitationNotice
from outreach.rules.families.polls.notice import PollNotice
from tests.rules.building import campaign, case, house
from tests.rules.examples import example

# Opens on Monday 22 March, closes on Thursday 25 March at 17:00.
POLL = """\
kind: poll
poll:
  question: When should we meet?
  for: {purpose}
  options: {options}
  closes: 3 days after opening at 17:00
steps:
  - {{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}}
"""
MEETING = """\
kind: {kind}
event: {{title: Meeting, starts: {{poll: example}}}}
steps:
  - id: invitation
    send: invite
    template: a.md
    when: {when}
"""


def waiting(when: str, kind: str = "meeting") -> Campaign:
    return campaign(MEETING.format(when=when, kind=kind), "spring-meeting")


def poll(
    options: str, purpose: str = "meeting", siblings: Iterable[Campaign] = (), **more: object
) -> tuple[Finding, ...]:
    text = POLL.format(options=options, purpose=purpose)
    return examine(case(text, siblings=siblings, **more), (PollNotice,))  # type: ignore[arg-type]


def messages(found: Iterable[Finding]) -> list[str]:
    return [each.message for each in found]


def test_the_examples_break_and_keep_it() -> None:
    assert [found.rule for found in examine(example(PollNotice.bad), (PollNotice,))] == ["P004"]
    assert examine(example(PollNotice.good), (PollNotice,)) == ()


def test_without_an_invitation_four_weeks_are_counted_from_the_close() -> None:
    (found,) = poll("[2027-04-22 10:00, 2027-04-21 10:00]")
    assert found.message == "21 April comes 27 days after the poll closes on 25 March; 28 are needed"
    assert found.fix == "offer 22 April or later in its place"
    assert str(found.place) == "campaigns/example.yaml:5:31"
    assert (found.level, found.effect) == (Level.ERROR, Effect.REFUSE)


def test_each_option_that_comes_too_soon_is_told_at_its_own_line() -> None:
    found = poll("[2027-04-01 10:00, 2027-04-22 10:00, 2027-03-25 17:30, 2027-03-20 10:00]")
    assert messages(found) == [
        "1 April comes 7 days after the poll closes on 25 March; 28 are needed",
        "25 March is the day on which the poll closes; 28 are needed",
        "20 March comes 5 days before the poll closes on 25 March; 28 are needed",
    ]
    assert {each.fix for each in found} == {"offer 22 April or later in its place"}
    assert [each.place.column for each in found] == [13, 49, 67]


@pytest.mark.parametrize("options", ["[2027-04-22 08:00]", "[2027-04-22 10:00, 2027-06-01 10:00]"])
def test_four_weeks_after_the_close_are_enough_whatever_the_hour(options: str) -> None:
    assert poll(options) == ()


def test_a_launch_needs_four_weeks_too() -> None:
    assert len(poll("[2027-04-21 10:00]", "launch")) == 1
    assert poll("[2027-04-22 10:00]", "launch") == ()


def test_an_action_team_needs_five_business_days() -> None:
    (found,) = poll("[2027-04-01 10:00, 2027-03-31 10:00]", "action-team")
    assert found.message == "31 March comes 4 business days after the poll closes on 25 March; 5 are needed"
    assert found.fix == "offer 1 April or later in its place"


def test_the_day_after_is_one_business_day_ahead() -> None:
    (found,) = poll("[2027-03-26 10:00]", "action-team")
    assert found.message == "26 March comes 1 business day after the poll closes on 25 March; 5 are needed"


def test_holidays_of_the_partnership_are_no_business_days() -> None:
    text = POLL.format(options="[2027-07-07 10:00]", purpose="action-team").replace("03-22", "06-28")
    (found,) = examine(case(text), (PollNotice,))
    assert found.message == "7 July comes 3 business days after the poll closes on 1 July; 5 are needed"
    assert found.fix == "offer 9 July or later in its place"


def test_the_planned_invitation_counts_where_there_is_one() -> None:
    (found,) = poll("[2027-04-22 10:00]", siblings=[waiting("1 day after poll at 09:00")])
    assert found.message == "22 April comes 27 days after the invitation goes out on 26 March; 28 are needed"
    assert found.fix == "offer 23 April or later in its place"
    assert poll("[2027-04-23 10:00]", siblings=[waiting("1 day after poll at 09:00")]) == ()


@pytest.mark.parametrize(
    ("when", "out"),
    [
        ("1 business day after poll at 09:00", "26 March"),
        ("on 2027-04-06 at 09:00", "6 April"),
        ("2 weeks after opening at 09:00", "5 April"),
        ("1 week after poll", "1 April"),
    ],
)
def test_an_invitation_is_worked_out_as_the_schedule_would(when: str, out: str) -> None:
    (found,) = poll("[2027-04-22 10:00, 2027-05-20 10:00]", siblings=[waiting(when)])
    assert f"after the invitation goes out on {out}; " in found.message


def test_an_invitation_behind_another_step_follows_it() -> None:
    behind = campaign(
        """\
        kind: meeting
        event: {title: Meeting, starts: {poll: example}}
        steps:
          - {id: letter, send: sign_off, template: a.md, when: 1 day after poll at 09:00, to: [champion-1]}
          - {id: invitation, send: invite, template: a.md, when: 4 days after letter at 09:00}
        """,
        "spring-meeting",
    )
    (found,) = poll("[2027-04-26 10:00, 2027-04-27 10:00]", siblings=[behind])
    assert found.message == "26 April comes 27 days after the invitation goes out on 30 March; 28 are needed"


def test_an_invitation_that_is_planned_before_the_close_goes_out_when_the_date_is_known() -> None:
    six_weeks = [waiting("6 weeks before event at 09:00")]
    (found,) = poll("[2027-04-21 10:00, 2027-04-22 10:00, 2027-06-22 10:00]", siblings=six_weeks)
    assert found.message == "21 April comes 27 days after the poll closes on 25 March; 28 are needed"
    assert found.fix == "offer 22 April or later in its place"
    assert poll("[2027-04-22 10:00]", siblings=[waiting("on 2027-03-01 at 09:00")]) == ()


def test_an_invitation_that_no_option_can_help_is_told_once_where_it_is_written() -> None:
    late = [waiting("2 weeks before event at 09:00")]
    (found,) = poll("[2027-05-04 10:00, 2027-05-06 10:00]", siblings=late)
    assert found.message == (
        "goes out 14 days before the event, whichever date the poll chooses; 28 are needed"
    )
    assert found.fix == "write `when: 28 days before event at 09:00`, or earlier"
    assert str(found.place) == "campaigns/spring-meeting.yaml:7:11"
    assert (found.campaign, found.step) == ("example", "")
    assert poll("[2027-05-04 10:00]", siblings=[waiting("28 days before event at 09:00")]) == ()


def test_a_late_invitation_and_an_early_option_are_two_things_to_mend() -> None:
    found = poll("[2027-04-15 10:00, 2027-05-06 10:00]", siblings=[waiting("2 weeks before event at 09:00")])
    assert messages(found) == [
        "goes out 14 days before the event, whichever date the poll chooses; 28 are needed",
        "15 April comes 21 days after the poll closes on 25 March; 28 are needed",
    ]
    mended = [waiting("28 days before event at 09:00")]
    assert poll("[2027-04-22 10:00, 2027-05-06 10:00]", siblings=mended) == ()


def test_an_invitation_to_a_team_counts_back_in_business_days() -> None:
    (found,) = poll(
        "[2027-04-06 10:00]", "action-team", [waiting("4 business days before event", "action-team")]
    )
    assert found.message == (
        "goes out 4 business days before the event, whichever date the poll chooses; 5 are needed"
    )
    assert found.fix == "write `when: 5 business days before event at 09:00`, or earlier"
    mended = [waiting("5 business days before event at 09:00", "action-team")]
    assert poll("[2027-04-06 10:00]", "action-team", mended) == ()


def test_an_invitation_after_the_event_is_told_as_such() -> None:
    (found,) = poll("[2027-05-04 10:00]", siblings=[waiting("2 days after event at 09:00")])
    assert found.message == (
        "goes out 2 days after the event, whichever date the poll chooses; 28 are needed"
    )


def test_of_several_invitations_the_last_one_counts() -> None:
    others = [
        waiting("1 day after poll at 09:00"),
        campaign(MEETING.format(when="on 2027-04-05 at 09:00", kind="meeting"), "b"),
    ]
    (found,) = poll("[2027-04-27 10:00, 2027-05-03 10:00]", siblings=others)
    assert found.message == "27 April comes 22 days after the invitation goes out on 5 April; 28 are needed"
    assert found.fix == "offer 3 May or later in its place"


@pytest.mark.parametrize(
    "change",
    [
        ("send: invite", "send: email"),
        ("send: invite", "send: invite\n    for: outer_table"),
        ("send: invite", "send: invite\n    paused: true"),
    ],
)
def test_only_an_invitation_of_guests_that_will_go_out_counts(change: tuple[str, str]) -> None:
    other = campaign(MEETING.format(when="on 2027-04-05 at 09:00", kind="meeting").replace(*change), "b")
    assert poll("[2027-04-22 10:00]", siblings=[other]) == ()
    (found,) = poll("[2027-04-21 10:00]", siblings=[other])
    assert "after the poll closes on 25 March" in found.message


@pytest.mark.parametrize("starts", ["{poll: another}", "2027-06-01 09:00"])
def test_campaigns_that_wait_for_another_poll_or_for_none_do_not_count(starts: str) -> None:
    text = MEETING.format(when="on 2027-04-05 at 09:00", kind="meeting")
    assert poll("[2027-04-22 10:00]", siblings=[campaign(text.replace("{poll: example}", starts), "b")]) == ()


def test_what_was_cancelled_needs_no_notice() -> None:
    text = MEETING.format(when="1 day after poll at 09:00", kind="meeting")
    off = campaign(text.replace("example}", "example}, status: cancelled, reason: Snow"), "spring-meeting")
    assert poll("[2027-03-26 10:00]", siblings=[off]) == ()


def test_notice_counts_in_the_zone_of_the_meeting() -> None:
    text = MEETING.format(when="1 day after poll at 09:00", kind="meeting")
    tokyo = campaign(text + "timezone: Asia/Tokyo\n", "spring-meeting")
    # The poll closes on 26 March at 08:00 in Tokyo; the invitation goes out there on Monday 29 March.
    (found,) = poll("[2027-04-25 08:00, 2027-04-25 10:00]", siblings=[tokyo])
    assert found.message == "25 April comes 27 days after the invitation goes out on 29 March; 28 are needed"


def test_an_invitation_keeps_off_the_holidays_of_the_partnership() -> None:
    """Easter Monday, 29 March, is a holiday in the Netherlands and none in Wyoming."""
    options, other = "[2027-04-26 10:00]", [waiting("4 days after poll at 09:00")]
    assert poll(options, siblings=other) == ()
    (found,) = poll(options, siblings=other, partnership=Partnership(name="Example", holidays="NL"))
    assert found.message == "26 April comes 27 days after the invitation goes out on 30 March; 28 are needed"


@pytest.mark.parametrize(
    ("purpose", "code"), [("meeting", "N001"), ("launch", "N001"), ("action-team", "N006")]
)
def test_a_stricter_house_counts_more_days(purpose: str, code: str) -> None:
    strict: House = house(rules={code: {"days": 40}})
    (found,) = poll("[2027-05-03 10:00]", purpose, house=strict)
    assert found.message.endswith("; 40 are needed")


@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.PLAN])
def test_a_poll_that_is_over_is_left_alone(moment: Moment) -> None:
    assert len(poll("[2027-03-29 10:00]", moment=moment, now=datetime(2027, 3, 25, 22, tzinfo=UTC))) == 1
    assert poll("[2027-03-29 10:00]", moment=moment, now=datetime(2027, 3, 25, 23, tzinfo=UTC)) == ()
    decided = History("example", decision=datetime(2027, 3, 29, 10))
    assert poll("[2027-03-29 10:00]", moment=Moment.PLAN, history=decided) == ()


def test_without_options_there_is_nothing_to_count() -> None:
    assert poll("[]") == ()


WHENS = (
    *("", "1 day after poll at 09:00", "3 business days after poll", "on 2027-04-08 at 09:00"),
    *("5 weeks before event", "10 days before event at 09:00", "2 business days before event at 09:00"),
)


@given(
    when=st.sampled_from(WHENS),
    day=st.dates(date(2027, 3, 26), date(2027, 7, 30)),
    purpose=st.sampled_from(["meeting", "action-team"]),
)
def test_what_the_remedies_say_makes_every_option_pass(when: str, day: date, purpose: str) -> None:
    for _ in range(2):
        found = poll(f"[{day} 10:00]", purpose, [waiting(when, purpose)] if when else [])
        for each in found:
            if each.fix.startswith("offer "):
                words = each.fix.removeprefix("offer ").split(" or later")[0]
                day = datetime.strptime(f"{words} 2027", "%d %B %Y").date()  # noqa: DTZ007
            else:
                when = each.fix.split("`when: ")[1].split("`")[0]
    assert poll(f"[{day} 10:00]", purpose, [waiting(when, purpose)] if when else []) == ()


@given(
    when=st.sampled_from(["on 2027-04-08 at 09:00", "5 weeks before event", "4 weeks before event at 09:00"]),
    day=st.dates(date(2027, 3, 26), date(2027, 7, 30)),
)
def test_an_option_passes_where_the_invitation_will_keep_its_notice(when: str, day: date) -> None:
    option = f"{day} 10:00"
    decided = MEETING.format(when=when, kind="meeting").replace("{poll: example}", option)
    at_the_close = case(decided, now=datetime(2027, 3, 25, 23, tzinfo=UTC), moment=Moment.PLAN)
    assert bool(poll(f"[{option}]", siblings=[waiting(when)])) is bool(
        examine(at_the_close, (InvitationNotice,))
    )
