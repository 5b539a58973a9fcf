"""A workspace in which every rule is broken: each is told, in its place, by `check` once and by `plan`.

The workspace is in `tests/bad_workspace`; whoever adds a rule breaks it there, and says here where.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from outreach import wiring
from outreach.core.finding import Effect, Level, Moment
from outreach.rules.catalogue import RULES, rule_of

from .conftest import Desk, Ended

BAD = Path(__file__).parent.parent / "bad_workspace"
BEFORE, INVITED = "2026-12-01T09:00-07:00", "2026-12-03T09:00-07:00"
AFTER, SPRING = "2026-12-15T10:00-07:00", "2027-03-24T10:00-06:00"
"""Before anything is sent; when the first messages leave; once their files have changed; after a launch."""
LAUNCH, LETTERS, POSTS = (
    f"campaigns/{name}.yaml" for name in ("construction-launch", "newsletters", "posts")
)
TEAM, DATE, REVIEW = (f"campaigns/{name}.yaml" for name in ("training-team", "team-date", "review-date"))
WINTER, SUMMER, THANKS, DONE = (
    f"campaigns/{name}.yaml" for name in ("winter-meeting", "summer-meeting", "thanks", "december-meeting")
)
CHECKED = {
    "N001": ("campaigns/spring-meeting.yaml", "when: 3 weeks before event"),
    "N002": (LAUNCH, "when: 5 weeks before event at 09:00"),
    "N003": ("campaigns/fall-meeting.yaml", "id: invitation"),
    "N004": (SUMMER, "id: invitation"),
    "N006": (TEAM, "when: 3 business days before event"),
    "C001": ("campaigns/energy-updates.yaml", "when: every 3 months"),
    "P001": (DATE, "- 2027-04-08 09:00"),
    "P002": (DATE, "- 2027-04-06 10:00  # again"),
    "P003": (REVIEW, "closes: 1 week after opening"),
    "P004": (REVIEW, "- 2027-05-04 10:00"),
    "P005": (REVIEW, "id: ask-again"),
    "P006": (DATE, "- 2027-04-10 10:00"),
    "S001": ("templates/posts/no-hashtag.txt", "Watch how three welding shops"),
    "S002": ("templates/posts/no-start.txt", "Three welding shops now share"),
    "S003": ("templates/posts/no-end.txt", "It works since last fall."),
    "S004": ("templates/posts/no-link.txt", "Come to the open shop"),
    "S005": ("templates/posts/too-long.txt", "Watch how neighboring manufacturers"),
    "S006": ("templates/posts/wordy.txt", "Watch how it began"),
    "S007": ("templates/posts/for-whom.txt", "Watch how we train"),
    "S009": ("templates/posts/no-room.txt", "Watch how six people"),
    "S010": (POSTS, "posts: [posts/no-room.txt]"),
    "E001": ("templates/news/long-subject.md", "subject:"),
    "E002": ("templates/news/dear-friends.md", "Dear friends,"),
    "E003": ("templates/news/no-call.md", "The welders have been busy"),
    "E004": ("templates/news/long-letter.md", "Hello {{ contact.greeting }},"),
    "E005": ("templates/layout-letter.html", "<html>"),
    "E006": ("templates/news/dead-link.md", "http://partnerships.example.org/program"),
    "E007": ("templates/news/toolkit.md", "toolkit"),
    "E009": ("templates/news/nobody-to-ask.md", "Please reply"),
    "L001": (LAUNCH, "- champion-1"),
    "L002": (LAUNCH, "- partner-1"),
    "L003": (LAUNCH, "businesses_hoped_for: 8"),
    "L006": (LAUNCH, "- id: invitation"),
    "L007": (LAUNCH, "venue: public"),
    "L009": ("templates/launch/partners.md", "Hello {{ contact.greeting }},"),
    "F001": ("campaigns/october-review.yaml", "when: 10 days after event"),
    "F002": (LAUNCH, "when: 4 business days after event"),
    "F004": (TEAM, "due: 2027-07-15"),
    "F005": (SUMMER, "template: meetings/recap-without-next.md"),
    "T001": (TEAM, "lead: partner-1"),
}
TOLD_BY_BOTH = """\
    N001 N003 N004 N006 C001 P001 P003 P004 S001 S002 S003 S004 S005 S010 E001 E003 E005 E006 L001 F001 F004
"""
PLANNED = {
    **{code: (BEFORE, *CHECKED[code]) for code in TOLD_BY_BOTH.split()},
    "N005": (AFTER, WINTER, "starts: 2027-01-08 09:00"),
    "C002": (BEFORE, "config/partnerships.yaml", "teton-tourism:"),
    "C003": (AFTER, DONE, "steps:"),
    "P007": (BEFORE, REVIEW, "when: on 2027-04-05"),
    "S008": (BEFORE, POSTS, "id: story-again"),
    "S011": (BEFORE, "templates/posts/council.txt", "join its next meeting"),
    "E008": (AFTER, THANKS, "id: thank-you"),
    "L004": (BEFORE, LAUNCH, "- id: invitation"),
    "L005": (BEFORE, LAUNCH, "- id: invitation"),
    "L008": (BEFORE, LAUNCH, "template: launch/letter.md"),
    "L010": (BEFORE, LAUNCH, "- id: invitation"),
    "F003": (SPRING, LAUNCH, "steps:"),
    "F006": (AFTER, DONE, "event: {"),
    "R001": (BEFORE, LETTERS, "id: nobody-to-ask"),
    "R002": (BEFORE, SUMMER, "id: invitation"),
    "R003": (BEFORE, LETTERS, "id: april"),
    "K001": (AFTER, LETTERS, "audience:"),
    "K002": (BEFORE, LETTERS, "audience:"),
}
GENTLY = frozenset({"L008", "R001", "R003", "K001", "K002"})
"""Errors that a plan tells as a warning: of some people, or of a word that is still awaited."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the commands said of the workspace; `plans` are documents by moment."""

    desk: Desk
    everything: Ended
    usual: Ended
    shown: Ended
    plans: dict[str, Ended]

    def planned(self, moment: str) -> list[dict[str, Any]]:
        """The findings of a plan, those of its rows included."""
        document = self.plans[moment].document
        return [*document["findings"], *(each for row in document["touches"] for each in row["findings"])]

    def place(self, file: str, text: str) -> tuple[str, int]:
        """A file, and the number of the first line in it that holds a text."""
        return file, self.desk.line(file, text)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Told]:
    desk = Desk(Path(shutil.copytree(BAD, tmp_path_factory.mktemp("bad") / "workspace")))
    desk.write(".env", f"OUTREACH_SECRET_KEY={'0123456789' * 5}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring.SystemClock, "now", lambda _: desk.clock)
        desk.at(BEFORE).good("contacts", "import", str(desk.root / "config/people.csv"))
        everything, usual = desk("check", "--advice", "--json"), desk("check", "--json")
        shown = desk("check", "--advice")
        plans = {BEFORE: desk("plan", "--json")}
        _time_passes(desk)
        for moment in (AFTER, SPRING):
            plans[moment] = desk.at(moment)("plan", "--json")
        yield Told(desk, everything, usual, shown, plans)


def _time_passes(desk: Desk) -> None:
    """Some are written to, one leaves; then a meeting is moved, and a step gets another name."""
    desk.at(INVITED)("run")
    desk.unsubscribe("builder-5@example.org")
    desk.change(WINTER, "2027-01-14 09:00", "2027-01-08 09:00")
    desk.change(THANKS, "id: thanks, send", "id: thank-you, send")
    desk.change(THANKS, "on 2026-12-03", "on 2026-12-17")


def _of_moment(moment: Moment) -> set[str]:
    return {rule.code for rule in RULES if moment in rule.moments}


def _places(found: Iterable[dict[str, Any]], code: str) -> list[tuple[str, int]]:
    return [(each["file"], each["line"]) for each in found if each["rule"] == code]


def test_every_rule_of_the_catalogue_is_broken_here_at_each_moment_that_is_shown() -> None:
    assert CHECKED.keys() == _of_moment(Moment.CHECK)
    assert PLANNED.keys() == _of_moment(Moment.PLAN)
    assert CHECKED.keys() | PLANNED.keys() == {rule.code for rule in RULES}


def test_check_tells_each_rule_of_the_files_exactly_once(told: Told) -> None:
    found = told.everything.document
    assert (told.everything.status, found["ok"], found["errors"]) == (1, False, [])
    assert Counter(each["rule"] for each in found["findings"]) == Counter(CHECKED.keys())


@pytest.mark.parametrize("code", CHECKED)
def test_check_tells_it_where_it_is(told: Told, code: str) -> None:
    place = told.place(*CHECKED[code])
    assert _places(told.everything.document["findings"], code) == [place]
    lines = [line for line in told.shown.out.splitlines() if f" {code} " in line]
    assert [line.startswith(f"{place[0]}:{place[1]}:") for line in lines] == [True]


@pytest.mark.parametrize("code", CHECKED)
def test_check_tells_it_as_the_catalogue_does(told: Told, code: str) -> None:
    rule = rule_of(code)
    (found,) = [each for each in told.everything.document["findings"] if each["rule"] == code]
    assert rule is not None
    assert (found["level"], found["effect"], found["source"]) == (rule.level, rule.effect, rule.source)
    assert (bool(found["message"]), bool(found["fix"]), found["waived"]) == (True, True, False)


def test_advice_is_told_to_those_who_ask_for_it(told: Told) -> None:
    usual = {each["rule"] for each in told.usual.document["findings"]}
    assert usual == {code for code in CHECKED if (rule := rule_of(code)) and rule.level is not Level.ADVICE}


@pytest.mark.parametrize("code", PLANNED)
def test_the_plan_tells_it_where_it_is_and_as_the_catalogue_does(told: Told, code: str) -> None:
    moment, *where = PLANNED[code]
    rule, place = rule_of(code), told.place(*where)
    found = [each for each in told.planned(moment) if each["rule"] == code]
    assert place in _places(found, code)
    assert rule is not None
    level = Level.WARNING if code in GENTLY else rule.level
    assert {(each["level"], each["effect"], each["source"]) for each in found} == {
        (level, rule.effect, rule.source)
    }


def test_plans_tell_what_is_theirs_and_what_approval_would_refuse_the_files_for(told: Told) -> None:
    codes = {each["rule"] for moment in told.plans for each in told.planned(moment)}
    refusing = {rule.code for rule in RULES if rule.effect is Effect.REFUSE}
    assert codes == _of_moment(Moment.PLAN) | refusing
    assert [(ended.status, ended.document["errors"]) for ended in told.plans.values()] == [(1, [])] * 3
