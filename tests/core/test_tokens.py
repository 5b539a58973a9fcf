"""Signed tokens: what a holder may do, and that nobody else can."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.history import Key
from outreach.core.tokens import LETTERS, Purpose, read_token, reference, token

SECRET = b"a secret of the house"
KEY = Key("spring", "invitation", "once", "member-1")
OTHERS = [
    Key("summer", "invitation", "once", "member-1"),
    Key("spring", "reminder", "once", "member-1"),
    Key("spring", "invitation", "once+1", "member-1"),
    Key("spring", "invitation", "once", "member-2"),
]


@pytest.mark.parametrize("purpose", get_args(Purpose))
def test_a_token_says_what_for_and_for_which_message(purpose: Purpose) -> None:
    assert read_token(token(purpose, KEY, SECRET), SECRET) == (purpose, reference(KEY))


def test_every_purpose_has_a_letter_of_its_own() -> None:
    assert set(LETTERS) == set(get_args(Purpose))
    assert len(set(LETTERS.values())) == len(LETTERS)


@pytest.mark.parametrize("other", OTHERS)
def test_each_message_has_its_own_reference_and_token(other: Key) -> None:
    assert reference(other) != reference(KEY)
    assert token("rsvp", other, SECRET) != token("rsvp", KEY, SECRET)


def test_it_fits_behind_the_plus_of_an_address_and_survives_lower_and_upper_case() -> None:
    made = token("reply", KEY, SECRET)
    assert len(f"hello+{made}") <= 64, "RFC 5321, 4.5.3.1.1"
    assert made.isalnum()
    assert made == made.lower()
    assert read_token(made.upper(), SECRET) == ("reply", reference(KEY))


def test_another_houses_token_is_not_ours() -> None:
    assert read_token(token("unsubscribe", KEY, b"another secret"), SECRET) is None


def test_a_token_for_one_thing_cannot_be_turned_into_one_for_another() -> None:
    made = token("reply", KEY, SECRET)
    assert read_token(LETTERS["unsubscribe"] + made[1:], SECRET) is None


@settings(deadline=None)
@given(st.integers(0, 28), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_token_with_one_letter_changed_is_none(place: int, letter: str) -> None:
    made = token("rsvp", KEY, SECRET)
    changed = made[:place] + letter + made[place + 1 :]
    assert changed == made or read_token(changed, SECRET) is None


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_other_text_is_no_token_and_no_error(text: str) -> None:
    assert read_token(text, SECRET) is None
