"""The walk of one pass: every step that is due, as far as it goes now. The product, top to bottom."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from outreach.actions.agenda import Agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.composing.inviting import announced
from outreach.actions.judging.repeating import said
from outreach.actions.running.account import Account
from outreach.actions.running.enrolment import Enrolment
from outreach.actions.running.holding import Holding
from outreach.actions.running.sending import PAUSED_RULE, WAS_PAUSED, Sender
from outreach.actions.running.telling import Telling
from outreach.actions.running.ways import Ways
from outreach.actions.world import World
from outreach.core.audience import waits_for_attendance
from outreach.core.deciding import PAUSED, Matter, begun, gate
from outreach.core.errors import OutreachError
from outreach.core.history import Progress, Status
from outreach.core.knocks import CODE, rank
from outreach.core.plan import Decide, Decision, Touch
from outreach.ports import Outcome, Pending

BATCH = 200
SLICE = timedelta(minutes=1)
"""How long one step is sent at a stretch, before the others have their turn."""
A_LITTLE = timedelta(seconds=5)
"""How long one step waits for a limit to allow more while the others have their turn after it."""
ASLEEP = timedelta(minutes=10)
"""After so long a time with one step the machine has slept: what else was due may be too late by now."""
NO_ROOM = Decision(Decide.MISSED, "R001: there was no room for another message to these people in time", CODE)
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Walk:
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
    again: datetime | None = None
    _looked: datetime = field(init=False)
    _slept: bool = False

    def __post_init__(self) -> None:
        self._looked = self.world.moment(self.now)
        self.telling = Telling(self.world, self.now)
        self.enrolment = Enrolment(self.world, self.composer, self.now)
        self.holding = Holding(self.composer, self.laid, self.telling, self.now, self.enrolment.meant)
        ways = Ways(self.world, self.account.problems, self.now)
        self.sender = Sender(self.world, self.composer, self.now, self.account.tally, ways)

    def all(self) -> None:
        """Every step and occurrence, changes of an event first, then as R001 lets them; in order of due."""
        matters = sorted(filter(self._is_wanted, self.laid.at_hand()), key=_turn)
        for _, group in groupby(matters, key=lambda matter: matter.touch.name[:3]):
            for matter in group:
                if self._goes_on():
                    self._safely(self.laid.matter(matter.touch))
            self.telling.flush()
            while self.over:
                self.world.ledger.finish(*self.over.pop().name)

    def _goes_on(self) -> bool:
        """Whether it looks at another touch; not once the machine has slept, for all was decided before."""
        moment = self.world.moment(self.now)
        self._slept = self._slept or moment - self._looked > ASLEEP
        self._looked = moment
        if self._slept:
            self._come_back(moment)
        return not self._slept and not self.world.stopping

    def _is_wanted(self, matter: Matter) -> bool:
        """Whether this pass is about it."""
        only, touch = self.world.at_once, matter.touch
        return not only or (touch.campaign.id == only and touch.change is not None)

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
            self.telling.unapproved(matter.touch, self.holding.texts.broken(matter))
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
        self.sender.ends = self.world.moment(self.now) + SLICE
        version = self.world.ledger.people_version()
        counts, known = self.account.tally.counts, dict(matter.progress.counts) if matter.progress else {}
        before = {each: counts[each] for each in (Status.FAILED, Status.MISSED)}
        while self._may_go_on(touch) and (batch := self._batch(touch, after, self.now)):
            left += self.sender.send(matter, batch, version)
            version = self.world.ledger.people_version()
            after = after if self.sender.cut_short else batch[-1].key.recipient
        if left:
            self.telling.held_some(touch, left)
        ended: dict[str, int] = {
            each: counts[each] - number + known.get(each, 0) for each, number in before.items()
        }
        self._tell(touch, ended)
        if touch.revision and (untold := self.enrolment.untold(matter)):
            self.telling.untold(touch, untold)
        self.over.append(touch)

    def _may_go_on(self, touch: Touch) -> bool:
        """Whether another batch of a step may go in this pass; else when to come back to it is noted."""
        self._wait_a_little(touch)
        ways, moment = self.sender.ways, self.world.moment(self.now)
        if self.world.stopping or ways.is_stopped(touch.channel):
            return False
        if not ways.is_open(touch.channel, moment):
            self._come_back(ways.opens(touch.channel, moment))
            return False
        if moment >= self.sender.ends:
            self._come_back(moment)
            return False
        return True

    def _wait_a_little(self, touch: Touch) -> None:
        """Where a limit allows more in a moment, wait here: another pass would look at everything anew."""
        moment = self.world.moment(self.now)
        opens = self.sender.ways.opens(touch.channel, moment)
        if self.world.rest is not None and opens is not None and moment < opens <= moment + A_LITTLE:
            self.world.rest.rest((opens - moment).total_seconds())

    def _come_back(self, when: datetime | None) -> None:
        if when is not None:
            self.again = min(self.again, when) if self.again is not None else when

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

    def _batch(self, touch: Touch, after: str, until: datetime) -> list[Pending]:
        return self.world.ledger.pending(*touch.name, after, BATCH, until)

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
    return matter.touch.change is None, rank(matter.touch, matter.schedule) or -matter.touch.revision


def _turned(touch: Touch, each: Pending, status: Status, why: Decision) -> Outcome:
    was_paused = each.status is Status.HELD and each.rule == PAUSED_RULE and touch.change is None
    if status is Status.MISSED and was_paused:
        return Outcome(each.key, Status.SKIPPED, WAS_PAUSED, PAUSED_RULE)
    return Outcome(each.key, status, why.reason, why.rule)
