"""What people send from the shared mailbox is seen in its folder for sent mail, by its headers alone."""

from datetime import UTC, datetime

import pytest

from outreach.ports import NotReached, SentByHand
from tests.inbox.imap.reading import Marks, mail, reading
from tests.inbox.imap.scripted import scripted
from tests.mailserver import Mailserver

ANSWER = {
    "From": "hello@example.org",
    "To": "Person One <Person-1@example.net>",
    "Cc": "person-2@example.net",
    "Date": "Tue, 02 Mar 2027 11:00:00 +0100",
    "In-Reply-To": "<second@example.net>",
    "References": "<first@example.net> <second@example.net>",
}
AT = datetime(2027, 3, 2, 10, tzinfo=UTC)


def sent(server: Mailserver, marks: Marks, folder: str) -> list[SentByHand]:
    with reading(server.url("hello"), sent=folder) as inbox:
        found = list(inbox.sent(marks.marked))
    for each in found:
        marks[each.place] = each.mark
    return found


@pytest.mark.parametrize("folder", ["Sent", "auto"])
def test_an_answer_names_what_it_answers_and_whom(server: Mailserver, folder: str) -> None:
    server.append("hello", "Sent", mail("Re: question", "Of course.", **ANSWER), flags=r"\Seen")
    (found,) = sent(server, Marks(), folder)
    assert found.references == ("<second@example.net>", "<first@example.net>")
    assert set(found.to) == {"person-1@example.net", "person-2@example.net"}
    assert found.at == AT
    assert server.flags("hello", "Sent") == [r"\Seen"]


def test_each_is_seen_once_and_what_programs_send_answers_nothing(server: Mailserver) -> None:
    marks = Marks()
    server.append("hello", "Sent", mail("one", **ANSWER))
    server.append("hello", "Sent", mail("notice", **ANSWER, Auto_Submitted="auto-generated"))
    assert [bool(each.references) for each in sent(server, marks, "Sent")] == [True, False]
    assert sent(server, marks, "Sent") == []
    server.append("hello", "Sent", mail("two", **ANSWER, Auto_Submitted="no"))
    assert [bool(each.references) for each in sent(server, marks, "Sent")] == [True]


def test_one_folder_may_be_read_as_both(server: Mailserver) -> None:
    marks = Marks()
    server.append("hello", "Sent", mail("one", **ANSWER))
    with reading(server.url("hello"), "Sent", sent="Sent") as inbox:
        assert len(list(inbox.fetch(marks.marked))) == len(list(inbox.sent(marks.marked))) == 1


def test_hundreds_are_seen_in_one_pass_however_odd_they_are(server: Mailserver) -> None:
    with server.signed_in("hello") as line:
        for number in range(150):
            line.append(
                "Sent", "", "", b"\xff\xfe: x\r\n\r\n" if number % 2 else mail(f"m{number}", **ANSWER)
            )
    found = sent(server, Marks(), "Sent")
    assert len(found) == 150
    assert sum(bool(each.references) for each in found) == 75


def test_without_such_a_folder_nothing_is_looked_for(server: Mailserver) -> None:
    with reading(server.url("hello")) as inbox:
        assert list(inbox.sent(Marks().marked)) == []
    assert "Login" not in server.log()


def test_a_folder_that_is_missing_is_named_beside_those_that_there_are(server: Mailserver) -> None:
    with pytest.raises(NotReached, match=r"has no folder `Gesendet`; there are `INBOX`, `Sent`; correct"):
        sent(server, Marks(), "Gesendet")


def test_a_server_that_marks_no_folder_for_sent_mail_has_it_named() -> None:
    listed = b'* LIST () "/" INBOX\r\n* LIST () "/" Gone\r\n%tag% OK done\r\n'
    with (
        scripted(("LIST", listed)) as server,
        reading(server.url(), sent="auto") as inbox,
        pytest.raises(NotReached) as caught,
    ):
        list(inbox.sent(Marks().marked))
    assert str(caught.value).endswith(
        "marks no folder as the one for sent mail; name it as `inbox: {sent: ...}` in config/outreach.yaml; "
        "there are `Gone`, `INBOX`"
    )
