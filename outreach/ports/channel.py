"""The door out: a channel takes one message and says what became of it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from outreach.core.message import Message


class Unsupported(Exception):  # noqa: N818
    """The channel cannot carry this message; raised before anything is sent. Final."""


class NotSent(Exception):  # noqa: N818
    """Certain that it never left: the claim is released. `scope` channel stops the channel for this pass."""

    def __init__(self, reason: str, *, retry_after: float | None = None,
                 scope: Literal["message", "channel"] = "message") -> None:  # fmt: skip
        super().__init__(reason)
        self.retry_after = retry_after
        self.scope = scope


class Refused(Exception):  # noqa: N818
    """The provider refused it for good."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took it; `provider_id` is what it calls it, or empty.

    `by_hand` tells that a person was asked to do it rather than a provider.
    """

    provider_id: str = ""
    by_hand: bool = False


class Channel(Protocol):
    """A way out of the house. Raises Unsupported, NotSent or Refused; anything else means unknown."""

    @property
    def name(self) -> str:
        """What the settings call it."""

    def send(self, message: Message) -> Receipt:
        """Send one message and say what the provider calls it."""
