"""How well calls to action are found in sentences labelled by hand, with every one that is misjudged."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outreach.rules.reading.asking import calls_to_action
from tests.rules.reading.asking_examples import ASKS, TRAPS


def main() -> None:
    """Print precision, recall and the sentences behind what they lack of one."""
    missed = [text for text in ASKS if not calls_to_action(text)]
    mistaken = [text for text in TRAPS if calls_to_action(text)]
    found = len(ASKS) - len(missed)
    print(f"{len(ASKS)} sentences that ask, {len(TRAPS)} that do not")
    print(f"precision {found / (found + len(mistaken)):.3f}, recall {found / len(ASKS):.3f}")
    for text in missed:
        print(f"missed:   {text!r}")
    for text in mistaken:
        print(f"mistaken: {text!r}")


if __name__ == "__main__":
    main()
