"""An installation left to itself: real processes on the real clock, and a mail server that takes its time."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller

SOON = 30.0
"""Seconds after which a test gives up waiting."""
OFTEN = ("--every", "0.01")
"""Passes so close together that a test sees several."""
MIDDAY = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"  # noqa: TID251 - real processes live on the real clock
"""A zone in which it is about noon: what is tried here must not fail because the sending hours end."""
SETTINGS = f"""\
organisation: {{name: Example Partnerships, postal_address: "1 Main Street, Cheyenne", timezone: {MIDDAY}}}
sender: {{name: Example Partnerships, email: hello@partnerships.example.org}}
send_window: {{days: mon-sun, from: "00:00", to: "23:59"}}
approval: none
limits: {{smtp: {{connections: 1}}}}
channels: {{email: outbox}}
"""
CAMPAIGN = """\
campaign: notice
title: A notice
kind: social
audience: {roles: [business_member]}
steps:
  - {id: mail, send: email, template: notice.md, when: on WHEN}
"""
LETTER = """\
---
subject: "A notice"
---
Hello {{ contact.greeting }}, please reply.

[Leave this list]({{ links.unsubscribe }})
"""


def soon(wanted: Callable[[], object]) -> None:
    """Wait until that is so."""
    gives_up = monotonic() + SOON
    while not wanted():
        assert monotonic() < gives_up, "it did not come to that in time"
        sleep(0.02)


@dataclass
class SlowServer:
    """A mail server that takes `pause` seconds for each message; `begun` and `taken` name its recipients."""

    pause: float
    begun: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        from asyncio import sleep as rest  # noqa: PLC0415

        self.begun += envelope.rcpt_tos
        await rest(self.pause)
        self.taken += envelope.rcpt_tos
        return "250 2.0.0 Ok: queued"


class _Anywhere(Controller):
    """At a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def slow_server(pause: float) -> Iterator[SlowServer]:
    """A mail server on loopback."""
    server = SlowServer(pause)
    controller = _Anywhere(server, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        server.url = f"smtp://127.0.0.1:{controller.port}"
        yield server
    finally:
        controller.stop()


class Running:
    """A process whose output is read while it runs."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process, self._folder = process, folder

    @property
    def out(self) -> str:
        """What it has printed so far."""
        return (self._folder / "out").read_text()

    @property
    def err(self) -> str:
        """What it has complained of so far."""
        return (self._folder / "err").read_text()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; how it ended."""
        self.process.send_signal(how)
        return self.process.wait(SOON)


@dataclass
class Installation:
    """A workspace of its own."""

    root: Path
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(100)))

    @classmethod
    def made(cls, root: Path, people: int) -> "Installation":
        """One with an e-mail to so many people, due two minutes ago and begun before that."""
        self = cls(root)
        due = datetime.now(UTC) - timedelta(minutes=2)  # noqa: TID251 - real processes live on the real clock
        local = due.astimezone(ZoneInfo(MIDDAY))
        self.write("config/outreach.yaml", SETTINGS)
        self.write("campaigns/notice.yaml", CAMPAIGN.replace("WHEN", f"{local:%Y-%m-%d at %H:%M}"))
        self.write("templates/notice.md", LETTER)
        rows = (f"r{n:02},r{n:02}@example.org,Reader,business_member,yes" for n in range(people))
        self.write("people.csv", "\n".join(("id,email,first_name,roles,consent", *rows)))
        self.do("contacts", "import", "people.csv")
        self.do("run", "--now", (due - timedelta(hours=1)).isoformat())
        return self

    def write(self, name: str, text: str) -> None:
        """A file of the workspace, there at once and whole."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, "utf-8")
        beside.replace(path)

    def mail_through(self, server: SlowServer) -> None:
        """Send by SMTP from now on."""
        self.write(".env", (self.root / ".env").read_text() + f"SMTP_URL={server.url}\n")
        self.write("config/outreach.yaml", SETTINGS.replace("email: outbox", "email: smtp"))

    def do(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        return subprocess.run(
            self._command(words), capture_output=True, text=True, check=False, timeout=60, env=_environment()
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[Running]:
        """A command that goes on; killed in the end where it has not ended."""
        folder = self.root / "output" / str(next(self._numbers))
        folder.mkdir(parents=True)
        with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
            process = subprocess.Popen(
                self._command(words), stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True,
                env=_environment(),
            )  # fmt: skip
            try:
                yield Running(process, folder)
            finally:
                process.kill()
                process.wait()

    def deliveries(self) -> list[dict[str, Any]]:
        """What became of every message."""
        found: list[dict[str, Any]] = json.loads(self.do("deliveries", "--json").stdout)
        return found

    def statuses(self) -> dict[str, int]:
        """How many deliveries stand how."""
        return dict(Counter(each["status"] for each in self.deliveries()))

    def _command(self, words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "outreach", "-C", str(self.root), *words]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("OUTREACH_", "SMTP_"))}
