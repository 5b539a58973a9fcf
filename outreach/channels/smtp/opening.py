"""How a connection begins: greeting, EHLO, STARTTLS, AUTH; each failure told with what a person can do.

Nothing of a message has been said by then, so that whatever goes wrong here, nothing has left.
"""

import base64
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from outreach.channels.smtp.meaning import Stage, verdict
from outreach.channels.smtp.relay import Relay
from outreach.channels.smtp.replies import reply_of
from outreach.ports import NotSent

if TYPE_CHECKING:
    from smtplib import SMTP

_CONTINUE = 334
_ENCRYPTION = "smtps:// is for a port that is encrypted from the first byte (usually 465), smtp:// for others"


def opened(relay: Relay, timeout: float) -> "tuple[SMTP, str]":
    """A connection that is ready for messages, and whom the server takes us for.

    Args:
        relay: which server, and as whom.
        timeout: seconds to wait for each step.

    Raises:
        NotSent: it cannot be had; of scope channel, with the remedy.
    """
    # Costs 25 ms, which a pass that sends no mail need not pay.
    from smtplib import SMTP, SMTP_SSL  # noqa: PLC0415

    with _explained(relay):
        # The name is given below, when it is known; the usual one is asked of the DNS, for seconds.
        if relay.encrypted:
            context = ssl.create_default_context()
            server: SMTP = SMTP_SSL(relay.host, relay.port, "localhost", timeout=timeout, context=context)
        else:
            server = SMTP(relay.host, relay.port, "localhost", timeout=timeout)
        try:
            return server, _introduced(server, relay)
        except BaseException:
            server.close()
            raise


def _introduced(server: "SMTP", relay: Relay) -> str:
    server.local_hostname = _own_name(server.sock)
    server.ehlo_or_helo_if_needed()
    encrypted = relay.encrypted
    if not encrypted and relay.starttls and server.has_extn("starttls"):
        _expect("starttls", *server.starttls(context=ssl.create_default_context()))
        server.ehlo_or_helo_if_needed()
        encrypted = True
    if relay.user:
        _sign_in(server, relay, encrypted=encrypted)
    signed_in = f"signed in as {relay.user}" if relay.user else "not signed in"
    return f"{relay.named}, {'encrypted' if encrypted else 'not encrypted'}, {signed_in}"


def _sign_in(server: "SMTP", relay: Relay, *, encrypted: bool) -> None:
    """Say user and password by AUTH PLAIN (RFC 4616), else LOGIN; smtplib's own refuses letters beyond ASCII.

    Not CRAM-MD5: over an encrypted connection it protects nothing more.
    """
    if not encrypted:
        told = "offers no encryption (STARTTLS), and a password is never sent in clear text"
        raise NotSent(f"{relay.named} {told}; use a port that does, or smtps://", scope="channel")
    ways = server.esmtp_features.get("auth", "").upper().split()
    plain, last = _base64(f"\0{relay.user}\0{relay.password}"), _base64(relay.password)
    if "PLAIN" in ways:
        code, text = server.docmd("AUTH", f"PLAIN {plain}")
    elif "LOGIN" in ways:
        code, text = server.docmd("AUTH", f"LOGIN {_base64(relay.user)}")
        if code == _CONTINUE:
            code, text = server.docmd(last)
    else:
        told = "lets nobody sign in with a password; take user and password out of SMTP_URL in .env"
        raise NotSent(f"{relay.named} {told}, or name another port", scope="channel")
    for secret in (plain, last, relay.password):
        text = text.replace(secret.encode(), b"...")
    _expect("auth", code, text)


def _expect(stage: Stage, code: int, text: bytes) -> None:
    """Raise what an answer means, where it is not the one that was hoped for."""
    if (wrong := verdict(stage, reply_of(code, text))) is not None:
        raise wrong


@contextmanager
def _explained(relay: Relay) -> Iterator[None]:
    """Whatever goes wrong in opening a connection, in the house's words."""
    from smtplib import SMTPConnectError, SMTPResponseException  # noqa: PLC0415 - as above

    try:
        yield
    except SMTPResponseException as error:
        stage: Stage = "greeting" if isinstance(error, SMTPConnectError) else "hello"
        said = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
        # A greeting of 2xx that is not 220 comes here too, and what is no reply at all as -1.
        reason = str(verdict(stage, reply_of(0 if error.smtp_code < _CONTINUE else error.smtp_code, said)))
    except ssl.SSLCertVerificationError as error:
        reason = f"its certificate does not hold ({error.verify_message.rstrip('.')}); {_certificate(relay)}"
    except ssl.SSLError as error:
        cause = (error.reason or "broken off").replace("_", " ").lower()
        reason = f"no encrypted connection ({cause}); {_ENCRYPTION}"
    except UnicodeError:
        reason = "no host can have that name; correct SMTP_URL in .env"
    except socket.gaierror as error:
        reason = f"its name is not found ({error.strerror}); check SMTP_URL in .env, and the network"
    except TimeoutError:
        reason = "it does not answer; check host and port of SMTP_URL in .env, and the firewall"
    except OSError as error:
        reason = f"no connection ({error.strerror or error}); check host and port of SMTP_URL in .env"
    else:
        return
    raise NotSent(f"{relay.named}: {reason}", scope="channel") from None


def _certificate(relay: Relay) -> str:
    told = "name it in SMTP_URL as its certificate does, or let SSL_CERT_FILE name a certificate to trust"
    alone = relay.is_here and not relay.user and not relay.encrypted
    return f"{told}; on this machine ?starttls=no does without" if alone else told


def _own_name(sock: socket.socket | None) -> str:
    """What we call ourselves: the machine's full name, else its address here (RFC 5321, 4.1.3)."""
    name = socket.gethostname()
    if "." in name and name.replace(".", "").replace("-", "").isalnum() and name.isascii():
        return name
    host = str(sock.getsockname()[0]) if sock is not None else "127.0.0.1"
    return f"[IPv6:{host}]" if ":" in host else f"[{host}]"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
