"""The starter's sample people show every branch and have nothing wrong with them."""

import pathlib
import re
from collections import Counter

import pytest

from outreach.actions.export_people import COLUMNS
from outreach.actions.people import Import, merge
from outreach.core.people import Contact, Role
from outreach.peoplefile import PeopleFile, read_people

SAMPLE = pathlib.Path(__file__).parents[1] / "config" / "people.csv"


@pytest.fixture(scope="module")
def file() -> PeopleFile:
    return read_people(SAMPLE, partnerships={"laramie-construction"})


@pytest.fixture(scope="module")
def outcome(file: PeopleFile) -> Import:
    return merge(file.rows, {}, {})


@pytest.fixture(scope="module")
def people(outcome: Import) -> dict[str, Contact]:
    return {person.id: person for person in outcome.to_save}


@pytest.fixture(scope="module")
def businesses(people: dict[str, Contact]) -> list[Contact]:
    return [person for person in people.values() if Role.BUSINESS_MEMBER in person.roles]


def test_it_imports_without_a_single_problem(file: PeopleFile, outcome: Import) -> None:
    assert (file.problems, file.notes) == ((), ())
    assert (outcome.doubles, outcome.warnings) == ((), ())
    assert 110 <= outcome.added <= 130


def test_it_has_every_column_in_the_order_of_the_manual() -> None:
    assert SAMPLE.read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)


def test_everybody_the_starter_speaks_of_is_there(people: dict[str, Contact]) -> None:
    wanted = ["convener", "convener-2", "comms-1", "press-1", "press-2", "partner-1"]
    wanted += [f"champion-{number}" for number in range(1, 5)]
    wanted += [f"ambassador-{number}" for number in range(1, 9)]
    assert people.keys() >= set(wanted)


def test_every_role_is_held_by_somebody(people: dict[str, Contact]) -> None:
    assert {role for person in people.values() for role in person.roles} == {role.value for role in Role}


def test_nobody_in_it_can_be_real(people: dict[str, Contact]) -> None:
    for person in people.values():
        assert re.fullmatch(r"(.+@example\.org)?", person.email)
        assert re.fullmatch(r"(307-555-01\d\d)?", person.phone)
        assert person.first_name.lower() == person.id.split("-")[0]


def test_every_reason_not_to_write_to_somebody_is_shown(outcome: Import) -> None:
    assert outcome.unwritable == {
        "neither consent nor a relationship": 2,
        "said no": 1,
        "no e-mail address": 1,
    }


def test_there_are_enough_businesses_for_a_launch(businesses: list[Contact]) -> None:
    assert len({person.organisation for person in businesses}) >= 80
    assert len({person.organisation.rstrip("0123456789 ") for person in businesses}) == 15
    assert sum(bool(person.decision_maker) for person in businesses) >= 80
    assert all(person.phone for person in businesses)


def test_every_business_has_a_recruiter_and_none_recruits_more_than_fifteen(
    people: dict[str, Contact], businesses: list[Contact]
) -> None:
    assert all(person.recruiter for person in businesses)
    recruiters = Counter(person.recruiter for person in people.values() if person.recruiter)
    assert max(recruiters.values()) <= 15
    roles = {role for recruiter in recruiters for role in people[recruiter].roles}
    assert roles <= {"champion", "lead_champion", "convener", "core_partner"}


def test_an_action_team_of_eight_and_one_who_is_not_invited(people: dict[str, Contact]) -> None:
    tags = Counter(tag for person in people.values() for tag in person.tags)
    assert tags == {"training-action-team": 8, "do-not-invite": 1}
    assert "training-action-team" in people["champion-1"].tags & people["champion-2"].tags


def test_ambassadors_tell_their_why_briefly_enough_for_any_network(people: dict[str, Contact]) -> None:
    whys = [person.why for person in people.values() if Role.AMBASSADOR in person.roles]
    assert sorted(map(bool, whys)) == [False] * 2 + [True] * 6
    assert max(map(len, whys)) <= 80


def test_some_live_on_another_clock_and_some_share_an_employer(
    people: dict[str, Contact], businesses: list[Contact]
) -> None:
    zones = {person.timezone for person in people.values()}
    assert zones == {"", "America/Chicago", "America/Los_Angeles", "America/Phoenix"}
    employers = Counter(person.organisation for person in businesses)
    assert sorted(employers.values())[-3:] == [1, 2, 2]
