"""`ports.Probe` on the real machine and the real network."""

from dataclasses import dataclass, field
from pathlib import Path

from outreach.ports import Disk, Known, Page, RecordKind, SecretsFile, Store, Visited, ZoneData
from outreach.probing.asking import asked
from outreach.probing.database import store
from outreach.probing.dns import Dns
from outreach.probing.machine import disk, secrets_file, zone_data
from outreach.probing.web import head


@dataclass(frozen=True, slots=True)
class RealProbe:
    """What can be looked up from the workspace at `root`.

    `patience` is how many seconds a web address or a provider may take; DNS has its own. `database_url` is a
    SQLAlchemy URL, and may hold a password.
    """

    root: Path
    database_url: str = field(repr=False)
    patience: float = 10.0
    dns: Dns = field(default_factory=Dns)

    def records(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """What DNS says of a name."""
        return self.dns.records(name, kind)

    def head(self, url: str) -> Page:
        """What a HEAD request is answered."""
        return head(url, self.patience)

    def whom(self, channel: Known) -> str:
        """Whom a provider takes us for."""
        return asked(channel.account, self.patience)

    def visit(self, inbox: Visited) -> str:
        """What is found in an inbox."""
        return asked(inbox.visit, self.patience)

    def secrets_file(self) -> SecretsFile | None:
        """How `.env` is kept."""
        return secrets_file(self.root)

    def zone_data(self) -> ZoneData:
        """The time-zone data in use."""
        return zone_data()

    def disk(self) -> Disk:
        """The disk that the ledger and the outbox lie on."""
        return disk(self.root / "var")

    def store(self) -> Store:
        """The database, looked at without opening it for writing."""
        return store(self.database_url)
