"""The heartbeat of `outreach serve`: wakes a pass again and again. It remembers nothing; the ledger does."""

import logging
from collections.abc import Callable
from datetime import UTC, timedelta
from threading import Thread

from outreach.ports import Clock, Rest


def beat(once: Callable[[], object], every: timedelta, clock: Clock, rest: Rest) -> None:
    """Call `once` now and then every so often, until `rest` is asked to stop; the last call is waited for.

    No call begins while another is under way, and however many were due meanwhile (a long pass, a machine
    asleep), one follows. `once` must not raise; it is called in a thread of its own.
    """
    from apscheduler.events import EVENT_SCHEDULER_STARTED  # noqa: PLC0415 - slow, and only `serve` needs it
    from apscheduler.job import Job  # noqa: PLC0415 - likewise
    from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415 - likewise

    # It warns of every beat that comes while a pass is under way, which is as it should be.
    logging.getLogger("apscheduler").addHandler(logging.NullHandler())
    scheduler = BlockingScheduler(timezone=UTC)
    job: Job = scheduler.add_job(
        once, "interval", seconds=every.total_seconds(), next_run_time=clock.now(),
        coalesce=True, max_instances=1, misfire_grace_time=None,
    )  # fmt: skip

    def keep() -> None:
        while not rest.stopping:
            rest.rest(every.total_seconds())
            if job.next_run_time - clock.now() > every:
                job.modify(next_run_time=clock.now())  # the clock was set back
        scheduler.shutdown()

    keeper = Thread(target=keep, daemon=True)
    scheduler.add_listener(lambda _: keeper.start(), EVENT_SCHEDULER_STARTED)
    scheduler.start()
    keeper.join()  # the scheduler may return as soon as it is told to end, with a call still under way
