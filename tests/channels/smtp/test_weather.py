"""What a mail server may do to us, and what each of it means: exact answers, over real sockets."""

import pytest

from outreach.channels.smtp import Smtp, Timeouts
from outreach.core.message import Attachment, Mailbox, Message
from outreach.ports import Abreast, NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels.messages import email, errand, post
from tests.channels.smtp.server import CUT, OFFERS, STALL, Odd, Peer, relay, unused_port

SENDER = "hello@partnerships.example.org"
SHORT = Timeouts(connect=0.4, command=0.3, answer=0.3, quit=0.3)
BARE = tuple(each for each in OFFERS if each != "PIPELINING")


def smtp(peer: Peer, lanes: int = 1) -> Smtp:
    return Smtp(peer.url, SENDER, lanes=lanes, timeouts=SHORT)


def sent(channel: Smtp, *messages: Message) -> list[Receipt | Exception]:
    found = channel.send_abreast(messages or (email(),))
    channel.hang_up()
    return found


def scope_of(found: Receipt | Exception) -> str:
    assert isinstance(found, NotSent | Uncertain), found
    return found.scope


def test_a_message_that_is_taken_has_the_name_that_the_queue_gave_it() -> None:
    with relay() as peer:
        channel = smtp(peer)
        assert isinstance(channel, Abreast)
        assert channel.send(email()) == Receipt("4F2A9C")
        channel.hang_up()
    [(sender, recipient, body)] = peer.taken
    assert (sender, recipient) == (SENDER, "bm-1@example.org")
    assert body.startswith(b"From: Example Sector Partnerships <hello@partnerships.example.org>\r\n")
    assert peer.talks[0].heard[-1] == "QUIT"


@pytest.mark.parametrize("offers", [OFFERS, BARE], ids=["pipelining", "one by one"])
def test_the_envelope_goes_in_one_write_where_the_server_offers_it(offers: tuple[str, ...]) -> None:
    with relay(offers=offers) as peer:
        assert sent(smtp(peer)) == [Receipt("4F2A9C")]
    writes = peer.talks[0].writes
    together = [write for write in writes if write.startswith(b"MAIL FROM:<") and b"\r\nDATA\r\n" in write]
    assert len(together) == (1 if offers is OFFERS else 0)
    assert len(peer.taken) == 1


@pytest.mark.parametrize("offers", [OFFERS, BARE], ids=["pipelining", "one by one"])
@pytest.mark.parametrize(
    ("step", "said", "expected", "scope"),
    [
        ("RCPT", "450 4.2.0 Greylisted, try again", NotSent, "message"),
        ("RCPT", "452 4.5.3 Too many recipients", NotSent, "message"),
        ("RCPT", "552 5.2.2 Mailbox full", NotSent, "message"),
        ("RCPT", "550 5.1.1 No such user", Refused, "address"),
        ("RCPT", "550 No such user here", Refused, "address"),
        ("RCPT", "550 5.7.1 Blocked by policy", Refused, ""),
        ("RCPT", "550 Blocked for spam", Refused, ""),
        ("RCPT", "554 5.7.1 Relay access denied", NotSent, "channel"),
        ("RCPT", "550 relay not permitted", NotSent, "channel"),
        ("RCPT", "553 5.7.1 Sender address rejected: not owned by user", NotSent, "channel"),
        ("RCPT", "450 4.7.1 Client host rejected: cannot find your hostname", NotSent, "channel"),
        ("RCPT", "550 5.4.5 Daily user sending limit exceeded", NotSent, "channel"),
        ("MAIL", "553 5.1.8 Sender refused", NotSent, "channel"),
        ("MAIL", "530 5.7.0 Must issue STARTTLS first", NotSent, "channel"),
        ("MAIL", "451 4.3.0 Not now", NotSent, "channel"),
        ("MAIL", "552 5.3.4 Too large", Refused, ""),
        ("DATA", "451 4.3.0 Not now", NotSent, "message"),
        ("DATA", "554 5.5.1 No", Refused, ""),
        (".", "451 4.7.1 Try again later", NotSent, "message"),
        (".", "554 5.7.1 Content refused", Refused, ""),
        (".", "454 Throttling failure: Maximum sending rate exceeded.", NotSent, "channel"),
    ],
)
def test_each_answer_has_its_meaning_and_the_next_message_goes_over_the_same_connection(
    step: str, said: str, expected: type[Exception], scope: str, offers: tuple[str, ...]
) -> None:
    with relay({step: [said]}, offers=offers) as peer:
        channel = smtp(peer)
        (found,) = channel.send_abreast([email()])
        assert type(found) is expected
        assert said[:3] in str(found)
        if isinstance(found, Refused):
            assert found.address is (scope == "address")
        else:
            assert scope_of(found) == scope
        assert peer.taken == []
        assert sent(channel, email("bm-2")) == [Receipt("4F2A9C")]
    assert len(peer.talks) == 1
    assert [recipient for _, recipient, _ in peer.taken] == ["bm-2@example.org"]


@pytest.mark.parametrize(
    "text", ["<bm-1@example.org>: no such user", "bm-1@example.org unknown", 'mailto:"bm-1@example.org"']
)
def test_a_reason_never_holds_the_address(text: str) -> None:
    with relay({"RCPT": f"550 5.1.1 {text}"}) as peer:
        (found,) = sent(smtp(peer))
    assert isinstance(found, Refused)
    assert "@" not in str(found)
    assert str(found).startswith("nobody has that address: 550 5.1.1 ")


def test_a_go_ahead_that_nobody_is_left_for_is_answered_with_the_dot_alone() -> None:
    with relay({"RCPT": ["550 5.1.1 No such user"]}) as peer:
        channel = smtp(peer)
        (found,) = channel.send_abreast([email()])
        assert isinstance(found, Refused)
        assert found.address
        assert sent(channel, email("bm-2")) == [Receipt("4F2A9C")]
    assert peer.talks[0].bodies[0] == b""
    assert len(peer.taken) == 1
    assert peer.heard("RSET") == []


def test_what_a_refused_message_left_behind_is_cleared_with_the_next() -> None:
    with relay({"RCPT": ["450 4.2.0 Later"], "DATA": ["503 5.5.1 No recipients"]}) as peer:
        channel = smtp(peer)
        assert scope_of(channel.send_abreast([email()])[0]) == "message"
        assert sent(channel, email("bm-2")) == [Receipt("4F2A9C")]
    assert peer.heard("RSET") == ["RSET"]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("offers", [OFFERS, BARE], ids=["pipelining", "one by one"])
def test_a_line_cut_before_the_body_has_sent_nothing(step: str, offers: tuple[str, ...]) -> None:
    with relay({step: [CUT]}, offers=offers) as peer:
        channel = smtp(peer)
        (found,) = channel.send_abreast([email()])
        assert type(found) is NotSent
        assert found.scope == "message"
        assert sent(channel) == [Receipt("4F2A9C")]
    assert len(peer.taken) == 1


@pytest.mark.parametrize("odd", [CUT, Odd("250 2.0.0 Ok: queued as"), Odd("250-2.0.0 Ok\r\n250")])
def test_an_answer_to_the_body_that_is_lost_leaves_it_unknown(odd: Odd) -> None:
    with relay({".": [odd]}) as peer:
        channel = smtp(peer)
        (found,) = channel.send_abreast([email()])
        assert type(found) is Uncertain
        assert found.scope == "message"
        assert sent(channel, email("bm-2")) == [Receipt("4F2A9C")]
    assert len(peer.talks[0].bodies) == 1
    assert [recipient for _, recipient, _ in peer.taken] == ["bm-2@example.org"]


def test_an_answer_to_the_body_that_never_comes_leaves_it_unknown_and_stops_the_channel() -> None:
    with relay({".": STALL}) as peer:
        (found,) = sent(smtp(peer))
    assert type(found) is Uncertain
    assert found.scope == "channel"
    assert "silent" in str(found)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "EHLO", "greeting"])
def test_silence_before_the_body_has_sent_nothing_and_stops_the_channel(step: str) -> None:
    with relay({step: STALL}) as peer:
        (found,) = sent(smtp(peer))
    assert type(found) is NotSent
    assert found.scope == "channel"
    assert peer.taken == []


@pytest.mark.parametrize("answer", ["250 2.0.0 Ok\r\nnonsense", "hello?", "1000 what"])
def test_what_is_no_answer_of_a_mail_server_is_not_taken_for_one(answer: str) -> None:
    with relay({"MAIL": answer}) as peer:
        (found,) = sent(smtp(peer))
    assert type(found) is NotSent
    assert peer.taken == []


def test_lines_that_are_cut_again_and_again_stop_the_channel() -> None:
    with relay({"RCPT": [CUT] * 9}) as peer:
        channel = smtp(peer)
        scopes = [scope_of(channel.send_abreast([email()])[0]) for _ in range(3)]
        channel.hang_up()
    assert scopes == ["message", "channel", "channel"]
    assert peer.taken == []


def test_answers_that_are_lost_again_and_again_stop_the_channel() -> None:
    with relay({".": [CUT, CUT, "250 2.0.0 Ok"]}) as peer:
        channel = smtp(peer)
        scopes = [scope_of(channel.send_abreast([email()])[0]) for _ in range(2)]
        assert scopes == ["message", "channel"]
        assert sent(channel) == [Receipt()]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"greeting": "554 5.7.1 Go away"}, "ask who runs it whether this machine may connect"),
        ({"greeting": "421 4.7.0 Too busy"}, "no time for us: 421 4.7.0 Too busy"),
        ({"greeting": "HTTP/1.1 400 Bad Request"}, "not that of a mail server"),
        ({"greeting": CUT}, "check host and port of SMTP_URL in .env"),
        ({"EHLO": "421 4.3.2 Closing", "HELO": "421 4.3.2 Closing"}, ""),
        ({"EHLO": "554 No", "HELO": "554 No"}, "does not want our connection: 554 No"),
    ],
)
def test_a_server_that_does_not_let_us_in_stops_the_channel(answers: dict[str, str], told: str) -> None:
    with relay(answers) as peer:
        first, second = sent(smtp(peer), email(), email("bm-2"))
    for found in (first, second):
        assert type(found) is NotSent
        assert found.scope == "channel"
        assert told in str(found)
    assert len(peer.talks) == 1


def test_a_port_that_nobody_listens_at_stops_the_channel() -> None:
    (found,) = sent(Smtp(f"smtp://127.0.0.1:{unused_port()}", SENDER, timeouts=SHORT))
    assert scope_of(found) == "channel"
    assert "Connection refused); check host and port of SMTP_URL in .env" in str(found)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 70])
def test_a_name_that_is_not_found_stops_the_channel(host: str) -> None:
    (found,) = sent(Smtp(f"smtp://{host}:25", SENDER, timeouts=SHORT))
    assert scope_of(found) == "channel"
    assert "SMTP_URL in .env" in str(found)


@pytest.mark.parametrize("answer", ["421 4.4.2 Idle for too long", CUT])
@pytest.mark.parametrize("offers", [OFFERS, BARE], ids=["pipelining", "one by one"])
def test_a_connection_that_died_while_idle_is_opened_anew_unseen(
    answer: str | Odd, offers: tuple[str, ...]
) -> None:
    with relay({"MAIL": ["250 2.1.0 Ok", answer]}, offers=offers) as peer:
        channel = smtp(peer)
        assert isinstance(channel.send(email()), Receipt)
        assert isinstance(channel.send(email("bm-2")), Receipt)
        channel.hang_up()
    assert len(peer.talks) == 2
    assert [recipient for _, recipient, _ in peer.taken] == ["bm-1@example.org", "bm-2@example.org"]


@pytest.mark.parametrize("extra", ["250 2.0.0 Ok", "354 Go on", "452 4.3.1 By the way"])
def test_a_server_that_says_more_than_it_was_asked_is_not_misheard(extra: str) -> None:
    with relay({".": [f"250 2.0.0 Ok: queued as 1A\r\n{extra}"]}) as peer:
        channel = smtp(peer)
        assert channel.send(email()) == Receipt("1A")
        assert channel.send(email("bm-2")) == Receipt("4F2A9C")
        channel.hang_up()
    assert len(peer.talks) == 2
    assert [recipient for _, recipient, _ in peer.taken] == ["bm-1@example.org", "bm-2@example.org"]


@pytest.mark.parametrize(
    ("step", "answer"), [("DATA", "250 2.0.0 Ok"), ("RCPT", "354 Go on"), ("MAIL", "334 Yes?")]
)
def test_a_yes_to_what_was_not_asked_ends_the_conversation(step: str, answer: str) -> None:
    with relay({step: [answer]}) as peer:
        channel = smtp(peer)
        (found,) = channel.send_abreast([email()])
        assert type(found) is NotSent
        assert found.scope == "channel"
        assert sent(channel, email("bm-2")) == [Receipt("4F2A9C")]
    assert len(peer.talks) == 2
    assert [recipient for _, recipient, _ in peer.taken] == ["bm-2@example.org"]


def test_a_yes_before_the_body_is_no_receipt_for_it() -> None:
    answers = {"DATA": ["354 Go on\r\n250 2.0.0 Ok"], ".": "554 5.7.1 Content rejected"}
    with relay(answers) as peer:
        first, second = sent(smtp(peer), email(), email("bm-2"))
    assert scope_of(first) == "message"
    assert isinstance(second, Refused)
    assert (peer.taken, len(peer.talks)) == ([], 2)


def test_a_fresh_connection_that_dies_is_not_tried_for_ever() -> None:
    with relay({"MAIL": CUT}) as peer:
        (found,) = sent(smtp(peer))
    assert type(found) is NotSent
    assert len(peer.talks) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA", "."])
def test_a_server_that_leaves_in_the_middle_is_called_again_for_the_next(step: str) -> None:
    with relay({step: ["421 4.3.2 Shutting down"]}) as peer:
        channel = smtp(peer)
        (found,) = channel.send_abreast([email()])
        assert type(found) is NotSent
        assert found.scope == "message"
        assert sent(channel) == [Receipt("4F2A9C")]
    assert len(peer.talks) == 2
    assert len(peer.taken) == 1


def test_a_message_larger_than_the_server_takes_is_refused_before_a_word_of_it() -> None:
    with relay(offers=("PIPELINING", "SIZE 1000")) as peer:
        (found,) = sent(smtp(peer), email(text="long " * 1000))
    assert type(found) is Refused
    assert not found.address
    assert "attach less" in str(found)
    assert peer.heard("MAIL") == []


@pytest.mark.parametrize("size", ["", "0", "-1", "9" * 21, "9" * 5000])
def test_a_size_that_cannot_be_one_is_no_limit(size: str) -> None:
    with relay(offers=("PIPELINING", f"SIZE {size}".rstrip())) as peer:
        assert sent(smtp(peer)) == [Receipt("4F2A9C")]


def test_its_size_is_told_beforehand() -> None:
    with relay() as peer:
        sent(smtp(peer), email(text=".\n.dots\n"))
    ((_, _, body),) = peer.taken
    undotted = body.replace(b"\r\n..", b"\r\n.")
    assert peer.heard("MAIL") == [f"MAIL FROM:<{SENDER}> SIZE={len(undotted)}"]


def test_a_server_that_says_no_within_a_large_body_is_heard() -> None:
    refusal = Odd("552 5.3.4 Too large\r\n")
    with relay({"DATA": ["354 Go on\r\n" + refusal.said.rstrip()]}, offers=("PIPELINING",)) as peer:
        (found,) = sent(smtp(peer))
    assert type(found) is Refused
    assert "552 5.3.4" in str(found)


def test_a_body_that_could_not_be_written_whole_has_not_been_sent() -> None:
    with relay({"DATA": [Odd("354 Go on\r\n")]}, offers=("PIPELINING",)) as peer:
        channel = smtp(peer)
        large = email(attachments=(Attachment("plan.pdf", b"%PDF" * 4_000_000),))
        (found,) = channel.send_abreast([large])
        assert type(found) is NotSent
        assert found.scope == "message"
        assert "in the middle of the message" in str(found)
        assert sent(channel, email("bm-2")) == [Receipt("4F2A9C")]
    assert [recipient for _, recipient, _ in peer.taken] == ["bm-2@example.org"]


def test_letters_beyond_ascii_go_only_where_they_are_offered() -> None:
    abroad = email(to=Mailbox("Łukasz", "łukasz@bücher.example.org"))
    with relay() as peer:
        assert sent(smtp(peer), abroad) == [Receipt("4F2A9C")]
    assert peer.heard("RCPT") == ["RCPT TO:<łukasz@xn--bcher-kva.example.org>"]
    assert peer.heard("MAIL")[0].endswith(" BODY=8BITMIME SMTPUTF8")
    assert "<łukasz@xn--bcher-kva.example.org>\r\n".encode() in peer.taken[0][2]
    with relay(offers=("PIPELINING",)) as peer:
        (found,) = sent(smtp(peer), abroad)
    assert type(found) is Unsupported
    assert "ask for another address" in str(found)
    assert peer.heard("MAIL") == []


def test_what_is_no_e_mail_is_refused_before_any_connection() -> None:
    with relay() as peer:
        found = sent(smtp(peer), post("x"), errand())
    assert [type(each) for each in found] == [Unsupported, Unsupported]
    assert peer.talks == []


def test_an_address_that_cannot_be_written_holds_up_nobody() -> None:
    wrong = email(to=Mailbox("", "a b@example.org"))
    with relay() as peer:
        first, second = sent(smtp(peer), wrong, email("bm-2"))
    assert type(first) is Unsupported
    assert "a b" not in str(first)
    assert second == Receipt("4F2A9C")
