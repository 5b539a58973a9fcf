"""The house's own letters: templates that come with the program, and values that may be anything."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from outreach.actions.noticing.digest import Digest, Entry, Script, Section, Shown
from outreach.rendering import TemplateRenderer
from tests.rendering.conftest import DENVER, FOOTER

READER = {"contact": SimpleNamespace(greeting="Champion"), "reader_zone": DENVER}
HOUSE = SimpleNamespace(name="Example Sector Partnerships")


def digest(**more: Any) -> Digest:
    empty: dict[str, Any] = dict.fromkeys(("sections", "scripts", "gone", "ahead", "coming", "shown"), ())
    return Digest(**{"day": date(2027, 3, 8), "more": 0, "unshown": 0, **empty, **more})


def entry(**more: Any) -> Entry:
    usual = {"number": 12, "who": "Ann Builder", "firm": "Roofs", "phone": "307-555-0101", "dialled": True,
             "what": "", "standing": "Due today", "noted": "", "link": ""}  # fmt: skip
    return Entry(**(usual | more))


def letter(root: Path, told: Digest) -> tuple[str, str]:
    found = TemplateRenderer(root).house_letter("digest", {**READER, "digest": told}, footer=FOOTER)
    return found.text, found.html


def test_what_people_wrote_is_shown_and_never_read_as_markdown_or_html(tmp_path: Path) -> None:
    odd = "<script>x</script> **bold** [a](javascript:x) {{ 1 }}"
    shown = Shown(1, odd, odd, None, ((odd, "> quoted"), ("# no heading",)))
    told = digest(sections=(Section("To call", (entry(who=odd, noted=odd),)),), shown=(shown,))
    text, html = letter(tmp_path, told)
    assert text.count(odd) == 5
    assert "<script>" not in html
    assert "javascript:x)" in html
    assert 'href="javascript' not in html
    assert "<strong>bold" not in html


@pytest.mark.parametrize("phone", ["", "ask at the desk", "307 555 0101 x12"])
def test_what_cannot_be_dialled_is_no_link(tmp_path: Path, phone: str) -> None:
    _, html = letter(tmp_path, digest(sections=(Section("To call", (entry(phone=phone, dialled=False),)),)))
    assert "tel:" not in html
    assert phone in html


def test_what_there_is_nothing_of_leaves_no_heading(tmp_path: Path) -> None:
    text, html = letter(tmp_path, digest(unshown=2))
    assert "2 wait: outreach approve shows them." in text
    for title in ("To call", "What to say", "Who is coming", "What goes out next", "What went out"):
        assert title not in text
    assert html.count("<h2") == 1


def test_a_text_for_approval_reads_as_it_was_written(tmp_path: Path) -> None:
    shown = Shown(1, "Invite", "Spring", None, (("From: House", "Subject: Hello"), ("Dear you,",)))
    text, _ = letter(tmp_path, digest(shown=(shown,)))
    assert "> From: House\n> Subject: Hello\n>\n> Dear you,\n" in text


def test_a_script_is_named_after_what_it_is_for(tmp_path: Path) -> None:
    script = Script("What to say", "Spring", "Ann Builder", (("Hello?",),))
    text, _ = letter(tmp_path, digest(scripts=(script,)))
    assert (
        "What to say: Spring\n\nWritten for Ann Builder, and meant for everybody called about it.\n\n> Hello?"
        in text
    )


def test_a_workspace_cannot_lose_them(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    found = TemplateRenderer(tmp_path).house_letter(
        "confirm-rsvp",
        {**READER, "organisation": HOUSE, "subject": "Noted: Spring", "events": []},
        footer=FOOTER,
    )
    assert found.subject == "Noted: Spring"
