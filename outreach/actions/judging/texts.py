"""Whether a step's text can be made, is approved, and is agreed to: looked at once for each occurrence."""

from outreach.actions.agenda import Agenda
from outreach.actions.composing.compose import Composer, NotWrittenError, key_of
from outreach.actions.composing.views import NAMELESS, blanks
from outreach.actions.composing.wording import Wording, agreed, wording
from outreach.actions.judging.judge import Judged
from outreach.core.deciding import Matter, begun
from outreach.core.errors import NotUnderstoodError, OutreachError, Problem
from outreach.core.people import Contact
from outreach.core.plan import Decide, Decision, Touch

UNTOLD = "E006"
"""The rule that nothing is missing from a text."""
Mark = tuple[object, ...]


class Texts:
    """The texts of one agenda; each wording is worked out once.

    `problems` are what stands in the way of those that cannot be made for anybody, in order.
    """

    def __init__(self, composer: Composer, laid: Agenda) -> None:
        self._composer, self._laid = composer, laid
        self._wordings: dict[Mark, Wording | OutreachError] = {}
        self._whole: dict[Mark, bool] = {}
        self._gaps: dict[Mark, Decision | None] = {}
        self.problems: dict[Problem, None] = {}

    def wording(self, matter: Matter) -> Wording:
        """The wording of a step and occurrence on all its channels.

        Raises:
            NotUnderstoodError, NotWrittenError: it cannot be made.
        """
        mark = matter.touch.name[:3]
        if mark not in self._wordings:
            try:
                touches = channels_of(self._laid, matter.touch)
                self._wordings[mark] = wording(self._composer, touches, matter.schedule, matter.history)
            except NotWrittenError as error:
                self._wordings[mark] = error
            except NotUnderstoodError as error:
                self._wordings[mark] = error
                self.problems |= dict.fromkeys(error.problems)
        found = self._wordings[mark]
        if isinstance(found, OutreachError):
            raise found
        return found

    def broken(self, matter: Matter) -> Decision | None:
        """Why a text cannot be made for anybody, if it cannot."""
        try:
            self.wording(matter)
        except OutreachError as error:
            return _held(error)
        return None

    def broken_for(self, matter: Matter, contact: Contact) -> Decision | None:
        """Why a text cannot be made for this person, if it cannot: something it says of them is not known.

        It depends only on which of their details are blank, so that people alike are tried once.
        """
        touch = matter.touch
        if touch.step.send in ("post", "task"):
            return None
        step = touch.name[:3]
        if step not in self._whole:
            self._whole[step] = self._tried(matter, NAMELESS) is None
        if self._whole[step]:
            return None
        recruiter = self._composer.context.somebody(contact.recruiter)
        mark = (*step, blanks(contact), recruiter and blanks(recruiter))
        if mark not in self._gaps:
            self._gaps[mark] = self._tried(matter, contact)
        return self._gaps[mark]

    def approved(self, matter: Matter) -> bool:
        """Whether somebody approved this exact wording, or nobody needs to."""
        world, touch = self._composer.world, matter.touch
        if world.assumed or world.house.approval == "none":
            return True
        kept = matter.history.approvals.get((touch.step.id, touch.occurrence))
        try:
            return kept is not None and kept.fingerprint == self.wording(matter).fingerprint
        except OutreachError:
            return False

    def unagreed(self, matter: Matter) -> tuple[str, ...]:
        """The signers who have not agreed to this text yet (L008)."""
        try:
            return agreed(self._composer, matter.touch, matter.schedule, matter.history)
        except OutreachError:
            return ()

    def _tried(self, matter: Matter, contact: Contact) -> Decision | None:
        try:
            key = key_of(matter.touch, contact.id)
            if matter.touch.step.send == "call":
                self._composer.call(matter.touch, matter.schedule, contact)
            else:
                self._composer.letter(matter.touch, matter.schedule, contact, key, strict=True)
        except OutreachError as error:
            return _held(error)
        return None


def _held(error: OutreachError) -> Decision:
    if isinstance(error, NotWrittenError):
        return Decision(Decide.HOLD, f"campaigns/{error.path} is not written yet", UNTOLD)
    return Decision(Decide.HOLD, str(error).splitlines()[0], UNTOLD)


def held_by(judged: Judged, matter: Matter, *, approval_needed: bool) -> Decision | None:
    """The rule that holds a touch, if one does.

    What `approve` would refuse holds all steps where nobody approves, while none has gone out.
    """
    finding = judged.holding(matter.touch)
    if finding is None and not approval_needed and nothing_sent(matter):
        finding = judged.refusing()
    return None if finding is None else Decision(Decide.HOLD, finding.message, finding.rule)


def nothing_sent(matter: Matter) -> bool:
    """Whether nothing of the campaign has left the house yet."""
    return not any(map(begun, matter.history.progress.values()))


def channels_of(laid: Agenda, touch: Touch) -> list[Touch]:
    """All channels of the same step and occurrence, which are approved together."""
    return [
        each
        for each in laid.schedules[touch.campaign.id].touches
        if each.step is touch.step and each.occurrence == touch.occurrence
    ]
