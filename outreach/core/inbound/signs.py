"""What a mail's headers and parts say of where it comes from: a person, a desk, a list, a program."""

import re
from typing import Final

from outreach.core.inbound.nouns import Mail
from outreach.core.inbound.subjects import forwards
from outreach.core.inbound.words.phrases import plain
from outreach.core.message import Mailbox
from outreach.core.tokens import REFERENCE, SIGNATURE

_DESKS: Final = {
    "x-zendesk-": "Zendesk", "x-fd-": "Freshdesk", "x-freshdesk-": "Freshdesk", "x-helpscout-": "Help Scout",
    "rt-ticket": "Request Tracker", "x-rt-": "Request Tracker", "x-otrs-": "OTRS", "x-zammad-": "Zammad",
    "x-jira-": "Jira", "x-gorgias-": "Gorgias", "x-hubspot-": "HubSpot", "x-kayako-": "Kayako",
    "x-osticket-": "osTicket", "x-front-": "Front", "x-intercom-": "Intercom",
}  # fmt: skip
"""Help desks, by how the names of headers of theirs begin."""
_RECEIPT: Final = "message/disposition-notification"
_NOBODY: Final = re.compile(
    r"(?:.*[._+-])?(?:no|do-?not|donot|non|keine?)[._-]?(?:reply|respond|antwort|answer|risposta|responder)"
    r"(?:[._+-].*)?|(?:bounces?|notifications?|autoresponder|auto-?reply)(?:[._+-].*)?"
)
_SERVER: Final = re.compile(
    r"(?:mail(?:er)?[-_. ]?daemon|post_?master|mail delivery (?:sub)?system)(?:[._+-].*)?"
)
_NOTICE: Final = re.compile(
    r"(?:returned mail|un-?deliver|non-?delivery|mail (?:delivery|could not|error|system error|not delivered)"
    r"|delivery (?:failure|failed|status|notification|warning|problem|has)|failure notice|warning: "
    r"|delayed mail|message (?:delayed|status|not delivered)|unzustellbar|echec|no se puede entregar"
    r"|mancato recapito|onbestelbaar)"
)
_UNDELIVERED: Final = re.compile(
    r"(?:could not|couldn't|cannot|can't|unable to|was not|wasn't|failed to) (?:\w+ )?(?:be )?deliver"
    r"|failed recipient|has been postponed|will continue to try|mailbox (?:full|unavailable)"
    r"|delivery (?:to|of) .{0,60}(?:failed|delayed)"
)
_SPAM: Final = (
    ("X-Spam-Flag", re.compile(r"yes")),
    ("X-Spam-Status", re.compile(r"yes")),
    ("X-Spam", re.compile(r"yes")),
    ("X-Forefront-Antispam-Report", re.compile(r".*\bsfv:(?:spm|sks)\b")),
)
"""How SpamAssassin, Rspamd and Exchange mark what they take for spam."""
_LOCAL: Final = 200
_READ, _SUBJECT = 2_000, 300
_TOKEN: Final = rf"[a-z2-7]{{{1 + REFERENCE + SIGNATURE}}}"
_OUR_ID: Final = re.compile(rf"<{_TOKEN}@")
_OUR_ADDRESS: Final = re.compile(rf"[^@]*\+{_TOKEN}@")
_LIST_HEADERS: Final = ("list-post", "mailing-list", "x-mailing-list", "list-unsubscribe")
_MASS_HEADERS: Final = ("feedback-id", "x-campaign-id", "x-mc-user", "x-campaign", "x-csa-complaints")


def is_report(mail: Mail) -> bool:
    """Whether it is a receipt or a report by form (RFC 6522): read, delivered or not, complained of."""
    by_form = mail.header("content-type").strip().lower().startswith("multipart/report")
    return by_form or (is_receipt(mail) and not forwards(mail.subject))


def is_receipt(mail: Mail) -> bool:
    """Whether it tells that a message was opened, or thrown away unread (RFC 8098)."""
    named = "disposition-notification" in mail.header("content-type").lower()
    return named or any(part.kind == _RECEIPT for part in mail.parts)


def desk(mail: Mail) -> str:
    """The help desk that a mail went through, or nothing."""
    names = [name for name, _ in mail.headers]
    found = (shown for start, shown in _DESKS.items() if any(name.startswith(start) for name in names))
    return next(found, "") or ("a help desk" if "reply above this line" in mail.text[:400].lower() else "")


def takes_no_answers(sender: Mailbox) -> bool:
    """Whether an address says of itself that nobody reads it: `noreply@`, `notifications@`."""
    return _NOBODY.fullmatch(sender.address.partition("@")[0].lower()[:_LOCAL]) is not None


def from_mail_system(mail: Mail) -> bool:
    """Whether a mail server wrote it: by the sender's name, or by a subject and words of servers alone."""
    if _SERVER.fullmatch(mail.sender.address.partition("@")[0].lower() or mail.sender.name.lower()):
        return True
    said = _NOTICE.match(plain(mail.subject[:_SUBJECT])) and _UNDELIVERED.search(plain(mail.text[:_READ]))
    return bool(said) and not mail.references


def names_ours(mail: Mail) -> bool:
    """Whether it carries something with the form of our tokens: it answers us, whatever else it may be."""
    return any(map(_OUR_ID.match, mail.references)) or any(map(_OUR_ADDRESS.match, mail.to))


def our_own(mail: Mail, ours: frozenset[str] = frozenset()) -> str:
    """Why a mail is one of ours that came back, or nothing. `ours` are the addresses we send from."""
    if _OUR_ID.match(mail.message_id) or mail.header("x-outreach-test"):
        return "it is a message of ours that came back"
    return "it comes from our own address" if mail.sender.address in ours else ""


def spam(mail: Mail) -> str:
    """Why a mail server took it for spam, or nothing."""
    for name, marked in _SPAM:
        if any(marked.match(each.strip().lower()) for each in mail.all_headers(name.lower())):
            return f"the mail server marked it as spam ({name})"
    return ""


def mass(mail: Mail, ours: frozenset[str] = frozenset()) -> str:
    """Why a mail that answers nothing went to many, or was sent by a program; or nothing.

    A shared mailbox may be a mailing list itself: what comes through it is told by `ours`, and is a person's.
    """
    post = mail.header("list-post").lower()
    if names_ours(mail) or any(f"mailto:{each}" in post for each in ours):
        return ""
    if mail.header("list-id"):
        return "it came through a mailing list"
    return "" if mail.references else _unasked(mail)


def _unasked(mail: Mail) -> str:
    if any(mail.header(name) for name in (*_LIST_HEADERS, *_MASS_HEADERS)):
        return "it is a newsletter or a mass mailing"
    precedence = mail.header("precedence").strip().lower()
    if precedence in ("bulk", "junk", "list"):
        return f"its header Precedence says {precedence}"
    said = mail.header("auto-submitted").strip().lower()
    if said.startswith("auto-"):
        return f"a program sent it: its header Auto-Submitted says {said.partition(';')[0][:40]}"
    return "it comes from an address that takes no answers" if takes_no_answers(mail.sender) else ""
