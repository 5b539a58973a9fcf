"""A rule as plain text, for programs that show nothing else."""

from collections.abc import Iterable
from textwrap import indent

from outreach.cli.rulebook.parts import Fact, Part, Sample


def lines(parts: Iterable[Part]) -> str:
    """Parts as plain text, samples indented."""
    return "\n".join(_line(part) for part in parts)


def _line(part: Part) -> str:
    match part:
        case Fact(label, text):
            return f"{label}: {text}"
        case Sample(label, _, text):
            return f"\n{label}:\n{indent(text.rstrip(), '    ')}"
        case _:
            return f"{part}\n"
