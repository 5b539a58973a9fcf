"""A launch over eight weeks, between real servers: Postfix's smtp-sink, and Dovecot."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach.actions.approve import approve_all
from outreach.actions.rsvps import decline_proposal
from outreach.actions.running.run import run
from outreach.channels.smtp import Smtp
from outreach.core.history import Status
from outreach.inbox.imap import Imap
from outreach.ports import Channel
from outreach.workspace.shelf import FolderShelf
from tests.channels.certificates import trust
from tests.channels.smtp.test_sinks import sink
from tests.core.inbound import calendars
from tests.core.inbound.shapes import apple_mail, gmail, iphone, outlook_365, outlook_desktop
from tests.mailserver import mailserver
from tests.stories.postman import OURS, Postman, away, calendar, fails, listed, writes
from tests.world import REPOSITORY, Office, at, starter

PEOPLE = frozenset(
    {
        *("convener", "convener-2", "champion-1", "champion-2", "champion-3", "comms-1", "partner-1"),
        *(f"builder-{number:02}" for number in (1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16)),
    }
)
PLOT = {
    ("champion-1", "sign-off"): (0.5, writes(outlook_365, "Yes, I agree.\n\nThanks!")),
    ("champion-2", "sign-off"): (1, writes(iphone, "Looks good to me")),
    ("champion-3", "sign-off"): (2, writes(gmail, "I agree.")),
    ("builder-01", "invitation"): (0.1, calendar(calendars.GOOGLE, "ACCEPTED")),
    ("builder-02", "invitation"): (0.3, calendar(calendars.EXCHANGE, "ACCEPTED", "I bring our foreman")),
    ("builder-03", "invitation"): (3, calendar(calendars.APPLE, "DECLINED")),
    ("builder-04", "invitation"): (0.01, away),
    ("builder-05", "invitation"): (0.01, fails),
    ("builder-06", "invitation"): (1.2, calendar(calendars.COUNTER, "TENTATIVE", "Could we begin at one?")),
    ("builder-11", "save-your-seat"): (2, writes(gmail, "Please remove me from your mailing list.")),
    ("builder-12", "invitation"): (4, writes(apple_mail, "How long will the meeting take?")),
    ("builder-13", "invitation"): (5, writes(outlook_desktop, "He is away until April. I would come instead.",
                                              sender="shop@example.com", name="Shop Manager")),
    ("champion-2", "invitation"): (6, calendar(calendars.EXCHANGE, "DECLINED", "We pour concrete that day")),
    ("builder-16", "save-your-seat"): (1, writes(iphone, "I will be there. Thanks!")),
}  # fmt: skip


class Story:
    def __init__(self, office: Office, postman: Postman, mail: Channel, inbox: Imap) -> None:
        self.office, self.postman, self.mail, self.inbox = office, postman, mail, inbox

    def day(self, day: str) -> list[str]:
        """One pass at ten in the morning, and the list as the convener finds it then."""
        wall = f"{day} 10:00"
        self.postman.bring(wall)
        if day == "2027-03-19":
            for who in ("builder-01", "builder-16", "champion-1", "builder-14"):
                self.office.answer(who, "2027-03-18 12:00", attended=True, campaign="construction-launch")
        ways = {**self.office.wire, "email": self.mail}
        world = replace(
            self.office.world(wire=ways, today=date.fromisoformat(day)),
            inboxes=(self.inbox,), sent_folder=self.inbox,
            mailbag=FolderShelf(self.office.root / "var/inbox", 0o600),
        )  # fmt: skip
        account = run(world, at(wall))
        assert account.problems == []
        self.postman.go_round(wall)
        return sorted(listed(self.office, day))

    def until(self, first: str, last: str) -> list[str]:
        day = date.fromisoformat(first)
        found: list[str] = []
        while day <= date.fromisoformat(last):
            found = self.day(day.isoformat())
            day += timedelta(days=1)
        return found

    def works_through(self, monday: str) -> None:
        """The convener does what the list says, in the afternoon."""
        now = at(f"{monday} 15:00")
        for each in self.office.ledger.followups():
            if each.followup.due > date.fromisoformat(monday):
                continue
            if each.followup.kind == "answer":
                self._answers(each.followup.contact, monday)
            elif each.followup.contact == "builder-06":
                number = next(k.id for k in self.office.ledger.inbox() if k.inbound.proposed)
                decline_proposal(self.office.world(), "construction-launch", number, now)
            else:
                self.office.ledger.followup_done(each.id, now)

    def _answers(self, who: str, monday: str) -> None:
        """Somebody is answered from the shared mailbox, by hand."""
        kept = self.office.ledger.heard_from(who)[0].inbound
        raw = (
            f"From: {OURS}\r\nTo: {kept.sender}\r\nSubject: Re: {kept.subject}\r\n"
            f"In-Reply-To: {kept.message_id}\r\nMessage-ID: <sent.{who}@example.org>\r\n\r\nTwo hours.\r\n"
        )
        self.postman.server.append("hello", "Sent", raw.encode(), at=at(f"{monday} 15:00"))


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    trust(tmp_path, monkeypatch.setenv)
    office = starter(tmp_path / "workspace")
    for each in (office.root / "campaigns").glob("*.yaml"):
        if each.name != "construction-launch.yaml":
            each.unlink()
    known = {each.id: each for each in office.ledger.contacts()}
    for who in known.keys() - PEOPLE:
        office.ledger.forget(who, at("2026-06-02 09:00"))
    launch = (REPOSITORY / "campaigns/construction-launch.yaml").read_text()
    office.write("campaigns/construction-launch.yaml", launch.replace("hoped_for: 20", "hoped_for: 4"))
    approve_all(office.world(), "comms-1", at("2027-01-25 09:00"))
    with sink() as (url, taken), mailserver(["hello"]) as server:
        postman = Postman(office, server, taken, PLOT)
        mail = Smtp(url, OURS)
        yield Story(office, postman, mail, Imap(server.url("hello"), sent="Sent"))
        mail.hang_up()


MONDAYS: dict[str, list[str]] = {
    # The champions have agreed to their letter by themselves; the invitations leave on Thursday.
    "2027-02-01": [],
    # Two have accepted and one has declined, which asks for nothing; to be out of office is no answer.
    "2027-02-08": ["02-08 convener: decide builder-06", "02-08 convener: fix_address builder-05"],
    "2027-02-15": [
        "02-10 convener: answer builder-12",
        "02-11 convener-2: call champion-2",
        "02-11 convener: answer builder-13",
        "02-11 convener: post announce",
        "02-11 convener: post announce",
        "02-12 comms-1: task press-note",
    ],
    # Silence is called, by who knows them, two a day, key people first. The colleague's answer was nobody's
    # yes, so builder-13 is called; who wants to hear no more is not; who answered the reminder is not.
    "2027-02-22": [
        "02-19 champion-3: call builder-13",
        "02-19 convener: call builder-04",
        "02-19 convener: call builder-05",
        "02-19 convener: call builder-15",
        "02-22 convener: call builder-14",
    ],
    "2027-03-01": [],
    "2027-03-08": [],
    # A key person is still silent a week before.
    "2027-03-15": ["03-11 convener: call builder-15"],
    # Who came has been recorded; nobody has written the summary yet.
    "2027-03-22": [
        "03-19 convener: write partners-recap",
        "03-19 convener: write recap",
        "03-22 convener: write missed-you",
    ],
}


def test_each_monday_the_list_is_what_a_careful_convener_would_write(story: Story) -> None:
    found = {}
    for monday in MONDAYS:
        first = date.fromisoformat(monday) - timedelta(days=6)
        found[monday] = story.until(first.isoformat(), monday)
        story.works_through(monday)
    assert found == MONDAYS


def test_what_came_back_shapes_what_goes_out(story: Story) -> None:
    story.until("2027-01-26", "2027-03-17")
    sent = {(each.key.step, each.key.recipient) for each in story.office.ledger.deliveries(Status.SENT)}
    assert {who for step, who in sent if step == "see-you-there"} == {
        "builder-01",
        "builder-02",
        "builder-16",
    }
    reminded = {who for step, who in sent if step == "two-weeks"}
    assert reminded.isdisjoint({"builder-03", "champion-2"}), "they have declined"
    assert reminded.isdisjoint({"builder-05", "builder-11"}), "the one's address is dead, the other left"
    assert "builder-13" in reminded, "a colleague cannot decline for somebody"


def test_every_answer_is_kept_as_what_it_is(story: Story) -> None:
    story.until("2027-01-26", "2027-02-22")
    kept = {(each.inbound.match.contact, each.inbound.kind) for each in story.office.ledger.inbox()}
    assert kept == {
        ("champion-1", "answer"), ("champion-2", "answer"), ("champion-3", "answer"), ("builder-01", "rsvp"),
        ("builder-02", "rsvp"), ("builder-03", "rsvp"), ("builder-04", "auto_reply"),
        ("builder-05", "bounce"),
        ("builder-06", "rsvp"), ("builder-11", "unsubscribe"), ("builder-12", "answer"),
        ("builder-13", "answer"), ("champion-2", "rsvp"), ("builder-16", "rsvp"),
    }  # fmt: skip
    answers = story.office.ledger.history("construction-launch").answers
    coming = {who: each.rsvp for who, each in answers.items() if each.rsvp}
    assert coming == {
        "builder-01": "accepted", "builder-02": "accepted", "builder-03": "declined",
        "champion-2": "declined", "builder-16": "accepted",
    }  # fmt: skip
    assert "builder-13" not in answers, "somebody else wrote"
    assert story.postman.server.flags("hello") == [""] * len(kept), "nothing was marked in the mailbox"


def test_a_proposed_time_is_declined_in_the_calendar_that_proposed_it(story: Story) -> None:
    story.until("2027-01-26", "2027-02-08")
    story.works_through("2027-02-08")
    story.day("2027-02-09")
    declined = story.postman.letters["builder-06", "time"].calendar
    assert "METHOD:DECLINECOUNTER" in declined
    assert story.postman.letters["builder-06", "invitation"].line("UID") in declined
