"""Meetings: what invites to them, whether they still lie ahead, and when something can still be said."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime

from outreach.core.campaign import Campaign, Step
from outreach.core.plan import Schedule
from outreach.core.when import next_open
from outreach.rules.case import Case

GUESTS = frozenset({"launch", "meeting"})
"""The kinds of campaign whose invitations ask the full partnership to a meeting, weeks ahead."""


def lies_ahead(case: Case) -> bool:
    """Whether the campaign's event is still to come: not called off, not begun; its date may be undecided."""
    event, starts = case.campaign.event, case.schedule.starts
    if event is None or event.status == "cancelled":
        return False
    return starts is None or starts > case.now


def invites(campaign: Campaign, step: Step, kinds: AbstractSet[str] = GUESTS) -> bool:
    """Whether the step invites the inner table, in a campaign of one of those kinds."""
    return campaign.kind in kinds and step.send == "invite" and step.table == "inner_table"


def sending_day(case: Case) -> date:
    """The first day, where the campaign is, on which an e-mail can still go out."""
    return case.local_day(next_open(case.schedule.mail, case.now))


def gatherings(schedules: Iterable[Schedule], kinds: AbstractSet[str] = GUESTS) -> Iterator[Schedule]:
    """The campaigns of those kinds whose event is not called off, with or without a date."""
    for schedule in schedules:
        event = schedule.campaign.event
        if schedule.campaign.kind in kinds and event is not None and event.status != "cancelled":
            yield schedule


def is_over(schedule: Schedule, now: datetime) -> bool:
    """Whether a campaign's event has ended."""
    return schedule.ends is not None and schedule.ends <= now
