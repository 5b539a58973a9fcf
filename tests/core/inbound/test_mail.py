"""A mail is read whatever its bytes are, and known again wherever it is found."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.mail import LARGEST_FILE, LONGEST_TEXT, identity, parse
from tests.core.inbound.shapes import CLIENTS, Answer, gmail, thunderbird

PLAIN = b"From: One <champion-1@example.com>\nSubject: Re: Launch\nDate: Tue, 2 Mar 2027 08:12:00 -0700\n"


def mixed(*parts: str, kind: str = "mixed") -> bytes:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f"From: a@example.com\nContent-Type: multipart/{kind}; boundary=b\n\n{body}--b--\n".encode()


def text_with(headers: str, body: bytes) -> str:
    return parse(f"{headers}\n\n".encode() + body).text


@pytest.mark.parametrize("client", CLIENTS)
def test_programs_say_the_same_in_both_halves(client: str) -> None:
    mail = parse(CLIENTS[client](Answer(words="One.\n\nTwo.", quoted="", mobile=False)))
    assert mail.text.split() == ["One.", "Two."]
    assert mail.parts == ()


def test_broken_lines_of_flowed_text_are_joined() -> None:
    words = (
        "Yes, we will be there with at least five of our people, and we will bring two tables and a lamp too."
    )
    mail = parse(thunderbird(Answer(words=words, quoted="", html=False)))
    assert mail.text == words
    headers = "Content-Type: text/plain; format=flowed; delsp=yes"
    assert text_with(headers, b"One wo \nrd.\n> quo \n> ted\n>> older\n-- \nName \n") == (
        "One word.\n> quoted\n>> older\n-- \nName"
    )


def test_html_speaks_where_the_plain_text_says_nothing_or_asks_for_html() -> None:
    for stub in ("", " \n", "Please use an HTML-compatible mail program to see this message."):
        raw = mixed(
            f"Content-Type: text/plain\n\n{stub}", "Content-Type: text/html\n\n<p>Yes</p>", kind="alternative"
        )
        assert parse(raw).text == "Yes"


def test_several_texts_are_joined_and_files_between_them_are_parts() -> None:
    mail = parse(
        mixed(
            "Content-Type: text/plain\n\nAbove",
            "Content-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nPNG",
            "Content-Type: text/plain\n\nBelow",
            'Content-Type: text/plain; name="n.txt"\nContent-Disposition: attachment\n\nattached',
        )
    )
    assert mail.text == "Above\n\nBelow"
    assert [(each.kind, each.name, each.content) for each in mail.parts] == [
        ("image/png", "a.png", b"PNG"),
        ("text/plain", "n.txt", b"attached"),
    ]


def test_a_calendar_and_the_parts_of_reports_are_kept_as_they_are() -> None:
    mail = parse(
        mixed(
            "Content-Type: text/plain\n\nReturned",
            'Content-Type: text/calendar; charset="utf-8"; method=reply\n'
            "Content-Transfer-Encoding: base64\n\nQkVHSU4=",
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed",
            "Content-Type: message/rfc822\n\nSubject: ours\n\nwords of ours",
            "Content-Type: text/rfc822-headers\n\nSubject: ours",
            kind="report",
        )
    )
    assert mail.text == "Returned"
    assert [(each.kind, each.method, each.content) for each in mail.parts] == [
        ("text/calendar", "REPLY", b"BEGIN"),
        ("message/delivery-status", "", b"Reporting-MTA: dns; x\n\nAction: failed"),
        ("message/rfc822", "", b"Subject: ours\n\nwords of ours"),
        ("text/rfc822-headers", "", b"Subject: ours"),
    ]


def test_names_are_read_in_every_encoding() -> None:
    names = [
        "filename*=utf-8''Gr%C3%B6%C3%9Fe.ics",
        "filename*0*=utf-8''Gr%C3%B6; filename*1=%C3%9Fe.ics",
        'filename="=?utf-8?q?Gr=C3=B6=C3=9Fe=2Eics?="',
    ]
    parts = [
        f"Content-Type: application/octet-stream\nContent-Disposition: attachment; {each}\n\nx"
        for each in names
    ]
    assert [each.name for each in parse(mixed(*parts[::2])).parts] == ["Größe.ics"] * 2
    assert parse(mixed(parts[1])).parts[0].name.startswith("Grö")


def test_a_large_file_is_named_and_not_kept_but_a_large_calendar_is() -> None:
    large = "x" * (LARGEST_FILE + 1)
    mail = parse(
        mixed(
            f"Content-Type: application/ms-tnef; name=winmail.dat\n\n{large}",
            f"Content-Type: application/octet-stream; name=invite.ics\n\n{large}",
        )
    )
    assert [(each.name, len(each.content)) for each in mail.parts] == [
        ("winmail.dat", 0),
        ("invite.ics", LARGEST_FILE + 1),
    ]


def test_a_boundary_that_is_missing_or_never_closed_loses_no_words() -> None:
    assert parse(mixed("Content-Type: text/plain\n\nYes").replace(b"--b--\n", b"")).text == "Yes"
    assert parse(mixed("Content-Type: text/plain\n\nYes").replace(b"; boundary=b", b"")).text == "Yes"
    assert parse(b"Content-Type: multipart/mixed; boundary=b\n\nno parts at all").text == "no parts at all"


def test_a_mail_that_is_one_attached_text_is_its_words() -> None:
    assert (
        text_with("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt", b"Yes")
        == "Yes"
    )


@given(st.binary(max_size=3_000))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    mail = parse(raw)
    assert len(identity(mail, raw)) == 64
    assert mail == parse(raw)


HEADERS = st.sampled_from(
    [
        b"From: ",
        b"Content-Type: ",
        b"Content-Disposition: ",
        b"Content-Transfer-Encoding: ",
        b"Subject: ",
        b"Date: ",
        b"Received: ",
        b"References: ",
        b"To: ",
        b"Message-ID: ",
        b"",
    ]
)
VALUES = st.sampled_from(
    [
        b"multipart/mixed; boundary=b",
        b"multipart/alternative; boundary*0*=utf-8''b",
        b"text/html; charset=hex",
        b"--b",
        b"text/plain; charset*=x'y'%FF; format=flowed",
        b"attachment; filename*0*=a'b; filename*x=c",
        b"base64",
        b"--b--",
        b"message/rfc822",
        b"quoted-printable",
        b"=?utf-8?b?====?=",
        b"Mon, 99 Foo 99999 99:99 +9999",
        b"a@b, <c",
        b"=?x",
        b"Tue, 2 Mar 0001 00:00:00 +1400",
        b'"\\',
        b"(((",
        b"x; name*99999999999999999999=y",
        b"",
        b" ",
        b"<p>\xff",
    ]
)


@given(
    st.lists(st.tuples(HEADERS, VALUES | st.binary(max_size=20), st.sampled_from([b"\n", b"\n\n", b"\r\n"])))
)
def test_any_mixture_of_fields_and_parts_is_a_mail(lines: list[tuple[bytes, bytes, bytes]]) -> None:
    raw = b"".join(map(b"".join, lines))
    mail = parse(raw)
    assert len(mail.text) <= LONGEST_TEXT
    assert all(name == name.lower() for name, _ in mail.headers)


def nested(depth: int) -> bytes:
    levels = (f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(depth))
    return f"From: a@example.com\n{''.join(levels)}Content-Type: text/plain\n\nYes\n".encode()


def test_nesting_is_opened_so_far_and_no_further() -> None:
    assert parse(nested(10)).text == "Yes"
    assert parse(nested(5_000)).sender.address == "a@example.com"


MEGABYTES = 5_000_000


@pytest.mark.parametrize(
    "raw",
    [
        b"x" * 50_000_000,
        PLAIN + b"\n" + b"x" * MEGABYTES,
        PLAIN + b"X: " + b"y" * MEGABYTES + b"\n\nhi",
        b"X-A: b\n" * 100_000 + b"\nhi",
        b"X: a\n" + b" b\n" * 500_000 + b"\nhi",
        b"To: " + b"a@example.com, " * 100_000 + b"\n\nhi",
        b"From: a,b@c.d\n" * 100_000 + b"\n\nhi",
        b"From: " + b"(" * 60_000 + b"\n\n",
        b'From: "' * 20_000 + b"\n\n",
        b"From: " + b"<" * 60_000 + b"\n\n",
        b"Subject: " + b"=?utf-8?q?a?=" * 5_000 + b"\n\n",
        b"Subject: " + b"=?a?b?" * 10_000 + b"\n\n",
        b"References: " + b"<a@b> " * 10_000 + b"\n\n",
        b"Content-Type: text/plain" + b";a=b" * 15_000 + b"\n\n",
        b"Content-Type: text/plain; charset=punycode\n\n" + b"xn--\xff" * 500_000,
        b"Content-Type: text/plain; charset=utf-8\n\n" + b"\xe9t\xe9 " * 1_000_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 1_000_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 50_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"a=b=" * 1_000_000,
        b"Content-Type: text/plain; format=flowed\n\n" + b"> a \n" * 1_000_000,
        PLAIN + b"\n" + b"\n" * MEGABYTES,
        PLAIN + b"\n" + b" " * MEGABYTES,
        b"\r" * MEGABYTES,
    ],
    ids=range(23),
)
def test_a_large_mail_of_anything_is_read_at_once_and_kept_small(raw: bytes) -> None:
    mail = parse(raw)
    assert len(mail.text) <= LONGEST_TEXT
    assert sum(len(value) for _, value in mail.headers) <= 1_000_000
    assert len(mail.parts) <= 500
    assert len(identity(mail, raw)) == 64


TRACES = st.sampled_from(
    [
        b"Received: from a by b; Tue, 2 Mar 2027 15:12:09 +0000\n",
        b"Delivered-To: x@example.org\n",
        b"Status: RO\n",
        b"Return-Path: <x@example.org>\n",
        b"X-Spam-Status: No, score=-1\n tests=NONE\n",
        b"X-Mozilla-Keys: \n",
    ]
)
BODY = st.lists(
    st.sampled_from([b"Yes.", b"From here on", b">From there", b"", b"a  ", b"> quoted", b".", b"x"])
).map(b"\n".join)


def known(raw: bytes) -> str:
    return identity(parse(raw), raw)


def as_mbox(raw: bytes) -> bytes:
    lines = (b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in raw.split(b"\n"))
    return b"From champion-1@example.com Tue Mar  2 15:12:00 2027\n" + b"\n".join(lines) + b"\n\n"


@given(BODY, st.lists(TRACES))
def test_a_mail_is_the_same_in_every_mailbox(body: bytes, traces: list[bytes]) -> None:
    raw = PLAIN + b"Message-ID: <a@example.com>\n\n" + body
    same = {
        raw.replace(b"\n", b"\r\n"),
        as_mbox(raw),
        b"".join(traces) + raw,
        raw + b"\n\n",
        raw.replace(b"a  ", b"a"),
    }
    head, _, rest = raw.partition(b"\n\n")
    same.add(head + b"\n" + b"".join(traces) + b"\n" + rest)
    assert {known(each) for each in same} == {known(raw)}


@given(BODY, BODY)
def test_mails_that_say_something_else_are_others_under_one_message_id(one: bytes, other: bytes) -> None:
    head = PLAIN + b"Message-ID: <a@example.com>\n\n"
    same = _normal(one) == _normal(other)
    assert (known(head + one) == known(head + other)) == same


def _normal(body: bytes) -> bytes:
    lines = (line.rstrip() for line in body.split(b"\n"))
    plain = (line.lstrip(b">") if line.lstrip(b">").startswith(b"From ") else line for line in lines)
    return b"\n".join(plain).rstrip(b"\n")


@pytest.mark.parametrize(
    "change",
    [
        {"words": "No."},
        {"subject": "Re: Another"},
        {"sender": "champion-2@example.com"},
        {"date": datetime(2027, 3, 2, 15, 12, 1, tzinfo=UTC)},
        {"message_id": "<other@example.com>"},
    ],
)
def test_another_mail_has_another_identity(change: dict[str, object]) -> None:
    answer = Answer(message_id="<same@example.com>")
    assert known(gmail(answer)) != known(gmail(replace(answer, **change)))  # type: ignore[arg-type]
