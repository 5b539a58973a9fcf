"""`outreach check`: the starter is clean, and every change that breaks a rule is named with its place."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from outreach.actions.approve import Approvals
from outreach.cli import approve
from outreach.core.errors import Place
from outreach.core.finding import Finding, Level

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
    "waiver",
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
        Desk.invite_too_late, "N001", LAUNCH, "when: 3 weeks before event at 09:00",
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


WAIVER = "waive: [{rule: N001, reason: The hall was free late, by: convener, until: 2027-12-31}]\nevent:"
SENTENCE = "waived by convener until 31 December 2027: The hall was free late"
SHOWING = [("check",), ("plan",), ("approve", "construction-launch", "invitation")]


@pytest.fixture
def waived(workspace: Desk) -> Desk:
    """A workspace in which a broken rule has been waived."""
    BROKEN["an invitation three weeks before"][0](workspace)
    workspace.change(LAUNCH, "event:", WAIVER)
    return workspace


def test_a_waiver_lets_a_rule_off(waived: Desk) -> None:
    ended = waived("check", "--json")
    found = [each for each in ended.document["findings"] if each["rule"] == "N001"]
    assert ended.status == 0
    assert [(each["waived"], each["waiver"]) for each in found] == [(True, SENTENCE)]


@pytest.mark.parametrize("words", SHOWING, ids=lambda words: words[0])
def test_what_is_waived_is_shown_every_time_with_who_until_when_and_why(
    words: tuple[str, ...], waived: Desk
) -> None:
    place = f"{LAUNCH}:{waived.line(LAUNCH, 'when: 3 weeks')}:11"
    assert (
        f"{place} error (waived) N001 goes out 21 days before 18 March; 28 are needed\n"
        f"    {SENTENCE}\n"
        "    training manual, step 5, tip 2; step 3\n"
    ) in waived.good(*words).out


@pytest.mark.parametrize("words", SHOWING, ids=lambda words: words[0])
def test_every_document_has_the_waivers_words(words: tuple[str, ...], waived: Desk) -> None:
    told = waived.json(*words)
    found = told["findings"] + [each for row in told.get("touches", ()) for each in row["findings"]]
    assert {each["waiver"] for each in found if each["rule"] == "N001"} == {SENTENCE}
    assert {each["waiver"] for each in found if not each["waived"]} <= {None}


def test_waivers_are_counted_where_all_is_well(waived: Desk) -> None:
    assert re.search(
        r"^8 campaigns checked, (?:.*, )?1 waived\. Next: ", waived.good("check").out, re.MULTILINE
    )


def test_the_campaigns_counted_are_those_that_were_checked(peopled: Desk) -> None:
    assert "1 campaign checked" in peopled.good("check", "construction-launch").out


def test_waived_advice_is_shown_unasked(workspace: Desk) -> None:
    workspace.change(
        JOBS, "Strong industries", "Join us, and bring somebody along who has never come. " * 8 + "So"
    )
    unwaived = workspace("check", "ambassador-spring").out
    waiver = "waive: [{rule: S006, reason: A long story, by: convener, until: 2027-12-31}]\nsteps:"
    workspace.change("campaigns/ambassador-spring.yaml", "steps:", waiver)
    assert " S006 " not in unwaived
    assert "    waived by convener until 31 December 2027: A long story\n" in workspace("check").out


def test_approve_shows_errors_and_warnings_but_no_advice(capsys: pytest.CaptureFixture[str]) -> None:
    error = Finding("N001", Level.ERROR, None, Place(LAUNCH, 1), "an error", "mend it", "")
    warning, advice = replace(error, level=Level.WARNING), replace(error, level=Level.ADVICE)
    approve._show(Approvals("construction-launch", findings=(error, warning, advice)), whole=False)
    shown = capsys.readouterr().out
    assert re.findall(r":1:1 (\w+) N001", shown) == ["error", "warning"]


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
