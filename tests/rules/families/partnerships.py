"""Whole partnerships for the rules, with all their campaigns and what has happened in them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from outreach.core.campaign import Campaign
from outreach.core.errors import Place
from outreach.core.history import History, Progress
from outreach.core.people import Partnership
from outreach.core.schedule import Setting, lay_out_all
from outreach.rules.family import Family
from tests.rules.building import house

MARCH = datetime(2027, 3, 22, 16, tzinfo=UTC)
"""The Monday after a launch on 18 March 2027."""


def lived(name: str, *gone: tuple[str, str], recurring: bool = True) -> History:
    """A campaign that began long ago, and of which these steps went out on these days."""
    then = datetime(2026, 1, 4, 16, tzinfo=UTC)
    progress = {
        (step, day if recurring else "once", "email"): Progress(
            datetime.fromisoformat(f"{day}T16:00+00:00"), 1, finished=True, counts={"sent": 30}
        )
        for step, day in gone
    }
    return History(name, began=then, progress=progress)


def a_family(
    *campaigns: Campaign,
    now: datetime = MARCH,
    stage: str = "sustaining",
    horizon: timedelta = timedelta(366),
    rules: Mapping[str, Mapping[str, int]] | None = None,
    **histories: History,
) -> Family:
    """A partnership with these campaigns, and what has happened in them by now."""
    known = {each.id: histories.get(each.id, lived(each.id)) for each in campaigns}
    setting = Setting(house(), {}, now, now + horizon, {})
    laid = tuple(lay_out_all(campaigns, known, setting).values())
    partnership = Partnership.model_validate({"name": "Construction", "stage": stage})
    place = Place("config/partnerships.yaml", 7)
    return Family(house(rules=rules or {}), "laramie-construction", partnership, place, laid, known, now)
