"""Signed tokens: which message an answer belongs to, short enough for the part of an address after the plus.

A token is a purpose letter, a public reference derived from the delivery key, and a keyed signature. It can
be checked without a database; the reference is looked up in the ledger.
"""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Literal

from outreach.core.history import Key

Purpose = Literal["reply", "unsubscribe", "rsvp", "decline", "vote", "agree", "post", "message", "digest"]
LETTERS: dict[Purpose, str] = {
    "reply": "r", "unsubscribe": "u", "rsvp": "y", "decline": "n", "vote": "v", "agree": "a", "post": "p",
    "message": "m", "digest": "d",
}  # fmt: skip
REFERENCE = 12
SIGNATURE = 16


def _base32(digest: bytes, length: int) -> str:
    return base64.b32encode(digest).decode("ascii").lower()[:length]


# A message carries several tokens of one delivery, and its headers some of them again.
@lru_cache(maxsize=64)
def reference(key: Key) -> str:
    """The public name of a delivery: 12 letters and digits, the same for the same key."""
    return _base32(hashlib.sha256(str(key).encode()).digest(), REFERENCE)


@lru_cache(maxsize=64)
def token(purpose: Purpose, key: Key, secret: bytes) -> str:
    """The token that lets the holder do one thing about one message (80 bits of signature)."""
    letter = LETTERS[purpose]
    ref = reference(key)
    signature = hmac.new(secret, f"{letter}.{ref}".encode(), hashlib.sha256).digest()
    return f"{letter}{ref}{_base32(signature, SIGNATURE)}"


def read_token(text: str, secret: bytes) -> tuple[Purpose, str] | None:
    """The purpose and the reference of a token, or None when it is not one of ours."""
    if len(text) != 1 + REFERENCE + SIGNATURE or not text.isascii():
        return None
    letter, ref, given = text[0].lower(), text[1 : 1 + REFERENCE].lower(), text[1 + REFERENCE :].lower()
    purpose = next((name for name, each in LETTERS.items() if each == letter), None)
    signature = hmac.new(secret, f"{letter}.{ref}".encode(), hashlib.sha256).digest()
    if purpose is None or not hmac.compare_digest(_base32(signature, SIGNATURE), given):
        return None
    return purpose, ref
