"""The exact wording of a step and occurrence, as a person approves it, and its fingerprint."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from outreach.actions.composing.compose import Composer, key_of, names_signers
from outreach.actions.composing.context import stays_until
from outreach.actions.composing.views import NAMELESS, SPECIMEN
from outreach.core.campaign import PollResult
from outreach.core.history import History
from outreach.core.message import Email, Errand, Message
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.core.when import instant

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The wording of a message does not depend on when it is looked at."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is approved: `text` for a person to read, `fingerprint` of all that shapes it.

    The text is rendered for a reader of whom everything is known; the fingerprint covers that of a reader of
    whom nothing is known too, and the digest of every file of the workspace that takes part.
    """

    text: str
    fingerprint: str


def wording(composer: Composer, touches: list[Touch], schedule: Schedule, history: History) -> Wording:
    """The wording of one step and occurrence; `touches` are its channels.

    Raises:
        NotUnderstoodError, NotWrittenError: it cannot be rendered.
    """
    shown, hidden = [], []
    schedule = dated(composer, schedule)
    for touch in map(_undated, touches):
        for version in versions_of(composer, touch):
            shown.append(_readable(composer, touch, schedule, history, SPECIMEN, version))
            if touch.step.is_mail or touch.step.send == "call":
                hidden.append(_readable(composer, touch, schedule, history, NAMELESS, version))
        hidden += [f"{file} {digest}" for file, digest in _sources(composer, touch)]
    text = "\n\n".join(dict.fromkeys(shown))
    return Wording(text, _digest([text, *hidden]))


def dated(composer: Composer, schedule: Schedule) -> Schedule:
    """The schedule with the first option standing for a date that a poll decides.

    A poll's result is no edit: what was approved before it stays approved after it.
    """
    event = schedule.campaign.event
    if event is None or not isinstance(event.starts, PollResult):
        return schedule
    asked = composer.world.campaign(event.starts.poll)
    options = asked.poll.options if asked and asked.poll else ()
    if not options:
        return schedule
    starts = instant(options[0], schedule.mail.zone)[0]
    return replace(schedule, starts=starts, ends=starts + event.duration)


def _undated(touch: Touch) -> Touch:
    """The touch without the day that a poll gives it; the path of an occasion's words may need that day."""
    event = touch.campaign.event
    if event is None or not isinstance(event.starts, PollResult):
        return touch
    return replace(touch, due=None, wall=None, nominal=touch.nominal if touch.step.content else None)


def letters_naming(composer: Composer, template: str, signer: str) -> tuple[str, ...]:
    """The versions of a letter that carry a signer's name, that person's own words first.

    A version carries the names of all signers where it lists them, and always that of whose words it is.
    """
    renderer = composer.world.renderer
    own = renderer.version_for(template, signer)
    others = (renderer.version_for(template, each) for each in renderer.versions(template))
    listing = (each for each in (template, *others) if renderer.uses(each, "signers"))
    return tuple(dict.fromkeys((own, *listing)))


def letter_fingerprint(composer: Composer, touch: Touch, schedule: Schedule, signer: Contact) -> str:
    """The fingerprint of the letters that carry a signer's name, all versions of one letter together.

    It is the same for the sign-off and for the invitation that sends the letter.
    """
    renderer, parts = composer.world.renderer, list[str]()
    schedule = dated(composer, schedule)
    values = composer.context.reader(touch, schedule, SPECIMEN, key_of(touch, SPECIMEN.id, "once"))
    values |= {"recruiter": None, "content": "", "next_council_meeting": None}
    for template in letters_naming(composer, touch.step.template or "", signer.id):
        letter = renderer.letter(template, values, layout="letter", footer={}, notice="")
        files = renderer.sources(template, layout="letter")
        parts += [letter.subject, letter.text, *(f"{file} {digest}" for file, digest in files)]
    return _digest(parts)


def agreed(composer: Composer, touch: Touch, schedule: Schedule, history: History) -> tuple[str, ...]:
    """The signers who have not agreed to this text yet (rule L008); empty where none needs to."""
    if composer.world.assumed or not names_signers(composer.world, touch):
        return ()
    event = touch.campaign.event
    signers = composer.context.named(event.signed_by if event else ())
    return tuple(
        each.id
        for each in signers
        if (each.id, letter_fingerprint(composer, touch, schedule, each)) not in history.agreements
    )


def versions_of(composer: Composer, touch: Touch) -> tuple[str, ...]:
    """The people whose own version of the letter may go out; `""` for the letter itself."""
    if touch.step.sender != "recruiter" and touch.step.send != "sign_off":
        return ("",)
    return ("", *composer.world.renderer.versions(touch.step.template or ""))


def _readable(
    composer: Composer, touch: Touch, schedule: Schedule, history: History, reader: Contact, version: str
) -> str:
    message = _specimen(composer, touch, schedule, history, reader, version)
    return "\n".join(_lines(message, touch, schedule, version))


def _specimen(
    composer: Composer, touch: Touch, schedule: Schedule, history: History, reader: Contact, version: str
) -> Message:
    if not touch.step.is_mail and touch.step.send != "call":
        return composer.message(touch, schedule, history, None, UNDATED)
    return composer.message(touch, schedule, history, spoken_by(reader, touch, version), UNDATED)


def spoken_by(reader: Contact, touch: Touch, version: str) -> Contact:
    """The reader to whom that person's own version of a letter goes; without one, the reader as they are."""
    if not version:
        return reader
    return (
        replace(reader, id=version) if touch.step.send == "sign_off" else replace(reader, recruiter=version)
    )


def _lines(message: Message, touch: Touch, schedule: Schedule, version: str) -> Iterator[str]:
    if version:
        yield f"--- in the words of {version} ---"
    if isinstance(message, Email):
        yield f"From: {message.sender.name}"
        yield f"Subject: {message.subject}"
        yield from _occasion(touch, schedule)
        yield ""
    if isinstance(message, Errand) and message.kind == "task":
        yield message.reason
    yield message.text


def _occasion(touch: Touch, schedule: Schedule) -> Iterator[str]:
    """When and where, as the calendar is told."""
    event = touch.campaign.event
    if touch.step.send != "invite" or event is None:
        return
    told, length = event.starts, event.duration
    if touch.step.table == "outer_table" and schedule.starts and (stay := stays_until(schedule)):
        length = stay - schedule.starts
    when = f"as the poll {told.poll} decides" if isinstance(told, PollResult) else f"{told:%Y-%m-%d %H:%M}"
    yield f"Event: {event.title}"
    yield f"When: {when}, for {_said(length)}"
    yield f"Where: {event.location}"


def _said(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in parts if n)


def _sources(composer: Composer, touch: Touch) -> Iterator[tuple[str, str]]:
    renderer, step = composer.world.renderer, touch.step
    network = touch.channel if step.send == "post" else ""
    for path in (step.template, *step.posts):
        if path:
            yield from renderer.sources(path, layout=step.layout, network=network)
    for version in versions_of(composer, touch)[1:]:
        yield from renderer.sources(renderer.version_for(step.template or "", version), layout=step.layout)
    for path in step.attach:
        yield path, hashlib.sha256(renderer.attachment(path)).hexdigest()


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
