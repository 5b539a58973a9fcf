"""Starting: a new workspace from the starter, and a new campaign of any kind."""

from outreach.starting.campaigns import KINDS, new_campaign, write_campaign
from outreach.starting.starter import start, starter

__all__ = ["KINDS", "new_campaign", "start", "starter", "write_campaign"]
