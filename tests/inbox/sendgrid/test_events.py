"""What the Event Webhook tells, and what it comes to."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.core.history import Key
from outreach.inbox.sendgrid.events import NotUnderstood, reports
from tests.inbox.sendgrid.calls import NOW, batch, event
from tests.inbox.test_posts import ANYTHING


@pytest.mark.parametrize(
    ("told", "comes_to"),
    [
        (event("bounce", type="bounce", status="5.1.1", reason="550 5.1.1 no such user"), ("bounce", True)),
        (event("bounce", type="blocked", status="5.7.1", reason="550 blocked"), ("bounce", False)),
        (event("bounce", type="bounce", status="4.2.2", reason="452 mailbox full"), ("bounce", False)),
        (event("dropped", reason="Bounced Address"), ("bounce", True)),
        (event("dropped", reason="Invalid"), ("bounce", True)),
        (event("dropped", reason="Invalid SMTPAPI header"), ("bounce", False)),
        (event("dropped", reason="Spam Content"), ("bounce", False)),
        (event("dropped", reason="Recipient List over Package Quota"), ("bounce", False)),
        (event("dropped", reason="Unsubscribed Address"), ("unsubscribe", True)),
        (event("dropped", reason="Spam Reporting Address"), ("complaint", True)),
        (event("spamreport"), ("complaint", True)),
        (event("unsubscribe"), ("unsubscribe", True)),
        (event("group_unsubscribe", asm_group_id=10), ("unsubscribe", True)),
    ],
)
def test_an_event_comes_to_what_it_means_for_the_address(
    told: dict[str, Any], comes_to: tuple[str, bool]
) -> None:
    ((report, raw),) = reports(batch(told), NOW)
    assert (report.event, report.permanent) == comes_to
    assert report.key == Key("spring", "invite", "once", "bm-1")
    assert (report.recipient, report.id) == ("bm-1@example.org", told["sg_event_id"])
    assert report.at == datetime(2027, 3, 22, 14, 59, tzinfo=UTC)
    assert report.reason == told.get("reason", "")
    assert json.loads(raw) == told


@pytest.mark.parametrize(
    "kind",
    ["processed", "delivered", "deferred", "open", "click", "group_resubscribe", "account_status_change"],
)
def test_what_says_nothing_of_the_address_is_passed_over(kind: str) -> None:
    assert reports(batch(event(kind)), NOW) == []


def test_a_message_that_is_not_ours_to_name_has_no_key() -> None:
    for delivery in (None, "", "spring/invite", "a/b/c/d/e", "//", 4, "x" * 10_000):
        ((report, _),) = reports(batch(event("bounce", delivery=delivery)), NOW)
        assert report.key is None


def test_an_event_without_an_id_has_one_made_of_what_it_says() -> None:
    told = event("bounce", sg_event_id=None)
    ((one, _),) = reports(batch(told), NOW)
    ((again, _),) = reports(batch(dict(reversed(told.items())) | told), NOW)
    ((other, _),) = reports(batch({**told, "email": "bm-2@example.org"}), NOW)
    assert len(one.id) == 64
    assert one.id != other.id
    assert again.id


@pytest.mark.parametrize(
    "stamp", [None, "soon", 10**30, -(10**30), True, float("nan"), NOW.timestamp() + 900]
)
def test_an_event_of_no_date_or_one_to_come_is_of_the_moment_it_came_in(stamp: object) -> None:
    ((report, _),) = reports(batch(event("bounce", timestamp=stamp)), NOW)
    assert report.at <= NOW
    assert report.at.tzinfo is UTC


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"null", b"[" * 100_000, b"\xff", b'[{"event": 1' + b"1" * 5_000 + b"}]", b"not json"],
)
def test_what_is_no_list_of_events_is_not_understood(body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        reports(body, NOW)


@given(
    some.lists(
        some.dictionaries(some.sampled_from([*event("bounce"), "type", "reason"]), ANYTHING) | ANYTHING
    )
)
def test_whatever_stands_in_events_the_one_behind_them_is_read(odd: list[Any]) -> None:
    found = reports(batch(*odd, event("spamreport")), NOW)
    assert found[-1][0].event == "complaint"
