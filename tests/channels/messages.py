"""Messages to send in the tests of channels: one of each kind, as the composer makes them."""

from datetime import UTC, datetime, timedelta

from outreach.core.history import Key
from outreach.core.message import Attachment, Email, Errand, Invite, Mailbox, Post

STAMP = datetime(2027, 3, 22, 15, tzinfo=UTC)
SENDER = Mailbox("Example Sector Partnerships", "hello@partnerships.example.org")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "0000000500017a5eabf60000000049454e44ae426082"
)
"""The smallest PNG."""


def email(recipient: str = "bm-1", **changes: object) -> Email:
    """A letter to one person."""
    parts: dict[str, object] = {
        "key": Key("spring", "invite", "once", recipient),
        "sender": SENDER,
        "reply_to": Mailbox("", "hello+r2abc@partnerships.example.org"),
        "to": Mailbox("Champion One", f"{recipient}@example.org"),
        "subject": "Spring meeting",
        "text": "Hello, please reply.\n",
        "html": "<p>Hello, please reply.</p>\n",
        "date": STAMP,
        "message_id": f"<{recipient}.1@partnerships.example.org>",
        "list_id": "<laramie.partnerships.example.org>",
        "unsubscribe": (
            "mailto:hello+u1@partnerships.example.org?subject=leave",
            "https://outreach.example.org/u/1",
        ),
        "one_click": True,
        **changes,
    }
    return Email(**parts)  # type: ignore[arg-type]


def invitation(recipient: str = "bm-1") -> Email:
    """A letter with an invite in it."""
    invite = Invite(
        "REQUEST", "spring@partnerships.example.org", 0, STAMP, "Spring meeting", STAMP + timedelta(40),
        timedelta(hours=2), "Hall, 1 Main Street", "Do come.", SENDER,
        Mailbox("Champion One", "bm-1@example.org"),
    )  # fmt: skip
    return email(recipient, invite=invite)


def post(
    network: str, step: str = "launch", text: str = "Join us at https://example.org/a?b=1&c=2 #next"
) -> Post:
    """A post without a picture."""
    return Post(Key("spring", step, "once", network), network, f"{text} ({step})")


def picture(network: str, step: str = "launch") -> Post:
    """A post with a picture."""
    key = Key("spring", step, "once", network)
    return Post(
        key, network, "See you there.", image=Attachment("hall.png", PIXEL), alt="A hall full of people"
    )


def errand() -> Errand:
    """A telephone call, which no provider makes."""
    key = Key("spring", "call", "once", "bm-1")
    return Errand(
        key, "call", "convener", "bm-1", "+1 307 555 0100", "Ask whether they come.", "no answer", STAMP
    )
