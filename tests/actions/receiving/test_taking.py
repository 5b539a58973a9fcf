from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.actions.receiving import taking
from outreach.core.tokens import Purpose
from tests.actions.receiving.reception import NOW, Reception, mail
from tests.world import at

ANN = "Ann Example <ann@example.org>"
FAR = "Fri, 31 Dec 9999 23:59:59 +0000"


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.ledger.close()


def test_a_mail_from_the_end_of_time_is_read_as_of_now_and_stops_nothing(reception: Reception) -> None:
    dated = mail("What time?", ANN, reception.reply_to("ann")).replace(
        b"Date: ", b"Received: from a by b; " + FAR.encode() + b"\nDate: "
    )

    found = reception.take(dated, mail("Where?", ANN, reception.reply_to("ann")))

    assert [each.text if each else None for each in found] == ["What time?", "Where?"]
    assert found[0] is not None
    assert found[0].received == at(NOW)


def test_what_nobody_foresaw_in_one_is_shown_to_a_person_and_stops_nothing_behind_it(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(taking, "confirm", fall)
        broken = reception.one(mail("Yes", "ann@example.org", reception.reply_to("ann")))
    assert (broken.counts, "ZeroDivisionError" in broken.why) == (False, True)
    assert reception.ledger.history("spring").answers == {}
    assert [each.reason.startswith("Look at what came from ann@") for each in reception.asked("answer")] == [
        True
    ]
    assert reception.one(mail("No questions", "bob@example.org", reception.reply_to("bob"))).counts


@pytest.mark.parametrize(
    ("purpose", "words", "counted"),
    [
        ("rsvp", "Sorry, I can't make it.", "declined"),
        ("decline", "I will be there after all.", "accepted"),
        ("rsvp", "Ann Example\nPresident", "accepted"),
        ("decline", "We are on a job in Casper that week.", "declined"),
    ],
)
def test_plain_words_outweigh_the_link_they_were_sent_by(
    reception: Reception, purpose: Purpose, words: str, counted: str
) -> None:
    found = reception.one(mail(words, ANN, reception.reply_to("ann", purpose), "I will be there: Spring"))

    assert (found.kind, found.rsvp, found.counts) == ("rsvp", counted, True)
