"""Words from outside: short, on one line, and nothing that a terminal obeys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.followingup.words import JOINERS, MOST, SHORT, plain, shortened, who
from outreach.core.people import Contact


def test_a_long_text_ends_between_words() -> None:
    assert shortened("one two three four five", 16) == "one two three..."


def test_a_text_without_spaces_ends_where_there_is_no_more_room() -> None:
    assert shortened("会议" * 30, 11) == "会议会议会议会议..."


def test_lines_become_one() -> None:
    assert shortened("Hello,\r\n\r\n  I will\tcome.\n") == "Hello, I will come."


def test_what_a_terminal_would_obey_is_left_out() -> None:
    assert shortened("\x1b[31mred\x1b[0m \u202eback") == "[31mred[0m back"
    assert plain("one\x1b[2J\r\ntwo\x07\n\n") == "one[2J\ntwo"


def test_letters_that_are_joined_stay_joined() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert shortened(family) == family


@given(st.text(), st.integers(10, 200))
def test_a_shortened_text_is_never_longer_and_always_one_printable_line(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert all(letter.isprintable() or letter in JOINERS for letter in short)


def test_only_the_beginning_of_a_huge_text_is_looked_at() -> None:
    assert len(shortened("word " * 1_000_000)) <= SHORT
    assert len(plain("word " * 1_000_000)) <= MOST


def test_a_huge_beginning_of_nothing_does_not_look_whole() -> None:
    assert shortened(" " * 5_000 + "word") == "..."


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (Contact("ann", first_name="Ann", organisation="Example Roofing"), "Ann (Example Roofing)"),
        (Contact("ann", first_name="Ann"), "Ann"),
        (Contact("ann", organisation="Example Roofing"), "Example Roofing"),
        (Contact("ann"), "ann"),
    ],
)
def test_a_person_is_named_by_what_is_known(contact: Contact, said: str) -> None:
    assert who(contact) == said
