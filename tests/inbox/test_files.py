"""Mails in files are handed over as they are, in the same order each time, whatever else lies beside them."""

import mailbox
import os
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.errors import UsageError
from outreach.core.inbound.nouns import Arrived
from outreach.inbox import mbox
from outreach.inbox.files import Files, is_mail

SENT = b"From person-1@example.net Tue Mar  2 10:00:00 2027\n"
AT = datetime(2027, 3, 2, 10, tzinfo=UTC)


def mail(subject: str, words: str = "Yes, I come.\n", end: str = "\n") -> bytes:
    text = f"From: person-1@example.net\nTo: hello@example.org\nSubject: {subject}\n\n{words}"
    return text.replace("\n", end).encode()


def unmarked(place: str) -> str:
    raise AssertionError(f"nobody keeps a place in files: {place}")


def found(path: Path, problems: list[str] | None = None) -> list[Arrived]:
    inbox = Files(path)
    arrived = list(inbox.fetch(unmarked))
    inbox.hang_up()
    told = [each.replace(f"{path.parent}/", "") for each in inbox.problems]
    if problems is None:
        assert told == []
    else:
        problems.extend(told)
    return arrived


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_single_mail_is_handed_over_as_it_lies_there(tmp_path: Path) -> None:
    raw = mail("m0", end="\r\n") + bytes(range(256))
    path = put(tmp_path / "answer.eml", raw)
    assert found(path) == [Arrived("files", str(path), raw)]


def test_the_path_is_told_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "replies" / "a.eml", mail("m0"))
    monkeypatch.chdir(tmp_path)
    assert [each.source for each in found(Path("replies"))] == ["replies/a.eml"]
    assert [each.source for each in found(Path("replies/a.eml"))] == ["replies/a.eml"]


@pytest.mark.parametrize("name", ["answer.txt", "answer", "ANSWER.EML"])
def test_a_mail_is_known_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    assert [each.raw for each in found(put(tmp_path / name, mail("m0")))] == [mail("m0")]


def test_a_single_mail_that_was_saved_out_of_a_mailbox_loses_only_the_line_before_it(tmp_path: Path) -> None:
    words = "Dear all,\n\nFrom person-2@example.net Tue Mar  2 10:00:00 2027\nSubject: quoted\n"
    (one,) = found(put(tmp_path / "answer.eml", SENT + mail("m0", words)))
    assert (one.raw, one.at) == (mail("m0", words), AT)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_mailbox_is_taken_apart_into_its_mails(tmp_path: Path, end: str) -> None:
    text = b"".join(SENT + mail(f"m{number}") + b"\n" for number in range(3))
    path = put(tmp_path / "replies.mbox", text.replace(b"\n", end.encode()))
    assert found(path) == [Arrived("files", str(path), mail(f"m{n}", end=end), AT) for n in range(3)]


def test_a_mailbox_whose_last_mail_has_no_end_is_whole(tmp_path: Path) -> None:
    path = put(tmp_path / "replies", SENT + mail("m0", "one") + b"\n\n" + SENT + mail("m1", "two"))
    assert [each.raw for each in found(path)] == [mail("m0", "one\n"), mail("m1", "two")]


def test_words_that_begin_with_from_stay_words(tmp_path: Path) -> None:
    words = "Hello\n\nFrom now on I come.\nFrom: me\n\nFrom the heart\n\n>From me: nothing\n>>From me\n"
    path = put(tmp_path / "replies.mbox", SENT + mail("m0", words) + b"\n" + SENT + mail("m1"))
    first, second = found(path)
    assert first.raw == mail("m0", words.replace(">From", "From"))
    assert second.raw == mail("m1")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("From - Tue Mar 02 10:00:00 2027", AT),
        ("From person-1@example.net  Tue Mar  2 10:00 2027", AT),
        ("From person-1@example.net Tue Mar  2 10:00:00 GMT 2027", AT),
        ("From 1768512345@xxx Tue Mar 02 12:00:00 +0200 2027", AT),
        ("From person-1@example.net Tue Mar  2 03:00:00 2027 -0700", AT),
        ('From "Person One"@example.net Tue Mar  2 10:00:00 2027', AT),
        ("From ???@??? Tue Mar 02 10:00:00 2027", AT),
        ("From person-1@example.net Tue Mar 99 10:00:00 2027", None),
        ("From person-1@example.net Mon Jan  1 00:00:00 0001 +0100", None),
        ("From person-1@example.net", None),
        ("From nobody", None),
    ],
)
def test_the_line_before_a_mail_is_known_however_programs_write_it(
    tmp_path: Path, line: str, at: datetime | None
) -> None:
    one = line.encode() + b"\n" + mail("m0") + b"\n"
    assert [(each.raw, each.at) for each in found(put(tmp_path / "x", one * 2))] == [(mail("m0"), at)] * 2


def test_a_mailbox_written_without_empty_lines_between_is_taken_apart(tmp_path: Path) -> None:
    path = put(tmp_path / "x", SENT + mail("m0") + SENT + mail("m1"))
    assert [each.raw for each in found(path)] == [mail("m0"), mail("m1")]


@given(st.lists(st.text(st.sampled_from("From >:\na@b 2027"), max_size=60), min_size=1, max_size=5))
def test_what_pythons_own_mailbox_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    path = tmp_path_factory.mktemp("mbox") / "x"
    bodies = [mail(f"m{number}", f"{each}\n") for number, each in enumerate(words)]
    with closing(mailbox.mbox(path)) as written:
        for raw in bodies:
            written.add(message_from_bytes(raw))
    # It quotes `From ` and not what is quoted already, so that both come back as one.
    read = [each.raw.replace(b"\n>From ", b"\nFrom ") for each in found(path)]
    assert [_ended(each) for each in read] == [_ended(_unquoted(raw)) for raw in bodies]


def _unquoted(raw: bytes) -> bytes:
    while b"\n>From " in raw:
        raw = raw.replace(b"\n>From ", b"\nFrom ")
    return raw


def _ended(raw: bytes) -> bytes:
    return _unquoted(raw).rstrip(b"\n")


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_octets_at_all_are_read(tmp_path_factory: pytest.TempPathFactory, one: bytes, two: bytes) -> None:
    folder = tmp_path_factory.mktemp("odd")
    put(folder / "a.eml", one)
    put(folder / "b", SENT + b"Subject: x\n\n" + one + b"\n\n" + SENT + two)
    put(folder / "c", two)
    arrived = found(folder, [])
    assert found(folder, []) == arrived


def test_a_maildir_is_one_mailbox_in_the_order_of_arrival_and_nothing_in_it_moves(tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    names = ["cur/999.M1P1.host:2,S", "new/1000.M1P1.host", "cur/1000.M2P1.host,S=120:2,FRS", "new/1001.odd"]
    for number, name in enumerate(names):
        put(tmp_path / "Maildir" / name, mail(f"m{number}"))
    put(tmp_path / "Maildir/tmp/1002.half", mail("no"))
    put(tmp_path / "Maildir/dovecot-uidlist", b"3 V1 N1\n")
    put(tmp_path / "Maildir/cur/.hidden", b"x")
    put(tmp_path / "Maildir/.Sent/cur/1000.own:2,S", mail("own"))
    before = sorted(tmp_path.rglob("*"))
    arrived = found(tmp_path / "Maildir")
    assert [each.raw for each in arrived] == [mail(f"m{number}") for number in range(4)]
    assert [each.source for each in arrived] == [str(tmp_path / "Maildir" / name) for name in names]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_of_everything_is_read_by_name_and_what_is_no_mail_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    put(folder / "2.eml", mail("second"))
    put(folder / "1.mbox", SENT + mail("first"))
    put(folder / "sub/deep/a.eml", mail("fourth"))
    put(folder / "maildir/new/1.a", mail("third"))
    put(folder / "maildir/cur/2.a:2,S", mail("third too"))
    put(folder / ".DS_Store", b"\0\0")
    put(folder / "empty.mbox", b"")
    put(folder / "empty.eml", b"")
    put(folder / "list.csv", b"id,email\nmember-1,member-1@example.org\n")
    put(folder / "notes.yaml", b"name: x\ntopic: y\n")
    put(folder / "outlook.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    problems: list[str] = []
    subjects = [each.raw.split(b"Subject: ")[1].split(b"\n")[0] for each in found(folder, problems)]
    assert subjects == [b"first", b"second", b"third", b"third too", b"fourth"]
    outlook = "is a message of Outlook (.msg), which is not understood; save it as .eml (MIME)"
    remedy = "name a mail (.eml), an mbox, a Maildir, or a folder of them"
    assert problems == [
        "replies/empty.eml: is empty; save the mail once more",
        f"replies/list.csv: is no mail; {remedy}",
        f"replies/notes.yaml: is no mail; {remedy}",
        f"replies/outlook.msg: {outlook}",
    ]


def nothing(path: Path) -> None:
    """Leave the path as it is."""


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def outlook(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (nothing, "does not exist; name a mail"),
        (picture, "is no mail; name a mail"),
        (outlook, "save it as .eml"),
        (os.mkfifo, "is neither a file nor a folder"),
        (loop, "cannot be read (Too many levels of symbolic links)"),
    ],
)
def test_one_path_that_cannot_be_read_is_an_error_that_names_it(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    make(tmp_path / "thing")
    with pytest.raises(UsageError) as caught:
        found(tmp_path / "thing", [])
    assert str(caught.value).startswith(f"{tmp_path}/thing ")
    assert told in str(caught.value)


def test_what_is_no_file_and_links_that_lead_in_circles_hold_nobody_up(tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    put(folder / "a" / "x.eml", mail("m0"))
    os.mkfifo(folder / "pipe")
    (folder / "a" / "back").symlink_to(folder)
    (folder / "b").symlink_to(folder / "a")
    (folder / "gone").symlink_to(folder / "nowhere")
    problems: list[str] = []
    assert [each.source for each in found(folder, problems)] == [str(folder / "a" / "x.eml")]
    assert [each.split(";")[0] for each in problems] == [
        "replies/gone: cannot be read (No such file or directory)",
        "replies/pipe: is neither a file nor a folder",
    ]


def test_folders_without_a_bottom_are_left_at_some_depth(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(60):
        path /= "d"
    put(path / "x.eml", mail("m0"))
    problems: list[str] = []
    assert found(tmp_path, problems) == []
    assert len(problems) == 1
    assert "lies more than 40 folders deep" in problems[0]


def test_a_name_that_no_letters_can_spell_can_be_shown(tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/a\xff.eml", os.O_CREAT | os.O_WRONLY))
    problems: list[str] = []
    assert found(tmp_path, problems) == []
    assert problems[0].encode().endswith("/a\ufffd.eml: is empty; save the mail once more".encode())


def test_a_mailbox_is_not_held_in_memory(tmp_path: Path) -> None:
    one = SENT + mail("m0", "word " * 10_000 + "\n") + b"\n"
    path = put(tmp_path / "x.mbox", one * 400)
    tracemalloc.start()
    count = sum(1 for _ in Files(path).fetch(unmarked))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 400
    assert most < 1_000_000 < path.stat().st_size


def test_of_a_mail_that_is_too_large_the_beginning_is_read_and_a_person_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("files", "mbox"):
        monkeypatch.setattr(f"outreach.inbox.{module}.LARGEST", 2_000_000)
        monkeypatch.setattr(f"outreach.inbox.{module}.BEGINNING", 1_000)
    large = mail("big", "word " * 500_000)
    put(tmp_path / "r/a.eml", large)
    put(tmp_path / "r/b.mbox", SENT + large + b"\n\n" + SENT + mail("m1"))
    problems: list[str] = []
    first, second, third = (each.raw for each in found(tmp_path / "r", problems))
    assert first == second == large[:1_000]
    assert third == mail("m1")
    assert problems == [
        "r/a.eml: is larger than 2 MB; only its beginning is read",
        "r/b.mbox: mail 1 of it is larger than 2 MB; only its beginning is read",
    ]


def test_two_gigabytes_of_nothing_are_read_without_holding_them(tmp_path: Path) -> None:
    path = put(tmp_path / "huge.eml", mail("huge"))
    os.truncate(path, 2_000_000_000)
    problems: list[str] = []
    (one,) = found(path, problems)
    assert one.raw.startswith(mail("huge"))
    assert len(one.raw) == 1_000_000
    assert problems == ["huge.eml: is larger than 50 MB; only its beginning is read"]


@pytest.mark.parametrize(
    ("beginning", "is_one"),
    [
        (mail("x"), True),
        (b"Subject: x\nno header\n\n", False),
        (b"name: x\n\nSubject: y\n", False),
        (b"Received: from a\n\tby b\nX-Odd : y\n\n", True),
        (b"", False),
        (b"\n\n", False),
    ],
)
def test_a_mail_begins_with_headers_of_a_mail(beginning: bytes, is_one: bool) -> None:
    assert is_mail(beginning) is is_one


@given(st.binary(max_size=2000))
def test_what_a_file_is_can_be_told_of_any_octets(beginning: bytes) -> None:
    assert is_mail(beginning) in (True, False)
    assert mbox.is_mbox(beginning) in (True, False)
    assert mbox.from_date(beginning) is None or mbox.from_date(beginning)
