"""People, the partnerships they belong to, and how an audience is chosen among them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr

from outreach.core.errors import Place
from outreach.core.fields import HolidayCalendar, Ids, Link, ZoneName


class Role(StrEnum):
    """What somebody is to a partnership."""

    BUSINESS_MEMBER = "business_member"
    CHAMPION = "champion"
    LEAD_CHAMPION = "lead_champion"
    CONVENER = "convener"
    CORE_PARTNER = "core_partner"
    SUPPORT_PARTNER = "support_partner"
    SUPPORTER = "supporter"
    AMBASSADOR = "ambassador"
    PRESS = "press"


IMPLIED: dict[Role, frozenset[Role]] = {
    Role.CHAMPION: frozenset({Role.BUSINESS_MEMBER}),
    Role.LEAD_CHAMPION: frozenset({Role.CHAMPION, Role.BUSINESS_MEMBER}),
}


class Consent(StrEnum):
    """Why we may write to somebody. A recruiter counts as a relationship."""

    YES = "yes"
    RELATIONSHIP = "relationship"
    NO = "no"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Whether an address may still be written to; everything but `ok` is a suppression."""

    OK = "ok"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as imported. `standing` comes from the ledger's suppressions, never from a file.

    `roles` holds what was written; `all_roles` adds what that implies (a champion is a business member).
    `recruiter` is the id of the contact who knows this person; `assistant` an address that may answer for
    them; `key` marks people to telephone; `decision_maker` is None where nobody has said.
    """

    id: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    organisation: str = ""
    phone: str = ""
    roles: frozenset[str] = frozenset()
    partnerships: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    timezone: str = ""
    consent: Consent = Consent.UNKNOWN
    key: bool = False
    recruiter: str = ""
    assistant: str = ""
    decision_maker: bool | None = None
    why: str = ""
    source: str = ""
    standing: Standing = Standing.OK

    @property
    def name(self) -> str:
        """First and last name, or what there is of them; may be empty."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def all_roles(self) -> frozenset[str]:
        """The roles written and those they imply."""
        implied = (IMPLIED.get(role, frozenset()) for role in self.roles)  # type: ignore[call-overload]
        return self.roles.union(*implied)

    @property
    def may_get_list_mail(self) -> bool:
        """Whether there is consent or a stated relationship (rule K002)."""
        if self.consent is Consent.UNKNOWN:
            return bool(self.recruiter)
        return self.consent is not Consent.NO


def business_of(contact: Contact) -> str:
    """The business somebody belongs to, the same however its name is spaced or capitalised; may be empty."""
    return "".join(contact.organisation.split()).casefold()


class Selection(BaseModel):
    """Who: every condition must hold, a list means any of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: tuple[Role, ...] = ()
    partnerships: Ids = ()
    tags: tuple[str, ...] = ()
    contacts: Ids = ()
    exclude: "Selection | None" = None

    def __contains__(self, contact: object) -> bool:
        """Whether a contact is chosen; an empty selection chooses nobody."""
        return isinstance(contact, Contact) and self._holds(contact)

    def _holds(self, contact: Contact) -> bool:
        conditions = (
            (self.roles, contact.all_roles),
            (self.partnerships, contact.partnerships),
            (self.tags, contact.tags),
            (self.contacts, (contact.id,)),
        )
        written = [(wanted, has) for wanted, has in conditions if wanted]
        if not written or any(not set(wanted).intersection(has) for wanted, has in written):
            return False
        return self.exclude is None or contact not in self.exclude


class Partnership(BaseModel):
    """One partnership of `config/partnerships.yaml`; its id is the key it stands under."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    industry: str = ""
    region: str = ""
    timezone: ZoneName | None = None
    holidays: HolidayCalendar | None = None
    stage: Literal["preparing_to_launch", "moving_to_action", "sustaining", "resting"] = "preparing_to_launch"
    conveners: Ids = ()
    champions: Ids = ()
    website: Link | None = None

    _place: Place = PrivateAttr(default=Place("config/partnerships.yaml"))

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self._place

    def placed(self, place: Place) -> Self:
        """This partnership, knowing where it was written."""
        self._place = place
        return self
