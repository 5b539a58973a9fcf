"""Files that campaigns name, read without ever leaving the workspace."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

from outreach.core.errors import OutreachError
from outreach.core.fields import CONTROL
from outreach.core.spelling import nearest

Kind = Literal["template", "content", "attach"]
FOLDERS: Mapping[Kind, str] = {"template": "templates", "content": "campaigns", "attach": "campaigns"}
MAX_BYTES: Mapping[Kind, int] = {"template": 1_000_000, "content": 1_000_000, "attach": 20_000_000}
OURS = "var"
"""Where the ledger lies; nothing that people write names a file in it."""


class FileRefusedError(OutreachError):
    """A file that a campaign names is not there, too large, or outside of the workspace."""


class Files:
    """The files of one workspace, by what they are for and their path in the folder for that."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._complaints: dict[tuple[Kind, str], str] = {}
        self._names: dict[Kind, tuple[str, ...]] = {}

    def read_text(self, kind: Kind, relative: str) -> str:
        """The text of a file, without a byte-order mark.

        Raises:
            FileRefusedError: it is not there, too large, not UTF-8, or outside of the workspace.
        """
        try:
            return self.read_bytes(kind, relative).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FileRefusedError(f"`{relative}` is not UTF-8; save the file as UTF-8") from None

    def read_bytes(self, kind: Kind, relative: str) -> bytes:
        """The bytes of a file.

        Raises:
            FileRefusedError: it is not there, too large, or outside of the workspace.
        """
        path = self.path(kind, relative)
        try:
            with path.open("rb") as opened:
                content = opened.read(MAX_BYTES[kind] + 1)
        except OSError as error:
            raise FileRefusedError(f"`{relative}` cannot be read: {error.strerror}") from None
        if len(content) > MAX_BYTES[kind]:
            raise FileRefusedError(_too_large(kind, relative))
        return content

    def path(self, kind: Kind, relative: str) -> Path:
        """Where a file lies that may be read.

        Raises:
            FileRefusedError: it is not there, too large, or outside of the workspace.
        """
        if complaint := self.unsafe(kind, relative) or self._unreadable(kind, relative):
            raise FileRefusedError(complaint)
        return self.root / FOLDERS[kind] / relative

    def complaint(self, kind: Kind, relative: str) -> str:
        """Why a file cannot be read; empty when it can. The answer is kept."""
        if (kind, relative) not in self._complaints:
            found = self.unsafe(kind, relative) or self._unreadable(kind, relative)
            self._complaints[kind, relative] = found
        return self._complaints[kind, relative]

    def unsafe(self, kind: Kind, relative: str) -> str:
        """Why a path must not be followed, whether or not the file is there; empty when it may be."""
        path = PurePosixPath(relative)
        if not relative.strip() or CONTROL.search(relative):
            return "names no file"
        if path.is_absolute() or ".." in path.parts or "\\" in relative or ":" in path.parts[0]:
            return f"`{relative}` leads out of {FOLDERS[kind]}/; write a path inside it, with forward slashes"
        return ""

    def holds(self, path: Path) -> bool:
        """Whether a path, all links followed, is a file that people write: in the workspace, not hidden."""
        try:
            inside = path.resolve().relative_to(self.root)
        except (OSError, RuntimeError, ValueError):
            return False
        return inside.parts[:1] != (OURS,) and not any(part.startswith(".") for part in inside.parts)

    def names(self, kind: Kind) -> tuple[str, ...]:
        """Every file in the folder for that kind, by its path in it, sorted."""
        if kind not in self._names:
            self._names[kind] = tuple(sorted(self._listed(self.root / FOLDERS[kind])))
        return self._names[kind]

    def _listed(self, folder: Path) -> Iterator[str]:
        for above, _, names in os.walk(folder):
            yield from ((Path(above) / name).relative_to(folder).as_posix() for name in names)

    def _unreadable(self, kind: Kind, relative: str) -> str:
        path = self.root / FOLDERS[kind] / relative
        try:
            if not path.is_file():
                return self._missing(kind, relative, is_folder=path.is_dir())
            size = path.stat().st_size
        except OSError as error:
            return f"`{relative}` cannot be read: {error.strerror}"
        if not self.holds(path):
            return f"`{relative}` is a link that leads out of the workspace; put the file itself there"
        return _too_large(kind, relative) if size > MAX_BYTES[kind] else ""

    def _missing(self, kind: Kind, relative: str, *, is_folder: bool) -> str:
        if is_folder:
            return f"`{relative}` is a folder; name a file"
        what = "template" if kind == "template" else "file"
        hint = nearest(relative, self.names(kind)) or f"; there is no {FOLDERS[kind]}/{relative}"
        return f"unknown {what} `{relative}`{hint}"


def _too_large(kind: Kind, relative: str) -> str:
    return f"`{relative}` is larger than {MAX_BYTES[kind] // 1_000_000} MB"
