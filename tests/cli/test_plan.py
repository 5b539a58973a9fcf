"""`outreach plan` and `outreach preview`: what will go out, as it will go out."""

import re
from datetime import datetime
from email import policy
from email.parser import BytesParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .conftest import SMALL, Desk

ROW = {
    "campaign", "step", "occurrence", "channel", "due", "due_local", "recipients", "decision", "reason",
    "approved", "agreed", "findings",
}  # fmt: skip
YEAR = ("--from", "2027-01-01", "--to", "2027-12-31")


def _rows(found: Any, **wanted: str) -> list[dict[str, Any]]:
    return [row for row in found["touches"] if all(row[name] == value for name, value in wanted.items())]


def test_a_plan_is_one_document_with_a_row_for_each_decision(peopled: Desk) -> None:
    ended = peopled("plan", *YEAR, "--json")
    found = ended.document
    assert ended.status == 0
    assert found["errors"] == []
    assert {each["rule"] for each in found["findings"]} == {"K002"}
    assert all(set(row) >= ROW for row in found["touches"])
    assert {row["decision"] for row in found["touches"]} <= {"send", "hold", "skip", "wait", "missed"}
    names = [
        tuple(
            row[name] for name in ("campaign", "step", "occurrence", "channel", "due", "decision", "reason")
        )
        for row in found["touches"]
    ]
    assert len(set(names)) == len(names)


def test_channels_are_what_people_see_never_providers(peopled: Desk) -> None:
    channels = {row["channel"] for row in peopled.json("plan", *YEAR)["touches"]}
    assert channels == {"email", "x", "mastodon", "bluesky", "facebook", "linkedin", "phone", "task"}


def test_a_post_and_a_task_count_one_and_an_invitation_its_people(peopled: Desk) -> None:
    found = peopled.json("plan", *YEAR)
    assert [row["recipients"] for row in _rows(found, step="announce", channel="x")] == [1]
    assert [row["recipients"] for row in _rows(found, step="press-note")] == [1]
    invited = _rows(found, campaign="construction-launch", step="invitation", decision="send")
    assert sum(row["recipients"] for row in invited) == 87


def test_due_is_utc_and_due_local_has_the_offset_of_the_campaign_on_that_day(peopled: Desk) -> None:
    found = peopled.json("plan", *YEAR)
    january, *_, november = list(_rows(found, step="update", decision="send"))
    assert january["due"] == "2027-01-12T16:00:00Z"
    assert january["due_local"] == "2027-01-12T09:00:00-07:00"
    (july,) = {
        (row["due"], row["due_local"])
        for row in _rows(found, step="update", occurrence="2027-07-12", decision="skip")
    }
    assert july == ("2027-07-12T15:00:00Z", "2027-07-12T09:00:00-06:00")
    assert november["due_local"].endswith("-07:00")


def test_local_and_utc_time_of_every_row_are_one_moment(peopled: Desk) -> None:
    for row in peopled.json("plan", *YEAR)["touches"]:
        if row["due"] is not None:
            assert datetime.fromisoformat(row["due"]) == datetime.fromisoformat(row["due_local"])


def test_what_waits_for_a_poll_is_always_listed_without_a_moment(peopled: Desk) -> None:
    found = peopled.json("plan", "--from", "2028-06-01", "--to", "2028-06-02")
    waiting = _rows(found, campaign="training-action-team", due=None)
    assert {"invitation", "reminder", "recap"} <= {row["step"] for row in waiting}
    assert {row["due_local"] for row in waiting} == {None}
    assert {row["decision"] for row in waiting} == {"wait"}
    assert all("action-team-date" in row["reason"] for row in waiting)


@pytest.mark.parametrize(
    ("first", "last", "listed"),
    [
        ("2027-01-12", "2027-01-12", True),
        ("2027-01-01", "2027-01-12", True),
        ("2027-01-12", "2027-02-01", True),
        ("2027-01-01", "2027-01-11", False),
        ("2027-01-13", "2027-02-20", False),
    ],
)
def test_both_days_are_included(first: str, last: str, listed: bool, peopled: Desk) -> None:
    found = peopled.json("plan", "--from", first, "--to", last)
    assert bool(_rows(found, step="update", occurrence="2027-01-12")) is listed


def test_days_are_those_of_the_organisation_s_zone(small: Desk) -> None:
    small.write("campaigns/late.yaml", LATE)
    on_the_day = small.json("plan", "--from", "2027-02-03", "--to", "2027-02-03")
    (row,) = _rows(on_the_day, campaign="late")
    assert row["due"] == "2027-02-04T02:30:00Z"
    assert not _rows(small.json("plan", "--from", "2027-02-04", "--to", "2027-02-04"), campaign="late")


LATE = """\
campaign: late
title: Late
kind: social
steps:
  - {id: post, send: post, networks: [x], template: posts/jobs.txt, when: on 2027-02-03 at 19:30}
"""


def test_without_days_a_plan_covers_a_year_from_today(peopled: Desk) -> None:
    peopled.at("2027-03-01T16:00")
    due = [row["due"] for row in peopled.json("plan")["touches"] if row["due"]]
    assert min(due) >= "2027-03-01T07:00:00Z"
    assert "2027-11-12" in max(due) or max(due) > "2027-11-12"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "tomorrow"), "--from tomorrow is no day; write it as 2027-02-01"),
        (("--to", "2027-02-30"), "--to 2027-02-30 does not exist"),
        (("--from", "2027-02-01", "--to", "2027-01-31"), "--to 2027-01-31 lies before --from 2027-02-01"),
        (("--now", "noon"), "`noon` is no moment; write it as 2027-02-01T09:00"),
    ],
)
def test_days_that_are_none_are_refused_in_words(words: tuple[str, ...], said: str, workspace: Desk) -> None:
    ended = workspace("plan", *words)
    assert ended.status == 2
    assert said in ended.err
    assert workspace("plan", *words, "--json").document["errors"]


def test_a_finding_stands_with_its_row_or_outside_never_both(peopled: Desk) -> None:
    peopled.invite_too_late()
    ended = peopled("plan", *YEAR, "--json")
    found = ended.document
    rows = _rows(found, campaign="construction-launch", step="invitation")
    assert ended.status == 1
    assert {row["decision"] for row in rows if row["recipients"] > 5} == {"hold"}
    beside = [each for row in found["touches"] for each in row["findings"]]
    assert "N001" in {each["rule"] for row in rows for each in row["findings"]}
    assert all(each["file"] and each["line"] and each["fix"] for each in (*beside, *found["findings"]))
    assert found["findings"]
    assert [each for each in found["findings"] if each in beside] == []


def test_what_awaits_approval_or_agreement_is_a_flag_and_goes(peopled: Desk) -> None:
    before = _rows(peopled.json("plan"), campaign="construction-launch", step="invitation", decision="send")
    assert {(row["approved"], row["agreed"]) for row in before} == {(False, False)}
    peopled.good("approve", "construction-launch")
    for who in ("champion-1", "champion-2", "champion-3"):
        peopled.good("agreed", "construction-launch", who)
    after = _rows(peopled.json("plan"), campaign="construction-launch", step="invitation", decision="send")
    assert {(row["approved"], row["agreed"]) for row in after} == {(True, True)}


def test_the_reason_says_what_was_moved(small: Desk) -> None:
    small.change("campaigns/notice.yaml", "on 2027-02-01", "on 2027-02-06")
    (row,) = _rows(small.json("plan"), campaign="notice")
    assert row["due_local"].startswith("2027-02-08")
    assert row["reason"]
    assert row["recipients"] == 0


def test_a_plan_behind_a_broken_file_still_shows_the_rest_and_names_it(peopled: Desk) -> None:
    peopled.write("campaigns/odd.yaml", "campaign: odd\ntitel: Odd\n")
    ended = peopled("plan", *YEAR, "--json")
    assert ended.status == 2
    assert {each["file"] for each in ended.document["errors"]} == {"campaigns/odd.yaml"}
    assert _rows(ended.document, campaign="construction-launch")


def test_a_plan_for_a_person_ends_by_naming_the_next_command(peopled: Desk) -> None:
    ended = peopled.good("plan", *YEAR)
    assert "Tue 12 Jan 2027 09:00  construction-updates" in ended.out
    assert "Next: outreach approve " in ended.out.splitlines()[-1]


def test_a_newcomers_plan_warns_of_those_nobody_knows_and_of_a_letter_nobody_agreed_to(peopled: Desk) -> None:
    found = peopled.json("plan")
    every = found["findings"] + [each for row in found["touches"] for each in row["findings"]]
    told = {(each["rule"], each["level"]) for each in every if each["level"] != "advice"}
    assert told == {("K002", "warning"), ("L008", "warning")}


def test_the_table_comes_first_then_what_the_rules_say_and_last_the_next_command(peopled: Desk) -> None:
    lines = peopled.good("plan", *YEAR).out.splitlines()
    below = lines.index("What the rules say of it (`outreach rules CODE` tells why):")
    assert lines[0].split() == ["when", "campaign", "step", "channel", "people", "decision", "why"]
    assert lines[below - 2].endswith(" messages would go out.")
    assert [line.split()[1:3] for line in lines[below + 1 : -3 : 2]] == [
        ["warning", "K002"],
        ["warning", "L008"],
    ]
    assert lines[-2].startswith("Not approved yet: construction-updates, construction-launch, ")
    assert lines[-1] == "Next: outreach approve construction-updates"


def test_what_has_no_words_yet_or_is_called_off_is_not_said_to_await_approval(peopled: Desk) -> None:
    peopled.only("construction-summer.yaml")
    peopled.good("approve", "construction-summer", "--now", "2027-04-01T09:00")
    unwritten = peopled.good("plan", "--now", "2027-04-01T09:00").out
    assert "campaigns/recaps/construction-summer.md is not written yet" in unwritten
    assert unwritten.splitlines()[-1] == "Next: outreach run"
    assert "Not approved yet" not in unwritten
    peopled.change(
        "campaigns/construction-summer.yaml", "event:\n", "event:\n  status: cancelled\n  reason: Snow\n"
    )
    assert "Not approved yet" not in peopled.good("plan", "--now", "2027-04-01T09:00").out


def test_what_stops_something_is_told_before_what_does_not_and_is_to_be_mended_next(peopled: Desk) -> None:
    peopled.invite_too_late()
    ended = peopled("plan", *YEAR)
    told = re.findall(r"^campaigns/\S+ (\w+) ([A-Z]\d{3}) ", ended.out, re.MULTILINE)
    assert ended.status == 1
    assert told[0] == ("error", "N001")
    assert {level for level, _ in told[1:]} == {"warning"}
    assert "    training manual, step 5, tip 2; step 3\n" in ended.out
    assert ended.out.splitlines()[-1] == "Next: mend the errors, then: outreach check"


def test_a_post_is_one_line_and_those_passed_over_stand_with_their_message(peopled: Desk) -> None:
    lines = peopled.good("plan", *YEAR).out.splitlines()
    (jobs,) = [line for line in lines if " jobs " in line]
    (update,) = [line for line in lines if " update 2027-01-12 " in line]
    (coming,) = [line for line in lines if " construction-launch   see-you-there " in line]
    assert jobs.split()[-3:] == ["5", "networks", "send"]
    assert (
        " 103  send      1 passed over: has no e-mail address; "
        "2 passed over: neither consent nor a stated relationship; 1"
    ) in update
    assert coming.endswith(" 0  send      for nobody yet")


def test_a_message_that_passes_everybody_over_keeps_its_line(peopled: Desk) -> None:
    lines = peopled.at("2027-03-01T16:00")("plan", "--from", "2027-01-01").out.splitlines()
    (update,) = [line for line in lines if " update 2027-01-12 " in line]
    assert update.endswith(" 107  skip      before this campaign began")


def test_a_page_is_written_instead_when_asked_for(peopled: Desk) -> None:
    page = peopled.root / "year.html"
    ended = peopled.good("plan", *YEAR, "--html", str(page))
    text = page.read_text("utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "Construction partnership launch" in text or "construction-launch" in text
    assert str(page) in ended.out


def test_a_page_that_cannot_be_written_is_told_in_words(peopled: Desk) -> None:
    ended = peopled("plan", "--html", str(peopled.root / "config/people.csv/year.html"))
    assert ended.status == 2
    assert "cannot be written" in ended.err


def test_a_plan_is_the_same_for_the_same_moment(peopled: Desk) -> None:
    later = peopled.at("2027-06-01T12:00")("plan", *YEAR, "--now", "2026-12-01T09:00", "--json").out
    assert later == peopled.at("2026-12-01T16:00")("plan", *YEAR, "--json").out


PREVIEWS = [
    ("construction-launch", "sign-off", "", "Subject: "),
    ("construction-launch", "invitation", "", "Invitation: Construction partnership launch meeting"),
    ("construction-launch", "announce", "", "On bluesky:"),
    ("construction-launch", "press-note", "", "Offer this note to the local papers"),
    ("construction-launch", "save-your-seat", "", "Subject: "),
    ("construction-launch", "phone", "", "(for "),
    ("ambassador-spring", "kit", "", "Subject: "),
    ("action-team-date", "ask", "", "Subject: "),
    ("construction-updates", "update", "2027-07-12", "Subject: "),
    ("training-action-team", "commitments", "site-visits", "Subject: "),
    ("training-action-team", "invitation", "", "Subject: "),
]


@pytest.mark.parametrize(("campaign", "step", "occurrence", "said"), PREVIEWS)
def test_every_kind_of_step_can_be_looked_at(
    campaign: str, step: str, occurrence: str, said: str, peopled: Desk
) -> None:
    words = ["preview", campaign, step, *(("--occurrence", occurrence) if occurrence else ())]
    ended = peopled.good(*words)
    assert said in ended.out
    assert ended.out.splitlines()[-1] == f"Next: outreach approve {campaign} {step}"
    messages = peopled.json(*words)["messages"]
    assert all(each["key"].startswith(f"{campaign}/{step}/{occurrence}") for each in messages)


def test_a_preview_is_for_the_person_named(peopled: Desk) -> None:
    (message,) = peopled.json("preview", "construction-launch", "invitation", "--to", "builder-07")[
        "messages"
    ]
    assert message["key"] == "construction-launch/invitation/once/builder-07"


def test_a_preview_is_made_before_anybody_is_imported(workspace: Desk) -> None:
    assert "[first name]" in workspace.good("preview", "construction-launch", "save-your-seat").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("construction-lunch", "invitation"), "there is no campaign `construction-lunch`; did you mean"),
        (("construction-launch", "invitatoin"), "has no step `invitatoin`; did you mean"),
        (
            ("construction-launch", "invitation", "--to", "bilder-07"),
            "nobody imported has the id `bilder-07`",
        ),
        (
            ("construction-updates", "update", "--occurrence", "2027-01-13"),
            "`2027-01-13`; --occurrence may be 2027-01-12",
        ),
        (("construction-launch", "recap"), "campaigns/recaps/construction-launch.md"),
    ],
)
def test_what_cannot_be_looked_at_is_told_in_words(words: tuple[str, ...], said: str, peopled: Desk) -> None:
    ended = peopled("preview", *words)
    assert ended.status == 2
    assert said in ended.err
    assert ended.out == ""
    document = peopled("preview", *words, "--json").document
    assert said in document["errors"][0]["message"] or said in document["errors"][0]["file"]


NAMES = {
    "a line break": '"Robin\nBcc: everybody@example.org"',
    "quotes": '"Robin ""the roof"" O\'Neill"',
    "an emoji": "Robin 👷🏽‍♀️",
    "right to left": "רובין \u202eabc",
    "nothing": "",
    "a very long name": "R" * 300,
    "angle brackets": "Robin <robin@example.net>",
    "markup": "<b>Robin</b> **bold** {{ 1 }}",
}


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_name_holds_the_message_is_a_sound_one(name: str, small: Desk) -> None:
    small.write(
        "people.csv",
        f"id,email,first_name,roles,consent\nodd-1,odd-1@example.org,{NAMES[name]},business_member,yes\n",
    )
    imported = small("contacts", "import", "people.csv")
    assert imported.status == 0, imported
    small.good("preview", "notice", "mail", "--to", "odd-1")
    small.good("simulate", "--from", "2027-02-01", "--to", "2027-02-02", "--out", str(small.root / "out"))
    (mail,) = (small.root / "out").rglob("*.eml")
    parsed = BytesParser(policy=policy.default).parsebytes(mail.read_bytes())
    assert [part.defects for part in parsed.walk()] == [[] for _ in parsed.walk()]
    assert parsed["To"].defects == ()
    assert [each.addr_spec for each in parsed["To"].addresses] == ["odd-1@example.org"]
    assert parsed["Bcc"] is None
    assert max(map(len, mail.read_bytes().splitlines())) <= 998


def test_a_campaign_in_another_zone_is_shown_on_its_own_clock(small: Desk) -> None:
    small.write(
        "campaigns/notice.yaml", SMALL.replace("kind: social", "kind: social\ntimezone: America/New_York")
    )
    (row,) = _rows(small.json("plan"), campaign="notice")
    due = datetime.fromisoformat(row["due_local"])
    assert due == datetime(2027, 2, 1, 9, tzinfo=ZoneInfo("America/New_York"))
    assert row["due_local"].endswith("-05:00")
