"""What a check has to say, whatever form it takes."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from outreach.core.errors import Place, Problem
from outreach.core.finding import Finding

STANDARD_INPUT = "-"
"""The file of a text that was pasted."""


@dataclass(frozen=True, slots=True)
class Report:
    """What cannot be understood, what the rules find, and the exit status."""

    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit_status: int = 0

    def seen_from(self, here: Path, folder: Path) -> Self:
        """The same with the files of `folder` named as they are seen from `here`.

        A workspace may be one folder of a repository, and what reads the report knows the repository only. A
        file that lies outside of `here` keeps its name.
        """
        return replace(
            self,
            problems=tuple(replace(each, place=_seen(each.place, here, folder)) for each in self.problems),
            findings=tuple(replace(each, place=_seen(each.place, here, folder)) for each in self.findings),
        )


def _seen(place: Place, here: Path, folder: Path) -> Place:
    if place.file in ("", STANDARD_INPUT):
        return place
    path = (folder / place.file).resolve()
    try:
        return replace(place, file=path.relative_to(here.resolve()).as_posix())
    except ValueError:
        return place
