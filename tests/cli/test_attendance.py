"""`attendance`: the sign-in sheet, and taking it back."""

import csv
import io

import pytest

from outreach.cli.app import app
from outreach.core.history import Key, Reply, Rsvp, Status
from outreach.ports import Begun, Entry, Outcome

from .conftest import Desk, Ended

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


def typed(desk: Desk, text: str, *words: str) -> Ended:
    """Run a command and type that."""
    done = desk.runner.invoke(app, ["-C", str(desk.root), *words], input=text, catch_exceptions=False)
    return Ended(done.exit_code, done.stdout, done.stderr)


def printed(desk: Desk) -> list[list[str]]:
    return list(csv.reader(io.StringIO(desk.good("attendance", NAME).out)))


def test_the_sheet_lists_those_who_accepted_then_the_invited_then_room_for_more(invited: Desk) -> None:
    header, *rows = printed(invited)
    columns = ["id", "name", "organisation", "e-mail", "phone", "came"]
    assert header == [*columns, "priority 1", "priority 2", "priority 3"]
    ids = [row[0] for row in rows]
    assert ids == ["builder-04", "builder-03", "builder-01", "champion-1", *[""] * 10]
    assert rows[-1] == [""] * 9
    assert next(row for row in rows if row[0] == "champion-1")[1:6] == [
        "Champion One",
        "Example General Contractors",
        "champion-1@example.org",
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
    csv.writer(text, delimiter=delimiter).writerows(
        [*row[:5], marks.get(row[0], row[5]), *row[6:]] for row in rows
    )
    (invited.root / "signed.csv").write_bytes(text.getvalue().encode(encoding))
    document = invited.json("attendance", NAME, "signed.csv")
    nothing = {"errors": [], "unclear": [], "walk_ins": [], "tags": {}, "leads": {}, "notes": []}
    assert document == {"came": 2, "absent": 3, **nothing}
    assert came(invited) == {
        "builder-03": True, "champion-1": True, "builder-04": False, "builder-01": False,
    }  # fmt: skip


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


def test_good_rows_are_kept_and_the_others_reported_with_line_and_remedy(invited: Desk) -> None:
    bad = ",Walk,,,x\r\n,,,,x\r\n,Zoe Other,,,perhaps\r\n"
    invited.write("signed.csv", f"{HEADER}builder-03,,,,x\r\n{bad}")
    ended = invited("attendance", NAME, "signed.csv", "--json")
    assert ended.status == 2
    remedy = "write first name and last name, then the business, such as `Jo Doe, Example Roofing`"
    assert [(each["line"], each["column"], each["message"]) for each in ended.document["errors"]] == [
        (3, 1, f"nobody known is called `Walk`; if they walked in, {remedy}"),
        (4, 1, "nobody is named here; write an id, an e-mail or a full name"),
        (5, 14, "`perhaps` does not say whether they came; write x, or leave it blank"),
    ]
    assert came(invited) == {"builder-03": True}
    assert "signed.csv:3:1: nobody known" in invited("attendance", NAME, "signed.csv").err


FILLED = """\
id,name,organisation,e-mail,phone,came,Training,Roads & sites,Signature
builder-03,Builder Three,,,,x,,x,B3
builder-04,Builder Four,,,,,\u2713,lead,
,Pat Newcomer,Prairie Paving,pat@paving.example.org,307-555-0188,x,x,,PN
,Walk Inn,Prairie Roofing,,,x,,,
,,,,,,,,
"""


def test_a_sheet_tells_who_came_who_walked_in_and_who_chose_what(invited: Desk) -> None:
    invited.write("signed.csv", FILLED)
    ended = invited.good("attendance", NAME, "signed.csv")
    assert ended.out == (
        f"{NAME}: 4 came, 3 of those invited did not.\n"
        "2 people walked in:\n"
        "    pat-paving-example-org: Pat Newcomer (Prairie Paving)\n"
        "    walk-inn: Walk Inn (Prairie Roofing)\n"
        "1 of them cannot be written to: 1 no e-mail address.\n"
        "roads-sites-action-team: 2 people, led by builder-04\n"
        "training-action-team: 2 people\n"
        "No campaign writes to roads-sites-action-team yet: outreach new action-team roads-sites-action-team "
        "--partnership laramie-construction, and write audience: {tags: [roads-sites-action-team]} there.\n"
        "Next: outreach plan\n"
    )
    document = invited.json("attendance", NAME, "signed.csv")
    assert document["walk_ins"] == ["pat-paving-example-org", "walk-inn"]
    assert document["tags"] == {
        "roads-sites-action-team": ["builder-03", "builder-04"],
        "training-action-team": ["builder-04", "pat-paving-example-org"],
    }
    people = {each["id"]: each for each in invited.json("contacts", "list")}
    assert people["pat-paving-example-org"]["tags"] == ["training-action-team"]
    assert people["walk-inn"]["consent"] == "relationship"
    (asked,) = [each for each in invited.json("followups") if each["kind"] == "fix_address"]
    assert (asked["contact"], asked["owner"]) == ("walk-inn", "convener")


def test_a_list_may_be_typed_with_the_business_behind_the_name(invited: Desk) -> None:
    text = "1. Builder Three\nPat Newcomer, Prairie Paving\nInn, Walk (Prairie Roofing)\n"
    ended = typed(invited, text, "attendance", NAME, "-", "--json")
    assert ended.status == 0
    assert ended.document["walk_ins"] == ["pat-newcomer", "walk-inn"]
    assert came(invited) == {"builder-03": True, "pat-newcomer": True, "walk-inn": True}
    people = {each["id"]: each["organisation"] for each in invited.json("contacts", "list")}
    assert (people["pat-newcomer"], people["walk-inn"]) == ("Prairie Paving", "Prairie Roofing")


def test_what_is_wrong_in_a_typed_list_is_told_with_its_line(invited: Desk) -> None:
    ended = typed(invited, "Builder Three\nBilder Four\n", "attendance", NAME, "-")
    assert ended.status == 2
    assert ended.err.startswith("-:2:1: nobody known is called `Bilder Four`; did you mean `builder-04` (")


def test_columns_are_printed_for_the_priorities_named(invited: Desk) -> None:
    words = ("--priority", "Training", "--priority", " Roads  and sites ")
    header = invited.good("attendance", NAME, *words).out.splitlines()[0]
    assert header == "id,name,organisation,e-mail,phone,came,Training,Roads and sites"
    assert invited.json("attendance", NAME, *words)["priorities"] == ["Training", "Roads and sites"]


def test_the_page_to_print_lists_those_who_are_coming_without_their_addresses(invited: Desk) -> None:
    page = invited.root / "sheet.html"
    said = invited.good("attendance", NAME, "--html", str(page)).out
    assert said == (
        f"The page is in {page}. Open it in a browser, print it, and lay it out at the door.\n"
        f"To type in what was written there: outreach attendance {NAME} --out sheet.csv\n"
    )
    text = page.read_text("utf-8")
    assert "Builder Four" in text
    assert "Champion One" not in text
    assert "builder-04@example.org" not in text


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
        (AFTER, (NAME, "came.txt", "--out", "sheet.csv"), "--out, --html and --priority are for the sheet"),
        (AFTER, (NAME, "came.txt", "--html", "sheet.html"), "--out, --html and --priority are for the sheet"),
        (
            AFTER,
            (NAME, "came.txt", "--priority", "a"),
            "--out, --html and --priority are for the sheet that is",
        ),
        (AFTER, (NAME, "--priority", "\u57f9\u8bad"), "no tag can be made of --priority"),
        (AFTER, (NAME, "--priority", "E-Mail"), "there is a column of that name already; name it otherwise"),
        (AFTER, (NAME, "--priority", "a b", "--priority", "A  B"), "there is a column of that name already"),
        (AFTER, (NAME, "--html", "none/sheet.html"), "none/sheet.html cannot be written: No such file"),
        (AFTER, (NAME, "broken.csv"), "a quotation mark in the line that names the columns is opened"),
        (AFTER, (NAME, "empty.txt"), "nobody is named in it; write one id, e-mail or full name a line"),
        (AFTER, (NAME, "unmarked.csv"), "no column is called came; keep the first line of the sheet"),
        (AFTER, (NAME, "nameless.csv"), "no column is called id, email or name; keep the first line"),
    ],
)
def test_what_cannot_be_done_is_refused(now: str, words: tuple[str, ...], said: str, invited: Desk) -> None:
    invited.write("came.txt", "builder-03\n")
    invited.write("empty.txt", "\n\n")
    invited.write("unmarked.csv", "id,name\nbuilder-03,\n")
    invited.write("broken.csv", 'id,"name,came\nbuilder-03,,x\n')
    invited.write("nameless.csv", "phone,came\n307-555-0191,x\n")
    ended = invited.at(now)("attendance", *words, "--json")
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]
    assert came(invited) == {}


def test_now_moves_the_clock(invited: Desk) -> None:
    invited.write("came.txt", "builder-03\n")
    invited.at("2027-03-01T12:00").good("attendance", NAME, "came.txt", "--now", "2027-03-18T09:30")
    assert came(invited) == {"builder-03": True}
