"""What came back: as it arrived, what it says, whose it is, and how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from outreach.core.history import Choice, Key, Rsvp
from outreach.core.message import Mailbox
from outreach.core.tokens import Purpose

Kind = Literal[
    "answer", "rsvp", "vote", "auto_reply", "bounce", "unsubscribe", "mention", "complaint", "other"
]
"""What came back, in the words of `outreach collect --json`."""

Partstat = Literal["accepted", "declined", "tentative", "needs-action", "delegated"]
"""RFC 5545, 3.2.12, in lower case."""

Confidence = Literal["certain", "likely", "possible", "none"]
"""How sure a match is: proved by a signature of ours; by what only we and they know; by the sender; not."""

Relation = Literal["self", "assistant", "colleague", "other_address", "forwarded", "stranger", "nobody"]
"""Who wrote, seen from the person whom our message went to.

`self` from their own address; `assistant` from the one that may answer for them; `colleague` somebody of
the same business; `other_address` the same name at an address nobody told us; `forwarded` somebody else who
has our message; `stranger` nobody known, about an event of ours; `nobody` where no person is meant.
"""

COUNTED: frozenset[Relation] = frozenset({"self", "assistant", "other_address"})
"""Who may answer for a person. What others say is shown, and counts for nobody until a person decides."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mail that is not its words; `kind` is its media type, `method` a calendar part's."""

    kind: str
    content: bytes
    name: str = ""
    charset: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as it came (RFC 5322, MIME), decoded as far as it can be; nothing in it is trusted.

    Addresses are in lower case. `references` are the Message-IDs it answers, newest first, in angle brackets.
    `to` holds whom it was written to and whom it was delivered to (To, Cc, Delivered-To, X-Original-To).
    `date` is the sender's word, `received` that of the last server that took it (the topmost Received); UTC.
    `headers` are unfolded and decoded, names in lower case, in order. `text` are its words, from the plain
    text or else made from the HTML, as a person sees them, quotes and signature included. `raw` is the whole
    of it as it came, for the reports inside that no plain reading keeps.
    """

    message_id: str
    sender: Mailbox
    subject: str
    text: str
    to: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    received: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    html: str = ""
    parts: tuple[Part, ...] = ()
    raw: bytes = b""

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or nothing."""
        return next((value for each, value in self.headers if each == name), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every header of that name (lower case), in order."""
        return tuple(value for each, value in self.headers if each == name)


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """What a calendar says for its owner (RFC 5546, 3.2.3, 3.2.7). Times are UTC, addresses in lower case.

    `method` REPLY answers; COUNTER proposes another time and is never a yes. `sequence` is None where it says
    none. `by` is who answered in the attendee's place (SENT-BY), `delegated_to` who comes instead.
    `starts` is the time that a COUNTER proposes (or None where that could not be understood).
    """

    method: Literal["REPLY", "COUNTER"]
    uid: str
    attendee: str
    partstat: Partstat
    attendee_name: str = ""
    sequence: int | None = None
    stamp: datetime | None = None
    by: str = ""
    delegated_to: str = ""
    comment: str = ""
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bounced:
    """One address a message could not be delivered to. `status` is RFC 3463's, or empty."""

    recipient: str
    permanent: bool
    status: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What something says, seen alone: before anybody has looked whose it is.

    `why` is the sign it was recognised by, as a person reads it. `text` are the new words alone, without what
    is quoted and the signature.
    """

    kind: Kind
    why: str
    text: str = ""
    calendar: CalendarReply | None = None
    bounced: tuple[Bounced, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A post of somebody else on a network that names us, or answers a post of ours.

    `in_reply_to` is the provider's id of the post that it answers, as a channel's receipt gave it, or empty.
    """

    id: str
    network: str
    author: str
    name: str
    text: str
    url: str
    at: datetime
    in_reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider reports of one message of ours, by a signed webhook.

    `id` is the provider's own for the event. `key` names the delivery where we had it carry one.
    """

    id: str
    event: Literal["bounce", "complaint", "unsubscribe"]
    recipient: str
    at: datetime
    permanent: bool = True
    reason: str = ""
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """One thing as an inbox hands it over, raw, and what the inbox itself could read of it.

    Args:
        inbox: which one: `imap`, `files`, `sendgrid`, `x`, `mastodon`, `bluesky`.
        source: where it lies: a file's path, `INBOX 42`, a provider's id.
        raw: the bytes as they came; for a mail the whole mail (RFC 5322).
        at: when the inbox took it (UTC), None where it does not say.
        said: what a network or a webhook says; None for a mail, which is read here.
        mark: where the inbox goes on from once this is stored; empty where it keeps no place.
        place: the name under which `mark` is kept, such as `imap INBOX`.
        empty: nothing came that is worth keeping, and only the mark counts.
    """

    inbox: str
    source: str
    raw: bytes
    at: datetime | None = None
    said: Mention | Report | None = None
    mark: str = ""
    place: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Whose something is, and what it is about; empty where nothing is known. `why` as a person reads it.

    `contact` is the person whom it is for: the one our message went to. `by` is who wrote where that is
    another contact of ours. `purpose` is what the token that it carries lets its holder do.
    """

    contact: str = ""
    campaign: str = ""
    step: str = ""
    occurrence: str = ""
    event: str = ""
    relation: Relation = "nobody"
    confidence: Confidence = "none"
    why: str = ""
    by: str = ""
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """Something that came back, as it is kept: what was said, and whose it is.

    `identity` is the same for the same thing however often and wherever it arrives. `received` is when it
    came (UTC), by its own headers. `counts` tells that it stands for the contact; else it is shown only.
    `choices` are a vote's. `rsvp` is what an answer to the invitation comes to, None for a proposal.
    """

    identity: str
    inbox: str
    source: str
    channel: str
    received: datetime
    kind: Kind
    sender: str
    sender_name: str
    subject: str
    text: str
    match: Match
    why: str = ""
    counts: bool = False
    partstat: Partstat | None = None
    rsvp: Rsvp | None = None
    sequence: int | None = None
    stamp: datetime | None = None
    choices: Mapping[datetime, Choice] = field(default_factory=dict)
    recipient: str = ""
    permanent: bool | None = None
    message_id: str = ""
    proposed: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the ledger holds of one thing that came back: its number, and when a person answered it (UTC)."""

    id: int
    inbound: Inbound
    answered: datetime | None = None
