"""The web: what others call. So far SendGrid's webhooks."""

from outreach.web.hooks import Hooks
from outreach.web.listening import listening

__all__ = ["Hooks", "listening"]
