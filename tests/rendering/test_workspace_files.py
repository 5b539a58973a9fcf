"""Which files shape a text: versions, includes, layouts, attachments; and that no other can be reached."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from outreach.core.errors import NotUnderstoodError
from tests.rendering.conftest import FOOTER, Workspace


def test_a_person_may_have_a_version_in_their_own_words(workspace: Workspace) -> None:
    renderer = workspace(
        {
            "templates/launch/letter.md": "a",
            "templates/launch/letter.champion-2.md": "b",
            "templates/launch/letter.champion-1.md": "b",
            "templates/launch/letters.md": "c",
        }
    )
    assert renderer.version_for("launch/letter.md", "champion-2") == "launch/letter.champion-2.md"
    assert renderer.version_for("launch/letter.md", "champion-3") == "launch/letter.md"
    assert renderer.version_for("launch/letter.md", "") == "launch/letter.md"
    assert renderer.versions("launch/letter.md") == ("champion-1", "champion-2")


@pytest.mark.parametrize("where", ["front", "body", "included"])
def test_a_variable_counts_as_used_wherever_it_stands(workspace: Workspace, where: str) -> None:
    texts = {
        each: "{{ signers[0].name }}" if each == where else "x" for each in ("front", "body", "included")
    }
    renderer = workspace(
        {
            "templates/a.md": f'---\nsubject: "{texts["front"]}"\n---\n{texts["body"]}\n'
            '{% if x %}{% include "b.md" %}{% endif %}',
            "templates/b.md": texts["included"],
        }
    )
    assert renderer.uses("a.md", "signers")
    assert not renderer.uses("a.md", "signer")


def test_a_variable_made_by_the_template_itself_does_not_count(workspace: Workspace) -> None:
    renderer = workspace({"templates/a.md": "{% for signers in event %}{{ signers }}{% endfor %}"})
    assert not renderer.uses("a.md", "signers")


def test_the_sources_are_the_files_that_shape_the_text_and_their_digests(workspace: Workspace) -> None:
    files = {
        "templates/a.md": '{% include "b.md" %}',
        "templates/b.md": "b",
        "templates/a.x.md": "---\nimage: c.png\n---\nown words",
        "templates/c.png": "picture",
        "templates/d.md": "not used",
    }
    digest = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    renderer = workspace(files)
    assert renderer.sources("a.md", layout="usual") == tuple(
        (name, digest[name]) for name in ("templates/a.md", "templates/b.md")
    )
    assert renderer.sources("a.md", layout="", network="x") == tuple(
        (name, digest[name]) for name in ("templates/a.x.md", "templates/c.png")
    )


def test_a_workspaces_own_layout_is_used_and_counts_as_a_source(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    renderer = workspace(
        {
            "templates/a.md": "Hello {{ contact.name }}",
            "templates/layout.html": "<html><head><style>p { color: red; }</style></head><body>{{ body }}"
            "<i>{{ footer.organisation | upper }}</i><a href='{{ footer.unsubscribe }}'>x</a></body></html>",
        }
    )
    made = renderer.letter("a.md", context, layout="usual", footer=FOOTER | {"organisation": "A & B"})
    assert '<p style="color: red;">Hello Member One</p>' in made.html
    assert "<i>A &amp; B</i>" in made.html
    assert 'href="https://out.example.org/u/abc?x=1&amp;y=2"' in made.html
    assert [file for file, _ in renderer.sources("a.md", layout="usual")] == [
        "templates/a.md",
        "templates/layout.html",
    ]
    assert [file for file, _ in renderer.sources("a.md", layout="letter")] == ["templates/a.md"]


def test_an_attachment_lies_beside_the_campaigns_or_the_templates(workspace: Workspace) -> None:
    renderer = workspace({"campaigns/kit/agenda.pdf": "agenda", "templates/posts/a.png": "picture"})
    assert renderer.attachment("kit/agenda.pdf") == b"agenda"
    assert renderer.attachment("posts/a.png") == b"picture"
    with pytest.raises(NotUnderstoodError, match=r"kit/gone\.pdf:1:1: there is no such file"):
        renderer.attachment("kit/gone.pdf")


@pytest.mark.parametrize("path", ["../secret.md", "a/../../secret.md", "/etc/hostname", "..\\secret.md"])
def test_nothing_outside_the_folder_can_be_reached(
    workspace: Workspace, context: dict[str, Any], path: str
) -> None:
    renderer = workspace(
        {"secret.md": "secret", "templates/a.md": "{% include '" + path.replace("\\", "\\\\") + "' %}"}
    )
    for reach in (
        lambda: renderer.letter("a.md", context, layout="usual", footer={}),
        lambda: renderer.script(path, context),
        lambda: renderer.content(path, context),
        lambda: renderer.attachment(path),
    ):
        with pytest.raises(NotUnderstoodError, match="lies outside"):
            reach()


def test_a_symbolic_link_does_not_lead_out(
    workspace: Workspace, context: dict[str, Any], tmp_path: Path
) -> None:
    renderer = workspace({"secret.md": "secret", "templates/a.md": "a"})
    (tmp_path / "templates/link.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(NotUnderstoodError, match="lies outside templates/"):
        renderer.script("link.md", context)


def test_a_missing_template_is_named_with_the_nearest_one(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    with pytest.raises(NotUnderstoodError, match=r"did you mean `templates/launch/letter\.md`"):
        workspace({"templates/launch/letter.md": "x"}).script("launch/leter.md", context)


def test_a_file_that_is_not_utf8_is_named_with_its_line(
    workspace: Workspace, context: dict[str, Any], tmp_path: Path
) -> None:
    renderer = workspace({"templates/a.md": ""})
    (tmp_path / "templates/a.md").write_bytes(b"Hello\nd\xe9j\xe0 vu")
    with pytest.raises(NotUnderstoodError, match=r"templates/a\.md:2:1: is not UTF-8 text"):
        renderer.script("a.md", context)
