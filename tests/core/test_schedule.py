"""A campaign laid out in time: which touches there are, when, and why some have no day yet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.core.campaign import Campaign
from outreach.core.history import Announced, History, Vote
from outreach.core.people import Partnership
from outreach.core.schedule import Setting, lay_out, lay_out_all
from tests.core.building import (
    ASK,
    NOW,
    POLL,
    at,
    begun,
    campaign,
    history,
    house,
    laid_out,
    only_touch,
    setting,
    step,
    touches_of,
)

INVITE = step("6 weeks before event at 09:00", "invite")
TOLD = Announced(
    "uid", 0, 0, "Spring meeting", at("2027-03-18 09:00"), timedelta(hours=2), "To be announced",
    cancelled=False, at=at("2027-02-04 09:00"),
)  # fmt: skip
CALL = {"title": "Team call", "starts": {"poll": "date"}, "duration": "30m"}


def due(written: Campaign, step_id: str) -> datetime | None:
    return only_touch(laid_out(written), step_id).due


def poll_campaign(**more: object) -> Campaign:
    return campaign(ASK, **{"campaign": "date", "kind": "poll", **more})


@pytest.mark.parametrize(
    ("when", "wall"),
    [
        ("6 weeks before event at 09:00", "2027-02-04 09:00"),
        ("2 days before event", "2027-03-16 09:00"),
        ("2 hours after event", "2027-03-18 13:00"),
        ("1 business day after event at 09:00", "2027-03-19 09:00"),
        ("1 day after event", "2027-03-19 11:00"),
        ("on 2027-02-03 at 09:00", "2027-02-03 09:00"),
    ],
)
def test_before_counts_from_the_events_start_and_after_from_its_end(when: str, wall: str) -> None:
    assert due(campaign(step(when)), "email") == at(wall)


def test_another_steps_moment_counts_after_its_moves() -> None:
    on_presidents_day = step("on 2027-02-15 at 09:00", id="first")
    written = campaign(step("2 days after first at 10:00", id="second"), on_presidents_day)
    assert due(written, "first") == at("2027-02-16 09:00")
    assert due(written, "second") == at("2027-02-18 10:00")


def test_an_anchor_may_stand_below_the_step_that_counts_from_it() -> None:
    written = campaign(step("1 day after b", id="a"), step("on 2027-02-03 at 09:00", id="b"))
    assert due(written, "a") == at("2027-02-04 09:00")


def test_steps_that_count_from_each_other_wait_and_say_why() -> None:
    written = campaign(step("1 day after b", id="a"), step("1 day after a", id="b"))
    touch = only_touch(laid_out(written), "a")
    assert (touch.due, touch.waits_for) == (None, "it counts from itself")


def test_holidays_and_weekends_move_mail_but_not_posts() -> None:
    written = campaign(step("on 2027-02-15 at 09:00"), step("on 2027-02-15 at 09:00", "post", networks=["x"]))
    assert due(written, "email") == at("2027-02-16 09:00")
    assert due(written, "post") == at("2027-02-15 09:00")


def test_business_days_are_the_mails_even_for_a_post() -> None:
    written = campaign(
        step("4 business days before event at 09:00"),
        step("4 business days before event at 19:00", "post", networks=["x"]),
    )
    assert due(written, "email") == at("2027-03-12 09:00")
    assert due(written, "post") == at("2027-03-12 19:00")


def test_a_post_has_one_touch_for_each_network_however_often_it_is_named() -> None:
    written = campaign(step("on 2027-02-02 at 10:00", "post", networks=["x", "mastodon", "x"]))
    assert [touch.channel for touch in laid_out(written).touches] == ["x", "mastodon"]


@pytest.mark.parametrize(
    ("send", "channel"), [("email", "email"), ("kit", "email"), ("call", "phone"), ("task", "task")]
)
def test_the_channel_follows_what_is_sent(send: str, channel: str) -> None:
    assert only_touch(laid_out(campaign(step("1 day before event", send))), send).channel == channel


@pytest.mark.parametrize(
    ("own", "partnerships", "hour"),
    [("America/New_York", "America/Chicago", 14), (None, "America/Chicago", 15), (None, None, 16)],
)
def test_the_zone_is_the_campaigns_else_the_partnerships_else_the_organisations(
    own: str | None, partnerships: str | None, hour: int
) -> None:
    written = campaign(step("on 2027-02-03 at 09:00"), **({"timezone": own} if own else {}))
    partnership = Partnership.model_validate({"name": "A partnership", "timezone": partnerships})
    schedule = lay_out(written, History("spring"), Setting(house(), {"laramie": partnership}, NOW, NOW, {}))
    assert schedule.touches[0].due == datetime(2027, 2, 3, hour, tzinfo=UTC)


def test_the_holidays_are_the_partnerships_where_it_has_its_own() -> None:
    partnership = Partnership.model_validate({"name": "A partnership", "holidays": "CA-AB"})
    written = campaign(step("on 2027-05-24 at 09:00"))
    schedule = lay_out(written, History("spring"), Setting(house(), {"laramie": partnership}, NOW, NOW, {}))
    assert schedule.touches[0].due == at("2027-05-25 09:00"), "Victoria Day"


def test_a_recurring_step_is_named_by_its_days_before_any_move_and_keeps_nine_o_clock() -> None:
    news = step("every 1 month from 2027-01-31 at 09:00 until 2027-04-30")
    touches = laid_out(campaign(news)).touches
    assert [(touch.occurrence, touch.due) for touch in touches] == [
        ("2027-01-31", at("2027-02-01 09:00")),
        ("2027-02-28", at("2027-03-01 09:00")),
        ("2027-03-31", at("2027-03-31 09:00")),
        ("2027-04-30", at("2027-04-30 09:00")),
    ]
    assert touches[0].nominal == date(2027, 1, 31)


def test_a_recurring_step_without_an_end_is_laid_out_to_the_horizon() -> None:
    written = campaign(step("every 2 weeks from 2027-01-05 at 09:00"))
    schedule = lay_out(written, History("spring"), setting(horizon=at("2027-02-02 09:00")))
    assert [touch.occurrence for touch in schedule.touches] == ["2027-01-05", "2027-01-19", "2027-02-02"]


def test_a_recurring_local_time_is_laid_out_early_enough_for_readers_in_the_east() -> None:
    written = campaign(step("every 2 weeks from 2027-01-05 at 09:00 local"))
    schedule = lay_out(written, History("spring"), setting(horizon=at("2027-01-19 07:00")))
    assert [touch.occurrence for touch in schedule.touches] == ["2027-01-05", "2027-01-19"]


def test_each_commitment_has_its_own_touch_by_the_day_it_is_due() -> None:
    committed = [
        {"id": "rooms", "what": "Find rooms", "who": "partner-1", "due": "2027-05-20"},
        {"id": "tutors", "what": "Name tutors", "who": "champion-1", "due": "2027-04-20"},
    ]
    written = campaign(
        step("1 week before commitments at 09:00", id="commitments", to="owners"), commitments=committed
    )
    touches = touches_of(laid_out(written), "commitments")
    assert [(each.occurrence, each.subject, each.due) for each in touches] == [
        ("tutors", "tutors", at("2027-04-13 09:00")),
        ("rooms", "rooms", at("2027-05-13 09:00")),
    ]


def test_a_day_without_a_time_counts_from_the_opening_of_the_hours() -> None:
    committed = [{"id": "rooms", "what": "Find rooms", "who": "partner-1", "due": "2027-05-20"}]
    written = campaign(step("1 business day after commitments", "call"), commitments=committed)
    assert due(written, "call") == at("2027-05-21 08:00")


def test_a_poll_opens_with_the_step_that_asks_and_closes_as_written() -> None:
    schedule = laid_out(poll_campaign())
    assert (schedule.opens, schedule.closes) == (at("2027-01-11 09:00"), at("2027-01-14 17:00"))


def test_a_poll_that_closes_on_a_closed_day_closes_on_the_next_open_one() -> None:
    late = {**ASK, "when": "on 2027-01-15 at 09:00"}
    written = campaign(late, kind="poll", poll=POLL | {"closes": "1 day after opening at 17:00"})
    assert laid_out(written).closes == at("2027-01-19 17:00"), "Saturday, then Martin Luther King Jr. Day"


def waiting(now: datetime, votes: tuple[Vote, ...] = (), decision: datetime | None = None,
            zone: str = "America/Denver") -> dict[str, str | datetime | None]:  # fmt: skip
    """When the steps of a call are due whose date a poll decides, or why they are not."""
    team = campaign(
        step("1 day after poll at 09:00", "invite"),
        step("2 business days before event at 09:00", id="reminder"),
        campaign="team", kind="action-team", event=CALL, timezone=zone,
    )  # fmt: skip
    asked = (poll_campaign(), History("date", votes=votes, decision=decision))
    schedule = laid_out(team, now, others=[asked])
    return {touch.step.id: touch.due or touch.waits_for for touch in schedule.touches}


FEBRUARY_8 = datetime(2027, 2, 8, 10)
VOTE = Vote("champion-1", at("2027-01-12 09:00"), {FEBRUARY_8: "yes"})


def test_steps_behind_an_undecided_poll_wait_and_say_for_what() -> None:
    open_still = "its date waits for the poll date: the poll has not closed yet"
    assert waiting(NOW) == {"invite": open_still, "reminder": open_still}
    nobody = "its date waits for the poll date: the poll closed without a vote for any option"
    assert set(waiting(at("2027-01-14 17:00")).values()) == {nobody}


def test_a_decided_poll_dates_the_event_and_its_close_is_an_anchor() -> None:
    assert waiting(at("2027-01-14 17:00"), (VOTE,)) == {
        "invite": at("2027-01-15 09:00"),
        "reminder": at("2027-02-04 09:00"),
    }


def test_a_persons_decision_dates_the_event_too() -> None:
    assert waiting(at("2027-01-14 17:00"), decision=FEBRUARY_8)["reminder"] == at("2027-02-04 09:00")


def test_a_poll_in_another_zone_dates_the_event_by_the_instant() -> None:
    found = waiting(at("2027-01-14 17:00"), (VOTE,), zone="America/New_York")
    assert found["reminder"] == at("2027-02-04 09:00", "America/New_York")


def test_an_event_whose_poll_cannot_be_read_waits_unless_it_was_announced() -> None:
    team = campaign(step("2 days before event"), kind="action-team", event=CALL)
    assert only_touch(laid_out(team), "email").waits_for == "the poll date cannot be read"
    told = laid_out(team, history=history(announced=TOLD))
    assert only_touch(told, "email").due == at("2027-03-16 09:00")


def test_polls_are_laid_out_before_what_waits_for_them_whatever_their_order() -> None:
    team = campaign(step("1 day after poll at 09:00"), campaign="team", kind="action-team", event=CALL)
    polled = History("date", decision=FEBRUARY_8)
    for order in ([team, poll_campaign()], [poll_campaign(), team]):
        laid = lay_out_all(order, {"date": polled}, setting())
        assert only_touch(laid["team"], "email").due == at("2027-01-15 09:00")


def test_an_event_is_as_long_as_the_clock_runs_when_it_changes() -> None:
    event = {"title": "Night shift", "starts": "2027-03-14 01:00", "duration": "2h"}
    schedule = laid_out(campaign(step("30 minutes after event", "post", networks=["x"]), event=event))
    assert schedule.ends == at("2027-03-14 04:00")


MARCH = at("2027-03-01 09:00")
Change = tuple[str, str, str | None, datetime | None]


def changes(
    event: dict[str, object], now: datetime = MARCH, told: Announced = TOLD, **more: object
) -> list[Change]:
    """The changes to be told of a meeting to which people were invited."""
    usual = {"title": "Spring meeting", "starts": "2027-03-18 09:00", "duration": "2h"}
    written = campaign(INVITE, INVITE | {"id": "partners"}, step("2 days before event"), event=usual | event)
    progress = more.pop("progress", begun("invite", "email"))
    schedule = laid_out(written, now, history(announced=told, progress=progress))
    return [
        (touch.step.id, touch.occurrence, touch.change, touch.due)
        for touch in schedule.touches
        if touch.change
    ]


def test_an_unchanged_event_tells_nothing() -> None:
    assert changes({}) == []


@pytest.mark.parametrize(
    "event",
    [
        {"starts": "2027-03-18 10:00"},
        {"location": "Elsewhere"},
        {"duration": "3h"},
        {"title": "Spring workshop"},
    ],
)
def test_a_change_is_due_at_once_for_each_invitation_that_has_gone_out(event: dict[str, object]) -> None:
    assert changes(event) == [("invite", "once+1", "update", MARCH)]


def test_a_cancellation_is_told_whatever_else_changed() -> None:
    assert changes({"status": "cancelled", "location": "Elsewhere"}) == [
        ("invite", "once+1", "cancel", MARCH)
    ]


def test_what_was_announced_last_stays_and_a_further_change_counts_on() -> None:
    moved = at("2027-02-20 09:00")
    told = Announced(
        "uid", 1, 1, "Spring meeting", at("2027-03-18 10:00"), timedelta(hours=2), "To be announced",
        cancelled=False, at=moved,
    )  # fmt: skip
    assert changes({"starts": "2027-03-18 10:00"}, told=told) == [("invite", "once+1", "update", moved)]
    assert [each[1] for each in changes({"starts": "2027-03-18 11:00"}, told=told)] == ["once+1", "once+2"]


def test_those_invited_after_a_change_are_not_told_of_it() -> None:
    told = Announced(
        "uid", 1, 1, "Spring meeting", at("2027-03-18 09:00"), timedelta(hours=2), "To be announced",
        cancelled=False, at=at("2027-02-20 09:00"),
    )  # fmt: skip
    progress = begun("invite", when=at("2027-02-04 09:00")) | begun("partners", when=at("2027-02-22 09:00"))
    assert [each[0] for each in changes({}, told=told, progress=progress)] == ["invite"]


def test_an_earlier_change_still_under_way_is_kept_so_that_it_can_end() -> None:
    told = Announced(
        "uid", 2, 2, "Spring meeting", at("2027-03-18 09:00"), timedelta(hours=2), "To be announced",
        cancelled=False, at=at("2027-02-20 09:00"),
    )  # fmt: skip
    progress = begun("invite") | begun("invite", occurrence="once+1", finished=False)
    assert [each[1] for each in changes({}, told=told, progress=progress)] == ["once+1", "once+2"]


def test_an_event_called_off_and_then_held_after_all_is_a_change() -> None:
    told = Announced(
        "uid", 1, 1, "Spring meeting", at("2027-03-18 09:00"), timedelta(hours=2), "To be announced",
        cancelled=True, at=at("2027-02-20 09:00"),
    )  # fmt: skip
    assert [each[1:3] for each in changes({}, told=told)] == [("once+1", "cancel"), ("once+2", "update")]


def test_a_correction_after_the_event_is_told_to_nobody_but_a_postponement_is() -> None:
    over = at("2027-03-18 12:00")
    assert changes({"title": "Spring Meeting"}, over) == []
    assert changes({"status": "cancelled"}, over + timedelta(days=1)) == []
    assert [each[2] for each in changes({"starts": "2027-04-22 09:00"}, over)] == ["update"]


def test_touches_stand_in_order_of_due_and_those_without_a_day_come_last() -> None:
    team = campaign(
        step("2 days before event", id="a"), step("on 2027-02-03 at 09:00", id="b"),
        step("on 2027-02-02 at 09:00", id="c"), kind="action-team", event=CALL,
    )  # fmt: skip
    assert [touch.step.id for touch in laid_out(team).touches] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("kind", "rules", "last"),
    [
        ("launch", {}, "2027-02-18"),
        ("meeting", {}, "2027-02-18"),
        ("meeting", {"N001": {"days": 35}}, "2027-02-11"),
        ("meeting", {"N001": {"days": 7}}, "2027-02-18"),
        ("action-team", {}, "2027-03-11"),
    ],
)
def test_the_last_moment_of_an_invitations_notice_follows_the_kind_of_meeting(
    kind: str, rules: object, last: str
) -> None:
    schedule = laid_out(campaign(INVITE, kind=kind), rules=rules)
    assert schedule.notice_until is not None
    local = schedule.notice_until.astimezone(schedule.mail.zone)
    assert f"{local:%Y-%m-%d %H:%M}" == f"{last} 23:59"
