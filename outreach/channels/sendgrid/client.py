"""The client of the `sendgrid` package, which asks nobody but the address it was given.

Imported only when something is sent: `sendgrid` takes 140 ms.
"""

from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request

from python_http_client import Client
from sendgrid import SendGridAPIClient


class _NotElsewhere(HTTPRedirectHandler):
    """Makes a redirection the answer. urllib's own handler would hand the key to wherever it leads."""

    handler_order = HTTPRedirectHandler.handler_order - 1

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> None:  # noqa: ANN401
        """Raise what `urllib` raises for an answer that it follows nowhere."""
        del newurl
        raise HTTPError(req.full_url, code, msg, headers, fp)


class _Straight(Client):  # type: ignore[misc] # the package has no types
    """The same client, and those it makes for each part of a path."""

    def _build_client(self, name: str | None = None) -> "_Straight":
        path = [*self._url_path, name] if name else self._url_path
        return _Straight(
            self.host, self.request_headers, self._version, path, self.append_slash, self.timeout
        )

    def _make_request(self, opener: OpenerDirector, request: Request, timeout: float | None = None) -> Any:  # noqa: ANN401
        opener.add_handler(_NotElsewhere())
        return super()._make_request(opener, request, timeout)


def client(key: str, base_url: str, timeout: float) -> Any:  # noqa: ANN401 - the package has no types
    """A client that speaks as the owner of a key; `timeout` is how many seconds a silence may take."""
    made = SendGridAPIClient(key, host=base_url).client
    return _Straight(made.host, made.request_headers, made._version, timeout=timeout)  # noqa: SLF001
