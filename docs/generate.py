#!/usr/bin/env python3
"""Writes what is told of the rules from the rules themselves: `docs/rules.md`, and the README's table."""

import re
from collections.abc import Mapping
from pathlib import Path

from outreach.cli.rulebook.markdown import page, table
from outreach.rules.catalogue import RULES, describe

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_SECTION = re.compile(r"(?<=^## Rules\n).*?(?=^## )", re.DOTALL | re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)


def pages() -> Mapping[Path, str]:
    """What each page has to say. Of the README only the table under `## Rules` is written anew."""
    rules = [describe(rule) for rule in RULES]
    readme = README.read_text("utf-8")
    section = _SECTION.search(readme)
    if section is None or len(_TABLE.findall(section[0])) != 1:
        raise SystemExit("README.md: one table is expected under `## Rules`, and a heading behind it")
    written = _TABLE.sub(lambda _: table(rules), section[0])
    return {
        ROOT / "docs" / "rules.md": page(rules),
        README: readme[: section.start()] + written + readme[section.end() :],
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
