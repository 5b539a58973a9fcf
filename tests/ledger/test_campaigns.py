from datetime import UTC, datetime, timedelta

from outreach.core.history import Announced, Approval, History, Status
from outreach.ledger.store import SqlLedger
from outreach.ports import Outcome

from .world import LATER, MAIL, NOW, STEP, begun, enrol, key

APPROVAL = Approval("reminder", "once", "sha256:1", "Please join us.", "communications", NOW)
OPTION = datetime(2027, 4, 6, 10, 0)  # a poll's option is wall-clock time
ANNOUNCED = Announced(
    uid="spring-meeting@example.org",
    revision=1,
    sequence=2,
    title="Spring meeting",
    starts=datetime(2027, 3, 18, 15, 0, tzinfo=UTC),
    duration=timedelta(hours=2),
    location="100 Main Street",
    cancelled=False,
    at=NOW,
)


def test_a_campaign_nobody_has_heard_of_has_an_empty_history(ledger: SqlLedger) -> None:
    assert ledger.history("spring-meeting") == History("spring-meeting")


def test_a_campaign_begins_once(ledger: SqlLedger) -> None:
    ledger.begin("spring-meeting", LATER)
    ledger.begin("spring-meeting", NOW)
    assert ledger.history("spring-meeting").began == LATER


def test_the_first_approval_begins_the_campaign(ledger: SqlLedger) -> None:
    ledger.approve("spring-meeting", [])
    assert ledger.history("spring-meeting").began is None
    ledger.approve("spring-meeting", [APPROVAL])
    assert ledger.history("spring-meeting").began == NOW


def test_a_decided_poll_has_not_begun_its_campaign(ledger: SqlLedger) -> None:
    ledger.decide_poll("spring-meeting", OPTION, NOW)
    assert ledger.history("spring-meeting").began is None
    ledger.begin("spring-meeting", LATER)
    history = ledger.history("spring-meeting")
    assert (history.began, history.decision) == (LATER, OPTION)


def test_a_new_approval_replaces_that_of_the_same_step_and_occurrence_only(ledger: SqlLedger) -> None:
    other = Approval("invitation", "once", "sha256:9", "Come.", "communications", NOW)
    newer = Approval("reminder", "once", "sha256:2", "Do join us.", "convener", LATER)
    ledger.approve("spring-meeting", [APPROVAL, other])
    ledger.approve("spring-meeting", [newer])
    assert ledger.history("spring-meeting").approvals == {
        ("invitation", "once"): other,
        ("reminder", "once"): newer,
    }


def test_an_agreement_is_to_one_text(ledger: SqlLedger) -> None:
    ledger.agree("spring-meeting", "champion-1", "sha256:1", NOW)
    ledger.agree("spring-meeting", "champion-1", "sha256:1", LATER)
    assert ledger.history("spring-meeting").agreements == {("champion-1", "sha256:1")}


def test_the_event_is_kept_as_it_was_last_told(ledger: SqlLedger) -> None:
    ledger.announce("spring-meeting", ANNOUNCED)
    moved = Announced(**{name: getattr(ANNOUNCED, name) for name in Announced.__slots__} | {"sequence": 3})
    ledger.announce("spring-meeting", moved)
    assert ledger.history("spring-meeting").announced == moved


def test_commitments_ticked_off_are_known_by_their_id(ledger: SqlLedger) -> None:
    ledger.commitment_done("spring-meeting", "instructors", NOW)
    ledger.commitment_done("spring-meeting", "instructors", LATER)
    assert ledger.history("spring-meeting").done == {"instructors"}


def test_nothing_of_one_campaign_shows_in_another(ledger: SqlLedger) -> None:
    ledger.approve("spring-meeting", [APPROVAL])
    ledger.announce("spring-meeting", ANNOUNCED)
    ledger.decide_poll("spring-meeting", OPTION, NOW)
    enrol(ledger, "a")
    assert ledger.history("spring") == History("spring")


def test_progress_counts_deliveries_by_status(ledger: SqlLedger) -> None:
    begun(ledger, "a", "b")
    enrol(ledger, "c")
    ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
    progress = ledger.history("spring-meeting").progress[STEP[1], STEP[2], "email"]
    assert progress.counts == {"sent": 1, "sending": 1, "waiting": 1}


def test_progress_keeps_when_it_first_began_and_for_which_people_it_was_last_enrolled(
    ledger: SqlLedger,
) -> None:
    enrol(ledger, "a")
    ledger.save_contacts([], NOW)
    ledger.enrol(*MAIL, [], LATER)
    progress = ledger.history("spring-meeting").progress["reminder", "once", "email"]
    assert (progress.began, progress.people, progress.finished) == (NOW, ledger.people_version(), False)


def test_a_finished_step_keeps_its_counts(ledger: SqlLedger) -> None:
    begun(ledger, "a")
    ledger.settle([Outcome(key("a"), Status.SENT)], NOW)
    ledger.finish(*MAIL)
    progress = ledger.history("spring-meeting").progress["reminder", "once", "email"]
    assert (progress.finished, progress.counts) == (True, {"sent": 1})


def test_a_step_with_something_open_cannot_be_finished(ledger: SqlLedger) -> None:
    enrol(ledger, "a")
    ledger.finish(*MAIL)
    assert not ledger.history("spring-meeting").progress["reminder", "once", "email"].finished


def test_enrolling_opens_a_finished_step_again(ledger: SqlLedger) -> None:
    ledger.enrol(*MAIL, [], NOW)
    ledger.finish(*MAIL)
    enrol(ledger, "late-joiner")
    progress = ledger.history("spring-meeting").progress["reminder", "once", "email"]
    assert (progress.finished, progress.counts) == (False, {"waiting": 1})
