"""The parts that mail programs have in common: an answer, its head, its MIME, and what is quoted in it."""

import quopri
from base64 import encodebytes
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from itertools import zip_longest
from textwrap import fill
from typing import Final, Literal

from tests.core.inbound import dialects
from tests.core.inbound.dialects import Attribution

ORIGINAL: Final = """\
Hello Champion One,

The launch meeting is on March 18 at 9:00 at Example Builders.

Will you be there? Please answer this message.

Convener One
Example Sector Partnerships"""
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody writes back, and what they answer.

    `words` are their new words, paragraphs parted by an empty line; `posting` is where they stand: above the
    quoted message, below it, or a paragraph after each paragraph of it. `signature` is set as the program
    sets it (several lines are fine), `mobile` adds what a telephone adds. `quoted` is the plain text of the
    original, empty for an answer without a quotation. Without `plain` the mail is HTML alone, without `html`
    plain text alone. `headers` stand above all others, as servers add them.
    """

    words: str = "Yes, I will be there.\n\nCould you tell me where to park?"
    sender: str = "champion-1@example.com"
    name: str = "Champion One"
    to: str = "hello@partnerships.example.org"
    to_name: str = "Example Sector Partnerships"
    subject: str = "Re: Construction partnership launch meeting"
    in_reply_to: str = "<m1.original@partnerships.example.org>"
    references: tuple[str, ...] = ()
    quoted: str = ORIGINAL
    date: datetime = datetime(2027, 3, 2, 15, 12, tzinfo=UTC)
    quoted_at: datetime = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    message_id: str = ""
    signature: str = ""
    language: str = "en"
    posting: Literal["top", "bottom", "between"] = "top"
    charset: str = "utf-8"
    plain: bool = True
    html: bool = True
    mobile: bool = True
    cc: tuple[str, ...] = ()
    headers: Names = ()

    @property
    def token(self) -> str:
        """Letters that stand for this answer alone, for boundaries and Message-IDs."""
        return sha256(repr(self).encode()).hexdigest()[:24]

    @property
    def attribution(self) -> Attribution:
        """Who wrote the original, and when."""
        return Attribution(self.to_name, self.to, self.quoted_at)

    @property
    def signed(self) -> str:
        """The words with the signature under them, as programs without a delimiter set it."""
        return f"{self.words}\n\n{self.signature}" if self.signature else self.words


def arranged(answer: Answer, line: str, signature: str) -> str:
    """The plain text of a program that marks what it quotes with `>`."""
    if not answer.quoted:
        return f"{answer.words}\n{signature}"
    if answer.posting == "top":
        return f"{answer.words}\n{signature}\n{line}\n\n{marked(answer.quoted)}\n"
    body = (marked(quote) + (f"\n\n{words}\n" if words else "\n>") for quote, words in pairs(answer))
    return f"{line}\n\n" + "\n".join(body) + f"\n{signature}"


def pairs(answer: Answer) -> list[tuple[str, str]]:
    """The quoted paragraphs, each with the words that stand under it."""
    quotes, words = answer.quoted.split("\n\n"), answer.words.split("\n\n")
    if answer.posting == "bottom":
        return [(answer.quoted, answer.words)]
    return list(zip_longest(quotes, ["", *words], fillvalue=""))


def arranged_html(answer: Answer, above: str, opening: str, closing: str, signature: str) -> str:
    """The HTML of such a program: `above` holds the words, `opening` and `closing` the quotation."""
    if not answer.quoted:
        return above.format(lines(answer.words)) + signature
    if answer.posting == "top":
        quote = f"{opening}{paragraphs(answer.quoted)}{closing}"
        return above.format(lines(answer.words)) + signature + quote
    attribution, tag, rest = opening.rpartition("<blockquote")
    inner = "".join(
        f"{tag}{rest}{paragraphs(quote)}</blockquote>" + (f"<div>{lines(words)}</div>" if words else "")
        for quote, words in pairs(answer)
    )
    return f"{attribution}{inner}{closing.replace('</blockquote>', '')}{signature}"


def below(words: str, quote: str, *, quoted: bool = True) -> str:
    """Words with the original under them."""
    return f"{words}\n\n{quote}\n" if quoted else f"{words}\n"


def marked(text: str) -> str:
    """Every line behind `>`."""
    return "\n".join(f"> {line}".rstrip() if line else ">" for line in text.splitlines())


def wrapped(line: str) -> str:
    """A long attribution over two lines, as Gmail sets it."""
    return fill(line, 78, break_long_words=False, break_on_hyphens=False)


def flowed(line: str) -> str:
    """One line as format=flowed (RFC 3676, 4.2), broken at 72; quoted lines and signature as they are."""
    if len(line) <= 72 or line.startswith((">", "-- ")):
        return f" {line}" if line.startswith((" ", "From ")) else line
    return fill(line, 71, break_long_words=False).replace("\n", " \n")


def header_block(answer: Answer) -> str:
    """Outlook's four lines above the original."""
    return "".join(f"{name}: {value}\n" for name, value in _fields(answer)) + f"\n{answer.quoted}"


def header_lines(answer: Answer) -> str:
    """The same in HTML."""
    return "<br>\n".join(f"<b>{name}:</b> {escape(value)}" for name, value in _fields(answer))


def _fields(answer: Answer) -> list[tuple[str, str]]:
    at = answer.quoted_at
    names = dialects.OUTLOOK[answer.language].split("|")
    values = (
        f"{answer.to_name} <{answer.to}>",
        f"{at:%A, %B} {at.day}, {at.year} {at.hour}:{at:%M %p}",
        f"{answer.name} <{answer.sender}>",
        answer.subject.partition("Re: ")[2] or answer.subject,
    )
    return list(zip(names, values, strict=True))


def lines(text: str) -> str:
    """Lines of text as lines of HTML."""
    return "<br>".join(escape(line) for line in text.splitlines())


def paragraphs(text: str, attributes: str = "") -> str:
    """Paragraphs of text as those of HTML."""
    opening = f"<p {attributes}>" if attributes else "<p>"
    return "".join(f"{opening}{lines(each)}</p>\n" for each in text.split("\n\n"))


def exchange_page(body: str) -> str:
    """A page as Exchange serves it."""
    return (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n'
        f'<body dir="ltr">\n{body}</body>\n</html>\n'
    )


def identified(answer: Answer, domain: str, prefix: str = "") -> Names:
    """From, To, Date, Message-ID and what is answered."""
    made = answer.message_id or f"<{prefix}{answer.token}@{domain}>"
    names = [
        ("From", f"{encoded(answer.name)} <{answer.sender}>"),
        ("To", f"{encoded(answer.to_name)} <{answer.to}>"),
    ]
    if answer.cc:
        names.append(("Cc", ", ".join(answer.cc)))
    names += [("Date", format_datetime(answer.date)), ("Message-ID", made)]
    if answer.in_reply_to:
        references = "\r\n ".join((*answer.references, answer.in_reply_to))
        names += [("In-Reply-To", answer.in_reply_to), ("References", references)]
    return tuple(names)


def exchange(answer: Answer) -> Names:
    """The head that Exchange writes."""
    index = encodebytes(bytes.fromhex(answer.token))[:24].decode().strip()
    return (
        *identified(answer, "NAMP123MB1234.namprd12.prod.outlook.example.com"),
        ("Subject", encoded(answer.subject)),
        ("Thread-Topic", encoded(answer.subject.removeprefix("Re: "))),
        ("Thread-Index", f"AQHb{index}"),
        ("Accept-Language", "en-US"),
        ("Content-Language", "en-US"),
        ("X-MS-Has-Attach", ""),
        ("X-MS-TNEF-Correlator", ""),
    )


def encoded(text: str) -> str:
    """A header's text, in encoded words where it must be (RFC 2047)."""
    return text if text.isascii() else Header(text, "utf-8").encode(linesep="\r\n")


def alternative(answer: Answer, made: tuple[str, str], names: Names, boundary: str) -> bytes:
    """The mail of `multipart/alternative`, or of the one part it is to have."""
    text, html = made
    if not answer.html:
        return single(answer, text, names)
    if not answer.plain:
        return single(answer, html, names, kind="html")
    kind = ("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"')
    parts = "".join(
        f"--{boundary}\r\n{_part(each, answer.charset, form)}\r\n"
        for each, form in ((text, "plain"), (html, "html"))
    )
    return f"{_head(answer, (*names, ('MIME-Version', '1.0'), kind))}\r\n{parts}--{boundary}--\r\n".encode(
        "latin-1"
    )


def single(answer: Answer, text: str, names: Names, parameters: str = "", kind: str = "plain") -> bytes:
    """The mail of one part."""
    part = _part(text, answer.charset, kind, parameters)
    return (_head(answer, (*names, ("MIME-Version", "1.0"))) + part).encode("latin-1")


def _head(answer: Answer, names: Names) -> str:
    at = format_datetime(answer.date + timedelta(seconds=4))
    trace = (
        ("Return-Path", f"<{answer.sender}>"),
        ("Delivered-To", answer.to),
        ("Received", f"from mx.example.com (mx.example.com [192.0.2.7])\r\n\tby mail.example.org; {at}"),
    )
    return "".join(f"{name}: {value}\r\n" for name, value in (*answer.headers, *trace, *names))


def _part(text: str, charset: str, kind: str, parameters: str = "") -> str:
    content = text.replace("\n", "\r\n").encode(charset, "xmlcharrefreplace" if kind == "html" else "replace")
    encoding, body = _transfer(content, charset)
    return (
        f"Content-Type: text/{kind}; charset={charset}{parameters}\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n{body}"
    )


def _transfer(content: bytes, charset: str) -> tuple[str, str]:
    longest = max(map(len, content.split(b"\r\n")), default=0)
    high = sum(byte > 127 for byte in content)
    if not high and (longest < 900 or charset.startswith("iso-2022")):
        return "7bit", content.decode("ascii")
    if high * 3 > len(content):
        return "base64", encodebytes(content).decode().replace("\n", "\r\n")
    quoted = quopri.encodestring(content.replace(b"\r\n", b"\n"))
    return "quoted-printable", quoted.decode().replace("\n", "\r\n")
