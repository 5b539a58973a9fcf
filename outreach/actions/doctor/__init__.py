"""Doctor: what stands in the way, in words a convener understands. Pure but for the doors it is given."""

from outreach.actions.doctor.check import Check, Group, Status, stands_in_the_way
from outreach.actions.doctor.examine import Facts, Given, diagnose, look

__all__ = ["Check", "Facts", "Given", "Group", "Status", "diagnose", "look", "stands_in_the_way"]
