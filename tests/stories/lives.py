"""A process that makes passes, each in a life of its own that may be ended at any instant.

Every line it reads is a moment (ISO 8601) at which a pass is made in a child of its own; it answers with the
child's number, and once that has ended with how it ended. Usage: `lives.py ROOT PORT`.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from outreach.actions.running.run import run
from outreach.channels.smtp import Smtp
from outreach.ledger.opening import open_ledger
from tests.world import SECRET, Office

SENDER = "hello@partnerships.example.org"


def live(root: Path, port: str, moment: datetime) -> None:
    """One pass, as `outreach run` makes it."""
    with open_ledger(f"sqlite:///{root}/outreach.db", secret=SECRET) as ledger:
        office = Office.__new__(Office)
        office.root, office.ledger = root, ledger
        run(office.world(ledger=ledger, wire={"email": Smtp(f"smtp://127.0.0.1:{port}", SENDER)}), moment)


def answer(number: int) -> None:
    """Tell whoever watches."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    """Live as often as asked to."""
    root, port = Path(sys.argv[1]), sys.argv[2]
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                live(root, port, datetime.fromisoformat(line.strip()))
            except BaseException as error:  # noqa: BLE001 - told to whoever watches
                sys.stderr.write(f"{error!r}\n")
                os._exit(1)
            os._exit(0)
        answer(child)
        _, status = os.waitpid(child, 0)
        answer(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
