"""Send-test: one marked message through the real way out, that nobody could take for the real one."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from outreach.actions.composing.views import SPECIMEN
from outreach.actions.preview import looked_up, somebody
from outreach.actions.running.ways import Answer, Ways
from outreach.actions.world import World
from outreach.core.campaign import Campaign, Step
from outreach.core.deciding import SUPPRESSED
from outreach.core.errors import UsageError
from outreach.core.fields import ADDRESS, CONTROL
from outreach.core.history import Key
from outreach.core.message import Email, Invite, Mailbox, message_id
from outreach.core.people import Standing
from outreach.core.plan import Touch
from outreach.core.shortlist import NOT_LISTED
from outreach.core.tokens import reference
from outreach.ports import NotSent, Receipt

MARK = "[Test] "
FOLDER = "test"
"""Where the outbox keeps tests; with a blank part in its key no delivery has such a name."""
BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
BANNER = (
    '<p style="margin:0 0 20px;padding:12px 16px;background:#fff3cd;color:#533f03;'
    'font:14px/1.4 sans-serif;text-align:left">{}</p>'
)
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Tested:
    """The message as it was sent, and what became of it."""

    email: Email
    answer: Answer


def send_test(world: World, campaign: str, step: str, occurrence: str, address: str,
              reader: str, now: datetime) -> Tested:  # fmt: skip
    """Send one step and occurrence to an address, as `reader` (else one who stands in) would get it.

    The ledger learns of no delivery. It counts as one message where the provider has a limit, and where the
    provider had been left alone and takes it, the next run goes on.

    Raises:
        UsageError: there is no such step, it is no e-mail, or that address must not be written to.
        NotUnderstoodError, NotWrittenError: the text cannot be made.
    """
    _see_that_it_may(world, address)
    email = tested(world, campaign, step, occurrence, address, reader, now)
    ways = Ways(world, [], now)
    if not ways.allow("email", 1, now):
        return Tested(email, NotSent(ways.reached("email"), scope="channel"))
    try:
        (answer,) = ways.carry("email", [email])
    finally:
        ways.hang_up()
    if isinstance(answer, Receipt):
        ways.heard("email", answer, now)
    return Tested(email, answer)


def tested(world: World, campaign: str, step: str, occurrence: str, address: str,
           reader: str, now: datetime) -> Email:  # fmt: skip
    """The marked message; raises what `send_test` does."""
    composer, touches, schedule, history = looked_up(world, campaign, step, occurrence, now)
    touch = touches[0]
    _see_that_it_is_mail(touch.campaign, touch.step)
    contact = somebody(world, reader) if reader else replace(SPECIMEN, email=address)
    key = Key(FOLDER, campaign, f"{step}@{touch.occurrence}", contact.id)
    email = composer.email(touch, schedule, history, contact, touch.due or now, key)
    return marked(email, touch, address, now, world.secret)


def marked(email: Email, touch: Touch, address: str, now: datetime, secret: bytes) -> Email:
    """A message as a test of a touch, to that address: pure.

    Its Message-ID is one of its own each time, for mail programs show a second message of one id to nobody.
    """
    domain = email.sender.address.rpartition("@")[2]
    once = replace(email.key, recipient=f"{address}@{now.isoformat()}")
    said = _banner(touch, has_entry=email.invite is not None)
    return replace(
        email,
        to=Mailbox("", address),
        subject=f"{MARK}{email.subject}",
        text=f"{said}\n\n{email.text}",
        html=_with_banner(email.html, said),
        date=now,
        message_id=message_id(once, secret, domain),
        feedback_id="",
        auto_generated=True,
        is_test=True,
        invite=_own_entry(email.invite, email.key, address, now, domain) if email.invite else None,
    )


def _own_entry(invite: Invite, key: Key, address: str, now: datetime, domain: str) -> Invite:
    """A calendar entry that is the test's own; the next test of the step, or of its end, takes its place.

    Its SEQUENCE is counted in minutes, so that it rises from test to test (RFC 5545, 3.8.7.4).
    """
    first = replace(key, occurrence=key.occurrence.partition("+")[0], recipient=address.lower())
    return replace(
        invite,
        uid=f"test-{reference(first)}@{domain}",
        sequence=int(now.timestamp()) // MINUTE,
        stamp=now,
        title=f"{MARK}{invite.title}",
        attendee=Mailbox("", address),
    )


def _banner(touch: Touch, *, has_entry: bool) -> str:
    what = touch.step.id if touch.occurrence == "once" else f"{touch.step.id} ({touch.occurrence})"
    words = (
        f'This is a test of the step "{what}" of "{touch.campaign.title}". Nobody else has got it, and its '
        "links change nothing."
    )
    return f"{words} Delete its calendar entry when you have seen it." if has_entry else words


def _with_banner(html: str, said: str) -> str:
    shown = BANNER.format(escape(said))
    body = BODY.search(html)
    return f"{html[: body.end()]}{shown}{html[body.end() :]}" if body else f"{shown}{html}"


def _see_that_it_may(world: World, address: str) -> None:
    if not ADDRESS.fullmatch(address) or CONTROL.search(address):
        raise UsageError("--to takes an e-mail address such as hello@example.org")
    if not world.house.may_write_to(address):
        raise UsageError(f"that address is {NOT_LISTED}; add it there, and try again")
    standing = world.ledger.standing(address)
    if standing is not Standing.OK:
        why = SUPPRESSED[standing]
        raise UsageError(f"nothing goes to that address any more (K001: {why}); give another")


def _see_that_it_is_mail(campaign: Campaign, step: Step) -> None:
    if step.is_mail:
        return
    looking = f"look at it with `outreach preview {campaign.id} {step.id}`"
    if step.send == "post":
        raise UsageError(f"{step.id} is a post, and a test of it would be public; {looking}")
    raise UsageError(f"{step.id} is a {step.send}, which a person does and nobody is sent; {looking}")
