"""What a step is to the rules: read from what is written of it, never from its id or its words.

Source: RULES.md, "What the rules read from a step".
"""

from outreach.core.campaign import Campaign, Step
from outreach.core.when import Relative

REMINDED = frozenset({"all", "not_replied", "not_declined"})
"""The words of `to:` that leave out nobody who may still have to be reminded."""
RECAPPED = frozenset({"all", "attended"})


def is_invitation(step: Step) -> bool:
    """An invitation: `send: invite`."""
    return step.send == "invite"


def is_update(step: Step, kind: str) -> bool:
    """An update: `send: email` in a campaign of kind updates, or `counts_as: update`."""
    return step.counts_as == "update" or (step.send == "email" and kind == "updates")


def is_reminder(step: Step) -> bool:
    """An e-mail to all, or to those who have not answered or not declined; when is the caller's matter."""
    return step.send == "email" and bool(step.words) and step.words <= REMINDED


def is_recap(campaign: Campaign, step: Step) -> bool:
    """An e-mail anchored after the event, to all or to those who came."""
    told = bool(step.words) and step.words <= RECAPPED
    return step.send == "email" and told and follows_event(campaign, step)


def is_call(step: Step) -> bool:
    """A telephone call: `send: call`."""
    return step.send == "call"


def follows_event(campaign: Campaign, step: Step) -> bool:
    """Whether the step counts from the event's end, also by way of other steps."""
    for _ in campaign.steps:
        if not isinstance(step.when, Relative):
            return False
        if (anchor := campaign.step(step.when.anchor)) is None:
            return step.when.anchor == "event" and not step.when.before
        step = anchor
    return False
