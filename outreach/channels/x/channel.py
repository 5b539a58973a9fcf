"""The channel to X's API v2, by way of `tweepy`, for one account (OAuth 1.0a, RFC 5849).

Pictures go to `POST /2/media/upload` and `/2/media/metadata`, for which tweepy 4.17 has no functions; those
that it has call version 1.1, which X has ended (tweepy/tweepy, issue 2217).
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from outreach.channels.posting import only_post
from outreach.channels.trouble import Answer, http_date, is_key, of_requests
from outreach.channels.x.meaning import KEYS, READING, may_have_left, word_for
from outreach.channels.x.payload import description, payload, upload
from outreach.channels.x.timeline import found_since
from outreach.core.history import Key
from outreach.core.message import Attachment, Message, Post
from outreach.ports import NotSent, Receipt, Refused, Uncertain

Told = TypeVar("Told")
PROVIDER, VARIABLE = "X", "X_API_URL"
LOOKED_AT = 10
"""How many of the account's latest posts are read to find one again."""
OK, CREATED = 200, 201
SLACK = timedelta(seconds=5)
"""By how much X's own clocks may differ from one another."""


@dataclass(slots=True)
class X:
    """Posts to one account. `timeout` is how many seconds to wait for the next sign of life.

    X has no key that would make a second attempt harmless. But it refuses a text that stands there already,
    and its latest posts can be read: so a post whose answer was lost is found again, where it can be shown to
    be ours.
    """

    key: str = field(repr=False)
    secret: str = field(repr=False)
    token: str = field(repr=False)
    token_secret: str = field(repr=False)
    base_url: str = "https://api.x.com"
    timeout: float = 30.0
    name: str = "x"
    _client: Any = field(default=None, init=False, repr=False)
    # When, by X's clock, the first attempt began of what may stand there in spite of X's answer.
    _begun: dict[Key, datetime] = field(default_factory=dict, init=False, repr=False)

    def send(self, message: Message) -> Receipt:
        """Post once; `provider_id` is the post's number."""
        post = only_post(message, "X")
        body = payload(post)
        started = time.monotonic()
        if post.image:
            body = payload(post, (self._uploaded(post.image, post.alt),))
        try:
            answer = self._asked("POST", "/2/tweets", json=body)
        except Uncertain as unknown:
            if number := self._seen(post, started):
                return Receipt(number)
            raise unknown from None
        if number := _named(answer, "id"):
            return Receipt(number)
        return self._after(answer, post, started)

    def account(self) -> str:
        """The account's name on X, such as `@partnerships`; sends nothing.

        Raises:
            NotSent: no connection, wrong keys, or an account that X does not let in.
        """
        return f"@{self._told('/2/users/me', lambda answer: _named(answer, 'username'))}"

    def mentions(self, **asked: str) -> Mapping[str, Any]:
        """What X tells of the posts that name the account (`GET /2/users/:id/mentions`); sends nothing.

        Raises:
            NotSent: as for `account`, or X lets nobody read for now.
        """
        return self._told(f"/2/users/{self.number}/mentions", _document, **asked)

    @property
    def number(self) -> str:
        """The account's number, with which its access token begins."""
        return self.token.partition("-")[0]

    def _told(self, route: str, what: Callable[[Answer], Told], **asked: str) -> Told:
        """What a good answer holds, to a question by which nothing is posted."""
        try:
            answer = self._asked("GET", route, params=asked)
        except Uncertain:
            raise NotSent("X did not answer; check the network and X_API_URL", scope="channel") from None
        if told := what(answer):
            return told
        word = word_for(answer, self._secrets, READING)
        raise word if isinstance(word, NotSent) else NotSent(str(word), scope="channel")

    def _after(self, answer: Answer, post: Post, started: float) -> Receipt:
        """What becomes of a post that X did not simply take."""
        word = word_for(answer, self._secrets)
        if not may_have_left(answer):
            raise word
        self._remember(post.key, answer, started)
        number = self._seen(post, started)
        if number:
            return Receipt(number)
        if number is None and post.image and isinstance(word, NotSent):
            # X knows a text again, not a picture: a second attempt could stand beside the first.
            raise Uncertain(f"{word}; whether the post stands there could not be seen", scope="channel")
        raise word

    def _seen(self, post: Post, started: float) -> str | None:
        """The number of the post where it is shown to be ours: this text, not older than our first attempt.

        Empty where it does not stand there, None where that could not be seen.
        """
        route = f"/2/users/{self.number}/tweets"
        wanted = {
            "max_results": LOOKED_AT,
            "exclude": "retweets,replies",
            "tweet.fields": "created_at,entities",
        }
        try:
            answer = self._asked("GET", route, params=wanted)
        except (NotSent, Uncertain):
            return None
        self._remember(post.key, answer, started)
        begun = self._begun.get(post.key)
        return found_since(answer.text, post.text, begun - SLACK) if begun and answer.status == OK else None

    def _remember(self, key: Key, answer: Answer, started: float) -> None:
        """Keep when the first attempt began, by the clock of X, which dates its answers."""
        if (now := http_date(answer.headers.get("date", ""))) is not None:
            self._begun.setdefault(key, now - timedelta(seconds=time.monotonic() - started))

    def _uploaded(self, picture: Attachment, alt: str) -> str:
        """The number of a picture that X has taken with its description. Nothing is public yet."""
        try:
            answer = self._asked("POST", "/2/media/upload", json=upload(picture))
            number = _named(answer, "id")
            if number and alt:
                answer = self._asked("POST", "/2/media/metadata", json=description(number, alt))
        except Uncertain:
            told = "X did not answer when it was given the picture; nothing was posted"
            raise NotSent(told, scope="channel") from None
        if number and answer.status in (OK, CREATED):
            return number
        word = word_for(answer, self._secrets)
        raise word if isinstance(word, (NotSent, Refused)) else NotSent(str(word), scope="channel")

    def _asked(self, method: str, route: str, **what: object) -> Answer:
        """X's answer to one request, whatever its status.

        Raises:
            NotSent: the request did not leave.
            Uncertain: no answer came.
        """
        client = self._connected()
        import requests  # noqa: PLC0415 - slow, and only needed to send
        import tweepy  # noqa: PLC0415 - likewise

        client.session.answer = None
        try:
            client.request(method, route, user_auth=True, **what)
        except requests.RequestException as error:
            raise of_requests(error, PROVIDER, VARIABLE) from None
        except (tweepy.TweepyException, AttributeError, TypeError, ValueError):
            # Raised for what the answer says, or for how it says it: the answer itself is read below.
            pass
        answer = client.session.answer
        if answer is None:
            raise NotSent(f"nothing could be asked of X; check {KEYS}", scope="channel")
        return Answer.of(answer.status_code, answer.content, dict(answer.headers))

    def _connected(self) -> Any:  # noqa: ANN401 - tweepy has no types
        if not all(self._secrets):
            raise NotSent(f"no keys for X are set; set {KEYS}", scope="channel")
        if not all(map(is_key, self._secrets)):
            raise NotSent(f"{KEYS} are not the keys alone; copy them again", scope="channel")
        if self._client is None:
            from outreach.channels.x.session import client  # noqa: PLC0415 - it imports tweepy

            self._client = client(self._secrets, self.base_url.rstrip("/"), self.timeout)
        return self._client

    @property
    def _secrets(self) -> tuple[str, str, str, str]:
        return self.key, self.secret, self.token, self.token_secret


def _named(answer: Answer, name: str) -> str:
    """What a good answer's `data` holds under a name; empty where there is none."""
    if answer.status not in (OK, CREATED):
        return ""
    try:
        return str(json.loads(answer.text)["data"][name])
    except (ValueError, KeyError, TypeError):
        return ""


def _document(answer: Answer) -> Mapping[str, Any]:
    """A good answer whole; empty where it is none."""
    try:
        told = json.loads(answer.text) if answer.status == OK else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, Mapping) else {}
