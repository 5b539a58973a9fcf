"""E-mails: a subject that says what for, a greeting by name, something to do, and no dissertation."""

import re
from collections.abc import Iterator
from typing import ClassVar

from outreach.core.campaign import Step
from outreach.core.finding import Effect, Level, Moment
from outreach.core.house import House
from outreach.core.steps import follows_event, is_invitation, is_reminder, is_update
from outreach.rules.case import Case
from outreach.rules.letter import Fault, LetterRule, change_of
from outreach.rules.reading.greetings import asks, first_of, is_greeting, last_of
from outreach.rules.reading.lengths import on_bluesky as as_seen
from outreach.rules.reading.prose import word_count
from outreach.rules.reading.words import counted
from outreach.rules.rule import Threshold
from outreach.rules.written import WrittenLetter


class SubjectLine(LetterRule):
    """An e-mail has a subject, on one line, of at most 78 characters; more than 60 is a warning.

    The subject decides whether the rest is read. A telephone shows about 60 characters of it, and 78 are
    as many as the standards of mail keep on a line. Counted as a reader sees them, with what stands for the
    reader's own details counted as it stands. The subjects that are ours, of sign-offs and changes, follow
    the event's title; they only have to fit, and no change is held for one.

    Source: training manual, step 5, tip 1; the numbers are ours.
    """

    code, name = "E001", "A subject that fits"
    level: ClassVar[Level] = Level.ERROR
    effect: ClassVar[Effect | None] = Effect.HOLD
    moments: ClassVar[tuple[Moment, ...]] = (Moment.CHECK, Moment.PLAN, Moment.SEND)
    judges_notices: ClassVar[bool] = True
    characters = Threshold(78, at_least=20, at_most=78)
    good_characters = Threshold(60, at_least=20, at_most=60)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
subject: You are invited to the spring meeting of everybody who builds in Laramie County

Hello [first name],

Please join us on March 18."""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
subject: You're invited: builders meet on March 18

Hello [first name],

Please join us on March 18."""

    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """A subject that is missing, runs over a line, or is too long."""
        change = change_of(case, letter)
        ours = change is not None or letter.step.send == "sign_off"
        length, most = as_seen(letter.subject), self.characters
        message, level = self.message(letter.subject), Level.WARNING if change else Level.ERROR
        if not message and not ours and length > self.good_characters:
            most, level = self.good_characters, Level.WARNING
            message = f"{_long(length)}; more than {most} are cut off on a telephone"
        if message:
            one_line = " ".join(letter.subject.split())
            shown = f"{message}: `{one_line}`" if one_line else message
            place = case.campaign.place("event", "title") if ours else letter.at_subject
            yield Fault(place, shown, _shorter(letter.subject, length - most, ours=ours), level)

    def message(self, subject: str) -> str:
        """Why a message with that subject may not go out, or nothing."""
        if not subject.strip():
            return "it has no subject"
        if len(subject.splitlines()) > 1:
            return "its subject runs over more than one line"
        if (length := as_seen(subject)) > self.characters:
            return f"{_long(length)}; {self.characters} are the most"
        return ""


def _long(length: int) -> str:
    return f"its subject has {counted(length, 'character')}"


def _shorter(subject: str, over: int, *, ours: bool) -> str:
    if not subject.strip():
        return "write a line `subject: ...` between two lines of `---` at the top, saying what it is about"
    if len(subject.splitlines()) > 1:
        return "write it on one line"
    return f"take out at least {over}" + (" of the event's title" if ours else "")


def subject_fault(house: House, subject: str) -> str | None:
    """Why one real message with that subject may not go out (E001): it has none, or it is too long."""
    rule = SubjectLine.of(house)
    plain = subject.isprintable() and 0 < len(subject) <= rule.characters and not subject.isspace()
    return None if plain else rule.message(subject) or None


class GreetsByName(LetterRule):
    """An e-mail greets its reader by name.

    A name says that somebody thought of this reader; "Dear all" says that nobody did. Where no name is known,
    `contact.greeting` writes a word that fits anybody. A heading may stand above the greeting.

    Source: training manual, step 5, tip 1, "personalize".
    """

    code, name = "E002", "A greeting by name"
    paragraphs = Threshold(2, at_least=1, at_most=2)
    bad = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
--- updates/update.md
Dear friends,

Read what the teams got done: https://partnerships.example.org/news"""
    good = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
--- updates/update.md
Dear [first name],

Read what the teams got done: https://partnerships.example.org/news"""

    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """A letter that does not begin with its reader's name."""
        del case
        opening = letter.paragraphs[: self.paragraphs]
        if not letter.names or any(_has(part, name) for part in opening for name in letter.names):
            return
        write = "`Hello {{ contact.greeting }},`"
        at = next((index for index, part in enumerate(opening) if is_greeting(part)), None)
        if at is None:
            yield Fault(letter.place(0), "it greets nobody by name", f"begin with {write}")
        else:
            yield Fault(letter.place(at), f"`{opening[at]}` greets nobody by name", f"write {write} instead")


def _has(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


class CallsInLetters(LetterRule):
    """The first and last paragraph of an invitation, reminder, update or kit carry a call to action.

    Who opens an e-mail reads its beginning, and perhaps its end: each has to say what to do. A sentence that
    asks for something is a call, and so is a link, an address to answer to or a telephone number. Greeting,
    goodbye and signature are no paragraphs; a postscript is one.

    Source: ambassador briefing package, talking points for social media.
    """

    code, name = "E003", "Calls at both ends"
    moments: ClassVar[tuple[Moment, ...]] = (Moment.CHECK, Moment.PLAN)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
Hello [first name],

Please join us on March 18: https://partnerships.example.org/seat

The teams report, and you decide what comes next.

With best wishes,

Convener One"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
Hello [first name],

Please join us on March 18: https://partnerships.example.org/seat

The teams report, and you decide what comes next. Questions? Call 307-555-0195.

With best wishes,

Convener One"""

    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """The first or last paragraph without anything to do."""
        if not _asks_for_something(case, letter.step):
            return
        first, last = first_of(letter.paragraphs), last_of(letter.paragraphs)
        if first > last:
            message = "it has no paragraph but greeting and goodbye"
            yield Fault(letter.place(0), message, f"add one that {_ASKS}")
            return
        ends = {first: "first", last: "last"} if first < last else {first: "only"}
        for at, which in ends.items():
            if not asks(letter.paragraphs[at], case.house.calls_to_action):
                message = f"the {which} paragraph has no call to action"
                yield Fault(letter.place(at), message, f"let it {_ASKS.replace('asks', 'ask', 1)}{_OR_ELSE}")


_ASKS = "asks the reader to do something, such as `Please save your seat`"
_OR_ELSE = ", or add a link, an e-mail address or a telephone number"


def _asks_for_something(case: Case, step: Step) -> bool:
    return (
        is_invitation(step)
        or step.send == "kit"
        or is_update(step, case.campaign.kind)
        or reminds_of_meeting(case, step)
    )


def reminds_of_meeting(case: Case, step: Step) -> bool:
    """Whether an e-mail is a reminder: after an invitation and before the event."""
    if case.campaign.event is None or not is_reminder(step) or follows_event(case.campaign, step):
        return False
    invited = [touch.due for touch in case.schedule.touches if is_invitation(touch.step) and not touch.change]
    dues = [touch.due for touch in case.schedule.touches if touch.step == step and not touch.change]
    starts = case.schedule.starts
    return any(
        due is None or before is None or starts is None or before < due < starts
        for due in dues
        for before in invited
    )


class ShortLetter(LetterRule):
    """An invitation or a reminder stays under 250 words, an update under 400.

    People do not read long e-mails; the whole story has its place behind a link. Greeting and signature
    count, the addresses of links do not, nor does the page around the letter. The numbers are ours.

    Source: ambassador briefing package, "don't write a dissertation"; the numbers are ours.
    """

    code, name = "E004", "A short letter"
    level: ClassVar[Level] = Level.ADVICE
    words = Threshold(250, at_least=50, at_most=250)
    words_of_an_update = Threshold(400, at_least=50, at_most=400)
    bad = f"""\
kind: meeting
event: {{title: Spring meeting, starts: 2027-03-18 09:00}}
steps:
  - {{id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}}
--- meeting/invitation.md
Hello [first name],

Please join us on March 18. {"We hire, we teach, and we share what we know with each other. " * 20}"""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
Hello [first name],

Please join us on March 18. We hire, we teach, and we share what we know with each other."""

    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """A letter with as many words as are too many, or more."""
        if is_update(letter.step, case.campaign.kind) and not is_invitation(letter.step):
            most = self.words_of_an_update
        elif is_invitation(letter.step) or reminds_of_meeting(case, letter.step):
            most = self.words
        else:
            return
        if (found := word_count(letter.words)) >= most:
            message = f"it has {found} words; fewer than {most} are read"
            yield Fault(
                letter.place(0), message, f"take out {found - most + 1}, and let a link tell the rest"
            )
