"""How the figures of a report are said, on the page and on the screen alike."""

from collections.abc import Iterator
from datetime import date

from outreach.actions.report.faith import Leaving, Promise, PromiseKind, Responses, Silence
from outreach.actions.report.figures import Delivered, Meeting, Reach, Report
from outreach.core.history import Status
from outreach.core.links import NETWORK_NAMES
from outreach.core.people import Standing

WHY_LEFT: dict[Standing, str] = {
    Standing.UNSUBSCRIBED: "unsubscribed",
    Standing.COMPLAINED: "complained",
    Standing.BOUNCED: "address gone",
}
PROMISES: dict[PromiseKind, str] = {
    "update": "Updates every two months",
    "invitation": "Invitations in good time",
    "recap": "Recaps within a week",
    "poll": "Polls settled in days",
}
ENDED: dict[Status, str] = {
    Status.FAILED: "failed",
    Status.MISSED: "missed",
    Status.SKIPPED: "passed over",
    Status.UNKNOWN: "not known whether they left",
    Status.HELD: "held back",
}
DAY_HOURS = 24
DASH = "\N{EN DASH}"
"""Stands in a column of numbers where there is none."""


def number(count: int) -> str:
    """`1,871`."""
    return f"{count:,}"


def percent(share: float | None) -> str:
    """`34%`, `0.1%` below one; a dash where there is nothing to share."""
    if share is None:
        return DASH
    few = 0 < share < 0.0095  # noqa: PLR2004 - what would else be rounded to nothing or to a hundredth
    return f"{share:.1%}" if few else f"{share:.0%}"


def share_of(part: int, whole: int) -> str:
    """` (34%)`; nothing where there is nothing to share."""
    return f" ({percent(part / whole)})" if whole else ""


def part_of(part: int, whole: int, one: str, many: str = "") -> str:
    """`35 of 103 people`."""
    return f"{number(part)} of {counted(whole, one, many)}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 person`, `2 people`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(when: date, *, year: bool = True) -> str:
    """`12 July 2027`."""
    return f"{when.day} {when:%B}{f' {when.year}' if year else ''}"


def short_day(when: date) -> str:
    """`12 Jul 2027`."""
    return f"{when.day} {when:%b} {when.year}"


def elapsed(hours: float | None) -> str:
    """Time by the clock: `40 minutes`, `5.5 hours`, `3.2 days`."""
    if hours is None:
        return DASH
    if hours < 1:
        return counted(round(hours * 60), "minute")
    return _amount(hours, "hour") if hours < 2 * DAY_HOURS else _amount(hours / DAY_HOURS, "day")


def business(hours: float, of_a_day: float) -> str:
    """Business time: `40 minutes`, `5.5 business hours`, `3.2 business days`."""
    if hours < 1:
        return counted(round(hours * 60), "minute")
    if hours < of_a_day:
        return _amount(hours, "business hour")
    return _amount(hours / of_a_day, "business day")


def period(first: date, last: date) -> str:
    """`23 November 2026 to 22 November 2027`."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def reach(found: Reach) -> Iterator[str]:
    """How far messages went, in sentences."""
    yield f"{counted(found.reached, 'person', 'people')} got at least one e-mail."
    yield f"Of the {number(found.may_be_written_to)} who may be written to now, {_all_or(found)} were."
    if found.businesses:
        businesses = part_of(found.businesses_reached, found.businesses, "business", "businesses")
        share = share_of(found.businesses_reached, found.businesses)
        yield f"{businesses} had somebody among them{share}."
    if found.posts:
        each = ", ".join(f"{NETWORK_NAMES.get(name, name)} {count}" for name, count in found.posts.items())
        yield f"{counted(sum(found.posts.values()), 'post')} went out: {each}."
    if found.calls:
        yield f"{counted(found.calls, 'telephone call was', 'telephone calls were')} asked for."


def _all_or(found: Reach) -> str:
    return "all" if found.reached_of_those == found.may_be_written_to else number(found.reached_of_those)


def delivery(found: Delivered) -> Iterator[str]:
    """What became of e-mails, in sentences; what there is none of is left out."""
    back = f", {number(found.bounced)} came back ({percent(found.bounce_rate)})" if found.bounced else ""
    yield f"{counted(found.sent, 'e-mail')} sent{back}."
    rest = [f"{number(found.counts[each])} {said}" for each, said in ENDED.items() if found.counts.get(each)]
    if found.waiting:
        rest.append(f"{number(found.waiting)} still to go")
    if rest:
        yield f"Beside those, {', '.join(rest)}."


def leaving(found: Leaving) -> str:
    """How many left, and why."""
    if not found.counts:
        return "Nobody left, and no address was lost."
    counts = found.counts
    why = [f"{number(counts[each])} {said}" for each, said in WHY_LEFT.items() if counts.get(each)]
    lost = counted(sum(counts.values()), "person", "people")
    return f"{lost} can be written to no more: {', '.join(why)}."


def replies(report: Report) -> Iterator[str]:
    """Who replied, in sentences."""
    heard = report.heard
    if heard.written_to:
        people = part_of(heard.replied_of_them, heard.written_to, "person", "people")
        yield f"{people} written to replied{share_of(heard.replied_of_them, heard.written_to)}."
    else:
        yield "Nobody was written to."
    if report.hours_to_reply is not None:
        yield f"Half of those who answered an invitation did so within {elapsed(report.hours_to_reply)}."


def meeting(found: Meeting) -> Iterator[str]:
    """Who was hoped for, who said what, and who came, in sentences."""
    if found.state == "called off":
        yield "It was called off."
        return
    hoped = f" of {number(found.hoped_for)} hoped for" if found.hoped_for else ""
    if found.recorded:
        share = f" ({percent(found.target_rate)})" if found.hoped_for else ""
        businesses = counted(found.businesses_came, "business", "businesses")
        yield f"{businesses} came{hoped}{share}, {counted(found.came, 'person', 'people')} in all."
        shown = found.accepted - found.no_shows
        walked = f"; {number(found.walk_ins)} came uninvited" if found.walk_ins else ""
        accepted = part_of(shown, found.accepted, "person", "people")
        yield f"{accepted} who accepted came{share_of(shown, found.accepted)}{walked}."
    else:
        businesses = counted(found.businesses_accepted, "business", "businesses")
        yield f"{businesses}{hoped} accepted. {_not_recorded(found)}"
    yield (
        f"{number(found.invited)} invited: {number(found.accepted)} accepted, {number(found.tentative)} may "
        f"come, {number(found.declined)} declined, {number(found.no_answer)} no answer."
    )


def _not_recorded(found: Meeting) -> str:
    return "It is still to come." if found.state == "ahead" else "Who came has not been recorded."


def promise(found: Promise) -> str:
    """One thing that was owed: what, by when, and what became of it."""
    if found.done is None:
        ended = "still to come" if found.verdict == "open" else _never(found)
    else:
        ended = f"{_did(found)} {day(found.done)}"
        if found.verdict == "broken":
            ended += f", {counted((found.done - found.due).days, 'day')} late"
    waived = f" (waived: {found.rule})" if found.waived and found.verdict == "broken" else ""
    after = f", after {day(found.start)}" if found.kind == "update" else ""
    return f"{found.about}{after}: due by {day(found.due)}, {ended}{waived}"


def _did(found: Promise) -> str:
    return "settled" if found.kind == "poll" else "went out"


def _never(found: Promise) -> str:
    return "not settled" if found.kind == "poll" else "nothing went out"


def responses(found: Responses) -> Iterator[str]:
    """How long people waited for our answers, in sentences."""
    wanted = found.answered + found.open
    if not wanted:
        yield "Nothing came in that wanted an answer."
        return
    messages = part_of(found.answered, wanted, "message")
    yield f"{messages} that wanted an answer got one{share_of(found.answered, wanted)}."
    if found.median is not None and found.ninth is not None:
        half, most = business(found.median, found.day), business(found.ninth, found.day)
        yield f"Half within {half}, nine of ten within {most}."
    if found.later:
        yield f"{number(found.later)} took longer than two business days."
    if found.open:
        since = f", the oldest since {day(found.oldest_open)}" if found.oldest_open else ""
        overdue = f"{number(found.overdue)} for more than two business days"
        yield f"{number(found.open)} still open, {overdue}{since}."


def silence(found: Silence) -> str:
    """How many say nothing."""
    if not found.written_to:
        return "Nobody has had two messages or more."
    key = f" {counted(found.key, 'of them is a key person', 'of them are key people')}." if found.key else ""
    asked = part_of(found.silent, found.written_to, "person", "people")
    share = share_of(found.silent, found.written_to)
    return f"{asked} who had two messages or more neither replied nor came to an event{share}.{key}"


def _amount(size: float, one: str) -> str:
    """`1 hour`, `1.5 hours`, `12 hours`."""
    shown = f"{size:.1f}".removesuffix(".0") if size < 10 else f"{size:.0f}"  # noqa: PLR2004 - two digits
    return f"{shown} {one}{'' if shown == '1' else 's'}"
