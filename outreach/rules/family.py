"""What a rule about a whole partnership looks at, whatever campaign it is about."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from outreach.core.campaign import Campaign
from outreach.core.errors import Place
from outreach.core.fields import zone
from outreach.core.finding import Finding, Level
from outreach.core.history import History
from outreach.core.house import House
from outreach.core.people import Partnership
from outreach.core.plan import Schedule
from outreach.rules.case import Case
from outreach.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Family:
    """One partnership at one moment (UTC), with all its campaigns laid out and their histories by id.

    `place` is where it stands in `config/partnerships.yaml`.
    """

    house: House
    id: str
    partnership: Partnership
    place: Place
    schedules: tuple[Schedule, ...]
    histories: Mapping[str, History]
    now: datetime

    @property
    def today(self) -> date:
        """The partnership's local day."""
        return self.local_day(self.now)

    def local_day(self, instant: datetime) -> date:
        """The day of an instant, in the partnership's zone."""
        where = self.partnership.timezone or self.house.organisation.timezone
        return instant.astimezone(zone(where)).date()


class FamilyRule(Rule):
    """A rule about a partnership as a whole; a waiver in any of its campaigns lets it off.

    Source: ours.
    """

    def check(self, case: Case) -> Iterator[Finding]:
        """Nothing: one campaign does not show it."""
        del case
        yield from ()

    @abstractmethod
    def look(self, family: Family) -> Iterator[Finding]:
        """Everything that breaks the rule, waivers not considered."""

    def found(self, place: Place, message: str, fix: str, *, campaign: Campaign | None = None,
              step: str = "", level: Level | None = None) -> Finding:  # fmt: skip
        """A finding of this rule, at a campaign of the partnership where one is to be changed."""
        return Finding(
            self.code, level or self.level, self.effect, place, message, fix, self.source,
            campaign.id if campaign else "", step,
        )  # fmt: skip
