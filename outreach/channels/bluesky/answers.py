"""What the answers of Bluesky, or of any other server of its protocol, mean.

Sources: "HTTP API (XRPC)" of the AT Protocol's specification; the errors that the lexicons
`com.atproto.server.createSession`, `com.atproto.repo.createRecord` and `com.atproto.repo.getRecord` name;
"Rate limits" in Bluesky's documentation. A record key that is taken is answered with 500 (issue 3718 of
bluesky-social/atproto), and is to get an error of its own (pull request 4728).
"""

from collections.abc import Iterator, Sequence

from outreach.channels.posting import Lost
from outreach.channels.trouble import Answer, Meaning, house_word, meant, never_left, quoted
from outreach.ports import NotSent, Refused, Uncertain

SILENT = "Bluesky did not answer, or its answer cannot be read"
RESETS = ("ratelimit-reset",)
"""When more is allowed, in seconds since 1970."""
GONE = "Bluesky has taken the account down, or it has been deactivated; sign in there to see why"
SIGN_IN = (
    "Bluesky does not accept the handle and its app password; make one under Settings, Privacy and security, "
    "App passwords, and write both into .env as BLUESKY_HANDLE and BLUESKY_APP_PASSWORD"
)
CODE = "Bluesky asks for a code by mail; BLUESKY_APP_PASSWORD must be an app password, not the account's own"
MOVED = "the Bluesky server is elsewhere now; write its new address into .env as BLUESKY_API_URL"
NO_SERVER = "there is no server of Bluesky's protocol there; check BLUESKY_API_URL in .env"
EXISTS = "Bluesky has a post under this one's key"
EXPIRED = ("expiredtoken:", "invalidtoken:")
MEANING = (
    *(Meaning(status, "", "stop", MOVED) for status in (301, 302, 303, 307, 308)),
    *(Meaning(0, f"account{each}:", "stop", GONE) for each in ("takedown", "suspended", "deactivated")),
    *(Meaning(0, each, "stop", "Bluesky ends our session again and again") for each in EXPIRED),
    Meaning(0, "alreadyexists:", "lost", EXISTS),
    Meaning(400, "concurrentwrites:", "later", "Bluesky is at work on another post of the account"),
    Meaning(400, "invalidswap:", "later", "Bluesky is at work on another post of the account"),
    Meaning(400, "", "refused", "Bluesky refuses the post"),
    Meaning(401, "authfactortokenrequired:", "stop", CODE),
    Meaning(401, "", "stop", SIGN_IN),
    Meaning(403, "", "stop", "Bluesky does not let this account do that"),
    Meaning(404, "", "stop", NO_SERVER),
    Meaning(409, "", "lost", EXISTS),
    Meaning(413, "", "refused", "Bluesky refuses the post as too large; make its picture smaller"),
    Meaning(429, "", "stop", "Bluesky takes no more for now: a limit has been reached"),
    Meaning(500, "", "lost", "Bluesky has an error of its own (status 500)"),
    Meaning(501, "", "stop", NO_SERVER),
    Meaning(502, "", "lost", "what stands before Bluesky did not hear its answer (status 502)"),
    Meaning(503, "", "stop", "Bluesky is overloaded or being repaired (status 503)"),
    Meaning(504, "", "lost", "what stands before Bluesky did not wait for its answer (status 504)"),
)  # fmt: skip
"""An answer's text is the name of its error, a colon, and what it says."""


class Moved(Exception):  # noqa: N818
    """The server sends us elsewhere, which is not followed: a post would become a question on the way."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.answer = Answer(status)


class Absent(Exception):  # noqa: N818
    """There is no record under that key."""


def answer_of(error: BaseException) -> Answer | None:
    """What came back, with `name: words` as its text; None where nothing did, or nothing that can be read."""
    if isinstance(error, Moved):
        return error.answer
    response = getattr(error, "response", None)
    if response is None:
        return None
    name, words = getattr(response.content, "error", ""), getattr(response.content, "message", "")
    return Answer.of(response.status_code, f"{name}: {words or ''}" if name else "", response.headers)


def is_expired(error: BaseException) -> bool:
    """Whether a new session would help."""
    answer = answer_of(error)
    return answer is not None and answer.text.lower().startswith(EXPIRED)


def fault(error: Exception, secrets: Sequence[str]) -> NotSent | Refused | Lost | Absent:
    """What to raise where a request failed: Lost where it may have been carried out.

    Args:
        error: what atproto raised.
        secrets: what must not be repeated.
    """
    answer = answer_of(error)
    if answer is not None and _is_absent(answer):
        return Absent("there is no such record")
    if answer is not None:
        said = quoted(answer.text.partition(":")[2], secrets)
        word = house_word(meant(MEANING, answer), answer, quote=said, resets=RESETS)
        settled = answer.status not in (502, 504)
        return Lost(str(word), settled=settled) if isinstance(word, Uncertain) else word
    if any(each in _BEFORE for each in _names(error)):
        return never_left(error, "Bluesky", "BLUESKY_API_URL")
    return Lost(SILENT)


_BEFORE = frozenset(
    ("ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "InvalidURL", "ProxyError")
)
"""What httpx raises before a request has begun to go out; named here, as importing it takes time."""


def _is_absent(answer: Answer) -> bool:
    """Whether there is no such record; older servers only say so in words."""
    said = answer.text.lower() if answer.status == 400 else ""  # noqa: PLR2004 - all errors of XRPC are 400
    return said.startswith("recordnotfound:") or "could not locate record" in said


def _names(error: BaseException) -> Iterator[str]:
    """The kinds of an exception and of what it was raised from."""
    at: BaseException | None = error
    while at is not None:
        yield type(at).__name__
        at = at.__cause__
