"""N003 and N004: between the invitation and the meeting people hear of it again, and never wait for long."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.examine import examine
from outreach.rules.families.notice.reminding import InvitationReminder, RegularReminders
from outreach.rules.rule import Rule
from tests.rules.building import case, house
from tests.rules.examples import example

STARTS = datetime(2027, 3, 18, 15, tzinfo=UTC)


def reminded(text: str, **more: object) -> tuple[Finding, ...]:
    return examine(case(text, **more), (InvitationReminder,))  # type: ignore[arg-type]


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


def test_a_reminder_that_is_paused_reminds_nobody() -> None:
    text = REMINDED + "  - {id: a, send: email, when: 2 weeks before event at 09:00, paused: true}\n"
    assert [found.step for found in reminded(text)] == ["invitation"]
    assert reminded(text.replace(", paused: true", "")) == ()


@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.PLAN])
def test_a_meeting_that_has_begun_needs_no_reminder(moment: Moment) -> None:
    assert len(reminded(REMINDED, now=STARTS - timedelta(1), moment=moment)) == 1
    assert reminded(REMINDED, now=STARTS, moment=moment) == ()


MEETING = """\
kind: meeting
event: {title: Meeting, starts: 2027-03-18 09:00}
steps:
"""


def steps(*written: str, head: str = MEETING) -> str:
    """A meeting on 18 March with these steps, `weeks` ahead at nine unless they say otherwise."""
    return head + "".join(f"  - {{{each}}}\n" for each in written)


def invitation(weeks: int = 5) -> str:
    return f"id: invitation, send: invite, template: a.md, when: {weeks} weeks before event at 09:00"


def mail(name: str, when: str, to: str = "not_declined", send: str = "email") -> str:
    return f"id: {name}, send: {send}, template: a.md, when: {when} at 09:00, to: {to}"


def silent(text: str, **more: object) -> tuple[Finding, ...]:
    return examine(case(text, **more), (RegularReminders,))  # type: ignore[arg-type]


def mended(text: str, fix: str) -> str:
    """The campaign with the steps that a finding asks for."""
    assert fix.startswith("add ")
    assert "`send: email`" in fix
    assert "`to: not_replied`" in fix
    whens = re.findall(r"`when: ([^`]*)`", fix)
    return text + "".join(
        f"  - {{id: more-{text.count(chr(10))}-{at}, send: email, to: not_replied, when: {when}}}\n"
        for at, when in enumerate(whens)
    )


def test_three_weeks_of_silence_name_the_days_the_step_before_them_and_the_step_to_add() -> None:
    text = steps(invitation(5), mail("reminder", "2 weeks before event"))
    (found,) = silent(text)
    assert found.message == (
        "after it, those who have not answered hear nothing from 11 February to 4 March, 21 days; "
        "14 are the most"
    )
    assert found.fix == (
        "add a step with `send: email`, `to: not_replied` and `when: 3 weeks before event at 09:00`"
    )
    assert str(found.place) == "campaigns/example.yaml:4:5"
    assert (found.rule, found.step, found.level, found.effect) == ("N004", "invitation", Level.WARNING, None)
    assert found.source == 'training manual, step 5, tip 2, "regular reminders"; the number is ours'
    assert silent(mended(text, found.fix)) == ()


def test_silence_before_the_meeting_itself_is_silence_too() -> None:
    text = steps(invitation(4), mail("reminder", "16 days before event"))
    (found,) = silent(text)
    assert (found.step, found.place.line) == ("reminder", 5)
    assert found.message == (
        "after it, those who have not answered hear nothing from 2 March to the meeting on 18 March, "
        "16 days; 14 are the most"
    )
    assert found.fix.endswith("`when: 1 week before event at 09:00`")
    assert silent(mended(text, found.fix)) == ()


def test_a_long_silence_takes_several_steps_and_is_one_finding() -> None:
    text = steps(invitation(6))
    (found,) = silent(text)
    assert found.fix == (
        "add 2 steps with `send: email` and `to: not_replied`: `when: 4 weeks before event at 09:00` and "
        "`when: 2 weeks before event at 09:00`"
    )
    assert silent(mended(text, found.fix)) == ()


def test_each_step_after_which_silence_falls_is_named() -> None:
    text = steps(invitation(8), mail("reminder", "5 weeks before event"))
    assert [found.step for found in silent(text)] == ["invitation", "reminder"]
    for found in silent(text):
        text = mended(text, found.fix)
    assert silent(text) == ()


def test_a_step_that_recurs_is_named_once_with_all_its_gaps() -> None:
    every = "id: again, send: email, when: every 3 weeks from 2027-01-25 at 09:00 until 2027-03-17, to: all"
    text = steps(invitation(8), every)
    (found,) = silent(text)
    assert found.step == "again"
    assert found.message == (
        "after it, those who have not answered hear nothing from 25 January to 15 February, 21 days, "
        "and 1 more gap like it; 14 are the most"
    )
    assert silent(mended(text, found.fix)) == ()


@pytest.mark.parametrize(
    "step",
    [
        mail("a", "3 weeks before event", "all"),
        mail("a", "3 weeks before event", "not_replied"),
        mail("a", "3 weeks before event", "[not_replied, not_declined]"),
        mail("a", "3 weeks before event", "not_replied", "call"),
        mail("a", "3 weeks before event", "all", "invite"),
        mail("a", "2 weeks after invitation"),
        mail("a", "8 days before reminder"),
    ],
)
def test_whatever_reaches_all_the_silent_breaks_the_silence(step: str) -> None:
    assert silent(steps(invitation(5), step, mail("reminder", "2 weeks before event"))) == ()


@pytest.mark.parametrize(
    "step",
    [
        mail("a", "3 weeks before event", "[key_people, not_replied]", "call"),
        mail("a", "3 weeks before event", "key_people", "call"),
        mail("a", "3 weeks before event", "accepted"),
        mail("a", "3 weeks before event", "declined"),
        mail("a", "3 weeks before event", "recruiters"),
        mail("a", "3 weeks before event", "[champion-1]"),
        mail("a", "3 weeks before event", "{roles: [champion]}"),
        mail("a", "3 weeks before event") + ", for: outer_table",
        mail("a", "3 weeks before event") + ", paused: true",
        "id: a, send: task, medium: press, when: 3 weeks before event at 09:00",
        "id: a, send: post, networks: [x], template: a.txt, when: 3 weeks before event at 09:00",
    ],
)
def test_what_leaves_out_some_of_the_silent_breaks_no_silence(step: str) -> None:
    found = silent(steps(invitation(5), step, mail("reminder", "2 weeks before event")))
    assert [each.step for each in found] == ["invitation"]


@pytest.mark.parametrize(("days", "kept"), [(28, True), (29, False)])
def test_two_weeks_are_kept_and_a_day_more_is_not(days: int, *, kept: bool) -> None:
    text = steps(
        f"id: invitation, send: invite, when: {days} days before event at 17:00",
        mail("reminder", "14 days before event"),
    )
    assert (silent(text) == ()) is kept


def test_a_message_moved_by_a_holiday_counts_for_the_day_it_was_meant_for() -> None:
    # Three weeks before is Thanksgiving Day: it leaves on the Wednesday, fifteen days before the next.
    text = steps(
        invitation(5), mail("a", "3 weeks before event"), mail("b", "1 week before event"),
        head=MEETING.replace("2027-03-18", "2027-12-16"),
    )  # fmt: skip
    assert case(text).touches[1].notes
    assert silent(text) == ()


@pytest.mark.parametrize(
    "head",
    [
        MEETING.replace("kind: meeting", "kind: action-team"),
        MEETING.replace("2027-03-18 09:00", "{poll: when-to-meet}"),
        MEETING.replace("09:00}", "09:00, status: cancelled, reason: Snow}"),
        "paused: true\n" + MEETING,
    ],
    ids=["a team", "no date yet", "called off", "paused"],
)
def test_where_nobody_waits_for_a_meeting_nothing_is_found(head: str) -> None:
    assert silent(steps(invitation(5), mail("reminder", "2 weeks before event"), head=head)) == ()


def test_without_an_invitation_there_is_nothing_to_wait_for() -> None:
    assert silent(steps(mail("reminder", "5 weeks before event"))) == ()
    assert silent(steps(invitation(5) + ", for: outer_table")) == ()
    assert silent(steps(invitation(5) + ", paused: true")) == ()


def test_an_invitation_to_champions_first_is_no_beginning_of_everybodys_silence() -> None:
    first = "id: champions, send: invite, when: 8 weeks before event at 09:00, to: {roles: [champion]}"
    rest = mail("a", "3 weeks before event"), mail("b", "1 week before event")
    assert silent(steps(first, invitation(5), *rest)) == ()
    assert [found.step for found in silent(steps(first, *rest))] == ["champions"]


def sent(**days: int) -> History:
    """What went out so many days before the meeting, in a campaign that began long ago."""
    return History(
        "example",
        began=STARTS - timedelta(60),
        progress={
            (step, "once", "email"): Progress(STARTS - timedelta(ahead), 1, finished=True, counts={"sent": 9})
            for step, ahead in days.items()
        },
    )


FIVE_TWO = steps(invitation(5), mail("reminder", "2 weeks before event"))


@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.PLAN])
def test_in_the_midst_of_a_silence_the_next_open_day_is_the_latest_that_helps(moment: Moment) -> None:
    # Twenty days after the invitation, on a Sunday; the reminder is nineteen days off.
    text = steps(invitation(6), mail("reminder", "3 days before event"))
    now, history = datetime(2027, 2, 28, 17, tzinfo=UTC), sent(invitation=42)
    (found,) = silent(text, now=now, history=history, moment=moment)
    assert found.message.startswith("after it, those who have not answered hear nothing from 4 February to")
    assert "`when: 17 days before event at 09:00`" in found.fix
    assert silent(mended(text, found.fix), now=now, history=history, moment=moment) == ()


@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.PLAN])
def test_a_silence_that_is_over_is_not_told_any_more(moment: Moment) -> None:
    history = sent(invitation=35, reminder=14)
    assert len(silent(FIVE_TWO, now=STARTS - timedelta(20), history=sent(invitation=35), moment=moment)) == 1
    assert silent(FIVE_TWO, now=STARTS - timedelta(14), history=history, moment=moment) == ()
    assert silent(FIVE_TWO, now=STARTS, history=history, moment=moment) == ()


def test_in_the_plan_a_message_that_was_missed_breaks_no_silence() -> None:
    # The call was due on Thursday 25 February; its 24 open hours of grace end on Monday.
    text = steps(
        invitation(5), mail("call", "3 weeks before event", "not_replied", "call"),
        mail("reminder", "8 days before event"),
    )  # fmt: skip
    now = STARTS - timedelta(15)
    assert silent(text, now=now, moment=Moment.CHECK) == ()
    assert silent(text, now=STARTS - timedelta(17), history=sent(invitation=35), moment=Moment.PLAN) == ()
    (found,) = silent(text, now=now, history=sent(invitation=35), moment=Moment.PLAN)
    assert found.step == "invitation"
    assert found.fix.endswith("and `when: 15 days before event at 09:00`")


def test_in_the_plan_a_message_that_is_late_counts_for_the_day_it_can_still_go() -> None:
    text = steps(invitation(5), mail("a", "3 weeks before event"), mail("b", "2 days before event"))
    (found,) = silent(text, now=STARTS - timedelta(30), history=sent(invitation=35), moment=Moment.PLAN)
    assert (found.step, "19 days" in found.message) == ("a", True)
    late = STARTS - timedelta(16)
    assert silent(text, now=late, history=sent(invitation=35), moment=Moment.PLAN) == ()


def test_what_was_due_before_the_campaign_began_is_no_message() -> None:
    history = History("example", began=STARTS - timedelta(30))
    text = steps(invitation(5), mail("a", "3 weeks before event"))
    assert silent(text, now=STARTS - timedelta(29), history=history, moment=Moment.PLAN) == ()


def test_a_house_may_want_a_word_every_week() -> None:
    text = steps(invitation(2), mail("reminder", "6 days before event"))
    assert silent(text) == ()
    weekly = house(rules={"N004": {"days": 7}})
    (found,) = silent(text, house=weekly)
    assert found.message.endswith("8 days; 7 are the most")
    assert silent(mended(text, found.fix), house=weekly) == ()


def test_silence_is_nobodys_matter_at_the_moment_of_sending() -> None:
    assert silent(FIVE_TWO, moment=Moment.SEND) == ()


@given(
    st.integers(1, 90),
    st.lists(st.integers(1, 89), max_size=3, unique=True),
    st.integers(0, 100),
    st.integers(7, 14),
)
@settings(max_examples=80, deadline=None)
def test_the_steps_that_are_asked_for_end_every_silence(
    first: int, later: list[int], passed: int, most: int
) -> None:
    now, strict = STARTS - timedelta(100 - passed), house(rules={"N004": {"days": most}})
    text = steps(
        f"id: invitation, send: invite, when: {first} days before event at 09:00",
        *(mail(f"mail-{days}", f"{days} days before event") for days in later),
    )
    mending = text
    for found in silent(text, now=now, house=strict):
        mending = mended(mending, found.fix)
    assert silent(mending, now=now, house=strict) == ()


@pytest.mark.parametrize("rule", [InvitationReminder, RegularReminders])
def test_the_examples_of_each_rule_break_and_keep_it(rule: type[Rule]) -> None:
    assert [found.rule for found in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()
