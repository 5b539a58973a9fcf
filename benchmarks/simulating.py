"""How long a simulated year takes as a workspace grows: 10, 20 and 40 campaigns of 10 steps.

Each campaign is a meeting with its invitation, reminders, posts, calls and a recap, at minutes of its own,
and with two guests of its own; four of them belong to one partnership. Twice the campaigns should take about
twice as long. Usage: `simulating.py [--profile]`.
"""

import cProfile
import pstats
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.world import Office, member

POST_TEXT = "Join us: {{ campaign.title }}. Sign up at https://example.org/contact #wyomingnextgen\n"
SIZES = (10, 20, 40)
IN_A_PARTNERSHIP = 4
MAIL, POST = "template: letter.md", "template: post.txt"
STEPS = (
    f"{{id: invitation, send: invite, {MAIL}, when: 6 weeks before event at 09:00}}",
    f"{{id: first, send: email, {MAIL}, when: 4 weeks before event at 09:00, to: not_declined}}",
    f"{{id: second, send: email, {MAIL}, when: 2 weeks before event at 09:00, to: not_declined}}",
    f"{{id: third, send: email, {MAIL}, when: 1 week before event at 09:00, to: not_replied}}",
    f"{{id: call, send: call, {MAIL}, when: 3 weeks before event at 09:00, to: not_replied}}",
    f"{{id: announce, send: post, networks: [x, mastodon], {POST}, when: 5 weeks before event at 10:00}}",
    f"{{id: remind, send: post, networks: [x], {POST}, when: 1 week before event at 10:00}}",
    f"{{id: news, send: email, {MAIL}, when: every 3 months from 2027-01-12 at 09:00}}",
    "{id: banner, send: task, who: convener, when: 2 weeks before event at 11:00}",
    f"{{id: recap, send: email, {MAIL}, when: 1 business day after event at 14:00}}",
)


def written(number: int) -> str:
    """One campaign file but for its steps."""
    starts = datetime(2027, 3, 1, 9) + timedelta(days=number * 37 % 250)  # noqa: DTZ001
    return f"""\
campaign: campaign-{number}
title: Meeting {number}
kind: meeting
partnership: partnership-{number // IN_A_PARTNERSHIP}
event: {{title: Meeting, starts: {starts:%Y-%m-%d %H:%M}, duration: 2h, location: Hall}}
audience: {{tags: [meeting-{number}]}}
steps:
"""


def office(root: Path, campaigns: int) -> Office:
    """A workspace of so many campaigns, and two people for each."""
    made = Office(root)
    made.write("templates/post.txt", POST_TEXT)
    for number in range(campaigns):
        tags = frozenset({f"meeting-{number}"})
        made.people(*(member(f"{name}-{number}", tags=tags) for name in ("ann", "bob")))
    names = sorted({f"partnership-{number // IN_A_PARTNERSHIP}" for number in range(campaigns)})
    about = "industry: construction, timezone: America/Denver, conveners: [convener]"
    made.write("config/partnerships.yaml", "".join(f"{name}: {{name: {name}, {about}}}\n" for name in names))
    for number in range(campaigns):
        steps = (step.replace(":00", f":{number:02}") for step in STEPS)
        made.campaign(*steps, head=written(number), name=f"campaign-{number}")
    return made


def year(campaigns: int) -> tuple[float, int]:
    """The seconds of processor time that a year takes, and how many messages went out in it."""
    with TemporaryDirectory() as folder:
        made = office(Path(folder), campaigns)
        began = process_time()
        account = made.simulate("2027-01-01 00:00", "2027-12-31 23:59")
        return process_time() - began, account.tally.counts["sent"]  # type: ignore[index]


def main() -> None:
    """Print how long each size takes, and how it grows."""
    profile = cProfile.Profile()
    year(2)
    if "--profile" in sys.argv:
        profile.enable()
    before: tuple[int, float] | None = None
    for campaigns in SIZES:
        seconds, sent = year(campaigns)
        grown = "" if before is None else f", {seconds / before[1]:.1f} times that of {before[0]}"
        print(f"{campaigns} campaigns of {len(STEPS)} steps: {seconds:.2f} s for {sent} messages{grown}")
        before = campaigns, seconds
    profile.disable()
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
