from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from outreach.rendering import TemplateRenderer

Workspace = Callable[[dict[str, str]], TemplateRenderer]
DENVER = ZoneInfo("America/Denver")
FOOTER = {
    "organisation": "Example Sector Partnerships",
    "postal_address": "1 Main Street, Cheyenne, WY 82001",
    "unsubscribe": "https://out.example.org/u/abc?x=1&y=2",
    "partnership": "Laramie County Construction Sector Partnership",
    "reason": "You hear from us because you are part of it.",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Writes files below a workspace and gives a renderer for them."""

    def write(files: dict[str, str]) -> TemplateRenderer:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return TemplateRenderer(tmp_path)

    return write


@pytest.fixture
def context() -> dict[str, Any]:
    return {
        "contact": SimpleNamespace(name="Member One", greeting="Member", title="", why=""),
        "recruiter": None,
        "event": SimpleNamespace(
            title="Construction launch",
            starts=datetime(2027, 3, 18, 9, tzinfo=DENVER),
            location="100 Main Street",
        ),
        "links": SimpleNamespace(rsvp="https://out.example.org/r/1?a=1&b=2", website="https://example.org"),
        "signers": [SimpleNamespace(name="Champion One"), SimpleNamespace(name="Champion Two")],
        "reader_zone": DENVER,
    }
