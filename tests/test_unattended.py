"""The README and docs/unattended.md tell how it is left alone: their lines work as they are written."""

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from typer.main import get_command

from outreach.channels.smtp import Timeouts
from outreach.cli.app import app
from tests.cli.unattended import Installation
from tests.peers import need

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "docs/unattended.md"]
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)
PROGRAM, WORKSPACE = "/opt/outreach/bin/outreach", "/srv/partnerships"
HERE = Path(sys.executable).with_name("outreach")
CRON = [
    line
    for block in re.findall(r"```cron\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"[\d*]", line)
]
NAMES = ["outreach.service", "strict.conf", "outreach-run.service", "outreach-run.timer"]
UNITS = dict(zip(NAMES, re.findall(r"```ini\n(.*?)```", TEXT, re.DOTALL), strict=True))
FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
"""Minute, hour, day, month and day of the week (crontab(5))."""


def by_cron(line: str, workspace: Path) -> subprocess.CompletedProcess[str]:
    """What cron makes of a line: its command, by sh, in nearly no environment."""
    command = line.split(maxsplit=5)[5].replace(PROGRAM, str(HERE)).replace(WORKSPACE, str(workspace))
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env={"HOME": "/", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("line", CRON)
def test_a_line_of_cron_has_five_fields_that_cron_understands(line: str) -> None:
    for field, (first, last) in zip(line.split()[:5], FIELDS, strict=True):
        assert re.fullmatch(r"\*(/\d+)?|\d+", field)
        assert all(first <= int(number) <= last for number in re.findall(r"\d+", field))
    assert "%" not in line  # cron takes it for the end of the line


def test_the_line_of_cron_sends_what_is_due_and_then_prints_nothing(tmp_path: Path) -> None:
    workspace = Installation.made(tmp_path, people=2).root
    assert CRON[0] in (ROOT / "README.md").read_text("utf-8")
    first, again = (by_cron(CRON[0], workspace) for _ in range(2))
    assert (first.returncode, first.stdout) == (0, "2 sent. Next: outreach deliveries\n")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_every_line_of_cron_is_a_command_with_its_options() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for line in CRON:
        program, *words = line.split(maxsplit=5)[5].split()
        assert (program, words[:2]) == (PROGRAM, ["-C", WORKSPACE])
        known = {option for each in commands[words[2]].params for option in each.opts}
        assert set(words[3:]) <= known


def test_systemd_understands_the_units_as_they_are_written(tmp_path: Path) -> None:
    program = need("systemd", "systemd-analyze")
    strict = tmp_path / "outreach.service.d"
    strict.mkdir()
    for name, text in UNITS.items():
        folder = strict if name == "strict.conf" else tmp_path
        (folder / name).write_text(text.replace(PROGRAM, str(HERE)))
    units = [str(tmp_path / name) for name in NAMES if name != "strict.conf"]
    done = subprocess.run(
        [program, "verify", "--man=no", *units],
        env={"PATH": "/usr/bin:/bin", "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def service(name: str) -> dict[str, str]:
    """The `[Service]` of a unit."""
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNITS[name])
    return dict(parser["Service"])


@pytest.mark.parametrize(
    ("name", "command"), [("outreach.service", "serve"), ("outreach-run.service", "run")]
)
def test_a_unit_stops_it_in_time_for_the_slowest_mail_server_and_lets_it_write_where_it_must(
    name: str, command: str
) -> None:
    unit = service(name)
    assert unit["ExecStart"] == f"{PROGRAM} -C {WORKSPACE} {command}"
    assert unit["KillSignal"] == "SIGTERM"
    minutes = re.fullmatch(r"(\d+)min", unit["TimeoutStopSec"])
    waits = Timeouts()
    assert minutes is not None
    assert int(minutes[1]) * 60 > waits.answer + waits.command
    assert unit["ReadWritePaths"] == f"{WORKSPACE}/var"
    assert (unit["ProtectSystem"], unit["NoNewPrivileges"]) == ("strict", "yes")


def test_a_service_that_fails_is_started_again_and_a_pass_beside_another_has_not_failed() -> None:
    assert service("outreach.service")["Restart"] == "on-failure"
    assert service("outreach-run.service")["SuccessExitStatus"] == "3"


def test_the_commands_in_the_text_are_commands() -> None:
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    told = re.findall(rf"(?:`outreach|{PROGRAM} -C {WORKSPACE}) ([a-z][\w-]*)", PAGES[1].read_text("utf-8"))
    assert len(told) > 10
    assert set(told) <= commands
