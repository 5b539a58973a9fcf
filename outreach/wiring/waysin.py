"""The ways in: every inbox that is set up, and what watches a mailbox."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from outreach.inbox.bluesky import BlueskyMentions
from outreach.inbox.files import Files
from outreach.inbox.imap import EVERYTHING, USUAL, Imap, Watch
from outreach.inbox.mastodon import MastodonMentions
from outreach.inbox.seldom import Seldom
from outreach.inbox.sendgrid import Spool
from outreach.inbox.x import XMentions
from outreach.ports import Inbox, Ledger, SentFolder
from outreach.wiring.clock import SystemClock, now
from outreach.wiring.room import Room, spool
from outreach.wiring.waysout import provider

FIRST_LOOK = timedelta(days=30)
"""Of a mailbox that is read for the first time, what came earlier is left alone."""
EVERY = {"x": timedelta(minutes=15), "bluesky": timedelta(minutes=20)}
"""How often mentions are read. X bills by what is read; at Bluesky each pass signs in anew, which it allows
300 times a day ("Rate Limits"), and is said to end after 100 (issue 183 of bluesky-social/bsky-docs).
"""


def inboxes(place: Room, ledger: Ledger, *, at_once: bool = False) -> tuple[Inbox, ...]:
    """Every inbox that is set up, none of them connected to anything yet; `at_once` reads all of it, now."""
    house, secrets, clock = place.house, place.settings.secrets, SystemClock()
    found: list[Inbox] = []
    if secrets.imap_url:
        since, bounds = now().date() - FIRST_LOOK, EVERYTHING if at_once else USUAL
        found.append(
            Imap(secrets.imap_url, house.inbox.folders, house.inbox.sent, since=since, bounds=bounds)
        )
    if secrets.sendgrid_webhook_key or secrets.sendgrid_inbound_secret:
        found.append(
            Spool(
                spool(place.root).folder,
                key=secrets.sendgrid_webhook_key,
                secret=secrets.sendgrid_inbound_secret,
            )
        )
    chosen = house.channels.model_dump()
    ours = (network for network in house.inbox.networks if chosen[network] == network)
    for network in ours:
        mentions = _mentions(network, provider(network, place, clock))
        every = timedelta() if at_once else EVERY.get(network, timedelta())
        found.append(Seldom(mentions, every, now, ledger.noted, ledger.note) if every else mentions)
    return tuple(found)


def sent_folder(place: Room, ways_in: tuple[Inbox, ...]) -> SentFolder | None:
    """The folder that keeps what people send from the mailbox, where the settings name one."""
    mailboxes = (each for each in ways_in if isinstance(each, Imap))
    return next(mailboxes, None) if place.house.inbox.sent else None


def _mentions(network: str, account: Any) -> Inbox:  # noqa: ANN401 - each network's own
    if network == "mastodon":
        return MastodonMentions(account)
    return BlueskyMentions(account) if network == "bluesky" else XMentions(account)


def files(path: Path) -> Files:
    """An inbox of mails that lie in a file or a folder."""
    return Files(path)


def watch(place: Room, wake: Callable[[], object]) -> Watch | None:
    """What calls `wake` as soon as a mail comes into the mailbox; None where there is no mailbox to watch."""
    url, folders = place.settings.secrets.imap_url, place.house.inbox.folders
    return Watch(url, folders[0], wake) if url and folders else None
