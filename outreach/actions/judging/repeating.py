"""Repeating: what has been said before, so that nobody reads the same twice (S008, E008)."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.actions.composing.compose import Composer, key_of
from outreach.actions.composing.views import SPECIMEN
from outreach.core.deciding import Matter, begun
from outreach.core.errors import OutreachError
from outreach.core.plan import Schedule, Touch
from outreach.ports import Said
from outreach.rules.case import Posted, Repeat

LONG_AGO = timedelta(days=366)
"""How far back anything said is looked at; the rules' own numbers are smaller."""


def said(composer: Composer, touch: Touch, schedule: Schedule, at: datetime) -> Said | None:
    """What a touch says, for the ledger; None for what is neither a post nor an e-mail.

    Raises:
        NotUnderstoodError, NotWrittenError: it cannot be made.
    """
    names = (touch.campaign.id, touch.step.id, touch.occurrence, touch.channel)
    if touch.step.send == "post":
        text = composer.post(touch, schedule).text
        return Said(*names, _digest(text), text, at)
    if touch.step.is_mail:
        return Said(*names, _words(composer, touch, schedule), "", at)
    return None


@dataclass(slots=True)
class Before:
    """What was said before `now` (UTC), read from the ledger where it is asked for."""

    composer: Composer
    now: datetime
    _orphans: Sequence[Said] | None = None
    _digests: dict[tuple[str, ...], str] = field(default_factory=dict)

    def posted(self) -> tuple[Posted, ...]:
        """What stands on the networks by now, what this pass has posted included."""
        found = self.composer.world.ledger.posted_since(self.now - LONG_AGO)
        return tuple(
            Posted(each.campaign, each.step, each.occurrence, each.channel, each.text, each.at)
            for each in found
        )

    def repeat(self, matter: Matter, people: Callable[[], Iterable[str]]) -> Repeat | None:
        """Whether an e-mail that nobody has yet says what a step now in no file said.

        Args:
            matter: the touch.
            people: the ids of those it is meant for.
        """
        touch = matter.touch
        has_begun = matter.progress is not None and begun(matter.progress)
        if not touch.step.is_mail or touch.change is not None or has_begun:
            return None
        orphans = self._said_by_nobody()
        if not orphans:
            return None
        same = [each for each in orphans if each.digest == self._digest_of(touch, matter.schedule)]
        if not same:
            return None
        meant, ledger, newest = frozenset(people()), self.composer.world.ledger, same[-1]
        had = {
            contact.id
            for each in same
            for contact in ledger.reached(each.campaign, each.step, each.occurrence)
            if contact.id in meant
        }
        return Repeat(newest.campaign, newest.step, newest.at, len(had)) if had else None

    def _said_by_nobody(self) -> Sequence[Said]:
        """What was said in e-mails by steps that are in no file any more.

        While a file cannot be read, only steps of campaigns that can are known to be gone.
        """
        if self._orphans is None:
            world = self.composer.world
            steps = ((each.id, step) for each in world.campaigns for step in each.steps)
            written = {(name, known) for name, step in steps for known in (step.id, step.was)}
            readable = {each.id for each in world.campaigns}
            unreadable = any(each.place.file.startswith("campaigns") for each in world.problems)
            self._orphans = [
                each
                for each in world.ledger.said_since(self.now - LONG_AGO)
                if each.channel == "email" and (each.campaign, each.step) not in written
                if not unreadable or each.campaign in readable
            ]
        return self._orphans

    def _digest_of(self, touch: Touch, schedule: Schedule) -> str:
        """The digest of what a touch says; empty where it cannot be made."""
        mark = touch.name
        if mark not in self._digests:
            try:
                self._digests[mark] = _words(self.composer, touch, schedule)
            except OutreachError:
                self._digests[mark] = ""
        return self._digests[mark]


def _words(composer: Composer, touch: Touch, schedule: Schedule) -> str:
    """The digest of an e-mail as the reader who stands for all reads it: no link in it is signed."""
    letter = composer.letter(touch, schedule, SPECIMEN, key_of(touch, SPECIMEN.id))
    return _digest(f"{letter.subject}\n\n{letter.text}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
