"""One message as it will go out."""

import pytest

from outreach.actions.preview import Shown, preview
from outreach.core.errors import UsageError
from outreach.core.message import Email, Errand, Post
from tests.world import SOCIAL, Office, at, member

REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
TALK = "{id: talk, send: post, networks: [x, facebook], template: post.txt, when: on 2027-03-04 at 10:00}"
CALL = "{id: phone, send: call, template: letter.md, when: 2 weeks before event at 09:00}"


def shown(office: Office, step: str, to: str = "", occurrence: str = "") -> tuple[Shown, ...]:
    return preview(office.world(), "spring", step, to, occurrence, at("2027-01-04 09:00"))


def test_it_is_the_very_message_that_goes_out(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER)
    [one] = shown(office, "reminder", "bob")
    office.run("2027-03-01 09:00")
    office.run("2027-03-04 09:00")
    assert one.message == office.mail.sent[1]


def test_without_a_person_it_is_shown_for_the_first_it_is_for(office: Office) -> None:
    office.people(member("aaa", roles=frozenset({"press"})), "bob")
    office.campaign(REMINDER)
    [one] = shown(office, "reminder")
    assert isinstance(one.message, Email)
    assert one.message.to.address == "bob@example.org"


def test_while_nobody_is_imported_a_reader_stands_in(office: Office) -> None:
    office.campaign(REMINDER)
    [one] = shown(office, "reminder")
    assert isinstance(one.message, Email)
    assert "Hello [first name]" in one.message.text


def test_a_post_is_shown_for_each_network_and_a_call_with_its_script(office: Office) -> None:
    office.people("ann")
    office.campaign(TALK, CALL)
    posts = shown(office, "talk")
    assert sorted(each.channel for each in posts) == ["facebook", "x"]
    assert all(isinstance(each.message, Post) for each in posts)
    [call] = shown(office, "phone")
    assert isinstance(call.message, Errand)


def test_the_next_occurrence_is_shown_unless_one_is_named(office: Office) -> None:
    office.people("ann")
    weekly = '{id: word, send: email, template: letter.md, when: "every 2 weeks from 2026-12-29 at 09:00"}'
    office.campaign(weekly, head=SOCIAL)
    found = [
        one.message.key.occurrence
        for occurrence in ("", "2026-12-29")
        for one in shown(office, "word", occurrence=occurrence)
    ]
    assert found == ["2027-01-12", "2026-12-29"]


@pytest.mark.parametrize(
    ("step", "to", "occurrence", "said"),
    [
        ("remind", "", "", "has no step `remind`.*reminder"),
        ("reminder", "anne", "", "nobody imported has the id `anne`.*ann"),
        ("reminder", "", "twice", "none called `twice`.*once"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(
    office: Office, step: str, to: str, occurrence: str, said: str
) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    with pytest.raises(UsageError, match=said):
        shown(office, step, to, occurrence)
