"""The ways out in one pass: which provider takes messages now, how many, and which is left alone."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.actions.world import World
from outreach.core.fields import zone
from outreach.core.followup import FollowUp
from outreach.core.message import Message
from outreach.core.pace import Grant, pause
from outreach.ports import WAY_IN, Abreast, Measured, NotSent, Receipt, Refused, Stop, Uncertain, Unsupported

LONGEST_ASKED = timedelta(days=1)
"""A provider that asks for more is tried once a day all the same: somebody may have mended it."""
PATIENCE = timedelta(minutes=2)
"""How long a pass may wait for a limit to allow more; what takes longer waits for a later pass."""
OURS = "outbox"
"""A folder of our own: it is tried again by every pass, for that costs nobody anything."""
LOST_IN_A_ROW = 5
"""After so many lost answers a provider is left alone, before more become unknown."""

OF_A_LIMIT = "its limit of "
"""How a reason begins that is ours: what is left of a limit is asked anew, since it may be raised."""

Answer = Receipt | Exception


@dataclass(slots=True)
class Ways:
    """What each provider takes in one pass. `started` is when the pass began (UTC)."""

    world: World
    problems: list[str]
    started: datetime
    _stops: dict[str, Stop] = field(init=False)
    _shut: set[str] = field(default_factory=set)
    _pauses: dict[str, datetime] = field(default_factory=dict)
    _reached: dict[str, Grant] = field(default_factory=dict)
    _lost: Counter[str] = field(default_factory=Counter)
    _known: dict[str, Abreast | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stops = {each.provider: each for each in self.world.ledger.stops()}
        if not self.world.impatient:
            self._shut.update(each.provider for each in self._stops.values() if self._holds(each))

    def _holds(self, stop: Stop) -> bool:
        """Whether a provider is still to be left alone; not for what a clock that was ahead has noted."""
        longest = self.started + LONGEST_ASKED
        return stop.since <= self.started < stop.until <= longest and not _is_of_a_limit(stop)

    def provider(self, kind: str) -> str:
        """Who carries that kind of touch (email, x, ...)."""
        return self.world.channels[kind].name

    def is_open(self, kind: str, now: datetime) -> bool:
        """Whether another message may be given to its provider now."""
        provider = self.provider(kind)
        return provider not in self._shut and self._pauses.get(provider, now) <= now

    def is_stopped(self, kind: str) -> bool:
        """Whether its provider takes nothing in this pass."""
        return self.provider(kind) in self._shut

    def opens(self, kind: str, now: datetime) -> datetime | None:
        """When a provider whose limit is reached takes more (UTC); None where it does not soon."""
        until = self._pauses.get(self.provider(kind))
        return until if until is not None and until - now <= PATIENCE else None

    def lanes(self, kind: str) -> int:
        """How many messages are on their way at once."""
        abreast = self._abreast(kind)
        return abreast.lanes if abreast is not None else 1

    def allow(self, kind: str, wanted: int, now: datetime) -> int:
        """How many of those wanted may go now by the limits of their provider; taken from them."""
        provider = self.provider(kind)
        limits = self.world.house.limits_of(provider).limits
        given = self.world.ledger.allow(provider, limits, wanted, now)
        if given.until is not None:
            self._pauses[provider] = given.until
            self._reached[provider] = given
        return given.count

    def reached(self, kind: str) -> str:
        """Which limit of its provider is reached, in words; empty where none is."""
        given = self._reached.get(self.provider(kind))
        return f"{OF_A_LIMIT}{given.limit} is reached" if given is not None else ""

    def used(self, kind: str, unused: int, now: datetime) -> None:
        """Of those that were allowed, so many did not go: others may. Else a limit reached is told."""
        provider = self.provider(kind)
        limits, reached = self.world.house.limits_of(provider).limits, self._reached.pop(provider, None)
        if unused and limits:
            self.world.ledger.give_back(provider, limits, unused)
        elif reached is not None:
            self._tell_reached(provider, reached, now)

    def _tell_reached(self, provider: str, given: Grant, now: datetime) -> None:
        """Tell of the limit of a day or a month that nothing more goes in it."""
        if given.until is not None and given.limit is not None and given.limit.period in ("day", "month"):
            limit = given.limit
            reason = f"{OF_A_LIMIT}{limit} is reached; the rest waits for the next {limit.period}"
            known = self._stops.get(provider)
            if known is None or (known.reason, known.until) != (reason, given.until):
                self._tell(provider, given.until, reason, now)

    def carry(self, kind: str, messages: Sequence[Message]) -> Sequence[Answer]:
        """Give messages to their provider, at most as many as it has lanes; what became of each."""
        abreast = self._abreast(kind)
        if abreast is not None:
            return abreast.send_abreast(messages)
        channel, answers = self.world.channels[kind], list[Answer]()
        for message in messages:
            try:
                answers.append(channel.send(message))
            except Exception as error:  # noqa: BLE001 - whatever a provider raises, the message may have left
                answers.append(error)
        return answers

    def heard(self, kind: str, answer: Answer, now: datetime) -> None:
        """Mind what an answer says of its provider: that it takes messages, or that it takes none."""
        provider = self.provider(kind)
        if isinstance(answer, Receipt):
            self._lost[provider] = 0
            self._measure(kind)
            if provider in self._stops and provider not in self._shut:
                self._take_up(provider, now)
        elif isinstance(answer, NotSent | Uncertain) and answer.scope == "channel":
            self._stop(provider, str(answer), getattr(answer, "retry_after", None), now)
        elif _is_lost(answer):
            self._lost[provider] += 1
            if self._lost[provider] >= LOST_IN_A_ROW:
                self._stop(provider, f"its answers were lost {LOST_IN_A_ROW} times in a row", None, now)

    def let_go(self, now: datetime) -> None:
        """Whatever held up a provider that nothing is sent by any more asks nobody for anything."""
        chosen = {channel.name for channel in self.world.channels.values()}
        for provider in [each for each in self._stops if each not in chosen and not each.startswith(WAY_IN)]:
            self._take_up(provider, now)

    def hang_up(self) -> None:
        """Give back what is held open."""
        for abreast in self._known.values():
            if abreast is not None:
                abreast.hang_up()

    def _take_up(self, provider: str, now: datetime) -> None:
        """It is left alone no more, and what a person was asked about it is withdrawn."""
        del self._stops[provider]
        if self.world.ledger.go_on(provider):
            self.world.ledger.close_followups([_asking(provider)], now)

    def _abreast(self, kind: str) -> Abreast | None:
        """The channel of a kind, where it carries several messages at once."""
        if kind not in self._known:
            channel = self.world.channels[kind]
            self._known[kind] = channel if isinstance(channel, Abreast) else None
        return self._known[kind]

    def _measure(self, kind: str) -> None:
        """Note how long a post this server takes, for S005 to judge the next one by."""
        channel = self.world.channels[kind]
        if isinstance(channel, Measured):
            with suppress(NotSent, Refused, Uncertain):
                self.world.ledger.note(f"{kind}_characters", channel.characters())

    def _stop(self, provider: str, reason: str, retry_after: float | None, now: datetime) -> None:
        if provider in self._shut:
            return
        self._shut.add(provider)
        if provider == OURS:
            self.problems.append(f"{provider} is stopped for now: {reason}")
            return
        known = self._stops.get(provider)
        if known is not None and _is_of_a_limit(known):
            known = None
        wait = pause(known.times if known else 0)
        if retry_after is not None:
            wait = min(timedelta(seconds=max(retry_after, 1)), LONGEST_ASKED)
        self._tell(provider, now + wait, reason, now)
        if known is not None:
            self.world.ledger.follow_up([self._to_do(provider, reason, now)])

    def _tell(self, provider: str, until: datetime, reason: str, now: datetime) -> None:
        """Keep for how long it is left alone, and say so: once, and once a day for as long as that lasts."""
        if self.world.ledger.stop(provider, until, reason, now):
            self.problems.append(f"{provider} is stopped for now: {reason}")

    def _to_do(self, provider: str, reason: str, now: datetime) -> FollowUp:
        house = self.world.house
        today = now.astimezone(zone(house.organisation.timezone)).date()
        words = (
            f"nothing goes out by {provider}: {reason}. It is tried again by itself; see `outreach doctor`"
        )
        return FollowUp(_asking(provider), today, "task", "", "", words, house.owner)


def _is_lost(answer: Answer) -> bool:
    """Whether nobody can say what became of a message."""
    return isinstance(answer, Exception) and not isinstance(answer, Unsupported | NotSent | Refused)


def _is_of_a_limit(stop: Stop) -> bool:
    """Whether it is no fault of the provider's: it has had as many as we give it."""
    return stop.reason.startswith(OF_A_LIMIT)


def _asking(provider: str) -> str:
    return f"!stopped/{provider}"
