"""Calls as SendGrid makes them: forms with fields, signatures by a key of P-256, and events."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from outreach.inbox.sendgrid.signing import SIGNATURE, TIMESTAMP

NOW = datetime(2027, 3, 22, 15, tzinfo=UTC)
BOUNDARY = "xYzZY"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
File = tuple[str, str, bytes]
"""A file of a form: its name, its Content-Type, its content."""


class Signer:
    """Somebody who signs as SendGrid does, with a key of their own."""

    def __init__(self) -> None:
        self._key = generate_private_key(SECP256R1())

    @property
    def public(self) -> str:
        """The verification key as SendGrid shows it."""
        der = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(der).decode()

    def headers(self, body: bytes, at: datetime = NOW) -> dict[str, str]:
        """The two headers that prove a body."""
        stamp = str(int(at.timestamp()))
        signature = self._key.sign(stamp.encode() + body, ECDSA(SHA256()))
        return {SIGNATURE: base64.b64encode(signature).decode(), TIMESTAMP: stamp}


def form(fields: Mapping[str, str | bytes | File]) -> bytes:
    """A form as Inbound Parse sends it."""
    parts = []
    for name, value in fields.items():
        head = f'Content-Disposition: form-data; name="{name}"'
        if isinstance(value, tuple):
            head += f'; filename="{value[0]}"\r\nContent-Type: {value[1]}'
            content = value[2]
        else:
            content = value.encode() if isinstance(value, str) else value
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def event(kind: str, **changes: Any) -> dict[str, Any]:
    """An event of a message of ours ("Event Webhook Reference")."""
    return {
        "email": "bm-1@example.org", "timestamp": int(NOW.timestamp()) - 60, "event": kind,
        "smtp-id": "<bm-1.1@partnerships.example.org>", "sg_event_id": f"{kind}-1",
        "sg_message_id": "14c5d75ce93.1",
        "category": ["invite", "spring"], "delivery": "spring/invite/once/bm-1", "reference": "abcdefghijkl",
        **changes,
    }  # fmt: skip


def batch(*events: object) -> bytes:
    """Several events as one body, which ends with a line end."""
    return json.dumps(events, indent=2).encode() + b"\r\n"


HEADERS = """\
Received: from mail.builders.test (mail.builders.test [192.0.2.7]) by mx.sendgrid.net with ESMTP id na9 for <hello+r2abc@replies.example.org>; Mon, 22 Mar 2027 14:59:00 +0000 (UTC)
From: José García <champion-1@builders.test>
To: "Example Sector Partnerships" <hello@partnerships.example.org>
Subject: Re: Spring meeting, ¿dónde?
Date: Mon, 22 Mar 2027 08:58:00 -0600
Message-Id: <answer-1@builders.test>
In-Reply-To: <bm-1.1@partnerships.example.org>
Mime-Version: 1.0
Content-Type: multipart/alternative; boundary="0000000000002b1c"
"""  # noqa: E501 - SendGrid unfolds them
ENVELOPE = json.dumps({"to": ["hello+r2abc@replies.example.org"], "from": "champion-1@builders.test"})


def parsed(**changes: str | bytes | File) -> dict[str, str | bytes | File]:
    """The fields of a mail in the form that Inbound Parse has by default."""
    return {
        "headers": HEADERS, "dkim": "{@builders.test : pass}", "SPF": "pass", "sender_ip": "192.0.2.7",
        "to": '"Example Sector Partnerships" <hello@partnerships.example.org>',
        "from": "José García <champion-1@builders.test>", "subject": "Re: Spring meeting, ¿dónde?",
        "text": "Sí, iré.\n", "html": "<p>Sí, iré.</p>", "envelope": ENVELOPE, "attachments": "0",
        "charsets": '{"to":"UTF-8","from":"UTF-8","subject":"UTF-8","text":"utf-8","html":"utf-8"}',
        **changes,
    }  # fmt: skip


RAW = b"""\
From: =?utf-8?Q?Jos=C3=A9?= <champion-1@builders.test>\r
To: hello@partnerships.example.org\r
Subject: Re: Spring meeting\r
Message-ID: <answer-2@builders.test>\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: 8bit\r
\r
S\xed, ir\xe9.\r
\r
--\r
Jos\xe9\r
"""
