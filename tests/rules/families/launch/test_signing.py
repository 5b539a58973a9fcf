"""L001, L002 and L008: who signs an invitation, and that they have agreed to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.people import Contact
from outreach.rules.case import Case, People
from outreach.rules.examine import examine
from outreach.rules.families.launch.signing import SignedByBusiness, SignedByChampions, SignersAgree
from outreach.rules.rule import Rule
from tests.rules.building import case, house
from tests.rules.examples import example

LAUNCH = """\
kind: launch
event:
  title: Construction partnership launch
  starts: 2027-03-18 09:00
  {signed}
steps:
  - id: invitation
    send: invite
    template: launch/letter.md
    from: signers
    when: 6 weeks before event at 09:00
  - id: partners
    send: invite
    for: outer_table
    template: launch/partners.md
    when: 5 weeks before event at 09:00
  - id: recap
    send: email
    template: launch/recap.md
    from: signers
    when: 1 business day after event at 09:00
"""
STARTS = datetime(2027, 3, 18, 15, tzinfo=UTC)
KNOWN = {
    **{f"champion-{each}": "champion" for each in range(1, 6)},
    "lead-1": "lead_champion",
    "builder-1": "business_member",
    "partner-1": "core_partner",
    "convener": "convener",
}


def launch(*signers: str, known: bool = False, **more: object) -> Case:
    text = LAUNCH.format(signed=f"signed_by: [{', '.join(signers)}]")
    named = {name: Contact(name, roles=frozenset({role})) for name, role in KNOWN.items()}
    people = People(named={each: named[each] for each in signers if each in named}) if known else None
    return case(text, people=people, **more)  # type: ignore[arg-type]


def signed(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (SignedByChampions,))


def of_business(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (SignedByBusiness,))


def agreed(
    moment: Moment = Moment.PLAN, *, now: datetime = STARTS - timedelta(50), text: str = "", **silent: str
) -> tuple[Finding, ...]:
    """What L008 finds where these signers, by step, have not agreed."""
    written = text or LAUNCH.format(signed="signed_by: [champion-1, champion-2, champion-3]")
    unagreed = {(step, "once"): tuple(names.split()) for step, names in silent.items()}
    judged = case(written, now=now, moment=moment, unagreed=unagreed)
    return examine(judged, (SignersAgree,))


@pytest.mark.parametrize("rule", [SignedByChampions, SignedByBusiness, SignersAgree])
def test_the_examples_of_a_rule_do_what_they_say(rule: type[Rule]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


def test_one_signature_holds_the_invitation_and_names_how_many_are_needed() -> None:
    (found,) = signed(launch("champion-1"))
    assert found.message == "is signed by 1 champion; 2 are needed, and 3 or more are better"
    assert found.fix == "name at least 3 champions in `signed_by` under `event`"
    assert str(found.place) == "campaigns/example.yaml:5:14"
    assert (found.step, found.occurrence) == ("invitation", "once")
    assert (found.level, found.effect) == (Level.ERROR, Effect.HOLD)


def test_an_invitation_that_nobody_signs_is_told_at_its_step() -> None:
    (found,) = signed(case(LAUNCH.format(signed="duration: 2h")))
    assert found.message == "is signed by no champion; 2 are needed, and 3 or more are better"
    assert str(found.place) == "campaigns/example.yaml:7:5"


@pytest.mark.parametrize(
    ("number", "level"),
    [(0, Level.ERROR), (1, Level.ERROR), (2, Level.ADVICE), (3, None), (4, None), (5, None)],
)
def test_two_signatures_are_enough_and_three_are_better(number: int, level: Level | None) -> None:
    found = signed(launch(*(f"champion-{each}" for each in range(1, number + 1))))
    assert [each.level for each in found] == ([level] if level else [])


def test_two_signatures_are_advised_in_words() -> None:
    (found,) = signed(launch("champion-1", "champion-2"))
    assert found.message == "is signed by 2 champions; 3 or more are better"


@pytest.mark.parametrize(
    ("signers", "message"),
    [
        (("champion-1", "builder-1"), "is signed by 1 champion (builder-1 is none); 2 are needed"),
        (
            ("builder-1", "champion-1", "partner-1"),
            "is signed by 1 champion (builder-1 and partner-1 are none); 2 are needed",
        ),
        (("convener",), "is signed by no champion (convener is none); 2 are needed"),
    ],
)
def test_only_champions_count_and_the_others_are_named(signers: tuple[str, ...], message: str) -> None:
    (found,) = signed(launch(*signers, known=True))
    assert found.message == f"{message}, and 3 or more are better"


def test_a_lead_champion_is_a_champion() -> None:
    assert signed(launch("lead-1", "champion-1", "champion-2", known=True)) == ()


@pytest.mark.parametrize("known", [True, False])
def test_a_signer_whom_nobody_has_imported_counts(known: bool) -> None:
    assert signed(launch("champion-1", "champion-2", "champion-9", known=known)) == ()


@pytest.mark.parametrize("moment", Moment)
def test_signatures_are_counted_at_every_moment(moment: Moment) -> None:
    assert [each.level for each in signed(launch("champion-1", moment=moment))] == [Level.ERROR]


def test_only_the_invitations_to_the_guests_are_signed() -> None:
    judged = launch("champion-1", moment=Moment.SEND)
    partners, recap = (
        tuple(each for each in judged.touches if each.step.id == name) for name in ("partners", "recap")
    )
    assert signed(replace(judged, touches=partners)) == ()
    assert signed(replace(judged, touches=recap)) == ()


def test_each_invitation_to_the_guests_is_held() -> None:
    text = LAUNCH.format(signed="signed_by: [champion-1]") + (
        "  - {id: second, send: invite, template: launch/letter.md, when: 5 weeks before event at 09:00}\n"
    )
    assert [each.step for each in signed(case(text))] == ["invitation", "second"]


def test_a_change_of_the_launch_is_never_held_for_a_signature() -> None:
    judged = launch("champion-1", moment=Moment.SEND)
    changed = replace(judged.touches[0], occurrence="once+1", change="cancel")
    assert signed(replace(judged, touches=(changed,))) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: launch", "kind: meeting"),
        ("2027-03-18 09:00", "2027-03-18 09:00\n  status: cancelled"),
        ("2027-03-18", "2026-11-12"),
    ],
    ids=["a meeting", "called off", "over"],
)
def test_only_a_launch_that_lies_ahead_needs_signatures(old: str, new: str) -> None:
    text = LAUNCH.format(signed="signed_by: [champion-1]").replace(old, new)
    assert signed(case(text)) == ()


def test_a_launch_without_a_date_needs_its_signatures_already() -> None:
    text = LAUNCH.format(signed="signed_by: [champion-1]").replace("2027-03-18 09:00", "{poll: date}")
    assert [each.level for each in signed(case(text))] == [Level.ERROR]


def test_a_house_may_want_three_signatures() -> None:
    three = house(rules={"L001": {"champions": 3}})
    (found,) = signed(launch("champion-1", "champion-2", house=three))
    assert found.message == "is signed by 2 champions; 3 are needed"
    assert signed(launch("champion-1", "champion-2", "champion-3", house=three)) == ()
    four = house(rules={"L001": {"better": 4}})
    assert len(signed(launch("champion-1", "champion-2", "champion-3", house=four))) == 1


@given(st.integers(0, 2), st.integers(2, 5))
def test_as_many_champions_as_the_remedy_names_make_the_rule_pass(number: int, needed: int) -> None:
    strict = house(rules={"L001": {"champions": needed}})
    (found,) = signed(launch(*(f"champion-{each}" for each in range(number)), house=strict))
    enough = int(found.fix.split()[3])
    assert signed(launch(*(f"champion-{each}" for each in range(enough)), house=strict)) == ()


def test_a_signer_from_the_public_side_is_named_at_their_place() -> None:
    (found,) = of_business(launch("champion-1", "champion-2", "partner-1", known=True))
    assert found.message == "partner-1 signs and is no business member; the ask is from business to business"
    assert found.fix == (
        "let a business member sign instead, or import partner-1 with that role if it is true"
    )
    assert str(found.place) == "campaigns/example.yaml:5:39"
    assert (found.level, found.effect, found.source) == (Level.ERROR, Effect.REFUSE, "FAQ, question 17")


def test_each_signer_who_is_no_business_member_is_told() -> None:
    found = of_business(launch("partner-1", "champion-1", "convener", known=True))
    assert [each.message.split()[0] for each in found] == ["partner-1", "convener"]


def test_a_meetings_signers_are_business_members_too() -> None:
    judged = launch("partner-1", known=True)
    text = LAUNCH.format(signed="signed_by: [partner-1]").replace("kind: launch", "kind: meeting")
    assert len(of_business(case(text, people=judged.people))) == 1


@pytest.mark.parametrize(
    "judged",
    [
        launch("champion-1", "lead-1", "builder-1", known=True),
        launch("champion-1", "partner-1", known=False),
        launch("champion-1", "partner-9", known=True),
        launch("partner-1", known=True, now=STARTS + timedelta(1)),
        case("kind: updates\nsteps: [{id: a, send: email, template: a.md, when: on 2027-02-01 at 09:00}]"),
    ],
    ids=["businesses", "nobody imported", "a stranger", "over", "without an event"],
)
def test_business_members_may_sign_and_strangers_are_not_judged(judged: Case) -> None:
    assert of_business(judged) == ()


def test_a_business_member_in_place_of_the_partner_makes_the_rule_pass() -> None:
    assert len(of_business(launch("champion-1", "partner-1", known=True))) == 1
    assert of_business(launch("champion-1", "builder-1", known=True)) == ()


def test_a_signer_who_has_not_agreed_is_named_at_the_template() -> None:
    (found,) = agreed(invitation="champion-2")
    assert found.message == "champion-2 has not agreed to this letter yet"
    assert found.fix == (
        "`outreach agreed example champion-2` once they have agreed; a step with `send: sign_off` asks them"
    )
    assert str(found.place) == "campaigns/example.yaml:9:15"
    assert (found.step, found.occurrence, found.effect) == ("invitation", "once", Effect.HOLD)


def test_several_who_have_not_agreed_are_one_finding() -> None:
    (found,) = agreed(invitation="champion-1 champion-3")
    assert found.message == "champion-1 and champion-3 have not agreed to this letter yet"
    assert found.fix.startswith(
        "`outreach agreed example champion-1` and `outreach agreed example champion-3` once they have agreed"
    )


def test_a_plan_warns_of_what_would_be_held_when_it_is_due() -> None:
    assert [each.level for each in agreed(invitation="champion-2")] == [Level.WARNING]
    assert [each.stops for each in agreed(Moment.SEND, invitation="champion-2")] == [True]


def test_each_letter_that_waits_is_told_once_however_often_it_recurs() -> None:
    text = """\
    kind: meeting
    event: {title: Meeting, starts: 2027-12-09 09:00, signed_by: [champion-1]}
    steps:
      - {id: news, send: email, template: a.md, from: signers, when: every 1 months from 2027-01-12 at 09:00}
    """
    judged = case(text, moment=Moment.PLAN)
    unagreed = {(each.step.id, each.occurrence): ("champion-1",) for each in judged.touches}
    (found,) = examine(replace(judged, unagreed=unagreed), (SignersAgree,))
    assert len(judged.touches) > 5
    assert (found.step, found.occurrence) == ("news", "")


@pytest.mark.parametrize("change", ["paused: true", "steps", "status"])
def test_what_is_not_to_go_out_waits_for_nobody(change: str) -> None:
    text = LAUNCH.format(signed="signed_by: [champion-1, champion-2]")
    stopped = {
        "paused: true": f"{text}paused: true\n",
        "steps": text.replace("    from: signers\n    when: 6", "    paused: true\n    when: 6"),
        "status": text.replace("  signed_by", "  status: cancelled\n  signed_by"),
    }
    assert len(agreed(text=text, invitation="champion-2")) == 1
    assert agreed(text=stopped[change], invitation="champion-2") == ()


def test_once_the_launch_has_begun_only_what_follows_it_still_needs_agreement() -> None:
    found = agreed(now=STARTS + timedelta(hours=1), invitation="champion-2", recap="champion-2")
    assert [each.step for each in found] == ["recap"]


def test_once_all_have_agreed_nothing_is_found() -> None:
    assert agreed() == ()
    assert agreed(Moment.SEND) == ()
    assert agreed(Moment.SEND, another="champion-2") == ()
    assert agreed(Moment.CHECK, invitation="champion-2") == ()
