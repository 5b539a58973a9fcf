"""The outbox: a folder in which everybody can open what would have been sent. Needs no account."""

import os
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from urllib.parse import quote

from outreach.core.history import Key
from outreach.core.icalendar_file import to_ics
from outreach.core.message import Email, Errand, Message, Post
from outreach.core.mime import needs_utf8, to_bytes
from outreach.ports import NotSent, Receipt, Unsupported


@dataclass(frozen=True, slots=True)
class Outbox:
    """Writes `<campaign>/<step>/<occurrence>/<recipient>.eml`, `.ics` or `.txt` under `folder`.

    A file appears whole or not at all: it is written beside its place and moved there. `durable` waits until
    the disk has it, which a simulation need not.
    """

    folder: Path
    name: str = "outbox"
    durable: bool = True

    def send(self, message: Message) -> Receipt:
        """Write the message; what it is called is its path in the folder."""
        try:
            files = payload(message)
        except ValueError as error:
            raise Unsupported(str(error)) from error
        try:
            written = [self._write(message.key, ending, content) for ending, content in files]
        except OSError as error:
            raise NotSent(f"the outbox cannot be written: {error.strerror}", scope="channel") from error
        return Receipt(provider_id=written[0])

    def _write(self, key: Key, ending: str, content: bytes) -> str:
        parts = [quote(part, safe="@+") for part in (key.campaign, key.step, key.occurrence, key.recipient)]
        path = self.folder.joinpath(*parts[:-1], parts[-1] + ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        with beside.open("wb") as file:
            file.write(content)
            if self.durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
        return path.relative_to(self.folder).as_posix()


def forget_copies(folder: Path, recipient: str) -> int:
    """Remove the copies of everything that went to a person; how many there were."""
    copies = list(folder.glob(f"*/*/*/{escape(quote(recipient, safe='@+'))}.*"))
    for path in copies:
        path.unlink(missing_ok=True)
    return len(copies)


def payload(message: Message) -> list[tuple[str, bytes]]:
    """The files of a message, by their ending: pure."""
    match message:
        case Email():
            files = [(".eml", to_bytes(message, utf8=needs_utf8(message)))]
            return files + ([(".ics", to_ics(message.invite))] if message.invite else [])
        case Post():
            picture = f"\n\n[picture: {message.image.name}; {message.alt}]" if message.image else ""
            return [(".txt", f"{message.text}{picture}\n".encode())]
        case Errand():
            return [(".txt", f"{message.reason}\n\n{message.text}\n".encode())]
