"""`outreach check --post`: a loose text as a post."""

import sys
from pathlib import Path
from typing import Any, NoReturn

from outreach import wiring
from outreach.actions.judging.loose import Loose, check_post
from outreach.cli.door import emit, leave, moment, reporting
from outreach.cli.forms.choice import Form, telling, told
from outreach.cli.forms.report import STANDARD_INPUT, Report
from outreach.cli.showing import counted, finding_json, findings, say, worth_showing
from outreach.core.errors import NotUnderstoodError, Place, Problem, UsageError
from outreach.core.finding import Finding
from outreach.rules.families.posts.fitting import FitsNetworks

NOTHING: dict[str, Any] = {
    "ok": False,
    "errors": [],
    "findings": [],
    "length": {},
    "hashtags": [],
    "links": [],
    "calls_to_action": [],
}


def check_loose(
    root: Path,
    name: str,
    campaigns: list[str] | None,
    now: str | None,
    *,
    advice: bool,
    form: Form | None,
    as_json: bool,
) -> NoReturn:
    """Judge the text in a file, or on standard input where the name is `-`, and end."""
    with reporting(NOTHING, as_json=as_json), telling(form):
        if campaigns:
            raise UsageError("--post checks one loose text; leave the campaigns out, or --post")
        house = wiring.room(root).house
        found = check_post(house, _read(name), name, moment(now, house))
    shown = worth_showing(found.findings, advice=advice)
    here = Path.cwd()
    if as_json:
        emit(_json(found, shown))
    elif not told(form, Report((), tuple(shown), found.exit_status).seen_from(here, here)):
        findings(shown)
        _tell(found, FitsNetworks.of(house))
    leave(found.exit_status)


def _read(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read ({error.strerror}); name a file, or - to paste a text"
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotUnderstoodError(Problem(Place(name, line), "is not UTF-8 text; save it as UTF-8")) from None


def _json(found: Loose, shown: list[Finding]) -> dict[str, Any]:
    return {
        "ok": found.exit_status == 0,
        "errors": [],
        "findings": [finding_json(each) for each in shown],
        "length": found.lengths,
        "hashtags": list(found.hashtags),
        "links": list(found.links),
        "calls_to_action": list(found.calls_to_action),
    }


def _tell(found: Loose, fits: FitsNetworks) -> None:
    """How long it is and what is in it, a line each."""
    most = {"x": fits.x, "bluesky": fits.bluesky, "mastodon": fits.mastodon}
    lengths = ", ".join(f"{network} {size} of {most[network]}" for network, size in found.lengths.items())
    say(f"Length: {lengths}")
    for what, parts in (
        ("Hashtags", found.hashtags),
        ("Links", found.links),
        ("Calls to action", found.calls_to_action),
    ):
        say(f"{what}: {' | '.join(parts) or 'none'}")
    errors = sum(each.stops for each in found.findings)
    again = "outreach check --post FILE"
    mend = "it" if errors == 1 else "them"
    say(
        f"{counted(errors, 'error')}. Mend {mend}, then: {again}" if errors else "A post. Next: outreach plan"
    )
