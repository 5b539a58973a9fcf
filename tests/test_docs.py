"""`docs/rules.md` and the README's table of rules say what the rules say; `make docs` writes both."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

from outreach.cli.rulebook.markdown import blocks, page, table
from outreach.cli.rulebook.parts import Fact, Sample
from outreach.rules.catalogue import RULES, Description, describe

ROOT = Path(__file__).parents[1]
DESCRIBED = [describe(rule) for rule in RULES]
PAGE = page(DESCRIBED)


def script() -> ModuleType:
    """What `make docs` runs."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("name", ["docs/rules.md", "README.md"])
def test_what_is_told_of_the_rules_is_current(name: str) -> None:
    told = script().pages()[ROOT / name]
    assert (ROOT / name).read_text("utf-8") == told, f"{name} is not current; run: make docs"


def test_make_docs_runs_the_script() -> None:
    assert "docs: $(READY)\n\t$(BIN)/python docs/generate.py\n" in (ROOT / "Makefile").read_text("utf-8")


def test_of_the_readme_only_the_table_under_its_heading_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = "# A\n\n| a |\n|---|\n\n## Rules\n\nAbove.\n\n{}\nBelow.\n\n## B\n\n| b |\n|---|\n"
    readme = tmp_path / "README.md"
    readme.write_text(around.format("| code |\n|---|\n| N999 |\n"), "utf-8")
    found = script()
    monkeypatch.setattr(found, "README", readme)
    assert found.pages()[readme] == around.format(table(DESCRIBED))


def test_a_readme_without_its_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# A\n\n## Rules\n\nNone.\n\n## B\n", "utf-8")
    found = script()
    monkeypatch.setattr(found, "README", readme)
    with pytest.raises(SystemExit, match="one table is expected under `## Rules`"):
        found.pages()


def sections(level: str) -> list[str]:
    """The headings of a level, samples left out."""
    prose = re.sub(r"^```.*?^```", "", PAGE, flags=re.DOTALL | re.MULTILINE)
    return re.findall(rf"^{level} (.+)$", prose, re.MULTILINE)


def test_every_rule_has_a_section_of_its_own_in_the_order_of_the_catalogue() -> None:
    assert sections("###") == [f"{one.code} {one.name}" for one in DESCRIBED]


@pytest.mark.parametrize("one", DESCRIBED, ids=lambda one: one.code)
def test_a_section_says_all_of_its_rule(one: Description) -> None:
    told = PAGE.split(f"### {one.code} {one.name}\n", 1)[1].split("\n### ", 1)[0]
    for part in (one.says, one.why, f"**Level:** {one.level}", f"**Source:** {one.source}"):
        assert part in told
    for label in ("**Effect:** ", "**Looked at:** ", "**Waiver:** ", "Breaks it:\n\n```", "Keeps it:\n\n```"):
        assert label in told
    for setting in one.settings:
        assert f"# {setting.name}: from {setting.at_least} to {setting.at_most}\n" in told


def test_the_table_at_the_top_leads_to_every_section() -> None:
    slugs = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in sections("###")}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) == slugs
    assert len(slugs) == len(RULES)


def test_the_page_is_markdown_whose_samples_stay_in_their_fences() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(PAGE)
    fences = [token for token in tokens if token.type == "fence"]
    examples = [text for one in DESCRIBED for text in (one.bad, one.good)]
    settings = [one for one in DESCRIBED if one.settings]
    others = sum(len(re.findall(r"^--- ", text, re.MULTILINE)) for text in examples)
    assert len(fences) == 1 + len(examples) + others + len(settings)
    assert len([token for token in tokens if token.type == "table_open"]) == 1


def test_a_sample_with_a_fence_of_its_own_stays_whole() -> None:
    written = blocks([Fact("Level", "error"), Sample("with a.md", "markdown", "```\ncode\n```\n")])
    assert written == "- **Level:** error\n\nWith a.md:\n\n````markdown\n```\ncode\n```\n````\n"


def test_a_table_keeps_its_cells_apart() -> None:
    rows = table(DESCRIBED).splitlines()
    assert rows[:2] == ["| code | level | effect | the rule |", "|---|---|---|---|"]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
