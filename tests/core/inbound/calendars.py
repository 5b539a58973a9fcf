"""Answers of calendars as the programs that people use write them, and the mail they come in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from outreach.core.inbound.itip import calendar_reply
from outreach.core.inbound.nouns import CalendarReply, Mail, Part
from outreach.core.message import Mailbox

UID = "spring-abcdefghijkl@partnerships.example.org"
ANN, OURS = "ann@example.org", "hello@partnerships.example.org"
WRITTEN = datetime(2027, 2, 5, 16, 40, 12, tzinfo=UTC)
CAME = WRITTEN + timedelta(seconds=9)
STAMP = datetime(2027, 2, 5, 16, 40, 1, tzinfo=UTC)

GOOGLE = f"""\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20270318T150000Z
DTEND:20270318T170000Z
DTSTAMP:20270205T164001Z
ORGANIZER;CN=Example Sector Partnerships:mailto:{OURS}
UID:{UID}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ann Own
 er;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="It&#39\\;s a pleasure, see you there":
 mailto:{ANN}
CREATED:20270204T160003Z
DESCRIPTION:Will you join us?
LAST-MODIFIED:20270205T164001Z
LOCATION:Hall
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Spring meeting
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
EXCHANGE_ZONE = """\
BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0600
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0600
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
EXCHANGE = f"""\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
{EXCHANGE_ZONE.format(zone="Mountain Standard Time")}BEGIN:VEVENT
ATTENDEE;PARTSTAT=DECLINED;CN=Ann Owner:mailto:{ANN}
COMMENT;LANGUAGE=en-US:We pour concrete that day.\\n
UID:{UID}
SUMMARY;LANGUAGE=en-US:Declined: Spring meeting
DTSTART;TZID=Mountain Standard Time:20270318T090000
DTEND;TZID=Mountain Standard Time:20270318T110000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20270205T164001Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:1
LOCATION;LANGUAGE=en-US:Hall
X-MICROSOFT-CDO-APPT-SEQUENCE:1
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = f"""\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REPLY
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=TENTATIVE:mailto:{ANN}
CLASS:PUBLIC
CREATED:20270205T164001Z
DTEND:20270318T170000Z
DTSTAMP:20270205T164001Z
DTSTART:20270318T150000Z
LAST-MODIFIED:20270205T164001Z
LOCATION:Hall
PRIORITY:5
SEQUENCE:0
SUMMARY;LANGUAGE=en-us:Tentative: Spring meeting
TRANSP:OPAQUE
UID:{UID}
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
END:VEVENT
END:VCALENDAR
"""
APPLE = f"""\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.4//EN
CALSCALE:GREGORIAN
VERSION:2.0
BEGIN:VEVENT
DTSTAMP:20270205T164001Z
SUMMARY:Spring meeting
SEQUENCE:0
ORGANIZER;CN="Example Sector Partnerships";EMAIL="{OURS}":mailto:{OURS}
ATTENDEE;CN="Owner, Ann";CUTYPE=INDIVIDUAL;EMAIL="{ANN}";PARTSTAT=ACCEPTED;
 ROLE=REQ-PARTICIPANT:/aMTIzNDU2Nzg5MDEyMzQ1Njc/principal/
UID:{UID}
X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="mailto:{ANN}":Glad to come
END:VEVENT
END:VCALENDAR
"""
ZIMBRA = f"""\
BEGIN:VCALENDAR
PRODID:Zimbra-Calendar-Provider
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:{UID}
SUMMARY:Accept: Spring meeting
ATTENDEE;CN=Ann Owner;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:{ANN}
ORGANIZER;CN=Example Sector Partnerships:mailto:{OURS}
DTSTART;TZID="America/Denver":20270318T090000
DTEND;TZID="America/Denver":20270318T110000
STATUS:CONFIRMED
CLASS:PUBLIC
TRANSP:OPAQUE
LAST-MODIFIED:20270205T164001Z
DTSTAMP:20270205T164001Z
SEQUENCE:0
COMMENT:See you\\, and thanks
END:VEVENT
END:VCALENDAR
"""
NEXTCLOUD = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Nextcloud/Nextcloud CalDAV Server//EN
METHOD:REPLY
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT=Two of us;X-NUM-GUESTS=1:mailto:{ANN}
ORGANIZER:mailto:{OURS}
UID:{UID}
SEQUENCE:0
REQUEST-STATUS:2.0;Success
DTSTAMP:20270205T164001Z
COMMENT:Two of us
END:VEVENT
END:VCALENDAR
"""
THUNDERBIRD = f"""\
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20270205T163955Z
LAST-MODIFIED:20270205T164001Z
DTSTAMP:20270205T164001Z
UID:{UID}
SUMMARY:Spring meeting
ORGANIZER;CN=Example Sector Partnerships:mailto:{OURS}
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=DECLINED;ROLE=REQ-PARTICIPANT;CN=Ann Owner:mailto:{ANN}
DTSTART:20270318T150000Z
DTEND:20270318T170000Z
SEQUENCE:0
END:VEVENT
END:VCALENDAR
"""
LOTUS = f"""\
BEGIN:VCALENDAR
X-LOTUS-CHARSET:UTF-8
VERSION:2.0
PRODID:-//Lotus Development Corporation//NONSGML Notes 9.0//EN_C
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20270318T150000Z
DTEND:20270318T170000Z
DTSTAMP:20270205T164001Z
SUMMARY:Accepted: Spring meeting
ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY=mailto:desk@example.org;CN="CN=Ann Owner/O=EXAMPLE":mailto:{ANN}
UID:{UID}
SEQUENCE:0
END:VEVENT
END:VCALENDAR
"""
COUNTER = EXCHANGE.replace("METHOD:REPLY", "METHOD:COUNTER").replace("DECLINED", "TENTATIVE")


def mail(ics: str | bytes, *, kind: str = "text/calendar", **more: Any) -> Mail:
    """A mail from ann with a calendar in it; lines end as they do in a mail."""
    content = ics.replace("\n", "\r\n").encode() if isinstance(ics, str) else ics
    part = Part(
        kind, content, **{name: more.pop(name) for name in ("name", "charset", "method") if name in more}
    )
    sender = more.pop("sender", Mailbox("Ann Owner", ANN))
    told = {"date": WRITTEN, "received": CAME} | more
    return Mail("<1@mail.example.org>", sender, "Accepted: Spring meeting", "", parts=(part,), **told)


def read(ics: str | bytes, **more: Any) -> CalendarReply:
    found = calendar_reply(mail(ics, **more))
    assert found is not None
    return found


def with_line(ics: str, start: str, line: str) -> str:
    """The calendar with another line in place of the one that begins so (and of what it goes on to)."""
    lines = ics.replace("\n ", "").splitlines()
    assert any(each.startswith(start) for each in lines)
    return "\n".join(
        line if each.startswith(start) else each for each in lines if line or not each.startswith(start)
    )


BOB = "ATTENDEE;PARTSTAT={}:mailto:bob@example.org"


def several(*lines: str) -> str:
    return with_line(GOOGLE, "ATTENDEE", "\n".join(lines))
