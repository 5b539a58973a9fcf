"""How a scheduling poll ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.core.campaign import Poll
from outreach.core.history import Vote


@dataclass(frozen=True, slots=True)
class Outcome:
    """`winner` is an option's start (wall clock), None while there is none; `reason` says why not."""

    winner: datetime | None = None
    reason: str = ""
    needs_a_person: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose what for one option."""

    option: datetime
    yes: int
    if_need_be: int
    no: int


def newest(votes: Sequence[Vote], closes: datetime | None) -> dict[str, Vote]:
    """Each person's newest vote cast before the poll closed."""
    in_time = [vote for vote in votes if closes is None or vote.at <= closes]
    return {vote.contact: vote for vote in sorted(in_time, key=lambda vote: vote.at)}


def tally(poll: Poll, votes: Sequence[Vote], closes: datetime | None) -> tuple[Tally, ...]:
    """The count of each option, in the order they were offered."""
    counted = newest(votes, closes).values()

    def count(option: datetime, choice: str) -> int:
        return sum(vote.choices.get(option) == choice for vote in counted)

    return tuple(
        Tally(option, count(option, "yes"), count(option, "if_need_be"), count(option, "no"))
        for option in poll.options
    )


def outcome(
    poll: Poll, votes: Sequence[Vote], decision: datetime | None, closes: datetime | None, now: datetime
) -> Outcome:
    """Who wins: most yes, then most if_need_be; a person decides what the votes do not.

    No vote, a tie, or a winner that a key person cannot make is a person's decision. Times but for the
    options are UTC.
    """
    if decision is not None:
        return Outcome(decision)
    if closes is None or now < closes:
        return Outcome(reason="the poll has not closed yet")
    counts = sorted(tally(poll, votes, closes), key=lambda each: (-each.yes, -each.if_need_be, each.option))
    if not counts or not counts[0].yes + counts[0].if_need_be:
        return Outcome(reason="the poll closed without a vote for any option", needs_a_person=True)
    first, rest = counts[0], counts[1:]
    if rest and (rest[0].yes, rest[0].if_need_be) == (first.yes, first.if_need_be):
        return Outcome(reason="the poll ended in a tie", needs_a_person=True)
    cast = newest(votes, closes)
    if any(cast[who].choices.get(first.option) == "no" for who in poll.key_people if who in cast):
        return Outcome(reason="a key person cannot make the option with most votes", needs_a_person=True)
    return Outcome(first.option)
