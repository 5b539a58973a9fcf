"""Calls to action are found, and what only looks like one is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.verbs import VERBS
from tests.rules.reading.asking_examples import ASKS, TEXTS, TRAPS


def test_more_than_95_of_100_calls_are_found_and_of_those_found_are_calls() -> None:
    found = sum(bool(calls_to_action(text)) for text in ASKS)
    mistaken = sum(bool(calls_to_action(text)) for text in TRAPS)
    assert found / len(ASKS) > 0.95
    assert found / (found + mistaken) > 0.95


def test_no_example_is_labelled_both_ways_or_twice() -> None:
    assert len({*ASKS, *TRAPS}) == len(ASKS) + len(TRAPS) >= 150


@pytest.mark.parametrize(
    "text",
    [
        "Many visit Wyoming",
        "Watch parties drew crowds",
        "Did you know that two in three builders are hiring?",
        "Join rates rose",
        "Visit Wyoming is a campaign",
        "Call it luck.",
        "https://example.org/watch?join=us",
        "#wyomingnextgen #visit #JoinUs",
        "Read more than 20 applications came in",
        "Construction Partnership Adds Forty Firms",
        "",
        "\n\n",
    ],
)
def test_what_only_looks_like_a_call_is_none(text: str) -> None:
    assert calls_to_action(text) == ()


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_the_sentences_themselves_are_returned(text: str, expected: tuple[str, ...]) -> None:
    assert calls_to_action(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We start at 9 a.m. Join us.", ("Join us.",)),
        ("Dr. Example and Mr. Sample spoke. Tell us yours.", ("Tell us yours.",)),
        (
            "See https://example.org/a.b?c=d.e! Then vote.",
            ("See https://example.org/a.b?c=d.e!", "Then vote."),
        ),
        ("\u2705 Save the date \U0001f389 Bring a friend", ("Save the date", "Bring a friend")),
        ("Great evening \U0001f389\U0001f389 Join us again", ("Join us again",)),
        ("* one\n* visit the fair\n* three", ("visit the fair",)),
        ("Join us\u2026 or miss out", ("Join us\u2026 or miss out",)),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: tuple[str, ...]) -> None:
    assert calls_to_action(text) == expected


def test_a_workspace_adds_verbs_and_phrases_of_its_own() -> None:
    text = "Holler when you are near. Saddle up for the fair."
    assert calls_to_action(text) == ()
    assert calls_to_action(text, ("holler", "Saddle up")) == (
        "Holler when you are near.",
        "Saddle up for the fair.",
    )


def test_an_added_verb_that_is_a_subject_makes_no_call() -> None:
    assert calls_to_action("Saddle is a word.", ("saddle",)) == ()


def test_the_word_list_cannot_change() -> None:
    assert isinstance(VERBS, tuple)
    assert len(set(VERBS)) == len(VERBS)


@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=2))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_only_its_own_words_come_back(text: str, verbs: list[str]) -> None:
    for sentence in calls_to_action(text, tuple(verbs)):
        assert set(sentence.split()) <= set(
            text.replace("*", "").replace("_", "").replace("`", "").split()
        ) | {word for word in sentence.split() if word in text} or any(mark in text for mark in "*_`")


@given(st.lists(st.sampled_from([*ASKS, *TRAPS]), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_paragraphs_do_not_change_what_their_neighbours_ask(parts: list[str]) -> None:
    together = calls_to_action("\n\n".join(parts))
    assert together == tuple(found for part in parts for found in calls_to_action(part))
