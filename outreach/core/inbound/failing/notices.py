"""Notices of failure in words, from servers that never heard of RFC 3464, or say nothing in it.

What Exim, qmail (QSBMF, https://cr.yp.to/proto/qsbmf.txt), Exchange, GroupWise, Domino and the others write
has this in common: a few lines that name who was not reached, then what was returned. The lines above are
read; whom the returned message was for tells which of the addresses in them is meant.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from outreach.core.inbound.failing.addresses import ADDRESS, LONGEST, in_text
from outreach.core.inbound.failing.pieces import Headers, Piece, fields
from outreach.core.inbound.failing.plainhtml import words_of
from outreach.core.inbound.failing.reports import MOST_RECIPIENTS, Failure
from outreach.core.inbound.failing.signs import from_machine, in_one, told
from outreach.core.inbound.failing.signwords import CHALLENGE, DELAYED, FAILED
from outreach.core.inbound.nouns import Mail

MOST_LINES: Final = 400
LONGEST_SAID: Final = 4_000


def _any(lines: str) -> str:
    """Alternatives of a pattern, one a line."""
    return "(?:" + "|".join(line.strip() for line in lines.splitlines() if line.strip()) + ")"


_COPY: Final = re.compile(
    r"\W{0,80}"
    + _any(r"""
    below (?:this|the next) line|copy of (?:the|your|this)|start of returned|here is your returned
    (?:this|here|enclosed|included|attached|following|below) is (?:a |the )?(?:copy|returned|original|your)
    (?:this|here|enclosed|included|attached|following|below) is (?:a |the )?(?:message|body|header)
    (?:the )?(?:original|returned|unsent) (?:message|e?-?mail)(?: [a-z]{1,12}){0,4}\W{0,80}$
    (?:the )?(?:rejected|undelivered|old) (?:message|e?-?mail)(?: [a-z]{1,12}){0,4}\W{0,80}$
    (?:full |original |message )?headers?(?: of)?(?: the| your)?(?: original| returned)?(?: message)? follows?
    message (?:text|headers?|body|contents?) follows?
    (?:the )?(?:text|body|header)s? of (?:the|your|message)
    begin(?:ning)? (?:of )?(?:original|returned)|original message headers|\[?message from
    -- ?(?:forwarded message|the header|message header|original|returned|unsent)
    urspr[uü]ngliche|originalnachricht|message d'origine|en-t[eê]tes|mensaje original|messaggio originale
    mensagem original|oorspronkelijk|ursprungligt|oprindelig|opprinnelig|alkuper[aä]inen|oryginaln|p[uů]vodn
    eredeti
    исходное сообщение|元のメッセージ|原始邮件|原始郵件|원본 메시지
    """),
    re.IGNORECASE,
)
"""A line after which the returned message begins."""
_BEGINS: Final = re.compile(
    r"(?:received:\s{1,8}(?:from|by|\()|return-path:\s|arc-seal:|dkim-signature:|x-received:|delivered-to:\s|mime-version:)",
    re.IGNORECASE,
)
"""How a returned message begins where no line announces it."""
_NO_RECIPIENT: Final = re.compile(
    _any(r"""
    message-id|message id|in-reply-to|references:|contact|postmaster|help|support|assist|question|further
    please (?:send|mail|write|reply|visit|forward)|mail from:|arrival|generating server|reporting-mta
    envelope-from|sent by|x-|accepting mail from
    ^\W{0,4}(?:from|sender|mail from|return-path|reply-to|subject|de|von|van|da|от)\W{0,3}\s{0,3}[:=]
    """),
    re.IGNORECASE,
)
"""A line whose addresses are of somebody else."""
_WEB: Final = re.compile(r"https?:\S{1,500}")
_SERVICE: Final = ("postmaster@", "mailer-daemon@", "abuse@", "helpdesk@", "hostmaster@")
_OWN_LINE: Final = re.compile(
    r"^\W{0,40}(?:[45]\d\d[ -]\W{0,3})?(?:"
    + _any("""
    e-?mail|user|recipient|failed recipient|original-recipient|final-recipient|rcpt to|mailbox|address|smtp
    rfc822
    an|à|para|a|aan|till|til|do|кому|宛先|收件人
    """)
    + rf"\W{{1,6}}){{0,3}}{ADDRESS.pattern}",
    re.IGNORECASE,
)
"""A line that is of one recipient: it begins with the address, or with a word for whom it is."""
_FROM_ALIAS: Final = re.compile(
    rf"(?P<here>{ADDRESS.pattern})>?:?\s{{1,20}}\((?:expanded|generated) from:?\s{{0,20}}"
    rf"<?(?P<asked>{ADDRESS.pattern})",
    re.IGNORECASE,
)


def failures(mail: Mail, found: Sequence[Piece], asked: Sequence[str], ours: frozenset[str]) -> list[Failure]:
    """Whom a notice in words says it did not reach; nothing where the mail is no such notice.

    Args:
        mail: the mail.
        found: its parts.
        asked: whom the returned message was for, as far as it is there.
        ours: addresses that stand in it for us, the senders.
    """
    if not from_machine(mail):
        return []
    lines = notice(found)
    words = in_one("\n".join((mail.subject, *lines)))
    if not told(words, FAILED) or told(words, DELAYED):
        return []
    named = _failed_header(mail)
    if not named and told(words, CHALLENGE):
        return []
    named = (named or _named(lines, asked, ours))[:MOST_RECIPIENTS]
    origins = _origins(lines)
    return [
        Failure(origins.get(each, each), "", said_of(each, named, lines), each if each in origins else "")
        for each in named
        if each not in origins.values()
    ]


def notice(found: Sequence[Piece]) -> list[str]:
    """The lines in which a server says what happened: all above what it returns."""
    lines: list[str] = []
    for piece in _own(found):
        own = _lines(piece)
        lines += own[: _copy_begins(own)]
        if in_text("\n".join(lines)) and piece.kind != "text/html":
            break
    return lines[:MOST_LINES]


def pasted(found: Sequence[Piece]) -> Headers:
    """The headers of a message that was returned as text below the notice."""
    for piece in _own(found):
        lines = _lines(piece)
        start = _copy_begins(lines)
        below = [_outdented(line.removeprefix(">")) for line in lines[start : start + MOST_LINES]]
        named = fields("\n".join(below))
        if any(name in {"message-id", "received", "from"} for name, _ in named):
            return named
    return ()


def said_of(recipient: str, named: Sequence[str], lines: Sequence[str]) -> str:
    """The lines about one recipient: from where it is named to where the next is; all, where it is alone."""
    kept = [line for line in lines if not line.lstrip().startswith(">>>")]
    places = [place for place, line in enumerate(kept) if recipient in line.lower()]
    if len(named) > 1 and places:
        others = [each for each in named if each != recipient]
        after = (place for place, line in enumerate(kept) if any(each in line.lower() for each in others))
        kept = kept[places[0] : next((place for place in after if place > places[0]), len(kept))]
    return " ".join(" ".join(kept).split())[:LONGEST_SAID]


def _own(found: Sequence[Piece]) -> list[Piece]:
    """The reporting server's own words: those before the returned message, the plain ones first."""
    top = [piece for piece in found if piece.depth == 0]
    returned = next((place for place, piece in enumerate(top) if piece.kind == "message/rfc822"), len(top))
    mine = top[:returned] or top
    plain = [piece for piece in mine if _has_words(piece.kind)]
    return plain + [piece for piece in mine if piece.kind == "text/html"]


def _has_words(kind: str) -> bool:
    return (kind.startswith(("text/", "multipart/")) and kind != "text/html") or "/" not in kind


def _lines(piece: Piece) -> list[str]:
    return (words_of(piece.text) if piece.kind == "text/html" else piece.text).splitlines()


def _copy_begins(lines: Sequence[str]) -> int:
    said_something = False
    for place, line in enumerate(lines[:MOST_LINES]):
        if said_something and (_COPY.match(line[:200]) or _BEGINS.match(line.lstrip(" >\t")[:40])):
            return place
        said_something = said_something or any(map(str.isalnum, line))
    return min(len(lines), MOST_LINES)


def _outdented(line: str) -> str:
    """A header of a message that was pasted with a margin; a folded one stays folded."""
    return line.lstrip() if line.startswith("  ") and ":" in line[:40] else line


def _failed_header(mail: Mail) -> list[str]:
    """X-Failed-Recipients, as Exim and Google write it."""
    return in_text(" ".join(mail.all_headers("x-failed-recipients"))[: LONGEST * MOST_RECIPIENTS])


def _named(lines: Sequence[str], asked: Sequence[str], ours: frozenset[str]) -> list[str]:
    """The addresses that are meant: those with a line of their own, else whom it was for, else any."""
    telling = [
        line for line in lines if _OWN_LINE.match(line) or not _NO_RECIPIENT.search(_WEB.sub("", line))
    ]
    others = [
        each for each in in_text("\n".join(telling)) if each not in ours and not each.startswith(_SERVICE)
    ]
    own = [in_text(match[0]) for line in telling if (match := _OWN_LINE.match(line))]
    starting = list(dict.fromkeys(each[0] for each in own if each))
    leading = [each for each in starting if each in others]
    theirs = [each for each in asked if each in others]
    only = list(asked) if len(asked) == 1 else []
    return leading or theirs or others or only or starting


def _origins(lines: Sequence[str]) -> dict[str, str]:
    """What an address was made from, where the notice says so: an alias led to it."""
    found = (_FROM_ALIAS.search(f"{line} {following}") for line, following in pairwise([*lines, ""]))
    ends = ((in_text(each["here"]), in_text(each["asked"])) for each in found if each)
    return {here[0]: asked[0] for here, asked in ends if here and asked}
