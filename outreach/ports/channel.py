"""The door out: a channel takes one message, or a few abreast, and says what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from outreach.core.message import Message

Scope = Literal["message", "channel"]


class Unsupported(Exception):  # noqa: N818
    """The channel cannot carry this message; raised before anything is sent. Final."""


class NotSent(Exception):  # noqa: N818
    """Certain that it never left: it waits and is tried again.

    `retry_after` is how many seconds the provider asks us to wait, None where it says nothing. `scope`
    channel tells that the next message would fare no better (no connection, wrong credentials, a limit
    reached): the channel stops, and what waits for it waits without being tried one by one.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None, scope: Scope = "message") -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.scope = scope


class Refused(Exception):  # noqa: N818
    """The provider refused it for good; `address`, that it was the address: it is not written to again."""

    def __init__(self, reason: str, *, address: bool = False) -> None:
        super().__init__(reason)
        self.address = address


class Uncertain(Exception):  # noqa: N818
    """It may have left and may not have: the answer was lost. It is never sent again by a machine.

    `scope` channel tells that the next message would fare no better: one is unknown, and not thousands.
    """

    def __init__(self, reason: str, *, scope: Scope = "message") -> None:
        super().__init__(reason)
        self.scope = scope


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took it; `provider_id` is what it calls it, or empty.

    `by_hand` tells that a person was asked to do it rather than a provider.
    """

    provider_id: str = ""
    by_hand: bool = False


class Channel(Protocol):
    """A way out of the house.

    Raises Unsupported, NotSent, Refused or Uncertain; anything else means Uncertain.
    """

    @property
    def name(self) -> str:
        """What the settings call it; the provider whose limits it keeps to."""

    def send(self, message: Message) -> Receipt:
        """Send one message and say what the provider calls it."""


@runtime_checkable
class Measured(Protocol):
    """A channel whose server says itself how long a post may be."""

    def characters(self) -> int:
        """The most characters that it takes in one post."""


@runtime_checkable
class Abreast(Channel, Protocol):
    """A channel that carries several messages at once, each on a connection of its own."""

    @property
    def lanes(self) -> int:
        """How many at most."""

    def send_abreast(self, messages: Sequence[Message]) -> Sequence[Receipt | Exception]:
        """Send at most `lanes` messages; what became of each, in order. Raises nothing of its own."""

    def hang_up(self) -> None:
        """Give back what it holds open; the next message opens it anew."""
