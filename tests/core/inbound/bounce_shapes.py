# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""Notices of failure as servers write them: headers, MIME structure and wording of each, in our own examples.

`postfix(Lost("a@biz.example"))` is the raw mail. Everything has a default, so that a test names what it is
about. `SERVERS` holds every server by name, `LANGUAGES` what a notice says in each language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.header import Header
from typing import Final

US: Final = "convener-1@partnership.example"
THEM: Final = "champion-1@biz.example"
TOKEN: Final = "r" + "abcdefghij23" + "klmnopqrstuvwxyz"
OUR_ID: Final = f"<m{TOKEN[1:]}@partnership.example>"
UNKNOWN: Final = "550 5.1.1 The mailbox does not exist here"
FULL: Final = "552 5.2.2 The mailbox is over quota"
REFUSED: Final = "550 5.7.1 Message refused by our spam policy"


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody who was not reached: at which address, and what the last server said of why.

    `asked` is the address we wrote to where an alias led from there to `recipient`.
    """

    recipient: str = THEM
    said: str = UNKNOWN
    asked: str = ""

    @property
    def status(self) -> str:
        """The status in what was said."""
        return self.said.split()[1]


def original(to: str = THEM) -> str:
    """The head and the first words of the message of ours that came back."""
    return (
        f"Return-Path: <{US}>\n"
        "Received: from mail.partnership.example ([192.0.2.9]) by mx.biz.example; Mon, 1 Mar 2027 "
        "09:00:02 -0500\n"
        f"Message-ID: {OUR_ID}\nFrom: Convener One <{US}>\nReply-To: <replies+{TOKEN}@partnership.example>\n"
        f"To: Champion One <{to}>\nSubject: The launch meeting\nList-Unsubscribe: "
        f"<https://example.org/u/{TOKEN}>\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        "Hello Champion One,\n\nthe launch meeting is on March 18.\n"
    )


def mail(sender: str, subject: str, body: str, kind: str = "text/plain; charset=utf-8", **more: str) -> bytes:
    """A whole mail from a server; `more` are further headers, `_` standing for the hyphen."""
    shown = subject if subject.isascii() else Header(subject, "utf-8").encode()
    headers = {
        "Return-Path": "<>",
        "From": sender,
        "To": US,
        "Subject": shown,
        "Message-ID": "<1@mx.biz.example>",
        "Date": "Mon, 1 Mar 2027 09:00:05 -0500",
        "MIME-Version": "1.0",
        "Content-Type": kind,
    }
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\n" for name, value in headers.items() if value)
    return f"{head}\n{body}".encode()


def parts(*of: tuple[str, str], boundary: str = "=_part") -> str:
    """The body of a multipart."""
    inside = "".join(f"--{boundary}\nContent-Type: {kind}\n\n{text.rstrip()}\n\n" for kind, text in of)
    return f"{inside}--{boundary}--\n"


def block(lost: Lost, action: str = "failed", status: str | None = None) -> str:
    """One recipient of a report (RFC 3464, 2.3)."""
    asked = f"Original-Recipient: rfc822;{lost.asked}\n" if lost.asked else ""
    return (
        f"{asked}Final-Recipient: rfc822; {lost.recipient}\nAction: {action}\n"
        f"Status: {status if status is not None else lost.status}\nRemote-MTA: dns; mx.biz.example\n"
        f"Diagnostic-Code: smtp; {lost.said}\n"
    )


def report(
    words: str,
    *blocks: str,
    sender: str = "MAILER-DAEMON@mx.relay.example (Mail Delivery System)",
    subject: str = "Undelivered Mail Returned to Sender",
    to: str = THEM,
    kind: str = 'multipart/report; report-type=delivery-status; boundary="=_part"',
    **more: str,
) -> bytes:
    """A report as RFC 3464 has it: words, fields, and the message that came back."""
    told = (
        "Reporting-MTA: dns; mx.relay.example\nArrival-Date: Mon, 1 Mar 2027 09:00:02 -0500\n\n"
        + "\n".join(blocks)
    )
    body = parts(("text/plain", words), ("message/delivery-status", told), ("message/rfc822", original(to)))
    return mail(sender, subject, body, kind, Auto_Submitted="auto-replied", **more)


def postfix(lost: Lost) -> bytes:
    """Postfix: a full report, and words for people."""
    words = (
        "This is the mail system at host mx.relay.example.\n\nYour message could not be delivered to one "
        "or more "
        "recipients.\nFor further help, write to postmaster@relay.example.\n\n                   The "
        "mail system\n\n"
        f"<{lost.recipient}>: host mx.biz.example[192.0.2.7] said:\n    {lost.said} (in reply to RCPT TO "
        "command)\n"
    )
    return report(words, block(lost), to=lost.asked or lost.recipient)


def exim(lost: Lost) -> bytes:
    """Exim: plain text, and a header that names who failed."""
    body = (
        "This message was created automatically by mail delivery software.\n\nA message that you sent "
        "could not be "
        "delivered to one or more of its\nrecipients. This is a permanent error. The following "
        "address(es) failed:\n\n"
        f"  {lost.recipient}\n    host mx.biz.example [192.0.2.7]\n    SMTP error from remote mail "
        "server after RCPT "
        f"TO:<{lost.recipient}>:\n    {lost.said}\n\n------ This is a copy of the message, including all "
        "the headers. "
        f"------\n\n{original(lost.recipient)}"
    )
    return mail(
        "Mail Delivery System <Mailer-Daemon@mx.relay.example>",
        "Mail delivery failed: returning message to sender",
        body,
        X_Failed_Recipients=lost.recipient,
        Auto_Submitted="auto-replied",
    )


def qmail(lost: Lost) -> bytes:
    """qmail: its own format, QSBMF."""
    body = (
        "Hi. This is the qmail-send program at mx.relay.example.\nI'm afraid I wasn't able to deliver "
        "your message to "
        "the following addresses.\nThis is a permanent error; I've given "
        f"up.\n\n<{lost.recipient}>:\n192.0.2.7 does "
        f"not accept it.\nRemote host said: {lost.said}\n\n--- Below this line is a copy of the message.\n\n"
        f"{original(lost.recipient)}"
    )
    return mail("MAILER-DAEMON@mx.relay.example", "failure notice", body, Content_Type="", MIME_Version="")


def sendmail(lost: Lost) -> bytes:
    """Sendmail before reports were a standard: a transcript, and the message below it."""
    body = (
        "The original message was received at Mon, 1 Mar 2027 09:00:02 -0500\nfrom mail.partnership.example "
        "[192.0.2.9]\n\n   ----- The following addresses had permanent fatal errors -----\n"
        f"<{lost.recipient}>\n\n   ----- Transcript of session follows -----\n... while talking to "
        "mx.biz.example.:\n"
        f">>> RCPT To:<{lost.recipient}>\n<<< {lost.said}\n\n   ----- Original message follows -----\n\n"
        f"{original(lost.recipient)}"
    )
    return mail(
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.relay.example>", "Returned mail: see transcript", body
    )


def exchange_2003(lost: Lost) -> bytes:
    """Exchange as it was: no report, the message attached."""
    words = (
        f"Your message\n\n  To:      {lost.recipient}\n  Subject: The launch meeting\n  Sent:    Mon, 1 "
        "Mar 2027 "
        f"09:00:00 -0500\n\ndid not reach the following recipient(s):\n\n{lost.recipient} on Mon, 1 Mar "
        "2027 09:00:03 "
        f"-0500\n    {lost.said}\n    MSEXCH:IMS:Biz:MAIL:MX 0 (000C05A6)\n"
    )
    body = parts(("text/plain", words), ("message/rfc822", original(lost.recipient)))
    return mail(
        "System Administrator <postmaster@biz.example>",
        "Undeliverable: The launch meeting",
        body,
        'multipart/mixed; boundary="=_part"',
        X_Mailer="Internet Mail Service (5.5.2653.19)",
    )


def exchange_online(lost: Lost) -> bytes:
    """Exchange Online: HTML for people, the report's fields beside it."""
    words = (
        "<html><head><style>p {color: #333}</style></head><body><p>Your message to "
        f'<a href="mailto:{lost.recipient}">{lost.recipient}</a> couldn\'t be delivered.</p><table><tr><td>'
        f"Remote server returned</td><td>{lost.said}</td></tr></table></body></html>"
    )
    told = f"Reporting-MTA: dns;SN6.prod.outlook.example\n\n{block(lost)}"
    body = parts(
        ("text/html", words), ("message/delivery-status", told), ("message/rfc822", original(lost.recipient))
    )
    return mail(
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@partnership.example>",
        "Undeliverable: The launch meeting",
        body,
        'multipart/report; report-type=delivery-status; boundary="=_part"',
        X_MS_Exchange_Message_Is_Ndr="1",
    )


def gmail(lost: Lost) -> bytes:
    """Gmail now: a report within a multipart of its own, its status 5.0.0 at times."""
    words = f"** Address not found **\n\nYour message wasn't delivered to {lost.recipient}.\n\n{lost.said}\n"
    inner = parts(("text/plain; charset=UTF-8", words), ("text/html", f"<p>{words}</p>"), boundary="=_in")
    told = f"Reporting-MTA: dns; googlemail.com\nX-Original-Message-ID: {OUR_ID}\n\n{block(lost)}"
    body = parts(
        ('multipart/related; boundary="=_in"', inner),
        ("message/delivery-status", told),
        ("message/rfc822", original(lost.recipient)),
    )
    return mail(
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        body,
        'multipart/report; boundary="=_part"; report-type=delivery-status',
        X_Failed_Recipients=lost.recipient,
        In_Reply_To=OUR_ID,
    )


def gmail_before(lost: Lost) -> bytes:
    """Gmail as it was: plain text, the message pasted below."""
    body = (
        f"Delivery to the following recipient failed permanently:\n\n     {lost.recipient}\n\nTechnical "
        "details of "
        f"permanent failure:\nThe error that the other server returned was:\n{lost.said}\n\n----- "
        "Original message "
        f"-----\n\n{original(lost.recipient)}"
    )
    return mail(
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        body,
        X_Failed_Recipients=lost.recipient,
    )


def yahoo(lost: Lost) -> bytes:
    """Yahoo: plain text in the manner of qmail."""
    body = (
        "Sorry, we were unable to deliver your message to the following "
        f"address.\n\n<{lost.recipient}>:\n{lost.said}\n"
        f"\n--- Below this line is a copy of the message.\n\n{original(lost.recipient)}"
    )
    return mail("MAILER-DAEMON@yahoo.com", "Failure Notice", body)


def aol(lost: Lost) -> bytes:
    """AOL: the transcript of old, and a report."""
    words = (
        "The original message was received at Mon, 1 Mar 2027 09:00:02 -0500\n\n   ----- The following "
        "addresses had "
        f"delivery problems -----\n<{lost.recipient}>  (unrecoverable error)\n\n<<< {lost.said}\n"
    )
    return report(
        words,
        block(lost),
        sender="Mail Delivery Subsystem <MAILER-DAEMON@aol.com>",
        subject="Returned mail: Service unavailable",
        to=lost.recipient,
    )


def groupwise(lost: Lost) -> bytes:
    """GroupWise: words, and the message attached."""
    words = (
        f"The message that you sent was undeliverable to the following:\n\t{lost.recipient} ({lost.said})\n"
    )
    body = parts(("text/plain", words), ("message/rfc822", original(lost.recipient)))
    return mail(
        "Mailer-Daemon@biz.example",
        "Message status - undeliverable",
        body,
        'multipart/mixed; boundary="=_part"',
        X_Mailer="Novell GroupWise Internet Agent 8.0.2",
    )


def domino(lost: Lost) -> bytes:
    """Lotus Domino: a report, its words set in a frame."""
    words = (
        "------- Failure Reasons  --------\n\nUser not listed in Domino Directory\n"
        if lost.said == UNKNOWN
        else f"------- Failure Reasons  --------\n\n{lost.said}\n"
    )
    head = "Your message\n\n  Subject: The launch meeting\n\nwas not delivered to:\n\n"
    return report(
        f"{head}  {lost.recipient}\n\n{words}",
        block(lost),
        sender="Mail Router <postmaster@biz.example>",
        subject="DELIVERY FAILURE: The launch meeting",
        to=lost.recipient,
    )


def mimecast(lost: Lost) -> bytes:
    """Mimecast: an alert in words, nothing else."""
    body = (
        "This is an automated alert.\n\nAn email that you attempted to send to the following address "
        "could not be "
        f"delivered:\n-- {lost.recipient}\n\nAdditional information follows :\n-- {lost.said}\n\nIf you "
        "require further "
        "information, please contact helpdesk@biz.example.\n"
    )
    return mail("postmaster <postmaster@biz.example>", "[Postmaster] Email Delivery Failure", body)


def proofpoint(lost: Lost) -> bytes:
    """Proofpoint: Sendmail's report from a gateway."""
    head = "   ----- The following addresses had permanent fatal errors -----\n"
    words = f"{head}<{lost.recipient}>\n    ({lost.said})\n"
    return report(
        words,
        block(lost),
        sender="Mail Delivery Subsystem <MAILER-DAEMON@mx0a.pphosted.example>",
        subject="Returned mail: see transcript for details",
        to=lost.recipient,
    )


def barracuda(lost: Lost) -> bytes:
    """Barracuda: a report that has lost its own type on the way."""
    words = f"**Your message to:** {lost.recipient} was not delivered: {lost.said}\n"
    return report(
        words,
        block(lost),
        kind='multipart/mixed; boundary="=_part"',
        to=lost.recipient,
        sender="Barracuda <postmaster@gateway.example>",
        subject="**Message you sent blocked by our bulk email filter**",
    )


def icloud(lost: Lost) -> bytes:
    """iCloud: a report in the manner of Sun's messaging server."""
    words = (
        "This report relates to a message you sent.\n\nYour message cannot be delivered to the "
        "following recipients:\n"
        f"\n  Recipient address: {lost.recipient}\n  Reason: Remote SMTP server has rejected address\n"
        f"  Diagnostic code: smtp;{lost.said}\n"
    )
    return report(
        words,
        block(lost),
        sender="Internet Mail Delivery <postmaster@mac.example>",
        subject="Delivery Notification: Delivery has failed",
        to=lost.recipient,
    )


def ses(lost: Lost) -> bytes:
    """Amazon SES, forwarding a bounce by mail: a report whose message has been cut off."""
    told = f"Reporting-MTA: dns; a8-31.smtp-out.amazonses.example\n\n{block(lost)}"
    words = (
        f"An error occurred while trying to deliver the mail to the following recipients:\n{lost.recipient}\n"
    )
    body = parts(
        ("text/plain", words),
        ("message/delivery-status", told),
        ("text/rfc822-headers", original(lost.recipient).split("\n\n")[0]),
    )
    return mail(
        "MAILER-DAEMON@us-east-1.amazonses.example",
        "Delivery Status Notification (Failure)",
        body,
        'multipart/report; report-type=delivery-status; boundary="=_part"',
    )


def opensmtpd(lost: Lost) -> bytes:
    """OpenSMTPD: `Action: error`, which no standard knows."""
    words = (
        "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error "
        "has occurred while "
        "attempting to deliver a message for\n    the following list of "
        f"recipients:\n\n{lost.recipient}: {lost.said}\n"
    )
    return report(
        words,
        block(lost, action="error", status="5.0.0"),
        to=lost.recipient,
        sender="Mailer Daemon <MAILER-DAEMON@mx.relay.example>",
        subject="Delivery status notification: error",
    )


SERVERS: Final[Mapping[str, Callable[[Lost], bytes]]] = {
    each.__name__: each
    for each in (
        postfix, exim, qmail, sendmail, exchange_2003, exchange_online, gmail, gmail_before, yahoo, aol,
        groupwise, domino, mimecast, proofpoint, barracuda, icloud, ses, opensmtpd,
    )
}  # fmt: skip

LANGUAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "German": ("Unzustellbar: ", "Ihre Nachricht konnte nicht zugestellt werden an:", "Empfänger unbekannt"),
    "French": (
        "Non remis : ",
        "Votre message n'a pas pu être remis à :",
        "L'adresse du destinataire est inconnue",
    ),
    "Spanish": ("No se puede entregar: ", "No se pudo entregar el mensaje a:", "La dirección no existe"),
    "Italian": ("Non recapitabile: ", "Il messaggio non è stato consegnato a:", "L'indirizzo è inesistente"),
    "Portuguese": ("Não entregue: ", "Sua mensagem não pôde ser entregue a:", "O endereço não existe"),
    "Dutch": ("Onbestelbaar: ", "Uw bericht kan niet worden bezorgd bij:", "Het adres bestaat niet"),
    "Swedish": ("Kan inte levereras: ", "Meddelandet kunde inte levereras till:", "Adressen hittades inte"),
    "Danish": ("Kan ikke leveres: ", "Meddelelsen kunne ikke leveres til:", "Adressen blev ikke fundet"),
    "Polish": ("Niedostarczalne: ", "Nie można dostarczyć wiadomości do:", "Adres nie istnieje"),
    "Czech": ("Nedoručitelné: ", "Vaši zprávu nelze doručit na:", "Adresa neexistuje"),
    "Russian": ("Не доставлено: ", "Не удалось доставить сообщение:", "Адрес не существует"),
    "Japanese": ("配信不能: ", "次の宛先にメッセージを配信できませんでした:", "宛先が見つかりません"),
    "Chinese": ("无法送达: ", "您的邮件无法送达以下收件人:", "收件人不存在"),
    "Korean": ("배달되지 않음: ", "다음 받는 사람에게 배달되지 않았습니다:", "주소를 찾을 수 없습니다"),
    "Turkish": ("Teslim edilemedi: ", "İletiniz teslim edilemedi:", "Adres mevcut değil"),
}
"""A language: what stands before the subject, what says that it failed, and that there is nobody."""


def in_language(language: str, recipient: str = THEM) -> bytes:
    """A server's notice in words alone, in one of the LANGUAGES."""
    before, failed, why = LANGUAGES[language]
    body = f"{failed}\n\n{recipient}\n{why}\n\n"
    return mail("postmaster@biz.example", f"{before}The launch meeting", body)


def complained(
    kind: str = "abuse",
    recipient: str = f"Original-Rcpt-To: <{THEM}>\n",
    to: str = THEM,
    sender: str = "complaints@provider.example",
) -> bytes:
    """A report of a feedback loop (RFC 5965)."""
    told = (
        f"Feedback-Type: {kind}\nUser-Agent: Loop/1.0\nVersion: 1\n{recipient}Source-IP: 192.0.2.9\n"
        "Reported-Domain: partnership.example\n"
    )
    body = parts(
        ("text/plain", "This is an email abuse report for a message received from 192.0.2.9."),
        ("message/feedback-report", told),
        ("message/rfc822", original(to)),
    )
    return mail(sender, "FW: The launch meeting", body,
                'multipart/report; report-type=feedback-report; boundary="=_part"')  # fmt: skip
