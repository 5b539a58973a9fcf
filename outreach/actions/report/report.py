"""The verb: a report of a partnership, a campaign or everything, in a period, as it stands at one moment."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from outreach.actions.agenda import Agenda, further
from outreach.actions.report.cadence import cadence_of
from outreach.actions.report.crowd import crowd_of
from outreach.actions.report.faith import Promise, WaiverFigures
from outreach.actions.report.figures import (
    CampaignFigures,
    Delivered,
    Meeting,
    PartnershipFigures,
    Report,
    Scope,
)
from outreach.actions.report.letting import errands_of, waivers_of
from outreach.actions.report.meetings import meetings_of
from outreach.actions.report.parts import cuts, parts_of
from outreach.actions.report.scope import Field, Wanted, field_of
from outreach.actions.report.waiting import hours_to_reply, responses_of
from outreach.actions.world import World
from outreach.core.fields import zone
from outreach.core.history import History, Status
from outreach.core.house import NETWORKS
from outreach.ports.reporting import About, Heard, Tallied

Tallies = Mapping[str, Sequence[Tallied]]
"""The counts of deliveries by campaign."""


def report(world: World, wanted: Wanted, now: datetime) -> Report:
    """What the period looked like, from what was really sent and what came back.

    Everything is read as it stands at one moment. Memory does not grow with deliveries or replies.

    Args:
        world: the world; nothing in it is changed.
        wanted: what is asked.
        now: this moment (UTC); what lies after it is not known yet.

    Raises:
        UsageError: there is no such partnership or campaign.
    """
    with world.ledger.at_one_moment():
        return _made(field_of(world, wanted, now))


def _made(field: Field) -> Report:
    ledger, scope = field.world.ledger, _scope(field)
    parts = parts_of(scope.first, scope.last)
    moments = cuts(parts, zone(field.world.house.organisation.timezone))
    histories = _histories(field.world)
    schedules = further(field.world, Agenda({}, histories, field.now), field.now).schedules
    tallies = _by_campaign(ledger.tallied(field.about, moments))
    everything = [each for group in tallies.values() for each in group]
    heard = ledger.heard_in_all(field.about)
    reach, silence, leaving = crowd_of(field)
    meetings = tuple(meetings_of(field, schedules))
    promises, waivers = cadence_of(field, schedules, histories), waivers_of(field)
    medians, median = hours_to_reply(field)
    replies = ledger.replies_by_part(field.about, moments)
    return Report(
        scope=scope,
        parts=parts,
        sent_by_part=_sent_by_part(everything, len(parts)),
        replies_by_part=tuple(replies.get(number, 0) for number in range(len(parts))),
        reach=replace(reach, reached=heard.written_to, posts=_posts(everything), calls=_calls(everything)),
        delivered=_delivered(everything, heard),
        heard=heard,
        campaigns=_campaigns(field, tallies, meetings, medians, waivers),
        partnerships=_partnerships(field, tallies, meetings, promises),
        meetings=meetings,
        silence=silence,
        leaving=leaving,
        promises=promises,
        responses=responses_of(field),
        hours_to_reply=median,
        waivers=waivers,
        errands=errands_of(field),
        problems=field.world.problems,
    )


def _scope(field: Field) -> Scope:
    world, wanted = field.world, field.wanted
    name = world.house.organisation.name
    campaign, partnership = field.campaign(wanted.campaign), world.partnerships.get(wanted.partnership)
    title = campaign.title if campaign else wanted.campaign
    return Scope(
        title=title or (partnership.name if partnership else name),
        organisation=name,
        partnership=wanted.partnership,
        campaign=wanted.campaign,
        first=field.day(wanted.start),
        last=field.day(wanted.end),
        made=field.now.astimezone(zone(world.house.organisation.timezone)),
    )


def _histories(world: World) -> dict[str, History]:
    """What is needed to lay campaigns out: how polls stand; of all others only that they are there."""
    return {
        each.id: world.ledger.history(each.id) if each.poll else History(each.id) for each in world.campaigns
    }


def _by_campaign(tallied: Iterable[Tallied]) -> Tallies:
    found: dict[str, list[Tallied]] = {}
    for each in tallied:
        found.setdefault(each.campaign, []).append(each)
    return found


def _sent_by_part(tallied: Iterable[Tallied], parts: int) -> tuple[int, ...]:
    """E-mails that left, in each part of the period."""
    counts = Counter[int]()
    for each in tallied:
        if each.channel == "email" and each.status is Status.SENT:
            counts[each.part] += each.count
    return tuple(counts[number] for number in range(parts))


def _posts(tallied: Iterable[Tallied]) -> Mapping[str, int]:
    """Posts that went out, by network, in the house's order."""
    counts = Counter[str]()
    for each in tallied:
        counts[each.channel] += each.count if each.status is Status.SENT else 0
    return {network: counts[network] for network in NETWORKS if counts[network]}


def _calls(tallied: Iterable[Tallied]) -> int:
    return sum(each.count for each in tallied if each.channel == "phone" and each.status is Status.SENT)


def _delivered(tallied: Iterable[Tallied], heard: Heard) -> Delivered:
    counts = Counter[Status]()
    for each in tallied:
        if each.channel == "email":
            counts[each.status] += each.count
    return Delivered(counts, heard.bounced)


def _campaigns(
    field: Field, tallies: Tallies, meetings: Sequence[Meeting], medians: Mapping[str, float],
    waivers: Sequence[WaiverFigures],
) -> tuple[CampaignFigures, ...]:  # fmt: skip
    """Every campaign of which anything happened in the period, in the files' order."""
    heard = {each.campaign: each for each in field.world.ledger.heard_by_campaign(field.about)}
    held = {each.campaign: each for each in meetings}
    order = {each.id: number for number, each in enumerate(field.campaigns)}
    named = {*tallies, *heard, *held} - {""}
    found = []
    for name in sorted(named, key=lambda each: (order.get(each, len(order)), each)):
        campaign, tallied = field.campaign(name), tallies.get(name, ())
        said = heard.get(name, Heard(name))
        found.append(
            CampaignFigures(
                id=name,
                title=campaign.title if campaign else name,
                kind=campaign.kind if campaign else "",
                partnership=(campaign.partnership or "") if campaign else "",
                delivered=_delivered(tallied, said),
                heard=said,
                posts=sum(_posts(tallied).values()),
                calls=_calls(tallied),
                hours_to_reply=medians.get(name),
                meeting=held.get(name),
                waivers=sum(each.campaign == name for each in waivers),
            )
        )
    return tuple(found)


def _partnerships(
    field: Field, tallies: Tallies, meetings: Sequence[Meeting], promises: Sequence[Promise]
) -> tuple[PartnershipFigures, ...]:
    """The partnerships side by side, where everything is meant and there are several."""
    if field.wanted.partnership or field.wanted.campaign or len(field.partnerships) < 2:  # noqa: PLR2004
        return ()
    return tuple(_partnership(field, each, tallies, meetings, promises) for each in field.partnerships)


def _partnership(
    field: Field, name: str, tallies: Tallies, meetings: Sequence[Meeting], promises: Sequence[Promise]
) -> PartnershipFigures:
    ids = frozenset(each.id for each in field.of(name))
    about = About(ids, field.wanted.start, field.wanted.end)
    heard = field.world.ledger.heard_in_all(about)
    held = [each for each in meetings if each.campaign in ids and each.state == "over"]
    owed = [each.verdict for each in promises if each.kind == "update" and each.partnership == name]
    return PartnershipFigures(
        id=name,
        name=field.world.partnerships[name].name,
        sent=_delivered((each for one in ids for each in tallies.get(one, ())), heard).sent,
        heard=heard,
        meetings=len(held),
        came=sum(each.came for each in held),
        updates_kept=owed.count("kept"),
        updates_owed=len(owed) - owed.count("open"),
    )
