"""SendGrid: mail by Inbound Parse, and what became of ours by the Event Webhook."""

from outreach.inbox.sendgrid.events import NotUnderstood
from outreach.inbox.sendgrid.signing import EVENTS_LATE, MAIL_LATE, Signed, secret_of, signature_headers
from outreach.inbox.sendgrid.spool import Call, Spool, What

__all__ = [
    "EVENTS_LATE",
    "MAIL_LATE",
    "Call",
    "NotUnderstood",
    "Signed",
    "Spool",
    "What",
    "secret_of",
    "signature_headers",
]
