"""`outreach rules`."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.text import Text

from outreach.cli.door import AsJson, emit, reporting
from outreach.cli.rulebook.parts import Fact, Part, Sample, by_family, in_full, title, waiving
from outreach.cli.showing import COLOURS, heading, paragraph, say, table, verbatim
from outreach.core.errors import UsageError
from outreach.core.spelling import nearest
from outreach.rules.catalogue import RULES, Description, describe, rule_of

COLUMNS = ("code", "level", "effect", "rule")
WIDTHS = (4, 7, 6)
"""So that the tables of all families stand in line."""


def rules(
    code: Annotated[str | None, typer.Argument(help="One rule, in full.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """List the rules, or print one in full: why, two examples, how to set it, how to let it off.

    Example: outreach rules N001
    """
    with reporting({"rules": []}, as_json=as_json):
        found = None if code is None else rule_of(code)
        if code is not None and found is None:
            raise UsageError(f"there is no rule `{code}`{nearest(code, [rule.code for rule in RULES])}")
    if as_json:
        emit(_in_full_json(describe(found)) if found else [_json(describe(rule)) for rule in RULES])
    elif found is not None:
        _show(describe(found))
    else:
        _list(describe(rule) for rule in RULES)


def _json(one: Description) -> dict[str, Any]:
    return {
        "code": one.code,
        "level": one.level.value,
        "name": one.name,
        "effect": one.effect.value if one.effect else None,
        "moments": [each.value for each in one.moments],
        "source": one.source,
    }


def _in_full_json(one: Description) -> dict[str, Any]:
    return {
        **_json(one),
        "says": one.says,
        "why": one.why,
        "bad": one.bad,
        "good": one.good,
        "settings": {each.name: each.default for each in one.settings},
        "limits": {each.name: [each.at_least, each.at_most] for each in one.settings},
        "can_be_waived": one.can_be_waived,
    }


def _list(rules: Iterable[Description]) -> None:
    table(COLUMNS, (), widths=WIDTHS)
    for family, members in by_family(rules).items():
        heading(f"\n{family}")
        table(COLUMNS, map(_line, members), widths=WIDTHS, headed=False)
    say("\nOne in full: outreach rules N001")


def _line(one: Description) -> tuple[str | Text, ...]:
    level = Text(one.level.value, style=COLOURS[one.level])
    return one.code, level, one.effect.value if one.effect else "", one.says


def _show(one: Description) -> None:
    heading(title(one))
    for part in (*in_full(one), waiving(one)):
        _print(part)


def _print(part: Part) -> None:
    match part:
        case Fact(label, text):
            paragraph(text, label=label)
        case Sample(label, _, text):
            say(f"\n{label}:")
            verbatim(text)
        case _:
            paragraph(part)
            say("")
