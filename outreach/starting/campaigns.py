"""A new campaign of any kind, written out whole: nothing hidden, on dates that keep the rules today."""

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from string import Template

from outreach import yamlfile
from outreach.core.errors import UsageError
from outreach.core.fields import ID
from outreach.core.spelling import nearest
from outreach.core.when import add_months

LONGEST_NAME = 40
LONGEST_TEAM = 27
SIGNERS = 3
A_YEAR = 366
MONDAY, TUESDAY, THURSDAY = 0, 1, 3
PLAIN = re.compile(r"[^\W_](?:[\w .'()&/-]*[\w.)])?")

TEAM = (0, 2, 3, 4, 11, 14, 15, 16, 17, 18, 38, 45, 46, 52, 59, 60)
"""An action team, in days from asking for its date: every day on which something goes out or falls due."""

TEAM_OPTIONS, TEAM_DUE, AFTER_LAUNCH = (15, 16, 17), (45, 59), 4
MEETING_OPTIONS = (43, 44, 45)
POSTS = (1, 22, 36, 71)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind is dated, and the files it consists of: the file's name, and the text it is made from.

    Its day falls on `weekday`, at least `ahead` days from today, and neither it nor a day of `open` (counted
    from it) is a holiday.
    """

    weekday: int
    ahead: int
    open: tuple[int, ...]
    files: tuple[tuple[str, str], ...]
    champions: int = 0


_TEAM_FILES = (("{team}-date", "team-date"), ("{team}", "action-team"))
KINDS: Mapping[str, _Kind] = {
    "launch": _Kind(
        THURSDAY,
        56,
        (-49, -42, -35, -28, -14, -8, -7, -2, 0, 1, 2, *(AFTER_LAUNCH + day for day in TEAM)),
        (("{name}", "launch"), *_TEAM_FILES),
        champions=2,
    ),
    "meeting": _Kind(THURSDAY, 42, (-35, -21, -14, -7, -2, 0, 1), (("{name}", "meeting"),)),
    "updates": _Kind(TUESDAY, 21, (0,), (("{name}", "updates"),)),
    "social": _Kind(MONDAY, 7, (0, *POSTS), (("{name}", "social"),)),
    "poll": _Kind(MONDAY, 5, (0, 2, 3, *MEETING_OPTIONS), (("{name}", "poll"),), champions=1),
    "action-team": _Kind(MONDAY, 5, TEAM, _TEAM_FILES, champions=1),
}
"""Every kind of campaign that `outreach new` can write."""


def new_campaign(
    kind: str,
    name: str,
    partnership: str,
    today: date,
    is_holiday: Callable[[date], bool],
    *,
    champions: Sequence[str] = (),
    conveners: Sequence[str] = (),
) -> dict[str, str]:
    """A complete campaign of a kind, as files.

    A launch comes with the poll and the first call of its action team; an action team with its poll.

    Args:
        kind: one of `KINDS`.
        name: the campaign's id, and the name of its file.
        partnership: the key of the partnership in `config/partnerships.yaml`.
        today: the local day on which it is written.
        is_holiday: the partnership's holidays.
        champions: the contact ids of those who sign, host, lead and vote.
        conveners: the contact ids of the partnership's conveners; the first gets the follow-ups.

    Returns:
        The text of each file by its path in the workspace, with forward slashes.

    Raises:
        UsageError: there is no such kind, the name is none, or the partnership has too few champions.
    """
    plan = _known(kind)
    _named(name)
    if len(champions) < plan.champions:
        raise UsageError(_too_few(kind, partnership, len(champions), plan.champions))
    day = _day(plan, today, is_holiday)
    team = f"{name}-team" if kind == "launch" else name
    said = _people(champions, conveners) | _names(name, team, partnership) | _dates(kind, day)
    files = {
        f"campaigns/{file.format(name=name, team=team)}.yaml": Template(_text(f"{text}.yaml")).substitute(
            said
        )
        for file, text in plan.files
    }
    if kind == "updates":
        files[f"campaigns/{name}/{day}.md"] = _text("update.md")
    return files


def write_campaign(workspace: Path, files: Mapping[str, str]) -> None:
    """Write the files of a new campaign; none is written when one of them exists already.

    Raises:
        UsageError: a file exists already, or cannot be written.
    """
    for file in files:
        if os.path.lexists(workspace / file):
            raise UsageError(f"{file} exists already; nothing was written. Choose another name")
    try:
        for file, text in files.items():
            path = workspace / file
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None


def _known(kind: str) -> _Kind:
    if kind not in KINDS:
        raise UsageError(
            f"`{kind}` is no kind of campaign{nearest(kind, KINDS)}; known are {', '.join(KINDS)}"
        )
    return KINDS[kind]


def _named(name: str) -> None:
    if not ID.fullmatch(name):
        better = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:LONGEST_NAME].strip("-")
        raise UsageError(
            f"`{name}` cannot name a campaign; write lower-case words, digits and hyphens, "
            f"such as `{better or 'spring-launch'}`"
        )
    if len(name) > LONGEST_NAME:
        raise UsageError(f"`{name}` is longer than {LONGEST_NAME} characters; choose a shorter name")


def _too_few(kind: str, partnership: str, has: int, needed: int) -> str:
    people = "one champion" if needed == 1 else f"{needed} champions"
    return (
        f"a campaign of kind {kind} needs at least {people}, and {partnership} has {has or 'none'}; add "
        f"their contact ids to `champions:` of {partnership} in config/partnerships.yaml"
    )


def _day(plan: _Kind, today: date, is_holiday: Callable[[date], bool]) -> date:
    """The first day that fits; where none does within a year, the one with the fewest holidays."""
    earliest = today + timedelta(days=plan.ahead)
    first = earliest + timedelta(days=(plan.weekday - earliest.weekday()) % 7)
    weeks = [first + timedelta(days=days) for days in range(0, A_YEAR, 7)]

    def closed(day: date) -> int:
        return sum(is_holiday(day + timedelta(days=each)) for each in plan.open)

    return next((day for day in weeks if not closed(day)), min(weeks, key=closed))


def _people(champions: Sequence[str], conveners: Sequence[str]) -> dict[str, str]:
    leading = champions or conveners or ("",)
    return {
        "owner": f"owner: {_quoted(conveners[0])}"
        if conveners
        else "# owner: a contact's id, for the follow-ups",
        "host": f"  host: {_quoted(champions[0])}" if champions else "  # host: a champion's contact id",
        "first": _quoted(leading[0]),
        "second": _quoted(leading[1 if len(leading) > 1 else 0]),
        "signers": _list(champions[:SIGNERS]),
        "people": _list(leading),
    }


def _names(name: str, team: str, partnership: str) -> dict[str, str]:
    return {
        "name": name,
        "id": _quoted(name),
        "title": _quoted(_words(name)),
        "partnership": _quoted(partnership),
        "team": team,
        "team_id": _quoted(team),
        "team_title": _quoted(f"{_words(team)}, first call"),
        "poll_title": _quoted(_when_it_meets(team)),
        "poll": _quoted(f"{team}-date"),
        "poll_file": f"{team}-date",
    }


def _dates(kind: str, day: date) -> dict[str, str]:
    ask = day + timedelta(days=AFTER_LAUNCH) if kind == "launch" else day
    options = MEETING_OPTIONS if kind == "poll" else TEAM_OPTIONS
    dates = {"day": day, "ask": ask, "until": add_months(day, 12) - timedelta(days=1)}
    for word, start, offsets in (("option", ask, options), ("due", ask, TEAM_DUE), ("post", day, POSTS)):
        dates |= {f"{word}_{number}": start + timedelta(days=each) for number, each in enumerate(offsets, 1)}
    return {word: each.isoformat() for word, each in dates.items()}


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _when_it_meets(team: str) -> str:
    """The title of a poll for a team's date; it stands in a subject, so that a long one is left general."""
    words = team.replace("-", " ").removesuffix(" team")
    return f"When the {words if len(words) <= LONGEST_TEAM else 'action'} team meets"


def _list(ids: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, ids))}]"


def _quoted(text: str) -> str:
    """The text as a YAML value that means it: in quotes only where it needs them."""
    plain = PLAIN.fullmatch(text) and yamlfile.parse(text, "")[0].data == text
    return text if plain else json.dumps(text, ensure_ascii=False)


@cache
def _text(file: str) -> str:
    return (Path(__file__).parent / "kinds" / file).read_text("utf-8")
