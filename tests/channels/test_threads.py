"""Several messages at once over a channel that sends one at a time."""

import threading
from dataclasses import dataclass, field

from outreach.channels.threads import InThreads
from outreach.core.message import Message
from outreach.ports import Abreast, NotSent, Receipt
from tests.channels.messages import email


@dataclass
class Slow:
    """A channel on which nothing goes until as many as `together` are on their way."""

    together: int
    name: str = "slow"
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gate = threading.Barrier(self.together, timeout=2)

    def send(self, message: Message) -> Receipt:
        self.gate.wait()
        self.seen.add(threading.current_thread().name)
        if message.key.recipient == "bm-1":
            raise NotSent("not now")
        if message.key.recipient == "bm-2":
            raise KeyError
        return Receipt(message.key.recipient)


def test_as_many_go_at_once_as_there_are_lanes_and_each_has_its_own_end() -> None:
    channel = InThreads(Slow(3), 3)
    became = channel.send_abreast([email("bm-1"), email("bm-2"), email("bm-3")])
    channel.hang_up()
    assert [type(each) for each in became] == [NotSent, KeyError, Receipt]
    assert became[2] == Receipt("bm-3")


def test_one_message_needs_no_thread() -> None:
    slow = Slow(1)
    assert InThreads(slow, 5).send_abreast([email("bm-3")]) == [Receipt("bm-3")]
    assert slow.seen == {threading.current_thread().name}


def test_hanging_up_ends_the_threads_and_the_next_messages_make_new_ones() -> None:
    before = threading.active_count()
    channel = InThreads(Slow(2), 2)
    for _ in range(2):
        assert channel.send_abreast([email("bm-3"), email("bm-4")]) == [Receipt("bm-3"), Receipt("bm-4")]
        channel.hang_up()
        assert threading.active_count() == before
    channel.hang_up()


def test_it_is_a_channel_with_lanes() -> None:
    channel = InThreads(Slow(1), 4)
    assert isinstance(channel, Abreast)
    assert (channel.name, channel.lanes, channel.send(email("bm-3"))) == ("slow", 4, Receipt("bm-3"))
    assert channel.send_abreast([]) == []
