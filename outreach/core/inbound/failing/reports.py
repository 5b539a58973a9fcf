"""Delivery reports as RFC 3464 has them, and as servers send them that have only heard of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from outreach.core.inbound.failing.addresses import in_field, same_mailbox
from outreach.core.inbound.failing.pieces import Headers, Piece, fields, first

STATUS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
"""RFC 3464, 2.1; RFC 6533, 4."""
MOST_RECIPIENTS: Final = 100
_BLOCKS = re.compile(r"\n[ \t]*\n")
_FAILED = ("fail", "error", "undeliver", "reject", "bounce")
"""`failed` (RFC 3464, 2.3.3), and what others write in its place."""
_NOT_FAILED = ("delay", "deliver", "relay", "expand", "success", "transferred", "warn", "defer")
_PLAIN = re.compile(r"^(?:Final|Original)-Recipient[ \t]{0,4}:", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient a report says it could not reach, with what it says of why.

    `behind` is the address that failed where it is another than the one that we wrote to: an alias, a
    forwarding or a list led there.
    """

    recipient: str
    status: str = ""
    said: str = ""
    behind: str = ""


def status_pieces(found: Sequence[Piece], depth: int = 0) -> list[Piece]:
    """The parts that hold a delivery report; a returned message's own report is none of ours."""
    mine = [piece for piece in found if piece.depth == depth]
    named = [piece for piece in mine if piece.kind in STATUS]
    return named or [piece for piece in mine if piece.kind not in ("text/html", "") and _is_plain(piece)]


def _is_plain(piece: Piece) -> bool:
    """Whether a part of another kind holds a report's fields: a recipient, an action and a status."""
    text = piece.text[:20_000]
    return bool(_PLAIN.search(text)) and "\naction:" in text.lower() and "\nstatus:" in text.lower()


def failures(parts: Iterable[Piece]) -> list[Failure]:
    """Every recipient that failed, of every report, each once."""
    found = [failure for part in parts for failure in _in_report(part.text)]
    return list({each.recipient: each for each in reversed(found)}.values())[::-1][:MOST_RECIPIENTS]


def reports_anything(parts: Iterable[Piece]) -> bool:
    """Whether there are recipients in a report at all, failed or not."""
    return any(_recipients(block) for part in parts for block in _blocks(part.text))


def _in_report(text: str) -> Iterator[Failure]:
    for block in _blocks(text):
        final, asked = _recipients(block) or ("", "")
        if asked and _failed(block):
            behind = final if final and not same_mailbox(final, asked) else ""
            yield Failure(asked, first(block, "status").split(" ")[0].strip(), _said(block), behind)


def _blocks(text: str) -> list[Headers]:
    """The groups of fields of a report: of the message, then of each recipient (RFC 3464, 2.1).

    Where the empty line between them is missing, each Final-Recipient begins one.
    """
    groups = [fields(block.strip("\n")) for block in _BLOCKS.split(text)[: 4 * MOST_RECIPIENTS]]
    return [each for group in groups for each in _apart(group)]


def _apart(group: Headers) -> list[Headers]:
    starts = [place for place, (name, _) in enumerate(group) if name == "final-recipient"]
    if len(starts) <= 1:
        return [group]
    if "original-recipient" in {name for name, _ in group[: starts[0]]}:
        starts = [place for place, (name, _) in enumerate(group) if name == "original-recipient"]
    ends = [*starts[1:], len(group)]
    return [group[start:end] for start, end in zip(starts, ends, strict=True)]


def _recipients(block: Headers) -> tuple[str, str] | None:
    """Who failed, and whom we had written to; None where the block is of no recipient.

    X-Actual-Recipient is left alone: some mean the original one by it, others the last.
    """
    final = in_field(first(block, "final-recipient"))
    asked = in_field(first(block, "original-recipient")) or in_field(first(block, "x-original-to"))
    return (final, asked or final) if final or asked else None


def _failed(block: Headers) -> bool:
    """Whether it failed for good; a delay is a warning, and more will come of it (RFC 3464, 2.3.3)."""
    action, status = first(block, "action").lower(), first(block, "status")
    if action.startswith(_NOT_FAILED):
        return False
    return action.startswith(_FAILED) or status.startswith(("4", "5"))


def _said(block: Headers) -> str:
    """The diagnosis without its type (`smtp; 550 ...`)."""
    told = [value for name, value in block if name in ("diagnostic-code", "x-supplementary-info")]
    return " ".join(re.sub(r"^\s*[\w-]{1,20}\s*;\s*", "", each) for each in told)
