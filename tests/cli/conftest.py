"""A workspace as `outreach init` makes it, a clock that stands still, and the command line to try on them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from outreach import wiring
from outreach.cli.app import app
from outreach.core.people import Standing
from outreach.ports import Ledger

WINTER = datetime(2026, 12, 1, 16, tzinfo=UTC)
"""Nine in the morning in Cheyenne, a day on which the starter's dates need not be moved."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit status, and what it printed where."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


@dataclass(slots=True)
class Desk:
    """Somebody at the keyboard, in one workspace, at one moment."""

    root: Path
    clock: datetime = WINTER
    runner: CliRunner = field(default_factory=CliRunner)

    def __call__(self, *words: str) -> Ended:
        """Run `outreach -C ROOT words...`."""
        return self.bare("-C", str(self.root), *words)

    def bare(self, *words: str) -> Ended:
        """Run `outreach words...`."""
        done = self.runner.invoke(app, words, catch_exceptions=False)
        return Ended(done.exit_code, done.stdout, done.stderr)

    def json(self, *words: str) -> Any:
        """The document that a command prints with `--json`."""
        return self(*words, "--json").document

    def good(self, *words: str) -> Ended:
        """Run a command that must end well."""
        ended = self(*words)
        assert ended.status == 0, (words, ended)
        return ended

    def at(self, moment: str) -> "Desk":
        """Move the clock; without an offset the moment is UTC."""
        given = datetime.fromisoformat(moment)
        self.clock = given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
        return self

    def write(self, name: str, text: str) -> Path:
        """Write a file of the workspace."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Change the first `old` of a file; it must be there."""
        text = (self.root / name).read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        (self.root / name).write_text(text.replace(old, new, 1), "utf-8")

    def line(self, name: str, text: str) -> int:
        """The number of the first line of a file that holds `text`."""
        lines = (self.root / name).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def invite_too_late(self) -> None:
        """Break N001 and no other rule: the launch invites three weeks before it, and telephones later."""
        launch = "campaigns/construction-launch.yaml"
        self.change(launch, "when: 6 weeks before event at 09:00", "when: 3 weeks before event at 09:00")
        self.change(launch, "when: 4 weeks before event at 13:00", "when: 2 weeks before event at 13:00")

    def only(self, *names: str) -> None:
        """Leave no campaign but these files."""
        for path in (self.root / "campaigns").glob("*.yaml"):
            if path.name not in names:
                path.unlink()

    def process(self, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run it as a process of its own, on the real clock unless `--now` says otherwise."""
        command = [sys.executable, "-m", "outreach", "-C", str(self.root), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The workspace's ledger, as a run has it."""
        with wiring.open_world(wiring.room(self.root)) as world:
            yield world.ledger

    def unsubscribe(self, address: str) -> None:
        """Somebody asks never to be written to again."""
        with self.ledger() as ledger:
            ledger.suppress(address, Standing.UNSUBSCRIBED, self.clock)

    @property
    def outbox(self) -> Path:
        """The folder into which messages go."""
        return self.root / "var" / "outbox"


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter workspace as `outreach init` writes it in December 2026."""
    root = tmp_path_factory.mktemp("starter") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring.SystemClock, "now", lambda _: WINTER)
        done = CliRunner().invoke(app, ["init", str(root)], catch_exceptions=False)
    assert done.exit_code == 0
    return root


@pytest.fixture(scope="session")
def starter_with_people(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same once `contacts import config/people.csv` has been run."""
    root = tmp_path_factory.mktemp("peopled") / "workspace"
    shutil.copytree(starter, root)
    words = ["-C", str(root), "contacts", "import", "config/people.csv"]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    return root


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith(("OUTREACH_", "SMTP_", "IMAP_"))]:
        monkeypatch.delenv(name)


def _desk(root: Path, template: Path, patch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(Path(shutil.copytree(template, root)))
    patch.setattr(wiring.SystemClock, "now", lambda _: desk.clock)
    return desk


@pytest.fixture
def workspace(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A new workspace in which nobody has been imported."""
    return _desk(tmp_path / "workspace", starter, monkeypatch)


@pytest.fixture
def peopled(starter_with_people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with the starter's sample people."""
    return _desk(tmp_path / "workspace", starter_with_people, monkeypatch)


SMALL = """\
campaign: notice
title: A notice
kind: social
audience: {roles: [business_member]}
steps:
  - {id: mail, send: email, template: notice.md, when: on 2027-02-01 at 09:00}
"""
LETTER = """\
---
subject: "A notice"
---

Dear {{ contact.greeting }},

Please visit [our pages]({{ links.website }}).

[Leave this list]({{ links.unsubscribe }})
"""


@pytest.fixture
def small(workspace: Desk) -> Desk:
    """A workspace with one campaign of one e-mail, approved by nobody, to whoever is imported."""
    workspace.only()
    workspace.write("campaigns/notice.yaml", SMALL)
    workspace.write("templates/notice.md", LETTER)
    workspace.change("config/outreach.yaml", "approval: required", "approval: none    ")
    return workspace
