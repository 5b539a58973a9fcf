"""F005: a recap says who does what by when, and when people meet next."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.afterwards.recaps import RecapTells
from tests.rules.building import campaign, case, letter
from tests.rules.examples import example

MEETING = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 2h}
steps:
  - id: recap
    send: email
    template: meeting/recap.md
    content: recaps/spring.md
    when: 1 business day after event at 09:00
    to: all
"""
SUMMER = """\
kind: meeting
event: {title: Summer meeting, starts: 2027-06-24 08:00}
steps:
  - {id: invitation, send: invite, template: a.md, when: 5 weeks before event at 09:00}
"""
TASK = "- Champion One names three instructors by May 6."
NEXT = "Next meeting: Thursday, June 24, at 8:00 AM."
NO_TASK = "does not say who does what by when"
NO_NEXT = "does not say on which day people meet next"


def recap(*paragraphs: str, base: Case | None = None, step: str = "recap") -> Case:
    judged = base or case(MEETING)
    text = "\n\n".join(("Thank you for coming.", *paragraphs))
    return replace(judged, letters=(*judged.letters, letter(judged, text, step=step)))


def found_in(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (RecapTells,))


def messages(judged: Case) -> list[str]:
    return [each.message for each in found_in(judged)]


def test_the_examples_of_the_rule_are_what_they_say() -> None:
    assert messages(example(RecapTells.bad)) == [NO_NEXT]
    assert found_in(example(RecapTells.good)) == ()


def test_a_recap_without_either_is_told_both_where_its_words_are_asked_for() -> None:
    no_task, no_next = found_in(recap("See you soon."))
    assert (no_task.message, no_next.message) == (NO_TASK, NO_NEXT)
    assert str(no_task.place) == str(no_next.place) == "campaigns/example.yaml:7:14"
    assert no_task.fix == (
        "write into campaigns/recaps/spring.md a line for each task, such as "
        "`Champion One names three instructors by 1 April`"
    )
    assert no_next.fix == "write into campaigns/recaps/spring.md a line with `Next meeting:` and its day"
    assert (no_task.level, no_task.effect, no_task.step) == (Level.WARNING, None, "recap")


def test_a_recap_that_says_both_is_fine() -> None:
    assert found_in(recap(TASK, NEXT)) == ()
    named = "The full partnership will meet June 24 at Example Roofing."
    assert found_in(recap("Name three instructors (Ann Smith, May 6)", named)) == ()


@pytest.mark.parametrize(
    ("paragraphs", "missing"),
    [
        ((TASK,), NO_NEXT),
        ((NEXT,), NO_TASK),
        ((TASK, "Next meeting: Thursday, March 11."), NO_NEXT),
        (("Champion One finished the list by March 4.", NEXT), NO_TASK),
        ((TASK, "Our meeting on March 18 was the first."), NO_NEXT),
        (("Please reply by Friday.", NEXT), NO_TASK),
        (("Registration closes by May 6.", "Join us again on June 24."), NO_TASK),
    ],
)
def test_what_is_missing_is_told_alone(paragraphs: tuple[str, ...], missing: str) -> None:
    assert messages(recap(*paragraphs)) == [missing]


def test_the_next_meeting_of_the_partnership_is_proposed() -> None:
    base = case(MEETING, siblings=(campaign(SUMMER, "summer"),))
    (found,) = found_in(recap(TASK, base=base))
    assert found.fix == ("write into campaigns/recaps/spring.md a line such as `Next meeting: 24 June 2027`")


@pytest.mark.parametrize("day", ["2027-03-18", "2027-06-24", "2027-12-09"])
def test_the_remedies_applied_make_the_rule_pass(day: str) -> None:
    base = case(
        MEETING.replace("2027-03-18", day), siblings=(campaign(SUMMER.replace("2027-06", "2028-06"), "b"),)
    )
    fixes = [each.fix.split("`")[1] for each in found_in(recap("See you soon.", base=base))]
    assert len(fixes) == 2
    assert found_in(recap(*fixes, base=base)) == ()


def test_words_that_are_not_written_yet_are_waited_for() -> None:
    assert found_in(case(MEETING)) == ()
    both = MEETING + "  - {id: more, send: email, template: b.md, content: c.md, when: 3 days after event}\n"
    assert found_in(recap("See you soon.", base=case(both))) == ()


def test_several_recaps_of_one_meeting_share_the_telling() -> None:
    both = (
        MEETING + "  - {id: thanks, send: email, template: b.md, when: 2 hours after event, to: attended}\n"
    )
    thanks = recap("See you soon.", base=case(both), step="thanks")
    assert found_in(recap(TASK, NEXT, base=thanks)) == ()
    assert messages(recap(TASK, base=thanks)) == [NO_NEXT]


def test_a_template_without_words_of_its_day_is_pointed_at() -> None:
    text = MEETING.replace("    content: recaps/spring.md\n", "")
    (found, _) = found_in(recap("See you soon.", base=case(text)))
    assert str(found.place) == "campaigns/example.yaml:6:15"
    assert found.fix.startswith("write into templates/meeting/recap.md a line for each task")


@pytest.mark.parametrize(
    "change",
    [
        ("to: all", "to: absent"),
        ("to: all", "for: outer_table"),
        ("1 business day after event", "1 week before event"),
        ("send: email", "send: call"),
        ("duration: 2h", "status: cancelled, reason: Snow"),
        ("kind: meeting", "kind: meeting\npaused: true"),
    ],
)
def test_only_a_recap_to_the_inner_table_that_goes_out_owes_this(change: tuple[str, str]) -> None:
    assert len(found_in(recap("See you soon."))) == 2
    assert found_in(recap("See you soon.", base=case(MEETING.replace(*change)))) == ()


def test_a_recap_that_has_gone_out_or_is_too_late_is_left_in_peace() -> None:
    now = datetime(2027, 3, 20, 17, tzinfo=UTC)
    began = History("example", began=datetime(2027, 2, 1, tzinfo=UTC))
    assert len(found_in(recap("See you soon.", base=case(MEETING, now=now, history=began)))) == 2
    sent = {("recap", "once", "email"): Progress(now, 1, finished=True, counts={"sent": 20})}
    gone = replace(began, progress=sent)
    assert found_in(recap("See you soon.", base=case(MEETING, now=now, history=gone))) == ()
    later = datetime(2027, 4, 20, 17, tzinfo=UTC)
    assert found_in(recap("See you soon.", base=case(MEETING, now=later, history=began))) == ()


def test_while_the_poll_is_open_any_day_will_do() -> None:
    undated = case(MEETING.replace("2027-03-18 09:00", "{poll: when-to-meet}"))
    assert found_in(recap(TASK, NEXT, base=undated)) == ()
    fixes = [each.fix.split("`")[1] for each in found_in(recap("See you soon.", base=undated))]
    assert fixes == ["Champion One names three instructors by the end of the month", "Next meeting:"]


@pytest.mark.parametrize(("moment", "number"), [(Moment.CHECK, 2), (Moment.PLAN, 0), (Moment.SEND, 0)])
def test_it_is_said_when_the_files_are_checked(moment: Moment, number: int) -> None:
    assert len(found_in(recap("See you soon.", base=case(MEETING, moment=moment)))) == number
