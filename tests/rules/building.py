"""Cases for the rules, built from what a convener would write."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from typing import TypedDict, Unpack

from outreach.core.campaign import Campaign, Step
from outreach.core.finding import Moment
from outreach.core.history import History
from outreach.core.house import House
from outreach.core.people import Contact, Partnership
from outreach.core.plan import Schedule, Touch
from outreach.core.schedule import Setting, lay_out_all
from outreach.rules.case import Case, Decided, Occasion, People, Polled, Posted, Repeat
from outreach.rules.written import WrittenLetter, WrittenPost
from outreach.yamlfile import parse


class Extra(TypedDict, total=False):
    """What else a case may hold."""

    house: House
    touches: tuple[Touch, ...]
    late: Mapping[str, tuple[int, int]]
    readers: Mapping[str, tuple[Contact, ...]]
    people: People | None
    partnership: Partnership
    posts: tuple[WrittenPost, ...]
    letters: tuple[WrittenLetter, ...]
    unwritten: Mapping[Occasion, str]
    unagreed: Mapping[Occasion, tuple[str, ...]]
    polled: tuple[Polled, ...]
    posted: tuple[Posted, ...]
    repeats: Mapping[Occasion, Repeat]
    decided: tuple[Decided, ...]


NOW = datetime(2026, 12, 1, 17, tzinfo=UTC)


def house(**more: object) -> House:
    """A house in Wyoming with its public holidays."""
    return House.model_validate(
        {
            "organisation": {
                "name": "Example Sector Partnerships",
                "postal_address": "1 Main Street, Cheyenne, WY 82001",
                "timezone": "America/Denver",
                "holidays": "US-WY",
            },
            "sender": {"name": "Example Sector Partnerships", "email": "hello@example.org"},
            **more,
        }
    )


def campaign(text: str, name: str = "example") -> Campaign:
    """A campaign from YAML without its head."""
    document = parse(dedent(text), f"campaigns/{name}.yaml")[0]
    assert not document.problems
    head = {"campaign": name, "title": "An example", "partnership": "laramie-construction"}
    return Campaign.written(head | document.data, document.places)


def schedules(campaigns: Iterable[Campaign], now: datetime = NOW,
              histories: Mapping[str, History] | None = None) -> dict[str, Schedule]:  # fmt: skip
    """All of them laid out, two years ahead."""
    setting = Setting(house(), {}, now, now + timedelta(730), {})
    return lay_out_all(campaigns, histories or {}, setting)


def case(text: str, *, moment: Moment = Moment.CHECK, now: datetime = NOW, siblings: Iterable[Campaign] = (),
         history: History | None = None, **more: Unpack[Extra]) -> Case:  # fmt: skip
    """One campaign as the rules see it; what is late and has not begun stands at `now`."""
    judged = campaign(text)
    known = history or History(judged.id)
    laid = schedules((judged, *siblings), now, {judged.id: known})
    schedule = laid[judged.id]
    touches = tuple(
        replace(touch, due=now)
        if touch.due
        and touch.due < now
        and (touch.step.id, touch.occurrence, touch.channel) not in known.progress
        else touch
        for touch in schedule.touches
    )
    if "readers" in more:
        more["people"] = People(readers=more.pop("readers"))
    return Case(
        schedule=schedule,
        moment=moment,
        now=now,
        history=known,
        siblings=tuple(laid.values()),
        **{"house": house(), "touches": touches, **more},  # type: ignore[arg-type]
    )


POSTING = """\
kind: social
steps:
  - id: jobs
    send: post
    networks: [x, bluesky, mastodon]
    template: posts/jobs.txt
    when: on 2027-02-02 at 10:00
"""


def written(step: Step, text: str, networks: tuple[str, ...] = ("x", "bluesky", "mastodon"),
            file: str = "templates/posts/jobs.txt", occurrence: str = "once") -> WrittenPost:  # fmt: skip
    """A post as rendered, whose template starts with a line of front matter on lines 1 to 3."""
    paragraphs, lines, line = [], [], 4
    for part in text.split("\n\n"):
        paragraphs.append(part)
        lines.append(line)
        line += part.count("\n") + 2
    return WrittenPost(step, occurrence, networks, tuple(paragraphs), file, tuple(lines))


def posting(*texts: str, networks: tuple[str, ...] = ("x", "bluesky", "mastodon"),
            **more: Unpack[Extra]) -> Case:  # fmt: skip
    """A campaign of one post, with the texts it would carry."""
    base = case(POSTING, **more)
    step = base.campaign.steps[0]
    return replace(base, posts=tuple(written(step, text, networks) for text in texts))


def letter(
    judged: Case, text: str, *, step: str = "", subject: str = "An update", **more: object
) -> WrittenLetter:
    """An e-mail of a step (the first without a name) as rendered; its template's body begins on line 4."""
    of = judged.campaign.step(step) or judged.campaign.steps[0]
    paragraphs, lines, line = [], [], 4
    for part in dedent(text).strip().split("\n\n"):
        paragraphs.append(part)
        lines.append(line)
        line += part.count("\n") + 2
    known = {
        "occurrence": "once",
        "file": f"templates/{of.template}",
        "subject_line": 2,
        "links": (),
        "html": text,
        "names": ("[first name]", "[last name]"),
        "is_list": of.is_list_mail,
    }
    return WrittenLetter(
        step=of, subject=subject, paragraphs=tuple(paragraphs), lines=tuple(lines), text=text,
        **{**known, **more},  # type: ignore[arg-type]
    )  # fmt: skip
