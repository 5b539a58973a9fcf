"""The ways out that the settings choose: what each needs, whether its provider knows us, what is stopped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status, counted, listed
from outreach.actions.world import World
from outreach.core.fields import zone
from outreach.core.house import NETWORKS, House
from outreach.ports import WAY_IN, Channel, Known, NotSent, Probe, Refused, Stop, Unanswered, Uncertain

NEEDED: Mapping[str, tuple[str, ...]] = {
    "smtp": ("SMTP_URL",),
    "sendgrid": ("SENDGRID_API_KEY",),
    "x": ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_SECRET"),
    "mastodon": ("MASTODON_URL", "MASTODON_TOKEN"),
    "bluesky": ("BLUESKY_HANDLE", "BLUESKY_APP_PASSWORD"),
}
"""The variables that each provider needs."""
KINDS = ("email", *NETWORKS)
OWN = ("outbox", "by_hand")
_check = partial(Check, Group.CHANNELS)


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of message, and what is known of the way that the settings choose for it.

    `missing` are variables that are not set. `account` is whom the provider takes us for; `fault` why it does
    not, or why that is not known: `sure` tells the one from the other. Both are empty where nobody asked.
    """

    kind: str
    chosen: str
    missing: tuple[str, ...] = ()
    account: str = ""
    fault: str = ""
    sure: bool = True


def look_at_ways(world: World, given: frozenset[str], probe: Probe, *, offline: bool) -> tuple[Way, ...]:
    """Every way out; each provider is asked, in turn, who we are. `given` are the variables that are set."""
    return tuple(_way(world, kind, given, probe, offline=offline) for kind in KINDS)


def _way(world: World, kind: str, given: frozenset[str], probe: Probe, *, offline: bool) -> Way:
    chosen: str = getattr(world.house.channels, kind)
    missing = tuple(name for name in NEEDED.get(chosen, ()) if name not in given)
    if chosen in OWN or missing or offline:
        return Way(kind, chosen, missing)
    return _asked(kind, chosen, world.channels.get(kind), probe)


def _asked(kind: str, chosen: str, channel: Channel | None, probe: Probe) -> Way:
    if not isinstance(channel, Known):
        return Way(kind, chosen, fault=f"this version cannot ask {chosen} who we are", sure=False)
    try:
        return Way(kind, chosen, account=probe.whom(channel))
    except (NotSent, Refused) as error:
        return Way(kind, chosen, fault=str(error))
    except (Uncertain, Unanswered) as error:
        return Way(kind, chosen, fault=str(error), sure=False)
    except Exception as error:  # noqa: BLE001 - whatever a provider's library raises, the other checks go on
        return Way(kind, chosen, fault=f"{chosen} cannot be asked ({type(error).__name__})", sure=False)


def judge_ways(ways: Iterable[Way], stops: Iterable[Stop], house: House) -> Iterator[Check]:
    """How the ways out stand."""
    every = tuple(ways)
    for way in every:
        if way.chosen not in OWN:
            yield _judged(way)
    if kept := [way.kind for way in every if way.chosen == "outbox"]:
        yield _check("outbox", Status.OK, _kept(kept, len(every)))
    if asked := [way.kind for way in every if way.chosen == "by_hand"]:
        yield _check("by hand", Status.OK, f"{listed(asked, 6)} {_are(asked)} posted by a person")
    answering = {way.chosen for way in every if way.account}
    for stop in stops:
        if not stop.provider.startswith(WAY_IN):
            answers = stop.provider in answering
            yield stopped(Group.CHANNELS, stop.provider, stop, house, answers=answers)
    if house.only_to:
        yield _only_to(house)


def _kept(kinds: list[str], of: int) -> str:
    if len(kinds) == of:
        return "everything is written into var/outbox, and nothing leaves"
    return f"{listed(kinds, 6)} {_are(kinds)} written into var/outbox, and {_go(kinds)} not leave"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _go(names: Sequence[str]) -> str:
    return "does" if len(names) == 1 else "do"


def _judged(way: Way) -> Check:
    needed = NEEDED.get(way.chosen, ())
    if way.missing:
        said = f"{way.chosen} is chosen, and {listed(way.missing)} {_are(way.missing)} not set"
        return _check(way.kind, Status.ERROR, said, f"write {_them(way.missing)} into .env")
    if way.fault:
        status = Status.ERROR if way.sure else Status.UNKNOWN
        remedy = (
            f"see that {listed(needed)} in .env {_are(needed)} right, and that the provider can be reached"
        )
        return _check(way.kind, status, f"{way.chosen}: {way.fault}", remedy)
    if not way.account:
        return _check(way.kind, Status.UNKNOWN, f"{way.chosen} is set up, and not asked with --offline")
    return _check(way.kind, Status.OK, f"{way.chosen} answers: {way.account}")


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def stopped(group: Group, name: str, stop: Stop, house: House, *, answers: bool) -> Check:
    """What is left alone for a while; `answers` tells that it could be reached now."""
    said = (
        f"left alone since {_local(stop.since, house)} after {counted(stop.times, 'failure')}: {stop.reason}"
    )
    if answers:
        again = f"it answers now, and is tried again at {_local(stop.until, house)}; nothing is to be done"
        return Check(group, name, Status.WARNING, said, again)
    again = f"mend that; it is tried again by itself at {_local(stop.until, house)}"
    return Check(group, name, Status.ERROR, said, again)


def _local(moment: datetime, house: House) -> str:
    return f"{moment.astimezone(zone(house.organisation.timezone)):%a %d %b %H:%M}"


def _only_to(house: House) -> Check:
    whom = counted(len(house.only_to), "address or domain", "addresses or domains")
    said = f"e-mail goes to {whom} only, those of `only_to:`"
    return _check(
        "only_to", Status.WARNING, said, "take `only_to:` out of config/outreach.yaml to write to everybody"
    )
