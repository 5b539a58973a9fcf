"""DNS over a real socket: what a server says, what it cannot say, and what happens when it says nothing."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from outreach.ports import Unanswered
from outreach.probing.dns import Dns

Answering = Callable[[dns.message.Message], dns.message.Message | None]
ZONE = {
    ("example.test.", "TXT"): ['"v=spf1 include:relay.test " "-all"', '"another"'],
    ("example.test.", "MX"): ["20 second.relay.test.", "10 first.relay.test."],
    ("none.test.", "MX"): ["0 ."],
    ("s1._domainkey.example.test.", "CNAME"): ["s1.domainkey.u1.wl.sendgrid.net."],
    ("example.test.", "A"): ["192.0.2.7"],
    ("example.test.", "AAAA"): ["2001:db8::7"],
}


def from_zone(query: dns.message.Message) -> dns.message.Message:
    """What an ordinary server answers."""
    asked = query.question[0]
    name, kind = asked.name.to_text(), dns.rdatatype.to_text(asked.rdtype)
    answer = dns.message.make_response(query, recursion_available=True)
    if (name, kind) in ZONE:
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *ZONE[name, kind]))
    elif not any(known == name for known, _ in ZONE):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer


@contextmanager
def server(answering: Answering, patience: float = 1.0) -> Iterator[tuple[Dns, list[str]]]:
    """A DNS server on loopback, the resolver that asks it, and the names it was asked for."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(0.05)
        ended, asked = threading.Event(), list[str]()

        def serve() -> None:
            while not ended.is_set():
                try:
                    wire, whom = door.recvfrom(4096)
                except TimeoutError:
                    continue
                query = dns.message.from_wire(wire)
                asked.append(query.question[0].name.to_text())
                if (answer := answering(query)) is not None:
                    door.sendto(answer.to_wire(), whom)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield Dns(["127.0.0.1"], door.getsockname()[1], patience), asked
        finally:
            ended.set()
            thread.join()


def test_records_come_back_as_the_texts_they_are() -> None:
    with server(from_zone) as (probe, _):
        assert set(probe.records("example.test", "TXT")) == {"v=spf1 include:relay.test -all", "another"}
        assert probe.records("example.test", "MX") == ("first.relay.test", "second.relay.test")
        assert probe.records("none.test", "MX") == ("",)
        assert probe.records("s1._domainkey.example.test", "CNAME") == ("s1.domainkey.u1.wl.sendgrid.net",)
        assert probe.records("example.test", "A") == ("192.0.2.7",)
        assert probe.records("example.test", "AAAA") == ("2001:db8::7",)


def test_a_name_that_is_not_there_and_a_record_that_is_not_there_are_nothing() -> None:
    with server(from_zone) as (probe, _):
        assert probe.records("nowhere.test", "TXT") == ()
        assert probe.records("none.test", "TXT") == ()


def test_a_server_that_fails_is_no_answer() -> None:
    def failing(query: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(query)
        answer.set_rcode(dns.rcode.SERVFAIL)
        return answer

    with (
        server(failing) as (probe, _),
        pytest.raises(Unanswered, match=r"cannot say anything of example\.test"),
    ):
        probe.records("example.test", "TXT")


def test_after_two_names_without_an_answer_nobody_waits_for_a_third() -> None:
    with server(lambda _: None, patience=0.2) as (probe, asked):
        for name in ("one.test", "two.test"):
            with pytest.raises(Unanswered, match="no DNS server answers"):
                probe.records(name, "TXT")
        before = time.monotonic()
        with pytest.raises(Unanswered, match="no DNS server answers"):
            probe.records("three.test", "TXT")
        assert time.monotonic() - before < 0.1
        assert "three.test." not in asked


def test_one_slow_name_does_not_silence_the_rest() -> None:
    def slow(query: dns.message.Message) -> dns.message.Message | None:
        return None if "slow" in query.question[0].name.to_text() else from_zone(query)

    with server(slow, patience=0.2) as (probe, _):
        for _ in range(3):
            with pytest.raises(Unanswered):
                probe.records("slow.test", "TXT")
            assert probe.records("example.test", "A") == ("192.0.2.7",)


@pytest.mark.parametrize("name", ["a..test", f"{'x' * 70}.test"])
def test_a_name_that_is_none_is_told(name: str) -> None:
    with server(from_zone) as (probe, asked):
        with pytest.raises(Unanswered, match="no usable answer"):
            probe.records(name, "TXT")
        assert asked == []


def test_where_nobody_listens_there_is_no_answer() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    with pytest.raises(Unanswered):
        Dns(["127.0.0.1"], port, 0.2).records("example.test", "TXT")
