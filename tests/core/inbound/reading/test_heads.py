"""The head of a mail: who wrote what to whom, and when, however it is written."""

from datetime import UTC, datetime

import pytest

from outreach.core.inbound.mail import parse
from outreach.core.message import Mailbox
from tests.core.inbound.shapes import Answer, gmail

PLAIN = b"From: Champion One <champion-1@example.com>\nSubject: Re: Launch\n"


def test_the_head_says_who_wrote_what_to_whom_and_when() -> None:
    mail = parse(
        gmail(Answer(cc=("Champion Two <Champion-2@Example.com>",), references=("<m0@example.org>",)))
    )
    assert mail.sender == Mailbox("Champion One", "champion-1@example.com")
    assert mail.subject == "Re: Construction partnership launch meeting"
    assert mail.to == ("hello@partnerships.example.org", "champion-2@example.com")
    assert mail.references == ("<m1.original@partnerships.example.org>", "<m0@example.org>")
    assert mail.date == datetime(2027, 3, 2, 15, 12, tzinfo=UTC)
    assert mail.received == datetime(2027, 3, 2, 15, 12, 4, tzinfo=UTC)
    assert mail.message_id.endswith("@mail.gmail.com>")


def test_to_holds_whom_it_was_delivered_to() -> None:
    mail = parse(
        b"Delivered-To: hello+token@example.org\nX-Original-To: <HELLO@example.org>\n"
        b"Envelope-To: e@example.org\n"
        b'To: undisclosed-recipients:;\nCc: Team: a@example.org, "B, C" <c@example.org>;\n\nx'
    )
    assert set(mail.to) == {
        "hello+token@example.org",
        "hello@example.org",
        "e@example.org",
        "a@example.org",
        "c@example.org",
    }


def test_received_is_what_the_last_server_says() -> None:
    mail = parse(
        b"Received: by last.example.org; Tue, 02 Mar 2027 16:00:00 +0100 (CET)\n"
        b"Received: by first.example.org; Mon, 01 Mar 2027 00:00:00 +0000\nDate: nonsense\n\nx"
    )
    assert mail.received == datetime(2027, 3, 2, 15, tzinfo=UTC)
    assert mail.date is None


@pytest.mark.parametrize(
    ("value", "box"),
    [
        ("champion-1@example.com", Mailbox("", "champion-1@example.com")),
        ('"One, Champion" <Champion-1@Example.COM>', Mailbox("One, Champion", "champion-1@example.com")),
        ("champion-1@example.com (Champion One)", Mailbox("Champion One", "champion-1@example.com")),
        ("=?utf-8?q?J=C3=B6rg?= <j@example.com>", Mailbox("Jörg", "j@example.com")),
        ('"=?utf-8?b?SsO2cmc=?=" <j@example.com>', Mailbox("Jörg", "j@example.com")),
        ("=?utf-8?q?a=2C_b=40example=2Eorg?= <j@example.com>", Mailbox("a, b@example.org", "j@example.com")),
        ('"boss@example.org" <thief@example.net>', Mailbox("boss@example.org", "thief@example.net")),
        ("boss@example.org <thief@example.net>", Mailbox("boss@example.org", "thief@example.net")),
        ("Jörg <j@bücher.example>", Mailbox("Jörg", "j@bücher.example")),
        ("J <j@xn--bcher-kva.example>", Mailbox("J", "j@bücher.example")),
        ("J <j@xn--zzzzzzzz---.example>", Mailbox("J", "j@xn--zzzzzzzz---.example")),
        ("MAILER-DAEMON (Mail Delivery System)", Mailbox("Mail Delivery System", "mailer-daemon")),
        ("<>", Mailbox("", "")),
        ('"unclosed <a@example.com>', Mailbox("unclosed", "a@example.com")),
        ("a@example.com, b@example.com", Mailbox("", "a@example.com")),
    ],
)
def test_a_sender_is_read_however_it_is_written(value: str, box: Mailbox) -> None:
    assert parse(f"From: {value}\n\nx".encode()).sender == box


def test_a_mail_without_from_is_from_its_sender_or_its_return_path() -> None:
    assert (
        parse(b"Return-Path: <r@example.com>\nSender: s@example.com\n\nx").sender.address == "s@example.com"
    )
    assert parse(b"Return-Path: <r@example.com>\n\nx").sender.address == "r@example.com"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),
        (b"=?utf-8?B?R3LD?=\n =?utf-8?B?vMOfZQ==?=", "Grüße"),
        (b"=?iso-8859-1?q?caf=E9?= =?utf-8?q?_=E2=82=AC?=", "café €"),
        (b"=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
        (b"=?gb2312?B?xPq6ww==?= you", "您好 you"),
        (b"=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        (b"=?utf-8?q?unclosed", "=?utf-8?q?unclosed"),
        (b"=?nonsense?q?a=E9?=", "aé"),
        (b"=?utf-8?b?A?=", ""),
        (b"=?utf-8*en?q?worded?=", "worded"),
        ("raw UTF-8: Größe".encode(), "raw UTF-8: Größe"),
        ("raw: Größe".encode("latin-1"), "raw: Größe"),
        (b"a\x00b\x07c", "abc"),
        (b"folded\n\tover two", "folded over two"),
    ],
)
def test_a_subject_is_read_however_it_is_encoded(raw: bytes, shown: str) -> None:
    assert parse(b"Subject: " + raw + b"\n\nx").subject == shown


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"In-Reply-To: <b@x>\nReferences: <a@x>\n <b@x>\t<c@x>\n\n", ("<b@x>", "<c@x>", "<a@x>")),
        (b"References: <a@x><b@x>\n\n", ("<b@x>", "<a@x>")),
        (b"In-Reply-To: Your message of Monday <a@x>\n\n", ("<a@x>",)),
        (b"In-Reply-To: a@x\n\n", ("<a@x>",)),
        (b"In-Reply-To: <long\n id@x>\n\n", ("<longid@x>",)),
        (b"In-Reply-To: \n\n", ()),
    ],
)
def test_references_are_the_answered_one_then_the_newest(raw: bytes, found: tuple[str, ...]) -> None:
    assert parse(raw).references == found


def test_headers_are_unfolded_decoded_and_in_order() -> None:
    mail = parse(b"X-One: a\n b\nX-TWO: =?utf-8?q?=C3=A9?=\nX-One: c\n\nx")
    assert mail.headers == (("x-one", "a b"), ("x-two", "é"), ("x-one", "c"))


def test_a_mail_without_a_head_is_all_words() -> None:
    assert parse(b"Hello there\n\nyes").text == "Hello there\n\nyes"
    assert parse(b"").text == ""


def test_a_broken_line_in_a_head_does_not_end_it() -> None:
    assert parse(b"From: a@example.com\nbroken\nSubject: s\n\nx").subject == "s"


@pytest.mark.parametrize(
    "first", [b"From champion-1@example.com Tue Mar  2 15:12:00 2027\n", b">From x\n", b"\n\n"]
)
def test_what_a_mailbox_sets_above_a_head_is_passed_over(first: bytes) -> None:
    assert parse(first + PLAIN + b"\nYes").subject == "Re: Launch"


@pytest.mark.parametrize("ending", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_lines_may_end_in_any_way(ending: bytes) -> None:
    mail = parse((PLAIN + b"\nYes.\n\nTwo of us.").replace(b"\n", ending))
    assert (mail.subject, mail.text) == ("Re: Launch", "Yes.\n\nTwo of us.")
