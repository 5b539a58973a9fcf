"""From bytes to letters, whatever a part declares and whatever is in it; transfer encodings (RFC 2045).

What is declared is believed as browsers believe it (the labels of the WHATWG's Encoding Standard: what says
`iso-8859-1` is windows-1252, `gb2312` is GB 18030), unless it cannot be: then UTF-8, then what it looks like.
"""

import codecs
import re
from base64 import b64decode
from binascii import a2b_qp
from typing import Final

MOST_LETTERS: Final = 1_000_000
"""So many letters of one part are read, be it text or HTML."""
_MOST_BYTES: Final = 4 * MOST_LETTERS
_SAMPLE: Final = 4_096
_LABEL = re.compile(r"[\w.:-]{1,40}")
_KNOWN = re.compile(
    r"utf[-_](8|8-sig|7|16|16-le|16-be|32|32-le|32-be)|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|gb\w+|hz|big5\w*"
    r"|euc_\w+|iso2022_\w+|shift_jis\w*|johab|ptcp154|kz1048|tis-620"
)
_READ_AS: Final = {
    "ascii": "", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs", "iso2022_jp": "iso2022_jp_2",
}  # fmt: skip
_SINGLE = re.compile(r"cp125\d|cp874|iso8859-\d+|koi8-[rut]|mac-\w+|kz1048")
_GUESSES: Final = [
    "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp",
    "euc_kr", "cp1252", "cp1254", "cp1257",
]  # fmt: skip
_SIGNS: Final = frozenset(
    "\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2013\u2014\u20ac\xab\xbb\xb0\xa7\xa9\xae\u2122\u2022\xb7\xb4\xa0\xba\xaa\xbd"
)
_WESTERN: Final = tuple(
    frozenset(letters.upper()) | frozenset(letters) | _SIGNS
    for letters in (
        "àâçéèêëîïôùûüœ",
        "äöüß",
        "áéíñóúü¿¡",
        "áâãàçéêíóôõú",
        "àèéìîòù",
        "åäöé",
        "åæøé",
        "ëïéèüö",
    )
)
"""The letters beyond ASCII of languages written in windows-1252, each with the signs they share."""
_SHIFTED = re.compile(rb"\x1b\$[@B]")
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")


def decoded(content: bytes, declared: str) -> str:
    """The letters of some bytes, at most a million, without what is no letter; lines end in LF."""
    if content.isascii() and not any(mark in content for mark in (b"\x1b", b"\0", b"+", b"~{")):
        text = content[:MOST_LETTERS].decode("ascii")
    else:
        text = _letters(content[:_MOST_BYTES], declared)[:MOST_LETTERS]
    return _NO_LETTERS.sub("", _LINE_ENDS.sub("\n", text))


def _letters(content: bytes, declared: str) -> str:
    codec = _codec(declared)
    if _SHIFTED.search(content) and not codec.startswith("iso2022"):
        codec = "iso2022_jp_2"
    text = _read(content, codec) if codec else None
    if text is None or _SINGLE.fullmatch(codec):
        unicode = _read(content, "utf-8")
        text = unicode if unicode is not None else text
    return text if text is not None else _guessed(content, codec)


def _codec(declared: str) -> str:
    label = declared.strip().strip("\"'").lower()
    label = {"ks_c_5601-1987": "cp949", "x-sjis": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp",
             "iso-8859-8-i": "iso8859-8", "unicode-1-1-utf-8": "utf-8", "x-mac-roman": "mac-roman",
             "windows-874": "cp874", "dos-874": "cp874",
             "x-unknown": "", "unknown-8bit": "", "default_charset": ""}.get(label, label)  # fmt: skip
    if not _LABEL.fullmatch(label):
        return ""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    # Not every codec reads letters of a language: punycode and idna take quadratic time.
    return _READ_AS.get(name, name) if _KNOWN.fullmatch(name) else ""


def _read(content: bytes, codec: str) -> str | None:
    try:
        # Not final: what was cut in the middle of a letter is no mistake.
        return codecs.getincrementaldecoder(codec)("strict").decode(content, len(content) < _MOST_BYTES)
    except (UnicodeError, ValueError):
        return None


def _guessed(content: bytes, codec: str) -> str:
    if codec and not _SINGLE.fullmatch(codec) and codec != "utf-8":
        text = content.decode(codec, "replace")
        if text.count("\ufffd") * 20 < len(text):
            return text
    first = next((at for at, byte in enumerate(content) if byte > 0x7F), 0)  # noqa: PLR2004
    sample = content[max(0, first - _SAMPLE // 2) : first + _SAMPLE]
    return content.decode(_likeliest(sample), "replace")


def _likeliest(sample: bytes) -> str:
    text = _read(sample, "cp1252")
    beyond = [letter for letter in text or "" if not letter.isascii()]
    if text and any(letters.issuperset(beyond) for letters in _WESTERN):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, seldom needed

    best = from_bytes(sample, cp_isolation=_GUESSES, threshold=0.4).best()
    return best.encoding if best else "cp1252"


def unpacked(content: bytes) -> bytes:
    """Base64 as far as it goes (RFC 2045, 6.8): foreign letters passed over, missing padding made up for."""
    cleaned = _NOT_BASE64.sub(b"", content)
    pieces = [each for each in cleaned.split(b"=") if each] if b"=" in cleaned.rstrip(b"=") else [cleaned]
    made = []
    for each in pieces:
        whole = each.rstrip(b"=")
        whole = whole[: len(whole) - 1] if len(whole) % 4 == 1 else whole
        made.append(b64decode(whole + b"=" * (-len(whole) % 4)))
    return b"".join(made)


def transferred(content: bytes, encoding: str) -> bytes:
    """What a part holds under its Content-Transfer-Encoding; an unknown one leaves it as it is."""
    match encoding.strip().lower():
        case "base64":
            return unpacked(content)
        case "quoted-printable":
            return a2b_qp(content)
        case _:
            return content
