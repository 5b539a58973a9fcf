"""Wrongly written files and templates: told at their place, and never worse than they are."""

import pytest

from .conftest import Desk

LAUNCH = "campaigns/construction-launch.yaml"
HOUSE = "config/outreach.yaml"
POSTS = "campaigns/ambassador-spring.yaml"
POLL = "campaigns/action-team-date.yaml"
TEAM = "campaigns/training-action-team.yaml"

WRONG = [
    # file, what stands there, what is typed instead (^ where it is told), what is told
    (LAUNCH, "title: Construction", "^titel: Construction", "unknown key `titel`; did you mean `title`?"),
    (LAUNCH, "template: launch/reminder", "^tempalte: launch/reminder", "did you mean `template`?"),
    (LAUNCH, "kind: launch", "kind: ^lunch", "did you mean `launch`?"),
    (LAUNCH, "partnership: laramie-", "partnership: ^larami-", "did you mean `laramie-construction`?"),
    (LAUNCH, "starts: 2027-03-18 09:00", "starts: ^2027-02-30 09:00", "2027-02-30"),
    (LAUNCH, "starts: 2027-03-18 09:00", "starts: ^2027-03-14 02:30", "2027-03-14 02:30"),
    (LAUNCH, "owner: convener", "timezone: ^America/Denvr\nowner: x", "did you mean `America/Denver`?"),
    (LAUNCH, "duration: 2h", "duration: ^two hours", "`two hours`"),
    (LAUNCH, "businesses_hoped_for: 20", "businesses_hoped_for: ^many", "`many`"),
    (LAUNCH, "send: invite", "send: ^invit", "did you mean `invite`?"),
    (LAUNCH, "when: 6 weeks before event at 09:00", "when: ^6 weeks before evnt at 09:00", "`event`"),
    (LAUNCH, "when: 6 weeks before event at 09:00", "when: ^6 weeks before event at 25:00", "25:00"),
    (LAUNCH, "template: launch/letter.md", "template: ^launch/leter.md", "did you mean `launch/letter.md`?"),
    (LAUNCH, "to: not_declined", "to: ^not_decliend", "did you mean `not_declined`?"),
    (LAUNCH, "roles: [business_member]", "roles: [^business_membr]", "did you mean `business_member`?"),
    (LAUNCH, "id: two-weeks", "id: ^Two Weeks", "an id is lower-case words, digits and hyphens"),
    (POSTS, "networks: [facebook", "networks: [^facebok", "did you mean `facebook`?"),
    (POSTS, "posts: [posts/builders.txt", "posts: [^posts/bilders.txt", "did you mean `posts/builders.txt`?"),
    (POLL, "closes: 3 days after opening at 17:00", "closes: ^later", "`later`"),
    (POLL, "options: [2027-04-06 10:00", "options: [^2027-04-31 10:00", "2027-04-31"),
    (TEAM, "{poll: action-team-date}", "{poll: ^action-team-dat}", "did you mean `action-team-date`?"),
    (TEAM, "due: 2027-05-06", "due: ^in May", "in May"),
    (HOUSE, "owner: convener", "^ower: convener", "did you mean `owner`?"),
    (HOUSE, "email: outbox", "email: ^outbx", "did you mean `outbox`?"),
    (HOUSE, "timezone: America/Denver", "timezone: ^America/Cheyene", "America/Cheyene"),
    (HOUSE, "holidays: US-WY", "holidays: ^US-XX", "US-XX"),
    (HOUSE, "approval: required", "approval: ^maybe", "maybe"),
    (HOUSE, "approval: required", "rules: {N001: {days: ^20}}\napproval: required", "stricter, never looser"),
    (HOUSE, "approval: required", "rules: {^N999: {days: 40}}", "there is no rule `N999`"),
    (HOUSE, "approval: required", "rules: {N001: {^dayz: 40}}\napproval: required", "did you mean `days`?"),
    ("config/partnerships.yaml", "stage:", "^stag:", "did you mean `stage`?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "said"), WRONG, ids=[row[2].splitlines()[-1] for row in WRONG]
)
def test_a_typing_error_is_told_at_its_line_and_column(
    file: str, old: str, new: str, said: str, workspace: Desk
) -> None:
    workspace.change(file, old, new)
    lines = (workspace.root / file).read_text("utf-8").splitlines()
    number, line = next((number, line) for number, line in enumerate(lines, 1) if "^" in line)
    workspace.change(file, "^", "")
    ended = workspace("check")
    place = f"{file}:{number}:{line.index('^') + 1}: "
    told = [each for each in ended.err.splitlines() if each.startswith(place)]
    assert ended.status == 2
    assert any(said in each for each in told), ended.err


def test_a_rule_may_be_made_stricter(workspace: Desk) -> None:
    workspace.change(HOUSE, "approval: required", "rules: {N001: {days: 43}}\napproval: required")
    found = workspace.json("check")
    assert found["errors"] == []
    assert ("N001", LAUNCH) in {(each["rule"], each["file"]) for each in found["findings"]}


def test_every_mistake_is_told_at_once(workspace: Desk) -> None:
    workspace.change(LAUNCH, "title: Construction", "titel: Construction")
    workspace.change(LAUNCH, "duration: 2h", "duration: two hours")
    workspace.change(POSTS, "networks: [facebook", "networks: [facebok")
    workspace.write("campaigns/broken.yaml", "campaign: [\n")
    files = [each["file"] for each in workspace.json("check")["errors"]]
    assert files.count(LAUNCH) >= 2
    assert {POSTS, "campaigns/broken.yaml"} <= set(files)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "---\n", "campaign", "- 1\n- 2\n", "{}", "null", "campaign: &a [*a]\n", "\tcampaign: x\n",
        "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: &d [*c,*c,*c]\n", "campaign: x\ncampaign: y\n",
        "? [a]\n: b\n", "!!python/object/apply:os.system [echo]\n", "campaign: \u2028\n",
        "\ufeffcampaign: x\n",
        "campaign: x\n" * 3, "[" * 5000,
    ],
)  # fmt: skip
def test_no_file_however_odd_stops_the_others(text: str, workspace: Desk) -> None:
    workspace.write("campaigns/zz.yaml", text)
    ended = workspace("check", "--json")
    assert ended.status in (0, 2)
    assert {each["file"] for each in ended.document["errors"]} <= {"campaigns/zz.yaml"}
    assert workspace.json("plan")["touches"]


def test_a_file_that_is_no_text_is_told(workspace: Desk) -> None:
    (workspace.root / "campaigns/zz.yaml").write_bytes(b"\x00\xff\xfe\x89PNG")
    ended = workspace("check", "--json")
    assert ended.status == 2
    assert {each["file"] for each in ended.document["errors"]} == {"campaigns/zz.yaml"}


TEMPLATES = {
    "an undefined variable": "{{ contact.nmae }}",
    "an unknown name": "{{ contcat.name }}",
    "an endless loop": "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}",
    "a way out of the sandbox": "{{ ''.__class__ }}",
    "a way out by a filter": "{{ contact | attr('__class__') }}",
    "a tag left open": "{% if contact.name %}",
    "a filter that is not there": "{{ event.starts | daet }}",
    "a number without end": "{{ 9 ** 9 ** 9 }}",
    "a text without end": "{{ 'x' * 999999999 }}",
    "a division by nothing": "{{ 1 / 0 }}",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_cannot_be_rendered_is_told_at_its_line(name: str, small: Desk) -> None:
    small.change("templates/notice.md", "Please visit", f"{TEMPLATES[name]}\n\nPlease visit")
    ended = small("check", "--json")
    (error,) = ended.document["errors"]
    assert ended.status == 2
    assert error["file"] == "templates/notice.md"
    wrong = small.line("templates/notice.md", TEMPLATES[name])
    assert wrong <= error["line"] <= (wrong if name != "a tag left open" else 99)
    assert error["message"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_cannot_be_rendered_holds_its_own_step_only(name: str, small: Desk) -> None:
    small.write("people.csv", "id,email,roles,consent\nrobin,robin@example.org,business_member,yes\n")
    small.good("contacts", "import", "people.csv")
    text = (small.root / "templates/notice.md").read_text("utf-8")
    small.write("templates/other.md", text)
    campaign = (small.root / "campaigns/notice.yaml").read_text("utf-8")
    small.write("campaigns/other.yaml", campaign.replace("notice", "other"))
    small.good("run")
    small.change("templates/notice.md", "Please visit", f"{TEMPLATES[name]}\n\nPlease visit")
    document = small.at("2027-02-01T16:01").json("run")
    assert (document["sent"], document["held"]) == (1, 1)
    assert (small.outbox / "other/mail/once/robin.eml").is_file()
    assert {each["status"] for each in small.json("deliveries")} == {"sent", "held"}


def test_a_day_on_which_the_clocks_change_twice_is_told(small: Desk) -> None:
    small.change("campaigns/notice.yaml", "on 2027-02-01 at 09:00", "on 2027-11-07 at 01:30")
    (row,) = small.json("plan")["touches"]
    assert row["due"] is not None


def test_letters_that_only_look_like_others_do_no_harm(small: Desk) -> None:
    small.change("campaigns/notice.yaml", "campaign: notice", "campaign: n\u043etice")
    assert small("check").status == 2
