"""E005: list mail can be left in one step, and shows its postal address."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.history import Key
from outreach.core.links import unsubscribe
from outreach.rendering import TemplateRenderer
from outreach.rules.case import Case
from outreach.rules.catalogue import NEVER_WAIVED
from outreach.rules.examine import examine
from outreach.rules.families.letters.leaving import WayOut, leaving_fault, stand_in
from outreach.rules.written import WrittenLetter
from tests.rules.building import case, house, letter
from tests.rules.examples import example

HOUSE = house()
POSTAL = "1 Main Street, Cheyenne, WY 82001"
LEAVE = "mailto:hello+token@example.org?subject=Unsubscribe"
NO_HEADER = "it has no List-Unsubscribe, by which mail programs offer to leave"
STAND_IN = "mailto:hello@example.org?subject=unsubscribe"
CAMPAIGN = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
  - {id: letter, send: email, layout: letter, template: a.md, when: on 2027-02-01 at 09:00}
  - {id: owners, send: email, template: a.md, when: on 2027-02-01 at 09:00, to: owners}
"""
WELL = f'<p>News</p><p>{POSTAL}</p><p><a href="{STAND_IN}">Unsubscribe</a></p>'
TEXT = f"News\n\n--\n{POSTAL}\nUnsubscribe: {STAND_IN}\n"
LAYOUT = """\
<html><head><title>{{ subject }}</title><style>.no { display: none; }</style></head><body>{{ body }}
%s</body></html>"""
ADDRESS = "<p>{{ footer.postal_address }}</p>"
WAY = '<p><a href="{{ footer.unsubscribe }}">Unsubscribe</a></p>'


def written(
    judged: Case, html: str = WELL, text: str = TEXT, step: str = "update", **more: object
) -> WrittenLetter:
    made = letter(judged, "News", step=step, leaves_by=(LEAVE,))
    return replace(made, html=html, text=text, **more)  # type: ignore[arg-type]


def found_in(html: str = WELL, text: str = TEXT, **more: object) -> tuple[Finding, ...]:
    base = case(CAMPAIGN, moment=more.pop("moment", Moment.CHECK))  # type: ignore[arg-type]
    return examine(replace(base, letters=(written(base, html, text, **more),)), (WayOut,))  # type: ignore[arg-type]


def laid_out(root: Path, layout: str, files: Mapping[str, str], leave: str = STAND_IN) -> WrittenLetter:
    """A real letter of list mail, in a layout of those files or the built-in one."""
    for path, text in {"a.md": "---\nsubject: News\n---\nHello", **files}.items():
        (root / "templates").mkdir(exist_ok=True)
        (root / "templates" / path).write_text(text)
    which: Literal["usual", "letter"] = "letter" if layout == "letter" else "usual"
    footer = {"organisation": "Example", "postal_address": POSTAL, "unsubscribe": leave}
    made = TemplateRenderer(root).letter("a.md", {}, layout=which, footer=footer)
    return written(case(CAMPAIGN), made.html, made.text, "letter" if layout == "letter" else "update")


def example_of(root: Path, text: str) -> Case:
    """The rule's own example, its letter laid out in the layout it gives."""
    campaign, _, layout = text.partition("--- layout.html\n")
    base = example(campaign)
    made = laid_out(root, "usual", {"layout.html": layout})
    return replace(base, letters=(replace(made, step=base.campaign.steps[0]),))


def test_the_bad_example_hides_the_way_out_and_the_good_one_shows_it(tmp_path: Path) -> None:
    (found,) = examine(example_of(tmp_path, WayOut.bad), (WayOut,))
    assert (found.rule, found.stops) == ("E005", True)
    assert examine(example_of(tmp_path, WayOut.good), (WayOut,)) == ()


def test_a_layout_without_the_way_out_is_pointed_at() -> None:
    (found,) = found_in(f"<p>News</p><p>{POSTAL}</p>")
    assert found.message == "its page shows no way out"
    assert found.fix == 'write `<a href="{{ footer.unsubscribe }}">Unsubscribe</a>` into it'
    assert str(found.place) == "templates/layout.html:1:1"
    assert (found.level, found.effect, found.step) == (Level.ERROR, Effect.HOLD, "update")


def test_both_that_a_layout_lacks_are_told_at_once() -> None:
    (found,) = found_in("<p>News</p>", step="letter")
    assert found.message == "its page shows no way out and no postal address"
    assert found.fix == (
        'write `<a href="{{ footer.unsubscribe }}">Unsubscribe</a>` and `{{ footer.postal_address }}` into it'
    )
    assert found.place.file == "templates/layout-letter.html"


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        (
            f"News\n{STAND_IN}",
            "its text shows no postal address",
            "end it with `{{ organisation.postal_address }}`",
        ),
        (
            f"News\n{POSTAL}",
            "its text shows no way out",
            "end it with `[Unsubscribe]({{ links.unsubscribe }})`",
        ),
    ],
)
def test_a_text_part_that_lacks_them_is_mended_in_the_template(text: str, message: str, fix: str) -> None:
    (found,) = found_in(text=text)
    assert (found.message, found.fix) == (message, fix)
    assert found.place.file == "templates/updates/update.md"


def test_a_message_without_the_header_is_an_error_at_its_step() -> None:
    (found,) = found_in(leaves_by=())
    assert found.message == NO_HEADER
    assert (
        found.fix
        == "set `replies: {address: ...}` in config/outreach.yaml, to which those who leave can write"
    )
    assert str(found.place) == "campaigns/example.yaml:3:5"


@pytest.mark.parametrize("link", [STAND_IN, LEAVE, LEAVE.replace("+", "%2B"), LEAVE.replace("@", "&#64;")])
def test_the_link_of_the_header_or_what_stands_for_it_is_the_way_out(link: str) -> None:
    assert found_in(WELL.replace(STAND_IN, link)) == ()


@pytest.mark.parametrize(
    "hidden",
    [
        f'<p style="display: none">{POSTAL}</p><a href="{STAND_IN}">Unsubscribe</a>',
        f'<!-- {POSTAL} --><a href="{STAND_IN}">Unsubscribe</a>',
        f'{POSTAL}<a href="{STAND_IN}"></a>',
        f'{POSTAL}<a href="{STAND_IN}" style="font-size:0">Unsubscribe</a>',
        f'{POSTAL}<a href="https://elsewhere.example.org/unsubscribe">Unsubscribe</a>',
        f"{POSTAL} Unsubscribe {STAND_IN}",
        f'2{POSTAL}<a href="{STAND_IN}">Unsubscribe</a>',
    ],
)
def test_what_nobody_sees_or_what_leads_elsewhere_does_not_count(hidden: str) -> None:
    assert len(found_in(hidden)) == 1


@pytest.mark.parametrize(
    "set_otherwise",
    [
        "1 Main Street<br>Cheyenne, WY 82001",
        "<td>1 MAIN STREET</td><td>Cheyenne</td><td>WY&nbsp;82001</td>",
        "<b>1</b> Main Street &middot; <i>Cheyenne</i>, WY 82001, USA",
    ],
)
def test_an_address_may_be_set_in_any_way(set_otherwise: str) -> None:
    assert found_in(WELL.replace(POSTAL, set_otherwise)) == ()


def test_mail_that_is_no_list_mail_needs_neither() -> None:
    assert found_in("<p>News</p>", "News", step="owners", leaves_by=()) == ()
    assert found_in("<p>News</p>", "News", is_list=False) == ()


@pytest.mark.parametrize("moment", Moment)
def test_it_is_looked_at_at_every_moment(moment: Moment) -> None:
    assert len(found_in("<p>News</p>", moment=moment)) == 1


def test_nobody_can_waive_it() -> None:
    waived = CAMPAIGN + "waive: [{rule: E005, reason: None, by: the convener, until: 2027-12-31}]\n"
    base = case(waived)
    found = examine(replace(base, letters=(written(base, "<p>News</p>"),)), (WayOut,))
    assert "E005" in NEVER_WAIVED
    assert [(each.waived, each.stops) for each in found] == [(False, True), (False, True)]


def test_a_cancellation_can_be_left_as_well() -> None:
    meeting = """\
    kind: meeting
    event: {title: Meeting, starts: 2027-03-18 09:00, status: cancelled, reason: Snow}
    steps: [{id: ask, send: invite, template: a.md, when: 6 weeks before event at 09:00}]
    """
    base = case(meeting)
    told = replace(base.touches[0], change="cancel", occurrence="once+1")
    judged = replace(base, touches=(told,), schedule=replace(base.schedule, touches=(told,)))
    text = written(judged, "<p>Off</p>", step="ask", occurrence="once+1")
    assert len(examine(replace(judged, letters=(text,)), (WayOut,))) == 1


@pytest.mark.parametrize("layout", ["usual", "letter"])
@pytest.mark.parametrize("leave", [STAND_IN, LEAVE])
def test_the_built_in_layouts_lack_nothing(tmp_path: Path, layout: str, leave: str) -> None:
    made = laid_out(tmp_path, layout, {}, leave)
    assert examine(replace(case(CAMPAIGN), letters=(made,)), (WayOut,)) == ()


@pytest.mark.parametrize(
    ("foot", "message"),
    [
        ("", "its page shows no way out and no postal address"),
        (ADDRESS, "its page shows no way out"),
        (WAY, "its page shows no postal address"),
        (f'<div class="no">{ADDRESS}{WAY}</div>', "its page shows no way out and no postal address"),
    ],
)
@pytest.mark.parametrize(("layout", "file"), [("usual", "layout.html"), ("letter", "layout-letter.html")])
def test_a_layout_of_ones_own_is_mended_as_the_finding_says(
    tmp_path: Path, layout: str, file: str, foot: str, message: str
) -> None:
    judged = case(CAMPAIGN)
    made = laid_out(tmp_path, layout, {file: LAYOUT % foot})
    (found,) = examine(replace(judged, letters=(made,)), (WayOut,))
    assert (found.message, found.place.file) == (message, f"templates/{file}")
    pieces = " ".join(found.fix.split("`")[1::2])
    mended = laid_out(tmp_path, layout, {file: LAYOUT % (foot + pieces)})
    assert examine(replace(judged, letters=(mended,)), (WayOut,)) == ()


@pytest.mark.parametrize("tokens", ["plus", "subject"])
@pytest.mark.parametrize("public_url", [None, "https://outreach.example.org"])
def test_a_real_message_in_a_built_in_layout_may_go(
    tmp_path: Path, tokens: str, public_url: str | None
) -> None:
    own = house(replies={"address": "hello@example.org", "tokens": tokens}, public_url=public_url)
    ways = unsubscribe(
        own, Key("example", "update", "once", "builder-1"), b"a secret of thirty-two bytes, ok"
    )
    made = laid_out(tmp_path, "usual", {}, ways[0])
    assert leaving_fault(own, made.text, made.html, ways) is None


@pytest.mark.parametrize(
    ("text", "html", "ways", "fault"),
    [
        (TEXT, WELL, (STAND_IN,), None),
        (TEXT, WELL, (LEAVE,), "its page shows no way out; its text shows no way out"),
        (TEXT, "", (STAND_IN,), "its page shows no way out and no postal address"),
        ("", WELL, (STAND_IN,), "its text shows no way out and no postal address"),
        (
            TEXT,
            WELL,
            (),
            f"{NO_HEADER}; its page shows no way out; its text shows no way out",
        ),
    ],
)
def test_a_real_message_that_lacks_something_is_told_why(
    text: str, html: str, ways: tuple[str, ...], fault: str | None
) -> None:
    assert leaving_fault(HOUSE, text, html, ways) == fault


def test_the_stand_in_is_the_link_that_texts_are_shown_with() -> None:
    assert stand_in(HOUSE) == STAND_IN


@given(st.text(), st.text())
def test_whatever_a_page_holds_it_is_judged(html: str, text: str) -> None:
    fault = leaving_fault(HOUSE, text, html, (LEAVE,))
    assert fault is not None or POSTAL in text
