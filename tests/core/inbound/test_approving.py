"""Approving by mail: only plain approval lets a text go out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.approving import NOT_UNDERSTOOD, approved

SHOWN = {1, 2, 3}


@pytest.mark.parametrize(
    "text",
    [
        "approved", "Approved.", "APPROVED!", "I approve", "approve all", "Approved all of them",
        "all approved",
        "Everything approved", "all of these are approved", "approved as is", "Approved as it is. Thank you!",
        "Hi,\n\napproved, thanks.\n\nBest regards,\nComms One", "Approved.\n\nSent from my phone",
        "approved 1, 2 and 3", "1 approved, 2 approved, 3 approved", "1, 2 and 3 are fine", "ok 1, 2, 3",
    ],
)  # fmt: skip
def test_plain_approval_approves_everything_that_was_shown(text: str) -> None:
    found = approved(text, SHOWN)
    assert found.approved == SHOWN
    assert found.is_plain


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("approved 2 and 3", {2, 3}, set()),
        ("Approve #1", {1}, set()),
        ("1 ok, not 2", {1}, {2}),
        ("1 is ok but not 2", {1}, {2}),
        ("#1 approved and not #3", {1}, {3}),
        ("approved 1, not approved 2", {1}, {2}),
        ("Not 2. Approved 1.", {1}, {2}),
        ("approve all except 2", {1, 3}, {2}),
        ("Approved 1\nApproved 3", {1, 3}, set()),
        ("don't send 2", set(), {2}),
    ],
)
def test_numbers_say_which_are_approved_and_a_no_is_for_a_person_to_read(
    text: str, yes: set[int], no: set[int]
) -> None:
    found = approved(text, SHOWN)
    assert (found.approved, found.held) == (yes, no)
    assert found.is_plain == (not no)


@pytest.mark.parametrize(
    "text",
    [
        "not approved", "approved if you fix the typo", "approved except the post",
        "approved, but not the post",
        "approved?", "Is 1 approved", "nothing approved", "disapproved", "I can't approve this",
        "approved by my boss",
        "Approved 1. Please fix the date in 2.", "approved once the date is right",
        "approved with one change",
        "approved 9", "approved 1 and 9", "approved 1 and the letter", "approve 1, 2 not", "1 yes, 2 no",
        "approved, not 2", "ok", "yes", "fine", "looks good", "go ahead", "thanks", "", "   ",
        "approved to be rewritten",
        "Approved. Also, the hall is too small.", "I approve of the idea", "we will approve",
        "approved yesterday",
        "approved 1. Not 1.", "pre-approved", "> approved", "Approved\nNot Yet", "Approved\nWait",
        "Approved\nOnly 1",
    ],
)  # fmt: skip
def test_whatever_is_more_or_less_than_plain_approval_approves_nothing(text: str) -> None:
    assert not approved(text, SHOWN).approved
    assert not approved(text, SHOWN).is_plain


def test_nothing_can_be_approved_where_nothing_was_shown() -> None:
    assert approved("approved", ()) == NOT_UNDERSTOOD


def test_a_long_answer_is_read_by_a_person() -> None:
    assert approved("approved\n" * 100, SHOWN) == NOT_UNDERSTOOD
    assert approved("approved " + "x" * 100_000, SHOWN) == NOT_UNDERSTOOD


@given(st.text(max_size=200), st.sets(st.integers(1, 9), max_size=5))
def test_no_text_is_too_odd_and_only_what_was_shown_is_ever_approved(text: str, shown: set[int]) -> None:
    found = approved(text, shown)
    assert found.approved <= shown
    assert not found.approved & found.held


WORDS = [
    "approved",
    "1",
    "2",
    "not",
    "and",
    "all",
    "if",
    "ok",
    "the",
    "fix",
    ",",
    ".",
    "except",
    "thanks",
    "please",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_a_condition_anywhere_approves_nothing(words: list[str]) -> None:
    text = " ".join(words)
    if {"if", "fix", "the"} & set(words):
        assert not approved(text, SHOWN).approved
