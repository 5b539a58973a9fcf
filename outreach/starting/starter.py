"""The starter: a whole workspace that works, and copying it into a new folder."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from outreach import yamlfile
from outreach.core.campaign import Campaign
from outreach.core.errors import NotUnderstoodError, UsageError
from outreach.core.house import House
from outreach.core.people import Partnership
from outreach.starting.moving import Move, Written, move_to_coming_year
from outreach.starting.redating import redated, renamed

FOLDERS = ("campaigns", "config", "templates")
DATED = frozenset({".yaml", ".yml", ".md", ".txt"})
"""Files in which dates are moved; all others are copied as they are."""

IGNORED = (".env", "var/")
ENV = """\
# Secrets stand here and nowhere else: never show, send or commit this file.
# The key signs links and answers, and keeps the addresses of those who left: keep it as long as the database.
OUTREACH_SECRET_KEY={secret}
"""


def starter() -> Path:
    """The folder that holds the starter's `campaigns/`, `config/` and `templates/`.

    In an installed package it lies inside it; in a checkout it is the checkout itself.

    Raises:
        UsageError: it is nowhere.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "starter", package.parent):
        if (folder / "config" / "outreach.yaml").is_file():
            return folder
    raise UsageError("the starter workspace is missing from this installation; install outreach again")


def start(target: Path, today: date, secret: str) -> list[Path]:
    """Make `target` a new workspace: the starter with its dates in the coming year, and its secret key.

    Nothing that exists is overwritten; a `.gitignore` that stands there already gets the lines it lacks.

    Args:
        target: a folder; it may hold other things, but no workspace.
        today: the local day on which the workspace begins.
        secret: the key for `.env`, of letters, digits, `-` and `_` only.

    Returns:
        The files written, relative to `target`, in order.

    Raises:
        UsageError: a workspace or one of the files stands there already, or the folder cannot be written.
    """
    if not re.fullmatch(r"[\w-]+", secret, re.ASCII):
        raise ValueError("the secret key may hold letters, digits, `-` and `_` only")
    source = starter()
    move = move_to_coming_year(understood(source), today)
    files = {name: _content(path, relative, move) for path, relative, name in _files(source, move)}
    try:
        _refuse(target, [*files, ".env"])
        for name, content in files.items():
            _write(target / name, content)
        _write(target / ".env", ENV.format(secret=secret).encode(), 0o600)
        _ignore(target / ".gitignore")
    except OSError as error:
        raise UsageError(
            f"{error.filename or target} cannot be written: {error.strerror}; choose another folder"
        ) from None
    return sorted(map(Path, (*files, ".env", ".gitignore")))


def moved_along(text: str, today: date) -> str:
    """A text that speaks of the starter's days, moved as `start` moves the starter on that day."""
    move = move_to_coming_year(understood(starter()), today)
    return redated(text, move) if move.by else text


def _files(source: Path, move: Move) -> Iterator[tuple[Path, str, str]]:
    """Each file of the starter: where it is, its path below its folder, and its name in the new workspace."""
    for folder in FOLDERS:
        top = source / folder
        for path in sorted(top.rglob("*")):
            relative = path.relative_to(top)
            if path.is_file() and not any(part.startswith((".", "__")) for part in relative.parts):
                name = relative.as_posix()
                yield path, name, f"{folder}/{renamed(name, move) if folder == 'campaigns' else name}"


def _content(path: Path, relative: str, move: Move) -> bytes:
    content = path.read_bytes()
    if not move.by or path.suffix not in DATED:
        return content
    own = move.files[relative][1] if relative in move.files else None
    return redated(content.decode(), move, own).encode()


def _refuse(target: Path, names: list[str]) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder for the new workspace")
    for sign in ("campaigns", "config/outreach.yaml"):
        if (target / sign).exists():
            raise UsageError(
                f"{target} is a workspace already: it holds {sign}; nothing was changed. "
                "Choose a new folder, or add to this one with `outreach new`"
            )
    for name in names:
        if os.path.lexists(target / name):
            raise UsageError(
                f"{target / name} exists already; nothing was changed. Move it away, or choose a new folder"
            )


def _write(path: Path, content: bytes, mode: int = 0o666) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as opened:
        opened.write(content)


def _ignore(path: Path) -> None:
    """Keep secrets and data out of version control."""
    kept = path.read_text("utf-8") if path.exists() else ""
    lacking = [line for line in IGNORED if line not in kept.split()]
    if kept and not kept.endswith("\n"):
        kept += "\n"
    path.write_text(kept + "".join(f"{line}\n" for line in lacking), "utf-8")


def understood(source: Path) -> Written:
    """What a workspace says.

    Raises:
        NotUnderstoodError: a file is no YAML.
        pydantic.ValidationError: something in a file cannot be understood.
    """
    house = House.model_validate(_documents(source, "config/outreach.yaml")[0].data)
    partnerships = _documents(source, "config/partnerships.yaml")[0].data
    return Written(
        house,
        {key: Partnership.model_validate(value) for key, value in partnerships.items()},
        [
            Campaign.written(document.data, document.places)
            for path in sorted((source / "campaigns").glob("*.yaml"))
            for document in _documents(source, f"campaigns/{path.name}")
        ],
    )


def _documents(source: Path, file: str) -> tuple[Any, ...]:
    documents = yamlfile.read(source / file, file)
    problems = [problem for document in documents for problem in document.problems]
    if problems:
        raise NotUnderstoodError(*problems)
    return documents
