"""How the people of one touch share out: so many decided so, at this moment. Those alike are decided once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from outreach.actions.views import blanks
from outreach.core.deciding import GO, Matter, gate, likeness, settled
from outreach.core.history import Answers
from outreach.core.people import Contact
from outreach.core.plan import Decide, Decision, Touch

Share = tuple[datetime | None, Decision]
Cohort = tuple[int, Contact | None, Answers]
"""How many people are alike, and one of them with their answers (None for a post or a task)."""
Gap = Callable[[Matter, Contact], Decision | None]


def cohorts(touch: Touch, people: Iterable[tuple[Contact | None, Answers]]) -> tuple[Cohort, ...]:
    """The people of a touch by likeness: what decides about them, and what of them may be blank in a text."""
    counts: dict[tuple[object, ...], int] = {}
    examples: list[tuple[Contact | None, Answers]] = []
    for contact, answers in people:
        mark = likeness(touch, contact, answers)
        if contact is not None:
            mark += (*blanks(contact), contact.recruiter)
        known = counts.get(mark, 0)
        counts[mark] = known + 1
        if not known:
            examples.append((contact, answers))
    return tuple((count, *example) for count, example in zip(counts.values(), examples, strict=True))


def shares_of(
    matter: Matter, alike: Sequence[Cohort], now: datetime, held: Decision | None, gap: Gap | None = None
) -> dict[Share, int]:
    """How many people are decided how, at which moment; a row of nobody where there are none.

    `held` is why the touch cannot go to anybody, `gap` why it cannot go to one person. Who is meant by what
    waits for something of the past, as for who came, is not known yet: that is nobody too.
    """
    touch = matter.touch
    first, last = touch.begins, touch.due
    begins = now if first is None or first < now else first
    due = now if last is None or last < now else last
    whole = gate(matter, begins)
    if whole is not GO:
        unknown = touch.due is not None and whole.what is Decide.WAIT
        return {(touch.due, whole): 0 if unknown else sum(count for count, _, _ in alike)}
    shares: dict[Share, int] = {}
    for count, contact, answers in alike:
        decision, moment = settled(matter, contact, answers, begins)
        at: datetime | None = moment
        stopped = held or (gap(matter, contact) if gap is not None and contact is not None else None)
        if stopped is not None and decision.what is Decide.SEND:
            decision, at = stopped, touch.due
        share = (at, decision)
        shares[share] = shares.get(share, 0) + count
    return shares or {(due, held or GO): 0}
