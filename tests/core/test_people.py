"""People, and how an audience is chosen among them."""

import pytest
from pydantic import ValidationError

from outreach.core.people import Consent, Contact, Selection
from tests.core.building import person

MEMBER = person(
    "member-1",
    roles=frozenset({"business_member"}),
    partnerships=frozenset({"laramie", "natrona"}),
    tags=frozenset({"training"}),
)


def chooses(selection: dict[str, object], contact: Contact = MEMBER) -> bool:
    return contact in Selection.model_validate(selection)


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        ({"roles": ["business_member"]}, True),
        ({"roles": ["ambassador"]}, False),
        ({"roles": ["ambassador", "business_member"]}, True),
        ({"roles": ["business_member"], "partnerships": ["natrona"]}, True),
        ({"roles": ["business_member"], "partnerships": ["teton"]}, False),
        ({"tags": ["training", "other"]}, True),
        ({"contacts": ["member-1"]}, True),
        ({"contacts": ["member-2"]}, False),
        ({"roles": ["business_member"], "exclude": {"tags": ["training"]}}, False),
        ({"roles": ["business_member"], "exclude": {"tags": ["do-not-invite"]}}, True),
        ({"roles": ["business_member"], "exclude": {"tags": ["training"], "partnerships": ["teton"]}}, True),
        (
            {"tags": ["training"], "exclude": {"tags": ["training"], "exclude": {"contacts": ["member-1"]}}},
            True,
        ),
    ],
)
def test_every_condition_must_hold_and_a_list_means_any_of(
    selection: dict[str, object], chosen: bool
) -> None:
    assert chooses(selection) is chosen


@pytest.mark.parametrize("selection", [{}, {"exclude": {"tags": ["do-not-invite"]}}])
def test_a_selection_without_a_condition_chooses_nobody(selection: dict[str, object]) -> None:
    assert not chooses(selection)


@pytest.mark.parametrize(
    ("role", "implied"),
    [
        ("champion", {"champion", "business_member"}),
        ("lead_champion", {"lead_champion", "champion", "business_member"}),
        ("support_partner", {"support_partner"}),
    ],
)
def test_a_champion_is_a_business_member_too(role: str, implied: set[str]) -> None:
    contact = person(roles=frozenset({role}))
    assert contact.all_roles == implied
    assert contact.roles == {role}
    assert chooses({"roles": ["business_member"]}, contact) is ("business_member" in implied)


@pytest.mark.parametrize(
    ("consent", "recruiter", "may"),
    [
        (Consent.YES, "", True),
        (Consent.RELATIONSHIP, "", True),
        (Consent.UNKNOWN, "", False),
        (Consent.UNKNOWN, "champion-1", True),
        (Consent.NO, "champion-1", False),
        (Consent.NO, "", False),
    ],
)
def test_list_mail_needs_consent_or_a_relationship_and_no_means_no(
    consent: Consent, recruiter: str, may: bool
) -> None:
    assert person(consent=consent, recruiter=recruiter).may_get_list_mail is may


@pytest.mark.parametrize(
    ("first", "last", "name"), [("First", "Last", "First Last"), ("First", "", "First"), ("", "", "")]
)
def test_a_name_is_what_there_is_of_it(first: str, last: str, name: str) -> None:
    assert person(first_name=first, last_name=last).name == name


def test_a_selection_with_an_unknown_role_or_key_is_refused() -> None:
    for wrong in ({"roles": ["chamption"]}, {"role": ["champion"]}):
        with pytest.raises(ValidationError):
            Selection.model_validate(wrong)
