"""Sign-in sheets that come back: a CSV with a column `came`, or a plain list of those who did.

Every column that says nothing of a person is a priority, and a mark in it somebody's choice.
"""

import pathlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outreach.actions.attendance import Signed
from outreach.actions.export_people import unguarded
from outreach.actions.people import slug
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.core.people import Contact
from outreach.core.spelling import nearest
from outreach.peoplefile.cells import LONGEST_ID, NO, YES, Reader, address, clean, roles
from outreach.peoplefile.columns import FIELDS, folded, split_name
from outreach.peoplefile.decoding import decode
from outreach.peoplefile.namelist import read_name
from outreach.peoplefile.reading import text_of
from outreach.peoplefile.table import DELIMITERS, Record, Table, table

CAME = frozenset({"came", "attended", "attendance", "present", "here"})
REMARKS = frozenset({
    "signature", "signed", "sign", "initials", "note", "notes", "comment", "comments", "remark", "remarks",
    "no", "nr", "number", "date", "time", "arrived", "table", "seat", "badge", "address", "website", "city",
})  # fmt: skip
"""What people write on sheets beside what we know about them; nothing is made of it."""
MARKS = YES | {"✓", "✔", "✔️", "√", "☑", "☑️", "✅", "☒", "✗", "✘", "×", "❌", "*"}  # noqa: RUF001
BLANK = frozenset({"", "-", "–", "☐"})  # noqa: RUF001
EMPTY = NO | BLANK
LEADS = frozenset({"lead", "leads", "leader", "champion", "chair", "l"})
UNNAMED = re.compile(r"priority\W*\d*", re.IGNORECASE)
REMEDY = "keep the first line of the sheet, or write one id, e-mail or full name of who came a line"
_TELLING = 2
"""So many names of columns in one line are no names of people."""
_TITLES = 12
"""Lines that may stand above them: a title, the day, the place."""
WHO = (("id",), ("email",), ("name",), ("first_name", "last_name"))
"""What may name a person, the surest first; the last is one name in two columns."""
SAID: Mapping[str, Reader] = {"id": str, "email": address, "roles": roles, "title": str, "organisation": str,
                              "phone": str, "first_name": str, "last_name": str}  # fmt: skip
"""What is read of a person, and how."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sheet says, row by row.

    `problems` are about rows that are not among `rows`, and about columns of which nothing was taken; `notes`
    about what was passed over.
    """

    rows: tuple[Signed, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def priorities(self) -> tuple[str, ...]:
        """The headings under which somebody is marked, in order of the rows."""
        return tuple(dict.fromkeys(each for row in self.rows for each in row.priorities))


def read_sign_in(path: pathlib.Path, *, name: str = "") -> SignIn:
    """The rows of a sheet: CSV in any usual encoding and with any usual delimiter, or a plain list.

    In a plain list every line names one person who came, with the business after a comma or in brackets.
    `name` is what the file is called in problems.

    Raises:
        NotUnderstoodError: it cannot be read, names nobody, or does not say who came.
    """
    place = Place(name or path.as_posix())
    text, _ = text_of(path, place)
    return _sign_in(text, place)


def typed_sign_in(data: bytes, *, name: str) -> SignIn:
    """The same from what somebody types or pipes in.

    Raises:
        NotUnderstoodError: likewise.
    """
    place = Place(name)
    try:
        text, _ = decode(data)
    except UnicodeDecodeError:
        raise NotUnderstoodError(Problem(place, "its letters cannot be read; write them as UTF-8")) from None
    return _sign_in(text, place)


def _sign_in(text: str, place: Place) -> SignIn:
    cut = _below_title(table(text.replace("\x00", "")))
    reading = _Reading(cut, place.file)
    read = reading.all() if _has_header(cut, place.file) else _plain(cut, place.file)
    rows = tuple(each for each in read if isinstance(each, Signed))
    problems = (each for each in read if isinstance(each, Problem))
    if not read:
        raise NotUnderstoodError(
            Problem(place, "nobody is named in it; write one id, e-mail or full name a line")
        )
    return SignIn(rows, (*reading.problems, *problems), tuple(reading.notes))


def _below_title(cut: Table) -> Table:
    """The table without the lines above the one that names its columns, such as the title of a sheet."""
    for number in range(cut.start, min(len(cut.lines), cut.start + _TITLES)):
        plain = cut.lines[number].replace('"', "")
        delimiter = max(DELIMITERS, key=lambda each: _known(plain.split(each)))
        if _known(plain.split(delimiter)) >= _TELLING:
            return cut if number == cut.start else Table(cut.lines, delimiter, number)
    return cut


def _has_header(cut: Table, file: str) -> bool:
    """Whether the first line names columns.

    Raises:
        NotUnderstoodError: it does, and has a quotation mark too many.
    """
    header = cut.header()
    if header is None:
        return False
    if not header.wrong and _known(header.cells):
        return True
    plain = cut.lines[header.line - 1].replace('"', "")
    if any(_known(plain.split(delimiter)) >= _TELLING for delimiter in DELIMITERS):
        remedy = "close it, or take it out"
        said = f"a quotation mark in the line that names the columns is opened and not closed; {remedy}"
        raise NotUnderstoodError(Problem(Place(file, header.line), said))
    return False


def _known(cells: Sequence[str]) -> int:
    """How many of the cells name a column."""
    return sum(folded(clean(each)) in CAME | FIELDS.keys() for each in cells)


def _plain(cut: Table, file: str) -> list[Signed | Problem]:
    lines = ((number, clean(line.replace("\t", ";"))) for number, line in enumerate(cut.lines, 1))
    return [read_name(line, Place(file, number)) for number, line in lines if line]


class _Wrong(Exception):  # noqa: N818
    """What is wrong with one cell."""

    def __init__(self, message: str, cell: int) -> None:
        super().__init__(message)
        self.cell = cell


@dataclass(slots=True)
class _Reading:
    """A sheet with columns. `columns` are those we know, `priorities` the headings of the others."""

    table: Table
    file: str
    columns: dict[str, int] = field(default_factory=dict)
    priorities: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def all(self) -> list[Signed | Problem]:
        """Every row that says anything.

        Raises:
            NotUnderstoodError: no column names people, or says who came, or nobody is marked.
        """
        header, *records = self.table.records()
        self._columns(header)
        missing = "" if any(set(names) <= self.columns.keys() for names in WHO) else "id, email or name"
        if lacks := missing or ("" if "came" in self.columns else "came"):
            said = f"no column is called {lacks}; {REMEDY}"
            raise NotUnderstoodError(Problem(Place(self.file, header.line), said))
        self._others(header, records)
        self._has_marks(header, records)
        return list(filter(None, map(self._row, records)))

    def _has_marks(self, header: Record, records: Sequence[Record]) -> None:
        """See that somebody has filled the sheet in.

        Raises:
            NotUnderstoodError: nothing is written under `came`, nor under any priority.
        """
        marks = (self.columns["came"], *self.priorities)
        told = any(_cell(each.cells, index) not in BLANK for each in records for index in marks)
        if not told and any(self._names_somebody(each) for each in records):
            said = "nobody is marked here; write x for everybody who came, or no where nobody did"
            raise NotUnderstoodError(Problem(Place(self.file, *self.table.spot(header, marks[0])), said))

    def _names_somebody(self, record: Record) -> bool:
        return any(_cell(record.cells, index) for index in self.columns.values())

    def _columns(self, header: Record) -> None:
        """Where each column we know stands; the first of its name counts."""
        for index, written in enumerate(header.cells):
            title = folded(clean(written))
            if title in CAME or title in FIELDS:
                self.columns.setdefault("came" if title in CAME else FIELDS[title], index)
            elif title not in REMARKS:
                self.priorities[index] = " ".join(unguarded(clean(written)).split())

    def _others(self, header: Record, records: Sequence[Record]) -> None:
        """Leave out the columns that are no priorities, or have no name yet."""
        for index, heading in list(self.priorities.items()):
            place = Place(self.file, *self.table.spot(header, index))
            cells = [_cell(each.cells, index).casefold() for each in records]
            marked = sum(_is_mark(each) for each in cells)
            odd = next((each for each in cells if each not in EMPTY and not _is_mark(each)), "")
            if sum(each not in EMPTY for each in cells) > 2 * marked:
                hint = nearest(heading, {*FIELDS.values(), "came"})
                said = f"the column `{heading}` holds more than marks, such as `{odd}`, and is passed over"
                self.notes.append(Problem(place, f"{said}{hint}"))
            elif marked and (said := _unfit(heading, marked)):
                self.problems.append(Problem(place, said))
            elif marked:
                continue
            del self.priorities[index]

    def _row(self, record: Record) -> Signed | Problem | None:
        if record.wrong:
            return Problem(Place(self.file, record.line), record.wrong)
        try:
            person = self._person(record)
            came = self._came(record)
            chosen = {index: self._mark(record, index) for index in self.priorities}
        except _Wrong as wrong:
            return Problem(Place(self.file, *self.table.spot(record, wrong.cell)), str(wrong))
        marked = tuple(self.priorities[index] for index, mark in chosen.items() if mark)
        if person is None and came is None and not marked:
            return None
        leads = frozenset(self.priorities[index] for index, mark in chosen.items() if mark in LEADS)
        there = bool(marked) if came is None else came
        return Signed(Place(self.file, record.line), person or Contact(""), there, marked, leads)

    def _person(self, record: Record) -> Contact | None:
        """What the row says of somebody; None where it names nobody."""
        values: dict[str, Any] = {"id": ""}
        for name in SAID.keys() & self.columns.keys():
            index = self.columns[name]
            try:
                values[name] = SAID[name](_cell(record.cells, index))
            except ValueError as error:
                raise _Wrong(str(error), index) from None
        if "name" in self.columns and not (values.get("first_name") or values.get("last_name")):
            written = _cell(record.cells, self.columns["name"])
            values["first_name"], values["last_name"] = split_name(written)
        found = Contact(**values)
        return found if found.id or found.email or found.name else None

    def _came(self, record: Record) -> bool | None:
        written = _cell(record.cells, self.columns["came"])
        mark = written.casefold()
        if mark not in EMPTY and not _is_mark(mark):
            said = f"`{written}` does not say whether they came; write x, or leave it blank"
            raise _Wrong(said, self.columns["came"])
        return None if mark in BLANK else mark not in NO

    def _mark(self, record: Record, index: int) -> str:
        """The mark in a priority's column, in lower case; empty where there is none."""
        written = _cell(record.cells, index)
        mark = written.casefold()
        if mark not in EMPTY and not _is_mark(mark):
            remedy = "write x, or lead for who leads it, or leave it blank"
            raise _Wrong(f"`{written}` under `{self.priorities[index]}` is no mark; {remedy}", index)
        return "" if mark in EMPTY else mark


def _is_mark(cell: str) -> bool:
    return cell in MARKS or cell in LEADS


def _unfit(heading: str, marked: int) -> str:
    """Why the heading of a column with so many marks names no priority; empty where it does."""
    if not slug(heading):
        said = "write a name in Latin letters there" if heading else "write its name there"
        return f"{_many(marked)} chose a priority without name; {said}"
    if len(heading) > LONGEST_ID:
        return f"the name of a priority has more than {LONGEST_ID} characters; shorten it"
    if UNNAMED.fullmatch(heading):
        return f"{_many(marked)} chose `{heading}`; write in its place what that is, such as training"
    return ""


def _many(number: int) -> str:
    return "one person" if number == 1 else f"{number} people"


def _cell(cells: Sequence[str], index: int) -> str:
    return unguarded(clean(cells[index])) if index < len(cells) else ""
