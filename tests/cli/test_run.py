"""`outreach run`: one unattended pass, as cron starts it."""

import json

from .conftest import SMALL, Desk

COUNTS = {
    "errors", "sent", "held", "skipped", "failed", "missed", "unknown", "replies", "followups", "problems",
}  # fmt: skip
PEOPLE = "id,email,first_name,roles,consent\n"
DUE = "2027-02-01T16:01"


def _import(desk: Desk, many: int) -> None:
    rows = "".join(f"r{n:04},r{n:04}@example.org,Reader,business_member,yes\n" for n in range(many))
    desk.write("people.csv", PEOPLE + rows)
    desk.good("contacts", "import", "people.csv")


def test_a_pass_with_nothing_to_tell_prints_nothing(peopled: Desk) -> None:
    ended = peopled("run")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_a_pass_with_nothing_to_tell_is_one_document_in_json(peopled: Desk) -> None:
    document = peopled.json("run")
    assert set(document) >= COUNTS
    assert document == {name: [] if name in ("errors", "problems") else 0 for name in document}


def test_what_is_due_goes_out_once(small: Desk) -> None:
    _import(small, 3)
    small.good("run")
    ended = small.at(DUE).good("run")
    assert ended.out == "3 sent. Next: outreach deliveries\n"
    assert sorted(path.name for path in (small.outbox / "notice/mail/once").iterdir()) == [
        "r0000.eml", "r0001.eml", "r0002.eml",
    ]  # fmt: skip
    again = small("run")
    assert (again.status, again.out, again.err) == (0, "", "")
    assert {each["attempts"] for each in small.json("deliveries")} == {1}


def test_what_was_due_before_the_campaign_began_is_not_sent(small: Desk) -> None:
    _import(small, 3)
    assert small.at(DUE).good("run").out == ""
    assert not small.outbox.exists()


def test_what_is_not_approved_is_not_sent_and_becomes_a_follow_up(peopled: Desk) -> None:
    peopled.good("approve", "construction-updates")
    peopled.change("templates/updates/update.md", "\n\n", "\n\nOne more thing.\n\n")
    ended = peopled.at("2027-01-12T16:01")("run", "--json")
    assert ended.document["sent"] == 0
    assert ended.document["followups"] == 1
    (todo,) = peopled.json("followups")
    assert (todo["campaign"], todo["step"]) == ("construction-updates", "update")
    assert "outreach approve construction-updates update" in todo["reason"]
    peopled.good("approve", "construction-updates")
    assert peopled("run", "--json").document["sent"] == 103
    assert peopled.json("followups") == []


def test_one_broken_file_among_good_ones_stops_nothing_and_is_named(small: Desk) -> None:
    _import(small, 2)
    for number in range(9):
        text = SMALL.replace("campaign: notice", f"campaign: notice-{number}")
        small.write(f"campaigns/notice-{number}.yaml", text)
    small.write("campaigns/odd.yaml", "campaign: odd\ntitel: Odd\nkind: social\nsteps: []\n")
    small("run")
    ended = small.at(DUE)("run")
    assert ended.status == 2
    assert "20 sent." in ended.out
    assert "campaigns/odd.yaml:2:1: unknown key `titel`; did you mean `title`?" in ended.err
    assert ended.out.count("odd.yaml") == 0


def test_broken_settings_stop_everything(small: Desk) -> None:
    _import(small, 2)
    small("run")
    small.change("config/outreach.yaml", "organisation:", "organization:")
    ended = small.at(DUE)("run", "--json")
    assert ended.status == 2
    assert ended.document["sent"] == 0
    assert "did you mean `organisation`" in ended.document["errors"][0]["message"]
    assert not small.outbox.exists()


def test_a_text_that_cannot_be_made_holds_its_step_only(small: Desk) -> None:
    _import(small, 2)
    small.write("campaigns/other.yaml", SMALL.replace("notice", "other"))
    small.write("templates/other.md", (small.root / "templates/notice.md").read_text())
    small("run")
    small.change("templates/other.md", "Please visit", "Please visit {{ contact.nmae }}")
    ended = small.at(DUE)("run", "--json")
    assert (ended.document["sent"], ended.document["held"]) == (2, 2)
    assert ended.status != 0
    (todo,) = small.json("followups")
    assert (todo["campaign"], todo["count"]) == ("other", 2)
    small.change("templates/other.md", "{{ contact.nmae }}", "")
    assert small("run", "--json").document["sent"] == 2
    assert small.json("followups") == []


def test_a_held_step_is_told_once_and_then_cron_stays_silent(small: Desk) -> None:
    _import(small, 2)
    small("run")
    small.change("campaigns/notice.yaml", "template: notice.md", "template: notice.md, content: words.md")
    first = small.at(DUE)("run")
    assert first.status == 1
    assert "2 held" in first.out
    second = small("run")
    assert (second.out, second.err) == ("", "")


def test_a_template_that_is_not_understood_is_named_by_every_run_until_it_is_mended(small: Desk) -> None:
    _import(small, 2)
    small("run")
    small.change("templates/notice.md", "Please visit", "Please visit {{ contact.nmae }}")
    for ended in (small.at(DUE)("run", "--json"), small("run", "--json")):
        assert ended.status == 2
        assert [each["file"] for each in ended.document["errors"]] == ["templates/notice.md"]
    assert small("plan", "--json").status == 2
    small.change("templates/notice.md", " {{ contact.nmae }}", "")
    assert small("run", "--json").document["sent"] == 2


def test_too_late_is_missed_and_told(small: Desk) -> None:
    _import(small, 2)
    small("run")
    ended = small.at("2027-02-20T16:00")("run", "--json")
    assert ended.status == 1
    assert (ended.document["sent"], ended.document["missed"]) == (0, 2)
    assert [each["count"] for each in small.json("followups")] == [2]


def test_a_pause_holds_without_a_follow_up(small: Desk) -> None:
    _import(small, 2)
    small("run")
    small.change("campaigns/notice.yaml", "kind: social", "kind: social\npaused: true")
    ended = small.at(DUE)("run", "--json")
    assert ended.document["sent"] == 0
    assert small.json("followups") == []


def test_a_moment_may_be_given_while_nothing_really_leaves(small: Desk) -> None:
    _import(small, 2)
    small.good("run", "--now", "2027-01-01T09:00")
    assert small("run", "--now", "2027-02-01T09:01", "--json").document["sent"] == 2


def test_a_moment_is_refused_where_messages_really_leave(small: Desk) -> None:
    small.change("config/outreach.yaml", "{email: outbox", "{email: smtp")
    ended = small("run", "--now", "2027-02-01T09:01", "--json")
    assert ended.status == 2
    assert "--now works with run only while every channel is" in ended.document["errors"][0]["message"]


def test_calls_and_posts_by_hand_count_as_follow_ups_not_as_sent(peopled: Desk) -> None:
    peopled.good("approve", "ambassador-spring", "jobs")
    document = peopled.at("2027-02-02T17:01").json("run")
    assert document["sent"] == 3
    asked = [each for each in peopled.json("followups") if each["step"] == "jobs"]
    assert [each["kind"] for each in asked] == ["post", "post"]
    assert document["followups"] >= len(asked)


def test_an_unsubscribe_is_honoured_before_the_next_message(small: Desk) -> None:
    _import(small, 3)
    small("run")
    small.unsubscribe("r0001@example.org")
    document = small.at(DUE).json("run")
    assert (document["sent"], document["skipped"]) == (2, 1)
    assert not (small.outbox / "notice/mail/once/r0001.eml").exists()
    (row,) = [each for each in small.json("deliveries") if each["status"] == "skipped"]
    assert row["reason"]


def test_the_document_of_a_pass_is_the_only_thing_on_standard_output(small: Desk) -> None:
    _import(small, 1)
    small.write("campaigns/odd.yaml", "campaign: [\n")
    ended = small("run", "--json")
    assert ended.status == 2
    assert json.loads(ended.out)["errors"][0]["file"] == "campaigns/odd.yaml"
    assert ended.err == ""
