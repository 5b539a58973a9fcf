"""Mastodon: posts that name the account or answer its posts, direct ones as well.

Sources: "Notifications" (methods and entity) and "Status" in the documentation of Mastodon's API; with
`min_id` it gives what follows right upon a notification, the newest of it first.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from outreach.core.inbound.nouns import Arrived, Mention
from outreach.core.posttext import plain
from outreach.inbox.posts import as_raw, asking, line_of, link_of, moment_of, part_of, text_of

A_PAGE, PAGES = 30, 20
"""How many are asked for at once, and how often at most each time it is read; more come the next time."""
LONGEST_HTML = 100_000


class Account(Protocol):
    """What the channel to Mastodon gives."""

    url: str

    def notifications(self, **asked: str) -> list[Any]:
        """The answer to `GET /api/v1/notifications`."""


@dataclass(frozen=True, slots=True)
class MastodonMentions:
    """The mentions of one account."""

    account: Account
    pages: int = PAGES
    name: str = "mastodon"

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Every mention since the last, the oldest first; the very first time the newest page alone."""
        with asking("Mastodon"):
            last = marked(self._place)
            for _ in range(self.pages if last else 1):
                page = [each for each in self._page(last) if _id(each)]
                if not page or _id(page[0]) == last:
                    return
                last = _id(page[0])
                found = [each for each in map(self._arrived, page[::-1]) if each is not None]
                yield from found
                if not found or found[-1].mark != last:
                    yield Arrived(self.name, "", b"", mark=last, place=self._place, empty=True)

    def hang_up(self) -> None:
        """Nothing is held open: the channel keeps its own connection."""

    def _page(self, last: str) -> list[Any]:
        since = {"min_id": last} if last else {}
        return self.account.notifications(**{"types[]": "mention"}, limit=str(A_PAGE), **since)

    def _arrived(self, told: Any) -> Arrived | None:  # noqa: ANN401 - JSON holds anything
        mention = mention_of(told, self._server)
        if mention is None:
            return None
        return Arrived(
            self.name, mention.id, as_raw(told), mention.at, mention, mark=_id(told), place=self._place
        )

    @property
    def _server(self) -> str:
        return urlsplit(self.account.url).hostname or ""

    @property
    def _place(self) -> str:
        """Ids mean nothing on another server."""
        return f"{self.name} {self._server}"


def mention_of(told: Mapping[str, Any], server: str) -> Mention | None:
    """A notification as a mention; None where it is another kind, or says too little.

    Args:
        told: the notification.
        server: the name of the account's server, which people of that server leave out.
    """
    post = part_of(told, "status")
    at = moment_of(part_of(post, "created_at")) or moment_of(part_of(told, "created_at"))
    number = _id(post)
    if told.get("type") != "mention" or at is None or not number:
        return None
    handle = line_of(part_of(post, "account", "acct"))
    shown = part_of(post, "content")
    return Mention(
        id=number,
        network="mastodon",
        author=f"@{handle}" if "@" in handle or not handle else f"@{handle}@{server}",
        name=line_of(part_of(post, "account", "display_name"))
        or line_of(part_of(post, "account", "username")),
        text=_text(shown, part_of(post, "spoiler_text")),
        url=link_of(part_of(post, "url")) or link_of(part_of(post, "uri")),
        at=at,
        in_reply_to=line_of(part_of(post, "in_reply_to_id")),
    )


def _text(shown: object, warning: object) -> str:
    """What it says, its content warning first."""
    said = text_of(plain(shown[:LONGEST_HTML])) if isinstance(shown, str) else ""
    return text_of("\n\n".join(filter(None, (text_of(warning), said))))


def _id(told: object) -> str:
    """What the server calls it: a text, and a number on servers that are not Mastodon's own."""
    found = part_of(told, "id")
    return str(found) if isinstance(found, int) else line_of(found)
