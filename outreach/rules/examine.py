"""Judging a case: every rule of its moment, and the waivers that people have written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from outreach.core.campaign import Campaign, Waiver
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level, Moment
from outreach.core.spelling import nearest
from outreach.rules.case import Case
from outreach.rules.catalogue import NEVER_WAIVED, RULES, rule_of
from outreach.rules.family import Family, FamilyRule
from outreach.rules.reading.words import said
from outreach.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class _Written:
    """A waiver, where it stands, and the step it is for (empty: the whole campaign)."""

    waiver: Waiver
    place: Place
    campaign: str
    step: str

    def __str__(self) -> str:
        one = self.waiver
        return f"waived by {one.by} until {said(one.until, year=True)}: {one.reason}"

    def covers(self, finding: Finding) -> bool:
        """Whether it is about this finding, expired or not.

        What concerns the campaign as a whole is let off by a waiver on any of its steps.
        """
        return finding.rule == self.waiver.rule and (not finding.step or self.step in ("", finding.step))


def examine(case: Case, rules: tuple[type[Rule], ...] = RULES) -> tuple[Finding, ...]:
    """Everything that the rules of the case's moment find, in the rules' order, what is waived marked so.

    A waiver counts on every local day up to its `until`, included. One that has expired and would cover a
    finding is a finding of that rule itself; so is one that names no rule, or a rule nobody can waive.
    """
    waivers = tuple(_waivers(case.campaign))
    found = (
        finding
        for rule in rules
        if case.moment in rule.moments
        for finding in rule.of(case.house).check(case)
    )
    judged = _with_waivers(found, waivers, case.today, rules)
    mistaken = _mistaken(case, waivers) if case.moment is not Moment.SEND else ()
    return (*judged, *mistaken)


def examine_family(family: Family, rules: tuple[type[Rule], ...] = RULES) -> tuple[Finding, ...]:
    """Everything that the rules about a partnership as a whole find, what is waived marked so."""
    waivers = tuple(each for schedule in family.schedules for each in _waivers(schedule.campaign))
    found = (
        finding
        for rule in rules
        if issubclass(rule, FamilyRule)
        for finding in rule.of(family.house).look(family)
    )
    return _with_waivers(found, waivers, family.today, rules)


def _with_waivers(
    found: Iterable[Finding], waivers: tuple[_Written, ...], today: date, rules: tuple[type[Rule], ...]
) -> tuple[Finding, ...]:
    """The findings, those that are waived marked so, and a finding for each waiver that has expired."""
    judged = [_judged(finding, waivers, today) for finding in found]
    expired = [_expired(each, rules) for each in waivers if _matters(each, judged, today)]
    return (*judged, *expired)


def _waivers(campaign: Campaign) -> Iterator[_Written]:
    for index, waiver in enumerate(campaign.waive):
        yield _Written(waiver, campaign.place("waive", index), campaign.id, "")
    for step in campaign.steps:
        for index, waiver in enumerate(step.waive):
            yield _Written(waiver, campaign.place_of(step, "waive", index), campaign.id, step.id)


def _judged(finding: Finding, waivers: tuple[_Written, ...], today: date) -> Finding:
    if finding.rule in NEVER_WAIVED:
        return finding
    for each in waivers:
        if each.covers(finding) and each.waiver.until >= today:
            return replace(finding, waived=True, waiver=str(each))
    return finding


def _matters(written: _Written, findings: list[Finding], today: date) -> bool:
    """Whether it has expired, and something it would cover is not let off by another."""
    if written.waiver.until >= today or written.waiver.rule in NEVER_WAIVED:
        return False
    return any(written.covers(finding) and not finding.waived for finding in findings)


def _expired(written: _Written, rules: tuple[type[Rule], ...]) -> Finding:
    rule = rule_of(written.waiver.rule, rules)
    return Finding(
        written.waiver.rule,
        Level.ERROR,
        rule.effect if rule else None,
        written.place,
        f"the waiver of {written.waiver.rule} by {written.waiver.by} expired on "
        f"{said(written.waiver.until, year=True)}",
        f"mend what {written.waiver.rule} finds, or give the waiver a new reason and a later `until`",
        rule.source if rule else "",
        written.campaign,
        written.step,
    )


def _mistaken(case: Case, waivers: tuple[_Written, ...]) -> Iterator[Finding]:
    for written in waivers:
        code = written.waiver.rule
        if code in NEVER_WAIVED:
            yield _mistake(written, case, f"{code} cannot be waived", "take the waiver out")
        elif rule_of(code) is None:
            message = f"there is no rule {code} to waive{_nearest(code)}"
            yield _mistake(
                written, case, message, "write a code that `outreach rules` lists, or take the waiver out"
            )


def _nearest(code: str) -> str:
    """The nearest code, of the same family where there is one."""
    codes = sorted(rule.code for rule in RULES)
    return nearest(code, [each for each in codes if each[0] == code[:1]] or codes)


def _mistake(written: _Written, case: Case, message: str, fix: str) -> Finding:
    return Finding(
        written.waiver.rule, Level.ERROR, None, written.place, message, fix, "the rule catalogue, waivers",
        case.campaign.id, written.step,
    )  # fmt: skip
