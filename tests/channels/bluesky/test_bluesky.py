"""Bluesky: what is asked of the server, and what its answers mean."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from outreach.channels.bluesky import Bluesky, record_key
from outreach.core.history import Key
from outreach.core.message import Attachment, Message, Post
from outreach.ports import NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels import messages
from tests.channels.bluesky.server import (
    CHAMPION,
    DID,
    HANDLE,
    PASSWORD,
    XRPC,
    BlueskyServer,
    Trouble,
    address,
    wrong,
)
from tests.channels.weather import Answer, Lost, Server

AT = datetime(2027, 3, 22, 15, 0, 30, 250_000, UTC)
KEY = Key("launch", "story", "once", "bluesky")
TEXT = """\
Watch how builders in Laramie County train: https://partnerships.example.org/video/our-story

Tell us what your firm needs. #wyomingnextgen"""
POST = Post(KEY, "bluesky", TEXT)
SENT = Receipt(address(record_key(KEY)))
HALF = Lost(Answer(200, b'{"uri": "at', {"Content-Type": "application/json"}))
STALL = Lost(stall=True)

Posting = tuple[BlueskyServer, Server, Bluesky]


@pytest.fixture
def posting() -> Iterator[Posting]:
    site = BlueskyServer()
    with Server(site) as server:
        server.listen()
        yield site, server, Bluesky(server.base, HANDLE, PASSWORD, lambda: AT, timeout=0.3)


def asked(server: Server, method: str) -> int:
    return sum(each.path == XRPC + method for each in server.requests)


def ends(channel: Bluesky, message: Message = POST) -> Receipt | Exception:
    try:
        return channel.send(message)
    except (NotSent, Refused, Uncertain, Unsupported) as error:
        return error


def test_a_post_is_kept_under_the_key_of_its_delivery_and_its_address_told(posting: Posting) -> None:
    site, _, channel = posting
    assert channel.send(POST) == SENT
    record = site.records[record_key(KEY)]
    assert (record["text"], record["createdAt"], record["langs"]) == (
        TEXT,
        "2027-03-22T15:00:30.250Z",
        ["en"],
    )


def test_the_account_is_signed_in_once_for_many_posts(posting: Posting) -> None:
    site, _, channel = posting
    for step in ("one", "two", "three"):
        channel.send(messages.post("bluesky", step))
    assert (len(site.records), site.sessions) == (3, 1)


def test_a_picture_goes_with_its_kind_its_text_and_its_proportions(posting: Posting) -> None:
    site, _, channel = posting
    post = messages.picture("bluesky")
    channel.send(post)
    assert site.blobs == [("image/png", messages.PIXEL)]
    (record,) = site.records.values()
    (image,) = record["embed"]["images"]  # type: ignore[index]
    assert image["alt"] == "A hall full of people"
    assert (image["aspectRatio"]["width"], image["aspectRatio"]["height"]) == (1, 1)
    assert image["image"]["mimeType"] == "image/png"


def test_a_mention_is_marked_where_the_handle_is_somebodys(posting: Posting) -> None:
    site, server, channel = posting
    channel.send(Post(KEY, "bluesky", "Thanks, @champion-1.test, @nobody.test and @Champion-1.test!"))
    (record,) = site.records.values()
    marks = [each["features"][0]["did"] for each in record["facets"]]  # type: ignore[attr-defined]
    assert marks == [CHAMPION, CHAMPION]
    assert asked(server, "identity.resolveHandle") == 2


@pytest.mark.parametrize("trouble", [HALF, Lost(), STALL, Answer(502), Answer(504), Answer(200, b"<html>")])
@pytest.mark.parametrize("taken", [True, False])
def test_a_lost_answer_is_found_out_and_the_post_stands_there_once(
    posting: Posting, trouble: Answer | Lost, taken: bool
) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(trouble, taken=taken)]
    assert channel.send(POST) == SENT
    assert len(site.records) == 1


@pytest.mark.parametrize("trouble", [Lost(), STALL, Answer(502)])
def test_what_stays_lost_is_uncertain_and_stops_the_channel(posting: Posting, trouble: Answer | Lost) -> None:
    site, server, channel = posting
    site.troubles = [Trouble(trouble)] * 3
    with pytest.raises(Uncertain, match="could not be found out") as told:
        channel.send(POST)
    assert told.value.scope == "channel"
    assert asked(server, "repo.createRecord") == 3


def test_an_unknown_one_that_is_sent_again_is_found_and_not_published_twice(posting: Posting) -> None:
    site, server, channel = posting
    site.troubles = [Trouble(Lost(), taken=True)] * 3
    site.refuses = {"repo.getRecord": Lost()}
    assert isinstance(ends(channel), Uncertain)
    site.troubles, site.refuses = [], {}
    later = Bluesky(server.base, HANDLE, PASSWORD, lambda: AT.replace(hour=18), timeout=0.3)
    assert later.send(POST) == SENT
    assert len(site.records) == 1


@pytest.mark.parametrize(
    "exists",
    [
        None,
        wrong("RecordAlreadyExists", "There is already a value at key", 400),
        wrong("Conflict", "exists", 409),
    ],
)
def test_another_text_under_its_key_is_refused_and_told(posting: Posting, exists: Answer | None) -> None:
    site, _, channel = posting
    channel.send(Post(KEY, "bluesky", "An earlier text."))
    site.troubles = [Trouble(exists)] if exists else []
    with pytest.raises(Refused, match="stands on Bluesky already, with another text"):
        channel.send(POST)


def test_an_error_of_the_servers_own_waits_where_nothing_was_published(posting: Posting) -> None:
    site, server, channel = posting
    site.troubles = [Trouble(wrong("InternalServerError", "Internal Server Error", 500))]
    with pytest.raises(NotSent, match="it has not been published") as told:
        channel.send(POST)
    assert told.value.scope == "channel"
    assert asked(server, "repo.createRecord") == 1


def test_servers_that_say_only_in_words_that_there_is_no_record_are_understood(posting: Posting) -> None:
    site, _, channel = posting
    site.refuses = {"repo.getRecord": wrong("InvalidRequest", "Could not locate record: at://...")}
    site.troubles = [Trouble(Answer(500))]
    with pytest.raises(NotSent, match="it has not been published"):
        channel.send(POST)


def test_a_session_that_ends_is_begun_anew_once(posting: Posting) -> None:
    site, _, channel = posting
    site.expires = 1
    assert channel.send(POST) == SENT
    assert site.sessions == 2
    site.expires, site.records = 100, {}
    with pytest.raises(NotSent, match="again and again") as told:
        channel.send(POST)
    assert told.value.scope == "channel"
    assert site.sessions == 3


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (wrong("AuthenticationRequired", "Invalid identifier or password", 401), "BLUESKY_APP_PASSWORD"),
        (wrong("AuthFactorTokenRequired", "A sign in code was sent", 401), "must be an app password"),
        (wrong("AccountTakedown", "Account has been taken down", 401), "taken the account down"),
        (wrong("InvalidRequest", "Input/identifier must be a string"), "must be a string"),
        (wrong("MethodNotImplemented", "Method Not Implemented", 501), "BLUESKY_API_URL"),
        (Answer(404, b"<html>Not here"), "BLUESKY_API_URL"),
        (Answer(301, b"", {"Location": "https://elsewhere.test/"}), "BLUESKY_API_URL"),
        (Answer(200, b"<html>Sign in to this network"), "did not answer"),
        (Answer(500), "status 500"),
        (STALL, "did not answer"),
    ],
)
def test_who_cannot_sign_in_stops_the_channel_with_a_remedy(
    posting: Posting, answer: Answer | Lost, remedy: str
) -> None:
    site, _, channel = posting
    site.refuses = {"server.createSession": answer}
    for act in (lambda: channel.send(POST), channel.account):
        with pytest.raises(NotSent, match=remedy) as told:
            act()
        assert told.value.scope == "channel"
    assert site.records == {}


@pytest.mark.parametrize(
    ("handle", "password", "said_of_it"),
    [
        ("", "", "BLUESKY_HANDLE and BLUESKY_APP_PASSWORD are not set; write them into .env"),
        (HANDLE, "", "BLUESKY_APP_PASSWORD is not set; write it into .env"),
    ],
)
def test_what_is_not_set_is_named(handle: str, password: str, said_of_it: str) -> None:
    with pytest.raises(NotSent, match=said_of_it) as told:
        Bluesky("https://bluesky.test", handle, password, lambda: AT).account()
    assert told.value.scope == "channel"


def test_a_wrong_password_is_never_shown(posting: Posting) -> None:
    _, server, _ = posting
    channel = Bluesky(server.base, HANDLE, "not-the-password", lambda: AT, timeout=0.3)
    with pytest.raises(NotSent, match="App passwords") as told:
        channel.account()
    assert "not-the-password" not in f"{told.value} {channel!r}"


def test_a_refused_record_is_refused_for_good_with_the_servers_words(posting: Posting) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(wrong("InvalidRequest", "Invalid app.bsky.feed.post record: Record/text"))]
    with pytest.raises(Refused, match=r"Invalid app\.bsky\.feed\.post record") as told:
        channel.send(POST)
    assert not told.value.address


def test_two_posts_at_the_same_moment_wait_for_each_other(posting: Posting) -> None:
    site, _, channel = posting
    site.troubles = [Trouble(wrong("ConcurrentWrites", "too many concurrent writes"))]
    with pytest.raises(NotSent) as told:
        channel.send(POST)
    assert told.value.scope == "message"


@pytest.mark.parametrize(("reset", "seconds"), [("1805728200", 600.0), ("", None), ("soon", None)])
@pytest.mark.parametrize("method", ["repo.createRecord", "server.createSession", "repo.uploadBlob"])
def test_a_limit_is_waited_for_by_the_servers_clock(
    posting: Posting, method: str, reset: str, seconds: float | None
) -> None:
    site, _, channel = posting
    limit = wrong("RateLimitExceeded", "Rate Limit Exceeded", 429, **{"ratelimit-reset": reset})
    site.refuses = {method: limit}
    with pytest.raises(NotSent, match="Rate Limit Exceeded") as told:
        channel.send(messages.picture("bluesky"))
    assert (told.value.scope, told.value.retry_after) == ("channel", seconds)


def test_the_account_is_told_without_publishing_anything(posting: Posting) -> None:
    site, _, channel = posting
    assert channel.account() == f"@{HANDLE} ({DID})"
    assert site.records == {}


def test_the_handle_may_be_written_with_its_sign(posting: Posting) -> None:
    _, server, _ = posting
    assert Bluesky(server.base + "/", f"@{HANDLE}", PASSWORD, lambda: AT).account().startswith(f"@{HANDLE}")


def test_a_server_of_our_own_choosing_keeps_us_whatever_it_says_of_the_account(posting: Posting) -> None:
    site, _, channel = posting
    site.home = "https://elsewhere.test"
    assert channel.send(POST) == SENT


def test_blueskys_own_entryway_sends_us_to_the_server_of_the_account(
    posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, server, channel = posting
    monkeypatch.setattr("outreach.channels.bluesky.channel.ENTRYWAY", server.base)
    with Server(site) as home:
        home.listen()
        site.home = home.base
        assert channel.send(POST) == SENT
        assert [asked(each, "repo.createRecord") for each in (server, home)] == [0, 1]


@pytest.mark.parametrize(
    ("how", "said_of_it"),
    [
        (lambda _: "http://127.0.0.1:1", "refused the connection"),
        (lambda server: server.base.replace("http:", "https:"), "no secure connection"),
        (lambda _: "ftp://127.0.0.1", "cannot be reached"),
    ],
)
def test_what_cannot_be_reached_never_left(
    posting: Posting, how: Callable[[Server], str], said_of_it: str
) -> None:
    channel = Bluesky(how(posting[1]), HANDLE, PASSWORD, lambda: AT, timeout=0.3)
    with pytest.raises(NotSent, match=said_of_it) as told:
        channel.send(POST)
    assert told.value.scope == "channel"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (Post(KEY, "bluesky", "a" * 301), "301 characters, and Bluesky takes 300; take out 1"),
        (
            Post(KEY, "bluesky", "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 299),
            "bytes, and Bluesky takes 3000",
        ),
        (Post(KEY, "bluesky", TEXT, image=Attachment("a.png", bytes(2_000_001))), "2,000,001 bytes"),
        (Post(KEY, "bluesky", TEXT, image=Attachment("a.pdf", b"%PDF")), "is no picture by its name"),
        (messages.errand(), "carries posts"),
    ],
)
def test_what_bluesky_cannot_carry_is_not_handed_in(posting: Posting, message: Message, why: str) -> None:
    _, server, channel = posting
    with pytest.raises(Unsupported, match=why):
        channel.send(message)
    assert server.requests == []
