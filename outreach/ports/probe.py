"""The door to the machine and the network around it: what `doctor` looks up, changing nothing."""

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from outreach.ports.channel import Channel, NotSent

RecordKind = Literal["TXT", "MX", "CNAME", "A", "AAAA"]


class Unanswered(Exception):  # noqa: N818
    """It could not be looked up, so nothing is known either way; the text says why, to a person."""


@runtime_checkable
class Known(Protocol):
    """A channel that is somebody's account at a provider."""

    def account(self) -> str:
        """Whom the provider takes us for, without sending anything.

        Raises:
            NotSent: the provider cannot be reached now, or does not know us.
            Refused: the provider does not want us.
            Uncertain: the provider's answer was lost.
        """


@runtime_checkable
class Visited(Protocol):
    """An inbox that can be looked into without reading it."""

    def visit(self) -> str:
        """Go there, look whether all that is to be read is there, and leave; what was found, in words.

        Raises:
            NotReached: it cannot be read now; with the remedy.
            UsageError: what the settings hold for it is wrong.
        """


def whom(channel: Channel) -> str:
    """Whom the provider of a channel takes us for.

    Raises:
        NotSent: there is nobody to ask, or as the channel raises it, and what else that raises.
    """
    if isinstance(channel, Known):
        return channel.account()
    raise NotSent(f"{channel.name} cannot be asked whom it takes us for", scope="channel")


@dataclass(frozen=True, slots=True)
class Page:
    """What a web address answered: the status of HTTP, and where it sends the reader (a URL), or empty."""

    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk under the installation's own folder: `free` in bytes, and whether we may write there."""

    folder: str
    free: int
    writable: bool


@dataclass(frozen=True, slots=True)
class SecretsFile:
    """How `.env` is kept: its mode bits; whether git has it, and ignores it (None where there is no git)."""

    mode: int
    tracked: bool | None = None
    ignored: bool | None = None


@dataclass(frozen=True, slots=True)
class ZoneData:
    """The time-zone data that Python uses (PEP 615: the system's, where there is any, before the package's).

    `folder` is where the system's lie, empty where the package `tzdata` is used. `version` is that in use as
    IANA names it (`2026b`), empty where it does not say; `packaged` that of the package, or empty.
    `knows_2026` tells whether British Columbia has stopped changing its clocks, as it did in 2026.
    """

    folder: str
    version: str
    packaged: str
    knows_2026: bool


@dataclass(frozen=True, slots=True)
class Store:
    """The database as a file: `size` in bytes; `form` the revision of its tables, `journal` SQLite's mode.

    `exists` is False before the first run. `faults` are SQLite's own words about damage. `whole` is False
    where it was too large to be looked through. A database on a server has only its `kind`.
    """

    kind: Literal["sqlite", "memory", "server"]
    where: str = ""
    exists: bool = True
    size: int = 0
    form: str = ""
    journal: str = ""
    faults: tuple[str, ...] = ()
    whole: bool = True


class Probe(Protocol):
    """What can be looked up. Whatever asks the network ends within seconds."""

    def records(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """What DNS says of a name; empty where it says that there is nothing.

        A TXT record is one text, its pieces joined; MX are host names, the preferred first, and `""` for the
        null MX of RFC 7505; names are without their last dot.

        Raises:
            Unanswered: no DNS server said anything either way.
        """

    def head(self, url: str) -> Page:
        """What a HEAD request is answered, redirections not followed.

        Raises:
            Unanswered: nothing answered, or not with a certificate that can be trusted.
        """

    def whom(self, channel: Known) -> str:
        """Whom a provider takes us for; raises what `account` raises.

        Raises:
            Unanswered: it takes too long.
        """

    def visit(self, inbox: Visited) -> str:
        """What is found in an inbox; raises what its `visit` raises.

        Raises:
            Unanswered: it takes too long.
        """

    def secrets_file(self) -> SecretsFile | None:
        """How `.env` is kept; None where there is none."""

    def zone_data(self) -> ZoneData:
        """The time-zone data in use."""

    def disk(self) -> Disk:
        """The disk that the ledger and the outbox lie on."""

    def store(self) -> Store:
        """The database, looked at without opening it for writing."""
