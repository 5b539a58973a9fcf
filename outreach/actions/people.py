"""Importing people: from the rows of a file and the people who exist to what is saved and what is said."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from outreach.core.errors import Place, Problem
from outreach.core.people import Consent, Contact, Standing

LEFT = frozenset({Standing.UNSUBSCRIBED, Standing.COMPLAINED})


@dataclass(frozen=True, slots=True)
class Row:
    """One person as a file has them.

    `columns` names the fields the file speaks about: one outside it leaves what is known alone, a blank one
    inside it clears it. `contact.id` is empty where none is written; then there is an e-mail.
    """

    place: Place
    contact: Contact
    columns: frozenset[str]


class Likeness(StrEnum):
    """What makes two entries look like one person. The first two are certain, the others a guess."""

    ID = "id"
    EMAIL = "e-mail address"
    ORGANISATION = "name and organisation"
    PHONE = "name and telephone number"


@dataclass(frozen=True, slots=True)
class Double:
    """The row at `place` (person `contact`) and the person `other` are one, or probably one.

    `imported` is False where the row was left out, so that nobody is doubled.
    """

    place: Place
    contact: str
    other: str
    same: Likeness
    imported: bool

    def __str__(self) -> str:
        if self.imported:
            return (
                f"{self.place}: `{self.contact}` has the {self.same} of `{self.other}`; both are kept. "
                "If they are one person, give both rows the same id, or remove one"
            )
        return (
            f"{self.place}: not imported, because its {self.same} already belongs to `{self.other}`. "
            f"If they are one person, keep one row, with the id `{self.other}`; if not, correct this row"
        )


@dataclass(frozen=True, slots=True)
class Import:
    """What an import comes to.

    `to_save` are the people added or changed, in the order of the file. `warnings` are about rows that were
    taken. `unwritable` counts, over everybody in the file, those who cannot get list mail, by reason.
    """

    to_save: tuple[Contact, ...]
    doubles: tuple[Double, ...]
    warnings: tuple[Problem, ...]
    unwritable: Mapping[str, int]
    added: int
    changed: int
    unchanged: int

    def batches(self, size: int = 1000) -> Iterator[Sequence[Contact]]:
        """The people to save, `size` at a time."""
        for start in range(0, len(self.to_save), size):
            yield self.to_save[start : start + size]


def slug(text: str) -> str:
    """Lower-case words and hyphens, accents dropped; empty where nothing of the text can be kept."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def id_from(email: str) -> str:
    """The id made from an address, the same every time: `jo.doe@example.org` becomes `jo-doe-example-org`.

    An address that Latin letters cannot write gets `person-` and a digest of it.
    """
    local, _, domain = email.casefold().rpartition("@")
    if (words := slug(local)) and (where := slug(domain)):
        return f"{words}-{where}"
    return f"person-{hashlib.sha256(email.casefold().encode()).hexdigest()[:10]}"


def free_id(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The id that is wanted, with the first number behind it that makes it nobody else's."""
    candidate, number = wanted, 1
    while is_taken(candidate):
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def indexed(people: Iterable[Contact]) -> tuple[dict[str, Contact], dict[str, Contact]]:
    """People by id, and by case-folded e-mail (the first of them where two share one): what merge needs."""
    by_id = {person.id: person for person in people}
    by_email: dict[str, Contact] = {}
    for person in by_id.values():
        if person.email:
            by_email.setdefault(person.email.casefold(), person)
    return by_id, by_email


def why_unwritable(person: Contact) -> str:
    """Why this person can get no list mail, in words; empty where they can."""
    if not person.email:
        return "no e-mail address"
    if person.standing is not Standing.OK:
        return person.standing.value
    if person.consent is Consent.NO:
        return "said no"
    return "" if person.may_get_list_mail else "neither consent nor a relationship"


def merge(
    rows: Sequence[Row], existing_by_id: Mapping[str, Contact], existing_by_email: Mapping[str, Contact]
) -> Import:
    """What to save so that the file's people are known, and what to tell about it.

    Rows match by id, then by e-mail without regard to case (`existing_by_email` is keyed case-folded; see
    `indexed`). Of two rows that are certainly one person the first is taken. Merging twice changes nothing.
    """
    merging = _Merging(rows, existing_by_id, existing_by_email)
    for row in rows:
        merging.take(row)
    return merging.result()


class _Merging:
    def __init__(
        self, rows: Iterable[Row], by_id: Mapping[str, Contact], by_email: Mapping[str, Contact]
    ) -> None:
        self._existing = by_id
        self._owner = {email: person.id for email, person in by_email.items()}
        self._reserved = {row.contact.id for row in rows}
        self._taken: dict[str, tuple[Row, Contact]] = {}
        self._doubles: list[Double] = []
        self._warnings: list[Problem] = []

    def take(self, row: Row) -> None:
        """Match one row, and keep what it says unless it would double somebody."""
        email = row.contact.email.casefold()
        holder = self._owner.get(email, "") if email else ""
        person = row.contact.id or holder or self._new_id(email)
        if self._is_known_as(person, holder):
            self._warn(
                row, f"is known as `{holder}` already, by the e-mail; that id stays, and the row is taken"
            )
            person = holder
        if holder and holder != person:
            self._doubles.append(Double(row.place, person, holder, Likeness.EMAIL, imported=False))
        elif person in self._taken:
            same = Likeness.ID if row.contact.id else Likeness.EMAIL
            self._doubles.append(Double(row.place, person, person, same, imported=False))
        else:
            self._keep(row, person)

    def _is_known_as(self, person: str, holder: str) -> bool:
        """Whether a row with a new id is somebody who exists, and whom no other row of the file means."""
        new = person not in self._existing
        return bool(holder) and new and holder in self._existing and holder not in self._reserved

    def _keep(self, row: Row, person: str) -> None:
        before = self._existing.get(person)
        after = self._updated(row, before) if before else replace(row.contact, id=person)
        if before and self._owner.get(before.email.casefold()) == person:
            del self._owner[before.email.casefold()]
        if after.email:
            self._owner[after.email.casefold()] = person
        self._taken[person] = (row, after)

    def _updated(self, row: Row, before: Contact) -> Contact:
        written = {name: getattr(row.contact, name) for name in row.columns if name != "id"}
        if written.get("consent") is Consent.UNKNOWN:
            del written["consent"]
        moved = "email" in written and written["email"].casefold() != before.email.casefold()
        if moved and before.standing in LEFT:
            del written["email"]
            self._warn(
                row,
                f"`{before.id}` has {before.standing} and keeps the old address, because an import never "
                "starts mail again; if this person asks for it, forget them and import them anew",
            )
        elif moved:
            written["standing"] = Standing.OK
        return replace(before, **written)

    def _warn(self, row: Row, message: str) -> None:
        self._warnings.append(Problem(row.place, message))

    def _new_id(self, email: str) -> str:
        found = free_id(id_from(email), lambda each: each in self._existing or each in self._reserved)
        self._reserved.add(found)
        return found

    def result(self) -> Import:
        """Settle what needs everybody: recruiters, probable doubles, counts."""
        people = [self._recruited(row, person) for row, person in self._taken.values()]
        self._guess_doubles(people)
        changed = [person for person in people if self._existing.get(person.id) != person]
        added = sum(person.id not in self._existing for person in changed)
        return Import(
            tuple(changed),
            tuple(self._doubles),
            tuple(self._warnings),
            dict(Counter(why for person in people if (why := why_unwritable(person)))),
            added,
            len(changed) - added,
            len(people) - len(changed),
        )

    def _recruited(self, row: Row, person: Contact) -> Contact:
        """A recruiter may be named by e-mail; one nobody knows is kept as written, with a warning."""
        recruiter = self._owner.get(person.recruiter.casefold(), person.recruiter)
        if recruiter and recruiter not in self._taken and recruiter not in self._existing:
            known = "has that e-mail address" if "@" in recruiter else f"has the id `{recruiter}`"
            self._warn(
                row, f"nobody {known}, the recruiter of `{person.id}`; import that person too, or mend it"
            )
        return person if recruiter == person.recruiter else replace(person, recruiter=recruiter)

    def _guess_doubles(self, people: Sequence[Contact]) -> None:
        first: dict[tuple[str, ...], str] = {}
        for person in self._existing.values():
            if person.id not in self._taken:
                for _, key in _likenesses(person):
                    first.setdefault(key, person.id)
        for person in people:
            for same, key in _likenesses(person):
                other = first.setdefault(key, person.id)
                if other != person.id:
                    place = self._taken[person.id][0].place
                    self._doubles.append(Double(place, person.id, other, same, imported=True))
                    break


def _likenesses(person: Contact) -> Iterator[tuple[Likeness, tuple[str, ...]]]:
    name = _folded(person.name)
    if name and (organisation := _folded(person.organisation)):
        yield Likeness.ORGANISATION, (name, organisation)
    if name and (digits := "".join(filter(str.isdecimal, person.phone))[-10:]):
        yield Likeness.PHONE, (name, "", digits)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
