"""`outreach check`: the starter is clean, and every change that breaks a rule is named with its place."""

from collections.abc import Callable

import pytest

from .conftest import Desk

LAUNCH = "campaigns/construction-launch.yaml"
FINDING = {
    "rule",
    "level",
    "effect",
    "campaign",
    "step",
    "file",
    "line",
    "message",
    "fix",
    "source",
    "waived",
}


def _without_steps(*names: str) -> Callable[[Desk], None]:
    """Take steps out of the launch, each with the lines that belong to it."""

    def change(desk: Desk) -> None:
        path = desk.root / LAUNCH
        kept, dropping = [], False
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("  - id: "):
                dropping = line.split()[2] in names
            if not dropping:
                kept.append(line)
        path.write_text("\n".join(kept) + "\n", "utf-8")

    return change


def _to(name: str, old: str, new: str) -> Callable[[Desk], None]:
    return lambda desk: desk.change(name, old, new)


def _no_last_call(desk: Desk) -> None:
    path = desk.root / "templates/posts/jobs.txt"
    paragraphs = path.read_text("utf-8").rstrip("\n").split("\n\n")
    last = next(
        number for number in reversed(range(len(paragraphs))) if not paragraphs[number].startswith("#")
    )
    paragraphs[last] = "Many builders live in Wyoming."
    path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")


JOBS, BUILDERS = "templates/posts/jobs.txt", "templates/posts/builders.txt"


def _no_link(desk: Desk) -> None:
    desk.change(JOBS, "{{ links.videos.story }}", "today")
    desk.change(JOBS, "{{ links.contact }}", "today")


BROKEN = {
    "no reminder": (
        _without_steps("save-your-seat", "two-weeks"), "N003", LAUNCH, "  - id: invitation",
    ),
    "an invitation three weeks before": (
        _to(LAUNCH, "when: 6 weeks before event at 09:00", "when: 3 weeks before event at 09:00"),
        "N001", LAUNCH, "when: 3 weeks before event at 09:00",
    ),
    "a fifth option": (
        _to("campaigns/action-team-date.yaml", "2027-04-08 09:00]",
            "2027-04-08 09:00, 2027-04-08 13:00, 2027-04-09 09:00]"),
        "P001", "campaigns/action-team-date.yaml", "  options:",
    ),
    "updates every quarter": (
        _to("campaigns/construction-updates.yaml", "every 2 months from", "every 3 months from"),
        "C001", "campaigns/construction-updates.yaml", "every 3 months",
    ),
    "no link": (_no_link, "S004", JOBS, "Watch how Wyoming businesses"),
    "a post too long for a network": (
        _to(JOBS, "Strong industries make", "Strong and growing industries " * 6 + "make"),
        "S005", JOBS, "Watch how Wyoming businesses",
    ),
    "a kit without room for a why": (
        _to(BUILDERS, "Join the owners who set the agenda", "Join the owners " + "who set the agenda " * 5),
        "S009", BUILDERS, "Run a business?",
    ),
    "no last call to action": (
        _no_last_call, "S003", "templates/posts/jobs.txt", "Many builders live in Wyoming.",
    ),
}  # fmt: skip


def test_the_starter_has_no_error_and_no_warning_and_says_how_to_import_people(workspace: Desk) -> None:
    ended = workspace("check", "--json")
    found = ended.document
    assert ended.status == 0
    assert found["ok"] is True
    assert found["errors"] == []
    assert {each["level"] for each in found["findings"]} == {"advice"}
    assert [each["fix"] for each in found["findings"]] == ["outreach contacts import config/people.csv"]


def test_the_starter_has_nothing_to_say_once_its_people_are_imported(peopled: Desk) -> None:
    assert peopled.json("check") == {"ok": True, "errors": [], "findings": []}
    ended = peopled("check")
    assert ended.out == "8 campaigns checked. Next: outreach plan\n"
    assert ended.err == ""


def test_checking_leaves_no_trace(workspace: Desk) -> None:
    workspace("check")
    assert not (workspace.root / "var").exists()


@pytest.mark.parametrize("name", BROKEN)
def test_a_change_that_breaks_a_rule_is_named_with_rule_file_and_line(name: str, workspace: Desk) -> None:
    change, rule, file, spot = BROKEN[name]
    change(workspace)
    ended = workspace("check", "--json")
    found = [each for each in ended.document["findings"] if each["level"] == "error"]
    assert ended.status == 1
    assert ended.document["ok"] is False
    assert ended.document["errors"] == []
    assert {each["rule"] for each in found} == {rule}
    assert {(each["file"], each["line"]) for each in found} == {(file, workspace.line(file, spot))}
    assert all(each["fix"] and each["source"] for each in found)
    assert all(set(each) >= FINDING for each in found)


@pytest.mark.parametrize("name", BROKEN)
def test_what_a_person_reads_names_rule_place_and_remedy(name: str, workspace: Desk) -> None:
    change, rule, file, spot = BROKEN[name]
    change(workspace)
    ended = workspace("check")
    assert f"{file}:{workspace.line(file, spot)}:" in ended.out
    assert f" error {rule} " in ended.out
    assert "Mend them, then: outreach check" in ended.out
    assert ended.status == 1


def test_only_the_campaigns_that_are_named_are_checked(workspace: Desk) -> None:
    BROKEN["an invitation three weeks before"][0](workspace)
    assert workspace("check", "construction-updates").status == 0
    assert workspace("check", "construction-launch").status == 1


def test_an_unknown_campaign_is_refused_with_the_nearest_name(workspace: Desk) -> None:
    ended = workspace("check", "construction-lunch")
    assert ended.status == 2
    assert "`construction-lunch`" in ended.err
    assert "construction-launch" in ended.err


def test_a_waiver_lets_a_rule_off_and_is_shown_every_time(workspace: Desk) -> None:
    BROKEN["an invitation three weeks before"][0](workspace)
    waiver = "waive: [{rule: N001, reason: The hall was free late, by: convener, until: 2027-12-31}]\nevent:"
    workspace.change(LAUNCH, "event:", waiver)
    ended = workspace("check", "--json")
    waived = [each for each in ended.document["findings"] if each["rule"] == "N001"]
    assert ended.status == 0
    assert [each["waived"] for each in waived] == [True]
    assert "waived by convener until 31 December 2027: The hall was free late" in workspace("check").out
    assert "The hall was free late" in workspace("plan").out
    assert "The hall was free late" in workspace("approve", "construction-launch", "invitation").out


def test_a_waiver_that_has_run_out_is_an_error_at_its_own_line(workspace: Desk) -> None:
    BROKEN["an invitation three weeks before"][0](workspace)
    waiver = "waive: [{rule: N001, reason: The hall was free late, by: convener, until: 2026-11-30}]\nevent:"
    workspace.change(LAUNCH, "event:", waiver)
    ended = workspace("check", "--json")
    lines = {each["line"] for each in ended.document["findings"] if each["level"] == "error"}
    assert ended.status == 1
    assert workspace.line(LAUNCH, "waive:") in lines


def test_two_comes_before_one_when_a_rule_is_broken_and_a_file_not_understood(workspace: Desk) -> None:
    BROKEN["an invitation three weeks before"][0](workspace)
    workspace.write("campaigns/odd.yaml", "campaign: odd\ntitel: Odd\n")
    ended = workspace("check", "--json")
    assert ended.status == 2
    assert ended.document["ok"] is False
    assert ended.document["errors"]
    assert any(each["rule"] == "N001" for each in ended.document["findings"])


def test_a_contact_that_nobody_imported_has_is_an_error_at_its_place(peopled: Desk) -> None:
    peopled.change(LAUNCH, "host: champion-1", "host: champion-11")
    ended = peopled("check", "--json")
    (error,) = ended.document["errors"]
    assert ended.status == 2
    assert (error["file"], error["line"]) == (LAUNCH, peopled.line(LAUNCH, "host:"))
    assert error["column"] == 9
    assert "`champion-11`" in error["message"]
    assert "champion-1`" in error["message"]


def test_advice_is_shown_when_it_is_asked_for(workspace: Desk) -> None:
    asked = workspace.json("check", "--advice")["findings"]
    usual = workspace.json("check")["findings"]
    assert [each for each in asked if each["rule"] == ""] == usual


def test_every_mistake_of_a_template_is_told_at_once_at_its_exact_place(workspace: Desk) -> None:
    letter = (
        '---\nsubjet: Hello\nsubject: "About {{ campaign.titel }}"\n---\n'
        "Dear {{ contact.fist_name }},\n\nplease reply to {{ ownr.name }}.\n"
    )
    workspace.write("templates/launch/two-weeks.md", letter)
    ended = workspace("check", "--json")
    told = [(each["file"], each["line"], each["column"]) for each in ended.document["errors"]]
    assert ended.status == 2
    assert told == [("templates/launch/two-weeks.md", *spot) for spot in ((2, 1), (3, 20), (5, 9), (7, 20))]
    meant = [each["message"].partition("did you mean `")[2] for each in ended.document["errors"]]
    assert [each.partition("`")[0] for each in meant] == ["subject", "title", "first_name", "owner"]


def test_a_mistake_that_rendering_meets_too_is_told_once(workspace: Desk) -> None:
    workspace.write(
        "templates/launch/two-weeks.md",
        "---\nsubject: Hello\n---\nfist_name {{ contact.fist_name }}\n\n{{ ownr.name }}\n",
    )
    told = [(each["line"], each["column"]) for each in workspace.json("check")["errors"]]
    assert told == [(4, 14), (6, 4)]
