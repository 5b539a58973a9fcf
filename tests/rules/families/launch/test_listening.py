"""L009: support partners at a launch come to listen, and stay for a debrief."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outreach.core.finding import Finding, Level, Moment
from outreach.core.history import History, Progress
from outreach.rules.case import Case
from outreach.rules.examine import examine
from outreach.rules.families.launch.listening import ComeToListen
from tests.rules.building import case, letter
from tests.rules.examples import example

LAUNCH = """\
kind: launch
event:
  title: Launch
  starts: 2027-03-18 09:00
  duration: 2h
  outer_table:
    audience: {roles: [support_partner]}
    stay_until: 45 minutes after event
steps:
  - id: invitation
    send: invite
    template: launch/letter.md
    when: 6 weeks before event at 09:00
  - id: invite-partners
    send: invite
    for: outer_table
    template: launch/partners.md
    when: 5 weeks before event at 09:00
"""
SPEAK = "Please join us on March 18, and tell the businesses what your programs can do."
HEAR = "Please join us on March 18 as a listener: the businesses do the talking."
STAY = "    stay_until: 45 minutes after event\n"
SILENT = "does not tell the support partners that they come to listen"


def invited(text: str = HEAR, campaign: str = LAUNCH, step: str = "invite-partners", **more: object) -> Case:
    judged = case(campaign, **more)  # type: ignore[arg-type]
    return replace(judged, letters=(letter(judged, text, step=step),))


def found_in(judged: Case) -> tuple[Finding, ...]:
    return examine(judged, (ComeToListen,))


def messages(judged: Case) -> list[str]:
    return [each.message for each in found_in(judged)]


def test_the_examples_of_the_rule_are_what_they_say() -> None:
    assert messages(example(ComeToListen.bad)) == [SILENT]
    assert found_in(example(ComeToListen.good)) == ()


def test_an_invitation_that_does_not_say_so_is_pointed_at() -> None:
    (found,) = found_in(invited(SPEAK))
    assert found.message == SILENT
    assert found.fix == "say it in a sentence, such as `The businesses do the talking, and we come to listen`"
    assert str(found.place) == "templates/launch/partners.md:4:1"
    assert (found.step, found.level, found.effect) == ("invite-partners", Level.WARNING, None)


@pytest.mark.parametrize(
    "text",
    [
        HEAR,
        "Come and hear from the owners what they need.",
        "Please come.\n\nWe sit at the outer table and listen: no presentations.",
        "Join us to observe; the floor belongs to the business people.",
    ],
)
def test_an_invitation_that_says_so_in_any_words_is_fine(text: str) -> None:
    assert found_in(invited(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Please come and present your programs; the businesses will listen. We are listening.",
        "Come and hear what we have planned.",
        "Tell the businesses what your college offers. They are all ears.",
    ],
)
def test_that_others_listen_to_the_partners_is_the_opposite(text: str) -> None:
    assert messages(invited(text)) == [SILENT]


def test_the_subject_may_say_so() -> None:
    judged = case(LAUNCH)
    text = letter(judged, SPEAK, step="invite-partners", subject="Come and listen: launch, March 18")
    assert found_in(replace(judged, letters=(text,))) == ()


def test_the_remedy_of_a_silent_invitation_makes_the_rule_pass() -> None:
    (found,) = found_in(invited(SPEAK))
    assert found_in(invited(f"{SPEAK}\n\n{found.fix.split('`')[1]}.")) == ()


@pytest.mark.parametrize(
    ("stay", "message"),
    [
        ("", "does not say how long the outer table stays, so its people leave without a debrief"),
        (
            "    stay_until: 30 minutes before event\n",
            "the outer table leaves before the meeting is over, and without a debrief",
        ),
        (
            "    stay_until: 1 hour after event at 10:30\n",
            "the outer table leaves before the meeting is over, and without a debrief",
        ),
    ],
)
def test_a_time_without_a_debrief_is_told_and_its_remedy_makes_the_rule_pass(stay: str, message: str) -> None:
    (found,) = found_in(invited(campaign=LAUNCH.replace(STAY, stay)))
    assert found.message == message
    assert (found.place.file, found.place.line) == ("campaigns/example.yaml", 8 if stay else 7)
    assert found.fix == "write `stay_until: 45 minutes after event` under `outer_table`"
    assert found_in(invited(campaign=LAUNCH.replace(STAY, f"    {found.fix.split('`')[1]}\n"))) == ()


@pytest.mark.parametrize(
    "stay", ["1 minute after event", "2 hours after event", "1 hour after event at 11:30"]
)
def test_any_time_after_the_end_is_a_debrief(stay: str) -> None:
    assert found_in(invited(campaign=LAUNCH.replace("45 minutes after event", stay))) == ()


@pytest.mark.parametrize(
    "change",
    [
        ("    send: invite\n    for: outer_table", "    send: invite"),
        ("when: 5 weeks before event", "when: 2 days after event"),
        ("    send: invite\n    for: outer_table", "    send: task\n    for: outer_table"),
    ],
    ids=["none at all", "only afterwards", "a task"],
)
def test_an_outer_table_that_nobody_writes_to_is_told(change: tuple[str, str]) -> None:
    (found,) = found_in(case(LAUNCH.replace(*change)))
    assert found.message == (
        "nothing goes to the outer table before the launch, so nobody tells it to come and listen"
    )
    assert found.fix == (
        "add a step with `send: invite` and `for: outer_table` that asks them to come and listen"
    )
    assert found.place.line == 7


def test_the_remedy_of_a_forgotten_outer_table_makes_the_rule_pass() -> None:
    bare = LAUNCH[: LAUNCH.index("  - id: invite-partners")]
    assert len(found_in(case(bare))) == 1
    assert found_in(invited(campaign=LAUNCH)) == ()


def test_partners_who_are_called_are_told_on_the_telephone() -> None:
    called = LAUNCH.replace("    send: invite\n    for: outer_table", "    send: call\n    for: outer_table")
    assert found_in(case(called)) == ()


def test_without_an_invitation_any_e_mail_before_the_launch_may_say_so() -> None:
    mailed = LAUNCH.replace("    send: invite\n    for: outer_table", "    send: email\n    for: outer_table")
    assert messages(invited(SPEAK, mailed)) == [SILENT]
    both = mailed + "  - {id: b, send: email, for: outer_table, template: b.md, when: 1 week before event}\n"
    judged = invited(SPEAK, both)
    assert found_in(replace(judged, letters=(*judged.letters, letter(judged, HEAR, step="b")))) == ()


def test_each_invitation_of_the_outer_table_says_so() -> None:
    both = (
        LAUNCH + "  - {id: b, send: invite, for: outer_table, template: b.md, when: 4 weeks before event}\n"
    )
    judged = invited(HEAR, both)
    second = replace(judged, letters=(*judged.letters, letter(judged, SPEAK, step="b")))
    assert [each.step for each in found_in(second)] == ["b"]


@pytest.mark.parametrize(
    "change",
    [
        ("kind: launch", "kind: meeting"),
        ("  duration: 2h", "  status: cancelled\n  reason: Snow"),
        (f"  outer_table:\n    audience: {{roles: [support_partner]}}\n{STAY}", ""),
    ],
    ids=["a meeting", "called off", "no outer table"],
)
def test_only_a_launch_with_an_outer_table_owes_this(change: tuple[str, str]) -> None:
    assert found_in(invited(SPEAK, LAUNCH.replace(*change))) == ()


def test_a_launch_that_is_over_and_an_invitation_that_went_out_are_left_in_peace() -> None:
    assert found_in(invited(SPEAK, now=datetime(2027, 3, 19, tzinfo=UTC))) == ()
    when = datetime(2027, 2, 11, 16, tzinfo=UTC)
    sent = Progress(when, 1, finished=True, counts={"sent": 5})
    gone = History("example", began=when, progress={("invite-partners", "once", "email"): sent})
    assert found_in(invited(SPEAK, now=when, history=gone)) == ()


def test_what_the_guests_are_told_is_no_matter_here() -> None:
    assert found_in(invited(SPEAK, step="invitation")) == ()


@pytest.mark.parametrize(("moment", "number"), [(Moment.CHECK, 1), (Moment.PLAN, 0), (Moment.SEND, 0)])
def test_it_is_said_when_the_files_are_checked(moment: Moment, number: int) -> None:
    assert len(found_in(invited(SPEAK, moment=moment))) == number
