"""Run: one unattended pass. Sends what is due, once, and tells a person what it could not do."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.compose import Composer
from outreach.actions.judging import Judged, judge
from outreach.actions.sending import Sender, Tally
from outreach.actions.telling import Telling
from outreach.actions.texts import Texts, held_by
from outreach.actions.world import World
from outreach.core.audience import answers_of, answers_wanted, audience, waits_for_attendance
from outreach.core.deciding import GO, PAUSED, Matter, decide, gate
from outreach.core.errors import Problem
from outreach.core.finding import Moment
from outreach.core.history import Progress, Status
from outreach.core.people import Contact
from outreach.core.plan import Decide, Decision, Touch
from outreach.core.polling import outcome
from outreach.ports import Entry, Outcome, Pending

BATCH = 200


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
    telling = Telling(world, now)
    _after_a_dead_run(world, now, account, telling)
    for campaign in world.campaigns:
        _set_out(world, campaign.id, now)
        for step in campaign.steps:
            if step.was:
                world.ledger.rename_step(campaign.id, step.was, step.id)
    laid = agenda(world, now, now)
    walk = _Walk(world, laid, Composer.of(world), now, account, telling)
    for matter in laid.matters():
        if matter.touch.due is not None and matter.touch.due <= now:
            walk.attempt(matter)
    walk.polls()
    account.followups += telling.raised


def _after_a_dead_run(world: World, now: datetime, account: Account, telling: Telling) -> None:
    _, unknown = world.ledger.give_back_abandoned(now)
    account.tally.counts[Status.UNKNOWN] += len(unknown)
    telling.unknown(unknown)


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
    telling: Telling
    texts: Texts = field(init=False)
    sender: Sender = field(init=False)
    version: int = field(init=False)

    def __post_init__(self) -> None:
        self.sender = Sender(self.world, self.composer, self.now, self.account.tally, self.account.problems)
        self.texts = Texts(self.composer, self.laid)
        self.version = self.world.ledger.people_version()

    def attempt(self, matter: Matter) -> None:
        """Take one touch as far as it goes now."""
        touch = matter.touch
        known = matter.history.progress.get((touch.step.id, touch.occurrence, touch.channel))
        if known is not None and known.finished and not self._has_joiners(touch, known):
            return
        whole = gate(matter, self.now)
        match whole.what:
            case Decide.SEND:
                self._go(matter, known)
            case Decide.SKIP:
                self._end(matter, known, Status.SKIPPED, whole)
            case Decide.MISSED:
                self._miss(matter, known, whole)
            case Decide.HOLD:
                self._hold(matter, known, whole)
            case Decide.WAIT:
                self.telling.waits(touch, whole)

    def polls(self) -> None:
        """A poll whose votes decide nothing is a person's decision."""
        for schedule in self.laid.schedules.values():
            poll, history = schedule.campaign.poll, self.laid.histories[schedule.campaign.id]
            if (
                poll is not None
                and history.began is not None
                and schedule.opens
                and schedule.opens <= self.now
            ):
                ended = outcome(poll, history.votes, history.decision, schedule.closes, self.now)
                if ended.needs_a_person:
                    self.telling.undecided(schedule.campaign, ended.reason)

    def _has_joiners(self, touch: Touch, known: Progress) -> bool:
        return touch.step.send == "invite" and touch.change is None and known.people != self.version

    def _go(self, matter: Matter, known: Progress | None) -> None:
        if not self._approved(matter):
            self.telling.unapproved(matter.touch)
            return
        held = self._held(matter)
        if held is not None:
            self._hold(matter, known, held)
            return
        self._enrol(matter, known, Status.WAITING, None)
        self._send_waiting(matter)

    def _approved(self, matter: Matter) -> bool:
        """Whether it may go; an approved text that cannot be made any more is held with its reason."""
        kept = (matter.touch.step.id, matter.touch.occurrence) in matter.history.approvals
        return self.texts.approved(matter) or (kept and self.texts.broken(matter) is not None)

    def _held(self, matter: Matter) -> Decision | None:
        broken = self.texts.broken(matter)
        if broken is not None:
            return broken
        judged = self._judged(matter)
        held = held_by(judged, matter, approval_needed=self.world.house.approval == "required")
        if held is not None:
            return held
        silent = self.texts.unagreed(matter)
        if silent:
            return Decision(Decide.HOLD, f"{', '.join(silent)} has not agreed to this letter yet", "L008")
        return None

    def _judged(self, matter: Matter) -> Judged:
        at_stake = (replace(matter.touch, due=self.now),)
        return judge(self.composer, self.laid, matter.schedule, at_stake, Moment.SEND, self.now)

    def _enrol(self, matter: Matter, known: Progress | None, status: Status, held: Decision | None) -> int:
        """Write down who is meant, once; later only those who joined, and only for an invitation.

        Returns how many were added in that status.
        """
        touch = matter.touch
        if known is not None and not self._has_joiners(touch, known):
            return 0
        if known is None and touch.step.send == "invite":
            told = self.composer.announced(touch, matter.schedule, matter.history)
            if told is not None:
                self.world.ledger.announce(touch.campaign.id, told)
        added = self.world.ledger.enrol(
            *touch.name, (self._entry(matter, each, status, held) for each in self._meant(matter)), self.now
        )
        self.account.tally.add({each: count for each, count in added.items() if each is not Status.WAITING})
        return added.get(status, 0)

    def _meant(self, matter: Matter) -> Iterator[Contact | None]:
        touch, ledger = matter.touch, self.world.ledger
        if touch.step.send in ("post", "task"):
            yield None
        elif touch.change is not None:
            yield from ledger.reached(touch.campaign.id, touch.step.id, touch.occurrence.partition("+")[0])
        else:
            yield from self._audience(matter)

    def _audience(self, matter: Matter) -> Iterator[Contact]:
        who = audience(matter.touch)
        chosen: Iterator[Contact] = (each for each in self.world.ledger.contacts() if each in who)
        if who.recruiters:
            recruiters = {each.recruiter for each in chosen if each.recruiter}
            chosen = iter(self.world.ledger.known(recruiters).values())
        for contact in chosen:
            if answers_wanted(matter.touch, contact, answers_of(matter.history, contact)):
                yield contact

    def _entry(self, matter: Matter, contact: Contact | None, status: Status, held: Decision | None) -> Entry:
        touch = matter.touch
        key = self.sender.key(touch, contact)
        decision = GO
        if contact is not None:
            decision = decide(matter, contact, answers_of(matter.history, contact), self.now)
        if decision.what is Decide.SKIP:
            return Entry(key, touch.channel, Status.SKIPPED, self.now, decision.reason, decision.rule)
        why = held or decision
        return Entry(key, touch.channel, status, decision.until or self.now, why.reason, why.rule)

    def _send_waiting(self, matter: Matter) -> None:
        """Everything that may go now, in batches; those that wait for their own moment stay."""
        touch, after, left = matter.touch, "", 0
        self.telling.released(touch)
        while batch := self._batch(touch, after, self.now):
            after = batch[-1].key.recipient
            left += self.sender.send(matter, batch)
        if not left and not self._batch(touch, "", datetime.max.replace(tzinfo=self.now.tzinfo), 1):
            self.world.ledger.finish(*touch.name)
        if left:
            self.telling.held_some(touch, left)
        self.telling.unknown(self.sender.unknown)
        self.sender.unknown.clear()

    def _batch(self, touch: Touch, after: str, until: datetime, size: int = BATCH) -> list[Pending]:
        return self.world.ledger.pending(*touch.name, after, size, until)

    def _hold(self, matter: Matter, known: Progress | None, why: Decision) -> None:
        touch = matter.touch
        self._enrol(matter, known, Status.HELD, why)
        held = self._turn(matter, Status.HELD, why) if known is not None else 0
        self.account.tally.counts[Status.HELD] += held
        if why.reason != PAUSED:
            self.telling.held(touch, why, self._count(touch))

    def _miss(self, matter: Matter, known: Progress | None, why: Decision) -> None:
        """Too late: everybody it was for is missed, with one follow-up that counts them."""
        if known is None and not self._approved(matter):
            why = replace(why, reason="it was not approved in time")
        missed = self._enrol(matter, known, Status.MISSED, why)
        turned = self._turn(matter, Status.MISSED, why) if known is not None else 0
        self.account.tally.counts[Status.MISSED] += turned
        self.world.ledger.finish(*matter.touch.name)
        if missed + turned or waits_for_attendance(matter.touch, matter.history):
            self.telling.missed(matter.touch, why, missed + turned)

    def _end(self, matter: Matter, known: Progress | None, status: Status, why: Decision) -> None:
        """What had begun and may not go on ends; what had not begun leaves no trace."""
        if known is not None and not known.finished:
            self.account.tally.counts[status] += self._turn(matter, status, why)
            self.world.ledger.finish(*matter.touch.name)

    def _turn(self, matter: Matter, status: Status, why: Decision) -> int:
        """Give every delivery that may still be sent another status; how many changed."""
        touch, after, turned = matter.touch, "", 0
        far = datetime.max.replace(tzinfo=self.now.tzinfo)
        while batch := self._batch(touch, after, far):
            after = batch[-1].key.recipient
            changed = [each for each in batch if each.status is not status]
            self.world.ledger.settle(
                [Outcome(each.key, status, why.reason, why.rule) for each in changed], self.now
            )
            turned += len(changed)
        return turned

    def _count(self, touch: Touch) -> int:
        far = datetime.max.replace(tzinfo=self.now.tzinfo)
        after, count = "", 0
        while batch := self._batch(touch, after, far):
            after = batch[-1].key.recipient
            count += len(batch)
        return count
