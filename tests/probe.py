"""A machine and a network that say what a test wants them to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach.ports import Disk, Known, Page, RecordKind, SecretsFile, Store, Unanswered, Visited, ZoneData

WELL = "v=spf1 include:relay.test -all"
DOMAIN = "partnerships.example.org"
KEY = "v=DKIM1; k=rsa; p=" + "A" * 392
"""A key of 2,048 bits as it stands in DNS (294 bytes)."""
SOUND: Mapping[tuple[str, RecordKind], tuple[str, ...]] = {
    (DOMAIN, "TXT"): (WELL, "some-site-verification=1"),
    ("relay.test", "TXT"): ("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",),
    (f"google._domainkey.{DOMAIN}", "TXT"): (KEY,),
    (f"_dmarc.{DOMAIN}", "TXT"): ("v=DMARC1; p=none",),
    (DOMAIN, "MX"): ("mx.relay.test",),
}
"""What DNS says of a domain whose mail is believed."""


@dataclass
class FakeProbe:
    """Everything is well unless a test says otherwise. `asked` are the names that DNS was asked for."""

    dns: Mapping[tuple[str, RecordKind], tuple[str, ...]] = field(default_factory=lambda: SOUND)
    silent: bool = False
    page: Page | Unanswered = field(default_factory=lambda: Page(200))
    secrets: SecretsFile | None = field(
        default_factory=lambda: SecretsFile(0o600, tracked=False, ignored=True)
    )
    zones: ZoneData = field(default_factory=lambda: ZoneData("", "2026b", "2026b", knows_2026=True))
    space: Disk = field(default_factory=lambda: Disk("/srv/partnerships/var", 50_000_000_000, writable=True))
    kept: Store = field(default_factory=lambda: Store("sqlite", "outreach.db", True, 250_000, "0003", "wal"))
    asked: list[tuple[str, RecordKind]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def records(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """What DNS says."""
        self.asked.append((name, kind))
        if self.silent:
            raise Unanswered("no DNS server answers")
        return self.dns.get((name, kind), ())

    def head(self, url: str) -> Page:
        """What a web address answers."""
        self.heads.append(url)
        if isinstance(self.page, Unanswered):
            raise self.page
        return self.page

    def whom(self, channel: Known) -> str:
        """Whom a provider takes us for."""
        return channel.account()

    def visit(self, inbox: Visited) -> str:
        """What is found in an inbox."""
        return inbox.visit()

    def secrets_file(self) -> SecretsFile | None:
        """How `.env` is kept."""
        return self.secrets

    def zone_data(self) -> ZoneData:
        """The time-zone data in use."""
        return self.zones

    def disk(self) -> Disk:
        """The disk."""
        return self.space

    def store(self) -> Store:
        """The database."""
        return self.kept


def saying(**more: str | tuple[str, ...]) -> dict[tuple[str, RecordKind], tuple[str, ...]]:
    """The records of a sound domain, other texts for some: `spf`, `dmarc`, `dkim`, `mx`; empty for none."""
    names: dict[str, tuple[str, RecordKind]] = {
        "spf": (DOMAIN, "TXT"), "dmarc": (f"_dmarc.{DOMAIN}", "TXT"), "mx": (DOMAIN, "MX"),
        "dkim": (f"google._domainkey.{DOMAIN}", "TXT"),
    }  # fmt: skip
    other = {names[each]: (said,) if isinstance(said, str) else said for each, said in more.items()}
    return dict(SOUND) | other
