"""What X's answers mean, in one table.

Sources: X's pages "Response Codes & Errors" and "Rate Limits", its API description (openapi.json 2.167), and
what people report: `oauth1-permissions` and a day's limits (plhery/node-twitter-api-v2, issues 493 and 553),
`client-not-enrolled` (geduldig/TwitterAPI, issue 226), "duplicate content" (akrherz/iembot, issue 163), 402
without credits (tryethernal/ethernal, issue 1324).
"""

import json
from collections.abc import Sequence

from outreach.channels.trouble import Answer, Meaning, house_word, meant, quoted
from outreach.ports import NotSent, Refused, Uncertain

KEYS = "X_API_KEY, X_API_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET"
DUPLICATE = Meaning(
    403,
    "duplicate content",
    "refused",
    "X says that the same text stands there already; where it is this very post nothing is left to do, else "
    "change the text",
)
_READ_ONLY = (
    "the app at X may only read; choose Read and write in its user authentication settings, then make a new "
    "access token and set X_ACCESS_TOKEN and X_ACCESS_SECRET"
)
_USED_UP = (
    "the posts that the plan at X allows in a month are used up; wait for the next month, or change the plan "
    "at console.x.com"
)
_NO_PROJECT = "the app at X belongs to no project that may post; attach it to one at console.x.com"
_TOO_LONG = "the post is longer than X takes"
MEANING = (
    Meaning(200, "", "lost", "what answered is not X; check X_API_URL and what stands before it"),
    Meaning(400, "", "refused", "X does not take the post"),
    Meaning(401, "", "stop", f"X does not know these keys; make new ones at console.x.com and set {KEYS}"),
    Meaning(402, "", "stop", "the account at X has no credits left; buy some at console.x.com"),
    DUPLICATE,
    Meaning(403, "oauth1-permissions", "stop", _READ_ONLY),
    Meaning(403, "client-not-enrolled", "stop", _NO_PROJECT),
    Meaning(403, "suspended", "stop", "X has suspended the account; sign in at x.com to see why"),
    Meaning(403, "locked", "stop", "X has locked the account; sign in at x.com to unlock it"),
    Meaning(403, "too long", "refused", _TOO_LONG),
    Meaning(403, "a bit shorter", "refused", _TOO_LONG),
    Meaning(403, "", "stop", "X does not let this app or account post; look at console.x.com and x.com"),
    Meaning(404, "", "stop", "there is no X at that address; check X_API_URL"),
    Meaning(413, "", "refused", "the post or its picture is larger than X takes"),
    Meaning(429, "usage-capped", "stop", _USED_UP),
    Meaning(429, "usagecapexceeded", "stop", _USED_UP),
    Meaning(429, "", "stop", "X takes no more requests for now"),
    Meaning(500, "", "stop", "X has a fault of its own"),
    Meaning(503, "", "stop", "X is overloaded"),
    Meaning(502, "", "lost", "what stands before X did not hear its answer"),
    Meaning(504, "", "lost", "what stands before X did not wait for its answer"),
)
READING = (
    Meaning(400, "", "stop", "X does not understand what it is asked; a newer version of outreach may help"),
    Meaning(403, "", "stop", "X does not let this app or account read; look at console.x.com and x.com"),
    *MEANING,
)
"""The same, where something is only read."""
_DAYS = ("x-user-limit-24hour", "x-app-limit-24hour")


def word_for(
    answer: Answer, secrets: Sequence[str], table: Sequence[Meaning] = MEANING
) -> NotSent | Refused | Uncertain:
    """What to raise for an answer; `secrets` are never repeated in it."""
    meaning = meant(table, answer)
    return house_word(meaning, answer, quote=quoted(_said(answer.text), secrets), resets=_resets(answer))


def may_have_left(answer: Answer) -> bool:
    """Whether the post may stand there in spite of the answer: a fault of X, or a text that it knows."""
    meaning = meant(MEANING, answer)
    return meaning is DUPLICATE or meaning.word == "lost" or answer.status >= 500  # noqa: PLR2004


def _said(text: str) -> str:
    """What an answer says is wrong: `{"title", "detail", "type"}`, or `{"errors": [{"message"}]}`."""
    try:
        told = json.loads(text)
        errors = told.get("errors") or [told]
        return "; ".join(
            str(each.get("detail") or each.get("message") or each.get("title") or "") for each in errors
        )
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""


def _resets(answer: Answer) -> Sequence[str]:
    """The headers that hold the end of the wait; that of a day counts where nothing of the day is left."""
    days = [f"{each}-reset" for each in _DAYS if answer.headers.get(f"{each}-remaining", "").strip() == "0"]
    return ["x-rate-limit-reset", *days]
