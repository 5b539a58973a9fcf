"""How the inboxes stand: whether each can be read, what nobody hears of, what is left alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from outreach.actions.doctor import Check, Given, Status, diagnose, look
from outreach.core.errors import UsageError
from outreach.core.inbound.nouns import Arrived
from outreach.ports import Inbox, NotReached, Unanswered
from tests.probe import FakeProbe
from tests.world import SETTINGS, Office, at

NOW = "2027-02-20 09:00"


@dataclass
class Silent:
    """An inbox that nobody can visit, such as a network's mentions."""

    name: str

    def fetch(self, marked: Callable[[str], str]) -> Iterator[Arrived]:
        raise AssertionError(f"doctor reads nothing, not even {marked}")

    def hang_up(self) -> None:
        """Nothing is held open."""


@dataclass
class Visiting(Silent):
    """An inbox that says how it stands."""

    answer: str | Exception

    def visit(self) -> str:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def told(office: Office, *inboxes: Inbox, given: str = "", offline: bool = False) -> list[Check]:
    """What doctor says of the ways in."""
    secrets = Given(frozenset(given.split()), "x" * 40)
    facts = look(office.world(), secrets, FakeProbe(), at(NOW), inboxes=inboxes, offline=offline)
    return [each for each in diagnose(facts) if each.group == "Ways in"]


def test_what_is_found_in_an_inbox_is_told(office: Office) -> None:
    (check,) = told(office, Visiting("imap", "mail.example.org:993 lets us in; there are `INBOX`"))
    assert (check.name, check.status, check.fix) == ("imap", Status.OK, "")
    assert "mail.example.org:993" in check.message


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (NotReached("mail.example.org:993: it does not accept us"), Status.ERROR),
        (UsageError("SENDGRID_WEBHOOK_KEY is not the verification key alone"), Status.ERROR),
        (Unanswered("no answer within 10 seconds"), Status.UNKNOWN),
        (RuntimeError("hello:s3cret"), Status.UNKNOWN),
    ],
)
def test_an_inbox_that_cannot_be_read_is_told_with_what_to_do(
    office: Office, wrong: Exception, status: Status
) -> None:
    (check,) = told(office, Visiting("imap", wrong))
    assert (check.status, bool(check.fix)) == (status, True)
    assert "s3cret" not in check.message


def test_offline_no_inbox_is_visited(office: Office) -> None:
    (check,) = told(office, Visiting("imap", RuntimeError()), offline=True)
    assert check.status is Status.UNKNOWN
    assert "--offline" in check.message


def test_that_there_is_no_mailbox_is_said_and_nothing_that_stands_in_the_way(office: Office) -> None:
    (check,) = told(office)
    assert check.status is Status.OK
    assert "no mailbox is set up" in check.message


def test_mail_that_leaves_by_sendgrid_without_its_events_is_a_warning(office: Office) -> None:
    office.write("config/outreach.yaml", SETTINGS + "channels: {email: sendgrid}\n")
    mailbox = Visiting("imap", "lets us in")
    assert [each.name for each in told(office, mailbox, given="SENDGRID_WEBHOOK_KEY")] == ["imap"]
    events = told(office, mailbox)[-1]
    assert (events.name, events.status) == ("events", Status.WARNING)
    assert "SENDGRID_WEBHOOK_KEY" in events.message


def test_x_that_is_to_be_read_and_is_not_is_told(office: Office) -> None:
    office.write("config/outreach.yaml", SETTINGS + "inbox: {networks: [x]}\n")
    assert [(each.name, each.status) for each in told(office)][-1] == ("x", Status.WARNING)


@pytest.mark.parametrize(
    ("inbox", "status"),
    [
        (Silent("mastodon"), Status.ERROR),
        (Visiting("imap", "lets us in"), Status.WARNING),
        (Visiting("imap", NotReached("no")), Status.ERROR),
    ],
)
def test_an_inbox_left_alone_is_told_among_the_ways_in_with_since_when_and_why(
    office: Office, inbox: Inbox, status: Status
) -> None:
    way = f"inbox {inbox.name}"
    office.ledger.stop(way, at(NOW) + timedelta(minutes=8), "the mail server hung up", at("2027-02-20 08:52"))
    left = next(each for each in told(office, inbox) if "left alone" in each.message)
    assert (left.name, left.status) == (inbox.name, status)
    assert "since Sat 20 Feb 08:52 after 1 failure: the mail server hung up" in left.message
    assert "09:08" in left.fix
