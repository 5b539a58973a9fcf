"""The filters of templates: those of Jinja2 that neither hang nor draw lots, and those for dates."""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from outreach.rendering import dates
from outreach.rendering.budget import STEPS, counted, current

KEPT = frozenset({
    "abs", "capitalize", "count", "dictsort", "first", "float", "groupby", "int", "items", "last", "length",
    "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "safe", "select",
    "selectattr", "sort", "string", "title", "trim", "truncate", "unique", "upper",
    "urlencode", "wordcount",
})  # fmt: skip
"""The filters taken over from Jinja2."""
OF_THE_SETTINGS = ("links.", "organisation.")
"""What the settings give or do not give, whoever reads: missing for one, it is missing for everybody."""
_RANGE = 1_000
_POWER = 1_000
_NUMBER = 10**15
_SEVERAL = (Mapping, list, tuple, set, frozenset)

Anything = Any  # what a template holds may be anything


class BlankError(UndefinedError):
    """`expression` is known but has no value for this reader."""

    def __init__(self, expression: str) -> None:
        super().__init__(expression)
        self.expression = expression


def of_nobody(value: object) -> bool:
    """Whether it is something asked of an empty value, such as `recruiter.name` without a recruiter."""
    return isinstance(value, Undefined) and value._undefined_obj is None  # noqa: SLF001  Jinja2 offers no other way


@pass_context
def shown(_context: Context, value: Anything, expression: str) -> Markup:
    """What a template writes at `{{ expression }}`.

    Raises:
        UndefinedError: it is not known, or empty where that is refused.
        TemplateRuntimeError: it is no single value, or the text grows too big.
    """
    running = current()
    if isinstance(value, Markup):
        return running.show(value)
    if isinstance(value, Undefined) and not of_nobody(value):
        str(value)
    if value is None or of_nobody(value) or value == "":
        return _blank(expression, missing=not isinstance(value, str))
    if isinstance(value, _SEVERAL) or callable(value):
        raise TemplateRuntimeError(f"`{expression}` is not one value; write one of its parts")
    return running.show(value)


def _blank(expression: str, *, missing: bool) -> Markup:
    blanks = current().blanks
    if expression.startswith(OF_THE_SETTINGS):
        raise BlankError(expression)
    if expression and (blanks == "refused" or (blanks == "empty" and missing)):
        raise BlankError(expression)
    return Markup()


@pass_context
def watched(_context: Context, items: Anything) -> Anything:
    """What a loop goes over, each item counted."""
    return counted(items)


@pass_context
def joined(_context: Context, parts: list[Anything]) -> str:
    """`a ~ b`."""
    return _put_together("", parts)


@pass_context
def _join(context: Context, items: Iterable[Anything], d: str = "", attribute: str | None = None) -> str:
    read = context.environment.getattr
    return _put_together(d, [read(each, attribute) if attribute else each for each in counted(items)])


def _put_together(separator: str, parts: list[Anything]) -> str:
    running = current()
    if any(isinstance(each, Markup) for each in parts):
        between = running.show(separator)
        return between.join(running.show(each) for each in parts)
    text = separator.join(running.words(each) for each in parts)
    running.grow(len(text))
    return text


@pass_context
def _replace(_context: Context, text: str, old: str, new: str) -> str:
    words = str(text)
    current().grow(len(words) + words.count(str(old)) * len(str(new)))
    return words.replace(str(old), str(new))


def _default(value: Anything, fallback: str = "", boolean: bool = False) -> Anything:  # noqa: ARG001
    return fallback if isinstance(value, Undefined) or value is None or value == "" else value


def _dated(name: str, written: Callable[[object, tzinfo | None], str]) -> Callable[..., str]:
    @pass_context
    def dated(_context: Context, value: Anything) -> str:
        if isinstance(value, Undefined) and not of_nobody(value):
            str(value)
        if value is None or of_nobody(value):
            return ""
        try:
            return written(value, current().zone)
        except ValueError as error:
            raise TemplateRuntimeError(f"`| {name}`: {error}") from None

    return dated


OURS: Mapping[str, Callable[..., Anything]] = {
    "d": _default,
    "default": _default,
    "join": _join,
    "replace": _replace,
    "date": _dated("date", dates.long_date),
    "day": _dated("day", dates.short_day),
    "time": _dated("time", dates.clock_time),
    "time_zone": _dated("time_zone", dates.zone_name),
    "datetime": _dated("datetime", dates.long_moment),
}
"""The filters of our own."""


def short_range(*bounds: int) -> range:
    """`range()` of a template. Raises `TemplateRuntimeError` when it is long."""
    numbers = range(*bounds)
    if len(numbers) > _RANGE:
        raise TemplateRuntimeError(
            f"runs too long: range() gives at most {_RANGE} numbers, and all loops together {STEPS}"
        )
    return numbers


def reckoned(sign: str, left: Anything, right: Anything) -> Anything:
    """`left sign right` for numbers of a sensible size; `+` also puts texts or lists together.

    Raises:
        TemplateRuntimeError: it would grow out of bounds.
    """
    plain = isinstance(left, int | float) and isinstance(right, int | float)
    if sign == "+":
        return left + right if plain else _added(left, right)
    if not plain or abs(left) > _NUMBER or abs(right) > (_POWER if sign == "**" else _NUMBER):
        raise TemplateRuntimeError(
            f"`{sign}` is for numbers of a sensible size only; write the result itself"
        )
    if sign == "**" and abs(left) > _POWER:
        raise TemplateRuntimeError("`**` is for numbers of a sensible size only; write the result itself")
    return {"*": operator.mul, "**": operator.pow, "%": operator.mod}[sign](left, right)


def _added(left: Anything, right: Anything) -> Anything:
    if isinstance(left, str) and isinstance(right, str):
        return _put_together("", [left, right])
    for each in (left, right):
        if isinstance(each, list | tuple):
            current().step(len(each))
    return left + right
