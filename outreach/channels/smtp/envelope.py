"""What is said to the server about one message: its envelope, the commands, the bytes of its body. Pure."""

import math
from dataclasses import dataclass

from outreach.channels.smtp.meaning import Stage
from outreach.core.message import Email, Message
from outreach.core.mime import needs_utf8, to_bytes, wire_address
from outreach.ports import Refused, Unsupported

DOT = b".\r\n"
"""Ends the body (RFC 5321, 4.1.1.4); alone, the body of a message that nobody will get (RFC 2920, 3.1)."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Offers:
    """What a server says it can do (RFC 5321, 4.1.1.1). `size` is its largest message (octets), 0 for any."""

    pipelining: bool = False
    smtputf8: bool = False
    sizes: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to one reader. `body` is what follows DATA, its dots doubled, with the dot that ends it.

    `size` is the message's own octets (RFC 1870), `utf8` whether only SMTPUTF8 carries it (RFC 6531).
    """

    sender: str
    recipient: str
    body: bytes
    size: int
    utf8: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Commands that are sent in one write, and what each of them asks, in order."""

    said: bytes
    stages: tuple[Stage, ...]


def payload(message: Message, sender: str) -> Envelope:
    """What goes over the wire for a message, whose failures are told to `sender`.

    Raises:
        Unsupported: it is no e-mail, or an address or link in it cannot be written.
    """
    if not isinstance(message, Email):
        raise Unsupported("a mail server carries e-mail only")
    utf8 = needs_utf8(message)
    try:
        whole = to_bytes(message, utf8=utf8)
        recipient = wire_address(message.to.address, utf8=utf8)
        origin = wire_address(sender, utf8=utf8)
    except ValueError as error:
        raise Unsupported(str(error)) from error
    return Envelope(origin, recipient, _dotted(whole), len(whole), utf8)


def conversation(envelope: Envelope, offers: Offers, *, reset: bool = False) -> tuple[Words, ...]:
    """What is said before the body: all in one write where the server offers PIPELINING, else one by one.

    Args:
        envelope: the message.
        offers: what the server can do.
        reset: something is left over from the message before (RFC 5321, 4.1.1.5).

    Raises:
        Unsupported: the server cannot carry the address.
        Refused: the server says beforehand that the message is too large.
    """
    if envelope.utf8 and not offers.smtputf8:
        raise Unsupported(
            "the address has letters before the @ that this mail server cannot carry (no SMTPUTF8); "
            "ask for another address"
        )
    if offers.size and envelope.size > offers.size:
        size, most = _megabytes(envelope.size), _megabytes(offers.size)
        raise Refused(f"its {size} MB are more than the {most} MB that the mail server takes; attach less")
    steps: list[tuple[str, Stage]] = [("RSET", "rset")] if reset else []
    steps += [(_mail_from(envelope, offers), "mail"), (f"RCPT TO:<{envelope.recipient}>", "rcpt")]
    steps.append(("DATA", "data"))
    if not offers.pipelining:
        return tuple(Words(f"{command}\r\n".encode(), (stage,)) for command, stage in steps)
    said = "\r\n".join(command for command, _ in steps)
    return (Words(f"{said}\r\n".encode(), tuple(stage for _, stage in steps)),)


def _mail_from(envelope: Envelope, offers: Offers) -> str:
    size = f" SIZE={envelope.size}" if offers.sizes else ""
    letters = " BODY=8BITMIME SMTPUTF8" if envelope.utf8 else ""
    return f"MAIL FROM:<{envelope.sender}>{size}{letters}"


def _dotted(whole: bytes) -> bytes:
    """The body, its lines that begin with a dot given another one (RFC 5321, 4.5.2)."""
    # A message begins with its headers and ends with the boundary's line, so that neither end needs a look.
    return whole.replace(b"\r\n.", b"\r\n..") + DOT


def _megabytes(octets: int) -> str:
    return f"{math.ceil(octets / _MEGABYTE * 10) / 10:g}"
