"""Listening: whether a letter tells its reader to come and listen, rather than to speak.

Found in words for it: to listen, a listener, to hear from others or what they say, to observe, to leave the
talking or the floor to somebody else. That we listen to the reader, or want to hear from them, is the
opposite.

Source: training manual, principles of the approach ("listen-only" mode of support partners); ours are the
words that stand for it.
"""

import re

_LISTENS = re.compile(
    r"\blisten(?:s|ing|ers?)?\b(?! to (?:you\b|your|our|my|this|the (?:podcast|recording|episode|radio)))"
    r"|\bhear (?:first )?(?:what|how|which|(?:directly |straight )?from) (?!you\b|your)"
    r"|\b(?:observ(?:e|er|ers|ing)|silent (?:guests?|partners?)|all ears)\b"
    r"|\b(?:do(?:es)?|doing|leave) (?:all |most of )?the (?:talking|speaking)\b"
    r"|\b(?:the floor belongs to|leave the floor to|hold (?:your|our) (?:questions|solutions|ideas))\b"
    r"|\b(?:not|rather than|instead of|without|no need) (?:to )?(?:speak|talk|present)(?:ing)?\b",
    re.IGNORECASE,
)


def tells_to_listen(text: str) -> bool:
    """Whether it tells its reader that they come to listen."""
    return _LISTENS.search(" ".join(text.replace("\u2019", "'").split())) is not None
