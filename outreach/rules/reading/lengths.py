"""How long a text is, as each network counts it.

Sources: twitter-text, configuration version 3 (X); the lexicon `app.bsky.feed.post`, `maxGraphemes` and
`maxLength` (Bluesky); Mastodon's `StatusLengthValidator`; UAX #29 (grapheme clusters), UTS #51 (emoji).
LinkedIn and Facebook publish no way of counting: there every character counts one, which is our judgement.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from unicodedata import normalize

import regex

from outreach.rules.reading.weblinks import link_spans

LINK_LENGTH = 23
"""What a link counts on X and on Mastodon, however long it is."""
_LIGHT = (range(4352), range(8192, 8206), range(8208, 8224), range(8242, 8248))
"""The code points that count one on X; all others, and every emoji, count two."""
_HEAVY = 2
_ALONE = r"[\p{Extended_Pictographic}--\p{ASCII}--[\u00a9\u00ae]](?!\ufe0e)"
_PICTURE = rf"(?:\p{{Emoji}}(?:\p{{Emoji_Modifier}}|\ufe0f)|{_ALONE})"
_EMOJI = regex.compile(
    rf"""\p{{Regional_Indicator}}{{2}}
    |[\#*0-9]\ufe0f?\u20e3
    |\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f
    |(?![0-9\#*]){_PICTURE}(?:\u200d{_PICTURE})*""",
    regex.VERBOSE | regex.VERSION1,
)
_CLUSTER = regex.compile(r"\X")
_MENTION = regex.compile(
    r"(?<![=/\w])(@[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\p{L}\p{N}_.-]*[\p{L}\p{N}_]", regex.IGNORECASE
)


def on_x(text: str) -> int:
    """The weighted length of twitter-text: links 23, emoji and most scripts beyond European ones two."""
    plain = normalize("NFC", text)
    return sum(map(_weighed, _without_links(plain, ""))) + LINK_LENGTH * _count_links(plain, "")


def on_bluesky(text: str) -> int:
    """Extended grapheme clusters (UAX #29): what a reader takes for one character."""
    return len(_CLUSTER.findall(text))


def on_mastodon(text: str) -> int:
    """Grapheme clusters, links as 23, mentions without their server."""
    named = (_MENTION.sub(r"\1", part) for part in _without_links(text, "mastodon"))
    return sum(map(on_bluesky, named)) + LINK_LENGTH * _count_links(text, "mastodon")


def in_bytes(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode())


LENGTHS: Mapping[str, Callable[[str], int]] = MappingProxyType(
    {"x": on_x, "bluesky": on_bluesky, "mastodon": on_mastodon, "linkedin": len, "facebook": len}
)
"""By network, how it counts."""


def _count_links(text: str, network: str) -> int:
    return sum(1 for _ in link_spans(text, network))


def _without_links(text: str, network: str) -> Iterator[str]:
    """The parts of a text between its links."""
    at = 0
    for start, end in link_spans(text, network):
        yield text[at:start]
        at = end
    yield text[at:]


def _weighed(text: str) -> int:
    plain, emoji = _EMOJI.subn("", text)
    return _HEAVY * emoji + sum(1 if any(ord(each) in few for few in _LIGHT) else _HEAVY for each in plain)
