"""Receiving: every inbox read as far as it goes, each thing stored before the next is asked for."""

from collections.abc import Iterator
from datetime import datetime

from outreach.actions.receiving.reaching import Reaching
from outreach.actions.receiving.taking import Taking
from outreach.actions.world import World
from outreach.core.followingup.desk import answer_key
from outreach.core.inbound.nouns import Inbound
from outreach.ports import Inbox, NotReached, SentFolder

KEPT_ELSEWHERE = "it stays where it is, and is read again by the next run"


def receive(world: World, now: datetime, problems: list[str]) -> int:
    """Take in everything that has come back; how much of it is new.

    An inbox that cannot be reached is told in `problems`, the first time and then once a day, and keeps
    nobody from reading the others.
    """
    reaching, taken = Reaching(world, now, problems), 0
    reaching.let_go({each.name for each in world.inboxes} | ({"sent"} if world.sent_folder else set()))
    try:
        for inbox in world.inboxes:
            if reaching.is_open(inbox.name) and not world.stopping:
                taken += sum(1 for _ in collected(world, inbox, now, reaching))
                problems += getattr(inbox, "problems", ())
        if world.sent_folder is not None and reaching.is_open("sent") and not world.stopping:
            _see_what_was_answered(world, world.sent_folder, now, reaching)
    finally:
        for inbox in world.inboxes:
            inbox.hang_up()
    return taken


def collected(world: World, inbox: Inbox, now: datetime, reaching: Reaching) -> Iterator[Inbound]:
    """Take in what one inbox holds; what of it is new, one by one, each once it is stored."""
    taking = Taking(world, now)
    try:
        for arrived in inbox.fetch(world.ledger.marked):
            inbound = taking.take(arrived)
            if inbound is not None:
                yield inbound
            if world.stopping:
                return
        reaching.reached(inbox.name)
    except NotReached as error:
        reaching.failed(inbox.name, error)
    except OSError as error:
        why = error.strerror or type(error).__name__
        reaching.failed(
            inbox.name, NotReached(f"what has come back cannot be kept ({why}); {KEPT_ELSEWHERE}")
        )


def looked_at(world: World, inbox: Inbox, now: datetime, problems: list[str]) -> Iterator[Inbound]:
    """What one inbox holds, read and matched; nothing is stored and nothing marked."""
    from outreach.actions.receiving.understand import read  # noqa: PLC0415 - slow, and mostly nothing comes

    try:
        for arrived in inbox.fetch(world.ledger.marked):
            if not arrived.empty:
                yield read(world, arrived, now)
    except NotReached as error:
        problems.append(str(error))


def _see_what_was_answered(world: World, folder: SentFolder, now: datetime, reaching: Reaching) -> None:
    """What somebody answered from the shared mailbox counts as answered."""
    try:
        for sent in folder.sent(world.ledger.marked):
            with world.ledger.together():
                for kept in world.ledger.by_message_ids(sent.references):
                    world.ledger.answer(kept.id, min(sent.at or now, now))
                    world.ledger.close_followups([answer_key(kept.inbound.identity)], now)
                world.ledger.mark(sent.place, sent.mark)
        reaching.reached("sent")
    except NotReached as error:
        reaching.failed("sent", error)
