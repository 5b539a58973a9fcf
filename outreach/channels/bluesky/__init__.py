"""Bluesky: posts under a record key of our own, with facets, a card for the link or a picture."""

from outreach.channels.bluesky.channel import Bluesky
from outreach.channels.bluesky.record import payload, record_key

__all__ = ["Bluesky", "payload", "record_key"]
