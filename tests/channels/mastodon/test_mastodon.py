"""Mastodon: what is asked of the server, and what its answers mean."""

import hashlib
from collections.abc import Callable, Iterator

import pytest

from outreach.channels.mastodon import Mastodon, payload
from outreach.core.history import Key
from outreach.core.message import Attachment, Errand, Message, Post
from outreach.ports import NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels.mastodon.server import LONG_AGO, STATUSES, TOKEN, MastodonServer, Trouble, said, shown
from tests.channels.weather import Answer, Lost, Server

KEY = Key("launch", "story", "once", "mastodon")
TEXT = """\
Watch how builders in Laramie County train & hire: https://partnerships.example.org/video/our-story

Tell us what your firm needs. #wyomingnextgen"""
POST = Post(KEY, "mastodon", TEXT)
PICTURE = Post(KEY, "mastodon", TEXT, image=Attachment("crew.png", b"\x89PNG..."), alt="A crew at work")
HALF = Lost(Answer(200, b'{"id": "10', {"Content-Type": "application/json"}))
STALL = Lost(stall=True)

Posting = tuple[MastodonServer, Server, Mastodon]


@pytest.fixture
def posting() -> Iterator[Posting]:
    site = MastodonServer()
    with Server(site) as server:
        server.listen()
        yield site, server, Mastodon(server.base, TOKEN, timeout=0.3, processing=0.3, pause=0.01)


def asked(server: Server, path: str) -> int:
    return sum(each.path == path for each in server.requests)


def ends(channel: Mastodon, message: Message = POST) -> Receipt | Exception:
    try:
        return channel.send(message)
    except (NotSent, Refused, Uncertain, Unsupported) as error:
        return error


def test_a_post_is_published_for_everybody_and_its_id_kept(posting: Posting) -> None:
    site, server, channel = posting
    assert channel.send(POST) == Receipt("1000")
    (status,) = site.posts
    assert status["content"] == shown(TEXT)
    assert status["visibility"] == "public"
    assert server.requests[-1].headers["user-agent"] == "outreach"


def test_the_form_has_the_text_and_a_key_that_stands_for_delivery_and_text() -> None:
    form = payload(POST)
    assert (form["status"], form["visibility"]) == (TEXT, "public")
    assert form["idempotency_key"] == hashlib.sha256(f"{KEY}\n{TEXT}\n".encode()).hexdigest()
    mended = payload(Post(KEY, "mastodon", TEXT + "!"))
    other = payload(Post(Key("launch", "story", "2027-03-01", "mastodon"), "mastodon", TEXT))
    assert len({each["idempotency_key"] for each in (form, mended, other)}) == 3


def test_a_picture_goes_with_its_alternative_text_once_it_has_been_processed(posting: Posting) -> None:
    site, server, channel = posting
    site.working = 3
    channel.send(PICTURE)
    assert site.alts == ["A crew at work"]
    assert site.posts[0]["media"] == ["500"]
    assert asked(server, "/api/v1/media/500") == 4


def test_a_picture_that_is_never_processed_is_tried_again_later(posting: Posting) -> None:
    site, _, channel = posting
    site.working = 10_000
    with pytest.raises(NotSent, match=r"still working on the picture crew\.png") as told:
        channel.send(PICTURE)
    assert told.value.scope == "message"
    assert site.posts == []


@pytest.mark.parametrize("trouble", [HALF, Lost(), STALL])
@pytest.mark.parametrize("taken", [True, False])
def test_a_lost_answer_is_found_out_and_the_post_stands_there_once(
    posting: Posting, trouble: Lost, taken: bool
) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(trouble, taken=taken)]
    assert channel.send(POST) == Receipt("1000")
    assert len(site.posts) == 1


def test_it_is_looked_for_before_it_is_repeated_as_not_every_server_keeps_keys(posting: Posting) -> None:
    site, _, channel = posting
    site.keeps_keys = False
    site.troubles = [Trouble(Answer(504), taken=True)]
    assert channel.send(POST) == Receipt("1000")
    assert len(site.posts) == 1


def test_where_nothing_can_be_looked_at_the_key_alone_keeps_it_from_standing_there_twice(
    posting: Posting,
) -> None:
    site, server, channel = posting
    site.refuses = {"/api/v1/accounts/77/statuses": said({"error": "This action is outside"}, 403)}
    site.troubles = [Trouble(Lost(), taken=True)]
    assert channel.send(POST) == Receipt("1000")
    assert len(site.posts) == 1
    assert len({each.headers["idempotency-key"] for each in server.requests if each.path == STATUSES}) == 1


@pytest.mark.parametrize(
    "trouble", [HALF, Lost(), STALL, Answer(502), Answer(504), Answer(200, b"<html>Sign in")]
)
def test_what_stays_lost_is_uncertain_and_stops_the_channel(posting: Posting, trouble: Answer | Lost) -> None:
    site, server, channel = posting
    site.troubles = [Trouble(trouble)] * 3
    with pytest.raises(Uncertain, match="could not be found out") as told:
        channel.send(POST)
    assert told.value.scope == "channel"
    assert asked(server, STATUSES) == 3


def test_after_a_lost_answer_a_refusal_proves_nothing(posting: Posting) -> None:
    site, _, channel = posting
    busy = Trouble(said({"error": "There was a temporary problem"}, 503))
    site.troubles = [Trouble(STALL), busy, Trouble(said({"error": "Validation failed"}, 422))]
    assert isinstance(ends(channel), Uncertain)


def test_the_same_text_of_long_ago_is_not_taken_for_this_one(posting: Posting) -> None:
    site, _, channel = posting
    site.posts = [{"id": "1", "content": shown(TEXT), "created_at": LONG_AGO}]
    site.troubles = [Trouble(Lost())] * 3
    assert isinstance(ends(channel), Uncertain)


def test_after_an_error_of_the_servers_own_it_waits_only_where_nothing_was_published(
    posting: Posting,
) -> None:
    site, server, channel = posting
    site.troubles = [Trouble(Answer(500))]
    with pytest.raises(NotSent, match="it has not been published") as told:
        channel.send(POST)
    assert told.value.scope == "channel"
    assert asked(server, STATUSES) == 1
    site.troubles = [Trouble(Answer(500), taken=True)]
    assert channel.send(POST) == Receipt("1000")


@pytest.mark.parametrize(
    ("status", "words", "remedy"),
    [
        (401, "The access token was revoked", "MASTODON_TOKEN"),
        (403, "This action is outside the authorized scopes", "write:statuses"),
        (404, "", "MASTODON_URL"),
        (503, "Service Unavailable", "overloaded"),
    ],
)
def test_an_account_or_server_that_cannot_stops_the_channel_with_a_remedy(
    posting: Posting, status: int, words: str, remedy: str
) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(said({"error": words}, status))]
    with pytest.raises(NotSent, match=remedy) as told:
        channel.send(POST)
    assert (told.value.scope, told.value.retry_after) == ("channel", None)
    assert words in str(told.value)


def test_a_refused_post_is_refused_for_good_with_the_servers_words(posting: Posting) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(said({"error": "Validation failed: Text is spam"}, 422))]
    with pytest.raises(Refused, match="Validation failed: Text is spam") as told:
        channel.send(POST)
    assert not told.value.address


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [("2027-03-22T15:05:00.000000Z", 300.0), ("1805728200", 600.0), ("soon", None), ("", None)],
)
def test_a_limit_is_waited_for_by_the_servers_clock(
    posting: Posting, reset: str, seconds: float | None
) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(said({"error": "Too many requests"}, 429, **{"X-RateLimit-Reset": reset}))]
    with pytest.raises(NotSent, match="takes no more for now") as told:
        channel.send(POST)
    assert (told.value.scope, told.value.retry_after) == ("channel", seconds)


def test_a_text_too_long_for_that_server_is_not_handed_in(posting: Posting) -> None:
    site, server, channel = posting
    site.characters = 100
    with pytest.raises(Unsupported, match="and its Mastodon server takes 100; take out"):
        channel.send(POST)
    assert {each.path for each in server.requests} == {"/api/v2/instance/"}


def test_a_server_with_a_higher_limit_takes_longer_posts(posting: Posting) -> None:
    site, server, channel = posting
    site.characters = 5000
    assert channel.characters() == 5000
    assert isinstance(ends(channel, Post(KEY, "mastodon", "a" * 4000)), Receipt)
    assert asked(server, "/api/v2/instance/") == 1


def test_a_server_that_does_not_say_has_the_usual_limit(posting: Posting) -> None:
    site, _, channel = posting
    site.refuses = {"/api/v2/instance/": said({"title": "A server of another kind"})}
    assert channel.characters() == 500


def test_the_account_is_told_without_publishing_anything(posting: Posting) -> None:
    site, _, channel = posting
    assert channel.account() == "@partnerships@127.0.0.1"
    assert site.posts == []


def test_a_wrong_token_is_told_by_the_account_too(posting: Posting) -> None:
    _, server, _ = posting
    wrong = Mastodon(server.base, "another-token", timeout=0.3)
    with pytest.raises(NotSent, match="does not accept the access token") as told:
        wrong.account()
    assert told.value.scope == "channel"
    assert "another-token" not in f"{told.value} {wrong!r}"


@pytest.mark.parametrize(
    ("how", "said_of_it"),
    [
        (lambda _: "http://127.0.0.1:1", "refused the connection"),
        (lambda server: server.base.replace("http:", "https:"), "no secure connection"),
        (lambda _: "http://[nowhere", "cannot be reached"),
    ],
)
def test_what_cannot_be_reached_never_left(
    posting: Posting, how: Callable[[Server], str], said_of_it: str
) -> None:
    with pytest.raises(NotSent, match=said_of_it) as told:
        Mastodon(how(posting[1]), TOKEN, timeout=0.3).send(POST)
    assert told.value.scope == "channel"


def test_what_is_not_set_is_named() -> None:
    with pytest.raises(NotSent, match=r"MASTODON_TOKEN is not set; write it into \.env") as told:
        Mastodon("https://social.test", "").send(POST)
    assert told.value.scope == "channel"


def test_a_server_that_has_moved_is_not_followed(posting: Posting) -> None:
    site, server, channel = posting
    site.refuses = {"/api/v2/instance/": Answer(301, b"", {"Location": f"{server.base}/elsewhere"})}
    with pytest.raises(NotSent, match="MASTODON_URL"):
        channel.send(POST)
    assert asked(server, "/elsewhere") == 0


def test_only_posts_and_only_pictures_are_carried(posting: Posting) -> None:
    _, server, channel = posting
    errand = Errand(KEY, "call", "", "", "", "", "", due=None)  # type: ignore[arg-type]
    sound = Post(KEY, "mastodon", TEXT, image=Attachment("talk.mp3", b"..."))
    assert isinstance(ends(channel, errand), Unsupported)
    assert isinstance(ends(channel, sound), Unsupported)
    assert server.requests == []
