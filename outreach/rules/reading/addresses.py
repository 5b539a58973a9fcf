"""Addresses that links lead to: whether one is whole, and where a text writes one.

Sources: RFC 3986 (URIs), RFC 6068 (mailto), RFC 3966 (tel), RFC 1035 (the length of a host's name). Letters
beyond ASCII may stand in an address, as browsers allow; `http:` may not, which is our judgement.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from ipaddress import AddressValueError, IPv6Address
from types import MappingProxyType
from urllib.parse import unquote

_BLANK = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}")
_FORBIDDEN = re.compile(r"[<>\"{}|\\^`]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HTTPS = re.compile(r"//(?:[^/?#@]*@)?(?P<host>\[[^\]/?#]*\]|[^/?#:\[\]]*)(?P<port>:[^/?#]*)?(?:[/?#].*)?")
_PORT = re.compile(r":\d{0,5}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?|_[\w-]{0,61}[^\W_]")
_ENDING = re.compile(r"(?!\d+$)[^\W_][\w-]*")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")
_LOCAL_PART = re.compile(r"[^\s@.,;:<>()\[\]\\\"]+(?:\.[^\s@.,;:<>()\[\]\\\"]+)*")
_NUMBER = re.compile(r"\+?[0-9().-]+(?:;[A-Za-z0-9-]+(?:=[^;]+)?)*")
_LONGEST_HOST, _FEWEST_DIGITS, _MOST_DIGITS, _LAST_PORT = 253, 3, 20, 65535
_WRITTEN = re.compile(
    r"(?<![\w@.])(?:https?:/{0,2}(?=[\w/])|https?/+|(?!\w:)[a-z][a-z0-9+.-]*:/+|(?:mailto|tel):(?=\S))"
    r"[^\s<>\"\u201c\u201d]*",
    re.IGNORECASE,
)
_UNLINKED = re.compile(r"\[[^\[\]\n]*\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")


def link_fault(address: str) -> str | None:
    """What is wrong with the address of a link, as the end of a sentence; None where it is whole.

    Whole is an absolute `https:`, `mailto:` or `tel:` address that somebody could follow as it stands.
    """
    if not address.strip():
        return "is empty"
    if (odd := _odd_characters(address)) is not None:
        return odd
    scheme = _SCHEME.match(address)
    if scheme is None:
        return "is not whole: it begins with neither https:, mailto: nor tel:"
    if (fault := _FAULTS.get(scheme[1].lower())) is None:
        return f"begins with {scheme[0]}, which is neither https:, mailto: nor tel:"
    return fault(address[scheme.end() :])


def written_addresses(text: str) -> Iterator[str]:
    """The addresses that a text spells out with a scheme, also with one that is misspelt, in order."""
    for found in _WRITTEN.finditer(_UNLINKED.sub(" ", text)):
        address = found[0].rstrip(".,;!?'\u2019*_")
        while address.endswith((")", "]")) and address.count("(") < address.count(")"):
            address = address[:-1].rstrip(".,;!?'\u2019*_")
        yield address


def unlinked(text: str) -> Iterator[str]:
    """The addresses of what was meant as a Markdown link and became none: `[here](https://a.org/b c)`."""
    for found in _UNLINKED.finditer(text):
        yield found[1].strip()


def _odd_characters(address: str) -> str | None:
    if _BLANK.search(address):
        return "has a blank in it"
    if escape := _BAD_ESCAPE.search(address):
        return f"has `{escape[0]}`, which stands for no character"
    forbidden = _FORBIDDEN.search(address)
    return f"has `{forbidden[0]}`, which no address may hold" if forbidden else None


def _of_page(rest: str) -> str | None:
    parts = _HTTPS.fullmatch(rest)
    if parts is None or not parts["host"]:
        return "names no host: after https: come two slashes and a name"
    if not _is_host(parts["host"]):
        return f"names `{parts['host']}`, which can be no host on the internet"
    port = parts["port"]
    if port and not (_PORT.fullmatch(port) and int(port[1:] or 0) <= _LAST_PORT):
        return f"has `{port}`, which is no port"
    return None


def _of_mail(rest: str) -> str | None:
    people, _, fields = rest.partition("?")
    values = dict[str, str]()
    for each in filter(None, fields.split("&")):
        name, equals, value = each.partition("=")
        if not name or not equals:
            return f"has `{each}` behind its question mark, which is no field such as subject=Hello"
        values[name.lower()] = value
    addressed = [each for part in (people, values.get("to", "")) for each in part.split(",") if each]
    if not addressed:
        return "names nobody to write to"
    wrong = (unquote(each) for each in addressed if not _is_mailbox(unquote(each)))
    return next((f"has `{each}`, which is no e-mail address" for each in wrong), None)


def _of_telephone(rest: str) -> str | None:
    digits = sum(each.isdigit() for each in rest.partition(";")[0])
    if not _NUMBER.fullmatch(rest) or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        return f"has `{rest}`, which is no telephone number in digits"
    return None


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return _is_ipv6(host[1:-1])
    labels = host.removesuffix(".").split(".")
    named = len(labels) > 1 and _ENDING.fullmatch(labels[-1]) and all(map(_LABEL.fullmatch, labels))
    return len(host) <= _LONGEST_HOST and bool(named or _IPV4.fullmatch(host))


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except AddressValueError:
        return False


def _is_mailbox(address: str) -> bool:
    local, at, host = address.rpartition("@")
    return bool(at and _LOCAL_PART.fullmatch(local)) and _is_host(host)


_FAULTS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {"https": _of_page, "mailto": _of_mail, "tel": _of_telephone}
)
"""By scheme, what is wrong with the rest."""
