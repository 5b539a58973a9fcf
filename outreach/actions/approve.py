"""Approve: somebody has read this exact wording and lets it go out."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.composing.compose import Composer, NotWrittenError, names_signers
from outreach.actions.composing.wording import Wording, agreed, letter_fingerprint
from outreach.actions.judging.crowd import Crowd
from outreach.actions.judging.foresight import Foresight
from outreach.actions.judging.judge import Judged
from outreach.actions.judging.texts import Texts
from outreach.actions.planning.plan import findings_of
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.deciding import BEFORE, Matter
from outreach.core.errors import NotUnderstoodError, Problem, UsageError
from outreach.core.finding import Finding
from outreach.core.history import Approval
from outreach.core.plan import Schedule, Touch
from outreach.core.spelling import nearest

Findings = Mapping[str, tuple[Finding, ...]]
"""What the rules say, by campaign."""
AHEAD = timedelta(days=366)
"""Occurrences of a recurrence are approved this far ahead, where it has no end of its own."""


@dataclass(frozen=True, slots=True)
class Approved:
    """One step and occurrence: what was done, and for a text that is new or changed how it differs."""

    step: str
    occurrence: str
    outcome: str
    diff: str = ""


@dataclass(slots=True)
class Approvals:
    """What `approve` did to one campaign. `awaiting` are signers who have not agreed to their letter yet."""

    campaign: str
    approved: list[Approved] = field(default_factory=list)
    unchanged: list[Approved] = field(default_factory=list)
    left: list[Approved] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    awaiting: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """2 when a text cannot be understood, 1 when an error refused or held something."""
        return 2 if self.problems else int(bool(self.refused))


def approve(world: World, campaign_id: str, steps: Iterable[str], by: str, now: datetime) -> Approvals:
    """Approve a campaign, or some of its steps.

    An unwaived error of effect refuse stops the whole campaign, one of effect hold its own step or
    occurrence.

    Raises:
        UsageError: there is no such campaign or step.
    """
    foresight = _foreseen(world, now)
    return _approved(foresight, findings_of(foresight, now + AHEAD), campaign_id, steps, by)


def approve_all(world: World, by: str, now: datetime) -> list[Approvals]:
    """Approve every campaign; each changes its own history only, so that they are laid out once."""
    foresight = _foreseen(world, now)
    found = findings_of(foresight, now + AHEAD)
    return [_approved(foresight, found, campaign.id, (), by) for campaign in world.campaigns]


def _foreseen(world: World, now: datetime) -> Foresight:
    composer, laid = Composer.of(world), agenda(world, now, now + AHEAD)
    return Foresight(composer, laid, Crowd(tuple(world.ledger.contacts())), Texts(composer, laid))


def _approved(
    foresight: Foresight, found: Findings, campaign_id: str, steps: Iterable[str], by: str
) -> Approvals:
    composer, laid = foresight.composer, foresight.laid
    world, now = composer.world, laid.now
    campaign = _campaign(world, campaign_id)
    chosen = frozenset(steps)
    for name in chosen:
        if campaign.step(name) is None:
            ids = [step.id for step in campaign.steps]
            raise UsageError(f"{campaign_id} has no step `{name}`{nearest(name, ids)}")
    schedule = laid.schedules[campaign_id]
    done = Approvals(campaign_id)
    judged = _judged(foresight, found, campaign_id)
    done.findings, done.problems = judged.findings, judged.problems
    if judged.refusing() is not None:
        done.refused = [each for each in judged.findings if each.stops]
        return done
    fresh = list(_Reading(laid, foresight.texts, judged, by, now, done).approvals(schedule, chosen))
    if fresh or done.unchanged:
        world.ledger.approve(campaign_id, fresh)
        world.ledger.begin(campaign_id, now)
    waiting = (agreed(composer, touch, schedule, laid.histories[campaign_id]) for touch in schedule.touches)
    done.awaiting = tuple(dict.fromkeys(name for names in waiting for name in names))
    return done


def agree(world: World, campaign_id: str, who: str, now: datetime) -> int:
    """Record that a signer agreed to the letters that carry their name; how many those are.

    Raises:
        UsageError: there is no such campaign, or that person signs nothing in it.
    """
    campaign = _campaign(world, campaign_id)
    signers = campaign.event.signed_by if campaign.event else ()
    if who not in signers:
        raise UsageError(f"`{who}` signs nothing in {campaign_id}{nearest(who, signers)}")
    laid = agenda(world, now, now + AHEAD)
    composer = Composer.of(world)
    signer = composer.context.somebody(who)
    if signer is None:
        raise UsageError(f"nobody imported has the id `{who}`; import people first")
    schedule = laid.schedules[campaign_id]
    letters = {
        letter_fingerprint(composer, touch, schedule, signer)
        for touch in schedule.touches
        if names_signers(world, touch)
    }
    for fingerprint in sorted(letters):
        world.ledger.agree(campaign_id, who, fingerprint, now)
    return len(letters)


def _campaign(world: World, campaign_id: str) -> Campaign:
    campaign = world.campaign(campaign_id)
    if campaign is None:
        ids = [each.id for each in world.campaigns]
        raise UsageError(f"there is no campaign `{campaign_id}`{nearest(campaign_id, ids)}")
    return campaign


def _judged(foresight: Foresight, found: Findings, campaign: str) -> Judged:
    """What both `check` and `plan` find."""
    both = dict.fromkeys((*foresight.on_files(campaign), *found.get(campaign, ())))
    return replace(foresight.judged(campaign), findings=tuple(both))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One campaign read for approval: what is kept, and on the way what is left out and why."""

    laid: Agenda
    texts: Texts
    judged: Judged
    by: str
    now: datetime
    done: Approvals

    def approvals(self, schedule: Schedule, chosen: frozenset[str]) -> Iterator[Approval]:
        """The approvals to keep."""
        for touch in _first_channels(schedule, chosen):
            found = self._approval(self.laid.matter(touch))
            if found is not None:
                yield found

    def _approval(self, matter: Matter) -> Approval | None:
        touch, done = matter.touch, self.done
        if _is_over(matter, self.now):
            return None
        skipped = touch.due is not None and touch.due < matter.began and matter.progress is None
        if skipped and touch.change is None:
            done.left.append(Approved(touch.step.id, touch.occurrence, BEFORE))
            return None
        held = self.judged.holding_some(touch)
        if held is not None:
            done.refused.append(held)
            return None
        try:
            words = self.texts.wording(matter)
        except NotWrittenError as error:
            unwritten = f"campaigns/{error.path} is not written yet"
            done.left.append(Approved(touch.step.id, touch.occurrence, unwritten))
            return None
        except NotUnderstoodError as error:
            done.problems = tuple(dict.fromkeys((*done.problems, *error.problems)))
            return None
        return self._compared(matter, words)

    def _compared(self, matter: Matter, words: Wording) -> Approval | None:
        """The approval of words that are new or changed; None for those approved already."""
        touch, done = matter.touch, self.done
        kept = matter.history.approvals.get((touch.step.id, touch.occurrence))
        if kept is not None and kept.fingerprint == words.fingerprint:
            done.unchanged.append(Approved(touch.step.id, touch.occurrence, "unchanged"))
            return None
        diff = difference(kept.text if kept is not None else "", words.text)
        outcome = "new" if kept is None else "changed"
        done.approved.append(Approved(touch.step.id, touch.occurrence, outcome, diff))
        return Approval(touch.step.id, touch.occurrence, words.fingerprint, words.text, self.by, self.now)


def _is_over(matter: Matter, now: datetime) -> bool:
    """Whether nothing of it can go out any more; an invitation is open for those who join until the event."""
    known = matter.progress
    if matter.touch.step.send == "invite" and matter.touch.change is None and matter.schedule.starts:
        return known is not None and matter.schedule.starts <= now
    return known is not None and known.finished


def _first_channels(schedule: Schedule, chosen: frozenset[str]) -> Iterable[Touch]:
    """One touch for each step and occurrence, in order of due: its channels are approved together."""
    first: dict[tuple[str, str], Touch] = {}
    for touch in schedule.touches:
        if not chosen or touch.step.id in chosen:
            first.setdefault((touch.step.id, touch.occurrence), touch)
    return first.values()


def difference(before: str, after: str) -> str:
    """What changed, line by line, with two lines around it; the whole text when there was none before."""
    if not before:
        return "\n".join(f"+ {line}" for line in after.splitlines())
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))
