"""A mailbox on a real Dovecot: everything in it is read once, in order, and nothing in it is changed."""

from datetime import UTC, date, datetime

import pytest

from outreach.core.inbound.classify import classify
from outreach.core.inbound.mail import parse
from outreach.inbox.imap.mailbox import Bounds
from outreach.ports import NotReached
from tests.inbox.imap.reading import Marks, everything, mail, one_pass, reading, subject
from tests.mailserver import Mailserver, letterbox, mailserver


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_what_came_is_handed_over_as_it_came_oldest_first(server: Mailserver, scheme: str) -> None:
    for number in range(3):
        server.append("hello", "INBOX", mail(f"m{number}"), at=datetime(2027, 3, 1 + number, 9, tzinfo=UTC))
    with reading(server.url("hello", scheme)) as inbox:
        found = list(inbox.fetch(Marks().marked))
    assert [each.raw for each in found] == [mail("m0"), mail("m1"), mail("m2")]
    assert [each.at for each in found] == [datetime(2027, 3, 1 + day, 9, tzinfo=UTC) for day in range(3)]
    assert [each.source for each in found] == ["INBOX 1", "INBOX 2", "INBOX 3"]
    assert {each.inbox for each in found} == {"imap"}
    assert inbox.problems == []


def test_nothing_is_marked_moved_or_deleted(server: Mailserver) -> None:
    server.append("hello", "INBOX", mail("m0"))
    server.append("hello", "INBOX", mail("m1"), flags=r"\Flagged")
    server.append("hello", "INBOX", mail("m2"), flags=r"\Seen \Answered")
    before = server.flags("hello")
    assert before == ["", r"\Flagged", r"\Answered \Seen"]
    assert len(one_pass(server.url("hello"), Marks())) == 3
    assert server.flags("hello") == before


def test_the_next_pass_goes_on_after_the_last_that_was_stored(server: Mailserver) -> None:
    marks = Marks()
    assert one_pass(server.url("hello"), marks) == []
    server.deliver("hello", mail("m0"))
    assert one_pass(server.url("hello"), marks) == ["m0"]
    assert one_pass(server.url("hello"), marks) == []
    server.deliver("hello", mail("m1"))
    assert one_pass(server.url("hello"), marks) == ["m1"]


def test_killed_in_the_middle_it_goes_on_where_it_was(server: Mailserver) -> None:
    names = [f"m{number}" for number in range(7)]
    for name in names:
        server.append("hello", "INBOX", mail(name))
    marks, found = Marks(), []
    while more := one_pass(server.url("hello"), marks, most=3):
        found.extend(more)
    assert found == names


def test_what_was_deleted_meanwhile_is_no_gap(server: Mailserver) -> None:
    marks = Marks()
    for number in range(6):
        server.append("hello", "INBOX", mail(f"m{number}"))
    assert one_pass(server.url("hello"), marks, most=1) == ["m0"]
    with server.signed_in("hello") as line:
        line.select()
        line.store("1,3,6", "+FLAGS", r"\Deleted")
        line.expunge()
    server.deliver("hello", mail("m6"))
    assert one_pass(server.url("hello"), marks) == ["m1", "m3", "m4", "m6"]


def test_a_mail_that_is_deleted_after_it_was_listed_is_passed_over(
    server: Mailserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.inbox.imap.mailbox.TOGETHER", 1)
    for number in range(4):
        server.append("hello", "INBOX", mail(f"m{number}"))
    marks = Marks()
    with reading(server.url("hello")) as inbox:
        fetching = inbox.fetch(marks.marked)
        found = [marks.stored(next(fetching))]
        with server.signed_in("hello") as line:
            line.select()
            line.store("2,4", "+FLAGS", r"\Deleted")
            line.expunge()
        found += [marks.stored(each) for each in fetching]
    assert found[0] == "m0"
    assert "m2" in found
    assert one_pass(server.url("hello"), marks) == []


def test_a_folder_that_is_renumbered_is_read_anew(server: Mailserver) -> None:
    marks = Marks()
    for number in range(2):
        server.deliver("hello", mail(f"m{number}"))
    assert one_pass(server.url("hello"), marks) == ["m0", "m1"]
    server.number_anew("hello", 4_000_000_001)
    assert one_pass(server.url("hello"), marks) == ["m0", "m1"]
    assert one_pass(server.url("hello"), marks) == []


def test_two_folders_are_each_read_with_their_own_mark_whatever_they_are_called(server: Mailserver) -> None:
    marks, folders = Marks(), ["INBOX", 'Rückläufer & "Co"/2027']
    server.deliver("hello", mail("m0"))
    server.append("hello", folders[1], mail("r0"))
    assert one_pass(server.url("hello"), marks, *folders) == ["m0", "r0"]
    server.append("hello", folders[1], mail("r1"))
    assert one_pass(server.url("hello"), marks, *folders) == ["r1"]
    assert len(marks) == 2


def test_a_folder_that_is_missing_is_named_beside_those_that_there_are_and_the_others_are_read(
    server: Mailserver,
) -> None:
    server.deliver("hello", mail("m0"))
    server.append("hello", "Entwürfe", mail("d0"))
    found = []
    with reading(server.url("hello"), "Replies", "INBOX") as inbox, pytest.raises(NotReached) as caught:
        found.extend(map(subject, inbox.fetch(Marks().marked)))
    assert found == ["m0"]
    assert str(caught.value).endswith(
        "has no folder `Replies`; there are `Entwürfe`, `INBOX`, `Sent`; "
        "correct `inbox:` in config/outreach.yaml"
    )


def test_mail_to_an_address_with_a_token_comes_into_the_same_mailbox_and_keeps_it(server: Mailserver) -> None:
    server.deliver("hello+a1b2c3@example.org", mail("m0"))
    (found,) = everything(server.url("hello"))
    assert b"Delivered-To: hello+a1b2c3@example.org" in found.raw


def test_a_vacation_notice_of_a_real_sieve_script_arrives_like_any_mail() -> None:
    with letterbox() as outgoing, mailserver(["hello", "member-1"], submission=outgoing.port) as server:
        server.vacation("member-1", "I am away until Monday.")
        invitation = mail("Invitation").replace(b"hello@", b"member-1@")
        server.deliver("member-1@example.org", invitation, sender="hello+a1b2c3@example.org")
        ((_, recipients, notice),) = outgoing.wait_for(1)
        server.deliver(recipients[0], notice, sender="")
        (found,) = everything(server.url("hello"))
    assert b"Auto-Submitted: auto-replied (vacation)" in found.raw
    assert b"I am away until Monday." in found.raw
    assert classify(parse(found.raw)).kind == "auto_reply"


def test_an_old_full_mailbox_is_begun_at_a_day_and_taken_in_portions(server: Mailserver) -> None:
    for number in range(30):
        taken = datetime(2027, 1 if number < 20 else 3, 1, 12, number, tzinfo=UTC)
        server.append("hello", "INBOX", mail(f"m{number}"), at=taken)
    marks, new = Marks(), [f"m{number}" for number in range(20, 30)]
    portions = [
        one_pass(server.url("hello"), marks, since=date(2027, 2, 15), bounds=Bounds(mails=4))
        for _ in range(4)
    ]
    assert portions == [new[:4], new[4:8], new[8:], []]


def test_what_was_moved_in_later_is_read_however_old_it_is(server: Mailserver) -> None:
    marks = Marks()
    server.append("hello", "INBOX", mail("new"), at=datetime(2027, 3, 1, tzinfo=UTC))
    assert one_pass(server.url("hello"), marks, since=date(2027, 2, 15)) == ["new"]
    server.append("hello", "INBOX", mail("old"), at=datetime(2026, 3, 1, tzinfo=UTC))
    assert one_pass(server.url("hello"), marks, since=date(2027, 2, 15)) == ["old"]


def test_a_pass_takes_no_more_octets_than_it_may(server: Mailserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.inbox.imap.mailbox.TOGETHER", 10_000)
    for number in range(6):
        server.append("hello", "INBOX", mail(f"m{number}", "word " * 1000))
    marks = Marks()
    bounds = Bounds(octets=15_000)
    portions = [one_pass(server.url("hello"), marks, bounds=bounds) for _ in range(3)]
    assert portions == [["m0", "m1", "m2"], ["m3", "m4", "m5"], []]


def test_of_a_mail_that_is_too_large_the_beginning_is_read_and_a_person_is_told(server: Mailserver) -> None:
    server.append("hello", "INBOX", mail("m0"))
    server.append("hello", "INBOX", mail("m1", "I come. " + "x" * 100_000))
    server.append("hello", "INBOX", mail("m2"))
    with reading(server.url("hello"), bounds=Bounds(mail=50_000, beginning=2_000)) as inbox:
        found = {subject(each): each for each in inbox.fetch(Marks().marked)}
    assert list(found) == ["m0", "m1", "m2"]
    assert len(found["m1"].raw) == 2_000
    assert b"I come." in found["m1"].raw
    assert inbox.problems == ["INBOX 2: larger than 0.05 MB; only its beginning is read"]


def test_any_octets_arrive_as_they_are(server: Mailserver) -> None:
    odd = [
        b"Subject: \xff\xfe\r\n\r\n"
        + bytes(range(256)).replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b""),
        b"\r\n",
        b"no header at all\r\n",
        b"Subject: )\r\n\r\n* 1 FETCH (UID 99 BODY[] {3}\r\nabc)\r\n",
    ]
    for each in odd:
        server.append("hello", "INBOX", each)
    assert [each.raw for each in everything(server.url("hello"))] == odd


def test_a_visit_opens_every_folder_that_is_to_be_read_and_reads_nothing(server: Mailserver) -> None:
    server.deliver("hello", mail("m0"))
    with reading(server.url("hello"), "INBOX", sent="auto") as inbox:
        assert inbox.visit() == f"127.0.0.1:{server.imaps} lets us in; there are `INBOX`, `Sent`"
    with (
        reading(server.url("hello"), "INBOX", "Replies", "Answers") as inbox,
        pytest.raises(NotReached) as no,
    ):
        inbox.visit()
    assert "no folder `Replies`" in str(no.value)
    assert "no folder `Answers`" in str(no.value)
    assert server.flags("hello") == [""]
