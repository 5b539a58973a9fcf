"""Starting: a new workspace from the starter, and a new campaign of any kind."""

from outreach.starting.campaigns import KINDS, new_campaign, write_campaign
from outreach.starting.starter import moved_along, start, starter

__all__ = ["KINDS", "moved_along", "new_campaign", "start", "starter", "write_campaign"]
