"""Requests in a polite form, and words that invite."""

import re

_PLEASE = re.compile(
    r"(?:^|[,;:(\u2013-]\s*|\b(?:and|so|then|but|or|would you|could you|can you|will you) )please\b"
    r"(?!\W*$| note,| (?:everyone|everybody|all of)\b)"
    r"|(?<!yes)(?<!no), please[.!]*$"
)
_YOU = r"(?:(?:all |each )?(?:of )?you|every \w+|each \w+)(?: all| both)?"
_INVITED = r"(?:invited|asked|encouraged|urged|welcome)"
_INVITING = re.compile(
    r"(?<!never )(?<!not )(?<!n't )(?<!if they )(?<!when they )(?<!who )(?<!will )\b(?:"
    r"invites? (?:you|your|all of you|everyone|every|each|all)\b"
    r"|(?:we|i) (?:\w+ )?(?:ask|urge|encourage|challenge|need|want|count on|would like|rely on|call on) "
    rf"{_YOU} to\b"
    rf"|(?:i|we)'d like {_YOU} to\b"
    rf"|(?:asking|inviting|urging|encouraging|challenging|counting on) {_YOU}(?: \w+){{0,2}} to\b"
    r"|(?:ask|asks|request|requests) that you\b"
    rf"|you(?:'re| are| all are|'re all| are all) (?:\w+ )?(?:{_INVITED} to\b|invited\b)"
    rf"|(?:everyone|everybody|all) (?:is|are) (?:\w+ )?{_INVITED} to\b"
    r"|(?:encourage|urge|ask) (?:every|each|all) \w+ to\b"
    r"|(?:i|we) (?:do )?hope (?:that )?you(?:'ll| will| can|'d)?\b"
    r"|(?:i|we)(?: would|'d) be (?:\w+ )?(?:grateful|glad|honou?red|happy|delighted|pleased|thankful) "
    r"if you\b"
    r"|(?:would|'d) appreciate (?:it if you|your)\b|would (?:help|mean [\w ]{1,20}) if you\b"
    r"|great if you could\b"
    r"|(?:we|i)(?: would|'d) (?:love|like|welcome|value)(?: to have| for)? (?:you\b(?! to know)|your \w+)"
    r"|(?:we|i)(?: would|'d) (?:love|like) to (?:hear from|hear your|see you|have you|know your|invite you)\b"
    r"|(?:we|i) need your (?:help|input|support|voice|vote|answer|reply|ideas|feedback|view)\w*"
    r"|(?:we|i) want to hear (?:from you|your)\b|(?:we|i) (?:ask|am asking|are asking) for your\b"
    r")"
)
_COMING = (
    r"(?:join|attend|come|take part|be part|be there|participate|register|rsvp|sign up|apply|share|tell us|"
    r"speak|reply|respond|answer|visit|bring|help|send|host|volunteer|weigh in)\b"
)
_READERS = (
    r"(?:(?:business|construction|industry|company|local|area|fellow|all|any|interested|small) )*"
    r"(?:business(?:es)?|employers|builders|contractors|owners|leaders|companies|firms|neighbou?rs|"
    r"manufacturers|partners|members|managers|supervisors|schools|colleges|parents|friends|colleagues|"
    r"(?:business|industry) people)"
)
_ALL_INVITED = re.compile(
    rf"(?:if you |on [\w ]+, )?(?:the )?{_READERS}"
    rf"(?: (?:in|of|from|across|near|around) [^,;:]{{1,40}}?)? are "
    rf"(?:(?:all|also|warmly|cordially|most|very|always) )*(?:invited(?: to\b|[.!]*$)|(?:encouraged|"
    rf"urged|welcome) to {_COMING})"
)
_WE_INVITE = re.compile(
    rf"(?:^|, )(?:we|i) (?:\w+ )?(?:invite|ask|urge|encourage|challenge|call on) "
    rf"(?!you\b|every|each)(?:[\w'-]+ ){{1,8}}?to {_COMING}"
)
_HABIT = re.compile(r"\b(?:every|each|often|always|usually|sometimes|once|twice|whenever|how|why|when) ")
"""What tells of a custom asks nobody now: `Every spring we invite students to visit`."""
_NEGATIVE = re.compile(r"(?:don't|do not|never) (?:forget|miss|wait|hesitate|delay|be (?:late|shy)|sit)\b")
_DEED = (
    "(?:join|host|spare|help|come|send|sign|attend|give|lend|open|take|bring|offer|share|train|hire|support)"
)
_POLITE = re.compile(
    r"(?:will|would|could|can|won't|can't|might) (?:you|(?:someone|anyone) (?:from|at|on) your)\b"
    rf"|(?:will|would|could|can|won't|can't|might) your \w+ {_DEED}\b"
    r"|(?:may|can|could|might) (?:i|we) (?:ask|count on|invite|interest|have your|rely on)\b"
    r"|why not (?!just because|everyone)\w+|why don't you\b|how about (?:\w+ing|you|your)\b"
    r"|(?:do|would) you mind\b"
    r"|will (?:we|i) see you\b"
    r"|are you (?:able|free|available|willing|coming|in\b)"
    r"|do you have (?:time|a minute|a moment|an hour|ten minutes|five minutes)"
)
_RHETORICAL = re.compile(
    r"(?:(?:and|but|so) )?(?:will|would|could|can|won't|can't|might) you "
    r"(?:really |ever |even |honestly )?(?:believe|imagine|guess|picture|recall|remember|say that|have |"
    r"be (?:surprised|shocked|amazed)|like to know|know\b|think\b|see yourself|tell the difference|"
    r"find (?:anything|a better)|see the difference|ask for more|blame|get any|rather)"
)


def has_request(low: str, *, at_start: bool = False) -> bool:
    """Whether a clause, in lower case, asks politely; `at_start` looks only at how it begins."""
    if _NEGATIVE.match(low) or _POLITE.match(low):
        return True
    return not at_start and (_PLEASE.search(low) is not None or _invites(low))


def _invites(low: str) -> bool:
    """Whether words invite: the reader, or all those to whom the reader belongs."""
    if _INVITING.search(low) or _ALL_INVITED.match(low):
        return True
    found = _WE_INVITE.search(low)
    return found is not None and not _HABIT.search(low[: found.end()])


def is_rhetorical(low: str) -> bool:
    """Whether it is a question in the form of a request that wants no answer: `Can you imagine ...?`."""
    return _RHETORICAL.match(low) is not None
