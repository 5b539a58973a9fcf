"""Sending one batch: claim, mark sending, send, settle, with one commit for all that go abreast."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outreach.actions.agenda import NEVER
from outreach.actions.composing.compose import Composer
from outreach.actions.composing.wording import letter_fingerprint
from outreach.actions.running.account import Tally
from outreach.actions.running.telling import Telling
from outreach.actions.running.turns import Turns
from outreach.actions.running.ways import Answer, Ways
from outreach.actions.world import World
from outreach.core.deciding import Matter, decide, last_moment
from outreach.core.errors import OutreachError
from outreach.core.history import Status
from outreach.core.knocks import Room
from outreach.core.message import Email, Errand, Message
from outreach.core.people import Standing
from outreach.core.plan import Decide
from outreach.ports import Begun, NotSent, Outcome, Pending, Receipt, Refused, Uncertain, Unsupported
from outreach.rules.catalogue import NEVER_WAIVED
from outreach.rules.message import faults

FIRST_RETRY = timedelta(minutes=5)
"""How soon a message that certainly did not leave is tried again; the wait doubles with each attempt."""
LONGEST_RETRY = timedelta(hours=4)
LAST_RETRY = timedelta(minutes=10)
"""How long before it is too late the last attempt is made."""
STALE = timedelta(seconds=15)
"""How long what was decided of a batch holds; a slow provider may take it past the sending hours."""
MISSING = "E006"
"""The rule that nothing is missing from a text."""
PAUSED_RULE = "paused"
ENDS = {Decide.SKIP: Status.SKIPPED, Decide.WAIT: Status.WAITING, Decide.MISSED: Status.MISSED}
"""What becomes of a delivery that is decided so."""
WAS_PAUSED = "it was paused when it was due"

Wave = list[tuple[Pending, Message]]
"""Messages that go abreast."""


@dataclass(slots=True)
class Sender:
    """Sends batches in one pass that began at `started` (UTC); each is decided about at its own moment.

    From `ends` on nothing more is begun, and what was reserved is given back: others have their turn.
    """

    world: World
    composer: Composer
    started: datetime
    tally: Tally
    ways: Ways
    ends: datetime = NEVER
    now: datetime = field(init=False)
    _looked: datetime = field(init=False)
    cut_short: bool = False
    """Whether a limit lets only some of the last batch be tried, so that the rest is to come."""
    _gone: int = 0
    turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        self.now = self._looked = self.started
        self.turns = Turns(self.world.ledger, Room.of(self.world.house), self.started)

    def send(self, matter: Matter, batch: Sequence[Pending], version: int) -> int:
        """Take a batch as far as it goes; returns how many are held one by one.

        `version` is that of the people (`people_version`) before the batch was read.
        """
        self.now = self._looked = self.world.moment(self.started)
        self.turns.look_up(matter, batch)
        ready, ended = self._sorted(matter, batch)
        self.world.ledger.settle(ended, self.now)
        self._count(ended)
        kind = matter.touch.channel
        # What may be held again takes no other's room.
        ready.sort(key=lambda each: each.status is Status.HELD)
        wanted, ready = len(ready), ready[: self.ways.allow(kind, len(ready), self.now)]
        held, self._gone = 0, 0
        if ready:
            claimed = self.world.ledger.claim([each.key for each in ready], self.now)
            held = self._deliver(matter, [each for each in ready if each.key in claimed], version)
        self.ways.used(kind, len(ready) - self._gone, self.now)
        self.cut_short = len(ready) < wanted and not (ready and ready[0].status is Status.HELD)
        return held

    def _sorted(self, matter: Matter, batch: Sequence[Pending]) -> tuple[list[Pending], list[Outcome]]:
        """Those that may go now, and what becomes of the others."""
        ready: list[Pending] = []
        ended: list[Outcome] = []
        for each in batch:
            outcome = self._not_now(matter, each)
            if outcome is None:
                ready.append(each)
            elif outcome.status is not each.status or outcome.due != each.due:
                ended.append(outcome)
        return ready, ended

    def _not_now(self, matter: Matter, each: Pending) -> Outcome | None:
        personal = _is_personal(matter)
        if (over := passed_over(matter, each)) is not None:
            return over
        decision = decide(matter, each.contact if personal else None, each.answers, self.now)
        if decision.what is Decide.SEND and personal:
            decision = self.turns.decision(matter, each)
        if decision.what is Decide.SEND:
            return None
        return Outcome(each.key, ENDS[decision.what], decision.reason, decision.rule, due=decision.until)

    def _deliver(self, matter: Matter, claimed: Sequence[Pending], version: int) -> int:
        """Send them, as many abreast as the way out has lanes; returns how many are held.

        How some ended is written in the commit that marks the next as begun. Those are composed before, so
        that nothing lies between an answer and that commit: a program that dies then knows what it had.
        """
        waiting, ended = deque(claimed), list[Outcome]()
        wave, held = self._wave(matter, waiting, ended), 0
        while wave or waiting:
            ahead = self._wave(matter, waiting, ended)
            wave = self._as_things_stand(matter, wave, version, ended)
            held += sum(each.status is Status.HELD for each in ended)
            begun = [self._begun(matter, each, message) for each, message in wave]
            self.world.ledger.settle_and_begin(ended, begun, self.now)
            self._count(ended)
            self._gone += len(begun)
            ended = self._sent(matter, wave)
            wave = ahead
        held += sum(each.status is Status.HELD for each in ended)
        self.world.ledger.settle(ended, self.now)
        self._count(ended)
        return held

    def _wave(self, matter: Matter, waiting: deque[Pending], ended: list[Outcome]) -> Wave:
        """The next messages that go together; what does not go is added to what has ended."""
        wave: Wave = []
        lanes = self.ways.lanes(matter.touch.channel)
        while waiting and len(wave) < lanes:
            self._add(matter, waiting.popleft(), wave, ended)
        return wave

    def _add(self, matter: Matter, each: Pending, wave: Wave, ended: list[Outcome]) -> None:
        message = self._ready(matter, each)
        if isinstance(message, Outcome):
            ended.append(message)
            newly = message.status is Status.HELD and each.status is not Status.HELD
            self.tally.counts[Status.HELD] += newly
        else:
            wave.append((each, message))

    def _as_things_stand(self, matter: Matter, wave: Wave, version: int, ended: list[Outcome]) -> Wave:
        """What of a wave still goes, now that its turn has come.

        Nothing goes where the program is to stop or the provider takes nothing more. Where somebody has
        changed, or left, since the batch was read, or that is a while ago, all are looked at once more.
        """
        self.now = self.world.moment(self.started)
        if self.world.stopping or self.now >= self.ends or self.ways.is_stopped(matter.touch.channel):
            ended += [Outcome(each.key, Status.WAITING, rule=each.rule, due=each.due) for each, _ in wave]
            return []
        if self.now - self._looked < STALE and self.world.ledger.people_version() == version:
            return wave
        still: Wave = []
        for each, _ in wave:
            standing = self._as_they_stand(matter, each)
            if (changed := self._not_now(matter, standing)) is not None:
                ended.append(changed)
            else:
                self._add(matter, standing, still, ended)
        return still

    def _begun(self, matter: Matter, each: Pending, message: Message) -> Begun:
        """What is written down of a message that begins to leave."""
        knock, letter = _is_personal(matter) and self.turns.is_knock(matter, each), ""
        if matter.touch.step.send == "sign_off" and each.contact is not None:
            letter = letter_fingerprint(self.composer, matter.touch, matter.schedule, each.contact)
        return Begun(each.key, _message_id(message), knock, letter)

    def _ready(self, matter: Matter, each: Pending) -> Message | Outcome:
        """The message of one delivery that is ours, or what becomes of it instead."""
        try:
            message = self._composed(matter, each)
            return self._at_fault(matter, each, message) or message
        except OutreachError as error:
            return Outcome(each.key, Status.HELD, str(error).splitlines()[0], MISSING)
        except Exception as error:  # noqa: BLE001 - it has not left, and must not stop those behind it
            reason = f"the text cannot be made ({type(error).__name__})"
            return Outcome(each.key, Status.HELD, reason, MISSING)

    def _at_fault(self, matter: Matter, each: Pending, message: Message) -> Outcome | None:
        """Why this one message is held: what the rules say of it that they cannot say of all of them."""
        if not isinstance(message, Email):
            return None
        touch, today = matter.touch, self.now.astimezone(matter.schedule.mail.zone).date()
        for rule, wrong in faults(self.world.house, touch.step, message, is_change=touch.change is not None):
            if rule in NEVER_WAIVED or not touch.campaign.lets_off(touch.step, rule, today):
                return Outcome(each.key, Status.HELD, wrong, rule)
        return None

    def _as_they_stand(self, matter: Matter, each: Pending) -> Pending:
        """A delivery to somebody who may have unsubscribed, or changed, since its batch was read."""
        if not _is_personal(matter):
            return each
        return replace(each, contact=self.world.ledger.contact(each.key.recipient))

    def _composed(self, matter: Matter, each: Pending) -> Message:
        contact = each.contact if _is_personal(matter) else None
        return self.composer.message(matter.touch, matter.schedule, matter.history, contact, self.now)

    def _sent(self, matter: Matter, wave: Wave) -> list[Outcome]:
        """One wave through its way out, and what its answers mean."""
        if not wave:
            return []
        kind = matter.touch.channel
        answers = self.ways.carry(kind, [message for _, message in wave])
        self.now = self.world.moment(self.started)
        outcomes = []
        for (each, message), answer in zip(wave, answers, strict=True):
            self.ways.heard(kind, answer, self.now)
            outcomes.append(self._outcome(matter, each, message, answer))
        return outcomes

    def _outcome(self, matter: Matter, each: Pending, message: Message, answer: Answer) -> Outcome:
        """What an answer means for its message. Anything unforeseen is unknown."""
        match answer:
            case Receipt():
                by_hand = isinstance(message, Errand) or answer.by_hand
                self.tally.by_hand += by_hand
                return Outcome(
                    each.key, Status.SENT, message_id=_message_id(message), provider_id=answer.provider_id,
                    rule="by_hand" if by_hand else "",
                )  # fmt: skip
            case NotSent():
                return self._again(matter, each, answer)
            case Unsupported() | Refused():
                if isinstance(answer, Refused) and answer.address and isinstance(message, Email):
                    self._suppress(each, message)
                return Outcome(each.key, Status.FAILED, str(answer), message_id=_message_id(message))
            case Uncertain():
                return Outcome(each.key, Status.UNKNOWN, str(answer))
            case _:
                return Outcome(each.key, Status.UNKNOWN, f"{type(answer).__name__} while it was being sent")

    def _suppress(self, each: Pending, message: Email) -> None:
        """An address that its server refuses for good is not written to again; somebody finds the right."""
        self.world.ledger.suppress(message.to.address, Standing.BOUNCED, self.now)
        campaign = self.world.campaign(each.key.campaign)
        if campaign is not None:
            who = message.to.name or each.key.recipient
            reason = f"the e-mail address of {who} is refused for good by its server; find the right one"
            ask = Telling(self.world, self.now).ask
            key = f"{each.key}/!address"
            ask(campaign, key, "fix_address", reason, step=each.key.step, contact=each.key.recipient)

    def _again(self, matter: Matter, each: Pending, error: NotSent) -> Outcome:
        """It never left: it waits for another attempt, the last of them just before it is too late."""
        if error.scope == "channel":
            return Outcome(each.key, Status.WAITING, str(error), due=min(each.due, self.now))
        pause = min(FIRST_RETRY * 2 ** min(each.attempts, 10), LONGEST_RETRY)
        if error.retry_after is not None:
            pause = timedelta(seconds=error.retry_after)
        due, last = self.now + pause, last_moment(matter) - LAST_RETRY
        if self.now + FIRST_RETRY < last < due:
            due = last
        return Outcome(each.key, Status.WAITING, str(error), due=due)

    def _count(self, ended: Sequence[Outcome]) -> None:
        """Count what ended; what is held is counted where it becomes so, what waits has not ended."""
        open_still = (Status.HELD, Status.WAITING)
        self.tally.add(Counter(e.status for e in ended if e.rule != "by_hand" and e.status not in open_still))


def passed_over(matter: Matter, each: Pending) -> Outcome | None:
    """What becomes of a delivery to somebody who has been forgotten, or that was paused when it was due.

    What people must be told of an event is told after a pause all the same.
    """
    if each.contact is None and _is_personal(matter):
        return Outcome(each.key, Status.SKIPPED, "has been forgotten")
    if each.status is Status.HELD and each.rule == PAUSED_RULE and matter.touch.change is None:
        return Outcome(each.key, Status.SKIPPED, WAS_PAUSED, PAUSED_RULE)
    return None


def _is_personal(matter: Matter) -> bool:
    return matter.touch.step.send not in ("post", "task")


def _message_id(message: Message) -> str:
    return message.message_id if isinstance(message, Email) else ""
