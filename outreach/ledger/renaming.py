"""Carrying what happened under a step's old id over to its new one (`was:`)."""

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, func, select, update

from outreach.ledger.database import Database
from outreach.ledger.sending import MAY_BE_SENT
from outreach.ledger.tables import APPROVALS, DELIVERIES, FOLLOWUPS, PROGRESS, TEXTS

CARRIED = (DELIVERIES, PROGRESS, APPROVALS, TEXTS)


class Renaming:
    """Steps that got another id."""

    _db: Database

    def rename_step(self, campaign: str, old: str, new: str) -> None:
        """Carry what happened under a step's old id over to its new one; short public ids stay as sent.

        Where both ids have the same delivery, what has happened wins over what still waits.
        """
        with self._db.read() as connection:
            if not any(_has(connection, table, campaign, old) for table in CARRIED):
                return
        with self._db.write() as connection:
            _drop_waiting_twins(connection, campaign, old, new)
            carried = _carry(connection, DELIVERIES, campaign, old, new)
            _join_progress(connection, campaign, old, new, reopen=carried > 0)
            for table in (APPROVALS, TEXTS):
                _carry(connection, table, campaign, old, new)
                connection.execute(delete(table).where(_under(table, campaign, old)))
            _carry_followups(connection, campaign, old, new)


def _under(table: Table, campaign: str, step: str) -> ColumnElement[bool]:
    return and_(table.c.campaign == campaign, table.c.step == step)


def _has(connection: Connection, table: Table, campaign: str, step: str) -> bool:
    return connection.scalar(select(table.c.step).where(_under(table, campaign, step)).limit(1)) is not None


def _twin(table: Table, campaign: str, step: str) -> ColumnElement[bool]:
    """Whether the row that would have the same key under `step` is there."""
    other = table.alias("other")
    names = [column.name for column in table.primary_key if column.name not in ("campaign", "step")]
    same = (other.c[name] == table.c[name] for name in names)
    return exists().where(other.c.campaign == campaign, other.c.step == step, *same)


def _drop_waiting_twins(connection: Connection, campaign: str, old: str, new: str) -> None:
    waiting = _under(DELIVERIES, campaign, new) & MAY_BE_SENT
    connection.execute(delete(DELIVERIES).where(waiting, _twin(DELIVERIES, campaign, old)))


def _carry(connection: Connection, table: Table, campaign: str, old: str, new: str) -> int:
    alone = _under(table, campaign, old) & ~_twin(table, campaign, new)
    return connection.execute(update(table).where(alone).values(step=new)).rowcount


def _join_progress(connection: Connection, campaign: str, old: str, new: str, *, reopen: bool) -> None:
    """Move the progress; where both ids have one, the earlier beginning counts and what came over is open."""
    _carry(connection, PROGRESS, campaign, old, new)
    for twin in connection.execute(select(PROGRESS).where(_under(PROGRESS, campaign, old))).all():
        same = (PROGRESS.c.occurrence == twin.occurrence) & (PROGRESS.c.channel == twin.channel)
        this = update(PROGRESS).where(_under(PROGRESS, campaign, new), same)
        connection.execute(this.where(PROGRESS.c.began > twin.began).values(began=twin.began))
        if reopen:
            connection.execute(this.values(finished=False, counts=None))
    connection.execute(delete(PROGRESS).where(_under(PROGRESS, campaign, old)))


def _carry_followups(connection: Connection, campaign: str, old: str, new: str) -> None:
    before, after = f"{campaign}/{old}/", f"{campaign}/{new}/"
    key = after + func.substr(FOLLOWUPS.c.key, len(before) + 1)
    other = FOLLOWUPS.alias("other")
    theirs = _under(FOLLOWUPS, campaign, old) & FOLLOWUPS.c.key.startswith(before, autoescape=True)
    alone = theirs & ~exists().where(other.c.key == key)
    connection.execute(update(FOLLOWUPS).where(alone).values(step=new, key=key))
