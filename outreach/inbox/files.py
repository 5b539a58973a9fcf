"""Mails that lie in files: single ones (.eml), mailboxes (mbox, Maildir), folders of them; only read."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from outreach.core.errors import UsageError
from outreach.core.inbound.nouns import Arrived
from outreach.inbox.mbox import from_date, is_mbox, mails
from outreach.inbox.oversize import BEGINNING, LARGEST

LOOKED_AT = 65_536
"""Octets of a file that tell what it is."""
DEEPEST = 40
"""Folders within folders."""
MAILDIR = ("new", "cur")
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a Compound File begins ([MS-CFB] 2.2), in which Outlook keeps a message (.msg)."""
_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:|[ \t]")
_MAILS_OWN = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|return-path|delivered-to)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_DIGITS = 20
_ADVICE = "name a mail (.eml), an mbox, a Maildir, or a folder of them"


class Files:
    """The inbox behind `outreach collect --from`.

    A Maildir is read as one mailbox (`new` and `cur`); what else lies in folders is read in the order of its
    names, hidden files and folders left out. `problems` is what could not be read, and what to do about it.
    """

    name = "files"

    def __init__(self, path: Path) -> None:
        """Reads nothing yet."""
        self._path = path
        self.problems: list[str] = []
        self._seen: set[tuple[int, int]] = set()

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Every mail, one at a time; no place is kept in files, so that nothing is asked of `marked`.

        Raises:
            UsageError: there is nothing at the path, or it is no mail, mailbox or folder.
        """
        del marked
        self._seen.clear()
        if not os.path.lexists(self._path):
            raise UsageError(f"{shown(self._path)} does not exist; {_ADVICE}")
        yield from self._anything(self._path, 0)

    def hang_up(self) -> None:
        """Nothing is held open."""

    def _anything(self, path: Path, depth: int) -> Iterator[Arrived]:
        """Whatever lies there."""
        try:
            about = path.stat()
            if stat.S_ISDIR(about.st_mode):
                yield from self._folder(path, about, depth)
            elif stat.S_ISREG(about.st_mode):
                yield from self._file(path)
            else:
                self._pass_over(path, f"is neither a file nor a folder; {_ADVICE}")
        except OSError as error:
            why = error.strerror or type(error).__name__
            self._pass_over(path, f"cannot be read ({why}); see to it that this user may read it")

    def _folder(self, path: Path, about: os.stat_result, depth: int) -> Iterator[Arrived]:
        """A Maildir, or a folder of anything; a folder that links lead back to is read once."""
        if (about.st_dev, about.st_ino) in self._seen:
            return
        self._seen.add((about.st_dev, about.st_ino))
        if depth > DEEPEST:
            self._pass_over(path, f"lies more than {DEEPEST} folders deep; name it itself")
            return
        within = sorted(each for each in path.iterdir() if not each.name.startswith("."))
        if all((path / part).is_dir() for part in MAILDIR):
            for each in _in_maildir(path):
                yield from self._anything_in_maildir(each)
            within = [each for each in within if each.name not in (*MAILDIR, "tmp") and each.is_dir()]
        for each in within:
            yield from self._anything(each, depth + 1)

    def _anything_in_maildir(self, path: Path) -> Iterator[Arrived]:
        try:
            if path.is_file():
                with path.open("rb") as file:
                    yield self._single(path, file)
        except OSError as error:
            self._pass_over(path, f"cannot be read ({error.strerror or type(error).__name__}); try again")

    def _file(self, path: Path) -> Iterator[Arrived]:
        with path.open("rb") as file:
            beginning = file.read(LOOKED_AT)
            file.seek(0)
            is_single = path.suffix.lower() == ".eml"
            if beginning.startswith(_OUTLOOK):
                told = "is a message of Outlook (.msg), which is not understood; save it as .eml (MIME)"
                self._pass_over(path, told)
            elif not beginning and is_single:
                self._pass_over(path, "is empty; save the mail once more")
            elif is_single or is_mail(beginning):
                yield self._single(path, file)
            elif is_mbox(beginning):
                yield from self._many(path, file)
            elif beginning:
                self._pass_over(path, f"is no mail; {_ADVICE}")

    def _single(self, path: Path, file: BinaryIO) -> Arrived:
        raw, at = file.read(LARGEST + 1), None
        if len(raw) > LARGEST:
            raw = raw[:BEGINNING]
            self._tell_of_size(path)
        if raw.startswith(b"From "):  # as some programs save a single mail out of a mailbox
            line, _, raw = raw.partition(b"\n")
            at = from_date(line)
        return Arrived(self.name, shown(path), raw, at)

    def _many(self, path: Path, file: BinaryIO) -> Iterator[Arrived]:
        for number, each in enumerate(mails(file), 1):
            if not each.whole:
                self._tell_of_size(path, f"mail {number} of it ")
            yield Arrived(self.name, shown(path), bytes(each.raw), each.at)

    def _tell_of_size(self, path: Path, which: str = "") -> None:
        size = f"{LARGEST // 1_000_000} MB"
        self.problems.append(f"{shown(path)}: {which}is larger than {size}; only its beginning is read")

    def _pass_over(self, path: Path, why: str) -> None:
        """Tell of what cannot be read; alone, it is an error.

        Raises:
            UsageError: nothing else was asked for.
        """
        if path == self._path:
            raise UsageError(f"{shown(path)} {why}")
        self.problems.append(f"{shown(path)}: {why}")


def is_mail(beginning: bytes) -> bool:
    """Whether a file that begins so is a single mail: headers, one of them a mail's own."""
    head = re.split(rb"\r?\n\r?\n", beginning.lstrip(b"\r\n"), maxsplit=1)[0]
    lines = head.split(b"\n")
    whole = lines if len(head) < len(beginning) else lines[:-1] or lines
    return all(_FIELD.match(line) for line in whole) and _MAILS_OWN.search(head) is not None


def shown(path: Path) -> str:
    """A path as it can be shown and stored, whatever its octets are."""
    return os.fsencode(path).decode("utf-8", "replace")


def _in_maildir(path: Path) -> list[Path]:
    """The mails of a Maildir, oldest first: a name begins with the second of its arrival (maildir(5))."""
    found = [each for part in MAILDIR for each in (path / part).iterdir()]
    return sorted((each for each in found if not each.name.startswith(".")), key=_arrival)


def _arrival(path: Path) -> tuple[int, str, str]:
    seconds = path.name.partition(".")[0]
    is_number = seconds.isascii() and seconds.isdecimal() and len(seconds) < _DIGITS
    return (int(seconds) if is_number else 0), path.name, path.parent.name
