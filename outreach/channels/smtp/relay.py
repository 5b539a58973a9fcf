"""Which mail server, and as whom: `SMTP_URL` read to one frozen value."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

RELAY, SUBMISSION, SUBMISSIONS = 25, 587, 465
"""The usual ports: between servers (RFC 5321), for who signs in (RFC 6409), encrypted at once (RFC 8314)."""


@dataclass(frozen=True, slots=True, repr=False)
class Relay:
    """The mail server that takes our messages. `user` is empty where nobody signs in.

    `encrypted` means from the first byte (smtps); `starttls` whether encryption is taken where it is offered.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    encrypted: bool = False
    starttls: bool = True

    def __repr__(self) -> str:
        return f"Relay({self.named})"

    @property
    def named(self) -> str:
        """Host and port, as they are shown; never the user or the password."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, so that nobody else hears what is said."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower().rstrip(".") == "localhost"

    @classmethod
    def of(cls, url: str) -> Self:
        """Read `smtp://[user:password@]host[:port]` or `smtps://...`; user and password are percent-decoded.

        Without a port: 465 for smtps, 587 with a user, else 25. `?starttls=no` talks in clear text, and never
        with a password, to a server on this machine, whose certificate is often self-made.

        Raises:
            ValueError: it cannot be understood; the text says how to write it and holds nothing of it.
        """
        if not url:
            raise ValueError("SMTP_URL is not set; write SMTP_URL=smtp://user:password@host:port into .env")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError(_remedy("has no port that is a number, or an unclosed bracket")) from None
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError(_remedy("names no mail server"))
        if parts.path.strip("/") or parts.fragment:
            raise ValueError(_remedy("goes on after the port"))
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if bool(user) != bool(password):
            raise ValueError(_remedy("has a user without a password, or a password without a user"))
        encrypted = parts.scheme == "smtps"
        usual = SUBMISSIONS if encrypted else SUBMISSION if user else RELAY
        relay = cls(parts.hostname, port or usual, user, password, encrypted)
        return cls(relay.host, relay.port, user, password, encrypted, starttls=_wants_starttls(parts, relay))


def _wants_starttls(parts: SplitResult, relay: Relay) -> bool:
    options = parse_qsl(parts.query, keep_blank_values=True)
    if not options:
        return True
    if options != [("starttls", "no")] or relay.user or not relay.is_here:
        raise ValueError(_remedy("may end in ?starttls=no for a server on this machine, without a user"))
    return False


def _remedy(wrong: str) -> str:
    form = "write smtp://user:password@host:port or smtps://..."
    return f"SMTP_URL {wrong}; {form}, with @, :, / and # in the user or password as %40, %3A, %2F and %23"
