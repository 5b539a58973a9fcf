"""What the tests of a report share: one report of an office, and mail that came back."""

from dataclasses import replace
from datetime import timedelta

from outreach.actions.report.figures import Report
from outreach.actions.report.report import report
from outreach.actions.report.scope import Wanted
from outreach.core.inbound.nouns import Inbound, Kind, Match
from tests.world import DAY, Office, at

YEAR = ("2027-01-01", "2027-12-31")
UPDATES = """\
campaign: updates
title: Updates
kind: updates
partnership: laramie
audience: {roles: [business_member]}
waive: [{rule: C001, reason: too late on purpose, by: convener, until: 2099-12-31}]
steps:
"""


def made(office: Office, now: str, days: tuple[str, str] = YEAR, **more: object) -> Report:
    """The report of a partnership's days (of the whole year when not given), as it stands at a moment."""
    last = at(f"{days[1]} 00:00") + DAY - timedelta(microseconds=1)
    wanted = Wanted(at(f"{days[0]} 00:00"), last, "laramie")
    return report(office.world(), replace(wanted, **more), at(now))  # type: ignore[arg-type]


def came(office: Office, number: int, who: str, wall: str, kind: Kind = "answer", text: str = "",
         **more: object) -> None:  # fmt: skip
    """Something came back, and a person answered it, or not yet."""
    match = Match(who, "spring", "invitation", "once", relation="self", confidence="certain")
    sender = f"{who}@example.org"
    inbound = Inbound(
        f"{number:064}",
        "files",
        f"{number}.eml",
        "email",
        at(wall),
        kind,
        sender,
        "",
        "",
        text,
        match,
        counts=True,
    )
    answered = str(more.pop("answered", ""))
    stored = office.ledger.keep(replace(inbound, **more))  # type: ignore[arg-type]
    if answered and stored is not None:
        office.ledger.answer(stored, at(answered))
