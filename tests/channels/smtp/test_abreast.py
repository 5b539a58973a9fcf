"""Several messages at once: each over a connection of its own, and never more than the server lets in."""

import pytest

from outreach.channels.smtp import Smtp, Timeouts
from outreach.ports import NotSent, Receipt, Refused, Uncertain
from tests.channels.messages import email
from tests.channels.smtp.server import CUT, STALL, Peer, relay

SENDER = "hello@partnerships.example.org"
SHORT = Timeouts(connect=0.4, command=0.3, answer=0.3, quit=0.3)
BUSY = "421 4.7.0 Too many connections"


def smtp(peer: Peer, lanes: int = 4) -> Smtp:
    return Smtp(peer.url, SENDER, lanes=lanes, timeouts=SHORT)


def recipients(peer: Peer) -> list[str]:
    return sorted(recipient.partition("@")[0] for _, recipient, _ in peer.taken)


def test_four_messages_go_over_four_connections_and_the_next_four_over_the_same() -> None:
    with relay() as peer:
        channel = smtp(peer)
        for wave in ("a", "b", "c"):
            found = channel.send_abreast([email(f"{wave}-{number}") for number in range(4)])
            assert found == [Receipt("4F2A9C")] * 4
        channel.hang_up()
    assert len(peer.talks) == 4
    assert recipients(peer) == [f"{wave}-{number}" for wave in "abc" for number in range(4)]
    assert [talk.heard[-1] for talk in peer.talks] == ["QUIT"] * 4


def test_each_answer_belongs_to_its_own_message() -> None:
    refused = ["550 5.1.1 No such user"]
    with relay({"RCPT": ["250 2.1.5 Ok", *refused, "250 2.1.5 Ok"]}) as peer:
        found = smtp_and_goodbye(peer, 3)
    lost = [index for index, each in enumerate(found) if isinstance(each, Refused)]
    assert len(lost) == 1
    assert recipients(peer) == [f"m-{number}" for number in range(3) if number not in lost]


def smtp_and_goodbye(peer: Peer, count: int, lanes: int = 4) -> list[Receipt | Exception]:
    channel = smtp(peer, lanes)
    found = channel.send_abreast([email(f"m-{number}") for number in range(count)])
    channel.hang_up()
    return found


def test_one_message_opens_one_connection() -> None:
    with relay() as peer:
        smtp_and_goodbye(peer, 1)
    assert len(peer.talks) == 1


@pytest.mark.parametrize("refusal", [BUSY, "554 5.7.0 No more of you", CUT])
def test_a_server_that_lets_in_fewer_gets_fewer_and_every_message(refusal: str) -> None:
    with relay({"greeting": ["220 relay.test", "220 relay.test", refusal]}) as peer:
        channel = smtp(peer)
        assert channel.lanes == 4
        found = channel.send_abreast([email(f"m-{number}") for number in range(4)])
        assert found == [Receipt("4F2A9C")] * 4
        assert channel.lanes == 2
        assert channel.send_abreast([email("n-1"), email("n-2")]) == [Receipt("4F2A9C")] * 2
        channel.hang_up()
        assert channel.lanes == 4
    assert len(peer.talks) == 3
    assert recipients(peer) == ["m-0", "m-1", "m-2", "m-3", "n-1", "n-2"]


def test_connections_that_all_died_while_idle_are_opened_anew_and_nothing_is_lost_or_doubled() -> None:
    gone = "421 4.4.2 Idle for too long"
    with relay({"MAIL": ["250 2.1.0 Ok"] * 4 + [gone] * 4}) as peer:
        channel = smtp(peer)
        channel.send_abreast([email(f"m-{number}") for number in range(4)])
        assert channel.send_abreast([email(f"n-{number}") for number in range(4)]) == [Receipt("4F2A9C")] * 4
        channel.hang_up()
    assert len(peer.talks) == 8
    assert recipients(peer) == [f"{wave}-{number}" for wave in "mn" for number in range(4)]


def test_one_connection_that_dies_takes_only_its_own_message_along() -> None:
    with relay({".": ["250 2.0.0 Ok", CUT]}) as peer:
        found = smtp_and_goodbye(peer, 4)
    assert [type(each) for each in found].count(Receipt) == 3
    (lost,) = [each for each in found if isinstance(each, Uncertain)]
    assert lost.scope == "message"
    assert len(peer.taken) == 3
    assert sum(len(talk.bodies) for talk in peer.talks) == 4


def test_a_silent_connection_holds_up_the_others_only_once() -> None:
    with relay({"MAIL": ["250 2.1.0 Ok", STALL, STALL]}) as peer:
        found = smtp_and_goodbye(peer, 4)
    assert [type(each) for each in found].count(Receipt) == 2
    assert [type(each) for each in found].count(NotSent) == 2
    assert len(peer.taken) == 2


def test_what_stops_one_message_stops_those_that_still_wait() -> None:
    with relay({"MAIL": "553 5.1.8 Sender refused"}) as peer:
        found = smtp_and_goodbye(peer, 5, lanes=2)
    assert [type(each) for each in found] == [NotSent] * 5
    assert {each.scope for each in found if isinstance(each, NotSent)} == {"channel"}
    assert len(peer.heard("MAIL")) == 2
    assert peer.taken == []


def test_more_messages_than_connections_go_one_wave_after_the_other() -> None:
    with relay() as peer:
        assert smtp_and_goodbye(peer, 7, lanes=3) == [Receipt("4F2A9C")] * 7
    assert len(peer.talks) == 3
    assert len(peer.taken) == 7


def test_all_is_said_on_every_connection_before_the_first_answer_is_waited_for() -> None:
    with relay({"MAIL": [STALL]}) as peer:
        smtp_and_goodbye(peer, 3)
        assert len(peer.heard("MAIL")) == 3


def test_nothing_to_send_opens_nothing() -> None:
    with relay() as peer:
        channel = smtp(peer)
        assert channel.send_abreast([]) == []
        channel.hang_up()
    assert peer.talks == []


def test_a_server_that_does_not_answer_the_goodbye_is_left_all_the_same() -> None:
    with relay({"QUIT": STALL}) as peer:
        assert smtp_and_goodbye(peer, 2) == [Receipt("4F2A9C")] * 2


def test_an_interruption_leaves_no_half_told_message_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    with relay() as peer:
        channel = smtp(peer)
        channel.send(email())
        with monkeypatch.context() as patched:
            patched.setattr("outreach.channels.smtp.transaction.Turn.hand_over", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                channel.send(email("bm-2"))
        assert channel.send(email("bm-3")) == Receipt("4F2A9C")
        channel.hang_up()
    assert recipients(peer) == ["bm-1", "bm-3"]


def _interrupted(_: object) -> None:
    raise KeyboardInterrupt
