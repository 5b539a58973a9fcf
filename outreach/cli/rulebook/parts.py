"""What is said of a rule, part by part, however it is shown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import dedent

from outreach.core.finding import Effect, Level, Moment
from outreach.rules.catalogue import Description, Setting

FAMILIES: Mapping[str, str] = {
    "N": "Notice and reminders",
    "C": "Cadence of updates and meetings",
    "P": "Scheduling polls",
    "S": "Social posts and kits",
    "E": "E-mails",
    "L": "Launches",
    "F": "Following up",
    "T": "Action teams",
    "R": "How often, and at what hour",
    "K": "Who is never written to",
}
"""What the first letters of the codes stand for, in the order in which people read them."""
EFFECTS: Mapping[Effect, str] = {
    Effect.HOLD: "the message is held, and goes out once the cause is mended",
    Effect.SKIP: "that person is passed over, and nobody is asked to do anything",
    Effect.WAIT: "the message moves to a later moment",
    Effect.REFUSE: "`outreach approve` refuses the campaign; what was approved before still goes out",
}
"""What an error does."""
WITHOUT_EFFECT: Mapping[Level, str] = {
    Level.ERROR: "nothing is stopped",
    Level.WARNING: "nothing is stopped; whoever approves sees it",
    Level.ADVICE: "nothing is stopped; it is shown with `--advice`",
}
MOMENTS: Mapping[Moment, str] = {
    Moment.CHECK: "when files are checked",
    Moment.PLAN: "when the plan is made",
    Moment.SEND: "at the moment of sending",
}
WAIVER = """\
waive:
  - rule: {code}
    reason: why it cannot be kept this time
    by: who says so
    until: 2027-06-30
"""
_BLOCK = re.compile(r"^--- +(.+)\n", re.MULTILINE)
_WHERE: Mapping[str, str] = {
    "people.csv": "the people imported",
    "partnership": "its partnership, in config/partnerships.yaml",
    "the ledger": "what has happened by then",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know, in a line."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What somebody might write, to be shown letter for letter. `language` is what it is written in."""

    label: str
    language: str
    text: str


Part = str | Fact | Sample
"""A paragraph, a line, or something written."""


def title(one: Description) -> str:
    """`N001  Four weeks' notice`."""
    return f"{one.code}  {one.name}"


def by_family(rules: Iterable[Description]) -> Mapping[str, list[Description]]:
    """The rules under the names of their families."""
    grouped: dict[str, list[Description]] = {}
    for one in rules:
        grouped.setdefault(FAMILIES.get(one.code[0], one.code[0]), []).append(one)
    return grouped


def in_full(one: Description) -> Iterator[Part]:
    """Everything about a rule but how to let it off."""
    yield one.says
    yield one.why
    yield Fact("Level", one.level.value)
    yield Fact("Effect", effect_in_words(one))
    yield Fact("Looked at", ", ".join(MOMENTS[each] for each in one.moments))
    yield Fact("Source", one.source)
    yield from _example("Breaks it", one.bad)
    yield from _example("Keeps it", one.good)
    if one.settings:
        label = "To set it, in config/outreach.yaml, within its limits"
        yield Sample(label, "yaml", _settings(one.code, one.settings))


def effect_in_words(one: Description) -> str:
    """What an error of it does; of a rule that stops nothing, who sees it."""
    return f"{one.effect.value} ({EFFECTS[one.effect]})" if one.effect else WITHOUT_EFFECT[one.level]


def waiving(one: Description) -> Part:
    """How to let it off, to be written by hand."""
    if not one.can_be_waived:
        return Fact("Waiver", "nobody can waive this rule")
    label = "To let it off, in a campaign's file or in one of its steps"
    return Sample(label, "yaml", WAIVER.format(code=one.code))


def _settings(code: str, settings: tuple[Setting, ...]) -> str:
    limits = "".join(f"# {each.name}: from {each.at_least} to {each.at_most}\n" for each in settings)
    values = ", ".join(f"{each.name}: {each.default}" for each in settings)
    return f"{limits}rules: {{{code}: {{{values}}}}}\n"


def _example(label: str, text: str) -> Iterator[Sample]:
    """An example, and behind it the other files that it needs, each by itself."""
    lines = (line.rstrip() for line in dedent(text).strip().splitlines())
    head, *others = _BLOCK.split("\n".join((*lines, "")))
    yield Sample(label, "yaml" if head.startswith("kind:") else "text", head)
    for name, body in zip(others[::2], others[1::2], strict=True):
        yield Sample(f"with {_WHERE.get(name, f'templates/{name}')}", _language(name), f"{body.strip()}\n")


def _language(name: str) -> str:
    known = {"md": "markdown", "txt": "text", "csv": "text", "html": "html"}
    return known.get(name.rpartition(".")[2], "yaml")
