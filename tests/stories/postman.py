"""Between the servers of a story: what left by SMTP is read, and its answers are put into the mailbox."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

from outreach.core.inbound.match import _TOKEN
from outreach.core.tokens import read_token
from tests.core.inbound import bounce_shapes, calendars
from tests.core.inbound.shapes import Answer
from tests.mailserver import Mailserver
from tests.world import SECRET, Office, at

OURS = "hello@partnerships.example.org"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of ours as it reached somebody's provider."""

    who: str
    step: str
    address: str
    reply_to: str
    message_id: str
    calendar: str = ""

    def line(self, name: str) -> str:
        """A property of the event that it invites to."""
        lines = self.calendar.replace("\r\n ", "").splitlines()
        return next(each.partition(":")[2] for each in lines if each.startswith(f"{name}:"))


Reaction = Callable[[Letter, datetime], bytes]


@dataclass
class Postman:
    """Carries what left to those who answer it: `plot` says who does, after how many days, and how."""

    office: Office
    server: Mailserver
    taken: Callable[[], list[bytes]]
    plot: dict[tuple[str, str], tuple[float, Reaction]]
    seen: set[str] = field(default_factory=set)
    letters: dict[tuple[str, str], Letter] = field(default_factory=dict)
    coming: list[tuple[datetime, bytes]] = field(default_factory=list)

    def go_round(self, wall: str) -> None:
        """Read what left by that moment, and remember who will answer it when."""
        for letter in self._new():
            self.letters[letter.who, letter.step] = letter
            if (letter.who, letter.step) in self.plot:
                days, reaction = self.plot[letter.who, letter.step]
                when = at(wall) + timedelta(days=days)
                self.coming.append((when, reaction(letter, when)))

    def bring(self, wall: str) -> None:
        """Put into the mailbox what has come by that moment, each with the time at which it came."""
        due = sorted((each for each in self.coming if each[0] <= at(wall)), key=lambda each: each[0])
        for when, raw in due:
            self.server.append("hello", "INBOX", raw, at=when)
        self.coming = [each for each in self.coming if each not in due]

    def _new(self) -> Iterator[Letter]:
        for raw in self.taken():
            mail = message_from_bytes(raw)
            name = str(mail["Message-ID"])
            if name not in self.seen:
                self.seen.add(name)
                yield self._letter(mail)

    def _letter(self, mail: Message) -> Letter:
        read = read_token(_TOKEN.findall(str(mail["Message-ID"]))[0], SECRET)
        delivery = self.office.ledger.by_ref(read[1]) if read else None
        assert delivery is not None
        parts = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
        calendar = parts[0].get_payload(decode=True).decode() if parts else ""  # type: ignore[union-attr]
        reply_to, to = (str(mail[name]).rpartition("<")[2].strip(">") for name in ("Reply-To", "To"))
        return Letter(
            delivery.key.recipient, delivery.key.step, to, reply_to, str(mail["Message-ID"]), calendar
        )


def writes(program: Callable[[Answer], bytes], words: str, **more: str) -> Reaction:
    """Somebody answers in words, with their mail program."""

    def write(letter: Letter, when: datetime) -> bytes:
        name = " ".join(part.capitalize() for part in letter.who.split("-"))
        basis = Answer(words, letter.address, name, letter.reply_to, in_reply_to=letter.message_id, date=when)
        return program(replace(basis, subject="Re: about the other thing", **more))  # type: ignore[arg-type]

    return write


def calendar(ics: str, partstat: str, comment: str = "") -> Reaction:
    """Somebody's calendar answers the invitation, to its organizer's plain address."""

    def write(letter: Letter, when: datetime) -> bytes:
        said = ics.replace(calendars.UID, letter.line("UID")).replace(calendars.ANN, letter.address)
        said = said.replace("20270205T164001Z", f"{when:%Y%m%dT%H%M%SZ}")
        for each in ("ACCEPTED", "DECLINED", "TENTATIVE"):
            said = said.replace(f"PARTSTAT={each}", f"PARTSTAT={partstat}")
        if "METHOD:COUNTER" in said:
            said = said.replace("20270318T09", "20270318T13").replace("20270318T11", "20270318T15")
        if "COMMENT;LANGUAGE" in said:
            said = calendars.with_line(said, "COMMENT", f"COMMENT:{comment}" if comment else "")
        head = (
            f"From: {letter.address}\nTo: {OURS}\nSubject: {partstat.capitalize()}: the meeting\n"
            f"Date: {when:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{letter.who}.{partstat}@example.org>\n"
            "MIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8; method=REPLY\n\n"
        )
        return (head + said).replace("\n", "\r\n").encode()

    return write


def fails(letter: Letter, when: datetime) -> bytes:
    """The next mail server says that nobody has that address, and returns the message."""
    raw = bounce_shapes.postfix(bounce_shapes.Lost(letter.address)).decode()
    raw = raw.replace(bounce_shapes.OUR_ID, letter.message_id)
    raw = raw.replace(f"replies+{bounce_shapes.TOKEN}@partnership.example", letter.reply_to)
    raw = raw.replace(bounce_shapes.TOKEN, "none")
    return _dated(raw, when)


def away(letter: Letter, when: datetime) -> bytes:
    """A mailbox answers by itself, as Exchange does."""
    return (
        f"From: <{letter.address}>\r\nTo: <{letter.reply_to}>\r\n"
        "Subject: Automatic reply: Your invitation\r\n"
        f"Date: {when:%a, %d %b %Y %H:%M:%S +0000}\r\nMessage-ID: <away.{letter.who}@example.org>\r\n"
        f"In-Reply-To: {letter.message_id}\r\nAuto-Submitted: auto-generated\r\n"
        "X-Auto-Response-Suppress: All\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        "I am out of the office until Monday and will read your message then.\r\n"
    ).encode()


def _dated(raw: str, when: datetime) -> bytes:
    lines = (f"Date: {when:%a, %d %b %Y %H:%M:%S +0000}" if each.startswith("Date:") else each
             for each in raw.splitlines())  # fmt: skip
    return "\r\n".join(lines).encode()


def listed(office: Office, today: str) -> Iterable[str]:
    """The open follow-ups that are due by a day: for whom, what kind, about whom, and since when due."""
    for each in office.ledger.followups():
        one = each.followup
        if one.due.isoformat() <= today:
            about = one.contact or one.step or one.campaign
            yield f"{one.due:%m-%d} {one.owner}: {one.kind} {about}"
