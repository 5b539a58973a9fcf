"""How many words a reader has to read."""

import pytest

from outreach.rules.reading.prose import word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("We hire, and we teach.", 5),
        ("You're invited: 9:30 a.m.", 5),
        ("Save your seat (https://partnerships.example.org/seat/of/yours) today", 4),
        ("Say yes (mailto:hello@example.org?subject=I%20will%20come).", 2),
        ("Write to convener@example.org or call 307-555-0195", 5),
        ("- one\n- two\n\n* * *", 2),
        ("well-known firms, 1,200 of them", 5),
    ],
)
def test_words_are_counted_and_addresses_are_not(text: str, words: int) -> None:
    assert word_count(text) == words
