"""What somebody wrote goes with them, whomever it was about."""

from pathlib import Path

from outreach.actions.forget import forget
from outreach.actions.inbox import attribute
from outreach.ledger.opening import open_ledger
from tests.actions.receiving.reception import NOW, Reception, mail
from tests.world import SECRET, at, member

WORDS = "Zebras cannot come"


def left_of(root: Path) -> str:
    kept = (each.read_bytes() for each in root.rglob("*") if each.is_file() and "var" in each.parts)
    return b"".join(kept).decode("utf-8", "replace").lower()


def on_disk(root: Path) -> Reception:
    made = Reception(root)
    (root / "var").mkdir(exist_ok=True)
    made.ledger.close()
    made.ledger = open_ledger(f"sqlite:///{root}/var/outreach.db", secret=SECRET)
    made.people(
        *(member(who, last_name="Example", organisation="Builders", phone="555") for who in ("ann", "bob"))
    )
    made.run("2027-02-04 09:00")
    return made


def test_what_a_forgotten_person_wrote_about_another_is_erased_from_every_list(tmp_path: Path) -> None:
    reception = on_disk(tmp_path)
    bob = "Bob Example <bob@example.org>"
    reception.take(mail(f"What time? {WORDS}", bob, reception.reply_to("ann")))

    assert forget(reception.open(), "bob", at(NOW))
    reception.ledger.close()

    left = left_of(tmp_path)
    assert [each for each in ("bob@example.org", "zebras", "bob example") if each in left] == []


def test_what_came_from_a_forgotten_person_while_nobody_knew_them_is_erased(tmp_path: Path) -> None:
    reception = on_disk(tmp_path)
    reception.take(mail(f"What time? {WORDS}", "Dee Example <dee@example.org>"))
    reception.people(member("dee"))

    assert forget(reception.open(), "dee", at(NOW))
    reception.ledger.close()

    assert [each for each in ("dee@example.org", "zebras", "dee example") if each in left_of(tmp_path)] == []


def test_what_a_forgotten_person_said_for_another_loses_its_words_and_counts(tmp_path: Path) -> None:
    reception = on_disk(tmp_path)
    reception.take(mail(WORDS, "bob@example.org", reception.reply_to("ann")))
    attribute(reception.open(), 1, "ann", "", at(NOW))

    assert forget(reception.open(), "bob", at(NOW))
    said = reception.ledger.heard_in("spring")
    reception.ledger.close()

    assert [(each.contact, each.text) for each in said] == [("ann", "")]
    assert "zebras" not in left_of(tmp_path)
