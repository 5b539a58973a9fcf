"""`outreach serve`."""

import gc
import traceback
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Annotated

import typer

from outreach import wiring
from outreach.actions.running.run import run
from outreach.cli.door import complain, place_of, reporting
from outreach.cli.run import told
from outreach.cli.showing import counted, say
from outreach.core.errors import AnotherRunError, NotUnderstoodError, OutreachError, Place, Problem
from outreach.core.fields import zone
from outreach.heartbeat import Alarm, beat
from outreach.inbox.imap import Watch
from outreach.inbox.sendgrid import Signed, secret_of
from outreach.ports import Rest
from outreach.settings import HOUSE, load
from outreach.stopping import until_asked
from outreach.web import Hooks, listening

PACKAGE = Path(__file__).parents[2]
SHORTEST = 0.005
"""In minutes: less than a pass takes would be no pause at all."""
LONGEST = 24 * 60.0
"""In minutes: a message may be late by no more than a day, which is the grace of most."""


def serve(
    context: typer.Context,
    every: Annotated[
        float,
        typer.Option("--every", metavar="MINUTES", min=SHORTEST, max=LONGEST, help="How often it looks."),
    ] = 1.0,
    listen: Annotated[
        str,
        typer.Option("--listen", metavar="HOST:PORT", help="Take SendGrid's calls there, behind a proxy."),
    ] = "",
) -> None:
    """Send whatever falls due, minute by minute, until it is stopped.

    Each pass does what `outreach run` does and reads every file anew. Mail that comes into the mailbox
    (IMAP_URL) brings one on at once, where its server says so by itself.

    SIGTERM and Ctrl-C end it as soon as the message in hand is through.

    Example: outreach -C /srv/partnerships serve
    """
    root = place_of(context)
    local = None
    with reporting(None, as_json=False):
        try:
            local = zone(wiring.room(root).house.organisation.timezone)
        except NotUnderstoodError:
            if not (root / HOUSE).exists():
                raise
    with until_asked() as rest, ExitStack() as kept_open:
        serving = Serving(root, rest, local)
        with reporting(None, as_json=False):
            address = kept_open.enter_context(listening(listen, serving.hooks())) if listen else ""
        how_often = "minute" if every == 1 else _length(every)
        serving.say(f"Started: looks every {how_often} for what is due. Ctrl-C stops it.")
        if address:
            serving.say(f"Takes SendGrid's calls at {address}.")
        try:
            beat(serving.once, timedelta(minutes=every), wiring.SystemClock(), rest, serving.alarm)
        finally:
            serving.watch_no_more()
        serving.say("Stopped; whatever still waits goes out with the next run.")


@dataclass(slots=True)
class Serving:
    """Pass after pass. From one to the next it remembers nothing but which problems it has told.

    `alarm` is rung by what watches the mailbox meanwhile.
    """

    root: Path
    rest: Rest
    local: tzinfo | None = None
    known: frozenset[str] = frozenset()
    alarm: Alarm = field(default_factory=Alarm)
    watch: Watch | None = None

    def once(self) -> None:
        """One pass. Whatever goes wrong in it is told, once for as long as it lasts; the next pass comes."""
        try:
            self._pass()
        except AnotherRunError:
            pass
        except NotUnderstoodError as error:
            self._told_wrong(error.problems)
        except OutreachError as error:
            self._told_wrong([Problem(Place(""), str(error))])
        except Exception as error:  # noqa: BLE001 - the next pass must come, whatever this one met
            self._told_wrong([Problem(Place(""), unforeseen(error))])
        finally:
            gc.collect()  # what a pass leaves behind goes with it, though the collector looks seldom

    def say(self, *lines: str) -> None:
        """Lines for a person, the local time in front of each."""
        with suppress(OSError, ValueError):  # nobody reads any more; the messages go out all the same
            for line in lines:
                say(f"{self._stamp} {line}")

    def _pass(self) -> None:
        place = wiring.room(self.root)
        self.local = zone(place.house.organisation.timezone)
        self._watch(place)
        with wiring.open_world(place, rest=self.rest) as world:
            account = run(world, wiring.now())
        fresh = [each for each in account.problems if each not in self.known]
        known = frozenset(account.problems)
        self._told_wrong(account.errors, also=known)
        account.problems = fresh
        self.say(*told(account))

    def _watch(self, place: wiring.Room) -> None:
        """Watch the mailbox that the settings name now."""
        found = wiring.watch(place, self.alarm.ring)
        if (found and found.mailbox) != (self.watch and self.watch.mailbox):
            self.watch_no_more()
            self.watch = found
            if found is not None:
                found.start()

    def hooks(self) -> Hooks:
        """What takes SendGrid's calls; what is taken is stored by the pass that it brings on.

        Raises:
            UsageError: a key or a secret is none.
        """
        secrets, shelf = load(self.root).secrets, wiring.spool(self.root)

        def take(name: str, content: bytes) -> None:
            shelf.put(name, content)
            self.alarm.ring()

        signed = Signed.by(secrets.sendgrid_webhook_key)
        secret = secret_of(secrets.sendgrid_inbound_secret)
        return Hooks(signed, secret, take, wiring.now, self._complain)

    def _complain(self, words: str) -> None:
        with suppress(OSError, ValueError):
            complain([Problem(Place(""), words)], stamp=f"{self._stamp} ")

    def watch_no_more(self) -> None:
        """Hang up on the mailbox, if it is watched."""
        if self.watch is not None:
            self.watch.stop()
            self.watch = None

    def _told_wrong(self, problems: Iterable[Problem], also: frozenset[str] = frozenset()) -> None:
        """Tell what was not so in the pass before."""
        found = list(problems)
        fresh = [each for each in found if str(each) not in self.known]
        self.known = also | {str(each) for each in found}
        with suppress(OSError, ValueError):
            complain(fresh, stamp=f"{self._stamp} ")

    @property
    def _stamp(self) -> str:
        return f"{wiring.now().astimezone(self.local):%Y-%m-%d %H:%M}"


def unforeseen(error: Exception) -> str:
    """What to say of an error nobody foresaw: its kind and place, and nothing that it might hold."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if Path(each.filename).is_relative_to(PACKAGE / "outreach")]
    where = f" in {Path(own[-1].filename).relative_to(PACKAGE).as_posix()}:{own[-1].lineno}" if own else ""
    why = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    return (
        f"this pass broke off ({type(error).__name__}{where}{why}); nothing is lost by it, "
        "and the next pass tries again. If it comes back, please report this line."
    )


def _length(minutes: float) -> str:
    return counted(int(minutes), "minute") if minutes.is_integer() else f"{minutes * 60:g} seconds"
