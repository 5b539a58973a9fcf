"""The exact wording that somebody approves: what changes it, and what does not."""

from collections.abc import Callable

import pytest

from outreach.actions.agenda import agenda
from outreach.actions.composing.compose import Composer
from outreach.actions.composing.wording import Wording, wording
from outreach.actions.judging.texts import channels_of
from tests.world import MEETING, PLAIN, POST, SETTINGS, Office, at, member

INVITATION = (
    "{id: invitation, send: invite, template: letter.md, from: recruiter, attach: [map.txt], "
    "when: 6 weeks before event at 09:00}"
)
TALK = "{id: talk, send: post, networks: [x, mastodon], template: post.txt, when: on 2027-03-04 at 10:00}"
MAIL = """\
---
subject: "{{ campaign.title }}"
---
{% if contact.organisation %}Hello {{ contact.organisation }}{% else %}Hello you{% endif %}, please reply.
"""


@pytest.fixture
def office(office: Office) -> Office:
    office.write("templates/letter.md", MAIL)
    office.write("campaigns/map.txt", "Turn left.")
    office.people("ann")
    office.campaign(INVITATION, TALK)
    return office


def words(office: Office, step: str = "invitation") -> Wording:
    world = office.world()
    assert world.problems == ()
    laid = agenda(world, at("2027-01-04 09:00"), at("2028-01-04 09:00"))
    schedule = laid.schedules["spring"]
    touch = next(each for each in schedule.touches if each.step.id == step)
    return wording(Composer.of(world), channels_of(laid, touch), schedule, laid.histories["spring"])


def write(path: str, text: str) -> Callable[[Office], None]:
    return lambda office: office.write(path, text)


@pytest.mark.parametrize(
    "edit",
    [
        write("templates/letter.md", MAIL.replace("please reply", "do reply")),
        write("templates/letter.md", MAIL.replace("Hello you", "Dear reader")),
        write("templates/letter.md", MAIL.replace("subject: ", "preheader: Soon\nsubject: ")),
        write("templates/layout.html", "<html><body>{{ body }}</body></html>"),
        write("templates/letter.ann.md", PLAIN),
        write("campaigns/map.txt", "Turn right."),
        lambda office: office.campaign(INVITATION, TALK, head=MEETING.replace("09:00,", "10:00,")),
        lambda office: office.campaign(INVITATION, TALK, head=MEETING.replace("Hall", "Library")),
        lambda office: office.campaign(
            INVITATION, TALK, head=MEETING.replace("title: Spring", "title: Late", 1)
        ),
        lambda office: office.campaign(INVITATION.replace("from: recruiter, ", ""), TALK),
        write("config/outreach.yaml", SETTINGS.replace("1 Main Street", "2 Main Street")),
    ],
)
def test_whatever_shapes_the_message_changes_what_is_approved(
    office: Office, edit: Callable[[Office], None]
) -> None:
    before = words(office).fingerprint
    edit(office)
    assert words(office).fingerprint != before


@pytest.mark.parametrize(
    "edit",
    [
        write("templates/post.txt", POST + "More.\n"),
        write("templates/other.md", PLAIN),
        lambda office: office.people(member("ann", organisation="Builders"), "bob"),
        lambda office: office.campaign(TALK, INVITATION),
        lambda office: office.campaign(INVITATION.replace("6 weeks", "7 weeks"), TALK),
    ],
)
def test_what_does_not_shape_the_message_leaves_it_approved(
    office: Office, edit: Callable[[Office], None]
) -> None:
    before = words(office)
    edit(office)
    assert words(office) == before


def test_it_reads_as_the_reader_will_read_it(office: Office) -> None:
    text = words(office).text
    assert "From: [recruiter's first name] [recruiter's last name]" in text
    assert "Subject: Spring meeting" in text
    assert "When: 2027-03-18 09:00, for 2 hours" in text
    assert "Where: Hall" in text
    assert "Hello [organisation], please reply." in text


def test_every_version_of_a_letter_is_shown_under_the_name_of_its_writer(office: Office) -> None:
    office.write("templates/letter.ann.md", PLAIN.replace("please reply", "do come"))
    text = words(office).text
    assert "--- in the words of ann ---" in text
    assert "do come" in text


def test_networks_that_share_a_text_show_it_once(office: Office) -> None:
    assert words(office, "talk").text == POST.strip()
    office.write("templates/post.x.txt", POST.replace("Join us", "Do join"))
    assert words(office, "talk").text.split("\n\n") == [
        POST.strip().replace("Join us", "Do join"), POST.strip(),
    ]  # fmt: skip
