"""Addresses as reports name them: behind a type, quoted as xtext, in other alphabets, amidst words."""

import re
import sys
from typing import Final

from outreach.core.inbound.reading.heads import address as looked_up

LONGEST: Final = 320
"""A local part of 64 and a domain of 255 octets, and the sign between them (RFC 5321, 4.5.3.1)."""

ADDRESS: Final = re.compile(
    r"(?<![\w.+=-])(?:smtp[=:])?([\w!#$%&*+/?^{|}~-][\w!#$%&'*+/=?^`{|}~.-]{0,63})@((?:[\w-]{1,63}\.){1,9}[^\W\d_][\w-]{1,62})(?![\w@-])",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:\"[^\"@]{1,64}\"|[^\s<>@\",;:]{1,64})@(?:\[[\w.:]{1,60}\]|[\w.-]{1,255})")
_UNICODE = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_TYPES: Final = frozenset({"rfc822", "utf-8", "smtp", "dns", "", "rfc-822", "internet"})
_HIDDEN = ("redacted", "undisclosed", "x-x", "removed", "hidden", "anonym", "xxxxx", "user-id")
"""How complaints call somebody whom they do not name."""


def in_field(value: str) -> str:
    r"""The address of a report's field such as `rfc822; a@example.org`, in lower case, or nothing.

    Shapes: `rfc822;`, `utf-8;` with `\x{E9}` for a letter (RFC 6533, 3), no type at all, angle brackets, and
    the plus and equals signs left as xtext quotes them (RFC 3461, 4). An X.400 or Exchange name is none.
    """
    kind, parted, rest = value.partition(";")
    if "@" in kind or not parted:
        rest = value
    elif kind.strip().lower() not in _TYPES:
        return ""
    rest = _UNICODE.sub(_letter, rest[: LONGEST * 2]).replace("+2B", "+").replace("+3D", "=")
    bare = rest.split("(")[0].strip().strip("<>'").strip()
    if len(bare) <= LONGEST and _WHOLE.fullmatch(bare):
        return bare.lower()
    found = ADDRESS.search(rest)
    return f"{found[1]}@{found[2]}".lower() if found else ""


def _letter(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= sys.maxunicode and chr(code).isprintable() else ""


def in_text(text: str) -> list[str]:
    """Every address in a text, in lower case, in order, each once."""
    return list(dict.fromkeys(f"{match[1]}@{match[2]}".lower() for match in ADDRESS.finditer(text)))


def without(text: str, keep: str = "") -> str:
    """The text with every address but that one left out."""
    return ADDRESS.sub(lambda match: match[0] if keep and match[0].lower().endswith(keep) else "(…)", text)


def named(address: str) -> bool:
    """Whether an address tells who it is: providers put others in place of somebody who complains."""
    local, at, domain = address.partition("@")
    return bool(at) and not any(mark in local or domain.startswith(mark) for mark in _HIDDEN)


def as_kept(address: str) -> str:
    """An address as contacts are kept: its domain as people write it, where a server wrote `xn--`."""
    return looked_up(address) if "xn--" in address else address


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses name one mailbox, as far as their local parts tell: `a.b+x@` and `ab@`."""
    return _name(one) == _name(other)


def _name(address: str) -> str:
    local = address.partition("@")[0].partition("+")[0]
    return "".join(filter(str.isalnum, local)) or local
