"""Mastodon: the channel."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from outreach.channels.mastodon.answers import SILENT, fault
from outreach.channels.mastodon.reading import same_text
from outreach.channels.posting import Lost, must_be_set, only_post, picture_kind, publish
from outreach.channels.trouble import Answer, http_date
from outreach.core.message import Attachment, Message, Post
from outreach.ports import NotSent, Receipt, Unsupported
from outreach.rules.reading.lengths import LENGTHS

if TYPE_CHECKING:
    import mastodon
    import requests

Said = TypeVar("Said")
USUAL_CHARACTERS = 500
NEWEST = 20
"""How many of the account's newest posts are looked through for one whose answer was lost."""
CLOCKS_APART = timedelta(minutes=1)
VERSION = "4.0.0"
"""What we ask of a server, so that Mastodon.py need not ask it for its version."""


@dataclass(slots=True)
class Mastodon:
    """Posts to the account of an access token.

    `timeout` is how many seconds a connection, and each silence of the server, may take; `processing` how
    many it may work on a picture, about which it is asked every `pause` seconds. `clock` counts seconds.
    """

    url: str
    token: str = field(repr=False)
    timeout: float = 30.0
    processing: float = 30.0
    pause: float = 1.0
    clock: Callable[[], float] = time.monotonic
    name: str = "mastodon"
    _client: "mastodon.Mastodon | None" = field(default=None, init=False, repr=False)
    _answer: Answer | None = field(default=None, init=False, repr=False)
    _characters: int | None = field(default=None, init=False, repr=False)

    def send(self, message: Message) -> Receipt:
        """Publish a post; what it is called is its id.

        A lost answer is found out: the server keeps an Idempotency-Key for an hour ("Statuses" in its
        documentation), and shows the account's newest posts.
        """
        post = only_post(message, "Mastodon")
        kind = picture_kind(post.image) if post.image else ""
        self._fits(post)
        pictures = [self._upload(post.image, kind, post.alt)] if post.image else []
        begun = self.clock()
        return publish(
            lambda: self._publish(payload(post), pictures), lambda: self._standing(post.text, begun)
        )

    def account(self) -> str:
        """Whom the server takes us for: `@name@server`."""
        me = self._asked(lambda client: client.account_verify_credentials())
        return f"@{me['acct']}@{urlsplit(self.url).hostname}"

    def characters(self) -> int:
        """How many characters a post may have on that server; asked once.

        Source: `configuration.statuses.max_characters` of "Instance" in Mastodon's documentation. A server
        that does not say has the usual 500.
        """
        if self._characters is None:
            told: Any = self._asked(lambda client: client.instance_v2())
            for part in ("configuration", "statuses", "max_characters"):
                told = told.get(part) if isinstance(told, Mapping) else None
            self._characters = told if isinstance(told, int) and told > 0 else USUAL_CHARACTERS
        return self._characters

    def notifications(self, **asked: str) -> list[Any]:
        """What the server answers to `GET /api/v1/notifications`, as it is; sends and changes nothing.

        Not by way of Mastodon.py's own function, which breaks off where a part of one is not as it knows it.
        """
        return self._asked(lambda client: self._plainly(client, "/api/v1/notifications", asked))

    def _plainly(self, client: "mastodon.Mastodon", route: str, asked: Mapping[str, str]) -> list[Any]:
        answer = client.session.get(
            f"{client.api_base_url}{route}",
            params=asked,
            headers={"Authorization": f"Bearer {self.token}", "User-Agent": client.user_agent},
            timeout=self.timeout,
            auth=lambda request: request,  # nothing of `.netrc`
        )
        answer.raise_for_status()
        told = answer.json()
        if not isinstance(told, list):
            raise TypeError
        return told

    def _fits(self, post: Post) -> None:
        size, most = LENGTHS["mastodon"](post.text), self.characters()
        if size > most:
            raise Unsupported(
                f"the post has {size} characters, and its Mastodon server takes {most}; "
                f"take out {size - most}"
            )

    def _upload(self, picture: Attachment, kind: str, alt: str) -> str:
        """Hand in a picture, and wait until it has been processed; its id. Nothing is published by it.

        Source: "Media" in Mastodon's documentation: 202, and no `url`, while it is worked on.
        """
        media = self._asked(
            lambda client: client.media_post(
                picture.content, mime_type=kind, description=alt, file_name=picture.name
            )
        )
        name, until = media["id"], self.clock() + self.processing
        while not media.get("url"):
            if self.clock() > until:
                raise NotSent(f"Mastodon is still working on the picture {picture.name}")
            time.sleep(self.pause)
            media = self._asked(lambda client: client.media(name))
        return str(name)

    def _publish(self, form: dict[str, str], pictures: list[str]) -> str:
        status = self._ask(lambda client: client.status_post(**form, media_ids=pictures or None))
        return _id_of(status)

    def _standing(self, text: str, begun: float) -> str | None:
        """The id of the account's post with that very text, published since `begun` (by `clock`)."""
        me = self._asked(lambda client: client.account_verify_credentials())
        newest = self._asked(
            lambda client: client.account_statuses(me["id"], limit=NEWEST, exclude_reblogs=True)
        )
        since = self._now() - timedelta(seconds=self.clock() - begun) - CLOCKS_APART
        for each in newest:
            if _published(each) >= since and same_text(text, each["content"]):
                return str(each["id"])
        return None

    def _now(self) -> datetime:
        """The moment of the newest answer, by the server's clock."""
        moment = http_date(self._answer.headers.get("date", "")) if self._answer else None
        if moment is None:
            raise Lost("Mastodon does not tell the time")
        return moment

    def _asked(self, ask: Callable[["mastodon.Mastodon"], Said]) -> Said:
        """What the server says to a question by which nothing is published."""
        try:
            return self._ask(ask)
        except Lost as lost:
            remedy = "" if lost.settled else "; check the network and MASTODON_URL"
            raise NotSent(f"{lost}{remedy}", scope="channel") from None

    def _ask(self, ask: Callable[["mastodon.Mastodon"], Said]) -> Said:
        """What the server says.

        What Mastodon.py raises is not shown with it: it holds what the server said, which may hold our token.

        Raises:
            NotSent, Refused: as `answers.MEANING` has it.
            Lost: it may have been carried out.
        """
        client, self._answer = self._connected(), None
        try:
            return ask(client)
        except Exception as error:  # noqa: BLE001 - whatever breaks while a library reads an answer
            raise fault(error, self._answer, (self.token,)) from None

    def _connected(self) -> "mastodon.Mastodon":
        if self._client is None:
            must_be_set({"MASTODON_URL": self.url, "MASTODON_TOKEN": self.token})
            import mastodon  # noqa: PLC0415 - 0.35 s, and only needed where something is posted
            import requests  # noqa: PLC0415 - likewise

            session = requests.Session()
            session.max_redirects = 0
            session.hooks["response"].append(self._heard)
            self._client = mastodon.Mastodon(
                access_token=self.token, api_base_url=self.url, ratelimit_method="throw",
                request_timeout=self.timeout, session=session, user_agent="outreach",
                mastodon_version=VERSION, version_check_mode="created",
            )  # fmt: skip
        return self._client

    def _heard(self, answer: "requests.Response", **_: object) -> None:
        self._answer = Answer.of(answer.status_code, "", answer.headers)
        # Mastodon.py would compare it with our own clock, and break where it cannot read it.
        answer.headers.pop("X-RateLimit-Reset", None)


def payload(post: Post) -> dict[str, str]:
    """A post as the form of `POST /api/v1/statuses`: pure.

    The Idempotency-Key stands for the delivery and its text: a text that was mended after a failure must not
    be answered with the post before it.
    """
    said = f"{post.key}\n{post.text}\n{post.alt}"
    key = hashlib.sha256(said.encode()).hexdigest()
    return {"status": post.text, "visibility": "public", "idempotency_key": key}


def _id_of(status: object) -> str:
    """What the server calls a post that it has published."""
    if isinstance(status, Mapping) and status.get("id"):
        return str(status["id"])
    raise Lost(SILENT)


def _published(status: Mapping[str, Any]) -> datetime:
    """When a post was published, by the server's clock."""
    at = status["created_at"]
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)
