"""The frame of a letter is told from what the letter says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.reading.greetings import (
    asks,
    first_of,
    is_greeting,
    is_signature,
    is_valediction,
    last_of,
)

GREETINGS = (
    "Hello [first name],",
    "Dear [first name] [last name],",
    "Dear friends,",
    "Hi all!",
    "Hey there",
    "Good morning, everyone!",
    "Good afternoon [first name].",
    "Dear fellow builders of Laramie County:",
    "Welcome, neighbors,",
    "Greetings from Cheyenne,",
    "[first name],",
    "Friends,",
    "Fellow owners,",
    "**Hello [first name]**,",
    "Dear Ms. [last name],",
    "Dear Dr. Smith,",
    "Dear Mr. and Mrs. Example,",
    "Hi there, [first name]!",
    "Hello again, [first name]!",
    "Hello again, [first name] [last name]!",
    "Hello again, fellow builders!",
    "Dear Ann, Bob and Carl,",
    "Will,",
)
NO_GREETINGS = (
    "",
    "Hello [first name], please reply by Friday.",
    "Hello [first name], we meet next week.",
    "Hi there! Will you come?",
    "Welcome to the table: forty owners have said yes so far, and more are coming.",
    "Two weeks to go.",
    "Dear colleagues, save the date",
    "Call us, today,",
    "Good news: we have a room.",
    "With best wishes,",
    "Sincerely,",
    "In short,",
    "However,",
    "More than that,",
    "Good afternoon sessions are open,",
    "Hi there, we meet Friday.",
    "Your neighbor and fellow builder,",
)
GOODBYES = (
    "With best wishes from your fellow owners,",
    "Best wishes,",
    "Kind regards",
    "Best and warm regards,",
    "With all our best wishes",
    "All the best,",
    "Best,",
    "Warmly,\nConvener One",
    "Sincerely, Champion One",
    "Yours sincerely,",
    "Sincerely yours,",
    "Very truly yours,",
    "Yours in partnership,",
    "Respectfully,",
    "Thanks,",
    "Many thanks!",
    "With gratitude,",
    "Thank you again,",
    "Thank you.",
    "Thanks in advance,\nConvener One, 307-555-0195",
    "See you there!",
    "See you soon,\n[convener]",
    "Until then,",
    "Take care,",
    "Looking forward to seeing you,",
    "We are looking forward to it.",
    "On behalf of the partnership,",
    "In partnership,",
    "Cheers, Convener One, Example Builders of Laramie County",
    "Hope to see you there,",
    "I hope to see you on March 18,\nConvener One",
    "Your neighbor and fellow builder,",
    "With gratitude for your work,",
    "Thanks for all you do,",
    "Respectfully submitted,",
)
NO_GOODBYES = (
    "",
    "Thank you for coming.",
    "Thanks, and please call us today.",
    "Best practice comes from shops like yours.",
    "See you there? Reply today.",
    "With best wishes we go on",
    "Until then, bring one idea to the office.",
    "Regards matter.",
    "Take care of your crews.",
    "Your neighbor needs welders, Ann says.",
    "Thanks for nothing is what we heard.",
)


@pytest.mark.parametrize("paragraph", GREETINGS)
def test_a_greeting_is_found(paragraph: str) -> None:
    assert is_greeting(paragraph)


@pytest.mark.parametrize("paragraph", NO_GREETINGS)
def test_what_says_more_than_hello_is_no_greeting(paragraph: str) -> None:
    assert not is_greeting(paragraph)


@pytest.mark.parametrize("paragraph", GOODBYES)
def test_a_goodbye_is_found(paragraph: str) -> None:
    assert is_valediction(paragraph)


@pytest.mark.parametrize("paragraph", NO_GOODBYES)
def test_what_only_begins_like_a_goodbye_is_none(paragraph: str) -> None:
    assert not is_valediction(paragraph)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Convener One", True),
        ("Convener One\nDirector of the Example Sector Partnerships", True),
        ("- **Champion One**, Owner, Example Builders\n- **Champion Two**, Owner, Example Steel", True),
        ("[champion-1], [title], [organisation]", True),
        ("Many firms are hiring", False),
        ("Champion One runs Example Builders", False),
    ],
)
def test_a_signature_is_nothing_but_names(paragraph: str, *, expected: bool) -> None:
    assert is_signature(paragraph) is expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Please save your seat.", True),
        ("Will you join us?", True),
        ("The seat is here: https://partnerships.example.org/seat", True),
        ("More at partnerships.example.org/seat.", True),
        ("A seat (mailto:hello@example.org?subject=rsvp) is waiting.", True),
        ("Questions go to hello@example.org.", True),
        ("The office: 307-555-0195.", True),
        ("The office: [telephone].", True),
        ("Forty firms hire 300 people a year.", False),
        ("We meet on 2027-03-18 at 09:00 in Cheyenne, WY 82001-1234.", False),
    ],
)
def test_a_call_a_link_an_address_or_a_number_asks(paragraph: str, *, expected: bool) -> None:
    assert asks(paragraph) is expected


def test_verbs_of_the_house_ask_too() -> None:
    assert not asks("Holler at us.")
    assert asks("Holler at us.", ("holler",))


@pytest.mark.parametrize(
    ("letter", "first", "last"),
    [
        ("Hello [first name],|We meet.|Come along.", "We meet.", "Come along."),
        ("We meet.|Come along.", "We meet.", "Come along."),
        ("The spring meeting|Hello [first name],|We meet.", "We meet.", "We meet."),
        ("Hello [first name],|What is coming|We meet.", "We meet.", "We meet."),
        ("Construction update, March 2027|Hello [first name],|We meet.", "We meet.", "We meet."),
        ("Construction update: what is new|March 2027|Dear Dr. Smith,|We meet.", "We meet.", "We meet."),
        ("We meet.|Friends,|It rains.", "We meet.", "It rains."),
        ("Hello,|We meet.|Onward and upward,|Convener One", "We meet.", "We meet."),
        ("Hello,|We meet.|Onward and upward,\nConvener One\n307-555-0195", "We meet.", "We meet."),
        ("Hello,|We meet.|Onward and upward,|the crews go on", "We meet.", "the crews go on"),
        ("Hello,|We meet.|Please join us,|Convener One", "We meet.", "Please join us,"),
        ("Save your seat|Hello [first name],|We meet.", "Save your seat", "We meet."),
        ("Hello,|We meet.|Best wishes,|Convener One\n307-555-0195", "We meet.", "We meet."),
        (
            "Hello,|We meet.|Best wishes,|- Champion One\n- Champion Two|P.S. It rains.",
            "We meet.",
            "P.S. It rains.",
        ),
        ("Hello,|We meet.|P.S. It rains.|Best wishes,|Convener One", "We meet.", "P.S. It rains."),
        (
            "Hello,|We meet.|PS: It rains.|So bring a coat, it will be wet.",
            "We meet.",
            "So bring a coat, it will be wet.",
        ),
        ("Hello,|We meet.|Best wishes,|Convener One|P.P.S. It snows", "We meet.", "P.P.S. It snows"),
        ("Hello,|We meet.|* * *|Convener One", "We meet.", "We meet."),
        ("Hello,|We meet.|Convener One, 307-555-0195", "We meet.", "Convener One, 307-555-0195"),
        (
            "Hello,|We meet.|We follow the Next Gen Sector Partnership toolkit.|Thanks,|Convener One",
            "We meet.",
            "We meet.",
        ),
        ("Hello,|We meet.|Thanks,|Convener One|Questions? Call us.", "We meet.", "Questions? Call us."),
        ("Hello,|- Friday, March 19\n- May 2", "- Friday, March 19\n- May 2", "- Friday, March 19\n- May 2"),
    ],
)
def test_the_first_and_the_last_paragraph_are_those_that_say_something(
    letter: str, first: str, last: str
) -> None:
    paragraphs = tuple(letter.split("|"))
    assert paragraphs[first_of(paragraphs)] == first
    assert paragraphs[last_of(paragraphs)] == last


@pytest.mark.parametrize("letter", [(), ("Hello,",), ("Hello,", "Best wishes,", "Convener One"), ("* * *",)])
def test_where_nothing_is_said_the_first_comes_after_the_last(letter: tuple[str, ...]) -> None:
    assert first_of(letter) > last_of(letter)


@given(st.lists(st.sampled_from([*GREETINGS, *GOODBYES, "Convener One", "We meet.", "* * *"])))
def test_the_ends_lie_within_the_letter_however_it_is_made(parts: list[str]) -> None:
    letter = tuple(parts)
    assert 0 <= first_of(letter) <= len(letter)
    assert -1 <= last_of(letter) < len(letter)


@given(st.lists(st.text(), max_size=6))
def test_anything_at_all_can_be_read(parts: list[str]) -> None:
    letter = tuple(parts)
    assert 0 <= first_of(letter) <= len(letter)
    assert -1 <= last_of(letter) < len(letter)
