"""One sentence about options: what it says of each; nothing where that is not plain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from outreach.core.history import Choice
from outreach.core.inbound.voting.moments import Offer
from outreach.core.inbound.voting.naming import Item, items
from outreach.core.inbound.voting.parting import Part, both, excepted, options, parts, runs, shape, together
from outreach.core.inbound.voting.words import Token

POINTING = frozenset({"it", "that", "those", "these", "they", "this", "one", "ones"})
OPPOSITE: Mapping[Choice | None, Choice] = {"yes": "no", "no": "yes"}


@dataclass(frozen=True, slots=True)
class Unclear:
    """A sentence says something of options, and not plainly what."""


UNCLEAR = Unclear()


@dataclass(slots=True)
class Votes:
    """What is said: of options by name, of all of them, and of the others."""

    named: dict[Offer, Choice] = field(default_factory=dict)
    every: Choice | None = None
    others: Choice | None = None


def read_sentence(words: Sequence[Token], offers: Sequence[Offer]) -> Votes | Unclear:
    """What one sentence says of the options; nothing where it is about something else."""
    said = list(items(words, offers))
    kinds = {each.kind for each in said}
    is_named = any(each.offers for each in said)
    if not is_named and not any(each.whole for each in said):
        return UNCLEAR if _takes_back(words) else Votes()
    if "wish" in kinds and not is_named:
        return Votes()
    if kinds & {"unknown", "wish"}:
        return UNCLEAR if is_named or kinds & {"verdict", "aside"} else Votes()
    if "question" in kinds:
        return UNCLEAR
    reading = _Reading(is_bare="filling" not in kinds, is_too="too" in kinds)
    reading.read(list(parts(each for each in said if each.kind != "filling")), is_only="only" in kinds)
    return reading.votes if reading.is_clear else UNCLEAR


def _takes_back(words: Sequence[Token]) -> bool:
    """Whether it says no of something said before: `Sorry, that does not work after all`."""
    kinds = {each.kind for each in words}
    points = any(each.text.lower() in POINTING for each in words)
    return points and bool(kinds & {"no", "need"}) and "question" not in kinds


@dataclass(slots=True)
class _Reading:
    """Reads a sentence part by part: `A works`, `not B`, `C, if need be`.

    `open` are options of which nothing is said yet, `last` those that were spoken of last, and `choice` what
    was said of them; `lead` is a verdict at the beginning, such as `Yes,`. `is_before` tells that verdicts
    stand before their options. `is_bare` tells that the sentence holds little more than options.
    """

    is_bare: bool
    is_too: bool
    votes: Votes = field(default_factory=Votes)
    open: list[Item] = field(default_factory=list)
    last: list[Item] = field(default_factory=list)
    choice: Choice | None = None
    lead: Choice | None = None
    is_before: bool = False
    is_clear: bool = True

    def read(self, whole: Sequence[Part], *, is_only: bool) -> None:
        """Take in every part of a sentence."""
        for number, (joint, part) in enumerate(whole):
            self._part(joint, part, whole[number + 1 :])
        self._settle_open()
        if is_only:
            self.is_clear &= "yes" in self.votes.named.values() and self.votes.every is None
            self.votes.every = "no"

    def _part(self, joint: str, part: Sequence[Item], rest: Sequence[Part]) -> None:
        if (left_out := excepted(part)) is not None:
            self._all_but(*left_out)
            return
        form, groups = shape(part), options(part)
        choice = together(each for each in part if each.choice is not None)
        is_aside = any(each.kind == "aside" for each in part)
        self.is_clear &= not is_aside or len(groups) == 1
        if form == "VOV" and choice == "no" and part[-1].choice == "yes" and part[0].kind != "neither":
            choice = None
        if any(each.whole == "none" for each in groups):
            form, choice = "OV", "no" if form == "O" or choice == "yes" else None
        if form == "O":
            self._options_alone(joint, groups, rest)
        elif form == "V":
            self._verdict_alone(choice)
        elif form in ("OV", "VO", "VOV"):
            self._together("but" if is_aside else joint, form, groups, choice)
        else:
            self._in_turn(part, form)
        if is_aside:
            self.last = []

    def _options_alone(self, joint: str, groups: list[Item], rest: Sequence[Part]) -> None:
        if joint == "but":
            self._settle_open()
            turns = self.choice == "no" or any(each.whole for each in self.last)
            self._assign(groups, OPPOSITE.get(self.choice) if turns else None)
        elif self.lead is not None:
            self._assign(groups, self.lead)
            self.lead, self.is_before = None, True
        elif self.is_too and self.choice is not None and not self.open:
            self._assign(groups, self.choice)
        elif self.is_before and not self.open:
            follows = next((form for _, part in rest if (form := shape(part)) != "O"), "")
            self._assign(groups, None if follows.startswith("OV") else self.choice)
        else:
            self.is_clear &= bool(self.open or rest or not self.last)
            self.open += groups

    def _verdict_alone(self, choice: Choice | None) -> None:
        self.is_clear &= choice is not None
        if self.open:
            self._assign(self.open, choice)
            self.open = []
        elif self.last:
            self._assign(self.last, both(self.choice, choice))
        else:
            self.is_clear &= self.lead in (None, choice)
            self.lead = choice

    def _together(self, joint: str, form: str, groups: list[Item], choice: Choice | None) -> None:
        if self.lead is not None:
            agrees = choice == self.lead or (self.lead, choice) == ("yes", "if_need_be")
            choice, self.lead = choice if agrees else None, None
        if form == "OV" and joint not in ("but", ""):
            groups, self.open = [*self.open, *groups], []
        self._settle_open()
        self._assign(groups, choice)
        self.is_before = form == "VO"

    def _in_turn(self, part: Sequence[Item], form: str) -> None:
        """`A yes B no C if need be`, or the other way round; `if need be` between two belongs to either."""
        found = list(runs(part))
        if len(found) % 2 or self.lead is not None or self.open:
            self.is_clear = False
            return
        for number, pair in enumerate(zip(found[::2], found[1::2], strict=True)):
            groups, verdicts = pair if form.startswith("O") else pair[::-1]
            choice = together(verdicts)
            is_between = form.startswith("V") and choice == "if_need_be" and number > 0
            self._assign(groups, None if is_between else choice)

    def _all_but(self, choice: Choice, left_out: list[Item]) -> None:
        self.is_clear &= bool(left_out) and not self.open and self.lead in (None, "yes")
        self.votes.every = choice
        self._assign(left_out, OPPOSITE[choice])

    def _settle_open(self) -> None:
        """Options of which nothing is said are chosen, where nothing else is said either."""
        if self.open:
            self._assign(self.open, "yes" if self.is_bare else None)
            self.open = []

    def _assign(self, groups: Sequence[Item], choice: Choice | None) -> None:
        self.last, self.choice = list(groups), choice
        self.is_clear &= choice is not None and len({each.whole for each in groups}) <= 1
        if choice is None:
            return
        for each in groups:
            if each.whole == "rest":
                self.votes.others = choice
            elif each.whole is not None:
                self.votes.every = choice
            self.votes.named.update(dict.fromkeys(each.offers, choice))
