"""One line of a sheet that comes back."""

from dataclasses import dataclass

from outreach.core.errors import Place
from outreach.core.people import Contact


@dataclass(frozen=True, slots=True)
class Signed:
    """One line of a sheet that comes back.

    `person` holds what is written of somebody, the id as well; where a list has a single word, which may be
    an id or an address, it is the first name. `came` tells that the line says so. `priorities` are the
    headings of the columns with a mark, `leads` those in which it says that the person leads. `is_plain`
    tells that there is no doubt which part of the line is the name.
    """

    place: Place
    person: Contact
    came: bool
    priorities: tuple[str, ...] = ()
    leads: frozenset[str] = frozenset()
    is_plain: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """What says who it is, the surest first: an id, an e-mail, a full name."""
        return tuple(filter(None, (self.person.id, self.person.email, self.person.name)))
