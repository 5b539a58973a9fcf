"""HTML becomes the text that a person sees, and no page takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.mail import LONGEST_HTML, LONGEST_TEXT
from outreach.core.inbound.reading.markup import text_of


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal>Two</p>", "One\nTwo"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>bold</b> and <a href='https://example.org'>link</a>", "bold and link"),
        ("a\n  b&nbsp;&nbsp;c &eacute;&#8364;&#x1F600;&bogus;", "a b  c é€😀&bogus;"),
        ("<ul><li>one<li><p>two</p></ul>", "- one\n\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        (
            "<head><title>t</title><style>p{}</style></head><script>x<y</script>Yes<!-- no --><![if !mso]>!",
            "Yes!",
        ),
        ('<div style="display:none;max-height:0">preheader</div>Yes<span hidden>x</span>', "Yes"),
        ('<div style="display: none"><p>a<div>b</div></p></div>Yes', "Yes"),
        ("Yes&#8203;&shy;&#847; sir", "Yes sir"),
        ('<blockquote type="cite">old<blockquote>older</blockquote></blockquote>new', "> old\n>> older\nnew"),
        ('Yes<hr><div id="divRplyFwdMsg"><b>From:</b> x</div>', f"Yes\n{'_' * 32}\nFrom: x"),
        ("5 < 6 and <3 you", "5 < 6 and <3 you"),
        ("<a title='>'>x</a> <p title=it's>y</p>", "x\n\ny"),
        ("unclosed <b", "unclosed <b"),
        ("seen<!-- never closed", "seen"),
        ("<style>never closed", ""),
        ("&#" + "9" * 5_000 + ";x", "x"),
        ("</p></div>x</b></table>", "x"),
    ],
)
def test_html_is_read_as_a_person_sees_it(page: str, text: str) -> None:
    assert text_of(page, LONGEST_TEXT) == text


@given(st.text(alphabet="<>/!-='\"& abdivpstyle\n#;", max_size=300))
def test_any_page_is_text(page: str) -> None:
    assert "\n\n\n\n" not in text_of(page.replace("\n", " "), LONGEST_TEXT) or "pre" in page or "<br" in page


@given(
    st.text(alphabet=st.characters(exclude_categories=["C", "Z", "M"], exclude_characters="<&"), max_size=100)
)
def test_words_outside_of_tags_are_never_lost(words: str) -> None:
    assert text_of(f"<div><p>{words}</p></div>", LONGEST_TEXT) == text_of(words, LONGEST_TEXT)
    assert len(text_of(words, LONGEST_TEXT)) >= len(words) - sum(words.count(each) for each in "\u115f\u1160")


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>",
        "<b>",
        "<a><div>",
        "<p><b>",
        "<table><tr><td>",
        "<!--",
        "<a ",
        "<a =\"'",
        "<![CDATA[",
        "</p>",
        "&",
        "<blockquote>x",
        "<hr><br>",
        "<style>p{",
        "<div hidden>",
        "&#9",
        "<li>",
        "<div style='display:none'>",
        "<pre>\n",
        "<div " + " ".join(f"a{number}=1" for number in range(3_000)) + ">",
        "<",
        "-->",
        "<textarea>",
        "p {margin ",
    ],
)
def test_a_megabyte_of_any_markup_is_read_at_once(hostile: str) -> None:
    page = hostile * (LONGEST_HTML // len(hostile))
    assert len(text_of(page, LONGEST_TEXT)) <= LONGEST_TEXT
