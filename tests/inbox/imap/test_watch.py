"""New mail wakes whoever waits for it, within seconds; nothing that a server does makes that a busy loop."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep

import pytest

from outreach.heartbeat import Alarm
from outreach.inbox.imap import Watch
from outreach.inbox.imap.watch import Pauses
from tests.inbox.imap.reading import mail
from tests.inbox.imap.scripted import scripted
from tests.mailserver import SOON, Mailserver, mailserver
from tests.test_heartbeat import Passes, beating

SHORT = Pauses(first=0.05, longest=0.4, renew=60, gather=0.05)
IDLES = ("IDLE", b"+ idling\r\n")


class Bell:
    """What is rung."""

    def __init__(self) -> None:
        self.times = 0
        self._rung = threading.Condition()

    def ring(self) -> None:
        with self._rung:
            self.times += 1
            self._rung.notify_all()

    def wait_for(self, times: int) -> None:
        with self._rung:
            assert self._rung.wait_for(lambda: self.times >= times, SOON), f"rung {self.times} times"


@contextmanager
def watching(url: str, folder: str = "INBOX", pauses: Pauses = SHORT) -> Iterator[tuple[Watch, Bell]]:
    bell = Bell()
    with Watch(url, folder, bell.ring, timeout=5, pauses=pauses) as watch:
        yield watch, bell
    assert not watch.is_alive


def listening(server: Mailserver, times: int = 1) -> None:
    """Wait until the watch listens."""
    until = monotonic() + SOON
    while server.log().count("imap-login: Info: Login: user=<hello>") < times and monotonic() < until:
        sleep(0.01)
    sleep(0.1)


def test_a_mail_that_comes_wakes_at_once(server: Mailserver) -> None:
    with watching(server.url("hello")) as (_, bell):
        listening(server)
        assert bell.times == 0
        server.deliver("hello", mail("m0"))
        bell.wait_for(1)
        server.deliver("hello", mail("m1"))
        bell.wait_for(2)


def test_what_others_do_in_the_mailbox_wakes_nobody(server: Mailserver) -> None:
    server.deliver("hello", mail("m0"))
    server.deliver("hello", mail("m1"))
    with watching(server.url("hello")) as (_, bell):
        listening(server)
        with server.signed_in("hello") as line:
            line.select()
            line.store("1", "+FLAGS", r"\Seen")
            line.store("2", "+FLAGS", r"\Deleted")
            line.expunge()
        server.append("hello", "Sent", mail("s0"))
        server.deliver("hello", mail("m2"))
        bell.wait_for(1)
        assert bell.times == 1
    assert server.flags("hello") == [r"\Seen", ""]


def test_it_asks_anew_before_the_server_hangs_up(server: Mailserver) -> None:
    with watching(server.url("hello"), pauses=Pauses(first=0.05, renew=0.1, gather=0.01)) as (_, bell):
        listening(server)
        sleep(0.5)
        server.deliver("hello", mail("m0"))
        bell.wait_for(1)
    assert server.log().count("Login: user=<hello>") == 1


def test_a_mail_brings_a_pass_of_serve_long_before_its_time(server: Mailserver) -> None:
    passes, alarm = Passes(), Alarm()
    with (
        beating(passes, timedelta(hours=1), alarm=alarm),
        Watch(server.url("hello"), "INBOX", alarm.ring, timeout=5, pauses=SHORT),
    ):
        passes.wait_for(1)
        listening(server)
        server.deliver("hello", mail("m0"))
        passes.wait_for(2)


def test_a_server_that_was_away_is_watched_again(server: Mailserver) -> None:
    with watching(server.url("hello")) as (_, bell):
        listening(server)
        server.stop()
        sleep(0.3)
        server.start()
        listening(server, 2)
        server.deliver("hello", mail("m0"))
        bell.wait_for(1)


def test_a_server_that_drops_every_connection_is_called_ever_more_seldom() -> None:
    with scripted(("IDLE", None)) as server:
        with watching(server.url(), pauses=Pauses(first=0.1, longest=60)) as (watch, _):
            sleep(1)
            assert watch.is_alive
        assert 2 <= server.calls <= 5


def test_where_it_is_not_let_in_it_does_not_try_until_the_account_is_locked() -> None:
    with scripted(("LOGIN", b"%tag% NO [AUTHENTICATIONFAILED] no\r\n")) as server:
        with watching(server.url(), pauses=Pauses(first=0.05, longest=60)) as (watch, _):
            sleep(0.5)
            assert watch.is_alive
        assert server.calls == 1


def test_a_server_that_ends_the_waiting_at_once_is_not_asked_over_and_over() -> None:
    ends = ("IDLE", b"+ idling\r\n%tag% OK nothing to wait for\r\n")
    with scripted(ends, ("DONE", b"")) as server:
        with watching(server.url()):
            sleep(0.5)
        assert sum("IDLE" in line for line in server.heard) <= 10


@pytest.mark.parametrize("noise", [b"* 3 EX", b"\xff\xfe\r\n", b"* OK still here\r\n" * 3])
def test_noise_neither_wakes_nor_ends_it(noise: bytes) -> None:
    with scripted(("IDLE", b"+ idling\r\n" + noise)) as server, watching(server.url()) as (watch, bell):
        sleep(0.4)
        assert watch.is_alive
        assert bell.times == 0


def test_where_the_server_cannot_it_ends_by_itself() -> None:
    with mailserver(capability="IMAP4rev1") as server, watching(server.url("hello")) as (watch, bell):
        until = monotonic() + SOON
        while watch.is_alive and monotonic() < until:
            sleep(0.01)
        assert not watch.is_alive
        assert bell.times == 0


def test_an_address_that_cannot_be_understood_is_not_watched() -> None:
    with watching("imaps://nobody") as (watch, _):
        sleep(0.1)
        assert not watch.is_alive


@pytest.mark.parametrize("at", ["LOGIN", "EXAMINE", "never"])
def test_it_ends_promptly_whatever_it_is_at(at: str) -> None:
    with scripted((at, b""), IDLES) as server:
        bell = Bell()
        watch = Watch(server.url(), "INBOX", bell.ring, timeout=1, pauses=SHORT)
        watch.start()
        sleep(0.2)
        began = monotonic()
        watch.stop()
        assert monotonic() - began < 2.5
