"""Sentences, and the clauses of one sentence, in the texts that people write for posts and e-mails."""

import re
from collections.abc import Iterator

from outreach.rules.reading.tags import LINK

_ABBREVIATIONS = frozenset(
    (
        *(
            "mr",
            "mrs",
            "ms",
            "dr",
            "prof",
            "st",
            "ave",
            "blvd",
            "rd",
            "no",
            "nos",
            "inc",
            "co",
            "corp",
            "ltd",
        ),
        *(
            "llc",
            "dept",
            "est",
            "gov",
            "sen",
            "rep",
            "vs",
            "etc",
            "e.g",
            "i.e",
            "eg",
            "ie",
            "a.m",
            "p.m",
            "u.s",
        ),
        *(
            "u.s.a",
            "d.c",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sept",
            "sep",
            "oct",
            "nov",
            "dec",
        ),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "approx", "max", "min", "tel", "ext"),
        *("fig", "vol", "jr", "sr", "ph.d", "b.a", "m.a"),
    )
)
_OFTEN_LAST = frozenset({"a.m", "p.m", "etc", "inc", "co", "ltd", "llc", "u.s", "d.c", "jr", "sr"})
"""Abbreviations that also end sentences: what follows in upper case begins a new one."""
_EMOJI = (
    "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d\u20e3"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_BULLET = re.compile(
    rf"^(?:\s|[-*+\u2022\u2023\u25aa\u2013\u2014>|\u00b7{_EMOJI}]|\(?\d{{1,2}}[.)](?=\s)|\(?[a-z]\)(?=\s))+"
)
_STOP = re.compile(r"(?<![.!?\u2026])(?:[.!?\u2026]+[\"'\u201d\u2019)\]]*)(?=\s|$)")
_BETWEEN_EMOJI = re.compile(rf"\s*[{_EMOJI}]+\s*(?=[\"'\u201c]?[A-Z])")
_CLAUSES = re.compile(r"\s*[;:\u2014]\s+|\s+[-\u2013\u2014|]+\s+|\u2014|\s+\(|\)\s*")
_MARKUP = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, trimmed, without the bullets and pictures before them."""
    for block in _blocks(text):
        for part in _BETWEEN_EMOJI.split(block):
            yield from _split(part)


def clauses(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence between colons, semicolons, dashes and brackets."""
    return tuple(part.strip() for part in _CLAUSES.split(sentence) if part.strip())


def _blocks(text: str) -> Iterator[str]:
    """Lines; one that goes on in lower case belongs to the line before it."""
    held = ""
    for raw in _MARKUP.sub("", text).splitlines():
        line = _BULLET.sub("", raw).strip()
        goes_on = held and line[:1].islower() and line == raw.strip()
        if goes_on:
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _split(block: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(block):
        if _ends(block, start, stop):
            yield from _trimmed(block[start : stop.end()])
            start = stop.end()
    yield from _trimmed(block[start:])


def _ends(block: str, start: int, stop: re.Match[str]) -> bool:
    following = block[stop.end() :].lstrip()
    if following and following[0].islower() and not LINK.match(following):
        return not stop[0].startswith((".", "\u2026"))
    if not stop[0].startswith(".") or len(stop[0].rstrip("\"'\u201d\u2019)]")) > 1:
        return True
    word = re.split(r"[\s(]", block[start : stop.start()])[-1].lower()
    if word in _OFTEN_LAST:
        return following[:1].isupper() or not following
    initial = len(word) == 1 and word.isalpha() and word != "i" and block[stop.start() - 1].isupper()
    return not (word in _ABBREVIATIONS or initial) or not following


def _trimmed(sentence: str) -> Iterator[str]:
    if (trimmed := _BULLET.sub("", sentence).strip()) and re.search(r"\w", trimmed):
        yield trimmed
