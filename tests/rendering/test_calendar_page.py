"""The calendar page: every entry of a plan can be reached, read and trusted, with nothing but a browser."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.rendering.calendar_items import gathered
from outreach.rendering.calendar_page import CHANNELS, DECISIONS, KINDS, Entry, Event, calendar_page

DENVER = ZoneInfo("America/Denver")
VOID = {"meta", "br", "input", "link", "img", "hr"}
LETTER = Entry(
    campaign="construction-launch",
    campaign_title="Construction partnership launch",
    step="invitation",
    occurrence="once",
    channel="email",
    due_local=datetime(2027, 2, 4, 9, tzinfo=DENVER),
    recipients=84,
    decision="send",
    subject="You're invited: construction launch, March 18",
    html='<!doctype html><p>Hello <a href="https://example.org/?a=1&amp;b=2">Champion</a></p>',
    text="Hello Champion,\n\nWill you join us?",
    files=(("champion-1", "outbox/construction-launch/invitation/once/champion-1.eml"),),
)
POST = replace(
    LETTER, step="announce", channel="x", recipients=1, subject="", html="", text="Join us. #wyomingnextgen",
    due_local=datetime(2027, 2, 11, 10, tzinfo=DENVER), files=(),
)  # fmt: skip
PASSED = replace(
    LETTER, recipients=3, decision="skip", reason="neither consent nor a stated relationship", html="",
    text="", files=(),
)  # fmt: skip
LATER = replace(LETTER, recipients=1, due_local=datetime(2027, 2, 4, 11, tzinfo=DENVER), files=())
LAUNCH = Event(
    date(2027, 3, 18), "Construction launch", "meeting", time(9), "until 11:00 AM", "construction-launch"
)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
HOSTILE = "</pre></script><script>alert(1)</script>\"' onload=x <img src=//evil.test/x>"


class Page(HTMLParser):
    """What a browser makes of a page: elements with their attributes, texts, and what is left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def of(self, tag: str, name: str = "") -> Iterator[dict[str, str]]:
        """The attributes of elements of that tag, and of that class."""
        return (each for kind, each in self.elements if kind == tag and name in ("", *_classes(each)))

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.texts)

    @property
    def ids(self) -> list[str]:
        return [each["id"] for _, each in self.elements if "id" in each]


def _classes(attributes: dict[str, str]) -> list[str]:
    return attributes.get("class", "").split()


def page(
    *entries: Entry,
    days: tuple[date, date] | None = None,
    today: date | None = None,
    events: tuple[Event, ...] = (),
    holidays: Mapping[date, str] | None = None,
) -> Page:
    html = calendar_page(
        entries, "A year", "For the team", days=days, today=today, events=events, holidays=holidays
    )
    return Page(html)


def test_a_page_is_well_formed_and_every_element_closed() -> None:
    made = page(LETTER, POST, replace(LETTER, due_local=None, decision="wait"))
    assert made.open == []
    assert len(made.ids) == len(set(made.ids))
    assert [each["lang"] for each in made.of("html")] == ["en"]
    assert made.text.count("A year") == 2


def test_every_entry_has_a_chip_that_leads_to_it() -> None:
    made = page(LETTER, POST, replace(POST, channel="bluesky"))
    entries = [each["id"] for each in made.of("details", "entry")]
    assert [each["href"] for each in made.of("a", "chip")] == [f"#{entry}" for entry in entries]
    assert len(entries) == 3


def test_every_link_within_the_page_leads_somewhere() -> None:
    made = page(LETTER, POST, replace(LETTER, due_local=None), replace(POST, decision="hold"), days=YEAR)
    targets = {each["href"][1:] for each in made.of("a") if each["href"].startswith("#")}
    assert targets <= set(made.ids)
    assert "agenda" in targets


def test_a_chip_says_aloud_what_it_shows_in_colour_and_marks() -> None:
    (chip,) = page(replace(LETTER, decision="hold", reason="no name")).of("a", "chip")
    assert chip["aria-label"] == (
        "9:00 AM, Construction partnership launch, invitation, E-mail, 84 people, held: no name"
    )
    assert chip["title"] == chip["aria-label"]
    assert {"ch-email", "is-hold"} <= set(_classes(chip))


def test_a_chip_shows_the_step_the_hour_and_how_many_people() -> None:
    texts = page(replace(LETTER, recipients=1204)).texts
    assert ("span", "invitation") in texts
    assert ("span", "9 AM ·") in texts
    assert ("b", "1,204") in texts


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("decision", DECISIONS)
def test_every_channel_and_decision_has_its_own_look_and_words(channel: str, decision: str) -> None:
    made = page(replace(LETTER, channel=channel, decision=decision))
    (entry,) = made.of("details", "entry")
    assert {f"ch-{channel}", f"is-{decision}"} <= set(_classes(entry))
    assert [_classes(each)[1:3] for each in made.of("a", "chip")] == (
        [] if decision == "skip" else [[f"ch-{channel}", f"is-{decision}"]]
    )
    assert CHANNELS[channel][0] in made.text
    said, _, mark = DECISIONS[decision]
    assert said in made.text
    assert mark in made.text


def test_a_channel_or_decision_that_is_new_is_shown_in_its_own_words() -> None:
    made = page(replace(LETTER, channel="pigeon", decision="pondered"))
    assert "pigeon" in made.text
    assert "pondered" in made.text


def test_people_are_counted_and_posts_and_tasks_are_not() -> None:
    assert "84 people" in page(LETTER).text
    assert "1,204 people" in page(replace(LETTER, recipients=1204)).text
    assert "1 person" in page(replace(LETTER, channel="phone", recipients=1)).text
    assert "person" not in page(replace(POST, recipients=1)).text


def test_the_head_counts_what_goes_out_and_to_how_many_not_the_lines_of_the_plan() -> None:
    made = page(
        replace(LETTER, recipients=2131),
        LATER,
        POST,
        replace(POST, channel="facebook", by_hand=True),
        replace(LETTER, channel="phone", recipients=88),
        replace(LETTER, channel="task", recipients=1),
        PASSED,
        days=YEAR,
    )
    said = "2,133 e-mails and posts 1 post by hand 88 calls 1 task 3 passed over"
    assert f"For the team {said} Channel" in made.text


def test_the_head_counts_trouble_in_people_and_what_waits_in_messages() -> None:
    made = page(
        replace(LETTER, decision="hold"),
        replace(POST, decision="missed"),
        replace(LETTER, step="recap", decision="wait", recipients=0),
    )
    assert "For the team 84 held 1 missed 1 waiting" in made.text


def test_who_was_passed_over_stands_within_the_message_of_the_others_and_not_in_the_months() -> None:
    made = page(LETTER, PASSED, replace(PASSED, recipients=1, reason="has no e-mail address"))
    assert len(list(made.of("details", "entry"))) == 1
    (chip,) = made.of("a", "chip")
    assert "84 people" in chip["aria-label"]
    assert "3 passed over: neither consent nor a stated relationship" in made.text
    assert "1 passed over: has no e-mail address" in made.text
    assert "4 passed over" in made.text


def test_who_is_passed_over_on_a_later_day_still_stands_with_the_message() -> None:
    late = replace(PASSED, due_local=datetime(2027, 2, 6, 9, tzinfo=DENVER))
    assert len(list(page(LETTER, late).of("details", "entry"))) == 1


def test_a_message_that_reached_nobody_is_in_the_list_alone() -> None:
    made = page(PASSED)
    assert not list(made.of("a", "chip"))
    assert len(list(made.of("details", "entry"))) == 1


def test_readers_in_another_time_zone_are_told_of_in_the_same_entry() -> None:
    made = page(LETTER, LATER)
    (chip,) = made.of("a", "chip")
    assert "85 people (84 at 9:00 AM, 1 at 11:00 AM)" in chip["aria-label"]
    assert ("b", "85") in made.texts
    assert "Thursday, February 4, 2027 at 9:00 AM MST, to 84 people" in made.text
    assert "at 11:00 AM, to 1 person" in made.text
    assert "the sending hours are kept on each reader's own clock" in made.text


def test_the_same_step_on_another_day_or_of_another_occasion_is_another_message() -> None:
    next_day = replace(LETTER, due_local=datetime(2027, 2, 5, 9, tzinfo=DENVER))
    made = page(LETTER, next_day, replace(LETTER, occurrence="2027-02-04"))
    assert len(list(made.of("a", "chip"))) == 3


@pytest.mark.parametrize("decision", ["hold", "missed", "failed", "unknown"])
def test_trouble_is_listed_above_the_calendar_with_its_reason_and_a_link(decision: str) -> None:
    made = page(LETTER, replace(POST, decision=decision, reason="the network said no"))
    said = f"{DECISIONS[decision][0].capitalize()}: the network said no"
    assert made.text.count(said) == 2
    assert made.text.index("To look into") < made.text.index(said) < made.text.index("Calendar")
    (entry,) = made.of("details", "trouble")
    assert [each["href"] for each in made.of("a")].count(f"#{entry['id']}") == 2


def test_where_all_is_well_there_is_nothing_to_look_into() -> None:
    assert "To look into" not in page(LETTER, PASSED, replace(LETTER, decision="wait")).text


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_is_marked_on_its_day_in_the_months_and_in_the_list(kind: str) -> None:
    made = page(LETTER, events=(replace(LAUNCH, kind=kind),), days=YEAR)
    (mark,) = made.of("span", "event")
    assert "Construction launch, 9:00 AM, until 11:00 AM" in mark["title"]
    assert {f"kind-{kind}", "of-0"} <= set(_classes(mark))
    assert len(list(made.of("p", "event"))) == 1
    assert KINDS[kind][1] in made.text


def test_an_event_beyond_the_days_of_the_page_is_left_out() -> None:
    made = page(LETTER, events=(LAUNCH, replace(LAUNCH, day=date(2028, 1, 3))), days=YEAR)
    assert len(list(made.of("span", "event"))) == 1


def test_an_event_of_no_campaign_stays_whatever_the_page_is_narrowed_to() -> None:
    (mark,) = page(LETTER, events=(replace(LAUNCH, campaign="", kind="council"),)).of("span", "event")
    assert "of-all" in _classes(mark)


def test_a_holiday_is_named_on_its_day() -> None:
    made = page(LETTER, holidays={date(2027, 2, 15): "Presidents' Day"})
    (day,) = made.of("li", "holiday")
    assert (day["id"], day["title"]) == ("d2027-02-15", "Presidents' Day")
    assert ("span", "Presidents' Day") in made.texts
    assert "Holiday" in made.text
    assert "Holiday" not in page(LETTER).text


def test_the_copies_of_many_are_folded_and_a_single_one_is_not() -> None:
    files = tuple((f"builder-{n}", f"outbox/builder-{n}.eml") for n in range(84))
    assert ("summary", "Everybody's copy (84)") in page(replace(LETTER, files=files)).texts
    assert "Everybody's copy" not in page(LETTER).text


def test_tasks_have_a_place_in_the_legend_and_a_filter() -> None:
    made = page(LETTER, replace(LETTER, channel="task"))
    assert ("span", "Task") in made.texts
    assert "kind-task" in made.ids


def test_a_long_word_is_set_smaller_so_that_it_is_not_broken() -> None:
    small, usual = (
        page(replace(LETTER, step="telecommunications")),
        page(replace(LETTER, step="save-your-seat")),
    )
    assert list(small.of("a", "tight"))
    assert not list(usual.of("a", "tight"))


def test_an_entry_tells_when_why_and_what_is_still_to_be_done() -> None:
    made = page(
        replace(
            LETTER, decision="hold", reason="nobody has agreed", approved=False, agreed=False,
            notes=("moved from Saturday 6 February, a closed day, to Friday 5 February",),
            findings=("N001: goes out 20 days before; 28 are needed", "E004: 300 words"),
        )
    )  # fmt: skip
    for said in (
        "Thursday, February 4, 2027 at 9:00 AM MST",
        "held: nobody has agreed",
        "not approved yet; the people who sign have not all agreed yet",
        "moved from Saturday 6 February, a closed day, to Friday 5 February",
        "2 findings",
        "N001: goes out 20 days before; 28 are needed",
        "E004: 300 words",
    ):
        assert said in made.text


def test_an_e_mail_is_shown_in_a_frame_that_may_do_nothing() -> None:
    (frame,) = page(LETTER).of("iframe")
    assert frame["srcdoc"] == LETTER.html
    assert frame["sandbox"] == ""
    assert frame["title"] == LETTER.subject


def test_a_post_is_shown_as_its_text() -> None:
    made = page(POST)
    assert ("pre", "Join us. #wyomingnextgen") in made.texts
    assert not list(made.of("iframe"))


def test_what_has_no_moment_stands_under_waiting_and_not_in_the_calendar() -> None:
    made = page(replace(LETTER, due_local=None, decision="wait", reason="its date waits for the poll"))
    assert "waiting" in made.ids
    assert "not decided yet" in made.text
    assert "waits: its date waits for the poll" in made.text
    assert not list(made.of("a", "chip"))
    assert not list(made.of("section", "month"))


def test_every_day_of_every_month_in_between_is_there_once() -> None:
    made = page(LETTER, days=(date(2027, 1, 15), date(2028, 2, 2)))
    months = [each["id"] for each in made.of("section", "month")]
    assert months[0] == "m2027-02"
    assert months[-1] == "m2028-02"
    assert len(months) == 13
    days = [each["datetime"] for each in made.of("time")]
    assert len(days) == (date(2028, 3, 1) - date(2027, 2, 1)).days
    assert days == sorted(set(days))


def test_the_page_begins_with_the_first_month_that_has_something() -> None:
    made = page(LETTER, days=YEAR, holidays={date(2027, 1, 1): "New Year's Day"})
    assert next(made.of("section", "month"))["id"] == "m2027-02"
    council = replace(LAUNCH, day=date(2027, 1, 20), kind="council")
    assert next(page(LETTER, days=YEAR, events=(council,)).of("section", "month"))["id"] == "m2027-01"


def test_the_first_day_of_a_month_stands_under_its_weekday() -> None:
    made = page(replace(LETTER, due_local=datetime(2027, 7, 1, 9, tzinfo=DENVER)))
    (first,) = made.of("li", "first")
    assert "w3" in _classes(first)


def test_today_is_marked_in_words_too() -> None:
    made = page(LETTER, today=date(2027, 2, 3))
    assert [each["id"] for each in made.of("li", "today")] == ["d2027-02-03"]
    assert "(today)" in made.text


def test_entries_stand_in_the_order_of_their_moments_whatever_order_they_come_in() -> None:
    late = replace(LETTER, step="late", subject="", due_local=datetime(2027, 2, 4, 16, 30, tzinfo=DENVER))
    text = page(POST, late, LETTER).text
    shown = text[text.index("Day by day") :]
    assert shown.index("9:00 AM") < shown.index("4:30 PM") < shown.index("10:00 AM")


def test_the_networks_of_one_post_stand_together_under_its_name() -> None:
    made = page(*(replace(POST, channel=name) for name in ("x", "mastodon", "bluesky")))
    assert len(list(made.of("span", "group"))) == 1
    assert len(list(made.of("a", "chip"))) == 3


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "//evil.test/x",
        "https://evil.test",
        "data:text/html,x",
        "http://[",
        "\\\\evil.test\\x",
    ],
)
def test_a_file_that_lies_elsewhere_is_named_and_not_linked(href: str) -> None:
    made = page(replace(LETTER, files=(("the file", href),)))
    assert "the file" in made.text
    assert all(each["href"].startswith("#") for each in made.of("a"))


@pytest.mark.parametrize("href", ["outbox/a%20b.eml", "../var/outbox/a.eml", "file:///srv/outbox/a.eml"])
def test_a_file_of_the_outbox_is_linked(href: str) -> None:
    assert href in {each["href"] for each in page(replace(LETTER, files=(("the file", href),))).of("a")}


def test_nothing_is_loaded_from_anywhere_and_nothing_runs() -> None:
    html = calendar_page([LETTER, POST], "A year", "For the team")
    made = Page(html)
    assert not {"script", "link", "img", "object", "embed", "video"} & {tag for tag, _ in made.elements}
    assert not any(name.startswith("on") for _, each in made.elements for name in each)
    assert not re.search(r"url\(|@import", html)
    policy = next(
        each["content"] for each in made.of("meta") if "content" in each and "default-src" in each["content"]
    )
    assert policy.startswith("default-src 'none'")


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    bad = Entry(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, LETTER.due_local, 3, HOSTILE, HOSTILE,
        approved=False, agreed=False, notes=(HOSTILE,), findings=(HOSTILE,), subject=HOSTILE, html=HOSTILE,
        text=HOSTILE, files=((HOSTILE, HOSTILE),),
    )  # fmt: skip
    event = Event(date(2027, 2, 5), HOSTILE, HOSTILE, None, HOSTILE, HOSTILE)
    html = calendar_page(
        [bad, replace(bad, due_local=None), replace(bad, decision="hold")], HOSTILE, HOSTILE,
        events=[event], holidays={date(2027, 2, 5): HOSTILE},
    )  # fmt: skip
    made = Page(html)
    assert made.open == []
    assert not {"script", "img"} & {tag for tag, _ in made.elements}
    assert not any(name.startswith("on") for _, each in made.elements for name in each)


def test_each_campaign_and_channel_can_be_chosen_and_one_choice_is_no_choice() -> None:
    other = replace(POST, campaign="spring", campaign_title="Ambassador posts, spring")
    made = page(LETTER, other)
    assert {"only-all", "only-0", "only-1", "kind-all", "kind-email", "kind-posts"} <= set(made.ids)
    assert [each["type"] for each in made.of("input")] == ["radio"] * 6
    assert not list(page(LETTER).of("input"))


def test_a_page_of_nothing_says_so() -> None:
    assert "Nothing goes out in these days." in page(days=YEAR).text


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            Entry,
            campaign=st.sampled_from(["a", "b"]),
            campaign_title=st.text(max_size=8),
            step=st.text(max_size=8),
            occurrence=st.just("once"),
            channel=st.sampled_from([*CHANNELS]),
            due_local=st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
            recipients=st.integers(0, 10_000),
            decision=st.sampled_from([*DECISIONS]),
            text=st.text(max_size=20),
        ),
        max_size=8,
    )
)
def test_whatever_a_plan_holds_each_entry_is_there_once_and_can_be_reached(entries: list[Entry]) -> None:
    items = gathered(entries)
    assert Counter(each for item in items for each in (*item.shares, *item.passed)) == Counter(entries)
    made = page(*entries)
    assert made.open == []
    assert len(made.ids) == len(set(made.ids))
    assert [each["id"] for each in made.of("details", "entry")] != [] or not entries
    assert {each["id"] for each in made.of("details", "entry")} == {item.anchor for item in items}
    chips = [each["href"][1:] for each in made.of("a", "chip")]
    assert sorted(chips) == sorted(i.anchor for i in items if i.due and i.decision != "skip")
