"""Calendars of other authors, each read in its own way, told in the same words."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import vobject

HERE = Path(__file__).parent
BASIC = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Seen:
    """One event as a program sees it. Times are UTC; `attendee` is empty where there is none."""

    method: str
    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    status: str
    organizer: str
    attendee: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a calendar shows once it has got a message: what it took that for, and the event."""

    took_it_for: str
    sequence: int
    starts: str
    status: str


@dataclass(frozen=True, slots=True)
class Libical:
    """The program compiled from `calendar.c`."""

    program: Path

    def read(self, files: Iterable[Path]) -> list[Seen]:
        """The events of files that keep to the restrictions of their METHOD."""
        return [_seen(line.split("\t")) for line in self._lines("--read", *map(str, files))]

    def shows(self, attendee: str, messages: Sequence[Path]) -> list[Held]:
        """What an attendee's calendar shows after each of the messages."""
        lines = self._lines(f"mailto:{attendee}", *map(str, messages))
        return [
            Held(what, int(number) if number != "-" else -1, starts, status)
            for what, _, _, number, starts, _, status, *_ in (line.split("\t") for line in lines)
        ]

    def _lines(self, *words: str) -> list[str]:
        done = subprocess.run([self.program, *words], capture_output=True, text=True, check=True, timeout=20)
        return done.stdout.splitlines()


@dataclass(frozen=True, slots=True)
class IcalJs:
    """ical.js, installed in `folder` beside a copy of `reader.mjs`."""

    folder: Path

    def raw(self, files: Iterable[Path]) -> list[dict[str, object]]:
        """The events of files, with all that the reader tells of them."""
        words = ["node", "reader.mjs", *map(str, files)]
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=20, cwd=self.folder)
        found: list[dict[str, object]] = json.loads(done.stdout)
        return found

    def read(self, files: Iterable[Path]) -> list[Seen]:
        """The events of files."""
        return [
            Seen(
                str(each["method"]), str(each["uid"]), int(str(each["sequence"])), _iso(each["starts"]),
                _iso(each["ends"]), str(each["status"]), str(each["organizer"]),
                "".join(each["attendees"]),  # type: ignore[arg-type]
            )
            for each in self.raw(files)
        ]  # fmt: skip


def by_icalendar(files: Iterable[Path]) -> list[Seen]:
    """The events as the package icalendar reads them; it must find no error."""
    seen = []
    for file in files:
        whole = icalendar.Calendar.from_ical(file.read_bytes())
        assert not whole.errors
        for each in whole.walk("VEVENT"):
            assert not each.errors
            whom = str(each.get("ATTENDEE", ""))
            seen.append(
                Seen(
                    str(whole["METHOD"]), str(each["UID"]), int(each["SEQUENCE"]), each["DTSTART"].dt,
                    each["DTEND"].dt, str(each["STATUS"]), str(each["ORGANIZER"]), whom,
                )
            )  # fmt: skip
    return seen


def by_vobject(files: Iterable[Path]) -> list[Seen]:
    """The events as the package vobject reads them."""
    return [
        Seen(
            whole.method.value, each.uid.value, int(each.sequence.value), each.dtstart.value.astimezone(UTC),
            each.dtend.value.astimezone(UTC), each.status.value, each.organizer.value,
            each.attendee.value if hasattr(each, "attendee") else "",
        )
        for whole in (vobject.readOne(file.read_text("utf-8")) for file in files)
        for each in whole.vevent_list
    ]  # fmt: skip


def _seen(parts: Sequence[str]) -> Seen:
    _, method, uid, sequence, starts, ends, status, organizer, attendee, sound = parts
    assert sound == "1", f"libical finds fault with {uid}"
    return Seen(
        method, uid, int(sequence), _basic(starts), _basic(ends), status, organizer, attendee.strip("-")
    )


def _basic(text: str) -> datetime:
    return datetime.strptime(text, BASIC).replace(tzinfo=UTC)


def _iso(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
