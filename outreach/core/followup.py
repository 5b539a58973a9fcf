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
