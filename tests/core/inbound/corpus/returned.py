# ruff: noqa: E501 - notices as mail servers write them
"""What comes back undelivered, or with a complaint, in the shapes of those who report it."""

from collections.abc import Iterator

from tests.core.inbound.corpus.sample import INVITATION, OURS, REFERENCE, Sample, mail, multipart

WHO = "champion-1@example.com"
ORIGINAL = (
    f"From: Example Sector Partnerships <{OURS}>\nTo: {WHO}\nSubject: {INVITATION}\nMessage-ID: {REFERENCE}\n"
)
REASONS: tuple[tuple[str, str, str], ...] = (
    ("5.1.1", "550", "5.1.1 The email account that you tried to reach does not exist"),
    ("5.1.10", "550", "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    ("5.2.1", "550", "5.2.1 The email account that you tried to reach is disabled"),
    ("5.4.4", "550", "Host or domain name not found. Name service error"),
    ("5.2.2", "552", "5.2.2 The email account that you tried to reach is over quota"),
    ("4.4.7", "", "Delivery time expired: connection timed out"),
    ("5.7.1", "554", "5.7.1 Message rejected as spam by content filter"),
    ("5.3.4", "552", "5.3.4 Message size exceeds fixed limit"),
)
POSTFIX = "This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<{who}>: host mx.example.com[192.0.2.1] said: {code} {text} (in reply to RCPT TO command)\n"
SENDMAIL = "The original message was received at Tue, 2 Mar 2027 15:12:00 GMT\n\n   ----- The following addresses had permanent fatal errors -----\n<{who}>\n    (reason: {code} {text})\n"
EXCHANGE = "Delivery has failed to these recipients or groups:\n\n{who}\nYour message couldn't be delivered.\n\nDiagnostic information for administrators:\nGenerating server: mail.example.com\n{who}\nRemote Server returned '{code} {text}'\n"
GMAIL = "** Address not found **\n\nYour message wasn't delivered to {who} because the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n{code} {text}\n"
SES = "An error occurred while trying to deliver the mail to the following recipients:\n{who}\n"
GATEWAY = "Your message could not be delivered to the following recipients:\n\n{who}\n\nReason: {code} {text}\n\nThis is an automated notice of the mail security gateway.\n"
EXIM = "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {who}\n    host mx.example.com [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<{who}>:\n    {code} {text}\n"
REPORTS: dict[str, tuple[str, str, str, tuple[tuple[str, str], ...]]] = {
    "postfix": ("MAILER-DAEMON@mx.example.net (Mail Delivery System)", "Undelivered Mail Returned to Sender", POSTFIX, (("Auto-Submitted", "auto-replied"),)),
    "sendmail": ("Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>", "Returned mail: see transcript for details", SENDMAIL, (("Auto-Submitted", "auto-generated (failure)"),)),
    "exchange": ("postmaster@example.com", f"Undeliverable: {INVITATION}", EXCHANGE, (("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),)),
    "gmail": ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)", GMAIL, (("Auto-Submitted", "auto-replied"), ("X-Failed-Recipients", WHO))),
    "ses": ("MAILER-DAEMON@amazonses.example.com", "Delivery Status Notification (Failure)", SES, ()),
    "gateway": ("postmaster@gateway.example.com", "Undelivered: delivery failure", GATEWAY, (("Auto-Submitted", "auto-replied"),)),
    "exim": ("Mail Delivery System <Mailer-Daemon@mx.example.net>", "Mail delivery failed: returning message to sender", EXIM, (("Auto-Submitted", "auto-replied"), ("X-Failed-Recipients", WHO))),
}  # fmt: skip
QMAIL = "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{who}>:\n192.0.2.1 does not like recipient.\nRemote host said: {code} {text}\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\n{original}\n"
COMPLAINERS = {
    "aol": ("scomp@aol.example.com", "Email Feedback Report for IP 192.0.2.9"),
    "yahoo": ("feedback@arf.yahoo.example.com", f"FW:{INVITATION}"),
    "hotmail": ("staff@hotmail.example.com", f"complaint about message from 192.0.2.9: {INVITATION}"),
    "comcast": ("abuse-feedback@comcast.example.com", "Abuse Report"),
}


def returned() -> Iterator[Sample]:
    """Failures for eight reasons in nine shapes, complaints in four."""
    for status, code, text in REASONS:
        for shape, (sender, subject, words, headers) in REPORTS.items():
            body = words.format(who=WHO, code=code, text=text)
            raw = _report(
                sender, subject, body, (*headers, ("Return-Path", "<>")), _delivery(status, code, text)
            )
            yield Sample(f"bounce {shape} {status}", raw, "bounce", f"report: {shape}")
        plain = QMAIL.format(who=WHO, code=code or "550", text=text, original=ORIGINAL)
        old = mail(
            "failure notice",
            plain,
            (("Return-Path", "<>"),),
            sender="MAILER-DAEMON@mx.example.net",
            answers=False,
        )
        yield Sample(f"bounce qmail {status}", old, "bounce", "report: qmail")
        words = (
            EXIM.format(who=WHO, code=code or "550", text=text)
            + f"\n------ This is a copy of the message. ------\n\n{ORIGINAL}"
        )
        old = mail(
            "Mail delivery failed: returning message to sender",
            words,
            (("X-Failed-Recipients", WHO), ("Auto-Submitted", "auto-replied")),
            sender="Mail Delivery System <Mailer-Daemon@mx.example.net>",
            answers=False,
        )
        yield Sample(f"bounce exim, words alone {status}", old, "bounce", "report: exim, words alone")
    for shape, (sender, subject) in COMPLAINERS.items():
        yield Sample(f"complaint {shape}", _complaint(sender, subject), "complaint", f"complaint: {shape}")


def not_failed() -> Iterator[Sample]:
    """Notices of delays and of success, and read receipts: nothing has failed, and nobody wrote."""
    for action, status, subject in (
        ("delayed", "4.4.1", "Delayed Mail (still being retried)"),
        ("delivered", "2.1.5", "Successful Mail Delivery Report"),
        ("relayed", "2.0.0", f"Relayed: {INVITATION}"),
        ("expanded", "2.0.0", "Delivery Status Notification (Expanded)"),
    ):
        body = f"This is the mail system at host mx.example.net.\n\nYour message to {WHO}: {action}.\n"
        raw = _report(
            "MAILER-DAEMON@mx.example.net (Mail Delivery System)",
            subject,
            body,
            (("Auto-Submitted", "auto-replied"),),
            _delivery(status, "250", "ok", action),
        )
        yield Sample(f"delivery notice {action}", raw, "other", "report: nothing failed")
    for subject in (
        f"Read: {INVITATION}",
        f"Gelesen: {INVITATION}",
        f"Lu : {INVITATION}",
        f"Leído: {INVITATION}",
        f"Not read: {INVITATION}",
    ):
        yield Sample(f"read receipt {subject}", _receipt(subject), "other", "read receipt")


def _delivery(status: str, code: str, text: str, action: str = "failed") -> str:
    return f"Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; {WHO}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {code} {text}\n"


def _report(
    sender: str, subject: str, words: str, headers: tuple[tuple[str, str], ...], status: str
) -> bytes:
    fields = (
        *headers,
        ("Date", "Tue, 2 Mar 2027 15:12:00 +0000"),
        ("From", sender),
        ("To", OURS),
        ("Subject", subject),
        ("Message-ID", "<r1@mx.example.net>"),
    )
    parts = (
        ("Content-Type: text/plain; charset=utf-8", words),
        ("Content-Type: message/delivery-status", status),
        ("Content-Type: text/rfc822-headers", ORIGINAL),
    )
    return multipart("report; report-type=delivery-status", fields, parts)


def _complaint(sender: str, subject: str) -> bytes:
    fields = (
        ("Date", "Tue, 2 Mar 2027 15:12:00 +0000"),
        ("From", sender),
        ("To", OURS),
        ("Subject", subject),
        ("Message-ID", "<c1@example.net>"),
    )
    parts = (
        (
            "Content-Type: text/plain",
            "This is an email abuse report for an email message received from IP 192.0.2.9.",
        ),
        (
            "Content-Type: message/feedback-report",
            "Feedback-Type: abuse\nUser-Agent: Reporter/1.0\nVersion: 1\nSource-IP: 192.0.2.9\n",
        ),
        ("Content-Type: message/rfc822", f"{ORIGINAL}\nHello Champion One\n"),
    )
    return multipart("report; report-type=feedback-report", fields, parts)


def _receipt(subject: str) -> bytes:
    fields = (
        ("Date", "Tue, 2 Mar 2027 15:12:00 +0000"),
        ("From", f"Champion One <{WHO}>"),
        ("To", OURS),
        ("Subject", subject),
        ("Message-ID", "<m1@example.com>"),
        ("In-Reply-To", REFERENCE),
    )
    parts = (
        (
            "Content-Type: text/plain; charset=utf-8",
            "Your message was read on Tuesday, March 2, 2027 3:12:00 PM.",
        ),
        (
            "Content-Type: message/disposition-notification",
            f"Final-Recipient: rfc822;{WHO}\nOriginal-Message-ID: {REFERENCE}\nDisposition: manual-action/MDN-sent-manually; displayed\n",
        ),
    )
    return multipart("report; report-type=disposition-notification", fields, parts)
