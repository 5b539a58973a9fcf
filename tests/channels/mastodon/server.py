"""A Mastodon server as its documentation describes it, in memory."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qs

from tests.channels.weather import SERVER_DATE, Answer, Lost, Request

TOKEN = "a-token-that-nobody-must-see"  # noqa: S105 - opens nothing
NOW = "2027-03-22T15:00:00.000Z"
"""The same moment as `SERVER_DATE`, in ISO 8601."""
LONG_AGO = "2027-03-22T14:00:00.000Z"
ME = {
    "id": "77",
    "username": "partnerships",
    "acct": "partnerships",
    "url": "https://social.test/@partnerships",
}
STATUSES = "/api/v1/statuses"
assert SERVER_DATE.endswith("15:00:00 GMT")


@dataclass(slots=True)
class MastodonServer:
    """One account's posts. `troubles` are what becomes of the next posts, one each, before it is fair again.

    A trouble is an answer that is given instead, or a lost one; `taken` of a lost one tells that the post was
    published before the answer was lost.
    """

    characters: int = 500
    posts: list[dict[str, object]] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    media: dict[str, int] = field(default_factory=dict)
    alts: list[str] = field(default_factory=list)
    working: int = 0
    troubles: list["Trouble"] = field(default_factory=list)
    refuses: Mapping[str, Answer] = field(default_factory=dict)
    keeps_keys: bool = True
    notifications: list[dict[str, object]] = field(default_factory=list)

    def __call__(self, request: Request) -> Answer | Lost:  # noqa: PLR0911 - one for each request
        """The answer to a request."""
        if request.path in self.refuses:
            return self.refuses[request.path]
        if request.path.rstrip("/") == "/api/v2/instance":
            return said({"configuration": {"statuses": {"max_characters": self.characters}}})
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return said({"error": "The access token is invalid"}, 401)
        match request.method, request.path:
            case "POST", "/api/v1/statuses":
                return self._troubled(request)
            case "POST", "/api/v2/media":
                return self._upload(request)
            case "GET", "/api/v1/accounts/verify_credentials":
                return said(ME)
            case "GET", "/api/v1/accounts/77/statuses":
                return said(self.posts[::-1])
            case "GET", "/api/v1/notifications":
                return self._notified(parse_qs(request.query))
            case "GET", path if path.startswith("/api/v1/media/"):
                return self._media(path.rpartition("/")[2])
            case _:
                return said({"error": "Record not found"}, 404)

    def _notified(self, query: Mapping[str, list[str]]) -> Answer:
        """A page of notifications, the newest first; with `min_id` those right upon it."""
        size, types = int(query["limit"][0]), query["types[]"]
        found = [each for each in self.notifications if each["type"] in types]
        if "min_id" not in query:
            return said(found[::-1][:size])
        after = [each for each in found if int(str(each["id"])) > int(query["min_id"][0])]
        return said(after[:size][::-1])

    def _troubled(self, request: Request) -> Answer | Lost:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None:
            return self._publish(request)
        if trouble.taken:
            self._publish(request)
        return trouble.answer

    def _publish(self, request: Request) -> Answer:
        form = parse_qs(request.body.decode())
        key = request.headers.get("idempotency-key", "")
        if self.keeps_keys and key in self.keys:
            return said(next(each for each in self.posts if each["id"] == self.keys[key]))
        status: dict[str, object] = {
            "id": str(1000 + len(self.posts)), "created_at": NOW, "visibility": form["visibility"][0],
            "content": shown(form["status"][0]), "media": form.get("media_ids[]", []),
        }  # fmt: skip
        self.posts.append(status)
        self.keys[key] = str(status["id"])
        return said(status)

    def _upload(self, request: Request) -> Answer:
        parts = _parts(request)
        self.alts.append(parts["description"].decode())
        name = str(500 + len(self.media))
        self.media[name] = self.working
        return said({"id": name, "url": None}, 202) if self.working else self._media(name)

    def _media(self, name: str) -> Answer:
        if self.media[name]:
            self.media[name] -= 1
            return said({"id": name, "url": None}, 206)
        return said({"id": name, "type": "image", "url": "https://social.test/media/1.png"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """What becomes of one post."""

    answer: Answer | Lost
    taken: bool = False


def said(what: object, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(what).encode(), {"Content-Type": "application/json", **headers})


def shown(text: str) -> str:
    """A post's text as Mastodon's HTML: paragraphs, breaks, and a long link's ends hidden."""
    paragraphs = []
    for part in text.split("\n\n"):
        words = [_linked(word) for word in html.escape(part).split(" ")]
        paragraphs.append("<p>" + " ".join(words).replace("\n", "<br />") + "</p>")
    return "".join(paragraphs)


def _linked(word: str) -> str:
    if word.startswith("https://"):
        host, path = word.removeprefix("https://")[:20], word.removeprefix("https://")[20:]
        return (
            f'<a href="{word}" rel="nofollow"><span class="invisible">https://</span>'
            f'<span class="ellipsis">{host}</span><span class="invisible">{path}</span></a>'
        )
    if word.startswith("#"):
        return f'<a href="https://social.test/tags/x" class="mention hashtag">#<span>{word[1:]}</span></a>'
    return word


def _parts(request: Request) -> dict[str, bytes]:
    """The fields of a form with files (RFC 7578)."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    form: object = BytesParser(policy=HTTP).parsebytes(head + request.body)
    fields = {}
    for part in form.iter_parts() if isinstance(form, EmailMessage) else ():
        fields[str(part.get_param("name", header="content-disposition"))] = part.get_payload(decode=True)
    return {name: bytes(value) for name, value in fields.items()}
