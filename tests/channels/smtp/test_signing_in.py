"""Encryption and passwords: verified, never in clear text, and a clear sentence where it fails."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.channels.smtp import Smtp, Timeouts
from outreach.ports import NotSent, Receipt
from tests.channels.certificates import TRUSTED, UNTRUSTED, server_context, trust
from tests.channels.messages import email
from tests.channels.smtp.server import OFFERS, Answer, Peer, relay

SENDER = "hello@partnerships.example.org"
SHORT = Timeouts(connect=1, command=0.5, answer=0.5, quit=0.3)
SECRET = "p@ss:w/örd"  # noqa: S105 - of a server that lives for a tenth of a second
TLS = (*OFFERS, "STARTTLS")


@pytest.fixture(autouse=True)
def _trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch.setenv)


def url(peer: Peer, user: str = "hello%40example.org:p%40ss%3Aw%2F%C3%B6rd@", host: str = "127.0.0.1") -> str:
    return f"{'smtps' if peer.encrypted else 'smtp'}://{user}{host}:{peer.port}"


def sent(address: str) -> Receipt | Exception:
    channel = Smtp(address, SENDER, timeouts=SHORT)
    (found,) = channel.send_abreast([email()])
    channel.hang_up()
    return found


def stopped(found: Receipt | Exception) -> str:
    assert isinstance(found, NotSent), found
    assert found.scope == "channel"
    assert SECRET not in str(found)
    assert base64.b64encode(SECRET.encode()).decode() not in str(found)
    assert "@" not in str(found).replace("user:password@host", "")
    return str(found)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("encrypted", [True, False], ids=["smtps", "starttls"])
def test_a_message_goes_over_an_encrypted_connection_by_address_or_name(
    host: str, *, encrypted: bool
) -> None:
    with relay(offers=TLS, context=server_context(TRUSTED), encrypted=encrypted) as peer:
        assert sent(url(peer, "", host)) == Receipt("4F2A9C")
    assert [talk.encrypted for talk in peer.talks] == [True]
    assert len(peer.taken) == 1


@pytest.mark.parametrize("encrypted", [True, False], ids=["smtps", "starttls"])
def test_a_certificate_that_nobody_vouches_for_stops_the_channel(*, encrypted: bool) -> None:
    with relay(offers=TLS, context=server_context(UNTRUSTED), encrypted=encrypted) as peer:
        told = stopped(sent(url(peer, "")))
    assert "its certificate does not hold (unable to get local issuer certificate)" in told
    assert "SSL_CERT_FILE" in told
    assert peer.taken == []


def test_a_certificate_for_another_name_stops_the_channel() -> None:
    with relay(offers=TLS, context=server_context(TRUSTED), host="127.0.0.2") as peer:
        told = stopped(sent(url(peer, "", "127.0.0.2")))
    assert "not valid for '127.0.0.2'); name it in SMTP_URL as its certificate does" in told


def test_a_server_on_this_machine_may_be_spoken_to_in_clear_text() -> None:
    with relay(offers=TLS, context=server_context(UNTRUSTED)) as peer:
        assert "?starttls=no" in stopped(sent(url(peer, "")))
        assert sent(f"{url(peer, '')}?starttls=no") == Receipt("4F2A9C")
    assert len(peer.taken) == 1


def test_encryption_from_the_first_byte_on_a_port_that_is_not_stops_the_channel() -> None:
    with relay() as peer:
        told = stopped(sent(f"smtps://127.0.0.1:{peer.port}"))
    assert "no encrypted connection" in told
    assert "smtp:// for others" in told


def test_a_server_that_cannot_encrypt_now_is_not_spoken_to_in_clear_text() -> None:
    with relay({"STARTTLS": "454 4.7.0 TLS not available"}, offers=TLS) as peer:
        assert "454 4.7.0" in stopped(sent(url(peer, "")))
    assert peer.heard("MAIL") == []


def test_a_password_never_goes_over_a_line_that_is_not_encrypted() -> None:
    with relay(offers=(*OFFERS, "AUTH PLAIN LOGIN")) as peer:
        told = stopped(sent(url(peer)))
    assert "never sent in clear text" in told
    assert peer.heard("AUTH") == []
    assert peer.taken == []


def test_user_and_password_are_said_as_they_are_meant() -> None:
    with relay(offers=(*TLS, "AUTH PLAIN LOGIN"), context=server_context(TRUSTED)) as peer:
        assert sent(url(peer)) == Receipt("4F2A9C")
    (said,) = peer.heard("AUTH")
    assert base64.b64decode(said.removeprefix("AUTH PLAIN ")) == f"\0hello@example.org\0{SECRET}".encode()


def test_a_server_without_plain_is_told_by_login() -> None:
    answers: dict[str, Answer] = {"AUTH": "334 UGFzc3dvcmQ6", coded(SECRET).upper(): "235 2.7.0 Welcome"}
    with relay(answers, offers=(*TLS, "AUTH LOGIN"), context=server_context(TRUSTED)) as peer:
        assert sent(url(peer)) == Receipt("4F2A9C")
    assert f"AUTH LOGIN {coded('hello@example.org')}" in peer.talks[0].heard
    assert coded(SECRET) in peer.talks[0].heard


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def guarded(request: pytest.FixtureRequest) -> Iterator[Peer]:
    answer = str(request.param)
    with relay({"AUTH": answer}, offers=(*TLS, "AUTH PLAIN"), context=server_context(TRUSTED)) as peer:
        yield peer


@pytest.mark.parametrize(
    ("guarded", "told"),
    [
        ("535 5.7.8 Authentication failed", "correct the user and password of SMTP_URL in .env"),
        (
            f"535 5.7.8 hello@example.org may not use {SECRET} {coded(SECRET)}",
            "correct the user and password",
        ),
        ("534 5.7.9 Application-specific password required", "534 5.7.9"),
        ("454 4.7.0 Temporary authentication failure", "cannot check the password now"),
        ("421 4.7.0 Too many attempts", "no time for us"),
    ],
    indirect=["guarded"],
)
def test_a_password_that_is_not_accepted_stops_the_channel_once(guarded: Peer, told: str) -> None:
    channel = Smtp(url(guarded), SENDER, timeouts=SHORT)
    found = channel.send_abreast([email(), email("bm-2"), email("bm-3")])
    assert all(told in stopped(each) for each in found)
    assert len(guarded.heard("AUTH")) == 1
    assert guarded.taken == []


def test_a_server_that_lets_nobody_sign_in_is_told_apart() -> None:
    with relay(offers=TLS, context=server_context(TRUSTED)) as peer:
        assert "take user and password out of SMTP_URL" in stopped(sent(url(peer)))


@pytest.mark.parametrize("user", ["", "hello%40example.org:p%40ss%3Aw%2F%C3%B6rd@"])
def test_the_account_is_told_without_sending_anything(user: str) -> None:
    with relay(offers=(*TLS, "AUTH PLAIN"), context=server_context(TRUSTED)) as peer:
        told = Smtp(url(peer, user), SENDER, timeouts=SHORT).account()
    who = "signed in as hello@example.org" if user else "not signed in"
    assert told == f"127.0.0.1:{peer.port}, encrypted, {who}"
    assert peer.heard("MAIL") == [f"MAIL FROM:<{SENDER}>"]
    assert peer.heard("RCPT") == []
    assert peer.talks[0].heard[-1] == "QUIT"


@pytest.mark.parametrize("answer", ["553 5.1.8 Sender refused", "530 5.7.0 Authentication required"])
def test_the_account_tells_beforehand_what_would_stop_every_message(answer: str) -> None:
    with relay({"MAIL": answer}) as peer, pytest.raises(NotSent, match=answer[:9]) as caught:
        Smtp(peer.url, SENDER, timeouts=SHORT).account()
    assert caught.value.scope == "channel"
