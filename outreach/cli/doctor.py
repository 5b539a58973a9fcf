"""`outreach doctor`."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import groupby
from textwrap import wrap
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from outreach import wiring
from outreach.actions.doctor import Check, Given, Status, diagnose, look, stands_in_the_way
from outreach.actions.world import World
from outreach.cli.door import AsJson, Now, emit, leave, moment, place_of, problems_json, reporting
from outreach.cli.showing import console, counted, say
from outreach.core.errors import LedgerError
from outreach.ports import Probe
from outreach.settings import NAMES

NOTHING: dict[str, Any] = {"ok": False, "errors": [], "checks": []}
COLOURS = {Status.OK: "green", Status.WARNING: "yellow", Status.ERROR: "bold red", Status.UNKNOWN: "cyan"}
STATUS_WIDTH = max(map(len, Status))
INSET, NARROW = 2, 30
"""Columns by which a remedy stands further in, and those that a sentence needs to be read with ease."""


def doctor(
    context: typer.Context,
    offline: Annotated[
        bool, typer.Option("--offline", help="Leave out what asks the network: providers, DNS, web pages.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Print only what is not well, and nothing when all is; for cron.")
    ] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Tell what stands in the way: settings, accounts, inboxes, sender authentication, machine, coming weeks.

    Nothing is sent or changed. Ends with 1 when something stands in the way, warnings alone with 0.

    Example: outreach doctor --offline
    """
    with reporting(NOTHING, as_json=as_json):
        place = wiring.room(place_of(context))
        at = moment(now, place.house)
        with _world(place) as (world, fault):
            facts = look(
                world, _given(place), _probe(place), at,
                inboxes=wiring.inboxes(place, world.ledger), offline=offline, ledger_fault=fault,
            )  # fmt: skip
    checks = diagnose(facts)
    if as_json:
        emit(_document(checks, place))
    else:
        _show([each for each in checks if not quiet or _matters(each, offline=offline)])
        if not quiet:
            _sum_up(checks)
    leave(_status(checks, place))


@contextmanager
def _world(place: wiring.Room) -> Iterator[tuple[World, str]]:
    """The world, and why its ledger cannot be opened: then on an empty one, so that all else is looked at."""
    with ExitStack() as stack:
        fault = ""
        try:
            world = stack.enter_context(wiring.open_world(place, read_only=True))
        except LedgerError as error:
            fault = str(error)
            secrets = replace(place.settings.secrets, outreach_database_url="sqlite://")
            blank = replace(place, settings=replace(place.settings, secrets=secrets))
            world = stack.enter_context(wiring.open_world(blank, read_only=True))
        yield world, fault


def _given(place: wiring.Room) -> Given:
    secrets = place.settings.secrets
    given = frozenset(name for name, field in NAMES.items() if getattr(secrets, field))
    return Given(given, secrets.outreach_secret_key)


def _probe(place: wiring.Room) -> Probe:
    from outreach.probing import RealProbe  # noqa: PLC0415 - TLS and HTTP, which no other command pays for

    return RealProbe(place.settings.root, place.settings.database_url)


def _matters(check: Check, *, offline: bool) -> bool:
    """Whether somebody who wants to hear of what is not well wants to hear of this."""
    return check.status is not Status.OK and not (offline and check.status is Status.UNKNOWN)


def _status(checks: Sequence[Check], place: wiring.Room) -> int:
    return 2 if place.problems else int(stands_in_the_way(checks))


def _document(checks: Sequence[Check], place: wiring.Room) -> dict[str, Any]:
    return {
        "ok": _status(checks, place) == 0,
        "errors": problems_json(place.problems),
        "checks": [
            {
                "group": each.group.value,
                "name": each.name,
                "status": each.status.value,
                "message": each.message,
                "fix": each.fix,
            }
            for each in checks
        ],
    }


def _show(checks: Sequence[Check]) -> None:
    """Group by group; each check a line, and what mends it under it."""
    out = console()
    names = max((len(each.name) for each in checks), default=0)
    for number, (group, same) in enumerate(groupby(checks, key=lambda each: each.group)):
        out.print(Text(f"{chr(10) if number else ''}{group.value}", style="bold"), soft_wrap=True)
        for each in same:
            _line(out, each, names)


def _line(out: Console, check: Check, names: int) -> None:
    status = (check.status.value.ljust(STATUS_WIDTH), COLOURS[check.status])
    lead = Text.assemble("  ", status, "  ", check.name.ljust(names), "  ")
    indent = len(lead)
    under = " " * indent
    first, *rest = _broken(out, check.message, indent)
    out.print(lead.append_text(Text(first)), soft_wrap=True)
    for line in rest:
        out.print(Text(under + line), soft_wrap=True)
    if check.fix and check.status is not Status.OK:
        for line in _broken(out, check.fix, indent + INSET):
            out.print(Text(f"{under}{' ' * INSET}{line}", style="green"), soft_wrap=True)


def _broken(out: Console, text: str, indent: int) -> list[str]:
    """A text as lines: broken between words on a terminal, one line otherwise."""
    flat = " ".join(text.split())
    width = max(out.width - indent, NARROW)
    return wrap(flat, width, break_long_words=False, break_on_hyphens=False) if out.is_terminal else [flat]


def _sum_up(checks: Sequence[Check]) -> None:
    of = [each.status for each in checks]
    errors, warnings = of.count(Status.ERROR), of.count(Status.WARNING)
    if errors:
        also = f", {counted(warnings, 'warning')}" if warnings else ""
        many = counted(errors, "thing stands", "things stand")
        say(f"\n{many} in the way{also}. Mend that, then: outreach doctor")
    elif warnings:
        say(f"\nNothing stands in the way; {counted(warnings, 'warning')}. Next: outreach plan")
    else:
        say("\nAll is well. Next: outreach plan")
