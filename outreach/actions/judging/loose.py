"""A loose text as a post: what the rules find in it, and how long each network takes it to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from outreach.core.campaign import Campaign
from outreach.core.errors import Places
from outreach.core.finding import Finding, Moment
from outreach.core.history import History
from outreach.core.house import NETWORKS, House
from outreach.core.schedule import Setting, lay_out
from outreach.rules.case import Case
from outreach.rules.catalogue import RULES
from outreach.rules.examine import examine
from outreach.rules.families.posts.asking import PostRule
from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.lengths import LENGTHS
from outreach.rules.reading.tags import hashtags
from outreach.rules.reading.weblinks import links
from outreach.rules.written import WrittenPost

MEASURED = ("x", "bluesky", "mastodon")
"""The networks that have a way of counting of their own."""
OF_ANY_TEXT = frozenset({"E006", "E007"})
"""The rules of other texts that judge posts too: links that are whole, credit for the toolkit."""
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_WHOM = re.compile(r"""^written_for:[ \t]*["']?([\w-]+)""", re.MULTILINE)
_PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*(?:\n|\Z)))*")


@dataclass(frozen=True, slots=True)
class Loose:
    """What was found in a loose text. `lengths` are by network, each in its own count."""

    findings: tuple[Finding, ...]
    lengths: dict[str, int]
    hashtags: tuple[str, ...]
    links: tuple[str, ...]
    calls_to_action: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        """1 when a rule is broken at level error, else 0."""
        return int(any(finding.stops for finding in self.findings))


def check_post(house: House, text: str, file: str, now: datetime) -> Loose:
    """Judge a text as if it stood on every network. Of its front matter only `written_for` is heard.

    Args:
        house: the settings: the hashtag, the verbs, the rules' numbers.
        text: the post, as somebody would paste it.
        file: how findings name it; `-` for standard input.
        now: the moment of asking.
    """
    case = _case(house, _plain(text), file, now)
    said = case.posts[0].text
    rules = tuple(rule for rule in RULES if issubclass(rule, PostRule) or rule.code in OF_ANY_TEXT)
    found = sorted(examine(case, rules), key=lambda each: (each.place, each.rule))
    return Loose(
        tuple(replace(each, campaign="", step="", occurrence="") for each in found),
        {network: LENGTHS[network](said) for network in MEASURED},
        hashtags(said),
        links(said),
        calls_to_action(said, house.calls_to_action),
    )


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _case(house: House, text: str, file: str, now: datetime) -> Case:
    """The campaign of one post that the text stands for."""
    step = {
        "id": "post",
        "send": "post",
        "networks": NETWORKS,
        "template": file,
        "when": f"on {now:%Y-%m-%d} at 10:00",
    }
    data = {"campaign": "loose", "title": "A loose text", "kind": "social", "steps": [step]}
    campaign, history = Campaign.written(data, Places(file)), History("loose")
    schedule = lay_out(campaign, history, Setting(house, {}, now, now, {}))
    front = _FRONT.match(text)
    whom = _WHOM.search(front[1]) if front else None
    found = tuple(_paragraphs(text, front.end() if front else 0))
    post = WrittenPost(
        campaign.steps[0],
        "once",
        NETWORKS,
        tuple(each for each, _ in found),
        file,
        tuple(line for _, line in found),
        whom[1] if whom else "",
    )
    return Case(house, schedule, Moment.CHECK, now, (), history, posts=(post,))


def _paragraphs(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The paragraphs behind the front matter, each with its line."""
    for found in _PARAGRAPH.finditer(text, start):
        said = "\n".join(line.rstrip() for line in found[0].split("\n"))
        yield said, text.count("\n", 0, found.start()) + 1
