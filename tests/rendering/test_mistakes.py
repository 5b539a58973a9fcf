"""What a template may not do, and how that is said: the place, the thing, the remedy."""

import time
from typing import Any

import pytest

from outreach.core.errors import NotUnderstoodError
from tests.rendering.conftest import Workspace


def said(workspace: Workspace, context: dict[str, Any], body: str, front: str = "", **files: str) -> str:
    renderer = workspace({"templates/launch/letter.md": front + body, **files})
    with pytest.raises(NotUnderstoodError) as refused:
        renderer.letter("launch/letter.md", context, layout="usual", footer={})
    return str(refused.value)


def grown(seed: str, step: str) -> str:
    return "{% set n = namespace(x=" + seed + ") %}{% for i in range(60) %}" + step + "{% endfor %}"


FRONT = "---\nsubject: Hello\npreheader: You\n---\n"


def test_an_unknown_variable_names_itself_its_place_and_the_nearest_name(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    assert said(workspace, context, "Hello\n\nDear {{ contct.name }},", FRONT) == (
        "templates/launch/letter.md:7:9: `contct` is not known; did you mean `contact`?; "
        'correct the name, or give it a fallback: {{ contct | default("...") }}'
    )


def test_an_unknown_part_is_named_with_what_it_belongs_to(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    message = said(workspace, context, "Dear {{ contact.nmae }},")
    assert message.startswith(
        "templates/launch/letter.md:1:9: `contact.nmae` is not known; did you mean `name`?"
    )


def test_an_unknown_name_far_from_all_lists_what_is_known(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    message = said(workspace, {"zzz": 1, "yyy": 2}, "{{ contact.name }}")
    assert "`contact` is not known; known are yyy, zzz" in message


@pytest.mark.parametrize(
    "body",
    ["{% if contct %}x{% endif %}", "{% for x in contct %}{% endfor %}", "{{ contct | upper }}",
     "{{ contct ~ 'x' }}", "{{ contct | date }}", "{{ 'a' + contct }}", "{{ contct() }}",
     "{{ [contct] | join }}", "{{ contct == 1 }}"],
)  # fmt: skip
def test_an_unknown_variable_is_refused_wherever_it_is_used(
    workspace: Workspace, context: dict[str, Any], body: str
) -> None:
    message = said(workspace, context, "One\n\n" + body)
    assert message.startswith("templates/launch/letter.md:3:")
    assert "`contct` is not known; did you mean `contact`?" in message


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("{% if x %}", "6:1", "cannot be read"),
        ("{{ x y }}", "6:1", "cannot be read"),
        ("{{ links.website | dat }}", "6:1", "there is no filter `dat`; did you mean `date`?"),
        ("{{ links.website | random }}", "6:1", "there is no filter `random`"),
        ("{{ 1 / 0 }}", "6:1", "this cannot be reckoned"),
        ("{{ signers }}", "6:4", "`signers` is not one value; write one of its parts"),
        (
            "{{ signers[0].name | date }}",
            "6:1",
            "`| date`: a filter for dates cannot read what is not a date",
        ),
        ('{% include "launch/sing.md" %}', "6:13", "there is no file templates/launch/sing.md"),
        ("{% include contact.name %}", "6:1", "name the file in quotes"),
        ("{% for a in signers recursive %}{% endfor %}", "6:1", "write one loop inside the other"),
        ("{% filter upper %}{{ contact.name }}{% endfilter %}", "6:1", "put it on each value"),
    ],
)
def test_a_mistake_is_reported_at_its_line_of_the_file(
    workspace: Workspace, context: dict[str, Any], line: str, place: str, words: str
) -> None:
    message = said(workspace, context, f"One\n{line}\n", FRONT)
    assert message.startswith(f"templates/launch/letter.md:{place}: ")
    assert words in message


def test_a_mistake_in_an_included_file_is_reported_there(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    files = {"templates/launch/sign.md": "Regards\n{{ signer.name }}"}
    message = said(workspace, context, '{% include "launch/sign.md" %}', FRONT, **files)
    assert message.startswith("templates/launch/sign.md:2:4: `signer` is not known; did you mean `signers`?")


def test_a_mistake_in_the_front_matter_is_reported_there(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    message = said(workspace, context, "x", '---\npreheader: Hello\nsubject: "{{ evnt.title }}"\n---\n')
    assert message.startswith("templates/launch/letter.md:3:14: `evnt` is not known; did you mean `event`?")


@pytest.mark.parametrize(
    "escape",
    ["{{ contact.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ contact['__class__'] }}",
     "{{ contact.__init__.__globals__ }}", "{{ event.starts.now() }}", "{{ event.starts.today() }}",
     "{{ 'x'.format(1) }}", "{{ 'x'.ljust(9) }}", "{{ signers.append(1) }}", "{{ signers.clear() }}",
     "{{ self.__init__() }}", "{{ range.__call__(1) }}"],
)  # fmt: skip
def test_what_lies_behind_a_value_is_out_of_reach(
    workspace: Workspace, context: dict[str, Any], escape: str
) -> None:
    message = said(workspace, context, escape)
    assert "not open to templates" in message or "may not be called in a template" in message


@pytest.mark.parametrize(
    "body",
    ["{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
     "{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}",
     "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
     "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
     '{% include "launch/letter.md" %}',
     "{% set n = namespace(x='a' * 1) %}",
     "{{ 'x' * 1000000000 }}",
     "{{ 9 ** 9 ** 9 }}",
     "{{ '%1000000000d' % 1 }}",
     "{{ 'aaaa' | replace('', 'b' ~ 'b') | replace('', 'c') | center(1000000000) }}",
     grown("'abcdefgh'", "{% set n.x = n.x ~ n.x %}"),
     grown("'abcdefgh'", "{% set n.x = n.x + n.x %}"),
     grown("[1]", "{% set n.x = n.x + n.x %}"),
     grown("'abcdefgh'", "{% set n.x = [n.x, n.x] | join %}"),
     grown("'a'", "{% set n.x = n.x | replace('a', 'aaaaaaaaaa') %}"),
     grown("'a'", "{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}")],
)  # fmt: skip
def test_a_template_that_never_ends_or_grows_without_end_is_stopped_soon(
    workspace: Workspace, context: dict[str, Any], body: str
) -> None:
    began = time.process_time()
    message = said(workspace, context, body)
    assert time.process_time() - began < 2
    assert any(
        words in message
        for words in ("runs too long", "grows too big", "without end", "sensible size", "no filter `center`")
    )


def test_a_long_but_sensible_template_is_let_through(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace(
        {"templates/a.md": "{% for a in range(100) %}{% for b in range(50) %}x{% endfor %}{% endfor %}"}
    )
    assert renderer.letter("a.md", context, layout="usual", footer={}).text == "x" * 5000 + "\n"


@pytest.mark.parametrize(
    ("front", "place", "words"),
    [
        ("---\nsubjct: x\n---\n", "2:1", "`subjct` is no key of the front matter; did you mean `subject`?"),
        ("---\nsubject: {{ event.title }}\n---\n", "2:", "quotes"),
        ("---\nsubject: [a]\n---\n", "2:10", 'put it in quotes: subject: "..."'),
        ("---\nsubject: a\nsubject: b\n---\n", "3:1", "subject"),
        ("---\nsubject: a\n", "1:1", "close it with a line of ---"),
        ("---\n- a\n---\n", "2:1", "keys and values"),
    ],
)
def test_front_matter_that_cannot_be_understood_is_reported(
    workspace: Workspace, context: dict[str, Any], front: str, place: str, words: str
) -> None:
    message = said(workspace, context, "Hello", front)
    assert message.startswith(f"templates/launch/letter.md:{place}")
    assert words in message
