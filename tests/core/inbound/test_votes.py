"""Votes in words: what plainly says something of an option, and what a person must read."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach.actions.composing.context import LETTERS, _said
from outreach.core.history import Choice
from outreach.core.inbound.votes import LONGEST, Offer, read_votes

A, B, C = (
    Offer("A", datetime(2027, 4, 6, 10)),
    Offer("B", datetime(2027, 4, 7, 14)),
    Offer("C", datetime(2027, 4, 8, 9)),
)
"""Tuesday, April 6, 10:00; Wednesday, April 7, 14:00; Thursday, April 8, 09:00."""
THREE = (A, B, C)
SIGNS: dict[str, Choice] = {"y": "yes", "m": "if_need_be", "n": "no"}


def read(text: str, offers: tuple[Offer, ...] = THREE) -> str:
    """What was read, a sign for each option: `y`, `m` (if need be), `n`, or `-`; empty for no vote."""
    votes = read_votes(text, offers)
    signs = {choice: sign for sign, choice in SIGNS.items()}
    return (
        "".join(signs[votes[each.starts]] if each.starts in votes else "-" for each in offers)
        if votes
        else ""
    )


LETTERED = {
    # The letters alone
    "A": "y--",
    "a": "y--",
    "B.": "-y-",
    "A and C": "y-y",
    "a and c": "y-y",
    "a, c": "y-y",
    "A, B and C": "yyy",
    "A, B, C": "yyy",
    "A & C": "y-y",
    "A+C": "y-y",
    "A/B": "yy-",
    "(A)": "y--",
    "A or B": "yy-",
    "Option A": "y--",
    "option b please": "-y-",
    "options A and C": "y-y",
    "A, please": "y--",
    "A please!": "y--",
    "Yes, A": "y--",
    "Yes. A.": "y--",
    # Said of them
    "A works": "y--",
    "A and C work": "y-y",
    "A and C work.": "y-y",
    "a and c work for me": "y-y",
    "A works for me.": "y--",
    "A and B both work for us": "yy-",
    "Either A or B works": "yy-",
    "Both A and C are fine": "y-y",
    "A is good": "y--",
    "A would be best": "y--",
    "C is fine by me": "--y",
    "B suits me": "-y-",
    "I can do A": "y--",
    "I can do A and C": "y-y",
    "We can make B": "-y-",
    "I'm available for A and C": "y-y",
    "I prefer B": "-y-",
    "My vote is C": "--y",
    "I'd go with B": "-y-",
    "I vote for A": "y--",
    "Put me down for A and B": "yy-",
    "Let's do C": "--y",
    "A should work": "y--",
    "No problem with A": "y--",
    "A \u2714": "y--",
    # No
    "not C": "--n",
    "B does not work": "-n-",
    "B doesn't work for me": "-n-",
    "B doesn\u2019t work": "-n-",
    "I can't do B": "-n-",
    "I cannot make A or B": "nn-",
    "C is not possible": "--n",
    "C is impossible": "--n",
    "I'm not available on C": "--n",
    "Sorry, not B": "-n-",
    "Unfortunately I can't make C": "--n",
    "Neither A nor B works": "nn-",
    "A is out": "n--",
    # If need be
    "B if need be": "-m-",
    "B only if need be": "-m-",
    "B works if need be": "-m-",
    "B, if necessary": "-m-",
    "B in a pinch": "-m-",
    "B would work in a pinch": "-m-",
    "Maybe C": "--m",
    "C is possible, but not ideal": "--m",
    "C might work": "--m",
    "A is not ideal": "m--",
    # Several at once
    "A yes, B no, C if need be": "ynm",
    "A: yes, B: no, C: if need be": "ynm",
    "A yes B no C maybe": "ynm",
    "A = yes; B = no": "yn-",
    "A works, B doesn't": "yn-",
    "A works and B doesn't": "yn-",
    "A works but not B": "yn-",
    "A and C, but not B": "yny",
    "A, not B": "yn-",
    "I can do A, B and C": "yyy",
    "I can do A but not B": "yn-",
    "I can't do B but A works": "yn-",
    "Yes to A, no to B": "yn-",
    "A works best, C in a pinch": "y-m",
    "A is my first choice, C my second choice": "y-m",
    "A and B work, C if need be": "yym",
    "A works for me. B doesn't. C only if needed.": "ynm",
    "A works, and C too": "y-y",
    "A works, so does C": "y-y",
    "A is fine. B works too.": "yy-",
    "A: yes\nB: no\nC: if need be": "ynm",
    "A - yes\nB - no\nC - maybe": "ynm",
    "A. Yes\nB. No\nC. If need be": "ynm",
    "A \u2713 B \u2717": "yn-",
    # All, none, others
    "All of them work": "yyy",
    "All three work for me": "yyy",
    "Any of these is fine": "yyy",
    "Anything works": "yyy",
    "Any time works for us": "yyy",
    "All of the above": "yyy",
    "None of these work": "nnn",
    "None of them, sorry": "nnn",
    "None of those dates works for me, unfortunately.": "nnn",
    "Anything but B": "yny",
    "All but B work": "yny",
    "Any of them except C": "yyn",
    "Everything works except B": "yny",
    "All work, but not B": "yny",
    "All of them work, B only if need be": "ymy",
    "I can do any of them. B only in a pinch.": "ymy",
    "None of them except A": "ynn",
    "A works. The others don't.": "ynn",
    "B works, the rest doesn't": "nyn",
    # Found by trying
    "I could do A or B but C is out": "yyn",
    "A looks good to me": "y--",
    "A preferred, B ok": "yy-",
    "Can't do any of them": "nnn",
    "I have a conflict on B": "-n-",
    "A, B (if need be)": "ym-",
    "A (preferred), C": "y-y",
    "Yes for A and B, no for C": "yyn",
    "Yes A, B. No C": "yyn",
    "B it is": "-y-",
    "A:Y B:N C:Y": "yny",
    "A) yes B) no": "yn-",
    "[A] [C]": "y-y",
    "1. A\n2. C": "y-y",
    "A is good for me and so is C": "y-y",
    "A works best but I could also do C": "y-y",
    "Prefer A but can make C work": "y-m",
    "A doesn't work, B does": "ny-",
    "C is a no": "--n",
    "C gets my vote": "--y",
    "Yes: A, B\nNo: C": "yyn",
    "Works: A, C. Doesn't work: B": "yny",
    "If need be: B, C": "-mm",
    "A as a backup": "m--",
    "Not able to attend A": "n--",
    "Will not be able to make A": "n--",
    "Sorry, I'm traveling on Tuesday, but Wednesday works": "ny-",
    "Tues. April 6, 2027 works": "y--",
    "10am on the 6th is good": "y--",
    "Wed 4/7 works": "-y-",
    "The 6th and the 8th": "y-y",
    # Only
    "Only B": "nyn",
    "B only": "nyn",
    "just A": "ynn",
    "Only A and C work": "yny",
    "I can only do B": "nyn",
    "Only B works for me, sorry.": "nyn",
    # By day, date and hour
    "Tuesday": "y--",
    "Tuesday works": "y--",
    "tuesday and thursday work": "y-y",
    "Tue or Thu is fine": "y-y",
    "Wednesday is not possible": "-n-",
    "I can't do Wednesday": "-n-",
    "April 6 works": "y--",
    "Apr. 6 works": "y--",
    "The 7th is fine": "-y-",
    "6 April, please": "y--",
    "the 6th of April suits me": "y--",
    "4/6 works": "y--",
    "2027-04-06 works": "y--",
    "Tuesday at 10 works": "y--",
    "Tuesday 10:00 works": "y--",
    "Tuesday the 6th at 10 a.m. works": "y--",
    "Tuesday, April 6, 10:00 AM works": "y--",
    "Tuesday, April 6 and Thursday, April 8": "y-y",
    "Wednesday at 2pm": "-y-",
    "Wednesday afternoon works": "-y-",
    "Thursday morning is best": "--y",
    "Tuesday, Wednesday and Thursday all work": "yyy",
    "I am busy on Tuesday": "n--",
    "I'm out of town on Wednesday": "-n-",
    "A (Tuesday) works": "y--",
    "Tuesday yes, Wednesday no, Thursday if need be": "ynm",
    "Thursday works best, Tuesday if need be": "m-y",
}  # fmt: skip


@pytest.mark.parametrize("text", LETTERED)
def test_what_is_plainly_said_of_the_options_is_a_vote(text: str) -> None:
    assert read(text) == LETTERED[text]


LETTERS_OF_A_MAIL = {
    "Hi Convener,\n\nA and C work for me.\n\nThanks,\nA. Champion": "y-y",
    "A and C work.\n\nRegards,\nB Champion\nExample Builders": "y-y",
    "A and C work.\nThanks, A. Convener": "y-y",
    "A and C work.\nA. Convener": "y-y",
    "A and C work.\n\nMary B": "y-y",
    "B works.\nBest,\nA": "-y-",
    "Hello B team,\nA works.": "y--",
    "Dear A. Convener, B works. Kind regards, C. Champion": "-y-",
    "Hi, A works. Thanks!": "y--",
    "Thanks for asking! B is fine.": "-y-",
    "Hi Sam, C please. Thank you!": "--y",
    "Good morning, A works": "y--",
    "Thanks!\nA works.": "y--",
    "Sorry for not answering sooner. A and C work.": "y-y",
    "I hope you are well. A works.": "y--",
    "Looking forward to it. B works for me.": "-y-",
    "A works for me. I will bring the plans.": "y--",
    "A works. My phone is 307-555-0188.": "y--",
    "A and C work for me and for my partner, but B only if\nneed be since we are in the yard": "",
    "I looked at the calendar and A and C work for the team here, but B only if\nneed be.": "",
    "Unfortunately I can't make A, B would be fine for me and the team, and C only if\nneed be.": "nym",
    "None of these work. Could we meet in May?": "nnn",
    "\u2022 A works\n\u2022 B does not": "yn-",
    "* A\n* C": "y-y",
}


@pytest.mark.parametrize("text", LETTERS_OF_A_MAIL)
def test_a_whole_mail_is_read_without_its_greeting_and_its_signature(text: str) -> None:
    assert read(text) == LETTERS_OF_A_MAIL[text]


NOT_PLAIN = (
    "",
    "Thanks for the invitation!",
    "I will get back to you.",
    "Yes",
    "No, sorry.",
    # Questions
    "Does A work for you?",
    "Is B in Cheyenne?",
    "A works for me. Is B at the library?",
    "How about Tuesday?",
    "Could we do all of them online?",
    "A or B?",
    # Another A, another B
    "A meeting sounds good",
    "A great idea",
    "A perfect fit",
    "A good time would be Thursday",
    "What a good plan",
    "Let us go to plan B",
    "Plan B works",
    "Vitamin C is good",
    "Thanks, A",
    "Thanks, A. Convener",
    "Regards, B Champion",
    "Hi A,",
    "J. B. Champion",
    "I talked to C. Champion about it",
    "See section B of the contract",
    "I got an A in school",
    # Other days, other hours
    "Tuesday the 13th works",
    "Tuesday at 2 works",
    "Wednesday morning works",
    "Next Tuesday works",
    "April 16 works",
    "Tuesday after 3 works",
    "Monday works",
    "A (Wednesday) works",
    "A works at 11",
    "Any Tuesday works",
    "4/16 works",
    # Under a condition, or in doubt
    "A works unless my flight is late",
    "A works if the weather is good",
    "A depends on my boss",
    "I am not sure about B",
    "A is better than B",
    "Not only A but also B",
    "I would have to check A",
    "A, but only until 11",
    "I don't know about A yet",
    "I don't mind A",
    "A probably",
    "Why not A",
    "Not before Thursday",
    "A x",
    # Against oneself
    "A works. A does not work.",
    "A works. Sorry, that does not work after all.",
    "No, A works",
    "A works not B works",
    "no A works",
    "All work. None of them work.",
    "A only works if we start at 11",
    "A works as long as it is online",
    "A, otherwise B",
    "If A does not work, then B",
    "B instead of A",
    "A no longer works",
    "I do not prefer A",
    "Is A ok",
    "Can we do Tuesday",
    "Would Tuesday be possible",
    "A yes\nB\nC no",
    # A span of days, an hour or a part of the day alone
    "A to C work",
    "Tuesday-Thursday works",
    "Between Tuesday and Thursday",
    "10:00",
    "I prefer mornings",
    # What days are for
    "I work on Tuesday",
    "On Tuesday I am in court",
    "See you Tuesday",
    "Team B is fine",
    "I am in a meeting on Tuesday",
    "You can do A",
    "They can make B",
    # Something else entirely
    "I hope everything is fine",
    "Everything is fine here",
    "A!?",
    "I saw your post on Tuesday about the college.",
    "All the best from all of us",
    "I am glad that all is good with you",
    "Hope all is well. I will call you.",
    "Thanks all",
    "All good!",
    "It was a pleasure. B.",
    "Please remove me from this list",
    "Both work",
    "Either is fine",
    "The first one works if Bob comes",
)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_a_person(text: str) -> None:
    assert read(text) == ""


TWO = (A, B)


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Both work", "yy"), ("Either is fine", "yy"), ("Neither works", "nn"), ("Both.", "yy"),
        ("A, not B", "yn"), ("C works", ""), ("Thursday works", ""), ("Only A", "yn"), ("The other one", ""),
        ("Either works, A is best", "yy"),
    ],
)  # fmt: skip
def test_of_two_options_both_and_neither_are_plain(text: str, votes: str) -> None:
    assert read(text, TWO) == votes


SAME_DAY = (A, Offer("B", datetime(2027, 4, 6, 14)), C)


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Tuesday works", ""), ("April 6 is fine", ""), ("The 6th", ""), ("Tuesday and Thursday work", ""),
        ("Tuesday at 10 works", "y--"), ("Tuesday morning works", "y--"), ("Tuesday, 2 pm works", "-y-"),
        ("Tuesday afternoon, please", "-y-"), ("Thursday works", "--y"), ("A works", "y--"),
        ("A (Tuesday) works", "y--"),
    ],
)  # fmt: skip
def test_a_day_with_two_options_names_neither_until_the_hour_is_said(text: str, votes: str) -> None:
    assert read(text, SAME_DAY) == votes


FOUR = (*THREE, Offer("D", datetime(2027, 4, 9, 15)))


@pytest.mark.parametrize(
    ("text", "votes"),
    [("D", "---y"), ("a, b, d", "yy-y"), ("Only D", "nnny"), ("I'd do D", "---y"), ("All four work", "yyyy"),
     ("not B or D", "-n-n"), ("B and D, but not A", "ny-y"), ("B, C and D", "-yyy")],
)  # fmt: skip
def test_four_options_are_as_plain_as_three(text: str, votes: str) -> None:
    assert read(text, FOUR) == votes


# The ballot that our own link fills in
def ballot(offers: tuple[Offer, ...], answers: tuple[str, ...]) -> str:
    lines = (f"{o.letter} ({_said(o.starts)}): {a}" for o, a in zip(offers, answers, strict=True))
    return "Write yes, if need be, or no behind each:\r\n\r\n" + "\r\n".join(lines)


ANSWERS: dict[str, Choice | None] = {
    "yes": "yes", "Yes": "yes", "YES!": "yes", "y": "yes", "ok": "yes", "yes, works well": "yes",
    "if need be": "if_need_be", "If need be.": "if_need_be", "only if need be": "if_need_be",
    "maybe": "if_need_be", "no": "no", "No.": "no", "n": "no", "no, sorry": "no", "can't": "no", "": None,
    " ": None,
}  # fmt: skip
starts = st.datetimes(datetime(2027, 1, 1), datetime(2028, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
polls = st.lists(starts, min_size=2, max_size=4, unique=True).map(
    lambda found: tuple(Offer(letter, at) for letter, at in zip(LETTERS, sorted(found), strict=False))
)


@given(polls, st.data())
def test_a_ballot_of_ours_filled_in_reads_back_as_it_was_filled_in(
    offers: tuple[Offer, ...], data: st.DataObject
) -> None:
    answers = tuple(data.draw(st.sampled_from(sorted(ANSWERS))) for _ in offers)
    wanted = {o.starts: ANSWERS[a] for o, a in zip(offers, answers, strict=True) if ANSWERS[a]}
    assert read_votes(ballot(offers, answers), offers) == wanted
    signed = f"Hello,\r\n\r\n{ballot(offers, answers)}\r\n\r\nThanks,\r\nA. Champion"
    assert read_votes(signed, offers) == wanted


def test_a_ballot_that_a_mail_program_put_on_one_line_is_read() -> None:
    text = ballot(THREE, ("yes", "", "if need be")).replace("\r\n", " ")
    assert read(text.partition("each: ")[2]) == "y-m"


def test_a_ballot_of_which_one_line_is_not_understood_is_left_to_a_person() -> None:
    assert read(ballot(THREE, ("yes", "depends", "no"))) == ""
    assert read(ballot(THREE, ("x", "", "x"))) == ""


def test_an_empty_ballot_is_no_vote() -> None:
    assert read(ballot(THREE, ("", "", ""))) == ""


# Hostile words
VOCABULARY = (
    "A B C a b Tuesday tue 6th April 6 4/6 at 10 10:00 and or , . : ; ? ! ( ) - but not no yes works can't "
    "if need be only all none of them except anything the others rest please thanks hi maybe plan unless"
)
words = st.sampled_from((*VOCABULARY.split(), "\n"))


@given(st.text(max_size=300) | st.lists(words, max_size=25).map(" ".join), polls)
@example("at 99:99 of 99th april 99 2027-99-99 0/0", THREE)
@example("noon at 0 am 00:00pm 12 am 12:00 p.m.", THREE)
def test_whatever_is_written_only_options_that_were_offered_are_named(
    text: str, offers: tuple[Offer, ...]
) -> None:
    votes = read_votes(text, offers)
    assert set(votes) <= {each.starts for each in offers}
    assert set(votes.values()) <= {"yes", "no", "if_need_be"}


@given(st.lists(words, max_size=15).map(" ".join), polls)
def test_a_question_at_the_end_names_no_option_as_chosen(text: str, offers: tuple[Offer, ...]) -> None:
    line = text.replace("\n", " ").replace(".", "").replace("!", "").replace(";", "").replace("?", "")
    assert read_votes(f"{line} A?", offers) == {}


PIECES = (
    "A ", "A and ", "A, ", "not ", "(", "A (", "if need be ", "Tuesday ", "all but ", "A: ", "Hi ", "\n",
    "A.", "4/6 ", "i'll ", f"{'x' * 50} ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_of_a_long_letter_no_more_than_its_beginning_is_looked_at(piece: str) -> None:
    long = piece * (2_000_000 // len(piece))
    assert read_votes(long, THREE) == read_votes(long[:LONGEST], THREE)


def test_nothing_offered_is_nothing_chosen() -> None:
    assert read_votes("A works, all of them work, none of them work", ()) == {}


def test_options_moved_by_a_week_are_other_options() -> None:
    later = tuple(Offer(each.letter, each.starts + timedelta(days=7)) for each in THREE)
    assert read("April 6 works", later) == ""
    assert read("April 13 works", later) == "y--"


@pytest.mark.parametrize(
    "text",
    [
        "I'm not busy on Tuesday",
        "Tuesday I'm not booked",
        "I am not away on Tuesday",
        "I don't have a conflict with A",
        "A does not conflict",
        "A is not bad",
        "A isn't too bad",
        "A couldn't be better",
        "B would not be impossible",
        "not unavailable Tuesday",
    ],
)
def test_a_no_of_a_no_is_never_taken_for_a_no(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    "text", ["I am busy on Tuesday", "A is not available", "Can't do A, I'm away", "A is bad"]
)
def test_a_plain_no_stays_one(text: str) -> None:
    assert read(text) == "n--"
