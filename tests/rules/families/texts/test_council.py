"""S011: what asks people to a council meeting names one that is still to come."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.house import House
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.texts.council import CouncilMeeting
from tests.rules.building import case, house, letter, written
from tests.rules.examples import example

COUNCIL = """\
kind: social
steps:
  - id: council
    send: post
    networks: [x, bluesky]
    template: posts/council.txt
    when: on 2027-04-27 at 10:00
"""
UPDATE = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
"""
MEETINGS = ["2027-02-11 09:00", "2027-05-13 09:00", "2027-08-19 09:00"]
OF_SETTINGS = "`council: meetings:` in config/outreach.yaml"
JOIN = "Tell the council what your industry needs: join its meeting on {}. #wyomingnextgen"


def meeting(*days: str) -> House:
    return house(council={"meetings": list(days)})


def council(
    text: str, campaign: str = COUNCIL, days: tuple[str, ...] = tuple(MEETINGS), **more: object
) -> Case:
    """A post with that text; the council meets on those days."""
    judged = case(campaign, **{"moment": Moment.PLAN, "house": meeting(*days), **more})  # type: ignore[arg-type]
    step = judged.campaign.steps[0]
    return replace(judged, posts=(written(step, text, step.networks, "templates/posts/council.txt"),))


def mail(text: str, subject: str = "An update", campaign: str = UPDATE, **more: object) -> Case:
    judged = case(campaign, **{"moment": Moment.PLAN, "house": meeting(*MEETINGS), **more})  # type: ignore[arg-type]
    return replace(judged, letters=(letter(judged, text, subject=subject),))


def found_in(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (CouncilMeeting,))


def test_the_examples_of_the_rule_are_what_they_say() -> None:
    assert [each.rule for each in found_in(example(CouncilMeeting.bad, Moment.PLAN))] == ["S011"]
    assert found_in(example(CouncilMeeting.good, Moment.PLAN)) == ()


def test_a_meeting_that_is_over_is_named_with_the_next_one() -> None:
    (found,) = found_in(council(f"Owners speak up.\n\n{JOIN.format('Thursday, February 11, 2027')}"))
    assert found.message == (
        "asks people to the council meeting of 11 February 2027, which is over when it goes out on 27 April"
    )
    assert found.fix == (
        f"name the next one, 13 May 2027; one that the settings do not know yet belongs under {OF_SETTINGS}"
    )
    assert str(found.place) == "templates/posts/council.txt:6:1"
    assert (found.step, found.occurrence) == ("council", "once")
    assert (found.level, found.effect) == (Level.ERROR, Effect.HOLD)


@pytest.mark.parametrize(
    "day",
    [
        "Thursday, May 13, 2027",
        "13 May 2027",
        "May 13",
        "Thurs., May 13th",
        "2027-05-13",
        "5/13/2027",
        "August 19",
        "May 13 or August 19",
    ],
)
def test_a_meeting_to_come_may_be_named_in_any_usual_way(day: str) -> None:
    assert found_in(council(JOIN.format(day))) == ()


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("May 14", "14 May"),
        ("Wednesday, May 13", "Wednesday 13 May"),
        ("May 13, 2028", "13 May 2028"),
        ("2027-05-20", "20 May 2027"),
    ],
)
def test_a_day_on_which_the_settings_know_of_no_meeting_is_told(day: str, named: str) -> None:
    (found,) = found_in(council(JOIN.format(day)))
    assert found.message == f"asks people to a council meeting on {named}; the settings know of none then"


@pytest.mark.parametrize(
    "text",
    [
        "Tell the council what your industry needs: join its next meeting.",
        "Give input at quarterly Council meetings: https://example.org/council",
        "Will you come to the council's next meeting?",
        "Register by May 6 for the council meeting.",
        "The Next Gen Council meets soon. Join us!",
        "The launch is on March 18. Tell the council what you see at its next meeting.",
    ],
)
def test_a_text_that_does_not_say_when_is_told(text: str) -> None:
    (found,) = found_in(council(text))
    assert found.message == "asks people to a council meeting and does not say when"


@pytest.mark.parametrize(
    "text",
    [
        "Read about the council: https://example.org/council",
        "Join the partnership. Five members spoke at the Council meeting last week: join them!",
        "Join us at the Council meeting at 9 May 13!",
        "The Next Gen Council meets on May 12 and 13. Join us!",
        "Hear what the council decided at its meeting of February 11: https://example.org",
        "See the dates of the council's meetings: https://example.org/council",
        "Three owners spoke at the council's meeting. Join the partnership near you.",
        "Join the launch on March 18.",
    ],
)
def test_a_text_that_asks_nobody_to_a_council_meeting_needs_no_day(text: str) -> None:
    assert found_in(council(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Register by May 6 for the council meeting on May 13.",
        "Tell the council what you need.\n\nIt meets on May 13. Come to its meeting.",
        "Come to the council's next meeting.\n\nIt is on Thursday, May 13, in Cheyenne.",
        "The council met on February 11. Come to its next meeting on May 13.",
    ],
)
def test_the_day_may_stand_beside_the_call(text: str) -> None:
    assert found_in(council(text)) == ()


def test_without_meetings_in_the_settings_the_remedy_is_to_add_them() -> None:
    for days in ((), ("2027-02-11 09:00",)):
        (found,) = found_in(council("Come to the council's next meeting.", days=days))
        assert found.fix == f"add the council's coming meetings to {OF_SETTINGS}, and name the next one"


def test_the_remedy_applied_makes_the_rule_pass() -> None:
    for text in (JOIN.format("February 11"), JOIN.format("May 14"), "Come to the council's meeting on {}."):
        (found,) = found_in(council(text))
        day = found.fix.removeprefix("name the next one, ").partition(";")[0]
        assert day == "13 May 2027"
        assert found_in(council(JOIN.format(day))) == ()
    assert found_in(council(JOIN.format("May 20"), days=(*MEETINGS, "2027-05-20 09:00"))) == ()


@pytest.mark.parametrize(
    ("when", "number"),
    [("on 2027-05-13 at 08:00", 0), ("on 2027-05-13 at 09:00", 1), ("on 2027-05-14 at 08:00", 1)],
)
def test_a_meeting_is_to_come_until_it_begins_where_the_organisation_is(when: str, number: int) -> None:
    campaign = COUNCIL.replace("on 2027-04-27 at 10:00", when)
    assert len(found_in(council(JOIN.format("May 13"), campaign))) == number


def test_a_meeting_of_the_same_morning_has_begun() -> None:
    (found,) = found_in(
        council(JOIN.format("May 13"), COUNCIL.replace("2027-04-27 at 10", "2027-05-13 at 11"))
    )
    assert found.message == (
        "asks people to the council meeting of 13 May 2027, which begins before it goes out"
    )


def test_a_day_may_be_that_of_the_campaigns_own_zone() -> None:
    campaign = COUNCIL + "timezone: Asia/Tokyo\n"
    assert found_in(council(JOIN.format("May 14"), campaign, ("2027-05-13 09:00",))) == ()
    assert found_in(council(JOIN.format("May 13"), campaign, ("2027-05-13 09:00",))) == ()


def test_an_e_mail_is_judged_paragraph_by_paragraph() -> None:
    text = (
        "Hello [first name],\n\nThe launch is on March 18.\n\n"
        "Tell the council what you see. It asks for input. Join its next meeting on {}: here is how (/x)."
    )
    assert found_in(mail(text.format("Thursday, February 11, 2027 at 9:00 AM MST"))) == ()
    (found,) = found_in(mail(text.format("Thursday, November 12, 2026")))
    assert (found.place.file, found.place.line) == ("templates/updates/update.md", 8)


def test_the_subject_asks_too() -> None:
    (found,) = found_in(mail("Hello [first name].", "Join the council at its meeting"))
    assert (found.place.line, found.message.rpartition(" and ")[2]) == (2, "does not say when")
    assert found_in(mail("It is on February 11.", "Join the council at its meeting")) == ()


def test_a_paragraph_that_asks_twice_is_told_once() -> None:
    text = "Come to the council's next meeting. Bring your ideas to the council's next meeting."
    assert len(found_in(council(text))) == 1


def test_each_network_whose_own_version_is_wrong_is_told() -> None:
    judged = council(JOIN.format("February 11"))
    (post,) = judged.posts
    own = replace(post, networks=("x",), file="templates/posts/council.x.txt")
    found = found_in(replace(judged, posts=(replace(post, networks=("bluesky",)), own)))
    assert [each.place.file for each in found] == [
        "templates/posts/council.txt",
        "templates/posts/council.x.txt",
    ]


def test_what_a_kit_quotes_is_told_at_the_post_it_quotes() -> None:
    kit = "{id: kit, send: kit, template: k.md, posts: [posts/council.txt], when: on 2027-04-27 at 09:00}"
    judged = council(JOIN.format("February 11"), f"kind: social\nsteps: [{kit}]")
    quoting = letter(judged, f"Please share this:\n\n> {JOIN.format('February 11')}\n>")
    found = found_in(replace(judged, letters=(quoting,)))
    assert [each.place.file for each in found] == ["templates/posts/council.txt"]


@pytest.mark.parametrize(("moment", "number"), [(Moment.CHECK, 0), (Moment.PLAN, 1), (Moment.SEND, 1)])
def test_it_is_judged_when_the_day_of_the_message_is_known(moment: Moment, number: int) -> None:
    assert len(found_in(council(JOIN.format("February 11"), moment=moment))) == number


def test_a_late_post_is_judged_by_the_day_it_goes_out() -> None:
    now = datetime(2027, 5, 13, 18, tzinfo=UTC)
    assert len(found_in(council(JOIN.format("May 13"), moment=Moment.SEND, now=now))) == 1
    assert found_in(council(JOIN.format("August 19"), moment=Moment.SEND, now=now)) == ()


def test_what_is_paused_asks_nobody() -> None:
    assert found_in(council(JOIN.format("February 11"), COUNCIL + "paused: true\n")) == ()
