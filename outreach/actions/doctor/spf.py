"""SPF: who may send for a domain, as receivers work it out (RFC 7208)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status, listed
from outreach.ports import RecordKind, Unanswered

Records = Callable[[str, RecordKind], tuple[str, ...]]
"""`Probe.records`."""

MOST_LOOKUPS = 10
"""RFC 7208 section 4.6.4: past ten a receiver gives up, and the record counts for nothing (permerror)."""
ENOUGH = 40
"""Look-ups after which nobody needs to know how many more there are."""
COUNTED = frozenset({"include", "a", "mx", "ptr", "exists"})
"""The mechanisms that cost a look-up (section 4.6.4), beside the modifier `redirect`."""
KNOWN = COUNTED | {"all", "ip4", "ip6"}
NEED_DOMAIN = frozenset({"include", "exists", "redirect"})
_TERM = re.compile(r"([-+?~]?)([a-z][a-z0-9._-]*)(?:([:=])([^/]*))?(/.*)?")
_spf = partial(Check, Group.SENDER, "SPF")


@dataclass(slots=True)
class Spf:
    """What was found: the domain's own records, and what they come to with all that they include.

    `ends` is the qualifier of `all` (`-`, `~`, `?`, `+`), empty where there is none. `faults` are reasons for
    which receivers drop the whole record (permerror).
    """

    records: tuple[str, ...] = ()
    lookups: int = 0
    ends: str = ""
    included: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def spf_of(domain: str, records: Records) -> Spf:
    """The SPF of a domain, its includes followed.

    Raises:
        Unanswered: DNS said nothing either way.
    """
    found = Spf(_spf_records(domain, records))
    if len(found.records) == 1:
        found.ends = _follow(found, found.records[0], records)
    return found


def _spf_records(domain: str, records: Records) -> tuple[str, ...]:
    """Those of a domain's texts that are SPF (section 4.5)."""
    return tuple(each for each in records(domain, "TXT") if each.lower().partition(" ")[0] == "v=spf1")


def _follow(found: Spf, record: str, records: Records) -> str:
    """Work through one record; returns the qualifier of its `all`, or of that it redirects to."""
    redirect = ""
    for qualifier, name, sign, target in _terms(found, record):
        if name == "all" and not sign:
            return qualifier or "+"
        if name == "redirect" and sign == "=":
            redirect = target
        elif sign != "=":
            found.lookups += name in COUNTED
            if name == "include":
                found.included.add(target)
                _include(found, target, records)
    if not redirect:
        return ""
    found.lookups += 1
    return _include(found, redirect, records)


def _terms(found: Spf, record: str) -> Iterator[tuple[str, str, str, str]]:
    """Qualifier, name, `:` or `=`, and domain of each term."""
    for term in record.lower().split()[1:]:
        read = _TERM.fullmatch(term)
        qualifier, name, sign, target = ("", "", "", "") if read is None else read.group(1, 2, 3, 4)
        if read is None or (sign != "=" and name not in KNOWN) or (name in NEED_DOMAIN and not target):
            found.faults.append(f"`{term}` is nothing that SPF knows")
        else:
            yield qualifier, name, sign or "", (target or "").rstrip(".")


def _include(found: Spf, target: str, records: Records) -> str:
    """Work through what is included; a target with macros depends on the message and is only counted."""
    if "%" in target or found.lookups > ENOUGH:
        return ""
    theirs = _spf_records(target, records)
    if len(theirs) != 1:
        what = "has no SPF record" if not theirs else "has more than one SPF record"
        found.faults.append(f"it leads to {target}, which {what}")
        return ""
    return _follow(found, theirs[0], records)


def judge_spf(domain: str, spf: Spf | Unanswered, *, sendgrid: bool, delegated: bool) -> Check:
    """How a domain's SPF stands.

    With SendGrid's automated security the return address is a name of its own below the domain, with an SPF
    record that SendGrid keeps (support.sendgrid.com, "SendGrid's Automated Security Explained"): `delegated`
    tells that the domain has it, and then its own record need not name SendGrid.
    """
    if isinstance(spf, Unanswered):
        return _spf(Status.UNKNOWN, f"cannot be looked up: {spf}", "run `outreach doctor` where DNS answers")
    if len(spf.records) > 1:
        said = f"{domain} has {len(spf.records)} SPF records, so receivers use none"
        return _spf(Status.ERROR, said, "join them into one TXT record that starts with v=spf1")
    if not spf.records:
        return _no_record(domain, sendgrid=sendgrid, delegated=delegated)
    if spf.faults:
        said = f"the record of {domain} counts for nothing: {listed(spf.faults, 2)}"
        return _spf(Status.ERROR, said, "correct or remove that part of the TXT record")
    if spf.lookups > MOST_LOOKUPS:
        said = f"the record of {domain} takes {spf.lookups} look-ups; past {MOST_LOOKUPS} nobody heeds it"
        return _spf(Status.ERROR, said, "remove `include:` and other parts of senders no longer used")
    return _ending(domain, spf) or _sender_named(domain, spf, sendgrid=sendgrid, delegated=delegated)


def _no_record(domain: str, *, sendgrid: bool, delegated: bool) -> Check:
    if sendgrid and delegated:
        return _spf(Status.OK, f"SendGrid keeps one for {domain} (automated security)")
    named = "include:sendgrid.net" if sendgrid else "include:NAME-OF-YOUR-MAIL-PROVIDER"
    return _spf(
        Status.ERROR,
        f"{domain} has no SPF record, so receivers sort out or refuse its mail",
        f"publish a TXT record at {domain}: v=spf1 {named} ~all",
    )


def _ending(domain: str, spf: Spf) -> Check | None:
    """What is wrong with how the record ends."""
    if spf.ends == "+":
        said = f"the record of {domain} ends in +all: it lets everybody send in its name"
        return _spf(Status.ERROR, said, "end it in ~all or -all")
    if spf.ends in ("", "?"):
        said = f"the record of {domain} does not end in ~all or -all, so it keeps nobody out"
        return _spf(Status.WARNING, said, "end it in ~all, and in -all once all your senders are in it")
    return None


def _sender_named(domain: str, spf: Spf, *, sendgrid: bool, delegated: bool) -> Check:
    if sendgrid and not delegated and not any(each.endswith("sendgrid.net") for each in spf.included):
        return _spf(
            Status.WARNING,
            f"the record of {domain} does not name SendGrid",
            "authenticate the domain at SendGrid (Settings, Sender Authentication), "
            "or add include:sendgrid.net to the record",
        )
    return _spf(Status.OK, f"one record, {spf.lookups} of {MOST_LOOKUPS} look-ups, ends in {spf.ends}all")
