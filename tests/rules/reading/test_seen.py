"""What a reader sees of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.reading.seen import Seen


def page(body: str) -> Seen:
    head = "<head><title>T</title><style>p { color: red }</style></head>"
    return Seen(f"<!doctype html><html>{head}<body>{body}</body></html>")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("Chey<b>enne</b>, <i>WY</i>", "Cheyenne, WY"),
        ("1 Main Street<br>Cheyenne", "1 Main Street Cheyenne"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("&amp; &copy; &#8199;", "& \u00a9"),
        ('<img alt="A picture" src="a.png">', "A picture"),
        ("<!-- hidden --><script>x()</script><template>y</template>seen", "seen"),
        ('<div style="display: none">no</div>yes', "yes"),
        ('<div style="DISPLAY:NONE !important"><p>no <b>no</b></p></div>yes', "yes"),
        ('<p style="visibility: hidden">no</p>yes', "yes"),
        ('<p style="color: red; font-size: 0">no</p>yes', "yes"),
        ('<p style="font-size: 0.9em; line-height: 0; opacity: 0.5">yes</p>', "yes"),
        ('<p style="max-height: 0px; opacity: 0">no</p>yes', "yes"),
        ("<p hidden>no</p>yes", "yes"),
        ("<ul><li>one<li>two</ul>", "one two"),
        ("</p>stray", "stray"),
        ("one<![if !mso]> two<![endif]> three<![4", "one two three"),
    ],
)
def test_the_words_that_show_are_read_in_order(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ('<a href="https://example.org/?a=1&amp;b=2">here</a>', ["https://example.org/?a=1&b=2"]),
        ('<a href="x"><b>here</b> and <i>there</i></a>', ["x"]),
        ('<a href="x"><img alt="leave" src="a.png"></a>', ["x"]),
        ('<a href="x"></a><a href="y"> </a><a>z</a>', []),
        ('<a href="x"><img src="a.png"></a>', []),
        ('<div style="display:none"><a href="x">here</a></div>', []),
        ('<a href="x" style="display:none">here</a>', []),
        ('<p hidden>no</p><a href="x">here</a>', ["x"]),
    ],
)
def test_only_links_that_show_something_count(body: str, links: list[str]) -> None:
    assert page(body).links == links


def test_a_head_that_is_never_closed_hides_no_body() -> None:
    assert Seen("<html><head><title>T</title><body>seen").text == "seen"


@given(st.text())
def test_anything_at_all_can_be_read(html: str) -> None:
    assert isinstance(Seen(html).text, str)
