"""Gathering what a digest tells: what one person has to do, and what becomes of the campaigns they mind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.judging.crowd import Crowd
from outreach.actions.judging.foresight import Foresight, wanted
from outreach.actions.judging.texts import Texts
from outreach.actions.noticing.approvals import Approvable, Awaiting
from outreach.actions.noticing.digest import (
    Ahead,
    Barred,
    Coming,
    Digest,
    Gone,
    Lines,
    Shown,
    Todo,
    paragraphs,
    scripts,
    sections,
)
from outreach.actions.world import World
from outreach.core.audience import waits_for_attendance
from outreach.core.deciding import Matter, gate, may_be_written
from outreach.core.fields import zone
from outreach.core.followingup.ordering import convened_by, key_people, long_overdue
from outreach.core.followup import FollowUp, Listed, Wanted
from outreach.core.history import Approval, History, Status
from outreach.core.owner import owner_of
from outreach.core.people import Contact, business_of
from outreach.core.plan import Decide, Schedule, Touch

A_YEAR = timedelta(days=366)
"""How far ahead a campaign is judged before its texts are shown for approval, as `approve` does."""
IN_SIGHT = timedelta(days=92)
"""How long before an event it is told who is coming."""
MOST_SHOWN, LONGEST_SHOWN = 8, 8_000
"""How many texts a digest shows for approval, and of how many characters at most; others are only counted."""
MOST_LINES = 30
BY_HAND = "by_hand"
"""What the settings call the way by which people are asked."""
Offer = tuple[str, Approval]
"""A campaign, and the approval that a digest offers of one of its texts."""


@dataclass(frozen=True, slots=True)
class Span:
    """What one digest is about: its day and the next digest's, and since when (UTC) things are told."""

    day: date
    until: date
    since: datetime


class Gathering:
    """Everything that the digests of one moment (UTC) tell; what several tell is worked out once."""

    def __init__(self, world: World, now: datetime) -> None:
        self._world = world
        self._now = now

    @cached_property
    def laid(self) -> Agenda:
        """All campaigns in time."""
        return agenda(self._world, self._now, self._now + A_YEAR)

    @cached_property
    def approvable(self) -> Approvable:
        """What waits for approval."""
        return Approvable(self._foresight, self._now)

    @cached_property
    def _composer(self) -> Composer:
        return Composer.of(self._world)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._composer, self.laid)

    @cached_property
    def _crowd(self) -> Crowd:
        return Crowd(tuple(self._world.ledger.contacts()))

    @cached_property
    def _foresight(self) -> Foresight:
        return Foresight(self._composer, self.laid, self._crowd, self._texts)

    def offers(self, owner: str) -> list[Offer]:
        """The texts to show somebody for approval, the first due ones; ordered by name."""
        found = sorted(self._awaiting(owner), key=lambda each: each.matter.touch.due or self._now)
        short = [each for each in found if len(each.approval.text) <= LONGEST_SHOWN]
        return in_their_order((each.name[0], each.approval) for each in short[:MOST_SHOWN])

    def digest(self, owner: Contact, span: Span, offers: Sequence[Offer]) -> Digest:
        """What somebody is told, with those texts for approval."""
        minds = self.minded_by(owner.id)
        todo, is_key = self._todo(owner.id, span)
        found, more = sections(todo, span.day, is_key)
        shown = tuple(self._shown(number, *offer) for number, offer in enumerate(offers, 1))
        names = {(campaign, each.step, each.occurrence) for campaign, each in offers}
        unshown = sum(each.name not in names for each in self._awaiting(owner.id))
        return Digest(
            day=span.day,
            sections=found,
            scripts=scripts(todo),
            more=more,
            gone=tuple(self._gone(minds, span.since))[:MOST_LINES],
            ahead=tuple(self._ahead(minds, span))[:MOST_LINES],
            coming=tuple(self._coming(minds)),
            shown=shown,
            unshown=unshown,
            barred=tuple(self._barred(owner.id)),
        )

    def minded_by(self, who: str) -> tuple[str, ...]:
        """The campaigns that somebody minds, by id: their own, those they convene; the team's are all."""
        world = self._world
        if who in world.house.communications_team:
            return tuple(self.laid.schedules)
        convened = convened_by(who, world.campaigns, world.partnerships)
        return tuple(
            each.id
            for each in world.campaigns
            if each.id in convened or owner_of(each, world.partnerships, world.house) == who
        )

    def _awaiting(self, who: str) -> list[Awaiting]:
        """What waits for approval by somebody."""
        approved = self._approved_by(who)
        return list(self.approvable.awaiting(approved)) if approved else []

    def _barred(self, who: str) -> Iterator[Barred]:
        """What keeps campaigns that somebody approves from being approved."""
        approved = self._approved_by(who)
        for each in self.approvable.barred(approved) if approved else ():
            title = self.laid.schedules[each.campaign].campaign.title
            yield Barred(title, f"{each.rule}: {each.message}; {each.fix}".replace("`", ""))

    def _approved_by(self, who: str) -> list[str]:
        """The campaigns whose texts somebody approves: the team all, an owner their own."""
        world = self._world
        if world.house.approval == "none":
            return []
        team, all_of = who in world.house.communications_team, world.campaigns
        return [each.id for each in all_of if team or owner_of(each, world.partnerships, world.house) == who]

    def _todo(self, who: str, span: Span) -> tuple[list[Todo], Callable[[FollowUp], bool]]:
        """What somebody has to do until the next digest, and which of it is about key people."""
        world, named = self._world, key_people(self._world.campaigns)
        asked = Wanted(
            owner=who,
            convened=convened_by(who, world.campaigns, world.partnerships),
            overdue_since=long_overdue(span.day),
            key_people=named,
        )
        due = [each for each in world.ledger.todo(asked) if each.followup.due < span.until]
        people = world.ledger.known({each.followup.contact for each in due if each.followup.contact})

        def is_key(one: FollowUp) -> bool:
            contact = people.get(one.contact)
            return (one.campaign, one.contact) in named or (contact is not None and contact.key)

        return [self._one(each, people, who) for each in due], is_key

    def _one(self, listed: Listed, people: Mapping[str, Contact], who: str) -> Todo:
        one = listed.followup
        notes, campaign = self._world.ledger.notes(listed.id), self._world.campaign(one.campaign)
        whose = self._name(one.owner) if one.owner != who else ""
        return Todo(
            listed, people.get(one.contact), notes[-1].text if notes else "",
            campaign.title if campaign is not None else "", whose,
        )  # fmt: skip

    def _name(self, owner: str) -> str:
        known = self._world.ledger.contact(owner)
        return (known.name if known is not None else "") or owner

    def _shown(self, number: int, campaign: str, approval: Approval) -> Shown:
        schedule = self.laid.schedules.get(campaign)
        touches = schedule.touches if schedule is not None else ()
        named = (each for each in touches if each.name[1:3] == (approval.step, approval.occurrence))
        touch = next(named, None)
        title = schedule.campaign.title if schedule is not None else campaign
        return Shown(
            number, _step(approval.step), title, _local(touch, schedule), _verbatim(approval.text),
        )  # fmt: skip

    def _gone(self, minds: Sequence[str], since: datetime) -> Iterator[Gone]:
        """What began to go out since then, each step and occurrence once."""
        for name in minds:
            counts: dict[tuple[str, str], list[int]] = {}
            for (step, occurrence, channel), known in self.laid.histories[name].progress.items():
                if known.began > since and not self._is_by_hand(channel):
                    counted = counts.setdefault((step, occurrence), [0, 0, 0])
                    for at, status in enumerate((Status.SENT, Status.FAILED, Status.UNKNOWN)):
                        counted[at] += known.counts.get(status, 0)
            title = self.laid.schedules[name].campaign.title
            yield from (
                Gone(_step(step), title, *numbers) for (step, _), numbers in counts.items() if any(numbers)
            )

    def _is_by_hand(self, channel: str) -> bool:
        """Whether a person does it, rather than the program."""
        way = self._world.channels.get(channel)
        return way is None or way.name == BY_HAND

    def _ahead(self, minds: Sequence[str], span: Span) -> Iterator[Ahead]:
        """What goes out until the day of the next digest, in order, each step and occurrence once."""
        found: dict[tuple[str, str, str], Matter] = {}
        for name in minds:
            for touch in self.laid.schedules[name].touches:
                if self._goes(touch, span.until):
                    found.setdefault(touch.name[:3], self.laid.matter(touch))
        for matter in sorted(found.values(), key=lambda each: each.touch.due or self._now):
            at = _local(matter.touch, matter.schedule)
            if at is not None:
                approved = self._texts.approved(matter)
                title = matter.touch.campaign.title
                yield Ahead(_step(matter.touch.step.id), title, at, self._people(matter), approved)

    def _goes(self, touch: Touch, until: date) -> bool:
        """Whether it goes out by itself until that day."""
        due = touch.due
        if due is None or due <= self._now or self._is_by_hand(touch.channel):
            return False
        matter = self.laid.matter(touch)
        ends = due.astimezone(matter.schedule.mail.zone).date() >= until
        return not ends and matter.progress is None and gate(matter, due).what in (Decide.SEND, Decide.WAIT)

    def _people(self, matter: Matter) -> int:
        waits = matter.touch.change or waits_for_attendance(matter.touch, matter.history)
        if waits or not matter.touch.step.is_mail:
            return 0
        return sum(may_be_written(matter, contact) for contact, _ in wanted(self._crowd, matter))

    def _coming(self, minds: Sequence[str]) -> Iterator[Coming]:
        for name in minds:
            schedule, history = self.laid.schedules[name], self.laid.histories[name]
            event, starts = schedule.campaign.event, schedule.starts
            if event is None or event.status == "cancelled" or starts is None or history.announced is None:
                continue
            if self._now < starts <= self._now + IN_SIGHT:
                said = _said(history)
                known = self._world.ledger.known(said["accepted"]).values()
                inner = (each for each in known if _is_inner(schedule, each))
                firms = {business_of(each) or f"!{each.id}" for each in inner}
                yield Coming(
                    event.title, starts.astimezone(schedule.mail.zone), len(said["accepted"]), len(firms),
                    event.businesses_hoped_for or 0, len(said["tentative"]), len(said["declined"]),
                )  # fmt: skip


def in_their_order(offers: Iterator[Offer] | Sequence[Offer]) -> list[Offer]:
    """Offers by campaign, step and occurrence: by their place in it they are called 1, 2, 3."""
    return sorted(offers, key=lambda offer: (offer[0], offer[1].step, offer[1].occurrence))


def reader_zone(world: World, contact: Contact) -> str:
    """The zone of somebody's own clock, else the organisation's."""
    return contact.timezone or world.house.organisation.timezone


def local_day(world: World, contact: Contact, now: datetime) -> date:
    """The day it is for somebody."""
    return now.astimezone(zone(reader_zone(world, contact))).date()


def _said(history: History) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"accepted": [], "tentative": [], "declined": []}
    for who, answers in history.answers.items():
        if answers.rsvp is not None and who not in history.withdrawn:
            found[answers.rsvp].append(who)
    return found


def _is_inner(schedule: Schedule, contact: Contact) -> bool:
    """Whether somebody sits at the inner table, where businesses are counted."""
    audience = schedule.campaign.audience
    return audience is None or contact in audience


def _local(touch: Touch | None, schedule: Schedule | None) -> datetime | None:
    if touch is None or touch.due is None or schedule is None:
        return None
    return touch.due.astimezone(schedule.mail.zone)


def _step(step: str) -> str:
    return step.replace("-", " ").capitalize()


def _verbatim(text: str) -> tuple[Lines, ...]:
    return paragraphs(text, LONGEST_SHOWN)
