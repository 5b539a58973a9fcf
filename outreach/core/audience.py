"""Who a step goes to: its table, the words of `to:`, named people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from outreach.core.campaign import Campaign, Step
from outreach.core.history import SILENT, Answers, History
from outreach.core.people import Contact, Selection
from outreach.core.plan import Touch

NOBODY: Final = Selection()

ANSWERED: Final[Mapping[str, Callable[[Answers], bool]]] = {
    "replied": lambda answers: answers.replied,
    "not_replied": lambda answers: not answers.replied,
    "accepted": lambda answers: answers.rsvp == "accepted",
    "declined": lambda answers: answers.rsvp == "declined",
    "not_declined": lambda answers: answers.rsvp != "declined",
    "voted": lambda answers: answers.voted,
    "not_voted": lambda answers: not answers.voted,
    "attended": lambda answers: answers.attended is True,
    "absent": lambda answers: answers.attended is not True,
}
"""What each word of `to:` asks of a person's answers in the campaign."""


@dataclass(frozen=True, slots=True)
class Audience:
    """The people a step is meant for, before anything is asked of their answers.

    Either `ids` (named people), or everybody in `chosen` who is not in `without`. `recruiters` tells that
    the recruiters of those people are meant rather than the people.
    """

    ids: frozenset[str] | None = None
    chosen: Selection = NOBODY
    without: Selection = NOBODY
    recruiters: bool = False

    def __contains__(self, contact: object) -> bool:
        """Whether that contact is one of them (for recruiters: one of those who are recruited)."""
        if not isinstance(contact, Contact):
            return False
        if self.ids is not None:
            return contact.id in self.ids
        return contact in self.chosen and contact not in self.without


def audience(touch: Touch) -> Audience:
    """Who a touch is meant for. Support partners at the inner table are not asked to the outer one too.

    A selection in `to:` stands for the campaign's audience; whom that excludes it cannot bring back.
    """
    step, campaign = touch.step, touch.campaign
    if isinstance(step.to, Selection):
        excluded = campaign.audience.exclude if campaign.audience else None
        return Audience(chosen=step.to, without=excluded or NOBODY)
    if step.named:
        return Audience(ids=frozenset(step.named))
    if "signers" in step.words:
        return Audience(ids=frozenset(campaign.event.signed_by if campaign.event else ()))
    if "key_people" in step.words and campaign.poll:
        return Audience(ids=frozenset(campaign.poll.key_people))
    if "owners" in step.words:
        owners = (each.who for each in campaign.commitments if touch.subject in ("", each.id))
        return Audience(ids=frozenset(owners))
    return _table(campaign, step)


def _table(campaign: Campaign, step: Step) -> Audience:
    inner = campaign.audience or NOBODY
    recruiters = "recruiters" in step.words
    if step.table == "inner_table":
        return Audience(chosen=inner, recruiters=recruiters)
    outer = campaign.event.outer_table if campaign.event else None
    return Audience(chosen=outer.audience if outer else NOBODY, without=inner, recruiters=recruiters)


def answers_wanted(touch: Touch, contact: Contact, answers: Answers) -> bool:
    """Whether a person's answers are those that the words of `to:` ask for."""
    words = touch.step.words
    for asked in _asked(words):
        if not asked(answers):
            return False
    return "key_people" not in words or _is_key(touch.campaign, contact)


@lru_cache
def _asked(words: frozenset[str]) -> tuple[Callable[[Answers], bool], ...]:
    return tuple(ANSWERED[word] for word in words if word in ANSWERED)


def _is_key(campaign: Campaign, contact: Contact) -> bool:
    return contact.id in campaign.poll.key_people if campaign.poll else contact.key


def waits_for_attendance(touch: Touch, history: History) -> bool:
    """Whether it is for those who came, or did not, and nobody has recorded who came."""
    return not history.attendance and bool(touch.step.words & {"attended", "absent"})


def answers_of(history: History, contact: Contact) -> Answers:
    """What that person has answered in the campaign."""
    return history.answers.get(contact.id, SILENT)
