"""F004 and T001: what an action team promises, and of whom it is made."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History
from outreach.core.people import Contact
from outreach.rules.examine import examine
from outreach.rules.families.afterwards.teams import SixtyDayCommitments, TeamOfBusinesses
from outreach.rules.rule import Rule
from tests.rules.building import campaign, case, house
from tests.rules.examples import example, people

TEAM = """\
kind: action-team
event: {{title: Training team call, starts: {starts}, duration: 30m}}
commitments:{commitments}
steps:
  - {{id: recap, send: email, template: teams/recap.md, when: 1 business day after event at 09:00}}
"""
REMIND = (
    "  - {id: remind, send: email, template: c.md, when: 1 week before commitments at 09:00, to: owners}\n"
)
ASK = "  - {id: asked, send: call, template: a.md, when: 1 business day after commitments, to: owners}\n"
POLL = """\
kind: poll
poll:
  question: When should the team meet?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-08 14:00]
  closes: 3 days after opening at 17:00
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
"""
CALL = datetime(2027, 4, 7, 20, tzinfo=UTC)
MEMBERS = """\
kind: action-team
audience: {{tags: [team]}}
event:
  title: Training team call
  starts: 2027-04-07 14:00
  {lead}
{more}steps:
  - {{id: invitation, send: invite, template: teams/invitation.md, when: 2 weeks before event at 09:00}}
"""


def team(*due: str, starts: str = "2027-04-07 14:00", steps: str = REMIND + ASK) -> str:
    """A team's campaign with a commitment for each day."""
    lines = [
        f"\n  - {{id: promise-{at}, what: Name three instructors, who: champion-{at + 1}, due: {day}}}"
        for at, day in enumerate(due)
    ]
    return TEAM.format(starts=starts, commitments="".join(lines) or " []") + steps


def promised(*due: str, starts: str = "2027-04-07 14:00", steps: str = REMIND + ASK, text: str = "",
             **more: object) -> tuple[Finding, ...]:  # fmt: skip
    judged = case(text or team(*due, starts=starts, steps=steps), **more)  # type: ignore[arg-type]
    return examine(judged, (SixtyDayCommitments,))


def planned(now: datetime, *due: str, **more: object) -> tuple[Finding, ...]:
    return promised(*due, now=now, moment=Moment.PLAN, **more)  # type: ignore[arg-type]


def member(name: str, *roles: str) -> Contact:
    return Contact(name, roles=frozenset(roles), tags=frozenset({"team"}))


BUILDERS = (member("champion-1", "lead_champion"), member("builder-1", "business_member"))


def made_of(*known: Contact, lead: str = "lead: champion-1", more: Iterable[str] = (),
            **rest: object) -> tuple[Finding, ...]:  # fmt: skip
    judged = case(
        MEMBERS.format(lead=lead, more="".join(f"{line}\n" for line in more)),
        **rest,  # type: ignore[arg-type]
    )
    return examine(replace(judged, people=people(judged, *BUILDERS, *known)), (TeamOfBusinesses,))


@pytest.mark.parametrize("rule", [SixtyDayCommitments, TeamOfBusinesses])
def test_the_examples_of_a_rule_do_what_they_say(rule: type[Rule]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


def test_a_commitment_that_is_due_late_is_named_with_its_days() -> None:
    (found,) = promised("2027-06-21")
    assert found.message == "`promise-0` is due 75 days after 7 April; 60 are the most"
    assert found.fix == "agree on 6 June or earlier, or on a part of it that is done by then"
    assert str(found.place) == "campaigns/example.yaml:4:73"
    assert (found.step, found.level, found.effect) == ("", Level.WARNING, None)


@pytest.mark.parametrize(
    ("due", "late"),
    [("2027-04-08", False), ("2027-06-06", False), ("2027-06-07", True), ("2028-04-07", True)],
)
@pytest.mark.parametrize("moment", [Moment.CHECK, Moment.PLAN])
def test_sixty_days_are_the_most(due: str, moment: Moment, *, late: bool) -> None:
    assert bool(promised(due, moment=moment)) is late


def test_each_late_commitment_is_told() -> None:
    found = promised("2027-07-01", "2027-05-01", "2027-08-01")
    assert [each.place.line for each in found] == [4, 6]


def test_while_a_poll_looks_for_the_day_its_last_option_counts() -> None:
    poll = campaign(POLL, "team-date")
    assert promised("2027-06-07", starts="{poll: team-date}", siblings=[poll]) == ()
    (found,) = promised("2027-06-08", starts="{poll: team-date}", siblings=[poll])
    assert found.message == "`promise-0` is due 61 days after 8 April; 60 are the most"
    assert promised("2027-09-08", starts="{poll: another}", siblings=[poll]) == ()


def test_what_is_done_or_gone_by_is_left_alone() -> None:
    assert promised("2027-06-21", history=History("example", done=frozenset({"promise-0"}))) == ()
    assert promised("2027-06-21", now=datetime(2027, 6, 22, 18, tzinfo=UTC)) == ()
    assert promised("2027-05-21", steps="", now=datetime(2027, 6, 22, 18, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (ASK, "nobody is reminded of a commitment before it is due; each needs a reminder"),
        (
            REMIND,
            "nobody asks what became of a commitment once it is due; each needs a call or an e-mail",
        ),
        (REMIND.replace("email", "call") + ASK, "nobody is reminded"),
        (REMIND.replace("owners", "all") + ASK, "nobody is reminded"),
        (REMIND.replace("to: owners", "to: owners, paused: true") + ASK, "nobody is reminded"),
        (REMIND.replace("before commitments", "after event") + ASK, "nobody is reminded"),
        (REMIND + ASK.replace("send: call", "send: kit, posts: [a.txt]"), "nobody asks"),
        (REMIND + ASK.replace("to: owners", "to: [champion-1]"), "nobody asks"),
    ],
)
def test_a_commitment_is_reminded_of_and_asked_about(steps: str, message: str) -> None:
    (found,) = promised("2027-05-20", steps=steps)
    assert found.message.startswith(message)
    assert str(found.place) == "campaigns/example.yaml:5:1"


@pytest.mark.parametrize(
    "steps",
    [
        REMIND + ASK,
        REMIND + ASK.replace("send: call", "send: email"),
        REMIND.replace("1 week", "2 days") + REMIND.replace("remind", "again") + ASK,
    ],
)
def test_mail_before_and_a_call_or_mail_after_are_enough(steps: str) -> None:
    assert promised("2027-05-20", "2027-05-27", steps=steps) == ()


def test_the_steps_that_the_remedies_add_make_the_rule_pass() -> None:
    before, after = promised("2027-05-20", steps="")
    steps = "".join(
        f"  - {{id: step-{at}, template: a.md, {', '.join(each.fix.split('`')[i] for i in (1, 3, 7))}}}\n"
        for at, each in enumerate((before, after))
    )
    assert promised("2027-05-20", steps=steps) == ()


def test_a_team_without_commitments_is_not_asked_to_remind_of_any() -> None:
    assert promised(steps="") == ()


def test_two_business_days_after_the_call_the_commitments_are_written_down() -> None:
    (found,) = planned(CALL + timedelta(2))
    assert found.message == (
        "no commitment is written down since the call of 7 April; they were due by 9 April"
    )
    assert found.fix == (
        "write under `commitments:` who does what by when, each as "
        "`{id: ..., what: ..., who: ..., due: 2027-06-06}` or earlier"
    )
    assert str(found.place) == "campaigns/example.yaml:4:1"
    assert found.level is Level.WARNING
    assert planned(CALL + timedelta(2), found.fix.split("due: ")[1].split("}", maxsplit=1)[0]) == ()


@pytest.mark.parametrize(
    ("days", "asked"), [(-30, False), (0, False), (1, False), (2, True), (30, True), (60, True), (61, False)]
)
def test_they_are_asked_for_until_sixty_days_after_the_call(days: int, *, asked: bool) -> None:
    assert bool(planned(CALL + timedelta(days))) is asked


def test_that_none_is_written_down_is_told_in_a_plan_only_and_not_of_a_paused_team() -> None:
    assert promised(now=CALL + timedelta(5)) == ()
    assert planned(CALL + timedelta(5), text=f"{team()}paused: true\n") == ()
    assert planned(CALL + timedelta(5), starts="{poll: team-date}") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("kind: action-team", "kind: meeting"), ("duration: 30m", "duration: 30m, status: cancelled")],
)
def test_only_a_team_that_meets_owes_anything(old: str, new: str) -> None:
    assert planned(CALL + timedelta(5), text=team().replace(old, new)) == ()
    assert promised(text=team("2027-07-07").replace(old, new)) == ()


def test_a_house_may_want_commitments_sooner() -> None:
    strict = house(rules={"F004": {"days": 30, "business_days": 0}})
    (found,) = promised("2027-05-08", house=strict)
    assert found.message == "`promise-0` is due 31 days after 7 April; 30 are the most"
    assert promised("2027-05-07", house=strict) == ()
    assert len(planned(CALL + timedelta(hours=2), house=strict)) == 1


@given(st.integers(61, 200))
def test_the_day_that_the_remedy_names_is_early_enough(days: int) -> None:
    (found,) = promised(str((CALL + timedelta(days)).date()))
    words = found.fix.removeprefix("agree on ").partition(" or ")[0]
    day = datetime.strptime(f"{words} 2027", "%d %B %Y").date()  # noqa: DTZ007
    assert promised(str(day)) == ()


def test_a_partner_on_the_team_without_a_task_is_named_at_the_audience() -> None:
    (found,) = made_of(member("partner-1", "support_partner"))
    assert found.message == "partner-1 is on the team, and nothing says what they help with"
    assert found.fix == (
        "write them under `helpers:`, each as `{who: ..., with: ...}`, or take them off the team"
    )
    assert str(found.place) == "campaigns/example.yaml:2:11"
    assert (found.step, found.level, found.effect) == ("", Level.WARNING, None)


def test_somebody_else_on_the_team_is_named_at_the_audience() -> None:
    (found,) = made_of(member("press-1", "press"), member("supporter-1", "supporter"), member("builder-1"))
    assert found.message == "builder-1, press-1 and supporter-1 are on the team without being in business"
    assert found.fix == "take them off the team, or import them as business members if they are"


@pytest.mark.parametrize(
    ("known", "more"),
    [
        ((), ()),
        ((member("partner-1", "core_partner"),), ("helpers: [{who: partner-1, with: a room}]",)),
        ((member("partner-1", "core_partner", "business_member"),), ()),
        ((member("convener", "convener"),), ()),
        (
            (Contact("partner-1", roles=frozenset({"core_partner"})),),
            ("helpers: [{who: partner-1, with: x}]",),
        ),
    ],
)
def test_businesses_their_helpers_and_conveners_make_a_team(
    known: tuple[Contact, ...], more: tuple[str, ...]
) -> None:
    assert made_of(*known, more=more) == ()


def test_two_partners_of_whom_one_helps_leave_one_to_name() -> None:
    partners = (member("partner-1", "core_partner"), member("partner-2", "support_partner"))
    (found,) = made_of(*partners, more=["helpers: [{who: partner-1, with: a room}]"])
    assert found.message.startswith("partner-2 is on the team")


@pytest.mark.parametrize("who", ["convener", "partner-1"])
def test_a_lead_who_is_no_business_member_is_named(who: str) -> None:
    known = Contact(who, roles=frozenset({"convener" if who == "convener" else "core_partner"}))
    (found,) = made_of(known, lead=f"lead: {who}")
    assert found.message == f"{who} leads the team and is no business member"
    assert found.fix == "let a business member of the team's choice lead it, and write who in `lead:`"
    assert str(found.place) == "campaigns/example.yaml:6:9"


@pytest.mark.parametrize("lead", ["lead: champion-1", "lead: builder-1", "lead: nobody-9", "venue: online"])
def test_a_business_member_leads_or_nobody_has_been_chosen_yet(lead: str) -> None:
    assert made_of(lead=lead) == ()


def test_a_commitment_of_somebody_else_is_named_at_its_owner() -> None:
    owner = Contact("partner-1", roles=frozenset({"core_partner"}))
    promise = "commitments: [{id: room, what: Find a room, who: partner-1, due: 2027-05-20}]"
    (found,) = made_of(owner, more=[promise])
    assert found.message == "`room` is promised by partner-1, who is no business member"
    assert found.fix == "let a business member take it on, and name partner-1 under `helpers:`"
    assert str(found.place) == "campaigns/example.yaml:7:50"
    mended = promise.replace("partner-1", "champion-1")
    assert made_of(owner, more=[mended, "helpers: [{who: partner-1, with: a room}]"]) == ()


def test_everything_that_is_wrong_with_a_team_is_told_at_once() -> None:
    promise = "commitments: [{id: room, what: Find a room, who: partner-1, due: 2027-05-20}]"
    known = (member("partner-1", "core_partner"), member("press-1", "press"))
    assert len(made_of(*known, lead="lead: partner-1", more=[promise])) == 4


def test_what_the_remedies_write_makes_the_rule_pass() -> None:
    partner = member("partner-1", "support_partner")
    assert len(made_of(partner)) == 1
    assert made_of(partner, more=["helpers: [{who: partner-1, with: classroom space}]"]) == ()
    assert made_of(partner, lead="lead: partner-1", more=["helpers: [{who: partner-1, with: x}]"]) != ()
    assert made_of(partner, lead="lead: builder-1", more=["helpers: [{who: partner-1, with: x}]"]) == ()


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [
        ("kind: action-team", "kind: meeting", CALL - timedelta(40)),
        ("title: Training", "status: cancelled\n  title: Training", CALL - timedelta(40)),
        ("", "", CALL + timedelta(1)),
    ],
    ids=["a meeting", "called off", "over, with nothing left to do"],
)
def test_only_a_team_with_something_before_it_is_looked_at(old: str, new: str, now: datetime) -> None:
    judged = case(MEMBERS.format(lead="lead: partner-1", more="").replace(old, new), now=now)
    known = people(judged, *BUILDERS, member("partner-1", "core_partner"))
    assert examine(replace(judged, people=known), (TeamOfBusinesses,)) == ()


def test_after_the_call_a_team_is_looked_at_while_it_has_commitments() -> None:
    promise = "commitments: [{id: room, what: Find a room, who: champion-1, due: 2027-05-20}]"
    partner = member("partner-1", "core_partner")
    assert len(made_of(partner, more=[promise], now=CALL + timedelta(10))) == 1
    assert made_of(partner, more=[promise], now=CALL + timedelta(60)) == ()


def test_while_nobody_is_imported_and_in_a_plan_nothing_is_said_of_a_team() -> None:
    judged = case(MEMBERS.format(lead="lead: partner-1", more=""))
    assert examine(judged, (TeamOfBusinesses,)) == ()
    assert made_of(member("partner-1", "core_partner"), moment=Moment.PLAN) == ()
