"""Finding a post again among the account's latest ones: pure."""

import html
import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any


def found_since(timeline: str, text: str, begun: datetime) -> str | None:
    """The number of the post with that very text that is not older than `begun`.

    Empty where there is none, None where the timeline cannot be understood.

    Args:
        timeline: the answer of `GET /2/users/:id/tweets` with `created_at` and `entities`.
        text: the post as it was given to X. X shortens each link to one of t.co, which `entities.urls` tell
            apart, writes `&` as `&amp;`, and puts a link for the picture behind the text.
        begun: the beginning of our first attempt, in UTC, by X's clock.
    """
    try:
        posts = json.loads(timeline).get("data", [])
        return next((str(each["id"]) for each in posts if _since(each, begun) and is_text_of(each, text)), "")
    except (ValueError, AttributeError, KeyError, TypeError):
        return None


def is_text_of(post: dict[str, Any], text: str) -> bool:
    """Whether a post, as X shows it, has this text."""
    urls = post.get("entities", {}).get("urls", [])
    # Before the links are put in, whose `&copy=2` is no sign of copyright.
    shown = html.unescape(post["text"])
    for each in urls:
        whole = "" if each.get("media_key") else each.get("expanded_url", "")
        shown = shown.replace(each["url"], whole)
    return _plain(shown, urls) == _plain(text, urls)


def _plain(text: str, urls: Sequence[dict[str, Any]]) -> str:
    """A text as both sides write it: one form of each letter, single spaces, links without their `https://`."""
    one_form = unicodedata.normalize("NFC", text)
    for each in urls:
        link = each.get("expanded_url", "")
        bare = re.sub(r"^https?://", "", link).rstrip("/")
        if bare:
            one_form = re.sub(rf"(?i:https?://)?{re.escape(bare)}/?(?![\w/])", bare, one_form)
    return " ".join(one_form.split())


def _since(post: dict[str, Any], begun: datetime) -> bool:
    made = datetime.fromisoformat(post["created_at"])
    return (made if made.tzinfo else made.replace(tzinfo=UTC)) >= begun
