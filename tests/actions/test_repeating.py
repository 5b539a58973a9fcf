"""S008 and E008: what has been said once is not said again by accident."""

from pathlib import Path

from tests.world import MEETING, POST, SOCIAL, Office, Recorder, at, counted, member, rows

JOBS = "{{id: jobs, send: post, networks: [x, mastodon], template: post.txt, when: on {day} at 10:00}}"
LETTER = "{id: letter, send: email, template: letter.md, when: on 2027-02-01 at 09:00}"
RENAMED = LETTER.replace("letter,", "first-letter,").replace("02-01 at 09", "02-03 at 09")

OTHER = MEETING.replace("campaign: spring", "campaign: spring-2027")


def posts(office: Office, *days: str) -> None:
    """A post of the same words on each of the days, each of a campaign of its own."""
    for number, day in enumerate(days):
        head = SOCIAL.replace("campaign: spring", f"campaign: posts-{number}")
        office.campaign(JOBS.format(day=day), head=head, name=f"posts-{number}")


def test_the_same_words_do_not_stand_twice_on_a_network_within_thirty_days(office: Office) -> None:
    posts(office, "2027-02-02", "2027-02-22", "2027-03-08")
    planned = office.plan("2027-01-20 09:00")
    assert [each[1:] for each in rows(planned, "jobs")] == [("send", 1)] * 2 + [("hold", 1)] * 2 + [
        ("send", 1)
    ] * 2
    assert {row.decision.rule for row in planned.rows if row.decision.what == "hold"} == {"S008"}
    wire = {name: Recorder(name) for name in ("x", "mastodon", "email", "bluesky")}
    office.simulate("2027-01-20 09:00", "2027-04-01 00:00", wire=wire)
    assert wire["x"].keys == ["posts-0/jobs/once/x", "posts-2/jobs/once/x"]


def test_what_stands_there_already_holds_the_next_until_its_words_are_others(office: Office) -> None:
    posts(office, "2027-02-02", "2027-02-22")
    office.run("2027-01-20 09:00")
    assert counted(office.run("2027-02-02 10:00")) == {"sent": 2}
    assert counted(office.run("2027-02-22 10:00")) == {"held": 2}
    (asked,) = office.asked()
    assert "S008" in asked.reason
    office.write("templates/other.txt", POST.replace("Join us", "Come and see"))
    head = SOCIAL.replace("campaign: spring", "campaign: posts-1")
    office.campaign(JOBS.format(day="2027-02-22").replace("post.txt", "other.txt"), head=head, name="posts-1")
    assert counted(office.run("2027-02-22 10:05")) == {"sent": 2}
    assert office.asked() == []


def test_two_posts_of_the_same_words_at_one_moment_are_one(office: Office) -> None:
    posts(office, "2027-02-02", "2027-02-02")
    office.run("2027-01-20 09:00")
    assert counted(office.run("2027-02-02 10:00")) == {"sent": 2, "held": 2}


def test_a_step_under_a_new_name_is_held_until_it_says_what_it_was(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(LETTER)
    office.run("2027-01-20 09:00")
    assert counted(office.run("2027-02-01 09:00")) == {"sent": 2}
    office.campaign(RENAMED)
    assert rows(office.plan("2027-02-02 09:00"), "first-letter") == [("2027-02-03 09:00", "hold", 2)]
    assert counted(office.run("2027-02-03 09:00")) == {"held": 2}
    assert counted(office.run("2027-02-03 09:02")) == {}
    assert rows(office.plan("2027-02-03 09:03"), "first-letter") == [("2027-02-03 09:00", "hold", 2)]
    assert counted(office.run("2027-02-03 09:04")) == {}
    (asked,) = office.asked()
    assert "E008" in asked.reason
    office.campaign(RENAMED.replace("send:", "was: letter, send:"))
    assert counted(office.run("2027-02-03 09:05")) == {}
    assert office.asked() == []
    assert office.mail.who == ["ann", "bob"]


def test_people_who_never_had_it_are_no_repetition(office: Office) -> None:
    office.people("ann")
    office.campaign(LETTER)
    office.run("2027-01-20 09:00")
    office.run("2027-02-01 09:00")
    office.ledger.forget("ann", at("2027-02-02 09:00"))
    office.people("bob")
    office.campaign(RENAMED)
    assert counted(office.run("2027-02-03 09:00")) == {"sent": 1}


def test_other_words_are_no_repetition(office: Office) -> None:
    office.people("ann")
    office.campaign(LETTER)
    office.run("2027-01-20 09:00")
    office.run("2027-02-01 09:00")
    office.write("templates/letter.md", "---\nsubject: News\n---\nHello {{ contact.greeting }}, read on.\n")
    office.campaign(RENAMED)
    assert counted(office.run("2027-02-03 09:00")) == {"sent": 1}


def test_a_campaign_under_a_new_name_does_not_repeat_what_it_said(office: Office) -> None:
    office.people("ann")
    office.campaign(LETTER)
    office.run("2027-01-20 09:00")
    office.run("2027-02-01 09:00")
    (office.root / "campaigns/spring.yaml").unlink()
    office.campaign(RENAMED, head=OTHER, name="renamed")
    office.run("2027-02-02 09:00")
    assert counted(office.run("2027-02-03 09:00")) == {"held": 1}


def test_who_joins_an_invitation_is_told_what_others_were_told(office: Office) -> None:
    office.people("ann")
    office.campaign(
        "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}",
        "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}",
    )
    office.run("2027-01-20 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"sent": 1}
    office.people(member("bob"))
    assert counted(office.run("2027-02-05 09:00")) == {"sent": 1}


def test_nothing_of_it_needs_a_workspace_of_long_ago(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.people("ann")
    office.campaign(LETTER)
    office.run("2026-01-20 09:00")
    office.run("2027-02-01 09:00")
    office.campaign(LETTER.replace("letter,", "again,").replace("2027-02-01", "2027-05-03"))
    assert counted(office.run("2027-05-03 09:00")) == {"sent": 1}


def test_a_file_that_cannot_be_read_is_not_gone(office: Office) -> None:
    office.people("ann")
    office.campaign(LETTER)
    office.run("2027-01-20 09:00")
    office.run("2027-02-01 09:00")
    office.write("campaigns/spring.yaml", "campaign: spring\nsteps: [\n")
    office.campaign(RENAMED, head=OTHER, name="other")
    office.run("2027-02-02 09:00")
    assert counted(office.run("2027-02-03 09:00")) == {"sent": 1}
