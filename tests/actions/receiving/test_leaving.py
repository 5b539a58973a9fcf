from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from outreach.actions.receiving.taking import Taking
from outreach.core.inbound.nouns import Arrived, Report
from outreach.core.people import Standing
from tests.actions.receiving.reception import NOW, Reception, mail
from tests.world import MEETING, at

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


@pytest.mark.parametrize("event", ["complaint", "unsubscribe"])
def test_what_a_provider_reports_of_somebody_forgotten_keeps_their_address_off(
    reception: Reception, event: Literal["complaint", "unsubscribe"]
) -> None:
    key = reception.key("ann", "invitation")
    reception.ledger.forget("ann", at(NOW))
    said = Report("event-1", event, "ann@example.org", at(NOW), key=key)

    Taking(reception.open(), at(NOW)).take(Arrived("sendgrid", "event-1", b"{}", at(NOW), said))

    assert reception.standings("ann@example.org") != [Standing.OK]
