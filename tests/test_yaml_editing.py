"""Single values changed in the YAML that people wrote: everything else stays as it is, to the last blank."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.yamlfile import parse
from outreach.yamlfile.editing import CannotEditError, edited, written

BLOCK = """\
# The spring meeting, as agreed in January
campaign: spring
event:
  # the hall holds sixty
  title: Spring meeting
  starts: 2027-03-18 09:00      # wall-clock time
  duration: 2h

steps:   # all of them
  - {id: invitation, send: invite, when: 1 day after poll at 09:00}   # six weeks
"""
STARTS, STATUS, REASON = ("event", "starts"), ("event", "status"), ("event", "reason")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(
    lambda text: not any(each in text for each in "\ufeff\ufffe\uffff\x85")
)


def changed(before: str, after: str) -> list[str]:
    """The lines that differ: `-` those of before, `+` those of after."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "-+"]


def test_a_value_is_replaced_and_the_comment_behind_it_stays() -> None:
    after = edited(BLOCK, 0, {STARTS: "2027-04-08 09:00"})
    assert changed(BLOCK, after) == [
        "-   starts: 2027-03-18 09:00      # wall-clock time\n",
        "+   starts: 2027-04-08 09:00      # wall-clock time\n",
    ]


def test_what_is_not_written_yet_is_added_at_the_top_of_its_group() -> None:
    after = edited(BLOCK, 0, {STATUS: "cancelled", REASON: "Snow: the pass is closed"})
    assert changed(BLOCK, after) == ["+   status: cancelled\n", '+   reason: "Snow: the pass is closed"\n']
    assert after.index("status") > after.index("# the hall holds sixty")


def test_a_group_between_braces_stays_on_its_line() -> None:
    before = "campaign: a\nevent: {title: Spring, starts: 2027-03-18 09:00}   # short\n"
    after = edited(before, 0, {STATUS: "cancelled", REASON: "Snow, {really}", STARTS: "2027-04-08 10:30"})
    assert after == (
        'campaign: a\nevent: {status: cancelled, reason: "Snow, {really}", title: Spring, '
        "starts: 2027-04-08 10:30}   # short\n"
    )


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_value_in_quotes_keeps_them(quote: str) -> None:
    before = f"event:\n  reason: {quote}It's cold{quote}  # why\n".replace("It's", "It is")
    assert edited(before, 0, {REASON: "Warm"}) == f"event:\n  reason: {quote}Warm{quote}  # why\n"


def test_a_group_becomes_one_value_and_what_follows_it_stays() -> None:
    before = "event:\n  starts:\n    poll: date   # the poll\n\n  # how long\n  duration: 2h\n"
    after = edited(before, 0, {STARTS: "2027-04-08 09:00"})
    assert after == "event:\n  starts:\n    2027-04-08 09:00   # the poll\n\n  # how long\n  duration: 2h\n"
    assert edited("event: {starts: {poll: date}, b: c}\n", 0, {STARTS: "2027-04-08 09:00"}) == (
        "event: {starts: 2027-04-08 09:00, b: c}\n"
    )


def test_a_value_in_a_list_is_found_by_its_position() -> None:
    after = edited(BLOCK, 0, {("steps", 0, "when"): "on 2027-02-04 at 09:00"})
    assert "send: invite, when: on 2027-02-04 at 09:00}   # six weeks\n" in after


def test_only_the_document_that_is_meant_changes() -> None:
    before = f"---\n{BLOCK}---\n{BLOCK.replace('spring', 'fall')}"
    after = edited(before, 1, {STARTS: "2027-09-09 09:00"})
    assert after.index("2027-09-09") > after.index("campaign: fall")
    assert len(changed(before, after)) == 2


def test_lines_end_as_they_did() -> None:
    before = BLOCK.replace("\n", "\r\n")
    after = edited(before, 0, {STATUS: "cancelled", STARTS: "2027-04-08 09:00"})
    assert after.count("\r\n") == after.count("\n") == before.count("\n") + 1


def test_a_folded_text_gives_way_to_one_line() -> None:
    before = "event:\n  reason: >-\n    much\n    snow\n  title: A\n"
    assert edited(before, 0, {REASON: "Ice"}) == "event:\n  reason: Ice\n  title: A\n"


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("base: &b {starts: 2027-03-18 09:00}\nevent: *b\n", STARTS),
        ("campaign: a\n", STARTS),
        ("campaign: a\nsteps: [1]\n", ("steps", 3, "when")),
        ("event: {}\n", STATUS),
    ],
    ids=["written elsewhere too", "no group", "no such item", "an empty group"],
)
def test_what_cannot_be_changed_alone_is_left_alone(before: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(CannotEditError):
        edited(before, 0, {path: "2027-04-08 09:00"})


@given(text=TEXTS, quotes=st.sampled_from(["", "'", '"']))
def test_any_text_reads_back_as_itself(text: str, quotes: str) -> None:
    for form in (f"a: {written(text, quotes)}\n", f"a: {{b: {written(text, quotes)}, c: d}}\n"):
        [document] = parse(form, "x")
        assert not document.problems, form
        found = document.data["a"]
        assert (found if isinstance(found, str) else found["b"]) == text


@given(text=TEXTS, source=st.sampled_from([BLOCK, BLOCK.replace("\n", "\r\n"), "event: {title: A}\n"]))
def test_every_other_value_stays_whatever_is_written(text: str, source: str) -> None:
    after = edited(source, 0, {REASON: text})
    [old], [new] = parse(source, "x"), parse(after, "x")
    assert new.data == {**old.data, "event": {**old.data["event"], "reason": text}}
    assert edited(after, 0, {REASON: "again"}).count("again") == 1


@pytest.mark.parametrize(
    "text", ["true", "null", "12", "1.5", "~", "- a", "a: b", "a #b", "#a", " a", "a ", "*a", "0x1f"]
)
def test_a_text_that_would_mean_something_else_is_put_in_quotes(text: str) -> None:
    assert written(text).startswith('"')
