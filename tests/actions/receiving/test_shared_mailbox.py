from pathlib import Path

from tests.actions.receiving.reception import Reception, mail


def test_a_new_mail_through_our_own_mailing_list_is_a_persons(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    through = [("List-Id", "<hello.partnerships.example.org>"),
               ("List-Post", "<mailto:hello@partnerships.example.org>")]  # fmt: skip

    found = reception.one(mail("What time?", "ann@example.org", subject="A question", extra=through))

    assert (found.kind, found.match.contact) == ("answer", "ann")
    assert [each.kind for each in reception.asked("answer")] == ["answer"]
    reception.ledger.close()
