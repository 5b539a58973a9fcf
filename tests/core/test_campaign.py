"""What the words of a step say about who gets it and what kind of mail it is."""

from datetime import date

import pytest
from pydantic import ValidationError

from outreach.core.campaign import Step, occurrence_date
from tests.core.building import campaign, step


def written(**more: object) -> Step:
    return Step.model_validate(step("on 2027-02-03 at 09:00", **more))


@pytest.mark.parametrize(
    ("to", "words", "named"),
    [
        ("not_replied", {"not_replied"}, ()),
        (["key_people", "not_voted"], {"key_people", "not_voted"}, ()),
        (["member-1", "member-2"], set(), ("member-1", "member-2")),
        ("member-1", set(), ("member-1",)),
        ({"roles": ["champion"]}, set(), ()),
    ],
)
def test_to_is_words_or_contacts_or_a_selection(to: object, words: set[str], named: tuple[str, ...]) -> None:
    made = written(to=to)
    assert (made.words, made.named) == (words, named)


def test_without_to_it_is_for_all_but_a_letter_to_sign_is_for_its_signers() -> None:
    assert written().words == {"all"}
    assert written(send="sign_off").words == {"signers"}


@pytest.mark.parametrize(
    ("more", "listed"),
    [
        ({}, True),
        ({"to": "not_replied"}, True),
        ({"to": {"roles": ["champion"]}}, True),
        ({"send": "invite"}, True),
        ({"send": "kit"}, True),
        ({"to": "owners"}, False),
        ({"to": "accepted"}, False),
        ({"to": ["accepted", "key_people"]}, False),
        ({"to": "signers"}, False),
        ({"to": ["member-1"]}, False),
        ({"send": "call"}, False),
        ({"send": "post"}, False),
        ({"send": "task"}, False),
    ],
)
def test_list_mail_is_all_mail_but_that_to_people_who_take_part(
    more: dict[str, object], listed: bool
) -> None:
    assert written(**more).is_list_mail is listed


@pytest.mark.parametrize(
    ("occurrence", "day"),
    [("2027-02-03", date(2027, 2, 3)), ("once", None), ("once+1", None), ("instructors", None)],
)
def test_a_recurring_occurrence_is_named_by_its_day(occurrence: str, day: date | None) -> None:
    assert occurrence_date(occurrence) == day


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"starts": "0027-03-18 09:00"}, "the year of 0027-03-18 is not from 2000 to 2199"),
        ({"starts": "9999-12-31 23:30"}, "the year of 9999-12-31 is not from 2000 to 2199"),
        ({"starts": "2027-03-18 09:00", "duration": "99999999999d"}, "is longer than a year"),
    ],
)
def test_a_time_that_no_calendar_reaches_is_refused(event: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        campaign(step("2 days before event"), event={"title": "A meeting"} | event)
