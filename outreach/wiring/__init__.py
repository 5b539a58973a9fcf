"""Builds the real world from the settings and hands it to the verbs."""

from outreach.wiring.clock import SystemClock, VirtualClock, now
from outreach.wiring.room import PRIVATE, Room, faq, outbox_folder, room, spool
from outreach.wiring.waysin import EVERY, FIRST_LOOK, files, inboxes, sent_folder, watch
from outreach.wiring.waysout import channels, provider
from outreach.wiring.worlds import UNSIGNED, open_world, simulated

__all__ = [
    "EVERY",
    "FIRST_LOOK",
    "PRIVATE",
    "UNSIGNED",
    "Room",
    "SystemClock",
    "VirtualClock",
    "channels",
    "faq",
    "files",
    "inboxes",
    "now",
    "open_world",
    "outbox_folder",
    "provider",
    "room",
    "sent_folder",
    "simulated",
    "spool",
    "watch",
]
