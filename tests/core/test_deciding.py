"""What is decided about a touch as a whole, and about each person in it."""

from datetime import datetime, timedelta

import pytest

from outreach.core.deciding import Matter, decide, gate, last_moment, settled
from outreach.core.history import SILENT, Announced, Answers, History
from outreach.core.people import Consent, Contact, Standing
from outreach.core.plan import GO, Decide, Decision
from tests.core.building import (
    LONG_AGO,
    at,
    begun,
    campaign,
    history,
    laid_out,
    matter_of,
    person,
    step,
)

MAIL = step("on 2027-02-03 at 09:00")
DUE = at("2027-02-03 09:00")
INVITE = step("6 weeks before event at 09:00", "invite")
TOLD = Announced(
    "uid", 0, 0, "Spring meeting", at("2027-03-18 09:00"), timedelta(hours=2), "To be announced",
    cancelled=False, at=at("2027-02-04 09:00"),
)  # fmt: skip


def the_matter(written: dict[str, object], known: History | None = None, began: datetime = LONG_AGO,
               **more: object) -> Matter:  # fmt: skip
    schedule = laid_out(campaign(written, **more), history=known)
    return matter_of(schedule, schedule.campaign.steps[0].id, known, began)


def what(decision: Decision) -> tuple[str, str]:
    return decision.what, decision.reason


def test_a_touch_within_its_time_is_a_matter_of_each_person() -> None:
    assert gate(the_matter(MAIL), DUE) is GO
    assert gate(the_matter(MAIL), at("2027-02-05 13:00")) is GO


def test_past_its_grace_it_is_missed() -> None:
    late = at("2027-02-05 13:01")
    assert what(gate(the_matter(MAIL), late)) == (Decide.MISSED, "its time has passed")


def test_what_was_due_before_the_campaign_began_is_skipped() -> None:
    matter = the_matter(MAIL, began=at("2027-02-03 09:01"))
    assert what(gate(matter, at("2027-02-03 10:00"))) == (Decide.SKIP, "before this campaign began")
    assert gate(the_matter(MAIL, began=DUE), DUE) is GO


def test_what_has_no_day_yet_waits_and_says_for_what() -> None:
    matter = the_matter(
        step("1 day before event"), kind="action-team", event={"title": "Call", "starts": {"poll": "date"}}
    )
    assert what(gate(matter, DUE)) == (Decide.WAIT, "the poll date cannot be read")


@pytest.mark.parametrize(("campaigns", "steps"), [(True, False), (False, True)])
def test_what_is_paused_is_held_and_never_missed(campaigns: bool, steps: bool) -> None:
    matter = the_matter(MAIL | {"paused": steps}, paused=campaigns)
    decision = gate(matter, at("2027-06-01 09:00"))
    assert (decision.what, decision.reason, decision.rule) == (Decide.HOLD, "it is paused", "paused")


@pytest.mark.parametrize("when", ["on 2027-02-03 at 09:00", "2 days before event", "1 day after event"])
def test_once_the_event_is_called_off_the_remaining_steps_stop(when: str) -> None:
    event = {"title": "Spring meeting", "starts": "2027-03-18 09:00", "status": "cancelled"}
    assert what(gate(the_matter(step(when), event=event), DUE)) == (Decide.SKIP, "the event is called off")


def test_steps_stop_too_when_what_is_called_off_never_had_a_day() -> None:
    event = {"title": "Call", "starts": {"poll": "date"}, "status": "cancelled"}
    matter = the_matter(step("1 day before event"), kind="action-team", event=event)
    assert gate(matter, DUE).what is Decide.SKIP


def test_a_commitment_that_has_been_kept_is_no_longer_reminded_of() -> None:
    committed = [{"id": "rooms", "what": "Find rooms", "who": "partner-1", "due": "2027-02-10"}]
    reminder = step("1 week before commitments at 09:00", to="owners")
    assert gate(the_matter(reminder, commitments=committed), DUE) is GO
    kept = the_matter(reminder, history(done=frozenset({"rooms"})), commitments=committed)
    assert what(gate(kept, DUE)) == (Decide.SKIP, "the commitment has been kept")


@pytest.mark.parametrize("to", ["attended", "absent"])
def test_those_who_came_and_those_who_did_not_wait_until_it_is_recorded(to: str) -> None:
    written = step("1 business day after event at 09:00", to=to)
    now = at("2027-03-19 09:00")
    assert what(gate(the_matter(written), now)) == (Decide.WAIT, "who came is not recorded yet")
    assert gate(the_matter(written, history(attendance=True)), now) is GO
    assert gate(the_matter(written), at("2027-04-19 09:00")).what is Decide.MISSED


def test_an_invitation_not_begun_is_missed_when_the_event_begins() -> None:
    assert gate(the_matter(INVITE), at("2027-03-17 17:00")) is GO
    assert gate(the_matter(INVITE), at("2027-03-18 09:01")).what is Decide.MISSED


def test_an_invitation_held_back_for_everybody_is_missed_when_the_event_begins() -> None:
    held = history(progress=begun("invite", finished=False, held=20))
    assert gate(the_matter(INVITE, held), at("2027-03-18 09:01")).what is Decide.MISSED


@pytest.mark.parametrize("progress", [begun("invite"), begun("invite", finished=False, sent=1, held=2)])
def test_those_who_join_after_it_went_out_are_still_invited(progress: object) -> None:
    assert gate(the_matter(INVITE, history(progress=progress)), at("2027-03-12 09:00")) is GO


def test_who_joins_after_the_event_has_missed_nothing() -> None:
    over = gate(the_matter(INVITE, history(progress=begun("invite"))), at("2027-03-18 09:01"))
    assert what(over) == (Decide.SKIP, "it is too late to join")


def news(event: dict[str, object], now: datetime, told: Announced = TOLD, **more: object) -> Matter:
    """The newest change of an event that somebody was invited to."""
    usual = {"title": "Spring meeting", "starts": "2027-03-18 09:00", "duration": "2h"}
    known = history(announced=told, progress=begun("invite"))
    schedule = laid_out(campaign(INVITE, event=usual | event, **more), now, known)
    touch = [each for each in schedule.touches if each.change][-1]
    return Matter(touch, schedule, known, now)


def test_a_change_is_told_whenever_the_campaign_began() -> None:
    now = at("2027-03-01 09:00")
    assert gate(news({"location": "Elsewhere"}, now), now) is GO


def test_a_cancellation_is_told_though_the_event_is_called_off() -> None:
    now = at("2027-03-01 09:00")
    matter = news({"status": "cancelled"}, now)
    assert (matter.touch.change, gate(matter, now)) == ("cancel", GO)


def test_of_two_changes_only_the_later_is_told() -> None:
    told = Announced(
        "uid", 2, 2, "Spring meeting", at("2027-03-18 09:00"), timedelta(hours=2), "To be announced",
        cancelled=False, at=at("2027-02-20 09:00"),
    )  # fmt: skip
    progress = begun("invite") | begun("invite", occurrence="once+1", finished=False)
    known = history(announced=told, progress=progress)
    schedule = laid_out(campaign(INVITE), at("2027-03-01 09:00"), known)
    decided = [
        what(gate(Matter(touch, schedule, known, LONG_AGO), at("2027-03-01 09:00")))
        for touch in schedule.touches
        if touch.change
    ]
    assert decided == [(Decide.SKIP, "a later change has taken its place"), (Decide.SEND, "")]


SPEAKER = person("champion-1")


@pytest.mark.parametrize(
    ("contact", "reason", "rule"),
    [
        (person(email=""), "has no e-mail address", ""),
        (person(standing=Standing.UNSUBSCRIBED), "has unsubscribed", "K001"),
        (person(standing=Standing.BOUNCED), "the address bounced for good", "K001"),
        (person(standing=Standing.COMPLAINED), "complained about our mail", "K001"),
        (person(consent=Consent.NO), "has said no", "K002"),
        (person(consent=Consent.UNKNOWN), "neither consent nor a stated relationship", "K002"),
    ],
)
def test_who_may_not_be_written_to_is_passed_over(contact: Contact, reason: str, rule: str) -> None:
    assert decide(the_matter(MAIL), contact, SILENT, DUE) == Decision(Decide.SKIP, reason, rule)


@pytest.mark.parametrize(
    "contact",
    [person(), person(consent=Consent.RELATIONSHIP), person(consent=Consent.UNKNOWN, recruiter="champion-1")],
)
def test_consent_a_relationship_or_a_recruiter_is_enough(contact: Contact) -> None:
    assert decide(the_matter(MAIL), contact, SILENT, DUE) is GO


@pytest.mark.parametrize("to", ["owners", "signers", "accepted", ["somebody"]])
def test_mail_to_those_who_take_part_needs_no_consent_but_respects_who_has_left(to: object) -> None:
    matter = the_matter(MAIL | {"to": to})
    accepted = Answers(replied=True, rsvp="accepted")
    assert decide(matter, person(consent=Consent.UNKNOWN), accepted, DUE) is GO
    gone = person(consent=Consent.YES, standing=Standing.UNSUBSCRIBED)
    assert decide(matter, gone, accepted, DUE).rule == "K001"


def test_a_call_needs_no_address_and_no_consent() -> None:
    nobody = person(email="", consent=Consent.NO)
    assert decide(the_matter(step("on 2027-02-03 at 09:00", "call")), nobody, SILENT, DUE) is GO


def test_a_person_whose_answer_has_changed_is_passed_over() -> None:
    matter = the_matter(MAIL | {"to": "not_replied"})
    assert decide(matter, SPEAKER, SILENT, DUE) is GO
    answered = decide(matter, SPEAKER, Answers(replied=True), DUE)
    assert what(answered) == (Decide.SKIP, "no longer among those it is for")


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2027-02-03 07:59", "2027-02-03 08:00"),
        ("2027-02-03 18:01", "2027-02-04 08:00"),
        ("2027-02-12 18:01", "2027-02-16 08:00"),
        ("2027-02-15 12:00", "2027-02-16 08:00"),
    ],
)
def test_mail_waits_for_the_sending_hours_and_passes_over_holidays(now: str, opens: str) -> None:
    assert decide(the_matter(MAIL), SPEAKER, SILENT, at(now)) == Decision(
        Decide.WAIT, "outside the sending hours", "R003", until=at(opens)
    )


def test_the_sending_hours_are_those_on_the_readers_clock() -> None:
    now = at("2027-02-03 09:00")
    west = decide(the_matter(MAIL), person(timezone="America/Los_Angeles"), SILENT, now)
    assert west is GO
    hawaii = decide(the_matter(MAIL), person(timezone="Pacific/Honolulu"), SILENT, now)
    assert hawaii.until == at("2027-02-03 08:00", "Pacific/Honolulu")
    evening = at("2027-02-03 17:00")
    east = decide(the_matter(MAIL), person(timezone="America/New_York"), SILENT, evening)
    assert east.until == at("2027-02-04 08:00", "America/New_York")


def test_a_post_keeps_to_the_post_window_and_to_no_holiday() -> None:
    matter = the_matter(step("on 2027-02-15 at 19:00", "post"))
    assert decide(matter, None, SILENT, at("2027-02-15 19:00")) is GO
    assert decide(matter, None, SILENT, at("2027-02-15 20:01")).until == at("2027-02-16 07:00")


def test_a_task_is_given_at_any_hour() -> None:
    assert (
        decide(the_matter(step("on 2027-02-03 at 09:00", "task")), None, SILENT, at("2027-02-03 23:00")) is GO
    )


def local(zone: str) -> tuple[Decide, datetime]:
    matter = the_matter(step("on 2027-02-03 at 09:00 local"))
    begins = matter.touch.begins
    assert begins is not None
    decision, moment = settled(matter, person(timezone=zone), SILENT, begins)
    return decision.what, moment


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Denver", "Pacific/Honolulu", "Pacific/Kiritimati", "Pacific/Niue"]
)
def test_a_local_time_is_each_readers_own(zone: str) -> None:
    assert local(zone) == (Decide.SEND, at("2027-02-03 09:00", zone))


def test_a_local_time_is_the_campaigns_for_a_reader_without_a_zone() -> None:
    assert local("") == (Decide.SEND, DUE)


def test_a_change_goes_at_once_at_night_when_the_event_begins_before_the_hours_open() -> None:
    night = at("2027-03-17 22:00")
    early = news({"starts": "2027-03-18 07:30"}, night)
    assert decide(early, SPEAKER, SILENT, night) is GO
    later = news({"starts": "2027-03-18 10:30"}, night)
    assert decide(later, SPEAKER, SILENT, night).until == at("2027-03-18 08:00")


def test_a_postponement_goes_at_once_when_people_would_come_at_the_old_time() -> None:
    night = at("2027-03-17 22:00")
    told = Announced(
        "uid", 0, 0, "Spring meeting", at("2027-03-18 07:00"), timedelta(hours=2), "To be announced",
        cancelled=False, at=at("2027-02-04 09:00"),
    )  # fmt: skip
    assert decide(news({"starts": "2027-04-22 09:00"}, night, told), SPEAKER, SILENT, night) is GO


def test_a_change_reaches_those_whose_answer_the_invitation_did_not_ask_for() -> None:
    now = at("2027-03-01 09:00")
    matter = news({"location": "Elsewhere"}, now)
    assert decide(matter, SPEAKER, Answers(replied=True, rsvp="declined"), now) is GO


def test_waiting_is_followed_to_the_moment_at_which_it_goes() -> None:
    night = at("2027-02-03 22:00")
    assert settled(the_matter(MAIL), SPEAKER, SILENT, night) == (GO, at("2027-02-04 08:00"))


def test_who_waits_until_the_grace_is_over_is_missed_at_that_moment() -> None:
    night = at("2027-02-03 22:00")
    decision, moment = settled(the_matter(MAIL | {"grace": "14 hours"}), SPEAKER, SILENT, night)
    assert (decision.what, moment) == (Decide.MISSED, at("2027-02-04 08:00"))


def test_the_last_moment_of_what_has_begun_is_that_of_those_who_join() -> None:
    late = step("2 weeks before event at 09:00", "invite", grace="1 day")
    assert last_moment(the_matter(late)) == at("2027-03-05 09:00")
    assert last_moment(the_matter(INVITE, history(progress=begun("invite")))) == at("2027-03-18 09:00")
