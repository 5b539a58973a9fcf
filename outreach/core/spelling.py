"""The nearest right spelling, for error texts."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence, "; did you mean `template`?", where a known word is near; else nothing."""
    originals = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), originals, n=1, cutoff=0.6)
    return f"; did you mean `{originals[found[0]]}`?" if found else ""
