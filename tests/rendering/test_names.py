"""Every name that a template uses and nobody knows is told at its exact place, all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.rendering.conftest import Workspace


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class Event:
    title: str
    host: Person | None
    rows: Sequence[tuple[str, Person]]
    videos: Mapping[str, str]


KNOWN = {"contact": Person, "event": Event, "signers": Sequence[Person], "content": None, "hashtag": str}


def found(workspace: Workspace, body: str, **files: str) -> list[str]:
    """`LINE:COLUMN word` of each problem, after the file where it is not the letter itself."""
    named = {f"templates/{name.replace('__', '.')}": text for name, text in files.items()}
    renderer = workspace({"templates/letter.md": body, **named})
    return [
        f"{each.place} {each.message.split('`')[1]}".removeprefix("templates/letter.md:")
        for each in renderer.problems("letter.md", KNOWN)
    ]


def test_every_problem_of_a_file_is_told_in_order_of_place(workspace: Workspace) -> None:
    body = (
        '---\nsubjct: Hello\npreheader: "On {{ evnt.title }}"\n---\n'
        "Dear {{ contact.fist_name }},\n\n  {% if contct %}{{ event.host.nme }}{% endif %}\n"
    )
    assert found(workspace, body) == [
        "2:1 subjct", "3:19 evnt", "5:9 contact.fist_name", "7:9 contct", "7:21 event.host.nme",
    ]  # fmt: skip


def test_a_problem_has_the_nearest_spelling_and_the_words_that_rendering_has(workspace: Workspace) -> None:
    [problem] = workspace({"templates/letter.md": "{{ contact.fist_name }}"}).problems("letter.md", KNOWN)
    assert problem.message == (
        "`contact.fist_name` is not known; did you mean `first_name`?; correct the name, "
        'or give it a fallback: {{ contact.fist_name | default("...") }}'
    )


@pytest.mark.parametrize(
    "body",
    [
        "{% for signer in signers %}{{ loop.index }} {{ signer.name }}{% endfor %}",
        "{% for label, who in event.rows %}{{ label }} {{ who.name }}{% endfor %}",
        "{% set greeting = contact.name %}{{ greeting }}",
        "{% set who = contact %}{{ who.name }}",
        "{% set words %}Hello{% endset %}{{ words }}",
        "{% macro hello(name) %}{{ name }} {{ caller() }} {{ later }}{% endmacro %}{% set later = 1 %}",
        "{% macro f(a) %}{{ caller() }}{% endmacro %}{% call f('x') %}{{ contact.name }}{% endcall %}",
        "{% with a = contact %}{{ a.name }}{% endwith %}",
        '{% import "made.md" as made %}{{ made.hello("x") }}',
        '{% from "made.md" import hello as hi %}{{ hi("x") }}',
        '{% set greeting = "x" %}{% include "greeting.md" %}',
        "{% if nickname is defined %}{{ nickname }}{% endif %}",
        "{% if contact.nickname is defined %}{{ contact.nickname }}{% endif %}",
        '{{ nickname | default("you") }} {{ contact.nickname | d("you") }}',
        "{{ event.videos.launch }} {{ content.anything }} {{ event.title.upper() }} {{ hashtag | upper }}",
        "{% set n = namespace(x=1) %}{{ n.x }}{% for i in range(2) %}{{ i }}{% endfor %}",
        "{{ signers[0].name }} {{ (signers | first).name }} {{ contact['name'] }}",
        "{% raw %}{{ contct }}{% endraw %}{# {{ contct }} #}",
        '{% include "gone.md" ignore missing %}',
    ],
)
def test_what_is_known_or_may_be_missing_is_let_through(workspace: Workspace, body: str) -> None:
    made = "{% macro hello(name) %}{{ name }}{% endmacro %}"
    assert found(workspace, body, made__md=made, greeting__md="{{ greeting }}") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("contct {{ contct }} {{ contct }}", ["1:11 contct", "1:24 contct"]),
        ("{% for s in signers %}{{ s.nme }}{% endfor %}{{ s.name }}", ["1:26 s.nme", "1:49 s"]),
        ("{% for l, who in event.rows %}{{ who.nme }}{% endfor %}", ["1:34 who.nme"]),
        ("A\u2028B\x85\r\n{{ contct }}", ["2:4 contct"]),
        ("{{ signers[0].nme }}", ["1:4 signers[0].nme"]),
        ("{{ (signers | first).nme }}", ["1:5 (signers | first).nme"]),
        ("{{ contact['nme'] }}", ["1:4 contact['nme']"]),
        ("{{ contct.name | default('you') }}", ["1:4 contct"]),
        ("One\n\n\t{%- if\n   contct -%}\n\n  x {{ evnt }}{% endif %}", ["4:4 contct", "6:8 evnt"]),
        ("{{ contact.name | uper | lowr }}", ["1:19 uper", "1:26 lowr"]),
        ('{% import "made.md" as m %}{{ nme }}', ["1:31 nme"]),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told_where_it_stands(
    workspace: Workspace, body: str, expected: list[str]
) -> None:
    assert found(workspace, body, made__md="{{ 1 }}") == expected


def test_what_is_taken_in_is_read_too_with_its_own_mistakes(workspace: Workspace) -> None:
    files = {
        "sign__md": "---\nsubjct: x\n---\nRegards,\n{{ signer.nme }} {{ contct }}",
        "bad__md": "One\n{{ x y }}",
    }
    body = (
        '{% for signer in signers %}{% include "sign.md" %}{% endfor %}\n{% include "bad.md" %}\n{{ evnt }}'
    )
    renderer = workspace(
        {"templates/letter.md": body} | {f"templates/{k.replace('__', '.')}": v for k, v in files.items()}
    )
    places = [str(each.place).removeprefix("templates/") for each in renderer.problems("letter.md", KNOWN)]
    assert places == ["bad.md:2:1", "letter.md:3:4", "sign.md:2:1", "sign.md:5:4", "sign.md:5:21"]


def test_a_file_that_is_not_there_is_told_where_it_is_taken_in(workspace: Workspace) -> None:
    body = 'Hello\n{% include "sing.md" %} {{ contct }}'
    [missing, name] = workspace({"templates/letter.md": body, "templates/sign.md": ""}).problems(
        "letter.md", KNOWN
    )
    assert str(missing).startswith(
        "templates/letter.md:2:13: there is no file templates/sing.md to take in here; did you mean `sign.md`"
    )
    assert str(name.place) == "templates/letter.md:2:28"


def test_a_template_that_takes_itself_in_is_read_once(workspace: Workspace) -> None:
    assert found(workspace, '{% include "letter.md" %}{{ contct }}') == ["1:29 contct"]


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("subject: '{{ evnt }}'", "2:14"),
        ("subject: >-\n  A long\n  line {{ evnt }}", "4:11"),
        ('subject: "\\"Hi\\" {{ evnt }}"', "2:21"),
    ],
)
def test_a_value_of_the_front_matter_is_read_where_yaml_has_it(
    workspace: Workspace, front: str, place: str
) -> None:
    assert found(workspace, f"---\n{front}\n---\nHello") == [f"{place} evnt"]


def test_the_network_s_own_version_is_read(workspace: Workspace) -> None:
    renderer = workspace({"templates/p.txt": "x", "templates/p.x.txt": "{{ evnt }}"})
    assert renderer.problems("p.txt", KNOWN, "mastodon") == ()
    assert [each.place.file for each in renderer.problems("p.txt", KNOWN, "x")] == ["templates/p.x.txt"]


def test_an_occasion_s_words_are_read_once_they_are_written(workspace: Workspace) -> None:
    renderer = workspace({"campaigns/updates/a.md": "Hello\n{{ evnt }}"})
    [problem] = renderer.content_problems("updates/a.md", KNOWN)
    assert str(problem.place) == "campaigns/updates/a.md:2:4"
    assert renderer.content_problems("updates/b.md", KNOWN) == ()


def test_what_rendering_refuses_is_told_beforehand_at_the_same_line(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    renderer = workspace({"templates/letter.md": "---\nsubject: x\n---\nOne\n{{ contct.name }}"})
    [problem] = renderer.problems("letter.md", context)
    with pytest.raises(Exception, match=str(problem.place)):
        renderer.letter("letter.md", context, layout="usual", footer={})
