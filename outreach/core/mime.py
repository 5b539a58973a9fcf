"""An e-mail as the bytes that go over the wire (RFC 5322, 2045 to 2047, 2231, 2369, 3834, 6047, 6532, 8058).

Written by joining bytes: the tree and the generator of `email.message` cost five times as much.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.header import Header
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, quote
from functools import lru_cache
from unicodedata import normalize

from outreach.core.history import Key
from outreach.core.icalendar_file import to_ics
from outreach.core.message import Attachment, Email, Mailbox

LINE_LIMIT = 998
_SOFT_LIMIT = 76
_NAME_LIMIT = 400
_LONGEST_ADDRESS = 320
_FEEDBACK_ID = re.compile(r"[\x21-\x7e]{1,500}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DOMAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\]")
_KEPT = re.compile(r"[^.\u3002\uff0e\uff61]*[\u00df\u1e9e\u03c2][^.\u3002\uff0e\uff61]*")
_REFUSED = re.compile(r"[\s\x00-\x20\x7f<>]")
_DOT_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_SPECIAL = re.compile(r'[][\\()<>@,:;".]')
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
_INVITE_FILE = (
    'application/ics; name="invite.ics"\r\nContent-Disposition: attachment; filename="invite.ics"',
    "base64",
)


def to_bytes(email: Email, *, utf8: bool = False) -> bytes:
    """The whole message, lines ending in CRLF; the same e-mail gives the same bytes.

    `multipart/alternative` of text, HTML and, for an invite, `text/calendar`; around it `multipart/mixed`
    with `invite.ics` and the attachments where there are any. Control characters in names and in the subject
    become a space.

    Args:
        email: the message.
        utf8: letters beyond ASCII before the @ of an address are written as they are (RFC 6532); such a
            message goes only to servers that offer SMTPUTF8. Without it the message is 7-bit clean.

    Raises:
        ValueError: an address or link holds a space, a control character or an angle bracket; or, without
            `utf8`, an address has letters beyond ASCII before the @.
    """
    alternatives = [_text_part("plain", email.text), _text_part("html", email.html)]
    files = [_file_part(each) for each in email.attachments]
    if email.invite:
        encoded = base64.encodebytes(to_ics(email.invite)).replace(b"\n", b"\r\n")
        kind = f"text/calendar; charset=UTF-8; method={email.invite.method}; component=VEVENT"
        alternatives.append(_part(kind, "base64", encoded))
        if email.invite.is_entry:
            files.insert(0, _part(*_INVITE_FILE, encoded))
    body = _multipart("alternative", email.key, alternatives)
    if files:
        body = _multipart("mixed", email.key, [body, *files])
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(email, utf8=utf8))
    return head.encode() + body


def needs_utf8(email: Email) -> bool:
    """Whether an address of the message has letters beyond ASCII before the @ (RFC 6531)."""
    mailboxes = (email.sender, email.to, email.reply_to)
    return not all(each.address.rpartition("@")[0].isascii() for each in mailboxes)


@lru_cache(maxsize=256)
def wire_address(address: str, *, utf8: bool = False) -> str:
    """An address as mail servers read it: its local part quoted where it must be, its domain in ASCII (IDNA).

    Raises:
        ValueError: it is no address, or has letters beyond ASCII before the @ and `utf8` does not allow them.
            The address itself is not in the text.
    """
    # Not parsed by `headerregistry.Address`: that one breaks off with an AttributeError on some of what is
    # no address, and drops what stands in round brackets.
    local, at, domain = address.rpartition("@")
    unfit = _REFUSED.search(address) or _CONTROL.search(local)
    if not at or not local or not domain or len(address) > _LONGEST_ADDRESS or unfit:
        raise ValueError("an address of this message is not an e-mail address such as hello@example.org")
    if not (utf8 or local.isascii()):
        raise ValueError("an address has letters before the @ that not every mail server can carry")
    # All letters beyond ASCII may stand unquoted (RFC 6532, 3.2); "x" stands in for them.
    plain = local if local.isascii() else re.sub(r"[^\x00-\x7f]", "x", local)
    written = local if _DOT_ATOM.fullmatch(plain) else f'"{quote(local)}"'
    return f"{written}@{_wire_domain(domain)}"


def headers(email: Email) -> Iterator[tuple[str, str]]:
    """Every header of an e-mail, each on one line, for a provider that writes the bytes itself.

    Raises:
        ValueError: as `to_bytes`.
    """
    for name, value in _headers(email, utf8=False):
        yield name, value.replace("\r\n", "")


def is_message_id(text: str) -> bool:
    """Whether a Message-ID that somebody else wrote can stand in a header of ours (RFC 5322, 3.6.4)."""
    try:
        return _bracketed(text) == text
    except ValueError:
        return False


def file_type(name: str) -> str:
    """The media type of an attachment, by the ending of its name."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _headers(email: Email, *, utf8: bool) -> Iterator[tuple[str, str]]:
    yield "From", _mailbox(email.sender, utf8=utf8)
    yield "To", _mailbox(email.to, utf8=utf8)
    yield "Reply-To", _mailbox(email.reply_to, utf8=utf8)
    yield "Subject", _subject(email.subject)
    yield "Date", _date(email.date)
    yield "Message-ID", _bracketed(email.message_id)
    if email.in_reply_to:
        yield "In-Reply-To", _bracketed(email.in_reply_to)
        yield "References", _bracketed(email.in_reply_to)
    if email.list_id:
        yield "List-Id", _bracketed(email.list_id)
    if email.unsubscribe:
        yield "List-Unsubscribe", ",\r\n ".join(_bracketed(uri) for uri in email.unsubscribe)
    if email.unsubscribe and email.one_click:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    if email.feedback_id:
        yield "Feedback-ID", _feedback_id(email.feedback_id)
    if email.auto_generated:
        yield "Auto-Submitted", "auto-replied" if email.in_reply_to else "auto-generated"
    if email.is_test:
        yield "X-Outreach-Test", "yes"
    yield "MIME-Version", "1.0"


def _multipart(kind: str, key: Key, parts: Iterable[bytes]) -> bytes:
    # "=_" never occurs in quoted-printable or base64, so no content can hold the boundary (RFC 2045, 6.7).
    digest = hashlib.sha256(f"{kind}\n{key}".encode("utf-8", "replace")).hexdigest()
    boundary = f"=_{digest[:32]}"
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n--{boundary}\r\n'
    between, end = f"\r\n--{boundary}\r\n".encode(), f"\r\n--{boundary}--\r\n".encode()
    return b"".join((head.encode(), between.join(parts), end))


def _part(kind: str, encoding: str, encoded: bytes) -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode("ascii") + encoded


def _text_part(subtype: str, text: str) -> bytes:
    content = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    quoted = binascii.b2a_qp(content)
    kind = f"text/{subtype}; charset=utf-8"
    if len(quoted) > len(content) * 4 // 3 + _SOFT_LIMIT:
        whole = base64.encodebytes(content.replace(b"\n", b"\r\n"))
        return _part(kind, "base64", whole.replace(b"\n", b"\r\n"))
    return _part(kind, "quoted-printable", _surviving(quoted).replace(b"\n", b"\r\n"))


def _surviving(quoted: bytes) -> bytes:
    # Mail stores in mbox form put a ">" before such a line, which breaks signatures and shows (RFC 4155).
    # The soft line break keeps the line, now two longer, within 76.
    if b"From " not in quoted:
        return quoted
    return re.sub(rb"^From ", b"=46rom =\n", quoted, flags=re.MULTILINE)


# A bytes object remembers its hash, and an attachment is the same object for all messages of a step.
@lru_cache(maxsize=4)
def _file_part(file: Attachment) -> bytes:
    name = one_line(file.name).replace("/", " ").replace("\\", " ").strip() or "attachment"
    part = MIMEPart(SMTP)
    part.add_header("Content-Type", file_type(name), name=name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    part["Content-Transfer-Encoding"] = "base64"
    return part.as_bytes() + base64.encodebytes(file.content).replace(b"\n", b"\r\n")


def one_line(text: str) -> str:
    """A name or a subject on one line: control characters and line ends become spaces."""
    return _CONTROL.sub(" ", text).strip()


@lru_cache(maxsize=8)
def _date(moment: datetime) -> str:
    return format_datetime(moment)


def _bracketed(value: str) -> str:
    bare = value.removeprefix("<").removesuffix(">")
    if not bare or _REFUSED.search(bare) or not bare.isascii() or len(bare) > LINE_LIMIT - 50:
        told = "write it in ASCII, without spaces, < or >"
        raise ValueError(f"a link or an identifier of this message cannot stand in a header: {told}")
    return f"<{bare}>"


def _feedback_id(value: str) -> str:
    if not _FEEDBACK_ID.fullmatch(value):
        raise ValueError("the Feedback-ID of this message cannot stand in a header: write it in ASCII")
    return value


def _mailbox(mailbox: Mailbox, *, utf8: bool) -> str:
    name, address = _phrase(mailbox.name), wire_address(mailbox.address, utf8=utf8)
    if not name:
        return address
    fits = len(name) + len(address) + len("Reply-To:  <>") <= _SOFT_LIMIT
    return f"{name} <{address}>" if fits else f"{name}\r\n <{address}>"


@lru_cache(maxsize=256)
def _phrase(typed: str) -> str:
    """A display name, quoted or in encoded words where it must be."""
    name = one_line(typed)
    if not name.isascii() or len(name) > _NAME_LIMIT or "=?" in name:
        return _encoded_words(name, "Reply-To")
    return f'"{quote(name)}"' if _SPECIAL.search(name) else name


def _wire_domain(domain: str) -> str:
    try:
        wire = _KEPT.sub(_punycode, domain).encode("idna").decode("ascii")
    except UnicodeError:
        wire = ""
    if not _DOMAIN.fullmatch(wire):
        raise ValueError("what stands behind the @ of an address of this message is no name of a domain")
    return wire


def _punycode(label: re.Match[str]) -> str:
    # The codec, of 2003, writes `ß` as `ss`: since IDNA 2008 (RFC 5891) that is somebody else's domain.
    return f"xn--{normalize('NFKC', label[0].lower()).encode('punycode').decode('ascii')}"


@lru_cache(maxsize=256)
def _subject(text: str) -> str:
    line = one_line(text)
    if line.isascii() and len(line) <= _SOFT_LIMIT - len("Subject: ") and "=?" not in line:
        return line
    return _encoded_words(line, "Subject")


def _encoded_words(text: str, header: str) -> str:
    return Header(text, "utf-8", _SOFT_LIMIT, header).encode(linesep="\r\n")
