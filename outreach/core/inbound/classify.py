"""What a mail says, seen alone: the first reading that fits, in the order that works on real mail.

A calendar's answer comes first (Google marks its own as automatic), then complaints and bounces (a third of
which say auto-replied), then what is not for us at all, automatic replies, wishes to leave; what is left is a
person's answer. Nobody who may be a person is lost: what carries a token of ours is never taken for spam or
for a mass mailing.
"""

from typing import Final

from outreach.core.inbound.automatic import automatic
from outreach.core.inbound.bounces import bounces, complaint
from outreach.core.inbound.itip import calendar_reply
from outreach.core.inbound.leaving import asks_to_leave
from outreach.core.inbound.newtext import new_text
from outreach.core.inbound.nouns import CalendarReply, Mail, Meaning
from outreach.core.inbound.signs import (
    from_mail_system,
    is_receipt,
    is_report,
    mass,
    names_ours,
    our_own,
    spam,
)
from outreach.core.inbound.subjects import answers

_PARTSTATS: Final = {
    "accepted": "a calendar says that they come",
    "declined": "a calendar says that they do not come",
    "tentative": "a calendar says that they may come",
    "delegated": "a calendar says that somebody else comes instead",
    "needs-action": "a calendar says that they have not decided",
}
_METHODS: Final = {
    "REQUEST": "it is an invitation from somebody else",
    "PUBLISH": "it is an entry for a calendar from somebody else",
    "ADD": "it is an entry for a calendar from somebody else",
    "CANCEL": "it cancels a meeting of somebody else's",
    "REFRESH": "a calendar asks for an entry once more",
}
_SHORT: Final = 600
"""A wish to leave that a mail server takes for spam is believed where the mail is no longer than this."""


def classify(mail: Mail, ours: frozenset[str] = frozenset()) -> Meaning:
    """What a mail says, and the sign by which that is known.

    Args:
        mail: as it came.
        ours: the addresses that we send from and are answered at, in lower case; a message from one of them
            is our own that came back. A shared mailbox that is a mailing list is told apart by them.
    """
    return _from_a_calendar(mail) or _returned(mail) or _for_nobody(mail, ours) or _in_words(mail, ours)


def _from_a_calendar(mail: Mail) -> Meaning | None:
    found = calendar_reply(mail)
    return Meaning("rsvp", _calendar_why(found), _comment(mail, found), calendar=found) if found else None


def _calendar_why(found: CalendarReply) -> str:
    return "a calendar proposes another time" if found.method == "COUNTER" else _PARTSTATS[found.partstat]


def _comment(mail: Mail, found: CalendarReply) -> str:
    return found.comment or new_text(mail)


def _returned(mail: Mail) -> Meaning | None:
    complained = complaint(mail)
    if complained is not None:
        return Meaning(
            "complaint", complained.reason or "a provider reports a complaint", bounced=(complained,)
        )
    failed = bounces(mail)
    if not failed:
        return None
    hard = any(each.permanent for each in failed)
    why = failed[0].reason or ("it could not be delivered" if hard else "it could not be delivered yet")
    return Meaning("bounce", why, bounced=failed)


def _for_nobody(mail: Mail, ours: frozenset[str]) -> Meaning | None:
    why = our_own(mail, ours) or _report(mail) or _calendar(mail)
    return Meaning("other", why) if why else None


def _report(mail: Mail) -> str:
    if not is_report(mail):
        return (
            "a mail server wrote it, and it says of nobody that they were not reached"
            if from_mail_system(mail)
            else ""
        )
    if is_receipt(mail):
        return "it is a read receipt"
    if "feedback-report" in mail.header("content-type").lower():
        return "it is a provider's report, and no complaint"
    return "it is a delivery notice, and nothing has failed for good"


def _calendar(mail: Mail) -> str:
    methods = (part.method.upper() for part in mail.parts if part.kind == "text/calendar")
    return "" if names_ours(mail) else _METHODS.get(next(methods, ""), "")


def _in_words(mail: Mail, ours: frozenset[str]) -> Meaning:
    text = new_text(mail)
    own_subject = "" if answers(mail.subject) else mail.subject
    # Mail programs leave a list by a mail of this subject; Apple's and Google's say that they wrote it.
    if len(text) < _SHORT and asks_to_leave("", own_subject):
        return Meaning("unsubscribe", "its subject asks for no more messages", text or own_subject)
    why = automatic(mail, text)
    if why:
        return Meaning("auto_reply", why, text)
    unwanted = "" if names_ours(mail) else mass(mail, ours)
    if unwanted:
        return Meaning("other", unwanted)
    suspected = "" if names_ours(mail) else spam(mail)
    if asks_to_leave(text) and not (suspected and len(text) > _SHORT):
        return Meaning("unsubscribe", "its words ask for no more messages", text)
    return Meaning("other", suspected) if suspected else _answer(mail, text)


def _answer(mail: Mail, text: str) -> Meaning:
    if any(part.method.upper() == "REPLY" for part in mail.parts):
        return Meaning("answer", "a calendar answered, and what it says cannot be read", text)
    if text:
        return Meaning("answer", "a person wrote it", text)
    if mail.parts:
        return Meaning("answer", "a person sent a file, and no words")
    if mail.text.strip():
        return Meaning("answer", "it holds nothing but what it answers, as far as can be told")
    if mail.subject and not answers(mail.subject):
        return Meaning("answer", "a person wrote it, all in the subject", mail.subject)
    return Meaning("other", "it says nothing")
