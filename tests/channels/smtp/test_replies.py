"""Replies as they come over the wire: in pieces, on many lines, with or without enhanced codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.channels.smtp.meaning import EXPECTED, Stage, receipt, verdict
from outreach.channels.smtp.replies import LONGEST, NotSmtpError, Reply, take
from outreach.ports import NotSent, Receipt, Refused, Uncertain

PIPELINED = (
    b"250 2.1.0 Ok\r\n"
    b"550-5.1.1 The account\r\n550-5.1.1 does not\r\n550 5.1.1 exist\r\n"
    b"354 Go on\r\n"
    b"250 Ok\r\n"
)
READ = [
    Reply(250, "2.1.0", "Ok"),
    Reply(550, "5.1.1", "The account does not exist"),
    Reply(354, "", "Go on"),
    Reply(250, "", "Ok"),
]
STAGES: tuple[Stage, ...] = (
    "greeting", "hello", "starttls", "auth", "rset", "mail", "rcpt", "data", "answer",
)  # fmt: skip


@given(cuts=st.lists(st.integers(0, len(PIPELINED)), max_size=6).map(sorted))
def test_replies_are_the_same_however_the_network_cuts_them(cuts: list[int]) -> None:
    pieces = [PIPELINED[start:end] for start, end in zip([0, *cuts], [*cuts, len(PIPELINED)], strict=True)]
    heard, read = b"", []
    for piece in pieces:
        heard += piece
        while (found := take(heard)) is not None:
            reply, heard = found
            read.append(reply)
    assert read == READ
    assert heard == b""


@pytest.mark.parametrize("line", [b"250", b"250 ", b"250 Ok\n", b"250-One\r\n250"])
def test_short_forms_and_bare_line_ends_are_read_too(line: bytes) -> None:
    found = take(line.rstrip(b"\n") + b"\n")
    assert found is not None
    assert found[0].code == 250


@pytest.mark.parametrize(
    "said",
    [b"hello\r\n", b"2500\r\n", b"150 What\r\n", b"250-One\r\n550 Two\r\n", b"\r\n", b"2" * (LONGEST + 1)],
)
def test_what_is_no_reply_is_not_guessed_at(said: bytes) -> None:
    with pytest.raises(NotSmtpError):
        take(said)


def test_an_enhanced_code_that_contradicts_the_reply_says_nothing() -> None:
    found = take(b"450 5.1.1 Perhaps\r\n")
    assert found is not None
    assert found[0] == Reply(450, "", "5.1.1 Perhaps")


@given(text=st.text(max_size=400))
def test_what_is_shown_is_one_short_line_without_an_address(text: str) -> None:
    shown = Reply(550, "5.7.1", f"{text} for bm-1@example.org").shown
    assert len(shown) <= 203
    assert shown.isprintable() or not text.isprintable()
    assert "\n" not in shown
    assert "bm-1@example.org" not in shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ok: queued as 4F2A9C1B", "4F2A9C1B"),
        ("OK id=1tAbCd-0000Xy-2z", "1tAbCd-0000Xy-2z"),
        ("4B2Ec3 Message accepted for delivery", "4B2Ec3"),
        ("ok 1700000000 qp 12345", "12345"),
        ("Ok 0100018c-aaaa-bbbb-000000", "0100018c-aaaa-bbbb-000000"),
        ("Ok", ""),
        ("", ""),
    ],
)
def test_the_name_in_the_queue_is_found_as_each_server_writes_it(text: str, name: str) -> None:
    assert receipt(Reply(250, "2.0.0", text)) == Receipt(name)


@given(
    stage=st.sampled_from(STAGES), code=st.integers(200, 599), enhanced=st.sampled_from(["", "1.1", "7.1"])
)
def test_every_answer_at_every_stage_has_a_meaning(stage: Stage, code: int, enhanced: str) -> None:
    reply = Reply(code, f"{code // 100}.{enhanced}" if enhanced and code // 100 in (2, 4, 5) else "", "text")
    found = verdict(stage, reply)
    assert (found is None) is (code // 100 == EXPECTED.get(stage, 2))
    assert found is None or isinstance(found, NotSent | Refused | Uncertain)


@given(stage=st.sampled_from(STAGES), code=st.integers(400, 599), text=st.text(max_size=40))
def test_only_a_refused_reader_strikes_an_address_off(stage: Stage, code: int, text: str) -> None:
    found = verdict(stage, Reply(code, "", text))
    if isinstance(found, Refused) and found.address:
        assert stage == "rcpt"
        assert code in (550, 551, 553, 556)


@pytest.mark.parametrize("stage", ["greeting", "hello", "starttls", "auth"])
@given(code=st.integers(400, 599))
def test_whatever_goes_wrong_in_opening_stops_the_channel(stage: Stage, code: int) -> None:
    found = verdict(stage, Reply(code, "", ""))
    assert isinstance(found, NotSent)
    assert found.scope == "channel"
