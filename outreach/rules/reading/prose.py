"""Prose: how many words a reader has to read."""

import re

from outreach.rules.reading.persons import ADDRESS
from outreach.rules.reading.tags import LINK

_WORD = re.compile(r"\w+(?:['\u2019.,/-]\w+)*")


def word_count(text: str) -> int:
    """The words of a text; the addresses that links lead to, and those of e-mails, are none."""
    return len(_WORD.findall(ADDRESS.sub(" ", LINK.sub(" ", text))))
