"""What R001 costs: a plan of 200 campaigns for 1,000 to 100,000 people, and a batch of a run.

Each of 50 partnerships has a meeting with its reminders, its updates, a kit and its news; people belong to
one partnership, one in ten to two, one in a hundred to five, whose people hear too much and wait. Measured in
alternation with the same plan in which nothing knocks: what is between them is the rule. Then a batch of 200
people is looked up in ledgers of ever more people. Usage: `knocks.py [PEOPLE ...]`.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outreach.__main__ import collect_seldom
from outreach.actions.planning import parts
from outreach.core.history import Key, Status
from outreach.core.people import Contact
from outreach.ledger.store import SqlLedger
from outreach.ports import Begun, Entry, Outcome
from tests.world import Office, at, member

SIZES = (1_000, 10_000, 100_000)
PARTNERSHIPS = 50
ROUNDS = 3
BATCH = 200
NOW = "2027-01-04 08:00"
MAIL, KIT = "template: letter.md", "template: kit.md, posts: [post.txt]"
MEETING = f"""\
  - {{id: invitation, send: invite, {MAIL}, when: 6 weeks before event at 09:00}}
  - {{id: first, send: email, {MAIL}, when: 4 weeks before event at 09:00, to: not_declined}}
  - {{id: second, send: email, {MAIL}, when: 2 weeks before event at 09:00, to: not_declined}}
  - {{id: ready, send: email, {MAIL}, when: 2 days before event at 09:00, to: accepted}}
  - {{id: recap, send: email, {MAIL}, when: 1 business day after event at 14:00}}
"""
KINDS = {
    "meeting": MEETING,
    "updates": f"  - {{id: update, send: email, {MAIL}, when: every 2 months from 2027-01-12 at 09:00}}",
    "kits": f"  - {{id: kit, send: kit, {KIT}, when: every 3 months from 2027-02-02}}",
    "news": f"  - {{id: news, send: email, {MAIL}, counts_as: update, when: every 2 months from 2027-02-09}}",
}


def campaign(kind: str, number: int) -> str:
    """One campaign file of a partnership."""
    starts = datetime(2027, 3, 1, 9, tzinfo=UTC) + timedelta(number * 37 % 250)
    event = f"event: {{title: Meeting, starts: {starts:%Y-%m-%d %H:%M}, duration: 2h, location: Hall}}\n"
    return f"""\
campaign: {kind}-{number}
title: {kind} of partnership {number}
kind: {"social" if kind == "kits" else "updates" if kind == "news" else kind}
partnership: partnership-{number}
{event if kind == "meeting" else ""}audience: {{partnerships: [partnership-{number}]}}
steps:
{KINDS[kind]}
"""


def person(number: int) -> Contact:
    """One business member of one partnership, or of two or five."""
    several = 5 if number % 100 == 0 else 2 if number % 10 == 0 else 1
    names = {f"partnership-{(number * 7 + each) % PARTNERSHIPS}" for each in range(several)}
    firm = f"Business {number % PARTNERSHIPS}-{number // PARTNERSHIPS // 3}"
    return member(f"p{number:06}", partnerships=frozenset(names), organisation=firm)


def office(root: Path, people: int) -> Office:
    """Four campaigns of each partnership, and the people."""
    made = Office(root)
    about = "industry: construction, timezone: America/Denver, conveners: [convener]"
    names = (f"partnership-{number}" for number in range(PARTNERSHIPS))
    made.write("config/partnerships.yaml", "".join(f"{name}: {{name: {name}, {about}}}\n" for name in names))
    made.write(
        "templates/kit.md", "---\nsubject: A kit\n---\n{% for post in posts %}{{ post.text }}{% endfor %}\n"
    )
    for number in range(PARTNERSHIPS):
        for kind in KINDS:
            made.write(f"campaigns/{kind}-{number}.yaml", campaign(kind, number))
    everybody = map(person, range(people))
    while some := list(islice(everybody, 5_000)):
        made.people(*some)
    return made


def seconds(deed: Callable[[], object]) -> float:
    """How much processor time something takes."""
    began = process_time()
    deed()
    return process_time() - began


def knocked(ledger: SqlLedger, people: int) -> None:
    """Three letters to everybody in the last weeks."""
    for number in range(3):
        when = at("2026-12-10 09:00") + timedelta(7 * number)
        for some in pages(f"p{each:06}" for each in range(people)):
            keys = [Key("news", f"letter-{number}", "once", each) for each in some]
            entries = (Entry(key, "email", Status.WAITING, when) for key in keys)
            ledger.enrol("news", f"letter-{number}", "once", "email", entries, when)
            ledger.claim(keys, when)
            with ledger.database.write():
                for key in keys:
                    ledger.settle_and_begin((), [Begun(key, knock=True)], when)
                ledger.settle([Outcome(key, Status.SENT) for key in keys], when)


def pages(names: Iterator[str]) -> Iterator[list[str]]:
    """So many at a time."""
    while some := list(islice(names, 5_000)):
        yield some


def measured(people: int) -> str:
    """A plan with the rule and without, in turns, and a batch of a run."""
    with TemporaryDirectory() as folder:
        made = office(Path(folder), people)
        knocked(made.ledger, people)
        without, with_rule = list[float](), list[float]()
        for _ in range(ROUNDS):
            with patch.object(parts, "rank", lambda *_: None):
                without.append(seconds(lambda: made.plan(NOW, "2027-12-31 23:59")))
            with_rule.append(seconds(lambda: made.plan(NOW, "2027-12-31 23:59")))
        batch = [f"p{number:06}" for number in range(0, people, people // BATCH)][:BATCH]
        asked = [seconds(lambda: made.ledger.knocks(batch, at("2026-12-06 00:00"))) for _ in range(20)]
    return (
        f"a plan {median(with_rule):.2f} s, {median(without):.2f} s without the rule, ratio "
        f"{median(with_rule) / median(without):.2f}; {len(batch)} people looked up in "
        f"{median(asked) * 1000:.1f} ms"
    )


def main() -> None:
    """Print what the rule adds to a plan, and what a batch of a run costs, as people grow in number."""
    collect_seldom()
    for people in [int(each) for each in sys.argv[1:]] or SIZES:
        print(f"{people:,} people, {PARTNERSHIPS * len(KINDS)} campaigns: {measured(people)}")


if __name__ == "__main__":
    main()
