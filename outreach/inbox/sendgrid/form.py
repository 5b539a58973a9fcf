"""A form as Inbound Parse sends it (multipart/form-data, RFC 7578): its fields as the bytes they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outreach.inbox.sendgrid.events import NotUnderstood

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_FIELDS = 300
"""SendGrid sends about fifteen, and one for each attachment."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `kind` is its own Content-Type as it was written, `filename` that of a file."""

    name: str
    content: bytes
    kind: str = ""
    filename: str = ""


@dataclass(slots=True)
class _Reader:
    """What the parser calls, part by part."""

    fields: dict[str, Field] = field(default_factory=dict)
    _headers: list[tuple[bytearray, bytearray]] = field(default_factory=list)
    _content: bytearray = field(default_factory=bytearray)
    count: int = 0

    def begin(self) -> None:
        self._headers, self._content = [], bytearray()
        self.count += 1
        if self.count > MOST_FIELDS:
            raise NotUnderstood("it has too many fields")

    def header_begin(self) -> None:
        self._headers.append((bytearray(), bytearray()))

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._headers[-1][0].extend(data[start:end])

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._headers[-1][1].extend(data[start:end])

    def data(self, data: bytes, start: int, end: int) -> None:
        self._content.extend(data[start:end])

    def end(self) -> None:
        from python_multipart.multipart import parse_options_header  # noqa: PLC0415 - only what comes in needs it

        headers = {bytes(name).decode("latin-1").lower(): bytes(value) for name, value in self._headers}
        _, options = parse_options_header(headers.get("content-disposition", b"").decode("latin-1"))
        name = options.get(b"name", b"").decode("utf-8", "replace")
        if name and name not in self.fields:
            self.fields[name] = Field(
                name,
                bytes(self._content),
                headers.get("content-type", b"").decode("latin-1"),
                options.get(b"filename", b"").decode("utf-8", "replace"),
            )


def fields_of(content_type: str, body: bytes) -> Mapping[str, Field]:
    """The fields of a form, by name; of several of a name the first.

    Raises:
        NotUnderstood: it is no such form, or not a whole one.
    """
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 - only what comes in needs it
    from python_multipart.multipart import MultipartParser, parse_options_header  # noqa: PLC0415 - likewise

    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise NotUnderstood("it is no form with fields")
    reader, whole = _Reader(), []
    callbacks: MultipartCallbacks = {
        "on_part_begin": reader.begin,
        "on_header_begin": reader.header_begin,
        "on_header_field": reader.header_field,
        "on_header_value": reader.header_value,
        "on_part_data": reader.data,
        "on_part_end": reader.end,
        "on_end": lambda: whole.append(True),
    }
    try:
        parser = MultipartParser(options[b"boundary"], callbacks)
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise NotUnderstood("it is no whole form") from None
    if not whole:
        raise NotUnderstood("it is no whole form")
    return reader.fields
