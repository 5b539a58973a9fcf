"""DKIM: the keys with which a domain's mail is signed (RFC 6376)."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status, listed
from outreach.actions.doctor.spf import Records
from outreach.ports import Unanswered

SENDGRID = ("s1", "s2", "m1")
"""SendGrid's selectors: two with automated security, one without (docs: Set Up Domain Authentication)."""
USUAL = (
    "google", "selector1", "selector2", "default", "dkim", "mail", "smtp", "s1", "s2", "k1", "k2", "k3",
    "fm1", "fm2", "fm3", "protonmail", "protonmail2", "protonmail3", "zoho", "sig1", "key1", "mx", "dkim1",
)  # fmt: skip
"""Names that mail providers and relays give to their keys."""
SHORTEST = 160
"""Bytes of an RSA public key of 1,024 bits, the shortest that receivers honour (RFC 8301 section 3.2)."""
_dkim = partial(Check, Group.SENDER, "DKIM")


@dataclass(frozen=True, slots=True)
class Dkim:
    """The keys found, by selector, as the bytes of each; empty bytes for one that was withdrawn.

    `delegated` tells that SendGrid keeps them (automated security).
    """

    keys: Mapping[str, bytes]
    delegated: bool = False


def dkim_of(domain: str, records: Records, *, sendgrid: bool) -> Dkim:
    """The keys of a domain under the usual selectors, since DNS cannot list them.

    Raises:
        Unanswered: DNS said nothing either way.
    """
    keys: dict[str, bytes] = {}
    for selector in SENDGRID if sendgrid else USUAL:
        for text in records(f"{selector}._domainkey.{domain}", "TXT"):
            if (key := _key(text)) is not None:
                keys[selector] = key
    targets = records(f"s1._domainkey.{domain}", "CNAME") if sendgrid else ()
    return Dkim(keys, any(f".{each.lower()}".endswith(".sendgrid.net") for each in targets))


def _key(text: str) -> bytes | None:
    """The key in a record (section 3.6.1); None where it is none."""
    tags = dict(_tag(each) for each in text.split(";") if "=" in each)
    if "p" not in tags or tags.get("v", "DKIM1") != "DKIM1":
        return None
    try:
        return b64decode("".join(tags["p"].split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _tag(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip()


def judge_dkim(domain: str, dkim: Dkim | Unanswered, *, sendgrid: bool) -> Check:
    """How a domain's keys stand."""
    if isinstance(dkim, Unanswered):
        return _dkim(
            Status.UNKNOWN, f"cannot be looked up: {dkim}", "run `outreach doctor` where DNS answers"
        )
    usable = {selector: key for selector, key in dkim.keys.items() if key}
    if not usable:
        return _none_for_sendgrid(domain) if sendgrid else _none(domain)
    short = [selector for selector, key in usable.items() if 64 < len(key) < SHORTEST]  # noqa: PLR2004 - not Ed25519
    if len(short) == len(usable):
        said = (
            f"the key {listed(short)} of {domain} is shorter than 1,024 bits, which receivers do not honour"
        )
        return _dkim(Status.WARNING, said, "have your mail provider make one of 2,048 bits")
    what = "key" if len(usable) == 1 else "keys"
    return _dkim(Status.OK, f"{domain} publishes the {what} {listed(usable)}")


def _none_for_sendgrid(domain: str) -> Check:
    return _dkim(
        Status.WARNING,
        f"{domain} publishes no key under SendGrid's usual names, so its mail is signed as SendGrid's own",
        "authenticate the domain at SendGrid (Settings, Sender Authentication) and publish the CNAME records "
        "it names; with a selector of your own, look there whether it is verified",
    )


def _none(domain: str) -> Check:
    return _dkim(
        Status.UNKNOWN,
        f"no key of {domain} under the usual names; there may be one under another, which DNS cannot list",
        "send yourself a message and look at its source: DKIM-Signature names the key as s=; where that line "
        "is missing, your mail provider has to switch signing on",
    )
