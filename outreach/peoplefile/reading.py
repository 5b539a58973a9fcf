"""A file of people to rows: which kind of file it is, and its limits."""

import pathlib
from collections.abc import Collection
from dataclasses import dataclass

from outreach.actions.people import Row
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.peoplefile.cards import read_cards
from outreach.peoplefile.csvrows import read_table
from outreach.peoplefile.decoding import decode

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """The people of one file, in its order.

    `problems` are about rows that are not among `rows`; `notes` about what was taken, but not quite as it
    is written, or passed over because outreach has no use for it.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_people(
    path: pathlib.Path, *, partnerships: Collection[str] = (), limit: int = 50 * MEGABYTE, name: str = ""
) -> PeopleFile:
    """The people of a CSV file or of vCards.

    Args:
        path: the file; its content tells which of the two it is.
        partnerships: the keys that exist; empty leaves them unchecked.
        limit: the largest file read, in bytes.
        name: what to call the file in problems; default the path as given.

    Raises:
        NotUnderstoodError: it cannot be opened, is empty, too big, or neither kind of file.
    """
    place = Place(name or path.as_posix())
    text, guessed = text_of(path, place, limit=limit)
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise _refused(
            place, "the file is empty; its first line should name the columns, such as id,email,first_name"
        )
    read = read_cards if text.lstrip("\ufeff \t\r\n")[:11].upper() == "BEGIN:VCARD" else read_table
    rows, problems, notes = read(text, place.file, partnerships)
    if guessed:
        remark = f"read as {guessed}; if accents look wrong, save the file as CSV UTF-8 and import it again"
        notes.insert(0, Problem(place, remark))
    return PeopleFile(tuple(rows), tuple(problems), tuple(notes))


def text_of(path: pathlib.Path, place: Place, *, limit: int = 50 * MEGABYTE) -> tuple[str, str]:
    """The text of a file that people made, and the name of its encoding where that had to be guessed.

    Raises:
        NotUnderstoodError: it cannot be opened, is too big, a workbook, or its letters cannot be read.
    """
    try:
        return decode(_bytes(path, place, limit))
    except UnicodeDecodeError:
        raise _refused(place, "its letters cannot be read; save it again as CSV UTF-8") from None


def _bytes(path: pathlib.Path, place: Place, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _refused(place, f"cannot be read ({error.strerror}); name a CSV or vCard file") from None
    if len(data) > limit:
        raise _refused(place, f"is larger than {limit / MEGABYTE:g} MB; cut it into several files")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _refused(place, "is a workbook; save it as CSV UTF-8 and import that")
    return data


def _refused(place: Place, message: str) -> NotUnderstoodError:
    return NotUnderstoodError(Problem(place, message))
