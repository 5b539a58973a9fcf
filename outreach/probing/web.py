"""Asking a web address whether it is there, without changing anything."""

import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from outreach.ports import Page, Unanswered


def head(url: str, patience: float, context: ssl.SSLContext | None = None) -> Page:
    """What a HEAD request is answered within `patience` seconds; redirections are told, not followed.

    Raises:
        Unanswered: nothing answered, or not with a certificate that can be trusted.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    connection: HTTPConnection
    if parts.scheme == "https":
        context = context or ssl.create_default_context()
        connection = HTTPSConnection(host, port, timeout=patience, context=context)
    else:
        connection = HTTPConnection(host, port, timeout=patience)
    try:
        connection.request("HEAD", parts.path or "/", headers={"User-Agent": "outreach doctor"})
        answer = connection.getresponse()
        return Page(answer.status, answer.headers.get("Location", ""))
    except ssl.SSLCertVerificationError as error:
        raise Unanswered(f"its certificate cannot be trusted ({error.verify_message})") from None
    except ssl.SSLError as error:
        raise Unanswered(
            f"no secure connection ({(error.reason or 'TLS').replace('_', ' ').lower()})"
        ) from None
    except TimeoutError:
        raise Unanswered(f"no answer within {patience:g} seconds") from None
    except (OSError, HTTPException, UnicodeError) as error:
        raise Unanswered(_said(error)) from None
    finally:
        connection.close()


def _said(error: Exception) -> str:
    return (
        error.strerror if isinstance(error, OSError) else ""
    ) or f"no usable answer ({type(error).__name__})"
