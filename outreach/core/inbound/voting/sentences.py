"""One sentence about options: which it names, what it says of each; nothing where that is not plain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from outreach.core.history import Choice
from outreach.core.inbound.voting.moments import BETWEEN, NAMES, Offer, meant
from outreach.core.inbound.voting.words import Token

VERDICTS: Mapping[str, Choice] = {"yes": "yes", "no": "no", "need": "if_need_be"}
POINTING = frozenset({"it", "that", "those", "these", "they", "this", "one", "ones"})
NO_NOUNS = frozenset({
    "is", "are", "would", "will", "should", "could", "for", "for me", "for us", "for sure", "at", "on", "by", "also",
    "please", "either", "cheers", "thanks", "thank you", "definitely", "absolutely", "certainly", "to", "with", "me",
    "us", "i", "we", "the", "here", "sorry", "does", "do",
})  # fmt: skip
"""Words before which A is no article."""
OPPOSITE: Mapping[Choice, Choice] = {"yes": "no", "no": "yes"}
Everybody = Literal["all", "none", "rest"]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A sentence says something of options, and not plainly what."""


@dataclass(slots=True)
class Votes:
    """What one sentence says: of options by name, of all, and of the others."""

    named: dict[Offer, Choice] = field(default_factory=dict)
    every: Choice | None = None
    others: Choice | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that a sentence says. `kind` is `options`, `verdict`, a joint, or a mark of its own.

    `offers` are the options named; `whole` tells that all, none or the rest are meant.
    """

    kind: str
    offers: tuple[Offer, ...] = ()
    choice: Choice | None = None
    whole: Everybody | None = None


UNCLEAR = Unclear()


def read_sentence(words: Sequence[Token], offers: Sequence[Offer]) -> Votes | Unclear:
    """What one sentence says of the options."""
    items = list(_items(words, offers))
    kinds = {each.kind for each in items}
    is_named = any(each.offers for each in items)
    if not is_named and not any(each.whole for each in items):
        return UNCLEAR if _takes_back(words, kinds) else Votes()
    if "wish" in kinds and not is_named:
        return Votes()
    if kinds & {"unknown", "wish"}:
        return UNCLEAR if is_named or "verdict" in kinds else Votes()
    if "question" in kinds:
        return UNCLEAR
    is_bare = not kinds & {"filling"}
    return _Reading(is_bare=is_bare).read([each for each in items if each.kind != "filling"], offers)


def _takes_back(words: Sequence[Token], kinds: set[str]) -> bool:
    """Whether it says no, and points at something said before: `Sorry, that does not work after all`."""
    says_no = bool(kinds & {"verdict"}) and any(each.kind in ("no", "need") for each in words)
    points = any(each.text.lower() in POINTING for each in words)
    return says_no and points and "question" not in kinds


def _items(words: Sequence[Token], offers: Sequence[Offer]) -> Iterator[Item]:
    at, are_named, is_aside = 0, any(each.kind in NAMES for each in words), False
    while at < len(words):
        word = words[at]
        if word.kind in NAMES:
            names, at = _name(words, at, offers)
            found = None if _is_article(words, names, at) else meant(names, offers)
            yield Item("options", offers=(found,)) if found else Item("unknown")
            continue
        is_named_before = are_named and bool(at) and words[at - 1].kind in NAMES | {"close"}
        is_summary = word.kind == "both" or (word.kind == "all" and word.text.lower() == "all")
        is_aside = word.kind == "open" or (is_aside and word.kind != "close")
        item = Item("plain") if is_named_before and is_summary else _item(word, offers)
        yield replace(item, kind="aside") if is_aside and item.kind == "verdict" else item
        at += 1


def _item(word: Token, offers: Sequence[Offer]) -> Item:
    match word.kind:
        case "yes" | "no" | "need":
            return Item("verdict", choice=VERDICTS[word.kind])
        case "neither":
            return Item("neither", choice="no")
        case "all" | "none" | "rest":
            return Item("options", whole=word.kind)
        case "both":
            return Item("options", whole="all") if len(offers) == 2 else Item("unknown")  # noqa: PLR2004
        case "open" | "close" | "plain" | "end":
            return Item("plain")
        case kind:
            return Item(kind)


def _name(words: Sequence[Token], start: int, offers: Sequence[Offer]) -> tuple[list[Token], int]:
    """The words that together name one option, from `start` on, and where the sentence goes on behind them.

    What stands behind a name belongs to it as long as it is of another kind and fits: `Tuesday the 6th`, but
    `Tuesday, Wednesday`; a letter begins a name of its own.
    """
    names, end, at = [words[start]], start + 1, start + 1
    while at < len(words):
        word = words[at]
        if word.kind in NAMES:
            if word.kind == "letter" or word.kind in {each.kind for each in names}:
                break
            if _is_listed(words, start, at) and not meant([*names, word], offers):
                break
            names.append(word)
            end = at = at + 1
        elif word.kind in ("open", "comma", "slot", "close") or word.text.lower() in BETWEEN:
            at += 1
        else:
            break
    closing = end < len(words) and words[end].kind == "close"
    return names, end + closing


def _is_listed(words: Sequence[Token], start: int, at: int) -> bool:
    """Whether a comma stands before the word, so that it may begin another name."""
    return any(each.kind == "comma" for each in words[start:at])


def _is_article(words: Sequence[Token], names: Sequence[Token], behind: int) -> bool:
    """Whether the letter A is an article: a noun stands behind it, or an adjective and then a noun."""
    if len(names) > 1 or names[0].text not in ("A", "a") or behind >= len(words):
        return False
    follows = words[behind]
    if follows.kind == "yes" and behind + 1 < len(words):
        return words[behind + 1].kind in ("plain", "unknown", "yes", "filling") and _may_be_noun(words[behind + 1])
    return follows.kind in ("plain", "filling", "daypart") and _may_be_noun(follows)


def _may_be_noun(word: Token) -> bool:
    return word.text.lower() not in NO_NOUNS


@dataclass(slots=True)
class _Reading:
    """Reads a sentence part by part: `A works`, `not B`, `C, if need be`."""

    is_bare: bool
    votes: Votes = field(default_factory=Votes)
    pending: list[Item] = field(default_factory=list)
    last: list[Item] = field(default_factory=list)
    choice: Choice | None = None
    lead: Choice | None = None
    is_before: bool = False
    is_clear: bool = True

    def read(self, items: Sequence[Item], offers: Sequence[Offer]) -> Votes | Unclear:
        items = _without_empty_slots(items)
        only = any(each.kind == "only" for each in items)
        too = any(each.kind == "too" for each in items)
        parts = list(_parts([each for each in items if each.kind not in ("only", "plain", "slot")]))
        for number, (joint, part) in enumerate(parts):
            self._part(joint, part, parts[number + 1 :], too=too)
        self._settle_pending()
        if self.is_clear and only:
            self._only(offers)
        return self.votes if self.is_clear else UNCLEAR

    def _part(self, joint: str, part: Sequence[Item], rest: Sequence[tuple[str, list[Item]]], *, too: bool) -> None:
        if (excepted := _excepted(part)) is not None:
            self._except(*excepted)
            return
        shape = _shape(part)
        groups, verdicts = _options(part), [each for each in part if each.choice is not None]
        choice = _together(verdicts)
        is_aside = any(each.kind == "aside" for each in verdicts)
        if is_aside:
            joint = "but"
            self.is_clear &= len([offer for each in groups for offer in each.offers]) == 1
        if any(each.whole == "none" for each in groups):
            choice = {None: "no", "yes": "no"}.get(choice)  # type: ignore[assignment]
            self.is_clear &= choice is not None
            shape = "GV"
        if shape == "G":
            self._options_alone(joint, groups, rest, too=too)
        elif shape == "V":
            self._verdict_alone(joint, choice)
        elif shape in ("GV", "VG", "VGV"):
            self._whole(joint, shape, groups, choice)
        elif shape:
            self._several(part, shape)
        if is_aside:
            self.last = []

    def _options_alone(
        self, joint: str, groups: list[Item], rest: Sequence[tuple[str, list[Item]]], *, too: bool
    ) -> None:
        if joint == "but":
            self._settle_pending()
            is_whole = any(each.whole for each in self.last)
            turned = OPPOSITE.get(self.choice) if self.choice == "no" or is_whole else None  # type: ignore[arg-type]
            self._assign(groups, turned)
        elif self.lead is not None:
            self._assign(groups, self.lead)
            self.lead, self.is_before = None, True
        elif too and self.choice is not None and not self.pending:
            self._assign(groups, self.choice)
        elif self.is_before and not self.pending:
            follows = next((_shape(part) for _, part in rest if _shape(part) != "G"), "")
            self._assign(groups, None if follows.startswith("GV") else self.choice)
        elif self.last and not self.pending and not rest:
            self.is_clear = False
        else:
            self.pending += groups

    def _verdict_alone(self, joint: str, choice: Choice | None) -> None:
        if choice is None:
            self.is_clear = False
        elif self.pending:
            self._assign(self.pending, choice)
            self.pending = []
        elif not self.last:
            self.is_clear &= self.lead in (None, choice)
            self.lead = choice
        else:
            self._assign(self.last, _both(self.choice, choice))

    def _whole(self, joint: str, shape: str, groups: list[Item], choice: Choice | None) -> None:
        if self.lead is not None:
            choice = choice if choice == self.lead or (self.lead, choice) == ("yes", "if_need_be") else None
            self.lead = None
        if shape == "GV" and joint not in ("but", ""):
            groups = [*self.pending, *groups]
            self.pending = []
        self._settle_pending()
        self._assign(groups, choice)
        self.is_before = shape == "VG"

    def _several(self, part: Sequence[Item], shape: str) -> None:
        """`A yes B no C if need be`, or the other way round."""
        runs = list(_runs(part))
        even = len(runs) % 2 == 0
        if not even or self.lead is not None or self.pending:
            self.is_clear = False
            return
        for one, other in zip(runs[::2], runs[1::2], strict=True):
            options, verdicts = (one, other) if shape.startswith("G") else (other, one)
            choice = _together(verdicts)
            is_behind = shape.startswith("V") and choice == "if_need_be" and one is not runs[0]
            self._assign(options, None if is_behind else choice)

    def _except(self, whole: Item, groups: Sequence[Item], choice: Choice | None) -> None:
        said: Choice = "no" if whole.whole == "none" else "yes"
        self.is_clear &= choice in (None, "yes") and not self.pending and self.lead in (None, "yes")
        self.votes.every = said
        self._assign(groups, OPPOSITE[said])

    def _only(self, offers: Sequence[Offer]) -> None:
        """`only B`: none of the others."""
        if not self.votes.named or "yes" not in self.votes.named.values() or self.votes.every is not None:
            self.is_clear = False
        else:
            self.votes.every = "no"

    def _settle_pending(self) -> None:
        """Options of which nothing is said are chosen, where nothing else is said either."""
        if self.pending:
            self._assign(self.pending, "yes" if self.is_bare else None)
            self.pending = []

    def _assign(self, groups: Iterable[Item], choice: Choice | None) -> None:
        self.last, self.choice = list(groups), choice
        is_mixed = len({each.whole for each in self.last}) > 1
        if choice is None or is_mixed:
            self.is_clear = False
            return
        for each in self.last:
            if each.whole == "rest":
                self.votes.others = choice
            elif each.whole is not None:
                self.votes.every = choice
            for offer in each.offers:
                self.votes.named[offer] = choice


def _without_empty_slots(items: Sequence[Item]) -> list[Item]:
    """Leaves out options of a ballot behind which nothing is written: `A: yes B: C: no`."""
    kept: list[Item] = []
    for number, item in enumerate(items):
        follows = items[number + 1].kind if number + 1 < len(items) else ""
        behind = items[number + 2].kind if number + 2 < len(items) else "options"
        is_slot = item.kind == "options" and follows == "slot"
        if not (is_slot and behind in ("options", "comma", "plain")):
            kept.append(item)
    return kept


def _parts(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    """The sentence cut at commas, at `but`, and at an `and` between two verdicts, each with what cuts it off."""
    part: list[Item] = []
    joint = ""
    for number, item in enumerate(items):
        follows = items[number + 1] if number + 1 < len(items) else None
        verdicts = bool(part) and part[-1].choice is not None and follows is not None
        cuts = item.kind in ("comma", "but") or (
            item.kind == "and" and verdicts and follows is not None and follows.choice is not None
        )
        cuts = cuts or (item.kind == "too" and bool(part))
        if item.kind == "but" and _is_but_of_all(part, follows):
            part.append(Item("except"))
        elif cuts:
            if part:
                yield joint, part
                part, joint = [], item.kind
            elif item.kind == "but":
                joint = item.kind
        elif item.kind not in ("and", "too"):
            part.append(item)
    if part:
        yield joint, part


def _is_but_of_all(part: Sequence[Item], follows: Item | None) -> bool:
    """`anything but B`: what follows is left out."""
    whole = bool(part) and part[-1].whole in ("all", "none")
    return whole and follows is not None and follows.kind == "options"


def _excepted(part: Sequence[Item]) -> tuple[Item, list[Item], Choice | None] | None:
    """Who is left out of all: the whole, the exceptions, and what is said beside them."""
    at = next((number for number, each in enumerate(part) if each.kind == "except"), None)
    if at is None:
        return None
    before, behind = _options(part[:at]), _options(part[at:])
    verdicts = [each for each in part if each.choice is not None]
    whole = next((each for each in before if each.whole in ("all", "none")), Item("options", whole="all"))
    choice = _together(verdicts) if verdicts else "yes"
    is_plain = bool(behind) and len(before) <= 1 and all(each.whole for each in before)
    return whole, behind, choice if is_plain else "no"


def _options(part: Iterable[Item]) -> list[Item]:
    return [each for each in part if each.kind == "options"]


def _runs(part: Iterable[Item]) -> Iterator[list[Item]]:
    """Options beside each other, and verdicts beside each other, in turn."""
    run: list[Item] = []
    for item in part:
        if run and (run[-1].choice is None) != (item.choice is None):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _shape(part: Iterable[Item]) -> str:
    """`GV` for options and then a verdict."""
    return "".join("G" if run[0].choice is None else "V" for run in _runs(part))


def _together(verdicts: Sequence[Item]) -> Choice | None:
    """What several words say together: `can do if need be`, `not possible`; None where they quarrel."""
    said: Choice | None = None
    if verdicts and verdicts[0].kind == "neither":
        return "no" if all(each.choice in ("no", "yes") for each in verdicts) else None
    for each in verdicts:
        if said is None:
            said = each.choice
        elif (said, each.choice) == ("no", "yes"):
            said = "no"
        else:
            said = _both(said, each.choice)
            if said is None:
                return None
    return said


def _both(one: Choice | None, other: Choice | None) -> Choice | None:
    """Two verdicts about one thing."""
    if one == other:
        return one
    return "if_need_be" if {one, other} == {"yes", "if_need_be"} else None
