"""Bounces and complaints: who was not reached, who does not want to be, which message of ours it was.

The order is that of trust: the report a server wrote for machines (RFC 3464), then the header that names
who failed, then what it wrote for people. Nothing here is proof: anybody can write a bounce. What is
`returned` holds the signed tokens that a message of ours carries; a bounce without one proves nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from outreach.core.inbound.failing import notices, reports
from outreach.core.inbound.failing.addresses import as_kept, same_mailbox, without
from outreach.core.inbound.failing.complaining import complained
from outreach.core.inbound.failing.pieces import Piece, pieces
from outreach.core.inbound.failing.reports import Failure
from outreach.core.inbound.failing.returning import returned_headers, senders, telling, written_to
from outreach.core.inbound.failing.signs import from_machine
from outreach.core.inbound.failing.verdict import IN_WORDS, Verdict, from_reply, judge
from outreach.core.inbound.nouns import Bounced, Mail

LONGEST_REASON: Final = 200


def bounces(mail: Mail) -> tuple[Bounced, ...]:
    """Every recipient that a message could not be delivered to, as this mail reports; none where it does not.

    No bounce is: a delay, a success, what was handed on (RFC 3464, 2.3.3), an out-of-office reply, a read
    receipt (RFC 8098), a filter's question, and what a person writes or forwards.

    `recipient` is the address we wrote to, as far as the report tells: where an alias or a forwarding led to
    another, that one's failure is never permanent for the first. `status` is RFC 3463's. `reason` is one line
    that names nobody else.
    """
    found = unwrapped(mail)
    asked = [each for each in written_to(returned_headers(found)) if each not in mail.to]
    return tuple(_bounced(each) for each in sent_to(failed(mail, found), asked))


def complaint(mail: Mail) -> Bounced | None:
    """Who complained about a message of ours, by their provider's button (RFC 5965), or None.

    `recipient` is empty where the provider does not say, as most do not: the returned message tells.
    """
    who = complained(mail, pieces(mail))
    return Bounced(as_kept(who.recipient), permanent=True, reason=who.said) if who else None


def returned(mail: Mail) -> tuple[str, ...]:
    """What of the message that came back can name it as ours: to look for tokens in; bounded.

    First the values of its headers (Message-ID, Reply-To, List-Unsubscribe, ...), from the attached message,
    its attached headers, or the text below the notice; then whatever looks like a token, wherever it stands.
    """
    return telling(unwrapped(mail))


def failed(mail: Mail, found: Sequence[Piece]) -> list[Failure]:
    """Whom the mail says it did not reach, by the name it calls them."""
    parts = reports.status_pieces(found) if _may_report(mail) else []
    if reports.reports_anything(parts):
        all_of_them = reports.failures(parts)
        return [_explained(each, all_of_them, found) for each in all_of_them]
    headers = returned_headers(found)
    ours = senders(headers) | frozenset(mail.to)
    return notices.failures(mail, found, written_to(headers), ours)


def _may_report(mail: Mail) -> bool:
    """A report at the top is one; its parts inside another mail are what somebody passes on."""
    return mail.header("content-type").lower().startswith("multipart/report") or from_machine(mail)


def unwrapped(mail: Mail) -> tuple[Piece, ...]:
    """The parts of a mail; of the report inside, where a filter has put one whole into a mail of its own."""
    found = pieces(mail)
    if reports.status_pieces(found) or not reports.status_pieces(found, depth=1) or not from_machine(mail):
        return found
    return tuple(replace(piece, depth=piece.depth - 1) for piece in found if piece.depth)


def _explained(failure: Failure, among: Sequence[Failure], found: Sequence[Piece]) -> Failure:
    """What a report leaves out, for want of a diagnosis, stands in the notice for people."""
    if failure.said:
        return failure
    return replace(
        failure,
        said=notices.said_of(failure.recipient, [each.recipient for each in among], notices.notice(found)),
    )


def sent_to(failures: Sequence[Failure], asked: Sequence[str]) -> list[Failure]:
    """Failures by the address that the message was sent to: our messages have one recipient each."""
    if len(failures) != 1 or len(asked) != 1 or failures[0].recipient in asked:
        return list(failures)
    one = failures[0]
    behind = "" if same_mailbox(one.recipient, asked[0]) else one.behind or one.recipient
    return [replace(one, recipient=asked[0], behind=behind)]


def _bounced(failure: Failure) -> Bounced:
    verdict = judge(failure.status, failure.said)
    return Bounced(
        as_kept(failure.recipient),
        permanent=verdict.permanent and not failure.behind,
        status=verdict.status,
        reason=_reason(failure, verdict),
    )


def _reason(failure: Failure, verdict: Verdict) -> str:
    """One line for a person: what it means, and what the server said, without anybody else's address."""
    means = IN_WORDS[verdict.cause]
    if failure.behind:
        means = "It was sent on from there to an address that does not take it"
    said = without(from_reply(failure.said, failure.recipient), keep=failure.recipient)
    line = " ".join("".join(each if each.isprintable() else " " for each in said).split())
    whole = f"{means}: {line}" if line else means
    return whole if len(whole) <= LONGEST_REASON else f"{whole[: LONGEST_REASON - 1].rstrip()}…"
