"""The calendar page: every entry of a plan can be reached, read and trusted, with nothing but a browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.rendering.calendar_page import CHANNELS, DECISIONS, Entry, calendar_page

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
    *entries: Entry, first: date | None = None, last: date | None = None, today: date | None = None
) -> Page:
    return Page(calendar_page(entries, "A year", "For the team", first=first, last=last, today=today))


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
    made = page(
        LETTER, POST, replace(LETTER, due_local=None), first=date(2027, 1, 1), last=date(2027, 12, 31)
    )
    targets = {each["href"][1:] for each in made.of("a") if each["href"].startswith("#")}
    assert targets <= set(made.ids)
    assert "agenda" in targets


def test_a_chip_says_aloud_what_it_shows_in_colour_and_marks() -> None:
    (chip,) = page(replace(LETTER, decision="hold")).of("a", "chip")
    assert chip["aria-label"] == (
        "9:00 AM, Construction partnership launch, invitation, E-mail, 84 people, held"
    )
    assert {"ch-email", "is-hold"} <= set(_classes(chip))


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("decision", DECISIONS)
def test_every_channel_and_decision_has_its_own_look_and_words(channel: str, decision: str) -> None:
    made = page(replace(LETTER, channel=channel, decision=decision))
    (chip,) = made.of("a", "chip")
    assert {f"ch-{channel}", f"is-{decision}"} <= set(_classes(chip))
    assert CHANNELS[channel][0] in made.text
    said, many, mark = DECISIONS[decision]
    assert said in made.text
    assert f"1 {many}" in made.text
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


def test_the_head_counts_entries_by_decision() -> None:
    made = page(LETTER, POST, replace(POST, decision="hold"), replace(LETTER, decision="missed"))
    assert re.search(r"4 entries 2 going out 1 held 1 missed", made.text)


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
    made = page(LETTER, first=date(2027, 12, 15), last=date(2028, 2, 2))
    months = [each["id"] for each in made.of("section", "month")]
    assert months[0] == "m2027-02"
    assert months[-1] == "m2028-02"
    assert len(months) == 13
    days = [each["datetime"] for each in made.of("time")]
    assert len(days) == (date(2028, 3, 1) - date(2027, 2, 1)).days
    assert days == sorted(set(days))


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
    made = Page(calendar_page([bad, replace(bad, due_local=None)], HOSTILE, HOSTILE))
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
    assert "Nothing goes out in these days." in page(first=date(2027, 1, 1), last=date(2027, 1, 31)).text


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
            due_local=st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
            recipients=st.integers(0, 10_000),
            decision=st.sampled_from([*DECISIONS]),
            text=st.text(max_size=20),
        ),
        max_size=8,
    )
)
def test_whatever_a_plan_holds_each_entry_is_there_once_and_can_be_reached(entries: list[Entry]) -> None:
    made = page(*entries)
    assert made.open == []
    assert len(made.ids) == len(set(made.ids))
    shown = [each["id"] for each in made.of("details", "entry")]
    assert len(shown) == len(entries)
    dated = sum(entry.due_local is not None for entry in entries)
    assert len({each["href"] for each in made.of("a", "chip")} & {f"#{each}" for each in shown}) == dated
