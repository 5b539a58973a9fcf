"""Attendance: the sign-in sheet of a meeting, and taking it back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.export_people import guarded
from outreach.actions.running.chasing import attendance_key
from outreach.actions.world import World
from outreach.core.audience import answers_of
from outreach.core.campaign import Campaign, Event
from outreach.core.errors import Place, Problem, UsageError
from outreach.core.history import History, Reply
from outreach.core.people import Contact
from outreach.core.when import in_words

COLUMNS = ("id", "name", "organisation", "phone", "came")
WALK_INS = 10
"""Empty lines at the end of a sheet, for people who come uninvited."""
MARKS = {True: "x", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet; `came` is None where nobody has said yet."""

    contact: Contact
    came: bool | None


@dataclass(frozen=True, slots=True)
class Signed:
    """One line of a sheet that comes back. `names` say who: an id, an e-mail, a full name, in that order."""

    place: Place
    names: tuple[str, ...]
    came: bool


@dataclass(slots=True)
class Taken:
    """What a sheet told. `came` and `absent` count people as the ledger has them now.

    `absent` is everybody invited who did not come. `unclear` are ids of people who accepted and of whom no
    sheet tells anything; they count as absent.
    """

    problems: list[Problem] = field(default_factory=list)
    came: int = 0
    absent: int = 0
    unclear: tuple[str, ...] = ()


def sheet(world: World, campaign_id: str, now: datetime) -> list[Line]:
    """Who may come: those who accepted, then those invited who have not declined, each by last name.

    Raises:
        UsageError: there is no such campaign, or it has no event.
    """
    campaign, _ = _meeting(world, campaign_id)
    laid = agenda(world, now, now)
    history = laid.histories[campaign_id]
    chosen = [each for each in _invited(world, laid, campaign) if _expected(history, each)]
    chosen.sort(key=lambda each: (not _accepted(history, each), *_by_name(each)))
    return [Line(each, answers_of(history, each).attended) for each in chosen]


def sheet_csv(lines: Iterable[Line]) -> str:
    """The sheet as CSV (RFC 4180), safe to open in a spreadsheet, with empty lines for walk-ins."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in lines:
        who = line.contact
        cells = (who.id, who.name, who.organisation, who.phone, MARKS[line.came])
        writer.writerow([guarded(cell) for cell in cells])
    writer.writerows([""] * len(COLUMNS) for _ in range(WALK_INS))
    return text.getvalue()


def take_back(world: World, campaign_id: str, rows: Sequence[Signed], now: datetime) -> Taken:
    """Record who came, for every row that names one person; the same sheet twice changes nothing.

    Where several rows name one person, one that says they came is enough. Who is in no row is not recorded,
    and counts as absent once anybody is.

    Raises:
        UsageError: there is no such campaign, it has no event, or that has not begun.
    """
    campaign, event = _meeting(world, campaign_id)
    laid = agenda(world, now, now)
    _has_begun(laid, campaign, event, now)
    history = laid.histories[campaign_id]
    invited = {each.id: each for each in _invited(world, laid, campaign)}
    taken, marks = Taken(), dict[str, bool]()
    known = _Known(_fitting(world, rows), frozenset(invited))
    for row in rows:
        found = known.one(row)
        if isinstance(found, Problem):
            taken.problems.append(found)
        else:
            marks[found.id] = marks.get(found.id, False) or row.came
    _record(world, history, marks, now)
    _count(taken, world.ledger.history(campaign_id), invited.values())
    return taken


def _meeting(world: World, campaign_id: str) -> tuple[Campaign, Event]:
    campaign = world.named(campaign_id)
    if campaign.event is None:
        raise UsageError(f"{campaign_id} has no event, so there is no sheet to sign")
    return campaign, campaign.event


def _has_begun(laid: Agenda, campaign: Campaign, event: Event, now: datetime) -> None:
    schedule = laid.schedules[campaign.id]
    if event.status == "cancelled":
        raise UsageError(f"{campaign.id} was called off, so nobody came")
    if schedule.starts is None:
        raise UsageError(f"{campaign.id} has no date yet; record who came once it has begun")
    if now < schedule.starts:
        local = schedule.starts.astimezone(schedule.mail.zone)
        begins = f"{in_words(local.date())} {local:%Y at %H:%M}"
        raise UsageError(f"{campaign.id} begins on {begins}; record who came once it has begun")


def _invited(world: World, laid: Agenda, campaign: Campaign) -> Iterator[Contact]:
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


def _expected(history: History, contact: Contact) -> bool:
    answers = answers_of(history, contact)
    return answers.rsvp != "declined" or answers.attended is not None


def _accepted(history: History, contact: Contact) -> bool:
    return answers_of(history, contact).rsvp == "accepted"


def _by_name(contact: Contact) -> tuple[str, str, str]:
    return contact.last_name.casefold(), contact.first_name.casefold(), contact.id


def _folded(name: str) -> str:
    """A name without case and superfluous spaces; `Doe, Jo` is `jo doe`."""
    last, _, first = name.partition(",")
    return " ".join(f"{first} {last}".casefold().split())


def _fitting(world: World, rows: Iterable[Signed]) -> dict[str, list[Contact]]:
    """The people whom anything written in the rows may mean; everybody else is passed by, one at a time."""
    fits: dict[str, list[Contact]] = {_folded(name): [] for row in rows for name in row.names}
    wanted = fits.keys() - {""}
    for contact in world.ledger.contacts():
        for written in {_folded(contact.id), _folded(contact.email), _folded(contact.name)} & wanted:
            fits[written].append(contact)
    return fits


@dataclass(frozen=True, slots=True)
class _Known:
    """Who is meant by what is written: an id before an e-mail before a name, the invited before others."""

    fits: dict[str, list[Contact]]
    invited: frozenset[str]

    def one(self, row: Signed) -> Contact | Problem:
        if not row.names:
            return Problem(row.place, "nobody is named here; write an id, an e-mail or a full name")
        found: list[Contact] = []
        for written in row.names:
            fits = self._meant(written)
            both = [each for each in found if each in fits]
            if found and not both and _contradicts(found, fits, written):
                return Problem(row.place, _contradiction(found[0], written))
            found = both or found or fits
        return self._only(row, found)

    def _meant(self, written: str) -> list[Contact]:
        """Whose id or e-mail it is, else whose name."""
        fits, this = self.fits[_folded(written)], _folded(written)
        return [each for each in fits if this in (_folded(each.id), _folded(each.email))] or fits

    def _only(self, row: Signed, found: list[Contact]) -> Contact | Problem:
        found = [each for each in found if each.id in self.invited] or found
        if len(found) == 1:
            return found[0]
        shown = f"`{row.names[-1]}`"
        if found:
            ids = ", ".join(each.id for each in found)
            return Problem(row.place, f"{shown} fits several people: {ids}; write the id instead")
        remedy = "someone who walked in? Import them with `outreach contacts import`, then do this again"
        return Problem(row.place, f"nobody known is called {shown}; {remedy}")


def _contradicts(found: Sequence[Contact], fits: Sequence[Contact], written: str) -> bool:
    """Whether it is somebody else's; an e-mail that nobody has may be a new one."""
    return bool(fits) or ("@" not in written and any(each.name for each in found))


def _contradiction(found: Contact, written: str) -> str:
    remedy = "clear the id if somebody else came, or mend the rest if not"
    return f"this row names {found.id} ({found.name or found.email}), and also `{written}`; {remedy}"


def _record(world: World, history: History, marks: dict[str, bool], now: datetime) -> None:
    for who, came in marks.items():
        answer = history.answers.get(who)
        if answer is None or answer.attended is not came:
            world.ledger.record(Reply(history.campaign, who, now, "attendance", attended=came))
    if marks:
        world.ledger.close_followups([attendance_key(history.campaign)], now)


def _count(taken: Taken, history: History, invited: Iterable[Contact]) -> None:
    came = {who for who, answer in history.answers.items() if answer.attended}
    told = {who for who, answer in history.answers.items() if answer.attended is not None}
    asked = {each.id for each in invited}
    accepted = {who for who, answer in history.answers.items() if answer.rsvp == "accepted"}
    taken.came = len(came)
    taken.absent = len((asked | told) - came) if history.attendance else 0
    taken.unclear = tuple(sorted(accepted - told))
