"""P006: options at hours that people can make."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.campaign import Campaign
from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Contact
from outreach.core.when import Window
from outreach.rules.examine import examine
from outreach.rules.families.polls.hours import PollHours
from tests.rules.building import campaign, case
from tests.rules.examples import example

POLL = """\
kind: poll
poll:
  question: When should the team meet?
  options: {options}
  duration: {duration}
  closes: 3 days after opening at 17:00
steps:
  - {{id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}}
"""
HAWAII, CHICAGO = "Pacific/Honolulu", "America/Chicago"


def poll(
    options: str,
    duration: str = "1h",
    *,
    asked: Iterable[Contact] = (),
    siblings: Iterable[Campaign] = (),
    **more: Any,
) -> tuple[Finding, ...]:
    readers = {"ask": tuple(asked)}
    text = POLL.format(options=options, duration=duration)
    return examine(case(text, siblings=siblings, readers=readers, **more), (PollHours,))


def person(number: int, zone: str = "", **more: Any) -> Contact:
    return Contact(f"builder-{number}", timezone=zone, **more)


def meeting(event: str, audience: str = "{roles: [business_member]}", name: str = "launch") -> Campaign:
    text = f"kind: launch\nevent: {{title: Launch meeting, {event}}}\naudience: {audience}\nsteps: []\n"
    return campaign(text, name)


def test_the_examples_break_and_keep_it() -> None:
    assert [found.rule for found in examine(example(PollHours.bad), (PollHours,))] == ["P006"]
    assert examine(example(PollHours.good), (PollHours,)) == ()


def test_a_meeting_that_lasts_into_the_evening_names_both_hours() -> None:
    (found,) = poll("[2027-04-06 10:00, 2027-04-07 17:30]")
    assert found.message == "7 April at 17:30 lasts until 18:30; working hours end at 18:00"
    assert found.fix == "offer 7 April at 17:00 in its place, for instance"
    assert str(found.place) == "campaigns/example.yaml:4:31"
    assert (found.level, found.effect) == (Level.WARNING, None)


@pytest.mark.parametrize(
    ("option", "what", "better"),
    [
        (
            "2027-04-10 10:00",
            "10 April at 10:00 is on a Saturday, which is no working day",
            "12 April at 10:00",
        ),
        ("2027-05-31 10:00", "31 May at 10:00 is on a holiday", "1 June at 10:00"),
        ("2027-07-05 10:00", "5 July at 10:00 is on a holiday", "6 July at 10:00"),
        ("2027-04-07 07:30", "7 April at 07:30 is outside working hours, 08:00 to 18:00", "7 April at 08:00"),
        ("2027-04-07 19:00", "7 April at 19:00 is outside working hours, 08:00 to 18:00", "7 April at 17:00"),
        (
            "2027-04-07 17:01",
            "7 April at 17:01 lasts until 18:01; working hours end at 18:00",
            "7 April at 17:00",
        ),
    ],
)
def test_what_stands_against_an_option_is_said_with_a_time_near_by(
    option: str, what: str, better: str
) -> None:
    (found,) = poll(f"[{option}]")
    assert found.message == what
    assert found.fix == f"offer {better} in its place, for instance"


@pytest.mark.parametrize(
    ("option", "duration"),
    [
        ("2027-04-07 08:00", "1h"),
        ("2027-04-07 17:00", "1h"),
        ("2027-04-07 08:00", "10h"),
        ("2027-04-07 17:30", "30m"),
    ],
)
def test_the_whole_of_a_working_day_will_do_to_its_last_minute(option: str, duration: str) -> None:
    assert poll(f"[{option}]", duration) == ()


def test_a_meeting_of_two_days_fits_no_working_day() -> None:
    (found,) = poll("[2027-04-07 09:00]", "2d")
    assert found.message == "7 April at 09:00 lasts until 9 April at 09:00; working hours end at 18:00"
    assert found.fix == (
        "take it out, or waive P006 with a reason: no time of the 30 days that follow suits everybody"
    )


def test_people_elsewhere_are_counted_with_what_their_clock_shows() -> None:
    asked = [person(1), person(2, "America/Denver"), person(3, HAWAII), person(4, HAWAII), person(5, CHICAGO)]
    (found,) = poll("[2027-04-07 10:00]", asked=asked)
    assert found.message == (
        "7 April at 10:00 is outside working hours for 2 of the 5 people asked (06:00 in Pacific/Honolulu)"
    )
    assert found.fix == "offer 7 April at 12:00 in its place, for instance"


def test_people_in_several_zones_are_told_together() -> None:
    asked = [person(1), person(2, HAWAII), person(3, "Europe/Amsterdam")]
    (found,) = poll("[2027-04-07 11:00]", asked=asked)
    assert found.message == (
        "7 April at 11:00 is outside working hours for 2 of the 3 people asked "
        "(07:00 in Pacific/Honolulu and 19:00 in Europe/Amsterdam)"
    )
    assert found.fix.startswith("take it out, or waive P006 with a reason: ")


@pytest.mark.parametrize("option", ["2027-04-07 12:00", "2027-04-07 16:00"])
def test_an_hour_that_all_of_them_work_is_well(option: str) -> None:
    assert poll(f"[{option}]", asked=[person(1), person(2, HAWAII), person(3, CHICAGO)]) == ()


def test_the_end_of_a_meeting_counts_where_people_are() -> None:
    (found,) = poll("[2027-04-07 16:30]", asked=[person(1, CHICAGO)])
    assert "for 1 of the 1 people asked" not in found.message
    assert found.message == (
        "7 April at 16:30 is outside working hours for the one person asked (17:30 in America/Chicago)"
    )
    assert found.fix == "offer 7 April at 16:00 in its place, for instance"


def test_a_closed_day_is_told_once_not_again_for_people_elsewhere() -> None:
    (found,) = poll("[2027-04-10 10:00]", asked=[person(1, HAWAII)])
    assert found.message == "10 April at 10:00 is on a Saturday, which is no working day"


@pytest.mark.parametrize("option", ["2027-04-07 09:30", "2027-04-07 10:59", "2027-04-07 08:01"])
def test_an_option_during_another_meeting_names_it(option: str) -> None:
    (found,) = poll(f"[{option}]", siblings=[meeting("starts: 2027-04-07 09:00, duration: 2h")])
    assert found.message.endswith(" is during another meeting, Launch meeting (09:00 to 11:00)")


@pytest.mark.parametrize("option", ["2027-04-07 08:00", "2027-04-07 11:00", "2027-04-08 09:00"])
def test_an_option_beside_another_meeting_is_well(option: str) -> None:
    assert poll(f"[{option}]", siblings=[meeting("starts: 2027-04-07 09:00, duration: 2h")]) == ()


def test_where_people_are_known_only_meetings_of_theirs_count() -> None:
    launch = meeting("starts: 2027-04-07 09:00, duration: 2h")
    member, partner = frozenset({"business_member"}), frozenset({"support_partner"})
    asked = [person(1, roles=member), person(2, roles=member), person(3, roles=partner)]
    (found,) = poll("[2027-04-07 10:00]", asked=asked, siblings=[launch])
    assert found.message == (
        "7 April at 10:00 is during another meeting of 2 of the 3 people asked, "
        "Launch meeting (09:00 to 11:00)"
    )
    assert found.fix == "offer 7 April at 11:00 in its place, for instance"
    assert poll("[2027-04-07 10:00]", asked=[person(3, roles=partner)], siblings=[launch]) == ()


def test_the_outer_table_and_the_people_of_the_meeting_are_at_it_too() -> None:
    partners = "outer_table: {audience: {roles: [support_partner]}}, host: champion-9"
    launch = meeting(f"starts: 2027-04-07 09:00, duration: 2h, {partners}")
    asked = [person(1, roles=frozenset({"support_partner"})), Contact("champion-9"), person(2)]
    (found,) = poll("[2027-04-07 10:00]", asked=asked, siblings=[launch])
    assert "of 2 of the 3 people asked" in found.message


@pytest.mark.parametrize(
    "event",
    [
        "starts: {poll: example}",
        "starts: {poll: another}",
        "starts: 2027-04-07 09:00, status: cancelled, reason: Snow",
    ],
    ids=["the meeting that waits for this poll", "one without a date", "one that is cancelled"],
)
def test_other_meetings_are_those_that_take_place_then(event: str) -> None:
    assert poll("[2027-04-07 09:00]", siblings=[meeting(event)]) == ()


def test_all_that_stands_against_an_option_is_one_finding() -> None:
    late = meeting("starts: 2027-04-07 17:00, duration: 2h")
    (found,) = poll("[2027-04-07 17:30]", siblings=[late])
    assert found.message == (
        "7 April at 17:30 lasts until 18:30; working hours end at 18:00, and "
        "is during another meeting, Launch meeting (17:00 to 19:00)"
    )
    assert found.fix == "offer 7 April at 16:00 in its place, for instance"


def test_two_options_are_never_told_to_move_to_one_time() -> None:
    found = poll("[2027-04-06 18:30, 2027-04-06 19:00, 2027-04-06 17:00]")
    assert [each.fix for each in found] == [
        "offer 6 April at 16:30 in its place, for instance",
        "offer 6 April at 16:00 in its place, for instance",
    ]


def test_what_it_offers_instead_comes_after_the_close() -> None:
    (found,) = poll("[2027-03-25 19:00]")
    assert found.fix == "offer 26 March at 17:00 in its place, for instance"


def test_working_hours_are_those_of_the_mail() -> None:
    judged = case(POLL.format(options="[2027-04-07 14:30, 2027-04-09 10:00]", duration="1h"))
    mornings = Window(frozenset({0, 1, 2, 3}), time(9), time(15))
    on = replace(judged.schedule.mail, window=mornings)
    found = examine(replace(judged, schedule=replace(judged.schedule, mail=on)), (PollHours,))
    assert [(each.message, each.fix) for each in found] == [
        (
            "7 April at 14:30 lasts until 15:30; working hours end at 15:00",
            "offer 7 April at 14:00 in its place, for instance",
        ),
        (
            "9 April at 10:00 is on a Friday, which is no working day",
            "offer 12 April at 10:00 in its place, for instance",
        ),
    ]


@pytest.mark.parametrize("moment", [Moment.PLAN, Moment.SEND])
def test_hours_are_a_matter_of_the_files(moment: Moment) -> None:
    assert poll("[2027-04-10 10:00]", moment=moment) == ()


def test_a_poll_that_is_over_is_left_alone() -> None:
    assert len(poll("[2027-04-10 10:00]", now=datetime(2027, 3, 25, 22, tzinfo=UTC))) == 1
    assert poll("[2027-04-10 10:00]", now=datetime(2027, 3, 25, 23, tzinfo=UTC)) == ()


def _named(found: Finding) -> datetime:
    """The time that a remedy offers."""
    words = found.fix.removeprefix("offer ").split(" in its place")[0]
    return datetime.strptime(f"2027 {words}", "%Y %d %B at %H:%M")  # noqa: DTZ007


@given(
    option=st.datetimes(datetime(2027, 3, 26), datetime(2027, 11, 20)).map(
        lambda each: each.replace(second=0, microsecond=0)
    ),
    zones=st.lists(st.sampled_from(["", CHICAGO, HAWAII, "America/Los_Angeles"]), max_size=4),
    duration=st.sampled_from(["30m", "1h", "90m", "3h"]),
)
def test_the_time_it_offers_suits_everybody(option: datetime, zones: list[str], duration: str) -> None:
    asked = [person(number, zone) for number, zone in enumerate(zones)]
    other = [meeting("starts: 2027-06-24 08:00, duration: 90m", "{contacts: [builder-0]}")]
    found = poll(f"[{option:%Y-%m-%d %H:%M}]", duration, asked=asked, siblings=other)
    if found:
        better = _named(found[0])
        assert better >= datetime.combine(option, datetime.min.time())
        assert poll(f"[{better:%Y-%m-%d %H:%M}]", duration, asked=asked, siblings=other) == ()
