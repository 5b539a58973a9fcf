"""A pass that sends the house's own mails, killed at some instant: `lives.py ROOT SENT PATIENCE MOMENT`."""

import os
import signal
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent.parent))

from outreach.actions.noticing.sending import attend
from outreach.actions.running.ways import Ways
from outreach.core.message import Message
from outreach.ledger.opening import open_ledger
from outreach.ports import Receipt
from tests.world import SECRET, Office


@dataclass
class Appending:
    """A channel whose messages have left once their line is in the file."""

    file: int
    name: str = "recorder"

    def send(self, message: Message) -> Receipt:
        """Take it."""
        os.write(self.file, f"{message.key}\n".encode())
        return Receipt("taken")


def main() -> None:
    """One pass, or part of one."""
    root, sent, patience, moment = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4]
    with open_ledger(f"sqlite:///{root}/outreach.db", secret=SECRET) as ledger:
        office = Office.__new__(Office)
        office.root, office.ledger = root, ledger
        now = datetime.fromisoformat(moment)
        world = office.world(
            ledger=ledger, wire={"email": Appending(os.open(sent, os.O_WRONLY | os.O_APPEND))}
        )
        if patience:
            threading.Timer(patience, os.kill, (os.getpid(), signal.SIGKILL)).start()
        with ledger.only_run():
            ledger.give_back_abandoned(now)
            attend(world, now, Ways(world, [], now))
    os._exit(0)


if __name__ == "__main__":
    main()
