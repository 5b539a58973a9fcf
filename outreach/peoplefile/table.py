"""CSV text to records, with the line each begins on, whatever is broken in between."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.peoplefile.columns import FIELDS, folded

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table: its cells, or what is wrong with it, and where it begins (line from 1)."""

    line: int
    cells: Sequence[str]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV text cut into lines (line ends kept). `start` is where its header stands (from 0)."""

    lines: Sequence[str]
    delimiter: str
    start: int

    def header(self) -> Record | None:
        """The first record; None where the file has none."""
        return next(self.records(), None)

    def records(self) -> Iterator[Record]:
        """Every record that is not blank, the header among them.

        After a quotation mark that nobody closes, reading goes on at the line after it.
        """
        begin = self.start
        while begin < len(self.lines):
            reader = csv.reader(self._from(begin), delimiter=self.delimiter, strict=True)
            line = begin
            try:
                for cells in reader:
                    if any(cells):
                        yield Record(line + 1, cells)
                    line = begin + reader.line_num
            except csv.Error as error:
                yield self._mended(line, str(error))
                line += 1
            begin = line

    def _from(self, line: int) -> Iterator[str]:
        return (self.lines[at] for at in range(line, len(self.lines)))

    def _mended(self, line: int, error: str) -> Record:
        """A line with stray quotation marks that still has as many cells as the header is taken as it is."""
        if "field larger" in error and len(self.lines[line]) > csv.field_size_limit():
            return Record(line + 1, (), "a cell is longer than 131072 characters; shorten it")
        cells = next(csv.reader([self.lines[line]], delimiter=self.delimiter), [])
        header = next(csv.reader([self.lines[self.start]], delimiter=self.delimiter), [])
        closed = not any("\n" in cell or "\r" in cell for cell in cells)
        if line != self.start and len(cells) == len(header) and closed:
            return Record(line + 1, cells)
        return Record(
            line + 1,
            (),
            'a quotation mark is opened and not closed; close it, or write it twice ("") inside a cell',
        )

    def spot(self, record: Record, cell: int) -> tuple[int, int]:
        """The line and column (from 1) at which a record's cell (from 0) begins."""
        line, column, quoted = record.line, 0, False
        while line <= len(self.lines):
            text = self.lines[line - 1]
            while column < len(text) and cell:
                quoted ^= text[column] == '"'
                cell -= text[column] == self.delimiter and not quoted
                column += 1
            if not cell:
                return line, column + 1
            line, column = line + 1, 0
        return record.line, 1


def table(text: str) -> Table:
    """The table a text holds.

    Excel's line `sep=;` decides the delimiter, else the one by which the header names most columns.
    """
    lines = list(io.StringIO(text, newline=""))
    start = next((number for number, line in enumerate(lines) if line.strip(' ,;|\t\r\n"')), len(lines))
    if start < len(lines) and (said := _said(lines[start])):
        return Table(lines, said, start + 1)
    best = max(DELIMITERS, key=lambda delimiter: _understood(lines[start:], delimiter))
    return Table(lines, best, start)


def _said(line: str) -> str:
    said = line.strip('\r\n"')
    return said[4:] if said[:4].lower() == "sep=" and len(said) == 5 else ""  # noqa: PLR2004


def _understood(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    first = Table(lines, delimiter, 0).header()
    cells = first.cells if first else ()
    return sum(folded(name) in FIELDS for name in cells), len(cells)
