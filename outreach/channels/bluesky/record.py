"""A post as a record of Bluesky's, and the key it is kept under. Pure.

Sources: the lexicons `app.bsky.feed.post`, `app.bsky.embed.images` and `app.bsky.embed.external`; "Record
Key" and "Timestamp Identifiers (TIDs)" of the AT Protocol's specification.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from outreach.channels.bluesky.facets import as_lexicon, facets
from outreach.channels.bluesky.pictures import pixels
from outreach.core.history import Key
from outreach.core.message import Post
from outreach.ports import Unsupported
from outreach.rules.reading.lengths import LENGTHS, in_bytes

COLLECTION = "app.bsky.feed.post"
MOST, MOST_BYTES, LARGEST_PICTURE = 300, 3000, 2_000_000
"""Characters and bytes of a text; bytes of a picture (one million until 2026)."""
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH, _CLOCK = 13, 1 << 10
_FROM, _YEAR = datetime(2023, 1, 1, tzinfo=UTC), 365 * 86_400 * 1_000_000


def record_key(key: Key) -> str:
    """The record key of a delivery: the same for the same one, so that it cannot stand there twice.

    Keys of posts are TIDs: 53 bits of microseconds and 10 bits of a clock's name. Which moment that is means
    nothing to Bluesky, which sorts by `createdAt`; but one to come is a sign of a broken clock. So the key's
    digest picks a microsecond of the year 2023 and a clock: one in 3 * 10^16.
    """
    number = int.from_bytes(hashlib.sha256(str(key).encode()).digest(), "big")
    moment, clock = divmod(number % (_YEAR * _CLOCK), _CLOCK)
    rest = (int(_FROM.timestamp()) * 1_000_000 + moment) * _CLOCK + clock
    digits = ""
    for _ in range(_LENGTH):
        rest, digit = divmod(rest, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def payload(
    post: Post,
    at: datetime,
    languages: Sequence[str] = ("en",),
    accounts: Mapping[str, str] | None = None,
    blob: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A post as a record.

    Args:
        post: the post.
        at: when it is published (UTC).
        languages: those it is written in (BCP 47), at most three.
        accounts: by handle, the DID of whom it mentions.
        blob: what Bluesky made of the post's picture.
    """
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": post.text,
        "createdAt": moment,
        "langs": list(languages),
        "facets": as_lexicon(facets(post.text), accounts or {}),
    }
    if post.image is not None and blob is not None:
        record["embed"] = _picture(post, blob)
    elif post.image is None and (link := _first_link(post)):
        record["embed"] = {"$type": "app.bsky.embed.external", "external": card(link)}
    return record


def must_fit(post: Post) -> None:
    """Refuse what Bluesky cannot carry.

    Raises:
        Unsupported: the text or the picture is too long or too large.
    """
    sizes = (
        (LENGTHS["bluesky"](post.text), MOST, "characters"),
        (in_bytes(post.text), MOST_BYTES, "bytes"),
    )
    for size, most, unit in sizes:
        if size > most:
            raise Unsupported(f"the post has {size} {unit}, and Bluesky takes {most}; take out {size - most}")
    if post.image is not None and len(post.image.content) > LARGEST_PICTURE:
        raise Unsupported(
            f"the picture {post.image.name} has {len(post.image.content):,} bytes, "
            f"and Bluesky takes {LARGEST_PICTURE:,}; make it smaller"
        )


def card(link: str) -> dict[str, str]:
    """The card of a link. Its page is not fetched: the title is the end of its path in words, or its host."""
    parts = urlsplit(link)
    host = (parts.hostname or link).removeprefix("www.")
    path = unquote(parts.path).strip("/")
    last = path.rpartition("/")[2].partition(".")[0].replace("-", " ").replace("_", " ").strip()
    title = last[:1].upper() + last[1:] if any(each.isalpha() for each in last) else host
    where = f"{host}/{path}" if path else host
    return {"uri": link, "title": title, "description": "" if where == title else where}


def _first_link(post: Post) -> str:
    return next((each.value for each in facets(post.text) if each.kind == "link"), post.link)


def _picture(post: Post, blob: Mapping[str, Any]) -> dict[str, Any]:
    image: dict[str, Any] = {"alt": post.alt, "image": dict(blob)}
    size = pixels(post.image.content) if post.image else None
    if size is not None:
        image["aspectRatio"] = {"width": size[0], "height": size[1]}
    return {"$type": "app.bsky.embed.images", "images": [image]}
