"""A mailbox that is read over IMAP."""

from outreach.inbox.imap.mailbox import Imap
from outreach.inbox.imap.watch import Watch

__all__ = ["Imap", "Watch"]
