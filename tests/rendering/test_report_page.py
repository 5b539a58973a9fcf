"""The page of a report: read without a script, by eye and ear, on paper and on a telephone, naming nobody."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.actions.report.faith import (
    Errands,
    Leaving,
    Left,
    Promise,
    Responses,
    Silence,
    Silent,
    WaiverFigures,
)
from outreach.actions.report.figures import CampaignFigures, Delivered, Meeting, Reach, Report, Scope
from outreach.actions.report.parts import parts_of
from outreach.core.history import Status
from outreach.core.people import Contact, Standing
from outreach.ports.reporting import Heard
from outreach.rendering import charts
from outreach.rendering.report_page import report_page
from outreach.rendering.report_words import DASH, business, elapsed, percent
from tests.rendering.test_calendar_page import HOSTILE, Page

DENVER = ZoneInfo("America/Denver")
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
ANN = Contact("ann", first_name="Ann", last_name="Owner", organisation="Example Builders", key=True)
HEARD = Heard("spring", written_to=98, replied=35, replied_of_them=34, voted=3)
LAUNCH = Meeting(
    "spring", "Launch meeting", "launch", datetime(2027, 3, 18, 9, tzinfo=DENVER), "over", hoped_for=20,
    invited=98, accepted=30, tentative=1, declined=4, no_answer=63, businesses_accepted=26, recorded=True,
    came=28, businesses_came=25, walk_ins=2, no_shows=3, absent=70,
)  # fmt: skip
PARTS = parts_of(FIRST, LAST)
FULL = Report(
    scope=Scope(
        "Laramie Construction",
        "Example",
        "laramie",
        "",
        FIRST,
        LAST,
        datetime(2027, 12, 31, 9, tzinfo=DENVER),
    ),
    parts=PARTS,
    sent_by_part=tuple(range(100, 112)),
    replies_by_part=(0,) * 11 + (7,),
    reach=Reach(120, 100, 98, 97, 90, 80, {"x": 2}, 5),
    delivered=Delivered({Status.SENT: 1_871, Status.MISSED: 3}, 2),
    heard=HEARD,
    campaigns=(
        CampaignFigures(
            "spring",
            "The launch",
            "launch",
            "laramie",
            Delivered({Status.SENT: 396}),
            HEARD,
            hours_to_reply=50.0,
            meeting=LAUNCH,
        ),
    ),
    partnerships=(),
    meetings=(LAUNCH, replace(LAUNCH, title="Called off", state="called off")),
    silence=Silence(90, 60, 1, (Silent(ANN, 7, date(2027, 1, 12), 353, "bob", "Bob Convener"),)),
    leaving=Leaving(
        {Standing.UNSUBSCRIBED: 1}, (Left(replace(ANN, first_name="Zoe"), Standing.UNSUBSCRIBED, FIRST),)
    ),
    promises=(
        Promise(
            "update",
            "C001",
            "laramie",
            "",
            "Laramie Construction",
            date(2027, 1, 12),
            date(2027, 3, 12),
            date(2027, 3, 19),
            "broken",
            waived=True,
        ),
        Promise(
            "recap",
            "F001",
            "laramie",
            "spring",
            "Launch meeting",
            date(2027, 3, 18),
            date(2027, 3, 25),
            date(2027, 3, 19),
            "kept",
        ),
    ),
    responses=Responses(3.5, 22.0, 5, 2, 1, 2, 1, date(2027, 11, 1)),
    hours_to_reply=50.0,
    waivers=(
        WaiverFigures(
            "N001", "Four weeks", "spring", "invitation", "The hall was free late", "convener", LAST
        ),
    ),
    errands=(Errands("carl-owner", 9, 5, 2, 1, 2, 1),),
)


def page(found: Report = FULL, **more: Any) -> Page:
    return Page(report_page(found, **more))


def test_a_page_is_well_formed_and_every_id_stands_once() -> None:
    for names in (False, True):
        made = page(names=names)
        assert made.open == []
        assert len(made.ids) == len(set(made.ids))
        named = {each for one in made.elements for each in one[1].get("aria-labelledby", "").split()}
        assert named <= set(made.ids)


def test_nothing_is_loaded_from_anywhere_and_nothing_runs() -> None:
    html = report_page(FULL, names=True)
    made = Page(html)
    assert not {"script", "link", "img", "object", "embed", "iframe"} & {tag for tag, _ in made.elements}
    assert not any(name.startswith("on") for _, each in made.elements for name in each)
    assert not re.search(r"url\(|@import|https?://", html)


def test_every_drawing_has_its_title_its_description_and_its_table() -> None:
    made = page()
    drawings = list(made.of("svg"))
    assert len(drawings) == 6
    assert all(each["role"] == "img" and len(each["aria-labelledby"].split()) == 2 for each in drawings)
    assert len(list(made.of("table"))) >= 5
    assert all(each["scope"] in ("row", "col") for each in made.of("th"))


def test_tables_that_may_be_wider_than_a_telephone_are_reached_with_the_keyboard() -> None:
    regions = list(page(names=True).of("div", "scroll"))
    assert all(each["tabindex"] == "0" and each["aria-label"] for each in regions)
    assert len({each["aria-label"] for each in regions}) == len(regions)


def test_drawings_are_sound_svg() -> None:
    for drawing in re.findall(r"<svg.*?</svg>", report_page(FULL), re.DOTALL):
        root = ET.fromstring(drawing)  # noqa: S314 - our own page
        assert root.attrib["viewBox"].startswith("0 0 400 ")


def test_the_figures_stand_in_words_beside_the_drawings() -> None:
    text = page().text
    for said in ("1,871", "34 of 98 people written to replied (35%).", "80 of 90 businesses", "X 2",
                 "12 Mar 2027", "19 Mar 2027", "✕ broken", "C001 waived", "90%", "called off",
                 "2 came uninvited", "The hall was free late", "Half within 3.5 business hours"):  # fmt: skip
        assert said in text, said


def test_nobody_is_named_unless_it_is_asked_for() -> None:
    hidden = page().text
    assert not [name for name in ("Ann", "Zoe", "Bob", "carl-owner", "Example Builders") if name in hidden]
    assert "60 of 90 people" in hidden
    assert "Nobody is named on this page." in hidden
    shown = page(names=True).text
    assert all(
        name in shown for name in ("Ann Owner (Example Builders)", "Zoe Owner", "Bob Convener", "carl-owner")
    )


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    bad = replace(ANN, first_name=HOSTILE, organisation=HOSTILE)
    made = page(
        replace(
            FULL,
            scope=replace(FULL.scope, title=HOSTILE, organisation=HOSTILE),
            campaigns=(replace(FULL.campaigns[0], title=HOSTILE, id=HOSTILE),),
            meetings=(replace(LAUNCH, title=HOSTILE),),
            promises=tuple(replace(each, about=HOSTILE) for each in FULL.promises),
            silence=Silence(1, 1, 0, (Silent(bad, 2, FIRST, 3, HOSTILE, HOSTILE),)),
            leaving=Leaving({Standing.BOUNCED: 1}, (Left(bad, Standing.BOUNCED, FIRST),)),
            waivers=(WaiverFigures("N001", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, LAST),),
            errands=(Errands(HOSTILE, 1),),
        ),
        names=True,
    )
    assert made.open == []
    assert not {"script", "img"} & {tag for tag, _ in made.elements}
    assert not any(name.startswith("on") for _, each in made.elements for name in each)


def test_a_page_of_nothing_and_one_of_days_to_come_say_so() -> None:
    empty = replace(FULL, campaigns=(), meetings=(), promises=(), responses=Responses())
    assert "Nothing was sent in these days" in page(empty).text
    ahead = replace(empty, scope=replace(FULL.scope, made=datetime(2026, 5, 1, tzinfo=DENVER)))
    assert "These days have not come yet" in page(ahead).text


def test_it_prints_on_letter_paper_in_ink_on_white_and_follows_the_dark() -> None:
    html = report_page(FULL)
    assert "@page { size: letter;" in html
    assert "@media print" in html
    assert "prefers-color-scheme: dark" in html


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=40))
def test_no_column_leaves_its_drawing_and_the_highest_fills_it(values: list[int]) -> None:
    drawn = charts.columns(values, ["x"] * len(values))
    assert len(drawn.columns) == len(values)
    for each in drawn.columns:
        assert -0.1 <= each.x <= charts.WIDTH
        assert each.x + each.width <= charts.WIDTH + 0.2
        assert each.y >= charts.HEAD - 0.1
        assert abs(each.y + each.height - drawn.base) < 0.2
    if max(values):
        assert max(each.height for each in drawn.columns) == charts.COLUMNS_HIGH


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 500), st.none() | st.integers(0, 500)), max_size=12
    )
)
def test_no_bar_and_no_target_leaves_its_drawing(bars: list[tuple[int, int, int | None]]) -> None:
    top = max((max(one + other, target or 0) for one, other, target in bars), default=0)
    drawn = charts.rows([("a", "b", (("good", one), ("soft", two)), mark) for one, two, mark in bars], top)
    for row in drawn.rows:
        assert all(piece.x + piece.width <= charts.WIDTH + 0.2 for piece in row.pieces)
        assert row.mark is None or 0 <= row.mark < charts.WIDTH
        assert row.y < drawn.height


def test_names_below_a_time_line_do_not_run_into_each_other() -> None:
    drawn = charts.lines(
        [("a", [(FIRST, LAST, True)], [FIRST])], FIRST, LAST, [(each.first, each.label) for each in PARTS] * 2
    )
    assert all(
        after[0] - before[0] >= charts.APART
        for before, after in zip(drawn.ticks, drawn.ticks[1:], strict=False)
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (940, "940"),
        (1_000, "1k"),
        (1_250, "1.2k"),
        (9_960, "10k"),
        (12_400, "12k"),
        (3_400_000, "3.4m"),
    ],
)
def test_numbers_above_columns_are_short(value: int, shown: str) -> None:
    assert charts.short(value) == shown


def test_times_and_shares_are_said_as_people_say_them() -> None:
    assert [elapsed(each) for each in (0.5, 1, 5.25, 25, 49, 240)] == [
        "30 minutes", "1 hour", "5.2 hours", "25 hours", "2 days", "10 days",
    ]  # fmt: skip
    assert [business(each, 10) for each in (0.25, 3, 10, 38.8)] == [
        "15 minutes", "3 business hours", "1 business day", "3.9 business days",
    ]  # fmt: skip
    assert [percent(each) for each in (None, 0, 0.001, 0.0097, 0.345, 1.25)] == [
        DASH,
        "0%",
        "0.1%",
        "1%",
        "34%",
        "125%",
    ]
