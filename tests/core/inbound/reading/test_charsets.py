"""Letters, whatever a part declares and whatever is in it."""

import base64

import pytest

from outreach.core.inbound.mail import parse
from tests.core.inbound.dialects import WORDS


def text_with(headers: str, body: bytes) -> str:
    return parse(f"{headers}\n\n".encode() + body).text


@pytest.mark.parametrize(
    ("language", "charset"),
    [
        ("de", "iso-8859-1"),
        ("de", "windows-1252"),
        ("fr", "iso-8859-15"),
        ("pl", "iso-8859-2"),
        ("pl", "windows-1250"),
        ("cs", "windows-1250"),
        ("ru", "koi8-r"),
        ("ru", "windows-1251"),
        ("ja", "iso-2022-jp"),
        ("ja", "shift_jis"),
        ("ja", "euc-jp"),
        ("zh", "gb2312"),
        ("zh", "gb18030"),
        ("zh", "big5"),
        ("ko", "euc-kr"),
        ("ko", "ks_c_5601-1987"),
        ("fi", "utf-16"),
        ("sv", "utf-7"),
    ],
)
def test_a_declared_charset_is_read(language: str, charset: str) -> None:
    words = WORDS[language] if charset != "big5" else "好的"
    codec = {"ks_c_5601-1987": "cp949"}.get(charset, charset)
    encoded = base64.encodebytes(words.encode(codec))
    headers = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64"
    assert text_with(headers, encoded) == words


@pytest.mark.parametrize(
    ("declared", "language", "real"),
    [
        ("utf-8", "de", "windows-1252"),
        ("utf-8", "fr", "iso-8859-1"),
        ("utf-8", "ru", "koi8-r"),
        ("utf-8", "ru", "windows-1251"),
        ("us-ascii", "de", "utf-8"),
        ("us-ascii", "es", "windows-1252"),
        ("iso-8859-1", "fr", "utf-8"),
        ("windows-1252", "ru", "utf-8"),
        ("utf-8", "ja", "iso-2022-jp"),
        ("utf-8", "ja", "shift_jis"),
        ("utf-8", "zh", "gb18030"),
        ("utf-8", "ko", "euc-kr"),
        ("nonsense", "de", "utf-8"),
        ("", "de", "utf-8"),
        ("", "pt", "windows-1252"),
        ("utf-8", "cs", "windows-1250"),
        ("punycode", "de", "utf-8"),
        ("unicode_escape", "de", "utf-8"),
        ("zip", "de", "utf-8"),
    ],
)
def test_a_charset_that_lies_is_found_out(declared: str, language: str, real: str) -> None:
    headers = f"Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit"
    assert text_with(headers, WORDS[language].encode(real)) == WORDS[language]


def test_latin_1_means_windows_1252_as_it_does_to_everybody() -> None:
    assert (
        text_with("Content-Type: text/plain; charset=iso-8859-1", b"it\x92s \x80 5 \x96 yes")
        == "it\u2019s \u20ac 5 \u2013 yes"
    )


@pytest.mark.parametrize(
    "packed",
    [
        b"WWVzLCBJIHdpbGwu",
        b"WWVz\n LCBJ\r\n!IHdp bGwu",
        b"WWVzLCBJIHdpbGwu====",
        b"WWVz\nLCBJIHdpbGwu\n-- \n",
        b"WWVzLCBJIHdpbGwuQ",
    ],
)
def test_broken_base64_is_read_as_far_as_it_goes(packed: bytes) -> None:
    headers = "Content-Type: text/plain\nContent-Transfer-Encoding: base64"
    assert text_with(headers, packed).startswith("Yes, I will.")


def test_broken_quoted_printable_is_read_as_far_as_it_goes() -> None:
    headers = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
    assert text_with(headers, b"caf=C3=A9 =ZZ 100% =\nyes=") == "café =ZZ 100% yes"


def test_what_is_no_letter_is_left_out() -> None:
    assert text_with("Content-Type: text/plain", b"a\x00b\x08c\x7f d\tE") == "abc d\tE"
