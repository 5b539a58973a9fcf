"""What is missing: links that lead nowhere, and words that nobody has written yet."""

import re
from collections.abc import Iterator
from datetime import date

from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.plan import Touch
from outreach.core.steps import follows_event
from outreach.rules.ahead import goes_out, still_goes_out
from outreach.rules.case import Case, Decided, Occasion
from outreach.rules.reading.addresses import link_fault, unlinked, written_addresses
from outreach.rules.reading.words import counted, people, said
from outreach.rules.rule import Rule, Threshold
from outreach.rules.written import Text, WrittenLetter

_STAND_IN = re.compile(r"(?<!//)\[")
"""Where a detail of the reader's will stand in an address; it is judged when the message goes out."""
_SHOWN = 80
"""So many characters of an address are shown."""


class NothingMissing(Rule):
    """Nothing is missing from a message: its links are whole, and the words of its day are written.

    A link that leads nowhere, or an update without its words, costs more trust than a late one. A link is
    whole when it is an https, mailto or tel address that works as it stands. Words that are still to be
    written (`content:`) are a warning until two weeks before they go out, then an error for that day alone;
    those of a step after an event are asked for once it is over. What a template asks of a reader that is
    not known is refused when the text is made, and holds that reader's message only.

    Source: ours, the promise that what you saw is what goes out; the number is ours.
    """

    code, name, level, effect = "E006", "Nothing is missing", Level.ERROR, Effect.HOLD
    moments = (Moment.CHECK, Moment.PLAN, Moment.SEND)
    days = Threshold(14, at_least=14, at_most=365)
    bad = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
--- updates/update.md
Please [tell us](http://partnerships.example.org/contact) what we should not miss."""
    good = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: on 2027-01-12 at 09:00}
--- updates/update.md
Please [tell us](https://partnerships.example.org/contact) what we should not miss."""

    def check(self, case: Case) -> Iterator[Finding]:
        """Every link that is not whole, and every occasion whose words are still to be written.

        A link in a template of two steps holds both, and is told once where the files are checked.
        """
        texts: tuple[Text, ...] = (*case.letters, *case.posts)
        told: dict[tuple[object, ...], Finding] = {}
        for found in (each for text in texts for each in self._links(case, text)):
            held = "" if case.moment is Moment.CHECK else found.step
            told.setdefault((held, found.occurrence, found.place, found.message), found)
        yield from told.values()
        for occasion, path in case.unwritten.items():
            yield from self._unwritten(case, occasion, path)
        for each in case.decided_by(self.code):
            yield from self._unknown_of(case, each)

    def _links(self, case: Case, text: Text) -> Iterator[Finding]:
        """What is wrong with the links of a text that is still to go out."""
        faults = [
            (place, address, fault)
            for place, address in _addresses(case, text)
            if not _STAND_IN.search(address) and (fault := link_fault(address)) is not None
        ]
        step, occurrence = text.step.id, text.occurrence if text.step.content else ""
        if not faults or not still_goes_out(case, step, occurrence):
            return
        for place, address, fault in faults:
            link = f"the link `{_shortened(address)}`" if address.strip() else "the address of a link"
            message = f"{link} {fault}"
            yield self.finding(
                case,
                place,
                message,
                _whole(address),
                step=step,
                occurrence=occurrence,
                networks=text.posted_on,
            )

    def _unknown_of(self, case: Case, each: Decided) -> Iterator[Finding]:
        """Some people of whom something is not known that the text says of its reader."""
        if (step := case.campaign.step(each.step)) is not None:
            yield self.finding(
                case,
                case.campaign.place_of(step, "template"),
                f"held for {people(each.people)}: {each.reason}",
                "import what is missing of them, or let the template do without it",
                step=each.step,
                occurrence=each.occurrence,
                level=Level.WARNING,
            )

    def _unwritten(self, case: Case, occasion: Occasion, path: str) -> Iterator[Finding]:
        touch = _touch(case, occasion)
        if touch is None or not goes_out(case, touch) or _before_its_event_ends(case, touch):
            return
        day = case.local_day(touch.due) if touch.due is not None else None
        early = day is None or (day - case.today).days > self.days
        yield self.finding(
            case,
            case.campaign.place_of(touch.step, "content"),
            f"campaigns/{path} is not written yet; {_goes_out(day, case.today)}",
            f"write campaigns/{path}",
            step=touch.step.id,
            occurrence=touch.occurrence,
            level=Level.WARNING if early else Level.ERROR,
        )


def _addresses(case: Case, text: Text) -> Iterator[tuple[Place, str]]:
    """The addresses of a text with the places they stand at; those of a kit's posts stand in its posts."""
    elsewhere = set[str]()
    if text.step.send == "kit" and isinstance(text, WrittenLetter):
        posts = (post for post in case.posts if post.step.id == text.step.id)
        elsewhere = {each for post in posts for each in written_addresses(post.text)}
    known = set[str]()
    for index, paragraph in enumerate(text.paragraphs):
        for address in (*unlinked(paragraph), *written_addresses(paragraph)):
            known.add(address)
            if address not in elsewhere:
                yield text.place(index), address
    for address in text.links if isinstance(text, WrittenLetter) else ():
        if address not in elsewhere and not any(each.startswith(address or "()") for each in known):
            yield from ((place, address) for place in _held_by(text, address))


def _held_by(text: Text, address: str) -> list[Place]:
    """The paragraphs that show an address as plain text does: in brackets behind its words."""
    holding = (index for index, part in enumerate(text.paragraphs) if f"({address})" in part)
    return [text.place(index) for index in holding] or [text.place(0)]


def _shortened(address: str) -> str:
    return address if len(address) <= _SHOWN else f"{address[: _SHOWN - 1]}\u2026"


def _whole(address: str) -> str:
    """What mends a link."""
    if (page := re.match(r"http://(?=\S)", address, re.IGNORECASE)) is not None:
        secure = f"https://{address[page.end() :]}"
        if link_fault(secure) is None:
            return f"write it as {_shortened(secure)}"
    return "write it whole, as https://example.org/page, mailto:hello@example.org or tel:+1-307-555-0100"


def _touch(case: Case, occasion: Occasion) -> Touch | None:
    """The touch of an occasion: as it stands when it is sent, else as it is planned."""
    touches = case.touches if case.moment is Moment.SEND else (*case.schedule.touches, *case.touches)
    return next((each for each in touches if (each.step.id, each.occurrence) == occasion), None)


def _before_its_event_ends(case: Case, touch: Touch) -> bool:
    """Whether nobody can write its words yet, since what they tell of has not happened."""
    ends = case.schedule.ends
    return follows_event(case.campaign, touch.step) and (ends is None or case.now < ends)


def _goes_out(day: date | None, today: date) -> str:
    if day is None:
        return "its day is not decided"
    left = (day - today).days
    if left < 0:
        return f"it was due on {said(day, year=True)}, {counted(-left, 'day')} ago"
    when = "today" if left == 0 else f"{counted(left, 'day')} from now"
    return f"it goes out on {said(day, year=True)}, {when}"
