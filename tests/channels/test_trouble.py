"""What answers and failures mean in house words."""

import http.client
import ssl
import urllib.error

import pytest
import requests
import urllib3.exceptions
from hypothesis import given
from hypothesis import strategies as st

from outreach.channels.sendgrid import channel as sendgrid
from outreach.channels.trouble import Answer, house_word, meant, of_requests, of_urllib, quoted, wait_of
from outreach.channels.x import meaning as x
from outreach.ports import NotSent, Refused, Uncertain

DATE = "Mon, 22 Mar 2027 15:00:00 GMT"
RESET = ("x-ratelimit-reset",)
HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "date", "x-ratelimit-reset", "x-rate-limit-reset"]),
    st.text() | st.just(DATE),
)


@given(st.integers(100, 999), st.text(), HEADERS)
def test_every_answer_of_every_provider_has_a_house_word(
    status: int, text: str, headers: dict[str, str]
) -> None:
    answer = Answer(status, text, headers)
    for word in (house_word(meant(sendgrid.MEANING, answer), answer, resets=RESET), x.word_for(answer, ())):
        assert isinstance(word, (NotSent, Refused, Uncertain))
        assert str(word)
        if isinstance(word, NotSent) and word.retry_after is not None:
            assert 0 <= word.retry_after <= 31 * 24 * 3600


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "Mon, 22 Mar 2027 15:01:30 GMT", "date": DATE}, 90),
        ({"x-ratelimit-reset": "1805727690", "date": DATE}, 90),
        ({"x-ratelimit-reset": "1805727600", "date": DATE}, 1),
        ({"x-ratelimit-reset": "1805727690"}, None),
        ({"retry-after": "soon", "date": DATE}, None),
        ({}, None),
    ],
)
def test_a_wait_is_reckoned_by_the_providers_own_clock(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert wait_of(Answer(429, headers=headers), RESET) == seconds


def test_a_wait_of_years_is_cut_to_a_month() -> None:
    assert wait_of(Answer(429, headers={"retry-after": "9" * 30})) == 31 * 24 * 3600


@pytest.mark.parametrize(
    "never", ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2300"]
)
def test_a_moment_that_no_calendar_holds_tells_nothing(never: str) -> None:
    assert wait_of(Answer(429, headers={"retry-after": never, "date": DATE})) is None
    assert wait_of(Answer(429, headers={"x-ratelimit-reset": "1805727690", "date": never}), RESET) is None


def test_what_a_provider_says_is_repeated_short_and_without_addresses_or_secrets() -> None:
    said = "Key SG.abc is\r\nwrong for <champion-1@example.org>, " + "very " * 100
    shown = quoted(said, ("SG.abc",))
    assert shown.startswith("Key (secret) is wrong for <(an address)>, very very")
    assert len(shown) <= 204
    assert shown.endswith(" ...")


def test_nothing_that_a_provider_says_steers_the_terminal_it_is_shown_on() -> None:
    assert quoted("no \x1b[2Jsuch \x9b2Jkey\x07") == "no [2Jsuch 2Jkey"


def _handshake(reason: str) -> requests.exceptions.SSLError:
    inner = ssl.SSLError(1, "broken")
    inner.reason = reason
    return requests.exceptions.SSLError(urllib3.exceptions.SSLError(inner))


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (_handshake("WRONG_VERSION_NUMBER"), NotSent, "no secure connection"),
        (_handshake("DECRYPTION_FAILED_OR_BAD_RECORD_MAC"), Uncertain, "did not come back"),
        (requests.ConnectTimeout(), NotSent, "in time"),
        (requests.ReadTimeout(), Uncertain, "did not come back"),
        (requests.exceptions.ChunkedEncodingError(), Uncertain, "did not come back"),
        (requests.exceptions.ProxyError(), NotSent, "no connection"),
        (requests.exceptions.InvalidURL("no host"), NotSent, "X_API_URL"),
        (requests.ConnectionError(ConnectionResetError(104, "reset")), Uncertain, "did not come back"),
    ],
)
def test_what_requests_raises_tells_whether_it_can_have_left(
    error: Exception, kind: type[Exception], told: str
) -> None:
    word = of_requests(error, "X", "X_API_URL")
    assert type(word) is kind
    assert told in str(word)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (urllib.error.URLError(ConnectionRefusedError(111, "refused")), NotSent),
        (urllib.error.URLError(BrokenPipeError(32, "broken pipe")), NotSent),
        (http.client.InvalidURL("control character"), NotSent),
        (TimeoutError("timed out"), Uncertain),
        (http.client.RemoteDisconnected(), Uncertain),
        (http.client.IncompleteRead(b""), Uncertain),
        (ConnectionResetError(104, "reset"), Uncertain),
    ],
)
def test_what_urllib_raises_tells_whether_it_can_have_left(error: Exception, kind: type[Exception]) -> None:
    assert type(of_urllib(error, "SendGrid", "SENDGRID_API_URL")) is kind
