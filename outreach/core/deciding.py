"""What is decided about a touch, and about one person in it: pure, shared by plan, simulate and run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from outreach.core.audience import answers_wanted, waits_for_attendance
from outreach.core.fields import zone
from outreach.core.grace import deadline
from outreach.core.history import Answers, History, Progress, Status
from outreach.core.people import Consent, Contact, Standing
from outreach.core.plan import GO, Decide, Decision, Schedule, Touch
from outreach.core.shortlist import NOT_LISTED
from outreach.core.when import Calendar, instant, is_open, next_open

BEGUN = (Status.SENDING, Status.SENT, Status.UNKNOWN)
"""Deliveries that may have left the house."""
LONGEST_PUT_OFF = timedelta(days=7)
"""How long a message may wait for its turn at most (R001)."""
NO_ADDRESS = "has no e-mail address"
REFUSED = "has said no"
UNKNOWN = "neither consent nor a stated relationship"
CALLED_OFF = "the event is called off"
MENDABLE = frozenset({NO_ADDRESS, REFUSED, UNKNOWN, NOT_LISTED, CALLED_OFF})
"""Why somebody was passed over who may be invited once that is mended (N001)."""
PAUSED = "it is paused"
BEFORE = "before this campaign began"
SUPPRESSED = {
    Standing.UNSUBSCRIBED: "has unsubscribed",
    Standing.BOUNCED: "the address bounced for good",
    Standing.COMPLAINED: "complained about our mail",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A touch with what is needed to decide about it. `began` is when its campaign began (UTC).

    `at_once` tells that somebody has asked for changes of its event to go out now, whatever the hour.
    """

    touch: Touch
    schedule: Schedule
    history: History
    began: datetime
    at_once: bool = False

    @property
    def progress(self) -> Progress | None:
        """How far the touch has gone, if it has begun."""
        touch = self.touch
        return self.history.progress.get((touch.step.id, touch.occurrence, touch.channel))


def gate(matter: Matter, now: datetime) -> Decision:
    """What is decided about the whole touch at `now`; `GO` when it is a matter of each person."""
    touch = matter.touch
    if (over := _over(matter)) is not None:
        return over
    if touch.due is None:
        return Decision(Decide.WAIT, touch.waits_for)
    if touch.campaign.paused or touch.step.paused:
        return Decision(Decide.HOLD, PAUSED, "paused")
    if touch.due < now and now > last_moment(matter):
        return _too_late(matter.progress)
    if waits_for_attendance(touch, matter.history):
        return Decision(Decide.WAIT, "who came is not recorded yet")
    return GO


def _too_late(known: Progress | None) -> Decision:
    if known is not None and known.finished:
        return Decision(Decide.SKIP, "it is too late to join")
    return Decision(Decide.MISSED, "its time has passed")


def _over(matter: Matter) -> Decision | None:
    """Why there is nothing left to say, whatever the hour."""
    touch, event = matter.touch, matter.touch.campaign.event
    if event and event.status == "cancelled" and touch.change not in ("cancel", "withdraw"):
        return Decision(Decide.SKIP, CALLED_OFF)
    if touch.subject and touch.subject in matter.history.done:
        return Decision(Decide.SKIP, "the commitment has been kept")
    if touch.change == "withdraw":
        return None
    if touch.change is None:
        before = touch.due is not None and touch.due < matter.began
        return Decision(Decide.SKIP, BEFORE) if before and matter.progress is None else None
    return _overtaken(matter)


def _overtaken(matter: Matter) -> Decision | None:
    """Whether a later change of the event is told instead, or will be unless it is taken back."""
    told, revision = matter.history.announced, matter.touch.revision
    if told is not None and revision < told.revision:
        return Decision(Decide.SKIP, "a later change has taken its place")
    if any(each.revision > revision for each in matter.schedule.touches):
        return Decision(Decide.WAIT, "a later change takes its place")
    return None


def last_moment(matter: Matter) -> datetime:
    """The last moment (UTC) at which a touch may go out; what has begun stays open for those who join."""
    known = matter.progress
    has_begun = known is not None and (known.finished or begun(known))
    put_off = LONGEST_PUT_OFF if known is not None and known.put_off else timedelta()
    return deadline(matter.touch, matter.schedule, begun=has_begun, put_off=put_off)


def begun(progress: Progress) -> bool:
    """Whether any of it may have left the house."""
    return any(progress.counts.get(each) for each in BEGUN)


def decide(matter: Matter, contact: Contact | None, answers: Answers, now: datetime) -> Decision:
    """What is decided at `now` about one person (None for a post or a task) in a touch that may go.

    Sources: K001 and K002 (skip), R003 (wait), CAMPAIGNS.md on `local` times.
    """
    touch = matter.touch
    if contact is None:
        return _post(matter, now) if touch.step.send == "post" else GO
    if (unmeant := _unmeant(matter, contact, answers)) is not None:
        return unmeant
    if not touch.step.is_mail:
        return GO
    if (barred := _barred(matter, contact)) is not None:
        return barred
    if touch.is_local and now < (ahead := own_time(touch, contact)):
        return Decision(Decide.WAIT, "its time comes later where the reader is", until=ahead)
    return _when_open(matter, reader_calendar(matter.schedule.mail, contact), now)


def _unmeant(matter: Matter, contact: Contact, answers: Answers) -> Decision | None:
    """Why it is not for somebody who was among its people, if it is not."""
    touch = matter.touch
    if contact.id in matter.history.withdrawn and touch.change != "withdraw":
        return Decision(Decide.SKIP, "the invitation was taken back")
    if touch.change is None and not answers_wanted(touch, contact, answers):
        return Decision(Decide.SKIP, "no longer among those it is for")
    return None


def settled(
    matter: Matter, contact: Contact | None, answers: Answers, now: datetime
) -> tuple[Decision, datetime]:
    """Follow a person's waiting to its end: the last decision, and the moment (UTC) it is taken."""
    moment = now
    decision = decide(matter, contact, answers, moment)
    while decision.what is Decide.WAIT and decision.until is not None and decision.until > moment:
        moment = decision.until
        whole = gate(matter, moment)
        decision = decide(matter, contact, answers, moment) if whole is GO else whole
    return decision, moment


def likeness(matter: Matter, contact: Contact | None, answers: Answers) -> tuple[object, ...]:
    """All that decisions about a person in a touch depend on: people of one likeness are decided alike."""
    if contact is None:
        return ()
    touch = matter.touch
    return (
        touch.change is not None or answers_wanted(touch, contact, answers),
        contact.id in matter.history.withdrawn,
        contact.timezone,
        contact.standing is not Standing.OK and contact.standing,
        contact.may_get_list_mail or contact.consent,
        not contact.email,
        matter.schedule.short_list.holds(contact.email),
    )


def reader_calendar(mail: Calendar, contact: Contact) -> Calendar:
    """The sending hours on the reader's own clock."""
    if not contact.timezone or contact.timezone == mail.zone.key:
        return mail
    return _in_zone(mail, contact.timezone)


@lru_cache(maxsize=512)
def _in_zone(mail: Calendar, name: str) -> Calendar:
    return Calendar(zone(name), mail.window, mail.is_holiday)


def _post(matter: Matter, now: datetime) -> Decision:
    if not matter.schedule.short_list.lets_post(matter.touch.channel):
        return Decision(Decide.SKIP, NOT_LISTED)
    return _when_open(matter, matter.schedule.posts, now)


def _barred(matter: Matter, contact: Contact) -> Decision | None:
    if not contact.email:
        return Decision(Decide.SKIP, NO_ADDRESS)
    if contact.standing is not Standing.OK:
        return Decision(Decide.SKIP, SUPPRESSED[contact.standing], "K001")
    if matter.touch.step.is_list_mail and not contact.may_get_list_mail:
        return Decision(Decide.SKIP, REFUSED if contact.consent is Consent.NO else UNKNOWN, "K002")
    if not matter.schedule.short_list.holds(contact.email):
        # Who was invited before there was a list must hear of a change: it waits until the list is gone.
        told = matter.touch.change is not None
        return Decision(Decide.WAIT if told else Decide.SKIP, NOT_LISTED)
    return None


def may_be_written(matter: Matter, contact: Contact) -> bool:
    """Whether a message of that touch may go to somebody, as they stand."""
    return not matter.touch.step.is_mail or _barred(matter, contact) is None


def own_time(touch: Touch, contact: Contact) -> datetime:
    """The moment (UTC) at which a touch with a `local` time is due for one person."""
    if touch.wall is None or touch.due is None:
        raise ValueError("a touch that waits for its day is due for nobody")
    return instant(touch.wall, zone(contact.timezone))[0] if contact.timezone else touch.due


def _when_open(matter: Matter, hours: Calendar, now: datetime) -> Decision:
    touch, schedule = matter.touch, matter.schedule
    laid_out = now == touch.due and touch.change is None
    if laid_out and hours is (schedule.posts if touch.step.send == "post" else schedule.mail):
        return GO  # it was laid out in these very hours
    if is_open(hours, now) or (matter.at_once and touch.change is not None):
        return GO
    opens = next_open(hours, now)
    if matter.touch.change is not None and _begins_before(matter, now, opens):
        return GO
    return Decision(Decide.WAIT, "outside the sending hours", "R003", until=opens)


def _begins_before(matter: Matter, now: datetime, opens: datetime) -> bool:
    """Whether the event, as it is now or as people were told, begins while they would wait for the news."""
    told = matter.history.announced
    starts = (matter.schedule.starts, told.starts if told else None)
    return any(each is not None and now <= each <= opens for each in starts)
