"""The nouns as tests write them: campaigns in YAML's shape, people in a line, moments in the house's zone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from outreach.core.campaign import Campaign
from outreach.core.deciding import Matter
from outreach.core.errors import Places
from outreach.core.history import Answers, History, Progress
from outreach.core.house import House
from outreach.core.people import Consent, Contact, Partnership
from outreach.core.plan import Schedule, Touch
from outreach.core.schedule import Setting, lay_out_all

DENVER = ZoneInfo("America/Denver")
NOW = datetime(2027, 1, 4, 16, tzinfo=UTC)
"""A Monday, 09:00 in Denver."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
PARTNERSHIP = Partnership.model_validate(
    {"name": "Laramie County Construction Sector Partnership", "timezone": "America/Denver"}
)


def at(wall: str, zone: str = "America/Denver") -> datetime:
    """The instant of a wall-clock time written `2027-03-18 09:00`."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def house(**more: object) -> House:
    """A house in Wyoming with its public holidays."""
    organisation = {
        "name": "Example Sector Partnerships",
        "postal_address": "1 Main Street, Cheyenne, WY 82001",
        "timezone": "America/Denver",
        "holidays": "US-WY",
    }
    sender = {"name": "Example Sector Partnerships", "email": "hello@example.org"}
    return House.model_validate({"organisation": organisation, "sender": sender, **more})


def campaign(*steps: dict[str, Any], **more: Any) -> Campaign:
    """A meeting on 18 March 2027 unless `more` says otherwise."""
    head: dict[str, Any] = {
        "campaign": "spring", "title": "Spring meeting", "kind": "meeting", "partnership": "laramie",
    }  # fmt: skip
    if more.get("kind", "meeting") in ("meeting", "launch", "action-team"):
        head["event"] = {"title": "Spring meeting", "starts": "2027-03-18 09:00", "duration": "2h"}
    if more.get("kind") == "poll":
        head["poll"] = POLL
    return Campaign.written(head | more | {"steps": list(steps)}, Places("campaigns/spring.yaml"))


POLL = {
    "question": "When should we meet?",
    "options": ["2027-02-08 10:00", "2027-02-09 14:00", "2027-02-10 09:00"],
    "closes": "3 days after opening at 17:00",
    "key_people": ["champion-1"],
}
ASK = {"id": "ask", "send": "poll", "template": "polls/ask.md", "when": "on 2027-01-11 at 09:00"}


def step(when: str, send: str = "email", **more: object) -> dict[str, Any]:
    """One step of a campaign, as written; its id is that of its `send:` unless given."""
    written: dict[str, Any] = {"id": send.replace("_", "-"), "send": send, "when": when}
    if send != "task":
        written["template"] = "texts/words.md"
    if send == "post":
        written["networks"] = ["x"]
    return written | more


def person(name: str = "somebody", **more: Any) -> Contact:
    """Somebody who may be written to."""
    return replace(Contact(name, email=f"{name}@example.org", consent=Consent.YES), **more)


def setting(now: datetime = NOW, horizon: datetime | None = None, **more: object) -> Setting:
    """What campaigns stand in at `now`, two years ahead unless a horizon is given."""
    return Setting(house(**more), {"laramie": PARTNERSHIP}, now, horizon or now + timedelta(731), {})


def laid_out(written: Campaign, now: datetime = NOW, history: History | None = None,
             others: Iterable[tuple[Campaign, History]] = (), **more: object) -> Schedule:  # fmt: skip
    """One campaign laid out in the usual house, beside others."""
    histories = {each.id: known for each, known in others}
    histories[written.id] = history or History(written.id)
    return lay_out_all([written, *(each for each, _ in others)], histories, setting(now, **more))[written.id]


def touches_of(schedule: Schedule, step_id: str) -> list[Touch]:
    """The touches of one step."""
    return [touch for touch in schedule.touches if touch.step.id == step_id]


def only_touch(schedule: Schedule, step_id: str) -> Touch:
    """The one touch of a step."""
    [touch] = touches_of(schedule, step_id)
    return touch


def matter_of(schedule: Schedule, step_id: str, history: History | None = None,
              began: datetime = LONG_AGO) -> Matter:  # fmt: skip
    """The one touch of a step with what is needed to decide about it."""
    known = history or History(schedule.campaign.id)
    return Matter(only_touch(schedule, step_id), schedule, known, began)


def history(answers: Mapping[str, Answers] | None = None, **more: Any) -> History:
    """What has happened in the usual campaign."""
    return History("spring", answers=answers or {}, **more)


def begun(*steps: str, when: datetime = LONG_AGO, finished: bool = True, occurrence: str = "once",
          **counts: int) -> dict[tuple[str, str, str], Progress]:  # fmt: skip
    """Steps whose people were enrolled at a moment; `sent=3` counts deliveries by status."""
    return {(each, occurrence, "email"): Progress(when, 1, finished, counts) for each in steps}
