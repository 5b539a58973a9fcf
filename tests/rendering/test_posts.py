"""Posts: plain text, the network's own version, and the template's line of each paragraph."""

from typing import Any

from tests.rendering.conftest import Workspace

JOBS = """---
written_for: everyone
image: posts/crane.png
alt: "A crane in {{ event.location }}"
---
Watch *this* with {{ contact.name }}.

{% if why %}
{{ why }}
{% endif %}
{% for signer in signers %}

{{ signer.name }} says so.
{% endfor %}


Join us!
#wyomingnextgen
"""


def test_values_are_written_as_they_are(workspace: Workspace, context: dict[str, Any]) -> None:
    context["contact"].name = "*Bob* & <Co>"
    post = workspace({"templates/p.txt": "With {{ contact.name }}\n"}).post("p.txt", context, "x")
    assert post.text == "With *Bob* & <Co>"


def test_each_paragraph_knows_the_line_it_was_written_at(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    post = workspace({"templates/posts/jobs.txt": JOBS}).post(
        "posts/jobs.txt", context | {"why": "Because."}, "x"
    )
    assert dict(zip(post.text.split("\n\n"), post.lines, strict=True)) == {
        "Watch *this* with Member One.": 6,
        "Because.": 9,
        "Champion One says so.": 13,
        "Champion Two says so.": 13,
        "Join us!\n#wyomingnextgen": 17,
    }
    assert post.file == "templates/posts/jobs.txt"
    assert (post.image, post.alt) == ("posts/crane.png", "A crane in 100 Main Street")


def test_a_paragraph_from_another_file_counts_at_the_line_that_takes_it_in(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    renderer = workspace(
        {"templates/p.txt": 'One\n\n{% include "q.txt" %}\n\nTwo', "templates/q.txt": "\n\nA\n\nB\n"}
    )
    post = renderer.post("p.txt", context, "x")
    assert (post.text, post.lines) == ("One\n\nA\n\nB\n\nTwo", (1, 3, 3, 5))


def test_a_network_may_have_its_own_version(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace({"templates/posts/jobs.txt": "long", "templates/posts/jobs.x.txt": "short"})
    assert renderer.post("posts/jobs.txt", context, "x").text == "short"
    assert renderer.post("posts/jobs.txt", context, "mastodon").text == "long"
    assert renderer.post("posts/jobs.txt", context, "x").file == "templates/posts/jobs.x.txt"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    text = "\ufeff" + JOBS.replace("\n", "\r\n")
    plain = workspace({"templates/a.txt": JOBS, "templates/b.txt": text})
    context["why"] = ""
    a, b = plain.post("a.txt", context, ""), plain.post("b.txt", context, "")
    assert (a.text, a.lines) == (b.text, b.lines)
