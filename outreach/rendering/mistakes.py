"""What goes wrong in a template, as a problem with its place, in the words of the person who wrote it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.core.spelling import nearest
from outreach.rendering.filters import KEPT, OURS, BlankError
from outreach.rendering.pages import Pages
from outreach.rendering.sandbox import MissingError

_LISTED = 12
INSIDE = frozenset({"allow_blank", "reader_zone"})
"""What the rendering itself is told among a template's values; nobody writes it."""
_NO_SUCH = re.compile(r"No filter named '(\w+)'")


@contextmanager
def understood(pages: Pages, file: str) -> Iterator[None]:
    """Turn what a template raises into `NotUnderstoodError` with its place; `file` where none is known."""
    try:
        yield
    except NotUnderstoodError:
        raise
    except TemplateSyntaxError as error:
        found = error.filename or file
        place = Place(found, max(1, min(error.lineno, len(_lines(pages, found)))))
        raise NotUnderstoodError(Problem(place, _syntax(error))) from None
    except Exception as error:  # noqa: BLE001  a template may bring about any of them
        found, line = _where(error.__traceback__) or (file, 1)
        lines = _lines(pages, found)
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        column, message = _said(error, text, pages)
        raise NotUnderstoodError(Problem(Place(found, line, column), message)) from None


def _lines(pages: Pages, file: str) -> list[str]:
    page = pages.draft(file) if "/" in file and pages.exists(file) else None
    return page.source.rstrip("\n").split("\n") if page else []


def _where(trace: TracebackType | None) -> tuple[str, int] | None:
    """The innermost line of a template that an error came through."""
    found = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            found = template.filename, template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found


def _syntax(error: TemplateSyntaxError) -> str:
    said = (error.message or "").rstrip(".")
    filter_name = _NO_SUCH.search(said)
    if filter_name:
        return no_filter(filter_name[1])
    return f"the template cannot be read: {said}; see to the {{{{ }}}} and {{% %}} on this line"


def no_filter(name: str) -> str:
    """What is said of a filter that there is not."""
    known = sorted(KEPT | OURS.keys())
    return f"there is no filter `{name}`{nearest(name, known) or _known(known)}"


def no_file(name: str, pages: Pages) -> str:
    """What is said of a file that is to be taken in (its path from `templates/`) and is not there."""
    return f"there is no file templates/{name} to take in here{nearest(name, pages.listed('templates'))}"


def unknown(spelled: str, name: str, choices: Sequence[str]) -> str:
    """What is said of a name that is not among the choices; `spelled` is all that is written of it."""
    hint = nearest(name, choices) or _known(choices)
    remedy = f'correct the name, or give it a fallback: {{{{ {spelled} | default("...") }}}}'
    return f"`{spelled}` is not known{hint}; {remedy}"


def _said(error: Exception, line: str, pages: Pages) -> tuple[int, str]:
    if isinstance(error, MissingError):
        return _missing(error, line)
    if isinstance(error, BlankError):
        name = error.expression
        remedy = f'fill it in, or give it a fallback: {{{{ {name} | default("...") }}}}'
        return _column(line, name), f"`{name}` has no value for this reader; {remedy}"
    if isinstance(error, TemplateNotFound):
        name = str(error.name).removeprefix("templates/")
        return _column(line, name), no_file(name, pages)
    if isinstance(error, RecursionError):
        return 1, "the template takes itself in, or calls itself, without end; let it stop somewhere"
    if isinstance(error, TemplateError | SecurityError):
        return _column(line, _quoted(str(error))), str(error)
    return 1, f"this cannot be reckoned: {error}"


def _missing(error: MissingError, line: str) -> tuple[int, str]:
    name = error.name
    found = re.search(rf"[\w.]*(?<!\w){re.escape(name)}\b", line)
    spelled = found[0] if found and not error.is_variable else name
    column = found.start() + 1 if found else 1
    if error.owner is None:
        owner = spelled.removesuffix(name).rstrip(".") or "it"
        remedy = f"put it between {{% if {owner} %}} and {{% endif %}}"
        return column, f"`{spelled}` has no value for this reader, for there is no {owner}; {remedy}"
    return column, unknown(spelled, name, error.choices)


def _known(names: Sequence[str]) -> str:
    names = [name for name in names if name not in INSIDE]
    more = ", ..." if len(names) > _LISTED else ""
    return f"; known are {', '.join(names[:_LISTED])}{more}" if names else ""


def _quoted(message: str) -> str:
    found = re.search(r"`([\w.]+)", message)
    return found[1] if found else ""


def _column(line: str, name: str) -> int:
    return max(line.find(name) + 1, 1) if name else 1
