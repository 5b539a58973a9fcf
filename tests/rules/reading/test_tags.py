"""Hashtags as each network reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.reading.tags import carries, hashtags, is_furniture

TAG = "#wyomingnextgen"
NETWORKS = ("", "x", "mastodon", "bluesky", "facebook", "linkedin", "kit")


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(
    "text",
    [
        "#wyomingnextgen",
        "Join us #wyomingnextgen",
        "Join us. #WyomingNextGen.",
        "#WYOMINGNEXTGEN is growing",
        "Join us (#wyomingnextgen)",
        "Join us #wyomingnextgen, all of you!",
        "Join us\n#jobs #wyomingnextgen\nhttps://example.org",
        "Join us \uff03wyomingnextgen",
        "#wyomingnextgen\u2026",
    ],
)
def test_a_hashtag_is_recognised(text: str, network: str) -> None:
    assert carries(text, TAG, network)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(
    "text",
    [
        "Join us",
        "wyomingnextgen",
        "x#wyomingnextgen",
        "3#wyomingnextgen",
        "#wyomingnextgen2",
        "#wyomingnextgen_jobs",
        "#wyomingnextgene",
        "# wyomingnextgen",
        "#wyoming-nextgen",
        "#wyoming nextgen",
        "https://example.org/#wyomingnextgen",
        "https://example.org/?a=1#wyomingnextgen",
    ],
)
def test_what_a_network_would_not_take_for_the_hashtag_is_none(text: str, network: str) -> None:
    assert not carries(text, TAG, network)


def test_where_the_networks_differ_each_is_read_in_its_own_way() -> None:
    assert carries("#wyomingnextgen-jobs", TAG, "x")
    assert not carries("#wyomingnextgen-jobs", TAG, "bluesky")
    assert not carries("#wyomingnextgen#jobs", TAG, "x")
    assert not carries("#wyomingnextgen#jobs", TAG, "bluesky")


def test_tags_of_digits_alone_are_none() -> None:
    assert hashtags("We are #1 and #2027 but #class2027") == ("#class2027",)


def test_hashtags_come_in_order_with_an_ordinary_sign() -> None:
    assert hashtags("#Jobs and \uff03Cheyenne, #\u00c9coles") == ("#Jobs", "#Cheyenne", "#\u00c9coles")


@given(st.text(max_size=60), st.sampled_from(NETWORKS))
def test_a_tag_between_spaces_is_recognised_in_any_text(text: str, network: str) -> None:
    assert carries(f"{text}\n#wyomingnextgen \n", TAG, network)


@pytest.mark.parametrize(
    "paragraph",
    [
        "#wyomingnextgen",
        "#a #b",
        "https://example.org/join",
        "\u2192 https://example.org #a",
        "@council",
        "example.org/video",
        "",
    ],
)
def test_links_hashtags_and_signs_are_no_paragraph(paragraph: str) -> None:
    assert is_furniture(paragraph)


@pytest.mark.parametrize("paragraph", ["Join us #a", "Video: https://example.org", "\u00c9coles"])
def test_a_word_makes_a_paragraph(paragraph: str) -> None:
    assert not is_furniture(paragraph)
