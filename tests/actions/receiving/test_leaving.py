from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.core.people import Standing
from tests.actions.receiving.reception import Reception, mail
from tests.world import MEETING

LEAVES = "Please unsubscribe me from this list."
GONE = Standing.UNSUBSCRIBED


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.ledger.close()


def test_who_leaves_from_a_variant_of_their_address_leaves_whatever_it_is_about(reception: Reception) -> None:
    other = "{id: note, send: email, template: letter.md, when: on 2027-02-08 at 09:00}"
    reception.campaign(other, name="autumn", head=MEETING.replace("campaign: spring", "campaign: autumn"))
    reception.run("2027-02-08 09:00")

    found = reception.one(mail(LEAVES, "Ann Example <ann+news@example.org>"))

    assert (found.match.relation, found.match.confidence) == ("self", "possible")
    assert reception.standings("ann@example.org", "ann+news@example.org") == [GONE, GONE]


def test_the_link_to_leave_counts_though_a_program_used_it(reception: Reception) -> None:
    automatic = [("Auto-Submitted", "auto-replied")]
    link = reception.reply_to("ann", "unsubscribe")

    found = reception.one(
        mail("Sent by your mail program.", "ann@example.org", link, "List", extra=automatic)
    )

    assert found.kind == "unsubscribe"
    assert reception.standings("ann@example.org") == [GONE]
