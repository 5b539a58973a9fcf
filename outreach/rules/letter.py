"""A rule about e-mails: in which it looks, and how what it finds in each becomes findings."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.grace import deadline
from outreach.core.plan import Change
from outreach.rules.case import Case
from outreach.rules.rule import Rule
from outreach.rules.written import Text, WrittenLetter

OURS: frozenset[Change | None] = frozenset({"cancel", "withdraw"})
"""The news of an event whose words are all ours."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text, where, and what mends it; `level` where it is lower than the rule's own."""

    place: Place
    message: str
    fix: str
    level: Level | None = None


class LetterRule(Rule):
    """A rule that judges each e-mail that may still go out.

    Occasions that share a text share its finding.

    Source: ours.
    """

    level: ClassVar[Level] = Level.WARNING
    effect: ClassVar[Effect | None] = None
    moments: ClassVar[tuple[Moment, ...]] = (Moment.CHECK,)
    judges_notices: ClassVar[bool] = False
    """Whether it judges the words that call an event off or take an invitation back, which are ours."""

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding for each place in a template, however many occasions share it."""
        yield from findings(
            self,
            case,
            (
                (letter, fault)
                for letter in case.letters
                if may_still_go(case, letter) and (self.judges_notices or change_of(case, letter) not in OURS)
                for fault in self.faults(case, letter)
            ),
        )

    @abstractmethod
    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """Everything in a letter that breaks the rule."""


def findings(rule: Rule, case: Case, faults: Iterable[tuple[Text, Fault]]) -> Iterator[Finding]:
    """One finding for each fault of a step, however many of its occasions have it."""
    found: dict[tuple[str, Fault], set[str]] = {}
    for text, fault in faults:
        found.setdefault((text.step.id, fault), set()).update(_occasions(case, text))
    for (step, fault), occasions in found.items():
        yield rule.finding(
            case,
            fault.place,
            fault.message,
            fault.fix,
            step=step,
            occurrence=occasions.pop() if len(occasions) == 1 else "",
            level=fault.level,
        )


def _occasions(case: Case, text: Text) -> set[str]:
    """The occasions a text stands for: its own, or all where the step says the same each time."""
    if text.step.content or change_of(case, text):
        return {text.occurrence}
    alike = (touch for touch in case.touches if touch.step.id == text.step.id and not touch.change)
    return {text.occurrence, *(touch.occurrence for touch in alike)}


def change_of(case: Case, text: Text) -> Change | None:
    """The change or cancellation that a text tells of, if it does."""
    return next(
        (
            touch.change
            for touch in case.touches
            if touch.step.id == text.step.id and touch.occurrence == text.occurrence
        ),
        None,
    )


def may_still_go(case: Case, text: Text) -> bool:
    """Whether a text can still go out: what nobody can change any more is not found fault with.

    A text without words of its own for each occasion stands for all that are to come.
    """
    if case.moment is Moment.SEND:
        return True
    event = case.campaign.event
    called_off = event is not None and event.status == "cancelled"
    return any(
        deadline(touch, case.schedule, begun=True) >= case.now
        for touch in case.schedule.touches
        if touch.step.id == text.step.id
        and (touch.occurrence == text.occurrence or not text.step.content)
        and (touch.change in OURS or not called_off)
    )
