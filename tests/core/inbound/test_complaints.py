"""Complaints as providers send them: feedback loops."""

import pytest

from outreach.core.inbound.bounces import bounces, complaint, returned
from outreach.core.inbound.mail import parse
from outreach.core.inbound.nouns import Bounced
from tests.core.inbound.bounce_shapes import OUR_ID, THEM, TOKEN, US, complained, mail, original, parts

MIXED = 'multipart/mixed; boundary="=_part"'
HIDDEN = "redacted-abuse@provider.example"


def read(raw: bytes) -> Bounced | None:
    return complaint(parse(raw))


@pytest.mark.parametrize("kind", ["abuse", "fraud", "opt-out", "Abuse", "abuse; extra"])
def test_who_wants_no_more_of_it_has_complained(kind: str) -> None:
    found = read(complained(kind))
    assert found is not None
    assert (found.recipient, found.permanent) == (THEM, True)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus", "other", "dmarc", ""])
def test_a_report_of_something_else_is_no_complaint(kind: str) -> None:
    assert read(complained(kind)) is None


def test_a_complaint_is_no_bounce() -> None:
    assert bounces(parse(complained())) == ()


def test_the_reason_tells_what_they_did() -> None:
    spam, out = read(complained()), read(complained("opt-out"))
    assert spam is not None
    assert out is not None
    assert spam.reason == "They reported the message as spam"
    assert out.reason == "They asked their provider for no more such mail"


def test_the_returned_message_tells_who_it_was_where_the_report_does_not() -> None:
    found = read(complained(recipient=""))
    assert found is not None
    assert found.recipient == THEM


@pytest.mark.parametrize("hidden", [HIDDEN, "undisclosed", "user-id@redacted.invalid", ""])
def test_who_is_hidden_stays_unknown(hidden: str) -> None:
    found = read(complained(recipient=f"Original-Rcpt-To: {hidden}\n", to=HIDDEN))
    assert found is not None
    assert found.recipient == ""


def test_what_came_back_names_our_message_though_they_are_hidden() -> None:
    found = returned(parse(complained(recipient="", to=HIDDEN)))
    assert OUR_ID in found
    assert any(TOKEN in each for each in found)


def test_microsofts_older_reports_are_complaints() -> None:
    body = parts(("message/rfc822", f"X-HmXmrOriginalRecipient: <{THEM}>\n{original(HIDDEN)}"))
    found = read(mail("<staff@hotmail.com>", "complaint about message from 192.0.2.9", body, MIXED))
    assert found is not None
    assert found.recipient == THEM


def test_a_complaint_that_somebody_passes_on_is_not_theirs() -> None:
    told = parts(("text/plain", "Is this bad?"), ("message/rfc822", complained().decode()))
    assert read(mail(f"Convener Two <{US}>", "Fwd: complaint", told, MIXED, Return_Path=f"<{US}>")) is None


def test_a_report_in_a_mail_of_another_kind_is_no_complaint() -> None:
    raw = complained().replace(b"multipart/report; report-type=feedback-report;", b"multipart/mixed;")
    assert read(raw) is None
