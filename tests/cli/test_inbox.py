"""`collect` and `inbox`: what came back, as a person is shown it."""

import pytest

from .conftest import Desk

AWAY = """\
From: Builder Seven <builder-07@example.org>
To: hello@partnerships.example.org
Subject: Automatic reply: A notice
Message-ID: <1@builders.example.org>
Auto-Submitted: auto-replied
Date: Mon, 30 Nov 2026 10:00:00 -0700

I am out of the office until Monday.
"""
QUESTION = """\
From: Builder Nine <builder-09@example.org>
To: hello@partnerships.example.org
Subject: A question
Message-ID: <2@builders.example.org>
Date: Mon, 30 Nov 2026 11:00:00 -0700

Do zebras come?
"""


@pytest.fixture
def written(peopled: Desk) -> Desk:
    """Two have written; nobody has looked yet."""
    peopled.write("mail/1.eml", AWAY)
    peopled.write("mail/2.eml", QUESTION)
    return peopled


def test_a_look_without_keeping_names_the_command_that_keeps_the_same(written: Desk) -> None:
    folder = str(written.root / "mail")
    looked = written.good("collect", "--from", folder, "--dry-run").out
    assert f"Next: outreach collect --from {folder}, to record it" in " ".join(looked.split())
    assert written.json("inbox") == []


def test_who_is_away_is_shown_alike_before_and_after_it_is_kept(written: Desk) -> None:
    told = written.good("collect", "--from", str(written.root / "mail")).out
    for shown in (told, written.good("inbox").out):
        (line,) = [line for line in shown.splitlines() if "builder-07" in line]
        assert line.split("builder-07@example.org")[1].split()[0] == "builder-07"
    assert "counts for nobody" not in written.good("inbox", "1").out


def test_one_in_full_says_when_it_was_answered(written: Desk) -> None:
    written.good("collect", "--from", str(written.root / "mail"))
    (asked,) = written.json("followups")
    assert "Answered:" not in written.good("inbox", "2").out
    written.good("done", str(asked["id"]), "--note", "told them by telephone")
    assert "Answered: Tuesday, 2026-12-01 09:00" in " ".join(written.good("inbox", "2").out.split())
