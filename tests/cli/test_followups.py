"""`followups`, `done`, `deliveries`, `resolve`: what a person sees and settles."""

from dataclasses import replace

import pytest

from outreach.core.history import Key, Status
from outreach.ports import Begun, Entry

from .conftest import Desk

TODO = {
    "id", "due", "kind", "contact", "campaign", "step", "count", "reason", "owner", "phone", "done",
    "overdue", "also_for",
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


def test_what_is_done_is_not_counted_as_to_do(called: Desk) -> None:
    number = call_of(called)
    for each in called.json("followups"):
        called.good("done", str(each["id"]))
    words = called.good("followups", "--all", "--kind", "call").out
    assert "0 things to do, 1 done." in words
    assert f"One in full: outreach followups {number}" in words
    assert "When one is done" not in words


def test_one_in_full_shows_script_notes_and_what_was_said(called: Desk) -> None:
    number = call_of(called)
    called.good("note", str(number), "left a message", "--by", "convener")
    words = called.good("followups", str(number)).out
    assert "Telephone: 307-555-0191" in words
    assert "Which of these can you make?" in words
    assert "2027-03-24 14:01  convener: left a message" in words
    assert "us  action-team-date phone, call asked for" in words
    assert f"When it is done: outreach done {number} --note" in words
    (document,) = called.json("followups", str(number))
    assert [each["text"] for each in document["notes"]] == ["left a message"]
    assert [each["side"] for each in document["conversation"]] == ["us", "us"]
    assert document["inbox"] is None


def call_of(desk: Desk) -> int:
    """The number of the first call that is to be made."""
    return next(each["id"] for each in desk.json("followups") if each["kind"] == "call")


def test_what_is_overdue_says_since_when_and_whose_it_is_after_a_week(called: Desk) -> None:
    number = next(each["id"] for each in called.json("followups"))
    (before,) = called.json("followups", str(number))
    assert (before["overdue"], before["also_for"]) == (0, [])
    called.at("2027-04-02T16:00")
    (late,) = called.json("followups", str(number))
    assert late["overdue"] == 9
    assert set(late["also_for"]) == {"convener", "convener-2"} - {late["owner"]}
    assert "; overdue since 24 March, now also for convener" in called.good("followups").out
    assert number in {each["id"] for each in called.json("followups", "--for", "convener-2")}


def test_a_list_is_cut_and_chosen_as_asked(called: Desk) -> None:
    everything = called.json("followups")
    assert called.json("followups", "--limit", "1") == everything[:1]
    assert {each["kind"] for each in called.json("followups", "--kind", "call")} == {"call"}
    owner = everything[0]["owner"]
    assert {each["owner"] for each in called.json("followups", "--for", owner)} == {owner}
    about = called.json("followups", "--campaign", "construction-launch")
    assert about == [each for each in everything if each["campaign"] == "construction-launch"]
    assert 0 < len(about) < len(everything)


def test_a_long_list_says_how_much_more_there_is(called: Desk) -> None:
    with called.ledger() as ledger:
        (first, *_) = ledger.followups()
        more = (replace(first.followup, key=f"more/{number}") for number in range(60))
        ledger.follow_up(list(more))
    in_all = len(called.json("followups"))
    assert in_all > 60
    words = called.good("followups").out
    assert f"The first 50 of {in_all}. More: outreach followups --limit 200" in words
    assert len([line for line in words.splitlines() if "2027-03-24" in line]) == 50


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "cal"], "`cal` is no kind of follow-up; did you mean `call`?"),
        (["--for", "champion-l"], "nobody has the id `champion-l`; did you mean `champion-"),
        (["--campaign", "construction-lunch"], "did you mean `construction-launch`?"),
        (["4711"], "there is no follow-up 4711; see: outreach followups"),
        (["one"], "there is no follow-up one; see: outreach followups"),
        (["99999999999999999999999"], "there is no follow-up 99999999999999999999999; see"),
    ],
)
def test_what_is_misspelt_is_named(words: list[str], said: str, peopled: Desk) -> None:
    ended = peopled("followups", "--json", *words)
    assert ended.status == 2
    assert said in ended.document["errors"][0]["message"]


def test_several_are_done_at_once_with_what_came_of_them(called: Desk) -> None:
    numbers = [str(each["id"]) for each in called.json("followups")][:1] * 2
    words = called.good("done", *numbers, "--note", "will come", "--by", "champion-1").out
    assert words == f"{' '.join(numbers)} are done. Next: outreach followups\n"
    (document,) = called.json("followups", numbers[0])
    assert document["done"] is True
    assert [(each["by"], each["text"]) for each in document["notes"]] == [("champion-1", "will come")]


def test_one_that_is_wrong_keeps_the_others_from_being_done(called: Desk) -> None:
    number = str(call_of(called))
    ended = called("done", number, "4711")
    assert ended.status == 2
    assert call_of(called) == int(number)


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
