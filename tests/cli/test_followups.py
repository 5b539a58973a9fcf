"""`followups`, `done`, `deliveries`, `resolve`: what a person sees and settles."""

import pytest

from outreach.core.history import Key, Status
from outreach.ports import Begun, Entry

from .conftest import Desk

TODO = {
    "id", "due", "kind", "contact", "campaign", "step", "count", "reason", "owner", "phone", "done",
}  # fmt: skip
ROW = {
    "key", "campaign", "step", "occurrence", "recipient", "channel", "status", "attempts", "due", "settled",
    "message_id", "provider_id", "reason",
}  # fmt: skip


@pytest.fixture
def called(peopled: Desk) -> Desk:
    """The first telephone calls are due."""
    peopled.good("approve", "action-team-date")
    peopled.good("run")
    peopled.at("2027-03-24T20:01")("run")
    return peopled


def test_calls_come_with_a_telephone_number_and_an_owner(called: Desk) -> None:
    listed = called.json("followups")
    assert all(set(each) >= TODO for each in listed)
    (call,) = [each for each in listed if each["kind"] == "call"]
    assert call["contact"] == "champion-1"
    assert call["phone"] == "307-555-0191"
    assert call["owner"]
    assert call["done"] is False
    words = called.good("followups").out
    assert "307-555-0191" in words
    assert "When one is done: outreach done " in words


def test_what_is_done_leaves_the_list(called: Desk) -> None:
    number = next(each["id"] for each in called.json("followups") if each["kind"] == "call")
    assert called.good("done", str(number)).out == f"{number} is done. Next: outreach followups\n"
    assert number not in {each["id"] for each in called.json("followups")}
    (kept,) = [each for each in called.json("followups", "--all") if each["id"] == number]
    assert kept["done"] is True


@pytest.mark.parametrize("what", ["4711", "0", "-1", "one", "", "99999999999999999999999"])
def test_a_number_that_is_none_is_refused(what: str, peopled: Desk) -> None:
    ended = peopled("done", "--json", "--", what)
    assert ended.status == 2
    assert ended.document["errors"][0]["message"] == f"there is no follow-up {what}; see: outreach followups"


def test_a_commitment_is_ticked_off_by_its_name(peopled: Desk) -> None:
    assert peopled.json("done", "training-action-team/instructors") == {
        "errors": [],
        "done": "training-action-team/instructors",
    }
    rows = peopled.json("plan")["touches"]
    asked = [row for row in rows if row["step"] == "asked" and row["occurrence"] == "instructors"]
    assert {row["decision"] for row in asked} <= {"skip"}
    other = [row for row in rows if row["step"] == "asked" and row["occurrence"] == "site-visits"]
    assert "send" in {row["decision"] for row in other}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("training-action-team/instructor", "has no commitment `instructor`; did you mean `instructors`?"),
        ("training-action/instructors", "there is no campaign `training-action`"),
    ],
)
def test_a_commitment_that_is_none_is_refused(what: str, said: str, peopled: Desk) -> None:
    ended = peopled("done", what)
    assert ended.status == 2
    assert said in ended.err


def test_nothing_to_do_and_nothing_sent_say_what_comes_next(peopled: Desk) -> None:
    assert peopled.good("followups").out == "Nothing to do. Next: outreach plan\n"
    assert peopled.good("deliveries").out == "Nothing has gone out yet. Next: outreach plan\n"
    assert peopled.good("deliveries", "--status", "failed").out == "Nothing is failed.\n"
    assert peopled.json("followups") == []
    assert peopled.json("deliveries") == []


def test_every_message_is_listed_with_what_became_of_it(called: Desk) -> None:
    rows = called.json("deliveries")
    assert rows
    assert all(set(each) >= ROW for each in rows)
    assert all(
        each["key"] == "/".join(each[part] for part in ("campaign", "step", "occurrence", "recipient"))
        for each in rows
    )
    assert {each["status"] for each in called.json("deliveries", "--status", "sent")} == {"sent"}
    mail = next(each for each in rows if each["channel"] == "email" and each["status"] == "sent")
    assert mail["message_id"].startswith("<")
    assert mail["settled"].endswith("Z")
    assert mail["due"].endswith("Z")
    assert (called.outbox / mail["provider_id"]).is_file()


KEY = Key("construction-updates", "update", "2027-01-12", "builder-07")


@pytest.fixture
def unknown(peopled: Desk) -> Desk:
    """A run died while it was sending one message."""
    peopled.good("approve", "construction-updates")
    peopled.at("2027-01-12T16:01")
    with peopled.ledger() as ledger:
        waiting = Entry(KEY, "email", Status.WAITING, peopled.clock)
        ledger.enrol(*str(KEY).split("/")[:3], "email", [waiting], peopled.clock)
        assert ledger.claim([KEY], peopled.clock)
        ledger.settle_and_begin((), [Begun(KEY, "<one@example.org>")], peopled.clock)
    return peopled


def test_what_a_dead_run_was_sending_is_unknown_and_a_person_is_told(unknown: Desk) -> None:
    ended = unknown("run", "--json")
    assert ended.status == 1
    assert ended.document["unknown"] == 1
    (row,) = unknown.json("deliveries", "--status", "unknown")
    assert row["key"] == str(KEY)
    (todo,) = [each for each in unknown.json("followups") if each["kind"] == "resolve"]
    assert todo["count"] == 1
    assert not (unknown.outbox / f"{KEY}.eml").exists()
    unknown("run")
    assert not (unknown.outbox / f"{KEY}.eml").exists()


@pytest.mark.parametrize(("answer", "status"), [("sent", "sent"), ("failed", "failed"), ("again", "waiting")])
def test_an_unknown_is_settled_by_hand(answer: str, status: str, unknown: Desk) -> None:
    unknown("run")
    document = unknown.json("resolve", str(KEY), answer, "--reason", "she has it")
    assert document == {"errors": [], "key": str(KEY), "status": status}
    (row,) = [each for each in unknown.json("deliveries") if each["key"] == str(KEY)]
    assert row["status"] == status


def test_an_unknown_that_may_go_again_goes_with_the_next_run(unknown: Desk) -> None:
    unknown("run")
    unknown.good("resolve", str(KEY), "again")
    assert unknown("run", "--json").document["sent"] == 1
    assert (unknown.outbox / f"{KEY}.eml").is_file()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("construction-updates/update", "is no message; write campaign/step/occurrence/recipient"),
        ("construction-updates/update/2027-01-12/nobody", "there is no message construction-updates/"),
    ],
)
def test_a_message_that_is_none_cannot_be_settled(key: str, said: str, peopled: Desk) -> None:
    ended = peopled("resolve", key, "sent", "--json")
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]


def test_only_an_unknown_is_settled_by_hand(called: Desk) -> None:
    key = called.json("deliveries", "--status", "sent")[0]["key"]
    ended = called("resolve", key, "again", "--json")
    assert ended.status == 2
    assert "sent" in ended.document["errors"][0]["message"]
    assert {each["status"] for each in called.json("deliveries") if each["key"] == key} == {"sent"}
