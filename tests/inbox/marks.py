"""What the ledger does with what an inbox hands over: each thing kept once, and the mark with it."""

from dataclasses import dataclass, field
from itertools import islice

from outreach.core.inbound.nouns import Arrived
from outreach.ports import Inbox


@dataclass(slots=True)
class Marks:
    """The marks that are kept, and the ids of what came, each once, in the order in which it came first."""

    kept: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)

    def marked(self, place: str) -> str:
        """The mark kept for a place."""
        return self.kept.get(place, "")

    def read(self, inbox: Inbox, most: int | None = None) -> list[Arrived]:
        """What comes now; after `most` of it the program is ended in the middle."""
        found = []
        for each in islice(inbox.fetch(self.marked), most):
            if each.mark:
                self.kept[each.place] = each.mark
            if each.empty:
                continue
            found.append(each)
            identity = each.said.id if each.said is not None else each.source
            if identity not in self.ids:
                self.ids.append(identity)
        inbox.hang_up()
        return found
