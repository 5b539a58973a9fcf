"""Bluesky: the channel."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from outreach.channels.bluesky.answers import Absent, Moved, fault, is_expired
from outreach.channels.bluesky.facets import mentioned
from outreach.channels.bluesky.record import COLLECTION, must_fit, payload, record_key
from outreach.channels.posting import Lost, must_be_set, only_post, picture_kind, publish
from outreach.core.message import Message, Post
from outreach.ports import NotSent, Receipt, Refused

if TYPE_CHECKING:
    import httpx
    from atproto_client import Client, Session, SessionEvent

Said = TypeVar("Said")
ENTRYWAY = "https://bsky.social"
"""Where accounts of Bluesky's own sign in; it names the server that keeps the account."""


@dataclass(slots=True)
class Bluesky:
    """Posts to the account of a handle and an app password.

    `now` tells when a post is published, which is part of it. `languages` are those that posts are written
    in. `timeout` is how many seconds a connection, and each silence of the server, may take. The account is
    signed in once: that is limited to 30 times in five minutes ("Rate limits" in Bluesky's documentation).
    """

    url: str
    handle: str
    password: str = field(repr=False)
    now: Callable[[], datetime]
    languages: tuple[str, ...] = ("en",)
    timeout: float = 30.0
    name: str = "bluesky"
    _client: "Client | None" = field(default=None, init=False, repr=False)
    _session: "Session | None" = field(default=None, init=False, repr=False)

    def send(self, message: Message) -> Receipt:
        """Publish a post; what it is called is its `at://` address.

        A lost answer is found out: the post is kept under a key of our own, and can be asked for.
        """
        post = only_post(message, "Bluesky")
        kind = picture_kind(post.image) if post.image else ""
        must_fit(post)
        accounts = self._accounts(post)
        blob = self._upload(post.image.content, kind) if post.image else None
        record = payload(post, self.now(), self.languages, accounts, blob)
        key = record_key(post.key)
        return publish(lambda: self._create(record, key), lambda: self._standing(record, key))

    def account(self) -> str:
        """Whom Bluesky takes us for: the handle, and the DID that stays the same when the handle changes."""
        self._signed_in()
        return f"@{self._session.handle} ({self._session.did})" if self._session else ""

    def notifications(self, **asked: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as its lexicon has it
        """What Bluesky answers to `app.bsky.notification.listNotifications`; sends and changes nothing.

        As it is: atproto's own function breaks off where one of them is not as its lexicon has it.
        """
        return self._asked(lambda client: _listed(client, asked))

    def _accounts(self, post: Post) -> Mapping[str, str]:
        """By handle, the DID of whom a post mentions; a handle of nobody's is left out."""
        found = {}
        for handle in mentioned(post.text):
            with suppress(Refused):
                found[handle] = self._did_of(handle)
        return found

    def _did_of(self, handle: str) -> str:
        answer = self._asked(lambda client: client.com.atproto.identity.resolve_handle({"handle": handle}))
        return str(answer.did)

    def _upload(self, picture: bytes, kind: str) -> Mapping[str, Any]:
        """Hand in a picture; what Bluesky made of it. Nothing is published by it."""
        headers = {"Content-Type": kind}
        answer: Any = self._asked(
            # The bytes go in as httpx wants them, which atproto itself does in a way that is deprecated.
            lambda client: client.com.atproto.repo.upload_blob(None, content=picture, headers=headers)
        )
        blob: Mapping[str, Any] = answer.blob.model_dump(by_alias=True, mode="json")
        return blob

    def _create(self, record: Mapping[str, Any], key: str) -> str:
        answer = self._ask(
            lambda client: client.com.atproto.repo.create_record(
                {"repo": self._did, "collection": COLLECTION, "rkey": key, "record": dict(record)}
            )
        )
        return str(answer.uri)

    def _standing(self, record: Mapping[str, Any], key: str) -> str | None:
        """The address of the post that is kept under a key; None where there is none.

        Raises:
            Refused: it has another text.
        """
        try:
            answer = self._ask(
                lambda client: client.com.atproto.repo.get_record(
                    {"repo": self._did, "collection": COLLECTION, "rkey": key}
                )
            )
        except Absent:
            return None
        except Refused as refused:
            raise Lost(str(refused)) from None
        if getattr(answer.value, "text", None) != record["text"]:
            raise Refused(
                "it stands on Bluesky already, with another text; delete that post there, or let it stand"
            )
        return str(answer.uri)

    @property
    def _did(self) -> str:
        return self._session.did if self._session else self.handle

    def _asked(self, ask: Callable[["Client"], Said]) -> Said:
        """What the server says to a question by which nothing is published."""
        try:
            return self._ask(ask)
        except Lost as lost:
            remedy = "" if lost.settled else "; check the network and BLUESKY_API_URL"
            raise NotSent(f"{lost}{remedy}", scope="channel") from None

    def _ask(self, ask: Callable[["Client"], Said]) -> Said:
        """What the server says, signed in; where the session has ended, signed in anew.

        What atproto raises is not shown with it: it holds what the server said, which may hold our secrets.

        Raises:
            NotSent, Refused: as `answers.MEANING` has it.
            Absent: there is no such record.
            Lost: it may have been carried out.
        """
        client = self._signed_in()
        try:
            return ask(client)
        except Exception as error:  # noqa: BLE001 - whatever breaks while a library reads an answer
            if not is_expired(error):
                raise fault(error, self._secrets) from None
        client.request.close()
        self._client = self._session = None
        client = self._signed_in()
        try:
            return ask(client)
        except Exception as error:  # noqa: BLE001 - whatever breaks while a library reads an answer
            raise fault(error, self._secrets) from None

    def _signed_in(self) -> "Client":
        client = self._connected()
        if self._session is None:
            try:
                client.login(self.handle.removeprefix("@"), self.password, fetch_bsky_profile=False)
            except Exception as error:  # noqa: BLE001 - whatever breaks while a library reads an answer
                wrong = fault(error, self._secrets)
                raise wrong if isinstance(wrong, NotSent) else NotSent(str(wrong), scope="channel") from None
        return client

    def _connected(self) -> "Client":
        if self._client is None:
            must_be_set({"BLUESKY_HANDLE": self.handle, "BLUESKY_APP_PASSWORD": self.password})
            import httpx  # noqa: PLC0415 - slow to import, and only needed where something is posted
            from atproto_client import Client  # noqa: PLC0415 - likewise, 0.5 s
            from atproto_client.request import Request  # noqa: PLC0415 - likewise

            # Posts are hours apart: a connection kept open would be cut just when it is used again.
            fresh = httpx.Limits(max_keepalive_connections=0)
            hooks = {"response": [_not_elsewhere]}
            request = Request(timeout=self.timeout, limits=fresh, event_hooks=hooks)
            self._client = Client(self.url, request=request)
            self._client.on_session_change(self._signed)
        return self._client

    def _signed(self, event: "SessionEvent", session: "Session") -> None:
        """A session has begun. Only Bluesky's own entryway may send us on to the account's server."""
        del event
        self._session = session
        if self._client is not None and self.url.rstrip("/") != ENTRYWAY:
            self._client.update_base_url(self.url)

    @property
    def _secrets(self) -> tuple[str, ...]:
        session = self._session
        return (self.password, *((session.access_jwt, session.refresh_jwt) if session else ()))


def _not_elsewhere(response: "httpx.Response") -> None:
    if response.is_redirect:
        raise Moved(response.status_code)


def _listed(client: "Client", asked: Mapping[str, Any]) -> Mapping[str, Any]:
    from atproto_client.models.app.bsky.notification.list_notifications import Params  # noqa: PLC0415 - slow

    answer = client.invoke_query("app.bsky.notification.listNotifications", params=Params(**asked))
    if not isinstance(answer.content, Mapping):
        raise TypeError
    return answer.content
