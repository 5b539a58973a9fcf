from pathlib import Path

from outreach.actions.inbox import attribute
from tests.actions.receiving.reception import NOW, Reception, mail
from tests.world import at, member


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


def test_what_is_to_be_answered_is_told_anew_when_a_person_says_whose_it_is(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    reception.take(mail("Where do we park?", "zed@nowhere.example.com", reception.reply_to("ann")))
    (asked,) = reception.ledger.followups()
    assert "counts for nobody until" in asked.followup.reason
    reception.ledger.assign(asked.id, "bob")

    attribute(reception.open(), 1, "cat", "", at(NOW))

    (told,) = reception.ledger.followups()
    assert (told.id, told.followup.owner, told.followup.contact) == (asked.id, "bob", "cat")
    assert told.followup.reason == 'Answer Cat Example (Cat Roofs): "Where do we park?"'
    reception.ledger.followup_done(told.id, at(NOW))
    attribute(reception.open(), 1, "ann", "", at(NOW))
    assert reception.ledger.followups() == []
    reception.ledger.close()


def test_a_champion_who_declined_by_somebody_else_is_telephoned_once_a_person_says_so(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    reception.people(member("ann", roles=frozenset({"champion"})))
    reception.take(mail("", "zed@nowhere.example.com", reception.reply_to("ann", "decline"), "I cannot come"))
    assert [each.kind for each in reception.asked()] == ["decide"]

    attribute(reception.open(), 1, "ann", "", at(NOW))

    assert [(each.kind, each.contact) for each in reception.asked()] == [("call", "ann")]
    reception.ledger.close()
