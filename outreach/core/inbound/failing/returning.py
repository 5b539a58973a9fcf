"""What a report holds of the returned message: whom it was for, who we are in it, what names it as ours."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from outreach.core.inbound.failing.addresses import in_text, named
from outreach.core.inbound.failing.notices import pasted
from outreach.core.inbound.failing.pieces import RETURNED, RETURNED_HEADERS, Headers, Piece, fields

TELLING: Final = (
    "message-id", "reply-to", "list-unsubscribe", "return-path", "from", "in-reply-to", "references",
    "feedback-id", "to", "x-original-to",
)  # fmt: skip
"""The headers that can name a message of ours, the surest first."""
MOST, LONGEST = 60, 1_000
_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z2-7]{28}(?![A-Za-z0-9])")
"""A token of ours (`core.tokens`): a letter, and 28 of base 32."""


def returned_headers(found: Sequence[Piece]) -> Headers:
    """The headers of the message that came back, from wherever the report has them."""
    for piece in found:
        if piece.kind in RETURNED and piece.headers:
            return piece.headers
        if piece.kind in RETURNED_HEADERS and piece.text.strip():
            return fields(piece.text.lstrip("\r\n"))
    return pasted(found)


def written_to(headers: Headers) -> list[str]:
    """Whom the returned message was for; nobody where its To names a mailing list that it went through."""
    if any(name in ("list-post", "mailing-list", "x-mailman-version", "x-beenthere") for name, _ in headers):
        return []
    told = [value for name, value in headers if name in ("to", "cc", "x-original-to", "envelope-to")]
    return [each for each in in_text(" ".join(told)) if named(each)]


def senders(headers: Headers) -> frozenset[str]:
    """Who the returned message was from."""
    told = [
        value for name, value in headers if name in ("from", "reply-to", "return-path", "sender", "errors-to")
    ]
    return frozenset(in_text(" ".join(told)))


def telling(found: Sequence[Piece]) -> tuple[str, ...]:
    """What can name a message of ours: values of the returned headers, the surest first, then tokens."""
    headers = returned_headers(found)
    values = [value[:LONGEST] for wanted in TELLING for name, value in headers if name == wanted and value]
    tokens = [token for piece in found for token in _tokens(piece)]
    return tuple(dict.fromkeys([*values[: MOST // 2], *tokens]))[:MOST]


def _tokens(piece: Piece) -> Iterator[str]:
    whole = piece.text.replace("=\n", "")
    yield from (match[0] for match in _TOKEN.finditer(whole))
    yield from (match[0] for _, value in piece.headers for match in _TOKEN.finditer(value))
