"""What the plan says of the coming days: what goes out, and what is kept back and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status, counted, listed
from outreach.actions.planning.plan import Plan, Row, plan
from outreach.actions.planning.quotas import Quota
from outreach.actions.world import World
from outreach.core.errors import OutreachError
from outreach.core.fields import zone
from outreach.core.finding import Effect, Finding
from outreach.core.house import NETWORKS, House
from outreach.core.plan import Decide

AHEAD, SOON = timedelta(days=14), timedelta(days=7)
"""How far the plan is looked at, and how soon what is not approved is told."""
MOST = 5
"""So many reasons of one kind are told."""
SEEN = (Decide.HOLD, Decide.MISSED, Decide.WAIT, Decide.SKIP)
_check = partial(Check, Group.AHEAD)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the coming messages that are decided alike: how many, of which campaigns, and why.

    `due` is the first moment (UTC), None while undecided; `fix` mends it, where a rule says how.
    """

    what: Decide
    reason: str
    count: int
    campaigns: tuple[str, ...]
    due: datetime | None = None
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Unapproved:
    """What awaits a person in one campaign: so many messages, the first due at `due` (UTC)."""

    campaign: str
    due: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """What keeps somebody from approving a campaign (rules of effect refuse)."""

    rule: str
    campaigns: tuple[str, ...]
    message: str
    fix: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming days: e-mails, posts, and things for people; what does not go; what awaits somebody.

    `quotas` are the days and months with more than a provider takes. `fault` tells why there is no plan; then
    all else is empty.
    """

    emails: int = 0
    posts: int = 0
    tasks: int = 0
    parts: tuple[Part, ...] = ()
    unapproved: tuple[Unapproved, ...] = ()
    unagreed: tuple[Unapproved, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    quotas: tuple[Quota, ...] = ()
    fault: str = ""


def look_ahead(world: World, now: datetime) -> Ahead:
    """What the plan says of the coming days."""
    try:
        made = plan(world, now, now, now + AHEAD)
    except OutreachError as error:
        return Ahead(fault=str(error))
    going = [row for row in made.rows if row.decision.what is Decide.SEND]
    return Ahead(
        emails=sum(row.recipients for row in going if row.touch.channel == "email"),
        posts=sum(row.recipients for row in going if row.touch.channel in NETWORKS),
        tasks=sum(row.recipients for row in going if row.touch.channel in ("phone", "task")),
        parts=tuple(_parts(made.rows)),
        unapproved=tuple(_awaiting(row for row in going if not row.approved)),
        unagreed=tuple(_awaiting(row for row in going if row.approved and not row.agreed)),
        refusals=tuple(_refusals(made)),
        quotas=made.quotas,
    )


def _parts(rows: Iterable[Row]) -> Iterator[Part]:
    """What does not go, by decision and reason, in the order in which it matters."""
    alike = defaultdict[tuple[int, str], list[Row]](list)
    for row in rows:
        if row.decision.what in SEEN and row.recipients:
            alike[SEEN.index(row.decision.what), row.decision.reason].append(row)
    for (at, reason), same in sorted(alike.items(), key=lambda each: (each[0][0], -_people(each[1]))):
        fixes = (
            each.fix for row in same for each in row.findings if each.stops and each.rule == row.decision.rule
        )
        dues = [row.due for row in same if row.due is not None]
        yield Part(
            SEEN[at], reason, _people(same), _campaigns(same), min(dues, default=None), next(fixes, "")
        )  # fmt: skip


def _people(rows: Iterable[Row]) -> int:
    return sum(row.recipients for row in rows)


def _campaigns(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.touch.campaign.id for row in rows))


def _awaiting(rows: Iterable[Row]) -> Iterator[Unapproved]:
    """By campaign, the first due first."""
    by_campaign = defaultdict[str, list[tuple[datetime, int]]](list)
    for row in rows:
        if row.due is not None and row.recipients:
            by_campaign[row.touch.campaign.id].append((row.due, row.recipients))
    for campaign, each in sorted(by_campaign.items(), key=lambda found: min(found[1])):
        yield Unapproved(campaign, min(each)[0], sum(count for _, count in each))


def _refusals(made: Plan) -> Iterator[Refusal]:
    """What `approve` would refuse, by rule."""
    unapproved = {row.touch.campaign.id for row in made.rows if not row.approved}
    by_rule = defaultdict[str, list[Finding]](list)
    for each in (*made.findings, *(each for row in made.rows for each in row.findings)):
        if each.stops and each.effect is Effect.REFUSE:
            by_rule[each.rule].append(each)
    for rule, found in sorted(by_rule.items()):
        campaigns = tuple(dict.fromkeys(each.campaign for each in found if each.campaign))
        first = found[0]
        yield Refusal(rule, campaigns, first.message, first.fix, unapproved.isdisjoint(campaigns))


def judge_ahead(ahead: Ahead, house: House, now: datetime) -> Iterator[Check]:
    """How the coming days stand."""
    if ahead.fault:
        yield _check("plan", Status.UNKNOWN, f"there is no plan: {ahead.fault}")
        return
    yield _going(ahead)
    for quota in ahead.quotas:
        yield _check("limit", Status.WARNING, str(quota), "spread them, or set `limits:`")
    for refusal in ahead.refusals:
        yield _refused(refusal)
    for what in SEEN:
        parts = [part for part in ahead.parts if part.what is what]
        yield from (_kept_back(part) for part in parts[:MOST])
        if len(parts) > MOST:
            rest = f"{sum(each.count for each in parts[MOST:])} more, for other reasons"
            yield _check(NAMES[what], STATUS[what], rest, "outreach plan tells them")
    yield from (_to_approve(each, house, now) for each in ahead.unapproved if each.due <= now + SOON)
    yield from (_to_agree(each) for each in ahead.unagreed if each.due <= now + SOON)


NAMES = {Decide.HOLD: "held", Decide.MISSED: "missed", Decide.WAIT: "waiting", Decide.SKIP: "passed over"}
STATUS = {
    Decide.HOLD: Status.ERROR, Decide.MISSED: Status.WARNING, Decide.WAIT: Status.OK, Decide.SKIP: Status.OK,
}  # fmt: skip
REMEDY = {
    Decide.HOLD: "outreach plan shows where; mend it there, and it goes by itself",
    Decide.MISSED: "outreach followups tells what a person can still do",
}


def _going(ahead: Ahead) -> Check:
    kinds = [
        counted(ahead.emails, "e-mail") if ahead.emails else "",
        counted(ahead.posts, "post") if ahead.posts else "",
        f"{counted(ahead.tasks, 'call or task', 'calls and tasks')} for people" if ahead.tasks else "",
    ]
    said = listed(filter(None, kinds)) or "nothing"
    return _check("going out", Status.OK, said)


def _kept_back(part: Part) -> Check:
    said = f"{part.count:,} of {listed(part.campaigns)}: {part.reason or 'no reason is given'}"
    return _check(NAMES[part.what], STATUS[part.what], said, part.fix or REMEDY.get(part.what, ""))


def _refused(refusal: Refusal) -> Check:
    of = f" in {listed(refusal.campaigns)}" if refusal.campaigns else ""
    status = Status.WARNING if refusal.approved else Status.ERROR
    said = f"{refusal.rule}{of} keeps `outreach approve` from approving: {refusal.message}"
    return _check("rules", status, said, refusal.fix or f"outreach rules {refusal.rule}")


def _to_approve(each: Unapproved, house: House, now: datetime) -> Check:
    status, when = (Status.ERROR, "was due") if each.due <= now else (Status.WARNING, "is due")
    local = each.due.astimezone(zone(house.organisation.timezone))
    many = counted(each.count, "message")
    said = f"{each.campaign} is not approved, and {when} {local:%a %d %b %H:%M} ({many})"
    return _check("approval", status, said, f"outreach approve {each.campaign}")


def _to_agree(each: Unapproved) -> Check:
    said = f"signers of {each.campaign} have not all agreed to the letter in their name"
    return _check("agreement", Status.WARNING, said, f"outreach agreed {each.campaign} WHO, once they have")
