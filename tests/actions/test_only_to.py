"""`only_to:`: a new installation writes to a short list and nowhere else; plan, simulate and run agree."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.deciding import decide, likeness, may_be_written
from outreach.core.history import SILENT
from outreach.core.house import House
from outreach.core.people import Standing
from outreach.core.plan import Decide
from outreach.core.shortlist import NOT_LISTED, ShortList
from tests.core.building import campaign, laid_out, matter_of, step
from tests.world import MEETING, SETTINGS, SOCIAL, Office, at, counted, going, member, rows

LISTED = SETTINGS + "only_to: [a@example.org, '@staff.test']\n"
PUBLIC = LISTED + "channels: {email: smtp, mastodon: mastodon, x: by_hand}\n"
MAIL = "{id: news, send: email, template: letter.md, when: on 2027-02-01 at 09:00}"
INVITATION = "{id: invite, send: invite, template: letter.md, when: 7 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
NETWORKS = "[facebook, mastodon, x]"
POSTS = f"{{id: post, send: post, networks: {NETWORKS}, template: post.txt, when: on 2027-02-01 at 10:00}}"
CALL = "{id: call, send: call, template: letter.md, when: on 2027-02-01 at 09:00}"
BEFORE, DUE, LATER = "2027-01-04 09:00", "2027-02-01 10:01", "2027-02-02 09:00"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, settings=LISTED)
    made.people("a", "b", member("c", email="c@staff.test"))
    return made


def test_only_those_on_the_list_get_mail_and_the_others_are_passed_over_with_the_reason(
    office: Office,
) -> None:
    office.campaign(MAIL, head=SOCIAL)
    office.run(BEFORE)
    account = office.run(DUE)
    assert office.mail.who == ["a", "c"]
    assert counted(account) == {"sent": 2, "skipped": 1}
    (passed,) = [each for each in office.ledger.deliveries() if each.key.recipient == "b"]
    assert (passed.status.value, passed.reason) == ("skipped", NOT_LISTED)


def test_a_plan_and_a_simulation_say_what_a_run_does(office: Office) -> None:
    office.campaign(MAIL, head=SOCIAL)
    office.run(BEFORE)
    made = office.plan(BEFORE)
    assert rows(made, "news") == [
        ("2027-02-01 09:00", "send", 2), ("2027-02-01 09:00", "skip", 1),
    ]  # fmt: skip
    assert {each.decision.reason for each in made.rows if each.decision.what is Decide.SKIP} == {NOT_LISTED}
    assert counted(office.simulate(BEFORE)) == counted(office.run(DUE)) == {"sent": 2, "skipped": 1}
    assert going(made) == 2


def test_a_post_that_anybody_could_read_is_passed_over_and_one_that_a_person_makes_is_asked_for(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, settings=PUBLIC)
    office.people("a")
    office.campaign(POSTS, head=SOCIAL)
    office.run(BEFORE)
    made = office.plan(BEFORE)
    office.run(DUE)
    assert office.wire["mastodon"].sent == []
    assert len(office.wire["x"].sent) == len(office.asked("post")) == 1
    assert office.status(step="post") == {"facebook": "sent", "mastodon": "skipped", "x": "sent"}
    assert {each.touch.channel for each in made.rows if each.decision.reason == NOT_LISTED} == {"mastodon"}
    assert going(made) == 1


def test_a_post_that_a_rule_would_hold_is_passed_over_all_the_same_without_a_follow_up(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, settings=PUBLIC)
    office.people("a")
    office.write("templates/post.txt", "No hashtag, and no link.\n")
    office.campaign(POSTS.replace(NETWORKS, "[mastodon]"), head=SOCIAL)
    office.run(BEFORE)
    (row,) = office.plan(BEFORE).rows
    account = office.run(DUE)
    assert (row.decision.what, row.decision.reason) == (Decide.SKIP, NOT_LISTED)
    assert (counted(account), office.asked()) == ({"skipped": 1}, [])


def test_what_is_passed_over_does_not_go_out_once_the_list_is_gone(tmp_path: Path) -> None:
    office = Office(tmp_path, settings=PUBLIC)
    office.people("a", "b")
    office.campaign(MAIL, POSTS, head=SOCIAL)
    office.run(BEFORE)
    office.run(DUE)
    office.write("config/outreach.yaml", SETTINGS)
    assert counted(office.run("2027-02-01 12:00")) == {}
    assert office.mail.who == ["a"]


def test_an_invitation_is_taken_up_once_the_list_is_gone(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    office.run(BEFORE)
    office.run(DUE)
    assert office.mail.who == ["a", "c"]
    assert rows(office.plan(DUE), "invite") == []
    office.write("config/outreach.yaml", SETTINGS)
    assert rows(office.plan(LATER), "invite") == [(LATER, "send", 1)]
    assert counted(office.simulate(LATER, "2027-02-03 00:00")) == {"sent": 1}
    assert counted(office.run(LATER)) == {"sent": 1}
    assert office.mail.who == ["a", "c", "b"]
    assert counted(office.run("2027-02-03 09:00")) == {}


def test_an_invitation_reaches_who_is_added_to_the_list(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    office.run(BEFORE)
    office.run(DUE)
    office.write("config/outreach.yaml", LISTED.replace("[a@", "[b@example.org, a@"))
    assert counted(office.run(LATER)) == {"sent": 1}
    assert office.mail.who == ["a", "c", "b"]


def test_what_already_waits_stays_in_when_a_list_is_set(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people(member("a", timezone="Pacific/Honolulu"), member("b", timezone="Pacific/Honolulu"))
    office.campaign(MAIL, head=SOCIAL)
    office.run(BEFORE)
    assert counted(office.run("2027-02-01 09:01")) == {}
    office.write("config/outreach.yaml", LISTED)
    assert counted(office.run("2027-02-01 13:00")) == {"sent": 1, "skipped": 1}
    assert office.mail.who == ["a"]


def test_calls_go_on(office: Office) -> None:
    office.campaign(CALL, head=SOCIAL)
    office.run(BEFORE)
    office.run(DUE)
    assert sorted(each.contact for each in office.asked("call")) == ["a", "b", "c"]


def test_who_has_unsubscribed_is_passed_over_for_that(office: Office) -> None:
    office.ledger.suppress("b@example.org", Standing.UNSUBSCRIBED, at(BEFORE))
    office.campaign(MAIL, head=SOCIAL)
    office.run(BEFORE)
    office.run(DUE)
    (passed,) = [each for each in office.ledger.deliveries() if each.key.recipient == "b"]
    assert passed.reason == "has unsubscribed"


addresses = st.sampled_from(["", "a@example.org", "A@Example.org", "b@example.org", "c@staff.test"])
lists = st.builds(
    ShortList, st.lists(st.sampled_from(["a@example.org", "@staff.test"])).map(tuple),
    st.frozensets(st.sampled_from(["mastodon", "x"])),
)  # fmt: skip


@given(addresses, addresses, lists)
def test_people_of_one_likeness_are_decided_alike_whatever_the_list(
    one: str, other: str, short_list: ShortList
) -> None:
    made = matter_of(laid_out(campaign(step("on 2027-02-03 at 09:00", "email", id="it"))), "it")
    made = replace(made, schedule=replace(made.schedule, short_list=short_list))
    first, second = member("a", email=one), member("b", email=other)
    assert made.touch.due is not None
    if likeness(made, first, SILENT) == likeness(made, second, SILENT):
        assert decide(made, first, SILENT, made.touch.due) == decide(made, second, SILENT, made.touch.due)
    goes = decide(made, first, SILENT, made.touch.due).what is Decide.SEND
    assert goes == may_be_written(made, first) == (bool(one) and short_list.holds(one))


def test_networks_are_public_where_the_settings_send_posts_to_them() -> None:
    house = House.model_validate(
        {
            "organisation": {"name": "A", "postal_address": "B", "timezone": "America/Denver"},
            "sender": {"name": "A", "email": "a@example.org"},
            "channels": {"mastodon": "mastodon", "x": "by_hand", "email": "smtp"},
            "only_to": [" Hello@Example.ORG "],
        }
    )
    assert house.short_list == ShortList(("hello@example.org",), frozenset({"mastodon"}))
    assert house.may_write_to("HELLO@example.org")
    assert not house.may_write_to("other@example.org")


def test_who_was_invited_before_there_was_a_list_hears_of_a_change_once_it_is_gone(office: Office) -> None:
    office.write("config/outreach.yaml", SETTINGS)
    office.campaign(INVITATION, REMINDER)
    office.run("2027-01-04 08:00")
    office.run("2027-01-28 09:00")
    office.write("config/outreach.yaml", LISTED)
    office.campaign(INVITATION, REMINDER, head=MEETING.replace("location: Hall", "location: Library"))
    made = office.plan("2027-02-08 09:00")
    assert [(what, count) for _, what, count in rows(made, "invite")] == [("send", 2), ("wait", 1)]
    office.run("2027-02-08 09:00")
    assert office.status(step="invite", occurrence="once+1") == {"a": "sent", "b": "waiting", "c": "sent"}
    office.write("config/outreach.yaml", SETTINGS)
    office.run("2027-02-09 09:00")
    assert office.status(step="invite", occurrence="once+1")["b"] == "sent"
