"""What sending costs: a whole pass over SMTP beside a plain loop, and the memory that it takes.

The pass finds who is meant, writes everybody down, asks the rules, commits before and after each message and
sends over its usual four connections, or over one. The plain loop renders the same two templates with Jinja2
into an EmailMessage and sends it over one smtplib connection that stays open; it remembers nothing. Both send
to the same sink (Postfix's smtp-sink), in alternation. Then the peak memory of a pass for 1,000 and for
100,000 people, each in a process of its own. Usage: `sending.py [PEOPLE]`, or `sending.py --memory` for the
second half alone.
"""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from socket import create_connection, create_server
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import jinja2

from outreach.__main__ import collect_seldom
from outreach.actions.running.run import run
from outreach.channels.smtp import Smtp
from outreach.core.history import Status
from outreach.core.people import Contact
from outreach.ledger.opening import open_ledger
from tests.peers import need
from tests.world import SECRET, Office, Recorder, at, member

ROUNDS = 5
LANES = (4, 1)
DUE = "2027-03-01 09:00"
SENDER = "hello@partnerships.example.org"
NEWS = """\
campaign: spring
title: Construction news
kind: updates
partnership: laramie
audience: {roles: [business_member]}
steps:
  - {id: news, send: email, template: news.md, when: on 2027-03-01 at 09:00}
"""
TEMPLATE = """\
---
subject: "{{ campaign.title }} for {{ contact.organisation }}"
---
Hello {{ contact.greeting }},

Come along to the next meeting of {{ partnership.name }}: it is about those whom {{ contact.organisation }}
and twenty other businesses cannot find, and about what we begin together so that they can be found.

- **Training.** The evening class for carpenters begins in April, with room for thirty.
- **Schools.** Four businesses opened their doors to 120 pupils; six more are asked for the autumn.
- **Housing.** The county has put two lots on the table, and wants to hear from builders.

Three of the questions on the table come from the last meeting, and each of them has somebody who looks after
it. You can read who does what, and by when, on [our pages](https://partnerships.example.org/construction).

Reply to this message and tell us whether you can come.
"""


def person(number: int) -> Contact:
    """One business member."""
    return member(f"p{number:06}", first_name=f"Member{number}", organisation=f"Business {number // 3}")


def office(root: Path, people: int) -> Office:
    """A workspace with one message to so many people, on a ledger on disk."""
    made = Office(root)
    made.ledger = open_ledger(f"sqlite:///{root}/outreach.db", secret=SECRET)
    made.write("templates/news.md", TEMPLATE)
    made.write("campaigns/spring.yaml", NEWS)
    for start in range(0, people, 1000):
        made.people(*(person(number) for number in range(start, min(start + 1000, people))))
    return made


@contextmanager
def sink() -> Iterator[int]:
    """Postfix's smtp-sink on a free port of this machine: it takes everything and keeps nothing."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [need("postfix", "smtp-sink"), "-u", "nobody", f"127.0.0.1:{port}", "200"]
    peer = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                sleep(0.05)
        yield port
    finally:
        peer.terminate()
        peer.wait()


def ours(root: Path, people: int, port: int, lanes: int) -> float:
    """Seconds of a whole pass over so many connections."""
    made = office(root, people)
    world = made.world(wire={"email": Smtp(f"smtp://127.0.0.1:{port}", SENDER, lanes=lanes)})
    began = perf_counter()
    account = run(world, at(DUE))
    spent = perf_counter() - began
    if account.tally.counts[Status.SENT] != people:
        raise SystemExit(f"not everybody got it: {account.tally.counts}, {account.problems}")
    made.ledger.close()
    return spent


def plain_templates(root: Path) -> tuple[jinja2.Template, jinja2.Template]:
    """The same message as two Jinja2 templates: ours for one reader, with that reader's words taken out."""
    made = office(root, 1)
    mail = Recorder()
    run(made.world(wire={"email": mail}), at(DUE))
    made.ledger.close()
    [message] = mail.emails()
    link = message.unsubscribe[-1]
    texts = []
    for text in (message.text, message.html):
        for word, name in (("Member0", "greeting"), ("Business 0", "organisation"), (link, "link")):
            text = text.replace(word, f"{{{{ {name} }}}}")  # noqa: PLW2901 - one replacement after another
        texts.append(text)
    plain = jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined)  # noqa: S701 - plain text
    markup = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return plain.from_string(texts[0]), markup.from_string(texts[1])


def plainly(templates: tuple[jinja2.Template, jinja2.Template], people: list[Contact], port: int) -> float:
    """Seconds of the plain loop."""
    text, html = templates
    began = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for each in people:
            link = f"mailto:hello+u{each.id:0>28}@partnerships.example.org?subject=Unsubscribe"
            values = {"greeting": each.first_name, "organisation": each.organisation, "link": link}
            message = EmailMessage()
            message["From"] = f"Example Sector Partnerships <{SENDER}>"
            message["To"] = f"{each.first_name} <{each.email}>"
            message["Reply-To"] = f"hello+r{each.id:0>28}@partnerships.example.org"
            message["Subject"] = f"Construction news for {each.organisation}"
            message["Date"] = format_datetime(at(DUE))
            message["Message-ID"] = f"<{each.id:0>40}@partnerships.example.org>"
            message["List-Id"] = "<laramie.partnerships.example.org>"
            message["List-Unsubscribe"] = f"<{link}>"
            message.set_content(text.render(values))
            message.add_alternative(html.render(values), subtype="html")
            server.send_message(message)
    return perf_counter() - began


def race(people: int) -> None:
    """The loop and a pass, over four connections and over one, in alternation; the ratios of their rates."""
    crowd = [person(number) for number in range(people)]
    ratios: dict[int, list[float]] = {lanes: [] for lanes in LANES}
    with TemporaryDirectory() as folder, sink() as port:
        templates = plain_templates(Path(folder) / "plain")
        for number in range(ROUNDS):
            plain = plainly(templates, crowd, port)
            line = f"plain loop {people / plain:6,.0f} a second"
            for lanes in LANES:
                whole = ours(Path(folder) / f"{number}-{lanes}", people, port, lanes)
                ratios[lanes].append(plain / whole)
                line += f"   outreach ({lanes}) {people / whole:6,.0f}, ratio {plain / whole:.2f}"
            print(line)
    for lanes, each in ratios.items():
        print(
            f"{people:,} people, connections {lanes}: median ratio {median(each):.2f}, lowest {min(each):.2f}"
        )


def peak(people: int) -> None:
    """Print the peak memory (KiB) of a pass in this process; the people are in the ledger already."""
    root = Path(sys.argv[3])
    with sink() as port, open_ledger(f"sqlite:///{root}/outreach.db", secret=SECRET) as ledger:
        made = Office(root)
        made.write("templates/news.md", TEMPLATE)
        world = made.world(ledger=ledger, wire={"email": Smtp(f"smtp://127.0.0.1:{port}", SENDER)})
        account = run(world, at(DUE))
        if account.tally.counts[Status.SENT] != people:
            raise SystemExit(f"not everybody got it: {account.tally.counts}, {account.problems}")
    print(highest_memory())


def highest_memory() -> int:
    """The most memory (KiB) this process ever had; `getrusage` would count its parent's, too."""
    words = Path("/proc/self/status").read_text(encoding="ascii").split()
    return int(words[words.index("VmHWM:") + 1])


def memory(few: int = 1_000, many: int = 100_000) -> None:
    """The peak memory of a pass for few and for many people."""
    peaks = {}
    for people in (few, many):
        with TemporaryDirectory() as folder:
            office(Path(folder), people).ledger.close()
            child = [sys.executable, __file__, "--peak", str(people), folder]
            peaks[people] = int(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
        print(f"{people:,} people: peak {peaks[people] / 1024:.1f} MiB")
    print(f"difference {(peaks[many] - peaks[few]) / 1024:.1f} MiB")


if __name__ == "__main__":
    collect_seldom()
    if "--peak" in sys.argv:
        peak(int(sys.argv[2]))
    else:
        if "--memory" not in sys.argv:
            race(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
        memory()
