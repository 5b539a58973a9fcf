"""Facets: the bytes between which a post has a link, a hashtag or a mention."""

from itertools import pairwise

import pytest
from atproto_client.utils.facet_detection import detect_facets, detect_mentions
from hypothesis import given
from hypothesis import strategies as some

from outreach.channels.bluesky.facets import Facet, as_lexicon, facets, mentioned
from outreach.rules.reading.tags import bluesky_tags, hashtags
from outreach.rules.reading.weblinks import links

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ACCENT = "e\u0301"
PIECES = some.sampled_from(
    [
        *(
            "https://partnerships.example.org/video",
            "http://example.org",
            "example.org/contact",
            "#next",
            "#2027",
        ),
        *(
            "#",
            "@champion-1.test",
            "@champion",
            "@hello@example.org",
            "hello@example.org",
            FAMILY,
            ACCENT,
            "Watch",
        ),
        *(
            "\U0001f1fa\U0001f1f8",
            "\u4f60\u597d",
            "(",
            ")",
            ".",
            ",",
            "\n",
            " ",
            "\u200f",
            "\ufe0f",
            "\u00a0",
        ),
    ]
)
TEXTS = some.lists(PIECES | some.text(max_size=5), max_size=12).flatmap(
    lambda parts: some.sampled_from(["".join(parts), " ".join(parts)])
)


def spelled(text: str, facet: Facet) -> str:
    return text.encode()[facet.start : facet.end].decode()


@given(TEXTS)
def test_each_facet_stands_on_whole_characters_of_the_text_and_spells_its_value(text: str) -> None:
    for each in facets(text):
        said = spelled(text, each)
        assert said in ({each.value, each.value.removeprefix("https://")} if each.kind == "link" else (
            {f"#{each.value}", f"\uff03{each.value}"} if each.kind == "tag" else {f"@{each.value}"}
        ))  # fmt: skip


@given(TEXTS)
def test_facets_stand_in_order_and_never_overlap(text: str) -> None:
    found = facets(text)
    assert all(0 <= each.start < each.end <= len(text.encode()) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS)
def test_a_link_is_always_a_whole_address(text: str) -> None:
    assert all(
        each.value.lower().startswith(("https://", "http://")) for each in facets(text) if each.kind == "link"
    )


@given(TEXTS, TEXTS)
def test_what_stands_before_moves_facets_by_its_bytes_only(before: str, text: str) -> None:
    alone = facets(text)
    moved = facets(f"{before}\n\n{text}")[-len(alone) :] if alone else ()
    shift = len(f"{before}\n\n".encode())
    assert [(each.kind, each.start - shift, each.end - shift, each.value) for each in moved] == [
        (each.kind, each.start, each.end, each.value) for each in alone
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a, now", [("link", 4, 25, "https://example.org/a")]),
        ("See example.org/contact.", [("link", 4, 23, "https://example.org/contact")]),
        (f"{FAMILY} #next", [("tag", 19, 24, "next")]),
        (f"caf{ACCENT} (#next)", [("tag", 8, 13, "next")]),
        ("#next, #2027 and #", [("tag", 0, 5, "next")]),
        ("\uff03next", [("tag", 0, 7, "next")]),
        ("https://example.org/#next", [("link", 0, 25, "https://example.org/#next")]),
        ("Thanks @champion-1.test.", [("mention", 7, 23, "champion-1.test")]),
        ("Thanks @champion and hello@example.org", []),
        ("@champion-1@social.test", []),
        ("#" + "a" * 65, []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, int, int, str]]) -> None:
    assert [(each.kind, each.start, each.end, each.value) for each in facets(text)] == found


def test_what_the_rules_of_posts_count_as_links_and_hashtags_is_marked() -> None:
    text = "Watch https://example.org/v (or example.org/b) \u201c#next\u201d #wyomingnextgen! #a"
    kinds = {kind: [each.value for each in facets(text) if each.kind == kind] for kind in ("link", "tag")}
    assert kinds["link"] == [each if "://" in each else f"https://{each}" for each in links(text, "bluesky")]
    assert kinds["tag"] == [each.removeprefix("#") for each in hashtags(text, "bluesky")]
    assert len(list(bluesky_tags(text))) == 3


@pytest.mark.parametrize(
    "text",
    [
        f"{FAMILY} Watch https://partnerships.example.org/video, then (example.org/contact). #next #a1!",
        "@champion-1.test said: see https://example.org/a?b=1&c=2#d\n\n#wyomingnextgen \u4f60\u597d",
        "caf\u00e9 https://example.org/caf\u00e9 $5 and #caf\u00e9.",
    ],
)
def test_another_implementation_finds_the_same(text: str) -> None:
    theirs = [
        (kind, each.index.byte_start, each.index.byte_end)
        for each in detect_facets(text)
        for kind in [type(each.features[0]).__name__.lower()]
    ] + [("mention", each.byte_start, each.byte_end) for each in detect_mentions(text)]
    ours = [(each.kind, each.start, each.end) for each in facets(text)]
    assert ours == sorted(theirs, key=lambda each: each[1])


def test_a_mention_is_marked_only_where_its_account_is_known() -> None:
    text = "@champion-1.test @Nobody.test @champion-1.test"
    assert mentioned(text) == ("champion-1.test", "nobody.test")
    marked = as_lexicon(facets(text), {"champion-1.test": "did:plc:1"})
    assert [each["index"] for each in marked] == [
        {"byteStart": 0, "byteEnd": 16},
        {"byteStart": 30, "byteEnd": 46},
    ]
