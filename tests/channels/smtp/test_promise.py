"""The promise under any weather: what is called sent was taken, what is not sent was not; nobody twice."""

import random
from collections import Counter

import pytest

from outreach.channels.smtp import Smtp, Timeouts
from outreach.ports import NotSent, Receipt, Refused, Uncertain
from tests.channels.messages import email
from tests.channels.smtp.server import CUT, OFFERS, Answer, Odd, relay

SENDER = "hello@partnerships.example.org"
SHORT = Timeouts(connect=1, command=0.5, answer=0.5, quit=0.2)
BEFORE: list[Answer] = [
    "421 4.3.2 Closing",
    "450 4.2.0 Later",
    "550 5.1.1 No such user",
    "554 5.7.1 No",
    CUT,
    Odd("25"),
]
SOMETIMES: dict[str, list[Answer]] = {
    "greeting": ["421 4.7.0 Too many", CUT],
    "MAIL": ["421 4.3.2 Closing", "451 4.3.0 Later", CUT, Odd("250-")],
    "RCPT": BEFORE,
    "DATA": ["421 4.3.2 Closing", "451 4.3.0 Later", "554 5.5.1 No", CUT, Odd("354 Go on\r\n")],
    ".": ["421 4.3.2 Closing", "451 4.3.0 Later", "554 5.7.1 No", CUT, Odd("250 2.0")],
}
USUALLY = {
    "greeting": "220 relay.test",
    "MAIL": "250 Ok",
    "RCPT": "250 Ok",
    "DATA": "354 Go on",
    ".": "250 Ok",
}


@pytest.mark.parametrize("lanes", [1, 4])
@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelining", "one by one"])
@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_server_does_the_two_books_agree(seed: int, lanes: int, *, pipelining: bool) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same weather every time
    answers: dict[str, list[Answer]] = {
        step: [dice.choice(odd) if dice.random() < 0.2 else USUALLY[step] for _ in range(200)]
        for step, odd in SOMETIMES.items()
    }
    offers = OFFERS if pipelining else OFFERS[1:]
    ended: dict[str, Receipt | Exception] = {}
    with relay(answers, offers=offers) as peer:
        channel = Smtp(peer.url, SENDER, lanes=lanes, timeouts=SHORT)
        for wave in range(30):
            names = [f"m-{wave}-{lane}" for lane in range(lanes)]
            found = channel.send_abreast([email(name) for name in names])
            assert len(found) == lanes
            ended |= dict(zip((f"{name}@example.org" for name in names), found, strict=True))
        channel.hang_up()
    taken = Counter(recipient for _, recipient, _ in peer.taken)
    assert set(taken.values()) <= {1}
    for recipient, each in ended.items():
        assert isinstance(each, Receipt | NotSent | Refused | Uncertain)
        if isinstance(each, Receipt):
            assert taken[recipient] == 1
        elif not isinstance(each, Uncertain):
            assert taken[recipient] == 0
    kinds = Counter(map(type, ended.values()))
    assert kinds[Receipt] >= len(ended) // 10
    assert kinds[NotSent]
