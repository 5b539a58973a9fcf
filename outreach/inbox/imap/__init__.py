"""A mailbox that is read over IMAP."""

from outreach.inbox.imap.mailbox import EVERYTHING, USUAL, Imap
from outreach.inbox.imap.watch import Watch

__all__ = ["EVERYTHING", "USUAL", "Imap", "Watch"]
