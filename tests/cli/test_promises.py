"""The promises, tried on real processes: killed, locked out, without room, without rights."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import Desk

NOW = ("--now", "2027-02-01T09:01")
READERS = 2000


def _readers(desk: Desk, many: int) -> None:
    rows = "".join(f"r{n:04},r{n:04}@example.org,Reader,business_member,yes\n" for n in range(many))
    desk.write("people.csv", f"id,email,first_name,roles,consent\n{rows}")
    desk.good("contacts", "import", "people.csv")
    desk.good("run")


def _start(desk: Desk, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "outreach", "-C", str(desk.root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _written(desk: Desk) -> int:
    folder = desk.outbox / "notice/mail/once"
    return sum(path.suffix == ".eml" for path in folder.iterdir()) if folder.is_dir() else 0


def test_a_run_killed_again_and_again_sends_nothing_twice_and_loses_nothing(small: Desk) -> None:
    _readers(small, READERS)
    chance, kills = random.Random(11), 0  # noqa: S311
    for number in range(1, 5):
        started = _start(small, "run", *NOW)
        wanted = number * READERS // 6 + chance.randrange(40)
        while started.poll() is None and _written(small) < wanted:
            time.sleep(0.02)
        if started.poll() is None:
            started.send_signal(signal.SIGKILL)
            kills += 1
        started.communicate()
    assert kills >= 3
    last = small.process("run", *NOW)
    assert last.returncode in (0, 1), last
    rows = small.json("deliveries")
    status: dict[str, list[str]] = {}
    for each in rows:
        status.setdefault(each["status"], []).append(each["recipient"])
    files = {path.stem for path in (small.outbox / "notice/mail/once").glob("*.eml")}
    sent, unknown = set(status.get("sent", [])), set(status.get("unknown", []))
    assert len(rows) == READERS
    assert set(status) <= {"sent", "unknown"}
    assert len(sent) + len(unknown) == READERS
    assert len(unknown) <= kills
    assert sent <= files <= sent | unknown
    assert {each["attempts"] for each in rows} == {1}
    again = small.process("run", *NOW)
    assert (again.stdout, again.stderr) == ("", "")


HOLDER = """
import sys
from pathlib import Path
from outreach import wiring
place = wiring.room(Path(sys.argv[1]))
with wiring.open_world(place) as world, world.ledger.only_run():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def busy(small: Desk) -> Iterator[Desk]:
    """A workspace in which another run is in progress."""
    _readers(small, 2)
    command = [sys.executable, "-c", HOLDER, str(small.root)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    yield small
    other.communicate("")


@pytest.mark.parametrize("words", [("run",), ("run", "--json")], ids=["words", "json"])
def test_while_another_run_is_in_progress_a_run_is_three_and_silent(
    words: tuple[str, ...], busy: Desk
) -> None:
    ended = busy.process(*words, *NOW)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "")
    assert _written(busy) == 0


def test_while_another_run_is_in_progress_everything_can_be_looked_at(busy: Desk) -> None:
    for words in (("plan",), ("deliveries",), ("followups",), ("contacts", "list")):
        busy.good(*words)


def test_two_runs_at_once_send_once(small: Desk) -> None:
    _readers(small, 300)
    started = [_start(small, "run", *NOW) for _ in range(3)]
    ended = [(each.communicate(), each.returncode) for each in started]
    assert {status for _, status in ended} <= {0, 3}
    assert [out for (out, _), _ in ended if out] == ["300 sent. Next: outreach deliveries\n"]
    assert _written(small) == 300
    assert {each["attempts"] for each in small.json("deliveries")} == {1}


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(small: Desk) -> None:
    _readers(small, 2)
    file = small.root / "var/outreach.db"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for words in (("run", *NOW), ("check",), ("plan",)):
        ended = small(*words)
        assert ended.status == 2
        assert "newer" in ended.err
        assert small(*words, "--json").document["errors"]
    assert _written(small) == 0


@pytest.mark.parametrize(
    "damage", [b"this is no database at all, whatever it is called. " * 200, b"\0" * 9000]
)
def test_a_damaged_ledger_is_told_and_nothing_is_sent(damage: bytes, small: Desk) -> None:
    _readers(small, 2)
    file = small.root / "var/outreach.db"
    for beside in file.parent.glob("outreach.db-*"):
        beside.unlink()
    file.write_bytes(damage)
    for words in (("run", *NOW), ("plan",), ("deliveries",)):
        ended = small(*words)
        assert ended.status == 2, ended
        assert "outreach.db" in ended.err
        assert "damaged" in ended.err
    assert file.read_bytes() == damage
    assert _written(small) == 0


@contextmanager
def _only_reading(root: Path) -> Iterator[None]:
    """Take away the right to write in a workspace; root, who may do anything, becomes somebody else."""
    inside = [root, *root.rglob("*")]
    ways = (*root.parents, *Path(__file__).parents)  # to the workspace, and to the program itself
    shut = [path for path in dict.fromkeys(ways) if not path.stat().st_mode & 0o001]
    modes = {path: path.stat().st_mode for path in (*inside, *shut)}
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in shut:
        path.chmod(0o711)
    if os.getuid() == 0:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if os.geteuid() != 0 and os.getresuid()[2] == 0:
            os.setresuid(0, 0, 0)
        for path, mode in modes.items():
            path.chmod(mode)


def test_a_workspace_that_may_only_be_read_can_be_looked_at_but_nothing_is_sent(small: Desk) -> None:
    _readers(small, 2)
    looks = (("plan", *NOW), ("deliveries",), ("contacts", "list"))
    before = [small.good(*words).out for words in looks]
    with _only_reading(small.root):
        seen = [small.good(*words).out for words in looks]
        sent = small("run", *NOW, "--json")
        imported = small("contacts", "import", "people.csv")
    assert seen == before
    assert sent.status == imported.status == 2
    assert "writable" in sent.document["errors"][0]["message"]
    assert "writable" in imported.err
    assert _written(small) == 0
    assert small("run", *NOW, "--json").document["sent"] == 2


def test_a_place_for_the_ledger_that_cannot_be_made_is_told(small: Desk) -> None:
    (small.root / "var").write_text("a file")
    ended = small("run", "--json")
    assert ended.status == 2
    assert "cannot be" in ended.document["errors"][0]["message"]


def test_a_disk_without_room_loses_nothing_and_goes_on_when_there_is_some(small: Desk) -> None:
    _readers(small, 200)
    size = max(path.stat().st_size for path in (small.root / "var").iterdir() if path.is_file()) // 1024 + 8
    command = f'ulimit -f {size}; trap "" XFSZ; exec "$@"'
    words = [sys.executable, "-m", "outreach", "-C", str(small.root), "run", *NOW]
    full = subprocess.run(["bash", "-c", command, "_", *words], capture_output=True, text=True, check=False)
    assert full.returncode in (1, 2), full
    assert "Traceback" not in full.stderr
    assert full.stdout + full.stderr
    small.process("run", *NOW)
    rows = small.json("deliveries")
    ends = [each["status"] for each in rows]
    assert len(rows) == 200
    assert ends.count("sent") + ends.count("unknown") == 200
    assert ends.count("unknown") <= 1
    assert ends.count("sent") <= _written(small) <= 200


def test_an_outbox_that_cannot_be_written_stops_its_channel_and_sends_later(small: Desk) -> None:
    _readers(small, 3)
    small.outbox.parent.mkdir(exist_ok=True)
    small.outbox.write_text("in the way")
    ended = small("run", *NOW)
    assert ended.status == 1
    assert "outbox is stopped for now: the outbox cannot be written" in ended.out
    assert {each["status"] for each in small.json("deliveries")} <= {"waiting"}
    small.outbox.unlink()
    assert small("run", *NOW, "--json").document["sent"] == 3


def test_a_secret_key_that_was_changed_is_told_before_anything_is_sent(small: Desk) -> None:
    _readers(small, 2)
    small.unsubscribe("r0001@example.org")
    small.write(".env", "OUTREACH_SECRET_KEY=another-key-of-no-use\n")
    ended = small("run", *NOW)
    assert ended.status == 2
    assert "another-key-of-no-use" not in ended.err
    assert _written(small) == 0


def test_a_secret_key_that_is_gone_is_asked_for_and_none_is_made_up(small: Desk) -> None:
    _readers(small, 2)
    secrets = (small.root / ".env").read_text("utf-8")
    (small.root / ".env").unlink()
    ended = small("run", *NOW)
    assert ended.status == 2
    assert "the ledger was begun with one: put its line back into .env" in ended.err
    assert not (small.root / ".env").exists()
    assert _written(small) == 0
    small.good("plan", *NOW)
    small.write(".env", secrets)
    assert small("run", *NOW, "--json").document["sent"] == 2


def test_a_workspace_that_never_had_a_secret_key_gets_one(small: Desk) -> None:
    (small.root / ".env").unlink()
    small.good("run", *NOW)
    assert "OUTREACH_SECRET_KEY=" in (small.root / ".env").read_text("utf-8")


def test_the_same_day_looks_the_same_wherever_the_machine_stands(peopled: Desk) -> None:
    seen = {
        peopled.process("plan", "--now", "2026-12-01T09:00", "--json", env={**os.environ, "TZ": zone}).stdout
        for zone in ("Pacific/Kiritimati", "America/Denver")
    }
    assert len(seen) == 1
    assert "touches" in seen.pop()


def test_a_workspace_that_is_moved_works_where_it_stands(peopled: Desk) -> None:
    before = peopled.json("plan")
    peopled.root = Path(shutil.move(peopled.root, peopled.root.with_name("moved elsewhere, with spaces")))
    assert peopled.json("plan") == before
