"""The catalogue: each rule's own examples run, and every rule can be shown to people."""

import pytest

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.catalogue import RULES, describe, rule_of, threshold_problems
from outreach.rules.examine import examine, examine_family
from outreach.rules.families.notice.notice import InvitationNotice
from outreach.rules.family import FamilyRule
from outreach.rules.rule import Rule, Threshold
from tests.rules.building import house
from tests.rules.examples import example, family

SOURCES = ("training manual", "ambassador briefing package", "the networks", "FAQ", "CAN-SPAM", "ours", "X's")
DESIGNED = {
    "N001": "error hold cps",
    "N002": "advice - c",
    "N003": "error refuse cp",
    "N004": "warning - cp",
    "N005": "error hold ps",
    "N006": "error hold cps",
    "C001": "error refuse cp",
    "C002": "warning - p",
    "C003": "warning - p",
    "P001": "error hold cps",
    "P002": "error refuse c",
    "P003": "error refuse cp",
    "P004": "error refuse cp",
    "P005": "error refuse c",
    "P006": "warning - c",
    "P007": "warning - p",
    "S001": "error hold cps",
    "S002": "error hold cps",
    "S003": "error hold cps",
    "S004": "error hold cps",
    "S005": "error hold cps",
    "S006": "advice - c",
    "S007": "advice - c",
    "S008": "error hold ps",
    "S009": "error refuse c",
    "S010": "advice - cp",
    "S011": "error hold ps",
    "E001": "error hold cps",
    "E002": "warning - c",
    "E003": "warning - cp",
    "E004": "advice - c",
    "E005": "error hold cps",
    "E006": "error hold cps",
    "E007": "warning - c",
    "E008": "error hold ps",
    "E009": "advice - c",
    "L001": "error hold cps",
    "L002": "error refuse c",
    "L003": "warning - c",
    "L004": "warning - p",
    "L005": "advice - p",
    "L006": "error refuse c",
    "L007": "advice - c",
    "L008": "error hold ps",
    "L009": "warning - c",
    "L010": "warning - p",
    "F001": "error refuse cp",
    "F002": "warning - c",
    "F003": "warning - p",
    "F004": "warning - cp",
    "F005": "warning - c",
    "F006": "warning - p",
    "T001": "warning - c",
    "R001": "error wait ps",
    "R002": "warning - p",
    "R003": "error wait ps",
    "K001": "error skip ps",
    "K002": "error skip ps",
}
"""The level, the effect and the moments (check, plan, send) of every rule."""


def broken(rule: type[Rule], text: str, moment: Moment | None = None) -> tuple[Finding, ...]:
    """What the rule finds in an example, at one of its moments (without one, the first)."""
    case = example(text, moment or rule.moments[0])
    if issubclass(rule, FamilyRule):
        return examine_family(family(case), (rule,))
    return examine(case, (rule,))


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@every_rule
def test_the_bad_example_of_a_rule_breaks_it(rule: type[Rule]) -> None:
    found = [broken(rule, rule.bad, moment) for moment in rule.moments]
    assert [finding.rule for finding in found[0]] == [rule.code]
    stops = any(finding.stops for each in found for finding in each)
    assert stops is (rule.level is Level.ERROR and rule.effect is not Effect.SKIP)


@every_rule
def test_the_good_example_of_a_rule_keeps_it(rule: type[Rule]) -> None:
    assert broken(rule, rule.good) == ()


@every_rule
def test_every_rule_says_what_why_and_where_it_comes_from(rule: type[Rule]) -> None:
    shown = describe(rule)
    assert shown.says.endswith(".")
    assert len(shown.why.split()) > 10
    assert shown.source.startswith(SOURCES)
    assert "Source" not in shown.why
    assert shown.name
    assert shown.moments


def test_the_catalogue_is_whole_and_in_the_order_of_the_design() -> None:
    assert isinstance(RULES, tuple)
    assert [rule.code for rule in RULES] == list(DESIGNED)


@pytest.mark.parametrize("code", DESIGNED)
def test_levels_effects_and_moments_are_those_of_the_design(code: str) -> None:
    rule, (level, effect, moments) = rule_of(code), DESIGNED[code].split(maxsplit=2)
    assert rule is not None
    assert rule.level == level
    assert rule.effect == (None if effect == "-" else effect)
    assert rule.moments == tuple(moment for moment in Moment if moment.value[0] in moments)


def test_a_rule_is_found_by_its_code_in_any_case() -> None:
    assert rule_of("n001") is InvitationNotice
    assert rule_of("N099") is None


def test_what_may_be_set_is_described_with_its_limits() -> None:
    (setting,) = describe(InvitationNotice).settings
    assert (setting.name, setting.default, setting.at_least) == ("days", 28, 28)


def test_a_stricter_house_is_taken_at_its_word_and_a_looser_one_is_not() -> None:
    assert isinstance(InvitationNotice.days, Threshold)
    assert InvitationNotice.of(house()).days == 28
    assert InvitationNotice.of(house(rules={"N001": {"days": 35}})).days == 35
    assert InvitationNotice.of(house(rules={"N001": {"days": 7}})).days == 28


def test_stricter_settings_are_no_problem() -> None:
    rules = {"N001": {"days": 42}, "C001": {"months": 1}, "P001": {"options": 3}, "N003": {"reminders": 2}}
    assert list(threshold_problems(house(rules=rules).rules)) == []


@pytest.mark.parametrize(
    ("rules", "path", "message"),
    [
        (
            {"N001": {"day": 35}},
            ("rules", "N001", "day"),
            "N001 has no setting `day`; did you mean `days`?",
        ),
        ({"N001": {"weeks": 5}}, ("rules", "N001", "weeks"), "N001 has no setting `weeks`; it has days"),
        ({"S001": {"tags": 2}}, ("rules", "S001", "tags"), "S001 has nothing to set; take `tags` out"),
        ({"N01": {"days": 35}}, ("rules", "N01"), "there is no rule `N01`; did you mean `N001`?"),
    ],
)
def test_an_unknown_setting_is_a_problem_with_its_remedy(
    rules: dict[str, dict[str, int]], path: tuple[str, ...], message: str
) -> None:
    assert list(threshold_problems(rules)) == [(path, message)]


@pytest.mark.parametrize(
    ("rules", "path", "limits"),
    [
        (
            {"N001": {"days": 21}},
            ("rules", "N001", "days"),
            "days may be from 28 to 365, not 21",
        ),
        (
            {"P001": {"options": 5}},
            ("rules", "P001", "options"),
            "options may be from 2 to 4, not 5",
        ),
        (
            {"C001": {"months": 3}},
            ("rules", "C001", "months"),
            "months may be from 1 to 2, not 3",
        ),
    ],
)
def test_a_looser_setting_is_a_problem_that_names_its_limits_and_the_waiver(
    rules: dict[str, dict[str, int]], path: tuple[str, ...], limits: str
) -> None:
    (found,) = threshold_problems(rules)
    assert found[0] == path
    assert found[1] == (
        f"{path[1]} can be made stricter, never looser: {limits}; "
        "a single campaign may waive the rule with a reason"
    )
