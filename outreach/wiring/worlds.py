"""The worlds in which verbs act: the real one, and one on a copy of its ledger."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from outreach.actions.world import World
from outreach.channels.outbox import Outbox
from outreach.core.errors import UsageError
from outreach.ports import Channel, Clock, Rest
from outreach.rendering.renderer import TemplateRenderer
from outreach.settings import ensure_secret_key
from outreach.wiring.clock import SystemClock, VirtualClock
from outreach.wiring.room import PRIVATE, Room, outbox_folder
from outreach.wiring.waysin import inboxes, sent_folder
from outreach.wiring.waysout import channels
from outreach.workspace.shelf import FolderShelf

UNSIGNED = b"outreach: links made to be looked at, not to be answered"
"""Signs nothing that leaves: for commands that only show, where no secret key has been set."""
KEY_LOST = (
    "no OUTREACH_SECRET_KEY is set, and the ledger was begun with one: put its line back into .env. Only if "
    "it is lost, write a new one, of forty random letters; links in letters that are out then work no more"
)


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
        ways_in = () if read_only else inboxes(place, ledger)
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
            inboxes=ways_in,
            sent_folder=sent_folder(place, ways_in),
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
