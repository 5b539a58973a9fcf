"""Hashtags and links, as the networks read them in a text.

Sources: twitter-text's grammar of hashtags, Mastodon's `Tag::HASHTAG_RE`, the tag grammar of Bluesky's rich
text. Where a network's own reading is not published (Facebook, LinkedIn) that of X stands in.
"""

import re
from collections.abc import Iterator

LINK = re.compile(
    r"(?:https?://|mailto:|tel:|www\.)[^\s<>\"]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:org|com|net|gov|edu|io|us|test)"
    r"(?:/[^\s<>\"]*)?(?![\w@])",
    re.IGNORECASE,
)
_INSIDE = r"\w\u200c\u00b7\u30fb"
_BEFORE = rf"(?<![{_INSIDE}&/=)])"
_TAG = re.compile(
    rf"{_BEFORE}[#\uff03](?!\ufe0f|\u20e3)(?=[{_INSIDE}]*[^\W\d_])(?P<tag>[{_INSIDE}]+)(?!\w|[#\uff03]|://)"
)
_BLUESKY = re.compile(r"(?<![^\s(\[{\"'\u201c\u2018\u00ab])[#\uff03](?!\ufe0f)(?P<tag>(?=\S*[^\W\d_])\S+)")
_ENDS_OF_BLUESKY = re.compile(r"[^\w\s]+$")
_MENTION = re.compile(r"(?<!\w)@[\w.-]+(?:@[\w.-]+)?")


def hashtags(text: str, network: str = "") -> tuple[str, ...]:
    """The hashtags that a network recognises in a text, in order, as written but with an ordinary `#`."""
    return tuple(_hashtags(LINK.sub(" ", text), network))


def _hashtags(text: str, network: str) -> Iterator[str]:
    if network == "bluesky":
        for start, end in bluesky_tags(text):
            yield "#" + text[start + 1 : end]
    else:
        for found in _TAG.finditer(text):
            yield "#" + found["tag"]


def bluesky_tags(text: str) -> Iterator[tuple[int, int]]:
    """Where the hashtags that Bluesky recognises begin (with their sign) and end."""
    for found in _BLUESKY.finditer(text):
        yield found.start(), found.start("tag") + len(_ENDS_OF_BLUESKY.sub("", found["tag"]))


def carries(text: str, hashtag: str, network: str = "") -> bool:
    """Whether the network recognises that hashtag in the text; upper and lower case are the same."""
    return hashtag.casefold() in (each.casefold() for each in hashtags(text, network))


def looks_like(text: str, hashtag: str) -> str:
    """What stands in the text where somebody meant the hashtag, or nothing: `#wyomingnextgen2`."""
    word = re.escape(hashtag.removeprefix("#"))
    found = re.search(rf"(?<!\S)\S*[#\uff03]?\s?{word}[^\s.,;:!?)]*", text, re.IGNORECASE)
    return found[0].strip() if found else ""


def without_furniture(text: str) -> str:
    """The text without its links, hashtags and mentions."""
    bare = LINK.sub(" ", text)
    return _MENTION.sub(" ", re.sub(r"[#\uff03]\w+", " ", bare))


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is nothing but links, hashtags, mentions and signs."""
    return not re.search(r"\w", without_furniture(paragraph))
