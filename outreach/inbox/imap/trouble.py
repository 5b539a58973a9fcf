"""What goes wrong with a mailbox, in the house's words: one sentence for a person, and no secret in it."""

import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from outreach.inbox.imap.account import Account
from outreach.ports import NotReached

SHOWN = 200
"""How many characters of a server's own words are repeated."""
MOST_NAMED = 20
_ADDRESS = re.compile(r"[^\s<>()\"'@,;:]+@[^\s<>()\"',;:]+")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\ufffd]+")
_ENCRYPTION = "imaps:// is for a port that is encrypted from the first byte (usually 993), imap:// for others"
_AROUND = re.compile(r"^(command: \w+ => )?(\w+ command error: \w+ )?(\[?b['\"])?(\* BYE )?|['\"]\]?$")
"""What imaplib puts around a server's words."""
_GARBAGE = ("unexpected", "unterminated", "got more than", "not IMAP4 compliant", "illegal in", "larger than")
_NONSENSE = "its answer makes no sense"
_SIGN_IN = (
    "correct the user and password of IMAP_URL in .env (where signing in takes two steps, use a password "
    "that was made for programs)"
)


class UnreadableError(Exception):
    """The server does not hand out what was asked for; the connection goes on."""


class NotAccepted(NotReached):
    """The server does not take us for the user; to try again and again locks accounts."""


class MissingError(Exception):
    """A folder cannot be opened; the connection goes on. The text says why, to a person."""


@contextmanager
def explained(account: Account, *, opening: bool = False) -> Iterator[None]:
    """Have whatever goes wrong in talking to a server end in `NotReached`; `opening` while it begins.

    Raises:
        NotReached: see there.
    """
    from imaplib import IMAP4  # noqa: PLC0415 - a pass that reads no mailbox need not pay for it

    from imap_tools.errors import ImapToolsError  # noqa: PLC0415 - likewise

    try:
        yield
    except NotReached:
        raise
    except OSError as error:
        reason = _of_opening(error) if opening else _of_reading(error)
    except UnicodeError:
        reason = "no host can have that name; correct IMAP_URL in .env" if opening else _NONSENSE
    except IMAP4.error as error:  # what it quotes is what the server said, or nothing
        reason = _of_protocol(error, account, opening=opening)
    except (ImapToolsError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # What the libraries stumble over is an answer that no mail server gives.
        reason = f"{_NONSENSE}; correct host and port of IMAP_URL in .env" if opening else _NONSENSE
    else:
        return
    raise NotReached(f"{account.named}: {reason}") from None


def refused(account: Account, said: str, reason: str = "it does not accept us") -> NotReached:
    """Signing in failed; `said` is what the server answered."""
    words = quoted(said, account.secrets)
    told = f" (it says: {words})" if words else ""
    if "[UNAVAILABLE]" in said.upper():  # RFC 5530, 3
        return NotReached(f"{account.named}: it cannot check the password now{told}")
    return NotAccepted(f"{account.named}: {reason}{told}; {_SIGN_IN}")


def said_in(error: Exception) -> str:
    """The server's words in an error of imaplib."""
    told = error.args[0] if error.args else ""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return _AROUND.sub("", text)


def quoted(text: str, secrets: Sequence[str] = ()) -> str:
    """A server's own words, on one line, short, without addresses and without what is secret."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "...")
    line = " ".join(_CONTROL.sub(" ", _ADDRESS.sub("...", text[: 10 * SHOWN])).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}..."


def listing(names: Sequence[str]) -> str:
    """Names of folders, as a person reads them; not more than a few."""
    shown = ", ".join(f"`{quoted(each)}`" for each in sorted(names)[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return (shown + (f" and {more} more" if more > 0 else "")) or "none"


def _of_opening(error: OSError) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            told = "name it in IMAP_URL as its certificate does, or let SSL_CERT_FILE name one to trust"
            return f"its certificate does not hold ({error.verify_message.rstrip('.')}); {told}"
        case ssl.SSLError():
            cause = (error.reason or "broken off").replace("_", " ").lower()
            return f"no encrypted connection ({cause}); {_ENCRYPTION}"
        case socket.gaierror():
            return f"its name is not found ({error.strerror}); check IMAP_URL in .env, and the network"
        case TimeoutError():
            told = "check host and port of IMAP_URL in .env, and the firewall"
            return f"it does not answer; {told}; {_ENCRYPTION}"
        case _:
            why = error.strerror or type(error).__name__
            return f"no connection ({why}); check host and port of IMAP_URL in .env"


def _of_reading(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "the mail server fell silent"
    return f"the connection broke ({error.strerror or type(error).__name__})"


def _of_protocol(error: Exception, account: Account, *, opening: bool) -> str:
    """What imaplib raises itself: the end of the connection, a command refused, or nonsense."""
    text = str(error)
    words = quoted(said_in(error), account.secrets)
    if "EOF" in text or "socket error" in text:
        return "the mail server hung up"
    if any(each in text for each in _GARBAGE):
        return f"{_NONSENSE}; correct host and port of IMAP_URL in .env" if opening else _NONSENSE
    if opening:
        return f"it does not want our connection (it says: {words})"
    return f"it does not do what it is asked (it says: {words})"
