"""Invitations taken back from one person alone: written down once, together with the message that says so."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from outreach.ledger.sending import Sending
from outreach.ledger.tables import WITHDRAWALS
from outreach.ports import Entry


class Withdrawals(Sending):
    """Who is no longer asked to an event, though they were."""

    def withdraw(self, reason: str, news: Mapping[str, Sequence[Entry]], at: datetime) -> int:
        """Take invitations back, and enrol what tells those people, in one transaction.

        A person from whom the same campaign's invitation was taken back before keeps the first reason.

        Args:
            reason: why, as those people read it.
            news: the deliveries that tell them, by channel.
            at: this moment (UTC).

        Returns:
            How many deliveries were added.
        """
        insert, added = self._db.insert(WITHDRAWALS).on_conflict_do_nothing(), 0
        with self._db.write() as connection:
            for channel, entries in news.items():
                for entry in entries:
                    key = entry.key
                    row = {"campaign": key.campaign, "contact": key.recipient, "reason": reason, "at": at}
                    connection.execute(insert, row)
                    going = (key.campaign, key.step, key.occurrence, channel)
                    added += sum(self.enrol(*going, [entry], at).values())
        return added
