"""What a post says, from its HTML. Pure."""

import html
import re

# Possessive, so that no text at all takes long: the library's parser needs minutes for some.
_TAG = re.compile(r"<(?P<name>/?+[A-Za-z][A-Za-z0-9]*+)?+[^<>]*+>")
_BREAKS = {"p": "\n\n", "br": "\n", "li": "\n", "blockquote": "\n"}


def plain(shown: str) -> str:
    """The text of a post's HTML: a line for each `<br>`, an empty one between paragraphs.

    What Mastodon hides of a long link is shown ("Status", `content`, in its documentation).
    """
    return html.unescape(_TAG.sub(_broken, shown)).lstrip("\n")


def _broken(tag: re.Match[str]) -> str:
    return _BREAKS.get((tag["name"] or "").lower(), "")
