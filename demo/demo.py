"""`make demo`: a year of one partnership's communication, planned, checked, approved and delivered.

It runs the commands a team would run, in a fresh copy of the starter workspace in `demo/workspace`, and says
what it runs. Needs no account and no server.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from outreach import wiring
from outreach.starting import moved_along

HERE = Path(__file__).resolve().parent
WORKSPACE = HERE / "workspace"
MARK = WORKSPACE / ".made-by-make-demo"
OUTREACH = Path(sys.executable).with_name("outreach")
GOES_OUT = ("email", "x", "mastodon", "bluesky")


def main() -> None:
    """Live through the year and say where to look."""
    today = wiring.now().astimezone().date()
    _fresh_folder()
    _step("A new workspace, from the starter", "init", str(WORKSPACE))
    MARK.touch()
    _step("Its people: role names, on reserved addresses", "contacts", "import", "config/people.csv")
    _step("Is everything written as the rules want it?", "check")
    year = _year()
    _plan(year)
    _approve()
    _step("What is due today goes out; nothing is, yet", "run")
    _play(today)
    _simulate(year)
    _say_where()


def _fresh_folder() -> None:
    """Remove the copy an earlier demo made, and nothing else."""
    if WORKSPACE.exists():
        if not MARK.exists():
            sys.exit(f"{WORKSPACE} was not made by this demo; move it away and run `make demo` again")
        shutil.rmtree(WORKSPACE)


def _year() -> tuple[str, str]:
    """The first and last day of the starter's year, which `init` may have moved."""
    rows = _json("plan", "--to", f"{wiring.now().year + 2}-12-31")["touches"]
    years = Counter(row["due_local"][:4] for row in rows if row["due_local"])
    year = years.most_common(1)[0][0]
    return f"{year}-01-01", f"{year}-12-31"


def _plan(year: tuple[str, str]) -> None:
    span = ("--from", year[0], "--to", year[1])
    _heading("What will go out, and when", "plan", *span)
    rows = _json("plan", *span)["touches"]
    by_campaign: Counter[str] = Counter()
    for row in rows:
        if row["decision"] == "send" and row["channel"] in GOES_OUT:
            by_campaign[row["campaign"]] += row["recipients"]
    waiting = {row["campaign"] for row in rows if row["decision"] == "wait"}
    for campaign in sorted({row["campaign"] for row in rows}):
        waits = "  (some of it waits for a poll or for who came)" if campaign in waiting else ""
        print(f"  {by_campaign[campaign]:5}  {campaign}{waits}")
    print(f"  {sum(by_campaign.values()):5}  messages, if nobody answers anything")
    _run("plan", *span, "--html", "plan.html", quiet=True)


def _approve() -> None:
    _heading("Somebody reads the texts and approves them", "approve", "--all")
    done = _json("approve", "--all", "--by", "the communications team")
    for campaign in done["campaigns"]:
        left = f", {len(campaign['left_out'])} not written yet" if campaign["left_out"] else ""
        print(f"  {len(campaign['approved']):5}  texts of {campaign['campaign']}{left}")
    for campaign in done["campaigns"]:
        for who in campaign["awaiting_agreement"]:
            _step(f"{who} agrees to the letter that carries their name", "agreed", campaign["campaign"], who)


def _play(today: Any) -> None:  # noqa: ANN401 - a date
    """Answers people gave, and the recaps a convener wrote after each meeting, in the year of the copy."""
    answers = moved_along((HERE / "answers.yaml").read_text(encoding="utf-8"), today)
    (WORKSPACE / "answers.yaml").write_text(answers, encoding="utf-8")
    recaps = WORKSPACE / "campaigns" / "recaps"
    recaps.mkdir(exist_ok=True)
    for path in sorted((HERE / "recaps").glob("*.md")):
        text = moved_along(path.read_text(encoding="utf-8"), today)
        (recaps / path.name).write_text(text, encoding="utf-8")


def _simulate(year: tuple[str, str]) -> None:
    _step(
        "The year, lived through on a virtual clock, with answers, votes and recaps as they might come",
        "simulate", "--from", year[0], "--to", year[1], "--answers", "answers.yaml",
        "--out", "year", "--html", "year.html",
    )  # fmt: skip


def _say_where() -> None:
    shown = Path("demo") / "workspace"
    print("\n== Where to look\n")
    print(f"  {shown}/year.html          the year as a calendar, every message one click away")
    print(f"  {shown}/plan.html          the same as a plan, before anybody answered")
    print(f"  {shown}/year/              every message as it left: .eml, .ics and .txt")
    print(f"  {shown}/campaigns/         what a person wrote to get all this")
    print(f"\nNext: cd {shown} && ../../.venv/bin/outreach plan\n")


def _step(title: str, *command: str) -> None:
    _heading(title, *command)
    _run(*command)


def _heading(title: str, *command: str) -> None:
    named = [each.replace(str(WORKSPACE), "demo/workspace") for each in command]
    print(f"\n== {title}\n   $ outreach {' '.join(named)}\n", flush=True)


def _run(*command: str, quiet: bool = False) -> str:
    """Run one command in the copy; a failure ends the demo with what it said."""
    done = subprocess.run(
        [OUTREACH, *command],
        cwd=WORKSPACE if WORKSPACE.exists() else HERE,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nthe demo stopped: `outreach {' '.join(command)}` failed")
    if not quiet:
        for line in done.stdout.replace(str(WORKSPACE), "demo/workspace").splitlines():
            print(f"  {line}")
    return done.stdout


def _json(*command: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_run(*command, "--json", quiet=True))
    return document


if __name__ == "__main__":
    main()
