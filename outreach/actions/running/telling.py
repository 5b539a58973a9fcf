"""Telling a person what the machine could not do: one follow-up for each cause of a step, with a count."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from outreach.actions.composing.context import Context
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.fields import zone
from outreach.core.followup import FollowUp, FollowUpKind
from outreach.core.history import Delivery, Key
from outreach.core.links import NETWORK_NAMES
from outreach.core.notices import CONFIRM, DIGEST, is_notice
from outreach.core.plan import Decision, Touch

WORDING = ("E", "S", "L")
"""Families of rules whose findings are mended by writing."""
AGREEMENT = "L008"
NOTICES = {DIGEST: "e-mails with what there is to do", CONFIRM: "e-mails that confirm an answer"}
"""The mails of the house, as people call them."""
PASSING = ("!held/", "!unapproved")
"""Causes that go away once they are mended; their mark keeps them apart from the ids of contacts."""


@dataclass(slots=True)
class _Told:
    """One cause of one step and occurrence, added up over its channels."""

    touch: Touch
    kind: FollowUpKind
    reason: str
    count: int = 0


@dataclass(slots=True)
class Telling:
    """Raises follow-ups at one moment; `raised` counts those that are new.

    What is told of a step is kept until `flush`, so that its channels are counted together.
    """

    world: World
    now: datetime
    raised: int = 0
    _context: Context = field(init=False)
    _told: dict[str, _Told] = field(default_factory=dict)
    _current: set[str] = field(default_factory=set)
    _looked_at: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._context = Context(self.world)

    @property
    def today(self) -> date:
        """The organisation's local day."""
        return self.now.astimezone(zone(self.world.house.organisation.timezone)).date()

    def looked_at(self, touch: Touch) -> None:
        """A step is looked at: what held it before and is not told again is mended."""
        self._looked_at.add(_name(touch))

    def held(self, touch: Touch, why: Decision, count: int) -> None:
        """A rule holds a step; it goes out by itself once that is mended."""
        writing = why.rule.startswith(WORDING) and why.rule != AGREEMENT
        rule = f"{why.rule}: " if why.rule else ""
        reason = f"held until it is mended: {rule}{why.reason}"
        self._tell(touch, f"held/{why.rule}", "write" if writing else "decide", reason, count)

    def held_some(self, touch: Touch, count: int) -> None:
        """Some of a step's messages cannot be written for their readers."""
        reason = "held until it is mended: the text cannot be made for some of its readers"
        self._tell(
            touch, "held/some", "write", f"{reason}; `outreach deliveries --status held` says why", count
        )

    def missed(self, touch: Touch, why: Decision, count: int) -> None:
        """A step's time passed."""
        reason = f"missed{_day(touch)}: {why.reason}; decide whether to make up for it"
        self._tell(touch, "missed", "decide", reason, count)

    def failed(self, touch: Touch, count: int) -> None:
        """Messages were refused for good; of posts each network is told of, for they may fail days apart."""
        posted = touch.step.send == "post"
        where = f" on {NETWORK_NAMES.get(touch.channel, touch.channel)}" if posted else ""
        remedy = "post it by hand, or leave it" if posted else "reach these people otherwise"
        reason = f"could not be sent{where}; `outreach deliveries --status failed` says why; {remedy}"
        self._tell(touch, f"failed/{touch.channel if posted else count}", "decide", reason, count)

    def untold(self, touch: Touch, count: int) -> None:
        """Somebody has an event in the calendar that has changed, and may not be written to."""
        news = "is called off" if touch.change == "cancel" else "has changed"
        reason = (
            f"invited, and not told that the event {news}, since no mail may go to them; "
            "`outreach deliveries --status skipped` says who and why; telephone them"
        )
        self._tell(touch, f"untold/{count}", "decide", reason, count)

    def unapproved(self, touch: Touch, broken: Decision | None = None) -> None:
        """A step is due and waits for approval, or first for its text, of which `broken` says why."""
        remedy = f"`outreach approve {touch.campaign.id} {touch.step.id}`"
        if broken is not None:
            reason = f"due{_day(touch)} and not ready: {broken.reason}; then {remedy}"
            self._tell(touch, "unapproved", "write", reason, 1)
            return
        self._tell(
            touch, "unapproved", "decide", f"due{_day(touch)} and not approved; look at it, then {remedy}", 1
        )

    def flush(self) -> None:
        """Raise what was told of a step, all its channels together."""
        for key, told in self._told.items():
            self.ask(
                told.touch.campaign, key, told.kind, told.reason, step=told.touch.step.id, count=told.count
            )
        self._close_outgrown()
        self._current.update(self._told)
        self._told.clear()

    def _close_outgrown(self) -> None:
        """What counts more failures of a step takes the place of what counted fewer."""
        newest = {_parted(key)[0]: key for key in self._told if _counts_failures(key)}
        if not newest:
            return
        open_still = (each.followup.key for each in self.world.ledger.followups())
        counted = (key for key in open_still if _counts_failures(key))
        if outgrown := [key for key in counted if newest.get(_parted(key)[0], key) != key]:
            self.close(*outgrown)
            self.raised -= 1

    def close_mended(self) -> None:
        """Close what held a step that was looked at and is not held for that any more."""
        if not self._looked_at:
            return
        open_still = (each.followup.key for each in self.world.ledger.followups())
        mended = [key for key in open_still if key not in self._current and self._passes(key)]
        if mended:
            self.close(*mended)

    def ask(self, campaign: Campaign, key: str, kind: FollowUpKind, reason: str, *, step: str = "",
            count: int = 1, contact: str = "") -> None:  # fmt: skip
        """Raise one follow-up for the owner of a campaign, unless its key is known."""
        owner = self.owner(campaign)
        self.raise_one(FollowUp(key, self.today, kind, campaign.id, step, reason, owner, contact, count))

    def raise_one(self, followup: FollowUp) -> None:
        """Raise one follow-up, unless its key is known."""
        self.raised += self.world.ledger.follow_up([followup])

    def owner(self, campaign: Campaign) -> str:
        """Who gets a campaign's follow-ups."""
        return self._context.owner(campaign)

    def close(self, *keys: str) -> None:
        """What these ask for is no longer needed."""
        self.world.ledger.close_followups(keys, self.now)

    def unknown(self, deliveries: Iterable[Delivery]) -> None:
        """Messages of which nobody can say whether they left; a machine never sends them again."""
        reason = (
            "it is not known whether they left; find out (`outreach deliveries --status unknown`), "
            "then `outreach resolve`"
        )
        for key, (first, count) in unsettled(deliveries).items():
            campaign = self.world.campaign(first.campaign)
            owner = self.owner(campaign) if campaign else self.world.house.owner
            about, step, why = first.campaign, first.step, reason
            if is_notice(first):
                about, step, why = "", "", f"{NOTICES[first.campaign]}: {reason}"
            self.raise_one(FollowUp(key, self.today, "resolve", about, step, why, owner, count=count))

    def _tell(self, touch: Touch, cause: str, kind: FollowUpKind, reason: str, count: int) -> None:
        told = self._told.setdefault(f"{_name(touch)}/!{cause}", _Told(touch, kind, reason))
        told.count = told.count + count if touch.step.send == "post" else count

    def _passes(self, key: str) -> bool:
        name, cause = _parted(key)
        return name in self._looked_at and cause.startswith(PASSING)


def unsettled(deliveries: Iterable[Delivery]) -> dict[str, tuple[Key, int]]:
    """Unknown deliveries by the key of the follow-up that asks for them: one of them, and how many.

    The key holds who and which attempt, so that what becomes unknown later asks anew.
    """
    together: dict[str, list[Delivery]] = {}
    for each in deliveries:
        name = f"{each.key.campaign}/{each.key.step}/{each.key.occurrence}"
        together.setdefault(name, []).append(each)
    asked: dict[str, tuple[Key, int]] = {}
    for name, group in together.items():
        who = "\n".join(sorted(f"{each.key.recipient} {each.attempts}" for each in group))
        mark = hashlib.sha256(who.encode()).hexdigest()[:12]
        asked[f"{name}/!unknown/{mark}"] = (group[0].key, len(group))
    return asked


def _parted(key: str) -> tuple[str, str]:
    """A follow-up's key as the name of its step and occurrence, and the cause."""
    parts = key.split("/", 3)
    return "/".join(parts[:3]), parts[3] if len(parts) > 3 else ""  # noqa: PLR2004 - three parts name a step


def _counts_failures(key: str) -> bool:
    """Whether it is about how many failed; that of a network's post is about that one."""
    return re.fullmatch(r"!failed/\d+", _parted(key)[1]) is not None


def _day(touch: Touch) -> str:
    return f" on {touch.wall:%B} {touch.wall.day}" if touch.wall is not None else ""


def _name(touch: Touch) -> str:
    return f"{touch.campaign.id}/{touch.step.id}/{touch.occurrence}"
