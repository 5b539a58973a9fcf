"""Mastodon under the shared test: the server of `server.py`, in every weather."""

from collections.abc import Iterator
from contextlib import contextmanager

from outreach.channels.mastodon import Mastodon
from tests.channels.mastodon.server import STATUSES, TOKEN, MastodonServer, said
from tests.channels.messages import email, errand, picture, post
from tests.channels.rig import Rig, everything_but
from tests.channels.weather import Answer, HttpProvider, Lost, Request, Sky, Weather

PAGE = {"Content-Type": "text/html"}
SAYS = {
    Weather.PORTAL: Answer(200, b"<html><p>Please log in to the network.</p></html>", PAGE),
    Weather.TOO_MANY_UNTIL: said(
        {"error": "Too many requests"}, 429, **{"X-RateLimit-Reset": "2027-03-22T15:01:30.000000Z"}
    ),
    Weather.TOO_MANY: said({"error": "Too many requests"}, 429),
    Weather.USED_UP: said({"error": "Too many requests"}, 429, **{"X-RateLimit-Remaining": "0"}),
    Weather.BROKEN: Answer(500, b"<html>We're sorry, but something went wrong on our end.</html>", PAGE),
    Weather.BUSY: said(
        {"error": "There was a temporary problem serving your request, please try again"}, 503
    ),
    Weather.GATEWAY: Answer(502, b"<html>Bad Gateway</html>", PAGE),
    Weather.GATEWAY_TIMEOUT: Answer(504, b"<html>Gateway Timeout</html>", PAGE),
    Weather.WRONG_KEY: said({"error": "The access token is invalid ECHO"}, 401),
    Weather.NOT_ALLOWED: said({"error": "Your login of hello@example.org is currently disabled ECHO"}, 403),
    Weather.BAD_CONTENT: said({"error": "Validation failed: Text is not allowed by hello@example.org"}, 422),
    Weather.TOO_LARGE: Answer(413, b"<html>Request Entity Too Large</html>", PAGE),
}


@contextmanager
def sky(weather: Weather) -> Iterator[Sky]:
    """One server with an account of its own under a weather."""
    site = MastodonServer()

    def fair(request: Request, taken: list[str]) -> Answer:
        answer = site(request)
        taken[:] = [str(each["id"]) for each in site.posts]
        assert not isinstance(answer, Lost)
        return answer

    provider = HttpProvider(fair, lambda each: (each.method, each.path) == ("POST", STATUSES), SAYS)
    with provider.under(weather) as under:
        yield under


RIG = Rig(
    name="mastodon",
    make=lambda url: Mastodon(url, TOKEN, timeout=0.3),
    message=post("mastodon"),
    another=picture("mastodon", "reminder"),
    strange=(email(), errand()),
    sky=sky,
    knows=everything_but(Weather.GREYLISTED, Weather.BAD_ADDRESS, Weather.NO_ROOM),
    secrets=(TOKEN,),
    finds_out=True,
    waits=90.0,
)
