"""E-mails as bytes: what every mail program reads back is what was meant, and nothing else gets in."""

import email
import email.policy
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.history import Key
from outreach.core.message import Attachment, Email, Invite, Mailbox, message_id
from outreach.core.mime import to_bytes

KEY = Key("construction-launch", "invitation", "once", "member-1")
HOUSE = Mailbox("Example Sector Partnerships", "hello@partnerships.example.org")
PLAIN = Email(
    key=KEY,
    sender=HOUSE,
    reply_to=Mailbox("Example Sector Partnerships", "hello+c.i.abc123@partnerships.example.org"),
    to=Mailbox("Member One", "member-1@example.org"),
    subject="You're invited: construction launch, March 18",
    text="Hello Member,\n\nWill you join us?\n",
    html="<p>Hello Member,</p>\n<p>Will you join us?</p>\n",
    date=datetime(2027, 2, 4, 16, 0, tzinfo=UTC),
    message_id="<0123456789abcdef@partnerships.example.org>",
)
INVITE = Invite(
    method="REQUEST",
    uid="construction-launch@partnerships.example.org",
    sequence=0,
    stamp=datetime(2027, 2, 4, 16, 0, tzinfo=UTC),
    title="Construction launch",
    starts=datetime(2027, 3, 18, 15, 0, tzinfo=UTC),
    duration=timedelta(hours=2),
    location="Example Builders, 100 Main Street",
    description="Will you join us?",
    organizer=HOUSE,
    attendee=Mailbox("Member One", "member-1@example.org"),
)
LISTED = replace(
    PLAIN,
    list_id="laramie-construction.partnerships.example.org",
    unsubscribe=(
        "mailto:hello+u.abc@partnerships.example.org?subject=unsubscribe",
        "https://out.example.org/u/" + "a1B2" * 60,
    ),
    one_click=True,
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def read(message: Email) -> EmailMessage:
    """The message as the standard library reads it back; anything it finds wrong fails the test."""
    raw = to_bytes(message)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    for part in parsed.walk():
        assert not part.defects
        assert not [defect for value in part.values() for defect in value.defects]
    assert isinstance(parsed, EmailMessage)
    return parsed


def decoded(value: str) -> str:
    """A header's text by RFC 2047: the space between two encoded words is none."""
    return str(make_header(decode_header(value)))


def shape(part: EmailMessage) -> object:
    inside = [shape(each) for each in part.iter_parts()] if part.is_multipart() else []
    return {part.get_content_type(): inside} if inside else part.get_content_type()


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_plain_e_mail_is_text_and_html_of_the_same_words() -> None:
    parsed = read(PLAIN)
    assert shape(parsed) == {"multipart/alternative": ["text/plain", "text/html"]}
    assert body(parsed, "plain") == PLAIN.text
    assert body(parsed, "html") == PLAIN.html


def test_the_headers_say_who_to_whom_about_what_and_when() -> None:
    parsed = read(PLAIN)
    assert parsed["From"].addresses[0].addr_spec == HOUSE.address
    assert parsed["To"].addresses[0].display_name == "Member One"
    assert parsed["Reply-To"].addresses[0].addr_spec == PLAIN.reply_to.address
    assert parsed["Subject"] == PLAIN.subject
    assert parsed["Date"].datetime == PLAIN.date
    assert parsed["Message-ID"] == PLAIN.message_id
    assert parsed["MIME-Version"] == "1.0"


def test_what_is_no_list_mail_carries_no_list_headers() -> None:
    assert not [name for name in read(PLAIN) if name.startswith("List-")]


def test_list_mail_offers_the_way_out_whole_however_long_its_link() -> None:
    raw = to_bytes(LISTED)
    assert b"=?utf-8" not in raw
    parsed = read(LISTED)
    assert parsed["List-Id"] == "<laramie-construction.partnerships.example.org>"
    assert parsed["List-Unsubscribe"].split(", ") == [f"<{uri}>" for uri in LISTED.unsubscribe]
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("length", [40, 80, 300, 900])
def test_a_link_or_an_id_is_never_broken_in_two(length: int) -> None:
    uri, name = "https://out.example.org/u/" + "a" * length, f"{'i' * length}@example.org"
    raw = to_bytes(replace(LISTED, unsubscribe=(uri,), message_id=f"<{name}>", list_id=name))
    assert f"\r\nMessage-ID: <{name}>\r\nList-Id: <{name}>\r\nList-Unsubscribe: <{uri}>\r\n".encode() in raw


def test_one_click_is_offered_only_where_it_works() -> None:
    parsed = read(replace(LISTED, unsubscribe=LISTED.unsubscribe[:1], one_click=False))
    assert "List-Unsubscribe" in parsed
    assert "List-Unsubscribe-Post" not in parsed


def test_an_invitation_stands_beside_the_text_and_is_attached() -> None:
    parsed = read(replace(PLAIN, invite=INVITE))
    assert shape(parsed) == {
        "multipart/mixed": [
            {"multipart/alternative": ["text/plain", "text/html", "text/calendar"]},
            "application/ics",
        ]
    }
    calendar = next(part for part in parsed.walk() if part.get_content_type() == "text/calendar")
    attached = next(part for part in parsed.walk() if part.get_content_type() == "application/ics")
    assert dict(calendar["Content-Type"].params) == {
        "charset": "UTF-8",
        "method": "REQUEST",
        "component": "VEVENT",
    }
    assert calendar.get_payload(decode=True) == attached.get_payload(decode=True)
    assert attached.get_filename() == "invite.ics"


def test_a_cancellation_says_so_in_its_type() -> None:
    parsed = read(replace(PLAIN, invite=replace(INVITE, method="CANCEL", sequence=1)))
    calendar = next(part for part in parsed.walk() if part.get_content_type() == "text/calendar")
    assert calendar["Content-Type"].params["method"] == "CANCEL"


@given(content=st.binary(max_size=300), stem=WORDS)
@settings(max_examples=60, deadline=None)
def test_attachments_come_out_as_they_went_in(content: bytes, stem: str) -> None:
    parsed = read(replace(PLAIN, attachments=(Attachment(f"{stem}.pdf", content),)))
    (attached,) = parsed.iter_attachments()
    assert attached.get_payload(decode=True) == content
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == f"{stem}.pdf".replace("/", " ").replace("\\", " ").strip()


@given(text=ANYTHING, html=ANYTHING)
@settings(max_examples=80, deadline=None)
def test_any_text_comes_out_as_it_went_in(text: str, html: str) -> None:
    parsed = read(replace(PLAIN, text=text, html=html))
    for kind, written in (("plain", text), ("html", html)):
        assert body(parsed, kind) == written.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "long " * 400,
        ".\n..\nFrom the start\n--=_x\n",
        "trailing  \nspace\t\n",
        "éü" * 300,
        "日本語" * 500,
        "",
    ],
    ids=["long lines", "dots and boundaries", "spaces at the end", "accents", "no Latin letter", "empty"],
)
def test_texts_that_break_mail_programs_survive(text: str) -> None:
    assert body(read(replace(PLAIN, text=text)), "plain") == text


@given(subject=WORDS)
@settings(max_examples=100, deadline=None)
def test_any_subject_comes_out_as_it_went_in(subject: str) -> None:
    raw = email.message_from_bytes(to_bytes(replace(PLAIN, subject=subject)))["Subject"]
    assert decoded(raw.replace("\n", "")) == subject.strip()
    read(replace(PLAIN, subject=subject))


@pytest.mark.parametrize(
    "name",
    [
        'The "Boss", Inc. (main)',
        "O'Brien, Pat",
        "Łukasz Żółć 🏗️",
        "שרה כהן",
        "=?utf-8?q?fake?=",
        "back\\slash",
        "",
        "a" * 200,
    ],
)
def test_any_name_comes_out_as_it_went_in(name: str) -> None:
    address = read(replace(PLAIN, to=Mailbox(name, "m@example.org")))["To"].addresses[0]
    assert (address.display_name, address.addr_spec) == (name, "m@example.org")


@pytest.mark.parametrize("name", ["  ", "\xa0", "\u2003\u3000"])
def test_a_name_of_nothing_but_spaces_is_none(name: str) -> None:
    address = read(replace(PLAIN, to=Mailbox(name, "m@example.org")))["To"].addresses[0]
    assert (address.display_name, address.addr_spec) == ("", "m@example.org")


@given(name=WORDS.filter(lambda name: not name.strip().isascii()))
@settings(max_examples=60, deadline=None)
def test_names_beyond_ascii_are_read_back_by_rfc_2047(name: str) -> None:
    raw = email.message_from_bytes(to_bytes(replace(PLAIN, to=Mailbox(name, "m@example.org"))))["To"]
    words, _, address = raw.replace("\n", "").rpartition(" ")
    assert address == "<m@example.org>"
    assert decoded(words) == name.strip()


@pytest.mark.parametrize("name", ["Builder One", "Łukasz Żółć", 'The "Boss", Inc.', ""])
def test_a_short_name_and_address_stand_on_one_line(name: str) -> None:
    raw = to_bytes(replace(PLAIN, to=Mailbox(name, "builder-01@example.org")))
    [line] = [line for line in raw.split(b"\r\n") if line.startswith(b"To: ")]
    assert line.endswith(b"builder-01@example.org" if not name else b"<builder-01@example.org>")


@given(name=WORDS, subject=WORDS)
@settings(max_examples=60, deadline=None)
def test_no_line_with_encoded_words_is_longer_than_rfc_2047_allows(name: str, subject: str) -> None:
    head = to_bytes(replace(PLAIN, to=Mailbox(name, "m@example.org"), subject=subject)).partition(
        b"\r\n\r\n"
    )[0]
    assert max((len(line) for line in head.split(b"\r\n") if b"=?utf-8?" in line), default=0) <= 76


@given(name=ANYTHING, subject=ANYTHING, file=ANYTHING)
@settings(max_examples=100, deadline=None)
def test_nothing_that_a_person_typed_adds_a_header(name: str, subject: str, file: str) -> None:
    crafted = "\r\nBcc: everyone@example.org\r\n\r\nbody"
    message = replace(
        PLAIN,
        sender=Mailbox(name + crafted, HOUSE.address),
        to=Mailbox(crafted + name, "m@example.org"),
        subject=subject + crafted,
        attachments=(Attachment(file + crafted, b""),),
    )
    expected = ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    parsed = read(message)
    assert parsed.keys() == expected
    assert len(parsed["To"].addresses) == 1


@pytest.mark.parametrize(
    "address",
    ["a@example.org\r\nBcc: b@example.org", "a@example.org>", "a b@example.org", "a@exa\x00mple.org",
     "nobody", "@example.org", "a@", "ä@example.org", "a@example..org", "a" * 400 + "@example.org",
     "a@example.org, b@example.org"],
)  # fmt: skip
@pytest.mark.parametrize("header", ["to", "sender", "reply_to"])
def test_an_address_that_is_none_is_refused(address: str, header: str) -> None:
    with pytest.raises(ValueError, match="@"):
        to_bytes(replace(PLAIN, **{header: Mailbox("Name", address)}))


def test_a_domain_beyond_ascii_is_written_as_its_wire_form() -> None:
    parsed = read(replace(PLAIN, to=Mailbox("", "a@bücher.example.org")))
    assert parsed["To"].addresses[0].addr_spec == "a@xn--bcher-kva.example.org"


@pytest.mark.parametrize(
    "uri",
    ["https://example.org/a b", "https://example.org/\r\nBcc: x", "mailto:a>b", "https://exämple.org", ""],
)
def test_a_link_that_cannot_stand_in_a_header_is_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a header"):
        to_bytes(replace(LISTED, unsubscribe=(uri,)))


def test_the_same_e_mail_gives_the_same_bytes_and_another_key_other_boundaries() -> None:
    message = replace(PLAIN, invite=INVITE, attachments=(Attachment("a.pdf", b"x"),))
    other = replace(message, key=replace(KEY, recipient="member-2"))
    assert to_bytes(message) == to_bytes(message)
    assert read(message).get_boundary() != read(other).get_boundary()


def test_the_bytes_do_not_depend_on_the_process_that_wrote_them() -> None:
    code = (
        "import sys; from tests.core.test_message import *;"
        "sys.stdout.buffer.write(to_bytes(replace(LISTED, invite=INVITE)))"
    )
    root = Path(__file__).parents[2]
    written = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True).stdout
    assert written == to_bytes(replace(LISTED, invite=INVITE))


def test_a_message_id_is_always_the_same_and_differs_for_every_key_and_secret() -> None:
    first = message_id(KEY, b"secret", "example.org")
    assert first == message_id(KEY, b"secret", "example.org")
    assert first.startswith("<")
    assert first.endswith("@example.org>")
    others = {
        message_id(replace(KEY, recipient="member-2"), b"secret", "example.org"),
        message_id(replace(KEY, occurrence="once+1"), b"secret", "example.org"),
        message_id(KEY, b"another", "example.org"),
    }
    assert len(others | {first}) == 4
    assert "member" not in first
