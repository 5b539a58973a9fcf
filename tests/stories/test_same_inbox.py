"""The same mails, twice, in any order, with the collector killed in the middle, give the same inbox."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from outreach.core.history import Key, Status
from outreach.core.message import message_id
from outreach.core.tokens import token
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.ports import Begun, Entry, Outcome
from tests.core.inbound import bounce_shapes
from tests.core.inbound.shapes import CLIENTS, Answer
from tests.world import REPOSITORY, SECRET, Office, at, member

PEOPLE = [f"m{number:02}" for number in range(24)]
SENT = at("2027-02-04 09:00")
MEETING = (
    "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}",
    "{id: phone, send: call, template: letter.md, when: 4 weeks before event at 09:00, to: not_replied}",
)
WORDS = (
    "I will be there", "Sorry, I can't make it.", "How long will it take?",
    "Please remove me from your list.", "Thank you, I will think about it.", "I'll be there!",
)  # fmt: skip
COMPARED = {
    "inbound": "identity, kind, contact, campaign, step, relation, confidence, counts, rsvp, text",
    "replies": "digest, contact, kind, rsvp, text",
    "answers": "contact, replied, rsvp, rsvp_at, choices",
    "suppressions": "address_hash, standing, at",
    "followups": "key, kind, contact, owner, done IS NULL",
}


def mails() -> Iterator[bytes]:
    """Two from everybody, each with another program, and a few of servers."""
    programs = list(CLIENTS.values())
    for number, who in enumerate(PEOPLE):
        key = Key("spring", "invitation", "once", who)
        to = f"hello+{token('reply', key, SECRET)}@partnerships.example.org"
        ours = message_id(key, SECRET, "partnerships.example.org")
        for turn in range(2):
            basis = Answer(WORDS[(number + turn) % len(WORDS)], f"{who}@example.org", who.capitalize(), to)
            when = SENT + timedelta(hours=5 * number + turn * 40)
            yield programs[(number + turn) % len(programs)](replace(basis, in_reply_to=ours, date=when))
        if number % 8 == 0:
            failed = bounce_shapes.postfix(bounce_shapes.Lost(f"{who}@example.org")).decode()
            yield failed.replace(bounce_shapes.OUR_ID, ours).replace(bounce_shapes.TOKEN, "none").encode()


def workspace(root: Path) -> Office:
    """A meeting to which everybody was invited."""
    office = Office(root)
    office.campaign(*MEETING)
    office.write("templates/letter.md", "---\nsubject: Hello\n---\nHello, please reply.\n")
    office.write(".env", f"OUTREACH_SECRET_KEY={SECRET.decode()}\n")
    (root / "var").mkdir()
    with open_ledger(f"sqlite:///{root}/var/outreach.db", secret=SECRET) as ledger:
        ledger.save_contacts([member(who) for who in PEOPLE], at("2026-01-01 09:00"))
        invited(ledger)
    return office


def invited(ledger: SqlLedger) -> None:
    keys = [Key("spring", "invitation", "once", who) for who in PEOPLE]
    entries = (Entry(key, "email", Status.WAITING, SENT) for key in keys)
    ledger.enrol("spring", "invitation", "once", "email", entries, SENT)
    ledger.claim(keys, SENT)
    ledger.settle_and_begin((), [Begun(key) for key in keys], SENT)
    ledger.settle([Outcome(key, Status.SENT) for key in keys], SENT)


def collect(root: Path, folder: Path, *, dies_after: float | None = None) -> int:
    """Collect what lies in a folder, in a process of its own, which may be killed."""
    command = [sys.executable, "-m", "outreach", "-C", str(root), "collect", "--from", str(folder), "--json"]
    running = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    if dies_after is not None:
        time.sleep(dies_after)
        running.send_signal(signal.SIGKILL)
    return running.wait(120)


def laid(folder: Path, raws: list[bytes], order: random.Random) -> Path:
    """The mails in a folder, under names that put them into another order."""
    folder.mkdir()
    for place, number in enumerate(order.sample(range(len(raws)), len(raws))):
        (folder / f"{place:03}.eml").write_bytes(raws[number])
    return folder


def stored(root: Path) -> dict[str, list[Any]]:
    """Everything that the ledger holds of what came back, but for its numbers."""
    url = f"sqlite:///{root}/var/outreach.db"
    with (
        open_ledger(url, secret=SECRET, read_only=True) as ledger,
        ledger.database.read() as connection,
    ):
        return {
            name: sorted(map(repr, connection.execute(text(f"SELECT {columns} FROM {name}"))))  # noqa: S608
            for name, columns in COMPARED.items()
        }


@pytest.fixture(scope="module")
def raws() -> list[bytes]:
    return list(mails())


@pytest.mark.parametrize("seed", range(3))
def test_twice_shuffled_and_killed_in_the_middle_it_is_the_same_inbox(
    tmp_path: Path, raws: list[bytes], seed: int
) -> None:
    order = random.Random(seed)  # noqa: S311 - not for secrets
    once, often = workspace(tmp_path / "once").root, workspace(tmp_path / "often").root
    in_order = laid(tmp_path / "in-order", raws, random.Random(99))  # noqa: S311
    assert collect(once, in_order) == 0

    shuffled = laid(tmp_path / "shuffled", [*raws, *raws], order)
    killed = [collect(often, shuffled, dies_after=order.uniform(0.3, 2.5)) for _ in range(4)]
    assert collect(often, shuffled) == 0

    assert -signal.SIGKILL in killed
    assert stored(often) == stored(once)
    assert len(stored(once)["inbound"]) == len(raws)
    kept = sorted(each.name for each in (often / "var/inbox").rglob("*.eml"))
    assert len(kept) == len(raws)
