"""Who a step is meant for, and what the words of `to:` ask of their answers."""

import pytest

from outreach.core.audience import answers_of, answers_wanted, audience, waits_for_attendance
from outreach.core.history import SILENT, Answers
from outreach.core.people import Contact
from outreach.core.plan import Touch
from tests.core.building import ASK, campaign, history, laid_out, person, step, touches_of

WHEN = "on 2027-02-03 at 09:00"
MEMBER = person("member-1", roles=frozenset({"business_member"}))
PARTNER = person("partner-1", roles=frozenset({"support_partner"}))
BOTH = person("both-1", roles=frozenset({"business_member", "support_partner"}))
CHAMPION = person("champion-1", roles=frozenset({"champion"}))
EVERYBODY = (MEMBER, PARTNER, BOTH, CHAMPION)
EVENT = {
    "title": "Spring meeting",
    "starts": "2027-03-18 09:00",
    "signed_by": ["champion-1", "partner-1"],
    "outer_table": {"audience": {"roles": ["support_partner"]}},
}


def touch(**written: object) -> Touch:
    made = campaign(step(WHEN, **written), event=EVENT, audience={"roles": ["business_member"]})
    return touches_of(laid_out(made), "email")[0]


def meant(**written: object) -> list[str]:
    who = audience(touch(**written))
    return [contact.id for contact in EVERYBODY if contact in who]


def test_a_step_is_for_the_campaigns_audience_at_the_inner_table() -> None:
    assert meant() == ["member-1", "both-1", "champion-1"]


def test_the_outer_table_leaves_out_those_who_sit_at_the_inner_one() -> None:
    assert meant(**{"for": "outer_table"}) == ["partner-1"]


def test_to_may_choose_for_itself_or_name_people() -> None:
    assert meant(to={"roles": ["support_partner"]}) == ["partner-1", "both-1"]
    assert meant(to=["partner-1", "member-1"]) == ["member-1", "partner-1"]


def test_signers_are_those_of_the_event_whether_or_not_in_the_audience() -> None:
    assert meant(to="signers") == ["partner-1", "champion-1"]


def test_without_an_audience_nobody_is_meant() -> None:
    made = campaign(step(WHEN), step(WHEN, id="outer", **{"for": "outer_table"}))
    for each in laid_out(made).touches:
        assert not [contact for contact in EVERYBODY if contact in audience(each)]


def test_recruiters_are_found_by_way_of_those_they_recruit() -> None:
    who = audience(touch(to="recruiters"))
    assert (who.recruiters, MEMBER in who, PARTNER in who) == (True, True, False)


def test_the_owner_of_a_commitment_hears_of_that_one_alone() -> None:
    committed = [
        {"id": "rooms", "what": "Find rooms", "who": "partner-1", "due": "2027-05-20"},
        {"id": "tutors", "what": "Name tutors", "who": "champion-1", "due": "2027-05-20"},
    ]
    made = campaign(
        step("1 week before commitments", to="owners"),
        step(WHEN, id="all", to="owners"),
        commitments=committed,
    )
    schedule = laid_out(made)
    found = {
        (each.step.id, each.occurrence): [who.id for who in EVERYBODY if who in audience(each)]
        for each in schedule.touches
    }
    assert found == {
        ("email", "rooms"): ["partner-1"],
        ("email", "tutors"): ["champion-1"],
        ("all", "once"): ["partner-1", "champion-1"],
    }


def test_key_people_are_the_polls_in_a_campaign_with_a_poll() -> None:
    made = campaign(ASK, step(WHEN, "call", to=["key_people", "not_voted"]), kind="poll")
    call = touches_of(laid_out(made), "call")[0]
    marked = person("member-9", key=True)
    assert [each.id for each in (*EVERYBODY, marked) if each in audience(call)] == ["champion-1"]
    assert answers_wanted(call, CHAMPION, SILENT)
    assert not answers_wanted(call, CHAMPION, Answers(replied=True, voted=True))


def test_key_people_are_those_marked_as_key_in_a_campaign_without_a_poll() -> None:
    call = touch(to="key_people")
    assert answers_wanted(call, person(key=True), SILENT)
    assert not answers_wanted(call, person(), SILENT)


YES, NO, MAYBE = (Answers(replied=True, rsvp=rsvp) for rsvp in ("accepted", "declined", "tentative"))
WROTE, VOTED = Answers(replied=True), Answers(replied=True, voted=True)
CAME, STAYED_AWAY = Answers(attended=True), Answers(attended=False)
ALL = (SILENT, YES, NO, MAYBE, WROTE, VOTED, CAME, STAYED_AWAY)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("all", ALL),
        ("replied", (YES, NO, MAYBE, WROTE, VOTED)),
        ("not_replied", (SILENT, CAME, STAYED_AWAY)),
        ("accepted", (YES,)),
        ("declined", (NO,)),
        ("not_declined", (SILENT, YES, MAYBE, WROTE, VOTED, CAME, STAYED_AWAY)),
        ("voted", (VOTED,)),
        ("not_voted", (SILENT, YES, NO, MAYBE, WROTE, CAME, STAYED_AWAY)),
        ("attended", (CAME,)),
        ("absent", (SILENT, YES, NO, MAYBE, WROTE, VOTED, STAYED_AWAY)),
    ],
)
def test_each_word_asks_its_own_of_the_answers(word: str, wanted: tuple[Answers, ...]) -> None:
    made = touch(to=word)
    assert tuple(each for each in ALL if answers_wanted(made, MEMBER, each)) == wanted


def test_a_list_of_words_must_all_hold() -> None:
    made = touch(to=["replied", "not_declined"])
    assert tuple(each for each in ALL if answers_wanted(made, MEMBER, each)) == (YES, MAYBE, WROTE, VOTED)


@pytest.mark.parametrize("to", [["partner-1"], {"roles": ["champion"]}])
def test_named_and_chosen_people_are_not_asked_for_answers(to: object) -> None:
    assert answers_wanted(touch(to=to), MEMBER, NO)


@pytest.mark.parametrize(
    ("to", "recorded", "waits"),
    [
        ("attended", False, True),
        ("absent", False, True),
        (["attended", "key_people"], False, True),
        ("attended", True, False),
        ("all", False, False),
    ],
)
def test_only_who_came_and_who_did_not_wait_for_the_record(to: object, recorded: bool, waits: bool) -> None:
    assert waits_for_attendance(touch(to=to), history(attendance=recorded)) is waits


def test_who_has_not_answered_is_silent() -> None:
    known = history({"member-1": YES})
    assert [answers_of(known, each) for each in (MEMBER, PARTNER)] == [YES, SILENT]


def test_something_that_is_no_contact_is_in_no_audience() -> None:
    assert "member-1" not in audience(touch())
    assert Contact("member-1") not in audience(touch())
