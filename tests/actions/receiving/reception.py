"""A reception where mail comes in: an office that has invited people, and what they send."""

from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from outreach.actions.receiving.taking import Taking
from outreach.actions.world import World
from outreach.core.history import Key
from outreach.core.inbound.nouns import Arrived, Inbound
from outreach.core.message import Email
from outreach.core.people import Standing
from outreach.core.tokens import Purpose, token
from outreach.workspace.shelf import FolderShelf
from tests.world import SECRET, Office, at, member

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 3 weeks before event at 09:00}"
NOW = "2027-02-10 09:00"


class Reception(Office):
    """A meeting to which Ann, Bob (of the same firm) and Cat were invited."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        firms = {"ann": "Ann Builders", "bob": "Ann Builders", "cat": "Cat Roofs"}
        self.people(*(member(who, last_name="Example", organisation=firm) for who, firm in firms.items()))
        self.campaign(INVITATION, REMINDER)
        self.run("2027-02-04 09:00")

    def open(self) -> World:
        """The world with a place for what comes in."""
        return replace(self.world(), mailbag=FolderShelf(self.root / "var" / "inbox"))

    def take(self, *raw: bytes, wall: str = NOW) -> list[Inbound | None]:
        """Take mails in, in that order."""
        taking = Taking(self.open(), at(wall))
        return [taking.take(Arrived("files", "some.eml", each)) for each in raw]

    def one(self, raw: bytes, wall: str = NOW) -> Inbound:
        """Take one mail in that is new."""
        (found,) = self.take(raw, wall=wall)
        assert found is not None
        return found

    def reply_to(self, who: str, purpose: Purpose = "reply", step: str = "invitation") -> str:
        """The address under which somebody answers what they got."""
        return f"hello+{token(purpose, Key('spring', step, 'once', who), SECRET)}@partnerships.example.org"

    def got(self, who: str) -> Email:
        """The last mail that somebody got."""
        return next(each for each in reversed(self.mail.emails()) if each.key.recipient == who)

    def standings(self, *addresses: str) -> list[Standing]:
        """How addresses stand."""
        return [self.ledger.standing(each) for each in addresses]


def mail(
    text: str,
    sender: str,
    to: str = "hello@partnerships.example.org",
    subject: str = "Re: Spring meeting",
    wall: str = "2027-02-09 10:00",
    extra: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A mail as it comes."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = at(wall)
    made["Message-ID"] = f"<{abs(hash((text, sender, to, wall)))}@mail.example.org>"
    for name, value in extra:
        made[name] = value
    made.set_content(text)
    return made.as_bytes()


def returned(address: str, status: str = "5.1.1", original: bytes = b"", wall: str = "2027-02-09 10:00",
             reason: str = "550 5.1.1 No such user") -> bytes:  # fmt: skip
    """A delivery status notification (RFC 3464), with the headers of what came back, if any."""
    back = b"--b\nContent-Type: text/rfc822-headers\n\n" + original + b"\n" if original else b""
    head = (
        f"From: MAILER-DAEMON@mx.example.org\nTo: hello@partnerships.example.org\n"
        f"Subject: Undelivered Mail Returned to Sender\nDate: {at(wall):%a, %d %b %Y %H:%M:%S +0000}\n"
        f"Message-ID: <{abs(hash((address, status, wall, original)))}@mx.example.org>\n"
        "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {reason}\n\n"
    )
    return head.encode() + back + b"--b--\n"


def headers_of(email: Email, address: str = "") -> bytes:
    """The headers of a message of ours, as a server returns them."""
    return (
        f"From: hello@partnerships.example.org\nTo: {address or email.to.address}\n"
        f"Subject: {email.subject}\nMessage-ID: {email.message_id}\n"
    ).encode()
