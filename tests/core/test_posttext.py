"""The text of a post's HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.core.posttext import plain
from tests.channels.mastodon.server import shown


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br />two</p><p>three</p>", "One\ntwo\n\nthree"),
        ("<p>R&amp;D &lt;now&gt; &copy;</p>", "R&D <now> ©"),
        (
            '<p>See <a href="https://a.test"><span class="invisible">https://</span>a.test</a></p>',
            "See https://a.test",
        ),
        ("<P>Large<BR>letters</P>", "Large\nletters"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("no tags at all", "no tags at all"),
        ("<p>never closed <a", "never closed <a"),
        ("", ""),
    ],
)
def test_tags_become_lines_or_nothing(html: str, text: str) -> None:
    assert plain(html) == text


@given(some.text(some.characters(exclude_categories=["C", "Z"]) | some.just(" ")))
def test_what_a_person_wrote_is_read_back(text: str) -> None:
    assert plain(shown(text)).split() == text.split()


@pytest.mark.parametrize("odd", ["<", "<a ", "<!--", "</", '<a href="', "<aaaa", "&", "&#x", "<p><"])
def test_text_made_to_take_long_does_not(odd: str) -> None:
    assert len(plain(odd * 50_000)) <= len(odd) * 50_000
