"""R001 and R002: nobody is pestered by many offices at once, in the plan as in a run."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.core.finding import Level
from outreach.core.knocks import Room
from outreach.ports import NotSent
from tests.world import DENVER, Office, Recorder, at, counted, going, member, rows

NEWS = """\
campaign: {name}
title: News of {name}
kind: updates
partnership: {partnership}
audience: {{roles: [business_member]}}
waive: [{{rule: E002, reason: short, by: convener, until: 2028-12-31}}]
steps:
  - {{id: update, send: email, template: letter.md, when: on {day} at {hour}}}
"""
FIVE = ("2027-02-01", "2027-02-03", "2027-02-05", "2027-02-09", "2027-02-26")


def news(office: Office, *days: str, hour: str = "09:00", partnership: str = "laramie") -> None:
    """A letter on each of the days, of a campaign of its own."""
    for number, day in enumerate(days):
        name = f"news-{number}-{partnership}"
        text = NEWS.format(name=name, day=day, hour=hour, partnership=partnership)
        office.write(f"campaigns/{name}.yaml", text)


def sent_on(office: Office, first: str = "2027-01-20 08:00", last: str = "2027-06-01 00:00") -> list[str]:
    """The days on which a simulation sends to anybody."""
    wire = Recorder("email")
    office.simulate(first, last, wire={"email": wire})
    return [f"{message.date.astimezone(DENVER):%m-%d %H:%M}" for message in wire.emails()]


def test_the_fifth_letter_in_four_weeks_waits_for_the_day_on_which_there_is_room(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, *FIVE)
    assert sent_on(office) == ["02-01 09:00", "02-03 09:00", "02-05 09:00", "02-09 09:00", "03-01 08:00"]
    plan = office.plan("2027-01-20 08:00")
    assert rows(plan, "update")[-1] == ("2027-03-01 08:00", "send", 1)
    assert going(plan) == 5


def test_what_finds_no_room_within_seven_days_is_missed_with_one_follow_up(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a", "b")
    news(office, "2027-02-01", "2027-02-03", "2027-02-05", "2027-02-09", "2027-02-10")
    plan = office.plan("2027-01-20 08:00")
    assert rows(plan, "update")[-1] == ("2027-02-10 09:00", "missed", 2)
    for day in ("02-01", "02-03", "02-05", "02-09", "02-10", "02-17", "02-18", "02-19"):
        account = office.run(f"2027-{day} 09:00")
    assert counted(office.run("2027-03-09 09:00")) == {}
    missed = {key for key, status in office.status().items() if status == "missed"}
    assert missed == {"news-4-laramie/update/once/a", "news-4-laramie/update/once/b"}
    (asked,) = office.asked("decide")
    assert (asked.count, asked.campaign) == (2, "news-4-laramie")
    assert "R001" in asked.reason
    assert account.exit_status == 0


def test_who_waits_says_so_in_the_ledger_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, *FIVE)
    for day in FIVE:
        office.run(f"{day} 09:00")
    (waiting,) = [each for each in office.ledger.deliveries() if each.status == "waiting"]
    assert waiting.reason == "4 messages in 28 days already; it waits until there is room"
    assert waiting.due == at("2027-03-01 08:00")
    assert counted(office.run("2027-02-26 09:05")) == {}
    assert counted(office.run("2027-03-01 08:00")) == {"sent": 1}


def test_only_those_who_have_had_many_wait(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, *FIVE)
    for day in FIVE[:4]:
        office.run(f"{day} 09:00")
    office.people("b")
    assert counted(office.run("2027-02-26 09:00")) == {"sent": 1}
    assert office.status(step="update")["b"] == "sent"


def test_an_invitation_goes_before_an_update_and_an_update_before_a_kit(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people(member("a", roles=frozenset({"business_member", "ambassador"})))
    news(office, "2027-01-11", "2027-01-12")
    office.write(
        "templates/kit.md", "---\nsubject: A kit\n---\n{% for post in posts %}{{ post.text }}{% endfor %}\n"
    )
    office.campaign(
        "{id: kit, send: kit, template: kit.md, posts: [post.txt], when: on 2027-02-01 at 09:00}",
        "{id: news, send: email, template: letter.md, counts_as: update, when: on 2027-02-01 at 09:00}",
        "{id: invitation, send: invite, template: letter.md, when: on 2027-02-01 at 09:00}",
        "{id: reminder, send: email, template: letter.md, when: on 2027-02-02 at 09:00}",
    )
    wire = Recorder("email")
    office.simulate("2027-01-04 08:00", "2027-02-06 00:00", wire={"email": wire})
    steps = [message.key.step for message in wire.emails()]
    assert steps == ["update", "update", "invitation", "news"]


def test_what_goes_to_those_who_accepted_never_waits_and_is_not_counted(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, *FIVE[:4])
    for day in FIVE[:4]:
        office.run(f"{day} 09:00")
    office.campaign(
        "{id: ready, send: email, template: letter.md, to: accepted, when: on 2027-02-26 at 09:00}"
    )
    office.answer("a", "2027-02-25 09:00", "accepted")
    assert counted(office.run("2027-02-26 09:00")) == {"sent": 1}


def test_a_waiver_lets_it_go_and_it_counts_all_the_same(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, *FIVE)
    last = office.root / "campaigns/news-4-laramie.yaml"
    last.write_text(
        last.read_text().replace(
            "waive: [", "waive: [{rule: R001, reason: urgent, by: convener, until: 2027-03-01}, "
        )
    )
    assert sent_on(office)[-1] == "02-26 09:00"


def test_a_stricter_house_lets_fewer_through(tmp_path: Path) -> None:
    office = Office(
        tmp_path,
        settings=(Office(tmp_path).root / "config/outreach.yaml").read_text()
        + "rules: {R001: {messages: 2}}\n",
    )
    office.people("a")
    news(office, "2027-02-01", "2027-02-03", "2027-02-26")
    assert sent_on(office)[-1] == "03-01 08:00"


def test_the_plan_counts_what_has_gone_out_before_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a", "b")
    news(office, *FIVE)
    for day in FIVE[:4]:
        office.run(f"{day} 09:00")
    assert rows(office.plan("2027-02-20 09:00"), "update") == [("2027-03-01 08:00", "send", 2)]


day = st.integers(0, 40).map(lambda days: f"{at('2027-02-01 12:00') + timedelta(days):%Y-%m-%d}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(day, min_size=4, max_size=11), st.sampled_from(["09:00", "17:45"]), st.integers(1, 4))
def test_whatever_is_planned_is_what_goes_out_and_nobody_gets_too_many(
    tmp_path_factory: pytest.TempPathFactory, days: list[str], hour: str, messages: int
) -> None:
    office = Office(tmp_path_factory.mktemp("knocks"))
    office.write(
        "config/outreach.yaml",
        (office.root / "config/outreach.yaml").read_text() + f"rules: {{R001: {{messages: {messages}}}}}\n",
    )
    office.people("a", member("b", timezone="Pacific/Honolulu"), member("c", timezone="America/New_York"))
    news(office, *days, hour=hour)
    wire = Recorder("email")
    account = office.simulate("2027-01-20 08:00", "2027-06-01 00:00", wire={"email": wire})
    plan = office.plan("2027-01-20 08:00", "2027-06-01 00:00")
    planned = Counter(
        {
            (row.touch.campaign.id, row.due): row.recipients
            for row in plan.rows
            if row.decision.what == "send" and row.recipients
        }
    )
    happened = Counter((message.key.campaign, message.date) for message in wire.emails())
    assert planned == happened
    missed = sum(row.recipients for row in plan.rows if row.decision.what == "missed")
    assert missed == counted(account)["missed"]
    room = Room(DENVER, messages=messages)
    for person in "abc":
        got = sorted(room.day(message.date) for message in wire.emails() if message.key.recipient == person)
        assert all((later - first).days >= 28 for first, later in zip(got, got[messages:], strict=False))


def test_the_plan_warns_of_who_waits_and_fails_for_who_is_missed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, *FIVE, "2027-02-10")
    found = [
        (each.campaign, each.level, each.message)
        for row in office.plan("2027-01-20 08:00").rows
        for each in row.findings
        if each.rule == "R001"
    ]
    assert sorted(found) == [
        (
            "news-4-laramie",
            Level.WARNING,
            "1 person gets it later, until 1 March at the latest: 4 unasked messages in the 28 days before",
        ),
        (
            "news-5-laramie",
            Level.ERROR,
            "1 person would not get it: 4 unasked messages in the 28 days before, and no room within 7 days",
        ),
    ]


def test_businesses_that_hear_from_three_partnerships_in_a_week_are_counted(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for name in ("health", "tourism"):
        known = (office.root / "config/partnerships.yaml").read_text()
        text = f"{known}{name}: {{name: {name}, conveners: [convener]}}\n"
        office.write("config/partnerships.yaml", text)
    office.people(
        member("a", organisation="Example Builders"),
        member("b", organisation="example  builders"),
        member("c", organisation="Example Mills"),
    )
    news(office, "2027-02-01")
    news(office, "2027-02-03", partnership="health")
    news(office, "2027-02-05", partnership="tourism")
    planned = (each for row in office.plan("2027-01-20 08:00").rows for each in row.findings)
    (found,) = [each for each in planned if each.rule == "R002"]
    assert (found.campaign, found.level) == ("news-0-tourism", Level.WARNING)
    assert found.message == (
        "2 businesses hear from other partnerships in the same 7 days (health, laramie); "
        "2 together are the most"
    )


def test_a_plan_made_while_somebody_waits_says_what_becomes_of_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, "2027-02-01", "2027-02-03", "2027-02-05", "2027-02-09", "2027-02-19")
    for day in ("02-01", "02-03", "02-05", "02-09", "02-19", "02-24"):
        assert rows(office.plan(f"2027-{day} 08:30"), "update")[-1] == ("2027-02-19 09:00", "missed", 1)
        office.run(f"2027-{day} 09:00")


@pytest.mark.parametrize("bad", ["the channel is down", "the text is broken"])
def test_a_kit_that_waits_for_its_turn_is_not_lost_by_a_disturbance(tmp_path: Path, bad: str) -> None:
    office = Office(tmp_path)
    office.people(member("a", roles=frozenset({"business_member", "ambassador"})))
    news(office, "2027-02-01", "2027-02-03", "2027-02-05", "2027-02-09")
    kit = "---\nsubject: A kit\n---\n{% for post in posts %}{{ post.text }}{% endfor %}\n"
    office.write("templates/kit.md", kit)
    office.campaign("{id: kit, send: kit, template: kit.md, posts: [post.txt], when: on 2027-02-23 at 09:00}")
    for day in ("02-01", "02-03", "02-05", "02-09", "02-23"):
        office.run(f"2027-{day} 09:00")
    if bad == "the text is broken":
        office.write("templates/kit.md", kit.replace("endfor", "endif"))
        office.run("2027-02-27 09:00")
        office.write("templates/kit.md", kit)
    else:
        office.mail.fails["*"] = NotSent("not now", retry_after=60)
        office.run("2027-03-01 08:00")
        office.mail.fails.clear()
    assert counted(office.run("2027-03-01 08:05")) == {"sent": 1}


def test_who_missed_it_is_told_though_the_pass_died_before_telling(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("a")
    news(office, "2027-02-01", "2027-02-03", "2027-02-05", "2027-02-09", "2027-02-10")
    for day in ("02-01", "02-03", "02-05", "02-09", "02-10"):
        office.run(f"2027-{day} 09:00")
    dies = patch("outreach.actions.running.telling.Telling.missed", side_effect=KeyboardInterrupt)
    with dies, pytest.raises(KeyboardInterrupt):
        office.run("2027-02-18 09:00")
    assert list(office.status().values()).count("missed") == 1
    office.run("2027-02-18 09:05")
    (asked,) = office.asked("decide")
    assert asked.count == 1
