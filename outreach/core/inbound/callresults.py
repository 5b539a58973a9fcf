"""Call results by mail: a line for each call, such as `3 yes` or `7: left a message`.

A line is understood as a whole or not at all. What is left over is for a person to read, since a "no" that
somebody took for a "yes" costs more than a line that is read twice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from outreach.core.inbound.courtesy import ENDS, own_words

Result = Literal[
    "reached_yes", "reached_no", "maybe", "left_message", "no_answer", "wrong_number", "done", "note"
]
"""What came of a call; `done` ticks off anything, `note` only adds to it."""


@dataclass(frozen=True, slots=True)
class CallResult:
    """One number and what somebody says of it.

    `number` is None where none is named, `result` where it is not understood. `note` is what is said beside
    it, `words` the line as it was written, on one line.
    """

    number: int | None
    result: Result | None
    words: str
    note: str = ""


LONGEST, MOST_LINES, LONGEST_LINE, MOST_NAMES = 20_000, 200, 300, 500
"""Bounds on what is read: characters, lines, characters of a line, names."""
TOO_LONG = "the rest of a long mail"

_HE = r"(?:(?:he|she|they|it|we|i) )?"
_IS = r"(?:(?:he|she|they|it)(?:'s|'re| is| are) |is |are )?"
_ABLE = r"(?:is|are) (?:going|happy|able|glad) to"
_WILL = rf"(?:{_HE}(?:will|can|wants? to|would (?:like|love) to|plans? to|{_ABLE})|(?:he|she|they)'ll)"
_COME = r"(?:come|attend|be there|be coming|join|join us|make it|take part|participate)"
_UNABLE = r"(?:(?:is|are) )?(?:not able|unable) to|isn't able to"
_WONT = rf"{_HE}(?:can't|cannot|can not|won't|will not|{_UNABLE})"
_DEAD = r"(?:is |was )?(?:wrong|disconnected|(?:out of|not in) service)"
_MESSAGE = r"(?:message|msg|voice ?mail|voice message|vm|note|word)"
_LEFT = rf"(?:i )?left (?:him |her |them )?(?:a |an? )?{_MESSAGE}"
_PHRASES: Mapping[Result, tuple[str, ...]] = {
    "reached_yes": (
        rf"{_HE}(?:said )?(?:yes|yep|yeah|yup|y)(?: please| indeed)?", rf"{_HE}says yes", "a yes",
        rf"{_WILL} {_COME}", rf"{_IS}(?:coming|attending|joining)", rf"{_IS}in", rf"happy to {_COME}",
        rf"{_HE}(?:accepts|accepted|confirmed|agreed)", "reached,? yes", "count (?:him|her|them) in",
    ),
    "reached_no": (
        rf"{_HE}(?:said )?(?:no|nope|n)(?:,? (?:thanks|thank you))?", rf"{_HE}says no", "a no",
        rf"{_WONT} {_COME}", rf"{_IS}not (?:coming|attending|joining|interested)",
        rf"{_HE}(?:isn't|aren't) (?:coming|attending|joining|interested)",
        rf"{_HE}(?:declines|declined)", "reached,? no", "no interest",
    ),
    "maybe": (
        "maybe", "perhaps", "possibly", "tentative(?:ly)?", rf"{_HE}(?:might|may)(?: {_COME})?",
        rf"{_IS}(?:not sure|unsure|undecided)(?: yet)?", rf"{_HE}doesn't know yet", "still deciding",
        rf"{_IS}thinking about it", rf"{_WILL} think about it", rf"{_HE}(?:needs|wants) to think",
        rf"{_WILL} (?:let (?:me|us) know|get back to (?:me|us))",
    ),
    "left_message": (
        rf"(?:no answer|not there),? (?:so |and |but )?{_LEFT}", _LEFT, rf"{_MESSAGE} left", "voice ?mail",
        "lv?m", "(?:got (?:the |an |his |her )?)?answering machine",
    ),
    "no_answer": (
        "no (?:answer|reply|response|luck)(?: yet)?", "nobody (?:there|answered|home)",
        rf"{_HE}(?:didn't|did not|doesn't|does not) (?:answer|pick up|reply|respond)",
        rf"{_IS}(?:not (?:there|reached|available)|unavailable)", "rang out",
        "(?:line )?(?:is |was )?engaged", "line (?:is |was )?busy", "busy (?:line|signal|tone)",
        "(?:i )?(?:couldn't|could not|can't|cannot|didn't|did not) reach(?: (?:him|her|them))?",
    ),
    "wrong_number": (
        "(?:that's |it's |is )?(?:a |the )?(?:wrong|bad|old) (?:phone |telephone )?(?:number|no|person|#)",
        rf"(?:the )?(?:phone )?(?:number )?{_DEAD}", r"(?:tele)?phone number is wrong",
        "(?:number )?(?:is )?no longer in service", "(?:number|phone) (?:doesn't|does not) work",
        "not (?:his|her|their) number",
    ),
    "done": ("(?:is |all )?(?:done|answered|posted|fixed|settled|sorted|taken care of)",),
}  # fmt: skip
_WHOLE: Mapping[Result, re.Pattern[str]] = {
    result: re.compile("|".join(f"(?:{each})" for each in phrases), re.IGNORECASE)
    for result, phrases in _PHRASES.items()
}
_BESIDE = re.compile(
    r"\s*[,;:(.]\s*|\s+-+\s*|\s+(?=(?:with|and|until|because|since|about|for|on|to|at) )"
    r"|\s+(?=\d{1,2} (?:people|persons|guests|others)\b)"
)
"""Where what is said beside a result may begin."""
_BACK = r"(?:asked (?:me )?to )?call (?:me |him |her |them )?back\b.*"
_NOTE = re.compile(rf"(?:note|fyi|ps)\s*[:,-]\s*(.+)|({_BACK})", re.IGNORECASE)
_DOUBT = (
    r"but|if|unless|except|however|although|though|wait|actually|correction|instead|or|then|otherwise|"
    r"not sure|unsure|perhaps|maybe|might|probably|possibly|depends|depending"
)
_YES = r"yes|yep|yeah|coming|accept\w*|confirm\w*|agreed|attend\w*|will come|said|says"
_NO = r"no|not|nope|never|declin\w*|refus\w*|nor|\w+n't|cannot"
_OTHERWISE: Mapping[Result, str] = {
    "reached_yes": f"{_NO}|{_DOUBT}",
    "reached_no": f"{_YES}|{_DOUBT}",
    "maybe": "yes|no|confirm(?:ed|s)|declined",
    "left_message": f"{_YES}|{_DOUBT}|declined|answered|reached",
    "no_answer": f"{_YES}|{_DOUBT}|declined|reached",
    "wrong_number": f"{_YES}|{_DOUBT}",
    "done": f"{_NO}|{_DOUBT}",
}
"""The words beside a result that may say something else than it does."""
_AGAINST: Mapping[Result, re.Pattern[str]] = {
    result: re.compile(rf"(?:(?<!\w)(?:{words})(?!\w)|\?)", re.IGNORECASE)
    for result, words in _OTHERWISE.items()
}
_ANOTHER = re.compile(
    r"\s*#?\s?\d{1,9}\s+(?!people|persons|guests|others|more|times|of|am|pm|o'clock)", re.IGNORECASE
)
"""How what is said of another number begins."""
_NUMBER = r"\#?\s?\d{1,9}(?!\d)"
_LIST = rf"{_NUMBER}(?:\s*(?:,\s*and|,|and|&|\+)\s*{_NUMBER})*"
_LEAD = r"(?:(?:no\.|nr\.?|numbers?|calls?|follow-?ups?)\s*)?"
_CALLED = r"(?:(?:i )?(?:called|reached|phoned|rang|spoke (?:to|with)|talked (?:to|with))\s+)?"
_FORWARD = re.compile(rf"{_CALLED}{_LEAD}({_LIST})\s*[:;,.)=-]*\s*(?![\d:/])(.+)", re.IGNORECASE)
_BACKWARD = re.compile(rf"(.+?)\s*(?:[:=]|\b(?:from|for|with|at|by)\b)\s*{_LEAD}({_LIST})", re.IGNORECASE)
_CLAUSES = re.compile(rf"\s*(?:[;,.]|[;,.]?\s+and\b)\s*(?={_LEAD}{_NUMBER}(?!\d))", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_PARENTHESIS = re.compile(r"\s*\)\s*$")


def call_results(text: str, names: Mapping[str, int] | None = None) -> tuple[CallResult, ...]:
    """What a mail says of calls, in order; what is not understood has no result.

    Args:
        text: its own words; what is quoted is left to the caller.
        names: the numbers by the names of the people, as far as they are plain: `Ann said yes`.
    """
    known = {name.casefold(): number for name, number in list((names or {}).items())[:MOST_NAMES] if name}
    lines = own_words(text[:LONGEST], MOST_LINES + 1)
    found = [each for line in lines[:MOST_LINES] for each in _read(line, known)]
    if len(text) > LONGEST or len(lines) > MOST_LINES:
        found.append(CallResult(None, None, TOO_LONG))
    return tuple(_without_contradictions(found))


def _read(line: str, names: Mapping[str, int]) -> list[CallResult]:
    """The results of one line, or the line as not understood."""
    said = line.strip()
    if len(said) > LONGEST_LINE:
        return [CallResult(None, None, f"{said[:LONGEST_LINE]}...")]
    clauses = [each for each in _CLAUSES.split(said) if each.strip(ENDS)]
    several = [_clause(each, names) for each in clauses]
    if len(several) > 1 and all(several):
        return [replace(result, words=said) for results in several for result in results]
    return _clause(said, names) or [CallResult(_first_number(said), None, said)]


def _clause(said: str, names: Mapping[str, int]) -> list[CallResult]:
    """The results of one clause; none where it is not understood."""
    if (forward := _FORWARD.fullmatch(said)) and (meant := _result(forward[2])):
        return _each(forward[1], meant, said)
    if (backward := _BACKWARD.fullmatch(said.strip(ENDS))) and (whole := _exactly(backward[1])):
        return _each(backward[2], (whole, ""), said)
    for name in sorted(names, key=len, reverse=True):
        rest = said[len(name) :]
        if said.casefold().startswith(name) and rest[:1] in " :,-" and (meant := _result(rest.strip(" :,-"))):
            return [CallResult(names[name], meant[0], said, meant[1])]
    return []


def _each(numbers: str, meant: tuple[Result, str], said: str) -> list[CallResult]:
    return [CallResult(int(each), meant[0], said, meant[1]) for each in _DIGITS.findall(numbers)]


def _result(said: str) -> tuple[Result, str] | None:
    """What is said of a number, and what beside it."""
    if result := _exactly(said):
        return result, ""
    if noted := _NOTE.fullmatch(said.strip()):
        return "note", (noted[1] or noted[2]).strip(ENDS)
    for between in _BESIDE.finditer(said):
        result, note = _exactly(said[: between.start()]), said[between.end() :]
        clear = result and note.strip(ENDS) and not _ANOTHER.match(note)
        if result and clear and not _AGAINST[result].search(note):
            return result, _PARENTHESIS.sub("", note).strip(" \t,;:-")
    return None


def _exactly(said: str) -> Result | None:
    """The result that these words say, and nothing else."""
    bare = said.strip(f"{ENDS}()")
    return next((result for result, phrase in _WHOLE.items() if phrase.fullmatch(bare)), None)


def _first_number(said: str) -> int | None:
    found = re.match(rf"{_LEAD}({_NUMBER})(?![:/.]\d)", said, re.IGNORECASE)
    return int(_DIGITS.findall(found[1])[0]) if found else None


def _without_contradictions(found: Iterable[CallResult]) -> Iterator[CallResult]:
    """The same thing said twice once; of two different things said of one number neither is understood."""
    listed = list(dict.fromkeys(found))
    said = Counter(number for number, _ in {(each.number, each.result) for each in listed if each.result})
    told = set[tuple[int | None, Result | None]]()
    for each in listed:
        one = replace(each, result=None, note="") if said[each.number] > 1 else each
        if one.result is None or (one.number, one.result) not in told:
            told.add((one.number, one.result))
            yield one
