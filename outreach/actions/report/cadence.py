"""Cadence kept: what the house's rules owed in the period, judged by what was really sent, not by plans."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest

from outreach.actions.report.faith import Promise, PromiseKind, Verdict
from outreach.actions.report.scope import Field
from outreach.core.campaign import Campaign, Step
from outreach.core.history import History
from outreach.core.openhours import Calendar, add_business_days, add_months, open_day_on_or_after
from outreach.core.plan import Schedule
from outreach.core.polling import outcome
from outreach.core.steps import is_recap, is_update
from outreach.ports.reporting import About, Sent
from outreach.rules.families.afterwards.following import SUMMED_UP, RecapInAWeek
from outreach.rules.families.cadence.updates import UpdateCadence
from outreach.rules.families.notice.notice import InvitationNotice, TeamNotice
from outreach.rules.families.polls.days import PollOpenFor
from outreach.rules.reading.meetings import GUESTS, gatherings, invites, is_over

ONE_DAY = timedelta(days=1)
BEGUN = ("moving_to_action", "sustaining")
"""The stages of a partnership that has launched, whether or not the launch stands in a file."""
Such = Callable[[Campaign, Step | None, Sent], bool]
"""Whether what was sent of a campaign by a step (None where it is gone from the file) is of a kind."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """What was sent of the partnerships' campaigns, and when their events and polls were."""

    field: Field
    schedules: Mapping[str, Schedule]
    histories: Mapping[str, History]
    sent: Mapping[str, Sequence[Sent]]

    def promises(self) -> Iterator[Promise]:
        """Everything owed in the period: updates, then the rest by kind and the day it was due."""
        for partnership in self.field.partnerships:
            yield from self._updates(partnership)
        decided = self.field.world.ledger.polls_decided()
        single = [
            *filter(None, map(self._invitation, self.field.campaigns)),
            *filter(None, map(self._recap, self.field.campaigns)),
            *filter(None, (self._poll(each, decided.get(each.id)) for each in self.field.campaigns)),
        ]
        yield from sorted(single, key=lambda each: (each.kind, each.due, each.campaign))

    # Updates
    def _updates(self, partnership: str) -> Iterator[Promise]:
        """A partnership's updates: each day of the period by which another was due, and when it went out.

        The first is counted from the last before the period, or where none has gone out from the launch. A
        partnership that has yet to begin, or is at rest, owes none after the last.
        """
        campaigns, own = self.field.of(partnership), self.field.world.partnerships[partnership]
        if self.field.wanted.campaign and not any(_sends_updates(each) for each in self.field.campaigns):
            return
        calendar, wanted = self.field.calendar_of(partnership), self.field.wanted
        first, last = _local(calendar, wanted.start), _local(calendar, wanted.end)
        today = _local(calendar, self.field.until)
        went = sorted({_local(calendar, each.first) for each in self._sent_of(campaigns, _is_update)})
        launch = self._launched(campaigns, calendar)
        starts = [launch, *went] if launch and (not went or launch < went[0]) else went
        goes_on = own.stage in BEGUN or (launch is not None and own.stage != "resting")
        for start, after in zip_longest(starts, starts[1:]):
            due = self._next_update(calendar, start)
            if first <= due <= last and (after or goes_on):
                verdict, code = _verdict(after, due, today), UpdateCadence.code
                yield Promise("update", code, partnership, "", own.name, start, due, after, verdict)

    def _next_update(self, calendar: Calendar, start: date) -> date:
        """The last day for the update after one; the last day of a month is met by that of another."""
        months = UpdateCadence.of(self.field.world.house).months
        due = add_months(start, months)
        if (start + ONE_DAY).day == 1:
            due = add_months(due.replace(day=1), 1) - ONE_DAY
        return open_day_on_or_after(calendar, due)

    def _launched(self, campaigns: Iterable[Campaign], calendar: Calendar) -> date | None:
        """The day of the first launch that is over."""
        laid = [self.schedules[each.id] for each in campaigns]
        over = (each.starts for each in gatherings(laid, {"launch"}) if is_over(each, self.field.until))
        return min((_local(calendar, each) for each in over if each), default=None)

    # Invitations
    def _invitation(self, campaign: Campaign) -> Promise | None:
        """Whether an event's invitation left its guests the notice they are owed."""
        starts, calendar = self._held(campaign, GUESTS | {"action-team"}), self.field.mail(campaign.id)
        if starts is None:
            return None
        day, house = _local(calendar, starts), self.field.world.house
        if campaign.kind in GUESTS:
            rule, due = InvitationNotice.code, day - timedelta(InvitationNotice.of(house).days)
        else:
            rule, due = TeamNotice.code, add_business_days(calendar, day, -TeamNotice.of(house).days)
        return self._judged("invitation", rule, campaign, day, due, self._first(campaign, _is_invitation))

    # Recaps
    def _recap(self, campaign: Campaign) -> Promise | None:
        """Whether an event that is over was followed by a recap in time."""
        starts, calendar = self._held(campaign, SUMMED_UP), self.field.mail(campaign.id)
        ends = self.schedules[campaign.id].ends
        if starts is None or ends is None or ends > self.field.until:
            return None
        day = _local(calendar, ends)
        days = RecapInAWeek.of(self.field.world.house).days
        due = open_day_on_or_after(calendar, day + timedelta(days))
        return self._judged("recap", RecapInAWeek.code, campaign, day, due, self._first(campaign, _is_recap))

    # Polls
    def _poll(self, campaign: Campaign, decided: datetime | None) -> Promise | None:
        """Whether a poll asked in the period was settled in time (P003), by its votes or a person."""
        calendar = self.field.mail(campaign.id)
        asked = [each.first for each in self._sent_of([campaign], _is_poll)]
        if campaign.poll is None or not asked or not self._within(min(asked)):
            return None
        opened, schedule = _local(calendar, min(asked)), self.schedules[campaign.id]
        votes = self.histories[campaign.id].votes
        ended = outcome(campaign.poll, votes, None, schedule.closes, self.field.now)
        settled = schedule.closes if ended.winner is not None else decided
        due = open_day_on_or_after(calendar, opened + timedelta(PollOpenFor.of(self.field.world.house).days))
        done = _local(calendar, settled) if settled else None
        return self._judged("poll", PollOpenFor.code, campaign, opened, due, done)

    def _judged(
        self, kind: PromiseKind, rule: str, campaign: Campaign, start: date, due: date, done: date | None
    ) -> Promise:
        today = _local(self.field.mail(campaign.id), self.field.until)
        waived = any(campaign.lets_off(step, rule, due) for step in campaign.steps)
        about = campaign.event.title if campaign.event else campaign.title
        return Promise(
            kind, rule, campaign.partnership or "", campaign.id, about, start, due, done,
            _verdict(done, due, today), waived,
        )  # fmt: skip

    def _held(self, campaign: Campaign, kinds: Iterable[str]) -> datetime | None:
        """When a campaign's event begins, where it is of such a kind, in the period, not called off."""
        starts = self.schedules[campaign.id].starts
        if campaign.event is None or campaign.event.status == "cancelled" or campaign.kind not in kinds:
            return None
        return starts if starts is not None and self._within(starts) else None

    def _first(self, campaign: Campaign, is_such: Such) -> date | None:
        """The local day on which the first of such steps began to go out."""
        went = [each.first for each in self._sent_of([campaign], is_such)]
        return _local(self.field.mail(campaign.id), min(went)) if went else None

    def _sent_of(self, campaigns: Iterable[Campaign], is_such: Such) -> Iterator[Sent]:
        for campaign in campaigns:
            for each in self.sent.get(campaign.id, ()):
                if is_such(campaign, _step(campaign, each.step), each):
                    yield each

    def _within(self, moment: datetime) -> bool:
        return self.field.wanted.start <= moment <= self.field.wanted.end


def _is_update(campaign: Campaign, step: Step | None, sent: Sent) -> bool:
    """An update; in a campaign of updates also one whose step is gone."""
    if step is None:
        return campaign.kind == "updates" and sent.channel == "email"
    return is_update(step, campaign.kind)


def _is_invitation(campaign: Campaign, step: Step | None, sent: Sent) -> bool:
    return step is not None and sent.occurrence == "once" and invites(campaign, step, {campaign.kind})


def _is_recap(campaign: Campaign, step: Step | None, sent: Sent) -> bool:
    del sent
    return step is not None and step.table == "inner_table" and is_recap(campaign, step)


def _is_poll(campaign: Campaign, step: Step | None, sent: Sent) -> bool:
    del campaign
    return step is not None and step.send == "poll" and sent.occurrence == "once"


def _sends_updates(campaign: Campaign) -> bool:
    return any(is_update(each, campaign.kind) for each in campaign.steps)


def _step(campaign: Campaign, name: str) -> Step | None:
    """The step that the ledger keeps under a name, its own or the one it had before."""
    return campaign.step(name) or next((each for each in campaign.steps if each.was == name), None)


def _verdict(done: date | None, due: date, today: date) -> Verdict:
    if done is not None:
        return "kept" if done <= due else "broken"
    return "broken" if today > due else "open"


def _local(calendar: Calendar, moment: datetime) -> date:
    return moment.astimezone(calendar.zone).date()


def cadence_of(
    field: Field, schedules: Mapping[str, Schedule], histories: Mapping[str, History]
) -> tuple[Promise, ...]:
    """Every promise of the period."""
    kin = {each.id for name in field.partnerships for each in field.of(name)}
    kin |= {each.id for each in field.campaigns}
    sent: dict[str, list[Sent]] = {}
    about = About(frozenset(kin), field.wanted.start, field.until)
    for each in field.world.ledger.sent_first(about):
        sent.setdefault(each.campaign, []).append(each)
    return tuple(Cadence(field, schedules, histories, sent).promises())
