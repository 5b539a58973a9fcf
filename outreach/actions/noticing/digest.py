"""What a digest tells one person, as values: made of what was gathered, pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from outreach.core.followingup.ordering import in_order, overdue
from outreach.core.followingup.words import phone_of, shortened
from outreach.core.followup import FollowUp, FollowUpKind, Listed
from outreach.core.people import Contact

MOST_ENTRIES = 40
"""How many things to do are listed; the rest is counted."""
MOST_SCRIPTS, LONGEST_SCRIPT, LONGEST_REASON = 10, 1_500, 300
SECTIONS: Sequence[tuple[str, frozenset[FollowUpKind]]] = (
    ("To call", frozenset({"call"})),
    ("To answer", frozenset({"answer"})),
    ("To decide", frozenset({"decide", "resolve"})),
    ("To write", frozenset({"write"})),
    ("To post", frozenset({"post"})),
    ("To do", frozenset({"task"})),
    ("To fix", frozenset({"fix_address"})),
)
"""In which order things to do are told, by kind."""
MOST_COUNTS = 4
"""How many numbers stand in a subject."""
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do. `number` is the follow-up's own; `who` is to be called, empty for anything else.

    `dialled` tells that `phone` can stand in a link (RFC 3966); `standing` is how it stands with its day;
    `what` of a call is its campaign, where there are calls for several.
    """

    number: int
    who: str
    firm: str
    phone: str
    dialled: bool
    what: str
    standing: str
    noted: str
    link: str


@dataclass(frozen=True, slots=True)
class Script:
    """What to say in the calls of a step, as it is written for the first of them (`who`), or what to post."""

    title: str
    campaign: str
    who: str
    paragraphs: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Things to do of one kind, or of any kind where they are late."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What went out of one step since the last digest."""

    what: str
    campaign: str
    sent: int
    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What goes out until the next digest: when (an aware moment), to how many (0 where nobody knows)."""

    what: str
    campaign: str
    at: datetime
    people: int
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes to an event ahead: people who said yes, their businesses, and how many are hoped for."""

    title: str
    at: datetime
    people: int
    businesses: int
    hoped: int
    maybe: int
    declined: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One text that waits for approval, under its number in this digest."""

    number: int
    what: str
    campaign: str
    at: datetime | None
    paragraphs: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """A campaign that cannot be approved yet, and why."""

    campaign: str
    why: str


@dataclass(frozen=True, slots=True)
class Todo:
    """An open follow-up, its person, what was noted last, the title of its campaign, and whose else it is."""

    listed: Listed
    contact: Contact | None
    noted: str
    campaign: str
    whose: str


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one person is told. `more` counts what is left out, `unshown` texts not shown for approval."""

    day: date
    sections: tuple[Section, ...]
    scripts: tuple[Script, ...]
    more: int
    gone: tuple[Gone, ...]
    ahead: tuple[Ahead, ...]
    coming: tuple[Coming, ...]
    shown: tuple[Shown, ...]
    unshown: int
    barred: tuple[Barred, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell; who is coming alone is no news."""
        return not (self.sections or self.gone or self.ahead or self.shown or self.unshown or self.barred)

    @property
    def example(self) -> int:
        """The number of the first call, for an example; 0 without one."""
        calls = (each for section in self.sections for each in section.entries if each.who)
        return next((each.number for each in calls), 0)

    @property
    def subject(self) -> str:
        """What there is to do, in a line."""
        counts = [(len(each.entries), each.title.lower()) for each in self.sections]
        counts += [(len(self.shown) + self.unshown, "to approve")]
        said = ", ".join([f"{count} {what}" for count, what in counts if count][:MOST_COUNTS])
        return f"Your list for {self.day:%A}, {self.day:%B} {self.day.day}{': ' if said else ''}{said}"


def sections(
    todo: Iterable[Todo], today: date, is_key: Callable[[FollowUp], bool]
) -> tuple[tuple[Section, ...], int]:
    """Things to do, what is overdue first, then by kind; and how many are left out.

    Args:
        todo: those that are due, in any order.
        today: the local day of the reader.
        is_key: whether a follow-up is about a key person.
    """
    known = {each.listed.id: each for each in todo}
    ordered = [known[each.id] for each in in_order((each.listed for each in known.values()), is_key)]
    ordered.sort(key=lambda each: bool(each.whose))
    kept, more = ordered[:MOST_ENTRIES], len(ordered[MOST_ENTRIES:])
    own = [each for each in kept if not each.whose]
    late = [each for each in own if overdue(each.listed.followup, today)]
    groups = [("Overdue", late)]
    for title, kinds in SECTIONS:
        groups.append((title, [e for e in own if e.listed.followup.kind in kinds and e not in late]))
    groups.append(("Long overdue with others", [each for each in kept if each.whose]))
    about = {each.campaign for each in kept if each.listed.followup.kind == "call"}
    found = [
        Section(title, tuple(_entry(each, today, is_key, len(about) > 1) for each in group))
        for title, group in groups
        if group
    ]
    return tuple(found), more


def scripts(todo: Iterable[Todo]) -> tuple[Script, ...]:
    """What to say, once for each step of which there are calls, and what to post or do, in the order given.

    What others should have done is left out.
    """
    found: dict[tuple[object, ...], Script] = {}
    for each in todo:
        one = each.listed.followup
        if one.kind not in ("call", "post", "task") or not one.text.strip() or each.whose:
            continue
        shown = paragraphs(one.text, LONGEST_SCRIPT)
        if one.kind == "call":
            found.setdefault(
                (one.campaign, one.step), Script("What to say", each.campaign, _who(each), shown)
            )
        else:
            about = "" if each.campaign in one.reason else each.campaign
            found[each.listed.id,] = Script(f"{each.listed.id} · {_reason(one)}", about, "", shown)
    return tuple(found.values())[:MOST_SCRIPTS]


def paragraphs(text: str, most: int) -> tuple[Lines, ...]:
    """A text as paragraphs of lines; what goes beyond so many characters is cut at a word."""
    shown = text.strip()
    if len(shown) > most:
        shown = f"{shown[:most].rsplit(None, 1)[0]} ..."
    parts = re.split(r"\n\s*\n", shown)
    return tuple(tuple(line.rstrip() for line in part.splitlines() if line.strip()) for part in parts if part)


def _entry(todo: Todo, today: date, is_key: Callable[[FollowUp], bool], tells_campaign: bool) -> Entry:
    one, contact = todo.listed.followup, todo.contact
    is_call = one.kind == "call"
    phone, dialled = telephone(phone_of(one, contact))
    standing = [_due(one.due, today), f"for {todo.whose}" if todo.whose else ""]
    said = ", ".join(filter(None, ["key person" if is_key(one) else "", *standing]))
    return Entry(
        number=todo.listed.id,
        who=_who(todo) if is_call else "",
        firm=contact.organisation if is_call and contact is not None and contact.name else "",
        phone=phone,
        dialled=dialled,
        what=_told(todo) if not is_call else todo.campaign if tells_campaign else "",
        standing=said[:1].upper() + said[1:],
        noted=shortened(todo.noted, LONGEST_REASON),
        link=one.link,
    )


def telephone(written: str) -> tuple[str, bool]:
    """A telephone number as it is shown, and whether that can be dialled by a link (RFC 3966, 3).

    One with an extension, or with words in it, is shown as it is written.
    """
    if not re.fullmatch(r"\+?[\d\s()./-]{3,40}", written.strip(), re.ASCII):
        return written.strip(), False
    return "-".join(re.findall(r"\+?\d+", written)), True


def _who(todo: Todo) -> str:
    contact, one = todo.contact, todo.listed.followup
    return (contact.name or contact.organisation if contact is not None else "") or one.contact or one.reason


def _told(todo: Todo) -> str:
    """What there is to do; where no person is named in it, with the campaign and step that it is about."""
    one, campaign = todo.listed.followup, todo.campaign
    if one.contact or not campaign or campaign in one.reason:
        return _reason(one)
    where = ", ".join(filter(None, [campaign, one.step.replace("-", " ")]))
    return f"{where}: {_shortened(one)}"


def _reason(one: FollowUp) -> str:
    said = _shortened(one)
    return said[:1].upper() + said[1:]


def _shortened(one: FollowUp) -> str:
    """The reason, without the marks of a command in a text."""
    count = f" ({one.count})" if one.count > 1 else ""
    said = one.reason.replace("`", "")
    if len(said) > LONGEST_REASON:
        said = f"{said[:LONGEST_REASON].rsplit(None, 1)[0]} ..."
    return f"{said}{count}"


def _due(due: date, today: date) -> str:
    days = (today - due).days
    if days > 0:
        return f"overdue since {due:%A}, {due:%B} {due.day}"
    return "due today" if days == 0 else f"due {due:%A}, {due:%B} {due.day}"
