"""Leaving: whoever gets list mail can stop it in one step, and sees where it comes from."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import ClassVar
from urllib.parse import unquote

from outreach.core.campaign import Step
from outreach.core.errors import Place
from outreach.core.finding import Effect, Level, Moment
from outreach.core.house import House
from outreach.rules.case import Case
from outreach.rules.letter import Fault, LetterRule
from outreach.rules.reading.seen import Seen
from outreach.rules.reading.words import listed
from outreach.rules.written import WrittenLetter

WAY_OUT, ADDRESS = "no way out", "no postal address"
_WORD = re.compile(r"\w+")


class WayOut(LetterRule):
    """List mail can be left in one step, and shows where it comes from.

    It carries List-Unsubscribe, so that mail programs offer to leave; a link to leave stands where readers of
    its text and of its page see it; and so does the postal address. The law asks for it, and who cannot leave
    complains instead, until nobody's mail arrives. The built-in layouts show both at their foot; a layout of
    your own must. Nobody can waive this.

    Source: CAN-SPAM; RFC 2369; RFC 8058.
    """

    code, name = "E005", "A way out"
    level: ClassVar[Level] = Level.ERROR
    effect: ClassVar[Effect | None] = Effect.HOLD
    moments: ClassVar[tuple[Moment, ...]] = (Moment.CHECK, Moment.PLAN, Moment.SEND)
    judges_notices: ClassVar[bool] = True
    bad = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
--- updates/update.md
Hello [first name],

Read what the teams got done: https://partnerships.example.org/news
--- layout.html
<html><head><title>{{ subject }}</title></head><body>
{{ body }}
<p>{{ footer.organisation }}, {{ footer.postal_address }}</p>
</body></html>"""
    good = """\
kind: updates
steps:
  - {id: update, send: email, template: updates/update.md, when: every 2 months from 2027-01-12 at 09:00}
--- updates/update.md
Hello [first name],

Read what the teams got done: https://partnerships.example.org/news
--- layout.html
<html><head><title>{{ subject }}</title></head><body>
{{ body }}
<p>{{ footer.organisation }}, {{ footer.postal_address }}.
<a href="{{ footer.unsubscribe }}">Unsubscribe</a></p>
</body></html>"""

    def faults(self, case: Case, letter: WrittenLetter) -> Iterator[Fault]:
        """What is missing in the header, in the page and in the text of list mail."""
        if not letter.is_list:
            return
        if not letter.leaves_by:
            yield Fault(
                case.campaign.place_of(letter.step),
                _NO_HEADER,
                "set `replies: {address: ...}` in config/outreach.yaml, to which those who leave can write",
            )
        ways = (*letter.leaves_by, stand_in(case.house))
        if lacking := _lacking_in_page(case.house, letter.html, ways):
            write = [_IN_LAYOUT[each] for each in lacking]
            yield Fault(
                layout_of(letter.step), _said("page", lacking), f"write {' and '.join(write)} into it"
            )
        if lacking := _lacking_in_text(case.house, letter.text, ways):
            write = [_IN_TEMPLATE[each] for each in lacking]
            yield Fault(Place(letter.file), _said("text", lacking), f"end it with {' and '.join(write)}")


def leaving_fault(house: House, text: str, html: str, unsubscribe: tuple[str, ...]) -> str | None:
    """Why one real message of list mail may not go out (E005), if it may not.

    Args:
        house: whose postal address it has to show.
        text: its text part, whole.
        html: its HTML part, whole.
        unsubscribe: the addresses of its List-Unsubscribe; one of them must stand in both parts.
    """
    if _plainly_shows(house, text, html, unsubscribe):
        return None
    wrong = [_NO_HEADER] if not unsubscribe else []
    if lacking := _lacking_in_page(house, html, unsubscribe):
        wrong.append(_said("page", lacking))
    if lacking := _lacking_in_text(house, text, unsubscribe):
        wrong.append(_said("text", lacking))
    return "; ".join(wrong) or None


def _plainly_shows(house: House, text: str, html: str, unsubscribe: tuple[str, ...]) -> bool:
    """Whether all of it stands there letter for letter; what may be hidden was judged with its layout."""
    address = house.organisation.postal_address
    shown = address in text and escape(address) in html
    return shown and any(way in text and escape(way) in html for way in unsubscribe)


def stand_in(house: House) -> str:
    """The link to leave by in a text that is shown for no reader in particular."""
    return f"mailto:{house.answers_to}?subject=unsubscribe"


def layout_of(step: Step) -> Place:
    """The layout of a step, as a workspace would have its own: the built-in ones lack nothing."""
    letter = step.layout == "letter" or step.send == "sign_off"
    return Place(f"templates/{'layout-letter' if letter else 'layout'}.html")


_NO_HEADER = "it has no List-Unsubscribe, by which mail programs offer to leave"
_IN_LAYOUT = {
    WAY_OUT: '`<a href="{{ footer.unsubscribe }}">Unsubscribe</a>`',
    ADDRESS: "`{{ footer.postal_address }}`",
}
_IN_TEMPLATE = {
    WAY_OUT: "`[Unsubscribe]({{ links.unsubscribe }})`",
    ADDRESS: "`{{ organisation.postal_address }}`",
}


def _said(part: str, lacking: tuple[str, ...]) -> str:
    return f"its {part} shows {listed(lacking)}"


def _lacking_in_page(house: House, html: str, ways: Iterable[str]) -> tuple[str, ...]:
    (words, links), known = _seen(html), {unquote(way) for way in ways}
    return _lacking(house, words, leaves=any(unquote(link) in known for link in links))


@lru_cache(maxsize=256)
def _seen(html: str) -> tuple[str, tuple[str, ...]]:
    """The visible words and links of a page; the same page is asked about at every moment."""
    page = Seen(html)
    return page.text, tuple(page.links)


def _lacking_in_text(house: House, text: str, ways: Iterable[str]) -> tuple[str, ...]:
    return _lacking(house, text, leaves=any(way in text for way in ways))


def _lacking(house: House, text: str, *, leaves: bool) -> tuple[str, ...]:
    """What a part does not show; of an address only its words and numbers count, however they are set."""
    address = f" {_words(house.organisation.postal_address)} "
    found = {WAY_OUT: leaves, ADDRESS: address in f" {_words(text)} "}
    return tuple(what for what, shown in found.items() if not shown)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
