"""Looking names up in DNS, with dnspython."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from outreach.ports import RecordKind, Unanswered

if TYPE_CHECKING:
    from dns.resolver import Resolver

SILENT = 2
"""So many names in a row without any answer: nobody is there, and the rest need not be waited for."""


@dataclass(slots=True)
class Dns:
    """The resolver of this machine (`/etc/resolv.conf`), or the servers given.

    `patience` is how many seconds one name may take. After two that took longer nothing more is asked.
    """

    servers: Sequence[str] = ()
    port: int = 53
    patience: float = 5.0
    _unheard: int = 0
    _resolver: "Resolver | None" = field(default=None, repr=False)

    def records(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """What DNS says of a name, as `ports.Probe.records` tells it.

        Raises:
            Unanswered: no server said anything either way.
        """
        import dns.exception  # noqa: PLC0415 - 100 ms that only doctor pays
        import dns.resolver  # noqa: PLC0415

        if self._unheard >= SILENT:
            raise Unanswered("no DNS server answers")
        try:
            answer = self._ready().resolve(name, kind, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            answer = None
        except dns.exception.Timeout:
            self._unheard += 1
            raise Unanswered("no DNS server answers") from None
        except dns.resolver.NoNameservers:
            raise Unanswered(f"the DNS servers cannot say anything of {name}") from None
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            raise Unanswered(f"DNS gave no usable answer for {name} ({type(error).__name__})") from None
        self._unheard = 0
        return _told(answer.rrset, kind) if answer is not None and answer.rrset is not None else ()

    def _ready(self) -> "Resolver":
        import dns.resolver  # noqa: PLC0415

        if self._resolver is None:
            try:
                self._resolver = dns.resolver.Resolver(configure=not self.servers)
            except dns.resolver.NoResolverConfiguration:
                raise Unanswered("this machine names no DNS server (/etc/resolv.conf)") from None
            if self.servers:
                self._resolver.nameservers = list(self.servers)
                self._resolver.port = self.port
            self._resolver.timeout = min(self._resolver.timeout, self.patience)
            self._resolver.lifetime = self.patience
        return self._resolver


def _told(rrset: Any, kind: RecordKind) -> tuple[str, ...]:  # noqa: ANN401 - dnspython's records have no common type
    """The records as texts."""
    if kind == "TXT":
        # RFC 7208 section 3.3: the pieces of one record are joined without anything between them.
        return tuple(b"".join(each.strings).decode("utf-8", "replace") for each in rrset)
    if kind == "MX":
        preferred = sorted(rrset, key=lambda each: each.preference)
        return tuple(each.exchange.to_text(omit_final_dot=True).strip(".") for each in preferred)
    if kind == "CNAME":
        return tuple(each.target.to_text(omit_final_dot=True) for each in rrset)
    return tuple(each.address for each in rrset)
