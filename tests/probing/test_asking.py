"""Asking a provider who we are: its answer, its error, or no answer in time."""

import threading
import time
from dataclasses import dataclass

import pytest

from outreach.ports import Known, NotSent, Unanswered
from outreach.probing import RealProbe
from outreach.probing.asking import asked


@dataclass
class Account:
    """A channel that only knows us."""

    def account(self) -> str:
        return "@partnerships"


def test_the_answer_is_handed_on() -> None:
    assert asked(lambda: "@partnerships", 1) == "@partnerships"


def test_an_error_is_handed_on_as_it_is() -> None:
    def unknown() -> str:
        raise NotSent("the key is not known", scope="channel")

    with pytest.raises(NotSent, match="the key is not known"):
        asked(unknown, 1)


def test_nobody_waits_longer_than_they_said() -> None:
    never = threading.Event()
    before = time.monotonic()
    with pytest.raises(Unanswered, match=r"no answer within 0\.1 seconds"):
        asked(lambda: str(never.wait(5)), 0.1)
    assert time.monotonic() - before < 1
    never.set()


def test_the_real_probe_asks_the_channel_and_shows_no_password(tmp_path: object) -> None:
    probe = RealProbe(tmp_path, "postgresql://somebody:secret@db.example.org/outreach")  # type: ignore[arg-type]
    channel: Known = Account()
    assert probe.whom(channel) == "@partnerships"
    assert "secret" not in repr(probe)
