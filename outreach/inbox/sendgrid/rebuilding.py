"""A mail as Inbound Parse hands it over, back into the mail that it was (RFC 5322, RFC 2045).

Sources: "Setting Up The Inbound Parse Webhook" and "Inbound Email Parse Webhook" in SendGrid's documentation.
With *POST the raw, full MIME message* it stands whole in `email`. Otherwise `headers` holds its headers,
decoded, in UTF-8; `text` and `html` its words, in the character sets that `charsets` names; and files of the
form its attachments. `envelope` names whom it was delivered to, and for whom.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Any

from outreach.inbox.posts import line_of, listed, part_of
from outreach.inbox.sendgrid.events import NotUnderstood
from outreach.inbox.sendgrid.form import Field

MOST_RECIPIENTS, MOST_FILES = 50, 200
_HEADER = re.compile(r"[!-9;-~]{1,100}:.*")
_OF_ITS_BODY = ("content-", "mime-version:")
_ADDRESS = re.compile(r"[^\s<>,;:\"]{1,64}@[^\s<>,;:\"@]{1,255}")
_TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9!#$&^_.+-]{1,50})\s*=\s*("[^"]{0,200}"|[^\s;"]{1,200})')
_KEPT = ("charset", "method", "report-type")
_VERDICTS = {"X-SendGrid-SPF": "SPF", "X-SendGrid-DKIM": "dkim", "X-SendGrid-Sender-IP": "sender_ip"}
_AS_IT_IS = ("message/", "text/rfc822-headers")
"""What must not stand in base64 (RFC 2046, 5.2.1), or is read line by line."""
_FOLD = re.compile(r"\r?\n[ \t]++")
_ATTACHMENT = re.compile(r"attachment[0-9]{1,4}")
_CONTENT_ID = re.compile(r"[!-;=?-~]{1,200}")


def mail_of(fields: Mapping[str, Field]) -> bytes:
    """The mail of a form, with what a mail server puts before it on delivery (RFC 5321, 4.4).

    Raises:
        NotUnderstood: there is no mail in it.
    """
    if "email" in fields:
        raw = fields["email"].content
    elif "headers" in fields or "from" in fields:
        raw = _rebuilt(fields)
    else:
        raise NotUnderstood("there is no mail in it")
    return "".join(f"{line}\r\n" for line in _delivery(fields)).encode("ascii") + raw


def _delivery(fields: Mapping[str, Field]) -> Iterator[str]:
    """Whom it came from and went to on its way, and what SendGrid found out about its sender."""
    envelope = _json(fields, "envelope")
    sender = part_of(envelope, "from")
    if _is_address(sender):
        yield f"Return-Path: <{sender}>"
    for each in listed(envelope, "to")[:MOST_RECIPIENTS]:
        if _is_address(each):
            yield f"Delivered-To: {each}"
    for header, name in _VERDICTS.items():
        if verdict := line_of(_text(fields, name)):
            yield f"{header}: {verdict.encode('ascii', 'replace').decode()}"


def _is_address(said: object) -> bool:
    return isinstance(said, str) and said.isascii() and _ADDRESS.fullmatch(said) is not None


def _rebuilt(fields: Mapping[str, Field]) -> bytes:
    lines = list(_header_lines(fields))
    header = [each for each in lines if not each.lower().startswith(_OF_ITS_BODY)]
    words = [part for kind in ("text", "html") if (part := _words(fields, kind))]
    files = list(_files(fields))
    if len(words) == 2:  # noqa: PLR2004 - the same words twice
        words = [_together("multipart/alternative", {}, words)]
    body = words[0] if words and not files else _together(*_kind(lines), [*words, *files])
    return "".join(f"{line}\r\n" for line in (*header, "MIME-Version: 1.0")).encode("utf-8") + body


def _header_lines(fields: Mapping[str, Field]) -> Iterator[str]:
    """The headers of the mail, one a line; those that `headers` does not hold from the fields of their own.

    They are decoded, and stand in UTF-8 (RFC 6532).
    """
    written, seen = _text(fields, "headers"), set[str]()
    for line in _FOLD.sub(" ", written).replace("\r", "\n").split("\n"):
        if _HEADER.fullmatch(line):
            seen.add(line.partition(":")[0].lower())
            yield line
    for name in ("From", "To", "Cc", "Subject"):
        value = " ".join(_text(fields, name.lower()).split())
        if value and name.lower() not in seen:
            yield f"{name}: {value}"


def _kind(lines: list[str]) -> tuple[str, dict[str, str]]:
    """The kind of the whole, which tells a report of delivery from a mail with files."""
    written = next((each for each in lines if each.lower().startswith("content-type:")), "")
    kind, parameters = _media_type(written.partition(":")[2])
    is_report = kind == "multipart/report" and "report-type" in parameters
    return (kind, {"report-type": parameters["report-type"]}) if is_report else ("multipart/mixed", {})


def _words(fields: Mapping[str, Field], kind: str) -> bytes:
    """The words of a mail as the bytes that came, in the character set that SendGrid names; or nothing.

    Where the bytes are none of it, whoever reads the mail finds out (`core.inbound.reading.charsets`).
    """
    content = fields[kind].content if kind in fields else b""
    if not content:
        return b""
    told = part_of(_json(fields, "charsets"), kind)
    charset = told if isinstance(told, str) and _TOKEN.fullmatch(told) else "utf-8"
    return _part("text/plain" if kind == "text" else "text/html", {"charset": charset}, content)


def _files(fields: Mapping[str, Field]) -> Iterator[bytes]:
    """The attachments, in order, each of its own kind."""
    told = _json(fields, "attachment-info")
    names = [each for each in fields if _ATTACHMENT.fullmatch(each)]
    for name in sorted(names, key=lambda each: int(each.removeprefix("attachment")))[:MOST_FILES]:
        file, about = fields[name], part_of(told, name)
        kind, parameters = _media_type(file.kind or line_of(part_of(about, "type")))
        called = line_of(part_of(about, "filename")) or line_of(file.filename)
        identity = line_of(part_of(about, "content-id")).strip("<>")
        yield _part(kind, parameters, file.content, called, identity)


def _part(
    kind: str, parameters: Mapping[str, str], content: bytes, called: str | None = None, identity: str = ""
) -> bytes:
    """One part of a mail; `called` is the name of a file, `identity` what others of its parts call it."""
    kind = "application/octet-stream" if kind.startswith("multipart/") else kind
    as_it_is = kind.startswith(_AS_IT_IS)
    head = Message()
    head.add_header("Content-Type", kind, **parameters)
    head["Content-Transfer-Encoding"] = "8bit" if as_it_is else "base64"
    if called is not None:
        head.add_header("Content-Disposition", "attachment", **_filename(called))
    if _CONTENT_ID.fullmatch(identity):
        head["Content-ID"] = f"<{identity}>"
    return _written(head) + (content if as_it_is else base64.encodebytes(content))


def _filename(called: str) -> dict[str, Any]:
    """The parameter that holds a file's name (RFC 2183; RFC 2231 where it is not ASCII)."""
    if not called:
        return {}
    return {"filename": called if called.isascii() else ("utf-8", "", called)}


def _together(kind: str, parameters: Mapping[str, str], parts: list[bytes]) -> bytes:
    """Several parts as one; what stands between them follows from them: a mail is the same each time."""
    line = f"=_{hashlib.sha256(b''.join(parts)).hexdigest()[:40]}"
    head = Message()
    head.add_header("Content-Type", kind, **parameters, boundary=line)
    between = f"\r\n--{line}".encode("ascii")
    return b"".join((_written(head), *(between + b"\r\n" + each for each in parts), between, b"--\r\n"))


def _written(head: Message) -> bytes:
    """Headers alone, and the empty line after them."""
    return "".join(f"{name}: {value}\r\n" for name, value in head.items()).encode("ascii") + b"\r\n"


def _media_type(written: str) -> tuple[str, dict[str, str]]:
    """The kind of a part in small letters, and what of its parameters is known; nothing strange in either."""
    kind, _, rest = written[:1000].partition(";")
    major, _, minor = kind.strip().lower().partition("/")
    if not (_TOKEN.fullmatch(major) and _TOKEN.fullmatch(minor)):
        return "application/octet-stream", {}
    parameters = {name.lower(): value.strip('"') for name, value in _PARAMETER.findall(f";{rest}")}
    return f"{major}/{minor}", {
        name: value for name, value in parameters.items() if name in _KEPT and _TOKEN.fullmatch(value)
    }


def _text(fields: Mapping[str, Field], name: str) -> str:
    """A field as text: UTF-8, which SendGrid makes of all but the words, else each byte a letter."""
    content = fields[name].content if name in fields else b""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _json(fields: Mapping[str, Field], name: str) -> object:
    try:
        return json.loads(_text(fields, name))
    except (ValueError, RecursionError):
        return None
