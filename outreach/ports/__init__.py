"""Doors: what the verbs need of the world, as protocols. The real ones are built in `wiring.py`."""

from outreach.ports.channel import (
    Abreast,
    Channel,
    Measured,
    NotSent,
    Receipt,
    Refused,
    Uncertain,
    Unsupported,
)
from outreach.ports.clock import Clock, Rest
from outreach.ports.inbox import Inbox, NotReached, SentByHand, SentFolder
from outreach.ports.ledger import Ledger
from outreach.ports.probe import (
    Disk,
    Known,
    Page,
    Probe,
    RecordKind,
    SecretsFile,
    Store,
    Unanswered,
    Visited,
    ZoneData,
)
from outreach.ports.renderer import Letter, PostText, Reading, Renderer
from outreach.ports.shelf import Shelf
from outreach.ports.written import WAY_IN, Begun, Entry, Outcome, Pending, Said, Stop

__all__ = [
    "WAY_IN",
    "Abreast",
    "Begun",
    "Channel",
    "Clock",
    "Disk",
    "Entry",
    "Inbox",
    "Known",
    "Ledger",
    "Letter",
    "Measured",
    "NotReached",
    "NotSent",
    "Outcome",
    "Page",
    "Pending",
    "PostText",
    "Probe",
    "Reading",
    "Receipt",
    "RecordKind",
    "Refused",
    "Renderer",
    "Rest",
    "Said",
    "SecretsFile",
    "SentByHand",
    "SentFolder",
    "Shelf",
    "Stop",
    "Store",
    "Unanswered",
    "Uncertain",
    "Unsupported",
    "Visited",
    "ZoneData",
]
