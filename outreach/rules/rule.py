"""What a rule is: a small class whose docstring is what a convener reads."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from typing import ClassVar, Self, overload

from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.house import House
from outreach.rules.case import Case

_NOTHING: Mapping[str, int] = {}


class Threshold:
    """A number that a rule goes by: its default, and how far a workspace may move it.

    `at_least` and `at_most` are the house rule itself: within them a workspace may be as strict as it likes,
    outside them only a waiver helps. Read through a rule it is the number in force.
    """

    __slots__ = ("at_least", "at_most", "default", "name")

    def __init__(self, default: int, *, at_least: int, at_most: int) -> None:
        self.default, self.at_least, self.at_most = default, at_least, at_most
        self.name = ""

    def __set_name__(self, owner: type["Rule"], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, rule: None, owner: type["Rule"]) -> Self: ...
    @overload
    def __get__(self, rule: "Rule", owner: type["Rule"]) -> int: ...
    def __get__(self, rule: "Rule | None", owner: type["Rule"]) -> Self | int:
        if rule is None:
            return self
        value = rule.settings.get(self.name, self.default)
        return value if self.allows(value) else self.default

    def allows(self, value: int) -> bool:
        """Whether a workspace may set it to this."""
        return self.at_least <= value <= self.at_most

    @property
    def allowed(self) -> str:
        """What a workspace may write, in words: `from 28 to 365`."""
        return f"from {self.at_least} to {self.at_most}"


class Rule(ABC):
    """One rule of the house.

    The first paragraph of a rule's docstring is the rule, those between are why, the one that starts with
    `Source:` says where it comes from. `bad` and `good` are what a person might write, as YAML (without the
    campaign's head) or as a post, and run as tests. `level` is the highest a finding of it has.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    level: ClassVar[Level]
    effect: ClassVar[Effect | None]
    moments: ClassVar[tuple[Moment, ...]]
    bad: ClassVar[str]
    good: ClassVar[str]
    says: ClassVar[str]
    why: ClassVar[str]
    source: ClassVar[str]
    thresholds: ClassVar[tuple[Threshold, ...]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        parts = [" ".join(part.split()) for part in cleandoc(cls.__doc__ or "").split("\n\n")]
        lead, *others = parts
        why = " ".join(others)
        why, _, source = why.partition("Source: ")
        cls.says, cls.why, cls.source = lead, why.strip(), source.rstrip(".")
        cls.thresholds = tuple(each for each in vars(cls).values() if isinstance(each, Threshold))

    def __init__(self, settings: Mapping[str, int] = _NOTHING) -> None:
        self.settings = settings

    @classmethod
    def of(cls, house: House) -> Self:
        """The rule as strict as this house wants it."""
        return cls(house.rules.get(cls.code, _NOTHING))

    @abstractmethod
    def check(self, case: Case) -> Iterator[Finding]:
        """Everything in the case that breaks the rule, waivers not considered."""

    def finding(self, case: Case, place: Place, message: str, fix: str, *,  # noqa: PLR0913 - as many as it has
                step: str = "", occurrence: str = "", level: Level | None = None,
                networks: tuple[str, ...] = ()) -> Finding:  # fmt: skip
        """A finding of this rule; `level` where it is lower than the rule's own, `networks` of some posts."""
        return Finding(
            self.code, level or self.level, self.effect, place, message, fix, self.source,
            case.campaign.id, step, occurrence, networks=networks,
        )  # fmt: skip
