"""X: posts that name the account, or answer its posts.

Sources: X's API description (openapi.json 2.167: `GET /2/users/{id}/mentions`, Tweet, User), and its pages
"Pricing" (each post and each user in an answer is billed, once a day) and "User mention timeline" (the newest
first, 800 at most).
"""

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from outreach.core.inbound.nouns import Arrived, Mention
from outreach.inbox.backwards import Backwards, Page
from outreach.inbox.posts import as_raw, asking, line_of, listed, moment_of, part_of, text_of

A_PAGE, PAGES = 50, 1
"""How many mentions are paid for at most each time it is read, and as many again of those left out before."""
FIELDS: Mapping[str, str] = {
    "max_results": str(A_PAGE),
    "expansions": "author_id",
    "tweet.fields": (
        "author_id,conversation_id,created_at,entities,in_reply_to_user_id,note_tweet,referenced_tweets"
    ),
    "user.fields": "name,username",
}
_DIGITS = 20


class Account(Protocol):
    """What the channel to X gives: whose account it is, and what X tells of its mentions."""

    @property
    def number(self) -> str:
        """The account's number."""

    def mentions(self, **asked: str) -> Mapping[str, Any]:
        """The answer to `GET /2/users/:id/mentions`."""


@dataclass(frozen=True, slots=True)
class XMentions:
    """The mentions of one account."""

    account: Account
    pages: int = PAGES
    name: str = "x"

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Every mention since the last, but the account's own, and copies of others' posts."""
        with asking("X"):
            yield from Backwards(self._page, self.pages).since(self.name, marked(self.name))

    def hang_up(self) -> None:
        """Nothing is held open: the channel keeps its own connection."""

    def _page(self, since: str, older: str) -> Page:
        bounds = {"since_id": since.lstrip("0"), "until_id": older.lstrip("0")}
        told = self.account.mentions(**FIELDS, **{name: value for name, value in bounds.items() if value})
        posts = sorted(filter(_key, listed(told, "data")), key=_key, reverse=True)
        users = {str(part_of(each, "id")): each for each in listed(told, "includes", "users")}
        more = bool(posts and part_of(told, "meta", "next_token"))
        found = (self._arrived(each, users.get(str(each.get("author_id")))) for each in posts)
        return Page(
            [each for each in found if each is not None],
            newest=_key(posts[0]) if posts else "",
            older=_key(posts[-1]) if more else "",
        )

    def _arrived(self, post: Mapping[str, Any], author: object) -> Arrived | None:
        mention = mention_of(post, author, self.account.number)
        if mention is None or part_of(post, "author_id") == self.account.number:
            return None
        raw = as_raw({"data": post, "includes": {"users": [author] if author else []}})
        return Arrived(self.name, mention.id, raw, mention.at, mention)


def mention_of(post: Mapping[str, Any], author: object, us: str) -> Mention | None:
    """A post that names the account of the number `us`; None where it is a copy, or says too little."""
    at, kinds = moment_of(post.get("created_at")), _referenced(post)
    if at is None or "retweeted" in kinds:
        return None
    handle, number = line_of(part_of(author, "username")), str(post["id"])
    return Mention(
        id=number,
        network="x",
        author=f"@{handle}" if handle else "",
        name=line_of(part_of(author, "name")),
        text=_text(post),
        url=f"https://x.com/{handle or 'i'}/status/{number}",
        at=at,
        in_reply_to=_answered(post, kinds, us),
    )


def _answered(post: Mapping[str, Any], kinds: Mapping[str, str], us: str) -> str:
    """The post that it answers or quotes; where that is another's, the one that began the conversation."""
    if "replied_to" not in kinds:
        return kinds.get("quoted", "")
    if str(post.get("in_reply_to_user_id")) == us:
        return kinds["replied_to"]
    return line_of(post.get("conversation_id")) or kinds["replied_to"]


def _referenced(post: Mapping[str, Any]) -> dict[str, str]:
    """The other posts that it is about, by what it does with them: replied_to, quoted, retweeted."""
    found = listed(post, "referenced_tweets")
    return {line_of(part_of(each, "type")): line_of(part_of(each, "id")) for each in found}


def _text(post: Mapping[str, Any]) -> str:
    """All it says, with the links that it shortened; a long post has its whole text beside the short one."""
    whole = post["note_tweet"] if part_of(post, "note_tweet", "text") else post
    text = html.unescape(text_of(part_of(whole, "text")))
    for each in listed(whole, "entities", "urls"):
        short, full = part_of(each, "url"), part_of(each, "expanded_url")
        if isinstance(short, str) and short and isinstance(full, str):
            text = text.replace(short, full)
    return text_of(text)


def _key(post: object) -> str:
    """The number of a post so that numbers sort as texts; empty where there is none."""
    number = part_of(post, "id")
    is_number = isinstance(number, str) and number.isascii() and number.isdecimal() and len(number) <= _DIGITS
    return str(number).rjust(_DIGITS, "0") if is_number else ""
