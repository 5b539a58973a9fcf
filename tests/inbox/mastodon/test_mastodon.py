"""Mentions on Mastodon: what is asked of the server, and what is made of it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.channels.mastodon import Mastodon
from outreach.core.inbound.nouns import Mention
from outreach.inbox.mastodon import MastodonMentions, mention_of
from outreach.ports import NotReached
from tests.channels.mastodon.server import TOKEN, MastodonServer, said, shown
from tests.channels.weather import Answer, Lost, Server
from tests.inbox.marks import Marks
from tests.inbox.test_posts import ANYTHING

ROUTE = "/api/v1/notifications"
Reading = tuple[MastodonServer, Server, MastodonMentions]


def told(number: int, text: str = "@partnerships We are in!", **changes: Any) -> dict[str, Any]:
    """A notification of a mention, as a server shows it; `changes` are those of its status."""
    writer = {
        "id": "12", "username": "champion", "acct": "champion@builders.test", "display_name": "Champion One",
        "url": "https://builders.test/@champion",
    }  # fmt: skip
    status = {
        "id": str(10_000 + number), "created_at": "2027-03-22T15:00:00.000Z", "in_reply_to_id": None,
        "in_reply_to_account_id": None, "sensitive": False, "spoiler_text": "", "visibility": "public",
        "language": "en", "uri": f"https://builders.test/users/champion/statuses/{number}",
        "url": f"https://builders.test/@champion/{number}", "content": shown(text), "account": writer,
        "media_attachments": [], "mentions": [{"id": "77", "acct": "partnerships"}], "tags": [], **changes,
    }  # fmt: skip
    return {
        "id": str(number), "type": "mention", "created_at": "2027-03-22T15:00:01.000Z",
        "group_key": f"ungrouped-{number}", "account": writer, "status": status,
    }  # fmt: skip


@pytest.fixture
def reading() -> Iterator[Reading]:
    site = MastodonServer()
    with Server(site) as server:
        server.listen()
        yield site, server, MastodonMentions(Mastodon(server.base, TOKEN, timeout=0.3))


def test_a_mention_comes_with_its_writer_its_page_and_everything_that_the_server_said(
    reading: Reading,
) -> None:
    site, _, inbox = reading
    site.notifications = [told(1, "@partnerships One & all\n\nhttps://example.org/a-long-way")]
    (found,) = Marks().read(inbox)
    assert (found.inbox, found.place, found.mark) == ("mastodon", "mastodon 127.0.0.1", "1")
    mention = found.said
    assert isinstance(mention, Mention)
    assert (mention.id, mention.author) == ("10001", "@champion@builders.test")
    assert mention.text == "@partnerships One & all\n\nhttps://example.org/a-long-way"
    assert mention.url == "https://builders.test/@champion/1"
    assert json.loads(found.raw) == site.notifications[0]


def test_a_direct_answer_to_our_post_comes_as_well_and_names_the_post() -> None:
    found = mention_of(told(1, visibility="direct", in_reply_to_id="1000"), "social.test")
    assert found is not None
    assert found.in_reply_to == "1000"


def test_people_of_our_own_server_are_named_in_full_and_a_warning_stands_first() -> None:
    local = told(1, spoiler_text="About pay")
    local["status"]["account"]["acct"] = "champion"
    found = mention_of(local, "social.test")
    assert found is not None
    assert found.author == "@champion@social.test"
    assert found.text == "About pay\n\n@partnerships We are in!"


def test_what_else_there_is_to_notify_of_is_not_asked_for_and_not_taken(reading: Reading) -> None:
    site, server, inbox = reading
    site.notifications = [told(1), {**told(2), "type": "favourite"}]
    marks = Marks()
    marks.read(inbox)
    assert marks.ids == ["10001"]
    assert {(each.method, each.path) for each in server.requests} == {("GET", ROUTE)}
    assert mention_of({**told(2), "type": "favourite"}, "social.test") is None


def test_the_very_first_time_the_newest_page_is_read_then_all_that_follows_the_oldest_first(
    reading: Reading,
) -> None:
    site, _, inbox = reading
    marks = Marks()
    site.notifications = [told(number) for number in range(1, 101)]
    marks.read(inbox)
    assert marks.ids == [str(10_000 + number) for number in range(71, 101)]
    site.notifications += [told(number) for number in range(101, 181)]
    marks.read(inbox)
    assert marks.ids == [str(10_000 + number) for number in range(71, 181)]
    assert marks.read(inbox) == []


def test_broken_off_in_the_middle_it_goes_on_after_the_last_that_was_kept(reading: Reading) -> None:
    site, _, inbox = reading
    marks = Marks({"mastodon 127.0.0.1": "1"})
    site.notifications = [told(number) for number in range(1, 80)]
    first = marks.read(inbox, most=37)
    second = marks.read(inbox)
    assert [int(each.mark) for each in first + second] == list(range(2, 80))


def test_a_server_that_gives_the_same_page_again_and_again_is_not_asked_for_ever() -> None:
    class Account:
        url = "https://social.test"
        asked = 0

        def notifications(self, **_: str) -> list[Any]:
            self.asked += 1
            return [told(7)]

    account = Account()
    Marks({"mastodon social.test": "3"}).read(MastodonMentions(account))
    assert account.asked == 2


def test_on_another_server_it_begins_anew(reading: Reading) -> None:
    site, _, inbox = reading
    site.notifications = [told(1)]
    marks = Marks({"mastodon social.test": "900"})
    marks.read(inbox)
    assert marks.ids == ["10001"]


@pytest.mark.parametrize(
    ("wrong", "words", "wait"),
    [
        (
            said({"error": "Too many requests"}, 429, **{"X-RateLimit-Reset": "2027-03-22T15:05:00.000000Z"}),
            "takes no more for now", 300,
        ),
        (said({"error": "The access token was revoked"}, 401), "MASTODON_TOKEN", None),
        (said({"error": "This action is outside the authorized scopes"}, 403), "read:notifications", None),
        (said({"error": "Not found"}, 404), "MASTODON_URL", None),
        (Answer(301, headers={"Location": "https://elsewhere.test/"}), "elsewhere now", None),
        (said({"error": "Bad request"}, 422), "does not understand what it is asked", None),
        (Answer(500, b"<html>"), "an error of its own", None),
        (Answer(200, b"<html>Sign in</html>"), "cannot be read", None),
        (said({"error": "no list"}), "cannot be read", None),
        (Answer(200, b"[" * 100_000), "cannot be read", None),
        (Lost(), "did not answer", None),
        (Lost(stall=True), "did not answer", None),
    ],
)  # fmt: skip
def test_where_the_server_says_nothing_of_them_it_is_told_why_and_when_to_come_again(
    reading: Reading, wrong: Answer | Lost, words: str, wait: float | None
) -> None:
    site, server, inbox = reading
    server.script = lambda request: wrong if request.path == ROUTE else site(request)
    with pytest.raises(NotReached, match=words) as seen:
        Marks().read(inbox)
    assert seen.value.retry_after == wait
    assert TOKEN not in str(seen.value)


@pytest.mark.parametrize(
    ("url", "words"), [("http://127.0.0.1:1", "cannot be reached"), ("", "MASTODON_URL")]
)
def test_a_server_that_cannot_be_found_is_told(url: str, words: str) -> None:
    with pytest.raises(NotReached, match=words):
        Marks().read(MastodonMentions(Mastodon(url, TOKEN, timeout=0.3)))


@given(some.dictionaries(some.sampled_from([*told(1)["status"]]), ANYTHING), ANYTHING)
def test_whatever_a_server_says_of_a_post_it_breaks_nothing(changes: dict[str, Any], odd: Any) -> None:
    class Account:
        url = "https://social.test"

        def notifications(self, **asked: str) -> list[Any]:
            return [] if "min_id" in asked else [told(3), told(2, **changes), odd, {**told(1), "status": odd}]

    found = Marks()
    found.read(MastodonMentions(Account()))
    assert "10003" in found.ids


def test_what_is_no_mention_on_a_server_that_does_not_sort_them_out_is_passed_once() -> None:
    asked = []

    class Other:
        url = "https://social.example"

        def notifications(self, **said: str) -> list[Any]:
            asked.append(said.get("min_id", ""))
            every = [told(5) | {"type": "favourite"}, told(4) | {"type": "favourite"}, told(3)]
            return [each for each in every if int(each["id"]) > int(said.get("min_id", "0"))]

    marks = Marks()
    for _ in range(3):
        marks.read(MastodonMentions(Other()))
    assert (marks.ids, asked) == (["10003"], ["", "5", "5"])
