"""A folder whose files a web server, or a person, fetches."""

from dataclasses import dataclass
from pathlib import Path

from outreach.workspace.replacing import NEW, replace_file


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """Puts files into `folder`, which is made when the first one comes. Nobody finds half a file in it.

    `mode` says who may read them.
    """

    folder: Path
    mode: int = NEW

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return (self.folder / name).is_file()

    def put(self, name: str, content: bytes) -> bool:
        """Have a file of that name hold this; False where it held it already.

        Raises:
            OSError: it cannot be written; what was there before stands.
        """
        path = self.folder / name
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content, new=self.mode)
        return True

    def get(self, name: str) -> bytes | None:
        """What the file of that name holds; None where there is none.

        Raises:
            OSError: it cannot be read.
        """
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None

    def remove(self, name: str) -> None:
        """Have no file of that name.

        Raises:
            OSError: it cannot be removed.
        """
        (self.folder / name).unlink(missing_ok=True)
