"""How well bounces are read in a folder of real ones, and what flufl.bounce would read there.

`python benchmarks/bounces.py FOLDER [EXPECTED.json]`: a mail a file; EXPECTED names, by file, the addresses
that were not reached (`{"exim_01.txt": ["a@example.org"]}`). The sdist of flufl.bounce and Sisimai's
set-of-emails hold such folders. Without one, the shapes that the tests are made of are read.
"""

import json
import sys
from collections.abc import Callable, Mapping
from email import message_from_bytes
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flufl.bounce import scan_message

from outreach.core.inbound.bounces import failed, unwrapped
from outreach.core.inbound.mail import parse
from tests.core.inbound.bounce_shapes import LANGUAGES, SERVERS, THEM, Lost, in_language

Found = Mapping[str, frozenset[str]]


def main() -> None:
    """Print precision and recall of both (or only how many addresses each finds), and where they differ."""
    mails, expected = _given() if len(sys.argv) > 1 else _ours()
    both = {"ours": _found(mails, ours), "flufl": _found(mails, flufl)}
    for name, found in both.items():
        _print(name, found, expected)
    if expected:
        for file in sorted(name for name in expected if both["ours"][name] != expected[name]):
            print(f"{file}: {sorted(both['ours'][file])}, expected {sorted(expected[file])}")


def _given() -> tuple[Mapping[str, bytes], Found]:
    files = sorted(each for each in Path(sys.argv[1]).iterdir() if each.is_file())
    told = json.loads(Path(sys.argv[2]).read_text()) if len(sys.argv) > 2 else {}
    expected = {name: frozenset(each.lower() for each in who) for name, who in told.items()}
    return {each.name: each.read_bytes() for each in files if not expected or each.name in expected}, expected


def _ours() -> tuple[Mapping[str, bytes], Found]:
    mails = {name: server(Lost()) for name, server in SERVERS.items()}
    mails |= {language: in_language(language) for language in LANGUAGES}
    return mails, dict.fromkeys(mails, frozenset({THEM}))


def _found(mails: Mapping[str, bytes], read: Callable[[bytes], frozenset[str]]) -> Found:
    started = perf_counter()
    found = {name: read(raw) for name, raw in mails.items()}
    print(f"{1000 * (perf_counter() - started) / max(1, len(mails)):.2f} ms a mail by {read.__name__}")
    return found


def ours(raw: bytes) -> frozenset[str]:
    """Whom a mail says it did not reach, by the name it calls them."""
    mail = parse(raw)
    return frozenset(each.recipient for each in failed(mail, unwrapped(mail)))


def flufl(raw: bytes) -> frozenset[str]:
    """Whom flufl.bounce says it did not reach for good."""
    return frozenset(
        each.decode("ascii", "replace").lower() for each in scan_message(message_from_bytes(raw))
    )


def _print(name: str, found: Found, expected: Found) -> None:
    total = sum(map(len, found.values()))
    if not expected:
        print(f"{name}: {total} addresses in {sum(map(bool, found.values()))} of {len(found)} mails")
        return
    right = sum(len(found[file] & who) for file, who in expected.items())
    wanted = sum(map(len, expected.values()))
    print(f"{name}: precision {right / max(1, total):.3f}, recall {right / max(1, wanted):.3f}")


if __name__ == "__main__":
    main()
