"""The door to what others fetch: files that lie where a web server, or a person, finds them."""

from typing import Protocol


class Shelf(Protocol):
    """A place for files by name, each there whole or not at all."""

    def has(self, name: str) -> bool:
        """Whether there is a file of that name, whatever it holds."""

    def put(self, name: str, content: bytes) -> bool:
        """Have a file of that name hold this; False where it held it already, and nothing was written."""

    def get(self, name: str) -> bytes | None:
        """What the file of that name holds; None where there is none."""

    def remove(self, name: str) -> None:
        """Have no file of that name."""
