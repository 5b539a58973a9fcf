"""`outreach call-off`: what it writes, shows, sends and prints, and what it leaves alone."""

import pytest

from outreach import wiring
from outreach.actions.running.run import run
from outreach.cli import calloff
from outreach.core.errors import AnotherRunError
from outreach.core.history import Reply
from tests.cli.conftest import Desk

FILE = "campaigns/spring-meeting.yaml"
MEETING = """\
campaign: spring-meeting
title: Spring meeting
kind: meeting
partnership: laramie-construction
event:
  title: Spring meeting
  starts: 2027-03-18 09:00     # wall-clock time
  location: Example Hall
audience: {partnerships: [laramie-construction], roles: [champion]}
waive: [{rule: F001, reason: shown elsewhere, by: convener, until: 2099-12-31}]
steps:
  - {id: invitation, send: invite, template: meetings/invitation.md, when: 6 weeks before event at 09:00}
  - {id: reminder, send: email, template: meetings/reminder.md, when: 2 weeks before event at 09:00}
"""
REASON = ("--reason", "The road is closed: snow")


@pytest.fixture
def invited(peopled: Desk) -> Desk:
    """A workspace in which the champions have been invited, and two of them are coming."""
    peopled.only()
    peopled.write(FILE, MEETING)
    peopled.good("approve", "spring-meeting")
    peopled.at("2027-02-04T16:00")
    peopled.good("run")
    with peopled.ledger() as ledger:
        for who, rsvp in (("champion-2", "tentative"), ("champion-1", "accepted")):
            ledger.record(Reply("spring-meeting", who, peopled.clock, "rsvp", rsvp=rsvp))  # type: ignore[arg-type]
    return peopled.at("2027-02-09T04:00")


def text(desk: Desk) -> str:
    return (desk.root / FILE).read_text("utf-8")


def invitations(desk: Desk, occurrence: str) -> list[str]:
    folder = desk.outbox / "spring-meeting" / "invitation" / occurrence
    return sorted(path.name for path in folder.glob("*.eml"))


def test_it_writes_the_file_tells_everybody_at_once_and_prints_whom_to_telephone(invited: Desk) -> None:
    asked = invitations(invited, "once")
    ended = invited("call-off", "spring-meeting", *REASON)
    assert ended.status == 0, ended
    lines = ended.out.splitlines()
    assert lines[:5] == [
        f"In {FILE}, under `event`:",
        "    status: cancelled",
        "    reason: The road is closed: snow",
        f"{len(asked)} people hear of it by e-mail (invited by `invitation`)",
        f"{len(asked)} sent.",
    ]
    assert lines[5] == "To telephone, since they were coming:"
    assert [line.split()[0] for line in lines[7:9]] == ["accepted", "tentative"]
    assert "307-555-" in lines[7]
    assert lines[-1] == "Next: outreach deliveries"
    assert invitations(invited, "once+1") == asked
    assert 'event:\n  status: cancelled\n  reason: "The road is closed: snow"\n  title: Spring' in text(
        invited
    )
    assert invited("run").out == ""


def test_a_new_date_is_written_in_place_and_the_rest_stays_as_it_was(invited: Desk) -> None:
    ended = invited.good(
        "call-off", "spring-meeting", *REASON, "--new-date", "2027-04-08 10:00", "--by", "dana"
    )
    assert "  starts: 2027-04-08 10:00     # wall-clock time\n" in text(invited)
    assert (
        ended.out.splitlines()[-1] == "Next: outreach plan, to see what of spring-meeting waits for approval"
    )
    with invited.ledger() as ledger:
        approvals = ledger.history("spring-meeting").approvals
    assert approvals["invitation", "once+1"].by == "dana"


def test_a_dry_run_shows_all_of_it_and_changes_nothing(invited: Desk) -> None:
    ended = invited.good("call-off", "spring-meeting", *REASON, "--dry-run")
    assert "people hear of it by e-mail" in ended.out
    assert "Nothing was changed, since this is a dry run.\nTo telephone" in ended.out
    assert ended.out.endswith("\nNext: the same without --dry-run\n")
    assert text(invited) == MEETING
    assert invitations(invited, "once+1") == []
    with invited.ledger() as ledger:
        assert ("invitation", "once+1") not in ledger.history("spring-meeting").approvals


def test_its_document_holds_all_of_it(invited: Desk) -> None:
    asked = len(invitations(invited, "once"))
    found = invited.json("call-off", "spring-meeting", *REASON)
    assert set(found) == set(calloff.NOTHING)
    assert (found["campaign"], found["told"], found["sent"]) == ("spring-meeting", asked, asked)
    assert [found[each] for each in ("errors", "held", "failed", "unknown", "waiting", "problems")] == [
        [], 0, 0, 0, 0, []
    ]  # fmt: skip
    assert [(each["id"], each["answer"]) for each in found["phone"]] == [
        ("champion-1", "accepted"), ("champion-2", "tentative")
    ]  # fmt: skip
    assert set(found["phone"][0]) == {"id", "name", "organisation", "phone", "answer"}


def test_what_a_rule_forbids_is_shown_and_nothing_is_changed(invited: Desk) -> None:
    ended = invited("call-off", "spring-meeting", *REASON, "--new-date", "2027-02-20 09:00")
    assert ended.status == 1
    assert f"{FILE}:7:11 error N005 the new date is told" in ended.out
    assert "Nothing was changed. Mend the above, or waive it in the file, then do this again." in ended.out
    assert text(invited) == MEETING
    assert invitations(invited, "once+1") == []


@pytest.mark.parametrize("more", [(), ("--new-date", "2027-04-15 09:00"), ("--for", "champion-1")])
def test_while_a_short_list_keeps_it_from_people_who_were_invited_nothing_is_changed(
    invited: Desk, more: tuple[str, ...]
) -> None:
    invited.change("config/outreach.yaml", "approval:", 'only_to: ["@staff.test"]\napproval:')
    ended = invited("call-off", "spring-meeting", *REASON, *more)
    asked = 1 if "--for" in more else len(invitations(invited, "once"))
    assert ended.status == 2
    assert f"of those invited {asked} would not be told" in ended.err
    assert "`only_to:` in config/outreach.yaml" in ended.err
    assert text(invited) == MEETING
    invited.change("config/outreach.yaml", 'only_to: ["@staff.test"]\n', "")
    assert f"{asked} sent." in invited.good("call-off", "spring-meeting", *REASON, *more).out


def test_one_invitation_is_taken_back_for_good(invited: Desk) -> None:
    words = ("call-off", "spring-meeting", "--for", "champion-1", *REASON)
    ended = invited.good(*words)
    assert "1 person hears of it by e-mail (invited by `invitation`)\n1 sent.\n" in ended.out
    assert text(invited) == MEETING
    assert invitations(invited, "once+withdrawn") == ["champion-1.eml"]
    again = invited(*words)
    assert again.status == 2
    assert "the invitation of champion-1 was taken back on Monday 8 February" in again.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("spring-meeting", *REASON, "--for", "champion-1", "--new-date", "2027-05-05"), "give one of them"),
        (("spring-meeting",), "Missing option '--reason'"),
        (
            ("spring-metting", *REASON),
            "there is no campaign `spring-metting`; did you mean `spring-meeting`?",
        ),
        (
            ("spring-meeting", *REASON, "--new-date", "next week"),
            "`next week` is not a date and time such as",
        ),
    ],
)
def test_what_cannot_be_done_is_told(invited: Desk, words: tuple[str, ...], told: str) -> None:
    ended = invited("call-off", *words)
    assert ended.status == 2
    assert told in " ".join(ended.err.split())


def test_a_broken_file_is_named_with_its_place(invited: Desk) -> None:
    invited.change(FILE, "kind: meeting", "kind: meting")
    ended = invited("call-off", "spring-meeting", *REASON)
    assert ended.status == 2
    assert f"{FILE}:3:7" in ended.err


def test_while_another_run_goes_on_it_waits_and_then_says_how_it_goes_on(
    invited: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calloff, "PATIENCE", 0.2)
    monkeypatch.setattr(calloff, "PAUSE", 0.05)
    with invited.ledger() as ledger, ledger.only_run():
        ended = invited("call-off", "spring-meeting", *REASON)
    assert ended.status == 3
    assert "nothing is lost: it is approved, and the next `outreach run` sends it" in ended.err
    asked = invitations(invited, "once")
    invited.at("2027-02-09T16:00")
    invited.good("run")
    assert invitations(invited, "once+1") == asked


def test_a_run_that_read_the_files_before_does_not_tell_the_old_date_again(invited: Desk) -> None:
    invited.change("config/outreach.yaml", "approval: required", "approval: none")
    before = wiring.room(invited.root)
    invited.good("call-off", "spring-meeting", *REASON, "--new-date", "2027-04-08 10:00")
    with (
        wiring.open_world(before, at=invited.clock) as world,
        pytest.raises(AnotherRunError, match="The files were changed while this run began"),
    ):
        run(world, invited.clock)
    invited.at("2027-02-09T16:00").good("run")
    assert invitations(invited, "once+1") == invitations(invited, "once")
    assert invitations(invited, "once+2") == []


def test_what_could_not_be_told_yet_ends_with_one_each_time_and_says_how_it_goes_on(invited: Desk) -> None:
    asked = len(invitations(invited, "once"))
    kept = invited.outbox.rename(invited.outbox.with_name("kept"))
    invited.outbox.write_text("in the way")
    for _ in range(2):
        ended = invited("call-off", "spring-meeting", *REASON)
        assert ended.status == 1
        assert f"{asked} waiting.\nWhat waits goes out with a run in sending hours; to try it" in ended.out
    invited.outbox.unlink()
    kept.rename(invited.outbox)
    again = invited.good("call-off", "spring-meeting", *REASON)
    assert f"{asked} sent.\n" in again.out
    assert "What waits" not in again.out


def test_a_moment_of_its_own_is_for_what_leaves_no_machine(invited: Desk) -> None:
    invited.change("config/outreach.yaml", "email: outbox", "email: smtp")
    ended = invited("call-off", "spring-meeting", *REASON, "--now", "2027-02-09T09:00")
    assert ended.status == 2
    assert "--now works here only while every channel" in ended.err
    assert wiring.now() == invited.clock
