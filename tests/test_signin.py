"""Sign-in sheets and lists of names, as people fill them in."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.actions.attendance import Signed
from outreach.core.errors import NotUnderstoodError, Place, Problem
from outreach.peoplefile import SignIn, read_sign_in, typed_sign_in
from outreach.peoplefile.namelist import read_name

HEAD = "id,name,organisation,e-mail,phone,came"


def read(text: str) -> SignIn:
    return typed_sign_in(text.encode(), name="signed.csv")


def one(text: str) -> Signed:
    (found,) = read(text).rows
    return found


def said(problem: Problem) -> tuple[int, int, str]:
    return problem.place.line, problem.place.column, problem.message


# A list of names
NAMES = {
    "Jo Doe": ("Jo", "Doe", "", "", ""),
    "  Jo   Doe ": ("Jo", "Doe", "", "", ""),
    "Doe, Jo": ("Jo", "Doe", "", "", ""),
    "Jo Doe, Example Roofing": ("Jo", "Doe", "Example Roofing", "", ""),
    "Jo Doe; Example Roofing": ("Jo", "Doe", "Example Roofing", "", ""),
    "Jo Doe\tExample Roofing": ("Jo", "Doe", "Example Roofing", "", ""),
    "Jo Doe, Acme": ("Jo", "Doe", "Acme", "", ""),
    "Jo Doe (Example Roofing)": ("Jo", "Doe", "Example Roofing", "", ""),
    "Jo Doe [Example Roofing]": ("Jo", "Doe", "Example Roofing", "", ""),
    "Doe, Jo (Example Roofing)": ("Jo", "Doe", "Example Roofing", "", ""),
    "Doe, Jo, Example Roofing, Inc.": ("Jo", "Doe", "Example Roofing, Inc.", "", ""),
    "Jo Doe, Jr., Example Roofing": ("Jo Doe", "Jr.", "Example Roofing", "", ""),
    "Jo (Joey) Doe, Example Roofing": ("Jo", "Doe", "Example Roofing", "", ""),
    "van den Berg, Jo": ("Jo", "van den Berg", "", "", ""),
    "Jo van den Berg": ("Jo van den", "Berg", "", "", ""),
    "1. Jo Doe": ("Jo", "Doe", "", "", ""),
    "12) Jo Doe": ("Jo", "Doe", "", "", ""),
    "- Jo Doe": ("Jo", "Doe", "", "", ""),
    "• Jo Doe": ("Jo", "Doe", "", "", ""),
    "Jo Doe <jo@example.org>": ("Jo", "Doe", "", "jo@example.org", ""),
    "Jo Doe (jo@example.org)": ("Jo", "Doe", "", "jo@example.org", ""),
    "Jo Doe, Acme, jo@Example.org, 307-555-0188": ("Jo", "Doe", "Acme", "jo@example.org", "307-555-0188"),
    "jo@example.org": ("", "", "", "jo@example.org", ""),
    "builder-07": ("builder-07", "", "", "", ""),
}


@pytest.mark.parametrize("line", NAMES)
def test_a_name_is_understood_as_people_write_it(line: str) -> None:
    person = one(line).person
    found = (person.first_name, person.last_name, person.organisation, person.email, person.phone)
    assert found == NAMES[line]


@pytest.mark.parametrize("line", ["Walk, Example Roofing", "Smith, Mary Ann", "Solo", "jo@example.org, Acme"])
def test_what_may_be_a_name_or_a_business_is_not_plain(line: str) -> None:
    assert not one(line).is_plain


@pytest.mark.parametrize("line", ["Jo Doe", "Doe, Jo", "Jo Doe, Acme", "Doe, Jo, Example Roofing"])
def test_a_first_and_a_last_name_are_plain(line: str) -> None:
    assert one(line).is_plain
    assert one(line).came


def test_several_addresses_on_one_line_are_several_people() -> None:
    (problem,) = read("Jo Doe\na@example.org b@example.org\n").problems
    assert said(problem) == (
        2, 1, "there is more than one e-mail address on this line; write one person a line"
    )  # fmt: skip


def test_a_list_whose_first_line_has_a_nickname_in_quotation_marks_is_a_list() -> None:
    assert [each.person.name for each in read('Jo "Joey" Doe\nKim Public\n').rows] == [
        'Jo "Joey" Doe',
        "Kim Public",
    ]


# A sheet with columns
def test_what_a_row_says_of_somebody_is_read() -> None:
    text = "id,First name,Last name,Company,Job title,E-mail,Tel,Role,came\n"
    found = one(f"{text},Jo,Doe,Acme,Owner,<jo@Example.org>,307-555-0188,Support Partner,x\n")
    person = found.person
    assert (person.name, person.organisation, person.title) == ("Jo Doe", "Acme", "Owner")
    assert (person.email, person.phone) == ("jo@example.org", "307-555-0188")
    assert person.roles == {"support_partner"}
    assert found.place == Place("signed.csv", 2)


@pytest.mark.parametrize("mark", ["x", "X", "yes", "1", "✓", "✔", "☑", "✅", "☒", "true", " x "])
def test_any_tick_under_a_priority_is_a_choice(mark: str) -> None:
    found = one(f"{HEAD},Training,Roads\nann,,,,,x,{mark},\n")
    assert (found.priorities, found.leads) == (("Training",), frozenset())


@pytest.mark.parametrize("mark", ["", "no", "0", "-", "☐", "  "])
def test_what_is_no_tick_is_no_choice(mark: str) -> None:
    assert one(f"{HEAD},Training\nann,,,,,x,{mark}\n").priorities == ()


@pytest.mark.parametrize("mark", ["lead", "Leads", "champion", "L"])
def test_who_leads_has_chosen_it(mark: str) -> None:
    found = one(f"{HEAD},Training\nann,,,,,x,{mark}\n")
    assert (found.priorities, found.leads) == (("Training",), {"Training"})


def test_who_chose_a_priority_was_there_unless_it_says_no() -> None:
    rows = read(f"{HEAD},Training\nann,,,,,,x\nbob,,,,,no,x\ncat,,,,,,\n").rows
    assert [each.came for each in rows] == [True, False, False]


def test_a_priority_without_a_name_is_asked_for_and_the_rows_are_taken() -> None:
    found = read(f"{HEAD},priority 1,Priority 2,\nann,,,,,x,x,,x\nbob,,,,,x,x,,\n")
    assert [said(each) for each in found.problems] == [
        (1, 40, "2 people chose `priority 1`; write in its place what that is, such as training"),
        (1, 62, "one person chose a priority without name; write its name there"),
    ]
    assert [(each.person.id, each.came, each.priorities) for each in found.rows] == [
        ("ann", True, ()),
        ("bob", True, ()),
    ]


def test_a_column_of_other_things_is_passed_over_and_told() -> None:
    found = read(f"{HEAD},Organzation,Signature,Dinner\nann,,,,,x,Example Stone,Ann,\nbob,,,,,x,,Bob,no\n")
    (note,) = found.notes
    assert note.message == (
        "the column `Organzation` holds more than marks, such as `example stone`, and is passed over; "
        "did you mean `organisation`?"
    )
    assert not found.problems
    assert all(not each.priorities for each in found.rows)


def test_an_odd_word_under_a_priority_is_told_and_its_row_left_out() -> None:
    found = read(f"{HEAD},Training\nann,,,,,x,x\nbob,,,,,x,perhaps\ncat,,,,,x,x\n")
    assert [said(each) for each in found.problems] == [
        (3, 11, "`perhaps` under `Training` is no mark; write x, or lead for who leads it, or leave it blank")
    ]
    assert [each.person.id for each in found.rows] == ["ann", "cat"]


def test_an_address_that_is_none_is_told_in_its_cell() -> None:
    found = read(f"{HEAD}\n,Jo Doe,,jo at example,,x\n")
    assert [said(each)[:2] for each in found.problems] == [(2, 10)]
    assert not found.rows


def test_a_heading_that_spreadsheets_guard_is_read_without_its_apostrophe() -> None:
    assert one(f"{HEAD},'+1 housing\nann,,,,,x,x\n").priorities == ("+1 housing",)


def test_a_file_says_its_name_in_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "signed.csv"
    path.write_text(f"{HEAD}\nann,,,,,perhaps\n")
    (problem,) = read_sign_in(path, name="signed.csv").problems
    assert str(problem).startswith("signed.csv:2:9: `perhaps` does not say")


def test_letters_that_cannot_be_read_are_told() -> None:
    with pytest.raises(NotUnderstoodError, match="its letters cannot be read"):
        typed_sign_in(b"\xff\xfe\x00", name="-")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_typed_is_read_or_refused_in_words(data: bytes) -> None:
    found: SignIn | None = None
    with suppress(NotUnderstoodError):
        found = typed_sign_in(data, name="-")
    assert found is None or found.rows or found.problems


@given(st.text(alphabet=st.sampled_from("ab (),;[]<>@.-\t1"), min_size=1, max_size=40))
def test_whatever_a_line_of_a_list_holds_it_names_somebody_or_is_told(line: str) -> None:
    found = read_name(line, Place("-", 3))
    assert found.place == Place("-", 3)


@pytest.mark.parametrize("title", ["Spring meeting sign-in,,\n,,\n", "Attendance\n\n", "March 18, 2027,,\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_title_above_the_columns_is_no_person(title: str, delimiter: str) -> None:
    found = read(f"{title}id,name,came\nann,Ann Blue,x\n".replace(",", delimiter))
    (row,) = found.rows
    assert (row.person.id, row.came, row.place.line) == ("ann", True, title.count("\n") + 2)
    assert not found.problems


@pytest.mark.parametrize("rows", ["ann,,\nben,,\n", "ann,-,☐\n,,\n"])
def test_a_sheet_that_nobody_has_filled_in_does_not_make_everybody_absent(rows: str) -> None:
    with pytest.raises(NotUnderstoodError, match="nobody is marked here; write x for everybody who came"):
        read(f"id,came,training\n{rows}")


def test_a_meeting_to_which_nobody_came_can_be_told() -> None:
    assert [each.came for each in read("id,came\nann,no\nben,\n").rows] == [False, False]


def test_a_priority_has_a_name_and_no_speech() -> None:
    found = read(f"id,came,{'roads and ' * 20}bridges\nann,x,x\n")
    assert [said(each) for each in found.problems] == [
        (1, 9, "the name of a priority has more than 120 characters; shorten it")
    ]
    assert found.priorities == ()
