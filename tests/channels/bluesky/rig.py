"""Bluesky under the shared test: the server of `server.py`, in every weather."""

from collections.abc import Iterator
from contextlib import contextmanager

from outreach.channels.bluesky import Bluesky
from tests.channels.bluesky.server import HANDLE, PASSWORD, XRPC, BlueskyServer, token, wrong
from tests.channels.messages import STAMP, email, errand, picture, post
from tests.channels.rig import Rig, everything_but
from tests.channels.weather import Answer, HttpProvider, Lost, Request, Sky, Weather

PAGE = {"Content-Type": "text/html"}
SAYS = {
    Weather.PORTAL: Answer(200, b"<html><p>Please log in to the network.</p></html>", PAGE),
    Weather.TOO_MANY_UNTIL: wrong(
        "RateLimitExceeded", "Rate Limit Exceeded", 429, **{"ratelimit-reset": "1805727690"}
    ),
    Weather.TOO_MANY: wrong("RateLimitExceeded", "Rate Limit Exceeded", 429),
    Weather.USED_UP: wrong(
        "RateLimitExceeded", "Rate Limit Exceeded", 429, **{"ratelimit-policy": "11666;w=86400"}
    ),
    Weather.BROKEN: wrong("InternalServerError", "Internal Server Error", 500),
    Weather.BUSY: wrong("NotEnoughResources", "Service Unavailable", 503),
    Weather.GATEWAY: wrong("UpstreamFailure", "Upstream Failure", 502),
    Weather.GATEWAY_TIMEOUT: wrong("UpstreamTimeout", "Upstream Timeout", 504),
    Weather.WRONG_KEY: wrong("AuthenticationRequired", "Invalid identifier or password ECHO", 401),
    Weather.NOT_ALLOWED: wrong("AccountTakedown", "hello@example.org has been taken down ECHO", 401),
    Weather.BAD_CONTENT: wrong("InvalidRequest", "Invalid app.bsky.feed.post record ECHO", 400),
    Weather.TOO_LARGE: wrong("PayloadTooLarge", "request entity too large", 413),
}


@contextmanager
def sky(weather: Weather) -> Iterator[Sky]:
    """One server with an account of its own under a weather."""
    site = BlueskyServer()

    def fair(request: Request, taken: list[str]) -> Answer:
        answer = site(request)
        taken[:] = site.records
        assert not isinstance(answer, Lost)
        return answer

    provider = HttpProvider(fair, lambda each: each.path == XRPC + "repo.createRecord", SAYS)
    with provider.under(weather) as under:
        yield under


RIG = Rig(
    name="bluesky",
    make=lambda url: Bluesky(url, HANDLE, PASSWORD, lambda: STAMP, timeout=0.3),
    message=post("bluesky"),
    another=picture("bluesky", "reminder"),
    strange=(email(), errand()),
    sky=sky,
    knows=everything_but(Weather.GREYLISTED, Weather.BAD_ADDRESS, Weather.NO_ROOM),
    secrets=(PASSWORD, *(token(number) for number in range(1, 4))),
    finds_out=True,
    waits=90.0,
)
