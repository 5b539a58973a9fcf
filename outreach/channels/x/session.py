"""tweepy's client, led to the address of the settings, with a timeout and without a clock of its own.

Imported only when something is posted: tweepy takes 190 ms.
"""

import logging
from typing import Any

import requests
from tweepy import Client

HOST = "https://api.twitter.com"
"""What tweepy 4.17 writes before every path (`BaseClient.request`)."""


class Session(requests.Session):
    """A session that calls `base_url` instead, and keeps the last answer.

    The address is changed before the request is signed: the signature covers it (RFC 5849, 3.4.1.2).
    """

    def __init__(self, base_url: str, timeout: float) -> None:
        super().__init__()
        self.base_url, self.wait = base_url, timeout
        self.answer: requests.Response | None = None

    def request(self, method: Any, url: Any, *rest: Any, **named: Any) -> requests.Response:  # noqa: ANN401
        """The same request elsewhere. A redirection is not followed: what it leads to is not X."""
        there = str(url).replace(HOST, self.base_url, 1)
        named |= {"timeout": self.wait, "allow_redirects": False}
        self.answer = super().request(method, there, *rest, **named)
        return self.answer


def client(keys: tuple[str, str, str, str], base_url: str, timeout: float) -> Client:
    """A client that signs as one account; `keys` are the key and secret of the app, then of the account."""
    # What these libraries tell while debugging holds what they sign with.
    for name in ("tweepy", "oauthlib", "requests_oauthlib"):
        logging.getLogger(name).setLevel(logging.WARNING)
    made = Client(None, *keys, return_type=requests.Response, wait_on_rate_limit=False)
    made.session = Session(base_url, timeout)
    return made
