"""Whose words stand where in the text of a mail: the writer's, and what they quote.

A quotation is marked (`>`), or it stands unmarked below a line of a program: `On ... wrote:`, Outlook's
`From:`, `Sent:`, `To:`, `Subject:`, `-----Original Message-----`. Marked ones may stand between words;
an unmarked one goes on to the end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from outreach.core.inbound.reading.vocabulary import FIELDS, OPENERS, ORIGINAL, WROTE, YOU

_MARKS: Final = (">", "\uff1e")
_COLONS: Final = (":", "\uff1a")
_SENTENCE_ENDS: Final = (".", "!", "?", "\u3002", "\uff01", "\uff1f")
_LONGEST_LINE: Final = 300
_LONGEST_NAME: Final = 24
_WRAPPED: Final = 3
_LOOKED_AT: Final = 14
_LEAST_FIELDS: Final = 3
_TIME = re.compile(r"\d{1,2}\s?[:.h時点시]\s?\d{2}")
_DAY = re.compile(r"\d{1,4}[./\u5e74\ub144-]\s?\d{1,2}[./\u6708\uc6d4-]|\b\d{4}\b|\d{1,2}\.?\s+\w{3,}")
_ADDRESS = re.compile(r"[^\s<>()@]{1,64}@[^\s<>()@]{1,255}")
_BETWEEN_RULES = re.compile(r"\s*-{3,}[^-].{0,60}[^-]-{3,}\s*")
_MORE_THAN = re.compile(r">\d")
_WORD = re.compile(r"[^\W\d_]+")
_RULE = re.compile(r"[-_=*\u2014\u2500\s]{5,}")


@dataclass(frozen=True, slots=True)
class Parted:
    """The text of a mail taken apart: the writer's paragraphs, in the pieces between quotations.

    `unmarked` is what stands below a program's line to the end, without that line; `marked` are all lines
    that are behind a mark.
    """

    own: list[list[str]] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)


def part(lines: Sequence[str]) -> Parted:
    """Take a text apart, line by line."""
    own: list[list[str]] = [[]]
    marked: list[str] = []
    at = 0
    one = sum(map(is_marked, lines)) == 1
    while at < len(lines):
        line = lines[at]
        if is_marked(line) and not (one and _MORE_THAN.match(line)):
            marked.append(line)
            own.append([])
        elif size := _above_quotation(lines, at):
            follows = _next(lines, at + size)
            _drop_rules(own[-1])
            if follows < len(lines) and not is_marked(lines[follows]):
                return Parted(_full(own), list(lines[follows:]), marked)
            own.append([])
            at += size - 1
        elif _introduces(lines, at):
            own.append([])
        else:
            own[-1].append(line)
        at += 1
    return Parted(_full(own), [], marked)


def is_marked(line: str) -> bool:
    """Whether a line is behind a mark of quotation."""
    return line.lstrip(" \t").startswith(_MARKS)


def is_rule(line: str) -> bool:
    """Whether a line is drawn and not written."""
    return _RULE.fullmatch(line) is not None and bool(line.strip())


def _full(own: list[list[str]]) -> list[list[str]]:
    return [piece for piece in own if any(line.strip() for line in piece)]


def _next(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _drop_rules(piece: list[str]) -> None:
    while piece and (not piece[-1].strip() or is_rule(piece[-1]) or _BETWEEN_RULES.fullmatch(piece[-1])):
        piece.pop()


def _above_quotation(lines: Sequence[str], at: int) -> int:
    """How many lines from here are a program's, above what it quotes; 0 for none."""
    if _names_original(lines[at]):
        follows = _next(lines, at + 1)
        return follows - at + (_fields(lines, follows) if follows < len(lines) else 0)
    return _fields(lines, at) or _attribution(lines, at)


def _names_original(line: str) -> bool:
    plain = line.strip("-_=*>\u2014 \t")
    if len(plain) > 60:  # noqa: PLR2004 - longer than any of them
        return False
    named = plain.rstrip(":\uff1a ").casefold() in ORIGINAL
    return named and (line.strip().startswith(("-", "_", "=", "*")) or plain.endswith(_COLONS))


def _field(line: str) -> tuple[str, str]:
    name, colon, value = line[:_LONGEST_LINE].strip("* \t").replace("\uff1a", ":", 1).partition(":")
    if not colon or len(name) > _LONGEST_NAME:
        return "", ""
    return FIELDS.get("".join(name.split()).strip("*").casefold(), ""), value.strip("* \t")


def _fields(lines: Sequence[str], at: int) -> int:
    """How many lines from here are Outlook's fields; 0 where they are none."""
    kinds: dict[str, str] = {}
    kind, _ = _field(lines[at])
    if kind not in {"from", "sent"}:
        return 0
    last, strange = at, 0
    for place in range(at, min(len(lines), at + _LOOKED_AT)):
        kind, value = _field(lines[place])
        if kind and kind not in kinds and not is_marked(lines[place]):
            kinds[kind], last, strange = value, place, 0
        elif lines[place].strip():
            strange += 1
        if strange > _LEAST_FIELDS or "subject" in kinds:
            break
    proved = any("@" in value for value in kinds.values()) or any(map(str.isdigit, kinds.get("sent", "")))
    if "from" not in kinds or len(kinds) < _LEAST_FIELDS or not proved:
        return 0
    return _rest_of_fields(lines, last) - at


def _rest_of_fields(lines: Sequence[str], last: int) -> int:
    at = last + 1
    while at < min(len(lines), last + _LOOKED_AT) and _field(lines[at])[0]:
        at += 1
    return at


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from here are `On ... wrote:` and its like, be it broken over several; 0 for none."""
    joined = ""
    for size in range(1, _WRAPPED + 1):
        if at + size > len(lines) or not lines[at + size - 1].strip() or is_marked(lines[at + size - 1]):
            return 0
        joined = f"{joined} {lines[at + size - 1].strip()}".strip()
        if len(joined) > _LONGEST_LINE:
            return 0
        if joined.endswith(_COLONS):
            rest = " ".join(line.strip() for line in lines[at + 1 : at + size])
            return size if _strong(joined) and not _is_whole(rest, lines[at]) else 0
    return 0


def _is_whole(rest: str, above: str) -> bool:
    """Whether an attribution begins with its second line, the first being somebody's words."""
    if not rest or not _strong(rest):
        return False
    if rest.startswith(("<", "(")) or _ADDRESS.search(above):
        return above.rstrip().endswith(_SENTENCE_ENDS)
    return _opens(rest) or not _opens(above.strip())


def _opens(line: str) -> bool:
    return line.casefold().startswith(OPENERS) or line[:1].isdigit()


def _strong(line: str) -> bool:
    told = line.casefold()
    when = _TIME.search(line) is not None or _DAY.search(line) is not None
    if not when or _speaks_of_you(told):
        return False
    return any(word in told for word in WROTE) or (
        _ADDRESS.search(line) is not None and _TIME.search(line) is not None
    )


def _introduces(lines: Sequence[str], at: int) -> bool:
    """`Champion One wrote:` above a marked quotation, without a date."""
    line = lines[at].strip()
    if not line.endswith(_COLONS) or len(line) > _LONGEST_LINE:
        return False
    follows = _next(lines, at + 1)
    if follows >= len(lines) or not is_marked(lines[follows]):
        return False
    told = line.casefold()
    wrote = any(word in told for word in WROTE) and len(line.split()) <= 10  # noqa: PLR2004
    return (wrote or _ADDRESS.search(line) is not None) and not _speaks_of_you(told)


def _speaks_of_you(told: str) -> bool:
    return not YOU.isdisjoint(_WORD.findall(told.partition("<")[0]))
