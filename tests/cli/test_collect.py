import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.cli.conftest import Desk
from tests.core.inbound.shapes import Answer, apple_mail, gmail, outlook_365

COLLECT = {
    "source", "kind", "from", "contact", "campaign", "step", "event", "text", "partstat", "recipient",
    "permanent", "confidence",
}  # fmt: skip
INBOX = {
    "id", "received", "channel", "kind", "from", "contact", "campaign", "step", "text", "answered",
}  # fmt: skip
UPDATED = "construction-updates/update/2027-01-12"


@pytest.fixture
def updated(peopled: Desk) -> Desk:
    """An update has gone out to everybody."""
    peopled.only("construction-updates.yaml")
    peopled.good("approve", "construction-updates")
    peopled.good("run")
    peopled.at("2027-01-12T17:00")("run")
    return peopled.at("2027-01-13T17:00")


def answers(
    desk: Desk, who: str, words: str, program: Callable[[Answer], bytes] = gmail, **more: str
) -> Path:
    """Somebody answers the update; the mail lies in a file."""
    sent = message_from_bytes((desk.outbox / f"{UPDATED}/{who}.eml").read_bytes())
    to = str(sent["Reply-To"]).rpartition("<")[2].strip(">")
    given = {"sender": f"{who}@example.org", "name": who, "to": to, "in_reply_to": str(sent["Message-ID"])}
    answer = Answer(words, date=datetime(2027, 1, 13, 15, tzinfo=UTC), **given | more)  # type: ignore[arg-type]
    return desk.write(f"mails/{who}.eml", "") if not words else _laid(desk, who, program(answer))


def _laid(desk: Desk, who: str, raw: bytes) -> Path:
    path = desk.write(f"mails/{who}.eml", "")
    path.write_bytes(raw)
    return path


def everything(root: Path) -> dict[str, str]:
    """Every file below a folder and what it holds."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_what_is_collected_has_the_shape_that_other_programs_read(updated: Desk) -> None:
    path = answers(updated, "builder-31", "How long will it take?")
    (found,) = updated.json("collect", "--from", str(path))
    assert set(found) >= COLLECT
    assert (found["source"], found["kind"], found["from"], found["contact"]) == (
        str(path), "answer", "builder-31@example.org", "builder-31",
    )  # fmt: skip
    assert (found["campaign"], found["step"], found["confidence"]) == (
        "construction-updates", "update", "certain",
    )  # fmt: skip
    assert (found["text"], found["partstat"], found["recipient"], found["permanent"]) == (
        "How long will it take?", None, None, None,
    )  # fmt: skip


def test_a_dry_run_reads_everything_and_writes_nothing(updated: Desk) -> None:
    answers(updated, "builder-31", "How long will it take?")
    before = everything(updated.root)
    ended = updated.good("collect", "--from", str(updated.root / "mails"), "--dry-run")
    assert "1 thing would be recorded: 1 answer" in ended.out
    assert everything(updated.root) == before
    assert updated.json("inbox") == []


def test_what_came_before_is_passed_over_from_wherever_it_comes(updated: Desk) -> None:
    path = answers(updated, "builder-31", "How long will it take?")
    assert (
        "1 thing recorded: 1 answer. Next: outreach inbox" in updated.good("collect", "--from", str(path)).out
    )
    again = shutil.copy(path, updated.root / "copy.eml")
    assert (
        updated.good("collect", "--from", str(again)).out
        == "Nothing new has come back. Next: outreach inbox\n"
    )


def test_where_no_inbox_is_set_up_it_says_how_to(updated: Desk) -> None:
    assert "No inbox is set up: set IMAP_URL in .env" in updated.good("collect").out


def test_an_inbox_that_cannot_be_reached_is_told_and_ends_with_1(updated: Desk) -> None:
    updated.write(".env", (updated.root / ".env").read_text() + "IMAP_URL=imaps://me:secret@127.0.0.1:1\n")
    ended = updated("collect", "--json")
    assert (ended.status, ended.document) == (1, [])
    assert "127.0.0.1" in ended.err
    assert "secret" not in ended.err


def test_a_path_that_is_none_is_named(updated: Desk) -> None:
    ended = updated("collect", "--from", "nowhere.mbox", "--json")
    assert ended.status == 2
    assert "nowhere.mbox" in ended.document["errors"][0]["message"]


def test_the_inbox_lists_the_newest_first_and_one_in_full_with_what_may_answer_it(updated: Desk) -> None:
    path = answers(updated, "builder-31", "How long will the meetings take?", outlook_365)
    updated.good("collect", "--from", str(path))
    updated.good("collect", "--from", str(answers(updated, "builder-32", "Thanks, well done", apple_mail)))
    listed = updated.json("inbox")
    assert all(set(each) >= INBOX for each in listed)
    assert {each["contact"] for each in listed} == {"builder-31", "builder-32"}
    assert [each["answered"] for each in listed] == [False, False]
    number = next(each["id"] for each in listed if each["contact"] == "builder-31")
    words = updated.good("inbox", str(number)).out
    assert "How long will the meetings take?" in words
    assert "This may answer it (How much time does it take?)" in words
    assert "we sent construction-updates update" in words
    assert "Next: outreach followups" in words


def test_the_follow_up_of_a_question_offers_the_same_answer(updated: Desk) -> None:
    updated.good("collect", "--from", str(answers(updated, "builder-31", "How long will the meetings take?")))
    (asked,) = [each for each in updated.json("followups") if each["kind"] == "answer"]
    (document,) = updated.json("followups", str(asked["id"]))
    assert document["suggestions"][0]["question"] == "How much time does it take?"
    assert "This may answer it" in updated.good("followups", str(asked["id"])).out


def test_an_answer_that_is_ticked_off_is_answered(updated: Desk) -> None:
    updated.good("collect", "--from", str(answers(updated, "builder-31", "How long will it take?")))
    (asked,) = [each for each in updated.json("followups") if each["kind"] == "answer"]
    updated.good("done", str(asked["id"]))
    assert [each["answered"] for each in updated.json("inbox")] == [True]
    assert updated.json("inbox", "--unanswered") == []


def test_a_person_says_whose_it_is_and_it_counts(updated: Desk) -> None:
    path = answers(updated, "builder-31", "Thanks", sender="shop@elsewhere.example.com", name="The Shop")
    updated.good("collect", "--from", str(path))
    (shown,) = updated.json("inbox")
    assert (shown["contact"], shown["counts"], shown["relation"]) == ("builder-31", False, "forwarded")
    ended = updated.good("inbox", str(shown["id"]), "--is", "builder-32")
    assert ended.out.startswith(f"{shown['id']} is from builder-32, about construction-updates, and counts.")
    (shown,) = updated.json("inbox")
    assert (shown["contact"], shown["counts"]) == ("builder-32", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inbox", "99"), "nothing came back under the number 99"),
        (("inbox", "--is", "builder-31"), "--is needs the number"),
        (("inbox", "--kind", "anser"), "`anser` is no kind of answer; did you mean `answer`?"),
    ],
)
def test_what_is_asked_wrongly_is_said(words: tuple[str, ...], said: str, updated: Desk) -> None:
    ended = updated(*words)
    assert ended.status == 2
    assert said in ended.err


def test_who_asks_to_leave_is_off_the_list_at_once(updated: Desk) -> None:
    path = answers(updated, "builder-31", "Please take me off your list.")
    updated.good("collect", "--from", str(path))
    listed = {each["id"]: each["status"] for each in updated.json("contacts", "list")}
    assert listed["builder-31"] == "unsubscribed"
