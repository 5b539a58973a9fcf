"""The sign-in sheet as a page to print: names, lines to sign on, a box for each priority."""

from functools import cache
from math import ceil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import Template

from outreach.actions.attendance import WALK_INS, Sheet
from outreach.core.when import in_words

UNANNOUNCED = 4
"""One of so many who have not answered comes all the same, and needs a line."""

PAGE = 13
"""So many lines fit on a page."""


def sign_in_page(sheet: Sheet) -> str:
    """A whole HTML document for A4 and Letter: those who are coming, and lines for those who just come.

    A sheet at the door is read by everybody. So it says nothing of who has not answered, and holds no address
    and no telephone number. Where nobody has answered at all, everybody invited stands on it.
    """
    starts = sheet.starts
    when = f"{in_words(starts.date())} {starts:%Y at %H:%M}" if starts else "no date yet"
    columns = [("" if each.startswith("priority ") else each) for each in sheet.priorities]
    coming = [each for each in sheet.lines if each.is_coming] or list(sheet.lines)
    silent = len(sheet.lines) - len(coming)
    return _template().render(
        title=sheet.event.title,
        when=when,
        location=sheet.event.location,
        priorities=columns,
        people=[(each.contact.name or each.contact.id, each.contact.organisation) for each in coming],
        empty=range(PAGE * ceil((WALK_INS + silent // UNANNOUNCED) / PAGE)),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "built_in"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sign_in.html")
