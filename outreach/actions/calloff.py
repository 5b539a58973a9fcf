"""Call off: an event cancelled or moved, or one guest's invitation taken back: what is written and told.

Nothing here writes a file: what is to stand in it is worked out, and tried, before anything is changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from pydantic import TypeAdapter, ValidationError

from outreach.actions.agenda import agenda
from outreach.actions.world import World
from outreach.core.anchors import anchor_faults
from outreach.core.campaign import Campaign, Event, PollResult, Step
from outreach.core.changes import WITHDRAWN, Telling
from outreach.core.coherence import faults, skipped_times
from outreach.core.deciding import Matter
from outreach.core.errors import NotUnderstoodError, Path, Problem, UsageError
from outreach.core.fields import OneLine, parse_wall
from outreach.core.history import OPEN, Announced, History, Key, Status
from outreach.core.plan import Schedule
from outreach.core.when import Relative, in_words, instant, parse_when, wall_of

OF_POLL = frozenset({"poll", "opening"})
"""The anchors that an event has only as long as a poll dates it."""
DAY_ONLY = len("2027-03-18")


@dataclass(frozen=True, slots=True)
class Intended:
    """A campaign as it is to be, and what is written into its file for that, by the keys that lead there.

    `notes` tell what is written beside what was asked for, and why.
    """

    campaign: Campaign
    values: Mapping[Path, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """A campaign whose event has been announced and is still to come."""

    campaign: Campaign
    event: Event
    schedule: Schedule
    history: History
    told: Announced

    @property
    def revision_open(self) -> bool:
        """Whether somebody may still be told of the last change."""
        name = f"once+{self.told.revision}"
        going = (each for (_, occurrence, _), each in self.history.progress.items() if occurrence == name)
        return any(not each.finished for each in going)


def cancelled(world: World, campaign_id: str, reason: str, now: datetime) -> Intended:
    """The campaign with its event called off; nothing is left to write where the file says so already.

    Raises:
        UsageError: there is nothing to call off, or nobody left to tell.
    """
    known = _known(world, campaign_id, now)
    if known.told.cancelled and known.event.status == "cancelled" and not known.revision_open:
        raise UsageError(f"{campaign_id} was called off already, and everybody invited has been told")
    if known.event.status == "cancelled":
        return Intended(known.campaign, {})
    values: dict[Path, str] = {("event", "status"): "cancelled", ("event", "reason"): reason}
    return _tried(known, values)


def moved(world: World, campaign_id: str, reason: str, when: str, now: datetime) -> Intended:
    """The campaign with another start of its event; nothing is left to write where the file says so already.

    A date without a time keeps the time of day. Where a poll has dated the event, the new start takes the
    poll's place, and the steps that count from the poll keep the moments they have: a poll that has closed
    says nothing new.

    Raises:
        UsageError: there is nothing to move, nobody left to tell, or the new start is none.
        NotUnderstoodError: the campaign could not be understood with it.
    """
    known = _known(world, campaign_id, now)
    if known.event.status == "cancelled":
        place = known.campaign.place("event", "status")
        raise UsageError(
            f"{campaign_id} is called off ({place}). To hold it after all, take `status: cancelled` out, "
            "write the new `starts:`, and approve: everybody invited is invited again"
        )
    wall = _wall(known, when)
    starts = instant(wall, known.schedule.mail.zone)[0]
    if starts <= now:
        raise UsageError(f"{_said(wall)} has passed; give a --new-date that is to come")
    if starts == known.schedule.starts:
        if starts == known.told.starts and not known.revision_open:
            raise UsageError(f"{campaign_id} starts then already ({_said(wall)}), and people know it")
        return Intended(known.campaign, {})
    values: dict[Path, str] = {("event", "starts"): _said(wall), ("event", "reason"): reason}
    fixed = dict(_fixed(known))
    return _tried(known, values | fixed, _notes(known, fixed))


def taken_back(world: World, campaign_id: str, who: str, now: datetime) -> Matter:
    """What tells one guest that the invitation is taken back.

    Raises:
        UsageError: there is nothing to take back, or it has been taken back before, which is final.
    """
    known = _known(world, campaign_id, now)
    if known.told.cancelled or known.event.status == "cancelled":
        raise UsageError(f"{campaign_id} is called off for everybody; nothing is left to take back")
    if world.ledger.contact(who) is None:
        raise UsageError(f"nobody imported has the id `{who}`; `outreach contacts list` shows them")
    if who in known.history.withdrawn and not _is_open(world, known, who):
        day = in_words(wall_of(known.history.withdrawn[who].at, known.schedule.mail.zone).date())
        raise UsageError(f"the invitation of {who} was taken back on {day}; for {campaign_id} that is final")
    step = _invited_by(world, known, who)
    history, schedule = known.history, known.schedule
    telling = Telling(known.campaign, history, schedule.mail, schedule.starts, now)
    return Matter(telling.taken_back(step), schedule, history, history.began or now, at_once=True)


def with_campaign(world: World, campaign: Campaign) -> World:
    """The world as it is once a campaign's file has been changed; only its news goes out, at once."""
    others = (campaign if each.id == campaign.id else each for each in world.campaigns)
    return replace(world, campaigns=tuple(others), at_once=campaign.id, as_read=None)


def _known(world: World, campaign_id: str, now: datetime) -> _Known:
    campaign = world.named(campaign_id)
    event, laid = campaign.event, agenda(world, now, now)
    history, schedule = laid.histories[campaign_id], laid.schedules[campaign_id]
    if event is None:
        raise UsageError(f"{campaign_id} has no event; there is nothing to call off")
    told = history.announced
    if told is None:
        place = campaign.place("event")
        raise UsageError(f"nobody has been invited yet, so nobody has to be told: change `event:` ({place})")
    if max(told.starts, schedule.starts or told.starts) <= now:
        began = f"{wall_of(told.starts, schedule.mail.zone):%Y-%m-%d %H:%M}"
        raise UsageError(f"{campaign_id} began on {began}; it is too late to tell people by e-mail")
    _see_that_it_can_be_told(campaign, history)
    return _Known(campaign, event, schedule, history, told)


def _see_that_it_can_be_told(campaign: Campaign, history: History) -> None:
    if campaign.paused:
        place = campaign.place("paused")
        raise UsageError(f"{campaign.id} is paused, so nothing goes out: take `paused: true` out ({place})")
    told_by = {step for step, occurrence, _ in history.progress if occurrence == "once"}
    invitations = [each for each in campaign.steps if each.send == "invite" and each.id in told_by]
    if not invitations:
        raise UsageError(
            f"the step that invited people is not in {campaign.at_steps.file} any more, so nobody can be "
            "told; put it back, with the id that it had"
        )
    for step in invitations:
        if step.paused:
            place = campaign.place_of(step, "paused")
            raise UsageError(f"the step `{step.id}` is paused, so nobody is told: take it out ({place})")


def _wall(known: _Known, when: str) -> datetime:
    text = when.strip().replace("T", " ")
    if len(text) == DAY_ONLY and known.schedule.starts is not None:
        text += f" {wall_of(known.schedule.starts, known.schedule.mail.zone):%H:%M}"
    try:
        return parse_wall(text)
    except ValueError as error:
        raise UsageError(f"--new-date: {error}") from None


def _fixed(known: _Known) -> Iterator[tuple[Path, str]]:
    """The moments of the steps that count from the poll which will date the event no more."""
    if not isinstance(known.event.starts, PollResult) or known.campaign.poll is not None:
        return
    walls = {each.step.id: each.wall for each in known.schedule.touches if each.change is None}
    for at, step in enumerate(known.campaign.steps):
        wall = walls.get(step.id)
        if isinstance(step.when, Relative) and step.when.anchor in OF_POLL and wall is not None:
            local = " local" if step.when.local else ""
            yield ("steps", at, "when"), f"on {wall:%Y-%m-%d} at {wall:%H:%M}{local}"


def _notes(known: _Known, fixed: Mapping[Path, str]) -> tuple[str, ...]:
    if not isinstance(known.event.starts, PollResult):
        return ()
    names = ", ".join(known.campaign.steps[int(path[1])].id for path in fixed)
    kept = f"; what counted from it keeps its day: {names}" if names else ""
    return (f"the new date takes the place of the poll {known.event.starts.poll}{kept}",)


def _tried(known: _Known, values: dict[Path, str], notes: tuple[str, ...] = ()) -> Intended:
    """The campaign with these values, as far as it can be understood with them."""
    own = {str(path[1]): value for path, value in values.items() if path[0] == "event"}
    event = known.event.model_copy(update={name: _read(name, value) for name, value in own.items()})
    whens = {int(path[1]): value for path, value in values.items() if path[0] == "steps"}
    steps = tuple(
        each.model_copy(update={"when": parse_when(whens[at])}) if at in whens else each
        for at, each in enumerate(known.campaign.steps)
    )
    campaign = known.campaign.model_copy(update={"event": event, "steps": steps})
    zone = known.schedule.mail.zone
    wrong_now = tuple(chain(faults(campaign), anchor_faults(campaign), skipped_times(campaign, zone)))
    if wrong_now:
        raise NotUnderstoodError(*(Problem(each.place(campaign.places), each.message) for each in wrong_now))
    return Intended(campaign, values, notes)


def _read(name: str, value: str) -> object:
    """A value of an event as its file is read."""
    if name == "starts":
        return parse_wall(value)
    try:
        return TypeAdapter(OneLine).validate_python(value)
    except ValidationError as error:
        raise UsageError(f"--{name} {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None


def _is_open(world: World, known: _Known, who: str) -> bool:
    """Whether what tells them so has still to go out."""
    keys = (Key(known.campaign.id, step.id, WITHDRAWN, who) for step in known.campaign.steps)
    return any((found := world.ledger.delivery(key)) is not None and found.status in OPEN for key in keys)


def _invited_by(world: World, known: _Known, who: str) -> Step:
    for step in known.campaign.steps:
        found = world.ledger.delivery(Key(known.campaign.id, step.id, "once", who))
        if step.send == "invite" and found is not None and found.status in (Status.SENT, Status.UNKNOWN):
            return step
    raise UsageError(
        f"{who} has not been invited to {known.campaign.id}; to keep them from being invited, write "
        f"`audience: {{exclude: {{contacts: [{who}]}}}}`"
    )


def _said(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d %H:%M}"
