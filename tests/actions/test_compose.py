"""From a touch and a person to the message as it leaves the house."""

from datetime import timedelta

import pytest

from outreach.actions.composing.compose import first_link
from outreach.actions.preview import preview
from outreach.core.message import Email, Errand, Message, Post
from tests.world import MEETING, PLAIN, SETTINGS, SOCIAL, Office, at, member

REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
SIGNED = MEETING.replace("location: Hall", "location: Hall, signed_by: [sam, pat]")

KIT = """\
---
subject: Posts
---
Hello {{ contact.greeting }}

{% for post in posts %}{{ post.text }}

{% for network, link in post.links %}- {{ network }}: <{{ link }}>
{% endfor %}{% endfor %}"""


def composed(office: Office, step: str, to: str = "") -> Message:
    return preview(office.world(), "spring", step, to, "", at("2027-01-04 09:00"))[0].message


def email(office: Office, step: str, to: str = "") -> Email:
    found = composed(office, step, to)
    assert isinstance(found, Email)
    return found


def test_list_mail_can_be_left_and_says_which_list_it_is(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER)
    sent = email(office, "reminder")
    assert sent.list_id == "laramie.partnerships.example.org"
    assert [each.startswith("mailto:") for each in sent.unsubscribe] == [True]
    assert not sent.one_click
    assert "1 Main Street, Cheyenne, WY 82001" in sent.text


def test_with_public_pages_it_can_be_left_with_one_click(office: Office) -> None:
    office.write("config/outreach.yaml", SETTINGS + "public_url: https://outreach.example.org\n")
    office.people("ann")
    office.campaign(REMINDER)
    sent = email(office, "reminder")
    assert sent.one_click
    assert [each.split(":")[0] for each in sent.unsubscribe] == ["https", "mailto"]


def test_mail_to_one_person_is_no_list_mail(office: Office) -> None:
    office.people("ann")
    office.campaign(REMINDER.replace("}", ", to: ann}"))
    sent = email(office, "reminder")
    assert (sent.list_id, sent.unsubscribe) == ("", ())


def test_complaints_are_counted_by_mailing_and_only_what_nobody_wrote_says_so(office: Office) -> None:
    when = "when: 7 weeks before event at 09:00"
    asked = f"{{id: sign-off, send: sign_off, template: letter.md, {when}, to: signers}}"
    office.people("ann", "sam", "pat")
    office.campaign(REMINDER, asked, head=SIGNED)
    listed, single = email(office, "reminder"), email(office, "sign-off", "sam")
    assert listed.feedback_id.startswith("reminder.spring:spring::")
    assert "ann" not in listed.feedback_id
    assert single.feedback_id == ""
    assert (listed.auto_generated, single.auto_generated) == (False, True)


def test_an_invitation_carries_the_event_for_one_calendar(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION)
    invite = email(office, "invitation").invite
    assert invite is not None
    assert (invite.method, invite.sequence, invite.title, invite.location) == (
        "REQUEST", 0, "Spring meeting", "Hall",
    )  # fmt: skip
    assert (invite.starts, invite.duration) == (at("2027-03-18 09:00"), timedelta(hours=2))
    assert invite.attendee.address == "ann@example.org"


def test_a_message_id_is_that_of_the_delivery_and_tells_nobody_who(office: Office) -> None:
    office.people("ann", "bob")
    office.campaign(REMINDER)
    first, again, other = (email(office, "reminder", to).message_id for to in ("ann", "ann", "bob"))
    assert first == again != other
    assert "ann" not in first


def test_the_reader_sees_the_name_it_is_from(office: Office) -> None:
    office.people(
        member("sam", last_name="Smith"),
        member("pat", last_name="Poe"),
        member("ann", recruiter="pat"),
        "bob",
    )
    names = {}
    for sender in ("organisation", "signers", "recruiter"):
        office.campaign(REMINDER.replace("}", f", from: {sender}}}"), head=SIGNED)
        names |= {(sender, to): email(office, "reminder", to).sender for to in ("ann", "bob")}
    assert {key: each.name for key, each in names.items()} == {
        ("organisation", "ann"): "Example Sector Partnerships",
        ("organisation", "bob"): "Example Sector Partnerships",
        ("signers", "ann"): "Sam Smith and Pat Poe",
        ("signers", "bob"): "Sam Smith and Pat Poe",
        ("recruiter", "ann"): "Pat Poe",
        ("recruiter", "bob"): "Sam Smith",
    }
    assert {each.address for each in names.values()} == {"hello@partnerships.example.org"}


def test_a_recruiters_own_words_go_to_the_people_they_recruit(office: Office) -> None:
    office.write("templates/letter.pat.md", PLAIN.replace("please reply", "come, it is worth it"))
    office.people("pat", member("ann", recruiter="pat"), "bob")
    office.campaign(INVITATION.replace("}", ", from: recruiter}"))
    assert "come, it is worth it" in email(office, "invitation", "ann").text
    assert "please reply" in email(office, "invitation", "bob").text


def test_an_answer_comes_back_with_a_token_where_addresses_may_carry_one(office: Office) -> None:
    replies = "replies: {address: hello@partnerships.example.org, tokens: plus}\n"
    office.write("config/outreach.yaml", SETTINGS + replies)
    office.people("ann")
    office.campaign(REMINDER)
    assert email(office, "reminder").reply_to.address.startswith("hello+")


def test_a_kit_works_each_ambassadors_why_into_every_post(office: Office) -> None:
    office.write("templates/kit.md", KIT)
    office.people(member("ann", why="I learned on the job."), "bob")
    step = "{id: kit, send: kit, template: kit.md, posts: [post.txt], when: on 2027-03-04 at 10:00}"
    office.campaign(step, head=SOCIAL)
    assert "I learned on the job." in email(office, "kit", "ann").text
    assert "[Your why" in email(office, "kit", "bob").text
    assert "Facebook: " in email(office, "kit", "ann").text


def test_a_call_goes_to_the_recruiter_with_number_and_script(office: Office) -> None:
    office.people(
        member("ann", phone="307-555-0101", recruiter="pat", organisation="Builders", last_name="Lee")
    )
    office.campaign("{id: phone, send: call, template: letter.md, when: 2 weeks before event at 09:00}")
    call = composed(office, "phone")
    assert isinstance(call, Errand)
    assert (call.owner, call.contact, call.phone) == ("pat", "ann", "307-555-0101")
    assert call.reason == "Telephone Ann Lee (Builders): Spring meeting"
    assert "Hello Ann, please reply." in call.text


def test_a_task_says_what_for_whom_and_by_which_medium(office: Office) -> None:
    office.campaign(
        "{id: press-note, send: task, medium: press, who: the paper, when: on 2027-03-04 at 10:00}"
    )
    task = composed(office, "press-note")
    assert isinstance(task, Errand)
    assert (task.reason, task.owner) == ("Spring meeting: press note (press) for the paper", "convener")


def test_a_task_for_somebody_we_know_is_theirs(office: Office) -> None:
    office.people("ann")
    office.campaign("{id: press-note, send: task, medium: press, who: ann, when: on 2027-03-04 at 10:00}")
    task = composed(office, "press-note")
    assert isinstance(task, Errand)
    assert (task.reason, task.owner) == ("Spring meeting: press note (press)", "ann")


def test_a_network_may_have_words_of_its_own(office: Office) -> None:
    office.write("templates/post.x.txt", "Short. Join us. https://example.org #wyomingnextgen\n")
    office.campaign(
        "{id: talk, send: post, networks: [x, bluesky], template: post.txt, when: on 2027-03-04 at 10:00}",
        head=SOCIAL,
    )
    found = preview(office.world(), "spring", "talk", "", "", at("2027-01-04 09:00"))
    posts = {each.channel: each.message for each in found}
    assert isinstance(posts["x"], Post)
    assert isinstance(posts["bluesky"], Post)
    assert posts["x"].text.startswith("Short.")
    assert posts["bluesky"].link == "https://example.org/contact"


def test_what_is_attached_goes_along(office: Office) -> None:
    office.write("campaigns/agenda.txt", "One. Two.")
    office.people("ann")
    office.campaign(REMINDER.replace("}", ", attach: [agenda.txt]}"))
    [attached] = email(office, "reminder").attachments
    assert (attached.name, attached.content) == ("agenda.txt", b"One. Two.")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Watch https://example.org/a, then call.", "https://example.org/a"),
        ("See what we do (https://example.org/a).", "https://example.org/a"),
        ("Read \u201chttps://example.org/a\u201d", "https://example.org/a"),
        ("Visit partnerships.example.org today", "https://partnerships.example.org"),
        ("No link here.", ""),
    ],
)
def test_the_first_link_of_a_post_is_the_one_that_the_rules_found(text: str, link: str) -> None:
    assert first_link(text) == link
