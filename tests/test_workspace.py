"""A workspace is read whole: what is sound is there, and everything else is told at its place, at once."""

import os
import time
from pathlib import Path

import pytest

from outreach.core.campaign import PollResult
from outreach.core.people import Role
from outreach.workspace import FileRefusedError, Files, Workspace, load
from outreach.yamlfile import parse
from tests.examples import LAUNCH, PARTNERSHIPS, TEAM, write, write_file

SPRING = """\
campaign: ambassador-spring
title: Ambassador posts, spring
kind: social
audience: {roles: [ambassador]}
steps:
  - id: kit
    send: kit
    template: posts/kit.md
    posts: [posts/jobs.txt, posts/schools.txt]
    when: on 2027-02-01 at 09:00
  - id: jobs
    send: post
    networks: [facebook, linkedin, x, mastodon, bluesky]
    template: posts/jobs.txt
    written_for: everyone
    when: on 2027-02-02 at 10:00
  - id: radio
    send: task
    medium: radio
    who: the press officer
    when: on 2027-02-03 at 10:00
"""
UPDATES = """\
campaign: construction-updates
title: Construction partnership updates
kind: updates
partnership: laramie-construction
audience: {partnerships: [laramie-construction]}
steps:
  - id: update
    send: email
    template: updates/update.md
    when: every 2 months from 2027-01-12 at 09:00 until 2027-12-31
    content: updates/{{ occurrence.date }}.md
"""
TEXTS = {"launch": LAUNCH, "team": TEAM, "spring": SPRING, "updates": UPDATES}


def told(workspace: Workspace) -> list[str]:
    return [str(problem) for problem in workspace.problems]


def test_the_campaigns_of_the_guide_have_no_problem(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, **TEXTS))
    assert told(workspace) == []
    assert [campaign.id for campaign in workspace.campaigns] == [
        "action-team-date", "ambassador-spring", "construction-launch", "construction-updates",
        "training-action-team",
    ]  # fmt: skip
    assert list(workspace.partnerships) == ["laramie-construction"]


def test_a_campaign_holds_what_was_written_and_knows_where(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, **TEXTS))
    launch = workspace.campaign("construction-launch")
    team = workspace.campaign("training-action-team")
    assert launch
    assert launch.event
    assert launch.audience
    assert team
    assert team.event
    assert launch.steps[1].sender == "recruiter"
    assert launch.audience.roles == (Role.BUSINESS_MEMBER,)
    assert team.event.starts == PollResult(poll="action-team-date")
    line = LAUNCH.splitlines().index("    when: 7 weeks before event at 09:00") + 1
    assert str(launch.place_of(launch.steps[0], "when")) == f"campaigns/launch.yaml:{line}:11"


MISTAKES = parse((Path(__file__).parent / "mistakes.yaml").read_bytes(), "mistakes.yaml")[0].data


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["write"])
def test_a_mistake_is_told_at_its_very_place(tmp_path: Path, mistake: dict[str, str]) -> None:
    file, text = mistake["file"], TEXTS[mistake["file"]]
    before, after = text.split(mistake["for"], 1)
    marked = before + mistake["write"]
    upto = marked[: marked.index("^", len(before))]
    place = f"{upto.count(chr(10)) + 1}:{len(upto) - upto.rfind(chr(10))}"
    broken = upto + marked[len(upto) + 1 :] + after
    problems = told(load(write(tmp_path, **TEXTS | {file: broken})))
    assert f"campaigns/{file}.yaml:{place}: {mistake['told']}" in problems
    assert not [each for each in problems if not each.startswith(f"campaigns/{file}.yaml:")]


MISSING = """
launch  | title: Construction partnership launch | 1:1 | `title` is missing
launch  | partnership: laramie-construction | 3:7 | say whose campaign it is with `partnership:`; \
only kind social may leave it out
spring  | audience: {roles: [ambassador]} | 5:5 | nobody is chosen: the campaign has no `audience:`, \
and this step's `to:` names nobody
spring  |     posts: [posts/jobs.txt, posts/schools.txt] | 6:5 | a step with `send: kit` needs `posts:`
spring  |     networks: [facebook, linkedin, x, mastodon, bluesky] | 11:5 | a step with `send: post` needs \
`networks:`
spring  |     when: on 2027-02-02 at 10:00 | 11:5 | `when` is missing
updates |     template: updates/update.md | 7:5 | a step with `send: email` needs `template:`
team    |   - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00} | 11:11 | \
no step opens this poll; write one with `send: poll`
"""


@pytest.mark.parametrize("row", MISSING.strip().splitlines())
def test_what_is_missing_is_told_where_it_is_needed(tmp_path: Path, row: str) -> None:
    file, without, place, message = row.split(" | ")
    text = TEXTS[file.strip()]
    assert f"{without}\n" in text
    workspace = load(write(tmp_path, **TEXTS | {file.strip(): text.replace(f"{without}\n", "", 1)}))
    assert f"campaigns/{file.strip()}.yaml:{place}: {message}" in told(workspace)


def test_everything_wrong_with_one_file_is_told_in_one_pass(tmp_path: Path) -> None:
    text = (
        LAUNCH.replace("kind: launch", "kind: lanch")
        .replace("template: launch/letter.md", "tempate: launch/lettr.md", 1)
        .replace("venue: business", "venue: factory")
        .replace("starts: 2027-03-18 09:00", "starts: 2027-03-14 02:30")
        .replace("when: 5 weeks before event at 10:00", "when: 5 weeks befor event")
        .replace("to: accepted", "to: acepted")
        .replace("send: call", "send: call\n    send: email")
        .replace("partnership: laramie-construction", "partnership: laramie")
    )
    found = told(load(write(tmp_path, launch=text)))
    assert [each.split(":")[1] for each in found] == ["3", "4", "10", "13", "29", "29", "48", "56", "69"]


def test_parts_that_cannot_be_read_cause_no_second_complaint(tmp_path: Path) -> None:
    text = SPRING.replace("send: kit", "send: kitt").replace("id: jobs", "id: Jobs!")
    text = text.replace("when: on 2027-02-03 at 10:00", "when: 1 day after jobs at 10:00")
    assert [each.split(": ")[1] for each in told(load(write(tmp_path, spring=text)))] == ["`send`", "`id`"]


def test_a_circle_of_steps_is_told_at_each_of_them(tmp_path: Path) -> None:
    text = SPRING.replace("on 2027-02-01 at 09:00", "1 day after jobs at 09:00").replace(
        "on 2027-02-02 at 10:00", "1 day after kit at 09:00"
    )
    assert told(load(write(tmp_path, spring=text))) == [
        "campaigns/spring.yaml:10:11: this can never fall due: `kit` counts from `jobs` counts from `kit`",
        "campaigns/spring.yaml:16:11: this can never fall due: `jobs` counts from `kit` counts from `jobs`",
    ]


def test_a_poll_that_opens_with_its_own_close_is_a_circle(tmp_path: Path) -> None:
    text = TEAM.replace("when: on 2027-03-22 at 09:00", "when: 1 day after poll at 09:00")
    assert (
        "this can never fall due: `ask` counts from `poll` counts from `opening` counts from `ask`"
        in (told(load(write(tmp_path, team=text)))[0])
    )


def test_nothing_counts_from_a_step_that_recurs(tmp_path: Path) -> None:
    text = UPDATES + "  - {id: more, send: email, template: updates/update.md, when: 1 day after update}\n"
    assert told(load(write(tmp_path, updates=text)))[0] == (
        "campaigns/updates.yaml:12:64: the step `update` happens more than once; "
        "count from something that happens once"
    )


def test_a_step_may_share_its_name_with_a_fixed_anchor(tmp_path: Path) -> None:
    team = load(write(tmp_path, team=TEAM)).campaign("training-action-team")
    assert team
    assert team.step("commitments")


def test_sign_off_asks_the_signers_when_nobody_else_is_named(tmp_path: Path) -> None:
    text = LAUNCH.replace("    to: signers\n", "")
    launch = load(write(tmp_path, launch=text)).campaign("construction-launch")
    assert launch
    assert launch.steps[0].words == {"signers"}


def test_commitments_may_be_written_down_after_the_call(tmp_path: Path) -> None:
    head, tail = TEAM.split("commitments:\n", 1)
    text = head + "commitments: []\n" + tail.split("\n", 1)[1]
    assert told(load(write(tmp_path, team=text))) == []


def test_a_broken_file_loses_only_itself(tmp_path: Path) -> None:
    for number in range(10):
        text = UPDATES.replace("construction-updates", f"updates-{number}")
        write(tmp_path, **{f"u{number}": text})
    workspace = load(write(tmp_path, broken="campaign: x\n\ttitle: y\n"))
    assert len(workspace.campaigns) == 10
    assert told(workspace) == ["campaigns/broken.yaml:2:1: a tab cannot indent YAML; use spaces"]


def test_a_broken_document_loses_only_itself(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, team=TEAM.replace("kind: poll", "kind: poll\ncolour: red")))
    assert [campaign.id for campaign in workspace.campaigns] == ["training-action-team"]
    assert len(workspace.problems) == 1


def test_a_poll_is_not_called_unknown_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    first, second = TEAM.split("---\n")
    workspace = load(write(tmp_path, poll=first + "\n\t", team=second))
    assert [problem.place.file for problem in workspace.problems] == ["campaigns/poll.yaml"]
    assert [campaign.id for campaign in workspace.campaigns] == ["training-action-team"]


def test_two_campaigns_of_one_id_are_told_at_the_second_and_neither_goes_out(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, a=UPDATES, b="# a copy\n" + UPDATES, spring=SPRING))
    assert ", ".join(told(workspace)) == (
        "campaigns/b.yaml:2:11: the campaign `construction-updates` is written twice, first in "
        "campaigns/a.yaml:1; nothing of either goes out until one has another id"
    )
    assert [campaign.id for campaign in workspace.campaigns] == ["ambassador-spring"]


def test_campaigns_lie_in_folders_too_and_hidden_and_other_files_are_none(tmp_path: Path) -> None:
    root = write(tmp_path)
    write_file(root / "campaigns/2027/spring.yml", SPRING)
    write_file(root / "campaigns/.draft.yaml", "nonsense")
    write_file(root / "campaigns/.git/x.yaml", "nonsense")
    write_file(root / "campaigns/recaps/launch.md", "# Recap")
    workspace = load(root)
    assert [campaign.place().file for campaign in workspace.campaigns] == ["campaigns/2027/spring.yml"]
    assert told(workspace) == []


@pytest.mark.parametrize("text", ["", "# to be written\n", "---\n"])
def test_an_empty_file_is_told(tmp_path: Path, text: str) -> None:
    assert told(load(write(tmp_path, a=text))) == [
        "campaigns/a.yaml:1:1: holds no campaign; write one, or remove the file"
    ]


def test_an_empty_document_beside_a_campaign_is_nothing(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, a=f"---\n{SPRING}---\n"))
    assert (len(workspace.campaigns), told(workspace)) == (1, [])


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "42\n"])
def test_a_file_that_is_no_group_of_keys_is_told(tmp_path: Path, text: str) -> None:
    (message,) = told(load(write(tmp_path, a=text)))
    assert message.startswith("campaigns/a.yaml:1:1: this: must be a group of keys, each with its value")


def test_a_folder_that_is_no_workspace_is_told_what_to_do(tmp_path: Path) -> None:
    assert ", ".join(told(load(tmp_path))) == (
        "campaigns:1:1: there is no folder `campaigns` here; `outreach init DIR` makes a workspace, "
        "`-C DIR` names one"
    )


IN_PARTNERSHIPS = """
stage: launching | stage: preparing_to_launch | 7:10: `stage`: `launching` is none of preparing_to_launch, \
moving_to_action, sustaining, resting
champion: [a] | champions: [champion-1, champion-2] | 9:3: unknown key `champion`; did you mean `champions`?
website: www.example.org | website: https://partnerships.example.org/construction | 10:12: `website`: \
`www.example.org` is not a link; write it whole, starting with https://
holidays: US-XX | holidays: US-WY | 6:13: `holidays`: `US-XX` is no calendar of holidays; write a country, \
or country and state, as US-WY
conveners: convener | conveners: [convener] | 8:14: `conveners`: must be a list; write [convener]
Laramie: | laramie-construction: | 1:1: `Laramie` must be lower-case words, digits and hyphens, such as \
`county-construction`
"""


@pytest.mark.parametrize("row", IN_PARTNERSHIPS.strip().splitlines())
def test_a_mistake_in_a_partnership_is_told_and_its_campaigns_stay_home(tmp_path: Path, row: str) -> None:
    mistake, instead_of, message = row.split(" | ")
    root = write(tmp_path, **TEXTS)
    write_file(root / "config/partnerships.yaml", PARTNERSHIPS.replace(instead_of, mistake))
    workspace = load(root)
    assert f"config/partnerships.yaml:{message}" in told(workspace)
    assert [campaign.id for campaign in workspace.campaigns] == ["ambassador-spring"]


def test_an_unreadable_list_of_partnerships_makes_none_of_them_unknown(tmp_path: Path) -> None:
    root = write(tmp_path, **TEXTS)
    write_file(root / "config/partnerships.yaml", "laramie-construction: [\n")
    assert {problem.place.file for problem in load(root).problems} == {"config/partnerships.yaml"}


def test_a_contact_id_is_mentioned_with_its_place_wherever_it_stands(tmp_path: Path) -> None:
    text = LAUNCH.replace("to: accepted", "to: [champion-4]").replace(
        "tags: [do-not", "contacts: [nobody], tags: [no"
    )
    mentions = load(write(tmp_path, launch=text, team=TEAM, spring=SPRING)).mentions
    found = {(name, place.file.split("/")[1]) for name, place in mentions}
    launch = {"convener", "champion-1", "champion-2", "champion-3", "champion-4", "nobody"}
    assert {name for name, file in found if file == "launch.yaml"} == launch
    assert {name for name, file in found if file == "team.yaml"} == {"champion-1", "partner-1"}
    assert {name for name, file in found if file == "partnerships.yaml"} == {
        "convener", "champion-1", "champion-2",
    }  # fmt: skip
    assert "spring.yaml" not in {file for _, file in found}
    line = text.splitlines().index("    to: [champion-4]") + 1
    assert ("champion-4", line, 10) in {(name, place.line, place.column) for name, place in mentions}


def test_contact_ids_of_a_broken_campaign_are_mentioned_too(tmp_path: Path) -> None:
    text = TEAM.replace("who: champion-1", "whom: champion-1").replace("who: partner-1, ", "")
    mentions = load(write(tmp_path, team=text)).mentions
    assert {name for name, _ in mentions} == {"champion-1", "convener", "champion-2"}


def test_a_link_to_a_file_outside_of_the_workspace_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path / "workspace", spring=SPRING)
    secret = write_file(tmp_path / "secret.txt", "the password")
    for name in ("templates/posts/jobs.txt", "campaigns/outside.yaml"):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(secret)
    leads_out = "a link that leads out of the workspace; put the file itself there"
    assert told(load(root)) == [
        f"campaigns/outside.yaml:1:1: {leads_out}",
        f"campaigns/spring.yaml:9:13: `posts/jobs.txt` is {leads_out}",
        f"campaigns/spring.yaml:14:15: `posts/jobs.txt` is {leads_out}",
    ]


@pytest.mark.parametrize("target", [".env", "var/outreach.db"])
def test_a_link_to_what_the_workspace_keeps_to_itself_is_refused(tmp_path: Path, target: str) -> None:
    root = write(tmp_path)
    (root / "templates/leak.md").symlink_to(write_file(root / target, "the password"))
    with pytest.raises(FileRefusedError, match="leads out of the workspace"):
        Files(root).read_text("template", "leak.md")


def test_a_link_within_the_workspace_is_followed(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "templates/again.md").symlink_to(root / "templates/launch/letter.md")
    assert load(root).read_text("template", "again.md") == "Hello\n"


@pytest.mark.parametrize(
    "path", ["../.env", "/etc/passwd", "a/../../.env", "..", "c:/x", "a\\..\\b", "", " ", "a\x00b", "a\nb"]
)
def test_a_path_never_leads_out_of_its_folder(tmp_path: Path, path: str) -> None:
    write_file(tmp_path / ".env", "the password")
    with pytest.raises(FileRefusedError):
        Files(write(tmp_path)).read_bytes("attach", path)


def test_files_too_large_or_special_or_not_utf8_are_refused(tmp_path: Path) -> None:
    files = Files(write(tmp_path))
    os.mkfifo(tmp_path / "templates/pipe.md")
    write_file(tmp_path / "templates/latin.md", b"caf\xe9")
    with (tmp_path / "templates/huge.md").open("wb") as opened:
        opened.truncate(50_000_000)
    for name, why in (
        ("pipe.md", "unknown template"),
        ("latin.md", "not UTF-8"),
        ("huge.md", "larger than 1 MB"),
    ):
        with pytest.raises(FileRefusedError, match=why):
            files.read_text("template", name)


def test_500_campaign_files_are_read_in_about_a_second(tmp_path: Path) -> None:
    root = write(tmp_path)
    text = LAUNCH[: LAUNCH.index("  - id: see-you-there")]
    for number in range(500):
        write_file(
            root / f"campaigns/{number}.yaml", text.replace("construction-launch", f"launch-{number}", 1)
        )
    started = time.process_time()
    workspace = load(root)
    assert time.process_time() - started < 3
    assert (len(workspace.campaigns), workspace.problems) == (500, ())
