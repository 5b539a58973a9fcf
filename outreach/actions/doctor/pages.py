"""Whether the pages that links in messages lead to can be reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from outreach.actions.doctor.check import Check, Group, Status
from outreach.ports import Page, Probe, Unanswered

NOWHERE = ("localhost", ".localhost", ".local", ".internal", ".lan", ".test", ".invalid")
"""Names that mean nothing outside of one network (RFC 6761, RFC 6762, and ICANN's `.internal`)."""
SERVER_ERROR = 500
REMEDY = "correct `public_url:` in config/outreach.yaml, or leave it out: links are then mail addresses"
_pages = partial(Check, Group.PAGES, "public_url")


@dataclass(frozen=True, slots=True)
class Pages:
    """The address of the pages, empty where there are none, and what it answered; None: it was not asked."""

    url: str = ""
    answer: Page | Unanswered | None = None


def look_at_pages(url: str | None, probe: Probe, *, offline: bool) -> Pages:
    """Ask the pages' address with HEAD, which changes nothing."""
    if offline or not url or _wrong(url):
        return Pages(url or "")
    try:
        return Pages(url, probe.head(url))
    except Unanswered as error:
        return Pages(url, error)


def judge_pages(pages: Pages) -> Iterator[Check]:
    """How the pages stand."""
    if not pages.url:
        yield _pages(Status.OK, "not set, so links to answer, vote or leave are mail addresses")
    elif wrong := _wrong(pages.url):
        yield _pages(Status.ERROR, wrong, REMEDY)
    elif isinstance(pages.answer, Unanswered):
        said = f"{pages.url} could not be reached from this machine: {pages.answer}"
        yield _pages(
            Status.WARNING, said, "open it from another network; if it fails there too, mend the server"
        )
    elif pages.answer is None:
        yield _pages(Status.UNKNOWN, f"{pages.url} is written rightly, and not asked with --offline")
    else:
        yield _answered(pages.url, pages.answer)


def _wrong(url: str) -> str:
    """What is wrong with an address as it is written; empty where nothing is."""
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return f"{url} is no address of a web page"
    if parts.scheme != "https":
        return f"{url} does not begin with https://, which leaving a list with one click needs (RFC 8058)"
    if parts.username or parts.password:
        return "holds a name or a password before the @, which every reader would see"
    if parts.query or parts.fragment:
        return f"{url} goes on after a ? or #; links are made by adding to its end"
    if host == NOWHERE[0] or host.endswith(NOWHERE[1:]) or ("." not in host.strip("[]") and ":" not in host):
        return f"{url} cannot be reached from outside of your own network"
    return f"{url} cannot be reached from outside of your own network" if _is_private(host) else ""


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _answered(url: str, page: Page) -> Check:
    elsewhere = urlsplit(page.location).hostname
    if elsewhere and elsewhere != urlsplit(url).hostname:
        said = f"{url} sends its readers on to {elsewhere}; leaving with one click does not follow (RFC 8058)"
        return _pages(Status.WARNING, said, f"write the address that answers itself, at {elsewhere}")
    if page.status >= SERVER_ERROR:
        said = f"{url} answers that it is out of order ({page.status})"
        return _pages(Status.WARNING, said, "see that the server behind it runs")
    return _pages(Status.OK, f"{url} answers")
