from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.leaving import asks_to_leave
from outreach.core.inbound.words import (
    alone,
    announced,
    away,
    desks,
    english,
    instead,
    keeping,
    leaving,
    personal,
)
from outreach.core.inbound.words.phrases import pattern, plain, sentences
from tests.core.inbound.corpus.people import FOOTED
from tests.core.inbound.corpus.sample import wishes

TOLD = [wishes("leaving"), wishes("leaving_more")]
LEAVE = [(each, text) for file in TOLD for each, texts in file["leave"].items() for text in texts]
STAY = [(each, text) for file in TOLD for each, texts in file["stay"].items() for text in texts]
LISTS = [
    phrase
    for module in (alone, announced, away, desks, english, instead, keeping, leaving, personal)
    for name in dir(module)
    if name.isupper() and not name.startswith("_")
    for phrase in getattr(module, name)
]


@pytest.mark.parametrize(("language", "text"), LEAVE)
def test_a_wish_to_leave_is_understood(language: str, text: str) -> None:
    assert asks_to_leave(text)


@pytest.mark.parametrize(("language", "text"), STAY)
def test_what_only_sounds_like_it_is_none(language: str, text: str) -> None:
    assert not asks_to_leave(text)


@pytest.mark.parametrize(
    "text",
    [
        "I've asked twice now to be taken off this list.",
        "I have asked you twice to be taken off this list.",
        "Do not email this address again.",
        "Do not send to this address again",
        "Remove me from this. I already told the last guy I'm not coming.",
        "I get too many e-mails. Please take me off this one",
        "Get me off this thing",
        "I want off",
        "Take this address off.",
        "Please drop my address",
        "Please scrub me from your contacts",
        "Pls rmv me",
        "Kindly remove from list",
        "please remove bob@example.com from all lists",
        "No longer interested in receiving these",
        "No thanks, and don't send more",
        "Why do I keep getting these? Make it stop.",
        "Please leave me out of this from now on",
        "Requesting removal.",
        "If you don't stop sending me these e-mails I will call my lawyer",
    ],
)
def test_a_wish_to_leave_in_the_curt_words_of_a_telephone_is_understood(text: str) -> None:
    assert asks_to_leave(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please don't stop sending these, they help.",
        "I do not want to be off this list.",
        "We get every message twice, please take us off one list.",
        "I can't make it on the 18th, please take me off this one.",
        "Please take old@example.com off your list and use new@example.com instead.",
        "Do not use this address, write to my new one.",
    ],
)
def test_whoever_asks_to_be_kept_is_kept(text: str) -> None:
    assert not asks_to_leave(text)


@pytest.mark.parametrize(
    "typo",
    ["unsubcribe", "unsuscribe", "unsubscirbe", "usubscribe", "Un-Subscribe", "unsubsribe me"],
)
def test_a_slip_of_the_finger_does_not_keep_anybody_on_a_list(typo: str) -> None:
    assert asks_to_leave(f"please {typo}")


@pytest.mark.parametrize("word", ["subscribe", "undescribed", "unscripted", "unsubstantial"])
def test_a_word_that_resembles_it_is_none(word: str) -> None:
    assert not asks_to_leave(f"please {word}")


def test_a_question_how_to_leave_is_a_wish_to_leave() -> None:
    assert asks_to_leave("How do I unsubscribe?")
    assert asks_to_leave("Your unsubscribe link is broken.")


def test_a_question_how_to_join_is_none() -> None:
    assert not asks_to_leave("How do I subscribe my colleague?")


def test_the_subject_counts_where_it_is_the_writers_own() -> None:
    assert asks_to_leave("", "Unsubscribe")
    assert asks_to_leave("Champion One", "please take me off your list")
    assert not asks_to_leave("Yes, I will come.", "Re: Unsubscribe or stay: how we write to you")


def test_the_way_to_leave_that_we_offer_is_not_asked_for_by_quoting_it() -> None:
    assert not asks_to_leave(f"Yes, I will come.\n\n{FOOTED}")


def test_whoever_cannot_come_leaves_the_list_of_those_who_come() -> None:
    assert not asks_to_leave("I cannot come, take me off the list.")
    assert asks_to_leave("I cannot come, take me off your mailing list.")


def test_a_sentence_over_two_lines_is_one() -> None:
    assert asks_to_leave(
        "Thank you for asking us, but as we have closed the business please take us off\nyour mailing list."
    )


def test_one_word_above_a_name_is_enough_and_above_a_letter_is_not() -> None:
    assert asks_to_leave("Stop\n\nChampion One\nExample Builders")
    assert not asks_to_leave(
        "Stop\n\nThe press before you print the date, the hall has told us that it is taken."
    )


def test_data_to_be_erased_is_a_wish_to_leave() -> None:
    assert asks_to_leave("Please erase my data.")


@given(st.text(max_size=400), st.text(max_size=80))
def test_no_text_at_all_is_too_much(text: str, subject: str) -> None:
    assert asks_to_leave(text, subject) in {True, False}


@given(st.sampled_from([text for _, text in LEAVE]))
def test_capital_letters_do_not_matter(text: str) -> None:
    assert asks_to_leave(text.upper())


@given(st.sampled_from([text for _, text in LEAVE]), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_the_way_accents_are_written_does_not_matter(text: str, form: Literal["NFC", "NFD", "NFKC"]) -> None:
    assert asks_to_leave(normalize(form, text))


def test_no_phrase_of_the_lists_fits_nothing() -> None:
    greedy = [each for each in LISTS if pattern([each]).search("") or pattern([each]).search("a, b\nc")]
    assert greedy == []


def test_a_text_to_compare_has_small_plain_letters() -> None:
    assert plain("  Désinscrivez\u2011MOI \u00a0 \uff21\u3002") == " desinscrivez-moi a."


@given(st.text(max_size=300))
def test_a_text_to_compare_does_not_grow_without_bound(text: str) -> None:
    assert len(plain(text)) <= 4 * len(text)


def test_sentences_end_where_people_end_them() -> None:
    assert sentences("one. two!\nthree? 四。五") == ["one", "two", "three", "四。五"]
