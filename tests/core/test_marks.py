"""Marks tell whether what something was made from is still the same."""

from outreach.core.marks import mark


def test_the_same_texts_have_one_mark_in_every_process_and_others_another() -> None:
    assert mark(["a", "b"]) == mark(iter(("a", "b"))) == 1057782683
    assert len({mark(each) for each in (["a", "b"], ["b", "a"], ["a"], ["ab"])}) == 4


def test_a_mark_fits_into_a_column_of_a_database_and_nothing_has_none() -> None:
    assert all(0 < mark([str(number)]) < 2**31 for number in range(1000))
    assert mark([]) == 0
