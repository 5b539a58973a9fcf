"""Whether a post that stands there is the very text that was handed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.channels.mastodon.reading import same_text
from outreach.core.posttext import plain
from tests.channels.mastodon.server import shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line.\n\nAnother & more", "<p>One line.</p><p>Another &amp; more</p>"),
        ("One\ntwo", "<p>One<br />two</p>"),
        (
            "See https://example.org/a-long-path",
            """<p>See <a href="https://example.org/a-long-path"><span class="invisible">https://</span\
><span class="ellipsis">example.org/a-</span><span class="invisible">long-path</span></a></p>""",
        ),
        (
            "Thanks, @champion-1@social.test!",
            """<p>Thanks, <span class="h-card"><a href="https://social.test/@champion-1">@<span\
>champion-1</span></a></span>!</p>""",
        ),
    ],
)
def test_it_is_the_same_text(text: str, html: str) -> None:
    assert same_text(text, html)


@pytest.mark.parametrize("html", ["<p>One line</p>", "<p>One line.</p><p>More</p>", ""])
def test_it_is_another_text(html: str) -> None:
    assert not same_text("One line.", html)


@given(some.text(some.characters(exclude_categories=["C"])))
def test_any_text_is_recognised_in_its_html(text: str) -> None:
    assert same_text(text, shown(text))


def test_the_text_of_a_post_has_no_tags() -> None:
    assert plain("<p>a<b>c</b></p>").strip() == "ac"
