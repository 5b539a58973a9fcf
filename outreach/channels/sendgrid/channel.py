"""SendGrid: e-mail through its Web API v3, by way of the `sendgrid` package.

Sources: the API description "Twilio SendGrid Mail API" (github.com/twilio/sendgrid-oai, tsg_mail_v3), and the
pages "Mail Send", "Errors" and "4XX API Errors and Troubleshooting Suggestions" of its documentation.
"""

import base64
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from outreach.channels.trouble import (
    Answer,
    Meaning,
    house_word,
    is_key,
    meant,
    never_left,
    of_urllib,
    quoted,
)
from outreach.core.icalendar_file import to_ics
from outreach.core.message import Attachment, Email, Mailbox, Message
from outreach.core.mime import file_type, headers, one_line, wire_address
from outreach.core.tokens import reference
from outreach.ports import NotSent, Receipt, Unsupported

PROVIDER, VARIABLE = "SendGrid", "SENDGRID_API_URL"
ACCEPTED, SANDBOXED = 202, 200
"""The only two answers that mean that it took a message (in sandbox mode 200)."""
LARGEST = 30_000_000
"""Bytes of a message with its attachments ("Mail Send", limitations: less than 30 MB)."""
LONGEST_CATEGORY = 255
RESETS = ("x-ratelimit-reset",)
WRITTEN_BY_IT = frozenset({"from", "to", "reply-to", "subject", "date", "mime-version"})
"""Headers that it writes itself, from the other fields."""
_NOT_VERIFIED = "the sender is not verified at SendGrid; do so under Settings, Sender Authentication"
_MAY_NOT_SEND = "the key may not send mail; give it the permission Mail Send at SendGrid"
_USED_UP = (
    "the mail that the plan at SendGrid allows is used up; wait for its next day or month, or extend it"
)
_NOT_THERE = "there is no SendGrid at that address; check SENDGRID_API_URL"
_TOO_LARGE = "the message is larger than SendGrid takes (30 MB); make the attachments smaller"
MEANING = (
    *(Meaning(status, "", "stop", _NOT_THERE) for status in (301, 302, 303, 307, 308)),
    Meaning(
        200, "", "lost", "what answered is not SendGrid; check SENDGRID_API_URL and what stands before it"
    ),
    Meaning(400, '"from.email"', "stop", "SendGrid does not take the sender's address; check `sender:`"),
    Meaning(400, '"reply_to', "stop", "SendGrid does not take the address for replies; check `replies:`"),
    Meaning(400, '"personalizations.0.to', "address", "SendGrid does not take the address"),
    Meaning(400, "", "refused", "SendGrid does not take the message"),
    Meaning(401, "maximum credits exceeded", "stop", _USED_UP),
    Meaning(401, "", "stop", "SendGrid does not know the key; check SENDGRID_API_KEY"),
    Meaning(403, "sender identity", "stop", _NOT_VERIFIED),
    Meaning(403, "access forbidden", "stop", _MAY_NOT_SEND),
    Meaning(403, "", "stop", "SendGrid does not let this account send"),
    Meaning(404, "", "stop", _NOT_THERE),
    Meaning(405, "", "stop", _NOT_THERE),
    Meaning(413, "", "refused", _TOO_LARGE),
    Meaning(429, "", "stop", "SendGrid takes no more requests for now"),
    Meaning(451, "", "stop", "SendGrid does not send from this region; check SENDGRID_API_URL"),
    Meaning(500, "", "stop", "SendGrid has a fault of its own"),
    Meaning(503, "", "stop", "SendGrid is not available"),
    Meaning(502, "", "lost", "what stands before SendGrid did not hear its answer"),
    Meaning(504, "", "lost", "what stands before SendGrid did not wait for its answer"),
)


@dataclass(frozen=True, slots=True)
class SendGrid:
    """Sends e-mail through SendGrid; any number of threads may use it at once, each on its own connection.

    `base_url` may be that of the EU region (`https://api.eu.sendgrid.com`). `timeout` is how many seconds to
    wait for the next sign of life. With `sandbox` messages are checked and not delivered.
    """

    key: str = field(repr=False)
    base_url: str = "https://api.sendgrid.com"
    timeout: float = 30.0
    sandbox: bool = False
    name: str = "sendgrid"

    def send(self, message: Message) -> Receipt:
        """Send one e-mail; `provider_id` is its X-Message-Id, with which the ids of its events begin."""
        body = payload(message, sandbox=self.sandbox)
        try:
            answer = self._asked(lambda api: api.mail.send.post(request_body=body))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise of_urllib(error, PROVIDER, VARIABLE) from None
        if answer.status == (SANDBOXED if self.sandbox else ACCEPTED):
            return Receipt(answer.headers.get("x-message-id", ""))
        raise self._word(answer)

    def account(self) -> str:
        """Whom SendGrid takes us for: it tells of a key only what it may do.

        Raises:
            NotSent: no connection, a wrong key, or one that may not send mail.
        """
        try:
            answer = self._asked(lambda api: api.scopes.get())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise never_left(error, PROVIDER, VARIABLE) from None
        if answer.status != 200:  # noqa: PLR2004
            word = self._word(answer)
            raise word if isinstance(word, NotSent) else NotSent(str(word), scope="channel")
        if '"mail.send"' not in answer.text:
            raise NotSent(_MAY_NOT_SEND, scope="channel")
        return "the owner of the key, which may send mail"

    def _asked(self, ask: Callable[[Any], Any]) -> Answer:
        """The answer to one request, whatever its status."""
        from python_http_client.exceptions import HTTPError  # noqa: PLC0415 - slow, and only needed to send

        from outreach.channels.sendgrid.client import client  # noqa: PLC0415 - likewise

        if not self.key:
            raise NotSent("no key for SendGrid is set; set SENDGRID_API_KEY", scope="channel")
        if not is_key(self.key):
            raise NotSent("SENDGRID_API_KEY is not the key alone; copy it again", scope="channel")
        try:
            got = ask(client(self.key, self.base_url.rstrip("/"), self.timeout))
        except HTTPError as error:
            return Answer.of(error.status_code, error.body, dict(error.headers or {}))
        return Answer.of(got.status_code, got.body, dict(got.headers or {}))

    def _word(self, answer: Answer) -> Exception:
        quote = quoted(_said(answer.text), (self.key,))
        return house_word(meant(MEANING, answer), answer, quote=quote, resets=RESETS)


def payload(message: Message, *, sandbox: bool = False) -> dict[str, Any]:
    """The body of `POST /v3/mail/send` for one e-mail: pure.

    Text, HTML and, for an invite, `text/calendar` with its method stand in that order, which SendGrid
    demands; the same calendar goes along as `invite.ics` (sendgrid/sendgrid-ruby, issue 298). The headers are
    those that SMTP sends; it keeps a Message-ID from a domain that it may sign for (anymail/django-anymail,
    issue 108). Links are not rewritten and nothing is tracked.

    Raises:
        Unsupported: it is no e-mail, an address cannot be written, or it is larger than SendGrid takes.
    """
    if not isinstance(message, Email):
        raise Unsupported("SendGrid carries e-mail only; check `channels:` in config/outreach.yaml")
    try:
        body = _body(message)
    except ValueError as error:
        raise Unsupported(str(error)) from None
    if sandbox:
        body["mail_settings"] = {"sandbox_mode": {"enable": True}}
    if len(json.dumps(body)) >= LARGEST:
        raise Unsupported(_TOO_LARGE)
    return body


def _body(email: Email) -> dict[str, Any]:
    files = [_file(each) for each in email.attachments]
    if email.invite and email.invite.is_entry:
        files.insert(0, _file(Attachment("invite.ics", to_ics(email.invite))))
    told = {"delivery": str(email.key), "reference": reference(email.key)}
    return {
        "personalizations": [{"to": [_recipient(email.to)], "custom_args": told}],
        "from": _mailbox(email.sender),
        "reply_to": _mailbox(email.reply_to),
        "subject": one_line(email.subject) or " ",
        "content": _content(email),
        **({"attachments": files} if files else {}),
        "headers": {name: value for name, value in headers(email) if name.lower() not in WRITTEN_BY_IT},
        "categories": sorted({each[:LONGEST_CATEGORY] for each in (email.key.campaign, email.key.step)}),
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": False},
            "subscription_tracking": {"enable": False},
            "ganalytics": {"enable": False},
        },
    }


def _content(email: Email) -> list[dict[str, str]]:
    parts = [("text/plain", email.text), ("text/html", email.html)]
    if email.invite:
        ics = to_ics(email.invite).decode("utf-8")
        parts.append((f"text/calendar; method={email.invite.method}", ics))
    content = [{"type": kind, "value": value} for kind, value in parts if value]
    if not content:
        raise ValueError("the e-mail is empty; SendGrid takes none without a text")
    return content


def _mailbox(mailbox: Mailbox) -> dict[str, str]:
    name = one_line(mailbox.name)
    return {"email": wire_address(mailbox.address), **({"name": name} if name else {})}


def _recipient(mailbox: Mailbox) -> dict[str, str]:
    """A recipient, whose name SendGrid does not quote itself (sendgrid/sendgrid-python, issue 291)."""
    written = _mailbox(mailbox)
    if any(sign in written.get("name", "") for sign in ",;"):
        bare = written["name"].replace("\\", "\\\\").replace('"', '\\"')
        written["name"] = f'"{bare}"'
    return written


def _file(file: Attachment) -> dict[str, str]:
    return {
        "content": base64.b64encode(file.content).decode("ascii"),
        "type": file_type(file.name),
        "filename": one_line(file.name) or "attachment",
        "disposition": "attachment",
    }


def _said(text: str) -> str:
    """What an answer says is wrong: `{"errors": [{"message", "field"}]}` ("Errors")."""
    try:
        errors = json.loads(text)["errors"]
        return "; ".join(str(each["message"]) for each in errors)
    except (ValueError, KeyError, TypeError):
        return ""
