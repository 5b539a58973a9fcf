"""An e-mail as the bytes that go over the wire (RFC 5322, 2045 to 2047, 2231, 2369, 8058, 6047)."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from email.header import Header
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, formataddr, quote

from outreach.core.history import Key
from outreach.core.icalendar_file import to_ics
from outreach.core.message import Attachment, Email, Mailbox

LINE_LIMIT = 998
_SOFT_LIMIT = 76
_NAME_LIMIT = 400
_LONGEST_ADDRESS = 320
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DOMAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\]")
_REFUSED = re.compile(r"[\s\x00-\x20\x7f<>]")
_DOT_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
# Not `mimetypes`: what that one knows depends on the machine's files and on the version of Python.
_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "ics": "application/ics",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "application/octet-stream",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class _AsWritten(EmailPolicy):
    """A header given as text goes out as that text, folded where it says.

    `EmailPolicy` itself (Python 3.11 to 3.13) makes encoded words of a link longer than a line, which no mail
    program undoes, drops the quotes around a long name, and leaves a typed `=?` for the reader to decode.
    """

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        """What is kept of a header that is set: both as they are."""
        return name, value

    def header_fetch_parse(self, _name: str, value: str) -> str:
        """What is read of a header that is kept; parsing it costs 1 ms a message."""
        return value


_POLICY = _AsWritten(linesep="\r\n", refold_source="none")


def to_bytes(email: Email) -> bytes:
    """The whole message, lines ending in CRLF, 7-bit clean; the same e-mail gives the same bytes.

    `multipart/alternative` of text, HTML and, for an invite, `text/calendar`; around it `multipart/mixed`
    with `invite.ics` and the attachments where there are any. Control characters in names and in the subject
    become a space.

    Raises:
        ValueError: an address or link holds a space, a control character or an angle bracket.
    """
    message = EmailMessage(_POLICY)
    for name, value in _headers(email):
        message[name] = value
    alternatives = [_text_part("plain", email.text), _text_part("html", email.html)]
    files = list(email.attachments)
    if email.invite:
        ics = to_ics(email.invite)
        alternatives.append(_calendar_part(ics, email.invite.method))
        files.insert(0, Attachment("invite.ics", ics))
    if files:
        body = _multipart(MIMEPart(_POLICY), "alternative", email.key, alternatives)
        _multipart(message, "mixed", email.key, [body, *map(_file_part, files)])
    else:
        _multipart(message, "alternative", email.key, alternatives)
    return message.as_bytes()


def _headers(email: Email) -> Iterator[tuple[str, str]]:
    yield "From", _mailbox(email.sender)
    yield "To", _mailbox(email.to)
    yield "Reply-To", _mailbox(email.reply_to)
    yield "Subject", _subject(email.subject)
    yield "Date", format_datetime(email.date)
    yield "Message-ID", _bracketed(email.message_id)
    if email.list_id:
        yield "List-Id", _bracketed(email.list_id)
    if email.unsubscribe:
        yield "List-Unsubscribe", ",\r\n ".join(_bracketed(uri) for uri in email.unsubscribe)
    if email.unsubscribe and email.one_click:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "MIME-Version", "1.0"


def _multipart(whole: MIMEPart, kind: str, key: Key, parts: Iterable[MIMEPart]) -> MIMEPart:
    # "=_" never occurs in quoted-printable or base64, so no content can hold the boundary (RFC 2045, 6.7).
    digest = hashlib.sha256(f"{kind}\n{key}".encode("utf-8", "replace")).hexdigest()
    whole["Content-Type"] = f'multipart/{kind};\r\n boundary="=_{digest[:32]}"'
    for part in parts:
        whole.attach(part)
    return whole


def _part(kind: str, encoding: str, encoded: bytes) -> MIMEPart:
    part = MIMEPart(_POLICY)
    part["Content-Type"] = kind
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(encoded.decode("ascii"))
    return part


def _text_part(subtype: str, text: str) -> MIMEPart:
    # The library's `set_content` would end every text with a line break of its own.
    content = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    quoted = binascii.b2a_qp(content)
    kind = f"text/{subtype}; charset=utf-8"
    if len(quoted) > len(content) * 4 // 3 + _SOFT_LIMIT:
        return _part(kind, "base64", base64.encodebytes(content.replace(b"\n", b"\r\n")))
    return _part(kind, "quoted-printable", quoted)


def _calendar_part(ics: bytes, method: str) -> MIMEPart:
    kind = f"text/calendar; charset=UTF-8; method={method}; component=VEVENT"
    return _part(kind, "base64", base64.encodebytes(ics))


def _file_part(file: Attachment) -> MIMEPart:
    name = _one_line(file.name).replace("/", " ").replace("\\", " ").strip() or "attachment"
    kind = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    part = MIMEPart(SMTP)
    part.add_header("Content-Type", kind, name=name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(file.content).decode("ascii"))
    return part


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _bracketed(value: str) -> str:
    bare = value.removeprefix("<").removesuffix(">")
    if not bare or _REFUSED.search(bare) or not bare.isascii() or len(bare) > LINE_LIMIT - 50:
        raise ValueError(f"{value!r} cannot stand in a header: write it in ASCII, without spaces, < or >")
    return f"<{bare}>"


def _mailbox(mailbox: Mailbox) -> str:
    name, address = _one_line(mailbox.name), _address(mailbox.address)
    if name.isascii() and len(name) <= _NAME_LIMIT and "=?" not in name:
        shown = formataddr((name, address))
    else:
        shown = f"{_encoded_words(name, 'Reply-To')} <{address}>"
    return shown if len(shown) <= _SOFT_LIMIT - len("Reply-To: ") else "\r\n <".join(shown.rsplit(" <", 1))


def _address(address: str) -> str:
    # Not parsed by `headerregistry.Address`: that one breaks off with an AttributeError on some of what is
    # no address, and drops what stands in round brackets.
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or len(address) > _LONGEST_ADDRESS or _REFUSED.search(address):
        raise ValueError(f"{address!r} is not an e-mail address such as hello@example.org")
    if not local.isascii():
        raise ValueError(f"{address!r} has letters before the @ that not every mail server can carry")
    written = local if _DOT_ATOM.fullmatch(local) else f'"{quote(local)}"'
    return f"{written}@{_wire_domain(domain)}"


def _wire_domain(domain: str) -> str:
    try:
        wire = domain.encode("idna").decode("ascii")
    except UnicodeError:
        wire = ""
    if not _DOMAIN.fullmatch(wire):
        raise ValueError(f"{domain!r} is not what stands behind the @ of an e-mail address")
    return wire


def _subject(text: str) -> str:
    line = _one_line(text)
    if line.isascii() and len(line) <= _SOFT_LIMIT - len("Subject: ") and "=?" not in line:
        return line
    return _encoded_words(line, "Subject")


def _encoded_words(text: str, header: str) -> str:
    return Header(text, "utf-8", _SOFT_LIMIT, header).encode(linesep="\r\n")
