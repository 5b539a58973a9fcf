"""Whether a failure says that an address is dead, or something about our message, our name or the hour.

A class of 5 (RFC 3463, 2) ends the delivery of one message; it says nothing of the next. Only what is said
of the address itself is permanent here: the mailbox or its domain is not there, or has been closed. So do
those who send for others: SES suppresses for a Permanent bounce and not for MailboxFull or ContentRejected;
SendGrid keeps blocks (reputation, policy, content) apart from bounces; SparkPost and KumoMTA sort by
InvalidRecipient, BadDomain and InactiveMailbox against QuotaIssues, SpamBlock and PolicyRelated. Mailman
counts until a bounce has come on several days; here three soft ones in a row do the same, so a doubt is
soft.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from outreach.core.inbound.failing.addresses import ADDRESS
from outreach.core.inbound.failing.causes import DEAD, FULL, LARGE, LATE, NO_DOMAIN, PASSING, REFUSED, SENDER

Cause = Literal["no mailbox", "no domain", "full", "refused", "too large", "late", "unknown"]

IN_WORDS: Final[dict[Cause, str]] = {
    "no mailbox": "There is no such mailbox (any more)",
    "no domain": "No mail is taken at what stands behind the @",
    "full": "The mailbox is full",
    "refused": "The message was refused, not the address",
    "too large": "The message was too large",
    "late": "The other server did not take it in time",
    "unknown": "It could not be delivered",
}
_DEAD: Final[dict[str, Cause]] = {
    "5.1.0": "no mailbox",  # RFC 3463, 3.2: something about the address; used where a directory refuses it
    "5.1.1": "no mailbox",
    "5.1.2": "no domain",
    "5.1.3": "no mailbox",
    "5.1.6": "no mailbox",  # has moved, and left no address
    "5.1.10": "no domain",  # null MX (RFC 7505, 4.2); Exchange says so of an unknown recipient
    "5.2.1": "no mailbox",  # closed: "permanent if the mailbox will never be re-enabled"
    "5.7.17": "no mailbox",  # its owner has changed (RFC 7293, 14)
    "5.7.18": "no domain",
}
_CERTAIN: Final = frozenset(_DEAD) - {"5.1.0", "5.2.1"}
"""Where the words agree with these, a mention of spam beside them (a link to the rules) changes nothing."""
_OTHER: Final[dict[str, Cause]] = {
    ".2.2": "full", ".2.3": "too large", ".3.1": "full", ".3.4": "too large", ".4.1": "late", ".4.2": "late",
    ".4.4": "late", ".4.7": "late",
}  # fmt: skip
LONGEST: Final = 4_000
_GROUP = "groups.google.com"
"""Google says of a group, in every language, that it is not there or takes no mail from outside."""
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_REPLY = re.compile(r"(?<![\d.\w-])([45]\d\d)(?=[\s#-])")
_REPLY_AND_STATUS = re.compile(r"(?<![\d.])[245]\d\d[\s#(-]{1,3}([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
_WEB = re.compile(r"https?://\S{1,500}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one recipient; `permanent` only where the address should not be written to again."""

    permanent: bool
    cause: Cause
    status: str = ""


def status_in(text: str) -> str:
    """The status (RFC 3463) that a text tells, or nothing: the one behind a reply code first, then any."""
    found = [match[1] for match in _REPLY_AND_STATUS.finditer(text)]
    found += [match[0] for match in _STATUS.finditer(text)]
    found = [each for each in found if each[0] in "45"]
    return next((each for each in found if not each.endswith(".0.0")), found[0] if found else "")


def from_reply(said: str, recipient: str) -> str:
    """What was said from the server's reply on, or behind the recipient; all where neither is there."""
    reply = _REPLY.search(said)
    if reply:
        return said[reply.start() :]
    place = said.lower().find(recipient)
    behind = said[place + len(recipient) :].lstrip(" >:.()-") if place >= 0 else ""
    return behind or said


def judge(status: str, said: str) -> Verdict:
    """What a status and the words of the server come to.

    The words of the last server say more than the status a gateway made of them: a status in them counts,
    and where they speak of a full mailbox, of spam or of our name, no status makes the address a dead one.

    Args:
        status: as a report gives it (`5.1.1`), or nothing.
        said: the diagnosis, or the notice around the recipient.
    """
    own = status_in(said)
    exact = own if own and (not own.endswith(".0.0") or not status) else status
    words = _in_one(_WEB.sub(" ", said))
    return Verdict(*next(_judged(exact, words, _in_one(said))), exact)


def _in_one(said: str) -> str:
    return " ".join(ADDRESS.sub(" ", said[:LONGEST]).split()).casefold()


def _class(status: str, words: str) -> str:
    """4 or 5: of the reply code where there is one, else of the status, or nothing."""
    reply = _REPLY.search(words)
    if status and not status.endswith(".0.0"):
        return status[0]
    return reply[1][0] if reply else status[:1]


def _judged(status: str, words: str, with_links: str) -> Iterator[tuple[bool, Cause]]:
    """Whether it is permanent, and why: what holds first counts; the words go before the status."""
    dead, nowhere = bool(DEAD.search(words)), bool(NO_DOMAIN.search(words))
    certain = status in _CERTAIN and (dead or nowhere)
    if FULL.search(words) or status[1:] in {".2.2", ".3.1"}:
        yield False, "full"
    if not certain and (REFUSED.search(words if dead else with_links) or _GROUP in with_links):
        yield False, "refused"
    if LARGE.search(words):
        yield False, "too large"
    if _class(status, words) == "4" or (PASSING.search(words) and not certain):
        yield False, "late"
    if certain or ((dead or nowhere) and not SENDER.search(words)):
        yield True, "no mailbox" if dead else "no domain"
    if LATE.search(words):
        yield False, "late"
    if status in _DEAD and not SENDER.search(words):
        yield True, _DEAD[status]
    yield False, _OTHER.get(status[1:], "refused" if status[1:4] in {".7.", ".6."} else "unknown")
