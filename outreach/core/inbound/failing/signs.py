"""By what a notice of failure is known: who it is from, and the words it uses.

No single sign is enough. A person writes "mailbox full"; an out-of-office reply comes from nobody (`<>`)
too. So it takes a machine for a sender, and words that say a message did not arrive.
"""

import re
from typing import Final

from outreach.core.inbound.failing.signwords import AWAY, DAEMON_NAMES, DAEMONS, FAILED
from outreach.core.inbound.nouns import Mail
from outreach.core.inbound.words.phrases import plain

_ANSWER: Final = re.compile(
    r"\s{0,9}(?:re|aw|sv|vs|antw|ref|rif|res|odp|ynt|fw|fwd|wg|tr|rv|enc|vb|i)\s{0,3}(?:\[\d{1,4}\])?\s{0,3}:",
    re.IGNORECASE,
)
"""What people's mail programs put before a subject they answer or forward."""


def from_machine(mail: Mail) -> bool:
    """Whether a mail comes from a server that reports, not from a person or their calendar or absence."""
    if mail.header("x-failed-recipients") or _is_report(mail):
        return True
    subject = in_one(mail.subject)
    if told(subject, AWAY):
        return False
    from_nobody = (
        mail.header("return-path").strip() == "<>" or mail.header("auto-submitted")[:5].lower() == "auto-"
    )
    if not from_nobody and _ANSWER.match(mail.subject[:40]):
        return False
    if mail.header("x-ms-exchange-message-is-ndr") or _daemon(mail):
        return True
    return from_nobody and told(subject, FAILED)


def _is_report(mail: Mail) -> bool:
    kind = mail.header("content-type").lower()
    return kind.startswith("multipart/report") and "delivery-status" in kind


def _daemon(mail: Mail) -> bool:
    local, name = mail.sender.address.partition("@")[0].strip('" ').lower(), mail.sender.name.casefold()
    return local.startswith(DAEMONS) or any(each in name for each in DAEMON_NAMES) or not mail.sender.address


def told(text: str, parts: tuple[str, ...]) -> bool:
    """Whether a text (`in_one`) has one of the parts in it."""
    return any(part in text for part in parts)


def in_one(text: str) -> str:
    """A text as the words are compared with it: on one line, in small letters, without accents."""
    return " ".join(plain(text).split())
