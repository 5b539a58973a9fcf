"""Bytes to text, in the encodings that spreadsheets and address books write."""

import codecs

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "latin_1": "Latin-1"}
SAMPLE = 64 * 1024


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding where that had to be guessed (else nothing).

    A byte-order mark decides; then UTF-8; then what Western spreadsheets write, Windows-1252 where several
    would do.

    Raises:
        UnicodeDecodeError: the mark promises an encoding that the bytes do not keep.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "") or _unmarked_utf16(data)
    if encoding:
        return data.decode(encoding), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        guess = _western(data)
        return data.decode(guess), WESTERN[guess]


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: of a header in Latin letters every second byte is nothing."""
    head = data[:64]
    if len(head) < 4 or len(data) % 2:  # noqa: PLR2004
        return ""
    if not any(head[1::2]) and all(head[::2]):
        return "utf-16-le"
    return "utf-16-be" if not any(head[::2]) and all(head[1::2]) else ""


def _western(data: bytes) -> str:
    lines = (line for line in data.splitlines(keepends=True) if not line.isascii())
    sample = bytearray()
    while len(sample) < SAMPLE and (line := next(lines, b"")):
        sample += line[:SAMPLE]
    found = [match.encoding for match in from_bytes(bytes(sample), cp_isolation=list(WESTERN))]
    for guess in (*found, "cp1252"):
        if _decodes(data, guess):
            return guess
    return "latin_1"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
