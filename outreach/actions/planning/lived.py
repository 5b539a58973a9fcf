"""What became of everything, gathered as a reader thinks of it: one message to so many people on one day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from outreach.core.history import Delivery, Status
from outreach.ports import Ledger


@dataclass(slots=True)
class Lived:
    """One step and occurrence on one channel, with one end at one moment (UTC), and to whom."""

    campaign: str
    step: str
    occurrence: str
    channel: str
    status: Status
    at: datetime
    reason: str
    recipients: list[str] = field(default_factory=list)


def lived(ledger: Ledger, start: datetime, end: datetime) -> list[Lived]:
    """Everything that came to an end, or stands still, from `start` to `end`; in order of moment."""
    found: dict[tuple[object, ...], Lived] = {}
    for each in _within(ledger, start, end):
        at = each.settled or each.due
        key = each.key
        mark = (key.campaign, key.step, key.occurrence, each.channel, each.status, at, each.reason)
        if mark not in found:
            found[mark] = Lived(
                key.campaign, key.step, key.occurrence, each.channel, each.status, at, each.reason
            )
        found[mark].recipients.append(key.recipient)
    return sorted(found.values(), key=lambda each: (each.at, each.campaign, each.step, each.channel))


def _within(ledger: Ledger, start: datetime, end: datetime) -> Iterator[Delivery]:
    for each in ledger.deliveries():
        if start <= (each.settled or each.due) <= end:
            yield each
