"""How long a text is on each network, by the networks' own published words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.reading.lengths import in_bytes, on_bluesky, on_mastodon, on_x

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
WAVE = "\U0001f44b\U0001f3fd"
FLAG = "\U0001f1fa\U0001f1f8"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Join us.", 8),
        ("Join us:\n\nnow", 13),
        ("\u00e9", 1),
        ("e\u0301", 1),
        ("\u10ff", 1),
        ("\u1100", 2),
        ("\u5efa\u8bbe", 4),
        ("\u30d3\u30eb", 4),
        ("\uac74\uc124", 4),
        ("\u2018quoted\u2019 \u2013 so", 13),
        ("\u200d\u200c", 2),
        ("\u200e", 2),
        ("\u202ab\u202c", 5),
        ("\u2032\u2037", 2),
        ("\u2026", 2),
        ("\u20ac", 2),
    ],
)
def test_x_weighs_each_code_point_by_its_range(text: str, length: int) -> None:
    assert on_x(text) == length


@pytest.mark.parametrize(
    "emoji",
    [
        "\U0001f600",
        "\u2764",
        "\u2764\ufe0f",
        FAMILY,
        WAVE,
        FLAG,
        WALES,
        "1\ufe0f\u20e3",
        "#\u20e3",
        "\u00a9\ufe0f",
        "\U0001f469\U0001f3fd\u200d\U0001f527",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\u26f9\U0001f3fb\u200d\u2640\ufe0f",
    ],
)
def test_any_emoji_is_two_on_x_and_one_on_bluesky_and_mastodon(emoji: str) -> None:
    assert on_x(f"a{emoji}b") == 4
    assert on_bluesky(f"a{emoji}b") == on_mastodon(f"a{emoji}b") == 3


@pytest.mark.parametrize("text", ["1", "#", "*", "\u00a9", "\u00ae"])
def test_signs_that_may_become_emoji_are_one_while_they_are_not(text: str) -> None:
    assert on_x(text) == 1


def test_two_flags_side_by_side_are_two_emoji() -> None:
    assert on_x(FLAG * 2) == 4
    assert on_bluesky(FLAG * 2) == 2


@pytest.mark.parametrize(
    "link",
    [
        "http://a.co",
        "https://example.org",
        "https://example.org/a/very/long/path/to/a/page?with=a&long=query#and-more-of-that",
        "https://example.org:8443/video",
        "https://en.example.org/wiki/Sector_(economy)",
        "https://b\u00fccher.example/x",
    ],
)
def test_a_link_is_23_on_x_and_mastodon_and_itself_on_bluesky(link: str) -> None:
    assert on_x(f"Watch {link}.") == on_mastodon(f"Watch {link}.") == 30
    assert on_bluesky(f"Watch {link}.") == 7 + len(link)


@pytest.mark.parametrize("text", ["example.org/video", "www.example.com", "bit.ly/abc"])
def test_a_bare_domain_is_a_link_on_x_alone(text: str) -> None:
    assert on_x(text) == 23
    assert on_mastodon(text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello@example.org",
        "U.S. jobs",
        "e.g. this",
        "at 9.30 a.m.",
        "@example.org",
        "version 1.2.3",
        f"https://{'a' * 64}.com",
        f"{'a' * 64}.org",
    ],
)
def test_what_only_looks_like_a_link_counts_by_its_letters(text: str) -> None:
    assert on_x(text) == len(text)


def test_mastodon_counts_a_mention_without_its_server() -> None:
    assert on_mastodon("Thanks @council@social.example.org!") == len("Thanks @council!")
    assert on_mastodon("Thanks @council!") == len("Thanks @council!")
    assert on_x("Thanks @council!") == len("Thanks @council!")


def test_bluesky_counts_bytes_as_well() -> None:
    assert in_bytes(FAMILY) == 25
    assert in_bytes("Jobs") == 4


def test_a_crowd_of_links_mentions_and_emoji_adds_up() -> None:
    text = f"{FLAG} https://example.org/a https://example.org/b {WAVE}"
    assert on_x(text) == 2 + 1 + 23 + 1 + 23 + 1 + 2
    assert on_mastodon(text) == 1 + 1 + 23 + 1 + 23 + 1 + 1


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF, categories=("L", "Zs")), max_size=60))
def test_latin_letters_count_the_same_everywhere_but_for_accents_put_together(text: str) -> None:
    assert on_x(text) == on_bluesky(text) == on_mastodon(text) == len(text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_line_between_texts_keeps_their_lengths_apart(one: str, other: str) -> None:
    for length in (on_x, on_bluesky, on_mastodon):
        assert length(f"{one.strip()}\n\n{other.strip()}") <= length(one) + length(other) + 2
