"""Mail by Inbound Parse, back into the mail that it was."""

import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.core.inbound.mail import parse
from outreach.core.message import Mailbox
from outreach.inbox.sendgrid.events import NotUnderstood
from outreach.inbox.sendgrid.form import fields_of
from outreach.inbox.sendgrid.rebuilding import mail_of
from tests.inbox.sendgrid.calls import BOUNDARY, ENVELOPE, FORM, RAW, File, form, parsed


def raw_of(fields: dict[str, str | bytes | File]) -> bytes:
    return mail_of(fields_of(FORM, form(fields)))


def mail(fields: dict[str, str | bytes | File]) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(raw_of(fields), policy=default))


def words(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_a_raw_mail_stays_as_it_is_to_the_last_byte_behind_what_was_found_out_on_delivery() -> None:
    raw = raw_of({"email": RAW, "envelope": ENVELOPE, "SPF": "pass", "dkim": "{@builders.test : pass}"})
    head, _, rest = raw.partition(b"From: ")
    assert b"From: " + rest == RAW
    assert head.decode().split("\r\n") == [
        "Return-Path: <champion-1@builders.test>",
        "Delivered-To: hello+r2abc@replies.example.org",
        "X-SendGrid-SPF: pass",
        "X-SendGrid-DKIM: {@builders.test : pass}",
        "",
    ]


def test_a_mail_in_parts_is_put_together_with_its_headers_words_and_whom_it_was_delivered_to() -> None:
    found = mail(parsed())
    read = parse(raw_of(parsed()))
    assert read.sender == Mailbox("José García", "champion-1@builders.test")
    assert read.subject == "Re: Spring meeting, ¿dónde?"
    assert "hello+r2abc@replies.example.org" in read.to
    assert found["message-id"] == "<answer-1@builders.test>"
    assert found["in-reply-to"] == "<bm-1.1@partnerships.example.org>"
    assert found.get_all("delivered-to") == ["hello+r2abc@replies.example.org"]
    assert found.get_content_type() == "multipart/alternative"
    assert len(found.get_all("content-type", [])) == len(found.get_all("mime-version", [])) == 1
    assert words(found, "plain") == "Sí, iré.\n"
    assert words(found, "html").strip() == "<p>Sí, iré.</p>"
    assert found["received"].startswith("from mail.builders.test")


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("Sí, iré.", "iso-8859-1"),
        ("Ja, schön für 5 €", "windows-1252"),
        ("はい、行きます", "iso-2022-jp"),
        ("Да, приду", "koi8-r"),
        ("Да, приду", "utf-8"),
    ],
)
def test_words_are_read_in_the_character_set_that_they_are_in(content: str, charset: str) -> None:
    changes = {"text": content.encode(charset), "charsets": json.dumps({"text": charset, "html": "utf-8"})}
    found = mail(parsed(**changes))
    assert words(found, "plain").strip() == content
    assert found.get_body(("plain",)).get_payload(decode=True).strip() == content.encode(charset)  # type: ignore[union-attr]


@pytest.mark.parametrize("told", ["us-ascii", "x-unknown", "punycode", "idna", 'utf-8"\r\nX: y', 7, None])
def test_in_a_character_set_that_it_cannot_be_its_words_are_read_all_the_same(told: object) -> None:
    read = parse(raw_of(parsed(charsets=json.dumps({"text": told}))))
    assert read.text.strip() == "Sí, iré."
    assert read.header("x") == ""


def test_attachments_keep_their_kind_name_and_every_byte() -> None:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"
    info = {
        "attachment1": {"filename": "invite.ics", "name": "invite.ics", "type": "text/calendar"},
        "attachment2": {"filename": "Plan für März.bin", "type": "application/x-plan", "content-id": "ii_1"},
    }
    changes: dict[str, str | bytes | File] = {
        "attachments": "2",
        "attachment-info": json.dumps(info),
        "attachment1": ("invite.ics", 'text/calendar; charset="utf-8"; method=REPLY', calendar),
        "attachment2": ("x", "application/x-plan", bytes(range(256)) * 3),
    }
    found = mail(parsed(**changes))
    assert found.get_content_type() == "multipart/mixed"
    first, second = found.iter_attachments()
    assert (first.get_content_type(), first.get_param("method")) == ("text/calendar", "REPLY")
    assert first.get_payload(decode=True) == calendar
    assert second.get_filename() == "Plan für März.bin"
    assert second.get_payload(decode=True) == bytes(range(256)) * 3
    assert second["content-id"] == "<ii_1>"
    assert words(found, "plain") == "Sí, iré.\n"


@pytest.mark.parametrize(
    "kind",
    ['text/plain; charset="é"', 'a/b; charset="x\\"', "multipart/mixed; boundary=x", "", "/", "text", "é/x"],
)
def test_a_kind_that_is_none_makes_no_mail_unreadable(kind: str) -> None:
    found = mail(parsed(attachment1=("x", kind, b"content")))
    (file,) = found.iter_attachments()
    assert file.get_payload(decode=True) == b"content"
    assert words(found, "plain") == "Sí, iré.\n"


def test_a_report_of_delivery_stays_one() -> None:
    headers = (
        "From: Mail Delivery System <mailer-daemon@builders.test>\nTo: hello+r2abc@replies.example.org\n"
        "Subject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n'
    )
    status = (
        b"Reporting-MTA: dns; mail.builders.test\r\n\r\n"
        b"Final-Recipient: rfc822; bm-1@builders.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    returned = (
        b"From: hello@partnerships.example.org\r\nMessage-ID: <bm-1.1@partnerships.example.org>\r\n\r\nHi\r\n"
    )
    fields: dict[str, str | bytes | File] = {
        "headers": headers, "text": "It could not be delivered.", "envelope": ENVELOPE,
        "attachment-info": json.dumps({"attachment1": {}, "attachment2": {}}),
        "attachment1": ("details.txt", "message/delivery-status", status),
        "attachment2": ("returned.eml", "message/rfc822", returned),
    }  # fmt: skip
    found = mail(fields)
    assert (found.get_content_type(), found.get_param("report-type")) == (
        "multipart/report",
        "delivery-status",
    )
    text, delivery, original = found.iter_parts()
    assert text.get_content().strip() == "It could not be delivered."
    assert cast("Any", delivery).get_payload()[1]["status"] == "5.1.1"
    assert cast("Any", original).get_payload()[0]["message-id"] == "<bm-1.1@partnerships.example.org>"


def test_the_same_mail_is_the_same_bytes_each_time() -> None:
    assert raw_of(parsed()) == raw_of(parsed())


def test_where_the_headers_do_not_name_the_writer_the_fields_do() -> None:
    found = mail(
        {"from": "champion-1@builders.test", "to": "hello@example.org", "subject": "Yes", "text": "Yes"}
    )
    assert (found["from"], found["to"], found["subject"]) == (
        "champion-1@builders.test", "hello@example.org", "Yes",
    )  # fmt: skip


def test_nothing_that_a_form_says_adds_a_header() -> None:
    envelope = json.dumps({"from": "a@b.test\r\nX-Evil: 1", "to": ["c@d.test\r\n\r\nBody", "e@f.test"]})
    fields = parsed(
        envelope=envelope, SPF="pass\r\nX-Evil: 2", headers="From: a@b.test\rX-Own: 3\nno header\n\nX-Body: 4"
    )
    found = mail(fields)
    assert found["x-evil"] is None
    assert found.get_all("delivered-to") == ["e@f.test"]
    assert words(found, "plain") == "Sí, iré.\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b""),
        (FORM, form({"email": RAW})[:-30]),
        (FORM, form({})),
        (FORM, form({"other": "x"})),
        (FORM, form({f"field{number}": "x" for number in range(400)})),
        ("multipart/form-data", form({"email": RAW})),
        ("multipart/form-data; boundary=other", form({"email": RAW})),
        ("application/json", b"{}"),
        (FORM, f"--{BOUNDARY}\r\n{'x' * 100_000}".encode()),
        (f"multipart/form-data; boundary={'x' * 3_000}", b"--x"),
        ("multipart/form-data; boundary=\u00e9", b"--x"),
    ],
)
def test_what_is_no_whole_form_with_a_mail_is_not_understood(kind: str, body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        mail_of(fields_of(kind, body))


@given(
    some.binary(max_size=300), some.text(some.characters(min_codepoint=32, max_codepoint=255), max_size=60)
)
def test_any_bytes_are_a_form_or_not_understood(body: bytes, kind: str) -> None:
    for written in (FORM, kind):
        try:
            mail_of(fields_of(written, body))
        except NotUnderstood:
            continue


@given(
    some.dictionaries(
        some.sampled_from([*parsed(), "attachment1", "attachment-info", "email"]), some.binary(max_size=200)
    ),
    some.binary(max_size=60),
)
def test_any_fields_make_a_mail_that_can_be_read(changes: dict[str, bytes], kind: bytes) -> None:
    fields: dict[str, str | bytes | File] = parsed(**changes)
    fields["attachment2"] = ("x", kind.decode("latin-1").replace("\n", " ").replace("\r", " "), b"\x00")
    try:
        found = mail(fields)
    except NotUnderstood:
        return
    assert [part.get_content_type() for part in found.walk()]


@given(some.binary(min_size=1, max_size=400))
def test_the_bytes_of_a_raw_mail_are_not_touched(raw: bytes) -> None:
    assert raw_of({"email": raw}) == raw
