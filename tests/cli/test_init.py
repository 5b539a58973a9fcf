"""`outreach init`: a workspace that works as it stands."""

import stat
from pathlib import Path

from outreach import wiring
from tests.cli.conftest import Desk


def test_a_new_workspace_has_everything_and_a_secret_key_of_its_own(workspace: Desk, tmp_path: Path) -> None:
    ended = workspace.bare("init", str(tmp_path / "other"))
    env = tmp_path / "other" / ".env"
    assert ended.status == 0
    assert ended.out.splitlines()[-1].endswith("outreach contacts import config/people.csv")
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert ".env" in (tmp_path / "other" / ".gitignore").read_text().split()
    keys = {(root / ".env").read_text() for root in (tmp_path / "other", workspace.root)}
    assert len(keys) == 2
    assert all("OUTREACH_SECRET_KEY=" in each for each in keys)


def test_the_secret_key_is_never_shown(workspace: Desk) -> None:
    key = (workspace.root / ".env").read_text().split("OUTREACH_SECRET_KEY=")[1].strip()
    shown = [workspace(*words) for words in (("check",), ("plan",), ("run",), ("approve", "--all"))]
    assert not [each for each in shown if key in each.out + each.err]


def test_its_files_are_listed_in_json(workspace: Desk, tmp_path: Path) -> None:
    document = workspace.bare("init", str(tmp_path / "other"), "--json").document
    assert document["errors"] == []
    assert {"config/outreach.yaml", "campaigns/construction-launch.yaml", ".env"} <= set(document["files"])


def test_a_workspace_is_never_overwritten(workspace: Desk) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    ended = workspace.bare("init", str(workspace.root))
    assert ended.status == 2
    assert "is a workspace already" in ended.err
    assert before == {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}


def test_a_folder_that_cannot_be_made_is_told_in_words(workspace: Desk) -> None:
    ended = workspace.bare("init", str(workspace.root / "config/people.csv" / "inside"), "--json")
    assert ended.status == 2
    assert "cannot be written" in ended.document["errors"][0]["message"]


def test_a_workspace_of_any_day_is_clean_on_that_day(workspace: Desk, tmp_path: Path) -> None:
    for number, day in enumerate(("2027-07-30T02:30", "2028-02-29T12:00")):
        workspace.at(day)
        desk = Desk(tmp_path / f"later-{number}", workspace.clock)
        assert wiring.now() == workspace.clock
        assert desk.bare("init", str(desk.root)).status == 0
        assert desk("check", "--json").document["ok"], day
        desk.good("contacts", "import", "config/people.csv")
        assert desk.json("check") == {"ok": True, "errors": [], "findings": []}, day
