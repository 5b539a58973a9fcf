"""DMARC: what receivers do with mail that is not shown to be the domain's own (RFC 7489)."""

from dataclasses import dataclass
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status
from outreach.actions.doctor.spf import Records
from outreach.ports import Unanswered

POLICIES = ("none", "quarantine", "reject")
LEVELS = 8
"""How many labels of a name are looked at, at most, on the way up."""
_dmarc = partial(Check, Group.SENDER, "DMARC")


@dataclass(frozen=True, slots=True)
class Dmarc:
    """The records found, at which domain, and the policy that applies; each may be empty."""

    records: tuple[str, ...] = ()
    at: str = ""
    policy: str = ""


def dmarc_of(domain: str, records: Records) -> Dmarc:
    """The DMARC of a domain, else of the domain it belongs to.

    Which one that is RFC 7489 section 3.2 takes from a list of public suffixes; here, as in the standard that
    follows it, one looks from the name upwards: no public suffix publishes a policy for its customers' mail.

    Raises:
        Unanswered: DNS said nothing either way.
    """
    labels = domain.split(".")
    for start in range(max(0, len(labels) - LEVELS), max(1, len(labels) - 1)):
        name = ".".join(labels[start:])
        found = tuple(each for each in records(f"_dmarc.{name}", "TXT") if _is_dmarc(each))
        if found:
            return Dmarc(found, name, _policy(found[0], own=name == domain))
    return Dmarc()


def _is_dmarc(text: str) -> bool:
    return text.partition(";")[0].replace(" ", "") == "v=DMARC1"


def _policy(record: str, *, own: bool) -> str:
    """What the record asks for mail of the domain itself (p=), or of one below it (sp=, else p=)."""
    tags = dict(each.replace(" ", "").lower().partition("=")[::2] for each in record.split(";"))
    said = tags.get("p", "") if own else tags.get("sp") or tags.get("p", "")
    if said in POLICIES:
        return said
    return "none" if "rua" in tags else ""


def judge_dmarc(domain: str, dmarc: Dmarc | Unanswered) -> Check:
    """How a domain's DMARC stands.

    Gmail and Yahoo want SPF, DKIM and DMARC, be it with p=none, of whoever sends them more than 5,000
    messages a day, and SPF or DKIM of everybody (Google, "Email sender guidelines"; Yahoo, "Sender Best
    Practices").
    """
    publish = f"publish a TXT record at _dmarc.{domain}: v=DMARC1; p=none"
    if isinstance(dmarc, Unanswered):
        return _dmarc(
            Status.UNKNOWN, f"cannot be looked up: {dmarc}", "run `outreach doctor` where DNS answers"
        )
    if not dmarc.records:
        said = f"{domain} has no DMARC record; Gmail and Yahoo want one of whoever writes to many"
        return _dmarc(Status.WARNING, said, publish)
    where = f"_dmarc.{dmarc.at}"
    if len(dmarc.records) > 1:
        said = f"{where} has {len(dmarc.records)} DMARC records, so receivers use none"
        return _dmarc(Status.WARNING, said, "leave one of them")
    if not dmarc.policy:
        said = f"the record at {where} names no policy (p=none, quarantine or reject), so nobody heeds it"
        return _dmarc(Status.WARNING, said, f"begin it with: v=DMARC1; p=none (at {where})")
    return _dmarc(Status.OK, f"{where} asks for p={dmarc.policy}")
