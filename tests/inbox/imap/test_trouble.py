"""What goes wrong with a mailbox is told in one sentence, with the remedy and without a secret."""

import socket
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from outreach.inbox.imap import Imap, line
from outreach.inbox.imap.account import Account
from outreach.ports import NotReached
from tests.channels.certificates import UNTRUSTED
from tests.channels.smtp.server import unused_port
from tests.inbox.imap.reading import Marks, everything, mail, one_pass, reading, subject
from tests.inbox.imap.scripted import SILENCE, Scripted, scripted
from tests.mailserver import PASSWORD, Mailserver, mailserver

LISTED = (
    b'* 1 FETCH (UID 1 RFC822.SIZE 20 INTERNALDATE "01-Mar-2027 10:00:00 +0100")\r\n'
    b"* 2 FETCH (FLAGS (\\Seen))\r\n"
    b'* 2 FETCH (INTERNALDATE " 2-Mar-2027 10:00:00 +0100" RFC822.SIZE 20 UID 2)\r\n'
    b"* 3 FETCH (UID 3 RFC822.SIZE 20)\r\n%tag% OK done\r\n"
)
ALL = ("UID SEARCH", b"* SEARCH 3 1 2\r\n%tag% OK done\r\n")


def wrong(url: str, **options: float) -> str:
    with pytest.raises(NotReached) as caught:
        everything(url, **options)
    told = str(caught.value)
    for secret in ("s3cret", "hello%40", "hello@", "p@ss", PASSWORD):
        assert secret not in told
    assert "\n" not in told
    return told.replace("127.0.0.1", "here")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "is not set"),
        ("https://here", "names no mail server"),
        ("imaps://s3cret:p@here:x", "no port that is a number"),
        ("imaps://[s3cret", "unclosed bracket"),
        ("imaps://here", "needs a user and a password"),
        ("imaps://hello@here", "needs a user and a password"),
        ("imaps://hello:s3cret@here/INBOX", "goes on after the port"),
        ("imaps://hello:s3cret@here?auth=plain", "may end in ?auth=xoauth2"),
        ("imaps://hello:s3cret%0d%0a@here", "a line end or the like"),
    ],
)
def test_an_address_that_cannot_be_understood_is_told_with_how_to_write_it(url: str, told: str) -> None:
    said = wrong(url)
    assert said.startswith("IMAP_URL ")
    assert told in said
    assert "imaps://user:password@host" in said


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password"),
    [
        ("imaps://a:b@mail.example.org", "mail.example.org", 993, "a", "b"),
        ("imap://a:b@mail.example.org", "mail.example.org", 143, "a", "b"),
        (
            "imap://a%40example.org:b%3A%2F@mail.example.org:1143",
            "mail.example.org",
            1143,
            "a@example.org",
            "b:/",
        ),
        ("imaps://a:%C3%A4@[2001:db8::1]:1993", "2001:db8::1", 1993, "a", "ä"),
        ("imaps://a:b+c@[2001:db8::1]", "2001:db8::1", 993, "a", "b+c"),
    ],
)
def test_an_address_is_read_as_it_is_written(
    url: str, host: str, port: int, user: str, password: str
) -> None:
    found = Account.of(url)
    assert (found.host, found.port, found.user, found.password) == (host, port, user, password)
    assert repr(found) == f"Account({found.named})"


def test_a_wrong_password_is_told_with_what_the_server_says(server: Mailserver) -> None:
    url = server.url("hello").replace("100%25", "99")
    told = wrong(url)
    assert "it does not accept us (it says: [AUTHENTICATIONFAILED] Authentication failed.)" in told
    assert "correct the user and password of IMAP_URL in .env" in told


def test_a_server_that_cannot_check_the_password_now_is_not_a_wrong_password() -> None:
    with scripted(
        ("LOGIN", b"%tag% NO [UNAVAILABLE] s3cret of hello@example.org not to be had\r\n")
    ) as server:
        told = wrong(server.url())
    assert told.endswith("it cannot check the password now (it says: [UNAVAILABLE] ... of ... not to be had)")


def test_a_server_that_is_down_is_told() -> None:
    told = wrong(f"imaps://hello:s3cret@127.0.0.1:{unused_port()}")
    assert "no connection (Connection refused); check host and port of IMAP_URL" in told


def test_a_name_that_no_server_has_is_told() -> None:
    assert "IMAP_URL in .env" in wrong("imaps://hello:s3cret@nowhere.invalid")
    assert "no host can have that name" in wrong(f"imaps://hello:s3cret@{'x' * 70}.example.org")


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_a_certificate_that_nobody_trusts_is_told_and_no_password_sent(scheme: str) -> None:
    with mailserver(authority=UNTRUSTED) as server:
        told = wrong(server.url("hello", scheme))
        assert "its certificate does not hold" in told
        assert "SSL_CERT_FILE" in told
        assert "Login" not in server.log()


def test_a_password_is_never_sent_in_clear_text_on_this_machine_either() -> None:
    with scripted(authority=None) as server:
        told = wrong(server.url("imap"))
        assert "offers no encryption (STARTTLS), and a password is never sent in clear text" in told
        assert not [line for line in server.heard if "s3cret" in line or "LOGIN" in line]


def test_the_wrong_scheme_for_a_port_is_told(server: Mailserver) -> None:
    crossed = server.url("hello").replace(str(server.imaps), str(server.imap))
    assert "imaps:// is for a port that is encrypted from the first byte" in wrong(crossed)


def test_a_port_where_no_mail_is_read_is_told() -> None:
    with scripted(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        assert "its answer makes no sense; correct host and port" in wrong(server.url())
    with scripted(greeting=b"* BYE too many connections\r\n") as server:
        assert wrong(server.url()).endswith("it does not want our connection (it says: too many connections)")


def test_a_server_that_takes_no_passwords_is_told() -> None:
    capability = b"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n%tag% OK done\r\n"
    with scripted(("CAPABILITY", capability)) as server:
        assert "it lets nobody sign in with this password" in wrong(server.url())


def test_an_access_token_is_sent_as_xoauth2_says() -> None:
    with scripted(
        ("AUTHENTICATE XOAUTH2", b"+ \r\n"),
        ("MORE", b"%tag% OK done\r\n"),
        ("UID SEARCH", b"* SEARCH\r\n%tag% OK done\r\n"),
    ) as server:
        assert everything(server.url() + "?auth=xoauth2") == []
    # user=hello@example.org^Aauth=Bearer s3cret^A^A
    assert "dXNlcj1oZWxsb0BleGFtcGxlLm9yZwFhdXRoPUJlYXJlciBzM2NyZXQBAQ==" in server.heard


def test_an_access_token_that_does_not_hold_is_told() -> None:
    refusal = b"+ eyJzdGF0dXMiOiI0MDAifQ==\r\n"
    with scripted(
        ("AUTHENTICATE XOAUTH2", b"+ \r\n"),
        ("MORE dXNl", refusal),
        ("MORE", b"%tag% NO AUTHENTICATE failed.\r\n"),
    ) as server:
        assert "(it says: AUTHENTICATE failed.)" in wrong(server.url() + "?auth=xoauth2")


def test_a_server_that_falls_silent_is_told() -> None:
    with scripted(("UID SEARCH", SILENCE)) as server:
        assert wrong(server.url(), timeout=0.3).endswith("the mail server fell silent")
    with scripted(greeting=SILENCE) as server:
        assert "it does not answer" in wrong(server.url(), timeout=0.3)


def test_a_server_that_does_not_begin_to_talk_is_given_up_sooner_than_one_that_takes_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "OPENING", 0.3)
    began = monotonic()
    with scripted(greeting=SILENCE) as server:
        assert "it does not answer" in wrong(server.url(), timeout=5)
    assert monotonic() - began < 3
    began = monotonic()
    with scripted(("UID SEARCH", SILENCE)) as server:
        assert wrong(server.url(), timeout=1).endswith("the mail server fell silent")
    assert monotonic() - began >= 1


@pytest.mark.parametrize("at", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_a_server_that_hangs_up_is_told(at: str) -> None:
    with scripted((at, None), ALL) as server:
        assert wrong(server.url()).endswith("the mail server hung up")


@pytest.mark.parametrize(
    ("at", "garbage"),
    [
        ("EXAMINE", b"220 mail ready ESMTP\r\n"),
        ("EXAMINE", b"* OK [UIDVALIDITY x] y\r\n\xff\xfe\r\n"),
        ("UID SEARCH", b"* SEARCH one two\r\n%tag% OK done\r\n"),
        ("UID SEARCH", b"* SEARCH 1 -2 \xc3\r\n%tag% OK done\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 1 BODY[] {999999999999999}\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 1 BODY[] {" + b"9" * 5000 + b"}\r\n"),
    ],
)
def test_an_answer_that_no_mail_server_gives_is_told(at: str, garbage: bytes) -> None:
    with scripted((at, garbage), ALL) as server:
        assert wrong(server.url(), timeout=2).endswith("its answer makes no sense")


def test_a_mail_that_breaks_off_in_the_middle_is_not_taken() -> None:
    broken = b"* 1 FETCH (UID 1 BODY[] {20}\r\nSubject: m0\r\n"

    def talk(server: Scripted, bare: socket.socket) -> None:
        server.script = (ALL, ("UID FETCH 1,2,3 (RFC822", LISTED), ("UID FETCH", broken))
        bare.settimeout(5)
        Scripted.talk(server, bare)

    with scripted(talk=talk) as server:
        assert wrong(server.url(), timeout=0.5).endswith("the mail server fell silent")


def test_mails_that_were_handed_over_before_the_connection_broke_are_kept(
    server: Mailserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.inbox.imap.mailbox.TOGETHER", 1)
    for number in range(4):
        server.append("hello", "INBOX", mail(f"m{number}"))
    marks = Marks()
    with reading(server.url("hello"), timeout=5) as inbox:
        fetching = inbox.fetch(marks.marked)
        found = [marks.stored(next(fetching)), marks.stored(next(fetching))]
        server.stop()
        with pytest.raises(NotReached, match=r"the mail server hung up|the connection broke"):
            marks.stored(next(fetching))
    server.start()
    assert [*found, *one_pass(server.url("hello"), marks)] == ["m0", "m1", "m2", "m3"]


def test_a_mail_that_the_server_does_not_hand_out_keeps_nobody_waiting_and_a_person_is_told() -> None:
    one = b"* 1 FETCH (UID 1 BODY[] {15}\r\nSubject: m0\r\n\r\n)\r\n%tag% OK done\r\n"
    three = b"* 3 FETCH (BODY[] {15}\r\nSubject: m2\r\n\r\n UID 3)\r\n%tag% OK done\r\n"
    with scripted(
        ALL,
        ("UID FETCH 1,2,3 (RFC822", LISTED),
        ("UID FETCH 1,2,3 (BODY", b"%tag% NO cannot\r\n"),
        ("UID FETCH 1 (BODY", one),
        ("UID FETCH 2 (BODY", b"%tag% BAD Command Error. 12\r\n"),
        ("UID FETCH 3 (BODY", three),
    ) as server, reading(server.url()) as inbox:  # fmt: skip
        found = list(inbox.fetch(Marks().marked))
    assert [subject(each) for each in found] == ["m0", "m2"]
    assert [each.at for each in found] == [datetime(2027, 3, 1, 9, tzinfo=UTC), None]
    assert [each.mark for each in found] == ["7:1", "7:3"]
    (told,) = inbox.problems
    assert told.startswith("INBOX 2: the mail server does not hand it out (it says: Command Error. 12)")


def test_the_newest_mail_that_the_server_does_not_hand_out_is_asked_for_again_and_the_others_go_on() -> None:
    listed = b"* 1 FETCH (UID 3 RFC822.SIZE 20)\r\n%tag% OK done\r\n"
    with scripted(
        ("UID SEARCH", b"* SEARCH 3\r\n%tag% OK done\r\n"),
        ("UID FETCH 3 (RFC822", listed),
        ("UID FETCH 3 (BODY", b"%tag% NO cannot\r\n"),
    ) as server, reading(server.url()) as inbox, pytest.raises(NotReached) as caught:  # fmt: skip
        list(inbox.fetch(Marks().marked))
    assert str(caught.value).startswith("INBOX 3: the mail server does not hand it out (it says: cannot)")
    assert (caught.value.partly, inbox.problems) == (True, [])


def test_a_server_that_hands_out_nothing_is_told_and_nothing_is_passed_over() -> None:
    with scripted(ALL, ("UID FETCH 1,2,3 (RFC822", LISTED), ("UID FETCH", b"%tag% NO busy\r\n")) as server:
        assert wrong(server.url()).endswith("the mail server does not hand out mails (it says: busy)")


def test_short_mails_may_come_as_quoted_words_or_as_nothing() -> None:
    said = (
        b'* 1 FETCH (UID 1 BODY[] "Subject: \\"m0\\"")\r\n* 2 FETCH (BODY[] NIL UID 2)\r\n'
        b'* 3 FETCH (BODY[] "UID 9" UID 3)\r\n%tag% OK done\r\n'
    )
    with scripted(ALL, ("UID FETCH 1,2,3 (RFC822", LISTED), ("UID FETCH", said)) as server:
        found = everything(server.url())
    assert [each.raw for each in found] == [b'Subject: "m0"', b"", b"UID 9"]


def test_a_folder_that_exists_and_cannot_be_opened_is_told() -> None:
    listed = (
        b'* LIST () "/" INBOX\r\n* LIST (\\Noselect) "/" x\r\n* LIST () "/" {3}\r\na"b\r\n%tag% OK done\r\n'
    )
    with scripted(("EXAMINE", b"%tag% NO [NOPERM] not yours\r\n"), ("LIST", listed)) as server:
        assert wrong(server.url()).endswith(
            "the folder `INBOX` cannot be opened (it says: [NOPERM] not yours)"
        )


def test_nothing_is_connected_before_it_is_read(tmp_path: Path) -> None:
    with scripted() as server:
        Imap(server.url()).hang_up()
        assert server.calls == 0
