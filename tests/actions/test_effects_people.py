"""Effects `skip` and `wait`: what a rule does to one person, or to a moment, and to nobody else."""

from collections.abc import Callable

import pytest

from outreach.core.finding import Effect, Level
from outreach.core.history import Status
from outreach.core.people import Consent, Standing
from outreach.ports import NotSent
from outreach.rules.catalogue import RULES
from tests.world import APPROVED, DENVER, MEETING, SOCIAL, Office, at, counted, member, rows

NEWS = "{id: news, send: email, template: letter.md, when: on 2027-03-04 at 09:00}"
JOBS = "{id: jobs, send: post, networks: [x], template: post.txt, when: on 2027-03-04 at 10:00}"
AHEAD, DUE = "2027-03-01 09:00", "2027-03-04 09:00"
HOLIDAYS = "laramie: {name: Laramie Construction, holidays: US-WY, conveners: [convener]}\n"


def suppressed(why: Standing) -> Callable[[Office], None]:
    """Bob's address may not be written to any more."""
    return lambda office: office.ledger.suppress("bob@example.org", why, at("2027-02-01 09:00"))


def stranger(**known: object) -> Callable[[Office], None]:
    """Nobody knows Bob, or he has said no."""
    return lambda office: office.people(member("bob", **known))


SKIPPED = {
    "has unsubscribed": ("K001", suppressed(Standing.UNSUBSCRIBED), "has unsubscribed"),
    "has bounced for good": ("K001", suppressed(Standing.BOUNCED), "the address bounced for good"),
    "has complained": ("K001", suppressed(Standing.COMPLAINED), "complained about our mail"),
    "has said no": ("K002", stranger(consent=Consent.NO), "has said no"),
    "is a stranger": ("K002", stranger(consent=Consent.UNKNOWN), "neither consent nor a stated relationship"),
}
every_skipped = pytest.mark.parametrize(("rule", "happens", "reason"), SKIPPED.values(), ids=SKIPPED.keys())


def found(office: Office, rule: str, wall: str = AHEAD) -> list[tuple[Level, str]]:
    """What the plan says of a rule: how grave, and in which words."""
    made = office.plan(wall)
    everywhere = (*made.findings, *(each for row in made.rows for each in row.findings))
    return [(each.level, each.message) for each in dict.fromkeys(everywhere) if each.rule == rule]


def test_every_rule_that_skips_or_waits_is_here() -> None:
    named = {rule.code for rule in RULES if rule.effect in {Effect.SKIP, Effect.WAIT}}
    assert named == {"K001", "K002", "R001", "R003"}


@every_skipped
def test_this_person_is_passed_over_and_the_others_get_their_message(
    office: Office, rule: str, happens: Callable[[Office], None], reason: str
) -> None:
    office.people("ann", "bob", "cat")
    office.campaign(NEWS, head=SOCIAL)
    happens(office)
    office.run(AHEAD)
    assert sorted(rows(office.plan(AHEAD), "news")) == [(DUE, "send", 2), (DUE, "skip", 1)]
    [(level, _)] = found(office, rule)
    assert level is Level.WARNING
    account = office.run(DUE)
    assert (counted(account), account.exit_status, office.mail.who) == (
        {"sent": 2, "skipped": 1},
        0,
        ["ann", "cat"],
    )
    [passed] = office.ledger.deliveries(Status.SKIPPED)
    assert (passed.key.recipient, passed.reason) == ("bob", reason)
    assert office.asked() == []


@every_skipped
def test_it_stops_no_approval(
    office: Office, rule: str, happens: Callable[[Office], None], reason: str
) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann", "bob")
    office.campaign(NEWS, head=SOCIAL)
    happens(office)
    assert office.approve(AHEAD).exit_status == 0
    assert counted(office.run(DUE)) == {"sent": 1, "skipped": 1}


@every_skipped
def test_whoever_leaves_while_a_message_waits_is_passed_over_at_the_moment_of_sending(
    office: Office, rule: str, happens: Callable[[Office], None], reason: str
) -> None:
    office.people("ann", "bob")
    office.campaign(NEWS, head=SOCIAL)
    office.run(AHEAD)
    office.mail.fails["*"] = NotSent("the server is away", scope="channel")
    office.run(DUE)
    assert office.status(step="news") == {"ann": "waiting", "bob": "waiting"}
    office.mail.fails.clear()
    happens(office)
    assert counted(office.run("2027-03-04 09:30")) == {"sent": 1, "skipped": 1}
    assert (office.mail.who, office.asked()) == (["ann"], [])


def test_a_recruiter_is_a_relationship(office: Office) -> None:
    office.people("ann", member("bob", consent=Consent.UNKNOWN, recruiter="ann"))
    office.campaign(NEWS, head=SOCIAL)
    office.run(AHEAD)
    assert counted(office.run(DUE)) == {"sent": 2}


def test_what_is_no_list_mail_reaches_strangers_and_nobody_who_left(office: Office) -> None:
    office.people(member("ann", consent=Consent.UNKNOWN), "bob")
    suppressed(Standing.UNSUBSCRIBED)(office)
    office.campaign(NEWS.replace("}", ", to: [ann, bob]}"), head=SOCIAL)
    office.run(AHEAD)
    assert counted(office.run(DUE)) == {"sent": 1, "skipped": 1}
    assert office.mail.who == ["ann"]


def test_who_is_passed_over_is_called_all_the_same(office: Office) -> None:
    office.people(member("bob", phone="307-555-0102"))
    suppressed(Standing.UNSUBSCRIBED)(office)
    office.campaign("{id: phone, send: call, template: letter.md, when: on 2027-03-04 at 09:00}", head=SOCIAL)
    office.run(AHEAD)
    office.run(DUE)
    assert [each.contact for each in office.asked("call")] == ["bob"]


def letters(office: Office, *days: str) -> None:
    """An update of a campaign of its own at nine on each of the days."""
    for number, day in enumerate(days):
        head = SOCIAL.replace("campaign: spring", f"campaign: news-{number}")
        update = NEWS.replace("2027-03-04", day).replace("when:", "counts_as: update, when:")
        office.campaign(update, head=head, name=f"news-{number}")


def went(office: Office) -> list[str]:
    """When each e-mail left, on the wall in Denver."""
    return [f"{each.date.astimezone(DENVER):%m-%d %H:%M}" for each in office.mail.emails()]


def test_the_fifth_knock_in_four_weeks_comes_later_in_the_plan_as_in_life(office: Office) -> None:
    office.people("ann")
    letters(office, "2027-02-08", "2027-02-10", "2027-02-12", "2027-02-16", "2027-03-04")
    office.run("2027-02-01 09:00")
    assert rows(office.plan("2027-02-01 09:00"), "news")[-1] == ("2027-03-08 08:00", "send", 1)
    [(level, message)] = found(office, "R001", "2027-02-01 09:00")
    assert (level, "until 8 March" in message) == (Level.WARNING, True)
    for day in ("02-08", "02-10", "02-12", "02-16", "03-04"):
        assert office.run(f"2027-{day} 09:00").exit_status == 0
    assert rows(office.plan("2027-03-05 09:00"), "news") == [("2027-03-08 08:00", "send", 1)]
    assert (len(office.mail.sent), office.asked()) == (4, [])
    assert counted(office.run("2027-03-08 08:00")) == {"sent": 1}
    assert office.asked() == []


def test_a_fifth_knock_without_room_in_time_is_missed_with_one_follow_up(office: Office) -> None:
    office.people("ann", "bob")
    days = ("02-08", "02-10", "02-12", "02-16", "02-17")
    letters(office, *(f"2027-{day}" for day in days))
    assert rows(office.plan("2027-02-01 09:00"), "news")[-1] == ("2027-02-17 09:00", "missed", 2)
    [(level, _)] = found(office, "R001", "2027-02-01 09:00")
    assert level is Level.ERROR
    office.run("2027-02-01 09:00")
    for day in (*days, "02-24", "02-25"):
        office.run(f"2027-{day} 09:00")
    assert list(office.status(step="news", occurrence="once").values()).count("missed") == 2
    [asked] = office.asked()
    assert ("R001" in asked.reason, asked.count) == (True, 2)


def test_mail_waits_for_the_hours_of_its_reader_in_the_plan_as_in_life(office: Office) -> None:
    office.people("ann", member("hal", timezone="Pacific/Honolulu"))
    office.campaign(NEWS, head=SOCIAL)
    office.run(AHEAD)
    assert rows(office.plan(AHEAD), "news") == [(DUE, "send", 1), ("2027-03-04 11:00", "send", 1)]
    [(level, _)] = found(office, "R003")
    assert level is Level.WARNING
    first = office.run(DUE)
    assert (counted(first), first.exit_status, office.asked()) == ({"sent": 1}, 0, [])
    assert counted(office.run("2027-03-04 10:59")) == {}
    assert counted(office.run("2027-03-04 11:00")) == {"sent": 1}


def test_a_reader_whose_hours_begin_too_late_misses_it_with_one_follow_up(office: Office) -> None:
    office.people("ann", member("hal", timezone="Pacific/Honolulu"))
    office.campaign(NEWS.replace("}", ", grace: 1 hour}"), head=SOCIAL)
    office.run(AHEAD)
    assert sorted(each[1:] for each in rows(office.plan(AHEAD), "news")) == [("missed", 1), ("send", 1)]
    [(level, _)] = found(office, "R003")
    assert level is Level.ERROR
    office.run(DUE)
    assert counted(office.run("2027-03-04 10:30")) == {"missed": 1}
    [asked] = office.asked()
    assert (asked.step, asked.count) == ("news", 1)


LATE = {
    "a letter in the evening": (NEWS, "03-04 19:00", "03-05 08:00"),
    "a letter on the eve of a weekend": (NEWS.replace("03-04", "03-05"), "03-05 19:00", "03-08 08:00"),
    "a letter on the eve of a holiday": (NEWS.replace("03-04", "02-12"), "02-12 19:00", "02-16 08:00"),
    "a post at night": (JOBS, "03-04 21:00", "03-05 07:00"),
    "a post on the eve of a weekend": (JOBS.replace("03-04", "03-05"), "03-05 21:00", "03-06 07:00"),
}


@pytest.mark.parametrize(("step", "ready", "opens"), LATE.values(), ids=LATE.keys())
def test_what_is_not_ready_at_its_moment_goes_at_the_next_open_one(
    office: Office, step: str, ready: str, opens: str
) -> None:
    office.write("config/partnerships.yaml", HOLIDAYS)
    office.people("ann")
    office.campaign(step, head=SOCIAL.replace("kind:", "partnership: laramie\nkind:"))
    office.run("2027-02-01 09:00")
    name = "news" if step.startswith("{id: news") else "jobs"
    for _ in range(2):
        assert rows(office.plan(f"2027-{ready}"), name) == [(f"2027-{opens}", "send", 1)]
        assert (counted(office.run(f"2027-{ready}")), office.asked()) == ({}, [])
    assert counted(office.run(f"2027-{opens}")) == {"sent": 1}
    assert counted(office.run(f"2027-{opens}")) == {}


def test_news_of_a_meeting_that_begins_before_the_next_open_moment_goes_at_once(office: Office) -> None:
    office.people("ann")
    invitation = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
    reminder = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
    office.campaign(invitation, reminder)
    for day in ("02-01", "02-04", "03-04"):
        office.run(f"2027-{day} 09:00")
    off = MEETING.replace("location: Hall", "location: Hall, status: cancelled, reason: Snow")
    office.campaign(invitation, reminder, head=off.replace("03-18 09:00", "03-18 07:30"))
    office.mail.sent.clear()
    assert rows(office.plan("2027-03-17 22:00"), "invitation") == [("2027-03-17 22:00", "send", 1)]
    assert counted(office.run("2027-03-17 22:00")) == {"sent": 1}
    assert went(office) == ["03-17 22:00"]
