"""Importing people: whom to save, whom to name as doubles, whom nobody may write to; and back to CSV."""

import csv
import io
import pathlib
import re
from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.actions.export_people import COLUMNS, export_people, guarded, unguarded
from outreach.actions.people import Import, Likeness, Row, id_from, indexed, merge, slug
from outreach.core.errors import Place
from outreach.core.people import Consent, Contact, Role, Standing
from outreach.peoplefile import read_people
from outreach.peoplefile.cells import clean

JO = Contact(
    "jo",
    "jo@example.org",
    "Jo",
    "Doe",
    organisation="Example Builders",
    phone="307-555-0101",
    consent=Consent.YES,
)
EVERY = frozenset(COLUMNS)


def rows(*people: Contact, columns: Iterable[str] = EVERY) -> list[Row]:
    """Rows from line 2 on, of a file that has these columns."""
    return [Row(Place("p.csv", line), person, frozenset(columns)) for line, person in enumerate(people, 2)]


def imported(*people: Contact, existing: Iterable[Contact] = (), columns: Iterable[str] = EVERY) -> Import:
    return merge(rows(*people, columns=columns), *indexed(existing))


def counts(result: Import) -> tuple[int, int, int]:
    return result.added, result.changed, result.unchanged


# Matching


def test_new_people_are_added_in_the_order_of_the_file() -> None:
    result = imported(replace(JO, id="z"), Contact("a", "a@example.org"))
    assert [person.id for person in result.to_save] == ["z", "a"]
    assert counts(result) == (2, 0, 0)


def test_importing_the_same_file_twice_changes_nothing() -> None:
    people = (JO, Contact("", "B.Bo@example.org"), Contact("", "b-bo@example.org"), Contact("c"))
    again = imported(*people, existing=imported(*people).to_save)
    assert counts(again) == (0, 0, 4)
    assert again.to_save == ()


def test_a_row_matches_by_id_before_it_matches_by_e_mail() -> None:
    result = imported(replace(JO, email="new@example.org"), existing=[JO])
    assert result.to_save == (replace(JO, email="new@example.org"),)
    assert counts(result) == (0, 1, 0)


def test_a_row_without_an_id_matches_by_e_mail_in_any_case() -> None:
    result = imported(Contact("", "JO@Example.org", "Joanna"), columns=["email", "first_name"], existing=[JO])
    assert [(person.id, person.first_name) for person in result.to_save] == [("jo", "Joanna")]


def test_a_blank_id_is_made_from_the_address() -> None:
    (person,) = imported(Contact("", "Jo.Doe+list@Sub.Example.org")).to_save
    assert person.id == "jo-doe-list-sub-example-org"


def test_made_ids_never_meet_each_other_nor_ids_that_are_written() -> None:
    result = imported(
        Contact("", "jo.doe@example.org"),
        Contact("", "jo-doe@example.org"),
        Contact("jo-doe-example-org", "x@example.org"),
        existing=[Contact("jo-doe-example-org-2", "y@example.org")],
    )
    assert [person.id for person in result.to_save] == [
        "jo-doe-example-org-3",
        "jo-doe-example-org-4",
        "jo-doe-example-org",
    ]


def test_an_address_in_another_script_gets_an_id_too() -> None:
    assert id_from("用户@例子.test") == id_from("用户@例子.TEST")
    assert id_from("用户@例子.test").startswith("person-")
    assert id_from("Jörg@example.org") == "jorg-example-org"


# What a file says and what it leaves alone


def test_a_column_the_file_does_not_have_leaves_what_is_known_alone() -> None:
    result = imported(Contact("jo", first_name="Joanna"), columns=["id", "first_name"], existing=[JO])
    assert result.to_save == (replace(JO, first_name="Joanna"),)


def test_a_blank_cell_clears_what_is_known() -> None:
    result = imported(
        replace(JO, phone="", roles=frozenset()), existing=[replace(JO, roles=frozenset({"press"}))]
    )
    assert result.to_save == (replace(JO, phone=""),)


def test_a_blank_consent_keeps_the_consent_that_is_known() -> None:
    assert imported(replace(JO, consent=Consent.UNKNOWN), existing=[JO]).to_save == ()
    assert imported(replace(JO, consent=Consent.NO), existing=[JO]).to_save[0].consent is Consent.NO


# Stop means stop


@pytest.mark.parametrize("standing", [Standing.UNSUBSCRIBED, Standing.BOUNCED, Standing.COMPLAINED])
def test_an_import_never_turns_an_unsubscribe_back_on(standing: Standing) -> None:
    gone = replace(JO, standing=standing)
    result = imported(replace(JO, title="Owner", consent=Consent.YES), existing=[gone])
    assert result.to_save == (replace(gone, title="Owner"),)
    assert result.unwritable == {standing.value: 1}


@pytest.mark.parametrize("address", ["new@example.org", ""])
def test_who_unsubscribed_does_not_come_back_under_another_address(address: str) -> None:
    gone = replace(JO, standing=Standing.UNSUBSCRIBED)
    result = imported(replace(JO, email=address, title="Owner"), existing=[gone])
    assert result.to_save == (replace(gone, title="Owner"),)
    (warning,) = result.warnings
    assert str(warning) == (
        "p.csv:2:1: `jo` has unsubscribed and keeps the old address, because an import never starts "
        "mail again; if this person asks for it, forget them and import them anew"
    )


def test_a_new_address_mends_one_that_bounced() -> None:
    gone = replace(JO, standing=Standing.BOUNCED)
    result = imported(replace(JO, email="new@example.org"), existing=[gone])
    assert result.to_save == (replace(JO, email="new@example.org"),)
    assert result.unwritable == {}


# Doubles


def test_a_row_matches_by_id_and_then_by_e_mail_and_the_id_that_is_known_stays() -> None:
    result = imported(Contact("joanna", "JO@example.org", title="Owner"), existing=[JO])
    assert [(each.id, each.title) for each in result.to_save] == [("jo", "Owner")]
    assert result.doubles == ()
    (warning,) = result.warnings
    assert str(warning) == (
        "p.csv:2:1: is known as `jo` already, by the e-mail; that id stays, and the row is taken"
    )


def test_moving_to_an_address_that_another_person_has_is_reported_too() -> None:
    bo = Contact("bo", "bo@example.org")
    result = imported(replace(JO, email="bo@example.org"), existing=[JO, bo])
    assert (result.to_save, result.doubles[0].same) == ((), Likeness.EMAIL)


def test_an_address_that_was_given_up_higher_in_the_file_is_free() -> None:
    bo = Contact("bo", "bo@example.org")
    moved, heir = replace(bo, email="bo.new@example.org"), replace(JO, email="bo@example.org")
    result = imported(moved, heir, existing=[JO, bo])
    assert (result.to_save, result.doubles) == ((moved, heir), ())
    assert counts(imported(moved, heir, existing=result.to_save)) == (0, 0, 2)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (JO, replace(JO, email="other@example.org"), Likeness.ID),
        (JO, Contact("other", "Jo@example.org"), Likeness.EMAIL),
        (JO, Contact("", "Jo@example.org"), Likeness.EMAIL),
        (Contact("", "jo@example.org"), Contact("", "jo@example.org"), Likeness.EMAIL),
        (Contact("", "jo@example.org"), JO, Likeness.EMAIL),
    ],
)
def test_of_two_rows_that_are_one_person_the_first_is_taken_and_the_second_named(
    first: Contact, second: Contact, same: Likeness
) -> None:
    result = imported(first, second)
    assert counts(result) == (1, 0, 0)
    assert [(double.place.line, double.same, double.imported) for double in result.doubles] == [
        (3, same, False)
    ]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"organisation": "EXAMPLE  builders", "phone": ""}, Likeness.ORGANISATION),
        ({"organisation": "", "phone": "+1 (307) 555 0101"}, Likeness.PHONE),
    ],
)
def test_one_name_at_one_organisation_or_telephone_is_probably_one_person_and_both_are_kept(
    changes: dict[str, str], same: Likeness
) -> None:
    other = replace(JO, id="jo-2", email="joanna@example.org", first_name="JO", **changes)  # type: ignore[arg-type]
    within, against = imported(JO, other), imported(other, existing=[JO])
    assert len(within.to_save) == 2
    for result in (within, against):
        (double,) = result.doubles
        assert (double.contact, double.other, double.same, double.imported) == ("jo-2", "jo", same, True)
    assert "`jo-2` has the" in str(within.doubles[0])
    assert "both are kept" in str(within.doubles[0])


def test_people_without_a_name_or_with_different_names_are_no_doubles() -> None:
    nameless = Contact("a", "a@example.org", organisation="Example Builders", phone="307-555-0101")
    assert imported(nameless, replace(nameless, id="b", email="b@example.org"), JO).doubles == ()


def test_no_double_tells_an_address() -> None:
    result = imported(JO, Contact("", "jo@example.org"), Contact("x", "jo@example.org"))
    assert not any("@" in str(double) for double in result.doubles)


# Recruiters, and who cannot be written to


def test_a_recruiter_nobody_knows_is_a_warning_and_the_person_is_kept() -> None:
    result = imported(replace(JO, recruiter="nobody"), replace(JO, id="bo", email="", recruiter="jo"))
    assert len(result.to_save) == 2
    assert [str(warning) for warning in result.warnings] == [
        "p.csv:2:1: nobody has the id `nobody`, the recruiter of `jo`; import that person too, or mend it"
    ]


def test_a_recruiter_may_stand_below_or_exist_already_or_be_named_by_e_mail() -> None:
    ann = Contact("ann", "ann@example.org")
    people = [
        replace(JO, id="1", email="", first_name="A", recruiter="ann"),
        replace(JO, id="2", email="", first_name="B", recruiter="Bo@example.org"),
        Contact("", "bo@example.org"),
    ]
    result = imported(*people, existing=[ann])
    assert result.warnings == ()
    assert [person.recruiter for person in result.to_save] == ["ann", "bo-example-org", ""]
    assert counts(imported(*people, existing=[ann, *result.to_save])) == (0, 0, 3)


def test_an_import_says_how_many_cannot_be_written_to_and_why() -> None:
    result = imported(
        JO,
        Contact("a", "", "A", consent=Consent.YES),
        Contact("b", "b@example.org", consent=Consent.NO, recruiter="jo"),
        Contact("c", "c@example.org"),
        Contact("d", "d@example.org"),
        Contact("e", "e@example.org", recruiter="jo"),
        Contact("f", "f@example.org", consent=Consent.YES),
        existing=[Contact("f", "f@example.org", standing=Standing.BOUNCED)],
    )
    assert result.unwritable == {
        "no e-mail address": 1,
        "said no": 1,
        "neither consent nor a relationship": 2,
        "bounced": 1,
    }


def test_what_is_saved_comes_in_batches() -> None:
    result = imported(*(Contact(f"p-{number}") for number in range(5)))
    assert [len(batch) for batch in result.batches(2)] == [2, 2, 1]
    assert [person for batch in result.batches(2) for person in batch] == list(result.to_save)


# To CSV and back


def test_the_export_has_every_column_and_is_safe_to_open_in_a_spreadsheet() -> None:
    text = export_people(
        [
            replace(
                JO,
                phone="+1 307 555 0101",
                title='=HYPERLINK("x")',
                tags=frozenset("ba"),
                decision_maker=False,
            )
        ]
    )
    head, cells = csv.reader(io.StringIO(text, newline=""))
    row = dict(zip(head, cells, strict=True))
    assert tuple(head) == COLUMNS
    assert (row["phone"], row["title"], row["tags"]) == ("'+1 307 555 0101", '\'=HYPERLINK("x")', "a;b")
    assert (row["consent"], row["key"], row["decision_maker"]) == ("yes", "no", "no")


def test_consent_and_decisions_nobody_has_told_are_blank() -> None:
    row = export_people([Contact("a")]).splitlines()[1]
    assert row == "a,,,,,,,,,,,,no,,,,,"


@given(st.text())
def test_guarding_a_cell_can_always_be_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in tuple("=+-@")


@given(st.text())
def test_a_slug_is_lower_case_words_and_hyphens(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert slug(slug(text)) == slug(text)


LINE = st.text(
    alphabet=st.one_of(st.sampled_from("=+-@';,\"\t \n\u202e"), st.characters(exclude_categories=["Cs"])),
    max_size=12,
).map(clean)
WORD = LINE.map(lambda text: text.replace(";", "").strip()).filter(bool)
ID = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4})?", fullmatch=True)
ADDRESS = st.from_regex(r"[A-Za-z=+'-][A-Za-z.'+=-]{0,3}[a-z]@[a-z]{1,4}\.test", fullmatch=True).filter(
    lambda text: ".." not in text
)
PEOPLE = st.lists(
    st.builds(
        Contact, id=ID, email=st.just("") | ADDRESS, first_name=LINE, last_name=LINE, title=LINE,
        organisation=LINE, phone=LINE,
        roles=st.frozensets(st.sampled_from([role.value for role in Role]), max_size=3),
        partnerships=st.frozensets(WORD, max_size=2), tags=st.frozensets(WORD, max_size=3),
        timezone=st.sampled_from(["", *sorted(available_timezones())]), consent=st.sampled_from(Consent),
        key=st.booleans(), recruiter=st.just("") | ID, assistant=st.just("") | ADDRESS.map(str.lower),
        decision_maker=st.sampled_from([True, False, None]), why=LINE, source=LINE,
    ),
    max_size=4, unique_by=(lambda person: person.id, lambda person: person.email.casefold() or person.id),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(people=PEOPLE, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_is_exported_is_read_back_identically(
    tmp_path_factory: pytest.TempPathFactory, people: list[Contact], encoding: str
) -> None:
    path = tmp_path_factory.mktemp("export") / "people.csv"
    path.write_bytes(export_people(people).encode(encoding))
    file = read_people(path)
    assert (file.problems, file.notes) == ((), ())
    assert [row.contact for row in file.rows] == people
    assert counts(merge(file.rows, *indexed(people))) == (0, 0, len(people))


@settings(max_examples=100, deadline=None)
@given(people=PEOPLE, blank=st.booleans(), standing=st.sampled_from(Standing))
def test_a_second_import_never_changes_anything(
    people: list[Contact], blank: bool, standing: Standing
) -> None:
    file = rows(*(replace(person, id="") if blank and person.email else person for person in people))
    first = merge(file, {}, {})
    known = [replace(person, standing=standing) for person in first.to_save]
    second = merge(file, *indexed(known))
    assert second.to_save == ()
    assert second.unchanged == first.added


def test_what_the_starter_exports_it_reads(tmp_path: pathlib.Path) -> None:
    people = list(imported(JO, Contact("", "+jo@example.org", "=Jo", "'@Doe")).to_save)
    path = tmp_path / "out.csv"
    path.write_text(export_people(people), encoding="utf-8-sig", newline="")
    assert [row.contact for row in read_people(path).rows] == people
