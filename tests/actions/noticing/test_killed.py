"""Killed at any instant, a pass sends nobody a second of the house's own mails, and loses none."""

import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from outreach.core.history import OPEN, Status
from outreach.ledger.opening import open_ledger
from tests.actions.noticing.desk import DIGESTS, Desk
from tests.actions.noticing.test_confirming import INVITATION, LATER, REMINDER
from tests.world import SECRET, at, member

PEOPLE = 150


def test_killed_at_random_instants_every_notice_leaves_once_or_is_unknown(tmp_path: Path) -> None:
    desk = Desk(tmp_path, settings=DIGESTS)
    desk.ledger = open_ledger(f"sqlite:///{tmp_path}/outreach.db", secret=SECRET)
    desk.campaign(INVITATION, REMINDER)
    people = [f"owner-{number:03}" for number in range(PEOPLE)]
    desk.people(*(member(each) for each in people), "builder-1")
    with desk.ledger.together():
        for each in people:
            desk.ask(each, "builder-1")
    desk.ledger.close()
    sent, chance = tmp_path / "sent", random.Random(11)  # noqa: S311 - instants, not secrets
    sent.touch()
    command = [sys.executable, str(Path(__file__).with_name("lives.py")), str(tmp_path), str(sent)]
    kills, ended = 0, -signal.SIGKILL
    while ended == -signal.SIGKILL:
        patience = str(chance.uniform(0.02, 0.12))
        ended = subprocess.run([*command, patience, at(LATER).isoformat()], check=False).returncode
        assert ended in (-signal.SIGKILL, 0)
        kills += 1
    subprocess.run([*command, "0", at(LATER).isoformat()], check=True)
    with open_ledger(f"sqlite:///{tmp_path}/outreach.db", secret=SECRET) as ledger:
        found = {str(each.key): each.status for each in ledger.deliveries() if each.key.recipient in people}
        assert not ledger.unfinished("!digest")
    left = Counter(sent.read_text().split())
    assert len(found) == PEOPLE
    assert not OPEN & set(found.values())
    assert set(left.values()) == {1}
    unknown = {key for key, status in found.items() if status is Status.UNKNOWN}
    assert {key for key, status in found.items() if status is Status.SENT} == set(left) - unknown
    assert kills > 2
    assert len(unknown) <= kills


def test_what_a_dead_pass_was_in_the_middle_of_is_unknown_and_not_sent_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.ask("champion-1", "builder-1")
    desk.mail.fails["champion-1"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        desk.attend("2027-03-08 07:30")
    desk.mail.fails.clear()
    (key,) = desk.ledger.give_back_abandoned(at("2027-03-08 07:35"))[1]
    assert str(key) == "!digest/owners/2027-03-08/champion-1"
    assert desk.attend("2027-03-08 07:35")["sent"] == 0
