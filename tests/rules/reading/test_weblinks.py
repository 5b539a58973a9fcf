"""Links as the networks find them, punctuation and brackets left outside."""

import pytest

from outreach.rules.reading.weblinks import link_spans, links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Watch https://example.org/video.", "https://example.org/video"),
        ("(https://example.org/video)", "https://example.org/video"),
        ("https://example.org/a_(b), and more", "https://example.org/a_(b)"),
        ("https://example.org/a?b=c&d=e!", "https://example.org/a?b=c&d=e"),
        ("https://example.org/#part", "https://example.org/#part"),
        ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A"),
        ("\u2018https://example.org\u2019", "https://example.org"),
        ("http://example.test:8000/x/", "http://example.test:8000/x/"),
        ("see example.org/video", "example.org/video"),
        ("www.example.com!", "www.example.com"),
        ("https://my_server.example.com/x", "https://my_server.example.com/x"),
        ("https://t.co/abc123's news", "https://t.co/abc123"),
        ("\u5efa\u8bbehttps://example.org", "https://example.org"),
    ],
)
def test_a_link_ends_where_the_sentence_goes_on(text: str, found: str) -> None:
    assert links(text) == (found,)


@pytest.mark.parametrize(
    "text",
    [
        "hello@example.org",
        "first.last@example.org",
        "@example.org",
        "#example.org",
        "U.S. firms, e.g. ours",
        "3.14",
        "https://",
        "https://localhost/x",
        "https://my_domain.com",
        "jobs.txt",
        "mailto:hello@example.org",
    ],
)
def test_what_is_no_link_is_none(text: str) -> None:
    assert links(text) == ()


def test_all_links_are_found_in_order_with_their_spans() -> None:
    text = "https://example.org/a, example.com and https://example.org/a"
    assert links(text) == ("https://example.org/a", "example.com", "https://example.org/a")
    assert [text[start:end] for start, end in link_spans(text, "mastodon")] == ["https://example.org/a"] * 2
