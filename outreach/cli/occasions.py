"""What happens on the days of the calendar page: meetings, polls that close, commitments due, holidays."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from outreach.core.house import House
from outreach.core.people import Contact
from outreach.core.plan import Schedule
from outreach.rendering import dates
from outreach.rendering.calendar_entries import Event


def occasions(
    schedules: Mapping[str, Schedule], house: House, people: Mapping[str, Contact]
) -> Iterator[Event]:
    """The events of all campaigns whose moment is known, each on its campaign's clock, and the council's.

    `people` are contacts by id: whoever owes a commitment is named.
    """
    for schedule in schedules.values():
        yield from _meeting(schedule)
        yield from _poll(schedule)
        yield from _commitments(schedule, people)
    for meeting in house.council.meetings:
        yield Event(meeting.date(), "Council meeting", "council", meeting.time())


def holiday_names(house: House, first: date, last: date) -> dict[date, str]:
    """The organisation's public holidays from `first` to `last`, by name (the `holidays` package)."""
    if house.organisation.holidays is None:
        return {}
    from holidays import country_holidays  # noqa: PLC0415  # slow to import, and often not needed

    country, _, part = house.organisation.holidays.partition("-")
    # The year after has days of this one: New Year's Day may be kept on 31 December.
    years = range(first.year, last.year + 2)
    known = country_holidays(country, subdiv=part or None, years=years)
    return {day: name for day, name in sorted(known.items()) if first <= day <= last}


def _meeting(schedule: Schedule) -> Iterator[Event]:
    campaign, event = schedule.campaign, schedule.campaign.event
    if event is None or schedule.starts is None or schedule.ends is None:
        return
    starts, ends = _local(schedule, schedule.starts), _local(schedule, schedule.ends)
    cancelled = event.status == "cancelled"
    detail = f"until {dates.clock_time(ends, None)}, {event.location}"
    title = f"{event.title} (cancelled)" if cancelled else event.title
    yield Event(starts.date(), title, "meeting", starts.time(), detail, campaign.id)


def _poll(schedule: Schedule) -> Iterator[Event]:
    campaign = schedule.campaign
    if campaign.poll is not None and schedule.closes is not None:
        closes = _local(schedule, schedule.closes)
        yield Event(closes.date(), campaign.title, "poll", closes.time(), campaign.poll.question, campaign.id)


def _commitments(schedule: Schedule, people: Mapping[str, Contact]) -> Iterator[Event]:
    campaign = schedule.campaign
    for each in campaign.commitments:
        who = people[each.who].name if each.who in people else each.who
        yield Event(each.due, each.what, "commitment", None, who, campaign.id)


def _local(schedule: Schedule, moment: datetime) -> datetime:
    return moment.astimezone(schedule.mail.zone)
