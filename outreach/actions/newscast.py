"""News of an event told at once: who hears it, what stands against it, its approval, whom to telephone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outreach.actions.agenda import agenda
from outreach.actions.composing.compose import Composer, key_of
from outreach.actions.composing.wording import wording
from outreach.actions.judging.judge import judge
from outreach.actions.judging.texts import Texts
from outreach.actions.world import World
from outreach.core.audience import answers_of
from outreach.core.deciding import Matter, decide, gate
from outreach.core.errors import UsageError
from outreach.core.finding import Finding, Moment
from outreach.core.history import Answers, Approval, Rsvp, Status
from outreach.core.people import Contact
from outreach.core.plan import GO, Decide, Decision
from outreach.core.shortlist import NOT_LISTED
from outreach.ports import Entry

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """How many people hear of a change by one step, or do not, and why not."""

    step: str
    channel: str
    people: int
    hear_it: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who said that they would come, or might."""

    contact: Contact
    rsvp: Rsvp


def news(world: World, campaign_id: str, now: datetime) -> list[Matter]:
    """What is to be told of a campaign's event now, whatever the hour, and has not been told to everybody."""
    laid = agenda(replace(world, at_once=campaign_id), now, now)
    found = (laid.matter(each) for each in laid.schedules[campaign_id].touches if each.change is not None)
    open_still = [each for each in found if gate(each, now) is GO and not _is_over(each)]
    newest = max((each.touch.revision for each in open_still), default=0)
    return [each for each in open_still if each.touch.revision in (0, newest)]


def told(world: World, matters: Iterable[Matter], now: datetime) -> list[Told]:
    """Who hears of it by which step, and who does not."""
    return [each for matter in matters for each in _told(matter, _people(world, matter), now)]


def told_alone(matter: Matter, contact: Contact, now: datetime) -> list[Told]:
    """The same of what concerns one person only."""
    return list(_told(matter, [(contact, answers_of(matter.history, contact))], now))


def see_that_all_may_hear(told: Iterable[Told]) -> None:
    """People once invited who are on no short list would be passed over for good, and come all the same.

    Raises:
        UsageError: there are such people.
    """
    if unheard := sum(each.people for each in told if each.reason == NOT_LISTED):
        raise UsageError(
            f"of those invited {unheard} would not be told: they are {NOT_LISTED}. "
            "Take it out or add them, then do this again"
        )


def against(world: World, matters: Sequence[Matter], now: datetime) -> list[Finding]:
    """What the rules have against telling it: what would hold it back."""
    composer, laid, found = Composer.of(world), agenda(world, now, now), list[Finding]()
    for matter in matters:
        touch = replace(matter.touch, due=now)
        schedule = laid.schedules[touch.campaign.id]
        judged = judge(composer, laid, schedule, (touch,), Moment.SEND, now)
        held = judged.holding(touch)
        found += [held] if held is not None else []
    return list(dict.fromkeys(found))


def approve_news(world: World, matters: Iterable[Matter], by: str, now: datetime) -> None:
    """Approve exactly these texts, and nothing else of the campaign.

    Raises:
        NotUnderstoodError: one of them cannot be made.
    """
    composer = Composer.of(world)
    for matter in matters:
        touch = matter.touch
        words = wording(composer, [touch], matter.schedule, matter.history)
        approval = Approval(touch.step.id, touch.occurrence, words.fingerprint, words.text, by, now)
        world.ledger.approve(touch.campaign.id, [approval])


def see_that_words_were_seen(world: World, campaign_id: str, now: datetime) -> None:
    """News of a move repeats the invitation: nobody must approve by it what nobody has looked at.

    Raises:
        UsageError: an invitation's words have changed since they were last approved.
    """
    laid = agenda(world, now, now)
    texts, seen = Texts(Composer.of(world), laid), dict[str, bool]()
    invited = {step for step, *_ in laid.histories[campaign_id].progress}
    for touch in laid.schedules[campaign_id].touches:
        step = touch.step.id
        if touch.step.send == "invite" and touch.change in (None, "update") and step in invited:
            seen[step] = seen.get(step, False) or texts.approved(laid.matter(touch))
    if unseen := ", ".join(step for step, approved in seen.items() if not approved):
        raise UsageError(
            f"what {unseen} says has changed since it was approved, and the news would repeat it; "
            f"nothing was done. Look at it (`outreach approve {campaign_id}` shows what changed and "
            "approves it), or take the change back; then do this again"
        )


def withdraw(world: World, matter: Matter, contact: Contact, reason: str, now: datetime) -> None:
    """Write down that an invitation is taken back, and who is to be told; for good."""
    key = key_of(matter.touch, contact.id)
    world.ledger.withdraw(reason, {"email": [Entry(key, "email", Status.WAITING, now)]}, now)


def coming(world: World, campaign_id: str) -> list[Coming]:
    """Those who were coming, the certain ones first, by name; without those who are no longer expected."""
    history = world.ledger.history(campaign_id)
    said: dict[str, Rsvp] = {
        who: each.rsvp
        for who, each in history.answers.items()
        if each.rsvp in ("accepted", "tentative") and who not in history.withdrawn
    }
    known = world.ledger.known(said)
    found = (Coming(contact, said[who]) for who, contact in known.items())
    return sorted(found, key=lambda each: (each.rsvp, each.contact.name.casefold(), each.contact.id))


def ended(world: World, matters: Iterable[Matter]) -> Mapping[Status, int]:
    """How what was told stands now, in numbers of people."""
    counts: Counter[Status] = Counter()
    for matter in matters:
        touch = matter.touch
        history = world.ledger.history(touch.campaign.id)
        going = history.progress.get((touch.step.id, touch.occurrence, touch.channel))
        for status, number in (going.counts if going is not None else {}).items():
            counts[Status(status)] += number
    return counts


def _is_over(matter: Matter) -> bool:
    return matter.progress is not None and matter.progress.finished


def _people(world: World, matter: Matter) -> Iterator[tuple[Contact, Answers]]:
    """Those whom a change is for: who got the invitation, or who is written down for it and still waits."""
    touch, ledger = matter.touch, world.ledger
    if matter.progress is None:
        campaign, step, occurrence, _ = touch.name
        for contact in ledger.reached(campaign, step, occurrence.partition("+")[0]):
            yield contact, answers_of(matter.history, contact)
        return
    for each in ledger.pending(*touch.name, "", ALL, matter.schedule.starts or touch.due or matter.began):
        if each.contact is not None:
            yield each.contact, each.answers


def _told(matter: Matter, people: Iterable[tuple[Contact, Answers]], now: datetime) -> Iterator[Told]:
    step, channel = matter.touch.step.id, matter.touch.channel
    counts: Counter[Decision] = Counter(decide(matter, contact, said, now) for contact, said in people)
    for decision, number in sorted(counts.items(), key=lambda each: (each[0].what, each[0].reason)):
        yield Told(step, channel, number, decision.what is Decide.SEND, decision.reason)
