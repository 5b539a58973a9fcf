"""A report as one JSON document; docs/report.md says what each of its figures is."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from outreach.actions.report.faith import Left, Promise, Responses, Silent
from outreach.actions.report.figures import CampaignFigures, Delivered, Meeting, PartnershipFigures, Report
from outreach.cli.door import problems_json
from outreach.core.history import Status
from outreach.ports.reporting import Heard

NOTHING: dict[str, Any] = {
    "errors": [], "scope": None, "reach": None, "delivery": None, "replies": None, "timeline": [],
    "campaigns": [], "partnerships": [], "events": [], "cadence": [], "answers": None, "silence": None,
    "left": None, "waivers": [], "followups": [],
}  # fmt: skip
"""The document with nothing in it."""
DIGITS = 4


def document(report: Report) -> dict[str, Any]:
    """The whole of it. Shares are from 0 to 1, moments ISO 8601, `null` where there is nothing to tell."""
    return {
        **NOTHING,
        "errors": problems_json(report.problems),
        "scope": _scope(report),
        "reach": asdict(report.reach),
        "delivery": _delivered(report.delivered),
        "replies": _heard(report.heard, report.reply_rate) | {"median_hours": _round(report.hours_to_reply)},
        "timeline": _timeline(report),
        "campaigns": [_campaign(each) for each in report.campaigns],
        "partnerships": [_partnership(each) for each in report.partnerships],
        "events": [_meeting(each) for each in report.meetings],
        "cadence": [_promise(each) for each in report.promises],
        "answers": _responses(report.responses),
        "silence": _silence(report),
        "left": _leaving(report),
        "waivers": [asdict(each) | {"until": each.until.isoformat()} for each in report.waivers],
        "followups": [asdict(each) for each in report.errands],
    }


def _scope(report: Report) -> dict[str, Any]:
    scope = report.scope
    return {
        "title": scope.title,
        "partnership": scope.partnership or None,
        "campaign": scope.campaign or None,
        "from": scope.first.isoformat(),
        "to": scope.last.isoformat(),
        "made": scope.made.isoformat(),
    }


def _delivered(found: Delivered) -> dict[str, Any]:
    ended = (Status.FAILED, Status.MISSED, Status.SKIPPED, Status.UNKNOWN, Status.HELD)
    return {
        "sent": found.sent,
        "bounced": found.bounced,
        "bounce_rate": _round(found.bounce_rate),
        **{each.value: found.count(each) for each in ended},
        "waiting": found.waiting,
    }


def _heard(found: Heard, share: float | None) -> dict[str, Any]:
    return {
        "written_to": found.written_to,
        "replied": found.replied,
        "replied_of_them": found.replied_of_them,
        "rate": _round(share),
        "voted": found.voted,
        "unsubscribed": found.unsubscribed,
        "complained": found.complained,
    }


def _timeline(report: Report) -> list[dict[str, Any]]:
    counted = zip(report.parts, report.sent_by_part, report.replies_by_part, strict=True)
    return [
        {"from": part.first.isoformat(), "to": part.last.isoformat(), "sent": sent, "replies": replies}
        for part, sent, replies in counted
    ]


def _campaign(each: CampaignFigures) -> dict[str, Any]:
    return {
        "campaign": each.id,
        "title": each.title,
        "kind": each.kind or None,
        "partnership": each.partnership or None,
        "delivery": _delivered(each.delivered),
        "replies": _heard(each.heard, each.reply_rate) | {"median_hours": _round(each.hours_to_reply)},
        "posts": each.posts,
        "calls": each.calls,
        "waivers": each.waivers,
    }


def _partnership(each: PartnershipFigures) -> dict[str, Any]:
    return {
        "partnership": each.id,
        "name": each.name,
        "sent": each.sent,
        "written_to": each.heard.written_to,
        "replied_of_them": each.heard.replied_of_them,
        "events": each.meetings,
        "came": each.came,
        "updates_kept": each.updates_kept,
        "updates_owed": each.updates_owed,
    }


def _meeting(each: Meeting) -> dict[str, Any]:
    own = asdict(each) | {"starts": _moment(each.starts)}
    own |= {"businesses_hoped_for": own.pop("hoped_for")}
    return own | {"show_rate": _round(each.show_rate), "target_rate": _round(each.target_rate)}


def _promise(each: Promise) -> dict[str, Any]:
    done = each.done.isoformat() if each.done else None
    days = {"start": each.start.isoformat(), "due": each.due.isoformat(), "done": done}
    return asdict(each) | days | {"campaign": each.campaign or None, "partnership": each.partnership or None}


def _responses(found: Responses) -> dict[str, Any]:
    return {
        "answered": found.answered,
        "median_business_hours": _round(found.median),
        "p90_business_hours": _round(found.ninth),
        "hours_a_day": found.day,
        "within_one_business_day": found.in_one,
        "within_two_business_days": found.in_two,
        "later": found.later,
        "open": found.open,
        "overdue": found.overdue,
        "oldest_open": found.oldest_open.isoformat() if found.oldest_open else None,
    }


def _silence(report: Report) -> dict[str, Any]:
    found = report.silence
    return {
        "written_to": found.written_to,
        "silent": found.silent,
        "key_people": found.key,
        "people": [_silent(each) for each in found.listed],
    }


def _silent(each: Silent) -> dict[str, Any]:
    return {
        "id": each.contact.id,
        "name": each.contact.name,
        "organisation": each.contact.organisation,
        "key": each.contact.key,
        "messages": each.messages,
        "since": each.since.isoformat(),
        "days": each.days,
        "recruiter": each.recruiter or None,
    }


def _leaving(report: Report) -> dict[str, Any]:
    counts = {why.value: count for why, count in report.leaving.counts.items()}
    return {"counts": counts, "people": [_left(each) for each in report.leaving.listed]}


def _left(each: Left) -> dict[str, Any]:
    name = each.contact.name
    return {"id": each.contact.id, "name": name, "why": each.why.value, "on": each.on.isoformat()}


def _moment(when: datetime) -> str:
    return when.isoformat()


def _round(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DIGITS)
