"""SendGrid: e-mail through its Web API v3."""

from outreach.channels.sendgrid.channel import SendGrid, payload

__all__ = ["SendGrid", "payload"]
