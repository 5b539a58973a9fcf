"""People to CSV and the shape of that table: what `contacts export` writes, `contacts import` reads alike."""

import csv
import io
import re
from collections.abc import Iterable

from outreach.core.people import Consent, Contact

COLUMNS = (
    "id", "email", "first_name", "last_name", "title", "organisation", "phone", "roles", "partnerships",
    "tags", "timezone", "consent", "key", "recruiter", "assistant", "decision_maker", "why", "source",
)  # fmt: skip
"""The columns of CAMPAIGNS.md, in their order; each is a field of `Contact`."""

FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")  # noqa: RUF001
YES_NO = {True: "yes", False: "no", None: ""}


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula.

    One that looks guarded already gets another, so that `unguarded` gives back every cell (OWASP, "CSV
    injection").
    """
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def export_people(contacts: Iterable[Contact]) -> str:
    """All columns of the contacts as CSV (RFC 4180), safe to open in a spreadsheet.

    What stands only in the ledger (`standing`) is not in it. Write it to a file as `utf-8-sig`: without the
    mark Excel reads accents wrongly.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(_cell(getattr(contact, name))) for name in COLUMNS] for contact in contacts)
    return table.getvalue()


def _cell(value: str | frozenset[str] | bool | None) -> str:
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    if isinstance(value, str):
        return "" if value is Consent.UNKNOWN else str(value)
    return YES_NO[value]
