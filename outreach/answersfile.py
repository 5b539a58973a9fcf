"""Answers to be played in a simulation: a YAML list of who answers what, and when."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from outreach.actions.composing.context import LETTERS
from outreach.actions.simulate import Played
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.errors import NotUnderstoodError, Problem
from outreach.core.explain import checked
from outreach.core.fields import WallTime, parse_wall, zone
from outreach.core.history import Choice, Reply
from outreach.core.schedule import calendars
from outreach.core.spelling import nearest
from outreach.yamlfile import Document, read

KINDS = ("text", "rsvp", "votes", "attended", "unsubscribe")


class Answer(BaseModel):
    """One played answer: at a wall-clock time in the campaign's zone, with exactly one of the kinds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: WallTime
    who: Annotated[str, Field(alias="from")]
    campaign: str
    text: str | None = None
    rsvp: Literal["accepted", "declined", "tentative"] | None = None
    votes: dict[str, Choice] | None = None
    attended: bool | None = None
    unsubscribe: Literal[True] | None = None


def read_answers(path: Path, root: Path, world: World) -> tuple[Played, ...]:
    """The answers of a file, in the order in which they come.

    Raises:
        NotUnderstoodError: the file, or some of its answers, cannot be understood; every problem is named.
    """
    name = path.resolve().relative_to(root.resolve()).as_posix() if _inside(path, root) else path.as_posix()
    documents = read(path, name)
    problems = [problem for document in documents for problem in document.problems]
    if problems:
        raise NotUnderstoodError(*problems)
    played: list[Played] = []
    for document in documents:
        for number, entry in enumerate(_entries(document)):
            answer = checked(Answer, entry, document.places, number)
            if isinstance(answer, list):
                problems += answer
                continue
            try:
                played.append(_played(answer, world))
            except _StrangeError as error:
                problems.append(Problem(document.places.value(number, error.key), str(error)))
    if problems:
        raise NotUnderstoodError(*problems)
    return tuple(sorted(played, key=lambda each: each.reply.at))


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _entries(document: Document) -> list[Any]:
    if not isinstance(document.data, list):
        where = document.places.value()
        raise NotUnderstoodError(Problem(where, "write a list of answers, each starting with `- {at: `"))
    return document.data


class _StrangeError(Exception):
    """An answer names something that is not there; `key` is where, empty for the answer as a whole."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def _played(answer: Answer, world: World) -> Played:
    if sum(getattr(answer, name) is not None for name in KINDS) != 1:
        raise _StrangeError("", f"an answer gives exactly one of {', '.join(KINDS)}")
    campaign = world.campaign(answer.campaign)
    if campaign is None:
        known = [each.id for each in world.campaigns]
        raise _StrangeError(
            "campaign", f"there is no campaign `{answer.campaign}`{nearest(answer.campaign, known)}"
        )
    contact = world.ledger.contact(answer.who)
    if contact is None:
        near = nearest(answer.who, [each.id for each in world.ledger.contacts()])
        raise _StrangeError("from", f"nobody imported has the id `{answer.who}`{near}")
    partnership = world.partnerships.get(campaign.partnership or "")
    mail, _ = calendars(campaign, world.house, partnership)
    return Played(_reply(answer, campaign, _instant(answer.at, mail.zone.key)), contact.email)


def _instant(wall: datetime, zone_name: str) -> datetime:
    return wall.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def _reply(answer: Answer, campaign: Campaign, at: datetime) -> Reply:
    shared: dict[str, Any] = {"campaign": campaign.id, "contact": answer.who, "at": at}
    if answer.text is not None:
        return Reply(**shared, kind="answer", text=answer.text)
    if answer.rsvp is not None:
        return Reply(**shared, kind="rsvp", rsvp=answer.rsvp)
    if answer.votes is not None:
        return Reply(**shared, kind="vote", choices=_choices(answer.votes, campaign))
    if answer.attended is not None:
        return Reply(**shared, kind="attendance", attended=answer.attended)
    return Reply(**shared, kind="unsubscribe")


def _choices(votes: dict[str, Choice], campaign: Campaign) -> dict[datetime, Choice]:
    """Options by their time, or by the letter they are offered under."""
    options = campaign.poll.options if campaign.poll else ()
    return {_option(name, options): choice for name, choice in votes.items()}


def _option(name: str, options: tuple[datetime, ...]) -> datetime:
    if len(name) == 1 and name.upper() in LETTERS[: len(options)]:
        return options[LETTERS.index(name.upper())]
    try:
        wall = parse_wall(name)
    except ValueError as error:
        raise _StrangeError("votes", str(error)) from None
    if wall not in options:
        offered = ", ".join(f"{option:%Y-%m-%d %H:%M}" for option in options)
        raise _StrangeError("votes", f"`{name}` was not offered; the options are {offered}")
    return wall
