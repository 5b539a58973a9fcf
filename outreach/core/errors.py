"""Where something is written, what is wrong with it, and the errors that stop a command."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file that a person wrote.

    `file` is relative to the workspace, with forward slashes; lines and columns start at 1.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where every value and every key of one YAML document stands.

    A path is the keys and list indices that lead to a value: `("steps", 2, "when")`.
    """

    file: str
    values: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    def value(self, *path: str | int) -> Place:
        """Where the value at `path` starts; that of the nearest enclosing value when it is not written."""
        for length in range(len(path), -1, -1):
            if (spot := self.values.get(path[:length])) is not None:
                return Place(self.file, *spot)
        return Place(self.file)

    def key(self, *path: str | int) -> Place:
        """Where the key of the value at `path` stands; the value itself for a list item."""
        if (spot := self.keys.get(path)) is not None:
            return Place(self.file, *spot)
        return self.value(*path)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person wrote that cannot be understood: where, what, and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class OutreachError(Exception):
    """An error whose text is for the person at the keyboard: what was wrong, where, what to do."""

    exit_status: ClassVar[int] = 2


class NotUnderstoodError(OutreachError):
    """One or more files cannot be understood; carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UsageError(OutreachError):
    """The command cannot be carried out as it was given."""


class AnotherRunError(OutreachError):
    """Another run is in progress on this installation."""

    exit_status = 3


class LedgerError(OutreachError):
    """The ledger cannot be opened or written: read-only, full, newer, damaged."""
