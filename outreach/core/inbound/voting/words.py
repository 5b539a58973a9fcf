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
    "plain", "filling", "weekday", "date", "nth", "clock", "daypart", "letter", "comma", "slot", "open", "close",
    "end", "question", "wish", "unknown",
]  # fmt: skip

_CANNOT = r"""
    (?:ca|could|would|do|does|did|wo|is|are|should)n't|(?:can|could|would|do|does|did|will|is|are|am|should)\ not
  | cannot|cant|wont|dont|doesnt|not
"""
_DOUBT = r"""
    not\ (?:only|sure|bad|before|until|prefer|necessarily|yet) | no\ preference | can't\ wait | cannot\ wait
  | do(?:n't|\ not)\ (?:know|mind|care) | all\ (?:good|right|fine|set|ok(?:ay)?|is\ well) | just\ in\ case
  | one\ of | two\ of | some\ of | most\ of | plan\ [a-d] | (?:all|everything)\ is
  | (?:can|could|would|will|do|does|did|is|are|am|should|shall|may|might|have)\ (?:you|we|i|it|there|everyone)
  | (?:(?<=^)|(?<=[.!;]\ ))(?:is|are|would|will|do|does|can|could|should)(?=\ (?:option|the|[a-h](?!\w)|\w{3,6}day))
"""
"""Beginnings that are no plain yes and no plain no, whatever follows."""
_NEED = r"""
    (?:only\ )?if\ (?:need(?:ed)?(?:\ be)?|necessary|required|it\ must\ be|i\ must|we\ must|i\ have\ to
      |we\ have\ to|nothing\ else\ works|really\ needed|absolutely\ necessary)
  | maybe | perhaps | possibly | might(?:\ work|\ be\ possible)? | (?:only\ )?(?:in\ a\ pinch|at\ a\ push)
  | (?:as\ )?(?:a\ )?(?:back-?up|fallback) | (?:be\ )?tentative(?:ly)? | (?:my\ |our\ )?second\ choice
  | (?:my\ |our\ )?2nd\ choice | less\ (?:good|ideal|convenient|preferred) | with\ (?:some\ )?difficulty
  | (?:is\ |are\ )?(?:not|n't)\ (?:ideal|great|perfect|preferred|my\ first\ choice|our\ first\ choice
      |my\ preference|my\ favou?rite|the\ best)
  | isn't\ (?:ideal|great|perfect|the\ best|my\ first\ choice|my\ favou?rite)
  | (?:would\ )?(?:rather|prefer|preferably)\ not 
  | (?:could|can)\ make\ (?:it\ )?work | (?:could|can)\ make(?=(?:\ (?:option|and|or|[a-h])){1,4}\ work) | if\ pushed
"""
_NO = rf"""
    (?:{_CANNOT})(?:\ (?:be\ able\ to|able\ to|going\ to))?
    (?:\ (?:works?|make|do|attend|fit|suit|come|join|be\ there|possible|available|free|good|ok|okay|fine|an\ option
      |able|at\ all|be\ available))*
  | no\ good | no\ way | no | nope | n | unavailable | impossible | (?:have\ |there\ is\ )?(?:a\ )?conflicts?
  | bad | busy | travell?ing | on\ (?:vacation|holiday|leave) | an?\ no(?=\ (?:for|to)\ ) | away | booked | (?:i'm\ |am\ |is\ |are\ )?out(?:\ of\ (?:town|the\ office|office))? | ✗|✘|❌|👎
"""
_YES = r"""
    no\ (?:problem|issue|conflict)s? | yes | yep | yeah | yup | sure | y | ok(?:ay)? | fine | good | great | perfect
  | excellent | ideal | works?(?:\ (?:well|best|great|fine|perfectly|better))? | working | best | better | suits?
  | suitable | fits? | possible | available | free | prefer(?:red|ably)? | preference | favou?rite
  | looks?\ (?:good|great|fine|ok) | sounds?\ (?:good|great|fine|ok)
  | (?:happy|glad)\ (?:to|with)(?:\ (?:do|make|attend|come))? | an?\ yes(?=\ (?:for|to)\ ) | gets?\ (?:my|our)\ vote
  | it\ is(?=[.!]?$) | do(?:es)?(?=[.!]?$|,) | (?:can|could|will|able\ to)(?:\ also|\ still|\ easily)?\ (?:do|make(?:\ it)?|come|attend|join|be\ there) | can | make\ it | attend | be\ there
  | (?:my\ |our\ )?(?:first|1st|top)\ choice | (?:i'll|we'll|i\ will|we\ will|i'd|we'd|i\ would|we\ would|let's)
    \ (?:take|go\ (?:for|with)|do|choose|pick|vote\ for) | i\ (?:choose|pick|vote\ for|vote|take) | (?:(?:my|our)\ )?votes?(?:\ for)? | put\ me\ down\ for | count\ me\ in | i'm\ in | in\ favou?r\ of | ✓|✔|☑|✅|👍
"""
_MANY = r"(?:three|four|[34])"
_THEM = r"(?:them|these|those|the\ (?:above|options|times|dates|days|slots|three|four))"
_THINGS = r"(?:options?|times?|dates?|days?|slots?|ones?)"
_ALL = rf"""
    all\ (?:of\ {_THEM}|the\ {_THINGS}|(?:the\ )?{_MANY}(?:\ {_THINGS})?|{_THINGS}) | any\ (?:of\ {_THEM}|{_THINGS})
  | every\ {_THINGS} | each\ (?:of\ {_THEM}|{_THINGS}) | everything | anything | anytime
  | (?:all|any)(?=\ (?:works?|are|is|would|will|fits?|suits?|but|except|good|fine|ok|possible|apart|other)(?![\w']))
  | (?<=^)all(?=[.!]?$)
"""
_FILLING = rf"""
    i | i'm | i\ am | i've | i'd | i'll | we | we're | we'd | we'll | me | us | my | our | you | your | for | to | is
  | are | am | be | it | it's | its | that | that's | this | those | these | they | there | would | will | should | could
  | do | does | did | the | an | on | at | in | of | so | very | really | also | as | still | quite | pretty | hi | hello | hey | sorry | unfortunately
  | sadly | meeting | call | team | side | end | by | with | from | here | then\ again | like | love
  | for\ all\ of\ us | of\ us | everyone | everybody | myself | currently | either\ way | have | has | both
  | schedule | calendar | well
"""
_PLAIN = rf"""
    {_THINGS} | choices? | please | for\ (?:me|us|sure) | either | cheers | thanks | thank\ you | definitely
  | absolutely | certainly | totally | personally
"""
"""Words that may stand beside options of which nothing else is said: `A and C, please`."""
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAYS = (
    r"mondays?|mon|tuesdays?|tues?|wednesdays?|weds?|thursdays?|thurs?|thu|fridays?|fri|saturdays?|sat|sundays?|sun"
)
_TOKEN = re.compile(
    rf"""
    (?P<wish>(?<!\w)(?:hop(?:e|ing)|trust)(?![\w']))
  | (?P<doubt>(?<!\w)(?:{_DOUBT})(?![\w']))
  | (?P<clock>(?<!\w)(?:\d{{1,2}}(?::\d\d)?\ ?(?:[ap]\.?m\.?(?![\w'])|o'clock)|\d{{1,2}}:\d\d|(?<=at\ )\d{{1,2}}|noon)(?![\w']))
  | (?P<date>(?<!\w)(?:(?:{_MONTHS})\.?\ \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?(?:{_MONTHS})
      |\d{{1,2}}/\d{{1,2}}|\d{{4}}-\d\d-\d\d)(?![\w']))
  | (?P<nth>(?<!\w)\d{{1,2}}(?:st|nd|rd|th)(?![\w'])(?!\ choice))
  | (?P<weekday>(?<!\w)(?:{_WEEKDAYS})(?![\w'])(?:\.(?=\ \S))?)
  | (?P<daypart>(?<!\w)(?:in\ the\ )?(?:mornings?|afternoons?|evenings?)(?![\w']))
  | (?P<need>(?<!\w)(?:{_NEED})(?![\w']))
  | (?P<neither>(?<!\w)neither(?=\ (?:option\ )?[a-z](?![\w'])|\ (?:{_WEEKDAYS})(?![\w'])))
  | (?P<none>(?<!\w)(?:none|neither|nothing)(?:\ of\ (?:{_THEM}))?(?![\w']))
  | (?P<rest>(?<!\w)(?:the|all)\ (?:the\ )?(?:rest|others?)(?:\ (?:{_THINGS}|two|three))?(?![\w']))
  | (?P<except>(?<!\w)(?:except(?:\ for)?|apart\ from|other\ than|besides|excluding)(?![\w']))
  | (?P<both>(?<!\w)(?:both|either)(?:\ (?:of\ (?:{_THEM})|{_THINGS}))?(?=\ (?:works?|is|are|would|will|fine|ok|good)(?![\w'])
      |[.!]?$))
  | (?P<only>(?<!\w)(?:only|solely)(?![\w'])|(?<!\w)just(?=\ (?:option\ )?[a-z](?![\w'])))
  | (?P<too>(?<!\w)(?:too|as\ well|so\ (?:does|is|would|do))(?![\w']))
  | (?P<yes>(?<!\w)(?:(?:{_YES})(?![\w'])))
  | (?P<no>(?<!\w)(?:{_NO})(?![\w']))
  | (?P<but>(?<!\w)(?:but|however|though|whereas|while)(?![\w']))
  | (?P<and>(?<!\w)(?:and/or|and|or|nor|&|\+|plus)(?![\w'])|[/&+])
  | (?P<plain>(?<!\w)(?:{_PLAIN})(?![\w']))
  | (?P<letter>(?<![\w'.-])[a-hj-z](?![\w'-]))
  | (?P<filling>(?<!\w)(?:good\ (?:morning|afternoon|day|evening)|{_FILLING})(?![\w']))
  | (?P<all>(?<!\w)(?:{_ALL})(?![\w']))
  | (?P<comma>,) | (?P<slot>[:=]|-+>?|–|—) | (?P<open>[(\[]) | (?P<close>[)\]]) | (?P<question>\?) | (?P<end>[.;!]+)
  | (?P<unknown>[^\W_]+(?:'[^\W_]+)*|[^\s\w*_"'|•·])
    """,  # noqa: RUF001
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a phrase: what it is, as it is written, and where it begins in its line."""

    kind: Kind
    text: str
    at: int


def tokens(line: str) -> Iterator[Token]:
    """The words of a line, whose blanks are single spaces, in order."""
    for found in _TOKEN.finditer(line):
        kind = found.lastgroup or "unknown"
        yield Token("unknown" if kind == "doubt" else kind, found[0], found.start())  # type: ignore[arg-type]
