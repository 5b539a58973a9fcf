"""Whether SendGrid signed what came in: ECDSA on P-256 over the timestamp and the body as it came.

Sources: "Getting Started with the Event Webhook Security Features" and "Securing your Inbound Parse Webhooks"
in SendGrid's documentation; the `sendgrid` package, whose own helper takes a body only as text.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from outreach.core.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"
EARLY = timedelta(minutes=5)
"""How far SendGrid's clock may be ahead of ours."""
EVENTS_LATE, MAIL_LATE = timedelta(hours=25), timedelta(hours=73)
"""How old a signature may be: SendGrid tries for a day to hand over events, for three days to hand over mail,
and does not say that it signs anew. What is handed over twice is kept once, so that age alone does no harm.
"""
LONGEST = 200
"""Characters of a signature: DER of two numbers of 32 bytes, in base64, has 96."""
_SECONDS = re.compile(r"[0-9]{1,12}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{24,200}")
_NOT_A_KEY = (
    "SENDGRID_WEBHOOK_KEY is not the verification key alone; copy it again from SendGrid (Settings, Mail "
    "Settings, Event Webhooks), and put several one after the other with a space between"
)


Verdict = Literal["signed", "not of now", "not signed"]
"""Signed by SendGrid now; at another time, or our clock is wrong; by nobody we know."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Tells what SendGrid signed with one of these keys; without a key, nothing."""

    keys: tuple["EllipticCurvePublicKey", ...] = ()

    @classmethod
    def by(cls, written: str) -> "Signed":
        """The keys as the settings hold them: base64 of a SubjectPublicKeyInfo each, blanks between.

        Raises:
            UsageError: one of them is no such key.
        """
        return cls(tuple(map(_key, written.split()))) if written.strip() else cls()

    def verdict(self, headers: Mapping[str, str], body: bytes, now: datetime, late: timedelta) -> Verdict:
        """What a body is that came with these headers (names in lower case); `late` is how old it may be."""
        written, stamp = headers.get(SIGNATURE, ""), headers.get(TIMESTAMP, "")
        if not self.may_be_signed(headers):
            return "not signed"
        try:
            signature = base64.b64decode(written, validate=True)
        except (binascii.Error, ValueError):
            return "not signed"
        if not self._is_signed(signature, stamp.encode("ascii") + body):
            return "not signed"
        return "signed" if _is_of_now(stamp, now, late) else "not of now"

    def may_be_signed(self, headers: Mapping[str, str]) -> bool:
        """Whether it is worth reading the body: there is a key, and something that looks like a signature."""
        written, stamp = headers.get(SIGNATURE, ""), headers.get(TIMESTAMP, "")
        return bool(self.keys) and 0 < len(written) <= LONGEST and bool(_SECONDS.fullmatch(stamp))

    def _is_signed(self, signature: bytes, content: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - only what comes in needs it
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA  # noqa: PLC0415 - likewise
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - likewise

        for key in self.keys:
            try:
                key.verify(signature, content, ECDSA(SHA256()))
            except InvalidSignature:
                continue
            return True
        return False


def secret_of(written: str) -> str:
    """The secret that may end the address for mail, as the settings hold it; empty where there is none.

    Raises:
        UsageError: it is easily guessed, or cannot stand in an address.
    """
    if written and not _SECRET.fullmatch(written):
        raise UsageError(
            "SENDGRID_INBOUND_SECRET must have 24 letters and digits or more, and nothing else but - and _"
        )
    return written


def signature_headers(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """The two headers of a request that tell of a signature; one that came twice counts as none."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: found[name][0] for name in (SIGNATURE, TIMESTAMP) if len(found.get(name, ())) == 1}


def _is_of_now(stamp: str, now: datetime, late: timedelta) -> bool:
    age = now.timestamp() - int(stamp)
    return -EARLY.total_seconds() <= age <= late.total_seconds()


def _key(written: str) -> "EllipticCurvePublicKey":
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - only `serve` needs it
    from cryptography.hazmat.primitives.asymmetric.ec import (  # noqa: PLC0415 - likewise
        SECP256R1,
        EllipticCurvePublicKey,
    )
    from cryptography.hazmat.primitives.serialization import load_der_public_key  # noqa: PLC0415 - likewise

    try:
        key = load_der_public_key(base64.b64decode(written, validate=True))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UsageError(_NOT_A_KEY) from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise UsageError(_NOT_A_KEY)
    return key
