"""The calendar page that `plan --html` and `simulate --html` write: what stands on which day."""

import re
from html import unescape

import pytest

from .conftest import Desk

YEAR = ("--from", "2027-01-01", "--to", "2027-12-31")


def _day(page: str, day: str) -> str:
    """What the months show of one day, without its elements."""
    found = re.search(rf'<li[^>]* id="d{day}"(.*?)</li>', page, re.DOTALL)
    assert found is not None, f"the page does not show {day}"
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[1])).split())


def _planned(desk: Desk, *span: str) -> str:
    path = desk.root / "plan.html"
    assert desk("plan", *span, "--html", str(path)).status in (0, 1)
    return path.read_text("utf-8")


def test_meetings_poll_closings_commitments_and_holidays_stand_on_their_days(peopled: Desk) -> None:
    page = _planned(peopled, *YEAR)
    assert "Construction partnership launch meeting, 9:00 AM, until 11:00 AM, " in _day(page, "2027-03-18")
    assert "Poll closes: When the training action team meets, 5:00 PM" in _day(page, "2027-03-25")
    assert "Due: Name three instructors for the evening class" in _day(page, "2027-05-06")
    assert "Council meeting, 9:00 AM" in _day(page, "2027-02-11")
    assert "Memorial Day" in _day(page, "2027-05-31")
    assert "Christmas Day (observed)" in _day(page, "2027-12-24")


def test_without_a_calendar_of_holidays_no_day_is_one(peopled: Desk) -> None:
    peopled.change("config/outreach.yaml", "  holidays: US-WY", "  # holidays: US-WY")
    page = _planned(peopled, "--from", "2027-05-01", "--to", "2027-05-31")
    assert "Memorial Day" not in page
    assert 'class="w0 holiday' not in page


def test_a_new_years_day_kept_in_december_is_named(peopled: Desk) -> None:
    assert "New Year's Day (observed)" in _day(_planned(peopled, *YEAR), "2027-12-31")


def test_a_meeting_called_off_says_so(peopled: Desk) -> None:
    name = "campaigns/construction-launch.yaml"
    peopled.change(name, "event:\n", "event:\n  status: cancelled\n  reason: Snow\n")
    page = _planned(peopled, "--from", "2027-03-01", "--to", "2027-03-31")
    assert "Construction partnership launch meeting (cancelled)" in _day(page, "2027-03-18")


def test_a_message_is_one_entry_whatever_became_of_its_readers(peopled: Desk) -> None:
    on_another_clock = "hawaii-1,hawaii-1@example.org,laramie-construction,Pacific/Honolulu,yes"
    peopled.write("people.csv", f"id,email,partnerships,timezone,consent\n{on_another_clock}\n")
    peopled.good("contacts", "import", "people.csv")
    page = _planned(peopled, "--from", "2027-01-12", "--to", "2027-01-12")
    assert page.count('<a class="chip ') == 1
    assert "9 AM · 104" in _day(page, "2027-01-12")
    assert "2 passed over: neither consent nor a stated relationship" in page
    assert "1 passed over: has no e-mail address" in page
    assert "<b>104</b> e-mails" in page
    assert "<b>4</b> passed over" in page


@pytest.mark.parametrize(("channel", "said"), [("by_hand", "posts by hand"), ("outbox", "posts")])
def test_posts_by_hand_are_counted_apart(peopled: Desk, channel: str, said: str) -> None:
    for network in ("facebook", "linkedin"):
        peopled.change("config/outreach.yaml", f"{network}: by_hand", f"{network}: {channel}")
    page = _planned(peopled, "--from", "2027-02-02", "--to", "2027-02-02")
    counts = {
        words: int(n) for n, words in re.findall(r'<li class="is-send"><b>(\d+)</b> ([^<]*)</li>', page)
    }
    assert counts == ({"posts": 3, said: 2} if channel == "by_hand" else {"posts": 5})


def test_today_is_marked_in_a_plan(peopled: Desk) -> None:
    assert "(today)" in _day(_planned(peopled.at("2027-02-03 17:00"), *YEAR), "2027-02-03")


VOTE = """\
- at: {at}
  from: champion-1
  campaign: action-team-date
  votes: {votes}
"""


def test_a_meeting_whose_poll_was_decided_stands_on_the_day_it_chose(peopled: Desk) -> None:
    options = '{"2027-04-06 10:00": "no", "2027-04-07 14:00": "yes", "2027-04-08 09:00": "no"}'
    path = peopled.write("answers.yaml", VOTE.format(at="2027-03-23 10:00", votes=options))
    html = peopled.root / "lived.html"
    words = ("--from", "2027-03-22", "--to", "2027-04-09", "--answers", str(path), "--html", str(html))
    peopled("simulate", *words)
    assert "Training action team call, 2:00 PM" in _day(html.read_text("utf-8"), "2027-04-07")


def test_in_a_simulation_the_copies_of_many_are_folded(peopled: Desk) -> None:
    html = peopled.root / "lived.html"
    peopled("simulate", "--from", "2027-01-12", "--to", "2027-01-12", "--html", str(html))
    page = html.read_text("utf-8")
    assert "<summary>Everybody's copy (103)</summary>" in page
    assert "2 passed over: neither consent nor a stated relationship" in page
