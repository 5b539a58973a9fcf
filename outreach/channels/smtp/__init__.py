"""E-mail through any mail server (SMTP)."""

from outreach.channels.smtp.channel import Smtp
from outreach.channels.smtp.connection import Timeouts

__all__ = ["Smtp", "Timeouts"]
