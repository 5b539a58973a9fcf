"""Posts as Mastodon shows them: its HTML as the text that was posted, to tell whether it is the very text."""

import re

from outreach.core.posttext import plain

_ELSEWHERE = re.compile(r"(@[\w.-]+)@[\w.-]*\w")


def same_text(text: str, shown: str) -> bool:
    """Whether the HTML of a post says that text.

    Mastodon breaks lines into paragraphs, hides the beginning and the end of long links, and leaves the
    server out of a mention ("Status", `content`, in its documentation): blanks and servers do not count.
    """
    return _bare(text) == _bare(plain(shown))


def _bare(text: str) -> str:
    return " ".join(_ELSEWHERE.sub(r"\1", text).split())
