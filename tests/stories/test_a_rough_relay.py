"""Ten thousand people behind a server that greylists, refuses and cuts the line, and a program that dies."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from outreach.actions.running.run import run
from outreach.channels.smtp import Smtp
from outreach.core.history import Status
from outreach.ledger.opening import open_ledger
from tests.stories.lives import SENDER
from tests.stories.relay import Relay, is_refused, relay
from tests.world import SECRET, Office, at, member

PEOPLE = 10_000
KILLS = 50
LANES = 4
DUE = "2027-03-01 09:00"
BETWEEN = timedelta(minutes=5)
NEWS = """\
campaign: spring
title: Spring news
kind: updates
partnership: laramie
audience: {roles: [business_member]}
steps:
  - {id: news, send: email, template: letter.md, when: on 2027-03-01 at 09:00}
"""
Ends = dict[str, Status]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.ledger = open_ledger(f"sqlite:///{tmp_path}/outreach.db", secret=SECRET)
    made.write("campaigns/spring.yaml", NEWS)
    made.people(*(member(f"p{number:05}") for number in range(PEOPLE)))
    return made


def ends(office: Office) -> Ends:
    """How everybody's message ended, by address."""
    return {f"{each.key.recipient}@example.org": each.status for each in office.ledger.deliveries()}


def see_that_it_adds_up(ended: Ends, server: Relay, *, most_unknown: int) -> None:
    """What the ledger says of each is what the server knows of them."""
    everybody = {f"p{number:05}@example.org" for number in range(PEOPLE)}
    assert ended.keys() == everybody
    assert set(ended.values()) <= {Status.SENT, Status.FAILED, Status.UNKNOWN}
    assert max(server.taken.values()) == 1, "somebody got it twice"
    by_end = {end: {who for who, each in ended.items() if each is end} for end in Status}
    taken, unknown = set(server.taken), by_end[Status.UNKNOWN]
    assert by_end[Status.SENT] <= taken, "somebody was lost"
    assert taken - by_end[Status.SENT] <= unknown
    assert by_end[Status.FAILED] == {who for who in everybody if is_refused(who)} - unknown
    assert len(taken) == len(by_end[Status.SENT]) + len(unknown & taken)
    assert len(unknown) <= most_unknown


def moments() -> Iterator[datetime]:
    """A pass every five minutes of a working day."""
    moment = at(DUE)
    while moment < at("2027-03-01 17:00"):
        yield moment
        moment += BETWEEN


def still_open(ended: Ends) -> int:
    return sum(each in (Status.WAITING, Status.CLAIMED, Status.SENDING) for each in ended.values())


def test_everybody_ends_sent_failed_or_unknown_and_the_server_counts_as_the_ledger_does(
    office: Office,
) -> None:
    with relay() as server:
        world = office.world(wire={"email": Smtp(f"smtp://127.0.0.1:{server.port}", SENDER, lanes=LANES)})
        for moment in moments():
            run(world, moment)
            if not still_open(ends(office)):
                break
        ended = ends(office)
        lost = sum(server.cut[who] > 0 and each is Status.UNKNOWN for who, each in ended.items())
        see_that_it_adds_up(ended, server, most_unknown=lost)
        counts = Counter(ended.values())
        assert counts[Status.SENT] > 0.97 * PEOPLE
        assert 0 < counts[Status.UNKNOWN] < 0.01 * PEOPLE
        assert server.most_lines <= LANES + 1
        assert sum(server.tried.values()) < 1.5 * PEOPLE, "it is no storm"


class Lives:
    """The process whose children make passes."""

    def __init__(self, root: Path, port: int) -> None:
        words = [sys.executable, str(Path(__file__).with_name("lives.py")), str(root), str(port)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def begin(self, moment: datetime) -> int:
        """Begin a pass; the number of its process."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{moment.isoformat()}\n")
        self._process.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """Wait until that pass has ended; its exit status, or the signal that ended it, negative."""
        return int(self._line())

    def close(self) -> None:
        """No more lives."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def test_killed_fifty_times_at_random_instants_nobody_gets_it_twice_and_nobody_is_lost(
    office: Office,
) -> None:
    chance = random.Random(20270301)  # noqa: S311 - instants, not secrets
    kills, clock = 0, moments()
    office.ledger.close()
    with relay() as server:
        lives = Lives(office.root, server.port)
        while kills < KILLS:
            server.begun.clear()
            child = lives.begin(at(DUE) if kills < KILLS // 2 else next(clock))
            if server.begun.wait(5):
                time.sleep(chance.uniform(0, 0.12))
            os.kill(child, signal.SIGKILL)
            kills += lives.ended() == -signal.SIGKILL
        for moment in clock:
            lives.begin(moment)
            assert lives.ended() == 0
            with open_ledger(f"sqlite:///{office.root}/outreach.db", secret=SECRET, read_only=True) as ledger:
                office.ledger = ledger
                ended = ends(office)
            if not still_open(ended):
                break
        lives.close()
        see_that_it_adds_up(ended, server, most_unknown=KILLS * LANES + sum(server.cut.values()))
