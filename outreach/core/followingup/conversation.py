"""The conversation with one person so far: what went to them and what came back, in order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from outreach.core.followingup.desk import SPEAKS_FOR_ANOTHER
from outreach.core.followingup.words import shortened
from outreach.core.history import Delivery, Status
from outreach.core.inbound.nouns import Inbound, Kept
from outreach.core.notices import called

SAID = {
    "answer": "wrote", "rsvp": "answered", "vote": "voted", "auto_reply": "automatic reply",
    "bounce": "came back", "unsubscribe": "asked to leave", "mention": "wrote on {channel}",
    "complaint": "complained", "other": "sent something",
}  # fmt: skip
ANSWERED = {"accepted": "will come", "declined": "will not come", "tentative": "may come"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation: when (UTC), whose (`us` or `them`), what, and the first words of it."""

    at: datetime
    side: str
    what: str
    words: str = ""


def conversation(sent: Iterable[Delivery], heard: Iterable[Kept]) -> list[Turn]:
    """What went to a person and what came back, the oldest first.

    Args:
        sent: what left for them, or may have.
        heard: what came back for them.
    """
    turns = [_sent(each) for each in sent] + [_heard(each.inbound) for each in heard]
    return sorted(turns, key=lambda turn: (turn.at, turn.side != "us", turn.what))


def _sent(delivery: Delivery) -> Turn:
    maybe = ", which may not have left" if delivery.status is Status.UNKNOWN else ""
    what = "call asked for" if delivery.channel == "phone" else delivery.channel
    return Turn(delivery.settled or delivery.due, "us", f"{called(delivery.key)}, {what}{maybe}")


def _heard(inbound: Inbound) -> Turn:
    what = SAID[inbound.kind].format(channel=inbound.channel)
    if inbound.rsvp is not None:
        what = ANSWERED[inbound.rsvp]
    elif inbound.proposed is not None:
        what = "proposed another time"
    if inbound.match.relation in SPEAKS_FOR_ANOTHER:
        what = f"{shortened(inbound.sender) or 'somebody else'} {what}"
    return Turn(inbound.received, "them", what, shortened(inbound.text or inbound.subject))
