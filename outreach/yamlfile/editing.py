"""Single values of a YAML text changed in place: comments, order, quotes and layout stay as they are.

Nothing is written anew but the values named; what a change makes of the text is read back and compared.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from outreach.core.errors import Path
from outreach.yamlfile.reading import parse
from outreach.yamlfile.scalars import resolved

_PLAIN = re.compile(r"[\w(][\w ()/.'+-]*(?::\d\d)?", re.ASCII)
"""Texts that mean themselves without quotes, in a line of their own as between braces."""


class CannotEditError(Exception):
    """The text is written in a way in which this value cannot be changed by itself; nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """What stands between two characters of the text is replaced."""

    start: int
    end: int
    text: str


def edited(source: str, number: int, values: Mapping[Path, str]) -> str:
    """The text with other values in one of its documents.

    A value that is written is replaced, one that is not is added as the first key of its group. Lines end as
    they did, and a value in quotes keeps its kind of quotes.

    Args:
        source: the whole text, of one or several documents, without a byte-order mark.
        number: which document, from 0.
        values: the new texts, by the keys and list positions that lead to them.

    Raises:
        CannotEditError: the text would not read back as what it said, with only these values changed.
    """
    root = _roots(source)[number]
    cuts = sorted((_cut(source, root, path, value) for path, value in values.items()), key=lambda c: c.start)
    after, done = [], 0
    for cut in cuts:
        if cut.start < done:
            raise CannotEditError("two of the values stand in one place")
        after += [source[done : cut.start], cut.text]
        done = cut.end
    text = "".join([*after, source[done:]])
    _see_that_only_these_changed(source, text, number, values)
    return text


def _roots(source: str) -> list[yaml.Node]:
    try:
        return list(yaml.compose_all(source, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise CannotEditError("it is not the YAML that is read here") from error


def _cut(source: str, root: yaml.Node, path: Path, value: str) -> _Cut:
    node = root
    for depth, part in enumerate(path):
        if isinstance(node, yaml.MappingNode):
            found = next((each for key, each in node.value if key.value == part), None)
            if found is None and depth == len(path) - 1:
                return _added(source, node, str(part), value)
            node = found if found is not None else root
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        if node is root:
            raise CannotEditError(f"it holds no `{part}`")
    return _replaced(source, node, value)


def _added(source: str, group: yaml.MappingNode, name: str, value: str) -> _Cut:
    if not group.value:
        raise CannotEditError("the group is empty")
    first = group.value[0][0].start_mark
    behind = ", "
    if not group.flow_style:
        before = source[: first.index]
        behind = _line_end(source) + before[before.rfind("\n") + 1 :]
        if behind.strip():
            raise CannotEditError("the group begins on the line of its key")
    return _Cut(first.index, first.index, f"{name}: {written(value)}{behind}")


def _replaced(source: str, node: yaml.Node, value: str) -> _Cut:
    start, end = node.start_mark.index, _end(node)
    quotes = node.style if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"') else ""
    text = written(value, quotes)
    kept = source[start:end]
    tail = kept[len(kept.rstrip()) :] if isinstance(node, yaml.ScalarNode) else ""
    return _Cut(start, end, text + tail)


def _end(node: yaml.Node) -> int:
    """Where a value ends; a group in lines of its own ends for the parser only where the next key begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _line_end(source: str) -> str:
    return "\r\n" if "\r\n" in source else "\n"


def written(text: str, quotes: str = "") -> str:
    """A text as one writes it in YAML: without quotes where it then means itself, else in those given."""
    if not quotes and _PLAIN.fullmatch(text) and text.strip() == text and resolved(text) == text:
        return text
    if quotes == "'":
        return "'" + text.replace("'", "''") + "'"
    # What JSON writes in double quotes YAML reads as the same (YAML 1.2.2, 1.3).
    return json.dumps(text, ensure_ascii=False)


def _see_that_only_these_changed(before: str, after: str, number: int, values: Mapping[Path, str]) -> None:
    old, new = parse(before, ""), parse(after, "")
    if any(each.problems for each in (*old, *new)):
        raise CannotEditError("it would not be YAML that is read here any more")
    expected = [each.data for each in old]
    for path, value in values.items():
        expected[number] = _with(expected[number], path, value)
    if [each.data for each in new] != expected:
        raise CannotEditError("more than these values would change")


def _with(data: Any, path: Path, value: str) -> Any:
    """A copy of the data with one other value in it."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(first, int):
        return [_with(each, rest, value) if at == first else each for at, each in enumerate(data)]
    known = data if isinstance(data, dict) else {}
    return {**known, str(first): _with(known.get(str(first)), rest, value)}
