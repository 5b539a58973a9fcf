"""Rules that were let off in the period, and what people were asked to do in it."""

from collections.abc import Iterator
from dataclasses import replace

from outreach.actions.report.faith import Errands, WaiverFigures
from outreach.actions.report.scope import Field
from outreach.core.campaign import Campaign, Waiver
from outreach.ports.reporting import Errand
from outreach.rules.catalogue import NEVER_WAIVED, rule_of


def waivers_of(field: Field) -> tuple[WaiverFigures, ...]:
    """Every waiver that let a rule off on some day of the period, by rule and campaign.

    A file does not say since when a waiver has stood in it; it counts unless it ended before the period. One
    that names no rule, or a rule that nobody can waive, lets nothing off.
    """
    first = field.day(field.wanted.start)
    found = (each for campaign in field.campaigns for each in _waivers(campaign) if each.until >= first)
    return tuple(sorted(found, key=lambda each: (each.rule, each.campaign, each.step, each.until)))


def _waivers(campaign: Campaign) -> Iterator[WaiverFigures]:
    written = [("", each) for each in campaign.waive]
    written += [(step.id, each) for step in campaign.steps for each in step.waive]
    for step_id, waiver in written:
        rule = rule_of(waiver.rule)
        if rule is not None and waiver.rule not in NEVER_WAIVED:
            yield _figures(campaign, step_id, waiver, rule.name)


def _figures(campaign: Campaign, step: str, waiver: Waiver, name: str) -> WaiverFigures:
    return WaiverFigures(waiver.rule, name, campaign.id, step, waiver.reason, waiver.by, waiver.until)


def errands_of(field: Field) -> tuple[Errands, ...]:
    """The follow-ups that were due in the period, by owner; who has most overdue first."""
    first, last = field.day(field.wanted.start), field.day(field.wanted.end)
    found: dict[str, Errands] = {}
    for each in field.world.ledger.errands(field.about, first, last):
        found[each.owner] = _with(field, found.get(each.owner, Errands(each.owner)), each)
    return tuple(sorted(found.values(), key=lambda each: (-each.overdue, -each.raised, each.owner)))


def _with(field: Field, so_far: Errands, errand: Errand) -> Errands:
    """The same with one more."""
    open_ = errand.done is None
    overdue = open_ and errand.due < field.day(field.until)
    ticked = not open_ and not errand.withdrawn
    late = ticked and errand.done is not None and field.day(errand.done) > errand.due
    return replace(
        so_far,
        raised=so_far.raised + 1,
        done=so_far.done + ticked,
        late=so_far.late + late,
        withdrawn=so_far.withdrawn + errand.withdrawn,
        overdue=so_far.overdue + overdue,
        open=so_far.open + (open_ and not overdue),
    )
