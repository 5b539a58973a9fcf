"""The lock at the door while `only_to:` is set: whatever went wrong before it, nobody else is reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.core.message import Email, Message, Post
from outreach.core.shortlist import NOT_LISTED, ShortList
from outreach.ports import Abreast, Channel, Receipt, Unsupported
from outreach.ports.probe import whom


def only_to(channel: Channel, short_list: ShortList) -> Channel:
    """The same way out, for those on the list only; the channel itself where there is no list."""
    if not short_list.entries:
        return channel
    if isinstance(channel, Abreast):
        return OnlyToAbreast(channel, short_list)
    return OnlyTo(channel, short_list)


@dataclass(frozen=True, slots=True)
class OnlyTo:
    """A way out that refuses whoever is not on the short list, and posts that anybody could read."""

    channel: Channel
    short_list: ShortList

    @property
    def name(self) -> str:
        """That of the channel behind the lock."""
        return self.channel.name

    def account(self) -> str:
        """Whom the provider takes us for; raises what the channel raises."""
        return whom(self.channel)

    def send(self, message: Message) -> Receipt:
        """Send a message to somebody on the list.

        Raises:
            Unsupported: it is for anybody else; nothing was sent.
        """
        if (barred := _barred(message, self.short_list)) is not None:
            raise barred
        return self.channel.send(message)


@dataclass(frozen=True, slots=True)
class OnlyToAbreast:
    """The same for a channel that carries several messages at once."""

    channel: Abreast
    short_list: ShortList

    @property
    def name(self) -> str:
        """That of the channel behind the lock."""
        return self.channel.name

    @property
    def lanes(self) -> int:
        """How many messages at most."""
        return self.channel.lanes

    def account(self) -> str:
        """Whom the provider takes us for; raises what the channel raises."""
        return whom(self.channel)

    def send(self, message: Message) -> Receipt:
        """Send a message to somebody on the list.

        Raises:
            Unsupported: it is for anybody else; nothing was sent.
        """
        return OnlyTo(self.channel, self.short_list).send(message)

    def send_abreast(self, messages: Sequence[Message]) -> Sequence[Receipt | Exception]:
        """Send those that are for somebody on the list; what became of each, in order."""
        barred = [_barred(each, self.short_list) for each in messages]
        let_out = [each for each, stop in zip(messages, barred, strict=True) if stop is None]
        answers = iter(self.channel.send_abreast(let_out) if let_out else ())
        return [stop if stop is not None else next(answers) for stop in barred]

    def hang_up(self) -> None:
        """Give back what the channel holds open."""
        self.channel.hang_up()


def _barred(message: Message, short_list: ShortList) -> Unsupported | None:
    if isinstance(message, Email) and not short_list.holds(message.to.address):
        return Unsupported(NOT_LISTED)
    if isinstance(message, Post) and not short_list.lets_post(message.network):
        return Unsupported(NOT_LISTED)
    return None
