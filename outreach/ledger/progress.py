"""How far each step and occurrence has gone, and how its deliveries stand."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, func, not_, select, update

from outreach.core.history import OPEN, Progress
from outreach.ledger.database import Database
from outreach.ledger.people import people_version
from outreach.ledger.tables import DELIVERIES, PROGRESS

Going = tuple[str, str, str, str]
"""Campaign, step, occurrence, channel."""

NAMES = tuple(column.name for column in PROGRESS.primary_key)
_COUNTED = (DELIVERIES.c.step, DELIVERIES.c.occurrence, DELIVERIES.c.channel, DELIVERIES.c.status)
_TOGETHER = and_(*(PROGRESS.c[name] == DELIVERIES.c[name] for name in NAMES))
_UNFINISHED_COUNTS = (
    select(*_COUNTED, func.count(), func.count().filter(DELIVERIES.c.put_off))
    .select_from(PROGRESS.join(DELIVERIES, _TOGETHER))
    .where(PROGRESS.c.campaign == bindparam("campaign"), not_(PROGRESS.c.finished))
    .group_by(*_COUNTED)
)
_ALL = select(PROGRESS).where(PROGRESS.c.campaign == bindparam("campaign")).order_by(*PROGRESS.primary_key)


def progress_of(connection: Connection, campaign: str) -> dict[tuple[str, str, str], Progress]:
    """The progress of one campaign, by step, occurrence and channel."""
    counts: dict[tuple[str, str, str], dict[str, int]] = {}
    put_off = Counter[tuple[str, str, str]]()
    for step, occurrence, channel, status, number, later in connection.execute(
        _UNFINISHED_COUNTS, {"campaign": campaign}
    ):
        counts.setdefault((step, occurrence, channel), {})[status] = number
        put_off[step, occurrence, channel] += later if status in OPEN else 0
    rows = {
        (row.step, row.occurrence, row.channel): row
        for row in connection.execute(_ALL, {"campaign": campaign}).all()
    }
    return {
        key: Progress(
            row.began, row.people, row.finished, _kept(row.counts) or counts.get(key, {}), put_off[key]
        )
        for key, row in rows.items()
    }


def enrolling(database: Database, connection: Connection, going: Going, at: datetime) -> None:
    """Note that its people are being enrolled: when first, and for which state of the people."""
    renewed = {"people": people_version(connection), "finished": False, "counts": None}
    insert = database.insert(PROGRESS).values(dict(zip(NAMES, going, strict=True)) | renewed | {"began": at})
    connection.execute(insert.on_conflict_do_update(index_elements=NAMES, set_=renewed))


def finish(connection: Connection, going: Going) -> None:
    """Note that nothing of it can still be sent, and keep its counts; not while something is still open."""
    counts = _counts(connection, going)
    if OPEN.isdisjoint(counts):
        kept = {"finished": True, "counts": json.dumps(counts)}
        connection.execute(update(PROGRESS).where(_is(PROGRESS, going)).values(kept))


def unfinished(connection: Connection, campaign: str) -> list[tuple[str, str]]:
    """The steps and occurrences of a campaign of which something may still be sent, in order."""
    going = select(PROGRESS.c.step, PROGRESS.c.occurrence).where(PROGRESS.c.campaign == campaign)
    open_still = going.where(not_(PROGRESS.c.finished)).distinct().order_by(*going.selected_columns)
    return [(row.step, row.occurrence) for row in connection.execute(open_still)]


def settled_late(connection: Connection, going: Going, *, waits: bool) -> None:
    """After a person settled one of its deliveries: count again, or open it again where that one waits."""
    this = update(PROGRESS).where(_is(PROGRESS, going))
    if waits:
        connection.execute(this.values(finished=False, counts=None))
    else:
        counts = json.dumps(_counts(connection, going))
        connection.execute(this.where(PROGRESS.c.finished).values(counts=counts))


def _counts(connection: Connection, going: Going) -> dict[str, int]:
    status = DELIVERIES.c.status
    rows = connection.execute(select(status, func.count()).where(_is(DELIVERIES, going)).group_by(status))
    return {status: number for status, number in rows}  # noqa: C416  # a Row is no pair to mypy


def _is(table: Table, going: Going) -> ColumnElement[bool]:
    return and_(*(table.c[name] == part for name, part in zip(NAMES, going, strict=True)))


def _kept(counts: str | None) -> Mapping[str, int] | None:
    return json.loads(counts) if counts else None
