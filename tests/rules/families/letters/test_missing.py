"""E006: links are whole, and the words of each occasion are written in time."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.letters.missing import NothingMissing
from tests.rules.building import case, house, letter, posting, written
from tests.rules.examples import example

UPDATES = """\
kind: updates
steps:
  - id: update
    send: email
    template: updates/update.md
    when: every 2 months from 2027-01-12 at 09:00 until 2027-05-31
    content: updates/{{ occurrence.date }}.md
"""
MEETING = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 2h}
steps:
  - id: invitation
    send: invite
    template: meeting/invitation.md
    when: 6 weeks before event at 09:00
  - id: recap
    send: email
    template: meeting/recap.md
    content: recaps/spring.md
    when: 1 business day after event at 09:00
  - id: thanks
    send: email
    template: meeting/thanks.md
    content: recaps/thanks.md
    when: 4 weeks after recap at 09:00
"""
ENDS = datetime(2027, 3, 18, 17, tzinfo=UTC)
JANUARY = ("update", "2027-01-12")
MARCH = ("update", "2027-03-12")


def found_in(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (NothingMissing,))


def in_letter(text: str, *links: str, base: Case | None = None, **more: object) -> tuple[Finding, ...]:
    judged = base or case(MEETING)
    return found_in(replace(judged, letters=(letter(judged, text, links=links, **more),)))


def unwritten(
    *occasions: tuple[str, str], text: str = UPDATES, path: str = "updates/a.md", **more: object
) -> tuple[Finding, ...]:
    return found_in(case(text, unwritten=dict.fromkeys(occasions, path), **more))  # type: ignore[arg-type]


def at(month: int, day: int, hour: int = 17) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


def test_the_examples_of_the_rule_are_what_they_say() -> None:
    assert [each.rule for each in found_in(example(NothingMissing.bad))] == ["E006"]
    assert found_in(example(NothingMissing.good)) == ()


def test_a_link_that_is_not_whole_is_named_at_its_paragraph_with_what_is_wrong() -> None:
    text = "Hello [first name],\n\nPlease watch our video (http://example.org/video)."
    (found,) = in_letter(text, "http://example.org/video")
    assert found.message == (
        "the link `http://example.org/video` begins with http:, which is neither https:, mailto: nor tel:"
    )
    assert found.fix == "write it as https://example.org/video"
    assert str(found.place) == "templates/meeting/invitation.md:6:1"
    assert (found.step, found.level, found.effect) == ("invitation", Level.ERROR, Effect.HOLD)
    assert found.source.startswith("ours")


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/video", "is not whole"),
        ("https:///video", "names no host"),
        ("https://exa%20mple.org", "can be no host"),
        ("https://example.org/%zz", "stands for no character"),
        ("mailto:hello", "which is no e-mail address"),
        ("tel:front-desk", "which is no telephone number"),
    ],
)
def test_each_kind_of_broken_link_is_told_once_with_examples_of_whole_ones(address: str, fault: str) -> None:
    (found,) = in_letter(f"Please look ({address}).\n\nThank you.", address)
    assert found.message.startswith(f"the link `{address}` ")
    assert fault in found.message
    assert found.fix == (
        "write it whole, as https://example.org/page, mailto:hello@example.org or tel:+1-307-555-0100"
    )
    assert found.place.line == 4


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/video?a=b#c",
        "mailto:hello+TOKEN@example.org?subject=I%20will%20be%20there%3A%20Launch",
        "tel:+1-307-555-0100",
        "tel:[recruiter's telephone]",
        "https://example.org/[their why]",
    ],
)
def test_whole_links_and_those_that_hold_a_detail_of_the_readers_are_fine(address: str) -> None:
    assert in_letter(f"Please look ({address}).", address) == ()


def test_a_link_without_an_address_is_told() -> None:
    (found,) = in_letter("Please save your seat ().", "")
    assert found.message == "the address of a link is empty"


def test_a_long_address_is_told_in_short() -> None:
    address = f"http://example.org/{'a' * 200}"
    (found,) = in_letter(f"Please look ({address}).", address)
    assert found.message.startswith(f"the link `http://example.org/{'a' * 60}\u2026` begins")


def test_what_was_meant_as_a_link_and_became_none_is_told() -> None:
    (found,) = in_letter("Please [save your seat](https://example.org/a b).", "https://example.org/a")
    assert found.message == "the link `https://example.org/a b` has a blank in it"


def test_one_address_that_stands_in_two_paragraphs_is_told_at_both() -> None:
    found = in_letter("Look (/a).\n\nWell.\n\nLook again (/a).", "/a", "/a")
    assert [each.place.line for each in found] == [4, 8]


def test_a_bare_address_with_a_misspelt_scheme_is_told() -> None:
    (found,) = in_letter("Please look at https//example.org today.")
    assert "`https//example.org` is not whole" in found.message


@pytest.mark.parametrize("moment", Moment)
def test_a_post_is_judged_at_every_moment_and_its_networks_together(moment: Moment) -> None:
    texts = "Watch how: http://example.org/video #wyomingnextgen"
    (found,) = found_in(posting(texts, moment=moment))
    assert (str(found.place), found.step) == ("templates/posts/jobs.txt:4:1", "jobs")
    assert found_in(posting(texts.replace("http:", "https:"), moment=moment)) == ()


@pytest.mark.parametrize("text", ["Join us: example.org", "Write to hello@example.org", "Tel: 307-555-0100"])
def test_what_a_post_does_not_write_as_a_link_is_none(text: str) -> None:
    assert found_in(posting(text)) == ()


def test_a_link_of_a_kits_post_is_told_at_the_post_only() -> None:
    kit = "{id: kit, send: kit, template: k.md, posts: [a.txt], when: on 2027-02-01 at 09:00}"
    base = case(f"kind: social\nsteps: [{kit}]")
    post = written(base.campaign.steps[0], "Watch: http://example.org/v", ("kit",), "templates/a.txt")
    mail = letter(base, "Share this: http://example.org/v", links=("http://example.org/v",))
    (found,) = found_in(replace(base, posts=(post,), letters=(mail,)))
    assert found.place.file == "templates/a.txt"


def test_a_link_in_the_words_of_one_occasion_holds_that_occasion_only() -> None:
    base = case(UPDATES)
    texts = tuple(
        letter(base, "Look (/a).", links=("/a",), occurrence=each) for each in (JANUARY[1], MARCH[1])
    )
    assert [each.occurrence for each in found_in(replace(base, letters=texts))] == [JANUARY[1], MARCH[1]]


def test_a_link_of_a_template_that_recurs_holds_every_occasion() -> None:
    base = case(UPDATES.replace("    content: updates/{{ occurrence.date }}.md\n", ""))
    text = letter(base, "Look (/a).", links=("/a",), occurrence=JANUARY[1])
    assert [each.occurrence for each in found_in(replace(base, letters=(text,)))] == [""]


@pytest.mark.parametrize(("moment", "steps"), [(Moment.CHECK, ["a"]), (Moment.PLAN, ["a", "b"])])
def test_a_link_in_a_template_of_two_steps_holds_both_and_is_told_once(
    moment: Moment, steps: list[str]
) -> None:
    both = "".join(
        f"  - {{id: {each}, send: email, template: a.md, when: on 2027-02-0{day} at 09:00}}\n"
        for day, each in enumerate("ab", 1)
    )
    base = case(f"kind: updates\nsteps:\n{both}", moment=moment)
    texts = tuple(letter(base, "Look (/a).", step=each, links=("/a",)) for each in "ab")
    assert [each.step for each in found_in(replace(base, letters=texts))] == steps


@pytest.mark.parametrize(
    "change",
    [
        ("09:00, duration", "09:00, status: cancelled, reason: Snow, duration"),
        ("kind: meeting", "kind: meeting\npaused: true"),
        ("    send: invite", "    paused: true\n    send: invite"),
    ],
    ids=["called off", "a paused campaign", "a paused step"],
)
def test_what_does_not_go_out_needs_no_mending(change: tuple[str, str]) -> None:
    assert len(in_letter("Look (/a).", "/a")) == 1
    assert in_letter("Look (/a).", "/a", base=case(MEETING.replace(*change))) == ()


def test_what_went_out_needs_no_mending() -> None:
    gone = History(
        "example", progress={("invitation", "once", "email"): Progress(at(2, 4), 1, finished=True)}
    )
    assert in_letter("Look (/a).", "/a", base=case(MEETING, now=at(2, 10), history=gone)) == ()
    assert in_letter("Look (/a).", "/a", base=case(MEETING, now=at(6, 10))) == ()


def test_a_letter_at_the_moment_of_sending_is_judged_whatever_its_day() -> None:
    base = case(MEETING, moment=Moment.SEND, now=at(2, 4))
    assert len(in_letter("Look (/a).", "/a", base=base)) == 1


@given(st.sampled_from(["example.org/a", "www.example.org", "sub.example.org/a?b=c"]))
def test_the_remedy_of_an_insecure_link_makes_the_rule_pass(address: str) -> None:
    text = f"Please look (http://{address})."
    (found,) = in_letter(text, f"http://{address}")
    mended = found.fix.removeprefix("write it as ")
    assert in_letter(f"Please look ({mended}).", mended) == ()


def test_words_to_be_written_are_a_warning_that_names_file_day_and_days_left() -> None:
    (found,) = unwritten(MARCH, path="updates/2027-03-12.md", now=at(2, 1))
    assert found.message == (
        "campaigns/updates/2027-03-12.md is not written yet; it goes out on 12 March 2027, 39 days from now"
    )
    assert found.fix == "write campaigns/updates/2027-03-12.md"
    assert str(found.place) == "campaigns/example.yaml:7:14"
    assert (found.step, found.occurrence, found.level) == ("update", "2027-03-12", Level.WARNING)


@pytest.mark.parametrize(
    ("month", "day", "level", "left"),
    [
        (2, 25, Level.WARNING, "15 days from now"),
        (2, 26, Level.ERROR, "14 days from now"),
        (3, 11, Level.ERROR, "1 day from now"),
        (3, 12, Level.ERROR, "today"),
    ],
)
def test_from_two_weeks_before_its_day_it_is_an_error(month: int, day: int, level: Level, left: str) -> None:
    (found,) = unwritten(MARCH, now=at(month, day, 15))
    assert (found.level, found.message.rpartition(", ")[2]) == (level, left)


def test_each_occasion_is_told_by_itself() -> None:
    found = unwritten(JANUARY, MARCH, now=at(1, 4))
    assert [(each.occurrence, each.level) for each in found] == [
        ("2027-01-12", Level.ERROR),
        ("2027-03-12", Level.WARNING),
    ]


def test_a_house_that_wants_three_weeks_gets_them() -> None:
    (found,) = unwritten(MARCH, now=at(2, 20), house=house(rules={"E006": {"days": 21}}))
    assert found.level is Level.ERROR
    assert (
        unwritten(MARCH, now=at(2, 18), house=house(rules={"E006": {"days": 21}}))[0].level is Level.WARNING
    )
    assert unwritten(MARCH, now=at(2, 20), house=house(rules={"E006": {"days": 7}}))[0].level is Level.WARNING


def test_words_of_a_step_after_an_event_are_asked_for_once_it_is_over() -> None:
    recap = ("recap", "once")
    assert unwritten(recap, text=MEETING, now=ENDS - timedelta(minutes=1)) == ()
    (found,) = unwritten(recap, text=MEETING, path="recaps/spring.md", now=ENDS)
    assert (found.level, found.place.line) == (Level.ERROR, 11)
    assert found.message == (
        "campaigns/recaps/spring.md is not written yet; it goes out on 19 March 2027, 1 day from now"
    )


def test_words_long_after_an_event_are_a_warning_once_it_is_over() -> None:
    thanks = ("thanks", "once")
    assert unwritten(thanks, text=MEETING, now=ENDS - timedelta(1)) == ()
    assert [each.level for each in unwritten(thanks, text=MEETING, now=ENDS)] == [Level.WARNING]


def test_words_after_an_event_whose_poll_is_open_are_not_asked_for() -> None:
    undated = MEETING.replace("2027-03-18 09:00", "{poll: when-to-meet}")
    assert unwritten(("recap", "once"), text=undated) == ()


def test_words_whose_day_a_poll_decides_are_a_warning_without_one() -> None:
    text = MEETING.replace("2027-03-18 09:00", "{poll: when-to-meet}").replace(
        "    when: 6 weeks", "    content: why.md\n    when: 6 weeks"
    )
    (found,) = unwritten(("invitation", "once"), text=text, path="why.md")
    assert (found.level, found.message) == (
        Level.WARNING,
        "campaigns/why.md is not written yet; its day is not decided",
    )


def test_words_that_are_late_and_may_still_go_out_are_an_error() -> None:
    began = History("example", began=at(1, 2))
    (found,) = unwritten(JANUARY, now=at(1, 20), history=began, moment=Moment.PLAN)
    assert found.message.endswith("it was due on 12 January 2027, 8 days ago")
    assert found.level is Level.ERROR


@pytest.mark.parametrize(
    ("now", "history"),
    [
        (at(1, 20), None),
        (at(3, 20), History("example", began=at(1, 2))),
        (at(1, 20), History("example", began=at(1, 15))),
        (
            at(1, 20),
            History(
                "example",
                began=at(1, 2),
                progress={(*JANUARY, "email"): Progress(at(1, 12), 1, finished=True, counts={"sent": 3})},
            ),
        ),
    ],
    ids=["never approved", "missed", "before it was approved", "sent"],
)
def test_words_of_a_day_that_is_gone_are_nothing_to_ask_for(now: datetime, history: History | None) -> None:
    assert unwritten(JANUARY, now=now, history=history) == ()


@pytest.mark.parametrize("change", [("kind: updates", "kind: updates\npaused: true")])
def test_words_of_what_is_paused_are_not_asked_for(change: tuple[str, str]) -> None:
    assert unwritten(MARCH, text=UPDATES.replace(*change), now=at(3, 1)) == ()


def test_at_the_moment_of_sending_missing_words_hold_their_occasion() -> None:
    base = case(UPDATES, now=at(3, 12), moment=Moment.SEND, unwritten={MARCH: "updates/a.md"})
    touch = next(each for each in base.schedule.touches if each.occurrence == MARCH[1])
    (found,) = found_in(replace(base, touches=(replace(touch, due=base.now),)))
    assert (found.level, found.occurrence) == (Level.ERROR, MARCH[1])


def test_the_remedy_of_missing_words_is_to_write_them() -> None:
    (found,) = unwritten(MARCH, path="updates/2027-03-12.md", now=at(3, 1))
    assert re.fullmatch(r"write campaigns/updates/2027-03-12\.md", found.fix)
    assert found_in(case(UPDATES, now=at(3, 1))) == ()
