"""What a mail server's answers mean to the house: one table, read from the top; the first row that fits.

Sources: RFC 5321 (4.2, 4.3.2: codes of each command), RFC 3463 and the registry "SMTP Enhanced Status Codes"
(IANA), RFC 4954 (AUTH), RFC 3207 (STARTTLS), RFC 6531 (SMTPUTF8), RFC 7504 and 7505 (no mail there); for the
words "Gmail SMTP errors and codes", "NDR error codes in Exchange Online", "Amazon SES SMTP response codes".
"""

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from outreach.channels.smtp.replies import Reply
from outreach.ports import NotSent, Receipt, Refused, Uncertain

Stage = Literal["greeting", "hello", "starttls", "auth", "rset", "mail", "rcpt", "data", "answer"]
"""What was answered; `answer` is the one to the final dot."""

EXPECTED: dict[Stage, int] = {"data": 3}
"""The first digit of the answer that was hoped for; 2 for all others."""


class Means(Enum):
    """What an answer means."""

    LATER = "this message not now"
    STOP = "no message now"
    NEVER = "this message never"
    NOBODY = "this address never"
    LOST = "nobody knows"


OPENING: tuple[Stage, ...] = ("greeting", "hello", "starttls", "auth")
ANY: tuple[Stage, ...] = ()
POLICY = r"\b(black|block|spam|policy|reputation|rbl|dnsbl|authenticat|permi|allow|limit|rate|ban|denied|ptr)"
NOT_OURS = (
    r"sender address rejected|not owned by user|send ?as (this|denied)|sendasdenied|address is not verified"
)
"""Many judge the sender only at RCPT (Postfix: smtpd_delay_reject) or after the body (Exchange, SES)."""
LIMIT = (
    r"throttling|submissionquotaexceeded|(daily|hourly|sending) \S*\s?(limit|quota|rate)|"
    r"reached your (daily )?limit|too many (messages|emails|connections)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: for which stages, codes, enhanced codes and words, and what it means. Empty fits all.

    `says` is what a person reads before the answer itself, and `remedy` what they can do.
    """

    means: Means
    says: str
    stages: tuple[Stage, ...] = ANY
    code: str = ""
    enhanced: str | None = None
    words: str = ""
    remedy: str = ""

    def fits(self, stage: Stage, reply: Reply) -> bool:
        """Whether the row speaks of that answer. `enhanced` "" wants a reply that has none."""
        return (
            (not self.stages or stage in self.stages)
            and re.match(self.code, str(reply.code)) is not None
            and (self.enhanced is None or re.fullmatch(self.enhanced, reply.enhanced) is not None)
            and (not self.words or re.search(self.words, reply.text, re.IGNORECASE) is not None)
        )


SIGN_IN = "correct the user and password of SMTP_URL in .env"
MUST_SIGN_IN = "sign in: write SMTP_URL as smtp://user:password@host:port in .env"
MAY_CONNECT = "ask who runs it whether this machine may connect"
SENDER = "let `sender` in config/outreach.yaml be an address that the user of SMTP_URL may send from"
NONSENSE = Row(
    Means.STOP, "the answer is not that of a mail server", remedy="correct host and port of SMTP_URL in .env"
)  # fmt: skip
TABLE: tuple[Row, ...] = (
    replace(NONSENSE, code="0"),
    Row(Means.STOP, "the mail server has no time for us", OPENING, "421"),
    Row(Means.LATER, "the mail server hung up", ANY, "421"),
    Row(
        Means.STOP, "the mail server does not want our connection", ("greeting", "hello"),
        remedy=MAY_CONNECT,
    ),
    Row(Means.STOP, "the mail server cannot begin encryption now", ("starttls",)),
    Row(Means.STOP, "the mail server cannot check the password now", ("auth",), "4"),
    Row(Means.STOP, "the mail server does not accept us", ("auth",), remedy=SIGN_IN),
    Row(Means.STOP, "the mail server wants us to sign in", ANY, "53[0458]", remedy=MUST_SIGN_IN),
    Row(
        Means.STOP, "the mail server does not want our connection", ("mail", "rcpt"), "[45]",
        words=r"(client host|helo command) (rejected|\[\S+\] blocked)", remedy=MAY_CONNECT,
    ),
    Row(Means.LATER, "the mailbox is full", ("rcpt", "answer"), "5", r"5\.2\.2"),
    Row(Means.LATER, "the mailbox is full", ("rcpt",), "552", ""),
    Row(Means.STOP, "a limit of the mail server is reached", ANY, "[45]", r"[45]\.4\.5|5\.1\.90"),
    Row(Means.STOP, "a limit of the mail server is reached", ANY, "[45]", words=LIMIT),
    Row(Means.NEVER, "the mail server refuses its size", ("mail",), "5", r"5\.3\.4"),
    Row(Means.NEVER, "the mail server refuses its size", ("mail",), "552", ""),
    Row(Means.NEVER, "the mail server cannot carry the address", ("mail", "rcpt", "data"), "5", r"5\.6\.7"),
    Row(
        Means.STOP, "the mail server refuses our sender", ANY, "[45]", r"[45]\.1\.[78]|5\.7\.60",
        remedy=SENDER,
    ),
    Row(Means.STOP, "the mail server refuses our sender", ANY, "[45]", words=NOT_OURS, remedy=SENDER),
    Row(Means.STOP, "the mail server takes no mail now", ("mail",), "4"),
    Row(Means.STOP, "the mail server refuses our sender", ("mail",), "5", remedy=SENDER),
    Row(
        Means.STOP, "the mail server passes on no mail for us", ("rcpt",), "5", r"|5\.7\..*",
        words=r"\brelay|rcpthosts", remedy=MUST_SIGN_IN,
    ),
    Row(Means.NOBODY, "nobody has that address", ("rcpt",), "5", r"5\.1\.(1|2|3|6|10)|5\.2\.1"),
    # Where no enhanced code says what is meant it may be us, and an address struck off is not asked again.
    Row(Means.NEVER, "the mail server refuses it", ("rcpt",), "55[01356]", "", POLICY),
    Row(Means.NOBODY, "nobody has that address", ("rcpt",), "55[0136]", ""),
    Row(Means.LATER, "the mail server puts it off", ANY, "4"),
    Row(Means.NEVER, "the mail server refuses it", ANY, "5"),
    Row(Means.LOST, "the mail server's answer makes no sense", ("answer",)),
    NONSENSE,
)  # fmt: skip
"""`4` fits every code that begins with it."""

_QUEUED = re.compile(
    r"queued as <?([\w.-]+)|\bid=([\w-]+)|^([\w.-]+) message accepted for delivery|"
    r"\bqp (\d+)|^ok +([\w.-]{8,})$",
    re.IGNORECASE,
)
"""Postfix, Exim, Sendmail and OpenSMTPD, qmail, Amazon SES."""


def verdict(stage: Stage, reply: Reply) -> Exception | None:
    """What an answer means, as what a channel raises; None where it is the one that was hoped for."""
    if reply.code // 100 == EXPECTED.get(stage, 2):
        return None
    row = next(each for each in TABLE if each.fits(stage, reply))
    told = f"{row.says}: {reply.shown}" + (f"; {row.remedy}" if row.remedy else "")
    match row.means:
        case Means.LATER:
            return NotSent(told)
        case Means.STOP:
            return NotSent(told, scope="channel")
        case Means.LOST:
            return Uncertain(told, scope="channel")
        case Means.NEVER | Means.NOBODY:
            return Refused(told, address=row.means is Means.NOBODY)


def receipt(reply: Reply) -> Receipt:
    """The receipt of an accepted message: what the server's queue calls it, empty where it does not say."""
    found = _QUEUED.search(reply.text)
    return Receipt(next((each for each in found.groups() if each), "") if found else "")
