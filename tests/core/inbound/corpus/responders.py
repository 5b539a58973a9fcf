"""Automatic replies in the shapes of the programs that send them, and those that only words tell."""

from collections.abc import Iterator
from itertools import cycle

from tests.core.inbound.corpus.sample import INVITATION, OURS, SETS, Sample, Set, mail, pairs

SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "exchange": (
        ("Return-Path", "<>"), ("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"),
        ("X-MS-Exchange-Inbox-Rules-Loop", "champion-1@example.com"), ("X-MS-TNEF-Correlator", ""),
        ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),
    ),
    "exchange, marks lost": (("X-Auto-Response-Suppress", "All"), ("Return-Path", "<>")),
    "gmail": (("Precedence", "bulk"), ("X-Autoreply", "yes"), ("Auto-Submitted", "auto-replied")),
    "pigeonhole": (
        ("X-Sieve", "Pigeonhole Sieve 0.5.21 (f6cd4b8e)"), ("Auto-Submitted", "auto-replied (vacation)"),
        ("Precedence", "bulk"), ("X-Auto-Response-Suppress", "All"),
    ),
    "cyrus": (("Auto-Submitted", "auto-replied (vacation)"), ("X-Sieve", "CMU Sieve 3.0")),
    "yahoo": (("X-Autoreply", "Yes"), ("Auto-Submitted", "auto-replied")),
    "icloud": (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "OOF, AutoReply")),
    "notes": (("Auto-Submitted", "auto-generated"), ("X-Mailer", "Lotus Domino Web Server Release 9.0.1")),
    "groupwise": (("X-Mailer", "Groupwise 18.4.2"), ("Auto-Submitted", "auto-replied")),
    "cpanel": (("X-Autorespond", INVITATION), ("Precedence", "auto_reply")),
    "plesk": (("Precedence", "bulk"), ("X-Autorespond", ""), ("X-Autoresponder", "yes")),
    "bsd vacation": (("Precedence", "bulk"),),
    "zimbra": (("Auto-Submitted", "auto-replied (zimbra; vacation)"), ("Precedence", "bulk")),
    "postfixadmin": (("X-Loop", "Postfix Admin Virtual Vacation"), ("Precedence", "junk")),
}  # fmt: skip
DESKS: dict[str, tuple[tuple[str, str], ...]] = {
    "zendesk": (
        ("X-Mailer", "Zendesk Mailer"), ("X-Zendesk-From-Account-Id", "15ab"),
        ("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"),
    ),
    "request tracker": (
        ("RT-Ticket", "example.com #48210"), ("X-RT-Loop-Prevention", "example.com"), ("Precedence", "bulk"),
        ("Auto-Submitted", "auto-replied"),
    ),
    "freshdesk": (("X-FD-Source", "1"), ("Auto-Submitted", "auto-generated"), ("X-Autoreply", "true")),
    "otrs": (("X-OTRS-Loop", "yes"), ("Auto-Submitted", "auto-replied"), ("Precedence", "bulk")),
}  # fmt: skip


def responders() -> Iterator[Sample]:
    """Every out-of-office text in two shapes with headers, and without any."""
    for how, name in SETS["away"]:
        yield from _away(how, name)
    for how, name in SETS["acknowledged"]:
        yield from _acknowledged(how, name)


def _away(how: Set, name: str) -> Iterator[Sample]:
    shapes = cycle(SHAPES.items())
    for language, texts in pairs(name).items():
        for number, (subject, text) in enumerate(texts):
            label = f"{name} {language} {number}"
            for shape, headers in (next(shapes), next(shapes)):
                yield Sample(
                    f"{label} {shape}", mail(subject, text, headers), "auto_reply", shape, language, how
                )
            bare = mail(subject, text)
            yield Sample(f"{label} bare", bare, "auto_reply", "no header", language, how, has_header=False)
            body = mail(f"Re: {INVITATION}", text)
            yield Sample(
                f"{label} body", body, "auto_reply", "no header, no subject", language, how, has_header=False
            )


def _acknowledged(how: Set, name: str) -> Iterator[Sample]:
    shapes = cycle(DESKS.items())
    for language, texts in pairs(name).items():
        for number, (subject, text) in enumerate(texts):
            label = f"{name} {language} {number}"
            shape, headers = next(shapes)
            desk = "Example Builders <support@builder.example.com>"
            raw = mail(subject, text, headers, sender=desk)
            yield Sample(f"{label} {shape}", raw, "auto_reply", shape, language, how)
            bare = mail(subject, text, sender=desk, answers=False)
            yield Sample(f"{label} bare", bare, "auto_reply", "no header", language, how, has_header=False)


def people_at_desks() -> Iterator[Sample]:
    """What people write through a help desk, which marks it as automatic all the same."""
    words = "##- Please type your reply above this line -##\n\nYes, two of us will come. Is there parking?"
    for shape, headers in DESKS.items():
        if ("X-Autoreply", "true") in headers:
            continue
        raw = mail(f"Re: {INVITATION}", words, headers, sender="Champion One <support@builder.example.com>")
        yield Sample(f"person at a desk {shape}", raw, "answer", shape)


def people_after_programs() -> Iterator[Sample]:
    """People who answer an automatic reply, hand one on, or write from programs that set odd headers."""
    subject = f"Re: Automatic reply: {INVITATION}"
    yield Sample(
        "person answers an automatic reply",
        mail(subject, "I am back now. Yes, I will come."),
        "answer",
        "gmail",
    )
    german = f"AW: Abwesenheitsnotiz: {INVITATION}"
    yield Sample(
        "person answers an automatic reply, German",
        mail(german, "Ich bin wieder da und komme gern."),
        "answer",
        "outlook",
        "de",
    )
    fw = f"FW: Automatic reply: {INVITATION}"
    yield Sample(
        "person hands one on",
        mail(fw, "See below, she is away. I will come in her place."),
        "answer",
        "outlook",
    )
    exchange = (("X-Auto-Response-Suppress", "DR, OOF, AutoReply"), ("X-Mailer", "Microsoft Outlook 16.0"))
    yield Sample(
        "Outlook asks for no automatic replies",
        mail(f"RE: {INVITATION}", "Count me in.", exchange),
        "answer",
        "outlook",
    )
    group = (
        ("List-Id", "<hello.partnerships.example.org>"),
        ("Precedence", "list"),
        ("List-Post", f"<mailto:{OURS}>"),
    )
    yield Sample(
        "answer through a shared group",
        mail(f"Re: {INVITATION}", "Count me in.", group),
        "answer",
        "google group",
    )
    flagged = (("X-Spam-Flag", "YES"), ("X-Spam-Status", "Yes, score=6.1 required=5.0"))
    yield Sample(
        "answer taken for spam", mail(f"Re: {INVITATION}", "Count me in.", flagged), "answer", "spamassassin"
    )
    no = (("Auto-Submitted", "no"), ("X-Autoreply", "no"))
    yield Sample(
        "says that it is not automatic", mail(f"Re: {INVITATION}", "Count me in.", no), "answer", "gmail"
    )
