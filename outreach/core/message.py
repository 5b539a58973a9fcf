"""Email, Post, Invite: what leaves the house. Their bytes are made in `mime` and `icalendar_file`."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from outreach.core.history import Key
from outreach.core.tokens import token


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A display name and an address; the name may be empty and may hold anything a person typed."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an e-mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Invite:
    """One meeting as one attendee's calendar is told of it (RFC 5545, 5546). Times are UTC.

    `method` is REQUEST or CANCEL, or DECLINECOUNTER, which turns down another time that the attendee has
    proposed; `stamp` the DTSTAMP; `uid` and `sequence` come from the ledger, that of an answer to a proposal
    from the proposal. `comment` is a word to the attendee beside it.
    """

    method: Literal["REQUEST", "CANCEL", "DECLINECOUNTER"]
    uid: str
    sequence: int
    stamp: datetime
    title: str
    starts: datetime
    duration: timedelta
    location: str
    description: str
    organizer: Mailbox
    attendee: Mailbox
    url: str = ""
    comment: str = ""

    @property
    def is_entry(self) -> bool:
        """Whether there is anything to put into a calendar by hand, so that it is attached as a file, too."""
        return self.method != "DECLINECOUNTER"


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail to one person. `unsubscribe` holds the URIs of List-Unsubscribe, empty for none.

    `one_click` tells whether the https one answers POST (RFC 8058). `date` is the moment of sending (UTC).
    `feedback_id` is the value of Feedback-ID, empty for none. `auto_generated` says that no person wrote or
    sent it (RFC 3834, 5): due on what the installation asks of its own people, never on a campaign's letters.
    `is_test` marks what somebody sent to look at it (`X-Outreach-Test`). `in_reply_to` is the Message-ID, in
    angle brackets, of the mail that it answers, empty for none (RFC 5322, 3.6.4).
    """

    key: Key
    sender: Mailbox
    reply_to: Mailbox
    to: Mailbox
    subject: str
    text: str
    html: str
    date: datetime
    message_id: str
    list_id: str = ""
    unsubscribe: tuple[str, ...] = ()
    one_click: bool = False
    invite: Invite | None = None
    attachments: tuple[Attachment, ...] = ()
    feedback_id: str = ""
    auto_generated: bool = False
    is_test: bool = False
    in_reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post on one network."""

    key: Key
    network: str
    text: str
    link: str = ""
    image: Attachment | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a person does for us: a call with its script, a task, a post by hand."""

    key: Key
    kind: Literal["call", "task", "post"]
    owner: str
    contact: str
    phone: str
    text: str
    reason: str
    due: datetime
    link: str = ""
    image: Attachment | None = None


Message = Email | Post | Errand


def message_id(key: Key, secret: bytes, domain: str) -> str:
    """The Message-ID of one delivery, in angle brackets: always the same, and telling nobody the key.

    It is a token, so that an answer which names it (In-Reply-To, References, a returned message) can be
    checked without a database, and found by its reference.

    Args:
        key: the delivery.
        secret: the installation's secret key.
        domain: the domain of the sender's address.
    """
    return f"<{token('message', key, secret)}@{domain}>"


def feedback_id(key: Key, domain: str) -> str:
    """The Feedback-ID of one delivery: which mailing people complain about, and nothing about a person.

    `step.campaign:campaign::SenderId`, the narrowest on the left. Each part is the same for everybody and
    means one thing, since Gmail counts the complaints of each part alone ("Feedback Loop", Gmail Help).

    Args:
        key: the delivery.
        domain: the domain of the sender's address; the SenderId (5 to 15 characters) is made from it.
    """
    sender = hashlib.sha256(domain.lower().encode()).hexdigest()[:12]
    return f"{key.step}.{key.campaign}:{key.campaign}::{sender}"
