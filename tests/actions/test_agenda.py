"""What falls due of all campaigns, and what of it a pass has to look at."""

from datetime import timedelta

from outreach.actions.agenda import Agenda, agenda, family, further
from tests.world import MEETING, POST, Office, at

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
POSTS = "{id: posts, send: post, networks: [x, mastodon], template: post.txt, when: 5 weeks before event}"
SECRETLY = REMINDER.replace("reminder", "secretly").replace("}", ", paused: true}")
POLL = """\
campaign: date
title: When we meet
kind: poll
partnership: other
audience: {roles: [business_member]}
poll: {question: When?, options: [2027-05-06 10:00, 2027-05-07 10:00], closes: 3 days after opening at 17:00}
steps:
"""
ASK = "{id: ask, send: poll, template: letter.md, when: on 2027-02-01 at 09:00}"
ELSEWHERE = "\nother: {name: Other, industry: trucking, timezone: America/Denver, conveners: [convener]}\n"


def laid(office: Office, wall: str) -> Agenda:
    return agenda(office.world(), at(wall), at(wall))


def at_hand(office: Office, wall: str) -> list[tuple[str, str]]:
    found = laid(office, wall)
    inside = [matter.touch.name for matter in found.at_hand()]
    assert inside == [each.touch.name for each in found.matters() if each.touch.name in inside]
    return [(step, channel) for _, step, _, channel in inside]


def test_a_pass_looks_at_what_has_begun_and_is_not_over(office: Office) -> None:
    office.write("templates/post.txt", POST)
    office.people("ann")
    office.campaign(INVITATION, REMINDER, POSTS, SECRETLY)
    assert at_hand(office, "2027-02-04 08:59") == []
    assert at_hand(office, "2027-02-04 09:00") == [("invitation", "email")]
    office.run("2027-02-04 09:00")
    office.run("2027-02-11 09:00")
    assert at_hand(office, "2027-02-11 09:01") == [("invitation", "email")]
    office.run("2027-03-04 09:00")
    assert at_hand(office, "2027-03-04 09:01") == [("invitation", "email"), ("secretly", "email")]


def test_the_channels_of_a_step_stand_together(office: Office) -> None:
    office.campaign(POSTS, POSTS.replace("id: posts", "id: more"))
    assert at_hand(office, "2027-02-11 09:00") == [
        ("posts", "x"), ("posts", "mastodon"), ("more", "x"), ("more", "mastodon"),
    ]  # fmt: skip


def test_a_partnership_is_laid_out_with_the_polls_it_waits_for_and_nothing_else(office: Office) -> None:
    office.write(
        "config/partnerships.yaml", (office.root / "config/partnerships.yaml").read_text() + ELSEWHERE
    )
    waiting = MEETING.replace("2027-03-18 09:00", "{poll: date}").replace("campaign: spring", "campaign: may")
    office.campaign(ASK, head=POLL, name="date")
    office.campaign(REMINDER)
    office.campaign(REMINDER, head=waiting, name="may")
    office.campaign(REMINDER, head=MEETING.replace("spring", "far").replace("laramie", "other"), name="far")
    world, found = office.world(), laid(office, "2027-01-04 09:00")
    horizon = found.now + timedelta(366)
    near, whole = family(world, found, horizon, world.campaigns[-1]), further(world, found, horizon)
    assert world.campaigns[-1].id == "spring"
    assert set(near.schedules) == {"spring", "may", "date"}
    assert near.schedules == {name: whole.schedules[name] for name in near.schedules}
    for campaign in world.campaigns:
        alone = family(world, found, horizon, campaign)
        assert alone.siblings(campaign) == whole.siblings(campaign)
