"""What a Mastodon server's answers mean.

Sources: "Statuses", "Media" and "Rate limits" in the documentation of Mastodon's API, and the statuses that
its `Api::BaseController` gives to what goes wrong.
"""

from collections.abc import Sequence

from outreach.channels.posting import Lost
from outreach.channels.trouble import Answer, Meaning, house_word, meant, of_requests, quoted
from outreach.ports import NotSent, Refused, Uncertain

SILENT = "Mastodon did not answer, or its answer cannot be read"
RESETS = ("x-ratelimit-reset",)
"""When more is allowed, in ISO 8601 (`RateLimiter#to_headers`)."""
MOVED = "the Mastodon server is elsewhere now; write its new address into .env as MASTODON_URL"
MEANING = (
    *(Meaning(status, "", "stop", MOVED) for status in (301, 302, 303, 307, 308)),
    Meaning(
        401, "", "stop",
        "Mastodon does not accept the access token; make one under Preferences, Development, "
        "and write it into .env as MASTODON_TOKEN",
    ),
    Meaning(
        403, "", "stop",
        "Mastodon does not let this account or its access token do that; the token needs read:accounts, "
        "read:statuses, write:media and write:statuses, and read:notifications to hear who mentions it",
    ),
    Meaning(404, "", "stop", "there is no Mastodon server (4.0 or newer) there; check MASTODON_URL in .env"),
    Meaning(413, "", "refused", "Mastodon refuses the post as too large; make its picture smaller"),
    Meaning(422, "", "refused", "Mastodon refuses the post"),
    Meaning(429, "", "stop", "Mastodon takes no more for now: a limit of that server has been reached"),
    Meaning(500, "", "lost", "Mastodon has an error of its own (status 500)"),
    Meaning(502, "", "lost", "what stands before Mastodon did not hear its answer (status 502)"),
    Meaning(503, "", "stop", "Mastodon is overloaded or being repaired (status 503)"),
    Meaning(504, "", "lost", "what stands before Mastodon did not wait for its answer (status 504)"),
)  # fmt: skip


def fault(error: Exception, answer: Answer | None, secrets: Sequence[str]) -> NotSent | Refused | Lost:
    """What to raise where a request failed: Lost where it may have been carried out.

    Args:
        error: what Mastodon.py raised.
        answer: the head of what came back, None where nothing did.
        secrets: what must not be repeated.
    """
    word: NotSent | Refused | Uncertain
    if answer is None:
        word = of_requests(_cause(error), "Mastodon", "MASTODON_URL")
    elif answer.status < 300:  # noqa: PLR2004 - it succeeded, but what came back broke off or is no answer of Mastodon's
        return Lost(SILENT)
    else:
        word = _by_table(error, answer, secrets)
    if isinstance(word, Uncertain):
        settled = answer is not None and answer.status == 500  # noqa: PLR2004 - it has said all it will say
        return Lost(str(word) if answer else SILENT, settled=settled)
    return word


def _by_table(error: Exception, answer: Answer, secrets: Sequence[str]) -> NotSent | Refused | Uncertain:
    # Mastodon.py raises its errors as (text, status, the status in words, what the server says).
    said = error.args[-1] if len(error.args) > 1 and isinstance(error.args[-1], str) else ""
    return house_word(meant(MEANING, answer), answer, quote=quoted(said, secrets), resets=RESETS)


def _cause(error: Exception) -> Exception:
    """What `requests` raised; Mastodon.py puts its own error around it."""
    return error.__context__ if isinstance(error.__context__, Exception) else error
