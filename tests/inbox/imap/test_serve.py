"""`outreach serve` with a real mailbox: a mail that comes is taken in long before the next pass is due."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from tests.inbox.imap.reading import mail
from tests.mailserver import SOON, Mailserver

OUTREACH = (sys.executable, "-m", "outreach")


def outreach(*arguments: str) -> str:
    return subprocess.run([*OUTREACH, *arguments], check=True, capture_output=True, text=True).stdout


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
