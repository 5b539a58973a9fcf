"""By hand: a call, a task, or a post on a network that we do not reach, asked of a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from outreach.core.followup import FollowUp
from outreach.core.links import NETWORK_NAMES, compose_link
from outreach.core.message import Errand, Message, Post
from outreach.ports import Receipt, Unsupported


@dataclass(frozen=True, slots=True)
class ByHand:
    """Raises a follow-up with the text, the picture's name and the link that does it.

    `owner_of` names who gets a campaign's posts; `today` is the local day of this pass.
    """

    raise_one: Callable[[FollowUp], object]
    owner_of: Callable[[str], str]
    today: Callable[[], date]
    name: str = "by_hand"

    def send(self, message: Message) -> Receipt:
        """Ask a person."""
        self.raise_one(payload(message, self.owner_of, self.today()))
        return Receipt(by_hand=True)


def payload(message: Message, owner_of: Callable[[str], str], today: date) -> FollowUp:
    """The follow-up that asks for a message: pure.

    Raises:
        Unsupported: it is an e-mail, which nobody should have to send by hand.
    """
    if isinstance(message, Errand):
        return FollowUp(
            str(message.key), today, message.kind, message.key.campaign, message.key.step, message.reason,
            message.owner or owner_of(message.key.campaign), message.contact,
            phone=message.phone, text=message.text, link=message.link,
        )  # fmt: skip
    if isinstance(message, Post):
        picture = f" with the picture {message.image.name} ({message.alt})" if message.image else ""
        owner = owner_of(message.key.campaign)
        network = NETWORK_NAMES.get(message.network, message.network)
        return FollowUp(
            str(message.key), today, "post", message.key.campaign, message.key.step,
            f"Post this on {network}{picture}", owner, text=message.text,
            link=compose_link(message.network, message.text, message.link),
        )  # fmt: skip
    raise Unsupported("an e-mail is not sent by hand; set `channels: {email: outbox}`")
