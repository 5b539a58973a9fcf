"""The ways in: whether each inbox can be read, what nobody hears of, what is left alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from outreach.actions.doctor.channels import stopped
from outreach.actions.doctor.check import Check, Group, Status
from outreach.core.errors import UsageError
from outreach.core.house import House
from outreach.ports import WAY_IN, Inbox, NotReached, Probe, Stop, Unanswered, Visited

EVENTS_KEY = "SENDGRID_WEBHOOK_KEY"
REMEDY = {
    "imap": "see that IMAP_URL in .env and `inbox:` in config/outreach.yaml are as docs/inboxes.md tells",
    "sendgrid": "see that the lines of SendGrid in .env are as docs/inboxes.md tells",
}
_check = partial(Check, Group.INBOXES)


@dataclass(frozen=True, slots=True)
class WayIn:
    """One inbox that is set up: what was found there, or why it cannot be read (`sure`, or nobody can tell).

    Both are empty where nobody looked.
    """

    name: str
    found: str = ""
    fault: str = ""
    sure: bool = True


def look_at_inboxes(inboxes: Iterable[Inbox], probe: Probe, *, offline: bool) -> tuple[WayIn, ...]:
    """Every inbox that is set up; those that can be visited are, and nothing in them is read."""
    return tuple(_looked_at(each, probe, offline=offline) for each in inboxes)


def _looked_at(inbox: Inbox, probe: Probe, *, offline: bool) -> WayIn:
    if not isinstance(inbox, Visited) or offline:
        return WayIn(inbox.name)
    try:
        return WayIn(inbox.name, found=probe.visit(inbox))
    except (NotReached, UsageError) as error:
        return WayIn(inbox.name, fault=str(error))
    except Unanswered as error:
        return WayIn(inbox.name, fault=str(error), sure=False)
    except Exception as error:  # noqa: BLE001 - whatever a library raises, the other checks go on
        return WayIn(inbox.name, fault=f"it cannot be asked ({type(error).__name__})", sure=False)


def judge_inboxes(
    ways: Sequence[WayIn], stops: Iterable[Stop], house: House, given: frozenset[str]
) -> Iterator[Check]:
    """How the ways in stand; `given` are the variables that are set."""
    for way in ways:
        yield _judged(way)
    answering = {way.name for way in ways if way.found}
    for stop in stops:
        if stop.provider.startswith(WAY_IN):
            name = stop.provider.removeprefix(WAY_IN)
            yield stopped(Group.INBOXES, name, stop, house, answers=name in answering)
    yield from _unheard(ways, house, given)


def _judged(way: WayIn) -> Check:
    if way.fault:
        status = Status.ERROR if way.sure else Status.UNKNOWN
        return _check(way.name, status, way.fault, REMEDY.get(way.name, "look at docs/inboxes.md"))
    if way.found:
        return _check(way.name, Status.OK, way.found)
    if way.name in REMEDY:
        return _check(way.name, Status.UNKNOWN, f"{way.name} is set up, and not asked with --offline")
    return _check(way.name, Status.OK, "mentions are looked for")


def _unheard(ways: Sequence[WayIn], house: House, given: frozenset[str]) -> Iterator[Check]:
    """What nobody would hear of."""
    read = {way.name for way in ways}
    if not read & {"imap", "sendgrid"}:
        said = (
            "no mailbox is set up, and what people answer by e-mail is not read (docs/inboxes.md tells how)"
        )
        yield _check("answers", Status.OK, said)
    if house.channels.email == "sendgrid" and EVENTS_KEY not in given:
        said = f"e-mail leaves by sendgrid, and {EVENTS_KEY} is not set: which addresses fail is not heard"
        yield _check("events", Status.WARNING, said, "set up the Event Webhook as docs/inboxes.md tells")
    if "x" in house.inbox.networks and house.channels.x != "x":
        said = "`inbox:` names x, and `channels:` does not: mentions there are not read"
        yield _check("x", Status.WARNING, said, "write `x: x` under `channels:`, or take x out of `inbox:`")
