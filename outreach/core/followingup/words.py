"""Words from outside as they may be shown: no control codes, as short as there is room for."""

from outreach.core.followup import FollowUp
from outreach.core.people import Contact

SHORT = 90
"""Letters of what somebody wrote that stand in a reason or a line."""
NAME = 60
"""Letters of a name that somebody gave themselves."""
LOOKED_AT = 2_000
"""Letters that are looked at to find the first few."""
MOST = 20_000
"""Letters of a message that a follow-up keeps; the rest is in the inbox."""
JOINERS = "\u200c\u200d"
"""What joins letters and pictures in some scripts; it shows nothing, and changes the order of nothing."""


def plain(text: str) -> str:
    """A text of several lines without what a terminal would obey or what would turn its order round."""
    lines = text[:MOST].splitlines()
    kept = ("".join(map(_shown, line)).rstrip() for line in lines)
    return "\n".join(kept).strip("\n")


def shortened(text: str, most: int = SHORT) -> str:
    """The beginning of a text on one line, broken between words where it can be."""
    line = " ".join("".join(map(_shown, text[:LOOKED_AT])).split())
    if len(line) <= most and len(text) <= LOOKED_AT:
        return line
    cut = line[: most - 3]
    between = cut.rfind(" ")
    return f"{cut[:between] if between > most // 2 else cut}..."


def who(contact: Contact) -> str:
    """A person as people speak of them: name and business, or whichever is known."""
    name = contact.name or contact.organisation or contact.id
    return f"{name} ({contact.organisation})" if contact.name and contact.organisation else name


def phone_of(followup: FollowUp, contact: Contact | None) -> str:
    """Under which number somebody is to be called: theirs as it is known now, else the one of that time."""
    now = contact.phone if contact is not None and followup.kind == "call" else ""
    return now or followup.phone or (contact.phone if contact is not None else "")


def _shown(letter: str) -> str:
    if letter.isprintable() or letter in JOINERS:
        return letter
    return " " if letter.isspace() else ""
