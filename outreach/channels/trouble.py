"""What a failed request means in house words: what the libraries raise, and what providers answer.

One question decides: can the message have left? Before a connection stands and the request has gone out
whole, it cannot have; after that only an answer tells.
"""

import http.client
import re
import socket
import ssl
import urllib.error
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from outreach.ports import NotSent, Refused, Uncertain

Word = Literal["stop", "later", "refused", "address", "lost"]
"""What an answer means: the channel stops; this message later; never; the address never; it may have left."""
LONGEST_QUOTE = 200
"""How many characters of a provider's own words are repeated."""
LONGEST_WAIT = 31 * 24 * 3600.0
OPENING_TLS = frozenset({
    "WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL", "NO_PROTOCOLS_AVAILABLE", "TLSV1_ALERT_PROTOCOL_VERSION",
    "SSLV3_ALERT_HANDSHAKE_FAILURE", "TLSV1_UNRECOGNIZED_NAME", "TLSV1_ALERT_INTERNAL_ERROR", "HTTP_REQUEST",
})  # fmt: skip
"""OpenSSL's reasons that belong to the handshake, before which nothing of a request is sent."""
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_GAPS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider answered: status, text, and headers whose names are lower case."""

    status: int
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, status: int, body: bytes | str, headers: Mapping[str, str]) -> "Answer":
        """The same from what a library holds."""
        text = body if isinstance(body, str) else body.decode("utf-8", "replace")
        return cls(status, text, {name.lower(): value for name, value in headers.items()})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of a channel's table: an answer with this status that says this (in lower case) means that.

    `says` empty stands for any text, `status` 0 for any status. The first row that fits counts.
    """

    status: int
    says: str
    word: Word
    reason: str

    def fits(self, answer: Answer) -> bool:
        """Whether it is this row's answer."""
        return self.status in (0, answer.status) and self.says in answer.text.lower()


def meant(table: Sequence[Meaning], answer: Answer) -> Meaning:
    """The row of a table that an answer means; where none fits, one that goes by the status alone."""
    return next((each for each in table if each.fits(answer)), _by_status(answer))


def house_word(
    meaning: Meaning, answer: Answer, *, quote: str = "", resets: Sequence[str] = ()
) -> NotSent | Refused | Uncertain:
    """What to raise for an answer.

    Args:
        meaning: what the answer means.
        answer: the answer.
        quote: what the provider says itself, with nothing in it that must not be shown (`quoted`).
        resets: the provider's headers that hold the moment (Unix time or ISO 8601) from which it takes more.
    """
    reason = f"{meaning.reason} (it says: {quote})" if quote else meaning.reason
    match meaning.word:
        case "stop":
            return NotSent(reason, retry_after=wait_of(answer, resets), scope="channel")
        case "later":
            return NotSent(reason, retry_after=wait_of(answer, resets))
        case "refused" | "address":
            return Refused(reason, address=meaning.word == "address")
        case "lost":
            return Uncertain(reason, scope="channel")


def wait_of(answer: Answer, resets: Sequence[str] = ()) -> float | None:
    """How many seconds the provider asks us to wait; None where it says nothing that can be understood.

    `Retry-After` is seconds or a date (RFC 9110, 10.2.3). The headers in `resets` hold a moment; the latest
    counts. A moment is compared with the answer's own `Date`, so that neither clock has to be right.
    """
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isdecimal() and asked.isascii():
        return min(float(asked), LONGEST_WAIT)
    now = http_date(answer.headers.get("date", ""))
    moments = [moment for name in resets if (moment := _moment(answer.headers.get(name, "")))]
    if until := http_date(asked):
        moments.append(until)
    if now is None or not moments:
        return None
    return min(max((max(moments) - now).total_seconds(), 1.0), LONGEST_WAIT)


def http_date(text: str) -> datetime | None:
    """The moment of an HTTP date (RFC 9110, 5.6.7) in UTC, or None."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def quoted(text: str, secrets: Sequence[str] = ()) -> str:
    """A provider's own words, on one line, short, without addresses and without what is secret."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "(secret)")
    line = _GAPS.sub(" ", _ADDRESS.sub("(an address)", text)).strip()
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()} ..."


def of_urllib(error: Exception, provider: str, variable: str) -> NotSent | Uncertain:
    """What an exception of `urllib.request` means (HTTP answers apart).

    `URLError` stands for everything up to the last byte of the request (`AbstractHTTPHandler.do_open` wraps
    connecting and sending, and nothing after); what is raised while reading the answer comes as it is.

    Args:
        error: what was raised.
        provider: what people call the provider.
        variable: the variable that holds its address.
    """
    if isinstance(error, (urllib.error.URLError, http.client.InvalidURL, ValueError)):
        return never_left(error, provider, variable)
    return lost(provider)


def of_requests(error: Exception, provider: str, variable: str) -> NotSent | Uncertain:
    """What an exception of `requests` means; the arguments are those of `of_urllib`.

    Certain that it never left: no connection could be made (its name, refused, too slow, TLS, a proxy), or
    the request could not be written at all. A fault of TLS that is none of opening it may have come later.
    """
    import requests  # noqa: PLC0415 - slow to import, and most passes send nothing through it
    import urllib3.exceptions as inner  # noqa: PLC0415 - likewise

    chain = list(causes(error))
    opening = (
        inner.NewConnectionError,
        inner.ConnectTimeoutError,
        inner.NameResolutionError,
        inner.ProxyError,
    )
    outer = requests.exceptions
    unfit = (
        outer.InvalidURL, outer.MissingSchema, outer.InvalidSchema, outer.InvalidHeader,
        outer.ConnectTimeout, outer.ProxyError,
    )  # fmt: skip
    if isinstance(error, unfit) or any(isinstance(each, opening) or _is_opening(each) for each in chain):
        return never_left(error, provider, variable)
    return lost(provider)


def _is_opening(error: BaseException) -> bool:
    """Whether it is a fault of TLS that can only happen while a connection is opened."""
    if not isinstance(error, ssl.SSLError):
        return False
    return isinstance(error, ssl.SSLCertVerificationError) or (error.reason or "") in OPENING_TLS


def is_key(text: str) -> bool:
    """Whether a text can be a provider's key: none has a space, a line end or a letter beyond ASCII."""
    return text.isascii() and text.isprintable() and " " not in text


def lost(provider: str) -> Uncertain:
    """No answer, or half of one, to a request that had gone out."""
    return Uncertain(f"{provider} was given it, and the answer did not come back", scope="channel")


def never_left(error: BaseException, provider: str, variable: str) -> NotSent:
    """No connection could be used; says why in people's words. The arguments are those of `of_urllib`."""
    return NotSent(f"{provider} cannot be reached: {_why(error, variable)}", scope="channel")


def _why(error: BaseException, variable: str) -> str:
    chain = list(causes(error))
    if any(isinstance(each, socket.gaierror) or "NameResolution" in type(each).__name__ for each in chain):
        return f"the name of its server cannot be found; check the network and {variable}"
    if any(isinstance(each, ssl.SSLError) for each in chain):
        return f"no secure connection could be made; check {variable} and the certificates of this machine"
    if any(isinstance(each, ConnectionRefusedError) for each in chain):
        return f"its server refused the connection; check {variable}, or a firewall"
    if any(isinstance(each, TimeoutError) or "Timeout" in type(each).__name__ for each in chain):
        return f"its server did not answer in time; check the network and {variable}"
    return f"no connection could be made; check the network and {variable}"


def causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and whatever it carries or came from, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        carried = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
        waiting.extend(next_one for next_one in carried if isinstance(next_one, BaseException))


def _by_status(answer: Answer) -> Meaning:
    """What an answer means that no table foresaw (RFC 9110, 15)."""
    if answer.status in (500, 503):
        return Meaning(0, "", "stop", f"the provider cannot take it now (status {answer.status})")
    if answer.status in (408, 425, 429):
        return Meaning(0, "", "stop", f"the provider asks us to wait (status {answer.status})")
    if 300 <= answer.status < 400 or answer.status in (401, 402, 403, 404, 405, 407, 421, 426):  # noqa: PLR2004
        return Meaning(0, "", "stop", f"the provider does not let us send (status {answer.status})")
    if 400 <= answer.status < 500:  # noqa: PLR2004 - the client's fault: the same request fares no better
        return Meaning(0, "", "refused", f"the provider refused it (status {answer.status})")
    return Meaning(
        0, "", "lost", f"the provider's answer does not tell whether it went (status {answer.status})"
    )


def _moment(text: str) -> datetime | None:
    """Seconds since 1970, or ISO 8601."""
    try:
        if text.strip().isdecimal():
            return datetime.fromtimestamp(int(text), UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
