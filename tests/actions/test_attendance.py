from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.actions.attendance import Signed, Taken, sheet, sheet_csv, take_back
from outreach.core.errors import Place, UsageError
from tests.world import MEETING, Office, at, member

MENDED = "clear the id if somebody else came, or mend the rest if not"
STEPS = (
    "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}",
    "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}",
    "{id: recap, send: email, template: letter.md, when: 1 business day after event at 09:00, to: attended}",
    "{id: sorry, send: email, template: letter.md, when: 1 business day after event at 09:00, to: absent}",
)
PEOPLE = ("ann", "bob", "cat", "dan")
AFTER = "2027-03-18 12:00"


@pytest.fixture
def met(tmp_path: Path) -> Iterator[Office]:
    """A meeting to which four people were invited."""
    office = Office(tmp_path)
    office.people(*PEOPLE)
    office.campaign(*STEPS)
    office.run("2027-02-04 09:00")
    yield office
    office.ledger.close()


MINUTES = count(1)


def later() -> str:
    """A moment after every moment given before."""
    return f"{datetime(2027, 3, 18, 12) + timedelta(minutes=next(MINUTES)):%Y-%m-%d %H:%M}"


def row(*names: str, came: bool = True, line: int = 2) -> Signed:
    return Signed(Place("signed.csv", line), names, came)


def take(office: Office, *rows: Signed, wall: str = AFTER) -> Taken:
    return take_back(office.world(), "spring", rows, at(wall))


def came(office: Office) -> dict[str, bool]:
    answers = office.ledger.history("spring").answers
    return {who: each.attended for who, each in answers.items() if each.attended is not None}


def test_who_came_gets_the_recap_and_everybody_else_the_other_letter(met: Office) -> None:
    met.run("2027-03-19 09:00")
    assert [each.reason for each in met.asked("task") if "outreach attendance spring" in each.reason]
    taken = take(met, row("ann"), row("bob", came=False), wall="2027-03-19 10:00")
    assert (taken.came, taken.absent) == (1, 3)
    assert not met.asked("task")
    met.run("2027-03-19 10:00")
    assert met.status(step="recap") == {"ann": "sent"}
    assert set(met.status(step="sorry")) == {"bob", "cat", "dan"}


def test_those_who_accepted_come_first_and_those_who_declined_not_at_all(met: Office) -> None:
    met.answer("cat", "2027-02-05 09:00", "accepted")
    met.answer("bob", "2027-02-05 09:00", "declined")
    lines = sheet(met.world(), "spring", at("2027-03-17 09:00"))
    assert [each.contact.id for each in lines] == ["cat", "ann", "dan"]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(met: Office) -> None:
    met.people(member("ann", organisation="=1+1", phone="+1 307 555 0100"))
    text = sheet_csv(sheet(met.world(), "spring", at(AFTER)))
    assert "ann,Ann,'=1+1,'+1 307 555 0100,\r\n" in text


def test_a_substitute_written_into_somebodys_row_is_not_taken_for_them(met: Office) -> None:
    taken = take(met, row("ann", "Zoe Other"), row("bob", "Ann"), row("cat", "cat@new.example.org", "Cat"))
    assert [each.message for each in taken.problems] == [
        f"this row names {who}, and also `{name}`; {MENDED}"
        for who, name in (("ann (Ann)", "Zoe Other"), ("bob (Bob)", "Ann"))
    ]
    assert came(met) == {"cat": True}


def test_a_name_tells_apart_people_who_share_an_address(met: Office) -> None:
    shared = "office@example.org"
    met.people(member("ann", email=shared), member("bob", email=shared))
    assert not take(met, row(shared, "Bob")).problems
    assert came(met) == {"bob": True}
    (problem,) = take(met, row(shared)).problems
    assert problem.message == f"`{shared}` fits several people: ann, bob; write the id instead"


def test_of_two_of_one_name_the_one_who_was_invited_is_meant(met: Office) -> None:
    met.people(member("other-ann", first_name="Ann", roles=frozenset({"supporter"})))
    assert not take(met, row("ANN")).problems
    assert came(met) == {"ann": True}


def test_one_row_that_says_somebody_came_is_enough(met: Office) -> None:
    take(met, row("ann", came=True), row("Ann", came=False, line=14))
    assert came(met) == {"ann": True}


def test_nothing_understood_records_nothing(met: Office) -> None:
    taken = take(met, row("nobody"), row(","))
    assert (taken.came, taken.absent, len(taken.problems)) == (0, 0, 2)
    assert not met.ledger.history("spring").attendance


def test_of_a_meeting_called_off_nothing_is_taken(met: Office) -> None:
    met.campaign(*STEPS, head=MEETING.replace("Hall", "Hall, status: cancelled, reason: Snow"))
    with pytest.raises(UsageError, match="spring was called off, so nobody came"):
        take(met, row("ann"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(st.dictionaries(st.sampled_from(PEOPLE), st.booleans(), min_size=1), max_size=3))
def test_what_the_last_sheet_says_holds_and_twice_is_as_once(
    met: Office, sheets: list[dict[str, bool]]
) -> None:
    for marks in sheets:
        rows = [row(who, came=there) for who, there in marks.items()]
        once = take(met, *rows, wall=later())
        kept = list(met.ledger.replies())
        assert take(met, *rows, wall=later()) == once
        assert list(met.ledger.replies()) == kept
        assert came(met).items() >= marks.items()
        assert once.came + once.absent == len(PEOPLE)
