"""A web address asked with HEAD over real sockets: its answer, its redirection, its certificate, silence."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from outreach.ports import Page, Unanswered
from outreach.probing.web import head
from tests.channels.certificates import TRUSTED, UNTRUSTED, server_context, trust


class Pages(BaseHTTPRequestHandler):
    """Answers HEAD, and notes everything it is asked."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self.asked.append(f"HEAD {self.path}")
        self.send_response(301 if self.path == "/old" else 200)
        if self.path == "/old":
            self.send_header("Location", "https://www.example.org/new")
        self.end_headers()

    def do_GET(self) -> None:
        self.asked.append(f"GET {self.path}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def pages(context: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[str]]]:
    """A web server on loopback, its address, and what it was asked."""
    asked: list[str] = []
    handler = type("Handler", (Pages,), {"asked": asked})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"{'https' if context else 'http'}://localhost:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_it_is_asked_once_with_head_and_its_status_told() -> None:
    with pages() as (url, asked):
        assert head(f"{url}/pages", 2) == Page(200)
        assert head(url, 2) == Page(200)
        assert asked == ["HEAD /pages", "HEAD /"]


def test_a_redirection_is_told_and_not_followed() -> None:
    with pages() as (url, asked):
        assert head(f"{url}/old", 2) == Page(301, "https://www.example.org/new")
        assert asked == ["HEAD /old"]


def test_a_certificate_that_is_trusted_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch.setenv)
    with pages(server_context(TRUSTED)) as (url, _):
        assert head(url, 2) == Page(200)


def test_a_certificate_of_nobody_s_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch.setenv)
    with pages(server_context(UNTRUSTED)) as (url, asked):
        with pytest.raises(Unanswered, match="certificate cannot be trusted"):
            head(url, 2)
        assert asked == []


def test_a_server_without_tls_is_told() -> None:
    with pages() as (url, _), pytest.raises(Unanswered, match="no secure connection"):
        head(url.replace("http://", "https://"), 2)


def test_nobody_listening_and_nobody_speaking_are_told() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        with pytest.raises(Unanswered, match="refused"):
            head(f"http://127.0.0.1:{port}/", 2)
        door.listen()
        with pytest.raises(Unanswered, match=r"no answer within 0\.2 seconds"):
            head(f"http://127.0.0.1:{port}/", 0.2)
