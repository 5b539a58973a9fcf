"""What the YAML parser says of broken syntax, in plain words and where a person would look for it."""

from typing import Any

import yaml

Spot = tuple[int, int]
"""Line and column, from 1."""

PLAIN_WORDS = {
    "mapping values are not allowed in this context": "a `:` that nothing explains; put a text that holds "
    "`: ` in quotes, and give the keys of one group the same indentation",
    "block sequence entries are not allowed in this context": "a list item cannot start here; put each `- ` "
    "on its own line below the key",
    "found character that cannot start any token": "a text cannot start with this character; put the text "
    "in quotes",
    "found unknown escape character": "no such escape in double quotes; use single quotes, or write `\\\\`",
    "did not find expected ',' or ']'": "the list that opens with `[` here does not go on or close as it "
    "should; look for a missing `,` or `]`",
    "did not find expected ',' or '}'": "the group that opens with `{` here does not go on or close as it "
    "should; look for a missing `,` or `}`",
    "did not find expected '-' indicator": "the items of one list start with `- ` at the same indentation",
    "did not find expected key": "this does not go on as the lines above it; look at the indentation and the "
    "quotes, and put a text that starts with `{{` in quotes",
    "found unexpected end of stream": "the quote that opens here is never closed",
    "could not find expected ':'": "a key without its `:`",
    "did not find expected <document start>": "another document starts with a line `---`",
    "did not find expected comment or line break": "after `|` or `>` the text starts on the next line",
    "did not find expected node content": "a value, or the `]` or `}` of what was opened, is missing here",
    "found undefined tag handle": "a text cannot start with `!`; put it in quotes",
    "found incompatible YAML document": "this is written for another version of YAML; take the line out",
}
AT_THE_START = frozenset({
    "did not find expected ',' or ']'", "did not find expected ',' or '}'", "found unexpected end of stream",
})  # fmt: skip
"""Syntax errors that are understood where the group or quote opens, not where the parser gave up."""


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[Spot, str]:
    """Where the syntax breaks, and what to do about it."""
    problem = error.problem or "this is not YAML"
    line, column = spot = spot_of(error.context_mark if problem in AT_THE_START else error.problem_mark)
    written = [*text.splitlines(), "", ""][line - 1]
    if written[column - 1 : column] == "\t":
        return spot, "a tab cannot indent YAML; use spaces"
    return spot, PLAIN_WORDS.get(problem, problem)


def spot_of(mark: Any) -> Spot:
    """A mark of the parser, which counts from 0, as a spot."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
