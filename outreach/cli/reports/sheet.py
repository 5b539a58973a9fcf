"""A report as CSV: a line for each campaign, safe to open in a spreadsheet, and names of nobody."""

import csv
import io
from collections.abc import Iterator

from outreach.actions.export_people import guarded
from outreach.actions.report.figures import CampaignFigures, Report
from outreach.core.history import Status

COLUMNS = (
    "campaign", "title", "kind", "partnership", "from", "to", "sent", "bounced", "failed", "missed",
    "skipped", "unknown", "held", "waiting", "written_to", "replied", "replied_of_them", "reply_rate",
    "median_hours_to_reply", "voted", "unsubscribed", "complained", "posts", "calls", "event_starts",
    "businesses_hoped_for", "invited", "accepted", "tentative", "declined", "no_answer",
    "businesses_accepted", "came", "businesses_came", "walk_ins", "no_shows", "absent", "show_rate",
    "waivers",
)  # fmt: skip
ENDED = (Status.FAILED, Status.MISSED, Status.SKIPPED, Status.UNKNOWN, Status.HELD)


def sheet(report: Report) -> str:
    """The campaigns as CSV (RFC 4180). Write it to a file as `utf-8-sig`, so that Excel reads accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(each) for each in _row(report, campaign)] for campaign in report.campaigns)
    return text.getvalue()


def _row(report: Report, each: CampaignFigures) -> Iterator[str | int | float | None]:
    delivered, heard = each.delivered, each.heard
    yield from (each.id, each.title, each.kind, each.partnership)
    yield from (report.scope.first.isoformat(), report.scope.last.isoformat())
    yield from (delivered.sent, delivered.bounced, *map(delivered.count, ENDED), delivered.waiting)
    yield from (heard.written_to, heard.replied, heard.replied_of_them, each.reply_rate, each.hours_to_reply)
    yield from (heard.voted, heard.unsubscribed, heard.complained, each.posts, each.calls)
    yield from _event(each)
    yield each.waivers


def _event(each: CampaignFigures) -> Iterator[str | int | float | None]:
    """The event's cells; empty where there is none, and what nobody has recorded where there is."""
    held = each.meeting
    if held is None:
        yield from [None] * 14
        return
    yield from (held.starts.isoformat(), held.hoped_for, held.invited, held.accepted, held.tentative)
    yield from (held.declined, held.no_answer, held.businesses_accepted)
    came = (held.came, held.businesses_came, held.walk_ins, held.no_shows, held.absent, held.show_rate)
    yield from came if held.recorded else [None] * len(came)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return f"{value:.4f}" if isinstance(value, float) else str(value)
