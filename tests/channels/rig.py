"""What the shared test needs of a channel: how to make it, what it carries, how its provider behaves."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from outreach.core.message import Message
from outreach.ports import Abreast, Channel, NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels.weather import Sky, Weather

Ended = Receipt | Exception


@dataclass(frozen=True, slots=True)
class Word:
    """What a channel must say. None stands for whatever fits."""

    kind: type[Receipt | Exception]
    scope: str | None = None
    address: bool = False
    retry_after: float | None = None

    def fits(self, ended: Ended) -> bool:
        """Whether that is what was said."""
        if type(ended) is not self.kind:
            return False
        if isinstance(ended, Refused):
            return ended.address == self.address
        if (
            isinstance(ended, NotSent)
            and self.retry_after is not None
            and ended.retry_after != self.retry_after
        ):
            return False
        return self.scope is None or getattr(ended, "scope", None) == self.scope


@dataclass(frozen=True, slots=True)
class Rig:
    """One channel under test.

    Attributes:
        name: what the settings call the channel.
        make: the channel for a provider's base address (for the outbox, a folder), with timeouts of a few
            tenths of a second.
        message: one that it carries; `another` is a second one, with another key.
        strange: those that it does not carry.
        secrets: what must never be shown.
        sky: its provider under a weather.
        knows: the weathers that exist for it.
        finds_out: whether it can find out, or repeat without harm, when an answer is lost.
        abreast: the same channel with so many lanes, where it has lanes.
        provider: whether there is a provider, with an account and a connection.
        waits: how many seconds it asks us to wait in TOO_MANY_UNTIL.
        own: words that differ from the table for a reason, which stands beside them.
    """

    name: str
    make: Callable[[str], Channel]
    message: Message
    another: Message
    strange: tuple[Message, ...]
    sky: Callable[[Weather], AbstractContextManager[Sky]]
    knows: frozenset[Weather]
    secrets: tuple[str, ...] = ()
    finds_out: bool = False
    abreast: Callable[[str, int], Abreast] | None = None
    provider: bool = True
    waits: float | None = None
    own: Mapping[Weather, tuple[Word, ...]] = field(default_factory=dict)


def ended(channel: Channel, message: Message) -> Ended:
    """What became of one message."""
    try:
        return channel.send(message)
    except (Unsupported, NotSent, Refused, Uncertain) as error:
        return error


def everything_but(*without: Weather) -> frozenset[Weather]:
    """Every weather except those that do not exist for a provider."""
    return frozenset(Weather) - frozenset(without)
