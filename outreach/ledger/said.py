"""What was said and to whom: texts that went out, unasked mail by person, letters to be agreed to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from outreach.core.history import Status
from outreach.core.knocks import Knock
from outreach.ledger.database import Database
from outreach.ledger.people import pages
from outreach.ledger.tables import DELIVERIES, KNOCKED, TEXTS
from outreach.ports.written import Said

D, T = DELIVERIES.c, TEXTS.c
GONE = frozenset({Status.SENT.value, Status.SENDING.value, Status.UNKNOWN.value})
LEFT = D.status.in_(sorted(GONE))
"""Deliveries that left the house, or may have."""
# The status is looked at here: asked for it, SQLite walks through all of that status instead of the index.
_KNOCKS = (
    select(D.recipient, D.campaign, D.begun, D.status)
    .where(D.recipient.in_(bindparam("people", expanding=True)), KNOCKED, D.begun > bindparam("since"))
    .order_by(D.recipient, D.begun)
)
_TEXTS = select(TEXTS).where(T.at > bindparam("since")).order_by(T.at, *TEXTS.primary_key)
_ON_WALLS = (
    select(TEXTS.c.campaign, TEXTS.c.step, TEXTS.c.occurrence, TEXTS.c.channel, T.digest, T.text, D.begun)
    .select_from(
        TEXTS.join(
            DELIVERIES,
            (T.campaign == D.campaign)
            & (T.step == D.step)
            & (T.occurrence == D.occurrence)
            & (T.channel == D.recipient),
        )
    )
    .where(T.at > bindparam("since"), T.text != "", LEFT)
    .order_by(D.begun, *TEXTS.primary_key)
)


class SaidBefore:
    """What rules about repetition and about many knocks ask of the ledger."""

    _db: Database

    def say(self, said: Said) -> None:
        """Write down what a step and occurrence says on a channel, in place of what it would have said."""
        row = {name: getattr(said, name) for name in Said.__dataclass_fields__}
        keys = [column.name for column in TEXTS.primary_key]
        insert = self._db.insert(TEXTS).values(row)
        with self._db.write() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=row))

    def said_since(self, since: datetime) -> Sequence[Said]:
        """Every text that first went out after that moment, in order."""
        with self._db.read() as connection:
            return [Said(*row) for row in connection.execute(_TEXTS, {"since": since})]

    def posted_since(self, since: datetime) -> Sequence[Said]:
        """The posts that were begun after that moment and left, or may have; `at` is when, in order."""
        with self._db.read() as connection:
            return [Said(*row) for row in connection.execute(_ON_WALLS, {"since": since})]

    def knocks(self, people: Sequence[str], since: datetime) -> Mapping[str, Sequence[Knock]]:
        """The unasked list mail of those people that was begun after that moment, by person, in order."""
        found: dict[str, list[Knock]] = defaultdict(list)
        with self._db.read() as connection:
            for page in pages(people):
                rows = connection.execute(_KNOCKS, {"people": page, "since": since})
                for person, campaign, begun, status in rows:
                    if status in GONE:
                        found[person].append(Knock(begun, campaign))
        return found

    def asked_to_agree(self, campaign: str, contact: str, at: datetime) -> str:
        """The fingerprint of the letter that a signer was asked about last, as far as that was `at`.

        Empty where nobody asked them, or where something else of the campaign went to them since: then
        nobody can tell what an answer without a mark answers.
        """
        newest = (
            select(D.fingerprint, D.begun)
            .where(D.campaign == campaign, D.recipient == contact, D.channel == "email", D.begun <= at, LEFT)
            .order_by(D.begun.desc())
            .limit(2)
        )
        with self._db.read() as connection:
            rows = connection.execute(newest).all()
        told_alone = len(rows) == 1 or (len(rows) > 1 and rows[0].begun != rows[1].begun)
        return str(rows[0].fingerprint) if told_alone else ""
