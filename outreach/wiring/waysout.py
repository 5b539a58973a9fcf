"""The ways out: a channel for every kind of message, as the settings choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from outreach.channels.bluesky import Bluesky
from outreach.channels.by_hand import ByHand
from outreach.channels.mastodon import Mastodon
from outreach.channels.only_to import only_to
from outreach.channels.sendgrid import SendGrid
from outreach.channels.smtp import Smtp
from outreach.channels.threads import InThreads
from outreach.channels.x import X
from outreach.core.fields import zone
from outreach.core.house import NETWORKS, House
from outreach.core.message import Message
from outreach.core.owner import owner_of
from outreach.ports import Channel, Clock, Ledger, Receipt
from outreach.wiring.room import Room

ERRANDS = ("phone", "task")
LANES = 4
"""How many messages are on their way at once, where `limits:` does not say."""


@dataclass(frozen=True, slots=True)
class _AskedAndKept:
    """By hand, with a copy in the outbox, so that everything that goes out can be opened in one place."""

    by_hand: ByHand
    outbox: Channel
    name: str = "by_hand"

    def send(self, message: Message) -> Receipt:
        receipt = self.by_hand.send(message)
        self.outbox.send(message)
        return receipt


def channels(
    place: Room, ledger: Ledger, outbox: Channel, clock: Clock, *, pretend: bool
) -> Mapping[str, Channel]:
    """The way out for every kind of touch, one of each kind; `pretend` has the outbox stand in for providers.

    While `only_to:` is set, providers are behind a lock that lets nobody else out.
    """
    by_hand = _AskedAndKept(
        ByHand(
            raise_one=lambda followup: ledger.follow_up([followup]),
            owner_of=lambda campaign: _owner(place, campaign),
            today=lambda: _local_day(place.house, clock.now()),
        ),
        outbox,
    )
    ways: dict[str, Channel] = {"outbox": outbox, "by_hand": by_hand}
    found: dict[str, Channel] = dict.fromkeys(ERRANDS, by_hand)
    for kind in ("email", *NETWORKS):
        chosen = getattr(place.house.channels, kind)
        if chosen not in ways:
            ways[chosen] = (
                outbox if pretend else only_to(provider(chosen, place, clock), place.house.short_list)
            )
        found[kind] = ways[chosen]
    return found


def provider(name: str, place: Room, clock: Clock) -> Channel:
    """A provider's channel, with the secrets it needs; it connects to nothing before its first message."""
    house, secrets = place.house, place.settings.secrets
    lanes = house.limits_of(name).connections or LANES
    match name:
        case "smtp":
            return Smtp(secrets.smtp_url, house.sender.email, lanes=lanes)
        case "sendgrid":
            return InThreads(SendGrid(secrets.sendgrid_api_key, secrets.sendgrid_api_url), lanes)
        case "x":
            return X(
                secrets.x_api_key, secrets.x_api_secret, secrets.x_access_token, secrets.x_access_secret,
                secrets.x_api_url,
            )  # fmt: skip
        case "mastodon":
            return Mastodon(secrets.mastodon_url, secrets.mastodon_token)
        case _:
            handle, password = secrets.bluesky_handle, secrets.bluesky_app_password
            return Bluesky(secrets.bluesky_api_url, handle, password, clock.now)


def _owner(place: Room, campaign_id: str) -> str:
    campaign = place.workspace.campaign(campaign_id)
    return owner_of(campaign, place.workspace.partnerships, place.house) if campaign else place.house.owner


def _local_day(house: House, moment: datetime) -> date:
    return moment.astimezone(zone(house.organisation.timezone)).date()
