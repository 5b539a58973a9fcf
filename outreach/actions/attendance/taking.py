"""Taking a sign-in sheet back: who came, who walked in, who chose which priority."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from outreach.actions.agenda import Agenda, agenda
from outreach.actions.attendance.knowing import Known, known
from outreach.actions.attendance.priorities import is_written_to, tag_of
from outreach.actions.attendance.sheet import invited, meeting
from outreach.actions.attendance.signed import Signed
from outreach.actions.attendance.walking_in import completed, newcomer, walked_in
from outreach.actions.running.chasing import attendance_key
from outreach.actions.world import World
from outreach.core.campaign import Campaign, Event
from outreach.core.errors import Problem, UsageError
from outreach.core.followingup.addresses import without_address
from outreach.core.history import History, Reply
from outreach.core.owner import owner_of
from outreach.core.people import Contact, business_of
from outreach.core.plan import Schedule
from outreach.core.when import in_words


@dataclass(frozen=True, slots=True)
class Team:
    """Who chose one priority, by id: the tag they have, and who of them leads.

    `is_new` tells that no campaign writes to that tag yet.
    """

    tag: str
    people: tuple[str, ...]
    leads: tuple[str, ...]
    is_new: bool


@dataclass(slots=True)
class Taken:
    """What a sheet told. `came` and `absent` count people as the ledger has them now.

    `absent` is everybody invited who did not come. `unclear` are ids of people who accepted and of whom no
    sheet tells anything; they count as absent. `walk_ins` are those on the sheet who became contacts by
    walking in, now or when it was taken before.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    came: int = 0
    absent: int = 0
    unclear: tuple[str, ...] = ()
    walk_ins: tuple[Contact, ...] = ()
    teams: tuple[Team, ...] = ()


def take_back(world: World, campaign_id: str, rows: Sequence[Signed], now: datetime) -> Taken:
    """Record who came, for every row that names one person; the same sheet twice changes nothing.

    Where several rows name one person, one that says they came is enough. Who is in no row is not recorded,
    and counts as absent once anybody is. Who walked in becomes a contact, and gets a follow-up where there is
    no e-mail to write to. All of it is kept, or nothing is.

    Raises:
        UsageError: there is no such campaign, it has no event, or that has not begun.
    """
    campaign, event = meeting(world, campaign_id)
    laid = agenda(world, now, now)
    _has_begun(laid, campaign, event, now)
    expected = {each.id: each for each in invited(world, laid, campaign)}
    with world.ledger.together():
        reading = _Reading(world, campaign, known(world, rows, expected))
        # Who walked in is known before the lines that only mention them.
        for row in sorted(rows, key=lambda each: not each.came):
            reading.take(row)
        taken = reading.taken
        _keep(world, laid.schedules[campaign_id], laid.histories[campaign_id], reading, now)
        _count(taken, world.ledger.history(campaign_id), expected)
    return taken


@dataclass(slots=True)
class _Reading:
    """The lines of a sheet, one after the other: what each person comes to."""

    world: World
    campaign: Campaign
    known: Known
    marks: dict[str, bool] = field(default_factory=dict)
    chosen: dict[str, dict[str, bool]] = field(default_factory=dict)
    changed: dict[str, Contact] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)

    def take(self, row: Signed) -> None:
        found = self.known.meant(row)
        if isinstance(found, Problem):
            self.taken.problems.append(found)
            return
        person = self._as_written(row, found)
        tags = {tag_of(self.world, each, self.known.tags): each in row.leads for each in row.priorities}
        for tag, leads in tags.items():
            team = self.chosen.setdefault(tag, {})
            team[person.id] = leads or team.get(person.id, False)
        after = replace(person, tags=person.tags.union(tags))
        if after != found:
            self.changed[after.id] = after
            self.known.add(after)
        self.marks[after.id] = self.marks.get(after.id, False) or row.came

    def _as_written(self, row: Signed, found: Contact | None) -> Contact:
        if found is None:
            colleagues = self.known.colleagues.get(business_of(row.person), ())
            return newcomer(row, self.campaign, colleagues, self._is_taken)
        if row.person.email and found.email and row.person.email.casefold() != found.email.casefold():
            remedy = "if it is right, import it with `outreach contacts import`"
            self.taken.notes.append(
                Problem(row.place, f"`{found.id}` is known by another e-mail than this; {remedy}")
            )
        return completed(found, row.person)

    def _is_taken(self, contact_id: str) -> bool:
        return contact_id in self.changed or self.world.ledger.contact(contact_id) is not None


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


def _keep(world: World, schedule: Schedule, history: History, reading: _Reading, now: datetime) -> None:
    ledger, campaign = world.ledger, reading.campaign
    if reading.changed:
        ledger.save_contacts(list(reading.changed.values()), now)
    for who, came in reading.marks.items():
        answer = history.answers.get(who)
        if answer is None or answer.attended is not came:
            ledger.record(Reply(campaign.id, who, now, "attendance", attended=came))
    if reading.marks:
        ledger.close_followups([attendance_key(campaign.id)], now)
    taken, source = reading.taken, walked_in(campaign)
    stand = ledger.known(reading.marks)
    taken.walk_ins = tuple(stand[who] for who in reading.marks if stand[who].source == source)
    taken.teams = tuple(_teams(world, reading.chosen))
    owner, today = owner_of(campaign, world.partnerships, world.house), now.astimezone(schedule.mail.zone)
    unreachable = (each for each in taken.walk_ins if not each.email)
    ledger.follow_up(
        [without_address(each, campaign, owner, schedule.mail, today.date()) for each in unreachable]
    )


def _teams(world: World, chosen: Mapping[str, Mapping[str, bool]]) -> Iterator[Team]:
    for tag, people in chosen.items():
        leads = tuple(who for who, is_leading in people.items() if is_leading)
        yield Team(tag, tuple(people), leads, not is_written_to(world, tag))


def _count(taken: Taken, history: History, invited_ids: Iterable[str]) -> None:
    came = {who for who, answer in history.answers.items() if answer.attended}
    told = {who for who, answer in history.answers.items() if answer.attended is not None}
    accepted = {who for who, answer in history.answers.items() if answer.rsvp == "accepted"}
    taken.came = len(came)
    taken.absent = len(({*invited_ids} | told) - came) if history.attendance else 0
    taken.unclear = tuple(sorted(accepted - told))
