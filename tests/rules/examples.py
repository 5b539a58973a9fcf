"""A rule's own examples, as they stand in its class, read into cases."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from textwrap import dedent
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from outreach.actions.judging.crowd import Crowd
from outreach.actions.planning.parts import Part, put_off
from outreach.actions.planning.shares import cohorts, decided
from outreach.core.audience import answers_of, audience
from outreach.core.deciding import Matter
from outreach.core.errors import Place
from outreach.core.finding import Moment
from outreach.core.history import Announced, History, Progress
from outreach.core.mentions import contact_ids
from outreach.core.people import Consent, Contact, Partnership, Standing
from outreach.core.plan import Decide
from outreach.rules.case import Case, Decided, People, Polled, Posted, Repeat
from outreach.rules.family import Family
from outreach.yamlfile import parse
from tests.rules.building import NOW, campaign, case, house, letter, posting, written

DENVER = ZoneInfo("America/Denver")
SETS = ("roles", "partnerships", "tags")
LAYOUTS = ("layout.html", "layout-letter.html")
LEAVE = "mailto:hello@example.org?subject=Unsubscribe"
FOOT = '<p>{{ footer.postal_address }} <a href="{{ footer.unsubscribe }}">Unsubscribe</a></p>'
READ_OTHERWISE = (*SETS, "consent", "key", "decision_maker", "standing")


def example(text: str, moment: Moment = Moment.CHECK) -> Case:
    """The case of a rule's own example: YAML where it starts with a kind, else a post.

    Further documents behind `---` are other campaigns of the partnership. Behind the campaigns, each block
    that a line `--- name` starts says something else: what a template says (`--- posts/jobs.txt`; `---
    launch/letter.md`, with `subject: ...` on its first line where it matters; `--- layout.html`), who is
    known (`--- people.csv`), the partnership (`--- partnership`, YAML), or what has happened by when (`---
    the ledger`, YAML: see `_happened`).
    """
    if not text.startswith("kind:"):
        return posting(text)
    campaigns, *blocks = re.split(r"^--- ", text, flags=re.MULTILINE)
    head, *others = re.split(r"^---\n", campaigns, flags=re.MULTILINE)
    beside = [campaign(each, f"beside-{number}") for number, each in enumerate(others)]
    said = {name.strip(): body for name, _, body in (each.partition("\n") for each in blocks)}
    ledger = yaml(said.pop("the ledger", "")) or {}
    now = datetime.fromisoformat(f"{ledger.pop('now')}").replace(tzinfo=DENVER) if "now" in ledger else NOW
    people = said.pop("people.csv", "")
    partnership = yaml(said.pop("partnership", ""))
    base = case(
        head, moment=moment, now=now.astimezone(UTC), history=_happened(head, ledger), siblings=beside
    )
    if partnership is not None:
        base = replace(base, partnership=Partnership.model_validate({"name": "Example"} | partnership))
    known = _known_of(ledger)
    if people:
        base = replace(base, people=_known(base, people))
        known["decided"] = (*known["decided"], *_decided(base, contacts(people)))
    return replace(base, **_texts(base, said), **known)


def family(judged: Case) -> Family:
    """The partnership of a case, which has no other campaigns than those beside it."""
    partnership = judged.partnership or Partnership(name="Example", stage="sustaining")
    schedules = judged.siblings or (judged.schedule,)
    histories = {each.campaign.id: History(each.campaign.id) for each in schedules}
    histories[judged.campaign.id] = judged.history
    place = Place("config/partnerships.yaml", 1)
    return Family(judged.house, "laramie-construction", partnership, place, schedules, histories, judged.now)


def yaml(text: str) -> Any:
    """A YAML document as data, or None where there is none."""
    return parse(dedent(text), "example")[0].data if text.strip() else None


def contacts(text: str) -> tuple[Contact, ...]:
    """People from CSV with a heading, as `contacts import` reads them."""
    return tuple(
        Contact(
            **{
                **{
                    key: value
                    for key, value in row.items()
                    if key not in (*SETS, "consent", "key", "decision_maker")
                },
                **{key: frozenset(filter(None, row.get(key, "").split(";"))) for key in SETS},
                "standing": Standing(row.get("standing") or "ok"),
                "consent": Consent(row.get("consent") or "yes"),
                "key": row.get("key") == "yes",
                "decision_maker": {"yes": True, "no": False}.get(row.get("decision_maker", "")),
            }
        )  # type: ignore[arg-type]
        for row in csv.DictReader(io.StringIO(dedent(text).strip()), skipinitialspace=True)
    )


def people(judged: Case, *known: Contact) -> People:
    """What a case knows of people: those whom its steps, its audience and its file mean."""
    crowd = Crowd(tuple(sorted(known, key=lambda each: each.id)))
    steps = {touch.step.id: touch for touch in judged.touches}
    readers = {name: crowd.meant(audience(touch)) for name, touch in steps.items()}
    chosen = judged.campaign.audience
    guests = crowd.chosen(chosen) if chosen is not None else ()
    return People(readers, guests, crowd.named(each for each, _ in contact_ids(judged.campaign)))


def _known(judged: Case, text: str) -> People:
    return people(judged, *contacts(text))


def _texts(judged: Case, said: Mapping[str, str]) -> dict[str, object]:
    """The posts and the letters that the blocks of an example give."""
    posts, letters = [], []
    layout = next((body for path, body in said.items() if path in LAYOUTS), "{{ body }}" + FOOT)
    for path, body in said.items():
        if path in LAYOUTS:
            continue
        steps = judged.campaign.steps
        step = next((each for each in steps if path in (each.template, *each.posts)), steps[0])
        if path.endswith(".txt"):
            posts.append(written(step, body.rstrip(), step.networks or ("kit",), f"templates/{path}"))
        else:
            found = re.match(r"subject: *(.*)\n+", body)
            subject = found[1].strip('"') if found else "An update"
            words = body[found.end() :] if found else body
            links = tuple(re.findall(r"\]\(([^)]*)\)", words))
            made = letter(judged, words, step=step.id, subject=subject, links=links, leaves_by=(LEAVE,))
            letters.append(
                replace(made, text=_filled("{{ body }}" + FOOT, words), html=_filled(layout, words))
            )
    return {"posts": tuple(posts), "letters": tuple(letters)}


def _filled(layout: str, words: str) -> str:
    """A layout with what an example's letter has in it."""
    postal = house().organisation.postal_address
    values = {"body": words, "footer.postal_address": postal, "footer.unsubscribe": LEAVE}
    for name, value in values.items():
        layout = layout.replace(f"{{{{ {name} }}}}", value)
    return layout


def _happened(head: str, ledger: Mapping[str, Any]) -> History | None:
    """The history that an example tells of.

    Args:
        head: the campaign.
        ledger: `announced: 2027-03-18 09:00` (the start that those invited know), `attendance: true`, `done:
            [ids]`, `sent: {step: 2027-02-01 09:00}`.
    """
    if not ledger:
        return None
    known, event = History("example"), campaign(head).event
    if "announced" in ledger and event is not None:
        told = _instant(ledger["announced"])
        known = replace(
            known,
            announced=Announced(
                "uid", 0, 0, event.title, told, event.duration, ledger.get("place", event.location),
                cancelled=False, at=told - timedelta(42),
            ),
        )  # fmt: skip
    sent = {
        (step, "once", "email"): Progress(_instant(when), 1, finished=True, counts={"sent": 3})
        for step, when in ledger.get("sent", {}).items()
    }
    done = frozenset(ledger.get("done", ()))
    return replace(known, progress=sent, attendance=bool(ledger.get("attendance")), done=done)


def _decided(judged: Case, everybody: tuple[Contact, ...]) -> tuple[Decided, ...]:
    """What a plan of the example's campaigns decides about its people."""
    crowd, parts = Crowd(everybody), list[Part]()
    touches = [(touch, each) for each in judged.siblings for touch in each.touches if touch.step.is_mail]
    for touch, schedule in sorted(touches, key=lambda each: each[0].due or judged.now):
        history = judged.history if schedule is judged.schedule else History(schedule.campaign.id)
        matter = Matter(touch, schedule, history, judged.now)
        alike = cohorts(matter, [(each, answers_of(history, each)) for each in crowd.meant(audience(touch))])
        parts.append(Part(matter, alike, decided(matter, alike, judged.now, None), None, {}, is_new=True))
    ledger = SimpleNamespace(knocks=lambda *_: {})
    campaigns = tuple(each.campaign for each in judged.siblings)
    world: Any = SimpleNamespace(house=judged.house, ledger=ledger, campaigns=campaigns)
    moved = put_off(world, crowd, judged.now, parts)
    mine = (part for part in parts if part.matter.schedule is judged.schedule)
    told = (each for campaign, each in moved if campaign == judged.campaign.id)
    return (*(each for part in mine for each in part.outcomes(judged.now)), *told)


def _known_of(ledger: Mapping[str, Any]) -> dict[str, Any]:
    """What else a case knows: `decided`, `repeats`, `posted`, `polled`, `unagreed`, `unwritten`.

    Each as in `Case`, in YAML: `repeats: {reminder: {step: letter, on: 2027-01-10 09:00, people: 14}}`.
    """
    return {
        "decided": tuple(
            Decided(
                each["step"], each.get("occurrence", "once"), each["rule"], Decide(each["what"]),
                each.get("reason", ""), each["people"], _instant(each["until"]) if "until" in each else None,
            )
            for each in ledger.get("decided", ())
        ),
        "repeats": {
            (step, "once"): Repeat("example", each["step"], _instant(each["on"]), each["people"])
            for step, each in ledger.get("repeats", {}).items()
        },
        "posted": tuple(
            Posted("another", each["step"], "once", each["network"], each["text"], _instant(each["on"]))
            for each in ledger.get("posted", ())
        ),
        "polled": tuple(
            Polled(each["campaign"], _instant(each["opens"]), frozenset(each["people"]))
            for each in ledger.get("polled", ())
        ),
        "unagreed": {(step, "once"): tuple(names) for step, names in ledger.get("unagreed", {}).items()},
        "unwritten": {(step, "once"): path for step, path in ledger.get("unwritten", {}).items()},
    }  # fmt: skip


def _instant(wall: object) -> datetime:
    return datetime.fromisoformat(f"{wall}").replace(tzinfo=DENVER).astimezone(UTC)
