"""YAML 1.2 as people write it: data, places, limits, and problems in plain words."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.errors import Place
from outreach.yamlfile import MAX_BYTES, Document, parse, read
from tests.examples import LAUNCH, TEAM


def only(source: bytes | str) -> Document:
    (document,) = parse(source, "campaigns/launch.yaml")
    return document


def problems(source: bytes | str) -> list[str]:
    return [str(problem) for each in parse(source, "campaigns/launch.yaml") for problem in each.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10:30", "10:30"),
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("2027-03-18", "2027-03-18"),
        ("2027-03-18 09:00", "2027-03-18 09:00"),
        ("1_000", "1_000"),
        ("<<", "<<"),
        ("tRUE", "tRUE"),
        ("0x", "0x"),
        ("1e", "1e"),
        (".", "."),
        ("-", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("25", 25),
        ("-3", -3),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("'25'", "25"),
        ('"true"', "true"),
        ("!!str 25", "25"),
        ("updates/{{ occurrence.date }}.md", "updates/{{ occurrence.date }}.md"),
        ("|\n  two\n  lines", "two\nlines\n"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(written: str, meant: object) -> None:
    found = only(f"key: {written}\n" if written != "-" else "- \n")
    value = found.data["key"] if isinstance(found.data, dict) else found.data[0]
    assert (value, type(value)) == (meant, type(meant))
    assert found.problems == ()


def test_every_key_and_value_knows_its_line_and_column() -> None:
    document = only(LAUNCH)
    lines = LAUNCH.splitlines()
    assert document.places.value("event", "venue") == Place(
        "campaigns/launch.yaml", lines.index("  venue: business") + 1, 10
    )
    assert document.places.key("event", "venue").column == 3
    assert document.places.value("steps", 0) == document.places.key("steps", 0, "id")
    assert document.places.value("audience", "exclude", "tags", 0).column == 20


def test_the_documents_of_one_file_keep_the_lines_of_the_file() -> None:
    first, second = parse(TEAM, "campaigns/team.yaml")
    line = TEAM.splitlines().index("campaign: training-action-team") + 1
    assert first.data["campaign"] == "action-team-date"
    assert second.places.value("campaign") == Place("campaigns/team.yaml", line, 11)


def test_a_byte_order_mark_and_windows_line_ends_change_no_place() -> None:
    document = only(b"\xef\xbb\xbfcampaign: x\r\ntitle: y\r\n")
    assert document.places.value("campaign") == Place("campaigns/launch.yaml", 1, 11)
    assert document.places.value("title") == Place("campaigns/launch.yaml", 2, 8)


def test_columns_count_characters_not_bytes() -> None:
    assert only("{title: Fête à Zürich, kind: x}").places.value("kind").column == 30


def test_what_is_repeated_by_an_alias_is_read_and_shown_where_it_was_first_written() -> None:
    document = only("one: &who {tags: [a]}\ntwo: *who\n")
    assert document.data["two"] == {"tags": ["a"]}
    assert document.places.value("two") == Place("campaigns/launch.yaml", 2, 6)
    assert document.places.value("two", "tags", 0) == Place("campaigns/launch.yaml", 1, 19)


@pytest.mark.parametrize("source", ["", "# nothing yet\n", b"\xef\xbb\xbf"])
def test_a_file_without_content_has_no_documents(source: bytes | str) -> None:
    assert parse(source, "campaigns/launch.yaml") == ()


def test_an_empty_document_among_others_is_none() -> None:
    assert [each.data for each in parse("a: 1\n---\n---\nb: 2\n", "x.yaml")] == [{"a": 1}, None, {"b": 2}]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("title: a\nkind: b\ntitle: c\n", ["3:1: `title` is written twice; the first is in line 1"]),
        ("event: {a: 1, a: 2}\n", ["1:15: `a` is written twice; the first is in line 1"]),
        ("2027: x\n", ["1:1: a key must be text; put `2027` in quotes"]),
        ("true: x\n", ["1:1: a key must be text; put `true` in quotes"]),
        ("? \n: x\n", ["1:2: a key is missing before `:`"]),
        ("? [a]\n: x\n",
         ["1:3: a key must be one text; put a text that starts with `{` or `[` in quotes"]),
        ("a: !!python/object:os.system x\n",
         ["1:4: `!!python/object:os.system` is not allowed here; take it out"]),
        ("a: !!python/object/apply:os.system [ls]\n",
         ["1:4: `!!python/object/apply:os.system` is not allowed here; take it out"]),
        ("a: !secret x\n", ["1:4: `!secret` is not allowed here; take it out"]),
        ("a: *other\n", ["1:4: `*other` names nothing written above it"]),
        ("a: &x\n  b: [*x]\n", ["2:7: `*x` repeats itself"]),
        ("a: " + "9" * 5000 + "\n", ["1:4: a number this long is no number; put it in quotes"]),
        ("steps:\n\t- id: x\n", ["2:1: a tab cannot indent YAML; use spaces"]),
        ("title: @team\n", ["1:8: a text cannot start with this character; put the text in quotes"]),
        ("title: Launch: the day\n",
         [("1:14: a `:` that nothing explains; put a text that holds `: ` in quotes, "
           "and give the keys of one group the same indentation")]),
        ("title: 'Launch\nkind: x\n", ["1:8: the quote that opens here is never closed"]),
        ("a: [b, c\nd: e\n",
         [("1:4: the list that opens with `[` here does not go on or close as it should; "
           "look for a missing `,` or `]`")]),
        ("steps:\n  - id: a\n   send: b\n",
         ["3:4: the items of one list start with `- ` at the same indentation"]),
        ('a: "\\q"\n', ["1:5: no such escape in double quotes; use single quotes, or write `\\\\`"]),
        ("title: Bell\x07\n", ["1:12: an invisible character (U+0007) stands here; delete it"]),
        ("a: 1\ntitle: one\u2028two\n", ["2:11: an invisible character (U+2028) stands here; delete it"]),
        (b"a: b\ntitle: caf\xe9\n", ["2:11: byte 0xe9 is not UTF-8; save the file as UTF-8"]),
        ("a: 1\n".encode("utf-16"), ["1:1: this file is UTF-16; save it as UTF-8"]),
        ("a: \ud800\n", ["1:4: byte 0xed is not UTF-8; save the file as UTF-8"]),
    ],
)  # fmt: skip
def test_what_is_no_yaml_of_ours_is_told_at_its_place_in_plain_words(
    source: bytes | str, told: list[str]
) -> None:
    assert problems(source) == [f"campaigns/launch.yaml:{each}" for each in told]


def test_problems_before_a_syntax_error_are_told_with_it() -> None:
    assert [each.split(":")[1] for each in problems("a: 1\na: 2\nb: !x y\nc: [z\n")] == ["2", "3", "4"]


def test_documents_before_a_broken_one_stay_sound() -> None:
    good, broken = parse("a: 1\n---\nb: [z\n", "x.yaml")
    assert (good.data, good.problems) == ({"a": 1}, ())
    assert broken.data is None
    assert broken.problems[0].place.line == 3


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.process_time()
    (told,) = problems(bomb)
    assert time.process_time() - started < 1
    assert told.endswith("holds more than 100,000 values, repeated ones included")


def test_many_aliases_of_a_large_value_take_no_more_than_the_values_allowed() -> None:
    many = "a: &a [" + ",".join(["x"] * 30_000) + "]\nb: [" + ",".join(["*a"] * 100_000) + "]\n"
    started = time.process_time()
    assert "100,000 values" in problems(many)[0]
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "source", ["[" * 900_000, "{a: " * 200_000, "- " * 400_000, "a:\n" + " ? " * 300_000]
)
def test_bottomless_nesting_is_refused_at_once(source: str) -> None:
    started = time.process_time()
    assert "more than 50 deep" in problems(source)[-1]
    assert time.process_time() - started < 1


def test_aliases_do_not_nest_deeper_than_what_is_written() -> None:
    chain = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 80))
    assert "more than 50 deep" in problems(chain)[-1]


def test_a_file_of_50_mb_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as opened:
        opened.truncate(50_000_000)
    started = time.process_time()
    (document,) = read(path, "campaigns/huge.yaml")
    assert time.process_time() - started < 0.2
    assert str(document.problems[0]) == (
        "campaigns/huge.yaml:1:1: is larger than 1 MB; nobody wrote that by hand"
    )


def test_a_file_that_is_just_small_enough_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"title: x\n#".ljust(MAX_BYTES, b"-"))
    assert read(path, "long.yaml")[0].data == {"title": "x"}


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "campaigns/a.yaml")
    assert str(document.problems[0]) == "campaigns/a.yaml:1:1: cannot be read: Is a directory"


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(data=st.dictionaries(TEXT, PLAIN, max_size=4), spread=st.booleans())
def test_json_is_yaml_and_is_read_back_with_a_place_for_every_value(
    data: dict[str, Any], *, spread: bool
) -> None:
    (document,) = parse(json.dumps(data, ensure_ascii=False, indent=2 if spread else None), "x.yaml")
    assert document.problems == ()
    assert document.data == data
    assert set(document.places.values) == set(paths(data))


def paths(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in parts for found in paths(value, (*path, key)))]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:- \n\t[]{}'\"#&*!|>?,%@", max_size=40) | st.binary(max_size=40))
def test_no_text_whatever_raises(source: bytes | str) -> None:
    for document in parse(source, "x.yaml"):
        assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in document.problems)
