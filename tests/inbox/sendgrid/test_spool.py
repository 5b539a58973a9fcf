"""What SendGrid has handed over lies in files until it is stored: nothing is lost, nothing comes for ever."""

from datetime import timedelta
from pathlib import Path

import pytest

from outreach.core.errors import UsageError
from outreach.core.inbound.nouns import Report
from outreach.inbox.sendgrid import Call, Spool
from outreach.ports import NotReached
from outreach.workspace.shelf import FolderShelf
from tests.inbox.marks import Marks
from tests.inbox.sendgrid.calls import FORM, NOW, RAW, Signer, batch, event, form, parsed

MAIL = Call("mail", FORM, form({"email": RAW}), NOW)
EVENTS = Call(
    "events",
    "application/json",
    batch(event("bounce"), event("delivered"), event("spamreport")),
    NOW + timedelta(seconds=1),
)


def laid(folder: Path, *calls: Call) -> Spool:
    shelf = FolderShelf(folder, 0o600)
    for each in calls:
        shelf.put(each.name, each.as_bytes())
    return Spool(folder)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_calls_come_as_they_came_in_and_are_gone_once_stored(tmp_path: Path) -> None:
    spool, marks = laid(tmp_path, EVENTS, MAIL), Marks()
    found = marks.read(spool)
    assert [each.inbox for each in found] == ["sendgrid"] * 3
    assert (found[0].raw, found[0].said, found[0].at) == (RAW, None, NOW)
    assert [each.said.event for each in found if isinstance(each.said, Report)] == ["bounce", "complaint"]
    assert [each.mark for each in found] == [MAIL.name, "", EVENTS.name]
    assert names(tmp_path) == []
    assert marks.read(spool) == []


def test_what_was_looked_at_and_not_stored_stays(tmp_path: Path) -> None:
    spool = laid(tmp_path, MAIL, EVENTS)
    assert len(list(spool.fetch(lambda _: ""))) == 3
    assert len(names(tmp_path)) == 2


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_broken_off_anywhere_nothing_is_lost_and_what_was_stored_goes(tmp_path: Path, most: int) -> None:
    spool, marks = laid(tmp_path, MAIL, EVENTS), Marks()
    marks.read(spool, most=most)
    marks.read(spool)
    assert marks.ids == [MAIL.name, "bounce-1", "spamreport-1"]
    assert names(tmp_path) == []


def test_one_that_came_in_before_the_last_stored_but_later_to_the_disk_is_read(tmp_path: Path) -> None:
    spool, marks = laid(tmp_path, EVENTS), Marks()
    marks.read(spool)
    marks.read(laid(tmp_path, MAIL))
    assert marks.ids[-1] == MAIL.name


def test_the_same_call_twice_comes_twice_with_the_same_ids(tmp_path: Path) -> None:
    again = Call(EVENTS.what, EVENTS.content_type, EVENTS.body, NOW + timedelta(minutes=5))
    marks = Marks()
    assert len(marks.read(laid(tmp_path, EVENTS, again))) == 4
    assert marks.ids == ["bounce-1", "spamreport-1"]


def test_half_a_file_and_what_is_none_of_ours_is_let_be(tmp_path: Path) -> None:
    spool = laid(tmp_path, MAIL)
    (tmp_path / f".{EVENTS.name}.part").write_bytes(b"eve")
    (tmp_path / "notes.txt").write_text("mine")
    assert len(Marks().read(spool)) == 1
    assert names(tmp_path) == [f".{EVENTS.name}.part", "notes.txt"]


def test_a_file_that_cannot_be_read_stays_is_told_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    spool, marks = laid(tmp_path, MAIL, EVENTS), Marks()
    (tmp_path / MAIL.name).write_bytes(b"mail\n")
    with pytest.raises(NotReached, match=r"cannot be read .*; look at it in .*, and take it away"):
        marks.read(spool)
    assert marks.ids == ["bounce-1", "spamreport-1"]
    assert names(tmp_path) == [MAIL.name]


def test_where_nothing_was_ever_handed_over_there_is_nothing(tmp_path: Path) -> None:
    assert Marks().read(Spool(tmp_path / "spool")) == []


def test_a_call_that_tells_nothing_any_more_goes(tmp_path: Path) -> None:
    spool = laid(tmp_path, Call("events", "", batch(event("open")), NOW))
    assert Marks().read(spool) == []
    assert names(tmp_path) == []


def test_a_mail_in_parts_lies_there_as_it_came(tmp_path: Path) -> None:
    call = Call("mail", FORM, form(parsed()), NOW)
    laid(tmp_path, call)
    assert (tmp_path / call.name).read_bytes().endswith(form(parsed()))
    assert (tmp_path / call.name).stat().st_mode & 0o777 == 0o600


def test_a_visit_tells_how_calls_are_proved_and_how_many_wait(tmp_path: Path) -> None:
    spool = Spool(tmp_path, key=Signer().public, secret="a-secret-that-nobody-may-see")  # noqa: S106 - opens nothing
    assert spool.visit() == "calls are taken by `outreach serve --listen`: signed and mail with the secret"
    (tmp_path / "20270322T150000.000000Z-events-0.call").touch()
    assert spool.visit().endswith("; calls that wait for the next run: 1")
    assert "a-secret" not in f"{spool!r}{spool.visit()}"


def test_a_visit_tells_of_a_key_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="SENDGRID_WEBHOOK_KEY"):
        Spool(tmp_path, key="no key").visit()


def test_what_another_collector_has_stored_meanwhile_is_no_trouble(tmp_path: Path) -> None:
    spool = laid(tmp_path, MAIL, EVENTS)
    reading = spool.fetch(lambda _: "")
    next(reading)
    (tmp_path / EVENTS.name).unlink()

    assert list(reading) == []
