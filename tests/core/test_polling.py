"""How a scheduling poll ends."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.campaign import Poll
from outreach.core.history import Choice, Vote
from outreach.core.polling import Outcome, Tally, newest, outcome, tally
from tests.core.building import POLL, at

A, B, C = (datetime.fromisoformat(option) for option in POLL["options"])  # type: ignore[attr-defined]
POLLED = Poll.model_validate(POLL)
CLOSES = at("2027-01-14 17:00")
BEFORE = at("2027-01-12 09:00")
CHOICES: dict[str, Choice] = {"y": "yes", "m": "if_need_be", "n": "no"}


def vote(who: str, choices: str, when: datetime = BEFORE) -> Vote:
    """`y`, `m` or `n` for each of the three options; a dot for none."""
    given_ = {option: CHOICES[each] for option, each in zip((A, B, C), choices, strict=True) if each != "."}
    return Vote(who, when, given_)


def ended(*votes: Vote, decision: datetime | None = None, now: datetime = CLOSES) -> Outcome:
    return outcome(POLLED, votes, decision, CLOSES, now)


def test_an_open_poll_has_no_winner_however_clear_the_votes() -> None:
    found = ended(vote("a", "ynn"), now=at("2027-01-14 16:59"))
    assert found == Outcome(reason="the poll has not closed yet")


def test_a_poll_whose_close_is_not_known_is_open() -> None:
    assert outcome(POLLED, [vote("a", "ynn")], None, None, CLOSES).reason == "the poll has not closed yet"


@pytest.mark.parametrize(
    ("votes", "winner"),
    [
        (("ynn",), A),
        (("yyn", "nyn"), B),
        (("nym", "ymm", "nny"), C),
        (("nmy", "nmy", "ynn"), C),
        (("nmn",), B),
    ],
)
def test_most_yes_wins_then_most_if_need_be(votes: tuple[str, ...], winner: datetime) -> None:
    assert ended(*(vote(f"member-{n}", each) for n, each in enumerate(votes))).winner == winner


@pytest.mark.parametrize(
    ("votes", "reason"),
    [
        ((), "the poll closed without a vote for any option"),
        (("nnn", "nnn"), "the poll closed without a vote for any option"),
        (("yyn",), "the poll ended in a tie"),
        (("ymn", "nyn", "ynn", "myn"), "the poll ended in a tie"),
    ],
)
def test_no_vote_and_a_tie_are_a_persons_decision(votes: tuple[str, ...], reason: str) -> None:
    found = ended(*(vote(f"member-{n}", each) for n, each in enumerate(votes)))
    assert found == Outcome(None, reason, needs_a_person=True)


def test_a_winner_that_a_key_person_cannot_make_is_a_persons_decision() -> None:
    found = ended(vote("member-1", "ynn"), vote("member-2", "ynn"), vote("champion-1", "nyn"))
    assert found == Outcome(None, "a key person cannot make the option with most votes", needs_a_person=True)


@pytest.mark.parametrize("champion", ["mmn", "..."])
def test_a_key_person_who_can_if_need_be_or_says_nothing_stops_no_winner(champion: str) -> None:
    assert ended(vote("member-1", "ynn"), vote("champion-1", champion)).winner == A


def test_a_persons_decision_stands_whatever_the_votes_and_before_the_close() -> None:
    assert ended(vote("a", "ynn"), decision=C, now=BEFORE) == Outcome(C)


def test_only_a_persons_newest_vote_counts() -> None:
    changed = vote("a", "nyn", at("2027-01-13 09:00"))
    assert ended(changed, vote("a", "ynn")).winner == B


def test_a_vote_after_the_close_does_not_count() -> None:
    late = vote("a", "nyn", at("2027-01-14 17:01"))
    assert ended(vote("a", "ynn"), late, now=at("2027-02-01 09:00")).winner == A
    assert newest([late], CLOSES) == {}


def test_every_option_is_counted_in_the_order_offered() -> None:
    counted = tally(POLLED, [vote("a", "ymn"), vote("b", "y.n")], CLOSES)
    assert counted == (Tally(A, 2, 0, 0), Tally(B, 0, 1, 0), Tally(C, 0, 0, 2))


ballots = st.lists(st.text("ymn.", min_size=3, max_size=3), max_size=6)


@settings(deadline=None, max_examples=60)
@given(ballots, st.randoms(use_true_random=False))
def test_a_closed_poll_ends_in_a_winner_or_with_a_person_whatever_the_order_of_votes(
    cast: list[str], chance: object
) -> None:
    votes = [vote(f"member-{n}", each) for n, each in enumerate(cast)]
    found = ended(*votes)
    assert (found.winner is None) is found.needs_a_person is bool(found.reason)
    assert ended(*reversed(votes)) == found
    if found.winner:
        best = max(tally(POLLED, votes, CLOSES), key=lambda each: (each.yes, each.if_need_be))
        assert found.winner == best.option
