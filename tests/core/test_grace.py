"""How late is too late, by what a step is. Times are those on the clock in Denver."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach.core.grace import deadline
from outreach.core.history import Announced
from tests.core.building import (
    ASK,
    DENVER,
    at,
    begun,
    campaign,
    history,
    laid_out,
    only_touch,
    step,
    touches_of,
)

WAIVER = {"rule": "N001", "reason": "The room fell through", "by": "convener", "until": "2027-03-05"}
INVITE = step("6 weeks before event at 09:00", "invite")
LATE_INVITE = step("3 weeks before event at 09:00", "invite")
CALL = step("2 weeks before event at 09:00", "invite")
LATE_CALL = step("3 days before event at 09:00", "invite")


def shown(moment: datetime) -> str:
    return f"{moment.astimezone(DENVER):%Y-%m-%d %H:%M}"


def last(*steps: dict[str, object], already: bool = False, **more: object) -> str:
    """Until when the last of these steps may go out."""
    written = campaign(*steps, **more)
    schedule = laid_out(written)
    return shown(deadline(only_touch(schedule, written.steps[-1].id), schedule, begun=already))


@pytest.mark.parametrize(
    ("written", "until"),
    [
        (step("on 2027-02-02 at 09:00", to="accepted"), "2027-02-04 13:00"),
        (step("on 2027-02-05 at 17:00", to="accepted"), "2027-02-10 11:00"),
        (step("on 2027-02-12 at 17:00", to="accepted"), "2027-02-18 11:00"),
        (step("on 2027-02-02 at 09:00", "call"), "2027-02-04 13:00"),
        (step("on 2027-02-02 at 09:00", "sign_off"), "2027-02-04 13:00"),
        (step("on 2027-02-06 at 10:00", "post"), "2027-02-08 08:00"),
        (step("2 business days after event at 09:00", to="absent"), "2027-03-24 13:00"),
    ],
)
def test_usually_it_is_24_hours_of_those_in_which_sending_is_allowed(
    written: dict[str, object], until: str
) -> None:
    assert last(written) == until


@pytest.mark.parametrize(
    ("grace", "until"),
    [
        ("2 days", "2027-02-07 09:00"),
        ("36 hours", "2027-02-06 21:00"),
        ("1 week", "2027-02-12 09:00"),
        ("2 business days", "2027-02-09 09:00"),
        (None, "2027-02-09 13:00"),
    ],
)
def test_a_grace_that_is_written_counts_as_written(grace: str | None, until: str) -> None:
    assert last(step("on 2027-02-05 at 09:00", to="accepted", grace=grace)) == until


def test_the_business_days_of_a_posts_grace_are_those_of_the_mail() -> None:
    assert last(step("on 2027-02-12 at 09:00", "post", grace="2 business days")) == "2027-02-17 09:00"


@pytest.mark.parametrize("kind", ["launch", "meeting"])
def test_an_invitation_whose_notice_runs_out_is_left_to_the_rule_that_holds_it(kind: str) -> None:
    assert last(INVITE, kind=kind) == "2027-03-18 09:00"
    assert last(LATE_INVITE, kind=kind) == "2027-03-18 09:00"


def test_an_invitation_to_a_teams_call_may_go_out_until_its_notice_runs_out() -> None:
    assert last(step("2 weeks before event at 09:00", "invite"), kind="action-team") == "2027-03-11 23:59"


def test_those_who_join_after_it_went_out_are_invited_until_the_event() -> None:
    assert last(INVITE, already=True) == "2027-03-18 09:00"


def test_the_outer_tables_invitation_owes_no_notice() -> None:
    assert last(INVITE | {"for": "outer_table"}) == "2027-03-18 09:00"


def test_an_invitation_planned_with_too_short_a_notice_has_the_usual_grace_for_a_waiver() -> None:
    assert last(LATE_CALL, kind="action-team") == "2027-03-17 13:00"


def test_a_waiver_of_the_notice_extends_it_to_its_own_last_day() -> None:
    until = {"until": "2027-03-17"}
    assert last(LATE_CALL | {"waive": [WAIVER | until]}, kind="action-team") == "2027-03-17 23:59"
    assert last(CALL, kind="action-team", waive=[WAIVER | until]) == "2027-03-17 23:59"
    assert last(CALL, kind="action-team", waive=[WAIVER | {"until": "2027-12-31"}]) == "2027-03-18 09:00"
    assert last(CALL, kind="action-team", waive=[WAIVER | {"rule": "N003"}]) == "2027-03-11 23:59"


@pytest.mark.parametrize("to", ["all", "not_replied", "not_declined"])
def test_a_reminder_may_go_out_until_one_business_day_before_the_event(to: str) -> None:
    monday = {"title": "Spring meeting", "starts": "2027-03-15 09:00"}
    assert last(INVITE, step("2 weeks before event at 09:00", to=to), event=monday) == "2027-03-12 09:00"


def test_mail_before_the_invitation_is_no_reminder() -> None:
    assert last(INVITE, step("on 2027-02-02 at 09:00")) == "2027-02-04 13:00"


def test_a_reminder_planned_for_the_last_day_may_go_out_until_the_event() -> None:
    assert last(INVITE, step("2 hours before event", to="not_declined")) == "2027-03-18 09:00"


def test_what_counts_down_to_the_event_has_no_point_once_it_has_begun() -> None:
    assert last(step("2 days before event at 09:00", to="accepted")) == "2027-03-18 09:00"
    assert last(step("1 day before event at 18:00", "post")) == "2027-03-18 09:00"


@pytest.mark.parametrize("more", [{"to": "attended"}, {}, {"counts_as": "update"}])
def test_a_recap_may_go_out_for_seven_days_after_the_event(more: dict[str, object]) -> None:
    assert last(step("1 business day after event at 09:00", **more)) == "2027-03-25 23:59"


def test_a_recap_planned_too_late_still_has_the_usual_grace() -> None:
    assert last(step("8 days after event at 09:00")) == "2027-03-30 13:00"


def test_an_update_may_go_out_until_the_next_one_is_due() -> None:
    schedule = laid_out(campaign(step("every 2 weeks from 2027-01-12 at 09:00"), kind="updates"))
    first, second, *_ = touches_of(schedule, "email")
    assert deadline(first, schedule) == second.due


def test_an_update_may_go_out_until_another_steps_update_is_due() -> None:
    first = step("on 2027-01-12 at 09:00", id="january")
    schedule = laid_out(campaign(step("on 2027-02-16 at 09:00"), first, kind="updates"))
    assert shown(deadline(only_touch(schedule, "january"), schedule)) == "2027-02-16 09:00"


def test_an_update_may_go_out_for_two_months_at_most() -> None:
    assert last(step("on 2027-02-16 at 09:00"), kind="updates") == "2027-04-16 09:00"
    assert last(step("every 6 months from 2027-06-30 at 09:00 until 2027-07-01"), kind="updates") == (
        "2027-08-30 09:00"
    )
    assert last(step("on 2027-02-16 at 09:00", counts_as="update")) == "2027-04-16 09:00"


def test_nobody_is_asked_to_vote_once_the_poll_has_closed() -> None:
    remind = step("2 days after ask at 09:00", to="not_voted")
    assert last(remind, ASK, kind="poll") == "2027-01-13 13:00"
    assert last(ASK, remind, kind="poll") == "2027-01-14 17:00"


@pytest.mark.parametrize(
    ("now", "until"), [("2027-03-01", "2027-03-18 09:00"), ("2027-02-01", "2027-03-18 09:00")]
)
def test_a_change_may_be_told_until_the_event_whatever_grace_the_invitation_has(now: str, until: str) -> None:
    told = Announced(
        "uid", 0, 0, "Spring meeting", at("2027-03-17 09:00"), timedelta(hours=2), "Elsewhere",
        cancelled=False, at=at("2027-01-20 09:00"),
    )  # fmt: skip
    known = history(announced=told, progress=begun("invite"))
    schedule = laid_out(campaign(INVITE | {"grace": "1 hour"}), at(f"{now} 09:00"), known)
    [change] = [touch for touch in schedule.touches if touch.change]
    assert shown(deadline(change, schedule)) == until


def test_the_grace_of_a_local_time_counts_from_where_it_comes_last() -> None:
    here, local = (
        last(step(f"on 2027-02-02 at 09:00{where}", to="accepted", grace="1 hour"))
        for where in ("", " local")
    )
    assert here == "2027-02-02 10:00"
    assert local == "2027-02-02 15:00", "09:00 at UTC-12, and an hour"


def test_what_has_no_day_yet_is_never_too_late() -> None:
    team = campaign(
        step("2 days before event"), kind="action-team", event={"title": "Call", "starts": {"poll": "date"}}
    )
    schedule = laid_out(team)
    assert deadline(schedule.touches[0], schedule) > datetime(9000, 1, 1, tzinfo=UTC)
