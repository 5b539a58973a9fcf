"""What is for nobody: newsletters, lists, notices of programs, spam, meetings of others, our own mail."""

from collections.abc import Iterator

from tests.core.inbound.corpus.sample import INVITATION, OURS, REFERENCE, Sample, mail, multipart

NEWSLETTERS = (
    ("en", "Five tips for spring concrete", "Read on.\n\nYou asked for it. Unsubscribe | Settings"),
    ("en", "Your weekly digest", "Twelve new listings near you.\n\nTo unsubscribe, click here."),
    ("de", "Unser Newsletter im März", "Neues vom Bau.\n\nVom Newsletter abmelden"),
    ("fr", "La lettre du bâtiment", "Nos nouveautés.\n\nSe désabonner"),
    ("es", "Boletín de marzo", "Novedades del sector.\n\nDarse de baja"),
    ("it", "Newsletter di marzo", "Le novità.\n\nDisiscriviti"),
    ("nl", "Nieuwsbrief maart", "Nieuws uit de bouw.\n\nUitschrijven"),
    ("pl", "Newsletter marcowy", "Nowości z budowy.\n\nWypisz się"),
    ("ja", "三月のお知らせ", "新着情報です。\n\n配信停止はこちら"),
)  # fmt: skip
MASS = {
    "mailchimp": (
        ("List-Unsubscribe", "<https://news.example.net/u>"),
        ("List-Id", "<news.example.net>"),
        ("X-MC-User", "1"),
        ("Precedence", "bulk"),
    ),
    "feedback": (
        ("Feedback-ID", "1:2:3:news"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Unsubscribe", "<https://news.example.net/u>"),
    ),
    "bulk": (("Precedence", "bulk"),),
}
NOTICES = (
    (
        "Your invoice 2027-0318",
        "Your invoice is attached. The amount is due on April 1.",
        "billing-noreply@supplier.example.com",
    ),
    ("Security alert", "A new sign-in to your account was noticed.", "no-reply@accounts.example.com"),
    ("Parcel on its way", "Your parcel arrives tomorrow.", "do-not-reply@parcels.example.com"),
    ("New comment on your post", "Somebody commented on your post.", "notifications@social.example.com"),
)
EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//EN
METHOD:{method}
BEGIN:VEVENT
UID:other@example.com
DTSTAMP:20270205T164001Z
DTSTART:20270401T150000Z
ORGANIZER:mailto:champion-1@example.com
ATTENDEE:mailto:{ours}
SUMMARY:Site visit
END:VEVENT
END:VCALENDAR
"""


def unwanted() -> Iterator[Sample]:
    """All of it."""
    for language, subject, text in NEWSLETTERS:
        for shape, headers in MASS.items():
            raw = mail(subject, text, headers, sender="News <news@news.example.net>", answers=False)
            yield Sample(
                f"newsletter {language} {subject} {shape}", raw, "other", f"newsletter: {shape}", language
            )
    for subject, text, sender in NOTICES:
        yield Sample(
            f"notice {subject}",
            mail(subject, text, sender=sender, answers=False),
            "other",
            "a program's notice",
        )
        headers = (("Auto-Submitted", "auto-generated"),)
        raw = mail(subject, text, headers, sender="Desk <desk@supplier.example.com>", answers=False)
        yield Sample(f"notice, marked {subject}", raw, "other", "a program's notice")
    yield from _lists()
    yield from _spam()
    yield from _calendars()
    yield from _ours()


def _lists() -> Iterator[Sample]:
    headers = (
        ("List-Id", "Builders <builders.lists.example.org>"),
        ("List-Post", "<mailto:builders@lists.example.org>"),
        ("Precedence", "list"),
    )
    for number, text in enumerate(
        ("Has anybody a spare mixer?", "Unsubscribe me please", "I am out of the office until Monday.")
    ):
        raw = mail("Re: [builders] Mixer", text, headers, to="builders@lists.example.org", answers=False)
        yield Sample(f"list mail {number}", raw, "other" if number < 2 else "auto_reply", "mailing list")


def _spam() -> Iterator[Sample]:
    text = "Dear friend, cheap loans for your business today, no checks. " * 12
    for number, header in enumerate(
        (
            ("X-Spam-Flag", "YES"),
            ("X-Spam-Status", "Yes, score=15.1 required=5.0"),
            ("X-Spam", "Yes"),
            ("X-Forefront-Antispam-Report", "CIP:192.0.2.1;CTRY:;SFV:SPM;SCL:6"),
        )
    ):
        raw = mail(
            "Cheap loans",
            f"{text}\nReply STOP to opt out.",
            (header,),
            sender="Loans <loans@spam.example.net>",
            answers=False,
        )
        yield Sample(f"spam {number}", raw, "other", "spam")


def _calendars() -> Iterator[Sample]:
    for method in ("REQUEST", "PUBLISH", "CANCEL"):
        event = EVENT.format(method=method, ours=OURS)
        fields = (
            ("From", "Champion One <champion-1@example.com>"),
            ("To", OURS),
            ("Subject", "Site visit"),
            ("Date", "Fri, 5 Feb 2027 16:40:12 +0000"),
            ("Message-ID", f"<{method}@example.com>"),
        )
        parts = (
            ("Content-Type: text/plain", "Site visit, April 1"),
            (f"Content-Type: text/calendar; charset=utf-8; method={method}", event),
        )
        yield Sample(
            f"calendar {method}",
            multipart("alternative", fields, parts),
            "other",
            f"calendar: {method.lower()}",
        )


def _ours() -> Iterator[Sample]:
    back = mail(
        INVITATION,
        "Hello Champion One, will you come?",
        sender=f"Example <{OURS}>",
        to="champion-1@example.com",
        answers=False,
    )
    mark = back[back.index(b"Message-ID: ") + 12 :].split(b"\r\n", 1)[0]
    yield Sample("our own mail", back.replace(mark, REFERENCE.encode()), "other", "our own")
    test = mail(INVITATION, "Hello", (("X-Outreach-Test", "yes"),), answers=False)
    yield Sample("our own test", test, "other", "our own")
    yield Sample("nothing at all", mail(f"Re: {INVITATION}", ""), "other", "empty")
    yield Sample(
        "nothing, HTML",
        mail(f"Re: {INVITATION}", "<html><body><div><br></div></body></html>", kind="text/html"),
        "other",
        "empty",
    )
