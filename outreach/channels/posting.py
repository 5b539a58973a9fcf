"""Posting where a lost answer can be found out: try, look whether it stands there, try again."""

from collections.abc import Callable, Mapping

from outreach.core.message import Attachment, Message, Post
from outreach.core.mime import file_type
from outreach.ports import NotSent, Receipt, Refused, Uncertain, Unsupported

TRIES = 3


class Lost(Exception):  # noqa: N818
    """No answer tells whether the network published it.

    `settled` tells that the network has answered, with a fault of its own, and is no longer at work on it.
    """

    def __init__(self, reason: str, *, settled: bool = False) -> None:
        super().__init__(reason)
        self.settled = settled


def publish(attempt: Callable[[], str], look: Callable[[], str | None]) -> Receipt:
    """Publish once, whatever becomes of the answers.

    Args:
        attempt: publishes under a key that the network keeps, so that a second time changes nothing, and
            says what the network calls the post. Raises Lost, or what a channel raises.
        look: what the network calls the post where it stands there, None where it does not. Raises likewise.

    Raises:
        Uncertain: it could not be found out.
        NotSent: it does not stand there, and no attempt is under way any more; or as `attempt` raises it.
        Refused: as `attempt` or `look` raises it.
    """
    reason, under_way = "", False
    for _ in range(TRIES):
        try:
            return Receipt(attempt())
        except Lost as lost:
            reason, under_way = str(lost), under_way or not lost.settled
        except (NotSent, Refused):
            # It tells nothing about an attempt before it, whose answer was lost.
            if not under_way:
                raise
        try:
            found = look()
        except (Lost, NotSent):
            continue
        if found is not None:
            return Receipt(found)
        if not under_way:
            raise NotSent(f"{reason}; it has not been published", scope="channel")
    unknown = "whether it was published could not be found out; look at the account"
    raise Uncertain(f"{reason}; {unknown}", scope="channel")


def must_be_set(given: Mapping[str, str]) -> None:
    """Stop where a variable is not set.

    Args:
        given: what the variables hold, by their names.

    Raises:
        NotSent: one of them holds nothing.
    """
    missing = [name for name, value in given.items() if not value]
    if missing:
        rest = "is not set; write it" if len(missing) == 1 else "are not set; write them"
        raise NotSent(f"{' and '.join(missing)} {rest} into .env", scope="channel")


def only_post(message: Message, network: str) -> Post:
    """The message, which must be a post.

    Raises:
        Unsupported: it is none.
    """
    if not isinstance(message, Post):
        raise Unsupported(f"{network} carries posts, and nothing else can be sent that way")
    return message


def picture_kind(picture: Attachment) -> str:
    """The media type of a picture, by its name: `image/png`.

    Raises:
        Unsupported: the name is not that of a picture.
    """
    kind = file_type(picture.name)
    if not kind.startswith("image/"):
        raise Unsupported(f"{picture.name} is no picture by its name; give a .png, .jpg, .gif or .webp")
    return kind
