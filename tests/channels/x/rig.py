"""X as it documents itself, on loopback.

Sources: X's API description (openapi.json 2.167), "Response Codes & Errors", "Rate Limits", and answers that
people report (named in `outreach/channels/x/meaning.py`).
"""

import json
from collections.abc import Mapping

from oauthlib.oauth1.rfc5849 import signature

from outreach.channels.x import X
from tests.channels.messages import email, errand, post
from tests.channels.rig import Rig, everything_but
from tests.channels.weather import Answer, HttpProvider, Request, Weather

KEY, SECRET = "app-key-nobody-may-see", "app-secret-nobody-may-see"
TOKEN, TOKEN_SECRET = "4242-token-nobody-may-see", "token-secret-nobody-may-see"
NOW = "2027-03-22T15:00:00.000Z"
"""`SERVER_DATE`, as X writes it in a post."""
PROBLEMS = "https://api.twitter.com/2/problems"


def as_json(status: int, content: object, headers: Mapping[str, str] = {}) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(content).encode(), {"Content-Type": "application/json", **headers})


def problem(status: int, detail: str, kind: str = "about:blank", headers: Mapping[str, str] = {}) -> Answer:
    """An answer that tells what is wrong, as X does."""
    return as_json(status, {"title": "Forbidden", "detail": detail, "type": kind, "status": status}, headers)


SAYS = {
    Weather.PORTAL: Answer(200, b"<html>Please log in to the network.</html>", {"Content-Type": "text/html"}),
    Weather.TOO_MANY_UNTIL: problem(
        429, "Too Many Requests", headers={
            "x-rate-limit-reset": "1805727660", "x-user-limit-24hour-remaining": "0",
            "x-user-limit-24hour-reset": "1805727690", "x-app-limit-24hour-remaining": "9",
            "x-app-limit-24hour-reset": "1805800000",
        },
    ),
    Weather.TOO_MANY: problem(429, "Too Many Requests"),
    Weather.USED_UP: problem(429, "Usage cap exceeded: Monthly product cap", f"{PROBLEMS}/usage-capped"),
    Weather.BROKEN: problem(500, "Something is broken, hello@example.org ECHO"),
    Weather.BUSY: Answer(503, b"<html>Over capacity</html>"),
    Weather.GATEWAY: Answer(502, b"<html>Bad Gateway</html>"),
    Weather.GATEWAY_TIMEOUT: Answer(504, b"<html>Gateway Timeout</html>"),
    Weather.WRONG_KEY: problem(401, "Unauthorized ECHO"),
    Weather.NOT_ALLOWED: problem(
        403, "Your client app is not configured with the appropriate oauth1 app permissions.",
        f"{PROBLEMS}/oauth1-permissions",
    ),
    Weather.BAD_CONTENT: problem(400, "One or more parameters to your request was invalid. ECHO"),
    Weather.TOO_LARGE: Answer(413),
}  # fmt: skip


QUIET = {
    ("GET", "/2/users/me"): as_json(200, {"data": {"id": "4242", "name": "P.", "username": "partnerships"}}),
    ("GET", "/2/users/4242/tweets"): as_json(200, {"data": [], "meta": {"result_count": 0}}),
    ("POST", "/2/media/upload"): as_json(200, {"data": {"id": "700", "media_key": "3_700"}}),
    ("POST", "/2/media/metadata"): as_json(200, {"data": {"id": "700"}}),
}
"""Its answers to what publishes nothing."""


class _Keys:
    client_secret, resource_owner_secret = SECRET, TOKEN_SECRET


def is_signed(request: Request) -> bool:
    """Whether the request is signed with our keys, over the address at which it came in (RFC 5849, 3.4)."""
    headers = {"Authorization": request.headers.get("authorization", "")}
    given = dict(signature.collect_parameters("", [], headers, exclude_oauth_signature=False))
    if (given.get("oauth_consumer_key"), given.get("oauth_token")) != (KEY, TOKEN):
        return False
    signed = signature.normalize_parameters(signature.collect_parameters(request.query, [], headers))
    base = signature.signature_base_string(request.method, signature.base_string_uri(request.url), signed)
    return bool(signature.sign_hmac_sha1_with_client(base, _Keys()) == given["oauth_signature"])


def fair(request: Request, taken: list[str]) -> Answer:
    """X on a good day; its timeline is empty."""
    if not is_signed(request):
        return problem(401, "Unauthorized")
    if (request.method, request.path) == ("POST", "/2/tweets"):
        text = json.loads(request.body)["text"]
        taken.append(text)
        return as_json(201, {"data": {"id": str(900 + len(taken)), "text": text}})
    return QUIET.get((request.method, request.path)) or problem(404, "Not Found")


PROVIDER = HttpProvider(fair, lambda request: request.path == "/2/tweets", SAYS)


def make(url: str) -> X:
    """The channel, which waits three tenths of a second."""
    return X(KEY, SECRET, TOKEN, TOKEN_SECRET, url, timeout=0.3)


RIG = Rig(
    name="x",
    make=make,
    message=post("x", "launch"),
    another=post("x", "thanks"),
    strange=(email(), errand()),
    sky=PROVIDER.under,
    knows=everything_but(Weather.GREYLISTED, Weather.NO_ROOM, Weather.BAD_ADDRESS),
    secrets=(KEY, SECRET, TOKEN, TOKEN_SECRET),
    waits=90.0,
)
