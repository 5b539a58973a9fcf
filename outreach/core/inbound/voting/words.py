"""The words of a vote, each as what it does in a sentence; whatever stands in no list is unknown.

A sentence about options is read only where every word of it is known, so that nothing is taken for a vote
because a few words of it look like one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "need", "no", "yes", "neither", "none", "all", "both", "rest", "except", "only", "too", "but", "and",
    "plain", "filling", "weekday", "date", "nth", "clock", "daypart", "letter", "comma", "slot", "dash",
    "open", "close", "end", "question", "wish", "unknown",
]  # fmt: skip

_THINGS = r"(?:options?|times?|dates?|days?|slots?|ones?)"
_THEM = r"(?:them|these|those|the\ (?:above|options|times|dates|days|slots|three|four))"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = r"""
    mondays? | mon | tuesdays? | tues? | wednesdays? | weds? | thursdays? | thurs? | thu | fridays? | fri
  | saturdays? | sat | sundays? | sun
"""
_NOT_SO = r"""
    (?:(?:ca|could|would|do|does|did|wo|is|are|was)n't|cannot|cant|wont|dont|doesnt
      |(?:(?:can|could|would|do|does|did|will|is|are|am|was)\ )?not)
    (?:\ (?:be|have|too|so|that|all|a|any|really|actually|currently)){0,3}
    \ (?:bad|better|impossible|unavailable|busy|booked|away|out|travell?ing|conflicts?
      |on\ (?:vacation|holiday|leave))
"""
"""A no of a no, `not busy` and `not impossible`, which is no plain yes either."""
_DOUBT = rf"""
    {_NOT_SO}
  | not\ (?:only|sure|bad|before|until|prefer|necessarily|yet) | no\ preference | can(?:'t|not)\ wait
  | (?:do|would|did)(?:n't|\ not)(?:\ really)?\ (?:prefer|like|want|choose|know|mind|care) | just\ in\ case
  | all\ (?:good|right|fine|set|ok(?:ay)?|is) | everything\ is | (?:one|two|some|most)\ of
  | (?:plan|team|room|call|meeting|side|end)\ [a-h](?!\w) | (?:i|we|i'm|we're|am|are)\ work(?:ing)?
  | (?:can|could|would|will|do|does|did|is|are|am|should|shall|may|might|have)
    \ (?:you|we|i|it|there|everyone)
  | (?:(?<=^)|(?<=[.!;]\ ))(?:is|are|would|will|do|does|can|could|should)
    (?=\ (?:option|the|[a-h](?!\w)|\w{{3,6}}day))
"""
"""Beginnings that are no plain yes and no plain no, whatever follows, and those of questions."""
_NEED = r"""
    (?:only\ )?if\ (?:need(?:ed)?(?:\ be)?|necessary|required|pushed|it\ must\ be|(?:i|we)\ must
      |(?:i|we)\ have\ to|nothing\ else\ works|really\ needed|absolutely\ necessary)
  | maybe | perhaps | possibly | might(?:\ work|\ be\ possible)? | (?:only\ )?(?:in\ a\ pinch|at\ a\ push)
  | (?:as\ )?(?:a\ )?(?:back-?up|fallback) | (?:be\ )?tentative(?:ly)?
  | (?:my\ |our\ )?(?:second|2nd)\ choice | less\ (?:good|ideal|convenient|preferred)
  | with\ (?:some\ )?difficulty | (?:would\ )?(?:rather|prefer|preferably)\ not
  | (?:(?:is\ |are\ )?not|isn't|aren't)
    \ (?:ideal|great|perfect|preferred|the\ best|(?:my|our)\ (?:first\ choice|preference|favou?rite))
  | (?:could|can)\ make\ (?:it\ )?work | (?:could|can)\ make(?=(?:\ (?:option|and|or|[a-h])){1,4}\ work)
"""
_NO = r"""
    (?:(?:ca|could|would|do|does|did|wo|is|are|should)n't|cannot|cant|wont|dont|doesnt
      |(?:(?:can|could|would|do|does|did|will|is|are|am|should)\ )?not)
    (?:\ (?:be\ able\ to|able\ to|going\ to))?
    (?:\ (?:works?|make|do|attend|fit|suit|come|join|be\ there|possible|available|free|good|ok|okay|fine
      |an\ option|able|at\ all|be\ available))*
  | no\ good | no\ way | no | nope | n | unavailable | impossible | bad | busy | away | booked
  | travell?ing | on\ (?:vacation|holiday|leave) | (?:have\ |there\ is\ )?(?:a\ )?conflicts?
  | (?:(?<=is\ )|(?<='s\ ))(?-i:a)\ no(?=\ (?:for|to)\ |[.,;!]|$)
  | (?:i'm\ |am\ |is\ |are\ )?out(?:\ of\ (?:town|the\ office|office))?
  | \u2717 | \u2718 | \u274c | \U0001f44e
"""
_YES = r"""
    no\ (?:problem|issue|conflict)s? | yes | yep | yeah | yup | sure | y | ok(?:ay)? | fine | good | great
  | perfect | excellent | ideal | best | better | suits? | suitable | fits? | possible | available | free
  | works?(?:\ just)?(?:\ (?:well|best|great|fine|perfectly|better))? | working
  | prefer(?:red|ably)? | preference | favou?rite | (?:my\ |our\ )?(?:first|1st|top)\ choice
  | (?:looks?|sounds?)\ (?:good|great|fine|ok) | gets?\ (?:my|our)\ vote | (?:(?:my|our)\ )?votes?(?:\ for)?
  | (?:i'd|we'd|would)\ like(?:\ to\ (?:do|take|choose|go\ (?:with|for)|vote\ for))?
  | (?:happy|glad)\ (?:to|with)(?:\ (?:do|make|attend|come))?
  | (?:(?<=is\ )|(?<='s\ ))(?-i:a)\ yes(?=\ (?:for|to)\ |[.,;!]|$)
  | it\ is(?=[.!]?$) | do(?:es)?(?=[.!]?$|,) | make\ it | attend | be\ there
  | (?:can|could|will|able\ to)(?:\ also|\ still|\ easily)?
    \ (?:do|make(?:\ it)?|come|attend|join|be\ there)
  | can | (?:i'll|we'll|i\ will|we\ will|i'd|we'd|i\ would|we\ would|let's)
    \ (?:take|go\ (?:for|with)|do|choose|pick|vote\ for)
  | i\ (?:choose|pick|vote\ for|vote|take) | put\ me\ down\ for | count\ me\ in | i'm\ in | in\ favou?r\ of
  | \u2713 | \u2714 | \u2611 | \u2705 | \U0001f44d
"""
_ALL = rf"""
    all\ (?:of\ {_THEM}|the\ {_THINGS}|(?:the\ )?(?:three|four|[34])(?:\ {_THINGS})?|{_THINGS})
  | any\ (?:of\ {_THEM}|{_THINGS}) | every\ {_THINGS} | each\ (?:of\ {_THEM}|{_THINGS})
  | everything | anything | anytime | (?<=^)all(?=[.!]?$)
  | (?:all|any)(?=\ (?:works?|are|is|would|will|fits?|suits?|but|except|good|fine|ok|possible|apart|other)
      (?![\w']))
"""
_BOTH = rf"""
    (?:both|either)(?:\ (?:of\ {_THEM}|{_THINGS}))?
    (?=\ (?:works?|is|are|would|will|fine|ok|good)(?![\w'])|[.!]?$)
"""
_PLAIN = rf"""
    the | {_THINGS} | choices? | please | for\ (?:me|us|sure) | either | cheers | thanks | thank\ you
  | definitely | absolutely | certainly | totally | personally
"""
"""Words that may stand beside options of which nothing else is said: `A and C, please`."""
_FILLING = r"""
    good\ (?:morning|afternoon|day|evening) | i | i'm | i\ am | i've | i'd | i'll | we | we're | we'd | we'll
  | me | us | my | our | myself | for | to | is | are | am | be | it | it's | its | that | that's | this
  | those | these | there | would | will | should | could | do | does | did | an | on | at | in | of | so
  | very | really | also | as | still | quite | pretty | hi | hello | hey | sorry | unfortunately | sadly
  | meeting | call | team | side | end | by | with | from | here | like | love | for\ all\ of\ us | of\ us
  | currently | have | has | both | schedule | calendar | well
"""
_CLOCK = r"""
    \d{1,2}(?::\d\d)?\ ?(?:[ap]\.?m\.?(?![\w'])|o'clock) | \d{1,2}:\d\d | (?<=at\ )\d{1,2} | noon
"""
_DATE = rf"""
    (?:{_MONTHS}\.?\ \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTHS})
    (?:,?\ \d{{4}})?
  | \d{{1,2}}/\d{{1,2}} | \d{{4}}-\d\d-\d\d
"""
_TABLE: tuple[tuple[Kind, str], ...] = (
    ("wish", "hop(?:e|ing) | trust"),
    ("unknown", _DOUBT),
    ("clock", _CLOCK),
    ("date", _DATE),
    ("nth", r"\d{1,2}(?:st|nd|rd|th)(?!\ choice)"),
    ("weekday", rf"(?:{_WEEKDAYS})(?:\.(?=\ (?:\d|{_MONTHS})))?"),
    ("daypart", r"(?:in\ the\ )?(?:mornings?|afternoons?|evenings?)"),
    ("need", _NEED),
    ("neither", rf"neither(?=\ (?:(?:option\ )?[a-z]|{_WEEKDAYS})(?!\w))"),
    ("none", rf"(?:none|neither|nothing)(?:\ of\ {_THEM})?"),
    ("rest", rf"(?:the|all)\ (?:the\ )?(?:rest|others?)(?:\ (?:{_THINGS}|two|three))?"),
    ("except", r"except(?:\ for)? | apart\ from | other\ than | besides | excluding"),
    ("both", _BOTH),
    ("only", r"only | solely | just(?=\ (?:option\ )?[a-z](?![\w']))"),
    ("too", r"too | as\ well | so\ (?:does|is|would|do)"),
    ("yes", _YES),
    ("no", _NO),
    ("but", r"but | however | though | whereas | while"),
    ("and", r"and/or | and | or | nor | plus"),
    ("plain", _PLAIN),
    ("letter", r"(?<!['.-])[a-hj-z](?!-)"),
    ("filling", _FILLING),
    ("all", _ALL),
)  # fmt: skip
"""The kinds of words, tried in this order at every place."""
_MARKS: tuple[tuple[Kind, str], ...] = (
    ("and", r"[/&+]"),
    ("comma", r","),
    ("slot", r"[:=]"),
    ("dash", r"-+>?|\u2013|\u2014"),
    ("open", r"[(\[]"),
    ("close", r"[)\]]"),
    ("question", r"[.!]*\?[?!]*"),
    ("end", r"[.;!]+"),
    ("unknown", r"[^\W_]+(?:'[^\W_]+)*|[^\s\w*_\"'|\u2022\u00b7]"),
)
_KINDS = tuple(kind for kind, _ in (*_TABLE, *_MARKS))
_TOKEN = re.compile(
    "|".join((
        *(rf"((?<!\w)(?:{words})(?![\w']))" for _, words in _TABLE),
        *(rf"({mark})" for _, mark in _MARKS),
    )),
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a phrase: what it is, and as it is written."""

    kind: Kind
    text: str


def tokens(line: str) -> Iterator[Token]:
    """The words of a line, whose blanks are single spaces, in order."""
    for found in _TOKEN.finditer(line):
        yield Token(_KINDS[(found.lastindex or len(_KINDS)) - 1], found[0])
