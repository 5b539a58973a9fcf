"""SMTP_URL as people write it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.channels.smtp import Smtp
from outreach.channels.smtp.relay import Relay
from outreach.ports import NotSent
from tests.channels.messages import email


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", Relay("localhost", 25)),
        ("smtp://mail.example.org:2525", Relay("mail.example.org", 2525)),
        ("smtp://mail.example.org/", Relay("mail.example.org", 25)),
        ("smtp://[::1]:25", Relay("::1", 25)),
        ("smtp://team:secret@mail.example.org", Relay("mail.example.org", 587, "team", "secret")),
        ("smtps://a:b@mail.example.org", Relay("mail.example.org", 465, "a", "b", encrypted=True)),
        ("smtp://127.0.0.1:25?starttls=no", Relay("127.0.0.1", 25, starttls=False)),
    ],
)  # fmt: skip
def test_it_is_read_as_it_is_meant(url: str, expected: Relay) -> None:
    assert Relay.of(url) == expected


@given(user=st.text(min_size=1, max_size=30), password=st.text(min_size=1, max_size=30))
def test_any_user_and_password_survive_percent_encoding_and_are_never_shown(user: str, password: str) -> None:
    relay = Relay.of(f"smtp://{quote(user, safe='')}:{quote(password, safe='')}@mail.example.org:587")
    assert (relay.user, relay.password) == (user, password)
    assert repr(relay) == "Relay(mail.example.org:587)"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.org",
        "https://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:99999",
        "smtp://[::1",
        "smtp://team:sec/ret@mail.example.org",
        "smtp://team:sec#ret@mail.example.org",
        "smtp://team@mail.example.org",
        "smtp://mail.example.org?starttls=no",
        "smtp://team:secret@localhost?starttls=no",
        "smtp://localhost?tls=no",
    ],
)
def test_what_cannot_be_understood_stops_the_channel_and_is_not_repeated(url: str) -> None:
    with pytest.raises(NotSent, match="SMTP_URL") as caught:
        Smtp(url, "hello@partnerships.example.org").send(email())
    assert caught.value.scope == "channel"
    assert "smtp://user:password@host:port" in str(caught.value)
    assert "sec" not in str(caught.value)
    assert "team" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("mail.example.org", False),
        ("10.0.0.1", False),
    ],
)
def test_what_runs_on_this_machine_is_known(host: str, *, here: bool) -> None:
    assert Relay(host, 25).is_here is here
