"""Which column is which: the names that spreadsheets and address books give to what we know about people."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach.actions.export_people import COLUMNS

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "id": ("contact id", "person id"),
    "email": (
        "e-mail", "email address", "e-mail address", "mail", "primary email", "work email", "business email",
        "e-mail 1 - value", "email 1", "e-mail 1",
    ),
    "first_name": ("first name", "firstname", "given name", "forename", "first"),
    "last_name": ("last name", "lastname", "family name", "surname", "last"),
    "title": ("job title", "position", "job", "organization title", "organization 1 - title"),
    "organisation": (
        "organization", "company", "company name", "organisation name", "organization name", "business",
        "business name", "employer", "organization 1 - name",
    ),
    "phone": (
        "telephone", "telephone number", "phone number", "mobile", "mobile phone", "cell", "cell phone",
        "tel", "business phone", "work phone", "primary phone", "phone 1 - value", "phone 1",
    ),
    "roles": ("role",),
    "partnerships": ("partnership", "sector partnership"),
    "tags": ("tag", "categories", "category", "labels", "label", "groups", "group"),
    "timezone": ("time zone", "tz"),
    "consent": ("opt in", "opted in", "permission", "email consent"),
    "key": ("key person", "key people", "key contact"),
    "recruiter": ("recruited by", "recruiter id"),
    "assistant": ("assistant email", "assistant e-mail"),
    "decision_maker": ("decision maker", "decisionmaker"),
    "why": ("my why", "your why"),
    "source": ("lead source",),
}  # fmt: skip
FULL_NAME = ("name", "full name", "contact name", "display name")


def folded(name: str) -> str:
    """A column's name without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


FIELDS: Mapping[str, str] = {
    folded(name): field for field in COLUMNS for name in (field, *SYNONYMS[field])
} | {folded(name): "name" for name in FULL_NAME}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each field stands: the columns of the file (from 0) that mean it; the first filled one counts.

    `name` stands for a whole name. `unknown` are the columns we have no use for, as written.
    """

    width: int
    columns: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]


def header(names: Sequence[str]) -> Header:
    """What a file's first line says its columns are."""
    columns: dict[str, tuple[int, ...]] = {}
    for index, name in enumerate(names):
        if field := FIELDS.get(folded(name)):
            columns[field] = (*columns.get(field, ()), index)
    if "first_name" in columns or "last_name" in columns:
        columns.pop("name", None)
    used = {index for indices in columns.values() for index in indices}
    unknown = (name.strip() for index, name in enumerate(names) if index not in used)
    return Header(len(names), columns, tuple(filter(None, unknown)))


def split_name(name: str) -> tuple[str, str]:
    """First and last name of a whole one: `Doe, Jo` and `Jo Doe`; a single word is the first name."""
    last, comma, first = name.partition(",")
    if not comma:
        first, _, last = name.rpartition(" ")
    return (first.strip(), last.strip()) if first.strip() else (last.strip(), "")
