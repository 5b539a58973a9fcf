"""A real Dovecot, whose certificate is trusted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.certificates import trust
from tests.mailserver import Mailserver, mailserver


@pytest.fixture(autouse=True)
def _trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch.setenv)


@pytest.fixture
def server() -> Iterator[Mailserver]:
    with mailserver(["hello"]) as running:
        yield running
