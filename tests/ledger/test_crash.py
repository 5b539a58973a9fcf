"""A run killed at any moment: what it left is at most one unknown, and nothing is sent twice or lost."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from outreach.core.errors import LedgerError
from outreach.core.history import OPEN, Status
from outreach.ledger.opening import open_ledger
from outreach.ports import Begun, Outcome

from .world import LATER, MAIL, NOW, SECRET, enrol, entry, key, standing, waiting

RUN = """
import os, random, signal, sys, threading
from outreach.core.history import Key, Status
from outreach.ledger.opening import open_ledger
from outreach.ports import Begun, Outcome
from datetime import UTC, datetime

url, secret, outbox, step, patience = sys.argv[1:]
NOW, step = datetime(2027, 1, 12, 16, 0, tzinfo=UTC), step.split("/")
ledger = open_ledger(url, secret=bytes.fromhex(secret))
sent = os.open(outbox, os.O_WRONLY | os.O_APPEND)
threading.Timer(float(patience), os.kill, (os.getpid(), signal.SIGKILL)).start()
ended = []
with ledger.only_run():
    ledger.give_back_abandoned(NOW)
    while batch := ledger.pending(*step, "email", "", 20, NOW):
        mine = ledger.claim([each.key for each in batch], NOW)
        for key in sorted(mine, key=str):
            ledger.settle_and_begin(ended, [Begun(key)], NOW)
            os.write(sent, f"{key.recipient}\\n".encode())
            ended = [Outcome(key, Status.SENT)]
        ledger.settle(ended, NOW)
        ended = []
os._exit(0)
"""


def test_a_run_killed_at_any_moment_sends_nothing_twice_and_loses_nothing(path: Path, tmp_path: Path) -> None:
    people, chance = [f"r{number:04}" for number in range(4000)], random.Random(7)  # noqa: S311
    outbox = tmp_path / "outbox"
    outbox.touch()
    with open_ledger(f"sqlite:///{path}", secret=SECRET) as ledger:
        ledger.enrol(*MAIL, (entry(each) for each in people), NOW)
    command = [sys.executable, "-c", RUN, f"sqlite:///{path}", SECRET.hex(), str(outbox), "/".join(MAIL[:3])]
    kills = 8
    for _ in range(kills):
        killed = subprocess.run([*command, str(chance.uniform(0.01, 0.12))], check=False)
        assert killed.returncode in (-9, 0)
    with open_ledger(f"sqlite:///{path}", secret=SECRET) as ledger:
        ledger.give_back_abandoned(LATER)
        found = {each.key.recipient: each.status for each in ledger.deliveries()}
    left = Counter(outbox.read_text().split())
    assert sorted(found) == people
    assert left
    assert set(left.values()) == {1}
    unknown = {who for who, status in found.items() if status is Status.UNKNOWN}
    assert len(unknown) <= kills
    assert {who for who, status in found.items() if status is Status.SENT} == set(left) - unknown
    assert set(found.values()) <= {Status.SENT, Status.UNKNOWN, Status.WAITING}


WHO = ["a", "b", "c"]
some = st.lists(st.sampled_from(WHO), min_size=1, max_size=3, unique=True)
one = st.sampled_from(WHO)


class TwoRuns(RuleBasedStateMachine):
    """Enrolments, claims, sendings, ends and crashes in any order; a message leaves only after `sending`."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = open_ledger("sqlite://", secret=SECRET)
        self.left: Counter[str] = Counter()
        self.settled: dict[str, str] = {}

    @initialize()
    def enrolled(self) -> None:
        enrol(self.ledger, *WHO)

    @rule(who=some)
    def enrol_again(self, who: list[str]) -> None:
        enrol(self.ledger, *who)

    @rule(who=some)
    def claim(self, who: list[str]) -> None:
        mine = self.ledger.claim([key(each) for each in who], NOW)
        assert all(self.left[each.recipient] == 0 for each in mine)

    @rule(who=one)
    def send(self, who: str) -> None:
        try:
            self.ledger.settle_and_begin((), [Begun(key(who))], NOW)
        except LedgerError:
            return
        self.left[who] += 1

    @rule(who=one, end=st.sampled_from([Status.SENT, Status.FAILED, Status.UNKNOWN]))
    def settle(self, who: str, end: Status) -> None:
        if standing(self.ledger, who) == "sending":
            self.ledger.settle([Outcome(key(who), end)], NOW)

    @rule(who=one)
    def did_not_leave(self, who: str) -> None:
        if standing(self.ledger, who) == "sending":
            self.left[who] -= 1
            self.ledger.settle([Outcome(key(who), Status.WAITING)], NOW)

    @rule(who=one, state=st.sampled_from([Status.HELD, Status.WAITING, Status.SKIPPED, Status.MISSED]))
    def decide_again(self, who: str, state: Status) -> None:
        if standing(self.ledger, who) != "sending":
            self.ledger.settle([Outcome(key(who), state)], NOW)

    @rule()
    def crash(self) -> None:
        _, unknown = self.ledger.give_back_abandoned(NOW)
        assert {standing(self.ledger, each.recipient) for each in unknown} <= {"unknown"}

    @invariant()
    def nothing_leaves_twice(self) -> None:
        assert max(self.left.values(), default=0) <= 1

    @invariant()
    def what_has_left_never_waits_again(self) -> None:
        assert not [who for who in waiting(self.ledger) if self.left[who]]

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        for who in WHO:
            now = standing(self.ledger, who)
            assert self.settled.get(who, now) == now
            if Status(now) not in OPEN:
                self.settled[who] = now

    def teardown(self) -> None:
        self.ledger.close()


TestTwoRuns = pytest.mark.filterwarnings("default")(TwoRuns.TestCase)
TestTwoRuns.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
