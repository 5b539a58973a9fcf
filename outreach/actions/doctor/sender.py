"""Whether mail in our name is believed to be ours, and whether answers find their way back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from outreach.actions.doctor.check import Check, Group, Status
from outreach.actions.doctor.dkim import Dkim, dkim_of, judge_dkim
from outreach.actions.doctor.dmarc import Dmarc, dmarc_of, judge_dmarc
from outreach.actions.doctor.spf import Records, Spf, judge_spf, spf_of
from outreach.core.house import House
from outreach.ports import Probe, Unanswered

Found = TypeVar("Found")
_check = partial(Check, Group.SENDER)


@dataclass(frozen=True, slots=True)
class Postbox:
    """Where mail to a domain goes: its MX (`""`: none wanted), and whether it has an address without one."""

    domain: str
    hosts: tuple[str, ...]
    has_address: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """What DNS says of the domain we send as, and of those that answers and failures go to."""

    domain: str
    sendgrid: bool
    spf: Spf | Unanswered
    dkim: Dkim | Unanswered
    dmarc: Dmarc | Unanswered
    postboxes: tuple[tuple[str, Postbox | Unanswered], ...]


def look_at_sender(house: House, probe: Probe, *, offline: bool) -> Sender | None:
    """What DNS says; None while no e-mail leaves, and where it is not to be asked."""
    if offline or house.channels.email == "outbox":
        return None
    domain, back = _domain(house.sender.email), _domain(house.answers_to)
    sendgrid = house.channels.email == "sendgrid"
    return Sender(
        domain,
        sendgrid,
        _asked(lambda: spf_of(domain, probe.records)),
        _asked(lambda: dkim_of(domain, probe.records, sendgrid=sendgrid)),
        _asked(lambda: dmarc_of(domain, probe.records)),
        tuple(
            (each, _asked(partial(_postbox, each, probe.records))) for each in dict.fromkeys((back, domain))
        ),
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _asked(ask: Callable[[], Found]) -> Found | Unanswered:
    try:
        return ask()
    except Unanswered as error:
        return error


def _postbox(domain: str, records: Records) -> Postbox:
    hosts = records(domain, "MX")
    return Postbox(domain, hosts, not hosts and bool(records(domain, "A") or records(domain, "AAAA")))


def judge_sender(sender: Sender | None, house: House, *, offline: bool) -> Iterator[Check]:
    """How the sender's domain stands with those who receive its mail."""
    if house.channels.email == "outbox":
        yield _check("e-mail", Status.OK, "not looked at while e-mail goes to the outbox")
    elif offline or sender is None:
        yield _check("e-mail", Status.UNKNOWN, "SPF, DKIM, DMARC and MX are not looked up with --offline")
    else:
        yield from _judged(sender)


def _judged(sender: Sender) -> Iterator[Check]:
    delegated = isinstance(sender.dkim, Dkim) and sender.dkim.delegated and any(sender.dkim.keys.values())
    yield judge_spf(sender.domain, sender.spf, sendgrid=sender.sendgrid, delegated=delegated)
    yield judge_dkim(sender.domain, sender.dkim, sendgrid=sender.sendgrid)
    yield judge_dmarc(sender.domain, sender.dmarc)
    for domain, found in sender.postboxes:
        yield _answers(domain, found)


def _answers(domain: str, found: Postbox | Unanswered) -> Check:
    """Whether mail to a domain arrives (RFC 5321 section 5.1)."""
    if isinstance(found, Unanswered):
        remedy = "run `outreach doctor` where DNS answers"
        return _check("answers", Status.UNKNOWN, f"{domain} cannot be looked up: {found}", remedy)
    if found.hosts == ("",):
        return _check(
            "answers", Status.ERROR, f"{domain} says that it takes no mail, so answers and bounces are lost",
            "write an address that takes mail under `replies:` and `sender:` in config/outreach.yaml",
        )  # fmt: skip
    if found.hosts:
        return _check("answers", Status.OK, f"mail to {domain} goes to {found.hosts[0]}")
    if found.has_address:
        said = f"{domain} names no mail server (MX); mail to it is tried at its web address"
        return _check("answers", Status.WARNING, said, "publish an MX record, or write another address")
    return _check(
        "answers", Status.ERROR, f"{domain} has no mail server, so answers and bounces are lost",
        "correct the address under `replies:` or `sender:` in config/outreach.yaml, or publish an MX record",
    )  # fmt: skip
