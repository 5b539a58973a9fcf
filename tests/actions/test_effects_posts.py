"""S001 to S005 hold a post as each network reads it, in the plan as in life."""

import re
from dataclasses import dataclass

import pytest

from outreach.core.history import Status
from tests.world import APPROVED, POST, SOCIAL, Office

AHEAD, DUE, SOON = "2027-03-01 09:00", "2027-03-04 10:00", "2027-03-04 10:30"
STEP = "{{id: jobs, send: post, networks: [{networks}], template: post.txt, when: on 2027-03-04 at 10:00}}"
ENGLAND = "\N{WAVING BLACK FLAG}" + "".join(chr(0xE0000 + ord(each)) for each in "gbeng") + "\U000e007f"
"""A flag that readers take for one character, of 28 bytes."""
ADDRESS = "https://example.org/" + "a-long-address/" * 17
FIVE = "x mastodon bluesky linkedin facebook"


@dataclass(frozen=True, slots=True)
class Story:
    """A text on some networks, and those of them that would not take it as it is."""

    rule: str
    text: str
    refused: str
    networks: str = "x mastodon bluesky"


STORIES = {
    "a hashtag that is missing": Story("S001", POST.replace(" #wyomingnextgen", ""), FIVE, FIVE),
    "a hashtag inside a word": Story("S001", POST.replace(" #", "#"), FIVE, FIVE),
    "a hashtag that goes on after a hyphen": Story(
        "S001", POST.replace("nextgen", "nextgen-builders"), "bluesky"
    ),
    "no call to action at the beginning": Story("S002", f"Builders hire.\n\n{POST}", FIVE, FIVE),
    "no call to action at the end": Story("S003", f"{POST}\nBuilders hire.\n", FIVE, FIVE),
    "no link": Story("S004", POST.replace("https://example.org/contact", "today"), FIVE, FIVE),
    "a link without https": Story("S004", POST.replace("https://", ""), "mastodon"),
    "290 letters": Story("S005", POST.replace("Join us.", f"Join us. {'Builders hire. ' * 15}"), "x"),
    "emoji, two each on X": Story("S005", POST.replace("Join us.", "Join us. " + "\N{HAMMER}" * 120), "x"),
    "a long address, 23 on X and Mastodon": Story(
        "S005", POST.replace("https://example.org/contact", ADDRESS), "bluesky"
    ),
    "flags of many bytes": Story("S005", POST.replace("Join us.", "Join us. " + ENGLAND * 106), "bluesky"),
    "480 letters": Story(
        "S005", POST.replace("Join us.", f"Join us. {'Builders hire. ' * 28}"), "x bluesky"
    ),
    "600 letters": Story("S005", POST.replace("Join us.", f"Join us. {'Builders hire. ' * 36}"),
                         "x mastodon bluesky", FIVE),
    "3100 letters": Story("S005", POST.replace("Join us.", f"Join us. {'Builders hire. ' * 203}"),
                          "linkedin", "linkedin facebook"),
}  # fmt: skip
every_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())


def written(office: Office, story: Story) -> None:
    office.write("templates/post.txt", story.text)
    office.campaign(STEP.format(networks=", ".join(story.networks.split())), head=SOCIAL)


def held(office: Office) -> set[str]:
    """The networks on which the post is held."""
    return {network for network, status in office.status(step="jobs").items() if status == "held"}


@every_story
def test_the_rule_names_the_networks_that_would_not_take_it(office: Office, story: Story) -> None:
    written(office, story)
    found = {each for row in office.plan(AHEAD).rows for each in row.findings}
    assert {each.rule for each in found} == {story.rule}
    [message] = {each.message for each in found}
    if story.refused != story.networks:
        assert [
            each for each in story.networks.split() if re.search(rf"\b{each}\b", message)
        ] == story.refused.split()


@every_story
def test_it_is_held_there_and_nowhere_else_in_the_plan_as_in_life(office: Office, story: Story) -> None:
    written(office, story)
    refused = set(story.refused.split())
    made = office.plan(AHEAD)
    assert {row.touch.channel for row in made.rows if row.decision.what == "hold"} == refused
    office.run(AHEAD)
    office.run(DUE)
    assert held(office) == refused
    [asked] = office.asked("write")
    assert (story.rule in asked.reason, asked.count) == (True, len(refused))
    assert office.run(SOON).followups == 0


@every_story
def test_approve_leaves_the_post_out_on_all_of_them(office: Office, story: Story) -> None:
    office.write("config/outreach.yaml", APPROVED)
    written(office, story)
    done = office.approve(AHEAD)
    assert ({each.rule for each in done.refused}, done.approved, done.exit_status) == ({story.rule}, [], 1)


@every_story
def test_a_text_of_its_own_for_those_networks_lets_it_go_everywhere_once(
    office: Office, story: Story
) -> None:
    written(office, story)
    office.run(AHEAD)
    office.run(DUE)
    for network in story.refused.split():
        office.write(f"templates/post.{network}.txt", POST)
    office.run(SOON)
    assert office.status(step="jobs") == dict.fromkeys(story.networks.split(), "sent")
    assert office.asked("write") == []


def test_a_networks_own_text_is_judged_by_itself(office: Office) -> None:
    written(office, Story("S002", POST, "x"))
    office.write("templates/post.x.txt", f"Builders hire.\n\n{POST}")
    [found] = {each for row in office.plan(AHEAD).rows for each in row.findings}
    assert (found.rule, found.place.file, found.place.line) == ("S002", "templates/post.x.txt", 1)
    assert found.message.endswith("(on x)")


def jobs(day: str, networks: str, name: str) -> str:
    """A campaign of one post."""
    head = SOCIAL.replace("campaign: spring", f"campaign: {name}")
    return head + f"  - {STEP.format(networks=networks).replace('2027-03-04', day)}\n"


def test_words_that_stand_on_one_network_hold_the_post_there_in_the_plan_as_in_life(office: Office) -> None:
    days = {"first": "2027-02-22", "second": "2027-03-04", "third": "2027-03-24"}
    networks = {"first": "x", "second": "x, mastodon", "third": "x, mastodon"}
    for name, day in days.items():
        office.write(f"campaigns/{name}.yaml", jobs(day, networks[name], name))
    made = office.plan("2027-02-20 09:00")
    stopped = {(row.touch.campaign.id, row.touch.channel) for row in made.rows if row.decision.what == "hold"}
    assert stopped == {("second", "x"), ("third", "mastodon")}
    office.run("2027-02-20 09:00")
    for day in days.values():
        office.run(f"{day} 10:00")
    gone = {(each.key.campaign, each.key.recipient) for each in office.ledger.deliveries(Status.SENT)}
    assert gone == {("first", "x"), ("second", "mastodon"), ("third", "x")}
