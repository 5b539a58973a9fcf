"""R001, R002, R003, K001 and K002: what a plan decides about people, told to whoever reads it."""

import pytest

from outreach.core.finding import Finding, Level, Moment
from outreach.rules.examine import examine
from outreach.rules.families.people.hours import SendingHours
from outreach.rules.families.people.knocks import ManyKnocks, ManyPartnerships
from outreach.rules.families.people.permission import StatedRelationship, SuppressedPeople
from outreach.rules.rule import Rule
from tests.rules.examples import example


def found(rule: type[Rule], old: str = "", new: str = "", text: str = "") -> tuple[Finding, ...]:
    """What the rule finds in its bad example, or in another text, with something written otherwise."""
    written = text or rule.bad
    assert old in written
    return examine(example(written.replace(old, new) if old else written, Moment.PLAN), (rule,))


FIFTH = "on 2027-02-15 at 09:00"


@pytest.mark.parametrize(("day", "level"), [("02-15", "error"), ("02-19", "error"), ("02-22", "warning")])
def test_the_fifth_in_four_weeks_waits_a_week_at_most(day: str, level: str) -> None:
    (one,) = found(ManyKnocks, FIFTH, f"on 2027-{day} at 09:00")
    assert (one.step, one.level, str(one.place)) == ("fifth", Level(level), "campaigns/example.yaml:8:65")


@pytest.mark.parametrize(
    "when", ["on 2027-03-01 at 09:00", "on 2027-03-02 at 09:00", "on 2027-04-01 at 09:00"]
)
def test_a_fifth_moved_to_a_day_with_room_passes_as_the_fix_says(when: str) -> None:
    assert found(ManyKnocks)[0].fix.startswith("move it to a day with fewer than 4 in the 28 days before it")
    assert found(ManyKnocks, FIFTH, when) == ()


@pytest.mark.parametrize(("day", "told"), [("12", 1), ("13", 1), ("14", 1), ("15", 0), ("19", 0), ("29", 0)])
def test_a_third_partnership_within_a_week_is_told_and_a_week_later_is_not(day: str, told: int) -> None:
    made = found(ManyPartnerships, "on 2027-01-12 at 09:00", f"on 2027-01-{day} at 09:00")
    assert [each.message[:16] for each in made] == ["1 business hears"] * told
    assert all(each.level is Level.WARNING for each in made)


@pytest.mark.parametrize("when", ["17:30", "16:30", "17:59"])
def test_what_the_reader_gets_after_it_is_too_late_is_an_error(when: str) -> None:
    (one,) = found(SendingHours, "at 17:30", f"at {when}")
    assert (one.level, one.message[:8]) == (Level.ERROR, "1 person")


@pytest.mark.parametrize("when", ["10:00", "12:00", "09:00 local"])
def test_a_time_that_is_open_where_the_reader_is_passes_as_the_fix_says(when: str) -> None:
    assert "local" in found(SendingHours)[0].fix or "open everywhere" in found(SendingHours)[0].fix
    assert found(SendingHours, "at 17:30", f"at {when}") == ()


@pytest.mark.parametrize("standing", ["unsubscribed", "bounced", "complained"])
def test_who_must_not_be_written_to_is_counted_once(standing: str) -> None:
    (one,) = found(SuppressedPeople, "unsubscribed", standing)
    assert one.message.startswith("1 person is passed over: ")
    assert one.level is Level.WARNING


@pytest.mark.parametrize("consent", ["unknown", "no"])
def test_who_gave_no_leave_is_counted_once(consent: str) -> None:
    (one,) = found(StatedRelationship, "unknown", consent)
    assert one.message.startswith("1 person is passed over: ")


@pytest.mark.parametrize("consent", ["yes", "relationship"])
def test_importing_consent_or_a_relationship_passes_as_the_fix_says(consent: str) -> None:
    assert "`consent` (yes, or relationship)" in found(StatedRelationship)[0].fix
    assert found(StatedRelationship, "unknown", consent) == ()
