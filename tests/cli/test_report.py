"""`report`: text, JSON, CSV and a page; what it says where there is nothing to say."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.cli.reports.document import NOTHING
from outreach.cli.reports.sheet import COLUMNS
from outreach.core.followup import FollowUp
from outreach.core.history import Key, Reply, Status
from outreach.core.people import Standing
from outreach.ports import Begun, Entry, Outcome

from .conftest import Desk

NAME, PARTNERSHIP = "construction-launch", "laramie-construction"
INVITED = ("champion-1", "builder-01", "builder-02", "builder-03", "builder-04")
YEAR = ("--from", "2026-11-01", "--to", "2027-10-31")


@pytest.fixture
def year(peopled: Desk) -> Desk:
    """Five had two messages: one came, one left, one declined; three follow-ups are overdue."""
    with peopled.ledger() as ledger:
        for step in ("invitation", "save-your-seat"):
            keys = [Key(NAME, step, "once", who) for who in INVITED]
            waiting = [Entry(key, "email", Status.WAITING, peopled.clock) for key in keys]
            ledger.enrol(NAME, step, "once", "email", waiting, peopled.clock)
            ledger.claim(keys, peopled.clock)
            ledger.settle_and_begin((), [Begun(key) for key in keys], peopled.clock)
            ledger.settle([Outcome(key, Status.SENT) for key in keys], peopled.clock)
        later = datetime(2027, 3, 19, 20, tzinfo=UTC)
        ledger.record(Reply(NAME, "builder-04", later, "rsvp", rsvp="accepted"))
        ledger.record(Reply(NAME, "builder-04", later, "attendance", attended=True))
        ledger.record(Reply(NAME, "builder-02", later, "rsvp", rsvp="declined"))
        ledger.suppress("builder-03@example.org", Standing.UNSUBSCRIBED, later)
        ledger.follow_up(
            [FollowUp(key, later.date(), "call", NAME, "phone", "Call", "champion-2") for key in "abc"]
        )
    return peopled.at("2027-10-20T16:00")


def test_the_text_tells_everything_in_eighty_columns_and_names_the_next_command(year: Desk) -> None:
    out = year.good("report", *YEAR, "--partnership", PARTNERSHIP).out
    for said in (
        "Laramie County Construction Sector Partnership",
        "1 November 2026 to 31 October 2027",
        "5 people got at least one e-mail",
        "10 e-mails sent",
        "2 of 5 people written to replied (40%)",
        "1 business came of 20 hoped for",
        "Invitations in good time    1 of",
        "unsubscribed",
        "silent for",
        "champion-2",
        "Next: outreach report --html",
    ):
        assert said in out, said
    assert max(map(len, out.splitlines())) <= 80


def test_without_days_it_is_the_twelve_months_up_to_today(year: Desk) -> None:
    scope = year.json("report")["scope"]
    assert (scope["from"], scope["to"]) == ("2026-10-21", "2027-10-20")
    assert year.json("report", "--to", "2027-03-31")["scope"]["from"] == "2026-04-01"
    assert year.json("report", "--from", "2027-03-01")["scope"]["to"] == "2027-10-20"


def test_the_document_has_all_its_parts_whatever_happens(year: Desk) -> None:
    told = year.json("report", *YEAR, "--campaign", NAME)
    assert set(told) == set(NOTHING)
    (campaign,), (event,) = told["campaigns"], told["events"]
    assert campaign["replies"]["rate"] == told["replies"]["rate"] == 0.4
    assert (event["came"], event["show_rate"], event["businesses_hoped_for"]) == (1, 1.0, 20)
    assert {each["id"] for each in told["silence"]["people"]} == {"champion-1", "builder-01"}
    assert told["left"] == {
        "counts": {"unsubscribed": 1},
        "people": [{"id": "builder-03", "name": "Builder Three", "why": "unsubscribed", "on": "2027-03-19"}],
    }
    assert told["followups"][0]["overdue"] == 3
    assert set(year.json("report", "--partnership", "laramie")) == set(NOTHING)


def test_the_sheet_is_a_line_for_each_campaign_that_a_spreadsheet_reads(year: Desk, tmp_path: Path) -> None:
    year.change(f"campaigns/{NAME}.yaml", "title: Construction partnership launch", 'title: "=cmd|launch"')
    file = tmp_path / "sheets" / "year.csv"
    assert "The campaigns are in" in year.good("report", *YEAR, "--csv", str(file)).out
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = {each["campaign"]: each for each in csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))}
    row = rows[NAME]
    assert tuple(row) == COLUMNS
    assert (row["title"], row["sent"], row["reply_rate"], row["came"]) == (
        "'=cmd|launch",
        "10",
        "0.4000",
        "1",
    )
    assert year.good("report", *YEAR, "--csv", "-").out.splitlines()[0] == ",".join(COLUMNS)


def test_page_and_sheet_name_nobody_unless_the_page_is_asked_to(year: Desk, tmp_path: Path) -> None:
    page, sheet = tmp_path / "board.html", tmp_path / "year.csv"
    year.good("report", *YEAR, "--html", str(page), "--csv", str(sheet))
    for text in (page.read_text("utf-8"), sheet.read_text("utf-8")):
        assert not [name for name in ("Builder", "builder-0", "Champion", "champion-") if name in text]
    year.good("report", *YEAR, "--html", str(page), "--names")
    text = page.read_text("utf-8")
    assert all(name in text for name in ("Builder One", "Builder Three", "champion-2"))


def test_an_installation_in_which_nothing_has_happened_says_so(workspace: Desk, tmp_path: Path) -> None:
    out = workspace.good("report").out
    assert "Nothing was sent in these days, and nothing came back. Next: outreach plan" in out
    workspace.good("report", "--html", str(tmp_path / "board.html"))
    assert "Nothing was sent in these days" in (tmp_path / "board.html").read_text("utf-8")
    assert workspace.json("report")["campaigns"] == []


def test_days_to_come_are_the_plans_matter(year: Desk) -> None:
    out = year.good("report", "--from", "2028-01-01").out
    assert "These days have not come yet" in out
    assert "outreach plan --from 2028-01-01 --to 2029-01-01" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--partnership", "laramie-constuction"), "did you mean `laramie-construction`?"),
        (("--campaign", "construction-lunch"), "did you mean `construction-launch`?"),
        (("--from", "2027-13-01"), "--from 2027-13-01 does not exist"),
        (("--from", "2027-05-01", "--to", "2027-04-01"), "--to 2027-04-01 lies before --from 2027-05-01"),
        (("--to", "9999-12-31"), "9999-12-31 lies outside the years 2000 to 2199"),
        (("--from", "0001-01-01"), "0001-01-01 lies outside the years 2000 to 2199"),
        (("--names",), "--names is for the page; add --html FILE"),
        (("--html", "/dev/null/board.html"), "/dev/null/board.html cannot be written"),
    ],
)
def test_what_cannot_be_told_ends_with_2_and_a_remedy(year: Desk, words: tuple[str, ...], says: str) -> None:
    ended = year("report", *words)
    assert (ended.status, ended.out) == (2, "")
    assert says in ended.err
    told = year("report", *words, "--json")
    assert says in told.document["errors"][0]["message"]


def test_two_answers_do_not_fit_on_one_screen(year: Desk) -> None:
    ended = year("report", "--json", "--csv", "-")
    assert ended.status == 2
    assert "two answers on one screen" in json.loads(ended.out)["errors"][0]["message"]


def test_a_broken_file_is_named_and_the_rest_told(year: Desk) -> None:
    year.write("campaigns/broken.yaml", "campaign: [")
    ended = year("report", *YEAR)
    assert ended.status == 2
    assert "campaigns/broken.yaml" in ended.err
    assert "10 e-mails sent" in ended.out


def test_the_page_of_figures_names_every_key_of_the_document() -> None:
    written = (Path(__file__).parents[2] / "docs" / "report.md").read_text("utf-8").split("## As JSON", 1)[1]
    assert set(re.findall(r"^\| `(\w+)` \|", written, re.MULTILINE)) == set(NOTHING)
