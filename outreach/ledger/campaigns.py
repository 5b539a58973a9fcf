"""What has happened in one campaign: approvals, agreements, answers, the event as announced, progress."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select

from outreach.core.history import Announced, Answers, Approval, Choice, History, Vote, Withdrawal
from outreach.ledger.database import Database
from outreach.ledger.progress import progress_of
from outreach.ledger.tables import (
    AGREEMENTS,
    ANNOUNCEMENTS,
    ANSWERS,
    APPROVALS,
    CAMPAIGNS,
    COMMITMENTS,
    WITHDRAWALS,
)

ANSWER_COLUMNS = (ANSWERS.c.replied, ANSWERS.c.rsvp, ANSWERS.c.voted_at, ANSWERS.c.attended)


def _of(table: Table) -> Select[Any]:
    return select(table).where(table.c.campaign == bindparam("campaign")).order_by(*table.primary_key)


_READ = {
    table.name: _of(table)
    for table in (CAMPAIGNS, APPROVALS, AGREEMENTS, ANNOUNCEMENTS, COMMITMENTS, ANSWERS, WITHDRAWALS)
}


def choices_from(text: str) -> dict[datetime, Choice]:
    """A vote's choices by the option's start (wall clock), from their JSON."""
    return {datetime.fromisoformat(option): choice for option, choice in json.loads(text).items()}


def choices_text(choices: Mapping[datetime, Choice]) -> str:
    """The same as JSON, in order of the options."""
    return json.dumps({option.isoformat(): choices[option] for option in sorted(choices)})


def answers_from(values: Sequence[Any]) -> Answers:
    """Answers from the values of `ANSWER_COLUMNS`; all of them None where nothing was answered."""
    replied, rsvp, voted_at, attended = values
    return Answers(bool(replied), rsvp, voted_at is not None, attended)


class Campaigns:
    """What people decided about campaigns, and what came of them."""

    _db: Database

    def history(self, campaign: str) -> History:
        """What has happened in one campaign; an empty history where nothing has."""
        with self._db.read() as connection:
            rows = {
                name: connection.execute(read, {"campaign": campaign}).all() for name, read in _READ.items()
            }
            going = progress_of(connection, campaign)
        own = rows["campaigns"][0] if rows["campaigns"] else None
        return History(
            campaign,
            began=own.began if own else None,
            approvals={(row.step, row.occurrence): _approval(row) for row in rows["approvals"]},
            agreements=frozenset((row.contact, row.fingerprint) for row in rows["agreements"]),
            votes=tuple(_vote(row) for row in rows["answers"] if row.voted_at),
            decision=datetime.fromisoformat(own.decision) if own and own.decision else None,
            attendance=any(row.attended is not None for row in rows["answers"]),
            announced=_announced(rows["announcements"][0]) if rows["announcements"] else None,
            done=frozenset(row.commitment for row in rows["commitments"]),
            progress=going,
            answers={row.contact: _answers(row) for row in rows["answers"] if row.contact},
            withdrawn={row.contact: Withdrawal(row.reason, row.at) for row in rows["withdrawals"]},
        )

    def begin(self, campaign: str, at: datetime) -> None:
        """Note when a campaign began; the first call counts."""
        insert = self._db.insert(CAMPAIGNS).values(campaign=campaign, began=at)
        first = {"began": func.coalesce(CAMPAIGNS.c.began, insert.excluded.began)}
        with self._db.write() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["campaign"], set_=first))

    def approve(self, campaign: str, approvals: Sequence[Approval]) -> None:
        """Keep approvals, replacing those of the same step and occurrence; the first begins the campaign."""
        if not approvals:
            return
        newest = {(approval.step, approval.occurrence): approval for approval in approvals}
        rows = [{"campaign": campaign} | _approved(approval) for approval in newest.values()]
        with self._db.write() as connection:
            self._keep(connection, APPROVALS, rows)
            self.begin(campaign, min(approval.at for approval in approvals))

    def agree(self, campaign: str, contact: str, fingerprint: str, at: datetime) -> None:
        """A person agreed to the letter that carries their name."""
        row = {"campaign": campaign, "contact": contact, "fingerprint": fingerprint, "at": at}
        with self._db.write() as connection:
            connection.execute(self._db.insert(AGREEMENTS).values(row).on_conflict_do_nothing())

    def announce(self, campaign: str, announced: Announced) -> None:
        """The event as it is now told to those invited."""
        names = [column.name for column in ANNOUNCEMENTS.c if column.name not in ("campaign", "duration")]
        row = {name: getattr(announced, name) for name in names}
        row |= {"campaign": campaign, "duration": int(announced.duration.total_seconds())}
        with self._db.write() as connection:
            self._keep(connection, ANNOUNCEMENTS, [row])

    def decide_poll(self, campaign: str, option: datetime, at: datetime) -> None:
        """A person chose a poll's option (wall clock); a later choice replaces it."""
        chosen = option.replace(tzinfo=None).isoformat()
        row = {"campaign": campaign, "decision": chosen, "decided": at}
        with self._db.write() as connection:
            self._keep(connection, CAMPAIGNS, [row])

    def commitment_done(self, campaign: str, commitment: str, at: datetime) -> None:
        """A commitment was kept."""
        row = {"campaign": campaign, "commitment": commitment, "at": at}
        with self._db.write() as connection:
            connection.execute(self._db.insert(COMMITMENTS).values(row).on_conflict_do_nothing())

    def _keep(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add each row, or replace the written columns of the one with its key."""
        keys = [column.name for column in table.primary_key]
        insert = self._db.insert(table)
        changes = {name: insert.excluded[name] for name in rows[0] if name not in keys}
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changes), rows)


def _approved(approval: Approval) -> dict[str, Any]:
    return {name: getattr(approval, name) for name in Approval.__dataclass_fields__}


def _approval(row: Row[Any]) -> Approval:
    return Approval(row.step, row.occurrence, row.fingerprint, row.text, row.by, row.at)


def _vote(row: Row[Any]) -> Vote:
    return Vote(row.contact, row.voted_at, choices_from(row.choices))


def _answers(row: Row[Any]) -> Answers:
    return answers_from((row.replied, row.rsvp, row.voted_at, row.attended))


def _announced(row: Row[Any]) -> Announced:
    values = {name: getattr(row, name) for name in Announced.__dataclass_fields__}
    return Announced(**values | {"duration": timedelta(seconds=row.duration)})
