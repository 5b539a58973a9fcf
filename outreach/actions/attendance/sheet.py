"""The sign-in sheet: who may come, room for more, and a column for each priority."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.attendance.priorities import teams_of
from outreach.actions.export_people import guarded
from outreach.actions.world import World
from outreach.core.audience import answers_of
from outreach.core.campaign import Campaign, Event
from outreach.core.errors import UsageError
from outreach.core.history import History, Rsvp
from outreach.core.people import Contact

COLUMNS = ("id", "name", "organisation", "e-mail", "phone", "came")
WALK_INS = 10
"""Empty lines at the end of a sheet, for people who come uninvited."""
MARKS = {True: "x", False: "no", None: ""}
UNNAMED = ("priority 1", "priority 2", "priority 3")
"""The columns of a meeting that has yet to choose: two to five priorities come out of a launch."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet; `came` is None where nobody has said yet, `rsvp` where they gave no answer."""

    contact: Contact
    came: bool | None
    rsvp: Rsvp | None = None

    @property
    def is_coming(self) -> bool:
        """Whether they said that they come, or may, or did."""
        return self.rsvp in ("accepted", "tentative") or self.came is True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sign-in sheet. `starts` is on the campaign's own clock, None where it has no date yet."""

    event: Event
    starts: datetime | None
    lines: tuple[Line, ...]
    priorities: tuple[str, ...]


def sheet(world: World, campaign_id: str, now: datetime, priorities: Sequence[str] = ()) -> Sheet:
    """Who may come: those who accepted, then those invited who have not declined, each by last name.

    Where no `priorities` are named there is a column for each action team of the partnership; before there
    are any, and at a launch, which is where businesses choose, there are three to be named by hand.

    Raises:
        UsageError: there is no such campaign, or it has no event.
    """
    campaign, event = meeting(world, campaign_id)
    laid = agenda(world, now, now)
    history, schedule = laid.histories[campaign_id], laid.schedules[campaign_id]
    chosen = [each for each in invited(world, laid, campaign) if _expected(history, each)]
    chosen.sort(key=lambda each: (not _accepted(history, each), *_by_name(each)))
    starts = schedule.starts.astimezone(schedule.mail.zone) if schedule.starts else None
    lines = tuple(_line(history, each) for each in chosen)
    return Sheet(event, starts, lines, tuple(priorities) or _usual(world, campaign))


def sheet_csv(made: Sheet) -> str:
    """The sheet as CSV (RFC 4180), safe to open in a spreadsheet, with empty lines for walk-ins."""
    text = io.StringIO()
    writer = csv.writer(text)
    header = (*COLUMNS, *map(guarded, made.priorities))
    writer.writerow(header)
    for line in made.lines:
        who = line.contact
        cells = (who.id, who.name, who.organisation, who.email, who.phone, MARKS[line.came])
        writer.writerow([*map(guarded, cells), *[""] * len(made.priorities)])
    writer.writerows([""] * len(header) for _ in range(WALK_INS))
    return text.getvalue()


def meeting(world: World, campaign_id: str) -> tuple[Campaign, Event]:
    """A campaign and its event.

    Raises:
        UsageError: there is no such campaign, or it has no event.
    """
    campaign = world.named(campaign_id)
    if campaign.event is None:
        raise UsageError(f"{campaign_id} has no event, so there is no sheet to sign")
    return campaign, campaign.event


def invited(world: World, laid: Agenda, campaign: Campaign) -> Iterator[Contact]:
    """Those whom an invitation reached, and whoever accepted or came without one; each once, by id."""
    found: dict[str, Contact] = {}
    for step in campaign.steps:
        if step.send == "invite":
            kept = laid.kept_as.get((campaign.id, step.id), step.id)
            found |= {each.id: each for each in world.ledger.reached(campaign.id, kept, "once")}
    answers = laid.histories[campaign.id].answers
    others = (who for who, answer in answers.items() if answer.rsvp == "accepted" or answer.attended)
    found |= world.ledger.known(who for who in others if who not in found)
    yield from (found[who] for who in sorted(found))


def _usual(world: World, campaign: Campaign) -> tuple[str, ...]:
    if campaign.kind == "action-team":
        return ()
    return (teams_of(world, campaign) if campaign.kind != "launch" else ()) or UNNAMED


def _line(history: History, contact: Contact) -> Line:
    answers = answers_of(history, contact)
    return Line(contact, answers.attended, answers.rsvp)


def _expected(history: History, contact: Contact) -> bool:
    answers = answers_of(history, contact)
    return answers.rsvp != "declined" or answers.attended is not None


def _accepted(history: History, contact: Contact) -> bool:
    return answers_of(history, contact).rsvp == "accepted"


def _by_name(contact: Contact) -> tuple[str, str, str]:
    return contact.last_name.casefold(), contact.first_name.casefold(), contact.id
