"""What SendGrid's Event Webhook tells of our messages.

Source: "Event Webhook Reference" in SendGrid's documentation: a JSON array; a `bounce` of the type `blocked`
was turned away for now; `dropped` was never tried, for a reason that lies before; what we had a message carry
(`custom_args`) stands beside.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from outreach.core.history import Key
from outreach.core.inbound.nouns import Report
from outreach.inbox.posts import as_raw, line_of

MOST = 10_000
"""How many events of one call are read: SendGrid sends no more than some hundreds."""
LONGEST_KEY = 500


class NotUnderstood(Exception):  # noqa: N818
    """What came in is not what SendGrid sends."""


class Meant(NamedTuple):
    """What an event comes to."""

    event: Literal["bounce", "complaint", "unsubscribe"]
    permanent: bool = True


ALWAYS: Mapping[str, Meant] = {
    "spamreport": Meant("complaint"),
    "unsubscribe": Meant("unsubscribe"),
    "group_unsubscribe": Meant("unsubscribe"),
}
DROPPED: Sequence[tuple[str, Meant]] = (
    ("bounced address", Meant("bounce")),
    ("spam reporting address", Meant("complaint")),
    ("unsubscribed address", Meant("unsubscribe")),
    ("invalid smtpapi", Meant("bounce", permanent=False)),
    ("invalid", Meant("bounce")),
    ("", Meant("bounce", permanent=False)),
)
"""What `dropped` means, by what its reason begins with in small letters; the first that fits counts."""


def reports(body: bytes, received: datetime) -> list[tuple[Report, bytes]]:
    """The events that say something of an address, each with its own JSON.

    Delivered, opened, clicked and the like say nothing that counts. `received` dates what has no date.

    Raises:
        NotUnderstood: it is no JSON array.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise NotUnderstood("it is no JSON") from None
    if not isinstance(told, list):
        raise NotUnderstood("it is no list of events")
    return list(_read(told[:MOST], received))


def _read(told: Sequence[Any], received: datetime) -> Iterator[tuple[Report, bytes]]:
    for each in told:
        meant = _meant(each) if isinstance(each, Mapping) else None
        if meant is not None:
            raw = as_raw(each)
            yield _report(each, meant, received, raw), raw


def _meant(told: Mapping[str, Any]) -> Meant | None:
    match told.get("event"):
        case "bounce":
            is_for_now = told.get("type") == "blocked" or line_of(told.get("status")).startswith("4")
            return Meant("bounce", permanent=not is_for_now)
        case "dropped":
            reason = line_of(told.get("reason")).lower()
            return next(meant for begins, meant in DROPPED if reason.startswith(begins))
        case str(event):
            return ALWAYS.get(event)
        case _:
            return None


def _report(told: Mapping[str, Any], meant: Meant, received: datetime, raw: bytes) -> Report:
    return Report(
        id=line_of(told.get("sg_event_id")) or hashlib.sha256(raw).hexdigest(),
        event=meant.event,
        recipient=line_of(told.get("email")).lower(),
        at=_moment(told.get("timestamp"), received),
        permanent=meant.permanent,
        reason=line_of(told.get("reason")),
        key=_key(told.get("delivery")),
    )


def _moment(told: object, received: datetime) -> datetime:
    """Seconds since 1970, never after it came in."""
    try:
        moment = datetime.fromtimestamp(told, UTC) if isinstance(told, int | float) else received
    except (ValueError, OverflowError, OSError):
        return received
    return min(moment, received)


def _key(told: object) -> Key | None:
    """The delivery that we had the message carry the name of."""
    parts = told.split("/") if isinstance(told, str) and len(told) <= LONGEST_KEY else []
    return Key(*parts) if len(parts) == 4 and all(parts) else None  # noqa: PLR2004 - campaign/step/occurrence/recipient
