"""What strangers write on networks, made fit to be kept."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from outreach.inbox.posts import as_raw, line_of, link_of, listed, moment_of, part_of, text_of

ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(ANYTHING | some.text(some.characters()))
def test_whatever_json_holds_can_be_kept_as_text(said: Any) -> None:
    for each in (text_of(said), line_of(said), link_of(said)):
        each.encode("utf-8")
        assert "\x00" not in each
    assert "\n" not in line_of(said)
    moment_of(said)
    listed(said, "data")
    part_of(said, "a", "b")


def test_half_a_pair_of_surrogates_and_characters_that_turn_a_line_around_are_not_kept() -> None:
    assert text_of(json.loads(r'"Hi \ud800 there\u202e!\u0007"')) == "Hi ? there !"
    assert json.loads(as_raw({"text": "\ud800"})) == {"text": "\ud800"}


def test_lines_stay_and_length_has_an_end() -> None:
    assert text_of("One\r\n\r\ntwo   three ") == "One\n\ntwo three"
    assert len(text_of("a" * 100_000)) == 20_000


def test_only_addresses_of_the_web_are_links() -> None:
    assert link_of("https://social.test/@champion/1") == "https://social.test/@champion/1"
    for each in (
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "https://[",
        "http://x\n",
        "ftp://x",
        None,
    ):
        assert link_of(each) == ""
