"""What comes back into a mailbox, and what people sent from it, read over IMAP (RFC 9051, RFC 3501).

Folders are opened for reading only, so that nothing is marked, moved or deleted there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from outreach.core.inbound.nouns import Arrived
from outreach.inbox.imap.account import Account
from outreach.inbox.imap.trouble import MissingError, UnreadableError, listing
from outreach.inbox.oversize import BEGINNING, LARGEST
from outreach.ports import NotReached, SentByHand

if TYPE_CHECKING:
    from outreach.inbox.imap.line import Folder, Line, Listed

AUTO = "auto"
"""In the place of a folder's name: the one that the server marks as the one for sent mail (RFC 6154)."""
CHUNK = 100
"""How many mails are listed, and how many headers read, by one command: RFC 7162 (4) allows 8192 octets."""
TOGETHER = 1_000_000
"""Octets of mails that are fetched by one command, unless one alone is larger."""
HEADERS = "HEADER.FIELDS (DATE IN-REPLY-TO REFERENCES TO CC BCC AUTO-SUBMITTED)<0.65536>"
IN_A_ROW = 3
"""After so many mails in a row that the server does not hand out, it is the server."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is taken at most: mails and octets of one folder in one pass (the rest follows in the next).

    Of a mail larger than `mail` (octets) only the first `beginning` are read: the words come before what is
    attached.
    """

    mails: int = 500
    octets: int = 50_000_000
    mail: int = LARGEST
    beginning: int = BEGINNING


USUAL = Bounds()
EVERYTHING = Bounds(mails=10**9, octets=10**15)


class Imap:
    """The inbox behind `IMAP_URL`. It connects when it is first read, and no more than once until `hang_up`.

    `problems` is what a person is to know of what was read and could not be read whole.
    """

    name = "imap"

    def __init__(
        self,
        url: str,
        folders: Sequence[str] = ("INBOX",),
        sent: str | None = None,
        *,
        since: date | None = None,
        timeout: float = 60,
        bounds: Bounds = USUAL,
    ) -> None:
        """Connects to nothing yet; a `url` that cannot be understood is told when it is read.

        Args:
            url: IMAP_URL, see `Account.of`.
            folders: which folders are read.
            sent: the one that keeps what people send from the mailbox; `auto` for the one the server names.
            since: of a folder that is read for the first time, what came before that day is left alone.
            timeout: seconds to wait for the server, each time.
            bounds: how much is taken at once.
        """
        self._url, self._folders, self._sent = url, tuple(folders), sent
        self._since, self._timeout, self._bounds = since, timeout, bounds
        self._line: Line | None = None
        self._denied = 0
        self._left: dict[int, str] = {}
        self.problems: list[str] = []

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Everything that has come since, folder by folder, oldest first, as far as `Bounds` allow.

        What came before a folder was renumbered comes anew. A folder that cannot be opened keeps nobody from
        reading the others.

        Raises:
            NotReached: the server or a folder cannot be read now, or not any further.
        """
        missing: list[str] = []
        try:
            for name in self._folders:
                try:
                    folder = self._talking().open_folder(name)
                except MissingError as error:
                    missing.append(str(error))
                else:
                    place = f"imap {name} {self._talking().account.token}"
                    yield from self._mails(folder, place, marked(place))
                    missing += self._passed_over()
        except NotReached:
            self._drop()
            raise
        if missing:
            raise NotReached("; ".join(missing), partly=True)

    def sent(self, marked: Callable[[str], str]) -> Iterator[SentByHand]:
        """What was sent since from the mailbox, oldest first, by its headers alone; then it hangs up.

        What a program sent (Auto-Submitted, RFC 3834) answers nothing: it comes without references.

        Raises:
            NotReached: it cannot be read now.
        """
        if not self._sent:
            return
        try:
            line = self._talking()
            folder = line.open_folder(self._sent_folder(line))
            place = f"sent {folder.name} {line.account.token}"
            yield from self._letters(folder, place, marked(place))
        except MissingError as error:
            raise NotReached(str(error)) from None
        except NotReached:
            self._drop()
            raise
        finally:
            self.hang_up()

    def visit(self) -> str:
        """Sign in, open every folder that is to be read, and hang up; what is there.

        Raises:
            NotReached: the server does not let us in, or a folder cannot be opened.
        """
        try:
            line = self._talking()
            wanted = [*self._folders, *([self._sent_folder(line)] if self._sent else [])]
            missing = [told for each in wanted if (told := _missing(line, each))]
            if missing:
                raise NotReached("; ".join(missing))
            return f"{line.account.named} lets us in; there are {listing(wanted)}"
        finally:
            self.hang_up()

    def hang_up(self) -> None:
        """Say goodbye; what is read next connects anew."""
        if self._line is not None:
            self._line.farewell()
            self._line = None

    def _drop(self) -> None:
        if self._line is not None:
            self._line.drop()
            self._line = None

    def _talking(self) -> "Line":
        from outreach.inbox.imap.line import Line  # noqa: PLC0415 - 30 ms, which only reading needs

        if self._line is None:
            try:
                account = Account.of(self._url)
            except ValueError as error:
                raise NotReached(str(error)) from None
            self._line = Line(account, self._timeout)
        return self._line

    def _sent_folder(self, line: "Line") -> str:
        if self._sent and self._sent != AUTO:
            return self._sent
        found = line.names("Sent")
        if not found:
            told = "marks no folder as the one for sent mail; name it as `inbox: {sent: ...}`"
            there = f"in config/outreach.yaml; there are {listing(line.names())}"
            raise NotReached(f"{line.account.named} {told} {there}")
        return found[0]

    def _numbers(self, folder: "Folder", mark: str) -> list[int]:
        """The mails of the open folder that come after a mark, as far as the bounds allow."""
        line, last = self._talking(), after(mark, folder.validity)
        if last is None and self._since is not None:
            found = line.numbers_since(self._since)
        else:
            found = line.numbers_after(last or 0)
        return found[: self._bounds.mails]

    def _mails(self, folder: "Folder", place: str, mark: str) -> Iterator[Arrived]:
        taken = 0
        for group in grouped(self._listed(self._numbers(folder, mark)), self._bounds.mail):
            found = self._read(folder, group)
            for each in group:
                if each.uid in found:
                    self.problems += self._passed_over(each.uid)
                    source, goes_on = f"{folder.name} {each.uid}", f"{folder.validity}:{each.uid}"
                    taken += len(found[each.uid])
                    yield Arrived("imap", source, found.pop(each.uid), each.at, None, goes_on, place)
            if taken >= self._bounds.octets:
                return

    def _listed(self, numbers: Sequence[int]) -> Iterator["Listed"]:
        for start in range(0, len(numbers), CHUNK):
            try:
                yield from self._talking().listed(numbers[start : start + CHUNK])
            except UnreadableError as error:
                raise self._refused(str(error)) from None

    def _read(self, folder: "Folder", group: Sequence["Listed"]) -> dict[int, bytes]:
        """The mails of a group, by number; where they cannot be had together, one by one."""
        line = self._talking()
        if len(group) == 1 and group[0].size > self._bounds.mail:
            size = f"{self._bounds.mail / 1_000_000:g} MB"
            self.problems.append(
                f"{folder.name} {group[0].uid}: larger than {size}; only its beginning is read"
            )
            return self._tried(folder, group, f"<0.{self._bounds.beginning}>")
        try:
            found = line.read([each.uid for each in group], "")
        except UnreadableError:
            return {uid: raw for each in group for uid, raw in self._tried(folder, [each], "").items()}
        self._denied = 0
        return found

    def _tried(self, folder: "Folder", group: Sequence["Listed"], piece: str) -> dict[int, bytes]:
        """One mail, or nothing where the server does not hand it out: others must not wait behind it."""
        (uid,) = (each.uid for each in group)
        try:
            found = self._talking().read([uid], piece)
        except UnreadableError as error:
            self._denied += 1
            if self._denied >= IN_A_ROW:
                raise self._refused(str(error)) from None
            told = f"the mail server does not hand it out (it says: {error}); look at it in a mail program"
            self._left[uid] = f"{folder.name} {uid}: {told}"
            return {}
        self._denied = 0
        return found

    def _passed_over(self, by: int | None = None) -> list[str]:
        """What to tell of the mails that were not handed out, before one or in all of the folder, once.

        Until a later one is taken they are asked for in each pass, and must not be told of in each.
        """
        gone = [uid for uid in self._left if by is None or uid < by]
        return [self._left.pop(uid) for uid in gone]

    def _refused(self, words: str) -> NotReached:
        named = self._talking().account.named
        return NotReached(f"{named}: the mail server does not hand out mails (it says: {words})")

    def _letters(self, folder: "Folder", place: str, mark: str) -> Iterator[SentByHand]:
        line, numbers = self._talking(), self._numbers(folder, mark)
        for start in range(0, len(numbers), CHUNK):
            chunk = numbers[start : start + CHUNK]
            try:
                found = line.read(chunk, HEADERS)
            except UnreadableError as error:
                raise self._refused(str(error)) from None
            for uid in chunk:
                if uid in found:
                    yield letter(found[uid], place, f"{folder.validity}:{uid}")


def _missing(line: "Line", name: str) -> str:
    """Why a folder cannot be opened, or nothing."""
    try:
        line.open_folder(name)
    except MissingError as error:
        return str(error)
    return ""


def letter(headers: bytes, place: str, mark: str) -> SentByHand:
    """What the headers of a mail that was sent say; what a program sent answers nothing."""
    from outreach.core.inbound.mail import parse  # noqa: PLC0415 - slow, and watching needs none

    mail = parse(headers)
    by_hand = mail.header("auto-submitted").lower() in ("", "no")
    return SentByHand(mail.references if by_hand else (), mail.to, mail.date, place, mark)


def after(mark: str, validity: int) -> int | None:
    """The number of the last mail that was stored; None where the folder's numbers have begun anew."""
    known, _, last = mark.partition(":")
    return int(last) if known == str(validity) and last.isascii() and last.isdecimal() else None


def grouped(listed: Iterable["Listed"], largest: int) -> Iterator[list["Listed"]]:
    """Mails that are fetched together; one that is larger than `largest` (octets) alone."""
    group: list[Listed] = []
    for each in listed:
        together = sum(one.size for one in group) + each.size
        if group and (together > TOGETHER or max(each.size, group[-1].size) > largest):
            yield group
            group = []
        group.append(each)
    if group:
        yield group
