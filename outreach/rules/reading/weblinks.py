"""Web links, as X and Mastodon find them in a text.

Source: the grammar of URLs in twitter-text, which Mastodon uses too but asks for `http://` or `https://`.
Where twitter-text has a list of top-level domains, any ending of letters will do after a scheme; a bare
domain ends in two letters (a country) or in one of the usual words.
"""

from collections.abc import Iterator
from unicodedata import normalize

import regex

_LATIN = "\u00c0-\u024f"
_LABEL = rf"[a-z0-9{_LATIN}](?:[a-z0-9{_LATIN}_-]{{0,61}}[a-z0-9{_LATIN}])?"
_ANY_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?"
_WORDS = (
    *(
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "mil",
        "int",
        "info",
        "biz",
        "name",
        "pro",
        "coop",
        "jobs",
        "museum",
    ),
    *("app", "dev", "online", "site", "store", "shop", "blog", "news", "video", "live", "tech", "cloud"),
    *("agency", "digital", "media", "social", "works", "community", "academy", "network", "events"),
    *("foundation", "training", "careers", "page", "link", "website", "world", "today", "global", "school"),
)
"""The endings of a bare domain besides those of countries."""
_PATH = rf"[a-z0-9_{_LATIN}\u0400-\u04ff!*';:=+,.$/%#\[\]\u2013~@|&-]"
_PATH_END = rf"[a-z0-9{_LATIN}\u0400-\u04ff=_#/+\-)]"
_LINK = regex.compile(
    rf"""(?<![A-Za-z0-9@\uff20$\#\uff03\ufffe\ufeff\uffff])
    (?:(?P<scheme>https?://)(?P<host>(?:{_ANY_LABEL}\.)+(?:xn--[a-z0-9-]{{2,59}}|\p{{L}}{{2,63}}(?!_)))
      |(?<![-_./])(?P<bare>(?:{_LABEL}\.)+(?:[a-z]{{2}}|{"|".join(_WORDS)})))
    (?![0-9a-z@+-])
    (?::[0-9]+)?
    (?:/(?:(?:{_PATH}|\({_PATH}*\))*(?<={_PATH_END})))?
    (?:\?[a-z0-9!?*'@();:&=+$/%\#\[\]\-_.,~|]*[a-z0-9\-_&=\#/])?""",
    regex.IGNORECASE | regex.VERBOSE,
)
_SHORTENED = regex.compile(r"https?://t\.co/(?P<name>[a-z0-9]+)", regex.IGNORECASE)
"""X's own short links, whose names hold nothing but letters and digits."""
_LONGEST_NAME = 40
_LONGEST_LABEL = 63
NEEDS_SCHEME = frozenset({"mastodon"})
"""The networks on which `example.org` is plain text."""


def link_spans(text: str, network: str = "") -> Iterator[tuple[int, int]]:
    """Where the links of a text begin and end, as that network finds them (nothing named: as X does)."""
    for found in _LINK.finditer(text):
        if (found["bare"] and network in NEEDS_SCHEME) or not _resolves(found["host"] or found["bare"]):
            continue
        short = _SHORTENED.match(text, found.start(), found.end())
        if short is None:
            yield found.span()
        elif len(short["name"]) <= _LONGEST_NAME:
            yield short.span()


def links(text: str, network: str = "") -> tuple[str, ...]:
    """The links of a text, in order, as written."""
    plain = normalize("NFC", text)
    return tuple(plain[start:end] for start, end in link_spans(plain, network))


def _resolves(host: str) -> bool:
    """Whether each label, in the letters that domains are kept in, is short enough (RFC 1035, RFC 3492).

    Names of servers may hold an underscore, that of the domain may not.
    """
    labels = host.split(".")
    return "_" not in labels[-2] and all(
        label.isascii() or len(label.encode("punycode")) + len("xn--") <= _LONGEST_LABEL for label in labels
    )
