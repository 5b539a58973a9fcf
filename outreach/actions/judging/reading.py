"""Reading: the texts of what is planned, or about to go out, as the rules read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from outreach.actions.composing.compose import Composer, NotWrittenError, key_of
from outreach.actions.composing.views import SPECIMEN
from outreach.actions.composing.wording import dated, spoken_by, versions_of
from outreach.core.errors import NotUnderstoodError, OutreachError, Problem
from outreach.core.links import unsubscribe
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.ports import PostText
from outreach.rules.case import Occasion
from outreach.rules.written import WrittenLetter, WrittenPost

KIT = "kit"
"""Stands for the network of a kit's texts, which ambassadors post wherever they like."""


@dataclass(slots=True)
class Written:
    """Everything that the touches of a campaign say; `problems` is what could not be made."""

    posts: tuple[WrittenPost, ...] = ()
    letters: tuple[WrittenLetter, ...] = ()
    unwritten: dict[Occasion, str] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)


def read(composer: Composer, touches: Iterable[Touch], schedule: Schedule) -> Written:
    """The texts of the touches of one campaign.

    Of what recurs with the same words only the first occurrence's letter is read.
    """
    at_stake, found = tuple(touches), Written()
    found.posts = _posts(composer, at_stake, schedule, found)
    found.letters = tuple(_letters(composer, at_stake, dated(composer, schedule), found))
    return found


def _posts(
    composer: Composer, touches: Iterable[Touch], schedule: Schedule, texts: Written
) -> tuple[WrittenPost, ...]:
    """The texts of posts and kits, each different text once with its networks."""
    found: dict[tuple[str, str, str, str], WrittenPost] = {}
    for touch in touches:
        try:
            for network, text in _texts(composer, touch, schedule):
                mark = (touch.step.id, touch.occurrence, text.file, text.text)
                known = found.get(mark)
                networks = (*known.networks, network) if known else (network,)
                found[mark] = _post(touch, networks, text)
        except NotUnderstoodError as error:
            texts.problems.update(dict.fromkeys(error.problems))
        except NotWrittenError as error:
            texts.unwritten[touch.step.id, touch.occurrence] = error.path
        except OutreachError:
            continue
    return tuple(found.values())


def _texts(composer: Composer, touch: Touch, schedule: Schedule) -> Iterator[tuple[str, PostText]]:
    renderer = composer.world.renderer
    if touch.step.send == "post":
        values = composer.context.post(touch, schedule)
        values["content"] = composer.content(touch, values)
        yield touch.channel, renderer.post(touch.step.template or "", values, touch.channel)
    for path in touch.step.posts:
        yield KIT, renderer.post(path, composer.context.post(touch, schedule), "")


def _post(touch: Touch, networks: tuple[str, ...], text: PostText) -> WrittenPost:
    paragraphs = tuple(part for part in text.text.split("\n\n") if part.strip())
    written = WrittenPost(touch.step, touch.occurrence, networks, paragraphs, text.file, text.lines)
    return replace(written, written_for=text.written_for)


def _letters(
    composer: Composer, touches: Iterable[Touch], schedule: Schedule, texts: Written
) -> Iterator[WrittenLetter]:
    known = set[tuple[str, str]]()
    for touch in touches:
        mark = (touch.step.id, touch.occurrence if touch.step.content else "")
        if not touch.step.is_mail or mark in known:
            continue
        known.add(mark)
        try:
            for version in versions_of(composer, touch):
                yield _letter(composer, touch, schedule, spoken_by(SPECIMEN, touch, version))
        except NotWrittenError as error:
            texts.unwritten[touch.step.id, touch.occurrence] = error.path
        except OutreachError:
            continue  # told by those who make the wording


def _letter(composer: Composer, touch: Touch, schedule: Schedule, reader: Contact) -> WrittenLetter:
    key = key_of(touch, reader.id)
    template, values = composer.values(touch, schedule, reader, key)
    reading = composer.world.renderer.reading(template, values)
    letter = composer.letter(touch, schedule, reader, key)
    house, listed = composer.world.house, touch.step.is_list_mail
    return WrittenLetter(
        step=touch.step,
        occurrence=touch.occurrence,
        subject=letter.subject,
        file=reading.file,
        subject_line=reading.subject_line,
        paragraphs=reading.paragraphs,
        lines=reading.lines,
        links=reading.links,
        text=letter.text,
        html=letter.html,
        leaves_by=unsubscribe(house, key, composer.world.secret) if listed else (),
        names=(reader.first_name, reader.last_name, reader.name),
        is_list=listed,
    )
