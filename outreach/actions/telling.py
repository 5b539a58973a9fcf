"""Telling a person what the machine could not do: one follow-up for each cause, with a count."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from outreach.actions.context import Context
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.fields import zone
from outreach.core.followup import FollowUp, FollowUpKind
from outreach.core.history import Key
from outreach.core.plan import Decision, Touch

WORDING = ("E", "S", "L")
"""Families of rules whose findings are mended by writing."""


class Telling:
    """Raises follow-ups at one moment; `raised` counts those that are new."""

    def __init__(self, world: World, now: datetime) -> None:
        self._world = world
        self._context = Context(world)
        self._today: date = now.astimezone(zone(world.house.organisation.timezone)).date()
        self._now = now
        self.raised = 0

    def held(self, touch: Touch, why: Decision, count: int) -> None:
        """A rule holds a step; it goes out by itself once that is mended."""
        kind: FollowUpKind = "write" if why.rule.startswith(WORDING) else "decide"
        rule = f"{why.rule}: " if why.rule else ""
        self._raise(touch, f"held/{why.rule}", kind, f"held: {rule}{why.reason}", count)

    def held_some(self, touch: Touch, count: int) -> None:
        """Some of a step's messages cannot be written for their readers."""
        self._raise(
            touch, "held/some", "write", "held: the text cannot be made for some of its readers", count
        )

    def released(self, touch: Touch) -> None:
        """What held a step is mended."""
        self._world.ledger.close_followups(
            [f"{_name(touch)}/{cause}" for cause in ("held/", "unapproved", "attendance")], self._now
        )

    def missed(self, touch: Touch, why: Decision, count: int) -> None:
        """A step's time passed."""
        self._raise(
            touch, "missed", "decide", f"missed: {why.reason}; decide whether to make up for it", count
        )

    def unapproved(self, touch: Touch) -> None:
        """A step is due and waits for somebody's approval."""
        remedy = f"`outreach approve {touch.campaign.id} {touch.step.id}`"
        self._raise(touch, "unapproved", "decide", f"due now and not approved; look at it, then {remedy}", 1)

    def waits(self, touch: Touch, why: Decision) -> None:
        """A step is due and waits for who came to be recorded."""
        if touch.due is not None:
            self._raise(touch, "attendance", "task", f"waiting: {why.reason}; record who came", 1)

    def undecided(self, campaign: Campaign, reason: str) -> None:
        """A poll has closed and its votes decide nothing."""
        self._keep(
            FollowUp(
                key=f"{campaign.id}/poll/undecided",
                due=self._today,
                kind="decide",
                campaign=campaign.id,
                step="",
                reason=f"{reason}; choose the date",
                owner=self._context.owner(campaign),
            )
        )

    def unknown(self, keys: Iterable[Key]) -> None:
        """Messages of which nobody can say whether they left; a machine never sends them again."""
        counts = Counter((key.campaign, key.step, key.occurrence) for key in keys)
        for (campaign_id, step, occurrence), count in counts.items():
            campaign = self._world.campaign(campaign_id)
            self._keep(
                FollowUp(
                    key=f"{campaign_id}/{step}/{occurrence}/unknown/{self._today}",
                    due=self._today,
                    kind="resolve",
                    campaign=campaign_id,
                    step=step,
                    reason="it is not known whether they left; find out, then `outreach resolve KEY`",
                    owner=self._context.owner(campaign) if campaign else self._world.house.owner,
                    count=count,
                )
            )

    def _raise(self, touch: Touch, cause: str, kind: FollowUpKind, reason: str, count: int) -> None:
        self._keep(
            FollowUp(
                key=f"{_name(touch)}/{cause}",
                due=self._today,
                kind=kind,
                campaign=touch.campaign.id,
                step=touch.step.id,
                reason=reason,
                owner=self._context.owner(touch.campaign),
                count=count,
            )
        )

    def _keep(self, followup: FollowUp) -> None:
        self.raised += self._world.ledger.follow_up([followup])


def _name(touch: Touch) -> str:
    channel = f"/{touch.channel}" if touch.step.send == "post" else ""
    return f"{touch.campaign.id}/{touch.step.id}/{touch.occurrence}{channel}"
