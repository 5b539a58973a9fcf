"""The toolkit that partnerships are built with: its name, and the credit that its terms ask for.

The name is "Next Gen" or "Next Generation", with its capitals and its space. Another spelling is only taken
for it where what follows shows that the programme is meant ("NextGen Sector Partnership"); addresses,
hashtags and the names of firms are left alone. A statement that something follows, uses or comes from the
toolkit says that it is made from it; words that ask the reader to use the toolkit do not.

Source: training manual and frequently asked questions, terms of use.
"""

import re
from collections.abc import Iterable, Iterator

from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.persons import ADDRESS
from outreach.rules.reading.sentences import sentences
from outreach.rules.reading.tags import without_furniture

_INTACT = re.compile(r"\bNext Gen(?:eration)?\b|\bNEXT GEN(?:ERATION)?\b")
_GAP = r"[ ._\u2010-\u2015-]"
_ANY = rf"ne?xt?{_GAP}{{0,2}}gen(?:eration)?"
_MEANT = r" (?:sector partnerships?(?: toolkit| community of practice)?|toolkit|community of practice)"
_CALLED = r" (?:sectors?|partnerships?|ambassadors?|approach|model|initiative|training manual)"
_SPELLED = re.compile(
    rf"\b(?:(?P<name>(?i:{_ANY}))(?i:{_MEANT})|(?P<joined>Ne?xt?{_GAP}?[Gg]en)(?i:{_CALLED}))\b"
)
"""In any letters before words that leave no doubt; with a capital before others."""
_TOOLKIT = re.compile(r"\b(?:tool[ -]?kit|training manual)\b", re.IGNORECASE)
_PROGRAMME = re.compile(rf"\b(?:{_ANY}|sector partnerships?)\b", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:follow(?:s|ed|ing)?|(?:based|built|rests?|draws?|modell?ed) (?:up)?on|(?:made|taken|drawn|adapted|"
    r"adopted|borrowed|excerpted|reprinted|comes?|came) (?:from|with)|modell?ed after|according to|inspired|"
    r"guided by|uses?|used|using|courtesy of|(?<=, )from|in line with)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\bNext Gen(?:eration)?(?: Sector Partnerships?)? Community of Practice\b"
    r"|\bInstitute (?:for|of) Networked Communities\b|nextgensectorpartnerships\.com"
)
_LONGEST_CREDIT = 40
"""Words; what is longer says more than whose it is."""


def misnamed(text: str, own: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Where a text has the programme's name in another spelling: as written, and as it ought to be.

    Args:
        text: what is read.
        own: names that may hold such a spelling with good reason: the partnership's, the organisation's.
    """
    bare = _bare(text, own)
    for found in _SPELLED.finditer(bare):
        name = found["name"] or found["joined"]
        if not _INTACT.fullmatch(name):
            right = "Next Generation" if name.lower().endswith("eration") else "Next Gen"
            yield found[0], right + found[0][len(name) :]


def made_from_toolkit(text: str) -> bool:
    """Whether a sentence says that something is made from the toolkit or follows it."""
    return any(
        _TOOLKIT.search(each) and _PROGRAMME.search(each) and _MADE.search(each) and not calls_to_action(each)
        for each in sentences(text)
    )


def is_credited(text: str) -> bool:
    """Whether a text names the toolkit by its intact name, and whose it is."""
    return _OWNER.search(text) is not None and _INTACT.search(_bare(text)) is not None


def is_credit(paragraph: str) -> bool:
    """Whether a paragraph does nothing but say what something is made from, and whose that is."""
    short = len(paragraph.split()) <= _LONGEST_CREDIT
    return short and (made_from_toolkit(paragraph) or is_credited(paragraph))


def _bare(text: str, own: Iterable[str] = ()) -> str:
    """The text on one line, without addresses, hashtags and names that are somebody's own."""
    plain = " ".join(without_furniture(ADDRESS.sub(" ", text)).split())
    for name in own:
        plain = re.sub(re.escape(name), " ", plain, flags=re.IGNORECASE) if name else plain
    return plain
