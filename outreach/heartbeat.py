"""The heartbeat of `outreach serve`: wakes a pass again and again. It remembers nothing; the ledger does."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, timedelta
from threading import Thread

from outreach.ports import Clock, Rest


@dataclass(slots=True)
class Alarm:
    """Wakes the heart before its time, from any thread.

    Rung while a pass is under way, another follows it: what rang may have come too late for that one.
    """

    rung: bool = False
    _wake: Callable[[], object] | None = None

    def ring(self) -> None:
        """Have a pass begin at once, or right after the one under way."""
        self.rung = True
        if self._wake is not None:
            self._wake()

    def bind(self, wake: Callable[[], object] | None) -> None:
        """What ringing does from now on; None for nothing."""
        self._wake = wake


def beat(
    once: Callable[[], object], every: timedelta, clock: Clock, rest: Rest, alarm: Alarm | None = None
) -> None:
    """Call `once` now and then every so often, until `rest` is asked to stop; the last call is waited for.

    No call begins while another is under way, and however many were due meanwhile (a long pass, a machine
    asleep), one follows. `once` must not raise; it is called in a thread of its own. `alarm` calls it early.
    """
    from apscheduler.events import (  # noqa: PLC0415 - slow, and only `serve` needs it
        EVENT_JOB_EXECUTED,
        EVENT_SCHEDULER_STARTED,
    )
    from apscheduler.job import Job  # noqa: PLC0415 - likewise
    from apscheduler.jobstores.base import JobLookupError  # noqa: PLC0415 - likewise
    from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415 - likewise

    alarm = alarm or Alarm()
    # It warns of every beat that comes while a pass is under way, which is as it should be.
    logging.getLogger("apscheduler").addHandler(logging.NullHandler())
    scheduler = BlockingScheduler(timezone=UTC)

    def turn() -> None:
        alarm.rung = False
        once()

    job: Job = scheduler.add_job(
        turn, "interval", seconds=every.total_seconds(), next_run_time=clock.now(),
        coalesce=True, max_instances=1, misfire_grace_time=None,
    )  # fmt: skip

    def wake() -> None:
        if not rest.stopping:
            with suppress(JobLookupError):  # it has just stopped
                job.modify(next_run_time=clock.now())

    def keep() -> None:
        while not rest.stopping:
            rest.rest(every.total_seconds())
            if job.next_run_time - clock.now() > every:
                wake()  # the clock was set back
        alarm.bind(None)
        scheduler.shutdown()

    keeper = Thread(target=keep, daemon=True)
    alarm.bind(wake)
    scheduler.add_listener(lambda _: keeper.start(), EVENT_SCHEDULER_STARTED)
    scheduler.add_listener(lambda _: wake() if alarm.rung else None, EVENT_JOB_EXECUTED)
    scheduler.start()
    keeper.join()  # the scheduler may return as soon as it is told to end, with a call still under way
