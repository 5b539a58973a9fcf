"""`attendance`: the sign-in sheet, and taking it back."""

import csv
import io

import pytest

from outreach.core.history import Key, Reply, Rsvp, Status
from outreach.ports import Begun, Entry, Outcome

from .conftest import Desk

NAME = "construction-launch"
INVITED = ("champion-1", "builder-01", "builder-02", "builder-03", "builder-04")
AFTER = "2027-03-18T18:00"


@pytest.fixture
def invited(peopled: Desk) -> Desk:
    """Five have their invitation: two accepted, one declined, two are silent. The launch is over."""
    keys = [Key(NAME, "invitation", "once", who) for who in INVITED]
    with peopled.ledger() as ledger:
        waiting = [Entry(key, "email", Status.WAITING, peopled.clock) for key in keys]
        ledger.enrol(NAME, "invitation", "once", "email", waiting, peopled.clock)
        ledger.claim(keys, peopled.clock)
        for key in keys:
            ledger.settle_and_begin((), [Begun(key, f"<{key.recipient}@example.org>")], peopled.clock)
        ledger.settle([Outcome(key, Status.SENT) for key in keys], peopled.clock)
    for who, rsvp in (("builder-04", "accepted"), ("builder-03", "accepted"), ("builder-02", "declined")):
        answer(peopled, who, rsvp)  # type: ignore[arg-type]
    return peopled.at(AFTER)


def answer(desk: Desk, who: str, rsvp: Rsvp) -> None:
    with desk.ledger() as ledger:
        ledger.record(Reply(NAME, who, desk.clock, "rsvp", rsvp=rsvp))


def came(desk: Desk) -> dict[str, bool]:
    """Who is recorded as having come, or not."""
    with desk.ledger() as ledger:
        answers = ledger.history(NAME).answers
    return {who: each.attended for who, each in answers.items() if each.attended is not None}


def printed(desk: Desk) -> list[list[str]]:
    return list(csv.reader(io.StringIO(desk.good("attendance", NAME).out)))


def test_the_sheet_lists_those_who_accepted_then_the_invited_then_room_for_more(invited: Desk) -> None:
    header, *rows = printed(invited)
    assert header == ["id", "name", "organisation", "phone", "came"]
    ids = [row[0] for row in rows]
    assert ids == ["builder-04", "builder-03", "builder-01", "champion-1", *[""] * 10]
    assert rows[-1] == [""] * 5
    assert next(row for row in rows if row[0] == "champion-1")[1:] == [
        "Champion One",
        "Example General Contractors",
        "307-555-0191",
        "",
    ]


def test_the_sheet_can_be_printed_before_the_event_and_into_a_file(invited: Desk) -> None:
    file = invited.root / "sheet.csv"
    said = invited.at("2027-03-17T18:00").good("attendance", NAME, "--out", str(file)).out
    assert said == f"Written to {file}. After the event: outreach attendance {NAME} {file}\n"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,name,")
    sheet = invited.json("attendance", NAME)["sheet"]
    assert {each["id"] for each in sheet} == set(INVITED) - {"builder-02"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_sheet_comes_back_from_any_spreadsheet(delimiter: str, encoding: str, invited: Desk) -> None:
    rows = printed(invited)
    marks = {"builder-03": "x", "builder-04": "", "champion-1": "Yes", "builder-01": "no"}
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([*row[:4], marks.get(row[0], row[4])] for row in rows)
    (invited.root / "signed.csv").write_bytes(text.getvalue().encode(encoding))
    document = invited.json("attendance", NAME, "signed.csv")
    assert document == {"errors": [], "came": 2, "absent": 3, "unclear": []}
    assert came(invited) == {
        "builder-03": True, "champion-1": True, "builder-04": False, "builder-01": False,
    }  # fmt: skip


REMEDY = "someone who walked in? Import them with `outreach contacts import`, then do this again"
HEADER = "id,name,organisation,phone,came\r\n"


@pytest.mark.parametrize("mark", ["x", "X", "yes", "1", "true"])
def test_every_usual_mark_says_that_somebody_came(mark: str, invited: Desk) -> None:
    invited.write("signed.csv", f"{HEADER}builder-03,,,,{mark}\r\n")
    invited.good("attendance", NAME, "signed.csv")
    assert came(invited) == {"builder-03": True}


def test_a_list_names_those_who_came_by_id_address_or_name(invited: Desk) -> None:
    invited.write("came.txt", "builder-03\n\n  CHAMPION-1@example.org\nConvener  one\n")
    ended = invited.good("attendance", NAME, "came.txt")
    assert came(invited) == {"builder-03": True, "champion-1": True, "convener": True}
    assert ended.out == (
        f"{NAME}: 3 came, 3 of those invited did not.\n"
        "They accepted, no sheet names them, and they count as absent: builder-04\n"
        "Next: outreach plan\n"
    )


def test_good_rows_are_kept_and_a_walk_in_is_reported_with_line_and_remedy(invited: Desk) -> None:
    invited.write("signed.csv", f"{HEADER}builder-03,,,,x\r\n,Walk Inn,Example Roofing,,x\r\n,,,,x\r\n")
    ended = invited("attendance", NAME, "signed.csv", "--json")
    assert ended.status == 2
    assert [(each["file"], each["line"], each["message"]) for each in ended.document["errors"]] == [
        (
            "signed.csv",
            3,
            f"nobody known is called `Walk Inn`; {REMEDY}",
        ),
        ("signed.csv", 4, "nobody is named here; write an id, an e-mail or a full name"),
    ]
    assert came(invited) == {"builder-03": True}
    assert "signed.csv:3:1: nobody known" in invited("attendance", NAME, "signed.csv").err


def test_a_walk_in_who_has_been_imported_is_taken(invited: Desk) -> None:
    invited.write("came.txt", "Inn, Walk\n")
    assert invited("attendance", NAME, "came.txt").status == 2
    invited.write("more.csv", "id,first_name,last_name\nwalk-inn,Walk,Inn\n")
    invited.good("contacts", "import", "more.csv")
    invited.good("attendance", NAME, "came.txt")
    assert came(invited) == {"walk-inn": True}


def test_a_name_that_fits_two_people_is_reported_not_guessed(invited: Desk) -> None:
    invited.write("more.csv", "id,first_name,last_name\ntwin-1,Twin,Same\ntwin-2,Twin,Same\n")
    invited.good("contacts", "import", "more.csv")
    invited.write("came.txt", "Twin Same\ntwin-2\n")
    ended = invited("attendance", NAME, "came.txt")
    assert ended.status == 2
    assert "came.txt:1:1: `Twin Same` fits several people: twin-1, twin-2; write the id instead" in ended.err
    assert came(invited) == {"twin-2": True}


def test_the_same_sheet_twice_changes_nothing_and_a_mended_one_counts(invited: Desk) -> None:
    invited.write("signed.csv", f"{HEADER}builder-03,,,,x\r\nbuilder-04,,,,\r\n")
    once = invited.json("attendance", NAME, "signed.csv")
    assert invited.at("2027-03-19T18:00").json("attendance", NAME, "signed.csv") == once
    with invited.ledger() as ledger:
        kept = [each for each in ledger.replies() if each.kind == "attendance"]  # type: ignore[attr-defined]
    assert len(kept) == 2
    invited.write("signed.csv", f"{HEADER}builder-03,,,,\r\nbuilder-04,,,,x\r\n")
    invited.good("attendance", NAME, "signed.csv")
    assert came(invited) == {"builder-03": False, "builder-04": True}


def test_a_sheet_printed_again_and_taken_back_changes_nothing(invited: Desk) -> None:
    invited.write("came.txt", "builder-03\nconvener\n")
    invited.good("attendance", NAME, "came.txt")
    invited.write("again.csv", invited.good("attendance", NAME).out)
    assert invited.json("attendance", NAME, "again.csv")["came"] == 2
    assert {who for who, there in came(invited).items() if there} == {"builder-03", "convener"}


@pytest.mark.parametrize(
    ("now", "words", "said"),
    [
        (
            "2027-03-18T14:59",
            (NAME, "came.txt"),
            f"{NAME} begins on Thursday 18 March 2027 at 09:00; record who came once it has begun",
        ),
        (
            AFTER,
            ("action-team-date", "came.txt"),
            "action-team-date has no event, so there is no sheet to sign",
        ),
        (AFTER, ("action-team-date",), "action-team-date has no event"),
        (AFTER, ("training-action-team", "came.txt"), "training-action-team has no date yet"),
        (
            AFTER,
            ("construction-lunch",),
            f"there is no campaign `construction-lunch`; did you mean `{NAME}`?",
        ),
        (AFTER, (NAME, "none.csv"), "cannot be read (No such file or directory)"),
        (AFTER, (NAME, "came.txt", "--out", "sheet.csv"), "--out is for the sheet that is printed"),
        (AFTER, (NAME, "empty.txt"), "nobody is named in it; write one id, e-mail or full name a line"),
        (AFTER, (NAME, "unmarked.csv"), "no column is called came; keep the first line of the sheet"),
        (AFTER, (NAME, "nameless.csv"), "no column is called id, email or name; keep the first line"),
    ],
)
def test_what_cannot_be_done_is_refused(now: str, words: tuple[str, ...], said: str, invited: Desk) -> None:
    invited.write("came.txt", "builder-03\n")
    invited.write("empty.txt", "\n\n")
    invited.write("unmarked.csv", "id,name\nbuilder-03,\n")
    invited.write("nameless.csv", "phone,came\n307-555-0191,x\n")
    ended = invited.at(now)("attendance", *words, "--json")
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]
    assert came(invited) == {}


def test_now_moves_the_clock(invited: Desk) -> None:
    invited.write("came.txt", "builder-03\n")
    invited.at("2027-03-01T12:00").good("attendance", NAME, "came.txt", "--now", "2027-03-18T09:30")
    assert came(invited) == {"builder-03": True}
