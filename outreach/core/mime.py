"""An e-mail as the bytes that go over the wire (RFC 5322, 2045 to 2047, 2231, 2369, 8058, 6047).

Written out by hand rather than with `email.message`: that one draws boundaries at random, folds long links in
List-Unsubscribe into encoded words which no mail program undoes, and changes between versions of Python. The
same e-mail must give the same bytes, this year and next.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from urllib.parse import quote

from outreach.core.history import Key
from outreach.core.icalendar_file import to_ics
from outreach.core.message import Attachment, Email, Mailbox

LINE_LIMIT = 998
_SOFT_LIMIT = 76
_WORD_OCTETS = 39
_NAME_LIMIT = 400
_LONGEST_ADDRESS = 320
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DOMAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\]")
_REFUSED = re.compile(r"[\s\x00-\x20\x7f<>]")
_DOT_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_PLAIN_NAME = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]*", re.ASCII)
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


def to_bytes(email: Email) -> bytes:
    """The whole message, lines ending in CRLF, 7-bit clean; the same e-mail gives the same bytes.

    `multipart/alternative` of text, HTML and, for an invite, `text/calendar`; around it `multipart/mixed`
    with `invite.ics` and the attachments where there are any. Control characters in names and in the subject
    become a space.

    Raises:
        ValueError: an address or link holds a space, a control character or an angle bracket.
    """
    head = b"".join(f"{name}: {value}\r\n".encode("ascii") for name, value in _headers(email))
    return head + _body(email)


def _headers(email: Email) -> Iterator[tuple[str, str]]:
    yield "From", _mailbox(email.sender)
    yield "To", _mailbox(email.to)
    yield "Reply-To", _mailbox(email.reply_to)
    yield "Subject", _unstructured(email.subject, len("Subject: "))
    yield "Date", format_datetime(email.date)
    yield "Message-ID", _bracketed(email.message_id)
    if email.list_id:
        yield "List-Id", _bracketed(email.list_id)
    if email.unsubscribe:
        yield "List-Unsubscribe", ",\r\n ".join(_bracketed(uri) for uri in email.unsubscribe)
    if email.unsubscribe and email.one_click:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "MIME-Version", "1.0"


def _body(email: Email) -> bytes:
    alternatives = [_text_part("plain", email.text), _text_part("html", email.html)]
    files = list(email.attachments)
    if email.invite:
        ics = to_ics(email.invite)
        kind = f"text/calendar; charset=UTF-8; method={email.invite.method};\r\n component=VEVENT"
        alternatives.append(_part(kind, "base64", _base64(ics)))
        files.insert(0, Attachment("invite.ics", ics))
    body = _multipart("alternative", email.key, alternatives)
    return _multipart("mixed", email.key, [body, *map(_file_part, files)]) if files else body


def _multipart(kind: str, key: Key, parts: Iterable[bytes]) -> bytes:
    # "=_" never occurs in quoted-printable or base64, so no content can hold the boundary (RFC 2045, 6.7).
    digest = hashlib.sha256(f"{kind}\n{key}".encode("utf-8", "replace")).hexdigest()
    boundary = f"=_{digest[:32]}".encode("ascii")
    opening = b'Content-Type: multipart/%s;\r\n boundary="%s"\r\n\r\n' % (kind.encode("ascii"), boundary)
    inside = b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts)
    return opening + inside + b"--%s--\r\n" % boundary


def _part(kind: str, encoding: str, encoded: bytes, *more: str) -> bytes:
    lines = (f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *more)
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + encoded


def _text_part(subtype: str, text: str) -> bytes:
    content = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    quoted = binascii.b2a_qp(content, istext=True)
    kind = f"text/{subtype}; charset=utf-8"
    if len(quoted) > len(content) * 4 // 3 + _SOFT_LIMIT:
        return _part(kind, "base64", _base64(content.replace(b"\n", b"\r\n")))
    return _part(kind, "quoted-printable", quoted.replace(b"\n", b"\r\n"))


def _file_part(file: Attachment) -> bytes:
    name = _one_line(file.name).replace("/", " ").replace("\\", " ").strip() or "attachment"
    kind = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    named = _parameter("name", name)
    disposition = f"Content-Disposition: attachment;{_parameter('filename', name)}"
    return _part(f"{kind};{named}", "base64", _base64(file.content), disposition)


def _parameter(key: str, value: str) -> str:
    if value.isascii() and len(value) <= _SOFT_LIMIT // 2:
        return f'\r\n {key}="{_quoted(value)}"'
    letters = [quote(letter, safe="") for letter in value]
    pieces = ["".join(letters[at : at + 4]) for at in range(0, len(letters), 4)]
    pieces[0] = f"utf-8''{pieces[0]}"
    return ";".join(f"\r\n {key}*{number}*={piece}" for number, piece in enumerate(pieces))


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _bracketed(value: str) -> str:
    bare = value.removeprefix("<").removesuffix(">")
    if not bare or _REFUSED.search(bare) or not bare.isascii() or len(bare) > LINE_LIMIT - 50:
        raise ValueError(f"{value!r} cannot stand in a header: write it in ASCII, without spaces, < or >")
    return f"<{bare}>"


def _mailbox(mailbox: Mailbox) -> str:
    name, address = _one_line(mailbox.name), _address(mailbox.address)
    if not name:
        return address
    if not name.isascii() or len(name) > _NAME_LIMIT or "=?" in name:
        return f"{_encoded_words(name)}\r\n <{address}>"
    shown = name if _PLAIN_NAME.fullmatch(name) else f'"{_quoted(name)}"'
    return f"{shown}\r\n <{address}>"


def _address(address: str) -> str:
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or len(address) > _LONGEST_ADDRESS or _REFUSED.search(address):
        raise ValueError(f"{address!r} is not an e-mail address such as hello@example.org")
    if not local.isascii():
        raise ValueError(f"{address!r} has letters before the @ that not every mail server can carry")
    written = local if _DOT_ATOM.fullmatch(local) else f'"{_quoted(local)}"'
    return f"{written}@{_wire_domain(domain)}"


def _wire_domain(domain: str) -> str:
    try:
        wire = domain.encode("idna").decode("ascii")
    except UnicodeError:
        wire = ""
    if not _DOMAIN.fullmatch(wire):
        raise ValueError(f"{domain!r} is not what stands behind the @ of an e-mail address")
    return wire


def _unstructured(text: str, used: int) -> str:
    line = _one_line(text)
    if line.isascii() and len(line) <= _SOFT_LIMIT - used and "=?" not in line:
        return line
    return _encoded_words(line)


def _encoded_words(text: str) -> str:
    """RFC 2047 words of whole characters, none longer than 75 octets, one a line."""
    words, word = list[bytes](), b""
    for letter in text:
        octets = letter.encode("utf-8")
        if len(word) + len(octets) > _WORD_OCTETS:
            words.append(word)
            word = b""
        word += octets
    coded = (binascii.b2a_base64(each, newline=False).decode("ascii") for each in [*words, word])
    return "\r\n ".join(f"=?utf-8?b?{each}?=" for each in coded)
