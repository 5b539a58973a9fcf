"""Sign-in sheets that come back: a CSV with a column `came`, or a plain list of those who did."""

import pathlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outreach.actions.attendance import Signed
from outreach.actions.export_people import unguarded
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.peoplefile.cells import NO, YES, clean
from outreach.peoplefile.columns import FIELDS, folded
from outreach.peoplefile.reading import text_of
from outreach.peoplefile.table import Record, Table, table

CAME = frozenset({"came", "attended", "attendance", "present", "here"})
WHO = (("id",), ("email",), ("name",), ("first_name", "last_name"))
"""What may name a person, the surest first; the last is one name in two columns."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sheet says, row by row; `problems` are about rows that are not among `rows`."""

    rows: tuple[Signed, ...]
    problems: tuple[Problem, ...]


def read_sign_in(path: pathlib.Path, *, name: str = "") -> SignIn:
    """The rows of a sheet: CSV in any usual encoding and with any usual delimiter, or a plain list.

    In a plain list every line names one person who came. `name` is what the file is called in problems.

    Raises:
        NotUnderstoodError: it cannot be read, names nobody, or does not say who came.
    """
    place = Place(name or path.as_posix())
    text, _ = text_of(path, place)
    cut = table(text.replace("\x00", ""))
    columns = _columns(cut.header())
    read = _plain(cut, place.file) if not columns else _marked(cut, columns, place.file)
    rows = tuple(each for each in read if isinstance(each, Signed))
    problems = tuple(each for each in read if isinstance(each, Problem))
    if not read:
        raise NotUnderstoodError(
            Problem(place, "nobody is named in it; write one id, e-mail or full name a line")
        )
    return SignIn(rows, problems)


def _columns(header: Record | None) -> dict[str, int]:
    """Where each column we know stands; the first of its name counts."""
    columns: dict[str, int] = {}
    for index, written in enumerate(header.cells if header else ()):
        title = folded(clean(written))
        if title in CAME or title in FIELDS:
            columns.setdefault("came" if title in CAME else FIELDS[title], index)
    return columns


def _plain(cut: Table, file: str) -> list[Signed | Problem]:
    names = ((number, clean(line)) for number, line in enumerate(cut.lines, 1))
    return [Signed(Place(file, number), (name,), came=True) for number, name in names if name]


def _marked(cut: Table, columns: Mapping[str, int], file: str) -> list[Signed | Problem]:
    records = cut.records()
    first = next(records)
    missing = "" if any(set(names) <= columns.keys() for names in WHO) else "id, email or name"
    if lacks := missing or ("" if "came" in columns else "came"):
        remedy = "keep the first line of the sheet, or write one id, e-mail or full name of who came a line"
        raise NotUnderstoodError(Problem(Place(file, first.line), f"no column is called {lacks}; {remedy}"))
    return list(_rows(cut, records, columns, file))


def _rows(
    cut: Table, records: Iterator[Record], columns: Mapping[str, int], file: str
) -> Iterator[Signed | Problem]:
    for record in records:
        if record.wrong:
            yield Problem(Place(file, record.line), record.wrong)
            continue
        came = _cell(record.cells, columns["came"])
        names = tuple(filter(None, (_joined(record.cells, columns, each) for each in WHO)))
        if not names and not came:
            continue
        if came and came.casefold() not in YES | NO:
            place = Place(file, *cut.spot(record, columns["came"]))
            yield Problem(place, f"`{came}` does not say whether they came; write x, or leave it blank")
        else:
            yield Signed(Place(file, record.line), names, came.casefold() in YES)


def _joined(cells: Sequence[str], columns: Mapping[str, int], names: Sequence[str]) -> str:
    return " ".join(filter(None, (_cell(cells, columns[name]) for name in names if name in columns)))


def _cell(cells: Sequence[str], index: int) -> str:
    return unguarded(clean(cells[index])) if index < len(cells) else ""
