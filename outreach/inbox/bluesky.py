"""Bluesky: posts that name the account, answer its posts or quote them.

Sources: the lexicons `app.bsky.notification.listNotifications`, `app.bsky.feed.post` and
`app.bsky.richtext.facet`. Nothing is marked as seen (`updateSeen` is never called). Its list is sorted by
when a post says that it was made, as far as that has passed: one that comes late stands below newer ones, so
the list is read again a little below where it was left off.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from outreach.core.inbound.nouns import Arrived, Mention
from outreach.inbox.backwards import Backwards, Page
from outreach.inbox.posts import as_raw, asking, line_of, listed, moment_of, part_of, text_of

A_PAGE, PAGES = 100, 10
"""How many are asked for at once, and how often at most each time it is read; more come the next time."""
REASONS = ("mention", "reply", "quote")
LATE = timedelta(hours=1)
"""What came so much before the last one is read once more: each is kept once."""
COLLECTION = "app.bsky.feed.post"


class Account(Protocol):
    """What the channel to Bluesky gives."""

    def notifications(self, **asked: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as its lexicon has it
        """The answer to `app.bsky.notification.listNotifications`."""


@dataclass(frozen=True, slots=True)
class BlueskyMentions:
    """The mentions of one account."""

    account: Account
    pages: int = PAGES
    name: str = "bluesky"

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        """Every mention since the last, and those of the hour before it."""
        with asking("Bluesky"):
            yield from Backwards(self._page, self.pages).since(self.name, marked(self.name))

    def hang_up(self) -> None:
        """Nothing is held open: the channel keeps no connection."""

    def _page(self, since: str, older: str) -> Page:
        asked = {"limit": A_PAGE, "reasons": list(REASONS), **({"cursor": older} if older else {})}
        told = self.account.notifications(**asked)
        dated = [
            (at, each)
            for each in listed(told, "notifications")
            if (at := moment_of(part_of(each, "indexedAt")))
        ]
        last = moment_of(since)
        new = [(at, each) for at, each in dated if last is None or at >= last - LATE]
        cursor = line_of(part_of(told, "cursor"))
        return Page(
            [found for at, each in new if (found := self._arrived(each, at))],
            newest=_key(max(at for at, _ in new)) if new else "",
            older=cursor if " " not in cursor and len(new) == len(dated) and dated else "",
        )

    def _arrived(self, told: Mapping[str, Any], at: datetime) -> Arrived | None:
        mention = mention_of(told, at)
        return Arrived(self.name, mention.id, as_raw(told), at, mention) if mention else None


def mention_of(told: Mapping[str, Any], at: datetime) -> Mention | None:
    """A notification, dated `at`, as a mention; None where it is another kind, or of no post."""
    uri, record = line_of(told.get("uri")), part_of(told, "record")
    if told.get("reason") not in REASONS or f"/{COLLECTION}/" not in uri:
        return None
    handle, did = line_of(part_of(told, "author", "handle")), line_of(part_of(told, "author", "did"))
    who = handle if handle and handle != "handle.invalid" else did
    return Mention(
        id=uri,
        network="bluesky",
        author=f"@{who}" if who else "",
        name=line_of(part_of(told, "author", "displayName")),
        text=_text(record),
        url=f"https://bsky.app/profile/{who}/post/{uri.rpartition('/')[2]}" if who else "",
        at=at,
        in_reply_to=line_of(told.get("reasonSubject")) or line_of(part_of(record, "reply", "parent", "uri")),
    )


def _text(record: object) -> str:
    """What a post says, with its links whole: what is shown of a link need not be where it leads."""
    text = part_of(record, "text")
    content = text.encode("utf-8", "replace") if isinstance(text, str) else b""
    parts, end = [], len(content)
    for start, stop, link in sorted(_links(record), reverse=True):
        if 0 <= start < stop <= end:
            shown = content[start:stop].decode("utf-8", "replace")
            whole = shown if shown in (link, link.partition("://")[2]) else f"{shown} ({link})"
            parts += [content[stop:end].decode("utf-8", "replace"), whole]
            end = start
    parts.append(content[:end].decode("utf-8", "replace"))
    return text_of("".join(reversed(parts)))


def _links(record: object) -> Iterator[tuple[int, int, str]]:
    """The links of a post, between two bytes of its text."""
    for facet in listed(record, "facets")[:100]:
        bounds = part_of(facet, "index", "byteStart"), part_of(facet, "index", "byteEnd")
        for each in listed(facet, "features")[:10]:
            link = line_of(part_of(each, "uri"))
            if part_of(each, "$type") == "app.bsky.richtext.facet#link" and link and _are_numbers(bounds):
                yield *bounds, link


def _are_numbers(bounds: tuple[Any, Any]) -> bool:
    return all(isinstance(each, int) for each in bounds)


def _key(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
