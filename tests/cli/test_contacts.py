"""`outreach contacts`: import, list, export, forget."""

import csv
import io

import pytest

from .conftest import Desk

HEAD = "id,email,first_name,last_name,roles,partnerships,consent\n"
GOOD = "robin,robin@example.org,Robin,One,business_member,laramie-construction,yes\n"


def test_importing_says_how_many_and_who_cannot_be_written_to(workspace: Desk) -> None:
    workspace.write("people.csv", HEAD + GOOD + "sam,sam@example.org,Sam,Two,supporter,,no\n")
    ended = workspace.good("contacts", "import", "people.csv")
    assert "2 added, 0 changed, 0 as before." in ended.out
    assert "1 cannot be written to: 1 said no." in ended.out
    assert ended.out.splitlines()[-1] == "Next: outreach check"


def test_importing_the_same_file_twice_changes_nothing(peopled: Desk) -> None:
    before = peopled.json("contacts", "list")
    document = peopled.json("contacts", "import", "config/people.csv")
    assert (document["errors"], document["added"], document["changed"]) == ([], 0, 0)
    assert document["unchanged"] == len(before)
    assert peopled.json("contacts", "list") == before


def test_a_bad_row_is_named_with_its_line_and_the_good_ones_are_kept(workspace: Desk) -> None:
    workspace.write("people.csv", HEAD + "bad,not-an-address,Bad,One,business_member,,yes\n" + GOOD)
    ended = workspace("contacts", "import", "people.csv", "--json")
    document = ended.document
    assert ended.status == 2
    assert document["added"] == 1
    assert [(each["file"], each["line"]) for each in document["errors"]] == [("people.csv", 2)]
    assert [each["id"] for each in workspace.json("contacts", "list")] == ["robin"]


def test_two_rows_that_are_one_person_are_told(workspace: Desk) -> None:
    workspace.write("people.csv", HEAD + GOOD + GOOD.replace("robin,", "robin-2,"))
    document = workspace.json("contacts", "import", "people.csv")
    assert len(workspace.json("contacts", "list")) == 1
    assert document["doubles"] or document["errors"]


@pytest.mark.parametrize("file", ["nowhere.csv", "campaigns", "config/outreach.yaml"])
def test_a_file_that_holds_no_people_is_refused_in_words(file: str, workspace: Desk) -> None:
    ended = workspace("contacts", "import", file, "--json")
    assert ended.status == 2
    assert ended.document["added"] == 0
    assert ended.document["errors"][0]["message"]


def test_a_list_shows_what_the_design_names(peopled: Desk) -> None:
    everybody = peopled.json("contacts", "list")
    wanted = {"id", "email", "name", "roles", "partnerships", "tags", "consent", "status"}
    assert all(set(each) >= wanted for each in everybody)
    assert len(everybody) == 118
    assert "118 people. Next: outreach plan" in peopled.good("contacts", "list").out


def test_an_empty_list_names_the_import(workspace: Desk) -> None:
    assert workspace.json("contacts", "list") == []
    assert "Next: outreach contacts import" in workspace.good("contacts", "list").out


def test_an_export_can_be_imported_again_and_changes_nothing(peopled: Desk) -> None:
    peopled.good("contacts", "export", str(peopled.root / "out.csv"))
    document = peopled.json("contacts", "import", "out.csv")
    assert (document["added"], document["changed"], document["errors"]) == (0, 0, [])
    rows = list(csv.DictReader(io.StringIO(peopled.good("contacts", "export").out)))
    assert [each["id"] for each in rows] == [each["id"] for each in peopled.json("contacts", "list")]


def test_an_export_that_cannot_be_written_is_told(peopled: Desk) -> None:
    ended = peopled("contacts", "export", str(peopled.root / "config/people.csv/out.csv"))
    assert ended.status == 2
    assert "cannot be written" in ended.err


def test_who_is_forgotten_is_gone(peopled: Desk) -> None:
    peopled.good("contacts", "forget", "builder-07")
    assert "builder-07" not in {each["id"] for each in peopled.json("contacts", "list")}
    ended = peopled("contacts", "forget", "builder-07", "--json")
    assert ended.status == 2
    assert "nobody has the id `builder-07`" in ended.document["errors"][0]["message"]


MAIL = """\
From: Builder Seven <builder-07@example.org>
To: hello@partnerships.example.org
Subject: A question about Zebras
Message-ID: <1@builders.example.org>
Date: Mon, 30 Nov 2026 10:00:00 -0700

Do zebras come?
"""


def test_what_somebody_wrote_is_erased_with_them_from_every_file(peopled: Desk) -> None:
    peopled.write("mail/one.eml", MAIL)
    peopled.good("collect", "--from", str(peopled.root / "mail"))
    raw, ledger = peopled.root / "var/inbox", peopled.root / "var/outreach.db"
    assert [b"zebras" in each.read_bytes() for each in raw.rglob("*.eml")] == [True]
    assert peopled.json("contacts", "forget", "builder-07") == {"errors": [], "forgotten": "builder-07"}
    assert list(raw.rglob("*.eml")) == []
    left = b"".join(each.read_bytes() for each in ledger.parent.glob("outreach.db*")).lower()
    assert [
        trace for trace in (b"zebras", b"builder-07@example.org", b"builder seven") if trace in left
    ] == []
    assert "zebras" not in peopled.good("inbox", "--json").out.lower()


def test_the_copies_of_what_somebody_got_are_erased_with_them_and_those_of_others_stay(peopled: Desk) -> None:
    for name in ("builder-07.eml", "builder-07.ics", "builder-08.eml"):
        peopled.write(f"var/outbox/construction-launch/invitation/once/{name}", "Dear Builder")
    peopled.good("contacts", "forget", "builder-07")
    assert [each.name for each in peopled.outbox.rglob("*") if each.is_file()] == ["builder-08.eml"]


def test_a_forgotten_walk_in_is_asked_about_no_more(peopled: Desk) -> None:
    peopled.at("2027-03-18T18:00").write("came.txt", "Walk Inn, Prairie Roofing\n")
    peopled.good("attendance", "construction-launch", "came.txt")
    peopled.good("contacts", "forget", "walk-inn")
    assert not [each for each in peopled.json("followups") if each["kind"] == "fix_address"]
    assert "Walk Inn" not in peopled.good("followups", "--json").out


def test_who_has_unsubscribed_stays_so_through_forgetting_and_importing_again(peopled: Desk) -> None:
    rows = (peopled.root / "config/people.csv").read_text().splitlines()
    gone = next(row for row in rows if row.startswith("builder-07,"))
    peopled.unsubscribe("builder-07@example.org")
    peopled.write("again.csv", f"{rows[0]}\n{gone}\n")
    assert _status(peopled, "builder-07") == "unsubscribed"
    peopled("contacts", "import", "again.csv")
    assert _status(peopled, "builder-07") == "unsubscribed"
    peopled.good("contacts", "forget", "builder-07")
    peopled("contacts", "import", "again.csv")
    assert _status(peopled, "builder-07") == "unsubscribed"
    found = peopled.json("plan", "--from", "2027-01-12", "--to", "2027-01-12")["touches"]
    assert sum(row["recipients"] for row in found if row["reason"] == "has unsubscribed") == 1


def _status(desk: Desk, contact: str) -> str:
    return next(each["status"] for each in desk.json("contacts", "list") if each["id"] == contact)
