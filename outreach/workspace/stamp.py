"""Whether what people write is still what was read."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

WRITTEN = ("campaigns", "config")
"""The folders that are read once, when a command begins."""
Stamp = frozenset[tuple[str, int, int, int]]


def stamp(root: Path) -> Stamp:
    """Something that is different once any file that says what is to go out has been written anew."""
    return frozenset(_stamps(root))


def _stamps(root: Path) -> Iterator[tuple[str, int, int, int]]:
    for folder in WRITTEN:
        for above, _, names in os.walk(root / folder):
            for path in (Path(above) / name for name in names if name.endswith((".yaml", ".yml"))):
                with suppress(OSError):
                    found = path.stat()
                    yield str(path), found.st_ino, found.st_mtime_ns, found.st_size
