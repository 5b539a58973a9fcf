"""Effect `hold`: the message is held with one follow-up, and goes out once its cause is mended."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from outreach.actions.approve import agree
from outreach.actions.check import check
from outreach.core.finding import Effect, Moment
from outreach.core.people import Contact
from outreach.rules.catalogue import NEVER_WAIVED, RULES, rule_of
from tests.world import APPROVED, PLAIN, POST, SETTINGS, Office, at, counted, going, member

UNWRITTEN = "words that nobody has written"
SPRING, HOUSE = "campaigns/spring.yaml", "config/outreach.yaml"
LETTER, TALK = "templates/letter.md", "templates/post.txt"
FOREVER = "by: convener, until: 2099-12-31"
PEOPLE = tuple(
    member(name, roles=frozenset({"champion"})) if name in {"cal", "dot"} else member(name)
    for name in ("ann", "bob", "cal", "dot")
)
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
REMINDER = "{id: reminder, send: email, template: letter.md, when: 1 business day before event at 09:00}"
RECAP = "{id: recap, send: email, template: recap.md, when: 1 business day after event at 09:00}"
CALL = "{id: phone, send: call, template: recap.md, when: 2 weeks before event at 13:00, to: not_replied}"
EVENT = "event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 2h, location: Hall}"
LAUNCH = EVENT.replace("Hall}", "Hall, signed_by: [cal, dot]}")
POLL = """\
poll:
  question: When should the team meet?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-07 10:00, 2027-04-08 10:00, 2027-04-09 10:00]
  closes: 3 days after opening at 17:00
  key_people: [ann]"""
FIVE = POLL.replace("]", ", 2027-04-12 10:00]", 1)
LATER = f"waive: [{{rule: P005, reason: The calls are made later, {FOREVER}}}]"
ASK = "{id: ask, send: poll, template: letter.md, when: on 2027-03-22 at 09:00}"
PHONE = "{id: phone, send: call, template: letter.md, when: 2 days after ask, to: [key_people, not_voted]}"
JOBS = "{id: jobs, send: post, networks: [x, mastodon], template: post.txt, when: on 2027-03-04 at 10:00}"
NEWS = "{id: news, send: email, template: letter.md, when: on 2027-03-04 at 09:00}"
COUNCIL = "Join the next council meeting"
LAYOUT = "<html><body>{{ body }}<p>{{ footer.postal_address }}</p></body></html>\n"
WAY_OUT = LAYOUT.replace("</body>", '<p><a href="{{ footer.unsubscribe }}">Unsubscribe</a></p></body>')


def campaign(kind: str, *steps: str, more: str = "", name: str = "spring") -> str:
    """A campaign file: its kind, what its kind needs, and one line for each step."""
    head = f"campaign: {name}\ntitle: Spring\nkind: {kind}\npartnership: laramie\n"
    parts = [head + "audience: {roles: [business_member]}", *filter(None, [more]), "steps:"]
    return "\n".join([*parts, *(f"  - {step}" for step in steps)]) + "\n"


def waived(text: str, rule: str) -> str:
    """A campaign file in which every step lets a rule off."""
    return text.replace(", when:", f", waive: [{{rule: {rule}, reason: It is agreed, {FOREVER}}}], when:")


@dataclass(frozen=True, slots=True)
class Story:
    """A rule that is broken, and mended.

    `sound` are the files of a workspace with which nothing is wrong; `bad` are those that break the rule. At
    `ahead` all is still to come; at `due` the step is due, and `soon` after that its cause is mended. `sent`
    is how many messages go out then. `past` are files and moments of passes that lie behind.
    """

    rule: str
    sound: Mapping[str, str]
    bad: Mapping[str, str]
    step: str
    ahead: str
    due: str
    sent: int = 4
    past: tuple[tuple[Mapping[str, str], str], ...] = ()

    @property
    def soon(self) -> str:
        """Half an hour after it was due."""
        return self.due.replace(":00", ":30")


def text(rule: str, bad: str, sound: str = PLAIN) -> Story:
    """A letter that breaks a rule."""
    files = {SPRING: campaign("social", NEWS), LETTER: sound}
    return Story(rule, files, {LETTER: bad}, "news", "2027-03-01 09:00", "2027-03-04 09:00")


def post(rule: str, bad: str, sound: str = POST, **more: str) -> Story:
    """A post that breaks a rule."""
    files = {SPRING: campaign("social", JOBS), TALK: sound, **more}
    return Story(rule, files, {TALK: bad}, "jobs", "2027-03-01 09:00", "2027-03-04 10:00", sent=2)


def meeting(kind: str, event: str, *steps: str) -> dict[str, str]:
    """An event with what its kind has to have."""
    calls = [CALL] if kind == "launch" else []
    return {SPRING: campaign(kind, *steps, *calls, REMINDER, RECAP, more=event)}


SOUND = meeting("meeting", EVENT, INVITATION)
LATE = INVITATION.replace("6 weeks", "3 weeks")
TEAM = [INVITATION.replace("6 weeks", f"{days} business days") for days in (5, 3)]
SAID = {SPRING: campaign("social", NEWS.replace("news", "word").replace("03-04", "02-22"))}
POSTED = {"campaigns/earlier.yaml": campaign("social", JOBS.replace("03-04", "02-22"), name="earlier")}
STORIES = {
    "an invitation three weeks before its meeting": Story(
        "N001", meeting("meeting", EVENT.replace("03-18", "03-25"), LATE.replace("3 weeks", "4 weeks")),
        meeting("meeting", EVENT, LATE), "invitation", "2027-02-01 09:00", "2027-02-25 09:00",
    ),
    "a new date three weeks ahead": Story(
        "N005", meeting("meeting", EVENT.replace("03-18", "04-15"), INVITATION),
        meeting("meeting", EVENT.replace("03-18", "03-29"), INVITATION),
        "invitation", "2027-03-08 09:00", "2027-03-08 09:00",
        past=((SOUND, "2027-02-01 09:00"), (SOUND, "2027-02-04 09:00")),
    ),
    "a team's call three business days ahead": Story(
        "N006", meeting("action-team", EVENT.replace("03-18", "03-22"), TEAM[0]),
        meeting("action-team", EVENT, TEAM[1]), "invitation", "2027-03-01 09:00", "2027-03-15 09:00",
    ),
    "a fifth option": Story(
        "P001", {SPRING: campaign("poll", ASK, more=f"{POLL}\n{LATER}")},
        {SPRING: campaign("poll", ASK, more=f"{FIVE}\n{LATER}")},
        "ask", "2027-03-01 09:00", "2027-03-22 09:00",
    ),
    "no hashtag": post("S001", POST.replace(" #wyomingnextgen", "")),
    "nothing to do at the beginning": post("S002", f"Builders hire three hundred people a year.\n\n{POST}"),
    "nothing to do at the end": post("S003", f"{POST}\nThey hire three hundred people a year.\n"),
    "no link": post("S004", POST.replace("https://example.org/contact", "today")),
    "too long for a network": post("S005", POST.replace("Join us.", "Join us, and bring a friend. " * 20)),
    "what stands there already": Story(
        "S008", {SPRING: campaign("social", JOBS.replace("post.txt", "other.txt"))},
        {SPRING: campaign("social", JOBS)}, "jobs", "2027-03-01 09:00", "2027-03-04 10:00", sent=2,
        past=((POSTED, "2027-02-20 09:00"), (POSTED, "2027-02-22 10:00")),
    ),
    "a council meeting without its day": post(
        "S011", POST.replace("Join us", COUNCIL), POST.replace("Join us", f"{COUNCIL} on May 13"),
        **{HOUSE: f"{SETTINGS}council: {{meetings: [2027-05-13 09:00]}}\n"},
    ),
    "a subject of 79 characters": text("E001", PLAIN.replace('"{{ campaign.title }}"', "x" * 79)),
    "no subject": text("E001", PLAIN.replace("{{ campaign.title }}", " ")),
    "no way out on the page": Story(
        "E005", {SPRING: campaign("social", NEWS), "templates/layout.html": WAY_OUT},
        {"templates/layout.html": LAYOUT}, "news", "2027-03-01 09:00", "2027-03-04 09:00",
    ),
    "a link that leads nowhere": text("E006", f"{PLAIN}\nPlease [answer](http://example.org/answer).\n"),
    UNWRITTEN: Story(
        "E006", {SPRING: campaign("social", NEWS.replace("when", "content: news.md, when")),
                 LETTER: f"{PLAIN}\n{{{{ content }}}}\n", "campaigns/news.md": "Please read on.\n"},
        {SPRING: campaign("social", NEWS.replace("when", "content: nothing.md, when"))},
        "news", "2027-03-01 09:00", "2027-03-04 09:00",
    ),
    "a step under a new name": Story(
        "E008", {LETTER: PLAIN.replace("please reply", "please do come")},
        {SPRING: campaign("social", NEWS), LETTER: PLAIN}, "news", "2027-03-01 09:00", "2027-03-04 09:00",
        past=((SAID, "2027-02-20 09:00"), (SAID, "2027-02-22 09:00")),
    ),
    "one champion's name": Story(
        "L001", meeting("launch", LAUNCH, INVITATION),
        meeting("launch", LAUNCH.replace(", dot", ""), INVITATION),
        "invitation", "2027-02-01 09:00", "2027-02-04 09:00",
    ),
}  # fmt: skip
every_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())


@pytest.fixture
def office(office: Office) -> Office:
    office.people(*PEOPLE)
    office.write("templates/recap.md", PLAIN.replace("please reply", "please tell us more"))
    office.write("templates/other.txt", POST.replace("Join us", "Come and see"))
    return office


def lived(office: Office, story: Story) -> None:
    """What has happened before the files break the rule; nothing of it is counted."""
    for files, moment in story.past:
        written(office, files)
        office.run(moment)
    for channel in office.wire.values():
        channel.sent.clear()
    written(office, {**story.sound, **story.bad})


def written(office: Office, files: Mapping[str, str]) -> None:
    for path, body in files.items():
        office.write(path, body)


def left(office: Office) -> int:
    """How many messages have left."""
    return sum(len(channel.sent) for channel in office.wire.values())


def stopping(office: Office, wall: str) -> set[str]:
    """The rules for which `check` fails."""
    found = check(office.world(), at(wall), (), frozenset())
    assert found.problems == ()
    return {each.rule for each in found.findings if each.stops}


def test_every_error_that_holds_has_its_story_but_agreement_which_waits_for_a_word() -> None:
    holding = {rule.code for rule in RULES if rule.effect is Effect.HOLD}
    assert {story.rule for story in STORIES.values()} == holding - {"L008"}


@every_story
def test_check_names_it_where_the_files_show_it(office: Office, story: Story) -> None:
    lived(office, story)
    rule = rule_of(story.rule)
    assert rule is not None
    assert stopping(office, story.ahead) == ({story.rule} if Moment.CHECK in rule.moments else set())
    written(office, story.sound)
    assert stopping(office, story.ahead) == set()


@every_story
def test_the_plan_shows_the_step_held_and_what_else_goes_out(office: Office, story: Story) -> None:
    lived(office, story)
    made = office.plan(story.ahead)
    held = {row.touch.step.id for row in made.rows if row.decision.what == "hold"}
    assert held == {story.step}
    assert {row.decision.rule for row in made.rows if row.decision.what == "hold"} == {story.rule}
    written(office, story.sound)
    assert {row.decision.what for row in office.plan(story.ahead).rows} == {"send"}


@every_story
def test_nothing_leaves_and_one_person_is_asked_once(office: Office, story: Story) -> None:
    lived(office, story)
    assert counted(office.run(story.ahead)) + counted(office.run(story.due)) == {"held": story.sent}
    [asked] = office.asked()
    assert (asked.step, asked.count, asked.owner) == (story.step, story.sent, "convener")
    assert story.rule in asked.reason
    again = office.run(story.soon)
    assert (counted(again), again.followups) == ({}, 0)
    assert (office.asked(), left(office)) == ([asked], 0)


@every_story
def test_it_goes_out_once_its_cause_is_mended(office: Office, story: Story) -> None:
    lived(office, story)
    office.run(story.ahead)
    office.run(story.due)
    written(office, story.sound)
    assert counted(office.run(story.soon)) == {"sent": story.sent}
    assert office.asked() == []
    assert counted(office.run(story.soon)) == {}


@pytest.mark.parametrize("name", [name for name in STORIES if name != UNWRITTEN])
def test_a_waiver_lets_it_go_out_as_it_is_unless_nobody_can_waive_it(office: Office, name: str) -> None:
    story = STORIES[name]
    lived(office, story)
    office.run(story.ahead)
    office.run(story.due)
    written(office, {SPRING: waived({**story.sound, **story.bad}[SPRING], story.rule)})
    if story.rule in NEVER_WAIVED:
        assert (counted(office.run(story.soon)), len(office.asked())) == ({}, 1)
        return
    assert {row.decision.what for row in office.plan(story.soon).rows} == {"send"}
    assert counted(office.run(story.soon)) == {"sent": story.sent}
    assert office.asked() == []


@every_story
def test_approve_leaves_out_that_step_until_it_is_mended(office: Office, story: Story) -> None:
    lived(office, story)
    careful = (office.root / HOUSE).read_text().replace("approval: none", "approval: required")
    written(office, {HOUSE: careful})
    done = office.approve(story.ahead)
    assert {(each.rule, each.step) for each in done.refused} == {(story.rule, story.step)}
    assert done.exit_status == 1
    written(office, {**story.sound, HOUSE: careful})
    done = office.approve(story.ahead)
    assert (story.step in {each.step for each in done.approved}, done.exit_status) == (True, 0)
    assert counted(office.run(story.due)) == {"sent": story.sent}


@every_story
def test_the_plan_counts_what_goes_out(office: Office, story: Story) -> None:
    lived(office, story)
    assert going(office.plan(story.ahead)) == counted(office.simulate(story.ahead, assumed=False))["sent"]


def test_what_is_mended_after_its_grace_is_missed_and_a_person_decides(office: Office) -> None:
    story = STORIES["a subject of 79 characters"]
    lived(office, story)
    office.run(story.ahead)
    office.run(story.due)
    written(office, story.sound)
    assert counted(office.run("2027-03-10 09:00")) == {"missed": 4}
    [asked] = office.asked()
    assert (asked.kind, asked.step, asked.count) == ("decide", "news", 4)
    assert "missed on March 4" in asked.reason


SIGNED = meeting("launch", LAUNCH, INVITATION.replace("}", ", from: signers}"))


def test_a_letter_in_somebodys_name_waits_for_their_agreement(office: Office) -> None:
    written(office, SIGNED)
    assert stopping(office, "2027-02-01 09:00") == set()
    planned = [row for row in office.plan("2027-02-01 09:00").rows if row.touch.step.id == "invitation"]
    assert [(row.decision.what, row.agreed) for row in planned] == [("send", False)]
    assert [each.level for each in planned[0].findings if each.rule == "L008"] == ["warning"]
    office.run("2027-02-01 09:00")
    assert counted(office.run("2027-02-04 09:00")) == {"held": 4}
    [asked] = office.asked()
    assert (asked.kind, asked.step, asked.count) == ("decide", "invitation", 4)
    assert "L008: cal and dot have not agreed to this letter yet" in asked.reason
    agree(office.world(), "spring", "cal", at("2027-02-04 09:10"))
    assert (counted(office.run("2027-02-04 09:15")), office.mail.who) == ({}, [])
    agree(office.world(), "spring", "dot", at("2027-02-04 09:20"))
    assert counted(office.run("2027-02-04 09:30")) == {"sent": 4}
    assert office.asked() == []


def test_agreement_stops_no_approval(office: Office) -> None:
    written(office, {**SIGNED, HOUSE: APPROVED})
    done = office.approve("2027-02-01 09:00")
    assert (done.exit_status, done.refused, done.awaiting) == (0, [], ("cal", "dot"))


def test_a_fifth_option_holds_what_reminds_of_the_question_too_in_the_plan_as_in_life(office: Office) -> None:
    remind = "{id: remind, send: email, template: letter.md, when: 1 day after ask at 09:00, to: not_voted}"
    told = "{id: told, send: email, template: letter.md, when: 1 day after poll at 09:00}"
    written(office, {SPRING: campaign("poll", ASK, remind, PHONE, told, more=POLL)})
    office.run("2027-03-01 09:00")
    assert counted(office.run("2027-03-22 09:00")) == {"sent": 4}
    written(office, {SPRING: campaign("poll", ASK, remind, PHONE, told, more=FIVE)})
    decided = {row.touch.step.id: row.decision.what for row in office.plan("2027-03-22 10:00").rows}
    assert decided == {"remind": "hold", "phone": "hold", "told": "send"}
    assert counted(office.run("2027-03-23 09:00")) == {"held": 4}
    written(office, {SPRING: campaign("poll", ASK, remind, PHONE, told, more=POLL)})
    assert counted(office.run("2027-03-23 09:30")) == {"sent": 4}
    assert office.asked() == []


PERSONAL = {
    "something that is not known of them": (
        f"{PLAIN}{{{{ contact.organisation }}}}\n", member("bob"), member("bob", organisation="Mills"),
    ),
    "a name that makes the subject too long": (
        PLAIN.replace("{{ campaign.title }}", "{{ contact.first_name }}, will you come?"),
        member("bob", first_name="Bob" * 25), member("bob", first_name="Bob"),
    ),
    "a link made of what is no address": (
        f"{PLAIN}\n[Write to us](mailto:{{{{ contact.title }}}})\n",
        member("bob", title="Owner"), member("bob", title="owner@example.org"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("letter", "bob", "mended"), PERSONAL.values(), ids=PERSONAL.keys())
def test_one_reader_whose_message_cannot_go_is_held_alone(
    office: Office, letter: str, bob: Contact, mended: Contact
) -> None:
    others = (
        member(each, organisation="Mills", title=f"{each}@example.org") for each in ("ann", "cal", "dot")
    )
    office.people(*others, bob)
    written(office, {SPRING: campaign("social", NEWS), LETTER: letter})
    office.run("2027-03-01 09:00")
    assert counted(office.run("2027-03-04 09:00")) == {"sent": 3, "held": 1}
    [asked] = office.asked()
    assert (asked.kind, asked.step, asked.count) == ("write", "news", 1)
    office.people(mended)
    assert counted(office.run("2027-03-04 09:30")) == {"sent": 1}
    assert (office.mail.who, office.asked()) == (["ann", "cal", "dot", "bob"], [])
