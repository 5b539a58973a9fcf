"""What stands in one cell, as the value it means. Every reader raises ValueError with the remedy."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from zoneinfo import available_timezones

from outreach.actions.people import slug
from outreach.core.fields import ADDRESS
from outreach.core.people import Consent, Role
from outreach.core.spelling import nearest

Value = str | bool | frozenset[str] | None
Reader = Callable[[str], Value]

BREAKS = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]+\s*")
INVISIBLE = re.compile(r"[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LONGEST_ADDRESS = 254
LONGEST_ID = 120
YES = frozenset({"yes", "y", "true", "t", "1", "x", "on"})
NO = frozenset({"no", "n", "false", "f", "0", "off"})
CONSENT = {
    **dict.fromkeys(YES, Consent.YES),
    **dict.fromkeys(("opted in", "opt-in", "opt in", "subscribed", "consented", "given"), Consent.YES),
    **dict.fromkeys(
        ("relationship", "existing relationship", "known", "knows personally"), Consent.RELATIONSHIP
    ),
    **dict.fromkeys(NO, Consent.NO),
    **dict.fromkeys(("opted out", "opt-out", "opt out", "unsubscribed", "refused", "denied"), Consent.NO),
    **dict.fromkeys(("", "unknown", "?"), Consent.UNKNOWN),
}
ROLES = {role.value for role in Role}


def clean(cell: str) -> str:
    """One line of text, trimmed.

    Control characters and line breaks become a space, invisible ones that could turn the text around them
    go, accents are composed (NFC).
    """
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", cell)).replace("\xa0", " ")
    return BREAKS.sub(" ", composed).strip()


def altered(cell: str) -> bool:
    """Whether `clean` takes more from the cell than the spaces at its ends."""
    return not cell.isprintable() and bool(BREAKS.search(cell.strip()) or INVISIBLE.search(cell))


def identity(cell: str) -> str:
    """An id as outreach writes them: lower-case words and hyphens."""
    if cell and not slug(cell):
        raise ValueError(f"`{cell}` is not an id; write lower-case words and hyphens, such as `builder-7`")
    if len(cell) > LONGEST_ID:
        raise ValueError(f"an id may have {LONGEST_ID} characters; shorten it, or leave it blank")
    return slug(cell)


def recruiter(cell: str) -> str:
    """The id of the recruiter, or their e-mail."""
    return address(cell) if "@" in cell else identity(cell)


def address(cell: str) -> str:
    """An e-mail address, without what mail programs put around it, its domain in lower case.

    Letters beyond ASCII before the @ (RFC 6531) are composed (NFC), so that an address has one form; whether
    a mail server carries them is for the server to say.
    """
    found = re.search(r"<([^<>]*)>\W*$", cell)
    text = found[1] if found else cell
    text = re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE).strip(" ,;.<>")
    if not text:
        return ""
    if text.count("@") > 1:
        raise ValueError("there is more than one e-mail address here; keep one")
    if not ADDRESS.fullmatch(text) or ".." in text or len(text) > LONGEST_ADDRESS:
        raise ValueError(
            "this is not an e-mail address; write one such as hello@example.org, or leave it blank"
        )
    local, _, domain = text.rpartition("@")
    return f"{unicodedata.normalize('NFC', local)}@{domain.lower()}"


def assistant(cell: str) -> str:
    """The address of an assistant, in lower case: an answer is known by it, however it is capitalised."""
    return address(cell).lower()


@lru_cache(maxsize=4096)
def several(cell: str) -> frozenset[str]:
    """Several values in one cell, separated by `;`."""
    return frozenset(part for each in cell.split(";") if (part := each.strip()))


@lru_cache(maxsize=4096)
def roles(cell: str) -> frozenset[str]:
    """Roles, in any case, with spaces, hyphens or underscores between their words."""
    return frozenset(_role(each) for each in several(cell))


def _role(text: str) -> str:
    role = re.sub(r"[\s_-]+", "_", text.casefold())
    if role not in ROLES:
        raise ValueError(
            f"`{text}` is not a role{nearest(role, ROLES)}; the roles are {', '.join(sorted(ROLES))}, "
            "several separated by `;`"
        )
    return role


def partnerships_among(known: Collection[str]) -> Reader:
    """A reader of partnerships' keys; where any are known, others are refused."""

    @lru_cache(maxsize=4096)
    def read(cell: str) -> frozenset[str]:
        written = several(cell)
        for key in sorted(written if known else ()):
            if key not in known:
                raise ValueError(
                    f"`{key}` is not a partnership{nearest(key, known)}; "
                    "write its key in config/partnerships.yaml, several separated by `;`"
                )
        return written

    return read


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@lru_cache(maxsize=1024)
def timezone(cell: str) -> str:
    """A time zone's name, in any case."""
    name = cell.replace(" ", "_").casefold()
    if name and name not in _zones():
        hint = nearest(name, _zones().values())
        raise ValueError(
            f"`{cell}` is not a time zone{hint}; write one such as America/Denver, or leave it blank"
        )
    return _zones()[name] if name else ""


def consent(cell: str) -> Consent:
    """Yes, relationship, no or unknown, in the usual words."""
    try:
        return CONSENT[cell.casefold()]
    except KeyError:
        hint = nearest(cell, filter(None, CONSENT))
        raise ValueError(
            f"`{cell}` is not an answer{hint}; write yes, relationship, no, or leave it blank"
        ) from None


def yes_or_no(cell: str) -> bool | None:
    """Yes, no, or None where nothing is said."""
    word = cell.casefold()
    if word and word not in YES and word not in NO:
        raise ValueError(f"`{cell}` is neither yes nor no; write yes, no, or leave it blank")
    return word in YES if word else None


def yes(cell: str) -> bool:
    """Whether the cell says yes; a blank does not."""
    return bool(yes_or_no(cell))


def readers(partnerships: Collection[str]) -> Mapping[str, Reader]:
    """The reader of every field that is more than text."""
    return {
        "id": identity,
        "email": address,
        "assistant": assistant,
        "recruiter": recruiter,
        "roles": roles,
        "partnerships": partnerships_among(partnerships),
        "tags": several,
        "timezone": timezone,
        "consent": consent,
        "key": yes,
        "decision_maker": yes_or_no,
    }
