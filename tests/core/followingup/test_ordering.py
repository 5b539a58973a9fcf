"""The longest overdue first, key people first on a day; after a week the conveners carry it, too."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from outreach.core.followingup.ordering import (
    carriers,
    convened_by,
    conveners_of,
    in_order,
    key_people,
    overdue,
    owners_named,
)
from outreach.core.followup import FollowUp, Listed
from outreach.core.people import Partnership
from tests.core.building import ASK, campaign, house

TODAY = date(2027, 3, 10)
CONVENERS = ("convener", "convener-2")
LARAMIE = {"laramie": Partnership.model_validate({"name": "Laramie", "conveners": CONVENERS})}


def asked(day: int, number: int = 1, contact: str = "ann", owner: str = "champion-1", *,
          done: bool = False) -> Listed:  # fmt: skip
    followup = FollowUp(f"k{number}", date(2027, 3, day), "call", "spring", "phone", "Call", owner, contact)
    return Listed(number, followup, done)


def test_the_longest_overdue_comes_first_then_what_is_due_next() -> None:
    listed = [asked(12, 1), asked(3, 2), asked(10, 3), asked(1, 4)]
    assert [each.id for each in in_order(listed)] == [4, 2, 3, 1]


def test_on_one_day_key_people_come_first_then_what_was_asked_first() -> None:
    listed = [asked(12, 3), asked(12, 1, "bob"), asked(12, 2, "champion-1"), asked(11, 4)]
    found = in_order(listed, lambda followup: followup.contact == "champion-1")
    assert [each.id for each in found] == [4, 2, 1, 3]


def test_what_is_done_comes_last_however_long_ago_it_was_due() -> None:
    assert [each.id for each in in_order([asked(1, 1, done=True), asked(9, 2)])] == [2, 1]


@given(st.permutations([asked(day, number) for number, day in enumerate([3, 3, 9, 12, 1, 12])]))
def test_the_order_depends_on_nothing_but_what_is_listed(listed: list[Listed]) -> None:
    assert [each.id for each in in_order(listed)] == [4, 0, 1, 2, 3, 5]


def test_a_day_is_not_overdue_until_it_has_passed() -> None:
    assert [overdue(asked(day).followup, TODAY) for day in (11, 10, 9, 3)] == [0, 0, 1, 7]


def test_its_owner_alone_carries_it_for_a_week() -> None:
    assert carriers(asked(4).followup, CONVENERS, TODAY) == ("champion-1",)
    assert carriers(asked(3).followup, CONVENERS, TODAY) == ("champion-1", "convener", "convener-2")


def test_a_convener_who_owns_it_carries_it_once() -> None:
    late = asked(1, owner="convener-2").followup
    assert carriers(late, CONVENERS, TODAY) == ("convener-2", "convener")


def test_what_nobody_owns_is_the_conveners_after_a_week() -> None:
    assert carriers(asked(9, owner="").followup, CONVENERS, TODAY) == ()
    assert carriers(asked(1, owner="").followup, CONVENERS, TODAY) == CONVENERS


def test_the_conveners_are_those_of_the_campaigns_partnership() -> None:
    spring, alone = campaign(), campaign(campaign="alone", partnership=None)
    assert conveners_of(spring, LARAMIE) == CONVENERS
    assert conveners_of(alone, LARAMIE) == conveners_of(None, LARAMIE) == ()
    assert convened_by("convener-2", [spring, alone], LARAMIE) == {"spring"}
    assert convened_by("champion-1", [spring, alone], LARAMIE) == frozenset()


def test_who_is_key_to_a_poll_is_key_in_its_campaign() -> None:
    assert key_people([campaign(ASK, kind="poll"), campaign(campaign="other")]) == {("spring", "champion-1")}


def test_everybody_whom_the_settings_name_may_own_something() -> None:
    known = house(owner="office", communications_team=["comms-1"])
    named = owners_named(known, [campaign(owner="ann"), campaign()], LARAMIE)
    assert named == {"office", "comms-1", "ann", *CONVENERS}
