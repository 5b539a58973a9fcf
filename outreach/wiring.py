"""Builds the real world from the settings and hands it to the verbs. The only reader of the clock."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from outreach.actions.world import World
from outreach.channels.bluesky import Bluesky
from outreach.channels.by_hand import ByHand
from outreach.channels.mastodon import Mastodon
from outreach.channels.only_to import only_to
from outreach.channels.outbox import Outbox
from outreach.channels.sendgrid import SendGrid
from outreach.channels.smtp import Smtp
from outreach.channels.threads import InThreads
from outreach.channels.x import X
from outreach.core.errors import NotUnderstoodError, Place, Problem, UsageError
from outreach.core.fields import zone
from outreach.core.house import NETWORKS, House
from outreach.core.message import Message
from outreach.core.owner import owner_of
from outreach.ports import Channel, Clock, Ledger, Receipt, Rest
from outreach.rendering.renderer import TemplateRenderer
from outreach.settings import Settings, ensure_secret_key
from outreach.settings import load as load_settings
from outreach.workspace import Workspace
from outreach.workspace import load as load_workspace
from outreach.workspace.shelf import FolderShelf
from outreach.workspace.stamp import Stamp, stamp

ERRANDS = ("phone", "task")
PRIVATE = 0o600
LANES = 4
"""How many messages are on their way at once, where `limits:` does not say."""
UNSIGNED = b"outreach: links made to be looked at, not to be answered"
"""Signs nothing that leaves: for commands that only show, where no secret key has been set."""

KEY_LOST = (
    "no OUTREACH_SECRET_KEY is set, and the ledger was begun with one: put its line back into .env. Only if "
    "it is lost, write a new one, of forty random letters; links in letters that are out then work no more"
)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Room:
    """A workspace as it was read: settings, campaigns, and everything that could not be understood."""

    root: Path
    settings: Settings
    workspace: Workspace
    house: House
    stamp: Stamp

    def is_as_read(self) -> bool:
        """Whether the files still say what was read."""
        return stamp(self.root) == self.stamp

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be understood in campaigns and partnerships."""
        return tuple(self.workspace.problems)


def room(root: Path) -> Room:
    """Read a workspace.

    Raises:
        NotUnderstoodError: the settings cannot be understood, so that nothing can be done.
    """
    before, settings = stamp(root), load_settings(root)
    if settings.house is None or settings.problems:
        missing = Problem(Place("config/outreach.yaml"), "the settings cannot be read")
        raise NotUnderstoodError(*(settings.problems or (missing,)))
    return Room(root, settings, load_workspace(root), settings.house, before)


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return now()


@contextmanager
def open_world(
    place: Room,
    *,
    read_only: bool = False,
    at: datetime | None = None,
    rest: Rest | None = None,
    impatient: bool = False,
) -> Iterator[World]:
    """The world on the installation's own ledger; `read_only` changes nothing.

    Args:
        place: the workspace.
        read_only: for commands that only look.
        at: the moment (UTC) at which it stands. Without it the clock goes on while a command acts.
        rest: waiting that ends when the program is asked to stop, for commands that act.
        impatient: a person is waiting: what has failed is tried again at once.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    from outreach.ledger.opening import open_ledger  # noqa: PLC0415 - slow to import, and --help needs none

    secret = _secret(place, read_only=read_only)
    clock: Clock = SystemClock() if at is None else VirtualClock(at)
    with open_ledger(place.settings.database_url, secret=secret, read_only=read_only) as ledger:
        yield World(
            house=place.house,
            campaigns=place.workspace.campaigns,
            partnerships=place.workspace.partnerships,
            ledger=ledger,
            renderer=TemplateRenderer(place.root),
            secret=secret,
            channels=channels(place, ledger, Outbox(outbox_folder(place)), clock, pretend=False),
            problems=place.problems,
            clock=clock if at is None and rest is not None else None,
            rest=rest,
            impatient=impatient,
            as_read=place.is_as_read,
            shelf=None if read_only else FolderShelf(place.root / "var" / "calendars"),
            mailbag=FolderShelf(place.root / "var" / "inbox", PRIVATE),
        )


@contextmanager
def simulated(
    world: World, place: Room, outbox: Channel, clock: "VirtualClock", *, assumed: bool
) -> Iterator[World]:
    """The same world on a copy of its ledger, with every way out leading into an outbox."""
    with closing(world.ledger.copy()) as ledger:
        yield World(
            house=world.house,
            campaigns=world.campaigns,
            partnerships=world.partnerships,
            ledger=ledger,
            renderer=world.renderer,
            secret=world.secret,
            channels=channels(place, ledger, outbox, clock, pretend=True),
            problems=world.problems,
            assumed=assumed,
        )


@dataclass(slots=True)
class VirtualClock:
    """A clock that stands at the moment of a pass, or where a simulation has come to."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment


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


def outbox_folder(place: Room) -> Path:
    """Where the outbox of a workspace lies."""
    return place.root / "var" / "outbox"


def _local_day(house: House, moment: datetime) -> date:
    return moment.astimezone(zone(house.organisation.timezone)).date()


def _secret(place: Room, *, read_only: bool) -> bytes:
    """The key that signs links; made once, the first time something may leave.

    Raises:
        UsageError: none is set, and none may be made: the ledger had one.
    """
    from outreach.ledger.opening import is_begun  # noqa: PLC0415 - slow to import, and --help needs none

    key = place.settings.secrets.outreach_secret_key
    if not key and not read_only:
        if is_begun(place.settings.database_url):
            raise UsageError(KEY_LOST)
        key = ensure_secret_key(place.root)
    return key.encode() if key else UNSIGNED
