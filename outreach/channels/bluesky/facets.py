"""Facets: what in a post is a link, a hashtag or a mention, by the bytes of its UTF-8. Pure.

Bluesky shows as a link only what the sender marks as one. Links and hashtags are those that the rules of the
house find, so that what passed them is marked. Source: the lexicon `app.bsky.richtext.facet`, and "Links,
mentions, and rich text" in Bluesky's documentation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from outreach.rules.reading.lengths import in_bytes, on_bluesky
from outreach.rules.reading.tags import bluesky_tags
from outreach.rules.reading.weblinks import link_spans

Kind = Literal["link", "tag", "mention"]
LONGEST_TAG, LONGEST_TAG_BYTES = 64, 640
"""Grapheme clusters and bytes of a tag, its sign left out."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_MENTION = re.compile(
    rf"(?<![^\s(])@(?P<handle>(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?)(?![\w@-])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One feature of a text, between two of its bytes, the second not included.

    `value` is the address of a link, a tag without its sign, or the handle of who is mentioned.
    """

    kind: Kind
    start: int
    end: int
    value: str


def facets(text: str) -> tuple[Facet, ...]:
    """The features of a text, in order; no two overlap."""
    found = [_facet(text, *each) for each in _distinct(text)]
    return tuple(found)


def mentioned(text: str) -> tuple[str, ...]:
    """The handles that a text mentions, each once, in small letters."""
    return tuple(dict.fromkeys(each.value.lower() for each in facets(text) if each.kind == "mention"))


def as_lexicon(found: tuple[Facet, ...], accounts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Facets as a record holds them.

    Args:
        found: those of a text.
        accounts: by handle in small letters, the DID of whom it belongs to; other mentions stay text.
    """
    marked = []
    for each in found:
        feature = _feature(each, accounts)
        if feature is not None:
            index = {"byteStart": each.start, "byteEnd": each.end}
            marked.append({"$type": "app.bsky.richtext.facet", "index": index, "features": [feature]})
    return marked


def _feature(each: Facet, accounts: Mapping[str, str]) -> dict[str, str] | None:
    name = f"app.bsky.richtext.facet#{each.kind}"
    match each.kind:
        case "link":
            return {"$type": name, "uri": each.value}
        case "tag":
            return {"$type": name, "tag": each.value}
        case "mention":
            did = accounts.get(each.value.lower())
            return {"$type": name, "did": did} if did else None


def _facet(text: str, kind: Kind, start: int, end: int) -> Facet:
    begins = len(text[:start].encode())
    value = text[start:end] if kind == "link" else text[start + 1 : end]
    if kind == "link" and not value.lower().startswith(("http://", "https://")):
        value = f"https://{value}"
    return Facet(kind, begins, begins + len(text[start:end].encode()), value)


def _distinct(text: str) -> Iterator[tuple[Kind, int, int]]:
    """What is found, in order; of two that overlap the earlier counts, and a link before what is in it."""
    taken = 0
    for kind, start, end in sorted(_all(text), key=lambda each: (each[1], -each[2])):
        if start >= taken:
            taken = end
            yield kind, start, end


def _all(text: str) -> Iterator[tuple[Kind, int, int]]:
    for start, end in link_spans(text, "bluesky"):
        yield "link", start, end
    for start, end in bluesky_tags(text):
        tag = text[start + 1 : end]
        if tag and on_bluesky(tag) <= LONGEST_TAG and in_bytes(tag) <= LONGEST_TAG_BYTES:
            yield "tag", start, end
    for found in _MENTION.finditer(text):
        yield "mention", found.start(), found.end()
