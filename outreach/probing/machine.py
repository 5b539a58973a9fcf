"""The machine: the file of secrets, the disk, the time-zone data."""

import os
import re
import shutil
import stat
import subprocess
import zoneinfo
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from outreach.ports import Disk, SecretsFile, ZoneData

PATIENCE = 5.0
"""Seconds that git may take."""
SAMPLE = "America/Vancouver"
"""British Columbia stopped changing its clocks in 2026; data older than that still change them."""


def secrets_file(root: Path) -> SecretsFile | None:
    """How `.env` is kept; None where there is none."""
    try:
        mode = stat.S_IMODE((root / ".env").stat().st_mode)
    except OSError:
        return None
    tracked = _git(root, "ls-files", "--error-unmatch", "--", ".env")
    return SecretsFile(mode, tracked, _git(root, "check-ignore", "--quiet", "--", ".env"))


def _git(root: Path, *words: str) -> bool | None:
    """Whether git says yes; None where it cannot say, since there is no git here."""
    program = shutil.which("git")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            [program, "-C", str(root), *words], capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    # git ls-files and git check-ignore: 0 for yes, 1 for no, 128 for no repository or a fault.
    return {0: True, 1: False}.get(done.returncode)


def disk(folder: Path) -> Disk:
    """The disk that a folder lies on, or would lie on once it is made."""
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return Disk(str(folder), shutil.disk_usage(there).free, os.access(there, os.W_OK | os.X_OK))


def zone_data() -> ZoneData:
    """The time-zone data in use: the system's where there is any, else the package (PEP 615)."""
    folder = next((each for each in zoneinfo.TZPATH if (Path(each) / SAMPLE).is_file()), "")
    packaged = _packaged()
    found = _version(Path(folder)) if folder else packaged
    return ZoneData(folder, found, packaged, _knows_2026())


def _knows_2026() -> bool:
    """Whether Vancouver's clock stands in winter as it does in summer; without any data it is not known."""
    try:
        local = zoneinfo.ZoneInfo(SAMPLE)
    except zoneinfo.ZoneInfoNotFoundError:
        return False
    winter, summer = (datetime(2027, month, 15, 12, tzinfo=local).utcoffset() for month in (1, 7))
    return winter == summer


def _version(folder: Path) -> str:
    """What the system's data call themselves: first line of `tzdata.zi`, or the file `+VERSION`."""
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with (folder / name).open(encoding="ascii", errors="replace") as opened:
                first = opened.readline(80)
        except OSError:
            continue
        if found := re.search(r"\b\d{4}[a-z]{1,2}\b", first):
            return found[0]
    return ""


def _packaged() -> str:
    """The version of the package as IANA names it: `2026.2` is `2026b`."""
    try:
        year, _, number = version("tzdata").partition(".")
    except PackageNotFoundError:
        return ""
    first = number.partition(".")[0]
    return f"{year}{chr(ord('a') + int(first) - 1)}" if first.isdigit() and 1 <= int(first) <= 26 else year  # noqa: PLR2004
