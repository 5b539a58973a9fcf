"""What could not be delivered, read from real formats: who, whether for good, and why."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach.core.inbound.bounces import LONGEST_REASON, bounces, complaint, returned
from outreach.core.inbound.failing.addresses import in_field
from outreach.core.inbound.failing.verdict import judge
from outreach.core.inbound.mail import parse
from outreach.core.inbound.nouns import Bounced
from tests.core.inbound.bounce_shapes import (
    FULL,
    LANGUAGES,
    OUR_ID,
    REFUSED,
    SERVERS,
    THEM,
    TOKEN,
    US,
    Lost,
    block,
    exim,
    in_language,
    mail,
    original,
    parts,
    postfix,
    qmail,
    report,
)

REPORT = 'multipart/report; report-type=delivery-status; boundary="=_part"'
MIXED = 'multipart/mixed; boundary="=_part"'


def read(raw: bytes) -> tuple[Bounced, ...]:
    return bounces(parse(raw))


def one(raw: bytes) -> Bounced:
    (found,) = read(raw)
    return found


# Servers and languages


@pytest.mark.parametrize("server", SERVERS)
def test_every_server_is_understood_when_nobody_has_the_address(server: str) -> None:
    found = one(SERVERS[server](Lost()))
    assert (found.recipient, found.permanent) == (THEM, True)
    assert found.status in {"5.1.1", ""}


@pytest.mark.parametrize("server", SERVERS)
def test_a_full_mailbox_is_no_dead_one_whatever_its_status(server: str) -> None:
    found = one(SERVERS[server](Lost(said=FULL)))
    assert (found.recipient, found.permanent) == (THEM, False)
    assert found.reason.startswith("The mailbox is full")


@pytest.mark.parametrize("server", SERVERS)
def test_a_message_refused_as_spam_says_nothing_of_the_address(server: str) -> None:
    found = one(SERVERS[server](Lost(said=REFUSED)))
    assert (found.recipient, found.permanent) == (THEM, False)
    assert found.reason.startswith("The message was refused, not the address")


@pytest.mark.parametrize("server", sorted(set(SERVERS) - {"mimecast"}))
def test_what_came_back_names_our_message(server: str) -> None:
    found = returned(parse(SERVERS[server](Lost())))
    assert any(OUR_ID in each for each in found)
    assert any(TOKEN in each for each in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_is_understood_in_many_languages(language: str) -> None:
    found = one(in_language(language))
    assert (found.recipient, found.permanent) == (THEM, True)


# Reports (RFC 3464)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "delayed"])
def test_what_arrived_or_is_on_its_way_is_no_bounce(action: str) -> None:
    told = block(Lost(said="250 2.1.5 It was taken"), action)
    assert read(report("Your message was taken care of.", told, subject="Delivery Status Notification")) == ()


def test_a_delay_is_a_warning_though_its_status_be_one_of_failure() -> None:
    assert read(report("It will be retried.", block(Lost(), "delayed"), subject="Delayed Mail")) == ()


def test_only_those_who_failed_are_told_of_several() -> None:
    told = (
        block(Lost("one@biz.example")),
        block(Lost("two@biz.example", "250 2.1.5 Taken"), "delivered"),
        block(Lost("three@biz.example", FULL)),
        block(Lost("four@biz.example"), "delayed"),
    )
    found = read(report("Two were not reached.", *told))
    assert [(each.recipient, each.permanent) for each in found] == [
        ("one@biz.example", True),
        ("three@biz.example", False),
    ]


def test_someone_named_twice_is_told_once() -> None:
    assert len(read(report("Not delivered.", block(Lost()), block(Lost())))) == 1


def test_given_up_after_days_of_trying_is_soft() -> None:
    late = Lost(said="421 4.4.1 Connection timed out")
    found = one(report("Not delivered.", block(late, status="5.4.7")))
    assert (found.permanent, found.status) == (False, "4.4.1")


def test_the_diagnosis_counts_where_the_status_says_nothing() -> None:
    found = one(report("Not delivered.", block(Lost(), status="5.0.0")))
    assert (found.permanent, found.status) == (True, "5.1.1")


def test_the_words_for_people_count_where_the_report_gives_no_cause() -> None:
    bare = f"Final-Recipient: rfc822; {THEM}\nAction: failed\nStatus: 5.0.0\n"
    found = one(report(f"<{THEM}>: there is no such user here\n", bare))
    assert found.permanent


def test_a_report_without_its_header_is_read_from_a_server() -> None:
    body = f"It was not delivered.\n\nReporting-MTA: dns; mx.biz.example\n\n{block(Lost())}"
    assert one(mail("MAILER-DAEMON@mx.biz.example", "Undeliverable", body)).recipient == THEM


def test_a_report_in_base64_is_read() -> None:
    from base64 import encodebytes  # noqa: PLC0415 - for this one alone

    told = encodebytes(f"Reporting-MTA: dns; mx\n\n{block(Lost())}".encode()).decode()
    head = "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n"
    body = f"--=_part\n{head}\n{told}\n--=_part--\n"
    assert one(mail("MAILER-DAEMON@mx.biz.example", "Undeliverable", body, REPORT)).recipient == THEM


def test_a_report_whose_boundary_a_gateway_has_changed_is_read() -> None:
    raw = postfix(Lost()).replace(b'boundary="=_part"', b'boundary="=_other"')
    assert one(raw).recipient == THEM


def test_fields_without_an_empty_line_between_recipients_are_told_apart() -> None:
    told = "".join(block(Lost(f"{name}@biz.example")) for name in ("one", "two"))
    body = parts(("message/delivery-status", f"Reporting-MTA: dns; mx\n{told}"))
    found = read(mail("MAILER-DAEMON@mx.biz.example", "Undeliverable", body, REPORT))
    assert [each.recipient for each in found] == ["one@biz.example", "two@biz.example"]


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("rfc822; Champion-1@Biz.Example", THEM),
        (f"RFC822;<{THEM}>", THEM),
        (f"<{THEM}>", THEM),
        (THEM, THEM),
        ("utf-8; b\\x{FC}ro@biz.example", "büro@biz.example"),
        ("utf-8; büro@biz.example", "büro@biz.example"),
        ("rfc822; champion+2Bteam@biz.example", "champion+team@biz.example"),
        ('rfc822; "champion 1"@biz.example', '"champion 1"@biz.example'),
        ("x400; /G=Champion/S=One/O=Biz/", ""),
        ("unknown; champion-1", ""),
        ("rfc822; @", ""),
        ("", ""),
    ],
)
def test_an_address_is_read_from_a_reports_field(field: str, address: str) -> None:
    assert in_field(field) == address


def test_a_report_with_letters_of_other_alphabets_is_read() -> None:
    told = "Final-Recipient: utf-8; büro@bücher.example\nAction: failed\nStatus: 5.1.1\n"
    body = parts(("message/global-delivery-status", told))
    assert (
        one(mail("MAILER-DAEMON@mx.example", "Undeliverable", body, REPORT)).recipient
        == "büro@bücher.example"
    )


# Whom we had written to


def test_the_address_we_wrote_to_is_told_not_the_one_it_was_sent_on_to() -> None:
    found = one(postfix(Lost("former-1@elsewhere.example", asked=THEM)))
    assert found.recipient == THEM
    assert not found.permanent
    assert found.reason.startswith("It was sent on from there")
    assert "elsewhere" not in found.reason


def test_another_name_for_the_same_mailbox_is_no_other_mailbox() -> None:
    found = one(postfix(Lost("champion-1@mailhub.biz.example", asked=THEM)))
    assert (found.recipient, found.permanent) == (THEM, True)


def test_the_address_of_the_returned_message_is_told_where_an_alias_led_from_it() -> None:
    found = one(report("Not delivered.", block(Lost("former-1@elsewhere.example")), to=THEM))
    assert (found.recipient, found.permanent) == (THEM, False)


def test_what_sendmail_says_it_expanded_an_address_from_is_told() -> None:
    words = (
        "   ----- The following addresses had permanent fatal errors -----\nformer-1@elsewhere.example\n"
        f"    (expanded from: <{THEM}>)\n\n550 5.1.1 User unknown\n"
    )
    found = one(mail("MAILER-DAEMON@biz.example", "Returned mail: User unknown", words))
    assert (found.recipient, found.permanent) == (THEM, False)


def test_a_domain_is_told_as_people_write_it() -> None:
    assert one(postfix(Lost("one@xn--bcher-kva.example"))).recipient == "one@bücher.example"


# What is no bounce

OUT_OF_OFFICE = mail(
    f"Champion One <{THEM}>",
    "Automatic reply: The launch meeting",
    f"I am away until March 8. Messages to {THEM} will not be delivered to anybody else.\n",
    Auto_Submitted="auto-replied",
)
BY_A_PERSON = mail(
    f"Champion One <{THEM}>",
    "Re: The launch meeting",
    "Sorry, my mailbox is full and your message could not be delivered; write to office@biz.example.\n",
    Return_Path=f"<{THEM}>",
)
A_NEW_ADDRESS = mail(
    f"Champion One <{THEM}>",
    "Undeliverable?",
    "I heard that mail to champion-1@old.example could not be delivered. I am at this address now.\n",
    Return_Path=f"<{THEM}>",
)
RECEIPT = mail(
    f"Champion One <{THEM}>",
    "Read: The launch meeting",
    parts(
        ("text/plain", "Your message was read."),
        (
            "message/disposition-notification",
            f"Final-Recipient: rfc822; {THEM}\nDisposition: manual-action/MDN-sent-manually; displayed\n",
        ),
    ),
    'multipart/report; report-type=disposition-notification; boundary="=_part"',
)
CHALLENGE = mail(
    "Postmaster <postmaster@biz.example>",
    "Your message was not delivered yet",
    f"Your message to {THEM} is being held until you click the link. Please confirm that you wrote it.\n",
)
STILL_TRYING = mail(
    "Mail Delivery System <Mailer-Daemon@mx.relay.example>",
    "Warning: message 1abc delayed 24 hours",
    f"Your message has not yet been delivered to:\n\n  {THEM}\n\nNo action is required on your part.\n",
)
PASSED_ON_WHOLE = mail(
    f"Convener Two <{US}>",
    "Fwd: Undelivered Mail Returned to Sender",
    parts(("text/plain", "This came back, see below."), ("message/rfc822", postfix(Lost()).decode())),
    MIXED,
    Return_Path=f"<{US}>",
)
PASSED_ON_IN_PIECES = mail(
    f"Convener Two <{US}>",
    "This came back",
    parts(("text/plain", "It was not delivered."), ("message/delivery-status", block(Lost()))),
    MIXED,
    Return_Path=f"<{US}>",
)
PASTED = mail(
    f"Convener Two <{US}>",
    "Fwd: failure notice",
    "Look:\n\n" + "".join(f"> {line}\n" for line in qmail(Lost()).decode().splitlines()),
    Return_Path=f"<{US}>",
)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(OUT_OF_OFFICE, id="an out-of-office reply"),
        pytest.param(BY_A_PERSON, id="a person whose mailbox is full"),
        pytest.param(A_NEW_ADDRESS, id="a person with a new address"),
        pytest.param(RECEIPT, id="a read receipt"),
        pytest.param(CHALLENGE, id="a filter's question"),
        pytest.param(STILL_TRYING, id="a warning that it is late"),
        pytest.param(PASSED_ON_WHOLE, id="a bounce passed on as a file"),
        pytest.param(PASSED_ON_IN_PIECES, id="a bounce passed on in pieces"),
        pytest.param(PASTED, id="a bounce passed on in the text"),
        pytest.param(mail("postmaster@biz.example", "Maintenance", "We are moving servers.\n"), id="news"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_no_bounce_is_not_taken_for_one(raw: bytes) -> None:
    assert read(raw) == ()
    assert complaint(parse(raw)) is None


def test_a_bounce_that_a_filter_has_wrapped_is_still_one() -> None:
    inside = postfix(Lost()).decode().replace("=_part", "=_inner")
    body = parts(("text/plain", "Unwanted mail was found."), ("message/rfc822", inside))
    found = one(mail("MAILER-DAEMON@mx.relay.example", "*****SPAM***** Undelivered Mail", body, MIXED))
    assert (found.recipient, found.permanent) == (THEM, True)


def test_a_report_inside_the_returned_message_is_not_of_ours() -> None:
    inner = postfix(Lost("somebody@far.example")).decode().replace("=_part", "=_inner")
    body = parts(
        ("text/plain", "Not delivered."),
        ("message/delivery-status", block(Lost())),
        ("message/rfc822", inner),
    )
    found = read(mail("MAILER-DAEMON@mx.relay.example", "Undelivered", body, REPORT))
    assert [each.recipient for each in found] == [THEM]


# What a status and words come to


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("5.1.1", ""),
        ("5.1.1", "550 5.1.1 The email account that you tried to reach does not exist"),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
        ("5.1.2", "Host unknown"),
        ("5.4.4", "Host or domain name not found. Name service error for name=biz.example: Host not found"),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied."),
        ("5.2.1", "550 5.2.1 The email account that you tried to reach is disabled"),
        ("5.7.1", "550 5.7.1 Recipient address rejected: User unknown in local recipient table"),
        ("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable"),
        ("", "This user doesn't have a biz.example account (champion-1@biz.example) [0]"),
        ("5.1.1", "550 5.1.1 No such user; see https://biz.example/policies/spam"),
    ],
)
def test_an_address_that_is_not_there_is_permanent(status: str, said: str) -> None:
    assert judge(status, said).permanent


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("5.2.2", ""),
        ("5.1.1", "550 5.1.1 Mailbox is full"),
        ("5.2.3", "552 5.2.3 Message size exceeds the limit"),
        ("5.3.4", ""),
        ("5.6.0", ""),
        ("5.7.1", ""),
        ("5.7.26", "550 5.7.26 Unauthenticated email from partnership.example is not accepted (DMARC)"),
        ("5.1.1", "550 5.1.1 Rejected: listed at a blocklist"),
        ("5.1.8", "550 5.1.8 Access denied, bad outbound sender"),
        ("5.1.0", "550 5.1.0 <convener-1@partnership.example> sender rejected"),
        ("5.7.1", "554 5.7.1 <champion-1@biz.example>: Relay access denied"),
        ("5.4.7", "delivery time expired"),
        ("4.1.1", "450 4.1.1 User unknown in virtual mailbox table"),
        ("4.2.2", "452 4.2.2 The email account that you tried to reach is over quota"),
        ("5.2.1", "550 5.2.1 The user you are trying to contact is receiving mail at a rate that"),
        ("5.0.0", "550 Recipient address rejected"),
        ("", ""),
    ],
)
def test_what_says_something_of_the_message_or_the_hour_is_soft(status: str, said: str) -> None:
    assert not judge(status, said).permanent


def test_the_numbers_of_a_host_are_no_status() -> None:
    assert judge("", "550 host 5.1.1.25 said no").status == ""


# The reason


def test_the_reason_is_one_line_and_names_nobody_else() -> None:
    said = (
        "550 5.1.1 No such user\x00 <champion-1@biz.example>; ask admin-1@biz.example\r\n or http://biz.example"
        * 9
    )
    found = one(report("Not delivered.", block(Lost(said=said.replace("\r\n", "\n ")))))
    assert found.reason.isprintable()
    assert len(found.reason) <= LONGEST_REASON
    assert THEM in found.reason
    assert "admin-1" not in found.reason


# Whatever comes

SNIPPETS = st.sampled_from(
    [postfix(Lost()), exim(Lost()), qmail(Lost()), original().encode(), b"--=_part\n", b"Action: failed\n",
     b"Content-Type: message/rfc822\n\n",
     b"Content-Type: multipart/mixed; boundary==_part\n\n", b"Final-Recipient: rfc822;",
     b"\xff\xfe", b"\x00", b"\r", b"Undeliverable\n", b"(expanded from: ", b"<", b"@", b"5.1.1 "]
)  # fmt: skip


@given(st.lists(SNIPPETS | st.binary(max_size=40), max_size=12).map(b"".join))
@example(b"From: MAILER-DAEMON@x.example\nSubject: undeliverable\n\n")
def test_no_bytes_at_all_are_too_much(raw: bytes) -> None:
    found = read(raw)
    values = returned(parse(raw))
    complaint(parse(raw))
    assert all("@" in each.recipient and each.reason.isprintable() for each in found)
    assert all(len(each.reason) <= LONGEST_REASON for each in found)
    assert len(values) == len(set(values)) <= 60
    assert all(len(each) <= 1_000 for each in values)


@given(st.integers(0, 2_000), st.binary(max_size=20))
def test_a_report_that_was_cut_off_names_nobody_new(at: int, after: bytes) -> None:
    raw = postfix(Lost())
    assert all(each.recipient.startswith("champion-1@biz.") for each in read(raw[:at]))
    assert all("champion-1@biz." in each.recipient for each in read(raw[:at] + b"\n\n" + after))


def test_a_mail_nested_a_thousand_times_is_given_up() -> None:
    raw = b"From: MAILER-DAEMON@x.example\nSubject: undeliverable\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (each, each) for each in range(1_000)
    )
    assert read(raw) == ()
    assert returned(parse(raw)) == ()


def test_a_report_of_ten_thousand_recipients_is_cut_off() -> None:
    told = "\n".join(block(Lost(f"person-{each}@biz.example")) for each in range(10_000))
    assert len(read(report("Not delivered.", told))) <= 100
