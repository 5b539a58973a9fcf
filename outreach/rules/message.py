"""The rules that look once more at each real message, for a reader whose own details make it differ."""

import re
from collections.abc import Iterator
from html import unescape

from outreach.core.campaign import Step
from outreach.core.house import House
from outreach.core.message import Email
from outreach.rules.families.letters.leaving import WayOut, leaving_fault
from outreach.rules.families.letters.letters import SubjectLine, subject_fault
from outreach.rules.families.letters.missing import NothingMissing
from outreach.rules.reading.addresses import link_fault

_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')


def faults(house: House, step: Step, email: Email, *, is_change: bool) -> Iterator[tuple[str, str]]:
    """What keeps one message from going out: the code of the rule, and why. Waivers are the caller's matter.

    Args:
        house: its settings.
        step: the step it is of.
        email: the message as it would leave.
        is_change: whether it tells of a change of the event, under a subject of ours.
    """
    if not is_change and (wrong := subject_fault(house, email.subject)) is not None:
        yield SubjectLine.code, wrong
    if step.is_list_mail and (wrong := leaving_fault(house, email.text, email.html, email.unsubscribe)):
        yield WayOut.code, wrong
    for address in dict.fromkeys(_LINK.findall(email.html)):
        if (wrong := link_fault(unescape(address))) is not None:
            yield NothingMissing.code, f"a link in it {wrong}"
