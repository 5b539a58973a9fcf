"""Effect `refuse`: nothing begins that breaks the rule; what was approved before is never stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from outreach.actions.check import check
from outreach.core.finding import Effect
from outreach.rules.catalogue import RULES
from tests.world import APPROVED, DAY, POST, Office, at, counted, member

SPRING, HOUSE, TALK = "campaigns/spring.yaml", "config/outreach.yaml", "templates/post.txt"
INVITING = "Join us, and bring somebody along who has never come before. "
SHORT, LONG = (POST.replace("Join us.", INVITING * times) for times in (1, 3))
KIT_LETTER = """\
---
subject: Posts for you to share
---
Hello {{ contact.greeting }}, please share one of these.
{% for post in posts %}
{{ post.text }}
{% endfor %}
"""
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}"
RECAP = "{id: recap, send: email, template: letter.md, when: 1 business day after event at 09:00}"
CALL = "{id: phone, send: call, template: letter.md, when: 2 weeks before event at 13:00, to: not_replied}"
ALL = "to: [ann, bob, cal, dot]"
WORD = f"{{id: word, send: email, template: letter.md, when: 4 weeks before event at 09:00, {ALL}}}"
EVENT = (
    "event: {title: Spring, starts: 2027-03-18 09:00, duration: 2h, location: Hall, signed_by: [cal, dot]}"
)
POLL = """\
poll:
  question: When should the team meet?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-07 10:00, 2027-04-08 10:00]
  closes: 3 days after opening at 17:00
  key_people: [ann]"""
ASK = "{id: ask, send: poll, template: letter.md, when: on 2027-03-22 at 09:00}"
REMIND = "{id: remind, send: email, template: letter.md, when: 1 day after ask at 09:00, to: not_voted}"
PHONE = "{id: phone, send: call, template: letter.md, when: 1 day after ask, to: [key_people, not_voted]}"
UPDATE = "{id: update, send: email, template: letter.md, when: every 2 months from 2027-01-12 at 09:00}"
KITS = [
    f"{{id: kit-{day}, send: kit, template: kit.md, posts: [post.txt], when: on 2027-03-0{day} at 09:00}}"
    for day in (1, 2)
]


def campaign(kind: str, *steps: str, more: str = "") -> str:
    """A campaign file: its kind, what its kind needs, and one line for each step."""
    head = f"campaign: spring\ntitle: Spring\nkind: {kind}\npartnership: laramie\n"
    parts = [head + "audience: {contacts: [ann, bob, cal, dot]}", *filter(None, [more]), "steps:"]
    return "\n".join([*parts, *(f"  - {step}" for step in steps)]) + "\n"


def stricter(rule: str, **limits: int) -> dict[str, str]:
    """The settings of a house that has become stricter, in which everything has to be approved."""
    shown = ", ".join(f"{name}: {value}" for name, value in limits.items())
    return {HOUSE: f"{APPROVED}rules: {{{rule}: {{{shown}}}}}\n"}


@dataclass(frozen=True, slots=True)
class Story:
    """A rule that is broken, and mended.

    `sound` are the files of a workspace with which nothing is wrong, `bad` those that break the rule. `first`
    and `second` are the moments of its first two messages. `later` are the files that break the rule once
    the campaign is approved, and leave the approved wording as it is.
    """

    rule: str
    sound: Mapping[str, str]
    bad: Mapping[str, str]
    first: str
    second: str
    later: Mapping[str, str] = field(default_factory=dict)
    sent: int = 4


def meeting(kind: str, *steps: str, event: str = EVENT) -> dict[str, str]:
    return {SPRING: campaign(kind, *steps, more=event)}


def poll(*steps: str, more: str = POLL) -> dict[str, str]:
    return {SPRING: campaign("poll", *steps, more=more)}


INVITED = ("2027-02-04 09:00", "2027-03-04 09:00")
ASKED = ("2027-03-22 09:00", "2027-03-23 09:00")
WHOLE = meeting("launch", INVITATION, CALL, REMINDER, RECAP)
ALL_ASKED = poll(ASK, REMIND, PHONE)
STORIES = {
    "an invitation without a reminder": Story(
        "N003", meeting("meeting", INVITATION, WORD, REMINDER, RECAP),
        meeting("meeting", INVITATION, WORD, RECAP),
        "2027-02-04 09:00", "2027-02-18 09:00",
    ),
    "an update every quarter": Story(
        "C001", {SPRING: campaign("updates", UPDATE)},
        {SPRING: campaign("updates", UPDATE.replace("2 months", "3 months"))},
        "2027-01-12 09:00", "2027-04-12 09:00",
    ),
    "one option only": Story(
        "P002", ALL_ASKED,
        poll(ASK, REMIND, PHONE, more=POLL.replace(", 2027-04-07 10:00, 2027-04-08 10:00", "")),
        *ASKED, later=stricter("P002", options=4),
    ),
    "a poll that is open for a week": Story(
        "P003", ALL_ASKED, poll(ASK, REMIND, PHONE, more=POLL.replace("3 days", "1 week")),
        *ASKED, later=stricter("P003", days=2),
    ),
    "an option on the day after the close": Story(
        "P004", ALL_ASKED, poll(ASK, REMIND, PHONE, more=POLL.replace("04-06", "03-26")),
        *ASKED, later=stricter("N006", days=20),
    ),
    "key people whom nobody calls": Story("P005", ALL_ASKED, poll(ASK, REMIND), *ASKED),
    "a kit without room for a why": Story(
        "S009", {SPRING: campaign("social", *KITS), TALK: SHORT}, {TALK: LONG},
        "2027-03-01 09:00", "2027-03-02 09:00", later=stricter("S009", characters=200),
    ),
    "a signer who is in no business": Story(
        "L002", WHOLE,
        meeting("launch", INVITATION, CALL, REMINDER, RECAP, event=EVENT.replace("dot]", "dot, pat]")),
        *INVITED,
    ),
    "nobody who calls the silent": Story(
        "L006", WHOLE, meeting("launch", INVITATION, REMINDER, RECAP), *INVITED,
    ),
    "a meeting without a recap": Story(
        "F001", meeting("meeting", INVITATION, REMINDER, RECAP),
        meeting("meeting", INVITATION, REMINDER), *INVITED,
    ),
}  # fmt: skip
every_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())


@pytest.fixture
def office(office: Office) -> Office:
    champions = (member(name, roles=frozenset({"champion"})) for name in ("cal", "dot"))
    office.write("templates/kit.md", KIT_LETTER)
    office.people("ann", "bob", *champions, member("pat", roles=frozenset({"core_partner"})))
    return office


def written(office: Office, *files: Mapping[str, str]) -> None:
    for each in files:
        for path, body in each.items():
            office.write(path, body)


def ahead(wall: str) -> str:
    """Ten days before, when nothing is due yet."""
    return f"{at(wall) - 10 * DAY:%Y-%m-%d} 09:00"


def left(office: Office) -> list[str]:
    """The keys of all e-mails that have left."""
    return office.mail.keys


def test_every_rule_that_refuses_has_its_story() -> None:
    refusing = {rule.code for rule in RULES if rule.effect is Effect.REFUSE}
    assert {story.rule for story in STORIES.values()} == refusing


@every_story
def test_check_names_it(office: Office, story: Story) -> None:
    written(office, story.sound)
    found = check(office.world(), at(ahead(story.first)), (), frozenset())
    assert [each.rule for each in found.findings if each.stops] == []
    written(office, story.bad)
    found = check(office.world(), at(ahead(story.first)), (), frozenset())
    assert (found.problems, {each.rule for each in found.findings if each.stops}) == ((), {story.rule})


@every_story
def test_approve_refuses_the_whole_campaign(office: Office, story: Story) -> None:
    written(office, {HOUSE: APPROVED}, story.sound, story.bad)
    done = office.approve(ahead(story.first))
    assert ({each.rule for each in done.refused}, done.exit_status) == ({story.rule}, 1)
    assert (done.approved, office.ledger.history("spring").began) == ([], None)
    written(office, story.sound)
    assert office.approve(ahead(story.first)).exit_status == 0


@every_story
def test_a_waiver_lets_it_be_approved(office: Office, story: Story) -> None:
    waiver = f"waive: [{{rule: {story.rule}, reason: It is agreed, by: comms-1, until: 2099-12-31}}]\nsteps:"
    written(office, {HOUSE: APPROVED}, story.sound, story.bad)
    text = (office.root / SPRING).read_text()
    office.write(SPRING, text.replace("steps:", waiver))
    assert office.approve(ahead(story.first)).exit_status == 0
    assert counted(office.run(story.first)) == {"sent": story.sent}


@every_story
def test_where_nobody_approves_its_steps_are_held_with_one_follow_up_until_it_is_mended(
    office: Office, story: Story
) -> None:
    written(office, story.sound, story.bad)
    office.run(ahead(story.first))
    rows = office.plan(ahead(story.first)).rows
    assert {(row.decision.what, row.decision.rule) for row in rows} == {("hold", story.rule)}
    assert counted(office.run(story.first)) == {"held": story.sent}
    [asked] = office.asked()
    assert story.rule in asked.reason
    again = office.run(story.first)
    assert (counted(again), again.followups, left(office)) == ({}, 0, [])
    written(office, story.sound)
    assert counted(office.run(story.first)) == {"sent": story.sent}
    assert office.asked() == []


@every_story
def test_what_was_approved_before_goes_out_all_the_same_and_one_person_is_told(
    office: Office, story: Story
) -> None:
    written(office, {HOUSE: APPROVED}, story.sound)
    assert office.approve(ahead(story.first)).exit_status == 0
    written(office, story.later or story.bad)
    assert counted(office.run(story.first)) == {"sent": story.sent}
    [asked] = office.asked()
    assert (asked.kind, asked.campaign, asked.owner) == ("decide", "spring", "convener")
    assert story.rule in asked.reason
    assert counted(office.run(story.second))["held"] == 0
    assert [each for each in office.asked("decide") if story.rule in each.reason] == [asked]


@every_story
def test_where_nobody_approves_what_has_begun_goes_on_and_one_person_is_told(
    office: Office, story: Story
) -> None:
    written(office, story.sound)
    office.run(ahead(story.first))
    assert counted(office.run(story.first)) == {"sent": story.sent}
    later = {path: text.replace("approval: required", "approval: none") for path, text in story.later.items()}
    written(office, later or story.bad)
    assert {row.decision.what for row in office.plan(story.first).rows} == {"send"}
    assert counted(office.run(story.second)) == {"sent": story.sent}
    asked = [each for each in office.asked() if each.kind != "call"]
    assert [story.rule in each.reason for each in asked] == [True]


@every_story
def test_the_plan_names_it_and_shows_what_it_counts(office: Office, story: Story) -> None:
    written(office, story.sound, story.bad)
    made = office.plan(ahead(story.first))
    named = {each.rule for row in made.rows for each in row.findings if each.stops}
    assert named | {each.rule for each in made.findings if each.stops} == {story.rule}


def test_an_update_that_is_late_already_goes_out_and_one_person_is_asked_why(office: Office) -> None:
    written(office, {HOUSE: APPROVED, SPRING: campaign("updates", UPDATE)})
    office.approve("2027-01-04 09:00")
    assert counted(office.run("2027-01-12 09:00")) == {"sent": 4}
    assert counted(office.run("2027-04-01 09:00")) == {"sent": 4}
    [asked] = office.asked()
    assert (asked.step, "C001" in asked.reason) == ("update", True)
    assert counted(office.run("2027-05-12 09:00")) == {"sent": 4}
    assert office.asked() == [asked]
