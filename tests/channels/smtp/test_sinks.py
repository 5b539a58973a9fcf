"""Mail servers of other authors: Postfix's smtp-sink counts what it gets, aiosmtpd reads it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from outreach.channels.smtp import Smtp, Timeouts
from outreach.core.message import Attachment, Mailbox
from outreach.ports import NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels.certificates import TRUSTED, server_context, trust
from tests.channels.messages import PIXEL, email, invitation
from tests.channels.smtp.server import unused_port
from tests.peers import need

SENDER = "hello@partnerships.example.org"
SHORT = Timeouts(connect=2, command=2, answer=2, quit=1)


@contextmanager
def sink(*options: str) -> Iterator[tuple[str, Callable[[], list[bytes]]]]:
    """smtp-sink at its SMTP_URL, and what reads the messages that it took, each with its envelope."""
    program, port = need("postfix", "smtp-sink"), unused_port()
    folder = Path(tempfile.mkdtemp(prefix="sink-"))
    folder.chmod(0o777)
    # As root it asks for another user, and goes into the folder first.
    rights = ["-u", "nobody", "-R", str(folder)] if os.geteuid() == 0 else []
    template = "%s." if rights else f"{folder}/%s."
    command = [program, *rights, "-d", template, *options, f"127.0.0.1:{port}", "64"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _listening(running, port)
        yield f"smtp://127.0.0.1:{port}", lambda: list(_read(folder))
    finally:
        running.terminate()
        running.wait(5)
        shutil.rmtree(folder)


def _read(folder: Path) -> Iterator[bytes]:
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # of a message that was broken off meanwhile
            yield path.read_bytes()


def _listening(running: subprocess.Popen[bytes], port: int) -> None:
    inode = f":{port:04X} 00000000:0000 0A"
    until = monotonic() + 5
    while inode not in Path("/proc/net/tcp").read_text("ascii"):
        assert running.poll() is None, "smtp-sink ended"
        assert monotonic() < until, "smtp-sink does not listen"
        sleep(0.01)


def all_sent(url: str, count: int, lanes: int = 4, timeouts: Timeouts = SHORT) -> list[Receipt | Exception]:
    channel = Smtp(url, SENDER, lanes=lanes, timeouts=timeouts)
    messages = [email(f"m-{number}") for number in range(count)]
    found = [
        each
        for start in range(0, count, lanes)
        for each in channel.send_abreast(messages[start : start + lanes])
    ]
    channel.hang_up()
    return found


@pytest.mark.parametrize("lanes", [1, 4])
@pytest.mark.parametrize("options", [(), ("-p",), ("-e",), ("-8",)], ids=["all", "no -p", "HELO", "7 bit"])
def test_a_sink_has_every_message_once(options: tuple[str, ...], lanes: int) -> None:
    with sink(*options) as (url, took):
        assert all_sent(url, 50, lanes) == [Receipt()] * 50
        messages = took()
    readers = [message_from_bytes(each)["X-Rcpt-Args"] for each in messages]
    assert sorted(readers) == sorted(f"<m-{number}@example.org>" for number in range(50))


def test_a_sink_that_refuses_connections_beyond_two_gets_two_at_a_time() -> None:
    with sink("-m", "2") as (url, took):
        assert all_sent(url, 10, timeouts=replace(SHORT, connect=0.3)) == [Receipt()] * 10
        assert len(took()) == 10


@pytest.mark.parametrize(
    ("options", "kind", "scope"),
    [
        (("-r", "RCPT"), NotSent, "message"),
        (("-r", "DATA"), NotSent, "message"),
        (("-r", "."), NotSent, "message"),
        (("-f", "RCPT"), Refused, None),
        (("-f", "DATA"), Refused, None),
        (("-f", "."), Refused, None),
        (("-r", "MAIL"), NotSent, "channel"),
        (("-f", "MAIL"), NotSent, "channel"),
        (("-f", "CONNECT"), NotSent, "channel"),
        (("-q", "CONNECT"), NotSent, "channel"),
        (("-Q", "CONNECT"), NotSent, "channel"),
        (("-q", "RCPT"), NotSent, "message"),
        (("-Q", "RCPT"), NotSent, "message"),
        (("-q", "."), Uncertain, "message"),
        (("-Q", "."), NotSent, "message"),
    ],
)
@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelining", "one by one"])
def test_a_sink_that_refuses_or_hangs_up_has_read_no_body_but_one_that_it_answered(
    options: tuple[str, ...], kind: type[Exception], scope: str | None, *, pipelining: bool
) -> None:
    with sink(*options, *(() if pipelining else ("-p",))) as (url, took):
        (found,) = all_sent(url, 1)
        assert type(found) is kind
        assert getattr(found, "scope", None) == scope
        bodies = [each for each in took() if b"\nSubject: " in each]
    assert len(bodies) == (1 if options[1] == "." else 0)


class Reader:
    """What aiosmtpd hands over: the envelope, and the message as it was before dots were doubled."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        return f"250 2.0.0 Ok: queued as {len(self.taken):04d}"


@contextmanager
def aiosmtpd(**how: Any) -> Iterator[tuple[str, Reader]]:
    reader = Reader()
    controller = Controller(reader, hostname="127.0.0.1", port=unused_port(), **how)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}", reader
    finally:
        controller.stop()


def test_another_server_reads_what_was_meant() -> None:
    message = invitation()
    dots = email(text=".\n..dots\n.", attachments=(Attachment("hall.png", PIXEL),))
    with aiosmtpd(enable_SMTPUTF8=True) as (place, reader):
        channel = Smtp(f"smtp://{place}", SENDER, timeouts=SHORT)
        assert channel.send_abreast([message, dots]) == [Receipt("0001"), Receipt("0002")]
        channel.hang_up()
    assert {envelope.mail_from for envelope in reader.taken} == {SENDER}
    assert [envelope.rcpt_tos for envelope in reader.taken] == [["bm-1@example.org"]] * 2
    content = reader.taken[1].content
    assert isinstance(content, bytes)
    parsed = message_from_bytes(content, policy=policy.default)
    body = parsed.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == ".\n..dots\n."
    (attached,) = parsed.iter_attachments()
    assert attached.get_payload(decode=True) == PIXEL


def test_another_server_takes_letters_beyond_ascii_only_where_it_offers_to() -> None:
    abroad = email(to=Mailbox("Łukasz", "łukasz@example.org"))
    with aiosmtpd(enable_SMTPUTF8=True) as (place, reader):
        channel = Smtp(f"smtp://{place}", SENDER, timeouts=SHORT)
        assert channel.send(abroad) == Receipt("0001")
        channel.hang_up()
    assert reader.taken[0].rcpt_tos == ["łukasz@example.org"]
    with aiosmtpd(enable_SMTPUTF8=False) as (place, reader):
        channel = Smtp(f"smtp://{place}", SENDER, timeouts=SHORT)
        with pytest.raises(Unsupported, match="SMTPUTF8"):
            channel.send(abroad)
        channel.hang_up()
    assert reader.taken == []


def test_another_server_says_how_large_a_message_may_be() -> None:
    with aiosmtpd(data_size_limit=2000) as (place, reader):
        channel = Smtp(f"smtp://{place}", SENDER, timeouts=SHORT)
        with pytest.raises(Refused, match="attach less"):
            channel.send(email(text="long " * 1000))
        channel.hang_up()
    assert reader.taken == []


@pytest.mark.parametrize("password", ["right", "wrong"])
def test_another_server_knows_us_by_our_password(
    password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(
        _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=data == LoginPassword(b"team", b"right"), handled=False)

    trust(tmp_path, monkeypatch.setenv)
    tls = server_context(TRUSTED)
    with aiosmtpd(tls_context=tls, authenticator=known, auth_required=True) as (place, reader):
        channel = Smtp(f"smtp://team:{password}@{place}", SENDER, timeouts=SHORT)
        (found,) = channel.send_abreast([email()])
        channel.hang_up()
    if password == "right":  # noqa: S105 - of a server that lives for a tenth of a second
        assert found == Receipt("0001")
    else:
        assert isinstance(found, NotSent)
        assert found.scope == "channel"
        assert "correct the user and password" in str(found)
    assert len(reader.taken) == (password == "right")  # noqa: S105 - likewise
