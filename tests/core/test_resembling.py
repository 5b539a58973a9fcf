"""Which common question somebody asks, measured on questions that are not in the starter's file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.resembling import Common, resembling
from outreach.workspace.faq import read_faq

FAQ = read_faq(Path(__file__).parent.parent.parent)
BEFORE, INDUSTRY, AREA, SURVEY = (
    "We have had sector",
    "Why this industry",
    "How large an area",
    "Isn't a survey",
)
SEEKERS, WAGES, RUNS, COLLEGES = (
    "What about job seekers",
    "Do you work with",
    "Who runs",
    "What is the role of",
)
ECONOMIC, RURAL, CITY, MANY = (
    "Why is economic",
    "Does this work in a rural",
    "Does this work in a city",
    "How many",
)
TIME, STAFF, TABLE, DISAGREE = (
    "How much time",
    "Who has the staff",
    "Why don't we all sit",
    "What if we disagree",
)
WHO, SUBSTITUTE, ONLINE, COST = (
    "Who else is coming",
    "Can I send somebody",
    "Can I join online",
    "What does it cost",
)
MORE, WHERE = "Can you send me more", "Where is the meeting"

ASKED = {
    "I remember the last cluster initiative, it died with the grant. What makes this one different?": BEFORE,
    "We are a small winery, not a builder. Why did you pick construction as the industry?": INDUSTRY,
    "Is this regional, or just for the county?": AREA,
    "Honestly, couldn't you just do a focus group?": SURVEY,
    "How will this help people looking for work?": SEEKERS,
    "Does tourism count, given the low wages?": WAGES,
    "Who convenes the meetings?": RUNS,
    "I assume the workforce board is in charge?": RUNS,
    "What will the colleges do?": COLLEGES,
    "Why are economic developers at the table?": ECONOMIC,
    "We're a rural county with long distances, does it work there?": RURAL,
    "Does it work in a big city with lots of industries?": CITY,
    "How many of these partnerships are there?": MANY,
    "How much of my time would it take?": TIME,
    "How long is the meeting going to be?": TIME,
    "Just wondering how often you intend to meet.": TIME,
    "Honest question: who has the capacity to staff this?": STAFF,
    "Why can't we all sit at one table?": TABLE,
    "What if I disagree with the priorities?": DISAGREE,
    "Could you tell me which companies are coming?": WHO,
    "Hello,\n\nthank you for the letter. Before I answer: who else is coming?\n\nRegards": WHO,
    "Is it all right if I bring my partner along?": SUBSTITUTE,
    "My schedule is full. Can somebody else from my company take my place?": SUBSTITUTE,
    "Will there be a recording?": ONLINE,
    "What does membership cost us?": COST,
    "Is there any fee?": COST,
    "Please send me more information about the partnership.": MORE,
    "Do you have a website I can look at?": MORE,
    "Where can I park?": WHERE,
    "What time does it end?": WHERE,
}  # fmt: skip

HARD = {
    "Would it not be easier to send everybody a survey?": SURVEY,
    "Is this about workforce only, or also roads and permits?": ECONOMIC,
    "Can I join by video?": ONLINE,
    "Who is paying for all this?": COST,
    "Would one of my foremen do?": SUBSTITUTE,
    "Where exactly are you gathering?": WHERE,
}

NOTHING = (
    "", "???", "Yes", "\n\n",
    "Thanks for the note, I'll be there on the 18th.",
    "Wonderful, count on me and my team!",
    "I accept, looking forward to it.",
    "Count me in.",
    "Thank you for the invitation. We will be there.",
    "I regret that I can't make it, we have a site inspection.",
    "Sorry, I cannot come, I am out of town that week.",
    "Declining with regret. All the best for the launch.",
    "We are very busy this season and have to decline.",
    "Unfortunately the time does not work for me.",
    "Not interested.",
    "Please stop sending these e-mails.",
    "Please take me off your list.",
    "Thank you for including our company.",
    "I am traveling and will be back on Monday.",
    "Looking forward to meeting the other businesses.",
    "It was a pleasure to see so many of our industry at the table.",
    "We have no time for this.",
    "The colleges did a good job.",
    "I sit on the board of the hospital and am away.",
    "We moved our company to Colorado.",
    "I have forwarded this to my assistant.",
    "My phone number has changed to 307-555-0188.",
    "Please call my office to arrange it.",
    "I have accepted the calendar invitation.",
    "A and C work",
    "Is lunch provided?",
    "Would you like to sponsor our golf tournament?",
    "Can you unsubscribe me?",
    "Did you get my voicemail?",
    "Could you change my e-mail address?",
    "Can we move it to April?",
    "What should I wear?",
    "Are you hiring?",
    "Buy cheap watches at our website!",
    "Our company offers training courses to colleges. Interested?",
)  # fmt: skip


def best(text: str) -> str:
    """The question that is offered first, or nothing."""
    return next((each.question for each in resembling(text, FAQ)), "")


@pytest.mark.parametrize("text", ASKED)
def test_a_common_question_in_other_words_gets_its_entry(text: str) -> None:
    assert best(text).startswith(ASKED[text])


@pytest.mark.parametrize("text", HARD)
def test_a_question_too_far_from_any_entry_gets_the_right_one_or_none(text: str) -> None:
    assert best(text) in {"", *(each.question for each in FAQ if each.question.startswith(HARD[text]))}


@pytest.mark.parametrize("text", NOTHING)
def test_thanks_acceptances_excuses_and_other_matters_get_none(text: str) -> None:
    assert resembling(text, FAQ) == ()


@pytest.mark.parametrize("entry", FAQ, ids=lambda entry: entry.question)
def test_every_entry_is_found_by_its_own_words(entry: Common) -> None:
    for way in (entry.question, *entry.also):
        assert entry in resembling(way, FAQ), way


def test_two_questions_in_one_mail_get_both_entries() -> None:
    found = resembling("Is there a fee? And how long is the meeting?", FAQ)
    assert {each.question for each in found} >= {"What does it cost?", "How much time does it take?"}


def test_no_more_are_offered_than_are_wanted() -> None:
    text = "Is there a fee? How long is the meeting? Who else is coming? Can I join online?"
    assert len(resembling(text, FAQ)) == 3
    assert len(resembling(text, FAQ, most=1)) == 1


def test_where_there_are_no_entries_none_is_offered() -> None:
    assert resembling("What does it cost?", ()) == ()


def test_entries_of_a_workspace_of_its_own_are_found() -> None:
    own = (Common("Do you lend safety harnesses?", "Yes."), Common("Is there a crane course?", "In May."))
    assert resembling("When is the next course for crane operators?", own) == own[1:]


@given(st.text(max_size=500), st.lists(st.text(min_size=1, max_size=60), max_size=5))
def test_whatever_is_written_only_entries_are_offered_each_once(text: str, questions: list[str]) -> None:
    known = tuple(Common(each, "answer") for each in dict.fromkeys(questions))
    found = resembling(text, known)
    assert set(found) <= set(known)
    assert len(found) == len(set(found)) <= 3
    assert resembling(text, known) == found


@pytest.mark.parametrize("piece", ["what? ", "a", "how ", "fee? fee ", "\n", "'", "é"])
def test_a_text_of_any_length_is_read_no_further_than_its_beginning(piece: str) -> None:
    long = piece * 500_000
    assert resembling(long, FAQ) == resembling(long[:4_000], FAQ)
