"""A table of people to rows: headers matched, cells read, what is wrong told with line and column."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outreach.actions.export_people import unguarded
from outreach.actions.people import Row
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.core.people import Contact
from outreach.peoplefile.cells import Reader, altered, clean, readers
from outreach.peoplefile.columns import Header, header, split_name
from outreach.peoplefile.table import Record, Table, table

MANY = 12
Found = tuple[list[Row], list[Problem], list[Problem]]


class _Wrong(Exception):  # noqa: N818
    """What is wrong with one record, and in which of its cells."""

    def __init__(self, message: str, cell: int = 0) -> None:
        super().__init__(message)
        self.cell = cell


def read_table(text: str, file: str, partnerships: Collection[str]) -> Found:
    """Rows, problems and notes of a CSV text.

    Raises:
        NotUnderstoodError: its first line names no columns that tell people apart.
    """
    cut = table(text)
    first = cut.header()
    names = header([clean(name) for name in first.cells] if first else [])
    if not first or not {"id", "email"} & names.columns.keys():
        raise NotUnderstoodError(Problem(Place(file, first.line if first else 1), _headless(names)))
    reading = _Reading(cut, file, names, readers(partnerships))
    if names.unknown:
        reading.notes.append(Problem(Place(file, first.line), _unused(names.unknown)))
    records = cut.records()
    next(records)
    return list(reading.rows(records)), reading.problems, reading.notes


def _headless(names: Header) -> str:
    remedy = "the first line must name the columns, such as id,email,first_name,last_name"
    if names.columns:
        return f"no column is called id or email, so people cannot be told apart; {remedy}"
    return f"the file has no header: {remedy}"


def _unused(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:MANY])
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return f"columns that outreach has no use for are passed over: {shown}{more}"


@dataclass
class _Reading:
    table: Table
    file: str
    header: Header
    readers: Mapping[str, Reader]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        written = self.header.columns.keys() - {"name"}
        whole = {"first_name", "last_name"} if "name" in self.header.columns else set()
        self.columns = frozenset(written | whole)

    def rows(self, records: Iterator[Record]) -> Iterator[Row]:
        """The rows of good records; problems and notes are kept aside."""
        for record in records:
            try:
                contact = self._contact(record)
            except _Wrong as wrong:
                place = Place(self.file, *self.table.spot(record, wrong.cell))
                self.problems.append(Problem(place, str(wrong)))
            else:
                yield Row(Place(self.file, record.line), contact, self.columns)

    def _contact(self, record: Record) -> Contact:
        self._fits(record)
        values: dict[str, Any] = {"id": ""}
        for name, indices in self.header.columns.items():
            values[name] = self._value(record, name, indices)
        if "name" in values:
            values["first_name"], values["last_name"] = split_name(values.pop("name"))
        if not values.get("id") and not values.get("email"):
            raise _Wrong("there is neither an id nor an e-mail address; write at least one of them")
        return Contact(**values)

    def _fits(self, record: Record) -> None:
        if record.wrong:
            raise _Wrong(record.wrong)
        width, cells = self.header.width, len(record.cells)
        if cells < width or any(record.cells[width:]):
            shown = self.table.delimiter.replace("\t", "tab")
            raise _Wrong(
                f"the header has {width} columns, this row has {cells}; "
                f"a cell that holds `{shown}` must stand in quotation marks",
                width if cells > width else cells - 1,
            )

    def _value(self, record: Record, name: str, indices: Sequence[int]) -> object:
        index = next((each for each in indices if record.cells[each].strip()), indices[0])
        cell = record.cells[index]
        if "\x00" in cell:
            raise _Wrong("a NUL byte stands in this cell; type the cell anew, or save the file again", index)
        if altered(cell):
            self._note_cell(
                record, index, "line breaks or invisible characters in this cell were replaced by a space"
            )
        text = unguarded(clean(cell))
        try:
            value = self.readers[name](text) if name in self.readers else text
        except ValueError as error:
            raise _Wrong(str(error), index) from None
        if name == "id" and value != text:
            self._note_cell(
                record, index, f"the id `{text}` is written `{value}` here: lower-case words and hyphens"
            )
        return value

    def _note_cell(self, record: Record, index: int, message: str) -> None:
        self.notes.append(Problem(Place(self.file, *self.table.spot(record, index)), message))
