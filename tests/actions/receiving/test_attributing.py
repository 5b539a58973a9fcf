from pathlib import Path

from outreach.actions.inbox import attribute
from tests.actions.receiving.reception import NOW, Reception, mail
from tests.world import at


def test_what_was_attributed_to_the_wrong_person_counts_for_the_right_one_alone(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    answer = mail("", "zed@nowhere.example.com", reception.reply_to("ann", "rsvp"), "I am coming")
    reception.take(answer)

    attribute(reception.open(), 1, "bob", "", at(NOW))
    attribute(reception.open(), 1, "cat", "", at(NOW))
    attribute(reception.open(), 1, "cat", "", at(NOW))

    said = reception.ledger.history("spring").answers
    assert {who: each.rsvp for who, each in said.items() if each.replied} == {"cat": "accepted"}
    assert [each.contact for each in reception.ledger.heard_in("spring")] == ["cat"]
    reception.ledger.close()
