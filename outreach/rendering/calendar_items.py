"""The lines of a plan gathered into messages as a reader thinks of them, and counted the same way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from urllib.parse import urlsplit

from outreach.rendering.calendar_entries import (
    CHANNELS,
    DECISIONS,
    GROUPS,
    PEOPLE,
    READERS_CLOCKS,
    TROUBLE,
    Entry,
    people,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One message on one channel and day, as the page shows it; `anchor` is unique on the page.

    `shares` are the entries decided alike, in order of moment: readers in other time zones come later.
    `passed` are those that left somebody out. `number` is the campaign's, in the order of titles.
    """

    shares: tuple[Entry, ...]
    passed: tuple[Entry, ...]
    anchor: str
    number: int

    @property
    def entry(self) -> Entry:
        """The first share whose message can be shown, else the first."""
        return next((each for each in self.shares if each.html or each.text), self.shares[0])

    @property
    def due(self) -> datetime | None:
        """The first moment of it."""
        return self.shares[0].due_local

    @property
    def recipients(self) -> int:
        """All people it goes to, of all moments."""
        return sum(each.recipients for each in self.shares)

    @property
    def people(self) -> str:
        """`84 people`; empty where it is not people who are counted."""
        return people(self.recipients) if self.entry.channel in PEOPLE else ""

    @property
    def left_out(self) -> int:
        """How many people were passed over."""
        return sum(each.recipients for each in self.passed)

    @property
    def channel(self) -> str:
        """The channel, or `other`."""
        return self.entry.channel if self.entry.channel in CHANNELS else "other"

    @property
    def group(self) -> str:
        """What the page is narrowed to by."""
        return self.entry.channel if self.entry.channel in GROUPS else "posts"

    @property
    def channel_name(self) -> str:
        """The channel's name."""
        return CHANNELS[self.channel][0] if self.channel in CHANNELS else self.entry.channel

    @property
    def channel_short(self) -> str:
        """Its name where there is little room."""
        return CHANNELS[self.channel][1] if self.channel in CHANNELS else self.entry.channel

    @property
    def decision(self) -> str:
        """The decision, or `other`."""
        return self.entry.decision if self.entry.decision in DECISIONS else "other"

    @property
    def said(self) -> str:
        """The decision in words."""
        return DECISIONS[self.decision][0] if self.decision in DECISIONS else self.entry.decision

    @property
    def mark(self) -> str:
        """The decision as a sign."""
        return DECISIONS[self.decision][2] if self.decision in DECISIONS else "?"

    @property
    def is_trouble(self) -> bool:
        """Whether a person should look into it."""
        return self.decision in TROUBLE

    @property
    def in_grid(self) -> bool:
        """Whether it is shown in the months; what reaches nobody stands in the list alone."""
        return self.decision != "skip" and self.due is not None

    @property
    def time(self) -> str:
        """`9:00 AM`, of the first share."""
        return self.shares[0].time

    @property
    def hour(self) -> str:
        """`9 AM`, of the first share."""
        return self.time.replace(":00", "")

    @property
    def why(self) -> str:
        """The reasons for the decision, with how many people each is for where they differ."""
        return reasons(self.shares)

    @property
    def later(self) -> str:
        """What is said of shares that go at other moments of the day, if they are mail."""
        return READERS_CLOCKS if len(self.shares) > 1 and self.entry.channel == "email" else ""

    @property
    def name(self) -> str:
        """What tells it from others, read aloud."""
        said = f"{self.said}: {self.why}" if self.why else self.said
        who = f"{self.people} ({self._moments})" if len(self.shares) > 1 and self.people else self.people
        parts = (self.time, self.entry.campaign_title, self.entry.step, self.channel_name, who, said)
        return ", ".join(part for part in parts if part)

    @property
    def _moments(self) -> str:
        return ", ".join(f"{each.recipients} at {each.time}" for each in self.shares)

    @property
    def notes(self) -> list[str]:
        """What was moved and why, each once."""
        return list(dict.fromkeys(note for each in self.shares for note in each.notes))

    @property
    def findings(self) -> list[str]:
        """What the rules found, each once."""
        return list(dict.fromkeys(found for each in self.shares for found in each.findings))

    @property
    def approved(self) -> bool:
        """Whether all of it is approved."""
        return all(each.approved for each in self.shares)

    @property
    def agreed(self) -> bool:
        """Whether those who sign have agreed to all of it."""
        return all(each.agreed for each in self.shares)

    @property
    def files(self) -> list[tuple[str, str]]:
        """Labels and addresses; an address that leads elsewhere is empty."""
        files = (file for each in self.shares for file in each.files)
        return [(label, href if _is_local(href) else "") for label, href in files]


_Key = tuple[tuple[str, str, str, str], date | None, str]
"""Campaign, step, occurrence and channel; the day; the decision."""


def gathered(entries: Iterable[Entry]) -> list[Item]:
    """Every entry in one item, in order of moment: those of one message, day and decision together.

    Who was passed over stands with the message that others got, that of the same day if there is one.
    """
    shares: dict[_Key, list[Entry]] = {}
    for each in sorted(entries, key=_order):
        message = (each.campaign, each.step, each.occurrence, each.channel)
        day = each.due_local.date() if each.due_local else None
        shares.setdefault((message, day, each.decision), []).append(each)
    numbers = {campaign: number for number, (campaign, _) in enumerate(campaigns(chain(*shares.values())))}
    passed: dict[_Key, list[Entry]] = {}
    for key, beside in list(_left_out(shares)):
        passed.setdefault(beside, []).extend(shares.pop(key))
    return [
        Item(tuple(group), tuple(passed.get(key, ())), f"e{at}", numbers[group[0].campaign])
        for at, (key, group) in enumerate(shares.items(), 1)
    ]


def _left_out(shares: Iterable[_Key]) -> Iterator[tuple[_Key, _Key]]:
    """Every group that was passed over while others got the message, with the group of those others."""
    got: dict[tuple[str, str, str, str], list[_Key]] = {}
    for key in shares:
        if key[2] != "skip":
            got.setdefault(key[0], []).append(key)
    for key in shares:
        if key[2] == "skip" and key[0] in got:
            yield key, min(got[key[0]], key=lambda each: (each[1] != key[1], each[2] != "send"))


def campaigns(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """The ids and titles of all campaigns, in the order of titles."""
    titles = {each.campaign: each.campaign_title for each in entries}
    return sorted(titles.items(), key=lambda each: (each[1], each[0]))


def totals(items: Sequence[Item]) -> list[tuple[int, str, str]]:
    """What the page holds as a reader counts it: how many, of what, and the decision (`send` for what goes).

    People count where messages go to people; what waits counts in messages, for nobody may be known yet.
    """
    counts: Counter[str] = Counter()
    for item in items:
        counts["skip"] += item.left_out
        counts[_counted_as(item)] += 1 if item.decision == "wait" else sum(map(_amount, item.shares))
    mail, posts = counts["email"], counts["posts"]
    out = "e-mail{s} and posts" if mail and posts else "e-mail{s}" if mail else "post{s}"
    said = [(mail + posts, out, "send"), (counts["by_hand"], "post{s} by hand", "send")]
    said += [(counts["phone"], "call{s}", "send"), (counts["task"], "task{s}", "send")]
    said += [(counts[word], DECISIONS[word][1], word) for word in DECISIONS if word != "send"]
    return [(n, words.format(s="" if n == 1 else "s"), kind) for n, words, kind in said if n]


def _counted_as(item: Item) -> str:
    if item.decision != "send":
        return item.decision
    return "by_hand" if item.entry.by_hand else item.group


def _amount(entry: Entry) -> int:
    """How much an entry counts for: people where it goes to people, else one; trouble is never nothing."""
    return entry.recipients or int(entry.decision in TROUBLE) if entry.channel in PEOPLE else 1


def reasons(entries: Sequence[Entry]) -> str:
    """Why, each reason once; where there are several, with how many each is for."""
    counts: Counter[str] = Counter()
    for each in entries:
        counts[each.reason] += each.recipients
    if len(counts) == 1:
        return next(iter(counts))
    return "; ".join(f"{n:,} {reason}" for reason, n in counts.items() if reason)


def _order(entry: Entry) -> tuple[bool, str, str, str, str, int]:
    due = entry.due_local
    channel = list(CHANNELS).index(entry.channel) if entry.channel in CHANNELS else len(CHANNELS)
    moment = due.replace(tzinfo=None).isoformat() if due else ""
    return due is None, moment, entry.campaign, entry.step, entry.occurrence, channel


def _is_local(href: str) -> bool:
    """Whether an address leads to a file on this machine, and nowhere else."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return not parts.netloc and parts.scheme in ("", "file") and not href.startswith("\\")
