"""A workspace as it was read, and where its own files lie."""

from dataclasses import dataclass
from pathlib import Path

from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.core.house import House
from outreach.core.resembling import Common
from outreach.settings import Settings
from outreach.settings import load as load_settings
from outreach.workspace import Workspace
from outreach.workspace import load as load_workspace
from outreach.workspace.faq import read_faq
from outreach.workspace.shelf import FolderShelf
from outreach.workspace.stamp import Stamp, stamp

PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Room:
    """A workspace as it was read: settings, campaigns, and everything that could not be understood."""

    root: Path
    settings: Settings
    workspace: Workspace
    house: House
    stamp: Stamp

    def is_as_read(self) -> bool:
        """Whether the files still say what was read."""
        return stamp(self.root) == self.stamp

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be understood in campaigns and partnerships."""
        return tuple(self.workspace.problems)


def room(root: Path) -> Room:
    """Read a workspace.

    Raises:
        NotUnderstoodError: the settings cannot be understood, so that nothing can be done.
    """
    before, settings = stamp(root), load_settings(root)
    if settings.house is None or settings.problems:
        missing = Problem(Place("config/outreach.yaml"), "the settings cannot be read")
        raise NotUnderstoodError(*(settings.problems or (missing,)))
    return Room(root, settings, load_workspace(root), settings.house, before)


def spool(root: Path) -> FolderShelf:
    """Where what SendGrid hands over lies until it is stored."""
    return FolderShelf(root / "var" / "spool", PRIVATE)


def outbox_folder(place: Room) -> Path:
    """Where the outbox of a workspace lies."""
    return place.root / "var" / "outbox"


def faq(place: Room) -> tuple[Common, ...]:
    """The common questions of a workspace, and their answers.

    Raises:
        NotUnderstoodError: their file cannot be understood.
    """
    return read_faq(place.root)
