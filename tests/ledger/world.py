"""What the ledger's tests are about: one meeting's reminder, and people made from numbers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from outreach.core.history import Key, Reply, Status
from outreach.core.people import Consent, Contact
from outreach.ledger.store import SqlLedger
from outreach.ports import Begun, Entry

SECRET = b"a secret of thirty-two bytes....."
NOW = datetime(2027, 1, 12, 16, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
STEP = ("spring-meeting", "reminder", "once")
MAIL = (*STEP, "email")

CONTACT = Contact(
    "owner-1",
    email="owner-1@example.org",
    first_name="Zoë",
    last_name="Owner",
    title="Owner",
    organisation="Example Builders",
    phone="+1 307 555 0100",
    roles=frozenset({"business_member", "champion"}),
    partnerships=frozenset({"laramie-construction"}),
    tags=frozenset({"training; welding"}),
    timezone="America/Denver",
    consent=Consent.RELATIONSHIP,
    key=True,
    recruiter="champion-1",
    assistant="desk@example.org",
    decision_maker=False,
    why="My own start was an apprenticeship.",
    source="spring list",
)


def person(number: int) -> Contact:
    return Contact(f"owner-{number:05}", email=f"owner-{number}@example.org")


def people(ledger: SqlLedger, *ids: str) -> None:
    ledger.save_contacts([Contact(each, email=f"{each}@example.org") for each in ids], NOW)


def key(recipient: str) -> Key:
    return Key(*STEP, recipient)


def entry(
    recipient: str, status: Status = Status.WAITING, due: datetime = NOW, channel: str = "email"
) -> Entry:
    return Entry(key(recipient), channel, status, due)


def enrol(ledger: SqlLedger, *recipients: str, status: Status = Status.WAITING, due: datetime = NOW) -> None:
    ledger.enrol(*MAIL, (entry(each, status, due) for each in recipients), NOW)


def waiting(ledger: SqlLedger, until: datetime = NOW) -> list[str]:
    return [each.key.recipient for each in ledger.pending(*MAIL, "", 1000, until)]


def begun(ledger: SqlLedger, *recipients: str) -> None:
    """Take deliveries as far as `sending`."""
    enrol(ledger, *recipients)
    ledger.claim([key(each) for each in recipients], NOW)
    for each in recipients:
        ledger.settle_and_begin((), [Begun(key(each), f"<{each}@mail.example.org>")], NOW)


def standing(ledger: SqlLedger, recipient: str) -> str:
    found = ledger.delivery(key(recipient))
    return found.status.value if found else "absent"


def reply(contact: str, minutes: int = 0, **parts: object) -> Reply:
    kind = parts.pop("kind", "rsvp" if "rsvp" in parts else "answer")
    made = Reply("spring-meeting", contact, NOW + timedelta(minutes=minutes), kind)  # type: ignore[arg-type]
    return replace(made, **parts)  # type: ignore[arg-type]


def ids(contacts: Iterable[Contact]) -> list[str]:
    return [contact.id for contact in contacts]
