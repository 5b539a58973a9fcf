"""Names: the toolkit's, where something is made from it, and that of somebody to ask."""

from collections.abc import Iterator
from typing import ClassVar

from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.core.owner import owner_of
from outreach.core.people import Contact
from outreach.rules.case import Case
from outreach.rules.letter import Fault, LetterRule, change_of, findings, may_still_go
from outreach.rules.reading.persons import addresses, names_somebody, telephones
from outreach.rules.reading.toolkit import is_credited, made_from_toolkit, misnamed
from outreach.rules.reading.words import listed
from outreach.rules.rule import Rule
from outreach.rules.written import Text, WrittenLetter

QUOTED = ">"
"""Begins a paragraph of a kit that shows a post, which is read by itself."""


class ToolkitCredit(Rule):
    """What is made from the Next Gen toolkit says so, and leaves the name as it is.

    The toolkit is free for all who give credit by its name, unchanged. Only what a text says of itself is
    looked at: a name in another spelling ("NextGen Sector Partnership"), and a statement that something
    follows the toolkit or is taken from it without saying whose it is. Naming Next Gen asks for nothing more,
    and hashtags, addresses and the names of partnerships and organisations are left alone.

    Source: training manual, terms of use; frequently asked questions, terms of use.
    """

    code, name, level, effect = "E007", "Credit for the toolkit", Level.WARNING, None
    moments = (Moment.CHECK,)
    bad = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
Hello [first name],

Please join us on March 18. The morning follows the Next Gen Sector Partnership toolkit."""
    good = """\
kind: meeting
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
--- meeting/invitation.md
Hello [first name],

Please join us on March 18. The morning follows the Next Gen Sector Partnership toolkit, shared freely by the
Next Gen Community of Practice."""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each name in another spelling, and each text that gives no credit."""
        texts: tuple[Text, ...] = (*case.letters, *case.posts)
        yield from findings(
            self,
            case,
            (
                (text, fault)
                for text in texts
                if may_still_go(case, text) and change_of(case, text) != "cancel"
                for fault in self._faults(case, text)
            ),
        )

    def _faults(self, case: Case, text: Text) -> Iterator[Fault]:
        own = [case.house.organisation.name, case.house.sender.name]
        own += [case.partnership.name] if case.partnership else []
        parts = dict(_parts(text))
        for place, part in parts.items():
            for written, right in dict.fromkeys(misnamed(part, own)):
                yield Fault(place, f"`{written}` is not the name as it is", f"write `{right}`")
        made = [place for place, part in parts.items() if made_from_toolkit(part)]
        if made and not is_credited("\n\n".join(parts.values())):
            message = "it is made from the toolkit and does not say whose that is"
            yield Fault(made[0], message, f"name it as `{_CREDIT}`")


_CREDIT = "the Next Gen Sector Partnership toolkit, shared freely by the Next Gen Community of Practice"


def _parts(text: Text) -> Iterator[tuple[Place, str]]:
    """The subject of an e-mail, and its paragraphs or those of a post, by place; those of a list together."""
    found: dict[Place, list[str]] = {}
    if isinstance(text, WrittenLetter):
        found[text.at_subject] = [text.subject]
    for index, paragraph in enumerate(text.paragraphs):
        if not paragraph.startswith(QUOTED):
            found.setdefault(text.place(index), []).append(paragraph)
    for place, parts in found.items():
        yield place, "\n\n".join(parts)


class SomebodyToAsk(LetterRule):
    """List mail and kits name a person to ask, with telephone and e-mail address.

    Who has a question wants a person, not an office: one name, and two ways to reach it. The telephone number
    and the address are looked for in what is written, the name beside them or just above.

    Source: ambassador briefing package, communications team.
    """

    code, name = "E009", "Somebody to ask"
    level: ClassVar[Level] = Level.ADVICE
    effect: ClassVar[Effect | None] = None
    bad = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
--- updates/update.md
Hello [first name],

Read what the teams got done. Questions? Write to hello@example.org."""
    good = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
--- updates/update.md
Hello [first name],

Read what the teams got done. Questions? Call Convener One at 307-555-0195 (convener@example.org)."""

    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """A letter in which a telephone number, an address or a name to ask for is missing."""
        if not (letter.is_list or letter.step.send == "kit"):
            return
        parts = [part for part in letter.paragraphs if not part.startswith(QUOTED)]
        reached = {at: (telephones(part), addresses(part)) for at, part in enumerate(parts)}
        lacks = [] if any(phones for phones, _ in reached.values()) else ["no telephone number"]
        lacks += [] if any(found for _, found in reached.values()) else ["no e-mail address"]
        near = [at for at, found in reached.items() if any(found)]
        beside = "\n".join(dict.fromkeys(part for at in near for part in parts[max(at - 1, 0) : at + 1]))
        if near and not names_somebody(beside, _known(case), _others(case, letter)):
            lacks.append("no name")
        if lacks:
            message = f"who has a question finds {listed(tuple(lacks))} in it"
            yield Fault(letter.place(-1), message, _remedy(case))


def _known(case: Case) -> list[str]:
    return [each.name for each in case.people.named.values()] if case.people else []


def _others(case: Case, letter: WrittenLetter) -> list[str]:
    """Names that are nobody to ask: the longest first, since one may hold another."""
    partnership = [case.partnership.name] if case.partnership else []
    house = [case.house.organisation.name, case.house.sender.name]
    return sorted((*letter.names, *partnership, *house), key=len, reverse=True)


def _remedy(case: Case) -> str:
    end = "end with `Call {{ owner.name }} at {{ owner.phone }} or write to {{ owner.email }}.`"
    owner = _owner(case)
    missing = {
        "a name": owner.name,
        "a telephone number": owner.phone,
        "an e-mail address": owner.email,
    } if owner else {}  # fmt: skip
    unknown = tuple(what for what, known in missing.items() if not known)
    if owner is None or not unknown:
        return end
    return f"give {owner.id} {listed(unknown)} where people are kept, and {end}"


def _owner(case: Case) -> Contact | None:
    family = {case.campaign.partnership or "": case.partnership} if case.partnership else {}
    named = case.people.named if case.people else {}
    return named.get(owner_of(case.campaign, family, case.house))
