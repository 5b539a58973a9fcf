"""What stands around somebody's words: signatures, telephones, lawyers, mailing lists, warnings."""

import re
from collections.abc import Sequence
from typing import Final

from outreach.core.inbound.reading.quotes import is_rule
from outreach.core.inbound.reading.vocabulary import (
    BANNERS,
    DEVICES,
    FAREWELLS,
    LEGAL,
    LISTS,
    OUTSIDE,
    SCANNED,
    SENT,
    SENT_AT_END,
)

_LONGEST_SIGNATURE: Final = 20
_LONGEST_MOBILE: Final = 140
_LEAST_LEGAL: Final = 80
_LEGAL_WORDS: Final = 3
_FEW_WORDS: Final = 5
_LONGEST_DETAIL: Final = 100
_TOP: Final = 6
_DELIMITERS: Final = frozenset({"--", "\u2014", "\u2013\u2013"})
_POSTSCRIPT = re.compile(r"p\.?\s?s\.?\s?[:.\-\u2013 ]", re.IGNORECASE)
_DETAIL = re.compile(
    r"@|https?:|www\.|\d[\d\s()./-]{5,}\d|^(?:tel|t|m|f|fax|mobile|phone|cell)\s?[.:]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"<[^<>\s]{1,2000}>|(?<=\])\([^()\s]{0,2000}\)|[\[\]]")


def words_of(piece: Sequence[str], name: str) -> list[str]:
    """The lines that somebody wrote, without what stands below and above them.

    Args:
        piece: lines between quotations.
        name: the writer's name, as their mail gives it; a line of it ends their words.
    """
    lines = _before_list([line for line in _without_machines(piece) if not is_rule(line)])
    lines = _before_delimiter(lines)
    lines = _before_lawyers(lines)
    after = _postscript(lines)
    lines = _before_farewell(_trimmed(lines[: len(lines) - max(0, len(after) - 1)]), name)
    return _trimmed([*lines, *after])


def all_words_of(piece: Sequence[str]) -> list[str]:
    """The lines without those that telephones, scanners and servers add; a signature stays."""
    return [line for line in _without_machines(piece) if line.strip() not in _DELIMITERS]


def _without_machines(piece: Sequence[str]) -> list[str]:
    return [line for number, line in enumerate(piece) if not _is_added(line, top=number < _TOP)]


def _any_words(lines: Sequence[str]) -> bool:
    return any(line.strip() and line.strip() not in _DELIMITERS for line in lines)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and (not lines[-1].strip() or lines[-1].strip() in _DELIMITERS):
        lines.pop()
    return lines


def _is_added(line: str, *, top: bool) -> bool:
    told = _LINK.sub("", line[: _LONGEST_SIGNATURE * _LONGEST_DETAIL]).strip(" \t*_[]()").casefold()
    if top and told.startswith(BANNERS) and any(word in told for word in OUTSIDE):
        return True
    if any(word in told for word in SCANNED):
        return True
    if not told or len(told) > _LONGEST_MOBILE:
        return False
    said = told.startswith(SENT) or told.rstrip(". ").endswith(SENT_AT_END)
    return said and any(word in told for word in DEVICES)


def _before_list(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        told = line.casefold()
        if any(word in told for word in LISTS):
            return _trimmed(_unnamed(_trimmed(lines[:at])))
    return lines


def _unnamed(lines: list[str]) -> list[str]:
    named = ["mailing list" in line.casefold() for line in lines[-2:]]
    if len(named) > 1 and named[0] and "@" in lines[-1]:
        return lines[:-2]
    return lines[:-1] if named and named[-1] else lines


def _before_delimiter(lines: list[str]) -> list[str]:
    below, found = 0, -1
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.strip() in _DELIMITERS and line[:1] not in {" ", "\t"}:
            found = at
        below += bool(line.strip())
        if below > _LONGEST_SIGNATURE:
            break
    return lines if found < 0 else [*lines[:found], *_postscript(lines[found + 1 :])]


def _postscript(lines: Sequence[str]) -> list[str]:
    at = next((at for at, line in enumerate(lines) if _POSTSCRIPT.match(line.strip())), len(lines))
    return ["", *lines[at:]] if at < len(lines) else []


def _before_lawyers(lines: list[str]) -> list[str]:
    while lines:
        lines = _trimmed(lines)
        at = next((at for at in range(len(lines) - 1, -1, -1) if not lines[at].strip()), -1)
        if not _is_legal(" ".join(lines[at + 1 :])):
            return lines
        lines = lines[: at + 1]
    return lines


def _is_legal(paragraph: str) -> bool:
    told = paragraph.casefold()
    if len(told) < _LEAST_LEGAL // 2:
        return any(told.startswith(word) for word in ("confidentiality", "disclaimer", "legal notice"))
    return sum(word in told for word in LEGAL) >= _LEGAL_WORDS and len(told) >= _LEAST_LEGAL // 2


def _before_farewell(lines: list[str], name: str) -> list[str]:
    """Without a farewell and the name and address below it, where nothing but those stands there."""
    lowest = len(lines)
    seen = 0
    names = frozenset(_WORD.findall(name.casefold()))
    cut = lowest
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at].strip()
        if not line:
            continue
        seen += 1
        if _is_farewell(line, names) or (_is_name(line, names) and not _list_above(lines, at)):
            cut = at
        elif seen > _LONGEST_SIGNATURE or not _is_detail(line):
            break
    return lines[:cut] if _any_words(lines[:cut]) else lines


def _list_above(lines: Sequence[str], at: int) -> bool:
    above = next((line.strip() for line in reversed(lines[:at]) if line.strip()), "")
    return above.endswith((":", "\uff1a"))


def _is_farewell(line: str, names: frozenset[str]) -> bool:
    told = line.casefold().strip(" ,.!;-\u2013\u3002\uff0c\uff01")
    if told in FAREWELLS:
        return True
    said, _, rest = told.partition(",")
    rest_words = _WORD.findall(rest)
    return said.strip() in FAREWELLS and bool(rest_words) and names.issuperset(rest_words)


def _is_name(line: str, names: frozenset[str]) -> bool:
    found = _WORD.findall(line.casefold())
    return bool(found) and len("".join(found)) > 1 and names.issuperset(found)


def _is_detail(line: str) -> bool:
    """Whether a line may be one of a signature: a name, a title, a business, a number, an address."""
    if len(line) > _LONGEST_DETAIL or line.endswith(("?", "\uff1f", "!")):
        return False
    if _DETAIL.search(line):
        return True
    found = [word for word in _WORD.findall(line) if len(word) > 3]  # noqa: PLR2004 - not "and", "of"
    raised = sum(not word[0].islower() for word in found)
    return bool(found) and not line.endswith((".", "\u3002")) and raised * 2 > len(found)
