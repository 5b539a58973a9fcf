"""The parts of a sentence about options: where it is cut, and which options and verdicts a part has."""

from collections.abc import Iterable, Iterator, Sequence

from outreach.core.history import Choice
from outreach.core.inbound.voting.naming import Item

Part = tuple[str, list[Item]]
"""What cuts a part off from those before it (`comma`, `but`, `and`, `too`, or nothing), and what it says."""


def parts(items: Iterable[Item]) -> Iterator[Part]:
    """A sentence cut at commas, at `but`, at `so is`, and at an `and` between two verdicts."""
    said = [each for each in _filled_in(list(items)) if each.kind not in ("only", "plain", "slot", "dash")]
    part: list[Item] = []
    joint = ""
    for number, item in enumerate(said):
        follows = said[number + 1] if number + 1 < len(said) else Item("")
        if item.kind == "but" and _is_but_of_all(part, follows):
            part.append(Item("except"))
        elif _cuts(item, part, follows):
            if part:
                yield joint, part
            part, joint = [], item.kind
        elif item.kind not in ("and", "too", "comma"):
            part.append(item)
    if part:
        yield joint, part


def _cuts(item: Item, part: Sequence[Item], follows: Item) -> bool:
    if item.kind == "and":
        return bool(part) and part[-1].choice is not None and follows.choice is not None
    return item.kind == "but" or (item.kind in ("comma", "too") and bool(part))


def _filled_in(items: Sequence[Item]) -> Iterator[Item]:
    """Without the options of a ballot behind which nothing is written: `A: yes B: C: no`."""
    for number, item in enumerate(items):
        mark, behind = (each.kind for each in (*items[number + 1 : number + 3], *[Item("options")] * 2)[:2])
        is_empty = mark == "slot" and behind in ("options", "comma", "plain")
        is_empty |= mark == "dash" and behind == "options"
        if not (item.kind == "options" and is_empty):
            yield item


def _is_but_of_all(part: Sequence[Item], follows: Item) -> bool:
    """`anything but B`: what follows is left out."""
    return bool(part) and part[-1].whole in ("all", "none") and follows.kind == "options"


def excepted(part: Sequence[Item]) -> tuple[Choice, list[Item]] | None:
    """What is said of all but some, and who those are; None where nobody is left out.

    Nobody is named where it is not plain.
    """
    at = next((number for number, each in enumerate(part) if each.kind == "except"), None)
    if at is None:
        return None
    before, behind = options(part[:at]), options(part[at:])
    verdicts = [each for each in part if each.choice is not None]
    is_plain = len(before) <= 1 and all(each.whole in ("all", "none") for each in before)
    is_plain &= not verdicts or together(verdicts) == "yes"
    is_none = any(each.whole == "none" for each in before)
    return ("no" if is_none else "yes"), behind if is_plain else []


def options(part: Iterable[Item]) -> list[Item]:
    """The options that a part names."""
    return [each for each in part if each.kind == "options"]


def runs(part: Iterable[Item]) -> Iterator[list[Item]]:
    """Options beside each other, and verdicts beside each other, in turn."""
    run: list[Item] = []
    for item in part:
        if run and (run[-1].choice is None) != (item.choice is None):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def shape(part: Iterable[Item]) -> str:
    """`OV` for options and then a verdict."""
    return "".join("O" if run[0].choice is None else "V" for run in runs(part))


def together(verdicts: Iterable[Item]) -> Choice | None:
    """What several words say together: `can do if need be`, `not possible`; None where they quarrel."""
    said: Choice | None = None
    for number, each in enumerate(verdicts):
        is_negated = said == "no" and each.choice == "yes"
        if number and not is_negated:
            said = both(said, each.choice)
        elif not is_negated:
            said = each.choice
        if said is None:
            return None
    return said


def both(one: Choice | None, other: Choice | None) -> Choice | None:
    """Two verdicts about one thing; None where they contradict each other."""
    if one == other:
        return one
    return "if_need_be" if {one, other} == {"yes", "if_need_be"} else None
