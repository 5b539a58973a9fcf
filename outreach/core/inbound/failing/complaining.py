"""Complaints: somebody pressed "this is spam", and their provider tells us (feedback loops).

RFC 5965 in its own shape (Yahoo, AOL, Comcast and the loops of Validity, Microsoft since 2026), and what
Microsoft's Junk Mail Reporting Program sent before: a mail from staff@hotmail.com with the message
attached, and in X-HmXmrOriginalRecipient whom it went to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outreach.core.inbound.failing.addresses import in_field, named
from outreach.core.inbound.failing.pieces import Headers, Piece, fields, first
from outreach.core.inbound.failing.returning import returned_headers, written_to
from outreach.core.inbound.nouns import Mail

REPORT: Final = "message/feedback-report"
COMPLAINTS: Final = {
    "abuse": "They reported the message as spam",
    "fraud": "They reported the message as fraud",
    "opt-out": "They asked their provider for no more such mail",
    "opt-out-list": "They asked their provider for no more such mail",
}
"""The feedback types that ask us to stop, and what a person reads of them.

`abuse` and `fraud` are RFC 5965's (7.3). `opt-out` comes from its drafts and is still sent: it asks for the
same. No complaint is `not-spam` (RFC 6430: it was marked by mistake), `auth-failure` (RFC 6591: about SPF and
DKIM), `virus` (about an infected message), `other`, or a type nobody knows: none is a person's wish.
"""
_JMRP: Final = ("staff@hotmail.com", "staff@outlook.com")


@dataclass(frozen=True, slots=True)
class Complained:
    """Who complained, or nothing where they are not named, and how."""

    recipient: str
    said: str


def complained(mail: Mail, found: Sequence[Piece]) -> Complained | None:
    """Who complained by this mail, or None where it is no complaint."""
    report = next((piece for piece in found if piece.kind == REPORT and piece.depth == 0), None)
    headers = returned_headers(found)
    if report is None:
        return _by_microsoft(mail, headers)
    told = fields(_in_one(report.text))
    said = COMPLAINTS.get(first(told, "feedback-type").split(";")[0].strip().lower())
    return Complained(_who(told, headers), said) if said and _is_report(mail) else None


def _is_report(mail: Mail) -> bool:
    """A report at the top: in a mail of another kind, somebody passes one on."""
    kind = mail.header("content-type").lower()
    return kind.startswith("multipart/report") or mail.header("feedback-type") != ""


def _in_one(text: str) -> str:
    """The fields of a report without the empty lines that some put between them."""
    return "\n".join(line for line in text.splitlines()[:200] if line.strip())


def _by_microsoft(mail: Mail, headers: Headers) -> Complained | None:
    """The older form of the Junk Mail Reporting Program: no report, the message attached."""
    who = in_field(first(headers, "x-hmxmroriginalrecipient"))
    if mail.sender.address.lower() not in _JMRP or not headers:
        return None
    return Complained(who if named(who) else _one_of(written_to(headers)), COMPLAINTS["abuse"])


def _who(told: Headers, headers: Headers) -> str:
    """Original-Rcpt-To (RFC 5965, 3.2), else whom the returned message was for; empty where hidden."""
    names = ("original-rcpt-to", "removal-recipient", "original-recipient")
    given = [in_field(value) for name, value in told if name in names]
    return next((each for each in given if named(each)), "") or _one_of(written_to(headers))


def _one_of(addresses: Sequence[str]) -> str:
    return addresses[0] if len(set(addresses)) == 1 else ""
