"""Whether two names, or two businesses, may be the same one written differently."""

from difflib import SequenceMatcher

from outreach.core.people import Contact, business_of

SPELLING = 0.8
"""From this likeness on (0 to 1) a name may be a slip of the pen for another."""
CORRECTED = 0.6
"""The same where an id or an e-mail says already who it is, and below it two businesses are plainly two."""
ONE_BUSINESS = 0.85
"""From this likeness on the names of two businesses are the same one's."""
LONGEST = 120
_TELLING = 4
"""Letters of a business's name that are enough to know a longer one by it."""


def folded(name: str) -> str:
    """A name without case and superfluous spaces; `Doe, Jo` is `jo doe`."""
    last, _, first = name.partition(",")
    return " ".join(f"{first} {last}".casefold().split())


def is_spelt_like(one: str, other: str, cutoff: float = SPELLING) -> bool:
    """Whether two names differ by hardly more than a slip of the pen."""
    return _likeness(folded(one), folded(other)) >= cutoff


def may_be(written: Contact, known: Contact) -> bool:
    """Whether somebody written on a sheet may well be somebody known, by another spelling of the name.

    Beside a slip of the pen that is the last name first, an initial (`J. Doe`), or another first name in the
    same business (`Bob` for Robert). Who is of plainly another business is somebody else.
    """
    same = business_likeness(written, known)
    if same is not None and same < CORRECTED:
        return False
    if is_spelt_like(written.name, known.name) or is_spelt_like(_turned(written.name), _turned(known.name)):
        return True
    family, first = folded(written.last_name), folded(written.first_name)
    if not family or family != folded(known.last_name):
        return False
    other = folded(known.first_name)
    is_initial = first[:1] == other[:1] and 1 in (len(first.strip(".")), len(other.strip(".")))
    return is_initial or (same is not None and same >= ONE_BUSINESS)


def _turned(name: str) -> str:
    """A name with its words in an order of their own: `Doe Jo` is `Jo Doe`."""
    return " ".join(sorted(folded(name).split()))


def business_likeness(one: Contact, other: Contact) -> float | None:
    """How alike the businesses of two people are (0 to 1); None where either has none."""
    first, second = business_of(one), business_of(other)
    if not first or not second:
        return None
    short, long = sorted((first, second), key=len)
    return 1.0 if len(short) >= _TELLING and short in long else _likeness(first, second)


def _likeness(one: str, other: str) -> float:
    """The likeness of Ratcliff and Obershelp (1988), of the beginnings of long texts."""
    first, second = one[:LONGEST], other[:LONGEST]
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0
