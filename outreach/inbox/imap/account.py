"""Which mailbox, and as whom: `IMAP_URL` read to one frozen value."""

import hashlib
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

IMAP, IMAPS = 143, 993
"""The usual ports (RFC 9051, 2.1; RFC 8314): encrypted on demand, and from the first byte."""
Proof = Literal["password", "xoauth2"]
"""How we sign in: by a password, or by an OAuth 2.0 access token in its place (SASL XOAUTH2)."""


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """A mailbox on a server. `encrypted` means from the first byte (imaps); else STARTTLS must be offered."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool = False
    proof: Proof = "password"

    def __repr__(self) -> str:
        return f"Account({self.named})"

    @property
    def named(self) -> str:
        """Host and port, as they are shown; never the user or the password."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def token(self) -> str:
        """The same for the same mailbox, and tells nothing of it."""
        return hashlib.sha256(f"{self.user}@{self.host}".lower().encode()).hexdigest()[:8]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown."""
        return self.password, self.user

    @classmethod
    def of(cls, url: str) -> Self:
        """Read `imaps://user:password@host[:port]` or `imap://...`; user and password are percent-decoded.

        Without a port: 993 for imaps, else 143. `?auth=xoauth2` signs in with an access token in the place of
        the password.

        Raises:
            ValueError: it cannot be understood; the text says how to write it and holds nothing of it.
        """
        if not url:
            raise ValueError("IMAP_URL is not set; write IMAP_URL=imaps://user:password@host into .env")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError(_remedy("has no port that is a number, or an unclosed bracket")) from None
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
            raise ValueError(_remedy("names no mail server"))
        if parts.path.strip("/") or parts.fragment:
            raise ValueError(_remedy("goes on after the port"))
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if not user or not password:
            raise ValueError(_remedy("needs a user and a password"))
        if not (user + password).isprintable():
            raise ValueError(_remedy("has a user or password with a line end or the like"))
        encrypted = parts.scheme == "imaps"
        usual = IMAPS if encrypted else IMAP
        return cls(parts.hostname, port or usual, user, password, encrypted, _proof(parts))


def _proof(parts: SplitResult) -> Proof:
    options = parse_qsl(parts.query, keep_blank_values=True)
    if not options:
        return "password"
    if options != [("auth", "xoauth2")]:
        raise ValueError(_remedy("may end in ?auth=xoauth2, with an access token as the password"))
    return "xoauth2"


def _remedy(wrong: str) -> str:
    form = "write imaps://user:password@host:port or imap://..."
    return f"IMAP_URL {wrong}; {form}, with @, :, / and # in the user or password as %40, %3A, %2F and %23"
