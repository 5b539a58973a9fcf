"""The house stays a house: no drawers, no long modules, the clock read in one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "outreach").rglob("*.py"))
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_a_drawer(path: Path) -> None:
    assert path.stem not in DRAWERS


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def clock_reads(tree: ast.AST) -> Iterator[str]:
    """Calls that read a clock, such as `datetime.now()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if re.fullmatch(r"(?:\w+\.)*(?:datetime|date|time)\.(?:now|utcnow|today|time)", called):
                yield called


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parts[-2:] != ("wiring", "clock.py")], ids=named
)
def test_only_wiring_reads_the_clock(path: Path) -> None:
    assert list(clock_reads(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_only_what_talks_to_the_world_measures_how_long_it_takes() -> None:
    measuring = {named(path).split("/")[1] for path in MODULES if "monotonic" in path.read_text("utf-8")}
    assert measuring <= {"channels", "cli", "inbox", "probing"}


def test_tables_stand_in_one_room_only() -> None:
    users = [
        named(path)
        for path in MODULES
        if re.search(r"^(?:from|import) sqlmodel", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert users
    assert all(each.startswith("outreach/ledger/tables/") for each in users)


def test_the_environment_is_read_in_one_module_only() -> None:
    readers = [named(path) for path in MODULES if "os.environ" in path.read_text("utf-8")]
    assert readers == ["outreach/settings.py"]
