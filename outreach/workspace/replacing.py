"""Files written whole or not at all."""

import fcntl
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

NEW = 0o644
"""Who may read a file that was not there before: everybody, as a web server must."""


def replace_file(path: Path, content: bytes, *, new: int = NEW) -> None:
    """Put another content in a file's place; a power cut leaves the old one or the new one.

    The file keeps its mode (`new` is that of one that was not there before), a link stays a link to the file
    that it leads to, and the disk has the new content when this returns.

    Raises:
        OSError: it cannot be written; the old content stands.
    """
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else new
    beside = path.with_name(f".{path.name}.part")
    with _alone(beside) as file:
        try:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink()
            raise
    _keep_name(path.parent)


def _alone(path: Path) -> BinaryIO:
    """That file, empty, and ours alone: who else would write it waits until this one is closed."""
    while True:
        file = path.open("ab")
        with suppress(OSError):  # where a file system cannot lock
            fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                file.truncate(0)
                return file
        file.close()


def _keep_name(folder: Path) -> None:
    """Have the disk keep what a folder's names stand for now, where it can be told to."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(opened)
    finally:
        os.close(opened)
