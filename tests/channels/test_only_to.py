"""The lock at the door: while `only_to:` is set, nobody else is reached, whatever asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from outreach.channels.only_to import only_to
from outreach.core.message import Mailbox, Message
from outreach.core.shortlist import ShortList
from outreach.ports import Abreast, NotSent, Receipt, Unsupported
from outreach.ports.probe import Known
from tests.channels.messages import email, errand, post

SHORT = ShortList(("hello@example.org", "@staff.test"), frozenset({"mastodon"}))


@dataclass
class Wire:
    """A way out that keeps what it is given."""

    name: str = "wire"
    sent: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> Receipt:
        self.sent.append(message)
        return Receipt(f"taken-{len(self.sent)}")

    def account(self) -> str:
        return "somebody"


@dataclass
class Wires(Wire):
    """One that carries several at once."""

    lanes: int = 3
    hung_up: bool = False

    def send_abreast(self, messages: Sequence[Message]) -> Sequence[Receipt | Exception]:
        return [self.send(each) for each in messages]

    def hang_up(self) -> None:
        self.hung_up = True


class Mute:
    name = "mute"

    def send(self, _: Message) -> Receipt:
        return Receipt()


def to(address: str) -> Message:
    return replace(email(), to=Mailbox("Somebody", address))


def test_without_a_list_the_way_out_is_itself() -> None:
    wire = Wire()
    assert only_to(wire, ShortList(public=frozenset({"mastodon"}))) is wire


@pytest.mark.parametrize("address", ["hello@example.org", "Hello@Example.org", "anyone@STAFF.test"])
def test_whoever_is_on_the_list_gets_their_mail(address: str) -> None:
    wire = Wire()
    assert only_to(wire, SHORT).send(to(address)) == Receipt("taken-1")
    assert len(wire.sent) == 1


@pytest.mark.parametrize(
    "address",
    ["other@example.org", "hello@example.org.test", "hello@staff.test.example.org", "x@sub.staff.test", ""],
)
def test_nobody_else_does_and_is_not_named(address: str) -> None:
    wire = Wire()
    with pytest.raises(Unsupported, match=r"not on the short list \(`only_to:` in config/outreach.yaml\)"):
        only_to(wire, SHORT).send(to(address))
    assert wire.sent == []


def test_posts_that_anybody_could_read_stay_in_and_what_a_person_does_goes_on() -> None:
    wire = Wire()
    locked = only_to(wire, SHORT)
    with pytest.raises(Unsupported):
        locked.send(post("mastodon"))
    locked.send(post("facebook"))
    locked.send(errand())
    assert len(wire.sent) == 2


def test_messages_abreast_are_answered_each_in_its_place() -> None:
    wires = Wires()
    locked = only_to(wires, SHORT)
    assert isinstance(locked, Abreast)
    assert (locked.lanes, locked.name) == (3, "wire")
    first, barred, last = locked.send_abreast(
        [to("hello@example.org"), to("b@example.org"), to("c@staff.test")]
    )
    assert (first, last) == (Receipt("taken-1"), Receipt("taken-2"))
    assert isinstance(barred, Unsupported)
    assert [type(each) for each in locked.send_abreast([to("b@example.org")])] == [Unsupported]
    locked.hang_up()
    assert wires.hung_up


def test_a_channel_of_one_message_at_a_time_stays_one() -> None:
    assert not isinstance(only_to(Wire(), SHORT), Abreast)


def test_whom_the_provider_takes_us_for_can_still_be_asked() -> None:
    for wire in (Wire(), Wires()):
        locked = only_to(wire, SHORT)
        assert isinstance(locked, Known)
        assert locked.account() == "somebody"
    mute = only_to(Mute(), SHORT)
    assert isinstance(mute, Known)
    with pytest.raises(NotSent, match="mute cannot be asked"):
        mute.account()
