"""How long it takes to plan 1,000 campaigns of 50 steps each from memory: laid out, and decided.

The mix is what conveners write: steps around an event, on dates, every two weeks with an end, posts on two
networks; a handful of people in each campaign, who differ in what they answered. Usage:
`planning.py [--profile]`.
"""

import cProfile
import pstats
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outreach.__main__ import collect_seldom
from outreach.actions.agenda import Agenda
from outreach.actions.planning.shares import Cohort, cohorts, decided, shares_of
from outreach.core.audience import answers_wanted
from outreach.core.campaign import Campaign
from outreach.core.errors import Places
from outreach.core.history import SILENT, Answers, History
from outreach.core.people import Contact
from outreach.core.schedule import Setting, lay_out_all
from tests.core.building import PARTNERSHIP, house, person, step

CAMPAIGNS, STEPS = 1_000, 50
NOW = datetime(2027, 1, 4, 16, tzinfo=UTC)
HORIZON = NOW + timedelta(366)
NETWORKS = ["x", "mastodon"]
PEOPLE: tuple[tuple[Contact, Answers], ...] = (
    (person("champion-1", key=True), Answers(replied=True, rsvp="accepted")),
    (person("champion-2"), Answers(replied=True, rsvp="declined")),
    (person("member-1"), SILENT),
    (person("member-2"), SILENT),
    (person("member-3"), SILENT),
)


def written(number: int) -> Campaign:
    """One campaign: one recurring step, three posts, the rest around the event, after each other or dated."""
    starts = datetime(2027, 3, 1, 9, tzinfo=UTC) + timedelta(number % 250)
    steps = [
        step("6 weeks before event at 09:00", "invite", id="invitation"),
        step("every 2 weeks from 2027-01-05 at 09:00 until 2027-03-31", id="news"),
        *(
            step(f"{n} weeks before event at 10:00", "post", id=f"post-{n}", networks=NETWORKS)
            for n in (1, 3, 5)
        ),
    ]
    kinds: tuple[Callable[[int], dict[str, Any]], ...] = (
        lambda n: step(f"{n} days before event at 09:00", id=f"reminder-{n}", to="not_declined"),
        lambda n: step(f"on {starts + timedelta(n):%Y-%m-%d} at 14:00", id=f"dated-{n}"),
        lambda n: step(f"{n % 9 + 1} business days after event", id=f"after-{n}", to="accepted"),
        lambda n: step(f"{n} days after invitation at 09:00", "call", id=f"call-{n}", to="not_replied"),
    )
    steps += [kinds[n % len(kinds)](n) for n in range(1, STEPS - len(steps) + 1)]
    data = {
        "campaign": f"campaign-{number}", "title": "A meeting", "kind": "meeting", "partnership": "laramie",
        "event": {"title": "A meeting", "starts": f"{starts:%Y-%m-%d %H:%M}", "duration": "2h"},
        "steps": steps,
    }  # fmt: skip
    return Campaign.written(data, Places(f"campaigns/campaign-{number}.yaml"))


def lay_out(campaigns: list[Campaign]) -> Agenda:
    """Every campaign laid out for a year."""
    histories = {each.id: History(each.id) for each in campaigns}
    setting = Setting(house(), {"laramie": PARTNERSHIP}, NOW, HORIZON, {})
    return Agenda(lay_out_all(campaigns, histories, setting), histories, NOW)


def decide(laid: Agenda) -> tuple[int, int]:
    """Every touch decided for its people: how many touches, and how many rows they make."""
    touches = rows = 0
    known: dict[tuple[object, ...], tuple[Cohort, ...]] = {}
    for matter in laid.matters():
        touch = matter.touch
        mark = (touch.campaign.id, touch.step.send, touch.step.words)
        if mark not in known:
            meant = [each for each in PEOPLE if answers_wanted(touch, *each)]
            known[mark] = cohorts(touch, [(None, SILENT)] if touch.step.send == "post" else meant)
        settled = decided(matter, known[mark], NOW, None)
        rows += len(shares_of(matter, known[mark], settled, NOW, None))
        touches += 1
    return touches, rows


def main() -> None:
    """Print how long laying out and deciding take, and how many touches that is in a second."""
    campaigns = [written(number) for number in range(CAMPAIGNS)]
    profile = cProfile.Profile()
    if "--profile" in sys.argv:
        profile.enable()
    collect_seldom()
    clock, began = perf_counter(), process_time()
    laid = lay_out(campaigns)
    laid_out = process_time()
    touches, rows = decide(laid)
    ended, wall = process_time(), perf_counter() - clock
    profile.disable()
    print(f"{CAMPAIGNS:,} campaigns of {STEPS} steps: {touches:,} touches, {rows:,} rows")
    print(f"laid out in {laid_out - began:.2f} s, decided in {ended - laid_out:.2f} s of processor time")
    rate = touches / (ended - began)
    print(f"together {ended - began:.2f} s ({wall:.2f} s by the clock), {rate:,.0f} touches a second")
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
