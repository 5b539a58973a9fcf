"""What somebody has answered, folded from all they said; the same in whatever order it came."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from outreach.core.history import Choice, Reply, Rsvp

IS_REPLY: Final = frozenset({"answer", "rsvp", "vote"})
"""The kinds that count as having replied; who came is recorded about a person, not by them."""


@dataclass(frozen=True, slots=True)
class Folded:
    """What one person has answered in one campaign: the newest of each kind, and when it was given (UTC)."""

    replied: bool = False
    rsvp: Rsvp | None = None
    rsvp_at: datetime | None = None
    choices: Mapping[datetime, Choice] = field(default_factory=dict)
    voted_at: datetime | None = None
    attended: bool | None = None
    attended_at: datetime | None = None


def fold(replies: Iterable[Reply]) -> Folded:
    """One person's answers in one campaign, from everything they said in it, in any order.

    Among the answers of calendars the one of the highest SEQUENCE counts, then that of the latest DTSTAMP
    (RFC 5546, 2.1.5); one that tells no SEQUENCE says nothing of revisions, and is compared by its DTSTAMP
    alone. Between a calendar's and any other the later counts. What was said at one moment is settled by its
    words, so that the outcome depends on nothing but what was said.
    """
    said = list(replies)
    answer, vote = newest_rsvp(said), _last(said, lambda each: each.kind == "vote" or bool(each.choices))
    came = _last(said, lambda each: each.attended is not None)
    return Folded(
        replied=any(each.kind in IS_REPLY for each in said),
        rsvp=answer.rsvp if answer else None,
        rsvp_at=answer.at if answer else None,
        choices=vote.choices if vote else {},
        voted_at=vote.at if vote else None,
        attended=came.attended if came else None,
        attended_at=came.at if came else None,
    )


def newest_rsvp(said: Iterable[Reply]) -> Reply | None:
    """The answer to the invitation that counts, of everything one person said in one campaign."""
    answers = [each for each in said if each.rsvp is not None]
    by_calendar = [each for each in answers if each.stamp is not None]
    revised = max((each for each in by_calendar if each.sequence is not None), key=_revision, default=None)
    stamped = max((each for each in by_calendar if each.sequence is None), key=_stamp, default=None)
    calendars = max(filter(None, (revised, stamped)), key=_stamp, default=None)
    other = _last(answers, lambda each: each.stamp is None)
    return max(filter(None, (calendars, other)), key=_moment, default=None)


def _last(said: Iterable[Reply], wanted: Callable[[Reply], bool]) -> Reply | None:
    return max((each for each in said if wanted(each)), key=_moment, default=None)


def _revision(reply: Reply) -> tuple[object, ...]:
    return (reply.sequence, *_stamp(reply))


def _stamp(reply: Reply) -> tuple[object, ...]:
    return (reply.stamp, *_moment(reply))


def _moment(reply: Reply) -> tuple[object, ...]:
    words = sorted((option.isoformat(), choice) for option, choice in reply.choices.items())
    return (
        reply.at,
        reply.identity,
        reply.kind,
        reply.text,
        reply.rsvp or "",
        words,
        reply.attended or False,
    )
