"""What a person must do next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

FollowUpKind = Literal["call", "answer", "post", "task", "fix_address", "resolve", "decide", "write"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing for one person to do. Raised once for each `key`, which never changes.

    `owner` is a contact's id or a role name of the settings; `contact` whom it is about (may be empty);
    `count` how many people or messages it concerns; `reason` one readable sentence; `text` the script, post
    or task in full; `link` where a press does it (a network's compose page), or empty.
    """

    key: str
    due: date
    kind: FollowUpKind
    campaign: str
    step: str
    reason: str
    owner: str
    contact: str = ""
    count: int = 1
    phone: str = ""
    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A follow-up as the ledger lists it: its number, and whether it is done."""

    id: int
    followup: FollowUp
    done: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody noted about a follow-up, and when (UTC)."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which follow-ups somebody looks for; what is left empty excludes none.

    Args:
        kind: those of one kind.
        campaign: those of one campaign.
        owner: those of one owner, and those of the campaigns `convened` that were due by `overdue_since`.
        convened: ids of campaigns.
        overdue_since: a local day.
        done: those that are done, too.
        key_people: who is key beside those whose contact is marked so, as (campaign, contact).
    """

    kind: FollowUpKind | None = None
    campaign: str = ""
    owner: str = ""
    convened: frozenset[str] = frozenset()
    overdue_since: date | None = None
    done: bool = False
    key_people: frozenset[tuple[str, str]] = frozenset()
