"""Programs of other authors that read what we make, and an office whose mail is written into a folder."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from outreach.actions.running.run import run
from tests.calendars.readers import HERE, IcalJs, Libical
from tests.peers import need
from tests.world import Office, at, outbox

ICAL_JS = "ical.js@2.2.1"


@pytest.fixture(scope="session")
def libical(tmp_path_factory: pytest.TempPathFactory) -> Libical:
    """A calendar made of libical."""
    compiler = need("gcc", "gcc")
    need("libc6-dev", "/usr/include/stdio.h")
    need("libical-dev", "/usr/include/libical/ical.h")
    program = tmp_path_factory.mktemp("libical") / "calendar"
    command = [compiler, "-o", program, HERE / "calendar.c", "-licalss", "-lical"]
    subprocess.run(command, check=True, timeout=60)
    return Libical(program)


@pytest.fixture(scope="session")
def ical_js(tmp_path_factory: pytest.TempPathFactory) -> IcalJs:
    """ical.js in a folder of its own."""
    need("nodejs", "node")
    npm = need("npm", "npm")
    folder = tmp_path_factory.mktemp("icaljs")
    shutil.copy(HERE / "reader.mjs", folder)
    words = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--silent", ICAL_JS]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        told = f"this test needs {ICAL_JS}, which npm could not install: {done.stderr.strip()[-300:]}"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    return IcalJs(folder)


@dataclass
class Mailroom:
    """An office whose mail lies in a folder as `.eml` files, read there as a mail program reads them."""

    office: Office
    folder: Path
    calendars: Path = field(init=False)

    def __post_init__(self) -> None:
        self.calendars = self.folder / "as read"
        self.calendars.mkdir()

    def run(self, wall: str) -> None:
        """A pass at a wall-clock time."""
        run(self.office.world(wire=outbox(self.folder / "outbox")), at(wall))

    def mail(self, who: str, step: str = "*") -> list[EmailMessage]:
        """The messages somebody got, in the order in which they were sent."""
        paths = (self.folder / "outbox").glob(f"spring/{step}/*/{who}.eml")
        read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]
        return sorted(read, key=lambda each: each["Date"].datetime)  # type: ignore[arg-type, return-value]

    def invitations(self, who: str) -> list[Path]:
        """What the calendar parts of somebody's messages hold, in order, as files."""
        return [self._kept(who, number, each) for number, each in enumerate(self.mail(who)) if _part(each)]

    def _kept(self, who: str, number: int, message: EmailMessage) -> Path:
        part = _part(message)
        assert part is not None
        path = self.calendars / f"{who}-{number}.ics"
        path.write_bytes(part.get_payload(decode=True))
        return path


def _part(message: EmailMessage) -> EmailMessage | None:
    """The part that a mail program gives to its calendar."""
    found = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    assert len(found) <= 1
    return found[0] if found else None  # type: ignore[return-value]


@pytest.fixture
def mailroom(tmp_path: Path) -> Mailroom:
    """A mailroom in which ann and bob are known."""
    office = Office(tmp_path / "workspace")
    office.people("ann", "bob")
    return Mailroom(office, tmp_path)
