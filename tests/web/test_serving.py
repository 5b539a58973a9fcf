"""`outreach serve --listen`: SendGrid's calls beside the passes, in a process of its own."""

import re
import shutil
import signal
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.unattended import Installation, soon
from tests.inbox.sendgrid.calls import FORM, Signer, batch, event, form

OURS = Signer()
SECRET = "a-secret-that-nobody-may-see"  # noqa: S105 - opens nothing
EVENTS, MAIL = "/hooks/sendgrid/events", "/hooks/sendgrid/inbound"
SELDOM = ("--every", "60")
"""Only the first pass, and those that a call brings on."""
ANSWER = b"From: r01@example.org\r\nTo: hello@partnerships.example.org\r\nSubject: Yes\r\n\r\nWe come.\r\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    installation = Installation.made(tmp_path_factory.mktemp("listening"), people=3)
    dotenv = (installation.root / ".env").read_text()
    own = f"SENDGRID_WEBHOOK_KEY={OURS.public}\nSENDGRID_INBOUND_SECRET={SECRET}\n"
    installation.write(".env", dotenv + own)
    return installation.root


@pytest.fixture
def installation(template: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(template, tmp_path / "workspace")))


def address(out: str) -> str:
    found = re.search(r"Takes SendGrid's calls at http://(127\.0\.0\.1:\d+)\.", out)
    assert found
    return found[1]


def post(out: str, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    connection = HTTPConnection(address(out), timeout=20)
    try:
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def spooled(installation: Installation) -> list[Path]:
    with suppress(FileNotFoundError):
        return sorted((installation.root / "var/spool").iterdir())
    return []


def test_what_sendgrid_hands_over_is_stored_by_the_pass_that_it_brings_on(installation: Installation) -> None:
    with installation.running("serve", *SELDOM, "--listen", "127.0.0.1:0") as serve:
        soon(lambda: "3 sent" in serve.out)
        body = batch(event("bounce", email="r00@example.org", delivery="notice/mail/once/r00", type="bounce"))
        assert post(serve.out, EVENTS, body, _signed_now(body)) == 200
        mail = form({"email": ANSWER})
        assert post(serve.out, f"{MAIL}/{SECRET}", mail, {"Content-Type": FORM}) == 200
        soon(lambda: spooled(installation) == [])
        assert serve.end(signal.SIGTERM) == 0
        assert serve.err == ""
    told = installation.do("inbox", "--json").stdout
    assert "r00@example.org" in told
    assert "r01@example.org" in told


def test_a_call_by_anybody_else_is_refused_and_told_without_any_secret(installation: Installation) -> None:
    with installation.running("serve", *SELDOM, "--listen", "127.0.0.1:0") as serve:
        soon(lambda: "3 sent" in serve.out)
        body = batch(event("bounce", email="r00@example.org"))
        assert post(serve.out, EVENTS, body, Signer().headers(body)) == 403
        assert (
            post(serve.out, f"{MAIL}/another-secret", form({"email": ANSWER}), {"Content-Type": FORM}) == 403
        )
        soon(lambda: serve.err.count("\n") == 2)
        assert serve.end() == 0
        assert SECRET not in serve.err + serve.out
        assert OURS.public not in serve.err + serve.out
    assert spooled(installation) == []


def test_killed_after_a_call_was_taken_the_next_one_stores_it(installation: Installation) -> None:
    with installation.running("serve", *SELDOM, "--listen", "127.0.0.1:0") as serve:
        soon(lambda: "3 sent" in serve.out)
        assert post(serve.out, f"{MAIL}/{SECRET}", form({"email": ANSWER}), {"Content-Type": FORM}) == 200
        serve.end(signal.SIGKILL)
    assert installation.do("run").returncode == 0
    assert installation.do("run").returncode == 0
    assert installation.do("inbox", "--json").stdout.count('"We come.') == 1
    assert spooled(installation) == []


@pytest.mark.parametrize(
    ("listen", "more", "words"),
    [
        ("8025", "", "is no address to listen at"),
        ("192.0.2.1:80", "", "nothing can listen at 192.0.2.1:80"),
        (
            "127.0.0.1:0",
            "SENDGRID_WEBHOOK_KEY=s3cret",
            "SENDGRID_WEBHOOK_KEY is not the verification key alone",
        ),
        ("127.0.0.1:0", "SENDGRID_INBOUND_SECRET=s3cret", "SENDGRID_INBOUND_SECRET must have 24"),
    ],
)
def test_where_it_cannot_listen_it_does_not_start(
    installation: Installation, listen: str, more: str, words: str
) -> None:
    installation.write(".env", (installation.root / ".env").read_text() + more)
    ended = installation.do("serve", "--listen", listen)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "s3cret" not in ended.stderr
    assert "Traceback" not in ended.stderr


def _signed_now(body: bytes) -> Mapping[str, str]:
    return OURS.headers(body, datetime.now(UTC))  # noqa: TID251 - real processes live on the real clock
