"""What calendars answer, in the mails that their programs wrap it in, comments and all."""

from collections.abc import Iterator

from tests.core.inbound.calendars import (
    APPLE,
    COUNTER,
    EXCHANGE,
    GOOGLE,
    LOTUS,
    NEXTCLOUD,
    OUTLOOK,
    THUNDERBIRD,
    ZIMBRA,
)
from tests.core.inbound.corpus.sample import OURS, Sample, encoded, multipart

PROGRAMS = {
    "google": GOOGLE, "exchange": EXCHANGE, "outlook": OUTLOOK, "apple": APPLE, "zimbra": ZIMBRA,
    "nextcloud": NEXTCLOUD, "thunderbird": THUNDERBIRD, "notes": LOTUS, "counter": COUNTER,
}  # fmt: skip
AUTOMATIC = {"google", "nextcloud"}
"""Those that mark their answers as automatic (RFC 3834), though a person pressed the button."""
SUBJECTS = {
    "en": "Accepted: Spring meeting @ Thu Mar 18, 2027", "de": "Zugesagt: Frühjahrstreffen",
    "fr": "Accepté : Réunion de printemps", "es": "Aceptado: Reunión de primavera",
    "pt": "Aceito: Reunião de primavera", "it": "Accettato: Riunione di primavera",
    "nl": "Geaccepteerd: Voorjaarsbijeenkomst", "sv": "Accepterat: Vårmöte",
    "pl": "Zaakceptowano: Spotkanie wiosenne", "ru": "Принято: Весенняя встреча", "ja": "承諾: 春の会合",
    "zh": "已接受: 春季会议",
}  # fmt: skip
COMMENTS = (
    "",
    "I am out of the office that morning and join by phone.",
    "Please take me off the guest list for lunch.",
)


def replies_of_calendars() -> Iterator[Sample]:
    """Each program in a dozen languages, with and without words of the person."""
    for program, text in PROGRAMS.items():
        for number, (language, subject) in enumerate(SUBJECTS.items()):
            yield Sample(
                f"rsvp {program} {language}", _mail(program, text, subject, COMMENTS[number % len(COMMENTS)]),
                "rsvp", f"calendar: {program}", language,
            )  # fmt: skip


def _mail(program: str, text: str, subject: str, words: str) -> bytes:
    fields = [
        ("From", "Champion One <ann@example.org>"), ("To", OURS), ("Subject", encoded(subject)),
        ("Date", "Fri, 5 Feb 2027 16:40:12 +0000"), ("Message-ID", f"<calendar-{program}@example.org>"),
    ]  # fmt: skip
    if program in AUTOMATIC:
        fields.append(("Auto-Submitted", "auto-generated"))
    method = "COUNTER" if program == "counter" else "REPLY"
    parts = (
        ('Content-Type: text/plain; charset="utf-8"', words or subject),
        (f'Content-Type: text/calendar; charset="utf-8"; method={method}', text),
    )
    return multipart("alternative", fields, parts)
