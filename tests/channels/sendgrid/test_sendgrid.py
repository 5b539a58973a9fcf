"""E-mail through SendGrid: what is asked of it, and what its answers mean."""

import base64
import json
from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.channels.sendgrid import SendGrid, payload
from outreach.core.history import Key
from outreach.core.message import Attachment, Mailbox
from outreach.core.mime import to_bytes
from outreach.ports import NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels.messages import email, invitation
from tests.channels.sendgrid.description import wrong_with
from tests.channels.sendgrid.rig import JSON, KEY, PROVIDER, fair, make, wrong
from tests.channels.weather import Answer, Server, Weather

NAMES = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    "message",
    [
        email(),
        invitation(),
        email(attachments=(Attachment("recap.pdf", b"%PDF-1.7"), Attachment("list.csv", b"a,b"))),
        email(
            to=Mailbox("Smith, Jo; builder", "bm-1@example.org"), unsubscribe=(), one_click=False, list_id=""
        ),
        email(feedback_id="invite.spring:spring::0123456789ab", auto_generated=True),
        email(html=""),
    ],
)
def test_what_is_asked_is_what_sendgrid_describes(message: object) -> None:
    assert wrong_with(payload(message)) == []


@given(NAMES, NAMES.filter(lambda text: bool(text.strip())))
def test_whatever_people_type_as_names_and_subjects_can_be_asked(name: str, subject: str) -> None:
    message = email(
        to=Mailbox(name, "bm-1@example.org"), sender=Mailbox(name, "a@example.org"), subject=subject
    )
    assert wrong_with(payload(message)) == []


def test_the_headers_are_those_that_smtp_sends() -> None:
    message = email(feedback_id="invite.spring:spring::0123456789ab", auto_generated=True)
    written = message_from_bytes(to_bytes(message), policy=SMTP)
    asked = payload(message)["headers"]
    assert set(asked) == {
        "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "Auto-Submitted",
    }  # fmt: skip
    assert {name: str(written[name]) for name in asked} == asked


def test_an_invite_stands_last_among_the_texts_and_goes_along_as_a_file() -> None:
    body = payload(invitation())
    kinds = [each["type"] for each in body["content"]]
    assert kinds == ["text/plain", "text/html", "text/calendar; method=REQUEST"]
    calendar = body["content"][2]["value"]
    assert "METHOD:REQUEST" in calendar
    (file,) = body["attachments"]
    assert (file["filename"], file["type"], file["disposition"]) == (
        "invite.ics",
        "application/ics",
        "attachment",
    )
    assert base64.b64decode(file["content"]).decode() == calendar


def test_links_are_not_rewritten_and_nobody_is_tracked() -> None:
    settings = payload(email())["tracking_settings"]
    assert {name: each["enable"] for name, each in settings.items()} == {
        "click_tracking": False, "open_tracking": False, "subscription_tracking": False, "ganalytics": False,
    }  # fmt: skip
    assert settings["click_tracking"]["enable_text"] is False


def test_an_event_of_sendgrid_can_be_traced_to_the_message() -> None:
    message = replace(email(), key=Key("spring", "invite", "once+1", "bm-1"))
    body = payload(message)
    assert body["personalizations"][0]["custom_args"]["delivery"] == "spring/invite/once+1/bm-1"
    assert body["categories"] == ["invite", "spring"]


def test_a_step_called_like_its_campaign_is_one_category() -> None:
    message = replace(email(), key=Key("spring" * 60, "spring" * 60, "once", "bm-1"))
    assert payload(message)["categories"] == [("spring" * 60)[:255]]


def test_a_name_with_a_comma_is_quoted_since_sendgrid_does_not() -> None:
    person = payload(email(to=Mailbox('Jo "JJ" Smith, builder', "bm-1@example.org")))["personalizations"][0][
        "to"
    ]
    assert person == [{"email": "bm-1@example.org", "name": '"Jo \\"JJ\\" Smith, builder"'}]


def test_a_domain_beyond_ascii_is_asked_as_mail_servers_read_it() -> None:
    person = payload(email(to=Mailbox("", "jo@bücher.example")))["personalizations"][0]["to"]
    assert person == [{"email": "jo@xn--bcher-kva.example"}]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"to": Mailbox("", "jörg@example.org")}, "letters before the @"),
        ({"to": Mailbox("", "no address")}, "not an e-mail address"),
        ({"text": "", "html": ""}, "empty"),
    ],
)
def test_what_sendgrid_cannot_carry_is_told_before_it_is_asked(changes: dict[str, object], told: str) -> None:
    with pytest.raises(Unsupported, match=told):
        payload(email(**changes))


def test_a_message_that_was_taken_is_known_by_sendgrids_own_id() -> None:
    with PROVIDER.under(Weather.FAIR) as sky:
        assert make(sky.url).send(email()) == Receipt("mid-1")
        asked = sky.requests[0]
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["content-type"] == "application/json"


def test_in_the_sandbox_it_is_checked_and_not_delivered() -> None:
    with PROVIDER.under(Weather.FAIR) as sky:
        assert isinstance(SendGrid(KEY, sky.url, timeout=0.3, sandbox=True).send(email()), Receipt)
        assert json.loads(sky.requests[0].body)["mail_settings"] == {"sandbox_mode": {"enable": True}}


def test_a_base_address_may_have_a_path_and_a_slash_at_its_end() -> None:
    with Server(
        lambda request: fair(replace(request, path=request.path.removeprefix("/mail")), [])
    ) as server:
        server.listen()
        assert make(f"{server.base}/mail/").send(email()) == Receipt("mid-1")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_no_receipt_and_gets_no_key(status: int) -> None:
    with Server(lambda _: Answer(202, headers={"X-Message-Id": "mid-1"})) as other:
        other.listen()
        with Server(lambda _: Answer(status, headers={"Location": f"{other.base}/v3"})) as server:
            server.listen()
            for ask in (lambda: make(server.base).send(email()), make(server.base).account):
                with pytest.raises(NotSent, match="SENDGRID_API_URL") as raised:
                    ask()
                assert raised.value.scope == "channel"
        assert other.requests == []


@pytest.mark.parametrize(
    ("answer", "kind", "scope", "told"),
    [
        (wrong(400, "Invalid from email address", "from.email"), NotSent, "channel", "`sender:`"),
        (wrong(400, "Bad", "reply_to.email"), NotSent, "channel", "`replies:`"),
        (
            wrong(400, "The subject is required.", "subject"),
            Refused,
            None,
            "it says: The subject is required.",
        ),
        (wrong(401, "Maximum credits exceeded"), NotSent, "channel", "used up"),
        (wrong(403, "access forbidden"), NotSent, "channel", "permission Mail Send"),
        (Answer(404, b"not here"), NotSent, "channel", "SENDGRID_API_URL"),
        (Answer(451), NotSent, "channel", "region"),
        (Answer(413), Refused, None, "30 MB"),
        (Answer(418), Refused, None, "status 418"),
        (Answer(299), Uncertain, "channel", "status 299"),
    ],
)
def test_each_answer_says_what_to_do(
    answer: Answer, kind: type[Exception], scope: str | None, told: str
) -> None:
    with Server(lambda _: answer) as server:
        server.listen()
        with pytest.raises(kind) as raised:
            make(server.base).send(email())
    assert told in str(raised.value)
    assert getattr(raised.value, "scope", None) == scope


def test_without_a_key_it_is_said_which_one_to_set() -> None:
    with pytest.raises(NotSent, match="set SENDGRID_API_KEY") as raised:
        SendGrid("").send(email())
    assert raised.value.scope == "channel"


@pytest.mark.parametrize("key", ["SG.a\n", "SG.a b", "SG.ä", "SG.\udc80"])
def test_a_key_that_was_copied_with_more_than_the_key_is_told_of(key: str) -> None:
    with pytest.raises(NotSent, match="copy it again") as raised:
        SendGrid(key).send(email())
    assert key.strip() not in str(raised.value)


def test_a_key_that_may_not_send_mail_is_told_before_anything_is_sent() -> None:
    may_read = Answer(200, json.dumps({"scopes": ["alerts.read", "mail.batch.read"]}).encode(), JSON)
    with Server(lambda _: may_read) as server:
        server.listen()
        with pytest.raises(NotSent, match="Mail Send") as raised:
            make(server.base).account()
    assert raised.value.scope == "channel"
