"""What the files say, before anything is planned."""

from outreach.actions.check import Checked, check
from outreach.core.errors import Place
from tests.world import MEETING, POST, SOCIAL, Office, at, member, starter

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
TALK = (
    "{id: talk, send: post, networks: [x, mastodon], template: post.txt, written_for: everyone, "
    "when: on 2027-03-04 at 10:00}"
)

SOUND = (
    INVITATION,
    REMINDER.replace("reminder", "first").replace("2 weeks", "4 weeks"),
    REMINDER,
    "{id: recap, send: email, template: recap.md, when: 2 business days after event at 09:00}",
    TALK,
)
LETTER = """\
---
subject: "{{ campaign.title }}"
---
Hello {{ contact.greeting }},

Please reply.

Questions? Call {{ owner.name }} at {{ owner.phone }} or write to {{ owner.email }}.
"""
RECAP = LETTER.replace(
    "Please reply.", "Champion One names three teachers by May 6. We next meet on June 24. Please reply."
)


def sound(office: Office) -> None:
    """A meeting with which nothing is wrong."""
    office.write("templates/letter.md", LETTER)
    office.write("templates/recap.md", RECAP)
    office.campaign(*SOUND, head=MEETING.replace("waive:", "# waive:"))


def checked(office: Office, *only: str, mentions: tuple[tuple[str, Place], ...] = ()) -> Checked:
    return check(office.world(), at("2027-01-04 09:00"), mentions, frozenset(only))


def test_a_sound_workspace_has_nothing_to_say(office: Office) -> None:
    office.people("ann", member("convener", phone="307-555-0195"))
    sound(office)
    found = checked(office)
    assert (found.problems, found.findings, found.exit_status) == ((), (), 0)


def test_the_starter_is_sound(tmp_path: object) -> None:
    office = starter(tmp_path)  # type: ignore[arg-type]
    found = checked(office)
    assert (found.problems, [each for each in found.findings if each.stops]) == ((), [])


def test_a_broken_rule_is_a_finding_at_its_line(office: Office) -> None:
    office.people("ann")
    office.write("templates/post.txt", POST.replace("#wyomingnextgen", ""))
    office.campaign(TALK, head=SOCIAL)
    found = checked(office)
    assert [(each.rule, each.place.file, each.campaign) for each in found.findings] == [
        ("S001", "templates/post.txt", "spring")
    ]
    assert found.exit_status == 1


def test_a_text_that_cannot_be_made_is_a_problem_at_its_line(office: Office) -> None:
    office.people("ann")
    office.write("templates/letter.md", "---\nsubject: Hello\n---\nHello {{ contact.nickname }}\n")
    office.campaign(INVITATION, REMINDER)
    found = checked(office)
    assert [(each.place.file, each.place.line) for each in found.problems] == [("templates/letter.md", 4)]
    assert found.exit_status == 2


def test_what_has_gone_out_does_not_hide_what_the_files_say(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION, REMINDER)
    office.run("2027-02-01 09:00")
    office.run("2027-02-04 09:00")
    office.campaign(INVITATION)
    assert [each.rule for each in checked(office).findings if each.stops] == ["N003"]


def test_only_the_campaigns_named_are_checked(office: Office) -> None:
    office.people("ann")
    office.campaign(INVITATION)
    office.campaign(REMINDER, head="campaign: other\n" + SOCIAL.partition("\n")[2], name="other")
    assert checked(office, "other").findings == ()


def test_while_nobody_is_imported_one_piece_of_advice_says_how(office: Office) -> None:
    sound(office)
    found = checked(office, mentions=(("nobody", Place("campaigns/spring.yaml", 3)),))
    assert [(each.level.value, each.fix) for each in found.findings] == [
        ("advice", "outreach contacts import config/people.csv")
    ]
    assert (found.problems, found.exit_status) == ((), 0)


def test_a_contact_that_nobody_has_is_a_problem_with_the_nearest(office: Office) -> None:
    office.people("champion")
    office.campaign(INVITATION, REMINDER)
    [problem] = checked(office, mentions=(("chamipon", Place("campaigns/spring.yaml", 3)),)).problems
    assert problem.place.line == 3
    assert "`chamipon`" in problem.message
    assert "champion" in problem.message.replace("chamipon", "")


KIT = "{id: kit, send: kit, template: kit.md, posts: [post.txt], when: on 2027-03-04 at 09:00}"


def test_a_kit_is_judged_by_the_people_it_goes_to_and_by_what_its_templates_say(office: Office) -> None:
    office.people("ann", "ben", "cem", "dan", "eve", "fay")
    office.write("templates/kit.md", "---\nsubject: A kit\n---\nShare it.\n")
    office.write("templates/post.txt", f"---\nwritten_for: schools\n---\n{POST}")
    office.campaign(KIT, head=SOCIAL)
    assert [(each.rule, each.message) for each in checked(office).findings] == [
        ("S010", "it goes to business as well, and none of its texts is written for business"),
        ("S010", "post.txt goes to 6 ambassadors on 4 March; 5 are the most"),
    ]
    office.write("templates/post.txt", f"---\nwritten_for: business\n---\n{POST}")
    assert len(checked(office).findings) == 1
