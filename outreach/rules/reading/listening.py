"""Listening: whether a letter tells its reader to come and listen, rather than to speak.

Found in words for it: to listen, a listener, to hear from others or what they say, to observe, to leave the
talking or the floor to somebody else. That we listen to the reader, that the businesses will, or that they
are to hear what we have to say, is the opposite.

Source: training manual, principles of the approach ("listen-only" mode of support partners); ours are the
words that stand for it.
"""

import re

_OPPOSITE = re.compile(
    r"\b(?:business(?:es| people)?|owners|leaders|employers|companies|builders|council|industry|they|"
    r"everyone|we|i)(?: (?:are|is|am|will|would)|'re|'ll|'m|'d)"
    r"(?: (?!(?:not|only|just|here|asked|there|to)\b)\w+){0,2}? (?:listen(?:ing)?\b|be listening|all ears)"
    r"|\b(?:businesses|owners|leaders|employers|companies|builders|they) (?:\w+ )?listen\b",
    re.IGNORECASE,
)
"""Others, or we, listen to the reader."""
_LISTENS = re.compile(
    r"\blisten(?:s|ing|ers?)?\b(?! to (?:you\b|your|our|my|this|the (?:podcast|recording|episode|radio)))"
    r"|\bhear (?:first )?(?:what|how|which|(?:directly |straight )?from) "
    r"(?!you\b|your|we\b|our\b|us\b|i\b|my\b|me\b)"
    r"|\b(?:observ(?:e|er|ers|ing)|silent (?:guests?|partners?)|all ears|ears (?:wide )?open|"
    r"open ears|fl(?:y|ies) on the wall)\b"
    r"|\b(?:do(?:es)?|doing|leave) (?:all |most of )?the (?:talking|speaking)\b"
    r"|\b(?:the floor belongs to|leave the floor to|hold (?:your|our) (?:questions|solutions|ideas))\b"
    r"|\brefrain(?:ing)? from (?:speaking|talking|presenting|pitching|comment(?:ing)?)\b"
    r"|\b(?:businesses|owners|leaders|employers|companies|builders) (?:will )?(?:talk|speak)\b"
    r"(?! (?:to|with) you)"
    r"|\b(?:not|rather than|instead of|without|no need) (?:to )?(?:speak|talk|present)(?:ing)?\b",
    re.IGNORECASE,
)


def tells_to_listen(text: str) -> bool:
    """Whether it tells its reader that they come to listen."""
    plain = " ".join(text.replace("\u2019", "'").split())
    return _LISTENS.search(_OPPOSITE.sub(" ", plain)) is not None
