import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.coming import coming

DECLINED = """\
I can't make it, sorry
Unfortunately I will not be able to attend.
Sorry, I cannot come.
I have to decline. Good luck with the meeting!
Thanks for the invite, but I won't be able to make it.
I'm not able to attend. Maybe next time.
I'm afraid I will not be able to attend.
I am afraid that I can't make it.
Sorry, I cannot make it that day after all."""
UNCLEAR = """\
I will be there if my truck is fixed
Will there be parking? I will be there.
I will be there and bring two colleagues
My foreman will be there
I can't say yet
Yes
Sounds good
Thanks
I will be there on Thursday instead
I would come if it were in May
I'll be there, but only for the first hour
I will be there in spirit
I can't wait!
I will not be there before ten
He will be there
I will attend the other meeting in Casper
Happy to attend the other meeting
I cannot attend the other meeting
I will attend the next meeting
I will be there for the second session
Count me in for the newsletter
I'm in Denver that week
I'm afraid
I'm afraid I will be late"""


@pytest.mark.parametrize(
    "text",
    [
        "I will be there", "I'll be there!", "Yes, I will attend.", "Count me in", "See you there!",
        "Happy to attend the launch meeting. Looking forward to it.", "We\u2019ll be there, thanks",
        "Hello Convener,\n\nThank you for the invitation. I will surely be there.\n\nRegards,\nBuilder One",
        "I can make it", "Thanks, please save me a seat.", "Yes I'm coming", "I accept the invitation.",
        "I wouldn't miss it!", "Sure, count on us.", "Yes, we will be there. Thanks for organizing this!",
    ],
)  # fmt: skip
def test_a_plain_yes_takes_a_seat(text: str) -> None:
    assert coming(text) == "accepted"


@pytest.mark.parametrize("text", DECLINED.splitlines())
def test_a_plain_no_leaves_the_seat_free(text: str) -> None:
    assert coming(text) == "declined"


@pytest.mark.parametrize("text", ["I might come", "I'll try to make it, thanks", "Put me down as a maybe"])
def test_a_perhaps_is_a_perhaps(text: str) -> None:
    assert coming(text) == "tentative"


@pytest.mark.parametrize("text", UNCLEAR.splitlines())
def test_whatever_says_more_or_something_else_is_for_a_person(text: str) -> None:
    assert coming(text) is None


def test_two_answers_in_one_are_none() -> None:
    assert coming("I will be there. Sorry, I can't make it.") is None


@given(st.text(max_size=400))
def test_no_words_at_all_are_too_strange(text: str) -> None:
    assert coming(text) in ("accepted", "declined", "tentative", None)


def test_a_hostile_line_is_read_in_no_time() -> None:
    assert coming("i will " * 40) is None
