"""What the bytes of an e-mail owe to those who carry it: the headers they ask for, lines that survive."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.history import Key
from outreach.core.message import Attachment, Email, Mailbox, feedback_id
from outreach.core.mime import is_message_id, needs_utf8, to_bytes, wire_address
from tests.core.test_message import INVITE, KEY, LISTED, PLAIN

ABROAD = replace(PLAIN, to=Mailbox("Łukasz", "łukasz@bücher.example.org"))
TEXT = st.text(st.sampled_from("From .\n=_-é \t>") | st.characters(exclude_categories=["Cs"]), max_size=300)


def read(raw: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def lines(message: Email) -> list[bytes]:
    return to_bytes(message).split(b"\r\n")


def test_what_people_complain_about_is_told_without_telling_who() -> None:
    told = feedback_id(
        Key("construction-launch", "invitation", "once", "member-1"), "partnerships.example.org"
    )
    campaign, sender = "construction-launch", told.rpartition(":")[2]
    assert told == f"invitation.{campaign}:{campaign}::{sender}"
    assert re.fullmatch(r"[0-9a-f]{12}", sender)
    assert told == feedback_id(replace(KEY, recipient="member-2"), "Partnerships.Example.org")
    assert sender not in feedback_id(KEY, "another.example.org")
    assert read(to_bytes(replace(LISTED, feedback_id=told)))["Feedback-ID"] == told


@pytest.mark.parametrize("value", ["a:b\r\nBcc: x", "a b:c", "é:c"])
def test_a_feedback_id_adds_no_header_of_its_own(value: str) -> None:
    with pytest.raises(ValueError, match="Feedback-ID"):
        to_bytes(replace(LISTED, feedback_id=value))


def test_only_what_no_person_wrote_says_that_it_was_generated() -> None:
    assert "Auto-Submitted" not in read(to_bytes(LISTED))
    assert read(to_bytes(replace(PLAIN, auto_generated=True)))["Auto-Submitted"] == "auto-generated"


def test_what_answers_a_mail_names_it_so_that_both_stand_together() -> None:
    answer = replace(PLAIN, in_reply_to="<42.abc@mail.example.org>")
    parsed = read(to_bytes(answer))
    assert parsed["In-Reply-To"] == parsed["References"] == "<42.abc@mail.example.org>"
    assert "In-Reply-To" not in read(to_bytes(PLAIN))
    assert "References" not in read(to_bytes(PLAIN))


def test_what_a_program_answers_says_so() -> None:
    answer = replace(PLAIN, in_reply_to="<42.abc@mail.example.org>", auto_generated=True)
    assert read(to_bytes(answer))["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize(
    "value",
    [
        "<a b@c>",
        "<a@b>\r\nBcc: x@example.org",
        "<\u00e9@example.org>",
        "a@b",
        "<>",
        "<a@b> <c@d>",
        "<" + "a" * 999,
    ],
)
def test_what_is_no_message_id_answers_nothing(value: str) -> None:
    assert not is_message_id(value)
    if value != "a@b":
        with pytest.raises(ValueError, match="header"):
            to_bytes(replace(PLAIN, in_reply_to=value))


def test_nothing_says_what_precedence_it_has() -> None:
    assert "Precedence" not in read(to_bytes(replace(LISTED, auto_generated=True)))


def test_the_date_is_the_moment_of_sending_with_its_offset() -> None:
    winter = replace(PLAIN, date=datetime(2027, 2, 4, 9, 5, 7, tzinfo=UTC))
    assert b"Date: Thu, 04 Feb 2027 09:05:07 +0000" in lines(winter)


@given(text=TEXT, html=TEXT)
@settings(max_examples=150, deadline=None)
def test_any_text_goes_over_the_wire_in_short_lines_that_no_mailbox_changes(text: str, html: str) -> None:
    message = replace(PLAIN, text=text, html=html)
    raw = to_bytes(message)
    body = raw.partition(b"\r\n\r\n")[2]
    assert raw.isascii()
    assert raw.endswith(b"--\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert not [line for line in body.split(b"\r\n") if line.startswith(b"From ")]
    for kind, written in (("plain", text), ("html", html)):
        part = read(raw).get_body((kind,))
        assert part is not None
        said = part.get_payload(decode=True)
        assert isinstance(said, bytes)
        wanted = written.replace("\r\n", "\n").replace("\r", "\n")
        assert said.decode().replace("\r\n", "\n") == wanted


def test_a_line_that_a_mailbox_would_change_is_written_otherwise() -> None:
    written = lines(replace(PLAIN, text="From here on\n\nFrom " + "long " * 40))
    assert written.count(b"=46rom =") == 2
    assert b"From here on" not in written


def test_letters_beyond_ascii_in_an_address_are_written_only_where_they_are_wanted() -> None:
    assert needs_utf8(ABROAD)
    assert not needs_utf8(replace(PLAIN, to=Mailbox("Łukasz", "lukasz@bücher.example.org")))
    with pytest.raises(ValueError, match="before the @"):
        to_bytes(ABROAD)
    raw = to_bytes(ABROAD, utf8=True)
    assert "<łukasz@xn--bcher-kva.example.org>\r\n".encode() in raw
    read_back = email.message_from_string(raw.decode(), policy=policy.SMTPUTF8)
    assert read_back["To"].addresses[0].username == "łukasz"


def test_a_message_without_such_letters_is_the_same_either_way() -> None:
    assert to_bytes(LISTED, utf8=True) == to_bytes(LISTED)


@pytest.mark.parametrize(
    "address",
    [
        "ł\u0085a@example.org",
        "ł\u2028a@example.org",
        "ł a@example.org",
        "ł<a@example.org",
        "ł\x00@example.org",
    ],
)
def test_no_letter_beyond_ascii_breaks_a_line_or_ends_an_address(address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        wire_address(address, utf8=True)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("a.b@example.org", "a.b@example.org"),
        ('o"brien@example.org', '"o\\"brien"@example.org'),
        ("a,b@example.org", '"a,b"@example.org'),
        (".a@example.org", '".a"@example.org'),
        ("ż.ó@example.org", "ż.ó@example.org"),
        ("ż,ó@example.org", '"ż,ó"@example.org'),
        ("a@[192.0.2.1]", "a@[192.0.2.1]"),
    ],
)
def test_an_address_is_quoted_where_mail_servers_need_it(address: str, written: str) -> None:
    assert wire_address(address, utf8=True) == written


@pytest.mark.parametrize(
    ("domain", "wire"),
    [
        ("straße.example", "xn--strae-oqa.example"),
        ("STRAẞE.example", "xn--strae-oqa.example"),
        ("βόλος.example", "xn--nxasmm1c.example"),
        ("BÜCHER.Example", "xn--bcher-kva.Example"),
        ("日本。example", "xn--wgv71a.example"),
    ],
)
def test_mail_goes_to_the_domain_that_was_written_and_to_no_neighbour(domain: str, wire: str) -> None:
    assert wire_address(f"a@{domain}") == f"a@{wire}"


@pytest.mark.parametrize(
    "message",
    [
        replace(PLAIN, to=Mailbox("", "secret-person@exa mple.org")),
        replace(PLAIN, to=Mailbox("", "secret-persön@example.org")),
        replace(PLAIN, to=Mailbox("", "secret-person@example..org")),
        replace(LISTED, unsubscribe=("https://example.org/secret-person token",)),
    ],
)
def test_an_error_tells_nobody_the_address_or_the_link(message: Email) -> None:
    with pytest.raises(ValueError, match=r"this message|an address") as caught:
        to_bytes(message)
    assert "secret" not in str(caught.value)


def test_an_attachment_is_the_same_for_everybody_and_an_invitation_is_each_ones_own() -> None:
    plan = Attachment("plan.pdf", b"%PDF-1.7" * 100)
    one = to_bytes(replace(PLAIN, invite=INVITE, attachments=(plan,)))
    guest = replace(INVITE, attendee=Mailbox("Member Two", "member-2@example.org"))
    two = to_bytes(replace(PLAIN, invite=guest, attachments=(plan,)))
    calendars = [
        next(part for part in read(raw).walk() if part.get_filename() == "invite.ics") for raw in (one, two)
    ]
    assert b"member-1@" in calendars[0].get_payload(decode=True)
    assert b"member-2@" in calendars[1].get_payload(decode=True)
    for raw in (one, two):
        assert list(read(raw).iter_attachments())[-1].get_payload(decode=True) == plan.content
