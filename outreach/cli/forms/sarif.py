"""A check as SARIF 2.1.0, which code scanning and editors read.

Sources: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0; sections are named as §.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from outreach.cli.forms.report import STANDARD_INPUT, Report
from outreach.cli.rulebook.markdown import blocks
from outreach.cli.rulebook.parts import in_full, waiving
from outreach.cli.rulebook.plain import lines
from outreach.core.errors import Place, Problem
from outreach.core.finding import Finding, Level
from outreach.rules.catalogue import RULES, Description, describe
from outreach.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
LEVELS: Mapping[Level, str] = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
NOTIFICATIONS: Mapping[str, str] = {
    "NotUnderstood": "Something that a person wrote cannot be understood, so that it was not checked.",
    "SettingUp": "The settings, or what has been imported, leave something unchecked or unsent.",
}


def document(report: Report, rules: Sequence[type[Rule]] = RULES) -> dict[str, Any]:
    """The SARIF log of a report, with every rule that there is."""
    described = [describe(rule) for rule in rules]
    driver = {
        "name": "outreach",
        "semanticVersion": version("outreach"),
        "language": "en-GB",
        "rules": [_rule(each) for each in described],
        "notifications": [_kind_of_notification(*each) for each in NOTIFICATIONS.items()],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the check was made."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report.findings, [each.code for each in described])),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(one: Description) -> dict[str, Any]:
    parts = [*in_full(one), waiving(one)]
    return {
        "id": one.code,
        "name": _identifier(one.name),
        "shortDescription": {"text": one.says},
        "fullDescription": {"text": f"{one.says} {one.why}"},
        "help": {"text": lines(parts), "markdown": blocks(parts)},
        "defaultConfiguration": {"level": LEVELS[one.level]},
    }


def _kind_of_notification(name: str, text: str) -> dict[str, Any]:
    said = {"text": text}
    return {"id": name, "shortDescription": said, "fullDescription": said, "help": said}


def _identifier(name: str) -> str:
    """`Four weeks' notice` as programs name things: `FourWeeksNotice` (§3.49.7)."""
    words = re.findall(r"\w+", name.replace("'", ""))
    return "".join(f"{word[0].upper()}{word[1:]}" for word in words)


def _invocation(report: Report) -> dict[str, Any]:
    unruled = (each for each in report.findings if not each.rule)
    return {
        "executionSuccessful": not report.problems,
        "exitCode": report.exit_status,
        "toolExecutionNotifications": [_not_understood(each) for each in report.problems],
        "toolConfigurationNotifications": [_setting_up(each) for each in unruled],
    }


def _not_understood(problem: Problem) -> dict[str, Any]:
    return _notification(0, "error", problem.message, problem.place)


def _setting_up(finding: Finding) -> dict[str, Any]:
    """What is found by no rule: it is about the settings, not about a campaign."""
    return _notification(1, LEVELS[finding.level], _said(finding), finding.place)


def _notification(kind: int, level: str, message: str, place: Place) -> dict[str, Any]:
    where = {"locations": [_location(place)]} if place.file else {}
    descriptor = {"id": list(NOTIFICATIONS)[kind], "index": kind}
    return {"descriptor": descriptor, "level": level, "message": {"text": message}, **where}


def _results(findings: Iterable[Finding], codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A result for each finding of a rule. Where one lists suppressions, all have to (§3.27.23)."""
    seen: Counter[tuple[str, ...]] = Counter()
    for each in findings:
        if not each.rule:
            continue
        known = {"ruleIndex": codes.index(each.rule)} if each.rule in codes else {}
        identity = _identity(each)
        seen[identity] += 1
        yield {
            "ruleId": each.rule,
            **known,
            "level": LEVELS[each.level],
            "message": {"text": _said(each)},
            "locations": [_location(each.place)],
            "partialFingerprints": {"finding/v1": _hashed(identity, seen[identity])},
            "suppressions": [_suppression(each)] if each.waived else [],
        }


def _said(finding: Finding) -> str:
    return f"{finding.message}\n{finding.fix}".rstrip()


def _suppression(finding: Finding) -> dict[str, str]:
    """A waiver stands in the file that it is about, so that it is of kind inSource (§3.35.2)."""
    return {"kind": "inSource", "status": "accepted", "justification": finding.waiver}


def _identity(one: Finding) -> tuple[str, ...]:
    """What makes it the same finding when the lines above it change: all but its line and column."""
    return one.rule, one.place.file, one.campaign, one.step, one.occurrence, one.message


def _hashed(identity: tuple[str, ...], number: int) -> str:
    return sha256("\0".join((*identity, str(number))).encode()).hexdigest()


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}


def _artifact(file: str) -> dict[str, Any]:
    if file == STANDARD_INPUT:
        return {"uri": "stdin", "description": {"text": "standard input"}}
    path = PurePosixPath(file)
    return {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(file), "uriBaseId": ROOT}
