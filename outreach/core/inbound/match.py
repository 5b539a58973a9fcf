"""Whose something is, and what it is about: by a signature of ours, by what only we and they know, by sender.

A rewritten subject or body does not matter: nothing is matched by its words. What somebody else says for
a person is never silently theirs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from outreach.core.history import Delivery
from outreach.core.inbound.nouns import CalendarReply, Confidence, Mail, Match, Relation
from outreach.core.people import Contact, business_of
from outreach.core.tokens import REFERENCE, SIGNATURE, Purpose, read_token

_TOKEN = re.compile(rf"(?<![a-z0-9])[a-z][a-z2-7]{{{REFERENCE + SIGNATURE}}}(?![a-z0-9])", re.IGNORECASE)
MOST_TOKENS = 50
"""How many words that look like tokens are tried in one mail: more are no accident."""
LATELY = timedelta(days=30)
"""How long after we wrote to somebody a mail that names nothing of ours is likely to be about that."""
ANYONES = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com",
        "ymail.com", "aol.com", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "gmx.com",
        "gmx.net", "gmx.de", "web.de", "mail.com", "zoho.com", "fastmail.com", "comcast.net", "att.net",
        "verizon.net", "sbcglobal.net", "bellsouth.net", "charter.net", "cox.net", "q.com", "bresnan.net",
        "centurylink.net", "wyoming.com", "rocketmail.com", "hey.com", "yandex.com", "qq.com",
    }
)  # fmt: skip
"""Where anybody may have an address, so that the same domain does not make two people colleagues."""
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a token of ours says: what its holder may do, and the reference of the message it came with."""

    purpose: Purpose
    ref: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the ledger knows of what came back.

    Args:
        received: when it came (UTC).
        writer: the address that speaks: a calendar's attendee, else the sender; lower case.
        name: the name beside it, as written.
        told: the token that proves which message it answers, and `delivery` that message; None for neither.
        addressee: the person whom that message went to, as they stand.
        event: the UID of an event of ours that it speaks of, and `campaign` whose event it is.
        known: everybody with the writer's address; `assisted` those for whom it may answer.
        sent: what left for the one person known at that address, up to then, the newest first.
        calendar: the answer of a calendar, where it is one.
    """

    received: datetime
    writer: str
    name: str = ""
    told: Told | None = None
    delivery: Delivery | None = None
    addressee: Contact | None = None
    event: str = ""
    campaign: str = ""
    known: Sequence[Contact] = ()
    assisted: Sequence[Contact] = ()
    sent: Sequence[Delivery] = ()
    calendar: CalendarReply | None = None


def tokens(mail: Mail, secret: bytes, returned: Iterable[str] = ()) -> list[Told]:
    """Every token of ours in what a mail is addressed to, its subject, what it answers, and what it returns.

    In that order: the address and the subject say what the writer meant to do, the rest only what about.
    """
    found: dict[Told, None] = {}
    for text in _where_tokens_stand(mail, returned):
        for each in _TOKEN.findall(text):
            if len(found) >= MOST_TOKENS:
                return list(found)
            read = read_token(each, secret)
            if read is not None:
                found[Told(*read)] = None
    return list(found)


def _where_tokens_stand(mail: Mail, returned: Iterable[str]) -> Iterator[str]:
    yield from (address for address in mail.to if "+" in address)
    yield mail.subject
    yield from mail.references
    yield from returned


def match(seen: Evidence) -> Match:
    """Whose it is, and what it is about, as far as the evidence goes."""
    if seen.delivery is not None and seen.told is not None:
        return _by_token(seen, seen.delivery, seen.told)
    if seen.event:
        return _by_event(seen)
    return _by_sender(seen)


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox: case, what follows a plus, and Gmail's dots do not matter."""
    return bool(one) and _plain(one) == _plain(other)


def _plain(address: str) -> tuple[str, str]:
    local, _, domain = address.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    if domain in _DOTLESS:
        return local.replace(".", ""), "gmail.com"
    return local, domain


def _by_token(seen: Evidence, delivery: Delivery, told: Told) -> Match:
    key = delivery.key
    own = key.campaign.startswith("!")
    base = Match(
        contact=key.recipient,
        campaign="" if own else key.campaign,
        step="" if own else key.step,
        occurrence="" if own and told.purpose != "digest" else key.occurrence,
        event=seen.event,
        purpose=told.purpose,
        confidence="certain",
        why="it carries our signature",
    )
    if seen.addressee is None:
        return replace(base, contact="", relation="nobody", why="it answers a message to somebody forgotten")
    return _of(seen, base, seen.addressee)


def _by_event(seen: Evidence) -> Match:
    base = Match(
        campaign=seen.campaign, event=seen.event, confidence="likely", why="it names our event (its UID)"
    )
    person = _invited(seen) or (seen.known[0] if len(seen.known) == 1 else None)
    if person is not None:
        return _with_step(seen, replace(base, contact=person.id, relation="self"))
    if len(seen.assisted) == 1:
        person = seen.assisted[0]
        return replace(base, contact=person.id, relation="assistant", why=f"{base.why}, from an assistant")
    return replace(base, relation="stranger", why=f"{base.why}, and nobody we know has this address")


def _invited(seen: Evidence) -> Contact | None:
    """Among several people at one address, the one to whom the campaign wrote."""
    reached = {each.key.recipient for each in seen.sent if each.key.campaign == seen.campaign}
    fitting = [each for each in seen.known if each.id in reached]
    return fitting[0] if fitting else None


def _with_step(seen: Evidence, found: Match) -> Match:
    """The match with what the campaign last sent that person."""
    last = next(
        (
            each.key
            for each in seen.sent
            if each.key.campaign == found.campaign and each.key.recipient == found.contact
        ),
        None,
    )
    return replace(found, step=last.step, occurrence=last.occurrence) if last is not None else found


def _by_sender(seen: Evidence) -> Match:
    people, relation = (seen.known, "self") if seen.known else (seen.assisted, "assistant")
    if not people:
        return Match(why="nobody we know has this address")
    sent = [each for each in seen.sent if not each.key.campaign.startswith("!")]
    chosen = _only(people, sent)
    if chosen is None:
        return Match(why="several people have this address")
    found = Match(contact=chosen.id, relation="assistant" if relation == "assistant" else "self")
    theirs = [each for each in sent if each.key.recipient == chosen.id]
    if not theirs:
        return replace(found, confidence="possible", why="by its sender alone; nothing has gone to them")
    last = theirs[0].key
    found = replace(found, campaign=last.campaign, step=last.step, occurrence=last.occurrence)
    return replace(found, confidence=_sureness(seen, theirs), why="by its sender, and what went to them last")


def _only(people: Sequence[Contact], sent: Sequence[Delivery]) -> Contact | None:
    """The one of several people at an address to whom we wrote last."""
    if len(people) == 1:
        return people[0]
    by_id = {each.id: each for each in people}
    return next((by_id[each.key.recipient] for each in sent if each.key.recipient in by_id), None)


def _sureness(seen: Evidence, theirs: Sequence[Delivery]) -> Confidence:
    """Likely where one campaign alone wrote to them lately."""
    lately = {each.key.campaign for each in theirs if (each.settled or each.due) >= seen.received - LATELY}
    return "likely" if len(lately) == 1 else "possible"


def _of(seen: Evidence, base: Match, addressee: Contact) -> Match:
    """Who writes, seen from the person whom our message went to."""
    relation, by = relation_of(seen, addressee)
    if by and seen.calendar is not None and _was_asked(seen, base.campaign, by):
        # Two of the same audience, and one answers from the other's copy: a calendar says who it is.
        return replace(base, contact=by, relation="self", why="it names our event, and them as the attendee")
    return replace(base, relation=relation, by=by, why=f"{base.why}{_WORDS[relation]}")


_WORDS: dict[Relation, str] = {
    "self": "",
    "assistant": "; from their assistant",
    "colleague": "; from somebody else of the same business",
    "other_address": "; from an address nobody told us, under their name",
    "forwarded": "; from somebody else, who has our message",
    "stranger": "",
    "nobody": "",
}


def _was_asked(seen: Evidence, campaign: str, contact: str) -> bool:
    return any(each.key.recipient == contact and each.key.campaign == campaign for each in seen.sent)


def relation_of(seen: Evidence, addressee: Contact) -> tuple[Relation, str]:
    """Who the writer is, seen from the person our message went to, and their id where we know them."""
    if same_mailbox(seen.writer, addressee.email) or any(each.id == addressee.id for each in seen.known):
        return "self", ""
    if same_mailbox(seen.writer, addressee.assistant):
        return "assistant", ""
    business = business_of(addressee)
    for each in seen.known:
        return ("colleague" if business and business_of(each) == business else "forwarded"), each.id
    if _is_named(seen.name, addressee):
        return "other_address", ""
    domain = seen.writer.rpartition("@")[2]
    if domain not in ANYONES and domain == addressee.email.strip().lower().rpartition("@")[2]:
        return "colleague", ""
    return "forwarded", ""


def _is_named(name: str, contact: Contact) -> bool:
    """Whether a display name is that person's: their first and their last name are both in it."""
    words = set(re.split(r"[^\w'-]+", name.casefold()))
    both = (contact.first_name.casefold().split(), contact.last_name.casefold().split())
    return all(part and words.issuperset(part) for part in both)
