"""A small real workspace on disk with its real ledger and renderer, for tests of what people do with it."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from outreach.actions.approve import Approvals, approve
from outreach.actions.people import merge
from outreach.actions.planning.plan import Plan, plan
from outreach.actions.running.account import Account
from outreach.actions.running.run import run
from outreach.actions.simulate import Played, simulate
from outreach.actions.world import World
from outreach.channels.by_hand import ByHand
from outreach.channels.outbox import Outbox
from outreach.core.followup import FollowUp
from outreach.core.history import Key, Reply, Rsvp, Status
from outreach.core.message import Email, Message
from outreach.core.people import Consent, Contact
from outreach.core.plan import Decide
from outreach.ledger.opening import open_ledger
from outreach.ledger.store import SqlLedger
from outreach.peoplefile import read_people
from outreach.ports import Channel, Receipt
from outreach.rendering import TemplateRenderer
from outreach.settings import load as load_settings
from outreach.workspace import load as load_workspace

SECRET = b"a secret of thirty-two bytes....."
DENVER = ZoneInfo("America/Denver")
REPOSITORY = Path(__file__).parent.parent
WIRED = ("email", "x", "mastodon", "bluesky")
"""The channels that send something themselves."""

SETTINGS = """\
organisation:
  name: Example Sector Partnerships
  postal_address: 1 Main Street, Cheyenne, WY 82001
  timezone: America/Denver
owner: convener
sender: {name: Example Sector Partnerships, email: hello@partnerships.example.org}
approval: none
"""
APPROVED = SETTINGS.replace("approval: none", "approval: required")
PARTNERSHIPS = """\
laramie: {name: Laramie Construction, industry: construction, timezone: America/Denver, conveners: [convener]}
"""
LETTER = """\
---
subject: "{{ campaign.title }}"
---
Hello {{ contact.greeting }},

Please reply. {{ contact.organisation }}
"""
PLAIN = '---\nsubject: "{{ campaign.title }}"\n---\nHello {{ contact.greeting }}, please reply.\n'
POST = "Join us. Sign up at https://example.org/contact #wyomingnextgen\n"
MEETING = """\
campaign: spring
title: Spring meeting
kind: meeting
partnership: laramie
event: {title: Spring meeting, starts: 2027-03-18 09:00, duration: 2h, location: Hall}
audience: {roles: [business_member]}
waive: [{rule: F001, reason: no recap in these tests, by: convener, until: 2099-12-31}]
steps:
"""
SOCIAL = """\
campaign: spring
title: Spring posts
kind: social
audience: {roles: [business_member]}
steps:
"""


def at(wall: str, zone: str = "America/Denver") -> datetime:
    """The instant of a wall-clock time written `2027-03-18 09:00`."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def member(name: str, **more: object) -> Contact:
    """A business member who may be written to."""
    known = Contact(
        name,
        email=f"{name}@example.org",
        first_name=name.capitalize(),
        roles=frozenset({"business_member"}),
        partnerships=frozenset({"laramie"}),
        consent=Consent.YES,
    )
    return replace(known, **more)  # type: ignore[arg-type]


@dataclass
class Recorder:
    """A channel that keeps what it is given, and fails for those it is told to fail for."""

    name: str = "recorder"
    sent: list[Message] = field(default_factory=list)
    fails: dict[str, BaseException] = field(default_factory=dict)
    before: Callable[[Message], None] = lambda _message: None

    def send(self, message: Message) -> Receipt:
        """Take it, or raise what its recipient (or `*`) is to bring about."""
        self.before(message)
        error = self.fails.get(message.key.recipient) or self.fails.get("*")
        if error is not None:
            raise error
        self.sent.append(message)
        return Receipt(provider_id=f"taken-{len(self.sent)}")

    @property
    def who(self) -> list[str]:
        """The recipients, in order."""
        return [message.key.recipient for message in self.sent]

    @property
    def keys(self) -> list[str]:
        """The keys, in order."""
        return [str(message.key) for message in self.sent]

    def emails(self) -> list[Email]:
        """Those that were e-mails."""
        return [message for message in self.sent if isinstance(message, Email)]


class Office:
    """A workspace below `root` with its ledger; every verb reads the files anew, as every command does."""

    def __init__(self, root: Path, *, settings: str = SETTINGS) -> None:
        self.root = root
        self.ledger: SqlLedger = open_ledger("sqlite://", secret=SECRET)
        self.wire: dict[str, Recorder] = {name: Recorder(name) for name in WIRED}
        self.write("config/outreach.yaml", settings)
        self.write("config/partnerships.yaml", PARTNERSHIPS)
        self.write("templates/letter.md", PLAIN)
        self.write("templates/post.txt", POST)

    @property
    def mail(self) -> Recorder:
        """The channel that e-mail leaves by."""
        return self.wire["email"]

    def write(self, path: str, text: str) -> None:
        """A file of the workspace."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def campaign(self, *steps: str, head: str = MEETING, name: str = "spring") -> None:
        """A campaign file, one line for each step."""
        self.write(f"campaigns/{name}.yaml", head + "".join(f"  - {step}\n" for step in steps))

    def people(self, *people: Contact | str, when: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        """People who are known; a name makes a business member."""
        known = [member(each) if isinstance(each, str) else each for each in people]
        self.ledger.save_contacts(known, when)

    def world(self, *, ledger: SqlLedger | None = None, wire: dict[str, Channel] | None = None,
              assumed: bool = False, today: date = date(2027, 1, 1)) -> World:  # fmt: skip
        """The world as the files have it now."""
        settings, workspace = load_settings(self.root, {}), load_workspace(self.root)
        assert settings.house is not None, settings.problems
        house, kept = settings.house, ledger or self.ledger
        by_hand = ByHand(lambda each: kept.follow_up([each]), lambda _: house.owner, lambda: today)
        ways: dict[str, Channel] = {"phone": by_hand, "task": by_hand, **(wire or self.wire)}
        ways |= {"facebook": by_hand, "linkedin": by_hand}
        return World(
            house, workspace.campaigns, workspace.partnerships, kept, TemplateRenderer(self.root), SECRET,
            ways, workspace.problems, assumed,
        )  # fmt: skip

    def run(self, wall: str) -> Account:
        """One pass at a wall-clock time."""
        return run(self.world(), at(wall))

    def plan(self, wall: str, last: str = "2028-06-01 00:00", first: str = "") -> Plan:
        """The plan as it stands at a wall-clock time."""
        return plan(self.world(), at(wall), at(first or wall), at(last))

    def approve(self, wall: str, *steps: str, campaign: str = "spring") -> Approvals:
        """Somebody approves a campaign."""
        return approve(self.world(), campaign, steps, "comms-1", at(wall))

    def simulate(self, first: str, last: str = "2028-06-01 00:00", *, now: str = "", assumed: bool = True,
                 played: Iterable[Played] = (),
                 wire: dict[str, Channel] | None = None) -> Account:  # fmt: skip
        """Live through some days on a copy; what is sent goes to `wire`, else nowhere."""
        wire = wire or {name: Recorder(name) for name in WIRED}
        with self.ledger.copy() as copy:
            world = self.world(ledger=copy, wire=wire, assumed=assumed)
            return simulate(world, at(now or first), at(first), at(last), tuple(played))

    def answer(self, who: str, wall: str, rsvp: Rsvp | None = None, campaign: str = "spring",
               **more: object) -> None:  # fmt: skip
        """Somebody answers."""
        kind = (
            "rsvp"
            if rsvp
            else "attendance"
            if "attended" in more
            else "vote"
            if "choices" in more
            else "answer"
        )
        self.ledger.record(Reply(campaign, who, at(wall), kind, rsvp=rsvp, **more))  # type: ignore[arg-type]

    def status(self, *, step: str = "", occurrence: str = "") -> dict[str, str]:
        """How deliveries stand, by recipient for one step, else by key."""
        return {
            each.key.recipient if step else str(each.key): each.status.value
            for each in self.ledger.deliveries()
            if step in ("", each.key.step) and occurrence in ("", each.key.occurrence)
        }

    def asked(self, kind: str = "") -> list[FollowUp]:
        """The open follow-ups."""
        listed = [each.followup for each in self.ledger.followups()]
        return [each for each in listed if kind in ("", each.kind)]

    def key(self, recipient: str, step: str, occurrence: str = "once") -> Key:
        """A delivery's key."""
        return Key("spring", step, occurrence, recipient)


def starter(root: Path) -> Office:
    """The workspace that the repository ships, with its sample people imported."""
    office = Office(root)
    for folder in ("campaigns", "templates", "config"):
        shutil.rmtree(root / folder, ignore_errors=True)
        shutil.copytree(REPOSITORY / folder, root / folder)
    rows = read_people(root / "config/people.csv").rows
    office.ledger.save_contacts(merge(rows, {}, {}).to_save, at("2026-06-01 09:00"))
    return office


def outbox(folder: Path) -> dict[str, Channel]:
    """Channels that write what they are given below a folder."""
    return dict.fromkeys(WIRED, Outbox(folder, durable=False))


def going(made: Plan) -> int:
    """How many messages a plan says will go out."""
    return sum(
        row.recipients for row in made.rows if row.decision.what is Decide.SEND and row.touch.channel in WIRED
    )


def rows(made: Plan, step: str) -> list[tuple[str, str, int]]:
    """The rows of one step: when (on the wall in Denver), what is decided, how many people."""
    return [
        (
            f"{row.due.astimezone(DENVER):%Y-%m-%d %H:%M}" if row.due else "",
            row.decision.what.value,
            row.recipients,
        )
        for row in made.rows
        if row.touch.step.id == step
    ]


def counted(account: Account) -> Counter[str]:
    """A pass's counts by status, without those that are nought."""
    return Counter({status.value: n for status, n in account.tally.counts.items() if n})


DAY = timedelta(days=1)
SENT = Status.SENT.value
