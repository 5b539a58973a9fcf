"""The house's own mails as people meet them on the command line: listed, settled, and in nobody's way."""

import pytest

from outreach.core.history import Status
from outreach.core.notices import digest_key
from outreach.ports import Begun, Entry

from .conftest import Desk

MONDAY = "2027-01-11T15:00"


@pytest.fixture
def told(peopled: Desk) -> Desk:
    """A team that gets digests on Mondays, after one of those."""
    settings = (peopled.root / "config/outreach.yaml").read_text("utf-8")
    peopled.write("config/outreach.yaml", settings + '\ndigests: {days: mon, at: "07:30"}\n')
    peopled.at(MONDAY)("run")
    return peopled


def test_a_digest_is_listed_as_every_message_and_lies_in_the_outbox(told: Desk) -> None:
    rows = {each["key"]: each for each in told.json("deliveries", "--status", "sent")}
    digest = rows["!digest/owners/2027-01-11/comms-1"]
    assert (digest["channel"], digest["attempts"]) == ("email", 1)
    assert "!digest/owners/2027-01-11/comms-1" in told.good("deliveries").out
    (file,) = told.outbox.glob("*digest/owners/2027-01-11/comms-1.eml")
    assert "Auto-Submitted: auto-generated" in file.read_text("ascii")


def test_it_counts_as_nothing_that_was_sent(told: Desk) -> None:
    account = told.at("2027-01-18T15:00").json("run")
    assert account["sent"] == account["failed"] == account["unknown"] == 0
    assert told.outbox.exists()


def test_plan_check_and_simulate_know_nothing_of_it(told: Desk) -> None:
    told.at("2027-01-18T14:00")
    assert all(not row["campaign"].startswith("!") for row in told.json("plan")["touches"])
    assert "!digest" not in told("check").out
    out = told.root / "simulated"
    told("simulate", "--from", "2027-01-18", "--to", "2027-01-26", "--as-approved", "--out", str(out))
    assert not list(out.glob("*digest*"))


def test_one_nobody_knows_the_end_of_is_asked_about_and_settled_by_hand(told: Desk) -> None:
    key = digest_key("convener", told.clock.date().replace(day=18))
    with told.ledger() as ledger:
        entry = Entry(key, "email", Status.WAITING, told.clock)
        ledger.enrol(key.campaign, key.step, key.occurrence, "email", [entry], told.clock)
        ledger.claim([key], told.clock)
        ledger.settle_and_begin((), [Begun(key)], told.clock)
    ended = told.at("2027-01-18T15:00")("run")
    assert ended.status == 1
    (asked,) = [each for each in told.json("followups") if each["kind"] == "resolve"]
    assert (asked["owner"], asked["count"]) == ("convener", 1)
    told.good("resolve", str(key), "sent", "--reason", "the convener has it")
    told("run")
    assert not [each for each in told.json("followups") if each["kind"] == "resolve"]
