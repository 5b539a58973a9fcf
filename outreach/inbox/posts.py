"""Posts of others, as networks tell of them: made fit to be kept, and what is wrong said in one way."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from outreach.ports import NotReached, NotSent, Refused

LONGEST_TEXT, LONGEST_NAME, LONGEST_LINK = 20_000, 200, 2_000
"""How many characters of what strangers write are kept beside the raw bytes."""
_UNSEEN = re.compile(r"[^\S\n]+|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


@contextmanager
def asking(network: str) -> Iterator[None]:
    """Say what a network's own channel says, as an inbox does.

    Raises:
        NotReached: it cannot be read now.
    """
    try:
        yield
    except NotSent as wrong:
        raise NotReached(str(wrong), retry_after=wrong.retry_after) from None
    except Refused as wrong:
        raise NotReached(f"{network} does not understand what it is asked ({wrong})") from None


def text_of(said: object, most: int = LONGEST_TEXT) -> str:
    """A text as it may be kept and shown: no control characters, one form of each letter, not endless.

    Half a pair of surrogates, which JSON may hold and no file can, becomes a question mark.
    """
    if not isinstance(said, str):
        return ""
    whole = said[: most * 2].encode("utf-8", "replace").decode("utf-8")
    return _UNSEEN.sub(" ", unicodedata.normalize("NFC", whole.replace("\r\n", "\n"))).strip()[:most]


def line_of(said: object) -> str:
    """A name on one line."""
    return " ".join(text_of(said, LONGEST_NAME).split())


def link_of(said: object) -> str:
    """An address on the web, or nothing where it is none."""
    if not isinstance(said, str) or len(said) > LONGEST_LINK or not said.isascii() or not said.isprintable():
        return ""
    try:
        parts = urlsplit(said)
    except ValueError:
        return ""
    return said if parts.scheme in ("https", "http") and parts.netloc and " " not in said else ""


def moment_of(said: object) -> datetime | None:
    """A moment in ISO 8601, in UTC; None where it is none."""
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        return None


def part_of(said: object, *names: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """What stands inside under those names, one in the other; None where one of them is missing."""
    for name in names:
        if not isinstance(said, Mapping):
            return None
        said = said.get(name)
    return said


def listed(said: object, *names: str) -> list[Any]:
    """The list under those names; empty where there is none."""
    found = part_of(said, *names)
    return found if isinstance(found, list) else []


def as_raw(said: object) -> bytes:
    """What a network says of one thing, as it said it, as JSON."""
    return json.dumps(said, indent=1, default=str).encode("ascii")
