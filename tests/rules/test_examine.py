"""Waivers: they let a rule off until a day, and say so when that day has passed."""

from datetime import UTC, datetime

import pytest

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.catalogue import RULES
from outreach.rules.examine import examine
from outreach.rules.families.afterwards.following import RecapInAWeek
from outreach.rules.families.notice.notice import InvitationNotice
from outreach.rules.families.notice.reminding import InvitationReminder
from tests.rules.building import case

TEXT = """\
kind: meeting
event: {{title: Meeting, starts: 2027-03-18 09:00}}
waive: [{campaign}]
steps:
  - id: invitation
    send: invite
    template: a.md
    when: 3 weeks before event at 09:00
    waive: [{step}]
  - {{id: again, send: invite, template: a.md, when: 2 weeks before event at 09:00}}
  - {{id: reminder, send: email, template: a.md, when: 1 week before event at 09:00}}
"""
NOTICE = (InvitationNotice, InvitationReminder)
"""The rules that these campaigns are about: other rules would find more in them."""
WAIVER = "{{rule: {rule}, reason: The hall was free, by: lead champion, until: {until}}}"


def waiver(rule: str = "N001", until: str = "2027-03-18") -> str:
    return WAIVER.format(rule=rule, until=until)


def judged(campaign: str = "", step: str = "", **more: object) -> tuple[Finding, ...]:
    return examine(case(TEXT.format(campaign=campaign, step=step), **more), NOTICE)  # type: ignore[arg-type]


def test_without_a_waiver_findings_stop() -> None:
    assert [(each.step, each.stops) for each in judged()] == [("invitation", True), ("again", True)]


def test_a_campaigns_waiver_covers_all_its_findings() -> None:
    found = judged(campaign=waiver())
    assert [each.waived for each in found] == [True, True]
    assert not any(each.stops for each in found)


def test_a_steps_waiver_covers_only_that_step() -> None:
    assert [(each.step, each.waived) for each in judged(step=waiver())] == [
        ("invitation", True),
        ("again", False),
    ]


def test_a_waiver_of_another_rule_covers_nothing() -> None:
    assert not any(each.waived for each in judged(campaign=waiver("N003")))


@pytest.mark.parametrize(
    ("now", "waived"),
    [
        (datetime(2027, 2, 2, 6, 59, tzinfo=UTC), True),
        (datetime(2027, 2, 2, 7, 1, tzinfo=UTC), False),
    ],
    ids=["a minute before local midnight", "a minute after"],
)
def test_a_waiver_holds_to_the_end_of_its_last_local_day(now: datetime, *, waived: bool) -> None:
    found = judged(step=waiver(until="2027-02-01"), now=now)
    assert found[0].waived is waived


def test_an_expired_waiver_is_a_finding_at_its_own_line() -> None:
    *_, found = judged(step=waiver(until="2026-10-31"))
    assert (found.rule, found.level, found.effect) == ("N001", Level.ERROR, Effect.HOLD)
    assert found.message == "the waiver of N001 by lead champion expired on 31 October 2026"
    assert found.fix == "mend what N001 finds, or give the waiver a new reason and a later `until`"
    assert (found.place.line, found.step) == (9, "invitation")
    assert found.stops


def test_an_expired_waiver_of_a_campaign_is_said_once() -> None:
    found = judged(campaign=waiver(until="2026-10-31"))
    assert [each.place.line for each in found] == [8, 10, 3]


def test_an_expired_waiver_that_covers_nothing_is_left_in_peace() -> None:
    assert len(judged(campaign=waiver("P001", until="2026-10-31"))) == 2


def test_an_expired_waiver_beside_a_valid_one_is_left_in_peace() -> None:
    found = judged(campaign=waiver(), step=waiver(until="2026-10-31"))
    assert [each.waived for each in found] == [True, True]


@pytest.mark.parametrize("code", ["K001", "K002", "E005"])
def test_some_rules_cannot_be_waived(code: str) -> None:
    *_, found = judged(campaign=waiver(code))
    assert (found.rule, found.message, found.fix) == (code, f"{code} cannot be waived", "take the waiver out")
    assert found.stops


def test_a_waiver_of_no_rule_is_a_finding_with_the_nearest_one() -> None:
    *_, found = judged(campaign=waiver("N011"))
    assert found.message == "there is no rule N011 to waive; did you mean `N001`?"
    assert (found.level, found.effect, found.place.line) == (Level.ERROR, None, 3)


def test_a_waiver_of_a_rule_that_is_not_asked_is_no_mistake() -> None:
    assert len(judged(campaign=waiver("R002"))) == 2


def test_mistaken_waivers_hold_nothing_at_the_moment_of_sending() -> None:
    assert {each.rule for each in judged(campaign=waiver("E005"), moment=Moment.SEND)} == {"N001"}


def test_only_rules_of_the_moment_are_asked() -> None:
    plain = TEXT.format(campaign="", step="").replace("send: email", "send: call")
    assert {each.rule for each in examine(case(plain), NOTICE)} == {"N001", "N003"}
    assert {each.rule for each in examine(case(plain, moment=Moment.SEND), NOTICE)} == {"N001"}


def test_unless_rules_are_chosen_all_are_asked_in_the_order_of_the_catalogue() -> None:
    asked = case(TEXT.format(campaign="", step=""))
    assert examine(asked) == examine(asked, RULES)
    assert [each.rule for each in examine(asked)] == ["N001", "N001", "F001"]
    assert {each.rule for each in examine(asked, (InvitationNotice,))} == {"N001"}


def test_findings_name_their_campaign_and_source() -> None:
    for found in judged():
        assert found.campaign == "example"
        assert found.source


def test_what_concerns_a_whole_campaign_is_let_off_by_a_waiver_on_any_of_its_steps() -> None:
    text = """\
kind: meeting
event: {title: Meeting, starts: 2027-03-18 09:00}
steps:
  - id: invitation
    send: invite
    template: a.md
    when: 6 weeks before event at 09:00
    waive: [{rule: F001, reason: minutes are read out, by: lead champion, until: 2027-12-31}]
"""
    (found,) = examine(case(text), (RecapInAWeek,))
    assert (found.step, found.waived) == ("", True)
