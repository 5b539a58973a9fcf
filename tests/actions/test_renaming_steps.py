"""What happened under a step's old id, `was:`, is what happened to the step."""

from outreach.actions.agenda import renamed
from outreach.core.history import Approval, History
from tests.core.building import NOW, begun, campaign, step

APPROVAL = Approval("letter", "once", "fingerprint", "text", "convener", NOW)


def test_progress_and_approvals_follow_a_step_to_its_new_id() -> None:
    written = campaign(step("1 day before event", id="invitation", was="letter"))
    known = History("spring", approvals={("letter", "once"): APPROVAL}, progress=begun("letter"))
    moved = renamed(known, written)
    assert moved.progress == begun("invitation")
    assert moved.approvals == {
        ("invitation", "once"): Approval("invitation", "once", "fingerprint", "text", "convener", NOW)
    }


def test_other_steps_and_everything_else_stay_as_they_are() -> None:
    written = campaign(step("1 day before event", id="invitation", was="letter"))
    known = History("spring", began=NOW, attendance=True, progress=begun("reminder", "letter"))
    moved = renamed(known, written)
    assert moved.progress == begun("reminder", "invitation")
    assert (moved.began, moved.attendance) == (NOW, True)


def test_without_a_renamed_step_nothing_changes() -> None:
    known = History("spring", progress=begun("letter"))
    assert renamed(known, campaign(step("1 day before event"))) is known


def test_two_steps_renamed_at_once_do_not_mix() -> None:
    written = campaign(
        step("1 day before event", id="c", was="a"), step("1 day before event", id="d", was="b")
    )
    moved = renamed(History("spring", progress=begun("a", sent=1) | begun("b", sent=2)), written)
    assert moved.progress == begun("c", sent=1) | begun("d", sent=2)
