"""Doors: what the verbs need of the world, as protocols. The real ones are built in `wiring.py`."""

from outreach.ports.channel import Channel, NotSent, Receipt, Refused, Unsupported
from outreach.ports.clock import Clock
from outreach.ports.ledger import Begun, Entry, Ledger, Outcome, Pending, Said
from outreach.ports.renderer import Letter, PostText, Reading, Renderer

__all__ = [
    "Begun",
    "Channel",
    "Clock",
    "Entry",
    "Ledger",
    "Letter",
    "NotSent",
    "Outcome",
    "Pending",
    "PostText",
    "Reading",
    "Receipt",
    "Refused",
    "Renderer",
    "Said",
    "Unsupported",
]
