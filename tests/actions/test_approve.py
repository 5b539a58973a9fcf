"""Somebody has read this exact wording and lets it go out."""

import pytest

from outreach.actions.approve import agree, difference
from outreach.core.errors import UsageError
from tests.world import APPROVED, MEETING, PLAIN, POST, Office, at, counted, member

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: other.md, when: 2 weeks before event at 09:00}"
TALK = "{id: talk, send: post, networks: [x, mastodon], template: post.txt, when: on 2027-03-04 at 10:00}"
SIGNED = MEETING.replace("location: Hall", "location: Hall, signed_by: [ann, bob]")
LETTER = INVITATION.replace("}", ", from: signers}")
SIGN_OFF = (
    "{id: sign-off, send: sign_off, template: letter.md, when: 7 weeks before event at 09:00, to: signers}"
)


@pytest.fixture
def office(office: Office) -> Office:
    office.write("config/outreach.yaml", APPROVED)
    office.write("templates/other.md", PLAIN.replace("please reply", "do come"))
    office.people("ann", "bob", "cat")
    return office


def steps(found: object) -> list[str]:
    return [each.step for each in found]  # type: ignore[attr-defined]


def test_the_first_approval_shows_every_text_whole_and_begins_the_campaign(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    done = office.approve("2027-02-01 09:00")
    assert [(each.step, each.outcome) for each in done.approved] == [
        ("invitation", "new"),
        ("reminder", "new"),
    ]
    assert "+ Hello [first name], please reply." in done.approved[0].diff
    assert office.ledger.history("spring").began == at("2027-02-01 09:00")
    assert done.exit_status == 0


def test_approving_again_changes_nothing(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    office.approve("2027-02-01 09:00")
    done = office.approve("2027-02-02 09:00")
    assert (steps(done.approved), steps(done.unchanged)) == ([], ["invitation", "reminder"])


def test_an_edit_shows_what_changed_and_asks_for_that_step_alone(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    office.approve("2027-02-01 09:00")
    office.write("templates/other.md", PLAIN.replace("please reply", "please do come"))
    done = office.approve("2027-02-02 09:00")
    assert (steps(done.approved), steps(done.unchanged)) == (["reminder"], ["invitation"])
    assert done.approved[0].outcome == "changed"
    lines = done.approved[0].diff.splitlines()
    assert "-Hello [first name], do come." in lines
    assert "+Hello [first name], please do come." in lines


def test_only_the_steps_named_are_approved(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    assert steps(office.approve("2027-02-01 09:00", "reminder").approved) == ["reminder"]
    assert set(office.ledger.history("spring").approvals) == {("reminder", "once")}


def test_a_step_that_is_not_there_is_named_with_the_nearest(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    with pytest.raises(UsageError, match=r"has no step `remind`.*reminder"):
        office.approve("2027-02-01 09:00", "remind")
    with pytest.raises(UsageError, match=r"there is no campaign `sprung`.*spring"):
        office.approve("2027-02-01 09:00", campaign="sprung")


def test_what_was_due_before_the_first_approval_is_listed_and_left(office: Office) -> None:
    office.campaign(INVITATION, REMINDER)
    done = office.approve("2027-02-20 09:00")
    assert [(each.step, each.outcome) for each in done.left] == [("invitation", "before this campaign began")]
    assert steps(done.approved) == ["reminder"]
    assert counted(office.run("2027-02-20 09:05")) == {}


def test_an_error_that_refuses_stops_the_whole_campaign(office: Office) -> None:
    office.campaign(INVITATION)
    done = office.approve("2027-02-01 09:00")
    assert ([each.rule for each in done.refused], done.exit_status) == (["N003"], 1)
    assert office.ledger.history("spring").approvals == {}
    assert office.ledger.history("spring").began is None


def test_an_error_that_holds_leaves_out_its_own_step_only(office: Office) -> None:
    office.write("templates/post.txt", POST.replace("#wyomingnextgen", ""))
    office.campaign(TALK, REMINDER)
    done = office.approve("2027-02-01 09:00")
    assert (steps(done.approved), done.exit_status) == (["reminder"], 1)
    assert {each.rule for each in done.refused} == {"S001"}
    assert office.approve("2027-02-01 09:00", "reminder").exit_status == 0


def test_words_not_written_yet_are_left_for_later(office: Office) -> None:
    recap = (
        "{id: recap, send: email, template: letter.md, content: recap.md, when: 1 day after event at 09:00}"
    )
    office.campaign(recap, REMINDER)
    done = office.approve("2027-02-01 09:00")
    assert [(each.step, each.outcome) for each in done.left] == [
        ("recap", "campaigns/recap.md is not written yet")
    ]
    assert done.exit_status == 0


def test_each_occurrence_of_a_recurring_step_is_approved_on_its_own(office: Office) -> None:
    update = (
        '{id: update, send: email, template: letter.md, content: "{{ occurrence.date }}.md", '
        "when: every 1 months from 2027-02-09 at 09:00 until 2027-03-31}"
    )
    office.write("templates/letter.md", PLAIN + "\n{{ content }}\n")
    office.write("campaigns/2027-02-09.md", "First words.\n")
    office.campaign(update)
    done = office.approve("2027-02-01 09:00")
    assert [each.occurrence for each in done.approved] == ["2027-02-09"]
    office.write("campaigns/2027-03-09.md", "Second words.\n")
    done = office.approve("2027-02-02 09:00")
    assert [each.occurrence for each in done.approved] == ["2027-03-09"]
    office.write("campaigns/2027-03-09.md", "Better words.\n")
    assert [each.occurrence for each in office.approve("2027-02-03 09:00").approved] == ["2027-03-09"]


def test_what_has_gone_out_is_not_asked_about_again(office: Office) -> None:
    office.campaign(REMINDER, TALK)
    office.approve("2027-02-01 09:00")
    office.run("2027-03-04 09:00")
    office.write("templates/other.md", PLAIN)
    done = office.approve("2027-03-04 09:30")
    assert (steps(done.approved), steps(done.unchanged)) == ([], ["talk"])


def test_a_letter_waits_until_all_whose_name_it_carries_have_agreed(office: Office) -> None:
    office.campaign(LETTER, REMINDER, head=SIGNED)
    assert office.approve("2027-02-01 09:00").awaiting == ("ann", "bob")
    assert agree(office.world(), "spring", "ann", at("2027-02-02 09:00")) == 1
    assert not office.plan("2027-02-02 09:00").rows[0].agreed
    assert counted(office.run("2027-02-04 09:00")) == {"held": 3}
    [asked] = office.asked()
    assert "L008" in asked.reason
    assert "bob has not agreed" in asked.reason
    agree(office.world(), "spring", "bob", at("2027-02-04 09:30"))
    assert office.plan("2027-02-04 09:45").rows[0].agreed
    assert counted(office.run("2027-02-04 10:00")) == {"sent": 3}
    assert office.asked() == []


def test_an_edit_of_the_letter_takes_the_agreement_back(office: Office) -> None:
    office.campaign(LETTER, REMINDER, head=SIGNED)
    for who in ("ann", "bob"):
        agree(office.world(), "spring", who, at("2027-02-01 09:00"))
    assert office.approve("2027-02-01 09:00").awaiting == ()
    office.write("templates/letter.md", PLAIN.replace("please reply", "please come"))
    assert office.approve("2027-02-01 10:00").awaiting == ("ann", "bob")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 3}


def test_the_sign_off_and_the_letter_it_is_about_are_one_text_to_agree_to(office: Office) -> None:
    office.campaign(SIGN_OFF, LETTER, REMINDER, head=SIGNED)
    office.approve("2027-01-20 09:00")
    assert counted(office.run("2027-01-28 09:00")) == {"sent": 2}
    for who in ("ann", "bob"):
        assert agree(office.world(), "spring", who, at("2027-01-28 10:00")) == 1
    assert counted(office.run("2027-02-04 09:00")) == {"sent": 3}


def test_only_those_who_sign_can_agree(office: Office) -> None:
    office.campaign(LETTER, REMINDER, head=SIGNED)
    with pytest.raises(UsageError, match="`cat` signs nothing in spring"):
        agree(office.world(), "spring", "cat", at("2027-02-01 09:00"))


def test_a_difference_names_only_the_lines_around_what_changed() -> None:
    before = "\n".join(f"line {number}" for number in range(20))
    assert difference(before, before.replace("line 10", "line ten")).splitlines() == [
        " line 8", " line 9", "-line 10", "+line ten", " line 11", " line 12",
    ]  # fmt: skip


def test_a_persons_details_are_no_edit(office: Office) -> None:
    office.campaign(REMINDER)
    office.approve("2027-02-01 09:00")
    office.people(member("ann", first_name="Anna", organisation="Builders"))
    assert steps(office.approve("2027-02-02 09:00").unchanged) == ["reminder"]
