"""What a rule finds: a broken rule is a result, never an exception."""

from dataclasses import dataclass
from enum import StrEnum

from outreach.core.errors import Place


class Level(StrEnum):
    """How much a finding matters: an error stops something, a warning is shown, advice on request."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Effect(StrEnum):
    """What an error of a rule does."""

    HOLD = "hold"
    """The message is held, and released when the cause is mended."""
    SKIP = "skip"
    """This person is passed over; no follow-up."""
    WAIT = "wait"
    """It moves to a later moment."""
    REFUSE = "refuse"
    """`approve` refuses it; what was approved is never stopped."""


class Moment(StrEnum):
    """When a rule is looked at."""

    CHECK = "check"
    PLAN = "plan"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place.

    `campaign`, `step` and `occurrence` are empty where the finding is not about one. `message` names the
    numbers; `fix`, applied, makes the rule pass. `waived` is true when a valid waiver covers it, and `waiver`
    then says who let it off, until when and why. `networks` are those whose posts it is about; empty: all.
    """

    rule: str
    level: Level
    effect: Effect | None
    place: Place
    message: str
    fix: str
    source: str
    campaign: str = ""
    step: str = ""
    occurrence: str = ""
    waived: bool = False
    waiver: str = ""
    networks: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether it is an error that nobody has waived."""
        return self.level is Level.ERROR and not self.waived
