"""One connection to a mailbox: opened, encrypted, signed in; and what is asked over it.

Only this module of the package imports the libraries; a pass that reads no mailbox does not pay for them.
"""

import re
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from imaplib import IMAP4, IMAP4_SSL, Internaldate2tuple
from time import mktime
from typing import Any

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxFolderSelectError
from imap_tools.query import AND

from outreach.inbox.imap.account import Account
from outreach.inbox.imap.trouble import (
    MissingError,
    UnreadableError,
    explained,
    listing,
    quoted,
    refused,
    said_in,
)
from outreach.ports import NotReached

LITERAL = 100_000_000
"""Octets that a server may hand over in one piece; none of what we ask for comes near."""
OPENING = 20.0
"""Seconds that are waited at most for a connection, and for each word until it is encrypted: whoever has not
answered by then seldom does, and everything else of a pass waits meanwhile, its end as well.
"""
GOODBYE = 2.0
"""Seconds that are waited for the answer to a goodbye."""
_UID = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,15})\b", re.IGNORECASE)
_SHORT = re.compile(rb'BODY\[[^\]]*\](?:<\d+>)? "((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_ESCAPED = re.compile(rb"\\(.)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as its folder lists it: its number there, its size in octets, when the server took it (UTC)."""

    uid: int
    size: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder. `validity` changes when its numbers begin anew (UIDVALIDITY, RFC 9051, 2.3.1)."""

    name: str
    validity: int


class _Bounded(IMAP4):
    """A connection over which nobody can make us take more than we bear."""

    def read(self, size: int) -> bytes:
        """What imaplib calls for a literal."""
        if size > LITERAL:
            raise self.abort("larger than anything that was asked for")
        return super().read(size)


class _Encrypted(_Bounded, IMAP4_SSL):
    """The same, encrypted from the first byte."""


class Line(BaseMailBox):
    """A connection that is signed in, as imap-tools knows it."""

    def __init__(self, account: Account, timeout: float) -> None:
        """Connect, encrypt and sign in; `timeout` is in seconds and for every wait for the server.

        Raises:
            NotReached: that cannot be done; with the remedy.
        """
        self.account, self._timeout = account, timeout
        with explained(account, opening=True):
            super().__init__()
        try:
            with explained(account):
                self.client.sock.settimeout(timeout)
                self._sign_in()
        except BaseException:
            self.drop()
            raise

    def _get_mailbox_client(self) -> IMAP4:
        """What imap-tools calls to have it connected."""
        account, context = self.account, ssl.create_default_context()
        timeout = min(self._timeout, OPENING)
        if account.encrypted:
            return _Encrypted(account.host, account.port, ssl_context=context, timeout=timeout)
        client = _Bounded(account.host, account.port, timeout)
        try:
            if "STARTTLS" not in client.capabilities:
                told = "offers no encryption (STARTTLS), and a password is never sent in clear text"
                raise NotReached(f"{account.named} {told}; use a port that does, or imaps://")  # noqa: TRY301
            client.starttls(context)
        except BaseException:
            _closed(client)
            raise
        return client

    def _sign_in(self) -> None:
        """Say who we are: by PLAIN (RFC 4616), else by LOGIN (RFC 9051, 6.2.3), which carries ASCII only."""
        account, offers = self.account, self.client.capabilities
        try:
            if account.proof == "xoauth2":
                said = f"user={account.user}\x01auth=Bearer {account.password}\x01\x01".encode()
                # What comes back of a token that does not hold is told, and wants an empty answer.
                self.client.authenticate("XOAUTH2", lambda challenge: b"" if challenge else said)
            elif "AUTH=PLAIN" in offers:
                self.login_utf8(account.user, account.password, initial_folder=None)
            elif "LOGINDISABLED" in offers or not (account.user + account.password).isascii():
                raise refused(account, "", "it lets nobody sign in with this password")
            else:
                self.client.login(account.user, account.password)
        except IMAP4.abort:
            raise
        except IMAP4.error as error:
            raise refused(account, said_in(error)) from None

    def offers(self, what: str) -> bool:
        """Whether the server can do something, now that it knows us."""
        with explained(self.account):
            _, said = self.client.capability()
            return (
                what in b" ".join(each for each in said if isinstance(each, bytes)).decode().upper().split()
            )

    def open_folder(self, name: str) -> Folder:
        """Open a folder to read it only (EXAMINE): nothing in it can be marked.

        Raises:
            MissingError: there is none of that name, or it cannot be opened; names those that there are.
        """
        with explained(self.account):
            try:
                self.folder.set(name, readonly=True)
            except MailboxFolderSelectError as error:
                raise MissingError(self._cannot_open(name, error.command_result[1])) from None
            _, said = self.client.response("UIDVALIDITY")
            return Folder(name, int(said[0]) if said and said[0] else 0)

    def _cannot_open(self, name: str, said: Sequence[Any]) -> str:
        names = self.names()
        if name in names:
            words = quoted(_words(said), self.account.secrets)
            return f"{self.account.named}: the folder `{name}` cannot be opened (it says: {words})"
        return (
            f"{self.account.named} has no folder `{name}`; there are {listing(names)}; "
            "correct `inbox:` in config/outreach.yaml"
        )

    def names(self, flag: str = "") -> list[str]:
        """The folders that can be opened; those with that flag of RFC 6154, such as Sent."""
        with explained(self.account):
            found = self.folder.list()
        flags = [{flag.strip("\\").lower() for flag in each.flags} for each in found]
        return [
            each.name
            for each, its in zip(found, flags, strict=True)
            if not its & {"noselect", "nonexistent"} and (not flag or flag.lower() in its)
        ]

    def numbers_after(self, last: int) -> list[int]:
        """The numbers of the mails in the open folder that come after that one."""
        return self._numbers(f"UID {last + 1}:*", last)

    def numbers_since(self, day: date) -> list[int]:
        """The numbers of the mails that come after the last that the server took before that day."""
        with explained(self.account):
            found = self._numbers(str(AND(date_gte=day - timedelta(days=1))), 0)  # days are the server's own
            return self.numbers_after(found[0] - 1) if found else []

    def _numbers(self, wanted: str, last: int) -> list[int]:
        with explained(self.account):
            # `n:*` names the last one even where its number is smaller (RFC 9051, 9: seq-range).
            return sorted({uid for each in self.uids(wanted, charset=None) if (uid := int(each)) > last})

    def listed(self, numbers: Iterable[int]) -> list[Listed]:
        """Those mails as the open folder lists them, in order; without those that are gone."""
        with explained(self.account):
            found = (_listed(text) for text, _ in self._asked(numbers, "(RFC822.SIZE INTERNALDATE)"))
            unique = {each.uid: each for each in found if each is not None}
        return [unique[uid] for uid in sorted(unique)]

    def read(self, numbers: Sequence[int], part: str) -> dict[int, bytes]:
        """A part of those mails of the open folder, by their numbers, without marking them as read.

        Args:
            numbers: which mails.
            part: as in FETCH (RFC 9051, 6.4.5), such as `HEADER`; empty for the whole; `<0.100>` for a piece.

        Raises:
            UnreadableError: the server does not hand them out.
        """
        section, _, piece = part.partition("<")
        wanted = f"BODY.PEEK[{section}]" + (f"<{piece}" if piece else "")
        with explained(self.account):
            found: dict[int, bytes] = {}
            for text, literal in self._asked(numbers, f"({wanted})"):
                uid = _UID.search(_SHORT.sub(b"", text))
                if uid is not None and b"BODY[" in text.upper():
                    found[int(uid[1])] = _short(text) if literal is None else literal
            return found

    def _asked(self, numbers: Iterable[int], what: str) -> Iterator[tuple[bytes, bytes | None]]:
        """What the server says of each mail: its words, and the piece that came with them (a literal)."""
        try:
            typ, said = self.client.uid("FETCH", ",".join(map(str, numbers)), what)
        except IMAP4.abort:
            raise
        except IMAP4.error as error:  # BAD: so does Exchange of a mail that it cannot make sense of
            raise UnreadableError(quoted(said_in(error), self.account.secrets)) from None
        if typ != "OK":
            raise UnreadableError(quoted(_words(said), self.account.secrets))
        return _joined(said)

    def farewell(self) -> None:
        """Say goodbye, and wait a little for the answer."""
        with suppress(Exception):  # whatever is wrong with it now, it is over
            self.client.sock.settimeout(GOODBYE)
            self.client.logout()
        self.drop()

    def drop(self) -> None:
        """Let go of it, without a word."""
        _closed(self.client)


def _closed(client: IMAP4) -> None:
    with suppress(OSError, ValueError):
        client.shutdown()
    client.sock.close()


def _joined(said: Sequence[Any]) -> Iterator[tuple[bytes, bytes | None]]:
    """A line without a literal comes from imaplib as bytes; one with it as a pair, and then its end."""
    begun: tuple[bytes, bytes] | None = None
    for each in said:
        if isinstance(each, tuple):
            begun = each[0], each[1]
        elif isinstance(each, bytes):
            yield (begun[0] + each, begun[1]) if begun else (each, None)
            begun = None
    if begun:
        yield begun


def _short(text: bytes) -> bytes:
    """A part that came as a quoted string, which some servers do with short ones; nothing for NIL."""
    found = _SHORT.search(text)
    return _ESCAPED.sub(rb"\1", found[1]) if found else b""


def _listed(text: bytes) -> Listed | None:
    uid, size = _UID.search(text), _SIZE.search(text)
    return Listed(int(uid[1]), int(size[1]), _moment(text)) if uid and size else None


def _moment(text: bytes) -> datetime | None:
    try:
        local = Internaldate2tuple(text)
        return datetime.fromtimestamp(mktime(local), UTC) if local else None
    except (ValueError, OverflowError, KeyError, OSError):
        return None


def _words(said: Sequence[Any]) -> str:
    return b" ".join(each for each in said if isinstance(each, bytes)).decode("utf-8", "replace")
