"""A simulation's outbox: the same files, in a folder that holds nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from outreach.channels.outbox import Outbox
from outreach.core.errors import UsageError
from outreach.core.fields import ID
from outreach.core.message import Message
from outreach.ports import Receipt

LIST = ".made-by-outreach-simulate"
"""Lists the folders a simulation made, written before anything is put into them."""


@dataclass(slots=True)
class SimulatedOutbox:
    """An outbox whose folder is emptied first, and only of what an earlier simulation made."""

    outbox: Outbox
    made: TextIO
    known: set[str]
    name: str = "outbox"

    @classmethod
    @contextmanager
    def in_folder(cls, folder: Path) -> Iterator["SimulatedOutbox"]:
        """Make room in `folder`.

        Raises:
            UsageError: it holds something that no simulation made, or cannot be written.
        """
        try:
            _make_room(folder)
            with (folder / LIST).open("w", encoding="utf-8") as made:
                yield cls(Outbox(folder, durable=False), made, set())
        except OSError as error:
            raise UsageError(
                f"{folder} cannot be written: {error.strerror}; give another with --out"
            ) from error

    def send(self, message: Message) -> Receipt:
        """Write the message."""
        top = message.key.campaign
        if top not in self.known:
            self.known.add(top)
            self.made.write(f"{top}\n")
            self.made.flush()
        return self.outbox.send(message)


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / LIST
    named = listed.read_text(encoding="utf-8").split() if listed.is_file() else []
    made = {name for name in named if ID.fullmatch(name)}
    strange = sorted(each.name for each in folder.iterdir() if each.name not in made | {LIST})
    if strange:
        raise UsageError(
            f"{folder} holds {strange[0]}, which no simulation made; give an empty folder with --out"
        )
    for name in sorted(made):
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            shutil.rmtree(folder / name)
