"""A server of Bluesky's protocol that keeps one account, as its lexicons describe it, in memory."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from atproto_client import models
from atproto_client.models.utils import get_or_create

from tests.channels.weather import Answer, Lost, Request

HANDLE, PASSWORD, DID = "partnerships.example.org", "abcd-efgh-ijkl-mnop", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
CHAMPION = "did:plc:z72i7hdynmk6r22z27h6tvur"
XRPC = "/xrpc/com.atproto."
TID = re.compile(r"[2-7a-j][2-7a-z]{12}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What becomes of one record; `taken` tells that it was kept before the answer was lost."""

    answer: Answer | Lost
    taken: bool = False


@dataclass(slots=True)
class BlueskyServer:
    """One account's records by key. `troubles` are what becomes of the next records, one each.

    `expires` is how many sessions end at once; `refuses` holds the answers of whole methods; `home` is the
    server that the account's document names.
    """

    records: dict[str, Mapping[str, object]] = field(default_factory=dict)
    blobs: list[tuple[str, bytes]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    refuses: dict[str, Answer | Lost] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=lambda: {"champion-1.test": CHAMPION})
    notifications: list[dict[str, Any]] = field(default_factory=list)
    home: str = ""
    sessions: int = 0
    expires: int = 0

    def __call__(self, request: Request) -> Answer | Lost:  # noqa: PLR0911 - one for each method
        """The answer to a request."""
        method = request.path.removeprefix(XRPC)
        if method in self.refuses:
            return self.refuses[method]
        if method == "server.createSession":
            return self._session(request)
        if request.headers.get("authorization") != f"Bearer {token(self.sessions)}":
            return wrong("InvalidToken", "Token could not be verified")
        if self.sessions <= self.expires:
            return wrong("ExpiredToken", "Token has expired")
        query = {name: values[0] for name, values in parse_qs(request.query).items()}
        match method:
            case "identity.resolveHandle":
                did = self.handles.get(query["handle"])
                return said({"did": did}) if did else wrong("InvalidRequest", "Unable to resolve handle")
            case "repo.uploadBlob":
                return self._upload(request)
            case "repo.createRecord":
                return self._troubled(json.loads(request.body))
            case "repo.getRecord":
                return self._record(query["rkey"])
            case "/xrpc/app.bsky.notification.listNotifications":
                return self._listed(parse_qs(request.query))
            case _:
                return wrong("MethodNotImplemented", "Method Not Implemented", 501)

    def _session(self, request: Request) -> Answer:
        asked = json.loads(request.body)
        if (asked["identifier"], asked["password"]) != (HANDLE, PASSWORD):
            return wrong("AuthenticationRequired", "Invalid identifier or password", 401)
        self.sessions += 1
        jwt = token(self.sessions)
        session = {"accessJwt": jwt, "refreshJwt": jwt, "handle": HANDLE, "did": DID, "active": True}
        return said({**session, "didDoc": _document(self.home)} if self.home else session)

    def _upload(self, request: Request) -> Answer:
        kind = request.headers["content-type"]
        self.blobs.append((kind, request.body))
        link = {"$link": "bafkreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm"}
        blob = {"$type": "blob", "ref": link, "mimeType": kind, "size": len(request.body)}
        return said({"blob": blob})

    def _troubled(self, asked: Mapping[str, object]) -> Answer | Lost:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None:
            return self._create(asked)
        if trouble.taken:
            self._create(asked)
        return trouble.answer

    def _create(self, asked: Mapping[str, object]) -> Answer:
        """Keep a record that its lexicon allows, under a key that is free."""
        key, record = str(asked["rkey"]), asked["record"]
        if not TID.fullmatch(key) or asked["repo"] != DID or not isinstance(record, dict):
            return wrong("InvalidRequest", f"Invalid record key: {key}")
        get_or_create(record, models.AppBskyFeedPost.Record, strict_string_format=True)
        if key in self.records:
            return wrong("InternalServerError", "Internal Server Error", 500)
        self.records[key] = record
        return said({"uri": address(key), "cid": CID})

    def _listed(self, query: Mapping[str, list[str]]) -> Answer:
        """A page of notifications, by what they are older than: the newest first."""
        before, reasons = query.get("cursor", ["~"])[0], query.get("reasons", [])
        fitting = [each for each in self.notifications if each["reason"] in reasons or not reasons]
        older = sorted((each for each in fitting if each["indexedAt"] < before), key=_dated, reverse=True)
        page = older[: int(query["limit"][0])]
        return said({"notifications": page, **({"cursor": page[-1]["indexedAt"]} if page else {})})

    def _record(self, key: str) -> Answer:
        if key not in self.records:
            return wrong("RecordNotFound", f"Could not locate record: {address(key)}")
        return said({"uri": address(key), "cid": CID, "value": self.records[key]})


CID = "bafyreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm"


def address(key: str) -> str:
    """What Bluesky calls the record under a key."""
    return f"at://{DID}/app.bsky.feed.post/{key}"


def token(number: int) -> str:
    """A session's token (RFC 7519), good until the year 2100, with a signature that nobody checks here."""
    parts = ({"alg": "ES256K", "typ": "at+jwt"}, {"exp": 4_102_444_800, "sub": DID, "jti": str(number)})
    return ".".join([*(_base64(json.dumps(each).encode()) for each in parts), _base64(b"signed")])


def said(what: object, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(what).encode(), {"Content-Type": "application/json", **headers})


def wrong(name: str, words: str, status: int = 400, **headers: str) -> Answer:
    """An error as the protocol has it."""
    return said({"error": name, "message": words}, status, **headers)


def _dated(notification: Mapping[str, Any]) -> str:
    return str(notification["indexedAt"])


def _document(home: str) -> dict[str, object]:
    """The DID document of the account."""
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": home}
    return {"@context": ["https://www.w3.org/ns/did/v1"], "id": DID, "service": [service]}


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
