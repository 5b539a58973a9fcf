"""What 1,000 and 100,000 stored replies cost: `inbox` and `followups` as whole programs, and one more.

People are invited to meetings, and everybody has answered each; one answer in a hundred still waits for one.
Both installations lie side by side and are asked in alternation. Usage: `replies.py [REPLIES ...]`.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outreach.__main__ import collect_seldom
from outreach.actions.receiving.asking import asked_of
from outreach.actions.receiving.taking import Taking, replies_of
from outreach.core.history import Key, Status
from outreach.core.inbound.nouns import Arrived, Inbound, Kept, Match
from outreach.core.links import tokened
from outreach.ledger.opening import open_ledger
from outreach.ports import Begun, Entry, Outcome
from tests.world import SECRET, Office, member

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 100_000)
MEETINGS = 20
ROUNDS = 9
COMMANDS = (("inbox",), ("followups",), ("inbox", "--json"), ("followups", "--json"))
NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
MEETING = """\
campaign: meeting-{number}
title: Meeting {number}
kind: meeting
partnership: laramie
event: {{title: Meeting {number}, starts: 2027-04-{day:02} 09:00, duration: 2h, location: Hall}}
audience: {{roles: [business_member]}}
steps:
  - {{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}}
"""
ANSWER = """\
From: Member <{sender}>
To: {to}
Subject: Re: Meeting
Date: Mon, 01 Mar 2027 15:00:00 +0000
Message-ID: <{number}@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Thank you, I will see whether I can make it. What does it cost?

On Mon, 1 Mar 2027 at 09:00, Example Sector Partnerships wrote:
> Hello, please reply.
"""


def office(root: Path, replies: int) -> Office:
    """A workspace whose ledger holds so many replies."""
    made = Office(root)
    made.write("templates/letter.md", "---\nsubject: Meeting\n---\nHello, please reply.\n")
    made.write(".env", f"OUTREACH_SECRET_KEY={SECRET.decode()}\n")
    for number in range(MEETINGS):
        made.write(f"campaigns/meeting-{number}.yaml", MEETING.format(number=number, day=number + 5))
    (root / "var").mkdir()
    made.ledger = open_ledger(f"sqlite:///{root}/var/outreach.db", secret=SECRET)
    people = [f"p{number:06}" for number in range(replies // MEETINGS)]
    made.people(*(member(each) for each in people))
    for number in range(MEETINGS):
        fill(made, f"meeting-{number}", people)
    return made


def fill(made: Office, campaign: str, people: list[str]) -> None:
    """Everybody has been invited to one meeting, and has answered."""
    keys = [Key(campaign, "invitation", "once", each) for each in people]
    sent = NOW - timedelta(days=10)
    entries = (Entry(key, "email", Status.WAITING, sent) for key in keys)
    made.ledger.enrol(campaign, "invitation", "once", "email", entries, sent)
    made.ledger.claim(keys, sent)
    world = made.world()
    with made.ledger.together():
        made.ledger.settle_and_begin((), [Begun(key) for key in keys], sent)
        made.ledger.settle([Outcome(key, Status.SENT) for key in keys], sent)
        for number, key in enumerate(keys):
            inbound = answered(key, number)
            stored = made.ledger.keep(inbound) or 0
            for reply in replies_of(inbound):
                made.ledger.record(reply)
            if number % 100:
                made.ledger.answer(stored, NOW)
            else:
                made.ledger.follow_up(asked_of(world, Kept(stored, inbound)))


def answered(key: Key, number: int) -> Inbound:
    """One person's answer."""
    match = Match(key.recipient, key.campaign, key.step, key.occurrence, key.campaign, "self", "certain")
    at = NOW - timedelta(days=9, seconds=-number)
    words = ("Member", "Re: Meeting", "Thank you, I will see. What does it cost?")
    sender = f"{key.recipient}@example.org"
    plain = Inbound(f"{key}", "imap", "INBOX 1", "email", at, "answer", sender, *words, match, counts=True)
    return replace(plain, message_id=f"<{key.campaign}.{number}@example.org>")


def one_more(made: Office, numbers: Iterator[int]) -> float:
    """Processor time of taking in a hundred answers that nobody has seen yet, for each, in milliseconds."""
    world = made.world()
    people = [each.id for each in islice(world.ledger.contacts(), 50)]
    batch = []
    for number in islice(numbers, 100):
        key = Key(f"meeting-{number % MEETINGS}", "invitation", "once", people[number % len(people)])
        to = tokened(world.house, "reply", key, SECRET)
        text = ANSWER.format(sender=f"{key.recipient}@example.org", to=to, number=number)
        batch.append(Arrived("files", "a.eml", text.encode()))
    taking = Taking(world, NOW)
    began = process_time()
    taken = [taking.take(each) for each in batch]
    if None in taken:
        raise RuntimeError("something was not taken in")
    return (process_time() - began) * 10


def program(root: Path, *words: str) -> Callable[[], float]:
    """How long a command takes as a whole program, in seconds."""

    def timed() -> float:
        began = perf_counter()
        subprocess.run([sys.executable, "-m", "outreach", "-C", str(root), *words], check=True, cwd=ROOT,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        return perf_counter() - began

    return timed


def main() -> None:
    """Print what each costs in both installations, and the ratio."""
    collect_seldom()
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    with TemporaryDirectory() as folder:
        offices = {size: office(Path(folder, str(size)), size) for size in sizes}
        numbers = iter(range(1_000_000))
        took: dict[tuple[str, int], list[float]] = {}
        for _ in range(ROUNDS):
            for size, made in offices.items():
                for words in COMMANDS:
                    took.setdefault((" ".join(words), size), []).append(program(made.root, *words)())
                took.setdefault(("one more", size), []).append(one_more(made, numbers))
    for what in dict.fromkeys(name for name, _ in took):
        each = [median(took[what, size]) for size in sizes]
        unit = "ms" if what == "one more" else "s"
        shown = ", ".join(
            f"{value:.2f} {unit} with {size:,}" for value, size in zip(each, sizes, strict=True)
        )
        print(f"{what}: {shown}; ratio {each[-1] / each[0]:.2f}")


if __name__ == "__main__":
    main()
