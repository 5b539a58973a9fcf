"""What a report asks: counted by the database or streamed, never all of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    false,
    func,
    intersect,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from outreach.core.answering import IS_REPLY
from outreach.core.history import OPEN, Status
from outreach.core.notices import CONFIRM, DIGEST
from outreach.ledger.database import Database
from outreach.ledger.people import CONTACT_COLUMNS, PAGE, STANDING_OF, contact_from
from outreach.ledger.tables import (
    ANSWERS,
    CAMPAIGNS,
    CONTACTS,
    DELIVERIES,
    FOLLOWUPS,
    INBOUND,
    REPLIES,
    SUPPRESSIONS,
    WITHDRAWALS,
)
from outreach.ports.reporting import About, Errand, Guest, Heard, Met, Sent, Tallied, Waited

D, R, IN, F, A = DELIVERIES.c, REPLIES.c, INBOUND.c, FOLLOWUPS.c, ANSWERS.c
OURS = (CONFIRM, DIGEST)
EMAILED = and_(D.channel == "email", D.status == Status.SENT.value, D.begun.is_not(None))
"""E-mails that left, as far as is certain."""
MAY_STILL_GO = D.status.in_(sorted(OPEN - {Status.SENDING}))
MOMENT: ColumnElement[datetime] = case((MAY_STILL_GO, D.due), else_=func.coalesce(D.begun, D.settled, D.due))
"""The moment that a delivery belongs to."""
A_REPLY = R.kind.in_(sorted(IS_REPLY))
CAME = and_(R.kind == "attendance", R.attended.is_(True))
PROPOSES = or_(
    IN.proposed.is_not(None),
    and_(IN.rsvp.is_(None), func.coalesce(IN.partstat, "").in_(("accepted", "declined", "tentative"))),
)
"""What `core.followingup.raising.is_proposal` says of an answer to an invitation."""
WANTS_AN_ANSWER = or_(
    IN.kind.in_(("answer", "mention")),
    and_(IN.kind == "vote", IN.text.contains("?")),
    and_(IN.kind == "rsvp", IN.text.contains("?"), ~PROPOSES),
)
"""What `core.followingup.raising.answer_needed` asks to answer."""
HEARD = tuple(name for name in Heard.__dataclass_fields__ if name != "campaign")
BY_ONE = (D.campaign, D.step, D.occurrence, D.recipient)


class Reports:
    """What is counted and streamed for a report."""

    _db: Database

    def at_one_moment(self) -> AbstractContextManager[object]:
        """Everything this thread reads inside it is as it stood at one moment; nothing may be written."""
        return self._db.at_one_moment()

    def tallied(self, about: About, cuts: Sequence[datetime]) -> list[Tallied]:
        """All deliveries of that time, counted; part n begins at `cuts[n]` (UTC)."""
        by = (D.campaign, D.channel, D.status, _part(MOMENT, cuts).label("part"))
        of = select(*by, func.count()).where(_meant(D.campaign, about), _within(MOMENT, about))
        with self._db.read() as connection:
            rows = connection.execute(of.group_by(*by).order_by(*by)).all()
        return [Tallied(campaign, way, Status(status), part, n) for campaign, way, status, part, n in rows]

    def replies_by_part(self, about: About, cuts: Sequence[datetime]) -> Mapping[int, int]:
        """How many replies came in each part that has any."""
        part = _part(R.at, cuts).label("part")
        of = select(part, func.count()).where(_replied(about)).group_by(part)
        with self._db.read() as connection:
            return {number: count for number, count in connection.execute(of)}  # noqa: C416 - a Row is no pair

    def heard_by_campaign(self, about: About) -> list[Heard]:
        """What came back, for each campaign of which anything was sent or heard, by id."""
        counts = _counts(about, apart=True)
        with self._db.read() as connection:
            found = {name: dict(map(tuple, connection.execute(counts[name]))) for name in HEARD}
        campaigns = sorted({campaign for each in found.values() for campaign in each})
        return [Heard(each, *(found[name].get(each, 0) for name in HEARD)) for each in campaigns]

    def heard_in_all(self, about: About) -> Heard:
        """The same for all of them together, each person counted once."""
        counts = _counts(about, apart=False)
        with self._db.read() as connection:
            return Heard("", *(connection.scalar(counts[name]) or 0 for name in HEARD))

    def met(self, about: About) -> Iterator[Met]:
        """Everybody, by id, streamed; also those to whom nothing was sent."""
        heard, sent = _last_heard(about), _sent_to_each(about)
        everybody = (
            select(*CONTACT_COLUMNS, SUPPRESSIONS.c.at, sent.c.messages, sent.c.since, heard.c.at)
            .select_from(CONTACTS.outerjoin(SUPPRESSIONS, STANDING_OF))
            .outerjoin(sent, sent.c.recipient == CONTACTS.c.id)
            .outerjoin(heard, heard.c.contact == CONTACTS.c.id)
            .order_by(CONTACTS.c.id)
        )
        for *contact, stopped, messages, since, last in self._streamed(everybody):
            yield Met(contact_from(contact), messages or 0, since, last, stopped)

    def guests(self, campaign: str, invitations: Sequence[str]) -> Iterator[Guest]:
        """Everybody whom those steps invited, and who answered or came without, by id, streamed."""
        for invited, rsvp, came, *contact in self._streamed(_invited(campaign, invitations)):
            attended = None if came is None else bool(came)
            yield Guest(contact_from(contact) if contact[0] else None, bool(invited), rsvp, attended)

    def sent_first(self, about: About) -> list[Sent]:
        """Each step and occurrence that went out up to the end of that time, be it before its start."""
        by = (D.campaign, D.step, D.occurrence, D.channel)
        went = and_(D.status == Status.SENT.value, D.begun <= about.end, _meant(D.campaign, about))
        of = select(*by, func.min(D.begun), func.count()).where(went).group_by(*by).order_by(*by)
        with self._db.read() as connection:
            return [Sent(*row) for row in connection.execute(of)]

    def answered_after(
        self, about: About, invitations: Sequence[tuple[str, str]]
    ) -> Iterator[tuple[str, float]]:
        """The campaign, and the seconds from an invitation of those steps to its guest's first reply."""
        # The moments are compared in the sum: as a condition, SQLite would look replies up by their moment.
        theirs = and_(R.contact == D.recipient, R.campaign == D.campaign, A_REPLY)
        replied = func.min(case((R.at >= D.begun, R.at)))
        first = (
            select(D.campaign, D.begun, replied)
            .select_from(DELIVERIES.join(REPLIES, theirs))
            .where(tuple_(D.campaign, D.step).in_(list(invitations)), D.occurrence == "once")
            .where(EMAILED, _within(D.begun, about))
            .group_by(*BY_ONE, D.begun)
            .having(replied.is_not(None))
        )
        for campaign, begun, at in self._streamed(first) if invitations else ():
            yield campaign, (at - begun).total_seconds()

    def waited(self, about: About) -> Iterator[Waited]:
        """Everything received in that time that wanted an answer, in order; streamed."""
        asked = and_(WANTS_AN_ANSWER, func.coalesce(IN.purpose, "") != "digest")
        came = select(IN.campaign, IN.received, IN.answered).where(asked, _meant(IN.campaign, about))
        for row in self._streamed(came.where(_within(IN.received, about)).order_by(IN.received, IN.id)):
            yield Waited(*row)

    def errands(self, about: About, first: date, last: date) -> Iterator[Errand]:
        """The follow-ups that were due on those days, both included; streamed."""
        due = and_(F.due >= first, F.due <= last, _meant(F.campaign, about))
        of = select(F.owner, F.kind, F.due, F.done, F.withdrawn).where(due).order_by(F.id)
        for row in self._streamed(of):
            yield Errand(*row)

    def polls_decided(self) -> Mapping[str, datetime]:
        """When a person decided a poll (UTC), by campaign."""
        of = select(CAMPAIGNS.c.campaign, CAMPAIGNS.c.decided).where(CAMPAIGNS.c.decided.is_not(None))
        with self._db.read() as connection:
            return {campaign: decided for campaign, decided in connection.execute(of)}  # noqa: C416 - a Row is no pair

    def _streamed(self, query: Select[Any]) -> Iterator[Any]:
        with self._db.read() as connection:
            yield from connection.execute(query.execution_options(yield_per=PAGE))


def _meant(campaign: ColumnElement[str], about: About) -> ColumnElement[bool]:
    if about.campaigns is None:
        return campaign.not_in(OURS)
    return campaign.in_(sorted(about.campaigns)) if about.campaigns else false()


def _within(moment: ColumnElement[datetime], about: About) -> ColumnElement[bool]:
    return and_(moment >= about.start, moment <= about.end)


def _part(moment: ColumnElement[datetime], cuts: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the part that a moment falls into."""
    before = [(moment < cut, number) for number, cut in enumerate(cuts[1:])]
    return case(*before, else_=len(before)) if before else func.abs(0)


def _replied(about: About) -> ColumnElement[bool]:
    return and_(A_REPLY, _meant(R.campaign, about), _within(R.at, about))


def _counts(about: About, *, apart: bool) -> dict[str, Executable]:
    """What is counted of what came back, by campaign or for all together, each person once."""
    sent = and_(EMAILED, _meant(D.campaign, about), _within(D.begun, about))
    came = and_(_meant(IN.campaign, about), _within(IN.received, about))
    said = and_(_meant(R.campaign, about), _within(R.at, about))
    # Sets that are intersected: asked person by person, SQLite walks through all replies of a campaign.
    who, whose = (
        ((D.campaign, D.recipient), (R.campaign, R.contact)) if apart else ((D.recipient,), (R.contact,))
    )
    both = intersect(select(*who).where(sent), select(*whose).where(_replied(about))).subquery()
    return {
        "written_to": _people(D.campaign, D.recipient, sent, apart=apart),
        "replied": _people(R.campaign, R.contact, _replied(about), apart=apart),
        "replied_of_them": _rows(both, apart=apart),
        "voted": _people(R.campaign, R.contact, R.kind == "vote", said, apart=apart),
        "bounced": _messages(IN.kind == "bounce", IN.permanent.is_(True), came, apart=apart),
        "complained": _people(IN.campaign, IN.contact, IN.kind == "complaint", came, apart=apart),
        "unsubscribed": _people(R.campaign, R.contact, R.kind == "unsubscribe", said, apart=apart),
    }


def _people(
    campaign: ColumnElement[str], person: ColumnElement[str], *such: ColumnElement[bool], apart: bool
) -> Executable:
    """How many people, in each campaign or in all."""
    people = func.count(distinct(person))
    if not apart:
        return select(people).where(*such)
    return select(campaign, people).where(*such).group_by(campaign)


def _messages(*such: ColumnElement[bool], apart: bool) -> Executable:
    """How many messages something came back about, however often it was reported."""
    about = select(IN.campaign, IN.step, IN.occurrence, IN.contact).where(*such).distinct().subquery()
    return _rows(about, apart=apart)


def _rows(found: Subquery, *, apart: bool) -> Executable:
    """How many rows, in each campaign or in all."""
    if not apart:
        return select(func.count()).select_from(found)
    return select(found.c.campaign, func.count()).group_by(found.c.campaign)


def _last_heard(about: About) -> Subquery:
    """When each person last replied or came, by the end of that time."""
    heard = and_(or_(A_REPLY, CAME), R.at <= about.end, _meant(R.campaign, about))
    return select(R.contact, func.max(R.at).label("at")).where(heard).group_by(R.contact).subquery()


def _sent_to_each(about: About) -> Subquery:
    """To each person: how many e-mails in that time, and when the first went out that nobody answered."""
    heard = _last_heard(about)
    unanswered = case((or_(heard.c.at.is_(None), D.begun > heard.c.at), D.begun))
    return (
        select(
            D.recipient,
            func.count().filter(D.begun >= about.start).label("messages"),
            func.min(unanswered).label("since"),
        )
        .select_from(DELIVERIES.outerjoin(heard, heard.c.contact == D.recipient))
        .where(EMAILED, D.begun <= about.end, _meant(D.campaign, about))
        .group_by(D.recipient)
        .subquery()
    )


def _invited(campaign: str, invitations: Sequence[str]) -> Select[Any]:
    got = D.status.in_((Status.SENT.value, Status.UNKNOWN.value))
    step = and_(D.campaign == campaign, D.step.in_(list(invitations)), D.occurrence == "once")
    said = or_(A.rsvp.is_not(None), A.attended.is_not(None))
    came = case((A.attended.is_(True), 1), (A.attended.is_(False), 0))
    unsaid = (cast(null(), A.rsvp.type).label("rsvp"), cast(null(), Integer).label("came"))
    asked = select(D.recipient.label("id"), literal(1).label("invited"), *unsaid)
    asked = asked.where(step, D.channel == "email", got)
    answered = select(A.contact, literal(0), A.rsvp, came).where(A.campaign == campaign, said)
    each = union_all(asked, answered).subquery().c
    guest = select(
        each.id, func.max(each.invited).label("invited"), func.max(each.rsvp).label("rsvp"),
        func.max(each.came).label("came"),
    ).group_by(each.id).subquery()  # fmt: skip
    taken_back = select(WITHDRAWALS.c.contact).where(WITHDRAWALS.c.campaign == campaign)
    return (
        select(guest.c.invited, guest.c.rsvp, guest.c.came, *CONTACT_COLUMNS)
        .select_from(guest.outerjoin(CONTACTS, CONTACTS.c.id == guest.c.id))
        .outerjoin(SUPPRESSIONS, STANDING_OF)
        .where(guest.c.id.not_in(taken_back))
        .order_by(guest.c.id)
    )
