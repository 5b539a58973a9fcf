"""The world a verb acts in, as values and doors; built in `wiring.py`, faked in tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outreach.actions.layouts import Layouts
from outreach.core.campaign import Campaign
from outreach.core.errors import Problem, UsageError
from outreach.core.house import House
from outreach.core.people import Partnership
from outreach.core.spelling import nearest
from outreach.ports import Channel, Clock, Inbox, Ledger, Renderer, Rest, SentFolder, Shelf


@dataclass(frozen=True, slots=True)
class World:
    """Everything a verb may use.

    `problems` are what could not be understood in the files: their campaigns are left out of `campaigns`.
    `channels` are keyed by a touch's channel (email, x, ..., phone, task). `assumed` makes every text count
    as approved and agreed, as a simulation does. `layouts` are what a simulation remembers of its layouts.
    Without a `clock` a pass stands at the moment it is given, and without a `rest` it never waits; without a
    `shelf` nobody can subscribe to calendars.
    `inboxes` are where answers arrive, `sent_folder` where a shared mailbox keeps what people sent from it,
    `mailbag` where what came back is kept as it came.
    `impatient` tries at once what has failed: a person is waiting, who may have mended it. `at_once` names
    the one campaign whose changes go out now, whatever the hour, and nothing else. `as_read` tells whether
    the files still say what the campaigns were made from.
    """

    house: House
    campaigns: tuple[Campaign, ...]
    partnerships: Mapping[str, Partnership]
    ledger: Ledger
    renderer: Renderer
    secret: bytes
    channels: Mapping[str, Channel] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    assumed: bool = False
    layouts: Layouts | None = None
    clock: Clock | None = None
    rest: Rest | None = None
    shelf: Shelf | None = None
    inboxes: tuple[Inbox, ...] = ()
    sent_folder: SentFolder | None = None
    mailbag: Shelf | None = None
    at_once: str = ""
    impatient: bool = False
    as_read: Callable[[], bool] | None = None

    def moment(self, given: datetime) -> datetime:
        """This moment (UTC), never before the one given: a clock that is set back turns nothing back."""
        return max(given, self.clock.now()) if self.clock is not None else given

    @property
    def stopping(self) -> bool:
        """Whether the program has been asked to stop."""
        return self.rest is not None and self.rest.stopping

    def campaign(self, campaign_id: str) -> Campaign | None:
        """The campaign of that id."""
        return next((each for each in self.campaigns if each.id == campaign_id), None)

    def named(self, campaign_id: str) -> Campaign:
        """The campaign that somebody names.

        Raises:
            UsageError: there is none of that id.
        """
        found = self.campaign(campaign_id)
        if found is None:
            ids = [each.id for each in self.campaigns]
            raise UsageError(f"there is no campaign `{campaign_id}`{nearest(campaign_id, ids)}")
        return found
