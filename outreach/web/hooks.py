"""SendGrid's calls: `POST /hooks/sendgrid/events`, and `POST /hooks/sendgrid/inbound`.

A call is believed where SendGrid signed it, or, for mail, where it knows the secret that ends the address. It
is answered with 200 once it is on the disk; nothing is done with it here. SendGrid tries again where it hears
of a fault of ours (5xx), and where it is refused (4xx) not ("Inbound Email Parse Webhook" in its pages).
"""

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from outreach.inbox.sendgrid import (
    EVENTS_LATE,
    MAIL_LATE,
    Call,
    NotUnderstood,
    Signed,
    What,
    signature_headers,
)

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

MOST_HELD = 140_000_000
"""Bytes of all calls under way: beyond it SendGrid is asked to come again."""
PATIENCE = 60.0
"""Seconds that a call may take to arrive; a proxy in front is there to be stricter."""
NOT_SIGNED = (
    "a call to {path} was refused, as it was not signed with SENDGRID_WEBHOOK_KEY: where it was SendGrid's, "
    "it is lost; docs/inboxes.md tells how to set it up"
)
NOT_OF_NOW = (
    "a call to {path} was signed by SendGrid at quite another time: look whether the clock of this machine "
    "is right; SendGrid tries again"
)
NOT_KEPT = "what SendGrid hands over to {path} cannot be kept ({why}); it tries again"
NOT_READ = "a call to {path} is not what SendGrid sends ({why}), and was refused"
BROKE_OFF = "a call to {path} broke off ({why}); SendGrid tries again. Please report this line"


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of call: where it comes in, how many bytes it may have, how old its signature may be."""

    what: What
    path: str
    most: int
    late: timedelta


EVENTS = Way("events", "/hooks/sendgrid/events", 5_000_000, EVENTS_LATE)
"""SendGrid sends at most some hundred kilobytes of events at once."""
MAIL = Way("mail", "/hooks/sendgrid/inbound", 35_000_000, MAIL_LATE)
"""SendGrid's documentation names 20 MB for a mail with everything in it ("Inbound Email Parse Webhook")."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the webhooks need.

    Args:
        signed: tells what SendGrid signed.
        secret: what the address for mail may end with instead; empty where only a signature counts.
        take: keeps a file of that name with this content, on the disk when it returns (OSError: it did not).
        now: this moment (UTC).
        tell: says something to whoever runs this; never what a call holds.
    """

    signed: Signed
    secret: str = field(repr=False)
    take: Callable[[str, bytes], object]
    now: Callable[[], datetime]
    tell: Callable[[str], object]


class Refusal(Exception):  # noqa: N818
    """The call is not taken: the answer's status, its text, and what is told here, if anything."""

    def __init__(self, status: int, words: str, told: str = "") -> None:
        super().__init__(words)
        self.status, self.told = status, told


@dataclass(slots=True)
class Door:
    """Takes calls, and tells each thing that is wrong with them once."""

    hooks: Hooks
    _held: int = 0
    _told: set[str] = field(default_factory=set)

    async def answer(self, way: Way, request: "Request") -> "Response":
        """The answer to a call: 200 where it is kept."""
        from starlette.responses import PlainTextResponse  # noqa: PLC0415 - slow, and only `serve` needs it

        try:
            await self._take(way, request)
        except Refusal as refusal:
            if refusal.told:
                self._tell(refusal.told)
            return PlainTextResponse(f"{refusal}\n", refusal.status)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody outside is told
            self._tell(BROKE_OFF.format(path=way.path, why=type(error).__name__))
            return PlainTextResponse("try again later\n", 500)
        return PlainTextResponse("taken\n")

    async def _take(self, way: Way, request: "Request") -> None:
        """Read the whole call, prove whose it is, and keep it."""
        known = way is MAIL and self._is_secret(request.path_params.get("secret", ""))
        if not known and not self.hooks.signed.may_be_signed(signature_headers(request.headers.raw)):
            raise _not_signed(way)
        body = bytearray()
        try:
            await self._read(request, body, way.most)
            await asyncio.to_thread(self._keep, way, request, bytes(body), known=known)
        finally:
            self._held -= len(body)

    async def _read(self, request: "Request", body: bytearray, most: int) -> None:
        from starlette.requests import ClientDisconnect  # noqa: PLC0415 - slow, and only `serve` needs it

        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refusal(415, "send it as it is")
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > most:
            raise Refusal(413, "it is too large")
        try:
            async with asyncio.timeout(PATIENCE):
                async for chunk in request.stream():
                    body += chunk
                    self._held += len(chunk)
                    if len(body) > most:
                        raise Refusal(413, "it is too large")
                    if self._held > MOST_HELD:
                        raise Refusal(503, "try again later")
        except TimeoutError:
            raise Refusal(408, "it came too slowly") from None
        except ClientDisconnect:
            raise Refusal(400, "it did not come whole") from None

    def _keep(self, way: Way, request: "Request", body: bytes, *, known: bool) -> None:
        """Have a call on the disk; one that tells nothing is forgotten."""
        now, headers = self.hooks.now(), signature_headers(request.headers.raw)
        verdict = "signed" if known else self.hooks.signed.verdict(headers, body, now, way.late)
        if verdict == "not of now":
            raise Refusal(503, "try again later", NOT_OF_NOW.format(path=way.path))
        if verdict != "signed":
            raise _not_signed(way)
        call = Call(way.what, request.headers.get("content-type", ""), body, now)
        try:
            if call.arrived():
                self.hooks.take(call.name, call.as_bytes())
        except NotUnderstood as error:
            told = NOT_READ.format(path=way.path, why=error)
            raise Refusal(400, "it is not understood", told) from None
        except OSError as error:
            told = NOT_KEPT.format(path=way.path, why=error.strerror or type(error).__name__)
            raise Refusal(503, "try again later", told) from None

    def _is_secret(self, given: str) -> bool:
        ours = self.hooks.secret.encode()
        return bool(ours) and hmac.compare_digest(given.encode("utf-8", "replace"), ours)

    def _tell(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self.hooks.tell(words)


def _not_signed(way: Way) -> Refusal:
    return Refusal(403, "it is not signed", NOT_SIGNED.format(path=way.path))


def web(hooks: Hooks) -> "Starlette":
    """The web application; any other address is answered with 404, any other method with 405."""
    from starlette.applications import Starlette  # noqa: PLC0415 - slow, and only `serve` needs it
    from starlette.routing import Route  # noqa: PLC0415 - likewise

    door = Door(hooks)
    paths = ((EVENTS, EVENTS.path), (MAIL, MAIL.path), (MAIL, f"{MAIL.path}/{{secret}}"))
    return Starlette(routes=[Route(path, partial(door.answer, way), methods=["POST"]) for way, path in paths])
