"""Names as people type them, one a line: `Jo Doe`, `Doe, Jo`, `Jo Doe, Example Roofing`, `Jo Doe (Acme)`."""

import re

from outreach.actions.attendance import Signed
from outreach.core.errors import Place, Problem
from outreach.core.people import Contact
from outreach.peoplefile.cells import address

LONGEST = 500
BULLET = re.compile(r"(?:[-*•–·]|\d{1,3}[.)])\s+")  # noqa: RUF001
BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
ADDRESS = re.compile(r"[^\s,;]{1,250}@[^\s,;]{1,250}")
PHONE = re.compile(r"\+?[\d\s().\-/]{7,20}")
AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "cpa", "pe"})
BEFORE_FAMILIES = frozenset({"van", "von", "de", "der", "den", "du", "la", "le", "da", "di", "del", "st"})


def read_name(line: str, place: Place) -> Signed | Problem:
    """One line of a list: somebody who came, with a business, an e-mail or a telephone number beside it.

    What stands after a comma is the business, unless a single word stands on both sides of it: `Doe, Jo`.
    """
    text = BULLET.sub("", line[:LONGEST], count=1) if BULLET.match(line) else line[:LONGEST]
    try:
        return _read(text, place)
    except ValueError as error:
        return Problem(place, str(error))


def _read(text: str, place: Place) -> Signed | Problem:
    text, email = _without_address(text)
    aside = BRACKETS.findall(text) if text.rstrip().endswith((")", "]")) else []
    found = re.split(r"[,;]", BRACKETS.sub(" ", text))
    name, *rest = [" ".join(each.split()) for each in found if each.strip()] or [""]
    rest += [each.strip() for each in aside if each.strip()]
    phone = next((each for each in rest if PHONE.fullmatch(each)), "")
    rest = [each for each in rest if each != phone]
    while rest and rest[0].casefold().replace(".", "") in AFTER_NAMES:
        name = f"{name} {rest.pop(0)}"
    first, last, is_plain = _parted(name, rest, has_aside=bool(aside))
    organisation = ", ".join(rest)
    person = Contact(
        "", email=email, first_name=first, last_name=last, organisation=organisation, phone=phone
    )
    return Signed(place, person, came=True, is_plain=is_plain)


def _parted(name: str, rest: list[str], *, has_aside: bool) -> tuple[str, str, bool]:
    """First name, last name, and whether that is plain; a first name is taken from the rest."""
    words = name.split()
    family_only = len(words) == 1 or (bool(words) and words[0].casefold() in BEFORE_FAMILIES)
    if rest and family_only and not (has_aside and len(rest) == 1):
        single = len(rest[0].split()) == 1
        return rest.pop(0), name, single
    first, _, last = name.rpartition(" ")
    return (first, last, True) if first else (last, "", False)


def _without_address(text: str) -> tuple[str, str]:
    """A line without its e-mail, and that."""
    found = ADDRESS.findall(text)
    if len(found) > 1:
        raise ValueError("there is more than one e-mail address on this line; write one person a line")
    return (text.replace(found[0], " "), address(found[0].strip("()[]"))) if found else (text, "")
