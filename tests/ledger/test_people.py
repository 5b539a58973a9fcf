from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.core.people import Consent, Contact, Role, Standing
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger

from .world import CONTACT, LATER, NOW, SECRET, ids, people, person

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
contacts = st.builds(
    Contact,
    id=st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True),
    email=st.one_of(st.just(""), st.emails()),
    first_name=words,
    organisation=words,
    roles=st.frozensets(st.sampled_from([role.value for role in Role])),
    tags=st.frozensets(words),
    consent=st.sampled_from(Consent),
    key=st.booleans(),
    decision_maker=st.sampled_from([None, True, False]),
)


def test_a_contact_comes_back_exactly_as_it_was_saved(ledger: SqlLedger) -> None:
    ledger.save_contacts([CONTACT], NOW)
    assert ledger.contact("owner-1") == CONTACT


def test_a_contact_with_every_field_set_is_what_that_test_saves() -> None:
    defaults = Contact("")
    unset = [
        field.name
        for field in fields(Contact)
        if getattr(CONTACT, field.name) == getattr(defaults, field.name)
    ]
    assert unset == ["standing"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contacts, max_size=6, unique_by=lambda contact: contact.id))
def test_whoever_is_saved_is_read_back_and_saving_again_changes_nothing(somebody: list[Contact]) -> None:
    with open_ledger("sqlite://", secret=SECRET) as ledger:
        assert ledger.save_contacts(somebody, NOW) == (len(somebody), 0, 0)
        assert list(ledger.contacts()) == sorted(somebody, key=lambda contact: contact.id)
        version = ledger.people_version()
        assert ledger.save_contacts(somebody, LATER) == (0, 0, len(somebody))
        assert ledger.people_version() == version


def test_an_import_counts_who_was_added_changed_and_left_as_they_were(ledger: SqlLedger) -> None:
    ledger.save_contacts([person(1), person(2)], NOW)
    changed = replace(person(2), phone="307 555 0101")
    assert ledger.save_contacts([person(1), changed, person(3)], LATER) == (1, 1, 1)
    assert ledger.contact(changed.id) == changed


def test_the_same_person_twice_in_one_import_is_one_and_the_last_row_counts(ledger: SqlLedger) -> None:
    last = replace(person(1), first_name="Last")
    assert ledger.save_contacts([person(1), last], NOW) == (1, 0, 0)
    assert ledger.contact(last.id) == last


def test_the_count_of_changes_rises_only_when_somebody_changed(ledger: SqlLedger) -> None:
    counts = [ledger.people_version()]

    def after(act: Callable[[], object]) -> bool:
        act()
        counts.append(ledger.people_version())
        return counts[-1] > counts[-2]

    assert after(lambda: ledger.save_contacts([person(1)], NOW))
    assert not after(lambda: ledger.save_contacts([person(1)], NOW))
    assert after(lambda: ledger.suppress(person(1).email, Standing.BOUNCED, NOW))
    assert not after(lambda: ledger.suppress(person(1).email, Standing.BOUNCED, NOW))
    assert after(lambda: ledger.forget(person(1).id, NOW))
    assert not after(lambda: ledger.forget(person(1).id, NOW))


def test_everybody_is_listed_by_id_over_any_number_of_pages(ledger: SqlLedger) -> None:
    ledger.save_contacts([person(number) for number in range(2500)], NOW)
    assert ids(ledger.contacts()) == [f"owner-{number:05}" for number in range(2500)]


def test_people_may_be_saved_while_they_are_listed(ledger: SqlLedger) -> None:
    ledger.save_contacts([person(number) for number in range(1500)], NOW)
    for contact in ledger.contacts():
        if contact.id.endswith("00"):
            ledger.save_contacts([replace(contact, phone="1")], LATER)
    assert sum(contact.phone == "1" for contact in ledger.contacts()) == 15


def test_known_finds_those_that_exist_however_many_are_asked_for(ledger: SqlLedger) -> None:
    ledger.save_contacts([person(1), person(2)], NOW)
    asked = [
        person(1).id,
        "nobody",
        person(1).id,
        *(f"nobody-{number}" for number in range(3000)),
        person(2).id,
    ]
    assert ledger.known(asked) == {person(1).id: person(1), person(2).id: person(2)}
    assert ledger.contact("nobody") is None


@pytest.mark.parametrize("written", ["owner-1@example.org", " OWNER-1@Example.ORG "])
def test_a_suppressed_address_is_known_however_it_is_written(ledger: SqlLedger, written: str) -> None:
    ledger.save_contacts([replace(CONTACT, email="Owner-1@example.org")], NOW)
    ledger.suppress(written, Standing.UNSUBSCRIBED, NOW)
    assert ledger.known(["owner-1"])["owner-1"].standing is Standing.UNSUBSCRIBED
    assert [contact.standing for contact in ledger.contacts()] == [Standing.UNSUBSCRIBED]


def test_an_import_never_turns_an_unsubscribe_back_on(ledger: SqlLedger) -> None:
    people(ledger, "a")
    ledger.suppress("a@example.org", Standing.UNSUBSCRIBED, NOW)
    again = Contact("a", email="a@example.org", first_name="New", standing=Standing.OK)
    assert ledger.save_contacts([again], LATER) == (0, 1, 0)
    assert ledger.known(["a"])["a"].standing is Standing.UNSUBSCRIBED


def test_the_same_address_under_another_id_stays_suppressed(ledger: SqlLedger) -> None:
    ledger.suppress("a@example.org", Standing.COMPLAINED, NOW)
    ledger.save_contacts([Contact("b", email="A@example.org")], NOW)
    assert ledger.known(["b"])["b"].standing is Standing.COMPLAINED


@pytest.mark.parametrize("asked", [Standing.UNSUBSCRIBED, Standing.COMPLAINED])
def test_who_asked_not_to_be_written_to_stays_so_under_a_new_address(
    ledger: SqlLedger, asked: Standing
) -> None:
    people(ledger, "a")
    ledger.suppress("a@example.org", asked, NOW)
    ledger.save_contacts([Contact("a", email="new@example.org")], LATER)
    assert ledger.known(["a"])["a"].standing is asked


def test_a_mended_address_may_be_written_to_after_a_bounce(ledger: SqlLedger) -> None:
    people(ledger, "a")
    ledger.suppress("a@example.org", Standing.BOUNCED, NOW)
    ledger.save_contacts([Contact("a", email="mended@example.org")], LATER)
    assert ledger.known(["a"])["a"].standing is Standing.OK


def test_a_bounce_never_hides_that_somebody_unsubscribed(ledger: SqlLedger) -> None:
    people(ledger, "a")
    for standing in (Standing.BOUNCED, Standing.UNSUBSCRIBED, Standing.BOUNCED, Standing.OK):
        ledger.suppress("a@example.org", standing, NOW)
    assert ledger.known(["a"])["a"].standing is Standing.UNSUBSCRIBED


def test_suppressing_no_address_suppresses_nobody(ledger: SqlLedger) -> None:
    ledger.save_contacts([Contact("by-phone-only")], NOW)
    ledger.suppress("  ", Standing.UNSUBSCRIBED, NOW)
    assert ledger.known(["by-phone-only"])["by-phone-only"].standing is Standing.OK


def test_no_address_is_kept_in_clear_by_a_suppression(ledger: SqlLedger) -> None:
    ledger.suppress("very-private@example.org", Standing.UNSUBSCRIBED, NOW)
    source = ledger.database.sqlite_connection()
    assert "very-private" not in "\n".join(source.driver_connection.iterdump())
    source.close()


def test_since_when_somebody_is_off_does_not_depend_on_what_was_told_first(ledger: SqlLedger) -> None:
    for told in (LATER, NOW, LATER):
        ledger.suppress("owner-1@example.org", Standing.UNSUBSCRIBED, told)
    ledger.suppress("owner-1@example.org", Standing.BOUNCED, NOW - (LATER - NOW))
    assert ledger.suppressed_since("owner-1@example.org") == NOW
    assert ledger.standing("owner-1@example.org") is Standing.UNSUBSCRIBED
