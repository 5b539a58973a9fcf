"""`outreach serve` with a real mailbox: a mail that comes is taken in long before the next pass is due."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from outreach import wiring
from outreach.ledger.opening import open_ledger
from tests.inbox.imap.reading import Marks, mail
from tests.mailserver import SOON, Mailserver

MANY = 510
"""More than one pass takes."""
OUTREACH = (sys.executable, "-m", "outreach")


def outreach(*arguments: str) -> str:
    return subprocess.run([*OUTREACH, *arguments], check=True, capture_output=True, text=True).stdout


def test_a_person_who_collects_gets_all_that_there_is_and_a_pass_a_portion(
    server: Mailserver, tmp_path: Path
) -> None:
    place = tmp_path / "workspace"
    outreach("init", str(place))
    with (place / ".env").open("a", encoding="utf-8") as file:
        file.write(f"\nIMAP_URL={server.url('hello')}\n")
    server.deliver("hello", mail("m0"))
    for number in range(1, MANY):
        server.append("hello", "INBOX", mail(f"m{number}"), wiring.now())
    with open_ledger("sqlite://", secret=b"s") as ledger:
        for at_once, expected in ((True, MANY), (False, 500)):
            (inbox,) = wiring.inboxes(wiring.room(place), ledger, at_once=at_once)
            assert len(list(inbox.fetch(Marks().marked))) == expected
            inbox.hang_up()


def wait_for_logins(server: Mailserver, count: int) -> None:
    until = monotonic() + 3 * SOON
    while server.log().count("imap-login: Info: Login:") < count:
        assert monotonic() < until, server.log()
        sleep(0.05)


def test_a_mail_that_comes_is_taken_in_at_once_and_stopping_takes_no_time(
    server: Mailserver, tmp_path: Path
) -> None:
    place = str(tmp_path / "workspace")
    outreach("init", place)
    with Path(place, ".env").open("a", encoding="utf-8") as file:
        file.write(f"\nIMAP_URL={server.url('hello')}\n")
    command = [*OUTREACH, "-C", place, "serve", "--every", "60"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as serving:
        wait_for_logins(server, 2)  # one that watches, one that reads
        sleep(1)
        server.deliver("hello", mail("m0", "I come."))
        wait_for_logins(server, 3)
        sleep(0.5)
        serving.send_signal(signal.SIGTERM)
        began = monotonic()
        _, errors = serving.communicate(timeout=SOON)
        assert monotonic() - began < SOON / 2
    assert (serving.returncode, errors) == (0, b"")
    (kept,) = json.loads(outreach("-C", place, "inbox", "--json"))
    assert (kept["from"], kept["text"]) == ("person-1@example.net", "I come.")
    assert server.flags("hello") == [""]
