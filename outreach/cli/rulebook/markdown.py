"""Rules as Markdown: one, all of them as a page, and the README's table."""

import re
from collections.abc import Iterable, Iterator

from outreach.cli.rulebook.parts import EFFECTS, MOMENTS, WAIVER, Fact, Part, Sample, by_family, in_full
from outreach.rules.catalogue import Description

HEADING = ("code", "level", "effect", "the rule")
_LONGEST = re.compile(r"`{3,}")
_FOREWORD = """\
# The rules

`make docs` writes this page from the rules themselves. `outreach rules` lists them on a terminal, and
`outreach rules N001` prints one in full.

**Level.** A rule's level is the highest that a finding of it has. An error does what the rule's effect says;
a warning is shown, and whoever approves sees it; advice is shown with `--advice`.

**Effect.** What an error does:

{effects}

**Looked at.** A rule is asked {moments}: by
`outreach check`, by `outreach plan` and `outreach approve`, and by `outreach run`.

**Settings.** A workspace may move a rule's numbers within the limits that stand above them. Beyond these only
a waiver helps.

**Waiver.** A campaign's file, or one of its steps, lets a rule off until a day (included), with a reason and
a name. What is let off is shown with all three wherever it is found. After the day the waiver is an error.

```yaml
{waiver}```

**Examples.** They leave out the lines that head every campaign: `campaign:`, `title:` and `partnership:`.
"""


def blocks(parts: Iterable[Part]) -> str:
    """Parts as Markdown: paragraphs, lists of facts, fenced samples."""
    written: list[str] = []
    was: Part = ""
    for part in parts:
        gap = "" if not written else "\n" if isinstance(part, Fact) and isinstance(was, Fact) else "\n\n"
        written.append(gap + _block(part))
        was = part
    return "".join(written) + "\n"


def _block(part: Part) -> str:
    match part:
        case Fact(label, text):
            return f"- **{label}:** {text}"
        case Sample(label, language, text):
            fence = "`" * max([3, *(len(found) + 1 for found in _LONGEST.findall(text))])
            return f"{label[:1].upper()}{label[1:]}:\n\n{fence}{language}\n{text.rstrip()}\n{fence}"
        case _:
            return part


def table(rules: Iterable[Description]) -> str:
    """The table of the README: every rule in a row."""
    rows = ((one.code, one.level.value, _effect(one), one.says) for one in rules)
    return _table(HEADING, rows)


def page(rules: Iterable[Description]) -> str:
    """The whole of `docs/rules.md`."""
    families = by_family(rules)
    rows = [
        (family if one is members[0] else "", f"[{one.code}](#{_slug(_heading(one))})", one.name,
         one.level.value, _effect(one))
        for family, members in families.items()
        for one in members
    ]  # fmt: skip
    return "\n".join(
        (
            _FOREWORD.format(effects=_effects(), moments=_moments(), waiver=WAIVER.format(code="N001")),
            "## All of them\n",
            _table(("family", "code", "name", "level", "effect"), rows),
            *(section for family, members in families.items() for section in _family(family, members)),
        )
    )  # fmt: skip


def _family(family: str, members: Iterable[Description]) -> Iterator[str]:
    yield f"## {family}\n"
    for one in members:
        waiver = "with a reason, as above" if one.can_be_waived else "nobody can waive this rule"
        facts = _with_waiver(in_full(one), Fact("Waiver", waiver))
        yield f"### {_heading(one)}\n\n{blocks(facts)}"


def _with_waiver(parts: Iterable[Part], waiver: Fact) -> Iterator[Part]:
    """The parts, with one more fact behind the others."""
    for part in parts:
        yield part
        if isinstance(part, Fact) and part.label == "Source":
            yield waiver


def _heading(one: Description) -> str:
    return f"{one.code} {one.name}"


def _effect(one: Description) -> str:
    return one.effect.value if one.effect else ""


def _slug(heading: str) -> str:
    """What leads to a heading, as the sites that show Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heading, ("---",) * len(heading), *rows]
    first, rule, *others = (_row(line) for line in lines)
    return "\n".join((first, rule.replace(" ", ""), *others)) + "\n"


def _row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _effects() -> str:
    return "\n".join(f"- **{effect.value}:** {words}" for effect, words in EFFECTS.items())


def _moments() -> str:
    *first, last = MOMENTS.values()
    return f"{', '.join(first)}, and {last}"
