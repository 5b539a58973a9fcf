"""SendGrid's calls over real HTTP: what is believed, what is refused, and what is then on the disk."""

import gzip
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection, RemoteDisconnected
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from outreach.core.errors import UsageError
from outreach.inbox.sendgrid import Signed, Spool
from outreach.inbox.sendgrid.signing import SIGNATURE, TIMESTAMP
from outreach.web import Hooks, hooks, listening
from outreach.web.listening import where
from outreach.workspace.shelf import FolderShelf
from tests.inbox.marks import Marks
from tests.inbox.sendgrid.calls import FORM, NOW, RAW, Signer, batch, event, form, parsed

EVENTS, MAIL = "/hooks/sendgrid/events", "/hooks/sendgrid/inbound"
SECRET = "a-secret-that-nobody-may-see"  # noqa: S105 - opens nothing
OURS, THEIRS = Signer(), Signer()
BOUNCE = batch(event("bounce"))


@dataclass(slots=True)
class Site:
    """The web of one installation, listening."""

    folder: Path
    base: str = ""
    told: list[str] = field(default_factory=list)

    def post(
        self, path: str, body: bytes, headers: Mapping[str, str] = {}, method: str = "POST"
    ) -> tuple[int, bytes]:
        """The answer to a call."""
        connection = HTTPConnection(urlsplit(self.base).netloc, timeout=20)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def files(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir()) if self.folder.exists() else []


def made(site: Site, key: str = OURS.public, secret: str = SECRET, now: datetime = NOW) -> Hooks:
    shelf, calls = FolderShelf(site.folder, 0o600), count()
    return Hooks(
        Signed.by(key), secret, shelf.put, lambda: now + timedelta(seconds=next(calls)), site.told.append
    )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "spool")
    with listening("127.0.0.1:0", made(site)) as site.base:
        yield site


def test_signed_events_are_on_the_disk_when_sendgrid_hears_that_they_were_taken(site: Site) -> None:
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE)) == (200, b"taken\n")
    assert BOUNCE.endswith(b"\r\n")
    (found,) = Marks().read(Spool(site.folder))
    assert found.said is not None
    assert (found.said.id, found.at) == ("bounce-1", NOW)
    assert site.told == []


@pytest.mark.parametrize(
    ("what", "headers", "body"),
    [
        ("unsigned", {}, BOUNCE),
        ("signed by somebody else", THEIRS.headers(BOUNCE), BOUNCE),
        ("altered", OURS.headers(BOUNCE), BOUNCE.replace(b"bm-1", b"bm-2")),
        ("without its last line end", OURS.headers(BOUNCE), BOUNCE.rstrip()),
        ("somebody else's and old", THEIRS.headers(BOUNCE, NOW - timedelta(days=2)), BOUNCE),
        ("without a time", {SIGNATURE: OURS.headers(BOUNCE)[SIGNATURE]}, BOUNCE),
        ("without a signature", {TIMESTAMP: OURS.headers(BOUNCE)[TIMESTAMP]}, BOUNCE),
        ("with a signature that is none", OURS.headers(BOUNCE) | {SIGNATURE: "bm9uZQ=="}, BOUNCE),
    ],
)
def test_events_that_sendgrid_did_not_sign_are_refused(
    site: Site, what: str, headers: dict[str, str], body: bytes
) -> None:
    assert site.post(EVENTS, body, headers) == (403, b"it is not signed\n"), what
    assert site.post(EVENTS, body, headers)[0] == 403
    assert site.files() == []
    (told,) = site.told
    assert told.startswith("a call to /hooks/sendgrid/events was refused, as it was not signed")


@pytest.mark.parametrize("at", [NOW - timedelta(days=2), NOW + timedelta(hours=1)])
def test_what_sendgrid_signed_at_another_time_is_not_taken_and_asked_for_again(
    site: Site, at: datetime
) -> None:
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE, at)) == (503, b"try again later\n")
    assert site.files() == []
    (told,) = site.told
    assert "look whether the clock of this machine is right" in told


def test_the_secret_of_the_mail_address_proves_no_events(site: Site) -> None:
    assert site.post(f"{EVENTS}/{SECRET}", BOUNCE)[0] == 404
    assert site.post(EVENTS, BOUNCE, {"authorization": SECRET})[0] == 403


@pytest.mark.parametrize("body", [form({"email": RAW}), form(parsed())])
def test_mail_is_taken_at_the_secret_address_or_with_a_signature(site: Site, body: bytes) -> None:
    kind = {"Content-Type": FORM}
    assert site.post(f"{MAIL}/{SECRET}", body, kind)[0] == 200
    assert site.post(MAIL, body, kind | OURS.headers(body))[0] == 200
    assert site.post(f"{MAIL}/other", body, kind | OURS.headers(body, NOW - timedelta(days=2)))[0] == 200
    found = Marks().read(Spool(site.folder))
    assert len(found) == 3
    assert len({each.raw for each in found}) == 1
    assert b"Message-ID: <answer-2@" in found[0].raw or b"Message-Id: <answer-1@" in found[0].raw


@pytest.mark.parametrize(
    "path", [MAIL, f"{MAIL}/wrong", f"{MAIL}/{SECRET}x", f"{MAIL}/{SECRET[:-1]}", f"{MAIL}/%C3%A9"]
)
def test_mail_from_whoever_knows_neither_is_refused_before_it_is_read(site: Site, path: str) -> None:
    address = urlsplit(site.base)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=20) as caller:
        caller.sendall(
            f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\nbeginning".encode()
        )
        assert b" 403 " in caller.recv(4096).split(b"\r\n")[0]
    assert site.files() == []
    assert SECRET not in "".join(site.told)


def test_where_nothing_is_set_up_nothing_is_taken(tmp_path: Path) -> None:
    site = Site(tmp_path / "spool")
    with listening("127.0.0.1:0", made(site, key="", secret="")) as site.base:
        assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE))[0] == 403
        assert site.post(f"{MAIL}/", form({"email": RAW}), {"Content-Type": FORM})[0] in (307, 403, 404)
        assert site.post(MAIL, form({"email": RAW}), {"Content-Type": FORM})[0] == 403
    assert site.files() == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_no_other_method_does_anything(site: Site, method: str) -> None:
    for path in (EVENTS, MAIL, f"{MAIL}/{SECRET}"):
        assert site.post(path, b"", OURS.headers(b""), method)[0] == 405
    assert site.post("/", b"", {}, method)[0] == 404
    assert site.files() == []


def test_what_tells_nothing_is_taken_and_forgotten(site: Site) -> None:
    body = batch(event("delivered"), event("open"))
    assert site.post(EVENTS, body, OURS.headers(body))[0] == 200
    assert site.files() == []


@pytest.mark.parametrize("body", [b"{}", b"", b"[" * 100_000, b"\xff\xfe"])
def test_signed_bytes_that_are_no_events_are_refused_and_told_without_showing_them(
    site: Site, body: bytes
) -> None:
    assert site.post(EVENTS, body, OURS.headers(body)) == (400, b"it is not understood\n")
    assert site.files() == []
    assert "is not what SendGrid sends" in site.told[0]


@pytest.mark.parametrize(
    ("kind", "body"), [(FORM, b"--x"), ("", form({"email": RAW})), (FORM, form({"text": "no writer"}))]
)
def test_what_is_no_mail_is_refused(site: Site, kind: str, body: bytes) -> None:
    assert site.post(f"{MAIL}/{SECRET}", body, {"Content-Type": kind})[0] == 400
    assert site.files() == []


def test_what_is_packed_is_not_unpacked(site: Site) -> None:
    packed = gzip.compress(BOUNCE)
    headers = OURS.headers(packed) | {"Content-Encoding": "gzip"}
    assert site.post(EVENTS, packed, headers)[0] == 415
    assert site.files() == []


def test_what_is_too_large_is_refused_by_what_it_says_and_by_what_it_is(site: Site) -> None:
    huge = b"[" + b" " * 5_000_000 + b"]"
    address = urlsplit(site.base)
    lengths = (f"Content-Length: {len(huge)}", f"Content-Length: {'9' * 300}", "Transfer-Encoding: chunked")
    for length in lengths:
        head = "\r\n".join([
            f"POST {EVENTS} HTTP/1.1", "Host: x", length,
            *(f"{name}: {value}" for name, value in OURS.headers(huge).items()), "", "",
        ]).encode()  # fmt: skip
        with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=20) as caller:
            with suppress(OSError):
                caller.sendall(head + (b"4c4b42\r\n" if "chunked" in length else b"") + huge)
            status = caller.recv(4096).split(b"\r\n")[0]
        assert b" 413 " in status or b" 400 " in status
    assert site.files() == []
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE))[0] == 200


def test_a_caller_that_hangs_up_in_the_middle_leaves_nothing(site: Site) -> None:
    address = urlsplit(site.base)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=20) as caller:
        caller.sendall(
            f"POST {MAIL}/{SECRET} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf".encode()
        )
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE))[0] == 200
    assert len(site.files()) == 1


def test_a_caller_that_takes_too_long_is_sent_away(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "PATIENCE", 0.1)
    address = urlsplit(site.base)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=20) as caller:
        caller.sendall(
            f"POST {MAIL}/{SECRET} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf".encode()
        )
        assert b" 408 " in caller.recv(4096)


def test_more_at_once_than_fits_is_asked_to_come_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "MOST_HELD", 100)
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE)) == (503, b"try again later\n")
    monkeypatch.undo()
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE))[0] == 200


def test_what_cannot_be_written_is_not_called_taken_and_told_once(site: Site) -> None:
    site.folder.write_text("in the way")
    for _ in range(2):
        assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE)) == (503, b"try again later\n")
    site.folder.unlink()
    assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE))[0] == 200
    (told,) = site.told
    assert told.startswith("what SendGrid hands over to /hooks/sendgrid/events cannot be kept (")


def test_an_error_that_nobody_foresaw_shows_nothing_to_the_caller_and_only_its_kind_here(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site = Site(tmp_path / "spool")

    def broken(name: str, content: bytes) -> None:
        raise KeyError(content)

    with listening(
        "127.0.0.1:0", Hooks(Signed.by(OURS.public), "", broken, lambda: NOW, site.told.append)
    ) as site.base:
        assert site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE)) == (500, b"try again later\n")
    assert site.told == [
        "a call to /hooks/sendgrid/events broke off (KeyError); SendGrid tries again. Please report this line"
    ]
    assert capfd.readouterr() == ("", "")


def test_no_answer_tells_what_serves_it(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    address = urlsplit(site.base)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=20) as caller:
        caller.sendall(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
        answer = caller.recv(4096).lower()
    assert b"uvicorn" not in answer
    assert b"server:" not in answer
    assert capfd.readouterr() == ("", "")


def test_a_call_under_way_is_ended_before_it_stops_listening(tmp_path: Path) -> None:
    site, begun, go_on = Site(tmp_path / "spool"), threading.Event(), threading.Event()
    shelf, answers = FolderShelf(site.folder, 0o600), []

    def slowly(name: str, content: bytes) -> None:
        begun.set()
        go_on.wait(20)
        shelf.put(name, content)

    calling = threading.Thread(target=lambda: answers.append(site.post(EVENTS, BOUNCE, OURS.headers(BOUNCE))))
    with listening(
        "127.0.0.1:0", Hooks(Signed.by(OURS.public), "", slowly, lambda: NOW, site.told.append)
    ) as site.base:
        calling.start()
        assert begun.wait(20)
        threading.Timer(0.2, go_on.set).start()
    calling.join(20)
    assert answers == [(200, b"taken\n")]
    assert len(site.files()) == 1
    with pytest.raises((ConnectionRefusedError, RemoteDisconnected)):
        site.post(EVENTS, b"")


@pytest.mark.parametrize(
    "listen", ["", "8025", ":8025", "127.0.0.1", "127.0.0.1:port", "127.0.0.1:70000", "a b:1", "::1:80"]
)
def test_what_is_no_address_to_listen_at_is_told(listen: str) -> None:
    with pytest.raises(UsageError, match=r"write HOST:PORT, such as 127\.0\.0\.1:8025"):
        where(listen)


def test_an_address_of_either_kind_is_understood() -> None:
    assert where("127.0.0.1:8025") == ("127.0.0.1", 8025)
    assert where("[::1]:80") == ("::1", 80)
    assert where("localhost:0") == ("localhost", 0)


def test_a_port_that_is_taken_and_a_host_that_is_none_of_ours_are_told(tmp_path: Path) -> None:
    site = Site(tmp_path / "spool")
    taken = r"nothing can listen at 127\.0\.0\.1:\d+ \(.*\); name another"
    with listening("127.0.0.1:0", made(site)) as site.base, pytest.raises(UsageError, match=taken):
        listening(urlsplit(site.base).netloc, made(site)).__enter__()
    with pytest.raises(UsageError, match=r"nothing can listen at 192\.0\.2\.1:80"):
        listening("192.0.2.1:80", made(site)).__enter__()
