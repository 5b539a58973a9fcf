"""The two built-in layouts: what every page shows, and that text and HTML tell the same facts."""

import re
from typing import Any, Literal

import pytest

from outreach.ports import Letter
from tests.rendering.conftest import FOOTER, Workspace

PAGE = """---
subject: "News of <{{ event.title }}>"
preheader: Two dates to keep
---
# Heading

Hello {{ contact.name }}, [come]({{ links.rsvp }}).
"""


@pytest.fixture(params=["usual", "letter"])
def made(request: pytest.FixtureRequest, workspace: Workspace, context: dict[str, Any]) -> Letter:
    return workspace({"templates/a.md": PAGE}).letter("a.md", context, layout=request.param, footer=FOOTER)


def test_the_way_out_and_the_postal_address_stand_in_both_parts(made: Letter) -> None:
    for part in (made.text, made.html.replace("&amp;", "&")):
        assert FOOTER["unsubscribe"] in part
        assert FOOTER["postal_address"] in part
        assert FOOTER["organisation"] in part


def test_the_page_says_its_language_and_title_and_hides_the_preheader(made: Letter) -> None:
    assert '<html lang="en"' in made.html
    assert '<meta charset="utf-8">' in made.html[:1024]
    assert "<title>News of &lt;Construction launch&gt;</title>" in made.html
    assert re.search(r'<div[^>]*style="[^"]*display: none[^"]*"[^>]*>Two dates to keep', made.html)


def test_nothing_is_fetched_from_elsewhere(made: Letter) -> None:
    assert not re.search(r"<(?:img|link|script|iframe)\b|@import|url\(", made.html)


def test_styles_are_inlined_and_rules_for_phones_and_the_dark_stay(made: Letter) -> None:
    assert re.search(r'<p style="[^"]*margin: 0 0 1[78]px', made.html)
    assert "@media (prefers-color-scheme: dark)" in made.html
    assert "@media (max-width: 620px)" in made.html


def test_a_letter_shows_the_facts_in_one_quiet_line(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace({"templates/a.md": "Hello"})
    text = renderer.letter("a.md", context, layout="letter", footer=FOOTER).text
    assert text == (
        "Hello\n\n--\nExample Sector Partnerships, 1 Main Street, Cheyenne, WY 82001 · "
        "Unsubscribe: https://out.example.org/u/abc?x=1&y=2\n"
    )


def test_the_usual_layout_says_why_and_for_whom(workspace: Workspace, context: dict[str, Any]) -> None:
    made = workspace({"templates/a.md": "Hello"}).letter("a.md", context, layout="usual", footer=FOOTER)
    assert FOOTER["reason"] in made.text
    assert FOOTER["reason"] in made.html
    assert FOOTER["partnership"] in made.text
    assert FOOTER["partnership"] in made.html


@pytest.mark.parametrize("layout", ["usual", "letter"])
def test_the_line_for_the_inbox_is_hidden_without_the_colour_of_its_ground(
    workspace: Workspace, context: dict[str, Any], layout: Literal["usual", "letter"]
) -> None:
    files = {"templates/a.md": "---\npreheader: Two weeks to go\n---\nHello"}
    made = workspace(files).letter("a.md", context, layout=layout, footer=FOOTER)
    style = re.search(r'class="preheader"[^>]* style="([^"]*)"', made.html)
    assert style is not None
    assert "display: none" in style[1]
    assert "color" not in style[1]


@pytest.mark.parametrize("layout", ["usual", "letter"])
def test_what_is_no_list_mail_shows_no_way_out(
    workspace: Workspace, context: dict[str, Any], layout: Literal["usual", "letter"]
) -> None:
    footer = FOOTER | {"unsubscribe": ""}
    made = workspace({"templates/a.md": "Hello"}).letter("a.md", context, layout=layout, footer=footer)
    assert "nsubscribe" not in made.html.partition("<body")[2]
    assert "nsubscribe" not in made.text
