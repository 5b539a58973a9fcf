"""Doctor: what stands in the way. Facts are looked up first; what they mean is then a matter of pure code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.actions.doctor.ahead import Ahead, judge_ahead, look_ahead
from outreach.actions.doctor.channels import Way, judge_ways, look_at_ways
from outreach.actions.doctor.check import Check
from outreach.actions.doctor.files import Files, judge_files, judge_problems, look_at_files
from outreach.actions.doctor.inboxes import WayIn, judge_inboxes, look_at_inboxes
from outreach.actions.doctor.machine import Machine, judge_machine, look_at_machine
from outreach.actions.doctor.pages import Pages, judge_pages, look_at_pages
from outreach.actions.doctor.sender import Sender, judge_sender, look_at_sender
from outreach.actions.world import World
from outreach.core.errors import LedgerError, Problem
from outreach.core.house import House
from outreach.ports import Inbox, Probe, Stop


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """What the settings hold of secrets: the names that are set, and the key that signs links."""

    names: frozenset[str]
    key: str = ""

    def __repr__(self) -> str:
        return f"Given({', '.join(sorted(self.names))})"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the ledger holds that doctor tells of; where it cannot be read, `fault` says why."""

    files: Files | None = None
    stops: tuple[Stop, ...] = ()
    ahead: Ahead | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was looked up, at `now` (UTC); `offline` tells that the network was not asked.

    `given` are the names of the variables that are set.
    """

    house: House
    now: datetime
    offline: bool
    problems: tuple[Problem, ...]
    remembered: Remembered
    ways: tuple[Way, ...]
    ways_in: tuple[WayIn, ...]
    given: frozenset[str]
    sender: Sender | None
    pages: Pages
    machine: Machine


def look(
    world: World, given: Given, probe: Probe, now: datetime, *, inboxes: Sequence[Inbox] = (),
    offline: bool = False, ledger_fault: str = "",
) -> Facts:  # fmt: skip
    """Look everything up, sending and changing nothing.

    Args:
        world: the installation; its ledger is an empty stand-in where `ledger_fault` is given.
        given: what the settings hold of secrets.
        probe: the door to the machine and the network.
        now: this moment (UTC).
        inboxes: every inbox that is set up.
        offline: ask nothing of the network.
        ledger_fault: why the installation's own ledger cannot be opened, or empty.
    """
    remembered = Remembered(fault=ledger_fault) if ledger_fault else _remembered(world, now)
    return Facts(
        world.house,
        now,
        offline,
        world.problems,
        remembered,
        look_at_ways(world, given.names, probe, offline=offline),
        look_at_inboxes(inboxes, probe, offline=offline),
        given.names,
        look_at_sender(world.house, probe, offline=offline),
        look_at_pages(world.house.public_url, probe, offline=offline),
        look_at_machine(given.key, probe, remembered.fault),
    )


def _remembered(world: World, now: datetime) -> Remembered:
    try:
        return Remembered(look_at_files(world), tuple(world.ledger.stops()), look_ahead(world, now))
    except LedgerError as error:
        return Remembered(fault=str(error))


def diagnose(facts: Facts) -> list[Check]:
    """What the facts mean, in the order in which people read it."""
    return list(_diagnosed(facts))


def _diagnosed(facts: Facts) -> Iterator[Check]:
    remembered = facts.remembered
    yield from judge_problems(facts.problems)
    if remembered.files is not None:
        yield from judge_files(remembered.files, sound=not facts.problems)
    yield from judge_ways(facts.ways, remembered.stops, facts.house)
    yield from judge_inboxes(facts.ways_in, remembered.stops, facts.house, facts.given)
    yield from judge_sender(facts.sender, facts.house, offline=facts.offline)
    yield from judge_pages(facts.pages)
    yield from judge_machine(facts.machine, facts.now)
    if remembered.ahead is not None:
        yield from judge_ahead(remembered.ahead, facts.house, facts.now)
