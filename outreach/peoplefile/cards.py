"""vCards to rows: 3.0 (RFC 2426) and 4.0 (RFC 6350), and what 2.1 writers still do."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import vobject
from vobject.base import ContentLine, ParseError, VObjectError

from outreach.actions.people import Row
from outreach.core.errors import Place, Problem
from outreach.core.people import Contact
from outreach.peoplefile.cells import Reader, clean, readers
from outreach.peoplefile.columns import split_name

LAST = 101
"""The rank of a value without preference; PREF runs from 1 to 100 (RFC 6350, 5.3)."""
MENDS = 50
"""How many unreadable lines one card may have."""


def read_cards(
    text: str, file: str, partnerships: Collection[str]
) -> tuple[list[Row], list[Problem], list[Problem]]:
    """Rows, problems and notes of a text of vCards; a broken card never costs the next."""
    rows: list[Row] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    reading = readers(partnerships)
    for line, text_of_one in _cards(text):
        card = _Card(text_of_one, reading)
        try:
            values = card.values()
        except _Wrong as wrong:
            problems.append(Problem(Place(file, line + wrong.line), str(wrong)))
        else:
            if values:
                rows.append(Row(Place(file, line), Contact(id="", **values), frozenset(values)))
            notes += [Problem(Place(file, line + at), remark) for at, remark in card.remarks]
    return rows, problems, notes


def _cards(text: str) -> Iterator[tuple[int, str]]:
    """Each card with its first line (from 1); one without an end goes up to the next, or to the last line."""
    begun, lines = 0, list[str]()
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        word = line.strip("\ufeff \t\r\n").upper()
        if word == "BEGIN:VCARD":
            if begun:
                yield begun, "".join(lines)
            begun, lines = number, []
        if begun:
            lines.append(line.lstrip("\ufeff"))
        if word == "END:VCARD" and begun:
            yield begun, "".join(lines)
            begun = 0
    if begun:
        yield begun, "".join(lines)


class _Wrong(Exception):  # noqa: N818
    """What is wrong with a card, and how many lines below its first."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class _Card:
    text: str
    readers: Mapping[str, Reader]
    remarks: list[tuple[int, str]] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """The fields the card speaks about; none for a group of people."""
        lines = self._lines()
        if any(line.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") and line.value == "group" for line in lines):
            self.remarks.append((0, "a group is passed over; its people are imported from their own cards"))
            return {}
        values = self._plain(lines) | self._name(lines)
        if not values.get("email"):
            raise _Wrong(
                "the card has no e-mail address; add one, or import this person from a table with an id"
            )
        return values

    def _lines(self) -> list[ContentLine]:
        if not self.text.rstrip().upper().endswith("END:VCARD"):
            raise _Wrong("the card has no END:VCARD; save the file again")
        physical = list(io.StringIO(self.text))
        for _ in range(MENDS):
            try:
                card = vobject.readOne("".join(physical), allowQP=True)
                return [line for line in card.getChildren() if isinstance(line, ContentLine)]
            except ParseError as error:
                at = (error.lineNumber or 0) - 1
                if not 0 < at < len(physical) - 1:
                    break
                physical[at] = f"X-UNREADABLE:{at}\n"
                self.remarks.append((at, "this line cannot be read and is passed over"))
            except (VObjectError, ValueError, LookupError, TypeError, AttributeError):
                break
        raise _Wrong("the card cannot be read; save it again as vCard 3.0 or 4.0")

    def _plain(self, lines: Sequence[ContentLine]) -> dict[str, Any]:
        written = {
            "email": _preferred(lines, "EMAIL"),
            "phone": _preferred(lines, "TEL"),
            "title": _preferred(lines, "TITLE"),
            "organisation": _preferred(lines, "ORG"),
            "timezone": _preferred(lines, "TZ"),
        }
        values = {name: value for name, line in written.items() if line and (value := self._read(name, line))}
        if tags := {clean(tag) for line in lines if line.name == "CATEGORIES" for tag in line.value}:
            values["tags"] = frozenset(filter(None, tags))
        return values

    def _read(self, name: str, line: ContentLine) -> object:
        text = clean(_text(line.value)).removeprefix("tel:")
        try:
            return self.readers[name](text) if name in self.readers else text
        except ValueError as error:
            at = line.lineNumber - 1
            if name != "timezone":
                raise _Wrong(str(error), at) from None
            self.remarks.append((at, f"`{text}` is passed over: it is not the name of a time zone"))
            return ""

    def _name(self, lines: Sequence[ContentLine]) -> dict[str, str]:
        for line in lines:
            if line.name == "N" and (line.value.given or line.value.family):
                return {"first_name": _words(line.value.given), "last_name": _words(line.value.family)}
        whole, organisation = (_preferred(lines, name) for name in ("FN", "ORG"))
        if not whole or (organisation and _text(organisation.value) == whole.value):
            return {}
        first, last = split_name(clean(whole.value))
        return {"first_name": first, "last_name": last}


def _words(value: str | list[str]) -> str:
    return clean(value if isinstance(value, str) else " ".join(value))


def _text(value: str | list[str]) -> str:
    """Of a value in parts, such as an organisation and its department, the first."""
    return value if isinstance(value, str) else next(iter(value), "")


def _preferred(lines: Sequence[ContentLine], name: str) -> ContentLine | None:
    return min((line for line in lines if line.name == name and line.value), key=_rank, default=None)


def _rank(line: ContentLine) -> int:
    """PREF=1 (4.0), TYPE=pref (3.0) and a bare PREF (2.1) come first."""
    types = {word.lower() for each in line.params.get("TYPE", ()) for word in each.split(",")}
    if "pref" in types or "PREF" in (word.upper() for word in line.singletonparams):
        return 1
    number = next(iter(line.params.get("PREF", ())), "")
    return int(number) if number.isdecimal() else LAST
