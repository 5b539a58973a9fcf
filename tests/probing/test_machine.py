"""The machine as it is: the file of secrets, git, the disk, and which time-zone data Python takes."""

import os
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.ports import SecretsFile
from outreach.probing.machine import disk, secrets_file, zone_data

KEYS = "SENDGRID_API_KEY=x\n"


def git(root: Path, *words: str) -> None:
    """Have git do something in a folder, as nobody in particular."""
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env=os.environ | nobody)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder with a file of secrets that only its owner may read."""
    (tmp_path / ".env").write_text(KEYS)
    (tmp_path / ".env").chmod(0o600)
    return tmp_path


def test_without_a_file_of_secrets_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert secrets_file(tmp_path) is None


def test_its_mode_is_told_and_outside_of_git_nothing_of_git(
    secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(secret.parent))
    assert secrets_file(secret) == SecretsFile(0o600)
    (secret / ".env").chmod(0o644)
    assert secrets_file(secret) == SecretsFile(0o644)


def test_git_says_whether_it_ignores_it_and_whether_it_has_it(secret: Path) -> None:
    git(secret, "init")
    assert secrets_file(secret) == SecretsFile(0o600, tracked=False, ignored=False)
    (secret / ".gitignore").write_text("var/\n.env\n")
    assert secrets_file(secret) == SecretsFile(0o600, tracked=False, ignored=True)
    git(secret, "add", "--force", ".env")
    kept = secrets_file(secret)
    assert kept is not None
    assert kept.tracked is True


def test_a_machine_without_git_says_nothing_of_it(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(secret, "init")
    monkeypatch.setenv("PATH", str(secret))
    assert secrets_file(secret) == SecretsFile(0o600)


def test_a_folder_that_is_not_there_yet_lies_on_the_disk_of_the_one_above(tmp_path: Path) -> None:
    found = disk(tmp_path / "workspace" / "var")
    assert (found.folder, found.writable) == (str(tmp_path / "workspace" / "var"), True)
    space = os.statvfs(tmp_path)
    assert 0 < found.free <= space.f_blocks * space.f_frsize
    assert not (tmp_path / "workspace").exists()


@pytest.fixture
def search_path() -> Iterator[None]:
    """Puts back where Python looks for time zones."""
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("search_path")
def test_without_data_of_the_system_the_package_is_used() -> None:
    zoneinfo.reset_tzpath([])
    zoneinfo.ZoneInfo.clear_cache()
    found = zone_data()
    assert (found.folder, found.version) == ("", found.packaged)
    assert found.packaged >= "2026"
    assert found.knows_2026


@pytest.mark.usefixtures("search_path")
def test_data_of_the_system_win_over_a_newer_package(tmp_path: Path) -> None:
    summer_time = b"PST8PDT,M3.2.0,M11.1.0"
    (tmp_path / "America").mkdir()
    (tmp_path / "America" / "Vancouver").write_bytes(tzif(summer_time))
    (tmp_path / "tzdata.zi").write_text("# version 2019c\n# This zic input file is in the public domain.\n")
    zoneinfo.reset_tzpath([str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    found = zone_data()
    assert (found.folder, found.version, found.knows_2026) == (str(tmp_path), "2019c", False)


def tzif(rule: bytes) -> bytes:
    """A time zone that only has a rule for all time to come (RFC 8536: version 2, no transitions)."""
    head = b"TZif2" + bytes(15) + b"".join(n.to_bytes(4, "big") for n in (0, 0, 0, 0, 1, 4))
    body = (-28800).to_bytes(4, "big", signed=True) + b"\x00\x00" + b"PST\x00"
    return head + body + head + body + b"\n" + rule + b"\n"


def test_looking_at_the_machine_needs_no_slow_library() -> None:
    code = (
        "import sys, outreach.probing; print([m for m in ('dns', 'sqlmodel', 'tweepy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
