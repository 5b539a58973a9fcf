"""A campaign's file changed by a command: whole or not at all, and only as it was meant."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from outreach.core.campaign import Campaign
from outreach.core.errors import NotUnderstoodError, UsageError
from outreach.workspace.changing import Rewriting, rewriting
from outreach.workspace.replacing import replace_file
from outreach.workspace.shelf import FolderShelf
from tests.world import Office

STEP = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
VALUES = {("event", "status"): "cancelled", ("event", "reason"): "Snow"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.campaign(STEP)
    return made


def campaign_of(office: Office) -> Campaign:
    found = office.world().campaign("spring")
    assert found is not None
    return found


def off(campaign: Campaign) -> Campaign:
    assert campaign.event is not None
    event = campaign.event.model_copy(update={"status": "cancelled", "reason": "Snow"})
    return campaign.model_copy(update={"event": event})


def change(office: Office) -> Rewriting:
    campaign = campaign_of(office)
    return rewriting(office.root, campaign, off(campaign), VALUES)


def test_a_file_keeps_its_mode_and_a_byte_order_mark(office: Office) -> None:
    path = office.root / "campaigns/spring.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    path.chmod(0o640)
    change(office).write()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcampaign: spring")
    assert campaign_of(office).event == off(campaign_of(office)).event
    assert [each.name for each in path.parent.iterdir()] == ["spring.yaml"]


def test_a_link_stays_a_link(office: Office) -> None:
    path, real = office.root / "campaigns/spring.yaml", office.root / "campaigns/real.txt"
    path.rename(real)
    path.symlink_to(real.name)
    change(office).write()
    assert path.is_symlink()
    assert "status: cancelled" in real.read_text("utf-8")


def test_a_file_that_somebody_changes_meanwhile_is_left_alone(office: Office) -> None:
    made, path = change(office), office.root / "campaigns/spring.yaml"
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    with pytest.raises(UsageError, match="was changed meanwhile; nothing was written"):
        made.write()
    assert "cancelled" not in path.read_text("utf-8")


def test_what_would_not_read_back_as_meant_is_told_with_the_lines_to_write(office: Office) -> None:
    campaign = campaign_of(office)
    with pytest.raises(
        NotUnderstoodError, match=r"nothing was done. Write it yourself: event.status: cancelled"
    ):
        rewriting(office.root, campaign, campaign, VALUES)


def test_a_file_that_cannot_be_written_stands_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("a.yaml", "old")]


def test_the_shelf_writes_what_is_new_and_leaves_what_is_not(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "var/calendars")
    assert not shelf.has("a.ics")
    assert shelf.put("a.ics", b"one")
    assert shelf.has("a.ics")
    before = (tmp_path / "var/calendars/a.ics").stat().st_ino
    assert not shelf.put("a.ics", b"one")
    assert (tmp_path / "var/calendars/a.ics").stat().st_ino == before
    assert shelf.put("a.ics", b"two")
    assert (tmp_path / "var/calendars/a.ics").read_bytes() == b"two"


def test_several_who_write_the_same_file_at_once_all_find_it_written(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    names = [f"{n}.eml" for n in range(40) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: shelf.put(name, b"words" * 10_000), names))

    assert {each.read_bytes() for each in tmp_path.iterdir()} == {b"words" * 10_000}
    assert len(list(tmp_path.iterdir())) == 40
