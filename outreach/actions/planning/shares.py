"""How the people of one touch share out: so many decided so, at this moment. Those alike are decided once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from outreach.actions.composing.views import blanks
from outreach.core.deciding import Matter, gate, likeness, settled
from outreach.core.history import Answers
from outreach.core.people import Contact
from outreach.core.plan import GO, Decide, Decision

Share = tuple[datetime | None, Decision]
Decided = tuple[Decision, tuple[Share, ...]]
"""What is decided about a whole touch, and then about each cohort."""
Gap = Callable[[Matter, Contact], Decision | None]


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who are decided alike: one of them with their answers, and the ids of all.

    `contact` is None and `members` holds one empty id for a post or a task. `enrolled` is when they were
    written down for it (UTC), if they are.
    """

    contact: Contact | None
    answers: Answers
    members: tuple[str, ...]
    enrolled: datetime | None = None

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.members)


def cohorts(
    matter: Matter,
    people: Iterable[tuple[Contact | None, Answers]],
    enrolled: Mapping[str, datetime | None] = MappingProxyType({}),
) -> tuple[Cohort, ...]:
    """The people of a touch by likeness: what decides about them, and what of them may be blank in a text.

    `enrolled` are the moments at which some of them were written down for it, by id.
    """
    members: dict[tuple[object, ...], list[str]] = {}
    examples: list[tuple[Contact | None, Answers]] = []
    for contact, answers in people:
        mark = likeness(matter, contact, answers)
        if contact is not None:
            mark += (enrolled.get(contact.id), answers.rsvp, *blanks(contact), contact.recruiter)
        known = members.setdefault(mark, [])
        if not known:
            examples.append((contact, answers))
        known.append(contact.id if contact is not None else "")
    return tuple(
        Cohort(*example, tuple(alike), enrolled.get(alike[0]))
        for example, alike in zip(examples, members.values(), strict=True)
    )


def decided(
    matter: Matter, alike: Sequence[Cohort], now: datetime, held: Decision | None, gap: Gap | None = None
) -> Decided:
    """What is decided about each cohort, and the moment.

    `held` is why the touch cannot go to anybody, `gap` why it cannot go to one person.
    """
    first = matter.touch.begins
    begins = now if first is None or first < now else first
    whole = gate(matter, begins)
    if whole is not GO:
        return whole, tuple((matter.touch.due, whole) for _ in alike)
    return whole, tuple(_settled(matter, each, begins, held, gap) for each in alike)


def shares_of(matter: Matter, alike: Sequence[Cohort], known: Decided, now: datetime,
              held: Decision | None) -> Mapping[Share, int]:  # fmt: skip
    """How many people are decided how, at which moment; a row of nobody where there are none.

    Who is meant by what waits for something of the past, as for who came, is not known yet: that is nobody
    too.
    """
    touch, (whole, each) = matter.touch, known
    if whole is not GO:
        unknown = touch.due is not None and whole.what is Decide.WAIT
        return {(touch.due, whole): 0 if unknown else sum(cohort.count for cohort in alike)}
    shares: dict[Share, int] = {}
    for cohort, share in zip(alike, each, strict=True):
        shares[share] = shares.get(share, 0) + cohort.count
    due = now if touch.due is None or touch.due < now else touch.due
    return shares or {(due, held or GO): 0}


def _settled(
    matter: Matter, cohort: Cohort, begins: datetime, held: Decision | None, gap: Gap | None
) -> Share:
    decision, moment = settled(matter, cohort.contact, cohort.answers, begins)
    stopped = held or (
        gap(matter, cohort.contact) if gap is not None and cohort.contact is not None else None
    )
    if stopped is not None and decision.what is Decide.SEND:
        return matter.touch.due, stopped
    return moment, decision
