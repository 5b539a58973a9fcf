"""Mastodon: posts under an Idempotency-Key, pictures with alternative text, the server's own length limit."""

from outreach.channels.mastodon.channel import Mastodon, payload

__all__ = ["Mastodon", "payload"]
