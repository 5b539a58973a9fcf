"""An office whose people get digests, and what they answer, as it is kept."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from outreach.actions.noticing.answering import answer_digest
from outreach.actions.noticing.confirming import confirm
from outreach.actions.noticing.sending import NOTHING_TO_TELL, attend
from outreach.actions.running.ways import Ways
from outreach.actions.world import World
from outreach.core.followup import FollowUp, FollowUpKind
from outreach.core.inbound.nouns import Inbound, Kept, Match
from outreach.core.message import Email
from outreach.core.notices import is_notice
from tests.world import SETTINGS, Office, at, member

DIGESTS = SETTINGS + 'digests: {days: "mon,thu", at: "07:30", people: {never-1: never}}\n'
APPROVING = DIGESTS.replace("approval: none", "approval: required") + "communications_team: [comms-1]\n"
MONDAY, HOUR, LATER = "2027-03-08 07:29", "2027-03-08 07:30", "2027-03-08 16:00"
TODAY = date(2027, 3, 8)


class Desk(Office):
    """The office, with a convener, two recruiters, and somebody to call."""

    def __init__(self, root: Path, *, settings: str = DIGESTS) -> None:
        super().__init__(root, settings=settings)
        self._raised = 0
        self.people(
            member("convener", last_name="One"),
            member("champion-1", last_name="One"),
            member("comms-1", last_name="One"),
            member("never-1"),
            *(member(f"builder-{n}", last_name=str(n), phone=f"307 555 010{n}", organisation=f"Roof {n}")
              for n in range(1, 6)),
        )  # fmt: skip

    def ask(self, owner: str, contact: str = "", due: date = TODAY, kind: FollowUpKind = "call",
            **more: object) -> int:  # fmt: skip
        """A follow-up; its number."""
        self._raised += 1
        asked = FollowUp(
            f"asked {self._raised}", due, kind, "spring", "phone", f"Telephone {contact}", owner, contact
        )
        self.ledger.follow_up([replace(asked, **more)])  # type: ignore[arg-type]
        return max(each.id for each in self.ledger.followups(done=True))

    def attend(self, wall: str, world: World | None = None) -> Counter[str]:
        """What a pass does about the house's own mails."""
        world = world or self.world()
        return Counter(
            {each.value: n for each, n in attend(world, at(wall), Ways(world, [], at(wall))).items()}
        )

    def notices(self) -> list[Email]:
        """The house's own mails that left, in order."""
        return [each for each in self.mail.emails() if is_notice(each.key)]

    def digest(self, owner: str, wall: str = HOUR) -> Email:
        """The digest that somebody gets."""
        self.attend(wall)
        return next(each for each in reversed(self.notices()) if each.key.recipient == owner)

    def answered(self, owner: str, text: str, wall: str = LATER, *, day: str = "2027-03-08",
                 **more: object) -> Kept:  # fmt: skip
        """An answer to somebody's digest, as it is kept; without having been followed."""
        found = Match(owner, occurrence=day, relation="self", confidence="certain", purpose="digest")
        return self.kept(text, found, wall, **more)

    def kept(self, text: str, found: Match, wall: str = LATER, **more: object) -> Kept:
        """Something that came back, as it is kept."""
        identity = f"{found.contact} {wall} {text}"
        inbound = Inbound(
            identity, "imap", "INBOX 1", "email", at(wall), "answer", f"{found.contact}@example.org", "",
            "Re: Your list", text, found, message_id=f"<{abs(hash(identity))}@example.org>",
        )  # fmt: skip
        inbound = replace(inbound, **more)  # type: ignore[arg-type]
        number = self.ledger.keep(inbound)
        assert number is not None
        return Kept(number, inbound)

    def follow(self, kept: Kept, wall: str = LATER) -> bool:
        """Do what an answer to a digest says."""
        with self.ledger.together():
            return answer_digest(self.world(), kept, at(wall))

    def confirm(self, kept: Kept) -> bool:
        """Promise, as it arrives, that an answer is confirmed."""
        with self.ledger.together():
            return confirm(self.world(), kept, kept.inbound.received)

    def ends(self) -> dict[str, str]:
        """How the digests stand of those who had one, by person."""
        found = {each.key.recipient: each for each in self.ledger.deliveries() if is_notice(each.key)}
        return {who: each.status.value for who, each in found.items() if each.reason != NOTHING_TO_TELL}

    def open(self) -> dict[int, date]:
        """The numbers of the open follow-ups, and when they are due."""
        return {each.id: each.followup.due for each in self.ledger.followups()}
