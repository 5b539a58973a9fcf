"""Who is meant by a line of a sheet: somebody known, somebody new, or a question for whoever wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outreach.actions.attendance.alike import (
    CORRECTED,
    ONE_BUSINESS,
    business_likeness,
    folded,
    is_spelt_like,
    may_be,
)
from outreach.actions.attendance.signed import Signed
from outreach.actions.world import World
from outreach.core.errors import Problem
from outreach.core.people import Contact, business_of

_WORDS = 2
"""Words that a name has, as a rule."""


@dataclass(slots=True)
class Known:
    """Everybody whom anything on a sheet may mean.

    `fits` are they by what is written (folded), `expected` those who may come, by id. `colleagues` are the
    people of each business on the sheet, `tags` all that anybody has.
    """

    fits: dict[str, list[Contact]]
    expected: dict[str, Contact]
    colleagues: dict[str, list[Contact]] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)

    def meant(self, row: Signed) -> Contact | Problem | None:
        """Who it is; None for somebody new."""
        if not row.names:
            return Problem(row.place, "nobody is named here; write an id, an e-mail or a full name")
        found: list[Contact] = []
        sure = False
        for written in row.names:
            fits = self._fits(written)
            both = [each for each in found if each in fits]
            if found and not both and _contradicts(found, fits, written):
                return Problem(row.place, _contradiction(found[0], written))
            sure = sure or any(_is_named_by(each, written) for each in both or fits)
            found = both or found or fits
        return self._one(row, found, sure=sure) if found else self._new(row)

    def add(self, contact: Contact) -> None:
        """Somebody is new, or has changed."""
        self.expected[contact.id] = contact
        for written in {folded(contact.id), folded(contact.email), folded(contact.name)} - {""}:
            others = [each for each in self.fits.get(written, ()) if each.id != contact.id]
            self.fits[written] = [*others, contact]

    def _fits(self, written: str) -> list[Contact]:
        """Whose id or e-mail it is, else whose name."""
        fits = self.fits.get(folded(written), [])
        return [each for each in fits if _is_named_by(each, written)] or fits

    def _one(self, row: Signed, found: list[Contact], *, sure: bool) -> Contact | Problem:
        """The one of them, by the business or by being invited where the name alone fits several."""
        same = [each for each in found if (business_likeness(row.person, each) or 0) >= ONE_BUSINESS]
        found = same or found
        found = [each for each in found if each.id in self.expected] or found
        shown = f"`{row.names[-1]}`"
        if len(found) > 1:
            ids = ", ".join(each.id for each in found)
            return Problem(row.place, f"{shown} fits several people: {ids}; write the id instead")
        (one,) = found
        likeness = business_likeness(row.person, one)
        if sure or likeness is None or likeness >= ONE_BUSINESS:
            return one
        known = f"{shown} is known, as `{one.id}` of {one.organisation}; if it is them, "
        return Problem(row.place, known + _either(one))

    def _new(self, row: Signed) -> Problem | None:
        """Nothing against somebody new; else why it is doubtful that there is one."""
        person, shown = row.person, f"`{row.names[-1]}`"
        if person.id:
            remedy = "clear the id if they walked in, or mend it if not"
            return Problem(row.place, f"nobody has the id `{person.id}`; {remedy}")
        if near := self._near(person):
            named = f"`{near.id}` ({', '.join(filter(None, (near.name, near.organisation)))})"
            said = f"nobody known is called {shown}; did you mean {named}? If so, {_either(near)}"
            return Problem(row.place, said)
        unknown = f"nobody known is called {shown}"
        if not row.came:
            return Problem(row.place, f"{unknown}; if they walked in, mark them as having come")
        if not row.is_plain or not _is_whole(person):
            example = "first name and last name, then the business, such as `Jo Doe, Example Roofing`"
            return Problem(row.place, f"{unknown}; if they walked in, write {example}")
        return None

    def _near(self, person: Contact) -> Contact | None:
        """Somebody who may come, and may be meant by another spelling."""
        if not person.name:
            return None
        return next((each for each in self.expected.values() if may_be(person, each)), None)


def known(world: World, rows: Sequence[Signed], expected: Mapping[str, Contact]) -> Known:
    """Everybody whom the lines may mean; everybody else is passed by, one at a time."""
    fits: dict[str, list[Contact]] = {folded(name): [] for row in rows for name in row.names}
    businesses: dict[str, list[Contact]] = {business_of(row.person): [] for row in rows}
    found, wanted = Known(fits, dict(expected), businesses), fits.keys() - {""}
    businesses.pop("", None)
    for contact in world.ledger.contacts():
        found.tags |= contact.tags
        for written in _written(contact) & wanted:
            fits[written].append(contact)
        if (business := business_of(contact)) in businesses:
            businesses[business].append(contact)
    return found


def _is_whole(person: Contact) -> bool:
    """Whether it is the name of a person, first and last, or one of them and an e-mail."""
    words = [word for word in person.name.split() if any(map(str.isalpha, word))]
    is_name = bool(words) and not any(map(str.isdigit, person.name))
    return is_name and (len(words) >= _WORDS or bool(person.email))


def _written(contact: Contact) -> set[str]:
    return {folded(contact.id), folded(contact.email), folded(contact.name)}


def _is_named_by(contact: Contact, written: str) -> bool:
    """Whether it is an id or an e-mail of theirs."""
    return folded(written) in (folded(contact.id), folded(contact.email))


def _contradicts(found: Iterable[Contact], fits: Sequence[Contact], written: str) -> bool:
    """Whether it is somebody else's; an e-mail that nobody has may be a new one, a name be misspelt."""
    if fits:
        return True
    named = [each.name for each in found if each.name]
    return "@" not in written and bool(named) and not any(is_spelt_like(written, n, CORRECTED) for n in named)


def _contradiction(found: Contact, written: str) -> str:
    remedy = "clear the id if somebody else came, or mend the rest if not"
    return f"this row names {found.id} ({found.name or found.email}), and also `{written}`; {remedy}"


def _either(one: Contact) -> str:
    return (
        f"write the id `{one.id}`; if it is somebody else, import them with `outreach contacts import`, and "
        "write their id"
    )
