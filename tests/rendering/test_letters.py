"""Letters: one Markdown source to subject, text and HTML, with the values of one reader."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.errors import NotUnderstoodError
from outreach.ports import Letter
from outreach.rendering import TemplateRenderer
from tests.rendering.conftest import FOOTER, Workspace


class _Seen(HTMLParser):
    """What a reader sees of a page: its text, and the tags and addresses in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.links = "", list[str](), list[str]()
        self.feed(html[html.index("<body") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def letter(
    renderer: TemplateRenderer, context: dict[str, Any], footer: dict[str, str] = FOOTER, notice: str = ""
) -> Letter:
    return renderer.letter("letter.md", context, layout="usual", footer=footer, notice=notice)


def body(workspace: Workspace, context: dict[str, Any], text: str) -> Letter:
    return letter(workspace({"templates/letter.md": text}), context, footer={})


def test_subject_and_preheader_come_from_the_front_matter_on_one_line(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    context["contact"].greeting = "Member\r\nBcc: everyone@example.org"
    source = """---
subject: "{{ contact.greeting }}, come to {{ event.title }}"
preheader: On {{ event.starts | day }}
---
Hello"""
    made = body(workspace, context, source)
    assert made.subject == "Member Bcc: everyone@example.org, come to Construction launch"
    assert made.preheader == "On March 18"


@pytest.mark.parametrize(
    "name",
    [
        "*Bob* <script>alert(1)</script> [x](http://evil.test)",
        "# heading",
        "1. first",
        "    indented",
        "`code` & &amp; \\ ~~x~~ | y",
        "![i](https://evil.test/i.png)",
        "https evil <b>bold</b>",
        "{{ contact.name }} {% raw %}",
    ],
)
def test_a_name_appears_literally_in_text_and_html_whatever_it_holds(
    workspace: Workspace, context: dict[str, Any], name: str
) -> None:
    context["contact"].name = name
    made = body(
        workspace, context, "{{ contact.name }}\n\n- {{ contact.name }}\n\nDear **{{ contact.name }}**,"
    )
    assert made.text == f"{name}\n\n- {name}\n\nDear {name},\n"
    seen = _Seen(made.html)
    assert seen.text.count(name) == 3
    assert not {"script", "b", "img", "a", "code", "h1", "ol"} & set(seen.tags)


@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Zl", "Zp"]), min_size=1))
@settings(max_examples=60, deadline=None)
def test_any_value_at_all_appears_literally(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.mktemp("w")
    (root / "templates").mkdir()
    (root / "templates/letter.md").write_text(
        "A {{ name }} Z, [*{{ name }}*](https://example.org/?q={{ name | urlencode }})"
    )
    made = letter(TemplateRenderer(root), {"name": name}, footer={})
    assert made.text.startswith(f"A {name} Z, {name} (https://example.org/?q=")
    assert _Seen(made.html).text.split() == f"A {name} Z, {name}".split()


def test_links_work_in_brackets_in_angles_and_alone(workspace: Workspace, context: dict[str, Any]) -> None:
    made = body(
        workspace,
        context,
        "[Come]({{ links.rsvp }}) or <{{ links.rsvp }}> or {{ links.rsvp }}. https://a.test/b_c_d!",
    )
    rsvp = context["links"].rsvp
    assert _Seen(made.html).links == [rsvp, rsvp, rsvp, "https://a.test/b_c_d"]
    assert made.text == f"Come ({rsvp}) or {rsvp} or {rsvp}. https://a.test/b_c_d!\n"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_a_value_cannot_become_a_link_that_runs(
    workspace: Workspace, context: dict[str, Any], address: str
) -> None:
    context["links"].rsvp = address
    made = body(workspace, context, "[Come]({{ links.rsvp }})")
    assert _Seen(made.html).links[0].startswith("unsafe:")


def test_a_link_takes_a_value_with_spaces_and_quotes(workspace: Workspace, context: dict[str, Any]) -> None:
    context["links"].rsvp = 'mailto:a@example.org?subject=I will "come"'
    made = body(workspace, context, "[Come]({{ links.rsvp }})")
    assert _Seen(made.html).links == ["mailto:a@example.org?subject=I%20will%20%22come%22"]


def test_the_text_reads_like_a_letter(workspace: Workspace, context: dict[str, Any]) -> None:
    source = """# What happened

One long
paragraph with *stress* and **more**.

- first
- second
  goes on

  1. inner

3. three
4. four

> quoted

Line one\\
line two

| Who | What |
|---|---|
| {{ signers[0].name }} | builds |

---

Write to <mailto:a@example.org>, [b@example.org](mailto:b@example.org), [it](https://example.org/p) or `code`.
"""
    assert (
        body(workspace, context, source).text
        == """What happened

One long paragraph with stress and more.

- first

- second goes on

  1. inner

3. three
4. four

> quoted

Line one
line two

Who | What
Champion One | builds

* * *

Write to mailto:a@example.org, b@example.org, it (https://example.org/p) or code.
"""
    )


def test_html_that_somebody_writes_is_shown_not_obeyed(workspace: Workspace, context: dict[str, Any]) -> None:
    made = body(workspace, context, "<script>alert(1)</script>\n\n<b>x</b>")
    assert "<script>alert" not in made.html
    assert "<b>x</b>" in made.text


def test_lines_of_tags_leave_no_trace_and_inline_tags_keep_their_line(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    source = """{% for signer in signers %}
- {{ signer.name }}
{% endfor %}

Dear {% if recruiter %}you{% else %}friend{% endif %}

New paragraph
{# a note #}
goes on.
"""
    assert (
        body(workspace, context, source).text
        == "- Champion One\n- Champion Two\n\nDear friend\n\nNew paragraph goes on.\n"
    )


def test_values_in_macros_sets_and_joins_stay_values(workspace: Workspace, context: dict[str, Any]) -> None:
    context["contact"].name = "*Bob*"
    source = """{% macro bold(x) %}**{{ x }}**{% endmacro %}
{% set who %}_{{ contact.name }}_{% endset %}
{{ bold(contact.name) }} {{ who }}
{{ bold(1) ~ contact.name }}
{{ [bold(2), contact.name] | join(" * ") }}
{{ bold(3) + contact.name }}"""
    made = body(workspace, context, source)
    assert made.text == "*Bob* *Bob* 1*Bob* 2 * *Bob* 3*Bob*\n"
    assert _Seen(made.html).tags.count("strong") == 4


def test_content_is_the_teams_markdown_with_this_readers_values(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    context["contact"].name = "*Bob*"
    renderer = workspace(
        {
            "templates/letter.md": "Hello\n\n{{ content }}\n\nBye {{ contact.name }}",
            "campaigns/recaps/one.md": "**We** met, {{ contact.name }}.\n\n- [go]({{ links.rsvp }})\n",
        }
    )
    context["content"] = renderer.content("recaps/one.md", context)
    made = letter(renderer, context, footer={})
    assert made.text == f"Hello\n\nWe met, *Bob*.\n\n- go ({context['links'].rsvp})\n\nBye *Bob*\n"
    assert "strong" in _Seen(made.html).tags


def test_content_not_yet_written_is_none(workspace: Workspace, context: dict[str, Any]) -> None:
    assert workspace({}).content("recaps/none.md", context) is None


def test_two_readers_of_one_letter_each_get_their_own_values(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    renderer = workspace(
        {
            "templates/letter.md": '---\nsubject: "{{ contact.name }}"\n---\n'
            "Dear {{ contact.name }}, [x]({{ links.rsvp }})"
        }
    )
    made = []
    for name in ("One", "Two", "One"):
        context["contact"].name, context["links"].rsvp = name, f"https://example.org/{name}"
        made.append(
            letter(renderer, context, footer=FOOTER | {"unsubscribe": f"https://example.org/u/{name}"})
        )
    assert made[0] == made[2]
    for name, other, one in (("One", "Two", made[0]), ("Two", "One", made[1])):
        assert one.subject == name
        assert one.text.startswith(f"Dear {name}, x (https://example.org/{name})")
        assert f"https://example.org/u/{name}" in one.html
        assert other not in one.html + one.text


def test_includes_and_inheritance_work(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace(
        {
            "templates/letter.md": '{% extends "base/plain.md" %}\n'
            "{% block words %}\nDear {{ contact.name }},\n{% endblock %}",
            "templates/base/plain.md": "---\nsubject: unused\n---\n{% block words %}\n{% endblock %}\n\n"
            '{% include "base/end.md" %}\n\nP.S.',
            "templates/base/end.md": "Regards  \n{{ signers[0].name }}\n",
        }
    )
    assert letter(renderer, context, footer={}).text == "Dear Member One,\n\nRegards\nChampion One\n\nP.S.\n"


def test_a_change_puts_what_is_new_before_the_letter(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace({"templates/letter.md": "---\nsubject: You are invited\n---\nThe letter."})
    context["links"].decline = "https://example.org/no"
    made = letter(renderer, context, notice="update")
    assert made.subject == "Changed: Construction launch"
    assert re.search(r"Thursday, March 18, 2027 at 9:00 AM MDT(?s:.)*The letter\.", made.text)


def test_a_cancellation_stands_instead_of_the_letter(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace({"templates/letter.md": "The letter."})
    context["event"].reason, context["organisation"] = (
        "The hall has flooded.",
        SimpleNamespace(name="Example"),
    )
    made = letter(renderer, context, notice="cancel")
    assert made.subject == "Called off: Construction launch"
    assert "The hall has flooded." in made.text
    assert "The letter." not in made.text


def test_a_sign_off_asks_for_agreement_above_the_letter(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    renderer = workspace({"templates/letter.md": "The letter."})
    context["links"].agree = "https://example.org/agree"
    made = letter(renderer, context, notice="sign_off")
    assert made.text.index("https://example.org/agree") < made.text.index("The letter.")


def test_an_empty_value_is_refused_with_its_name(workspace: Workspace, context: dict[str, Any]) -> None:
    renderer = workspace({"templates/letter.md": "Dear\n\n{{ contact.title }}"})
    with pytest.raises(NotUnderstoodError) as refused:
        letter(renderer, context)
    assert str(refused.value) == (
        "templates/letter.md:3:4: `contact.title` has no value for this reader; "
        'fill it in, or give it a fallback: {{ contact.title | default("...") }}'
    )


@pytest.mark.parametrize("fallback", ['| default("owner")', 'or "owner"', '| d("owner")'])
def test_a_fallback_serves_for_an_empty_value(
    workspace: Workspace, context: dict[str, Any], fallback: str
) -> None:
    assert body(workspace, context, "{{ contact.title " + fallback + " }}").text == "owner\n"


def test_where_blanks_are_allowed_nothing_is_written_for_them(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    context |= {"allow_blank": True, "next": None}
    source = "a{{ contact.title }}b{{ recruiter.name }}c{{ next | date }}d{% if recruiter.name %}x{% endif %}"
    assert body(workspace, context, source).text == "abcd\n"


def test_what_is_asked_of_nobody_says_how_to_ask(workspace: Workspace, context: dict[str, Any]) -> None:
    with pytest.raises(
        NotUnderstoodError, match=r"put it between \{% if recruiter %\} and \{% endif %\}|fallback"
    ):
        body(workspace, context, "{{ recruiter.name }}")


def test_no_mark_is_left_in_what_goes_out(workspace: Workspace, context: dict[str, Any]) -> None:
    context["contact"].name = "a\ue000b\ue001c"
    made = body(workspace, context, "{{ contact.name }} \ue0000\ue001")
    assert made.text == "abc 0\n"


def test_a_filter_that_would_cut_a_value_is_refused(workspace: Workspace, context: dict[str, Any]) -> None:
    source = "{% set x %}{{ contact.name }} and more{% endset %}{{ x | truncate(2, true, '', 0) | safe }}"
    with pytest.raises(NotUnderstoodError, match="put the filter on each value"):
        body(workspace, context, source)


def test_a_script_is_plain_text_and_leaves_out_what_is_empty(
    workspace: Workspace, context: dict[str, Any]
) -> None:
    renderer = workspace(
        {"templates/call.md": "Call **{{ contact.name }}**{{ contact.title }}\n\n- *Ask* {{ links.website }}"}
    )
    assert renderer.script("call.md", context) == "Call Member One\n\n- Ask https://example.org"


def test_a_phrase_writes_days_as_iso(workspace: Workspace, context: dict[str, Any]) -> None:
    context["occurrence"] = SimpleNamespace(date=context["event"].starts.date())
    assert workspace({}).phrase("updates/{{ occurrence.date }}.md", context) == "updates/2027-03-18.md"


def test_the_starter_templates_are_all_understood() -> None:
    root = Path(__file__).parents[2]
    renderer = TemplateRenderer(root)
    names = [
        each.relative_to(root / "templates").as_posix() for each in (root / "templates").rglob("*.[mt][dx]*")
    ]
    assert names
    assert all(renderer.sources(name, layout="usual") for name in names)
