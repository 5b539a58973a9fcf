"""Posts to X: what is asked of it, and how a post is found again whose answer was lost."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from outreach.channels.trouble import Answer as Said
from outreach.channels.x import X
from outreach.channels.x.meaning import word_for
from outreach.channels.x.payload import description, payload, upload
from outreach.channels.x.timeline import found_since, is_text_of
from outreach.core.message import Attachment
from outreach.ports import NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels.messages import PIXEL, picture, post
from tests.channels.weather import Answer, Lost, Request, Script, Server, Weather
from tests.channels.x.rig import NOW, PROBLEMS, PROVIDER, SAYS, as_json, fair, make, problem

DUPLICATE = problem(403, "You are not allowed to create a Tweet with duplicate content.")
BEFORE = "2027-03-22T14:58:00.000Z"
"""Two minutes before `SERVER_DATE`."""


def shown(text: str, made: str = NOW, number: str = "901") -> dict[str, Any]:
    """A post as X shows it: its link shortened, its ampersand escaped."""
    link = next(word for word in text.split() if word.startswith("https://"))
    return {
        "id": number,
        "created_at": made,
        "text": text.replace(link, "https://t.co/AbC123").replace("&", "&amp;"),
        "entities": {"urls": [{"url": "https://t.co/AbC123", "expanded_url": link}]},
    }


def standing(*posts: dict[str, Any]) -> Answer:
    """A timeline."""
    return as_json(200, {"data": list(posts)})


def scripted(post_answers: list[Answer | Lost], timeline: Answer | Lost) -> Script:
    """An X that answers posts with each of these in turn, and has this timeline."""
    waiting = list(post_answers)

    def script(request: Request) -> Answer | Lost:
        if request.path == "/2/tweets":
            return waiting.pop(0)
        return timeline if request.path.endswith("/tweets") else fair(request, [])

    return script


def sent(script: Script, times: int = 1, **changes: Any) -> tuple[Receipt | Exception, Server]:
    """What became of a post the last time it was sent."""
    with Server(script) as server:
        server.listen()
        channel, became = make(server.base), None
        for _ in range(times):
            try:
                became = channel.send(replace(post("x"), **changes))
            except (NotSent, Refused, Uncertain) as error:
                became = error
    assert became is not None
    return became, server


def test_a_post_is_its_text() -> None:
    assert payload(post("x")) == {"text": post("x").text}


def test_a_picture_is_uploaded_and_described_before_the_post_is_made() -> None:
    with PROVIDER.under(Weather.FAIR) as sky:
        assert make(sky.url).send(picture("x")) == Receipt("901")
    assert [each.path for each in sky.requests] == ["/2/media/upload", "/2/media/metadata", "/2/tweets"]
    first, second, third = (json.loads(each.body) for each in sky.requests)
    assert base64.b64decode(first.pop("media")) == PIXEL
    assert first == {"media_category": "tweet_image"}
    assert second == {"id": "700", "metadata": {"alt_text": {"text": "A hall full of people"}}}
    assert third == {"text": "See you there.", "media": {"media_ids": ["700"]}}


@pytest.mark.parametrize("path", ["/2/media/upload", "/2/media/metadata"])
@pytest.mark.parametrize("answer", [Lost(), Lost(stall=True), SAYS[Weather.BROKEN], SAYS[Weather.GATEWAY]])
def test_a_picture_that_cannot_be_uploaded_holds_the_post_back(path: str, answer: Answer | Lost) -> None:
    taken: list[str] = []

    def script(request: Request) -> Answer | Lost:
        return answer if request.path == path else fair(request, taken)

    with Server(script) as server:
        server.listen()
        with pytest.raises(NotSent) as raised:
            make(server.base).send(picture("x"))
    assert raised.value.scope == "channel"
    assert taken == []


def test_a_picture_that_x_refuses_is_final() -> None:
    def script(request: Request) -> Answer:
        return problem(400, "bad media") if request.path == "/2/media/upload" else fair(request, [])

    with Server(script) as server:
        server.listen()
        with pytest.raises(Refused):
            make(server.base).send(picture("x"))


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [("a.tiff", 9, "give a .png"), ("a.png", 5_000_001, "5 MB"), ("a.txt", 9, "picture")],
)
def test_a_picture_that_x_does_not_take_is_told_before_anything_is_sent(
    name: str, size: int, told: str
) -> None:
    with pytest.raises(Unsupported, match=told):
        payload(replace(picture("x"), image=Attachment(name, b"x" * size)))


def test_an_animation_is_uploaded_as_one_and_a_description_has_an_end() -> None:
    assert upload(Attachment("a.gif", b"GIF89a"))["media_category"] == "tweet_gif"
    with pytest.raises(Unsupported, match="X takes 1000"):
        description("700", "a" * 1001)


def test_a_lost_answer_is_found_on_the_timeline() -> None:
    became, server = sent(scripted([Lost()], standing(shown(post("x").text))))
    assert became == Receipt("901")
    looked = server.requests[-1]
    assert looked.path == "/2/users/4242/tweets"
    assert "created_at%2Centities" in looked.query


@pytest.mark.parametrize(
    "timeline",
    [
        standing(),
        standing(shown(post("x").text, BEFORE)),
        standing(shown(post("x", "thanks").text)),
        problem(403, "not for you"),
        SAYS[Weather.TOO_MANY],
        Answer(200, b"no json"),
        Lost(),
    ],
)
def test_a_lost_answer_that_the_timeline_does_not_show_to_be_ours_stays_unknown(
    timeline: Answer | Lost,
) -> None:
    became, _ = sent(scripted([Lost()], timeline))
    assert isinstance(became, Uncertain)


def test_a_gateways_answer_is_followed_up_on_the_timeline() -> None:
    became, _ = sent(scripted([SAYS[Weather.GATEWAY]], standing(shown(post("x").text))))
    assert became == Receipt("901")


def test_a_duplicate_is_sent_where_it_stands_there_since_we_began() -> None:
    became, _ = sent(scripted([DUPLICATE], standing(shown(post("x").text))))
    assert became == Receipt("901")


@pytest.mark.parametrize(
    "timeline", [standing(shown(post("x").text, BEFORE)), standing(), problem(403, "no")]
)
def test_a_duplicate_that_is_not_shown_to_be_ours_is_refused(timeline: Answer) -> None:
    became, _ = sent(scripted([DUPLICATE], timeline))
    assert isinstance(became, Refused)
    assert "stands there already" in str(became)
    assert not became.address


def test_what_a_fault_of_x_had_let_through_is_known_again_at_the_next_attempt() -> None:
    looks = iter([SAYS[Weather.TOO_MANY], standing(shown(post("x").text))])
    answers = iter([SAYS[Weather.BROKEN], DUPLICATE])

    def later(answer: Answer, minutes: int) -> Answer:
        return replace(answer, headers={**answer.headers, "Date": f"Mon, 22 Mar 2027 15:{minutes:02}:00 GMT"})

    attempts: list[int] = []

    def script(request: Request) -> Answer:
        if request.path == "/2/tweets":
            attempts.append(1)
            return later(next(answers), 20 * (len(attempts) - 1))
        return later(next(looks), 20 * (len(attempts) - 1))

    became, _ = sent(script, times=2)
    assert became == Receipt("901")


def test_a_fault_of_x_is_tried_again_unless_a_picture_could_stand_there_twice() -> None:
    unseen = SAYS[Weather.TOO_MANY]
    became, _ = sent(scripted([SAYS[Weather.BROKEN]], unseen))
    assert isinstance(became, NotSent)
    became, _ = sent(scripted([SAYS[Weather.BROKEN]], unseen), image=Attachment("hall.png", PIXEL))
    assert isinstance(became, Uncertain)
    became, _ = sent(scripted([SAYS[Weather.BROKEN]], standing()), image=Attachment("hall.png", PIXEL))
    assert isinstance(became, NotSent)


SINCE = datetime(2027, 3, 22, 14, 59, 55, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Join us at https://example.org/a?b=1&c=2 #next",
        "Bread & butter <3 https://example.org/",
        "Café at https://example.org, do come.\n\nSecond paragraph",
        "Come, reply: https://example.org/a?b=1&copy=2&lt=3 & bring friends",
    ],
)
def test_a_text_is_known_again_behind_shortened_links_and_escapes(text: str) -> None:
    written = text.replace("&", "&amp;").replace("<", "&lt;")
    link = next(word.rstrip(",") for word in text.split() if word.startswith("https://"))
    urls = [
        {"url": "https://t.co/AbC123", "expanded_url": link.rstrip("/") if "?" not in link else link},
        {
            "url": "https://t.co/Pic456",
            "expanded_url": "https://x.com/p/status/1/photo/1",
            "media_key": "3_7",
        },
    ]
    shortened = written.replace(link.replace("&", "&amp;"), "https://t.co/AbC123")
    one = {
        "id": "7",
        "created_at": NOW,
        "text": f"{shortened} https://t.co/Pic456",
        "entities": {"urls": urls},
    }
    assert is_text_of(one, text)
    assert not is_text_of(one, f"{text}!")
    assert not is_text_of(one, text.replace("example.org", "other.example.org"))
    assert found_since(json.dumps({"data": [one]}), text, SINCE) == "7"


@pytest.mark.parametrize(
    "timeline", ["", "[]", '"x"', '{"data": 5}', '{"data": [{"id": "7"}]}', '{"data": [5]}']
)
def test_a_timeline_that_is_none_shows_nothing(timeline: str) -> None:
    assert found_since(timeline, "text", SINCE) is None


def test_an_empty_timeline_shows_that_it_does_not_stand_there() -> None:
    assert found_since('{"meta": {"result_count": 0}}', "text", SINCE) == ""


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (SAYS[Weather.NOT_ALLOWED], "choose Read and write"),
        (problem(403, "...", f"{PROBLEMS}/client-forbidden client-not-enrolled"), "project"),
        (problem(403, "Your account is suspended."), "suspended"),
        (
            problem(403, "You are not permitted to perform this action."),
            "does not let this app or account post",
        ),
        (
            as_json(403, {"errors": [{"code": 326, "message": "this account is temporarily locked."}]}),
            "unlock",
        ),
        (problem(402, "credits depleted"), "credits"),
        (SAYS[Weather.USED_UP], "in a month are used up"),
        (problem(401, "Unauthorized"), "X_ACCESS_SECRET"),
        (Answer(302, headers={"Location": "https://elsewhere.test/"}), "status 302"),
        (as_json(500, ["strange"]), "fault of its own"),
        (as_json(400, {"errors": "strange"}), "does not take"),
    ],
)
def test_each_answer_says_what_to_do(answer: Answer, told: str) -> None:
    became, server = sent(scripted([answer], standing()))
    assert told in str(became)
    assert "elsewhere" not in {each.path for each in server.requests}


def test_the_end_of_a_day_counts_only_where_nothing_of_the_day_is_left() -> None:
    headers = {
        "date": "Mon, 22 Mar 2027 15:00:00 GMT", "x-rate-limit-reset": "1805727660",
        "x-user-limit-24hour-remaining": "3", "x-user-limit-24hour-reset": "1805800000",
    }  # fmt: skip
    word = word_for(Said(429, "", headers), ())
    assert isinstance(word, NotSent)
    assert word.retry_after == 60


def test_the_account_is_shown_as_people_write_it() -> None:
    with PROVIDER.under(Weather.FAIR) as sky:
        assert make(sky.url).account() == "@partnerships"


def test_without_keys_it_is_said_which_ones_to_set() -> None:
    with pytest.raises(NotSent, match="set X_API_KEY, X_API_SECRET") as raised:
        X("", "", "", "").send(post("x"))
    assert raised.value.scope == "channel"


def test_keys_that_nothing_can_be_signed_with_are_told_of() -> None:
    with pytest.raises(NotSent, match="copy them again") as raised:
        X("k", "s", "4242-t", "secret\n").send(post("x"))
    assert raised.value.scope == "channel"
