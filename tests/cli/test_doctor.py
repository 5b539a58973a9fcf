"""`outreach doctor` at the keyboard and in cron: what it prints, and how it ends."""

from pathlib import Path
from typing import Any

import pytest

from outreach import probing
from outreach.ports import Page, ZoneData
from tests.cli.conftest import Desk
from tests.probe import FakeProbe


@pytest.fixture(autouse=True)
def probe(monkeypatch: pytest.MonkeyPatch) -> FakeProbe:
    """A network on which all is well; the machine is the real one unless a test says otherwise."""
    fake = FakeProbe(page=Page(200))
    monkeypatch.setattr(probing, "RealProbe", lambda *_: fake)
    return fake


def by_name(document: Any) -> dict[str, dict[str, Any]]:
    """The checks of a document, by name."""
    return {each["name"]: each for each in document["checks"]}


def test_a_new_workspace_has_nothing_in_the_way_and_is_told_whom_to_import(workspace: Desk) -> None:
    ended = workspace("doctor")
    assert ended.status == 0
    assert "  warning  people      nobody has been imported" in ended.out
    assert "\n                         outreach contacts import config/people.csv\n" in ended.out
    assert ended.out.endswith("\nNothing stands in the way; 1 warning. Next: outreach plan\n")
    assert ended.err == ""


def test_with_people_all_is_well(peopled: Desk) -> None:
    ended = peopled("doctor")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "All is well. Next: outreach plan")
    assert ended.out.startswith("Workspace\n  ok ")


def test_groups_are_set_apart_and_columns_stand_below_each_other(workspace: Desk) -> None:
    lines = workspace("doctor").out.splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")][:-1]
    assert heads == [
        "Workspace", "Ways out", "Ways in", "Sender authentication", "Web pages", "This machine",
        "The next two weeks",
    ]  # fmt: skip
    starts = {len(line) - len(line[11:].lstrip()) for line in lines if line.startswith("  ok")}
    names = {line[23:24] == " " for line in lines if line.startswith("  ok")}
    assert (starts, names) == ({11}, {False})


def test_quiet_prints_nothing_when_all_is_well(peopled: Desk) -> None:
    assert peopled("doctor", "--quiet").out == ""


def test_quiet_prints_only_what_is_not_well(workspace: Desk) -> None:
    ended = workspace("doctor", "--quiet")
    assert ended.out.splitlines() == [
        "Workspace",
        "  warning  people  nobody has been imported, so nothing goes to anybody",
        "                     outreach contacts import config/people.csv",
    ]


def test_quiet_and_offline_do_not_tell_what_was_asked_to_be_left_out(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "email: outbox", "email: smtp")
    peopled.write(".env", (peopled.root / ".env").read_text() + "SMTP_URL=smtp://127.0.0.1:1\n")
    assert peopled("doctor", "--quiet", "--offline").out == ""
    assert "not asked with --offline" in peopled("doctor", "--offline").out


def test_a_missing_secret_stands_in_the_way(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "email: outbox", "email: sendgrid")
    ended = peopled("doctor", "--quiet")
    assert ended.status == 1
    assert "sendgrid is chosen, and SENDGRID_API_KEY is not set" in ended.out


def test_json_is_one_document_with_every_check(workspace: Desk) -> None:
    document = workspace.json("doctor")
    assert document["ok"] is True
    assert document["errors"] == []
    assert all(set(each) == {"group", "name", "status", "message", "fix"} for each in document["checks"])
    assert {each["status"] for each in document["checks"]} == {"ok", "warning"}
    assert by_name(document)["people"]["fix"] == "outreach contacts import config/people.csv"


def test_settings_that_cannot_be_understood_end_with_2_and_their_place(workspace: Desk) -> None:
    workspace.change("config/outreach.yaml", "approval: required", "aproval: required")
    ended = workspace("doctor")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("config/outreach.yaml:")
    document = workspace.json("doctor")
    assert (document["ok"], document["checks"]) == (False, [])
    assert document["errors"][0]["file"] == "config/outreach.yaml"


def test_a_folder_that_is_no_workspace_ends_with_2(workspace: Desk, tmp_path: Path) -> None:
    ended = workspace.bare("-C", str(tmp_path / "elsewhere"), "doctor")
    assert ended.status == 2
    assert "outreach init" in ended.err


def test_a_campaign_that_cannot_be_understood_ends_with_2_and_leaves_the_other_checks(peopled: Desk) -> None:
    peopled.write("campaigns/broken.yaml", "campaign: [\n")
    ended = peopled("doctor")
    assert ended.status == 2
    assert "campaigns/broken.yaml:" in ended.out
    assert "All is well" not in ended.out
    assert "going out" in ended.out


def test_a_ledger_that_is_none_is_told_and_the_rest_is_looked_at(peopled: Desk) -> None:
    database = peopled.root / "var" / "outreach.db"
    for path in database.parent.glob("outreach.db*"):
        path.unlink()
    database.write_text("a letter, not a ledger" * 300)
    ended = peopled("doctor")
    assert ended.status == 1
    assert "database" in ended.out
    assert "outreach.db is damaged" in ended.out
    assert "written into var/outbox" in ended.out
    assert "going out" not in ended.out


def test_it_writes_nothing(workspace: Desk) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    workspace("doctor")
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before


def test_no_secret_and_no_address_is_printed(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "email: outbox, x: outbox", "email: smtp, x: x")
    secret = (peopled.root / ".env").read_text()
    peopled.write(".env", secret + "SMTP_URL=smtp://somebody:hunter22@127.0.0.1:1\nX_API_KEY=k1234567\n")
    said = peopled("doctor", "--offline").out + peopled("doctor", "--offline", "--json").out
    for each in (
        "hunter22",
        "k1234567",
        secret.partition("OUTREACH_SECRET_KEY=")[2].split()[0],
        "@example.org",
    ):
        assert each not in said


def test_narrow_terminals_break_between_words(
    workspace: Desk, probe: FakeProbe, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.console import Console  # noqa: PLC0415 - only here

    from outreach.cli import doctor  # noqa: PLC0415

    probe.zones = ZoneData("/usr/share/zoneinfo", "2025b", "2026b", knows_2026=False)
    console = Console(force_terminal=True, width=80, no_color=True, highlight=False)
    monkeypatch.setattr(doctor, "console", lambda: console)
    with console.capture() as captured:
        workspace("doctor")
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("  warning  time zones  ") for line in lines)


def test_on_the_real_machine_offline_it_ends_well(workspace: Desk) -> None:
    ended = workspace.process("doctor", "--offline")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "  ok       disk " in ended.stdout
    assert " free\n" in ended.stdout
