"""Mentions on Bluesky: what is asked, and what is made of it; nothing is marked as seen."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from atproto_client import models
from atproto_client.models.utils import get_or_create
from hypothesis import given
from hypothesis import strategies as some

from outreach.channels.bluesky import Bluesky
from outreach.core.inbound.nouns import Mention
from outreach.inbox.bluesky import BlueskyMentions, mention_of
from outreach.inbox.posts import moment_of
from outreach.ports import NotReached
from tests.channels.bluesky.server import (
    CHAMPION,
    CID,
    DID,
    HANDLE,
    PASSWORD,
    XRPC,
    BlueskyServer,
    address,
    said,
    token,
    wrong,
)
from tests.channels.messages import STAMP
from tests.channels.weather import Answer, Lost, Server
from tests.inbox.marks import Marks
from tests.inbox.test_posts import ANYTHING

ROUTE = "/xrpc/app.bsky.notification.listNotifications"
AT = "2027-03-22T15:00:00.000Z"
Reading = tuple[BlueskyServer, Server, BlueskyMentions]


def told(minute: int, text: str = "Count us in", reason: str = "mention", **changes: Any) -> dict[str, Any]:
    """A notification as its lexicon has it; `changes` are those of the post."""
    at = f"2027-03-22T{minute // 60:02d}:{minute % 60:02d}:00.000Z"
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": at, "langs": ["en"], **changes}
    author = {"did": CHAMPION, "handle": "champion-1.test", "displayName": "Champion One"}
    uri = f"at://{CHAMPION}/app.bsky.feed.post/3k{minute:011d}"
    return {
        "uri": uri, "cid": CID, "author": author, "reason": reason, "record": record, "isRead": False,
        "indexedAt": at, "labels": [],
    }  # fmt: skip


def uris(*minutes: int) -> list[str]:
    return [told(each)["uri"] for each in minutes]


@pytest.fixture
def reading() -> Iterator[Reading]:
    site = BlueskyServer()
    with Server(site) as server:
        server.listen()
        account = Bluesky(server.base, HANDLE, PASSWORD, lambda: STAMP, timeout=0.3)
        yield site, server, BlueskyMentions(account)


def test_what_the_tests_server_says_is_what_the_lexicon_has() -> None:
    get_or_create(
        told(1), models.AppBskyNotificationListNotifications.Notification, strict_string_format=True
    )


def test_a_mention_comes_with_its_writer_its_page_and_everything_that_bluesky_said(reading: Reading) -> None:
    site, server, inbox = reading
    site.notifications = [told(5)]
    (found,) = Marks().read(inbox)
    mention = found.said
    assert isinstance(mention, Mention)
    assert (found.source, mention.id) == (uris(5)[0], uris(5)[0])
    assert (mention.author, mention.name, mention.text) == ("@champion-1.test", "Champion One", "Count us in")
    assert mention.url == "https://bsky.app/profile/champion-1.test/post/3k00000000005"
    assert json.loads(found.raw) == site.notifications[0]
    assert {each.path for each in server.requests} == {f"{XRPC}server.createSession", ROUTE}


def test_answers_and_quotes_name_our_post_and_likes_are_not_asked_for(reading: Reading) -> None:
    site, _, inbox = reading
    ours = {"uri": address("3jzfcijpj2z2a"), "cid": CID}
    answer = {**told(2, reason="reply", reply={"root": ours, "parent": ours}), "reasonSubject": ours["uri"]}
    thread = {"root": ours, "parent": {"uri": uris(1)[0], "cid": CID}}
    site.notifications = [told(1, reason="like"), answer, told(3, reason="mention", reply=thread)]
    found = [each.said for each in Marks().read(inbox)]
    assert [each.in_reply_to for each in found if isinstance(each, Mention)] == [ours["uri"], uris(1)[0]]
    assert mention_of(told(1, reason="like"), STAMP) is None


def test_a_link_is_shown_with_where_it_leads() -> None:
    text = "Näher: example.org/a... und hier"
    facet = {
        "index": {"byteStart": 8, "byteEnd": 24},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a-long-way"}],
    }
    found = mention_of(told(1, text, facets=[facet]), STAMP)
    assert found is not None
    assert found.text == "Näher: example.org/a... (https://example.org/a-long-way) und hier"
    plain = {**facet, "index": {"byteStart": 0, "byteEnd": 26}}
    whole = mention_of(told(1, "example.org/a-long-way now", facets=[plain]), STAMP)
    assert whole is not None


def test_one_whose_handle_is_lost_is_named_by_their_did() -> None:
    lost = told(1)
    lost["author"]["handle"] = "handle.invalid"
    found = mention_of(lost, STAMP)
    assert found is not None
    assert found.author == f"@{CHAMPION}"


def test_several_pages_come_the_oldest_first_and_once(reading: Reading) -> None:
    site, _, inbox = reading
    marks = Marks()
    site.notifications = [told(0)]
    marks.read(inbox)
    site.notifications += [told(minute) for minute in range(1, 351)]
    found = marks.read(inbox)
    assert marks.ids == uris(*range(351))
    assert len(found) == 351
    assert len(marks.read(inbox)) == 61


def test_more_than_is_read_at_once_is_not_lost(reading: Reading) -> None:
    site, _, _ = reading
    _, _, inbox = reading
    few, marks = BlueskyMentions(inbox.account, pages=2), Marks()
    site.notifications = [told(0)]
    marks.read(few)
    site.notifications += [told(minute) for minute in range(1, 551)]
    for _ in range(5):
        marks.read(few)
        site.notifications.append(told(550 + len(site.notifications) - 550))
    marks.read(few)
    assert set(marks.ids) == {each["uri"] for each in site.notifications}


def test_one_that_comes_late_and_stands_below_newer_ones_is_found(reading: Reading) -> None:
    site, _, inbox = reading
    marks = Marks()
    site.notifications = [told(100), told(130)]
    marks.read(inbox)
    site.notifications.append(told(110))
    marks.read(inbox)
    assert marks.ids == uris(100, 130, 110)


def test_a_session_that_has_ended_is_begun_anew(reading: Reading) -> None:
    site, _, inbox = reading
    site.notifications, site.expires = [told(1)], 1
    assert len(Marks().read(inbox)) == 1


@pytest.mark.parametrize(
    ("answer", "words", "wait"),
    [
        (wrong("RateLimitExceeded", "Rate Limit Exceeded", 429, **{"ratelimit-reset": "1805727690"}),
         "takes no more for now", 90),
        (wrong("AccountTakedown", "taken down", 401), "taken the account down", None),
        (wrong("InvalidRequest", "Invalid cursor", 400), "does not understand what it is asked", None),
        (wrong("MethodNotImplemented", "Method Not Implemented", 501), "BLUESKY_API_URL", None),
        (Answer(502, b"<html>"), "did not hear its answer", None),
        (Answer(200, b"<html>Sign in</html>", {"Content-Type": "text/html"}), "cannot be read", None),
        (Answer(200, b"[" * 100_000, {"Content-Type": "application/json"}), "cannot be read", None),
        (said([]), "cannot be read", None),
        (Lost(), "did not answer", None),
        (Lost(stall=True), "did not answer", None),
    ],
)  # fmt: skip
def test_where_bluesky_says_nothing_of_them_it_is_told_why_and_when_to_come_again(
    reading: Reading, answer: Answer | Lost, words: str, wait: float | None
) -> None:
    site, _, inbox = reading
    site.refuses = {ROUTE: answer}
    with pytest.raises(NotReached, match=words) as seen:
        Marks().read(inbox)
    assert seen.value.retry_after == wait
    assert PASSWORD not in str(seen.value)
    assert token(1) not in str(seen.value)


@given(some.dictionaries(some.sampled_from(["text", "facets", "reply", "embed"]), ANYTHING), ANYTHING)
def test_whatever_bluesky_says_of_a_post_it_breaks_nothing(changes: dict[str, Any], odd: Any) -> None:
    class Account:
        def notifications(self, **_: Any) -> dict[str, Any]:
            others = [told(3, **changes), odd, {**told(2), "record": odd}, {**told(1), "author": odd}]
            return {"notifications": [told(4), *others], "cursor": odd}

    found = Marks()
    found.read(BlueskyMentions(Account()))
    assert uris(4)[0] in found.ids


def test_a_moment_is_read_as_the_lexicon_writes_it() -> None:
    assert moment_of(AT) == STAMP
    assert DID.startswith("did:plc:")
