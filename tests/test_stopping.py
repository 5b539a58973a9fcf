"""Being asked to stop: signals wake whoever waits, and a second Ctrl-C ends the program."""

import os
import signal
import subprocess
import sys
import threading
from time import monotonic

from outreach.stopping import until_asked

SHORT = 0.05
LONG = 30.0
ALL = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def test_waiting_takes_as_long_as_it_was_told() -> None:
    with until_asked() as rest:
        began = monotonic()
        rest.rest(SHORT)
        assert SHORT <= monotonic() - began < LONG
        rest.rest(-1)
        assert not rest.stopping


def test_a_signal_ends_the_waiting_and_all_that_comes_after_it() -> None:
    for one in (signal.SIGTERM, signal.SIGINT):
        with until_asked() as rest:
            threading.Timer(SHORT, os.kill, (os.getpid(), one)).start()
            began = monotonic()
            rest.rest(LONG)
            assert rest.stopping
            rest.rest(LONG)
            assert monotonic() - began < LONG / 2


def test_a_thread_that_waits_is_woken_too() -> None:
    with until_asked() as rest:
        waiting = threading.Thread(target=rest.rest, args=(LONG,))
        waiting.start()
        os.kill(os.getpid(), signal.SIGTERM)
        waiting.join(LONG / 2)
        assert not waiting.is_alive()


def test_a_hangup_changes_nothing_where_there_is_no_terminal() -> None:
    with until_asked() as rest:
        os.kill(os.getpid(), signal.SIGHUP)
        rest.rest(SHORT)
        assert not rest.stopping


def test_afterwards_every_signal_means_what_it_meant_before() -> None:
    before = [signal.getsignal(each) for each in ALL]
    with until_asked():
        os.kill(os.getpid(), signal.SIGTERM)
    assert [signal.getsignal(each) for each in ALL] == before


def test_what_we_were_started_to_ignore_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with until_asked() as rest:
            os.kill(os.getpid(), signal.SIGINT)
            rest.rest(SHORT)
            assert not rest.stopping
    finally:
        signal.signal(signal.SIGINT, before)


DEAF = """
import sys, time
from outreach.stopping import until_asked
with until_asked() as rest:
    print("ready", flush=True)
    rest.rest(60)
    print("asked", flush=True)
    time.sleep(60)
"""


def test_a_second_ctrl_c_ends_a_program_that_is_busy() -> None:
    with subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE, text=True) as deaf:
        assert deaf.stdout is not None
        assert deaf.stdout.readline() == "ready\n"
        deaf.send_signal(signal.SIGINT)
        assert deaf.stdout.readline() == "asked\n"
        deaf.send_signal(signal.SIGINT)
        assert deaf.wait(10) == -signal.SIGINT
