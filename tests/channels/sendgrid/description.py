"""What SendGrid demands of `POST /v3/mail/send`, in our own words, of the fields that we use.

Source: "Twilio SendGrid Mail API" (github.com/twilio/sendgrid-oai, tsg_mail_v3) and the page "Mail Send".
"""

from typing import Any

from jsonschema import Draft202012Validator

RESERVED = (
    "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to",
    "from", "subject", "reply-to", "cc", "bcc",
)  # fmt: skip
"""Headers that may not be set."""
TEXT = {"type": "string", "minLength": 1}
SWITCH = {"enable": {"type": "boolean"}}


def _only(required: str, **fields: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": required.split(),
        "additionalProperties": False,
    }


PERSON = _only("email", email={"type": "string", "pattern": r"^[\x21-\x7e]+@[\x21-\x7e]+$"}, name=TEXT)
SCHEMA = _only(
    "personalizations from subject content",
    personalizations={
        "type": "array",
        "minItems": 1,
        "maxItems": 1000,
        "items": _only(
            "to",
            to={"type": "array", "minItems": 1, "items": PERSON},
            # Numbers are refused without a reason (django-anymail, SendGridPayload.transform_metadata).
            custom_args={
                "type": "object",
                "maxProperties": 10_000,
                "additionalProperties": {"type": "string"},
            },
        ),
    },
    **{"from": PERSON},
    reply_to=PERSON,
    subject=TEXT,
    content={"type": "array", "minItems": 1, "items": _only("type value", type=TEXT, value=TEXT)},
    attachments={
        "type": "array",
        "items": _only(
            "content filename",
            content=TEXT,
            # Neither ";" nor line ends (sendgrid/sendgrid-nodejs, issue 1313).
            type={"type": "string", "pattern": r"^[^;\r\n]+$"},
            filename={"type": "string"},
            disposition={"enum": ["inline", "attachment"]},
        ),
    },
    headers={
        "type": "object",
        "propertyNames": {"not": {"pattern": rf"^(?i:{'|'.join(RESERVED)})$"}},
        "additionalProperties": {"type": "string", "pattern": r"^[^\r\n]*$"},
    },
    categories={
        "type": "array",
        "uniqueItems": True,
        "maxItems": 10,
        "items": {"type": "string", "maxLength": 255},
    },
    mail_settings=_only("", sandbox_mode=_only("", **SWITCH)),
    tracking_settings=_only(
        "",
        click_tracking=_only("", **SWITCH, enable_text={"type": "boolean"}),
        open_tracking=_only("", **SWITCH),
        subscription_tracking=_only("", **SWITCH),
        ganalytics=_only("", **SWITCH),
    ),
)
ORDER = ("text/plain", "text/html")
"""These two come first, in this order ("Mail Send": content)."""


def wrong_with(body: object) -> list[str]:
    """Everything in a request that SendGrid would not take."""
    found = [f"{each.json_path}: {each.message}" for each in Draft202012Validator(SCHEMA).iter_errors(body)]
    if found or not isinstance(body, dict):
        return found or ["not an object"]
    kinds = [each["type"].partition(";")[0] for each in body["content"]]
    known = [each for each in kinds if each in ORDER]
    if kinds[: len(known)] != sorted(known, key=ORDER.index):
        found.append(f"$.content: {kinds} are not in the order text, HTML, others")
    if len(str(body["personalizations"][0].get("custom_args", {})).encode()) > 10_000:
        found.append("$.personalizations[0].custom_args: more than 10,000 bytes")
    return found
