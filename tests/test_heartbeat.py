"""The clock of `outreach serve`: it beats at once and again, never two passes together, and ends cleanly."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest

from outreach.heartbeat import Alarm, beat

TICK = timedelta(seconds=0.05)
SOON = 5.0
"""Seconds after which a test gives up waiting."""


class Wall:
    """The machine's clock, until somebody sets it."""

    def __init__(self) -> None:
        self.off = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.off  # noqa: TID251 - the scheduler reads the real one, too


@dataclass
class Bell:
    """A rest that a test ends."""

    rung: threading.Event = field(default_factory=threading.Event)

    @property
    def stopping(self) -> bool:
        return self.rung.is_set()

    def rest(self, seconds: float) -> None:
        self.rung.wait(seconds)


@dataclass
class Passes:
    """What was called: how often, and how many at a time; `lasting` seconds each."""

    lasting: float = 0
    began: list[float] = field(default_factory=list)
    ended: int = 0
    together: int = 0
    most: int = 0

    def once(self) -> None:
        self.began.append(monotonic())
        self.together += 1
        self.most = max(self.most, self.together)
        sleep(self.lasting)
        self.together -= 1
        self.ended += 1

    def wait_for(self, many: int) -> None:
        gives_up = monotonic() + SOON
        while len(self.began) < many and monotonic() < gives_up:
            sleep(0.005)
        assert len(self.began) >= many


@contextmanager
def beating(
    passes: Passes, every: timedelta = TICK, clock: Wall | None = None, alarm: Alarm | None = None
) -> Iterator[Bell]:
    """A heart that beats in the background, and has stopped afterwards."""
    bell = Bell()
    heart = threading.Thread(target=beat, args=(passes.once, every, clock or Wall(), bell, alarm))
    heart.start()
    try:
        yield bell
    finally:
        bell.rung.set()
        heart.join(SOON)
        assert not heart.is_alive()


def test_the_first_pass_comes_at_once() -> None:
    passes, started = Passes(), monotonic()
    with beating(passes, timedelta(hours=1)):
        passes.wait_for(1)
    assert passes.began[0] - started < 1
    assert len(passes.began) == 1


def test_a_pass_comes_again_and_again() -> None:
    passes = Passes()
    with beating(passes):
        passes.wait_for(4)
    assert passes.began[3] - passes.began[0] >= 2 * TICK.total_seconds()


def test_no_pass_begins_while_another_is_under_way_and_those_missed_are_not_made_up_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    passes = Passes(lasting=0.3)
    with caplog.at_level(logging.WARNING), beating(passes, timedelta(seconds=0.01)):
        passes.wait_for(3)
    assert passes.most == 1
    assert passes.began[2] - passes.began[0] >= 0.6


def test_nothing_is_printed_of_the_beats_in_between(capfd: pytest.CaptureFixture[str]) -> None:
    passes = Passes(lasting=0.2)
    with beating(passes, timedelta(seconds=0.01)):
        passes.wait_for(2)
    assert capfd.readouterr() == ("", "")


def test_stopping_waits_for_the_pass_under_way() -> None:
    passes = Passes(lasting=0.3)
    with beating(passes) as bell:
        passes.wait_for(1)
        bell.rung.set()
    assert passes.ended == len(passes.began) == 1


def test_asked_to_stop_before_it_began_it_ends_all_the_same() -> None:
    bell = Bell()
    bell.rung.set()
    beat(Passes().once, TICK, Wall(), bell)


def test_a_clock_that_is_set_back_does_not_silence_it() -> None:
    passes, clock = Passes(), Wall()
    clock.off = timedelta(hours=1)
    ahead = timedelta(seconds=0.1)
    with beating(passes, ahead, clock):
        sleep(0.25)  # its first beat lies an hour ahead, as after an hour is taken from the clock
        assert not passes.began
        clock.off = timedelta()
        passes.wait_for(2)


HOUR = timedelta(hours=1)


def test_an_alarm_brings_a_pass_before_its_time() -> None:
    passes, alarm = Passes(), Alarm()
    with beating(passes, HOUR, alarm=alarm):
        for number in range(1, 4):
            passes.wait_for(number)
            sleep(0.05)
            assert len(passes.began) == number
            alarm.ring()
        passes.wait_for(4)


def test_an_alarm_in_the_middle_of_a_pass_brings_one_more_after_it() -> None:
    passes, alarm = Passes(lasting=0.2), Alarm()
    with beating(passes, HOUR, alarm=alarm):
        passes.wait_for(1)
        for _ in range(5):
            alarm.ring()
        passes.wait_for(2)
        sleep(0.4)
    assert len(passes.began) == 2
    assert passes.most == 1


def test_alarms_from_everywhere_lose_no_pass_and_bring_no_two_together() -> None:
    passes, alarm = Passes(lasting=0.001), Alarm()
    with beating(passes, HOUR, alarm=alarm):
        passes.wait_for(1)
        for _ in range(100):
            ended = passes.ended
            alarm.ring()
            gives_up = monotonic() + SOON
            while passes.ended == ended and monotonic() < gives_up:
                sleep(0.0005)
            assert passes.ended > ended
    assert passes.most == 1


def test_an_alarm_before_it_began_and_after_it_ended_does_no_harm() -> None:
    passes, alarm = Passes(), Alarm()
    alarm.ring()
    with beating(passes, HOUR, alarm=alarm):
        passes.wait_for(1)
    alarm.ring()
    sleep(0.05)
    assert len(passes.began) == passes.ended
