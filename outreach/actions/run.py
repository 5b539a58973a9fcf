"""Run: one unattended pass. Sends what is due, once, and tells a person what it could not do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.chasing import chase
from outreach.actions.compose import Composer
from outreach.actions.enrolment import Enrolment
from outreach.actions.holding import Holding
from outreach.actions.inviting import announced
from outreach.actions.repeating import said
from outreach.actions.sending import PAUSED_RULE, WAS_PAUSED, Sender, Tally
from outreach.actions.telling import Telling
from outreach.actions.world import World
from outreach.core.audience import waits_for_attendance
from outreach.core.deciding import PAUSED, Matter, begun, gate
from outreach.core.errors import OutreachError, Problem
from outreach.core.history import Progress, Status
from outreach.core.knocks import CODE, rank
from outreach.core.plan import Decide, Decision, Touch
from outreach.ports import Outcome, Pending

BATCH = 200
NO_ROOM = Decision(Decide.MISSED, "R001: there was no room for another message to these people in time", CODE)
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Account:
    """What one pass (or a simulation's passes together) did. `problems` are sentences for a person."""

    tally: Tally = field(default_factory=Tally)
    errors: tuple[Problem, ...] = ()
    replies: int = 0
    followups: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """2 for a file that cannot be understood, 1 when something was held, failed, missed or unknown."""
        if self.errors:
            return 2
        bad = (Status.HELD, Status.FAILED, Status.MISSED, Status.UNKNOWN)
        return int(any(self.tally.counts[each] for each in bad) or bool(self.problems))


def run(world: World, now: datetime) -> Account:
    """Send everything that is due at `now` and raise follow-ups for what is not.

    Raises:
        AnotherRunError: another run is in progress.
    """
    account = Account(errors=world.problems)
    with world.ledger.only_run():
        one_pass(world, now, account)
    return account


def one_pass(world: World, now: datetime, account: Account) -> None:
    """The pass itself, once the installation's one run is ours."""
    _, unknown = world.ledger.give_back_abandoned(now)
    account.tally.counts[Status.UNKNOWN] += len(unknown)
    for campaign in world.campaigns:
        _set_out(world, campaign.id, now)
        for step in campaign.steps:
            if step.was:
                world.ledger.rename_step(campaign.id, step.was, step.id)
    laid = agenda(world, now, now)
    walk = _Walk(world, laid, Composer.of(world), now, account)
    walk.all()
    chase(walk.composer, laid, walk.telling)
    walk.telling.close_mended()
    account.followups += walk.telling.raised
    account.errors = tuple(dict.fromkeys((*account.errors, *walk.holding.texts.problems)))


def _set_out(world: World, campaign: str, now: datetime) -> None:
    """Where nobody approves, a campaign begins with the first run that sees it."""
    if world.assumed or world.house.approval == "none":
        world.ledger.begin(campaign, now)


@dataclass(slots=True)
class _Walk:
    """One walk through what is due. A touch that goes wrong never stops those behind it."""

    world: World
    laid: Agenda
    composer: Composer
    now: datetime
    account: Account
    telling: Telling = field(init=False)
    holding: Holding = field(init=False)
    enrolment: Enrolment = field(init=False)
    sender: Sender = field(init=False)
    over: list[Touch] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.telling = Telling(self.world, self.now)
        self.enrolment = Enrolment(self.world, self.composer, self.now)
        self.holding = Holding(self.composer, self.laid, self.telling, self.now, self.enrolment.meant)
        self.sender = Sender(self.world, self.composer, self.now, self.account.tally, self.account.problems)

    def all(self) -> None:
        """Every step and occurrence, changes of an event first, then as R001 lets them; in order of due."""
        matters = sorted(self.laid.at_hand(), key=_turn)
        for _, group in groupby(matters, key=lambda matter: matter.touch.name[:3]):
            for matter in group:
                self._safely(self.laid.matter(matter.touch))
            self.telling.flush()
            while self.over:
                self.world.ledger.finish(*self.over.pop().name)

    def _safely(self, matter: Matter) -> None:
        """Attempt one touch; what nobody foresaw in it is told, and stops nothing that comes after it."""
        try:
            self._attempt(matter)
        except (OutreachError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - one campaign must not stop the others
            campaign, step, occurrence, _ = matter.touch.name
            where = f"{campaign}/{step}" + (f"/{occurrence}" if occurrence != "once" else "")
            self.account.problems.append(
                f"{where} was left alone, since it could not be looked at ({type(error).__name__}: {error}); "
                "it is tried again by the next run"
            )

    def _attempt(self, matter: Matter) -> None:
        """Take one touch as far as it goes now."""
        touch, known = matter.touch, matter.progress
        if known is None and self.enrolment.is_ahead(touch):
            return
        if known is not None and known.finished and not self.enrolment.has_joiners(touch, known):
            return
        self.telling.looked_at(touch)
        whole = gate(matter, self.now)
        match whole.what:
            case Decide.SEND:
                self._tell_ends(touch, known)
                self._go(matter, known)
            case Decide.SKIP:
                self._end(matter, known, whole)
            case Decide.MISSED:
                self._miss(matter, known, whole)
            case Decide.HOLD:
                self._hold(matter, known, whole)
            case Decide.WAIT:
                pass

    def _go(self, matter: Matter, known: Progress | None) -> None:
        joined = self._joined(matter, known)
        if known is not None and known.finished and not joined[0]:
            self._enrol(matter, known, Status.WAITING, None)
            self.over.append(matter.touch)
        elif not self.holding.approved(matter):
            self.telling.unapproved(matter.touch)
        elif (held := self.holding.why(matter, joined)) is not None:
            self._hold(matter, known, held)
        else:
            matter = self._announced(matter)
            self._say(matter, known)
            self._enrol(matter, known, Status.WAITING, None)
            self._send_waiting(matter)

    def _joined(self, matter: Matter, known: Progress | None) -> tuple[int, int]:
        if known is None or not self.enrolment.has_joiners(matter.touch, known):
            return 0, 0
        return self.enrolment.joiners(matter)

    def _announced(self, matter: Matter) -> Matter:
        """The matter, once what it tells of the event is written down; other steps tell the same."""
        if matter.touch.step.send != "invite":
            return matter
        told = announced(self.world.house, matter.touch, matter.schedule, matter.history)
        if told is not None and told != matter.history.announced:
            campaign = matter.touch.campaign.id
            self.world.ledger.announce(campaign, told)
            self.laid.histories[campaign] = replace(matter.history, announced=told)
        return self.laid.matter(matter.touch)

    def _say(self, matter: Matter, known: Progress | None) -> None:
        """Write down what it says, as long as nobody has it: what is said twice is known by that."""
        if known is None or not begun(known):
            words = said(self.composer, matter.touch, matter.schedule, self.now)
            if words is not None:
                self.world.ledger.say(words)

    def _enrol(self, matter: Matter, known: Progress | None, status: Status, held: Decision | None) -> int:
        """Write down who is meant; returns how many were added in that status."""
        added = self.enrolment.enrol(matter, known, status, held)
        self.account.tally.add({each: count for each, count in added.items() if each is not Status.WAITING})
        return added.get(status, 0)

    def _send_waiting(self, matter: Matter) -> None:
        """Everything that may go now, in batches; those that wait for their own moment stay."""
        touch, after, left = matter.touch, "", 0
        counts, known = self.account.tally.counts, dict(matter.progress.counts) if matter.progress else {}
        before = {each: counts[each] for each in (Status.FAILED, Status.MISSED)}
        while touch.channel not in self.sender.stopped and (batch := self._batch(touch, after, self.now)):
            after = batch[-1].key.recipient
            left += self.sender.send(matter, batch)
        if left:
            self.telling.held_some(touch, left)
        ended: dict[str, int] = {
            each: counts[each] - number + known.get(each, 0) for each, number in before.items()
        }
        self._tell(touch, ended)
        self.over.append(touch)

    def _tell_ends(self, touch: Touch, known: Progress | None) -> None:
        """Tell once more what an earlier pass may have died before telling; nobody is asked twice."""
        if known is not None and not known.finished:
            self._tell(touch, known.counts)

    def _tell(self, touch: Touch, ended: Mapping[str, int]) -> None:
        """Tell how many of a step's messages failed or were missed for want of room."""
        if failed := ended.get(Status.FAILED, 0):
            self.telling.failed(touch, failed)
        if missed := ended.get(Status.MISSED, 0):
            self.telling.missed(touch, NO_ROOM, missed)

    def _batch(self, touch: Touch, after: str, until: datetime, size: int = BATCH) -> list[Pending]:
        return self.world.ledger.pending(*touch.name, after, size, until)

    def _hold(self, matter: Matter, known: Progress | None, why: Decision) -> None:
        touch = matter.touch
        self._enrol(matter, known, Status.HELD, why)
        if known is not None:
            self.account.tally.counts[Status.HELD] += self._turn(matter, Status.HELD, why)
        count = self._count(touch)
        if not count:
            self.over.append(touch)
        elif why.reason != PAUSED:
            self.telling.held(touch, why, count)

    def _miss(self, matter: Matter, known: Progress | None, why: Decision) -> None:
        """Too late: everybody it was for is missed, with one follow-up that counts them."""
        touch, counts = matter.touch, self.account.tally.counts
        if known is None and not self.holding.approved(matter):
            why = replace(why, reason="it was not approved in time")
        missed = self._enrol(matter, known, Status.MISSED, why)
        if known is not None:
            turned = self._turn(matter, Status.MISSED, why)
            counts[Status.MISSED] += turned
            missed += turned + known.counts.get(Status.MISSED, 0)
        self.over.append(touch)
        if missed or waits_for_attendance(touch, matter.history):
            self.telling.missed(touch, why, missed)

    def _end(self, matter: Matter, known: Progress | None, why: Decision) -> None:
        """What had begun and may not go on ends; what had not begun leaves no trace."""
        if known is not None and not known.finished:
            self.account.tally.counts[Status.SKIPPED] += self._turn(matter, Status.SKIPPED, why)
            self.over.append(matter.touch)

    def _turn(self, matter: Matter, status: Status, why: Decision) -> int:
        """Give every delivery that may still be sent another status; how many changed.

        What was held while it was paused is passed over instead, once it is too late for it.
        """
        touch, after, turned = matter.touch, "", 0
        while batch := self._batch(touch, after, FAR):
            after = batch[-1].key.recipient
            changed = [_turned(touch, each, status, why) for each in batch if each.status is not status]
            self.world.ledger.settle(changed, self.now)
            passed = sum(each.status is not status for each in changed)
            self.account.tally.counts[Status.SKIPPED] += passed
            turned += len(changed) - passed
        return turned

    def _count(self, touch: Touch) -> int:
        after, count = "", 0
        while batch := self._batch(touch, after, FAR):
            after = batch[-1].key.recipient
            count += len(batch)
        return count


def _turn(matter: Matter) -> tuple[bool, int]:
    """What goes first in a pass."""
    return matter.touch.change is None, rank(matter.touch, matter.schedule) or 0


def _turned(touch: Touch, each: Pending, status: Status, why: Decision) -> Outcome:
    was_paused = each.status is Status.HELD and each.rule == PAUSED_RULE and touch.change is None
    if status is Status.MISSED and was_paused:
        return Outcome(each.key, Status.SKIPPED, WAS_PAUSED, PAUSED_RULE)
    return Outcome(each.key, status, why.reason, why.rule)
