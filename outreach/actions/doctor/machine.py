"""The machine that outreach runs on: its secrets, its time zones, its disk, its database."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status
from outreach.ports import Disk, Probe, SecretsFile, Store, ZoneData

ENOUGH, TOO_FEW = 256, 128
"""Bits of the secret key: what HMAC-SHA256 can use (RFC 2104 section 3), and what can be guessed one day."""
DISTINCT = 8
"""A random key of that length has at least so many different letters."""
SMALL, FULL = 1_000_000_000, 100_000_000
"""Bytes free under which the disk is running short, and under which it is as good as full."""
OTHERS = 0o077
"""The mode bits of everybody but the owner."""
_ALPHABETS = (
    (r"\d+", 10),
    (r"[0-9a-fA-F]+", 16),
    (r"[a-z0-9]+|[A-Z0-9]+", 36),
    (r"[\w+/=-]+", 64),
    (r".*", 94),
)
_check = partial(Check, Group.MACHINE)


@dataclass(frozen=True, slots=True)
class Machine:
    """What was found. `key_bits` is None where no secret key is set.

    `ledger_fault` says why the ledger cannot be used, or is empty.
    """

    key_bits: int | None
    secrets: SecretsFile | None
    zones: ZoneData
    disk: Disk
    store: Store
    ledger_fault: str = ""


def look_at_machine(key: str, probe: Probe, ledger_fault: str) -> Machine:
    """What the machine says of itself."""
    bits = strength(key) if key else None
    return Machine(bits, probe.secrets_file(), probe.zone_data(), probe.disk(), probe.store(), ledger_fault)


def strength(key: str) -> int:
    """How many bits a key has at most: each letter drawn from the smallest alphabet that the key fits."""
    size = next(size for pattern, size in _ALPHABETS if re.fullmatch(pattern, key, re.ASCII | re.DOTALL))
    different = len(set(key))
    return int(len(key) * math.log2(size)) if different >= DISTINCT else different


def judge_machine(machine: Machine, now: datetime) -> Iterator[Check]:
    """How the machine stands."""
    yield _key(machine.key_bits)
    if machine.secrets is not None:
        yield _secrets_file(machine.secrets)
    yield _zones(machine.zones, now)
    yield _disk(machine.disk)
    yield _database(machine)


def _key(bits: int | None) -> Check:
    name = "secret key"
    if bits is None:
        said = "no OUTREACH_SECRET_KEY is set"
        return _check(
            name,
            Status.WARNING,
            said,
            "put the former one back into .env; a new workspace gets one with its first `outreach run`",
        )
    if bits < ENOUGH:
        status = Status.ERROR if bits < TOO_FEW else Status.WARNING
        return _check(
            name, status, "OUTREACH_SECRET_KEY is short or regular enough to be guessed; it signs every link",
            "while nobody has left the list yet, delete it: `outreach run` writes a random one. Afterwards "
            "the ledger needs the old one",
        )  # fmt: skip
    return _check(name, Status.OK, "set, and long enough")


def _secrets_file(kept: SecretsFile) -> Check:
    if kept.tracked:
        said = ".env is in git, with every password and key in it"
        remedy = "git rm --cached .env, add it to .gitignore, and change every password and key in it"
        return _check(".env", Status.ERROR, said, remedy)
    if kept.mode & OTHERS:
        said = f"other users of this machine may read or write .env (mode {kept.mode & 0o777:04o})"
        return _check(".env", Status.WARNING, said, "chmod 600 .env")
    if kept.ignored is False:
        return _check(".env", Status.WARNING, "git does not ignore .env", "add a line `.env` to .gitignore")
    return _check(".env", Status.OK, "only its owner may read it")


def _zones(zones: ZoneData, now: datetime) -> Check:
    name = "time zones"
    used = (
        f"the system's data {zones.version}".strip()
        if zones.folder
        else f"the package tzdata {zones.version}"
    )
    year = re.match(r"\d{4}", zones.version)
    if not zones.knows_2026:
        said = (
            f"{used} is from before 2026: times in British Columbia and Alberta are an hour wrong in winter"
        )
        return _check(name, Status.WARNING, said, _newer(zones))
    if year and int(year[0]) < now.year - 1:
        return _check(name, Status.WARNING, f"{used} is more than a year old", _newer(zones))
    return _check(name, Status.OK, used)


def _newer(zones: ZoneData) -> str:
    """What brings newer data: Python takes the system's first (`zoneinfo.TZPATH`), so pip alone may not."""
    if not zones.folder:
        return "pip install -U tzdata"
    return (
        f"bring those in {zones.folder} up to date (on Debian and Ubuntu: apt install tzdata), since Python "
        "takes them first; or: pip install -U tzdata, and set PYTHONTZPATH to nothing for outreach"
    )


def _disk(disk: Disk) -> Check:
    free = f"{size(disk.free)} free"
    if not disk.writable:
        said = f"{disk.folder} cannot be written to, so nothing can be sent or remembered"
        return _check("disk", Status.ERROR, said, "make it writable for the user who runs outreach")
    if disk.free < FULL:
        return _check(
            "disk", Status.ERROR, f"only {free} at {disk.folder}", "free some space before the next run"
        )
    if disk.free < SMALL:
        return _check("disk", Status.WARNING, f"only {free} at {disk.folder}", "free some space")
    return _check("disk", Status.OK, free)


def _database(machine: Machine) -> Check:
    name, store = "database", machine.store
    if store.faults:
        return _check(
            name, Status.ERROR, f"{store.where} is damaged: {store.faults[0]}",
            "stop cron, keep the file, and put your newest copy in its place (docs/unattended.md, Backups)",
        )  # fmt: skip
    if machine.ledger_fault:
        said, _, remedy = machine.ledger_fault.partition(". ")
        return _check(name, Status.ERROR, said.rstrip("."), remedy)
    if store.kind == "memory":
        said = "is kept in memory only, so that what was sent is forgotten, and sent again"
        return _check(name, Status.ERROR, said, "leave OUTREACH_DATABASE_URL out, or name a file in it")
    if not store.exists:
        return _check(name, Status.OK, "not there yet; the first command that needs it makes it")
    if store.kind == "server":
        return _check(name, Status.OK, "the server answers, and its tables can be used")
    found = "sound" if store.whole else "opens; too large to be looked through here"
    return _check(name, Status.OK, f"{found}: {size(store.size)}, form {store.form}, journal {store.journal}")


def size(count: int) -> str:
    """Bytes for a person: `640 kB`, `2.1 MB`, `120 GB`."""
    units, number = ["bytes", "kB", "MB", "GB", "TB"], float(count)
    while number >= 1000 and len(units) > 1:  # noqa: PLR2004 - decimal units, as disks are sold
        number, units = number / 1000, units[1:]
    is_short = number < 9.95 and units[0] != "bytes"  # noqa: PLR2004 - what is rounded to two digits needs no third
    return f"{number:.1f} {units[0]}" if is_short else f"{number:.0f} {units[0]}"
