"""What is decided about a touch, and about one person in it: pure, shared by plan, simulate and run."""

from dataclasses import dataclass
from datetime import datetime

from outreach.core.audience import answers_wanted, waits_for_attendance
from outreach.core.fields import zone
from outreach.core.grace import deadline
from outreach.core.history import Answers, History
from outreach.core.people import Contact, Standing
from outreach.core.plan import Decide, Decision, Schedule, Touch
from outreach.core.when import Calendar, instant, is_open, next_open

GO = Decision(Decide.SEND)
PAUSED = "it is paused"
BEFORE = "before this campaign began"
SUPPRESSED = {
    Standing.UNSUBSCRIBED: "has unsubscribed",
    Standing.BOUNCED: "the address bounced for good",
    Standing.COMPLAINED: "complained about our mail",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A touch with what is needed to decide about it. `began` is when its campaign began (UTC)."""

    touch: Touch
    schedule: Schedule
    history: History
    began: datetime


def gate(matter: Matter, now: datetime) -> Decision:
    """What is decided about the whole touch at `now`; `GO` when it is a matter of each person."""
    touch = matter.touch
    if touch.due is None:
        return Decision(Decide.WAIT, touch.waits_for)
    if touch.due < matter.began and touch.change is None:
        return Decision(Decide.SKIP, BEFORE)
    event = touch.campaign.event
    if event and event.status == "cancelled" and touch.change != "cancel":
        return Decision(Decide.SKIP, "the event is called off")
    if touch.campaign.paused or touch.step.paused:
        return Decision(Decide.HOLD, PAUSED, "paused")
    if touch.due < now and now > deadline(touch, matter.schedule):
        return Decision(Decide.MISSED, "its time has passed")
    if waits_for_attendance(touch, matter.history):
        return Decision(Decide.WAIT, "who came is not recorded yet")
    return GO


def decide(matter: Matter, contact: Contact | None, answers: Answers, now: datetime) -> Decision:
    """What is decided at `now` about one person (None for a post or a task) in a touch that may go.

    Sources: K001 and K002 (skip), R003 (wait), CAMPAIGNS.md on `local` times.
    """
    touch = matter.touch
    if contact is None:
        return _when_open(matter, matter.schedule.posts, now) if touch.step.send == "post" else GO
    if touch.change is None and not answers_wanted(touch, contact, answers):
        return Decision(Decide.SKIP, "no longer among those it is for")
    if not touch.step.is_mail:
        return GO
    if (barred := _barred(touch, contact)) is not None:
        return barred
    if (ahead := _own_time(touch, contact)) is not None and now < ahead:
        return Decision(Decide.WAIT, "its time comes later where the reader is", until=ahead)
    return _when_open(matter, reader_calendar(matter.schedule.mail, contact), now)


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


def reader_calendar(mail: Calendar, contact: Contact) -> Calendar:
    """The sending hours on the reader's own clock."""
    if not contact.timezone or contact.timezone == mail.zone.key:
        return mail
    return _in_zone(mail, contact.timezone)


def _in_zone(mail: Calendar, name: str) -> Calendar:
    return Calendar(zone(name), mail.window, mail.is_holiday)


def _barred(touch: Touch, contact: Contact) -> Decision | None:
    if not contact.email:
        return Decision(Decide.SKIP, "has no e-mail address")
    if contact.standing is not Standing.OK:
        return Decision(Decide.SKIP, SUPPRESSED[contact.standing], "K001")
    if touch.step.is_list_mail and not contact.may_get_list_mail:
        return Decision(Decide.SKIP, "neither consent nor a stated relationship", "K002")
    return None


def _own_time(touch: Touch, contact: Contact) -> datetime | None:
    """The moment a `local` time comes where the reader is."""
    if not touch.step.when.local or touch.wall is None or not contact.timezone:
        return None
    return instant(touch.wall, zone(contact.timezone))[0]


def _when_open(matter: Matter, hours: Calendar, now: datetime) -> Decision:
    if is_open(hours, now):
        return GO
    opens = next_open(hours, now)
    urgent = matter.touch.change is not None and matter.schedule.starts is not None
    if urgent and matter.schedule.starts is not None and matter.schedule.starts <= opens:
        return GO
    return Decision(Decide.WAIT, "outside the sending hours", "R003", until=opens)
