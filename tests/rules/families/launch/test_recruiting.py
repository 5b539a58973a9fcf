"""L004, L005 and L010: how many businesses a launch invites, whom of them, and who asks them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import Answers, History, Progress
from outreach.core.people import Consent, Contact, Standing
from outreach.rules.case import Case, People
from outreach.rules.examine import examine
from outreach.rules.families.launch.recruiting import DecisionMakers, EnoughInvited, RecruitedByName
from outreach.rules.rule import Rule
from tests.rules.building import case, house
from tests.rules.examples import example, people

LAUNCH = """\
kind: launch
audience: {{roles: [business_member]}}
event: {{title: Launch, starts: 2027-03-18 09:00{more}}}
steps:
  - id: sign-off
    send: sign_off
    template: launch/letter.md
    when: 7 weeks before event at 09:00
  - id: invitation
    send: invite
    template: launch/letter.md
    when: 6 weeks before event at 09:00
  - id: partners
    send: invite
    for: outer_table
    template: launch/partners.md
    when: 5 weeks before event at 09:00
"""
STARTS = datetime(2027, 3, 18, 15, tzinfo=UTC)
RULES: tuple[type[Rule], ...] = (EnoughInvited, DecisionMakers, RecruitedByName)


def guest(name: str, organisation: str = "", **more: object) -> Contact:
    """A guest about whom there is nothing to say, unless `more` takes something away."""
    known = {
        "organisation": organisation or f"Example {name}",
        "title": "Owner",
        "phone": "307-555-0101",
        "recruiter": "champion-1",
        "roles": frozenset({"business_member"}),
        "consent": Consent.RELATIONSHIP,
    }
    return Contact(name, **{**known, **more})  # type: ignore[arg-type]


def guests(number: int, **more: object) -> list[Contact]:
    return [guest(f"builder-{each:02}", recruiter=f"r{each % 9}", **more) for each in range(number)]


def launch(known: Iterable[Contact], *, hoped: int | None = None, text: str = LAUNCH, **more: object) -> Case:
    """A plan of a launch, with these people imported."""
    written = text.format(more="" if hoped is None else f", businesses_hoped_for: {hoped}")
    judged = case(written, **{"moment": Moment.PLAN, **more})  # type: ignore[arg-type]
    return replace(judged, people=people(judged, *known))


def invited(known: Iterable[Contact], hoped: int | None = 1, **more: object) -> tuple[Finding, ...]:
    return examine(launch(known, hoped=hoped, **more), (EnoughInvited,))


def deciding(*known: Contact, **more: object) -> tuple[Finding, ...]:
    return examine(launch(known, **more), (DecisionMakers,))


def recruited(known: Iterable[Contact], **more: object) -> tuple[Finding, ...]:
    return examine(launch(known, **more), (RecruitedByName,))


def gone_out(*, answered: Iterable[str] = (), **counts: int) -> History:
    """The invitation has gone out, to so many by status, and these have answered."""
    went = STARTS - timedelta(42)
    progress = {("invitation", "once", "email"): Progress(went, 1, finished=True, counts=counts)}
    return History(
        "example", went, progress=progress, answers={each: Answers(replied=True) for each in answered}
    )


@pytest.mark.parametrize("rule", RULES)
def test_the_examples_of_a_rule_do_what_they_say(rule: type[Rule]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


POOR = [guest("builder-1", title="Estimator", phone="", recruiter="")]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: launch", "kind: meeting"),
        ("title: Launch", "title: Launch, status: cancelled"),
        ("2027-03-18", "2026-11-12"),
        ("send: invite", "send: email"),
    ],
    ids=["a meeting", "called off", "over", "nobody invited"],
)
def test_only_a_launch_that_lies_ahead_and_invites_is_looked_at(rule: type[Rule], old: str, new: str) -> None:
    assert len(examine(launch(POOR, hoped=9), (rule,))) > 0
    text = LAUNCH.replace(old, new)
    assert examine(launch(POOR, hoped=9, text=text), (rule,)) == ()


@pytest.mark.parametrize("rule", RULES)
def test_while_nobody_is_imported_nothing_is_said_of_people(rule: type[Rule]) -> None:
    assert examine(replace(launch(POOR, hoped=9), people=None), (rule,)) == ()


@pytest.mark.parametrize("rule", RULES)
def test_people_are_looked_at_in_a_plan_only(rule: type[Rule]) -> None:
    assert examine(launch(POOR, hoped=9, moment=Moment.CHECK), (rule,)) == ()
    assert examine(launch(POOR, hoped=9, moment=Moment.SEND), (rule,)) == ()


def test_too_few_businesses_are_counted_against_those_hoped_for() -> None:
    (found,) = invited(guests(88), 25)
    assert found.message == "88 businesses are invited for 25 hoped for; 100 are needed"
    assert found.fix == "invite 12 more: import them, or widen the audience"
    assert str(found.place) == "campaigns/example.yaml:9:5"
    assert (found.step, found.level, found.effect) == ("invitation", Level.WARNING, None)


@pytest.mark.parametrize(("number", "enough"), [(0, False), (1, False), (7, False), (8, True), (9, True)])
def test_four_are_invited_for_each_one(number: int, *, enough: bool) -> None:
    assert (invited(guests(number), 2) == ()) is enough


def test_a_single_business_is_said_of_one() -> None:
    (found,) = invited(guests(1), 1)
    assert found.message == "1 business is invited for 1 hoped for; 4 are needed"


def test_businesses_count_and_not_people() -> None:
    spellings = ["Example Roofing", "example roofing", " Example  Roofing ", "ExampleRoofing"]
    same = [guest(f"builder-{each}", name) for each, name in enumerate(spellings)]
    (found,) = invited(same)
    assert found.message.startswith("1 business is invited")
    other = [guest(f"builder-{each}", f"{name}, {each}") for each, name in enumerate(spellings)]
    assert invited(other) == ()


def test_somebody_without_a_business_counts_as_one() -> None:
    alone = [guest(f"builder-{each}", organisation=" ") for each in range(4)]
    assert invited(alone) == ()
    assert len(invited(alone[:3])) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"standing": Standing.UNSUBSCRIBED},
        {"standing": Standing.COMPLAINED},
        {"consent": Consent.NO},
        {"roles": frozenset({"support_partner"})},
        {"roles": frozenset({"supporter"})},
    ],
    ids=str,
)
def test_who_may_not_be_asked_and_who_is_no_business_does_not_count(change: dict[str, object]) -> None:
    text = LAUNCH.replace("{{roles: [business_member]}}", "{{tags: [invited]}}")
    known = [replace(each, tags=frozenset({"invited"})) for each in guests(4)]
    assert invited(known, text=text) == ()
    known[0] = replace(known[0], **change)  # type: ignore[arg-type]
    assert len(invited(known, text=text)) == 1


def test_somebody_of_whom_no_role_is_known_is_taken_for_a_business() -> None:
    text = LAUNCH.replace("{{roles: [business_member]}}", "{{tags: [invited]}}")
    assert invited(guests(4, roles=frozenset(), tags=frozenset({"invited"})), text=text) == ()


def test_the_guests_of_all_invitations_count_together_and_partners_do_not() -> None:
    text = LAUNCH.replace("send: invite\n    template: launch/letter.md", (
        "send: invite\n    to: {{contacts: [builder-00, builder-01]}}\n    template: launch/letter.md"
    )) + (
        "  - id: second\n    send: invite\n    template: launch/letter.md\n"
        "    to: {{contacts: [builder-01, builder-02, builder-03]}}\n"
        "    when: 5 weeks before event at 09:00\n"
    )  # fmt: skip
    assert invited(guests(9), 1, text=text) == ()
    (found,) = invited(guests(9), 2, text=text)
    assert (found.message.split()[0], found.step) == ("4", "invitation")


def test_once_the_invitation_is_out_nobody_asks_for_more() -> None:
    assert invited(guests(1), history=gone_out(sent=1)) == ()
    assert deciding(*POOR, history=gone_out(sent=1)) == ()
    assert len(invited(guests(1), history=gone_out(missed=1))) == 1


def test_a_launch_that_does_not_say_how_many_it_hopes_for_is_not_counted() -> None:
    assert invited(guests(1), None) == ()


def test_a_house_may_invite_five_for_one() -> None:
    five = house(rules={"L004": {"invited": 5}})
    (found,) = invited(guests(9), 2, house=five)
    assert found.message == "9 businesses are invited for 2 hoped for; 10 are needed"
    assert invited(guests(10), 2, house=five) == ()


@given(st.integers(0, 40), st.integers(1, 10))
def test_as_many_more_as_the_remedy_names_are_enough(number: int, hoped: int) -> None:
    for found in invited(guests(number), hoped):
        assert invited(guests(number + int(found.fix.split()[1])), hoped) == ()


def test_somebody_who_does_not_decide_is_named_with_the_title() -> None:
    (found,) = deciding(
        guest("builder-1"), guest("builder-2", title="Estimator"), guest("builder-3", title="")
    )
    assert found.message == (
        "2 of 3 invited are not known to decide: builder-2 (Estimator) and builder-3 (no title)"
    )
    assert found.fix == (
        "invite somebody who decides in their place, or import them with `decision_maker: yes`"
    )
    assert str(found.place) == "campaigns/example.yaml:9:5"
    assert (found.step, found.level) == ("invitation", Level.ADVICE)


@pytest.mark.parametrize(
    "title",
    [
        "Owner", "Co-owner", "owner/operator", "President", "Vice President", "VP, Operations", "CEO",
        "C.E.O.", "Chief Executive", "Chief Operating Officer", "Managing Partner", "General Manager",
        "Operations manager", "Director of Operations", "Founder & Chair", "Proprietor", "Head of Production",
        "President & Secretary",
    ],
)  # fmt: skip
def test_a_title_may_say_that_its_bearer_decides(title: str) -> None:
    assert deciding(guest("builder-1", title=title)) == ()


@pytest.mark.parametrize(
    "title",
    [
        "", "Estimator", "Foreman", "Assistant to the President", "Assistant Manager", "Executive Assistant",
        "Secretary to the CEO", "Loan Officer", "Presidential Scholar", "Management Trainee", "Head Cashier",
    ],
)  # fmt: skip
def test_a_title_that_only_sounds_like_it_does_not(title: str) -> None:
    assert len(deciding(guest("builder-1", title=title))) == 1


def test_what_is_said_of_a_person_goes_before_the_title() -> None:
    assert deciding(guest("builder-1", title="Estimator", decision_maker=True)) == ()
    assert len(deciding(guest("builder-1", title="Owner", decision_maker=False))) == 1


def test_of_many_the_first_five_are_named() -> None:
    (found,) = deciding(*guests(12, title="Estimator"))
    assert found.message.startswith("12 of 12 invited are not known to decide: builder-00 (Estimator), ")
    assert found.message.endswith("builder-04 (Estimator) and 7 more")
    (found,) = deciding(*guests(6, title="Estimator"))
    assert found.message.endswith("builder-04 (Estimator) and builder-05 (Estimator)")


def test_a_person_imported_as_a_decision_maker_makes_the_rule_pass() -> None:
    estimator = guest("builder-1", title="Estimator")
    assert "`decision_maker: yes`" in deciding(estimator)[0].fix
    assert deciding(replace(estimator, decision_maker=True)) == ()


def test_a_business_that_nobody_recruits_is_named() -> None:
    (found,) = recruited([guest("builder-1"), guest("builder-2", "Example Electric", recruiter="")])
    assert found.message == "Example Electric has no recruiter"
    assert found.fix == "say in the people file who knows them, and import it again"
    assert str(found.place) == "campaigns/example.yaml:9:5"
    assert (found.step, found.level, found.effect) == ("invitation", Level.WARNING, None)


def test_a_business_that_nobody_can_call_is_named() -> None:
    (found,) = recruited(
        [
            guest("builder-1"),
            guest("builder-2", "Example Electric", phone=""),
            guest("builder-3", " ", phone=""),
        ]
    )
    assert found.message == "Example Electric and builder-3 have no telephone number"
    assert found.fix == "write it into the people file, and import it again"


def test_what_one_of_its_people_has_is_enough_for_a_business() -> None:
    known = guest("builder-1", "Example Roofing", recruiter="")
    other = guest("builder-2", "EXAMPLE ROOFING", phone="")
    assert recruited([known, other]) == ()
    assert [each.message for each in recruited([known])] == ["Example Roofing has no recruiter"]


@pytest.mark.parametrize(("number", "too_many"), [(1, False), (15, False), (16, True), (22, True)])
def test_fifteen_businesses_are_the_most_for_one_recruiter(number: int, *, too_many: bool) -> None:
    known = [guest(f"builder-{each:02}") for each in range(number)]
    assert [each.message for each in recruited(known)] == (
        [f"champion-1 is to recruit {number} businesses; 15 are the most"] if too_many else []
    )


def test_several_people_of_one_business_are_one_to_recruit() -> None:
    known = [guest(f"builder-{each:02}", f"Example {each % 15}") for each in range(30)]
    assert recruited(known) == ()


def test_each_recruiter_of_too_many_is_told() -> None:
    known = [guest(f"builder-{each:02}", recruiter=f"champion-{each % 2}") for each in range(34)]
    found = recruited(known)
    assert [each.message.split()[0] for each in found] == ["champion-0", "champion-1"]
    assert {each.fix for each in found} == {"give 2 of them another recruiter, and import the people again"}


def test_after_the_invitation_those_who_are_still_to_be_called_matter() -> None:
    known = [guest("builder-1", phone=""), guest("builder-2", phone="")]
    judged = launch(known, history=gone_out(sent=2, answered=["builder-1"]))
    assert judged.people is not None
    at_stake = replace(judged, people=People(guests=judged.people.guests))
    assert [each.message for each in examine(at_stake, (RecruitedByName,))] == [
        "Example builder-2 has no telephone number"
    ]


def test_who_does_not_want_to_hear_from_us_is_not_to_be_called() -> None:
    assert recruited([guest("builder-1", phone="", standing=Standing.UNSUBSCRIBED)]) == ()
    assert len(recruited([guest("builder-1", phone="", standing=Standing.BOUNCED)])) == 1


def test_a_house_may_give_a_recruiter_fewer() -> None:
    ten = house(rules={"L010": {"businesses": 10}})
    known = [guest(f"builder-{each:02}") for each in range(11)]
    (found,) = recruited(known, house=ten)
    assert found.message == "champion-1 is to recruit 11 businesses; 10 are the most"
    assert recruited(known[:10], house=ten) == ()


@given(st.integers(16, 30))
def test_as_many_given_away_as_the_remedy_names_make_the_rule_pass(number: int) -> None:
    known = [guest(f"builder-{each:02}") for each in range(number)]
    (found,) = recruited(known)
    given_away = int(found.fix.split()[1])
    shared = [replace(each, recruiter="champion-2") for each in known[:given_away]]
    assert recruited([*shared, *known[given_away:]]) == ()


def test_what_the_remedies_add_makes_the_rule_pass() -> None:
    bare = guest("builder-1", phone="", recruiter="")
    assert len(recruited([bare])) == 2
    assert recruited([replace(bare, phone="307-555-0101", recruiter="champion-1")]) == ()
