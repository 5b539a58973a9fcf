"""SendGrid as it documents itself, on loopback.

Sources: "Twilio SendGrid Mail API" (tsg_mail_v3), and the pages "Errors", "Responses" and "4XX API Errors and
Troubleshooting Suggestions" of SendGrid's documentation.
"""

import json
from collections.abc import Mapping

from outreach.channels.sendgrid import SendGrid
from outreach.channels.threads import InThreads
from tests.channels.messages import email, errand, post
from tests.channels.rig import Rig, everything_but
from tests.channels.sendgrid.description import wrong_with
from tests.channels.weather import Answer, HttpProvider, Request, Weather

KEY = "SG.a-secret-key.that-nobody-may-see"
JSON = {"Content-Type": "application/json"}


def wrong(status: int, message: str, field: str | None = None, headers: Mapping[str, str] = {}) -> Answer:
    """An answer that tells what is wrong, as SendGrid does ("Errors")."""
    body = {"errors": [{"message": message, "field": field, "help": None}]}
    return Answer(status, json.dumps(body).encode(), {**JSON, **headers})


SAYS = {
    Weather.PORTAL: Answer(200, b"<html>Please log in to the network.</html>", {"Content-Type": "text/html"}),
    Weather.TOO_MANY_UNTIL: wrong(429, "too many requests", headers={"X-RateLimit-Reset": "1805727690"}),
    Weather.TOO_MANY: wrong(429, "too many requests"),
    Weather.USED_UP: wrong(401, "Maximum credits exceeded"),
    Weather.BROKEN: wrong(500, "Internal server error for hello@example.org"),
    Weather.BUSY: Answer(503, b"<html>Service Unavailable</html>"),
    Weather.GATEWAY: Answer(502, b"<html>Bad Gateway</html>"),
    Weather.GATEWAY_TIMEOUT: Answer(504, b"<html>Gateway Timeout</html>"),
    Weather.WRONG_KEY: wrong(401, "The provided authorization grant is invalid, expired, or revoked ECHO"),
    Weather.NOT_ALLOWED: wrong(
        403, "The from address does not match a verified Sender Identity. Mail cannot be sent until this "
        "error is resolved.", "from",
    ),
    Weather.BAD_ADDRESS: wrong(400, "Does not contain a valid address.", "personalizations.0.to.0.email"),
    Weather.BAD_CONTENT: wrong(400, "The subject is required. ECHO", "subject"),
    Weather.TOO_LARGE: wrong(413, "Payload too large"),
}  # fmt: skip


def fair(request: Request, taken: list[str]) -> Answer:
    """SendGrid on a good day."""
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return wrong(401, "The provided authorization grant is invalid, expired, or revoked")
    if (request.method, request.path) == ("GET", "/v3/scopes"):
        return Answer(200, json.dumps({"scopes": ["mail.send", "alerts.read"]}).encode(), JSON)
    if (request.method, request.path) != ("POST", "/v3/mail/send"):
        return wrong(404, "not found")
    body = json.loads(request.body)
    if faults := wrong_with(body):
        return wrong(400, faults[0])
    taken.append(body["personalizations"][0]["custom_args"]["delivery"])
    if body.get("mail_settings", {}).get("sandbox_mode", {}).get("enable"):
        return Answer(200)
    return Answer(202, headers={"X-Message-Id": f"mid-{len(taken)}"})


PROVIDER = HttpProvider(fair, lambda request: request.path == "/v3/mail/send", SAYS)


def make(url: str) -> SendGrid:
    """The channel, which waits three tenths of a second."""
    return SendGrid(KEY, url, timeout=0.3)


RIG = Rig(
    name="sendgrid",
    make=make,
    message=email("bm-1"),
    another=email("bm-2"),
    strange=(post("x"), errand(), email("bm-3", html="x" * 31_000_000)),
    sky=PROVIDER.under,
    knows=everything_but(Weather.GREYLISTED, Weather.NO_ROOM),
    secrets=(KEY,),
    abreast=lambda url, lanes: InThreads(make(url), lanes),
    waits=90.0,
)
