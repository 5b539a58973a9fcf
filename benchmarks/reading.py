"""How well, and how fast, the new words of a mail are told from what it quotes: ours beside the packages.

Over the mails of `tests/core/inbound/reading_corpus.py`: every program in seventeen languages, top-posted,
bottom-posted and between quotations, with a signature and without, plain and HTML alone; and those written by
hand. Right is who gives exactly the words that were typed (line breaks and blanks apart). The packages read
neither MIME nor HTML: they are given the text that `parse` made, and the time of that is told by itself.
`mail-parser-reply`, `email-reply-parser` and `talon` are wanted; one that is not installed is said to be so.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outreach.core.inbound.mail import parse
from outreach.core.inbound.newtext import new_text
from outreach.core.inbound.nouns import Mail
from tests.core.inbound.reading_corpus import Case, odd, regular

Reader = Callable[[Mail], str]
KINDS = ("top-posted", "signed", "below or between", "HTML alone", "by hand")


def kind(case: Case) -> str:
    """Which of the kinds a mail belongs to."""
    if case.name.startswith("by hand"):
        return "by hand"
    if " html" in case.name:
        return "HTML alone"
    if " bottom " in case.name or " between " in case.name:
        return "below or between"
    return "signed" if case.name.endswith("signed") else "top-posted"


def mail_parser_reply() -> Reader:
    """The package of that name, in all of its languages."""
    module: Any = import_module("mailparser_reply")
    known: Any = import_module("mailparser_reply.constants")
    languages = [each for each in known.MAIL_LANGUAGES if each != "david"]
    return lambda mail: module.EmailReplyParser(languages=languages).parse_reply(text=mail.text) or ""


def email_reply_parser() -> Reader:
    """The package of that name, which knows English."""
    module: Any = import_module("email_reply_parser")
    return lambda mail: str(module.EmailReplyParser.parse_reply(mail.text))


def talon() -> Reader:
    """The package of that name: its quotations, then its signatures without machine learning."""
    quotations: Any = import_module("talon.quotations")
    signatures: Any = import_module("talon.signature.bruteforce")
    return lambda mail: str(signatures.extract_signature(quotations.extract_from_plain(mail.text))[0])


READERS: dict[str, Callable[[], Reader]] = {
    "ours": lambda: new_text,
    "mail-parser-reply": mail_parser_reply,
    "email-reply-parser": email_reply_parser,
    "talon": talon,
}


def same(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order."""
    return one.split() == other.split()


def measured(name: str, cases: Sequence[Case], mails: Sequence[Mail]) -> str:
    """One row: right out of all, of each kind, and milliseconds a mail."""
    try:
        read = READERS[name]()
    except ImportError:
        return f"{name:20} not installed (pip install {name})"
    began = process_time()
    found = [read(mail) for mail in mails]
    spent = (process_time() - began) / len(mails) * 1000
    right = dict.fromkeys(KINDS, 0)
    for case, text in zip(cases, found, strict=True):
        right[kind(case)] += same(text, case.words)
    columns = "".join(f"{right[each]:>18}" for each in KINDS)
    return f"{name:20}{sum(right.values()):>7}{columns}{spent:>12.2f}"


def main() -> None:
    """Print how many mails each reads right, kind by kind, and how long one takes."""
    cases = [*regular(), *(Case(f"by hand: {each.name}", each.raw, each.words) for each in odd())]
    began = process_time()
    mails = [parse(each.raw) for each in cases]
    spent = (process_time() - began) / len(cases) * 1000
    print(f"{len(cases):,} mails of people; parsing one takes {spent:.2f} ms of processor time")
    print(f"{'read right by':20}{'all':>7}{''.join(f'{each:>18}' for each in KINDS)}{'ms a mail':>12}")
    totals = [sum(kind(case) == each for case in cases) for each in KINDS]
    print(f"{'(there are)':20}{len(cases):>7}{''.join(f'{each:>18}' for each in totals)}")
    for name in READERS:
        print(measured(name, cases, mails))


if __name__ == "__main__":
    main()
