"""Mentions on X: what is asked, what is made of it, and what it costs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.core.inbound.nouns import Mention
from outreach.inbox.x import XMentions, mention_of
from outreach.ports import NotReached
from tests.channels.weather import Answer, Lost, Server
from tests.channels.x.rig import KEY, SECRET, TOKEN, TOKEN_SECRET, as_json, make, problem
from tests.inbox.marks import Marks
from tests.inbox.test_posts import ANYTHING
from tests.inbox.x.timeline import ROUTE, US, WRITER, XServer, tweet

Reading = tuple[XServer, Server, XMentions]


@pytest.fixture
def reading() -> Iterator[Reading]:
    site = XServer()
    with Server(site) as server:
        server.listen()
        yield site, server, XMentions(make(server.base))


def test_a_mention_comes_with_its_writer_its_page_and_everything_that_x_said(reading: Reading) -> None:
    site, _, inbox = reading
    site.mentions = [tweet(900)]
    (found,) = Marks().read(inbox)
    assert (found.inbox, found.place, found.source) == ("x", "x", "900")
    said = found.said
    assert isinstance(said, Mention)
    assert (said.author, said.name, said.text) == ("@champion_1", "Champion One", "@partnerships count us in")
    assert said.url == "https://x.com/champion_1/status/900"
    assert said.at.isoformat() == "2027-03-22T15:00:00+00:00"
    assert json.loads(found.raw) == {"data": tweet(900), "includes": {"users": [WRITER]}}


def test_it_goes_on_after_the_last_one_and_pays_for_none_twice(reading: Reading) -> None:
    site, server, inbox = reading
    marks = Marks()
    site.mentions = [tweet(900), tweet(901)]
    marks.read(inbox)
    assert marks.read(inbox) == []
    site.mentions.append(tweet(1_900))
    marks.read(inbox)
    assert marks.ids == ["900", "901", "1900"]
    assert site.billed == 3
    assert [each.path for each in server.requests] == [ROUTE] * 3


def test_a_flood_costs_no_more_than_a_hundred_each_time_and_none_of_it_is_lost(reading: Reading) -> None:
    site, _, inbox = reading
    marks = Marks()
    site.mentions = [tweet(900)]
    marks.read(inbox)
    site.mentions += [tweet(number) for number in range(1_000, 1_120)]
    for times in range(1, 5):
        marks.read(inbox)
        assert site.billed <= 1 + times * 100
    assert sorted(map(int, marks.ids)) == [900, *range(1_000, 1_120)]


def test_broken_off_in_the_middle_it_loses_nothing(reading: Reading) -> None:
    site, _, inbox = reading
    marks = Marks()
    site.mentions = [tweet(900)]
    marks.read(inbox)
    site.mentions += [tweet(number) for number in range(901, 911)]
    marks.read(inbox, most=4)
    marks.read(inbox)
    assert marks.ids == [str(number) for number in range(900, 911)]


def test_our_own_posts_and_copies_of_others_are_no_mentions(reading: Reading) -> None:
    site, _, inbox = reading
    copied = {"referenced_tweets": [{"type": "retweeted", "id": "7"}]}
    site.mentions = [tweet(900, author_id=US), tweet(901, **copied), tweet(902)]
    marks = Marks()
    marks.read(inbox)
    assert marks.ids == ["902"]


@pytest.mark.parametrize(
    ("changes", "answered"),
    [
        ({}, ""),
        (
            {"in_reply_to_user_id": US, "conversation_id": "500",
             "referenced_tweets": [{"type": "replied_to", "id": "600"}]},
            "600",
        ),
        (
            {"in_reply_to_user_id": "88", "conversation_id": "500",
             "referenced_tweets": [{"type": "replied_to", "id": "601"}]},
            "500",
        ),
        ({"referenced_tweets": [{"type": "quoted", "id": "602"}]}, "602"),
    ],
)  # fmt: skip
def test_an_answer_names_our_post_or_the_one_that_began_it(changes: dict[str, Any], answered: str) -> None:
    found = mention_of(tweet(900, **changes), WRITER, US)
    assert found is not None
    assert found.in_reply_to == answered


def test_shortened_links_long_posts_and_escaped_letters_are_whole() -> None:
    link = {"url": "https://t.co/AbC", "expanded_url": "https://example.org/a?b=1&c=2"}
    found = mention_of(
        tweet(900, "@partnerships R&amp;D: https://t.co/AbC", entities={"urls": [link]}), WRITER, US
    )
    assert found is not None
    assert found.text == "@partnerships R&D: https://example.org/a?b=1&c=2"
    long = mention_of(tweet(900, "Short ...", note_tweet={"text": "All of it &lt;3"}), None, US)
    assert long is not None
    assert (long.text, long.author, long.url) == ("All of it <3", "", "https://x.com/i/status/900")


@pytest.mark.parametrize(
    ("wrong", "words", "wait"),
    [
        (
            problem(429, "Too Many Requests", headers={"x-rate-limit-reset": "1805728200"}),
            "no more requests",
            600,
        ),
        (problem(401, "Unauthorized"), "X_API_KEY", None),
        (problem(402, "CreditsDepleted"), "no credits left", None),
        (problem(403, "Not allowed"), "does not let this app or account read", None),
        (problem(400, "One or more parameters"), "does not understand what it is asked", None),
        (problem(503, "Over capacity"), "overloaded", None),
        (Answer(200, b"<html>Sign in</html>"), "is not X", None),
        (as_json(200, ["data"]), "is not X", None),
        (Answer(200, b'{"data": ' + b"[" * 100_000), "is not X", None),
        (Lost(), "did not answer", None),
        (Lost(stall=True), "did not answer", None),
    ],
)
def test_where_x_says_nothing_of_them_it_is_told_why_and_when_to_come_again(
    reading: Reading, wrong: Answer | Lost, words: str, wait: float | None
) -> None:
    site, _, inbox = reading
    site.wrong = wrong
    with pytest.raises(NotReached, match=words) as told:
        Marks().read(inbox)
    assert told.value.retry_after == wait
    assert not any(secret in str(told.value) for secret in (KEY, SECRET, TOKEN, TOKEN_SECRET))


def test_an_x_that_cannot_be_found_is_told(reading: Reading) -> None:
    with pytest.raises(NotReached, match="X cannot be reached"):
        Marks().read(XMentions(make("http://127.0.0.1:1")))


@given(
    some.dictionaries(some.sampled_from([*tweet(1), "entities", "note_tweet", "referenced_tweets"]), ANYTHING)
)
def test_whatever_x_says_of_a_post_it_breaks_nothing(changes: dict[str, Any]) -> None:
    class Account:
        number = US

        def mentions(self, **_: str) -> dict[str, Any]:
            return {"data": [{**tweet(1), **changes}, changes, tweet(2)], "includes": {"users": [changes]}}

    found = Marks()
    found.read(XMentions(Account()))
    assert "2" in found.ids
