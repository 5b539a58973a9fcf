"""`collect` and `inbox`: what came back, as a person is shown it."""

from email import message_from_bytes
from email.policy import default

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
AGAIN = AWAY.replace("<1@", "<3@").replace("10:00", "12:00").replace("until Monday", "until Friday")
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
    """Two have written, one of them twice; nobody has looked yet."""
    peopled.write("mail/1.eml", AWAY)
    peopled.write("mail/2.eml", QUESTION)
    peopled.write("mail/3.eml", AGAIN)
    return peopled


def test_a_look_without_keeping_names_the_command_that_keeps_the_same(written: Desk) -> None:
    folder = str(written.root / "mail")
    looked = written.good("collect", "--from", folder, "--dry-run").out
    assert f"Next: outreach collect --from {folder}, to record it" in " ".join(looked.split())
    assert written.json("inbox") == []


def test_who_is_away_is_shown_alike_before_and_after_it_is_kept(written: Desk) -> None:
    told = written.good("collect", "--from", str(written.root / "mail")).out
    for shown in (told, written.good("inbox").out):
        lines = [line for line in shown.splitlines() if "builder-07" in line]
        assert {line.split("builder-07@example.org")[1].split()[0] for line in lines} == {"builder-07"}
    assert "counts for nobody" not in written.good("inbox", "1").out


def test_one_in_full_says_when_it_was_answered(written: Desk) -> None:
    written.good("collect", "--from", str(written.root / "mail"))
    (asked,) = written.json("followups")
    assert "Answered:" not in written.good("inbox", "2").out
    written.good("done", str(asked["id"]), "--note", "told them by telephone")
    assert "Answered: Tuesday, 2026-12-01 09:00" in " ".join(written.good("inbox", "2").out.split())


def test_one_in_full_tells_what_was_before_and_not_what_came_later(written: Desk) -> None:
    written.good("collect", "--from", str(written.root / "mail"))
    assert "until Friday" not in written.good("inbox", "1").out
    assert "until Monday" in written.good("inbox", "3").out


def test_an_answer_to_a_list_is_its_readers_and_nobody_is_asked_whose(written: Desk) -> None:
    written.change("config/outreach.yaml", "# digests:", "digests: {days: mon}\n#")
    written.good("collect", "--from", str(written.root / "mail"))
    written.at("2026-12-07T16:00").good("run")
    (path,) = written.outbox.glob("*/owners/2026-12-07/convener.eml")
    to = message_from_bytes(path.read_bytes(), policy=default)["Reply-To"]
    asked = QUESTION.replace("hello@partnerships.example.org", to).replace("<2@", "<4@")
    asked = asked.replace("30 Nov", "07 Dec")
    written.write("mail/4.eml", asked.replace("Builder Nine <builder-09@", "Convener <convener@"))
    written.good("collect", "--from", str(written.root / "mail"))
    assert "convener?" not in written.good("inbox").out
    full = written.good("inbox", "4").out
    assert "--is CONTACT" not in full
    assert "we sent their list" in full


def test_an_empty_list_hides_neither_a_misspelt_campaign_nor_what_else_came(written: Desk) -> None:
    written.good("collect", "--from", str(written.root / "mail"))
    misspelt = written("inbox", "--campaign", "construction-lunch")
    assert misspelt.status == 2
    assert "did you mean `construction-launch`?" in misspelt.err
    for words in (("--campaign", "construction-launch"), ("--kind", "complaint")):
        told = written.good("inbox", *words).out
        assert told == "Nothing of that kind has come back. All that has: outreach inbox\n"
        assert written.json("inbox", *words) == []
