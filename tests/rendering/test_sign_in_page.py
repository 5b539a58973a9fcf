"""The sign-in sheet to print."""

from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest

from outreach.actions.attendance import WALK_INS, Line, Sheet
from outreach.core.campaign import Event
from outreach.core.history import Rsvp
from outreach.core.people import Contact
from outreach.rendering.sign_in_page import sign_in_page

STARTS = datetime(2027, 3, 18, 9)


class Rows(HTMLParser):
    """The cells of every row, and how many boxes there are to tick."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.boxes = 0
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives them
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._cell = True
        self.boxes += tag == "i"

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data.strip()


def line(number: int, rsvp: Rsvp | None = None, came: bool | None = None) -> Line:
    contact = Contact(
        f"b-{number}", email=f"b-{number}@example.org", phone="307-555-0188", first_name="Builder",
        last_name=f"<{number}>", organisation=f"Roofing & {number}",
    )  # fmt: skip
    return Line(contact, came, rsvp)


def page(*lines: Line, priorities: tuple[str, ...] = (), starts: datetime | None = STARTS) -> Rows:
    event = Event(title="Launch <now>", starts=STARTS, duration=timedelta(hours=2), location="Hall & Yard")
    return Rows(sign_in_page(Sheet(event, starts, lines, priorities)))


def people(rows: Rows) -> list[str]:
    return [each[0] for each in rows.rows if each[0] not in ("", "Name")]


def test_those_who_are_coming_stand_there_and_who_is_silent_does_not() -> None:
    shown = page(line(1, "accepted"), line(2, "tentative"), line(3), line(4, came=True))
    assert people(shown) == ["Builder <1>", "Builder <2>", "Builder <4>"]


def test_before_anybody_has_answered_everybody_invited_stands_there() -> None:
    assert people(page(line(1), line(2))) == ["Builder <1>", "Builder <2>"]


def test_no_address_and_no_number_is_laid_out_for_everybody_to_read() -> None:
    event = Event(title="Launch", starts=STARTS)
    text = sign_in_page(Sheet(event, STARTS, (line(1, "accepted"),), ()))
    assert "b-1@example.org" not in text
    assert "307-555" not in text


@pytest.mark.parametrize(("silent", "empty"), [(0, 13), (12, 13), (16, 26), (80, 39)])
def test_there_is_room_for_those_who_come_without_having_answered(silent: int, empty: int) -> None:
    shown = page(line(0, "accepted"), *(line(n) for n in range(1, silent + 1)))
    blank = [each for each in shown.rows if not any(each)]
    assert len(blank) == empty >= WALK_INS


def test_there_is_a_box_for_each_priority_on_every_line() -> None:
    shown = page(line(1, "accepted"), priorities=("Training", "Roads & sites"))
    header, first, *_ = shown.rows
    assert header[-2:] == ["Training", "Roads & sites"]
    assert len(first) == len(header)
    assert shown.boxes == 2 * (len(shown.rows) - 2)


def test_a_priority_to_be_chosen_has_a_line_to_write_its_name_on() -> None:
    header = page(line(1, "accepted"), priorities=("priority 1", "priority 2", "priority 3")).rows[0]
    assert header[-3:] == ["Priority"] * 3


def test_an_event_without_a_date_has_a_sheet_too() -> None:
    assert "no date yet" in sign_in_page(Sheet(Event(title="Call", starts=STARTS), None, (), ()))
