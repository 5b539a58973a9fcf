"""Preview: one message as it will go out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.composing.views import SPECIMEN
from outreach.actions.composing.wording import dated
from outreach.actions.judging.crowd import Crowd
from outreach.actions.world import World
from outreach.core.audience import audience
from outreach.core.errors import UsageError
from outreach.core.history import History
from outreach.core.message import Message
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.core.spelling import nearest

AHEAD = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Shown:
    """One message and the channel it goes by."""

    channel: str
    message: Message


def preview(
    world: World, campaign_id: str, step_id: str, to: str, occurrence: str, now: datetime
) -> tuple[Shown, ...]:
    """The messages of one step and occurrence for one person: one for each channel.

    Without `to` it is the first person it is for; without `occurrence` the next that falls due.

    Raises:
        UsageError: no such campaign, step, occurrence or person.
        NotUnderstoodError, NotWrittenError: the text cannot be made.
    """
    composer, touches, schedule, history = looked_up(world, campaign_id, step_id, occurrence, now)
    reader = _reader(world, touches[0], to)
    return tuple(
        Shown(touch.channel, composer.message(touch, schedule, history, reader, touch.due or now))
        for touch in touches
    )


def looked_up(
    world: World, campaign_id: str, step_id: str, occurrence: str, now: datetime
) -> tuple[Composer, list[Touch], Schedule, History]:
    """One step and occurrence: its touches, and what they are composed with.

    Without `occurrence` it is the next that falls due.

    Raises:
        UsageError: no such campaign, step or occurrence.
    """
    laid = agenda(world, now, now + AHEAD)
    if campaign_id not in laid.schedules:
        raise UsageError(f"there is no campaign `{campaign_id}`{nearest(campaign_id, laid.schedules)}")
    composer, schedule = Composer.of(world), laid.schedules[campaign_id]
    touches = _touches(laid, schedule, step_id, occurrence)
    return composer, touches, dated(composer, schedule), laid.histories[campaign_id]


def somebody(world: World, contact_id: str) -> Contact:
    """The person of that id.

    Raises:
        UsageError: nobody has it.
    """
    contact = world.ledger.contact(contact_id)
    if contact is None:
        near = nearest(contact_id, [each.id for each in world.ledger.contacts()])
        raise UsageError(f"nobody imported has the id `{contact_id}`{near}")
    return contact


def _touches(laid: Agenda, schedule: Schedule, step_id: str, occurrence: str) -> list[Touch]:
    of_step = [touch for touch in schedule.touches if touch.step.id == step_id]
    if not of_step:
        ids = [step.id for step in schedule.campaign.steps]
        raise UsageError(f"{schedule.campaign.id} has no step `{step_id}`{nearest(step_id, ids)}")
    if not occurrence:
        ahead = [touch for touch in of_step if touch.due is None or touch.due >= laid.now]
        occurrence = (ahead or of_step[-1:])[0].occurrence
    found = [touch for touch in of_step if touch.occurrence == occurrence]
    if not found:
        known = ", ".join(dict.fromkeys(touch.occurrence for touch in of_step))
        raise UsageError(f"{step_id} has none called `{occurrence}`; --occurrence may be {known}")
    return found


def _reader(world: World, touch: Touch, to: str) -> Contact | None:
    """Who it is shown for; None for a post or a task."""
    if touch.step.send in ("post", "task"):
        return None
    if to:
        return somebody(world, to)
    crowd = Crowd(tuple(world.ledger.contacts()))
    return next(iter(crowd.meant(audience(touch))), SPECIMEN)
