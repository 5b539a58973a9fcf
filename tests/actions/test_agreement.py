"""L008: no letter goes out under a person's name before that person has agreed to this text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.actions.receiving.taking import Taking
from outreach.actions.replies import take
from outreach.actions.simulate import Played
from outreach.core.finding import Level
from outreach.core.history import Key, Reply
from outreach.core.inbound.nouns import Arrived
from outreach.core.tokens import token
from outreach.workspace.shelf import FolderShelf
from tests.actions.receiving.reception import mail as written
from tests.world import APPROVED, SECRET, Office, Recorder, at, counted, member, rows

LAUNCH = """\
campaign: spring
title: Spring launch
kind: launch
partnership: laramie
event:
  {title: Spring launch, starts: 2027-03-18 09:00, duration: 2h, location: Hall, signed_by: [ann, bob]}
audience: {roles: [business_member], exclude: {contacts: [ann, bob]}}
waive:
  - {rule: F001, reason: not what these tests are about, by: convener, until: 2099-12-31}
  - {rule: L006, reason: not what these tests are about, by: convener, until: 2099-12-31}
steps:
"""
STEPS = (
    "{id: sign-off, send: sign_off, template: signed.md, when: 7 weeks before event at 09:00}",
    "{id: invitation, send: invite, template: signed.md, from: signers, when: 6 weeks before event at 09:00}",
    "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}",
)
SIGNED = "---\nsubject: Come\n---\nHello {{ contact.greeting }}, join us.\n\n{{ signers[0].name }}\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path, settings=APPROVED)
    champion = frozenset({"champion"})
    made.people(member("ann", roles=champion), member("bob", roles=champion), "cat")
    made.write("templates/signed.md", SIGNED)
    made.campaign(*STEPS, head=LAUNCH)
    made.approve("2027-01-20 09:00")
    yield made
    made.ledger.close()


def says(office: Office, who: str, text: str, wall: str = "2027-01-29 10:00") -> None:
    """A signer answers."""
    take(office.ledger, Reply("spring", who, at(wall), "answer", text))


def test_the_letter_waits_for_the_last_of_its_signers(office: Office) -> None:
    assert counted(office.run("2027-01-28 09:00")) == {"sent": 2}
    says(office, "ann", "Yes, I agree.")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}
    (asked,) = office.asked()
    assert "L008: bob has not agreed to this letter yet" in asked.reason
    assert asked.kind == "decide"
    says(office, "bob", "Looks good, no changes.", "2027-02-04 10:00")
    assert counted(office.run("2027-02-04 10:05")) == {"sent": 1}
    assert office.asked() == []


def test_an_answer_that_is_not_plainly_yes_agrees_to_nothing(office: Office) -> None:
    office.run("2027-01-28 09:00")
    says(office, "ann", "Yes, but please change the second sentence.")
    says(office, "bob", "Who else signs?")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}
    (asked,) = office.asked()
    assert "ann and bob have not agreed to this letter yet" in asked.reason


def by_link(office: Office, who: str, subject: str, text: str = "") -> bytes:
    """A signer's mail, sent by the link that agrees."""
    link = token("agree", Key("spring", "sign-off", "once", who), SECRET)
    to = f"hello+{link}@partnerships.example.org"
    return written(text, f"{who}@example.org", to, subject, "2027-01-29 10:00")


def test_the_link_that_agrees_does_so_when_it_is_sent_off_as_it_opens(office: Office) -> None:
    office.run("2027-01-28 09:00")
    taking = Taking(
        replace(office.world(), mailbag=FolderShelf(office.root / "inbox")), at("2027-01-29 11:00")
    )
    for who, subject in (("ann", "I agree: Spring launch"), ("bob", "I do not agree: Spring launch")):
        taking.take(Arrived("files", "some.eml", by_link(office, who, subject)))
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}
    assert "L008: bob has not agreed to this letter yet" in office.asked()[-1].reason


def test_yes_before_the_letter_was_sent_to_them_agrees_to_nothing(office: Office) -> None:
    says(office, "ann", "Yes", "2027-01-21 10:00")
    says(office, "bob", "Yes", "2027-01-21 10:00")
    office.run("2027-01-28 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}


def test_they_agreed_to_that_text_and_not_to_what_it_became(office: Office) -> None:
    office.run("2027-01-28 09:00")
    says(office, "ann", "Yes")
    says(office, "bob", "Yes")
    office.write("templates/signed.md", SIGNED.replace("join us", "bring your friends"))
    office.approve("2027-02-01 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}


def test_yes_to_the_text_they_were_sent_does_not_cover_an_edit_made_in_between(office: Office) -> None:
    office.run("2027-01-28 09:00")
    office.write("templates/signed.md", SIGNED.replace("join us", "bring your friends"))
    office.approve("2027-01-28 12:00")
    says(office, "ann", "Yes")
    says(office, "bob", "Yes")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}


def test_the_plan_warns_and_shows_the_letter_as_going(office: Office) -> None:
    plan = office.plan("2027-01-20 10:00")
    assert rows(plan, "invitation") == [("2027-02-04 09:00", "send", 1)]
    (row,) = [each for each in plan.rows if each.touch.step.id == "invitation"]
    assert (row.approved, row.agreed) == (True, False)
    (found,) = [each for each in row.findings if each.rule == "L008"]
    assert found.level is Level.WARNING
    assert "outreach agreed spring ann" in found.fix


@pytest.mark.parametrize(("text", "sent"), [("Yes, go ahead.", 1), ("No.", 0)])
def test_a_simulation_plays_the_answers_of_signers(office: Office, text: str, sent: int) -> None:
    played = [
        Played(Reply("spring", who, at("2027-01-29 10:00"), "answer", text), f"{who}@example.org")
        for who in ("ann", "bob")
    ]
    wire = Recorder("email")
    office.simulate(
        "2027-01-20 10:00", "2027-02-10 00:00", assumed=False, played=played, wire={"email": wire}
    )
    assert len([each for each in wire.keys if "/invitation/" in each]) == sent


def test_yes_to_something_else_that_came_after_the_sign_off_agrees_to_nothing(office: Office) -> None:
    news = "{id: news, send: email, template: letter.md, to: signers, when: on 2027-01-29 at 09:00}"
    office.campaign(*STEPS, news, head=LAUNCH)
    office.approve("2027-01-21 09:00")
    office.run("2027-01-28 09:00")
    assert counted(office.run("2027-01-29 09:00")) == {"sent": 2}
    says(office, "ann", "Yes")
    says(office, "bob", "Yes")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}


def test_an_old_yes_that_is_collected_late_agrees_to_nothing_sent_after_it(office: Office) -> None:
    office.run("2027-01-28 09:00")
    says(office, "ann", "Yes", "2027-01-27 10:00")
    says(office, "bob", "Yes", "2027-01-27 10:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}


def test_a_champions_own_version_is_agreed_to_by_all_whose_names_it_carries(office: Office) -> None:
    office.write("templates/signed.bob.md", SIGNED.replace("join us", "come along"))
    office.write("templates/signed.md", SIGNED)
    steps = (STEPS[0], STEPS[1].replace("from: signers", "from: recruiter"), STEPS[2])
    office.campaign(*steps, head=LAUNCH)
    office.people(member("cat", recruiter="bob"))
    office.approve("2027-01-21 09:00")
    office.run("2027-01-28 09:00")
    to_ann, to_bob = sorted(office.mail.emails(), key=lambda each: each.key.recipient)
    for mail in (to_ann, to_bob):
        assert "come along" in mail.text
        assert "join us" in mail.text
    says(office, "ann", "Yes")
    says(office, "bob", "Yes")
    office.write("templates/signed.bob.md", SIGNED.replace("join us", "bring everybody"))
    office.approve("2027-02-01 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 1}
    (asked,) = office.asked()
    assert "ann and bob have not agreed" in asked.reason
