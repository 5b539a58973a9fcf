"""`outreach rules`."""

from typing import Annotated, Any

import typer

from outreach.cli.door import AsJson, emit, reporting
from outreach.cli.showing import say, table
from outreach.core.errors import UsageError
from outreach.core.spelling import nearest
from outreach.rules.catalogue import RULES, Description, describe, rule_of


def rules(
    code: Annotated[str | None, typer.Argument(help="One rule, in full.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """List the rules, or print one in full with its reason, a bad and a good example.

    Example: outreach rules N001
    """
    with reporting({"rules": []}, as_json=as_json):
        found = None if code is None else rule_of(code)
        if code is not None and found is None:
            raise UsageError(f"there is no rule `{code}`{nearest(code, [rule.code for rule in RULES])}")
    if as_json:
        emit(_in_full_json(describe(found)) if found else [_json(describe(rule)) for rule in RULES])
    elif found is not None:
        _in_full(describe(found))
    else:
        table(("code", "level", "effect", "when", "rule"), (_line(describe(rule)) for rule in RULES))
        say("\nOne in full: outreach rules N001")


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
    settings = {each.name: each.default for each in one.settings}
    return {
        **_json(one),
        "says": one.says,
        "why": one.why,
        "bad": one.bad,
        "good": one.good,
        "settings": settings,
    }


def _line(one: Description) -> tuple[str, ...]:
    moments = ", ".join(each.value for each in one.moments)
    return one.code, one.level.value, one.effect.value if one.effect else "", moments, one.says


def _in_full(one: Description) -> None:
    effect = f", effect {one.effect.value}" if one.effect else ""
    moments = ", ".join(each.value for each in one.moments)
    say(f"{one.code}  {one.says}\n{one.level.value}{effect}; looked at: {moments}\n")
    say(f"{one.why}\n\nSource: {one.source}\n")
    say(f"Breaks it:\n{_indented(one.bad)}\n\nKeeps it:\n{_indented(one.good)}\n")
    for each in one.settings:
        written = f"rules: {{{one.code}: {{{each.name}: {each.default}}}}}"
        say(f"Setting: `{written}` in config/outreach.yaml; stricter only.")
    if not one.can_be_waived:
        say("Nobody can waive this rule.")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip("\n").splitlines())
