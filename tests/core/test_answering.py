"""The laws by which everything that one person said becomes their answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.answering import Folded, fold, newest_rsvp
from outreach.core.history import Choice, Reply, Rsvp

MONDAY = datetime(2027, 2, 8, 9, tzinfo=UTC)
OPTION = datetime(2027, 4, 6, 10)
RSVPS: tuple[Rsvp, ...] = ("accepted", "declined", "tentative")


def hours(number: int) -> datetime:
    return MONDAY + timedelta(hours=number)


def said(at: int, rsvp: Rsvp | None = None, text: str = "") -> Reply:
    """An answer in words, by a link or by telephone."""
    return Reply("spring", "ann", hours(at), "rsvp" if rsvp else "answer", text, rsvp=rsvp)


def calendar(at: int, rsvp: Rsvp | None, sequence: int | None = 0, stamp: int | None = None) -> Reply:
    """An answer of a calendar; a proposal of another time has no rsvp."""
    written = hours(at if stamp is None else stamp)
    came = f"mail-{at}-{rsvp}-{sequence}-{stamp}"
    return Reply(
        "spring", "ann", hours(at), "rsvp", "", rsvp=rsvp, identity=came, sequence=sequence, stamp=written
    )


def voted(at: int, choice: Choice) -> Reply:
    return Reply("spring", "ann", hours(at), "vote", choices={OPTION: choice})


def attended(at: int, *, came: bool) -> Reply:
    return Reply("spring", "ann", hours(at), "attendance", attended=came)


MOMENTS = st.integers(0, 6)
CALENDARS = st.builds(
    calendar, MOMENTS, st.sampled_from([*RSVPS, None]), st.sampled_from([None, 0, 1, 2]), st.none() | MOMENTS
)
PLAIN = st.builds(said, MOMENTS, st.sampled_from([*RSVPS, None]), st.sampled_from(["", "words", "others"]))
REPLIES = st.one_of(
    CALENDARS,
    PLAIN,
    st.builds(voted, MOMENTS, st.sampled_from(["yes", "if_need_be", "no"])),
    st.builds(lambda at, came: attended(at, came=came), MOMENTS, st.booleans()),
)
SHUFFLED = st.lists(REPLIES, max_size=8).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some)))


@given(SHUFFLED)
def test_in_whatever_order_it_came_the_answer_is_the_same(orders: tuple[list[Reply], list[Reply]]) -> None:
    one, other = orders
    assert fold(one) == fold(other)


@given(st.lists(REPLIES, max_size=6), st.data())
def test_what_comes_twice_changes_nothing(some: list[Reply], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(some), max_size=6)) if some else []
    assert fold([*some, *again]) == fold(some)


@given(st.lists(REPLIES, max_size=6), MOMENTS, st.sampled_from([None, 0, 9]))
def test_a_proposal_of_another_time_never_changes_an_answer(
    some: list[Reply], at: int, sequence: int | None
) -> None:
    with_it = fold([*some, calendar(at, None, sequence)])
    assert with_it == replace(fold(some), replied=True)


@given(st.lists(CALENDARS, max_size=6), st.integers(0, 6), st.sampled_from(RSVPS))
def test_no_older_revision_overrides_a_newer_one(some: list[Reply], at: int, rsvp: Rsvp) -> None:
    newest = calendar(3, "accepted", sequence=5)
    told = [each for each in some if each.sequence is not None]
    assert newest_rsvp([*told, newest, calendar(at, rsvp, sequence=4)]) == newest


@given(st.lists(REPLIES, max_size=6), st.sampled_from(RSVPS))
def test_what_is_said_last_in_words_wins_over_every_calendar(some: list[Reply], rsvp: Rsvp) -> None:
    assert fold([*some, said(50, rsvp)]).rsvp == rsvp


@given(st.lists(REPLIES, max_size=6), st.sampled_from(RSVPS))
def test_what_a_calendar_says_last_of_the_newest_revision_wins_over_words(
    some: list[Reply], rsvp: Rsvp
) -> None:
    assert fold([*some, calendar(50, rsvp, sequence=3)]).rsvp == rsvp


@given(st.lists(REPLIES, max_size=6))
def test_the_answer_is_one_that_was_given(some: list[Reply]) -> None:
    folded = fold(some)
    given_ = {(each.rsvp, each.at) for each in some if each.rsvp is not None}
    assert (
        ((folded.rsvp, folded.rsvp_at) in given_) if given_ else (folded.rsvp, folded.rsvp_at) == (None, None)
    )


ANSWERED: dict[str, tuple[list[Reply], Rsvp | None]] = {
    "a newer revision": ([calendar(1, "accepted", 0), calendar(2, "declined", 1)], "declined"),
    "the revision before the hour": ([calendar(2, "accepted", 0), calendar(1, "declined", 1)], "declined"),
    "when it was written before when it came": (
        [calendar(5, "accepted", 0, 1), calendar(4, "declined", 0, 2)],
        "declined",
    ),
    "by telephone after the calendar": ([calendar(1, "accepted"), said(2, "declined")], "declined"),
    "in the calendar after the telephone": ([said(1, "declined"), calendar(2, "accepted")], "accepted"),
    "late, about an old revision": (
        [calendar(1, "declined", 1), said(2, "accepted"), calendar(3, "declined", 0)],
        "accepted",
    ),
    "later, of no revision": ([calendar(1, "accepted", 2), calendar(3, "declined", None)], "declined"),
    "earlier, of no revision": ([calendar(3, "accepted", 2), calendar(1, "declined", None)], "accepted"),
    "both of no revision": ([calendar(3, "accepted", None, 2), calendar(4, "declined", None, 1)], "accepted"),
    "a proposal is no answer": ([calendar(1, "accepted"), calendar(2, None, 1)], "accepted"),
    "a question is no answer": ([said(1, None, "Where do I park?")], None),
    "silence": ([], None),
}


@pytest.mark.parametrize(("replies", "rsvp"), ANSWERED.values(), ids=ANSWERED.keys())
def test_of_two_answers_the_newer_counts(replies: list[Reply], rsvp: Rsvp | None) -> None:
    assert fold(replies).rsvp == fold(reversed(replies)).rsvp == rsvp


def test_a_vote_and_who_came_are_the_newest_too_and_coming_is_no_reply() -> None:
    folded = fold([voted(2, "no"), voted(1, "yes"), attended(3, came=True), attended(4, came=False)])
    assert (folded.choices, folded.voted_at) == ({OPTION: "no"}, hours(2))
    assert (folded.attended, folded.attended_at, folded.replied) == (False, hours(4), True)
    assert fold([attended(1, came=True)]) == Folded(attended=True, attended_at=hours(1))
