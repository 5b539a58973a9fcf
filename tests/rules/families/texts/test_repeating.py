"""S008 and E008: nobody reads the same text twice, on a network or by a step under a new name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.case import Case, Posted, Repeat
from outreach.rules.examine import examine
from outreach.rules.families.texts.repeating import RenamedStep, SamePost
from tests.rules.building import case, house, written
from tests.rules.examples import example

TEXT = "Watch how builders train: https://example.org/video #wyomingnextgen"
POST = """\
kind: social
steps:
  - id: jobs
    send: post
    networks: [x, mastodon]
    template: posts/jobs.txt
    when: {when}
"""
REMINDER = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - id: reminder
    send: email
    template: meeting/reminder.md
    when: 2 weeks before event at 09:00
"""
GOES = datetime(2027, 3, 4, 16, tzinfo=UTC)


def posts(when: str = "on 2027-02-22 at 10:00", *steps: str, text: str = TEXT, **more: object) -> Case:
    """A campaign of posts that all carry one text, each step on all its networks."""
    written_out = POST.format(when=when) + "".join(f"  - {step}\n" for step in steps)
    judged = case(written_out, **{"moment": Moment.PLAN, **more})  # type: ignore[arg-type]
    occasions = dict.fromkeys((touch.step, touch.occurrence) for touch in judged.touches)
    made = tuple(
        written(step, text, step.networks, f"templates/{step.template}", occurrence)
        for step, occurrence in occasions
    )
    return replace(judged, posts=made)


def again(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (SamePost,))


def stands(day: int, month: int = 2, text: str = TEXT, network: str = "x", **more: str) -> Posted:
    at = datetime(2027, month, day, 17, tzinfo=UTC)
    known = {"campaign": "other", "step": "hiring", "occurrence": "once", **more}
    return Posted(network=network, text=text, at=at, **known)


@pytest.mark.parametrize("rule", [SamePost, RenamedStep])
def test_the_examples_of_the_rules_are_what_they_say(rule: type[SamePost | RenamedStep]) -> None:
    assert [each.rule for each in examine(example(rule.bad, rule.moments[0]), (rule,))] == [rule.code]
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


def test_a_post_that_says_what_stands_there_names_the_other_the_days_and_the_remedy() -> None:
    (found,) = again(posts(posted=(stands(2),)))
    assert found.message == (
        "says the same on x as `other/hiring` on 2 February, 20 days before; 30 must lie between"
    )
    assert found.fix == "give it a template with other words, or move it to 4 March 2027 or later"
    assert str(found.place) == "campaigns/example.yaml:6:15"
    assert (found.step, found.occurrence) == ("jobs", "once")
    assert (found.level, found.effect) == (Level.ERROR, Effect.HOLD)
    assert found.source.startswith("the networks")


@pytest.mark.parametrize(("day", "month", "number"), [(24, 1, 1), (23, 1, 0), (22, 2, 0)])
def test_thirty_days_between_are_enough(day: int, month: int, number: int) -> None:
    standing = () if (day, month) == (22, 2) else (stands(day, month),)
    assert len(again(posts(posted=standing))) == number


@pytest.mark.parametrize(
    "text",
    [
        TEXT.upper(),
        TEXT.replace(" ", "\n\n"),
        f"  {TEXT}\n",
        TEXT.replace("Watch", "\uff37atch"),
    ],
    ids=["capitals", "line breaks", "blanks at the ends", "wide letters"],
)
def test_texts_are_compared_as_a_network_sees_them(text: str) -> None:
    assert len(again(posts(posted=(stands(2, text=text),)))) == 1


@pytest.mark.parametrize("text", [f"{TEXT}!", TEXT.replace("video", "film"), TEXT.replace("how", "why")])
def test_any_other_sign_makes_it_another_text(text: str) -> None:
    assert again(posts(posted=(stands(2, text=text),))) == ()


def test_the_same_text_on_another_network_is_no_repeat() -> None:
    assert again(posts(posted=(stands(2, network="bluesky"),))) == ()


def test_networks_that_repeat_the_same_post_share_a_finding() -> None:
    (found,) = again(posts(posted=(stands(2), stands(2, network="mastodon"))))
    assert found.message.startswith("says the same on x and mastodon as")


def test_a_post_is_no_repeat_of_itself() -> None:
    planned = stands(22, campaign="example", step="jobs")
    assert again(posts(posted=(planned, replace(planned, network="mastodon")))) == ()


def test_only_the_later_of_two_is_at_fault() -> None:
    assert again(posts(posted=(stands(1, 3),))) == ()
    later = "{id: more, send: post, networks: [x], template: posts/b.txt, when: on 2027-03-01 at 10:00}"
    (found,) = again(posts("on 2027-02-22 at 10:00", later))
    assert (found.step, found.place.line) == ("more", 8)
    assert found.message.startswith("says the same on x as `jobs` on 22 February, 7 days before")


def test_of_two_at_one_moment_one_is_at_fault() -> None:
    twin = "{id: more, send: post, networks: [x], template: posts/b.txt, when: on 2027-02-22 at 10:00}"
    (found,) = again(posts("on 2027-02-22 at 10:00", twin))
    assert (found.step, "0 days before" in found.message) == ("more", True)


def test_a_post_that_recurs_too_often_is_told_at_each_time_that_is_held() -> None:
    found = again(posts("every 2 weeks from 2027-02-01 at 10:00 until 2027-04-01"))
    assert [each.occurrence for each in found] == ["2027-02-15", "2027-03-01", "2027-03-29"]
    assert {each.fix for each in found} == {
        "give each time its own words with `content:`, or let it recur every 5 weeks or more"
    }
    assert again(posts("every 5 weeks from 2027-02-01 at 10:00 until 2027-08-01")) == ()


def test_what_is_held_does_not_stand_in_the_way_of_the_next() -> None:
    found = again(posts("every 1 month from 2027-02-01 at 10:00 until 2027-04-05"))
    assert [each.occurrence for each in found] == ["2027-03-01"]


def test_what_recurs_and_repeats_another_step_needs_other_words() -> None:
    found = again(posts("every 5 weeks from 2027-02-22 at 10:00 until 2027-04-05", posted=(stands(2),)))
    assert [(each.occurrence, each.fix) for each in found] == [
        ("2027-02-22", "give it a template with other words")
    ]


def test_kits_are_posted_by_others_and_not_judged() -> None:
    step = "{id: jobs, send: kit, template: k.md, posts: [a.txt], when: on 2027-02-22 at 09:00}"
    kit = f"kind: social\nsteps: [{step}]"
    judged = case(kit, moment=Moment.PLAN, posted=(stands(2, network="kit"), stands(2)))
    assert again(replace(judged, posts=(written(judged.campaign.steps[0], TEXT, ("kit",)),))) == ()


def test_what_is_paused_or_was_sent_is_not_judged() -> None:
    assert again(posts("on 2027-02-22 at 10:00\npaused: true", posted=(stands(2),))) == ()
    sent = Progress(datetime(2027, 2, 22, 17, tzinfo=UTC), 1, finished=True)
    keys = [("jobs", "once", network) for network in ("x", "mastodon")]
    gone = History("example", progress=dict.fromkeys(keys, sent))
    assert again(posts(posted=(stands(2),), history=gone)) == ()


def test_at_the_moment_of_sending_a_late_post_counts_from_now() -> None:
    late = datetime(2027, 3, 8, 17, tzinfo=UTC)
    assert again(posts(moment=Moment.SEND, now=late, posted=(stands(2),))) == ()
    (found,) = again(posts(moment=Moment.SEND, now=late - timedelta(5), posted=(stands(2),)))
    assert "29 days before" in found.message


def test_a_house_may_want_longer_between() -> None:
    strict = house(rules={"S008": {"days": 60}})
    (found,) = again(posts(posted=(stands(10, 1),), house=strict))
    assert "43 days before; 60 must lie between" in found.message
    assert again(posts(posted=(stands(10, 1),), house=house(rules={"S008": {"days": 7}}))) == ()


@given(st.lists(st.integers(1, 60), min_size=1, max_size=4))
def test_the_remedy_of_a_repeat_makes_the_rule_pass(days: list[int]) -> None:
    first = datetime(2027, 2, 22, 17, tzinfo=UTC)
    standing = tuple(
        replace(stands(2), at=first - timedelta(day), step=f"s{number}") for number, day in enumerate(days)
    )
    now = first - timedelta(hours=12)
    found = again(posts(posted=standing, now=now))
    assert bool(found) is (min(days) < 30)
    for each in found:
        said = each.fix.removeprefix("give it a template with other words, or move it to ")
        day = datetime.strptime(said, "%d %B %Y or later").replace(tzinfo=UTC)
        assert again(posts(f"on {day:%Y-%m-%d} at 10:00", posted=standing, now=now)) == ()
        assert again(posts(text="Other words.", posted=standing, now=now)) == ()


def test_one_with_other_words_passes() -> None:
    assert again(posts(text="See how a town trains: https://example.org", posted=(stands(2),))) == ()


def renamed(repeat: Repeat | None, text: str = REMINDER, **more: object) -> tuple[Finding, ...]:
    repeats = {("reminder", "once"): repeat} if repeat else {}
    judged = case(text, **{"moment": Moment.PLAN, "repeats": repeats, **more})  # type: ignore[arg-type]
    return examine(judged, (RenamedStep,))


def before(days: int, campaign: str = "example", people: int = 14) -> Repeat:
    return Repeat(campaign, "letter", GOES - timedelta(days), people)


def test_a_text_told_again_by_a_new_step_asks_whether_it_is_the_old_one() -> None:
    (found,) = renamed(before(28))
    assert found.message == (
        "tells 14 people again what `letter` told them on 4 February, 28 days before, "
        "and no file has that step now; 90 must lie between"
    )
    assert found.fix == (
        "write `was: letter` on the step, if it is the same under a new name; "
        "else give it other words, or waive E008 with a reason"
    )
    assert str(found.place) == "campaigns/example.yaml:4:5"
    assert (found.step, found.occurrence) == ("reminder", "once")
    assert (found.level, found.effect) == (Level.ERROR, Effect.HOLD)


@pytest.mark.parametrize(("days", "number"), [(1, 1), (89, 1), (90, 0), (200, 0)])
def test_ninety_days_between_are_enough(days: int, number: int) -> None:
    assert len(renamed(before(days))) == number


def test_one_person_is_counted_too() -> None:
    assert renamed(before(28, people=1))[0].message.startswith("tells 1 person again what")


def test_the_step_of_a_campaign_under_a_new_name_asks_for_the_old_name() -> None:
    (found,) = renamed(before(28, "spring"))
    assert "again what `spring/letter` told them" in found.message
    assert found.fix.startswith(
        "call the campaign `spring` and the step `letter` again, if it is the same under a new name; else"
    )


def test_the_remedy_of_a_renamed_step_makes_the_rule_pass() -> None:
    (found,) = renamed(before(28))
    was = found.fix.split("`")[1]
    assert renamed(before(28), REMINDER.replace("id: reminder", f"id: reminder\n    {was}")) == ()
    assert len(renamed(before(28), REMINDER.replace("id: reminder", "id: reminder\n    was: other"))) == 1


def test_a_text_that_nobody_has_read_is_no_repeat() -> None:
    assert renamed(None) == ()


def test_a_waiver_lets_it_be_read_again() -> None:
    waived = "waive: [{rule: E008, reason: They asked for it, by: convener, until: 2027-12-31}]\n"
    assert [each.waived for each in renamed(before(28), REMINDER + waived)] == [True]


@pytest.mark.parametrize(
    "change",
    [
        ("09:00}", "09:00, status: cancelled, reason: Snow}"),
        ("kind: meeting", "kind: meeting\npaused: true"),
        ("2027-03-18 09:00", "{poll: when-to-meet}"),
    ],
    ids=["called off", "paused", "without a day"],
)
def test_what_does_not_go_out_repeats_nothing(change: tuple[str, str]) -> None:
    assert renamed(before(28), REMINDER.replace(*change)) == ()


def test_at_the_moment_of_sending_the_days_count_up_to_now() -> None:
    assert len(renamed(before(28), moment=Moment.SEND, now=GOES)) == 1
    assert renamed(before(89), moment=Moment.SEND, now=GOES + timedelta(1)) == ()


def test_a_house_may_want_half_a_year_between() -> None:
    assert len(renamed(before(100), house=house(rules={"E008": {"days": 182}}))) == 1
    assert renamed(before(100), house=house(rules={"E008": {"days": 30}})) == ()
