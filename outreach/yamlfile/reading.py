"""From text to data and places, within limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import yaml

from outreach.core.errors import Path, Place, Places, Problem
from outreach.yamlfile.scalars import resolved
from outreach.yamlfile.syntax import Spot, explained, spot_of

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_PROBLEMS = 100
MAX_VALUES = 100_000
"""Values of one file, those that aliases repeat counted each time."""

TOO_DEEP = f"groups within groups more than {MAX_DEPTH} deep"
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
Node = yaml.AliasEvent | yaml.ScalarEvent | yaml.CollectionStartEvent
KNOWN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq")} | {"!", None}


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: dict, list, str, int, float, bool and None, and where each of them stands.

    A document with `problems` holds what could be read of it, for finding more problems; never act on it.
    """

    data: Any
    places: Places
    problems: tuple[Problem, ...] = ()


def read(path: FilePath, file: str) -> tuple[Document, ...]:
    """The documents of a file; `file` is its name in problems, relative to the workspace."""
    try:
        with path.open("rb") as opened:
            source = opened.read(MAX_BYTES + 1)
    except OSError as error:
        return _broken(Place(file), f"cannot be read: {error.strerror or error}")
    return parse(source, file)


def parse(source: bytes | str, file: str) -> tuple[Document, ...]:
    """The documents of a text; empty where there are none, a document of None where one is empty.

    What breaks the rest of the file ends it: its place is a problem of the last document.
    """
    if isinstance(source, str):
        source = source.encode("utf-8", "surrogatepass")
    if len(source) > MAX_BYTES:
        return _broken(Place(file), f"is larger than {MAX_BYTES // 1_000_000} MB; nobody wrote that by hand")
    try:
        text = source.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return _broken(_spot(file, source[: error.start].decode("utf-8", "ignore")), _not_utf8(source, error))
    if found := UNPRINTABLE.search(text):
        place = _spot(file, text[: found.start()])
        return _broken(place, f"an invisible character (U+{ord(found[0]):04X}) stands here; delete it")
    return tuple(_documents(text, file))


def _broken(place: Place, message: str) -> tuple[Document, ...]:
    return (Document(None, Places(place.file), (Problem(place, message),)),)


def _spot(file: str, before: str) -> Place:
    lines = re.split(r"\r\n|\r|\n", before.removeprefix("\ufeff"))
    return Place(file, len(lines), len(lines[-1]) + 1)


def _not_utf8(source: bytes, error: UnicodeDecodeError) -> str:
    if source.startswith(UTF16):
        return "this file is UTF-16; save it as UTF-8"
    return f"byte 0x{source[error.start]:02x} is not UTF-8; save the file as UTF-8"


def _documents(text: str, file: str) -> Iterator[Document]:
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    reader = _Reader(file, events)
    try:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                yield reader.document()
                reader = _Reader(file, events)
    except _TooMuchError as error:
        yield reader.ended(*error.args)
    except yaml.MarkedYAMLError as error:
        yield reader.ended(*explained(error, text))
    finally:
        events.close()  # type: ignore[attr-defined]


class _TooMuchError(Exception):
    """A limit is passed: the spot and what to say of it."""


@dataclass(frozen=True, slots=True)
class _Written:
    """One value: its path, where it stands, and where its key stands (None for an item of a list)."""

    path: Path
    at: Spot
    key: Spot | None


class _Reader:
    """Turns the events of one document into data, and remembers where everything stood."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.events = events
        self.count = 0
        self.written: list[_Written] = []
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, Path, list[_Written]] | None] = {}

    def document(self) -> Document:
        data = self.value(self.next(), ())
        self.next()
        return Document(data, self.places(), tuple(self.problems))

    def ended(self, spot: Spot, message: str) -> Document:
        self.problems.append(Problem(Place(self.file, *spot), message))
        return Document(None, self.places(), tuple(self.problems))

    def next(self) -> Any:
        return next(self.events)

    def places(self) -> Places:
        values = {each.path: each.at for each in self.written}
        return Places(self.file, values, {each.path: each.key for each in self.written if each.key})

    def problem(self, spot: Spot, message: str) -> None:
        if len(self.problems) == MAX_PROBLEMS:
            raise _TooMuchError(spot, f"more than {MAX_PROBLEMS} mistakes in one document; mend those first")
        self.problems.append(Problem(Place(self.file, *spot), message))

    def value(self, event: Any, path: Path, key: Spot | None = None) -> Any:
        spot = spot_of(event.start_mark)
        if len(path) > MAX_DEPTH:
            raise _TooMuchError(spot, TOO_DEEP)
        self.allow(1, spot)
        self.written.append(_Written(path, spot, key))
        if isinstance(event, yaml.AliasEvent):
            return self.repeated(event.anchor or "", path, spot)
        if event.tag not in KNOWN_TAGS:
            self.problem(spot, f"`{_tag(event.tag)}` is not allowed here; take it out")
        first = len(self.written)
        if event.anchor:
            self.anchors[event.anchor] = None
        data = self.contents(event, path, spot)
        if event.anchor:
            self.anchors[event.anchor] = (data, path, self.written[first:])
        return data

    def contents(self, event: Node, path: Path, spot: Spot) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, spot)
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def allow(self, more: int, spot: Spot) -> None:
        self.count += more
        if self.count > MAX_VALUES:
            raise _TooMuchError(spot, f"holds more than {MAX_VALUES:,} values, repeated ones included")

    def repeated(self, anchor: str, path: Path, spot: Spot) -> Any:
        if (found := self.anchors.get(anchor)) is None:
            inside = anchor in self.anchors
            self.problem(
                spot, f"`*{anchor}` " + ("repeats itself" if inside else "names nothing written above it")
            )
            return None
        data, original, parts = found
        self.allow(len(parts), spot)
        again = [_Written(path + each.path[len(original) :], each.at, each.key) for each in parts]
        if any(len(each.path) > MAX_DEPTH for each in again):
            raise _TooMuchError(spot, TOO_DEEP)
        self.written += again
        return data

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        keys: dict[str, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            spot = spot_of(event.start_mark)
            name = self.key(event, spot, path)
            if name in keys:
                self.problem(spot, f"`{name}` is written twice; the first is in line {keys[name]}")
            if name is None or name in keys:
                self.aside(self.next(), path)
                continue
            keys[name] = spot[0]
            data[name] = self.value(self.next(), (*path, name), spot)
        return data

    def aside(self, event: Any, path: Path) -> Any:
        """Read a value that has no place in the data; its own problems are told, its place is not kept."""
        before = len(self.written)
        data = self.value(event, (*path, ""))
        del self.written[before:]
        return data

    def key(self, event: Node, spot: Spot, path: Path) -> str | None:
        data = self.aside(event, path)
        if isinstance(event, yaml.ScalarEvent) and isinstance(data, str):
            return data
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.problem(spot, "a key must be one text; put a text that starts with `{` or `[` in quotes")
        elif not isinstance(event, yaml.ScalarEvent) or not event.value:
            self.problem(spot, "a key is missing before `:`")
        else:
            self.problem(spot, f"a key must be text; put `{event.value}` in quotes")
        return None

    def scalar(self, event: yaml.ScalarEvent, spot: Spot) -> Any:
        if not event.implicit[0]:
            return event.value
        try:
            return resolved(event.value)
        except ValueError:
            self.problem(spot, "a number this long is no number; put it in quotes")
            return None


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
