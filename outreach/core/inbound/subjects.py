"""What mail programs set before a subject when somebody answers it, in the languages they speak."""

import re
from typing import Final

from outreach.core.inbound.nouns import Mail

_ANSWER: Final = (
    r"re|aw|antw|antwort|sv|odp|res|rif|r|ref|rép|rep|ynt|yan|απ|σχετ|vá|atb|vs|отв|ответ|від|на|"
    r"回复|回覆|答复|答覆|返信|답장|회신|re\[\d{1,3}\]|re\(\d{1,3}\)"
)
_PREFIX: Final = re.compile(rf"\s*(?:\[[^\]]{{1,40}}\]\s*)?(?:{_ANSWER})\s?[:\uff1a]\s*", re.IGNORECASE)
_FORWARD: Final = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|i|vl|pd|enc|doorst|vb|fs|továbbítás|ilt|πρθ|转发|轉寄|전달|転送)\s?[:\uff1a]",
    re.IGNORECASE,
)


def answers(subject: str) -> bool:
    """Whether a mail program marked the subject as an answer (`Re:`, `AW:`, `Sv:`)."""
    return _PREFIX.match(subject) is not None


def forwards(subject: str) -> bool:
    """Whether a mail program marked the subject as that of a mail handed on (`Fwd:`, `WG:`, `TR:`)."""
    return _FORWARD.match(subject) is not None


def is_answer(mail: Mail) -> bool:
    """Whether it answers a mail, by its References and In-Reply-To, or by its subject."""
    return bool(mail.references) or answers(mail.subject)
