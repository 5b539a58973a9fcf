"""Forgetting a person: what they wrote goes as it came, with the rest of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from outreach.actions.forget import forget
from outreach.core.people import Standing
from tests.actions.receiving.reception import NOW, Reception, mail
from tests.world import at


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.ledger.close()


def raw(reception: Reception) -> set[str]:
    """What lies in the inbox as it came, by the first word of its text."""
    folder = reception.root / "var" / "inbox"
    texts = (each.read_text("utf-8") for each in folder.rglob("*") if each.is_file())
    return {text.partition("\n\n")[2].split()[0] for text in texts}


@dataclass
class Stuck:
    """A shelf from which nothing can be taken."""

    names: list[str] = field(default_factory=list)

    def remove(self, name: str) -> None:
        self.names.append(name)
        raise PermissionError(13, "Permission denied")


def test_what_they_wrote_what_was_written_for_them_and_about_them_is_gone_from_the_disk(
    reception: Reception,
) -> None:
    to_ann, to_bob = reception.reply_to("ann"), reception.reply_to("bob")
    reception.take(
        mail("Theirs.", "ann@example.org", to_ann),
        mail("Answering for a colleague.", "ann@example.org", to_bob),
        mail("Written by a colleague.", "bob@example.org", to_ann),
        mail("From their address alone.", "ann@example.org"),
        mail("Another's.", "cat@example.org", reception.reply_to("cat")),
    )
    assert len(raw(reception)) == 5
    assert forget(reception.open(), "ann", at(NOW))
    assert raw(reception) == {"Another's."}


def test_whom_nobody_knows_cannot_be_forgotten_and_nothing_is_touched(reception: Reception) -> None:
    reception.take(mail("Theirs.", "ann@example.org", reception.reply_to("ann")))
    assert not forget(reception.open(), "nobody", at(NOW))
    assert raw(reception) == {"Theirs."}


def test_where_the_disk_refuses_nothing_is_forgotten_and_it_can_be_tried_again(reception: Reception) -> None:
    reception.take(mail("Theirs.", "ann@example.org", reception.reply_to("ann")))
    before, stuck = reception.ledger.contact("ann"), Stuck()
    with pytest.raises(PermissionError):
        forget(replace(reception.world(), mailbag=stuck), "ann", at(NOW))  # type: ignore[arg-type]
    assert len(stuck.names) == 1
    assert reception.ledger.contact("ann") == before
    assert [each.inbound.text.strip() for each in reception.ledger.inbox()] == ["Theirs."]
    assert forget(reception.open(), "ann", at(NOW))
    assert raw(reception) == set()


def test_a_file_that_somebody_has_removed_already_stops_nothing(reception: Reception) -> None:
    reception.take(mail("Theirs.", "ann@example.org", reception.reply_to("ann")))
    for each in (reception.root / "var" / "inbox").rglob("*.eml"):
        each.unlink()
    assert forget(reception.open(), "ann", at(NOW))
    assert reception.ledger.contact("ann") is None


def test_where_nothing_is_kept_as_it_came_the_ledger_forgets_all_the_same(reception: Reception) -> None:
    assert forget(reception.world(), "ann", at(NOW))
    assert reception.ledger.contact("ann") is None


def test_the_same_mail_fed_again_after_forgetting_brings_nobody_back(reception: Reception) -> None:
    letter = mail("Theirs.", "ann@example.org", reception.reply_to("ann"))
    reception.take(letter)
    forget(reception.open(), "ann", at(NOW))
    assert reception.take(letter) == [None]
    assert raw(reception) == set()


def test_who_asked_to_leave_is_left_alone_after_they_are_forgotten(reception: Reception) -> None:
    reception.take(mail("Please unsubscribe me.", "ann@example.org", reception.reply_to("ann")))
    forget(reception.open(), "ann", at(NOW))
    assert reception.standings("ann@example.org") == [Standing.UNSUBSCRIBED]
